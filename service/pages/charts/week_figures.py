"""What the charts draw, week by week, from the program alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from strength.catalog import Catalog
from strength.exercise import Exercise, Lift
from strength.muscle import Muscle
from strength.program import Prescription, Program, SetPrescription, Week
from strength.volume import DIRECT, INDIRECT, hard_set_effort, hard_sets

EASY_NOTES: Mapping[str, str] = {"Deload": "light", "Taper": "taper", "Test": "test"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFigures:
    """One week.

    Attributes:
        number: 1-based.
        sets: working sets.
        note: "light", "taper", "test", or "" for a working week.
        minutes: of each session that has an estimate.
        muscles: sets by muscle: 1 for a primary, 0.5 for a secondary, times the effort's weight.
        direct: muscles that are a primary of some set.
        heaviest: percent of one-rep maximum of the heaviest set by lift.
        effort: mean RPE of the sets that state one, or None.
        repetitions: mean repetitions of the sets that count them, or None.
    """

    number: int
    sets: int
    note: str
    minutes: tuple[int, ...]
    muscles: Mapping[Muscle, float]
    direct: frozenset[Muscle]
    heaviest: Mapping[Lift, float]
    effort: float | None
    repetitions: float | None


def week_figures(program: Program, catalog: Catalog) -> tuple[WeekFigures, ...]:
    """The figures of every week."""
    return tuple(_week(week, catalog) for week in program.weeks)


def note_of_week(week: Week) -> str:
    """What an easier week is called; "" for a working one."""
    return EASY_NOTES.get(week.phase or "", "light" if week.is_deload else "")


def exercise_of(prescription: Prescription, catalog: Catalog) -> Exercise | None:
    """What the catalog knows of it; a name may carry a label of its kit."""
    return catalog.get(prescription.slug or "") or catalog.find(prescription.name)


def effort_of(item: SetPrescription) -> float | None:
    """RPE of a set, however its effort is stated."""
    return item.rpe if item.rpe is not None else None if item.rir is None else 10.0 - item.rir


def _week(week: Week, catalog: Catalog) -> WeekFigures:
    muscles: dict[Muscle, float] = {}
    direct: set[Muscle] = set()
    heaviest: dict[Lift, float] = {}
    efforts: list[float] = []
    repetitions: list[float] = []
    for prescription in (one for workout in week.workouts for one in workout.exercises):
        exercise = exercise_of(prescription, catalog)
        for item in prescription.sets:
            effort = effort_of(item)
            if effort is not None:
                efforts.append(effort)
            low = item.reps.partition("-")[0]
            if low.isdigit():
                repetitions.append(float(low))
            if exercise is None:
                continue
            # effort that nobody stated counts in full: most published programs state none
            weight = 1.0 if effort is None else hard_set_effort(effort)
            for muscle in exercise.primary:
                muscles[muscle] = muscles.get(muscle, 0.0) + DIRECT * weight
            for muscle in exercise.secondary:
                muscles[muscle] = muscles.get(muscle, 0.0) + INDIRECT * weight
            direct.update(exercise.primary)
            lift = exercise.competition_lift
            if lift is not None and exercise.competition_similarity == 1.0 and item.percent1rm is not None:
                heaviest[lift] = max(heaviest.get(lift, 0.0), item.percent1rm)
    return WeekFigures(
        number=week.week_number,
        sets=hard_sets(week),
        note=note_of_week(week),
        minutes=tuple(workout.minutes for workout in week.workouts if workout.minutes is not None),
        muscles=muscles,
        direct=frozenset(direct),
        heaviest=heaviest,
        effort=_mean(efforts),
        repetitions=_mean(repetitions),
    )


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
