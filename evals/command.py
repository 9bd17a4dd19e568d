"""`fitcsv-ai evals`: run, compare, report. Mounted by the service's command line, which hands over the models' settings."""

# ruff: noqa: PLR0917 - typer reads parameters as flags; nobody calls these by position

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from agents.models import ModelSettings
    from evals.baseline import Baseline
    from evals.result import Run

FAILED = 1
FOLDER = Path("out/evals")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table.")]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="A baseline or a run; the package's when left out.")
]


def application() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        help="Run, compare and report evaluations.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.command()(run)
    app.command()(compare)
    app.command()(report)
    return app


def run(
    context: typer.Context,
    case: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="Only these cases, such as 'knee-*'; may be repeated.")
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Ask the models of MODEL_CHAIN instead of the coach.")] = False,
    repeats: Annotated[int, typer.Option(metavar="N", min=1, max=50, help="How often each case, with --live.")] = 1,
    cap: Annotated[float, typer.Option(metavar="USD", min=0, help="Most that a --live run may cost.")] = 1.0,
    parallel: Annotated[int, typer.Option(metavar="N", min=1, max=16, help="Cases at a time, with --live.")] = 4,
    processes: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Processes, without --live.")] = 2,
    name: Annotated[str | None, typer.Option(help="Of the run and its file; offline or live when left out.")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the run's file goes.")] = FOLDER,
    baseline: BaselineFile = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Make this run the baseline instead of holding it against one.")
    ] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show every case, not only the worst.")] = False,
    as_json: Json = False,
) -> None:
    """Run cases and hold them against the baseline; exit code 1 on a regression.

    A live run goes on where an earlier one of the same name stopped: what is in its file is not paid for again.
    """
    from evals.baseline import BASELINE, baseline_of, read_baseline, write_baseline
    from evals.errors import EvalsError
    from evals.gate import regressions

    title = name or ("live" if live else "offline")
    path = out / f"{title}.json"
    try:
        if live:
            settings: ModelSettings = context.obj()
            found, left = _live(settings, case or [], title, path, repeats, cap, parallel)
        else:
            found, left = _offline(case or [], title, path, processes), ()
        if update_baseline:
            if case or left:
                _stop("a baseline holds every case; leave out --case and finish the run")
            write_baseline(baseline_of(found), baseline or BASELINE)
        before = None if live and baseline is None else read_baseline(baseline or BASELINE)
    except EvalsError as error:
        _stop(str(error))
    # a model is held against what was named, and against the rule-based coach only if that was
    worse = () if before is None else regressions(found, before, is_whole=not case and not left)
    if as_json:
        findings = [one.model_dump(mode="json", by_alias=True) for one in worse]
        sys.stdout.write(
            json.dumps({"run": found.model_dump(mode="json", by_alias=True), "regressions": findings, "left": left})
            + "\n"
        )
    else:
        _show(found, before, path, rows=None if show_all else 20)
    for one in worse:
        sys.stderr.write(f"regression: {one.message}\n")
    if worse:
        _stop(f"{len(worse)} regression{'s' if len(worse) > 1 else ''} against the baseline")
    for one in left:
        sys.stderr.write(f"left: {one}\n")
    if left:
        _stop(f"{len(left)} cases are left; run it again to go on, with a higher --cap where that is why")


def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A run's file, or a baseline.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another.")],
    as_json: Json = False,
) -> None:
    """Show what changed from one run to another, case by case."""
    from rich.console import Console

    from evals.baseline import read_baseline
    from evals.comparison import compare as compared
    from evals.comparison import show_comparison
    from evals.errors import EvalsError

    try:
        comparison = compared(read_baseline(first), read_baseline(second))
    except EvalsError as error:
        _stop(str(error))
    if as_json:
        sys.stdout.write(comparison.model_dump_json(by_alias=True) + "\n")
    else:
        show_comparison(Console(highlight=False, width=None if sys.stdout.isatty() else 120), comparison)


def report(
    file: Annotated[
        Path, typer.Argument(metavar="RUN", help="A run's file; the last offline one when left out.")
    ] = FOLDER / "offline.json",
    out: Annotated[Path, typer.Option(metavar="FILE.html", help="Where the page goes.")] = FOLDER / "report.html",
    baseline: BaselineFile = None,
) -> None:
    """Write a run as one HTML page: worst cases first, charts, and the difference to the baseline."""
    from evals.baseline import BASELINE, read_baseline
    from evals.errors import EvalsError
    from evals.gate import regressions
    from evals.report import to_html
    from evals.result import read_run

    try:
        found = read_run(file)
        before = None if baseline is None and not BASELINE.exists() else read_baseline(baseline or BASELINE)
    except EvalsError as error:
        _stop(str(error))
    known = before.cases if before else {}
    is_whole = len({one.id for one in found.cases}.intersection(known)) == len(known)
    worse = () if before is None else regressions(found, before, is_whole=is_whole)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(to_html(found, before, worse), encoding="utf-8")
    sys.stdout.write(f"{out}\n")


def _offline(patterns: list[str], name: str, path: Path, processes: int) -> "Run":
    from evals.case import all_cases, chosen
    from evals.progress import progress
    from evals.result import write_run
    from evals.run import run_cases

    cases = chosen(all_cases(), patterns)
    with progress(len(cases)) as advance:
        found = run_cases(cases, processes=processes, name=name, on_done=advance)
    write_run(found, path)
    return found


def _live(
    settings: "ModelSettings", patterns: list[str], name: str, path: Path, repeats: int, cap: float, parallel: int
) -> "tuple[Run, tuple[str, ...]]":
    import logging

    from evals.case import all_cases, chosen
    from evals.live import LiveTerms, run_live
    from evals.progress import progress

    cases = chosen(all_cases(), patterns)
    terms = LiveTerms(name=name, path=path, repeats=repeats, cap_usd=cap, parallel=parallel)
    # what goes wrong with a case is said in a line at the end
    logging.disable(logging.ERROR)
    try:
        with progress(len(cases) * repeats) as advance:
            done = run_live(cases, settings, terms, on_done=advance)
    finally:
        logging.disable(logging.NOTSET)
    return done.run, done.left


def _show(found: "Run", before: "Baseline | None", path: Path, *, rows: int | None) -> None:
    from rich.console import Console

    from evals.run_table import show_run

    # a pipe has no width of its own, and a log has room
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    show_run(console, found, before, rows=rows or len(found.cases))
    sys.stdout.write(f"{path}\n")
    sys.stdout.flush()


def _stop(sentence: str) -> NoReturn:
    sys.stderr.write(f"fitcsv-ai: {sentence}\n")
    raise typer.Exit(FAILED)
