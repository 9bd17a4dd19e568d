"""What may be spent on models, as the environment decides it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
_MOST_USD = 100_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Caps in US dollars, checked before every call; a day is the last 24 hours.

    Attributes:
        job_usd: for one job, over all its attempts. A program costs about 0.02, and a lost answer is booked at 0.10.
        user_day_usd: for one user in a day.
        day_usd: for everybody in a day: the emergency stop.
        allows_unpriced: whether a model may be called whose price litellm's map lacks; its calls pass every cap.
        has_last_resort: whether the rule-based coach answers when no model does; without it the job waits.
    """

    job_usd: float = 0.50
    user_day_usd: float = 5.0
    day_usd: float = 100.0
    allows_unpriced: bool = False
    has_last_resort: bool = True


def read_spending(env: Mapping[str, str]) -> Spending:
    """Read it.

    Raises:
        ValueError: a setting is malformed or contradicts another; the message says what to set.
    """
    usual = Spending()
    spending = Spending(
        job_usd=_usd(env, "MODEL_JOB_CAP_USD", usual.job_usd),
        user_day_usd=_usd(env, "MODEL_USER_DAY_CAP_USD", usual.user_day_usd),
        day_usd=_usd(env, "MODEL_DAY_CAP_USD", usual.day_usd),
        allows_unpriced=_flag(env, "ALLOW_UNPRICED_MODELS", default=False),
        has_last_resort=_flag(env, "OFFLINE_LAST_RESORT", default=True),
    )
    if not spending.job_usd <= spending.user_day_usd <= spending.day_usd:
        msg = (
            "MODEL_JOB_CAP_USD, MODEL_USER_DAY_CAP_USD and MODEL_DAY_CAP_USD are "
            f"{spending.job_usd:g}, {spending.user_day_usd:g} and {spending.day_usd:g}; none may be above the next"
        )
        raise ValueError(msg)
    return spending


def _usd(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name)
    if text is None:
        return default
    try:
        usd = float(text)
    except ValueError:
        usd = math.nan
    if not 0 <= usd <= _MOST_USD:
        raise ValueError(f"{name} is {text!r}; set it to US dollars from 0 to {_MOST_USD:g}, such as {default:g}")
    return usd


def _flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = env.get(name, "").lower()
    if not text:
        return default
    if text not in _YES | _NO:
        raise ValueError(f"{name} is {text!r}; set it to true or false")
    return text in _YES
