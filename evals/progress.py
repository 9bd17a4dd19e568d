"""How far a run is: a bar on a terminal, nothing where there is none."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evals.result import CaseResult


@contextmanager
def progress(total: int) -> Generator[Callable[[CaseResult], None]]:
    """Shows a bar on stderr while the block runs; call what it gives for every case that is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("cases", total=total)

        def advance(result: CaseResult) -> None:
            bar.update(task, advance=1, description=result.id)

        yield advance
