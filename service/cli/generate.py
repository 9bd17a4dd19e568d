"""`generate`: the whole way from flags to files, over HTTP, on a service that lives as long as the command."""

import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from service import telemetry
from service.cli.client import ApiClient
from service.cli.display import Display
from service.cli.entry import BAD_USAGE, INTERRUPTED, CommandError
from service.cli.files import check_writable, write_files
from service.cli.request_flags import RequestFlags, body_of, encoded, parse_flags
from service.cli.stack import Stack
from service.settings import read_settings
from strength.program import Program
from strength.request import ProgramRequest
from strength.scorecard import Scorecard


class Generate:
    """One run of the command."""

    def __init__(self, *, out: Path, as_json: bool, data_dir: Path) -> None:
        """Take what is not part of the request.

        Args:
            out: folder of the results.
            as_json: print one JSON object instead of text.
            data_dir: folder of the embedded Postgres.
        """
        self._out = out
        self._as_json = as_json
        self._data_dir = data_dir
        # progress is for the eye: on stderr it never mixes with what a program reads from stdout
        self._progress = Console(stderr=True, highlight=False, soft_wrap=True)

    def run(self, flags: RequestFlags, batch: Path | None = None, compare: str | None = None) -> None:
        """Make one program, those of a batch, or some to compare.

        Raises:
            CommandError: a job did not end well, or the results cannot be written.
            BodyError: a flag is not allowed.
            SettingsError: a setting is wrong.
        """
        # whoever ends us politely gets what Ctrl-C gets: the job cancelled, everything stopped
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        settings = read_settings()
        telemetry.configure(level=_quieter(settings.log_level), as_json=False)
        if batch is not None and compare is not None:
            msg = "--batch and --compare cannot go together; leave one of them out"
            raise CommandError(msg, BAD_USAGE)
        if compare is not None:
            from service.cli.compare import run_comparison

            run_comparison(compare, flags, self._out, self._data_dir, self._progress, as_json=self._as_json)
            return
        if batch is not None:
            from service.cli.batch import run_batch

            run_batch(batch, self._out, settings, self._data_dir, self._progress, as_json=self._as_json)
            return
        request = parse_flags(flags)
        check_writable(self._out)
        with Display(self._progress) as display:
            stack = Stack(settings, data_dir=self._data_dir, port=0, on_stage=display.stage)
            with stack:
                client = ApiClient(stack.url)
                try:
                    job, program = self._one(client, display, encoded(body_of(flags)))
                finally:
                    client.close()
                scorecard = scored(program, request)
                files = write_files(self._out, file_texts(program, scorecard))
                display.stage("stopping")
        self._report(job, program, scorecard, files, display.elapsed_s)

    def _one(self, client: ApiClient, display: Display, body: bytes) -> tuple[Mapping[str, Any], Program]:
        job_id = client.generate(body, display.stage)
        job: Mapping[str, Any] = {}
        try:
            for job in client.follow(job_id):
                display.job(job)
        except KeyboardInterrupt:
            display.stage("cancelling the job")
            client.cancel(job_id)
            raise CommandError(f"stopped; job {job_id} was cancelled.", INTERRUPTED) from None
        return job, Program.model_validate(client.program(program_id_of(job)))

    def _report(
        self, job: Mapping[str, Any], program: Program, scorecard: Scorecard, files: list[Path], elapsed_s: float
    ) -> None:
        from service.cli.results import coach_hint, show_results

        hint = coach_hint(job)
        if self._as_json:
            sys.stdout.write(json_line(job, program, scorecard))
        else:
            show_results(Console(highlight=False), program, scorecard, job, files)
        if hint is not None:
            self._progress.print(hint)
        self._progress.print(f"Took {elapsed_s:.1f} s in all.")


def program_id_of(job: Mapping[str, Any]) -> str:
    """The program of a job that ended well.

    Raises:
        CommandError: it ended otherwise; the message says how.
    """
    if job.get("status") == "completed":
        return str(job["result"]["programId"])
    error: Mapping[str, Any] = job.get("error") or {}
    reason = error.get("message") or f"it is {job.get('status') or 'in an unknown state'}"
    raise CommandError(f"job {job.get('id')} made no program: {reason}")


def scored(program: Program, request: ProgramRequest) -> Scorecard:
    """The program's score for the request."""
    from strength.catalog import load_catalog
    from strength.scoring import score

    return score(program, request, load_catalog())


def json_line(job: Mapping[str, Any], program: Program, scorecard: Scorecard) -> str:
    """What `generate --json` prints (contract 1.3)."""
    result = {"job": job, "program": program.to_json(), "score": scorecard.model_dump(mode="json")}
    return json.dumps(result, ensure_ascii=False) + "\n"


def file_texts(program: Program, scorecard: Scorecard) -> dict[str, str]:
    """The files of one program by name."""
    from strength.rendering.csv_export import to_csv
    from strength.rendering.html import to_html

    return {
        "program.json": json.dumps(program.to_json(), ensure_ascii=False, indent=1) + "\n",
        "program.csv": to_csv(program),
        "program.html": to_html(program, scorecard),
    }


def _quieter(level: str) -> str:
    """What happens inside is shown by the display; the log adds only what went wrong."""
    return "WARNING" if level == "INFO" else level
