"""Ids have the look that Prisma gives, and follow from what they name."""

import re

from hypothesis import given
from hypothesis import strategies as st

from storage.ids import derived_id, new_id, program_id_for_job

LOOK = re.compile(r"c[0-9a-z]{24}")


def test_a_new_id_has_the_look_and_is_new() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(LOOK.fullmatch(one) for one in ids)


@given(st.lists(st.text() | st.integers(), min_size=1, max_size=4))
def test_a_derived_id_has_the_look_and_stays(parts: list[str | int]) -> None:
    parts = [part.encode(errors="ignore").decode() if isinstance(part, str) else part for part in parts]
    assert LOOK.fullmatch(derived_id(*parts))
    assert derived_id(*parts) == derived_id(*parts)


def test_the_border_between_parts_matters() -> None:
    assert derived_id("a", "bc") != derived_id("ab", "c") != derived_id("abc")


def test_ids_do_not_change_between_releases() -> None:
    # rows that are in databases already carry them
    assert program_id_for_job("job") == derived_id("program", "job")
    assert program_id_for_job("job") == "c8n7vj52o0ogl4srkc305byqi"
