import pytest

from strength.landmarks import kappa, landmark
from strength.muscle import Muscle
from strength.request import Goal, ProgramRequest


def request(
    frequency: int, minutes: int, *, goal: str = "hypertrophy", experience: str = "intermediate"
) -> ProgramRequest:
    return ProgramRequest.model_validate(
        {
            "goal": goal,
            "frequency": frequency,
            "experience": experience,
            "equipment": ["full_gym"],
            "sessionMinutes": minutes,
        }
    )


def test_an_intermediate_for_size_gets_the_table_itself() -> None:
    chest = landmark(Muscle.CHEST, 2, Goal.HYPERTROPHY)
    assert (chest.mv, chest.mev, chest.mav_low, chest.mav_high, chest.mrv) == (4, 8, 10, 18, 22)


def test_level_and_goal_scale_what_is_aimed_at() -> None:
    assert landmark(Muscle.BACK, 1, Goal.HYPERTROPHY).mav_low == pytest.approx(12 * 0.6)
    assert landmark(Muscle.BACK, 3, Goal.STRENGTH).mav_low == pytest.approx(12 * 1.15 * 0.7)
    assert landmark(Muscle.BACK, 3, Goal.STRENGTH).mrv == pytest.approx(25 * 1.1)


@pytest.mark.parametrize("muscle", list(Muscle))
@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("goal", list(Goal))
def test_landmarks_rise(muscle: Muscle, level: int, goal: Goal) -> None:
    mark = landmark(muscle, level, goal)
    assert mark.mv <= mark.mev <= mark.mav_low < mark.mav_high < mark.mrv


def test_much_time_leaves_the_targets_whole_and_little_shrinks_them() -> None:
    assert kappa(request(4, 75)) == 1.0
    assert kappa(request(2, 30)) == pytest.approx(2 * 25 / 2.6 / (110 / 1.6), abs=0.03)
    assert kappa(request(2, 180)) == 0.7


def test_more_minutes_or_days_never_shrink_the_targets() -> None:
    for days in range(2, 6):
        for minutes in range(20, 170, 10):
            assert kappa(request(days, minutes)) <= kappa(request(days, minutes + 10))
            assert kappa(request(days, minutes)) <= kappa(request(days + 1, minutes))
