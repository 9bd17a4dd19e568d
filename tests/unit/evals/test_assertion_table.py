"""The table of the coach's assertions: every id of the design, its function, severity and share."""

import re

from evals.assertions import DOCUMENT, document, flaws, misses, sample, shares, table, varied
from strength.assertions import ASSERTIONS

IDS = (
    *(f"ORD{number:02}" for number in range(1, 11)),
    *(f"SPC{number:02}" for number in range(1, 10)),
    *(f"SEL{number:02}" for number in range(1, 16)),
    *(f"LVL{number:02}" for number in range(1, 8)),
    *(f"VOL{number:02}" for number in range(1, 13)),
    *(f"INT{number:02}" for number in range(1, 13)),
    *(f"PRG{number:02}" for number in range(1, 11)),
    *(f"PL{number:02}" for number in range(1, 7)),
    *(f"TIM{number:02}" for number in range(1, 5)),
    *(f"LIM{number:02}" for number in range(1, 8)),
    *(f"BAL{number:02}" for number in range(1, 4)),
    *(f"EQP{number:02}" for number in range(1, 3)),
    *(f"NAM{number:02}" for number in range(1, 6)),
    *(f"FMT{number:02}" for number in range(1, 4)),
)


def test_all_105_assertions_are_code_and_the_one_about_seeds_is_an_evaluation() -> None:
    assert len(IDS) == 105
    assert {item.id for item in ASSERTIONS} == set(IDS) - {"SEL15"}


def test_the_document_lists_every_assertion_once_with_its_function_and_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == document()
    assert tuple(re.findall(r"^\| ([A-Z]{2,3}\d\d) \|", text, flags=re.M)) == IDS
    assert "| SEL15 | reject |" in text
    assert "`evals.seeds.measure`" in text


def test_shares_count_programs_and_give_examples() -> None:
    rows = shares(sample()[:3])
    assert set(rows) == {item.id for item in ASSERTIONS}
    assert all(row["holds"] == 1.0 or row["examples"] for row in rows.values())
    assert rows["ORD02"]["function"] == "strength.assertions.order._squat_before_leg_work"


def test_a_repair_that_fails_is_a_miss_and_a_warning_is_not() -> None:
    rows = shares(sample()[:1])
    rows["SEL05"]["holds"] = rows["SEL09"]["holds"] = 0.5
    rows["SEL05"]["examples"] = ["somebody: weeks[1] no row"]
    assert "SEL05" in misses(rows)
    assert "SEL09" not in misses(rows)
    assert "MISS" in table(rows)
    assert "somebody: weeks[1] no row" in table(rows)


def test_the_sample_also_holds_maxima_focus_weekdays_lengths_and_pounds() -> None:
    asked = sample()
    assert len({request.weeks for request in asked}) >= 12
    for word in ("focus_muscles", "one_rep_maxes", "days"):
        assert sum(bool(getattr(request, word)) for request in asked) >= 30
    assert {request.units.value for request in asked} == {"kg", "lbs"}
    assert varied(asked[0], 4) != asked[0]


def test_a_program_that_breaks_nothing_has_no_flaws_of_the_rejecting_kind() -> None:
    rejecting = {item.id for item in ASSERTIONS if item.severity == "reject"}
    assert not rejecting & set(flaws(sample()[400]))
