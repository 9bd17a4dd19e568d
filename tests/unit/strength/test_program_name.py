import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.expansion.program_name import program_name
from strength.pool import catalog_pool
from strength.request import Experience, Goal, ProgramRequest


@pytest.mark.parametrize(
    ("names", "split"),
    [
        (("Push A", "Pull A"), "Whole Body"),
        (("Upper A", "Lower A"), "Upper Lower"),
        (("Full Body - Squat", "Full Body - Press"), "Full Body"),
    ],
)
def test_an_unnamed_program_is_named_after_its_split(names: tuple[str, str], split: str) -> None:
    wire = {
        "meso": [["acc", 5, 0]],
        "sch": {"A": {"t": "rir", "*": [3, 12, 8, 0]}},
        "tpl": [{"d": day, "n": name, "s": [["cable_row", "A"]]} for day, name in zip((1, 4), names, strict=True)],
    }
    request = ProgramRequest(
        goal=Goal.HYPERTROPHY, frequency=2, experience=Experience.INTERMEDIATE, equipment=("full_gym",)
    )
    pool = catalog_pool(request, load_catalog().exercises)
    assert program_name(Blueprint.model_validate(wire), request, pool) == f"5-Week Hypertrophy - {split} (2 days)"
