"""Muscles as the catalog counts them, and FitCSV's finer words (FAU) for the same."""

from enum import StrEnum


class Muscle(StrEnum):
    """The sixteen muscles whose hard sets are counted (design 04, D.2)."""

    CHEST = "chest"
    BACK = "back"
    FRONT_DELT = "front_delt"
    SIDE_DELT = "side_delt"
    REAR_DELT = "rear_delt"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    QUADS = "quads"
    HAMSTRINGS = "hamstrings"
    GLUTES = "glutes"
    CALVES = "calves"
    ABS = "abs"
    TRAPS = "traps"
    LOWER_BACK = "lower_back"
    FOREARMS = "forearms"
    ADDUCTORS = "adductors"


MUSCLE_OF_FAU: dict[str, Muscle] = {
    "chest": Muscle.CHEST,
    "mid-back": Muscle.BACK,
    "lats": Muscle.BACK,
    "lower-back": Muscle.LOWER_BACK,
    "front-delts": Muscle.FRONT_DELT,
    "side-delts": Muscle.SIDE_DELT,
    "rear-delts": Muscle.REAR_DELT,
    "traps": Muscle.TRAPS,
    "biceps": Muscle.BICEPS,
    "triceps": Muscle.TRICEPS,
    "forearms": Muscle.FOREARMS,
    "quads": Muscle.QUADS,
    "adductors": Muscle.ADDUCTORS,
    "hamstrings": Muscle.HAMSTRINGS,
    "glutes": Muscle.GLUTES,
    "calves": Muscle.CALVES,
    "abs": Muscle.ABS,
    "obliques": Muscle.ABS,
}
"""FitCSV's functional anatomical units (design 03, 3.5), each with the muscle it is counted under."""

FAU_SYNONYMS: dict[str, str] = {
    "upper-arm-anterior": "biceps",
    "mid-delts": "side-delts",
    "abductors": "glutes",
    "hip-flexors": "quads",
    "back": "mid-back",
    "upper-back": "mid-back",
    "core": "abs",
    "front-delt": "front-delts",
    "side-delt": "side-delts",
    "rear-delt": "rear-delts",
}
"""Other words that FitCSV's data and people use, folded onto one FAU."""

FAUS_OF_MUSCLE: dict[Muscle, tuple[str, ...]] = {
    muscle: tuple(fau for fau, target in MUSCLE_OF_FAU.items() if target is muscle) for muscle in Muscle
}


def fau_of(word: str) -> str | None:
    """The FAU a word means (case, spaces and underscores do not matter), or None when it means none."""
    key = "-".join(word.strip().lower().replace("_", " ").replace("-", " ").split())
    key = FAU_SYNONYMS.get(key, key)
    return key if key in MUSCLE_OF_FAU else None
