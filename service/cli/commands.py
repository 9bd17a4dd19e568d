"""The commands and their flags. Each hands over to a file of its own, imported only when the command runs."""

# ruff: noqa: PLR0917 - typer reads parameters as flags; nobody calls these by position

from pathlib import Path
from typing import Annotated

import typer

from service.cli import completion
from service.cli.completion import one_of, some_of
from service.cli.flag import (
    DATA_DIR,
    DataDir,
    Experience,
    Focus,
    Goal,
    JobId,
    Json,
    Limitation,
    Maxima,
    Units,
    group,
)
from service.cli.program_commands import programs_app


def application() -> typer.Typer:
    """The command line application."""
    # rich_markup_mode off: plain help is quicker to show and reads the same in a pipe
    app = typer.Typer(
        name="fitcsv-ai",
        help="FitCSV's AI service: strength programs designed by agents, computed by code, stored once.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.command()(generate)
    app.command()(adapt)
    app.command()(substitute)
    app.command()(serve)
    app.command()(score)
    app.add_typer(_jobs(), name="jobs")
    app.add_typer(programs_app(), name="programs")
    app.add_typer(_database(), name="db")
    app.add_typer(_models(), name="models")
    app.command(add_help_option=False, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})(
        evals
    )
    return app


def evals(context: typer.Context) -> None:
    """Run, compare and report evaluations."""
    from service.cli.extension import run_extension

    # a package of its own, which the service does not import; every flag is its own, --help included
    run_extension("evals", context.args)


def generate(
    goal: Goal = "strength",
    frequency: Annotated[str, typer.Option(metavar="N", help="Workouts a week, 2-6.")] = "4",
    experience: Experience = "intermediate",
    equipment: Annotated[
        str,
        typer.Option(
            metavar="A,B,C", help='What is owned; "" means bodyweight only.', autocompletion=some_of(completion.kit)
        ),
    ] = "barbell,rack,bench,dumbbell,cable,machine,pull_up_bar",
    weeks: Annotated[str | None, typer.Option(metavar="N", help="4-16; 12 when left out.")] = None,
    session_minutes: Annotated[str | None, typer.Option(metavar="N", help="20-180; 75 when left out.")] = None,
    limitation: Limitation = None,
    focus: Focus = None,
    one_rep_max: Maxima = None,
    units: Units = None,
    days: Annotated[str | None, typer.Option(metavar="N,N", help="Weekdays to train on, 1 is Monday.")] = None,
    notes: Annotated[str | None, typer.Option(help="A word to the coach, at most 500 characters.")] = None,
    priority: Annotated[
        str | None, typer.Option(help="low, normal or high.", autocompletion=one_of(completion.priorities))
    ] = None,
    seed: Annotated[str | None, typer.Option(metavar="N", help="Another seed, another equally good design.")] = None,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl", help="One request body per line; may be resumed.")
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="seed=A,B|model=A,B",
            help="Two or three programs side by side: seeds of one coach, or models. All are stored and written.",
            autocompletion=one_of(lambda: ("seed=", "model=")),
        ),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path("out"),
    as_json: Json = False,
    data_dir: DataDir = DATA_DIR,
) -> None:
    """Make one program, end to end, on an embedded default: database, queue, worker and API all included."""
    from service.cli.generate import Generate
    from service.cli.request_flags import RequestFlags

    flags = RequestFlags(
        goal=goal, frequency=frequency, experience=experience, equipment=equipment, weeks=weeks,
        session_minutes=session_minutes, limitations=limitation or (), focus=focus, one_rep_maxes=one_rep_max or (),
        units=units, days=days, notes=notes, priority=priority, seed=seed,
    )  # fmt: skip
    Generate(out=out, as_json=as_json, data_dir=data_dir).run(flags, batch, compare)


def adapt(
    workout_id: Annotated[str, typer.Argument(metavar="WORKOUT_ID")],
    minutes: Annotated[str | None, typer.Option(metavar="N", help="Minutes there are, 5-180.")] = None,
    missing: Annotated[
        str | None, typer.Option(metavar="A,B", help="Equipment not at hand.", autocompletion=some_of(completion.kit))
    ] = None,
    limitation: Limitation = None,
    readiness: Annotated[str | None, typer.Option(metavar="N", help="1 (worn out) to 5 (fresh).")] = None,
    notes: Annotated[str | None, typer.Option(help="A word to the coach, at most 500 characters.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write it into the workout; else it is a proposal.")] = False,
    as_json: Json = False,
    data_dir: DataDir = DATA_DIR,
) -> None:
    """Fit a planned workout to the day: time, equipment, sore joints, readiness."""
    from service.cli import workouts
    from service.cli.workout_flags import AdaptFlags

    flags = AdaptFlags(
        workout_id=workout_id, minutes=minutes, missing=missing, limitations=limitation or (), readiness=readiness,
        notes=notes, apply=apply,
    )  # fmt: skip
    workouts.adapt(flags, data_dir=data_dir, as_json=as_json)


