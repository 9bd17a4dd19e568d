"""Which split a request gets, on which weekdays (design 10, 1.1)."""

from strength.planner.brief import Brief
from strength.planner.notation import SheetDay, sheet_days
from strength.planner.sheets import DEFAULT_WEEKDAYS
from strength.planner.spacing import assign


def split_choices(brief: Brief) -> tuple[str, ...]:
    """Splits that fit the goal, the frequency and the level, the usual one first."""
    frequency = brief.request.frequency
    if brief.is_hypertrophy:
        return ("Hy5b",) if frequency == 5 and brief.is_beginner else (f"Hy{frequency}",)
    if brief.competes:
        return ("PL4", "PL4b") if frequency == 4 else (f"PL{frequency}",)
    return ("St3b",) if frequency == 3 and brief.is_beginner else (f"St{frequency}",)


def choose_split(brief: Brief) -> tuple[str, tuple[tuple[int, SheetDay], ...]]:
    """The split and its days with their weekdays, in order of weekdays.

    Days the lifter names are honoured exactly; the sheets are then put on them so that hard days stand apart.
    """
    choices = split_choices(brief)
    days = tuple(sorted(brief.request.days))
    if not days:
        split = choices[0]
        sheet = sheet_days(split, brief.experience)
        return split, tuple(zip(DEFAULT_WEEKDAYS[split], sheet, strict=True))
    fits = [(split, *assign(sheet_days(split, brief.experience), days)) for split in choices]
    split, _, order = min(fits, key=lambda fit: fit[1])
    sheet = sheet_days(split, brief.experience)
    return split, tuple((day, sheet[index]) for day, index in zip(days, order, strict=True))
