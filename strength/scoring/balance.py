"""Balance: pushing and pulling, knees and hips, upper and lower body (design 04, 0.8, A8, H.2)."""

from strength.exercise import Pattern
from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.curves import down, mean, ratio_band, spread, up
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work, target

_PUSH = (Pattern.H_PUSH, Pattern.V_PUSH, Pattern.FLY)
_PULL = (Pattern.H_PULL, Pattern.V_PULL, Pattern.REAR)
_KNEE = (Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT)
_HIP = (Pattern.HINGE, Pattern.BRIDGE, Pattern.KNEE_FLEX)
_UPPER = (*_PUSH, *_PULL, Pattern.CURL, Pattern.TRI, Pattern.SIDE_RAISE, Pattern.SHRUG)
_LOWER = (*_KNEE, *_HIP, Pattern.CALF)

_EVEN = (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES, Muscle.TRICEPS, Muscle.BICEPS)


def ratios(work: Work, week: int) -> tuple[float, float, float]:
    """(push:pull, knee:hip, upper:lower) in sets. Hinges pull too, squats train hips, hinges a little knee."""
    sets = work.patterns[week]

    def total(patterns: tuple[Pattern, ...]) -> float:
        return sum([sets.get(pattern, 0.0) for pattern in patterns])

    hinge, squat = sets.get(Pattern.HINGE, 0.0), sets.get(Pattern.SQUAT, 0.0)
    pulls = total(_PULL) + {Goal.STRENGTH: 0.35, Goal.POWERLIFTING: 0.5}.get(work.brief.goal, 0.0) * hinge
    push_pull = total(_PUSH) / pulls if pulls else 9.0
    hips = total(_HIP) + 0.5 * squat
    knee_hip = (total(_KNEE) + 0.2 * hinge) / hips if hips else 9.0
    lower = total(_LOWER)
    return push_pull, knee_hip, total(_UPPER) / lower if lower else 9.0


def _unevenness(work: Work) -> float:
    """Spread of the big muscles' sets against their targets: standard deviation over mean, capped at twice the target."""
    shares: list[float] = []
    for muscle in _EVEN:
        if muscle not in work.brief.focus:
            least = target(muscle, work.brief).low
            shares.append(mean([min(2.0, work.muscles[week].get(muscle, 0.0) / least) for week in work.working]))
    middle = mean(shares)
    return spread([(share, 1.0) for share in shares]) / middle if middle > 0 else 1.0


def judge(work: Work) -> Verdict:
    """0.45 push:pull, 0.3 knee:hip, 0.25 upper:lower, each 1 inside its band; for size a quarter is evenness."""
    bands = {Goal.HYPERTROPHY: (0.4, 1.4), Goal.STRENGTH: (0.35, 1.6), Goal.POWERLIFTING: (0.35, 3.0)}
    low, high = bands[work.brief.goal]
    every = [ratios(work, week) for week in work.working]
    push_pull, knee_hip, upper_lower = (mean([each[at] for each in every]) for at in range(3))
    pulls = ratio_band(push_pull, low, high)
    if work.brief.goal is Goal.POWERLIFTING:
        # the band is wide because some schools do no rows; those that do are better off
        pulls *= 1 - 0.2 * up(push_pull, 1.2, 3)
    score = 0.45 * pulls + 0.3 * ratio_band(knee_hip, 0.55, 1.7) + 0.25 * ratio_band(upper_lower, 0.5, 2.6)
    even = 1.0
    if work.brief.goal is Goal.HYPERTROPHY:
        even = down(_unevenness(work), 0.45, 0.9)
        score = 0.75 * score + 0.25 * even
    return pick(
        score,
        "Pushing and pulling, knees and hips, upper and lower body are in proportion.",
        f"Push to pull is {push_pull:.1f}, knee to hip {knee_hip:.1f}, upper to lower {upper_lower:.1f}: out of proportion",
        {
            "more pulling" if push_pull > low else "more pressing": 0.45 * (1 - pulls),
            "more hip work" if knee_hip > 1 else "more knee work": 0.3 * (1 - ratio_band(knee_hip, 0.55, 1.7)),
            "more leg work" if upper_lower > 1 else "more upper body": 0.25 * (1 - ratio_band(upper_lower, 0.5, 2.6)),
            "sets for the muscles that get the fewest": 0.25 * (1 - even),
        },
    )
