import pytest

from strength.catalog import load_catalog
from strength.request import Units
from strength.rounding import format_load, lightest_load, load_step, round_load


@pytest.mark.parametrize(
    ("slug", "units", "beginner", "load", "rounded"),
    [
        ("back_squat", Units.KG, False, 0.7 * 140, 97.5),
        ("back_squat", Units.KG, False, 100.0, 100.0),
        ("back_squat", Units.KG, False, 102.49999999999999, 102.5),
        ("back_squat", Units.KG, True, 63.9, 62.5),
        ("bench_press", Units.KG, True, 63.9, 63.75),
        ("bench_press", Units.KG, False, 63.9, 62.5),
        ("bench_press", Units.LBS, False, 229.9, 225.0),
        ("bench_press", Units.LBS, True, 229.9, 227.5),
        ("deadlift", Units.KG, False, 12.0, 20.0),
        ("deadlift", Units.LBS, False, 12.0, 45.0),
        ("db_bench", Units.KG, False, 23.9, 22.0),
        ("db_bench", Units.LBS, False, 3.0, 5.0),
        ("kb_deadlift", Units.KG, False, 23.9, 20.0),
        ("kb_deadlift", Units.KG, False, 90.0, 48.0),
        ("kb_deadlift", Units.LBS, False, 30.0, 26.0),
        ("kb_deadlift", Units.LBS, False, 3.0, 18.0),
        ("leg_press", Units.KG, False, 104.0, 100.0),
        ("lat_pulldown", Units.KG, False, 54.0, 52.5),
        ("lat_pulldown", Units.LBS, False, 118.0, 115.0),
    ],
)
def test_loads_are_rounded_down_to_what_exists(
    slug: str, units: Units, beginner: bool, load: float, rounded: float
) -> None:
    assert round_load(load, load_catalog().by_slug[slug], units, beginner=beginner) == rounded


@pytest.mark.parametrize("slug", ["push_up", "band_row", "wall_sit"])
def test_what_has_no_load_to_count_is_not_rounded(slug: str) -> None:
    exercise = load_catalog().by_slug[slug]
    assert round_load(50.0, exercise, Units.KG, beginner=False) is None
    assert load_step(exercise, Units.KG, beginner=False) is None
    assert lightest_load(exercise, Units.KG) is None


@pytest.mark.parametrize(
    ("load", "units", "text"),
    [(102.5, Units.KG, "102.5kg"), (225.0, Units.LBS, "225lbs"), (63.75, Units.KG, "63.75kg")],
)
def test_loads_are_written_without_needless_decimals(load: float, units: Units, text: str) -> None:
    assert format_load(load, units) == text
