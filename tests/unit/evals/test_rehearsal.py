"""A rehearsed case goes through what a job goes through, its history too."""

from evals.case import Case, all_cases
from evals.rehearsal import rehearse
from strength.catalog import load_catalog
from strength.muscle import Muscle
from strength.program import Program
from strength.volume import fractional_sets


def made(case: Case) -> Program:
    evidence = rehearse(case).evidence
    assert evidence.made is not None
    return evidence.made.program


def test_the_volume_of_a_case_starts_from_its_history_and_the_rationale_says_so() -> None:
    request = {"goal": "hypertrophy", "frequency": 4, "experience": "intermediate", "equipment": ["full_gym"]}
    lifted = [
        {"exercise": "bench_press", "weights": [60, 61, 62, 63], "sets": 10, "reps": 8, "daysAgo": day}
        for day in (3, 5)
    ]
    fields = {"request": request | {"sessionMinutes": 90}, "history": lifted}
    case = Case.model_validate(all_cases()[0].model_dump(by_alias=True) | {"words": None} | fields)
    assert case.history
    ours, plain = made(case), made(case.model_copy(update={"history": ()}))
    chest = fractional_sets(ours.weeks[0], load_catalog().by_slug)[Muscle.CHEST]
    assert chest > fractional_sets(plain.weeks[0], load_catalog().by_slug)[Muscle.CHEST]
    assert f"chest {chest:.0f}" in (ours.rationale or "")
    assert "against 20" in (ours.rationale or "")
    assert any('"weekly_sets"' in text for text in rehearse(case).sent)
    assert "your log" not in (plain.rationale or "")
