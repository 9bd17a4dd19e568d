"""Loading what was logged; on both of FitCSV's schemas."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.features import detect_features
from storage.seed import seed
from storage.training_history import load_history
from strength.muscle import Muscle

DATA = Path(__file__).parents[2] / "data"
NOW = datetime(2026, 7, 20, 12, 0, tzinfo=UTC)
_numbers = itertools.count(1)


@pytest.fixture(scope="module", params=["fitcsv-2026-01.sql", "fitcsv-2026-07.sql"])
def engine(request: pytest.FixtureRequest, new_database: Callable[[str | None], str]) -> Iterator[Engine]:
    engine = build_engine(DatabaseSettings(url=new_database(None)))
    with engine.begin() as connection:
        connection.exec_driver_sql((DATA / request.param).read_text(encoding="utf-8"))
    migrations.upgrade(engine)
    detect_features(engine, afresh=True)
    seed(engine)
    yield engine
    engine.dispose()


class Diary:
    """Logs of one user."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.user = f"diary-{next(_numbers)}"
        self.program = f"program-{self.user}"
        self._run(
            'INSERT INTO "Program" ("id", "name", "userId", "updatedAt") VALUES (:id, :id, :user, now())',
            id=self.program,
        )
        self._run(
            'INSERT INTO "Week" ("id", "weekNumber", "programId", "userId") VALUES (:id, 1, :id, :user)',
            id=self.program,
        )

    def _run(self, statement: str, **values: object) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement), {"user": self.user, **values})

    def log(
        self,
        name: str,
        *sets: tuple[int, float, str],
        days_ago: float = 1,
        status: str = "completed",
        rpe: int | None = None,
        planned: str | None = None,
    ) -> str:
        """One workout with one exercise; each set is repetitions, weight and unit."""
        number = next(_numbers)
        key = f"{self.user}-{number}"
        with self.engine.begin() as connection:
            definition = connection.execute(
                text('SELECT "id" FROM "ExerciseDefinition" WHERE "name" = :name'), {"name": name}
            ).scalar_one()
        self._run(
            'INSERT INTO "Workout" ("id", "name", "dayNumber", "weekId", "userId") VALUES (:id, :id, :day, :week, :user)',
            id=key,
            day=number,
            week=self.program,
        )
        self._run(
            'INSERT INTO "Exercise" ("id", "name", "exerciseDefinitionId", "order", "workoutId", "userId") '
            "VALUES (:id, :name, :definition, 1, :id, :user)",
            id=key,
            name=name,
            definition=definition,
        )
        self._run(
            'INSERT INTO "WorkoutCompletion" ("id", "workoutId", "userId", "status", "completedAt") '
            "VALUES (:id, :id, :user, :status, :at)",
            id=key,
            status=status,
            at=(NOW - timedelta(days=days_ago)).replace(tzinfo=None),
        )
        for at, (reps, weight, unit) in enumerate(sets, start=1):
            self._run(
                'INSERT INTO "LoggedSet" ("id", "setNumber", "reps", "weight", "weightUnit", "rpe", "exerciseId", '
                '"completionId", "userId") VALUES (:set, :number, :reps, :weight, :unit, :rpe, :id, :id, :user)',
                set=f"{key}-{at}",
                number=at,
                reps=reps,
                weight=weight,
                unit=unit,
                rpe=rpe,
                id=key,
            )
            if planned is not None:
                self._run(
                    'INSERT INTO "PrescribedSet" ("id", "setNumber", "reps", "exerciseId", "userId") '
                    "VALUES (:set, :number, :reps, :id, :user)",
                    set=f"p{key}-{at}",
                    number=at,
                    reps=planned,
                    id=key,
                )
        return key


@pytest.fixture
def diary(engine: Engine) -> Diary:
    return Diary(engine)


def test_a_new_user_has_an_empty_history(engine: Engine) -> None:
    assert load_history(engine, "nobody", NOW).is_empty


def test_sets_are_read_by_catalog_name_in_both_units(engine: Engine, diary: Diary) -> None:
    diary.log("Back Squat", (5, 100, "kg"), (5, 220.46226218, "lbs"))
    squat = load_history(engine, diary.user, NOW).lift("back_squat")
    assert squat is not None
    assert squat.e1rm_kg == pytest.approx(100 * (1 + 5 / 30))
    assert squat.last_at == NOW - timedelta(days=1)