def substitute(
    exercise_id: Annotated[str | None, typer.Argument(metavar="EXERCISE_ID", help="One in a workout.")] = None,
    definition: Annotated[str | None, typer.Option(metavar="ID", help="Or the exercise itself.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, at most 200 characters.")] = None,
    equipment: Annotated[
        str | None, typer.Option(metavar="A,B,C", help="What is at hand.", autocompletion=some_of(completion.kit))
    ] = None,
    limitation: Limitation = None,
    count: Annotated[str | None, typer.Option(metavar="N", help="How many, 1-10; 5 when left out.")] = None,
    choice: Annotated[str | None, typer.Option(metavar="ID", help="The substitute to write, from an answer.")] = None,
    scope: Annotated[
        str | None,
        typer.Option(
            help="workout, or remaining: all workouts that are left.", autocompletion=one_of(completion.scopes)
        ),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write the choice into the workout.")] = False,
    as_json: Json = False,
    data_dir: DataDir = DATA_DIR,
) -> None:
    """Find what may stand in for an exercise."""
    from service.cli import workouts
    from service.cli.workout_flags import SubstituteFlags

    flags = SubstituteFlags(
        exercise_id=exercise_id, definition=definition, reason=reason, equipment=equipment,
        limitations=limitation or (), count=count, choice=choice, scope=scope, apply=apply,
    )  # fmt: skip
    workouts.substitute(flags, data_dir=data_dir, as_json=as_json)


def serve(
    port: Annotated[str | None, typer.Option(metavar="N", help="8080, or PORT, when left out; 0 is any.")] = None,
    role: Annotated[
        str | None, typer.Option(help="all, api or worker.", autocompletion=one_of(completion.roles))
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    data_dir: DataDir = DATA_DIR,
) -> None:
    """Serve API, queue, worker and pages until Ctrl-C or SIGTERM."""
    from service.cli.serve import serve as run

    run(port=port, role=role, host=host, data_dir=data_dir)


def score(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="A program in the neutral JSON shape; - is stdin.")],
    goal: Annotated[
        str | None,
        typer.Option(
            help="Judge it for this goal; the program's own when left out.", autocompletion=one_of(completion.goals)
        ),
    ] = None,
    frequency: Annotated[str | None, typer.Option(metavar="N")] = None,
    experience: Annotated[str | None, typer.Option(autocompletion=one_of(completion.experiences))] = None,
    equipment: Annotated[str | None, typer.Option(metavar="A,B,C", autocompletion=some_of(completion.kit))] = None,
    weeks: Annotated[str | None, typer.Option(metavar="N")] = None,
    session_minutes: Annotated[str | None, typer.Option(metavar="N")] = None,
    limitation: Limitation = None,
    focus: Focus = None,
    one_rep_max: Maxima = None,
    units: Units = None,
    as_json: Json = False,
) -> None:
    """Score a program by the rubric."""
    from service.cli.score import ScoreFlags
    from service.cli.score import score as run

    flags = ScoreFlags(
        goal=goal, frequency=frequency, experience=experience, equipment=equipment, weeks=weeks,
        session_minutes=session_minutes, limitations=limitation or (), focus=focus, one_rep_maxes=one_rep_max or (),
        units=units,
    )  # fmt: skip
    run(file, flags, as_json=as_json)


def _jobs() -> typer.Typer:
    app = group("List, show, watch, cancel, retry and undo jobs.")

    @app.command("list")
    def list_jobs(
        status: Annotated[
            str | None, typer.Option(help="Only jobs of this status.", autocompletion=one_of(completion.statuses))
        ] = None,
        job_type: Annotated[
            str | None,
            typer.Option("--type", help="Only jobs of this type.", autocompletion=one_of(completion.job_types)),
        ] = None,
        limit: Annotated[str, typer.Option(metavar="N", help="1-100.")] = "20",
        cursor: Annotated[str | None, typer.Option(help="Where the previous page ended.")] = None,
        as_json: Json = False,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """List jobs, newest first."""
        from service.cli import jobs

        jobs.list_jobs(data_dir, status=status, job_type=job_type, limit=limit, cursor=cursor, as_json=as_json)

    @app.command("show")
    def show(
        job_id: JobId,
        with_trace: Annotated[
            bool, typer.Option("--trace", help="Its whole story: attempts, calls of models, tokens, cost, times.")
        ] = False,
        as_json: Json = False,
        data_dir: DataDir = DATA_DIR,
    ) -> None:
        """Show one job."""
        from service.cli import jobs

        jobs.show(data_dir, job_id, as_json=as_json, with_trace=with_trace)

    @app.command("watch")
    def watch(job_id: JobId, as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Follow a job until it has ended."""
        from service.cli import jobs

        jobs.watch(data_dir, job_id, as_json=as_json)

    @app.command("cancel")
    def cancel(job_id: JobId, as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Cancel a job."""
        from service.cli import jobs

        jobs.cancel(data_dir, job_id, as_json=as_json)

    @app.command("retry")
    def retry(job_id: JobId, as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Make a new job from one that ended."""
        from service.cli import jobs

        jobs.retry(data_dir, job_id, as_json=as_json)

    @app.command("undo")
    def undo(job_id: JobId, as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Take back what a job wrote into a workout."""
        from service.cli import jobs

        jobs.undo(data_dir, job_id, as_json=as_json)

    return app


def _models() -> typer.Typer:
    app = group("Check the models that may answer.")

    @app.command("check")
    def check(as_json: Json = False) -> None:
        """Check keys, ids, end-of-life dates and prices; 1 when something is wrong."""
        from service.cli import models

        models.check(as_json=as_json)

    # without a callback typer would drop the name of an only command
    app.callback()(_nothing)
    return app


def _nothing() -> None:
    """Check the models that may answer."""


def _database() -> typer.Typer:
    app = group("Prepare and check the database.")

    @app.command("upgrade")
    def upgrade(as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Create or update our tables."""
        from service.cli import database

        database.upgrade(data_dir, as_json=as_json)

    @app.command("check")
    def check(as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Say whether the database has the tables of this version."""
        from service.cli import database

        database.check(data_dir, as_json=as_json)

    @app.command("seed")
    def seed(as_json: Json = False, data_dir: DataDir = DATA_DIR) -> None:
        """Add our exercises where the database has none of that name."""
        from service.cli import database

        database.seed(data_dir, as_json=as_json)

    return app
