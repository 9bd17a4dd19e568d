"""Ranges of repetitions are the ones that coaches write."""

import pytest

from strength.expansion.written_range import ROUND_ENDS, written_range


@pytest.mark.parametrize(
    ("asked", "width", "written"),
    [
        ((8, 11), 3, (8, 12)),
        ((10, 13), 3, (10, 15)),
        ((10, 14), 2, (10, 15)),
        ((8, 14), 2, (8, 15)),
        ((10, 22), 2, (10, 20)),
        ((9, 11), 2, (8, 12)),
        ((6, 8), 2, (6, 8)),
        ((10, 12), 2, (10, 12)),
        ((12, 20), 3, (12, 20)),
    ],
)
def test_an_odd_range_becomes_the_nearest_usual_one(
    asked: tuple[int, int], width: int, written: tuple[int, int]
) -> None:
    assert written_range(*asked, least=1, most=30, width=width) == written


@pytest.mark.parametrize("least", range(1, 13))
@pytest.mark.parametrize("most", range(15, 26))
def test_a_range_stays_inside_its_exercise(least: int, most: int) -> None:
    for low in range(least, most - 2):
        one, other = written_range(low, low + 3, least=least, most=most, width=2)
        assert least <= one < other <= most
        assert {one, other} <= set(ROUND_ENDS)


def test_a_range_stands_where_no_usual_one_fits() -> None:
    assert written_range(16, 18, least=16, most=19) == (16, 18)