def test_only_the_newest_eight_weeks_of_the_users_own_completed_workouts_count(engine: Engine, diary: Diary) -> None:
    diary.log("Back Squat", (5, 100, "kg"), days_ago=10)
    diary.log("Back Squat", (5, 150, "kg"), (5, 150, "kg"), days_ago=57)
    diary.log("Back Squat", (5, 160, "kg"), (5, 160, "kg"), days_ago=-1)
    diary.log("Back Squat", (5, 140, "kg"), (5, 140, "kg"), days_ago=2, status="in_progress")
    Diary(engine).log("Back Squat", (5, 145, "kg"), (5, 145, "kg"))
    squat = load_history(engine, diary.user, NOW).lift("back_squat")
    assert squat is not None
    assert squat.sessions == 1
    assert squat.e1rm_kg == pytest.approx(100 * (1 + 5 / 30))


def test_a_status_in_other_letters_is_the_same_status(engine: Engine, diary: Diary) -> None:
    diary.log("Back Squat", (5, 100, "kg"), status="Completed ")
    assert load_history(engine, diary.user, NOW).sessions == 1


def test_warm_up_sets_are_left_out_where_they_are_marked(engine: Engine, diary: Diary) -> None:
    key = diary.log("Bench Press", (5, 100, "kg"), (5, 80, "kg"))
    if detect_features(engine).has("LoggedSet", "isWarmup"):
        with engine.begin() as connection:
            connection.execute(text('UPDATE "LoggedSet" SET "isWarmup" = true WHERE "id" = :id'), {"id": f"{key}-1"})
        expected = 1
    else:
        expected = 2
    bench = load_history(engine, diary.user, NOW).lift("bench_press")
    assert bench is not None
    assert len(bench.last_sets) == expected


def test_missed_repetitions_are_told_by_the_plan(engine: Engine, diary: Diary) -> None:
    diary.log("Bench Press", (5, 100, "kg"), (3, 100, "kg"), (3, 100, "kg"), planned="5")
    diary.log("Back Squat", (9, 100, "kg"), (8, 100, "kg"), planned="8-12")
    diary.log("Deadlift", (4, 100, "kg"), planned="AMRAP")
    diary.log("Plank", (1, 0, "kg"), planned="40s")
    history = load_history(engine, diary.user, NOW)
    bench, squat = history.lift("bench_press"), history.lift("back_squat")
    assert bench is not None
    assert bench.was_too_hard
    assert squat is not None
    assert not squat.was_too_hard
    assert not any(history.lifts[slug].was_too_hard for slug in ("deadlift", "plank"))


def test_hard_sets_are_counted_by_muscle_and_week(engine: Engine, diary: Diary) -> None:
    diary.log("Bench Press", (5, 100, "kg"), (5, 100, "kg"), days_ago=8)
    diary.log("Bench Press", (5, 100, "kg"), (5, 100, "kg"), days_ago=1)
    history = load_history(engine, diary.user, NOW)
    assert history.weeks == 2
    assert history.weekly_sets[Muscle.CHEST] == pytest.approx(2.0)
    assert history.weekly_sets[Muscle.TRICEPS] == pytest.approx(1.0)


def test_the_users_own_exercise_is_understood_or_left_out(engine: Engine, diary: Diary) -> None:
    with engine.begin() as connection:
        for name, faus in (("My Deficit Lunge", "{quads,glutes}"), ("Thing", "{}")):
            connection.execute(
                text(
                    'INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "isSystem", "createdBy", '
                    '"updatedAt", "userId", "primaryFAUs") VALUES (:id, :name, :id, false, :user, now(), :user, '
                    "CAST(:faus AS text[]))"
                ),
                {"id": f"{name}-{diary.user}", "name": f"{name} {diary.user}", "user": diary.user, "faus": faus},
            )
    diary.log(f"My Deficit Lunge {diary.user}", (8, 40, "kg"))
    diary.log(f"Thing {diary.user}", (8, 40, "kg"))
    history = load_history(engine, diary.user, NOW)
    (lift,) = history.lifts.values()
    assert lift.exercise.slug.startswith("own_my_deficit_lunge")
