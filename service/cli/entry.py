"""Runs a command and turns every way of failing into one sentence on stderr and an exit code.

0 done, 1 failed, 2 used wrongly, 130 stopped with Ctrl-C.
"""

import os
import sys
from collections.abc import Sequence

FAILED = 1
BAD_USAGE = 2
INTERRUPTED = 130


class CommandError(Exception):
    """A command cannot go on; the message is the sentence that the user reads.

    Attributes:
        exit_code: of the process.
    """

    def __init__(self, message: str, exit_code: int = FAILED) -> None:
        """Keep the sentence and the code."""
        super().__init__(message)
        self.exit_code = exit_code


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `fitcsv-ai` and end the process."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    # typer brings its own click; its errors are known by their names there
    import typer

    from service.cli.commands import application
    from service.cli.completion import answer_shell, asked_by_shell

    command = typer.main.get_command(application())
    if (instruction := asked_by_shell()) is not None:
        return answer_shell(command, instruction)
    try:
        # not `command.main`, which has words and exit codes of its own for Ctrl-C and wrong usage
        with command.make_context("fitcsv-ai", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as ending:
        return ending.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _say("stopped.", INTERRUPTED)
    except CommandError as error:
        return _say(str(error), error.exit_code)
    except BrokenPipeError:
        # the reader of our output went away, as `| head` does; nobody is left to be told, not even at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    # The edge of the command line: every error becomes a sentence here.
    except Exception as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error}\n")
            return BAD_USAGE
        return _say(*_sentence(error))
    return 0


def _say(sentence: str, exit_code: int) -> int:
    one_line = " ".join(sentence.split())
    sys.stderr.write(f"fitcsv-ai: {one_line}\n")
    return exit_code


def _sentence(error: Exception) -> tuple[str, int]:
    """What the user reads, and the exit code."""
    # typer's usage errors carry their own code and text; there is no public class of typer's to ask for
    sentence = getattr(error, "format_message", None)
    if callable(sentence):
        return str(sentence()), BAD_USAGE
    from service.jobs.body import BodyError
    from service.settings import SettingsError
    from storage.errors import translated

    if isinstance(error, BodyError | SettingsError):
        return str(error), BAD_USAGE
    name = type(error).__name__
    module = type(error).__module__
    if module.startswith(("storage.", "strength.", "service.")):
        return str(error), BAD_USAGE if name == "SettingsError" else FAILED
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}; choose another place or make room", FAILED
    if isinstance(error, OSError) and error.strerror:
        return f"the system refused: {error.strerror}", FAILED
    if (known := translated(error)) is not None:
        # the database went away in the middle
        return str(known), FAILED
    return f"an unexpected error ({name}) at {_place(error)}; please report it", FAILED


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "an unknown place"
