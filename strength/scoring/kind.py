"""What sort of program it is: shares 0-1 of several kinds, because most programs are a little of each."""

from collections import defaultdict
from dataclasses import dataclass

from strength.request import Goal
from strength.scoring.curves import down, mean, median, up, weighted_mean
from strength.scoring.streams import Stream
from strength.scoring.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Shares of kinds.

    Attributes:
        linear: loads climb at nearly every exposure.
        small: the steps are small enough for the level.
        by_rule: progress is printed as a rule (ranges, sets to the limit).
        heavy_light: lifts that are trained twice have a day at 85 % or less of the heavy one.
        narrow: one pattern holds most of the sets (a specialisation).
        tapers: the last week is far below the one before.
    """

    linear: float
    small: float
    by_rule: float
    heavy_light: float
    narrow: float
    tapers: float

    @property
    def name(self) -> str:
        """The word shown to people."""
        if self.narrow >= 0.5:
            return "specialisation"
        if self.by_rule >= 0.5:
            return "double progression"
        if self.linear >= 0.5:
            return "linear"
        if self.tapers >= 0.5:
            return "peaking"
        return "heavy and light" if self.heavy_light >= 0.5 else "block"


def _heavy_light(work: Work) -> float:
    shares: list[float] = []
    for week in work.working:
        tops: dict[str, list[float]] = defaultdict(list)
        for main in work.mains[week]:
            best = max([entry.percent for entry in main.tops if entry.percent is not None], default=None)
            if best is not None:
                tops[main.item.row.key].append(best)
        pairs = [values for values in tops.values() if len(values) >= 2]
        if pairs:
            shares.append(max(down(min(values) / max(values), 0.84, 0.88) for values in pairs))
    return mean(shares)


def kind_of(work: Work, streams: tuple[Stream, ...]) -> Kind:
    """The shares, from the main lifts' streams (design 04, H.2, "Kinds")."""
    mains = [item for item in streams if item.is_main and item.loaded and item.weeks >= 6]
    rising, rises, jumps = 0.0, 0.0, 0.0
    if mains:
        flat = [step.load for item in mains for step in item.steps if step.load is not None]
        rising = mean([up(change, 0, 0.4) for change in flat])
        rises = weighted_mean([(item.rise, item.weight) for item in mains])
        jumps = median([abs(change) for change in flat])
    level = work.brief.level
    small = {1: (7, 14), 2: (2.5, 6), 3: (1.5, 4)}[level]
    patterns: dict[str, float] = defaultdict(float)
    for week in work.working:
        for pattern, sets in work.patterns[week].items():
            patterns[pattern] += sets
    total = sum(patterns.values()) or 1.0
    last = work.hard[-1] / work.hard[-2] if len(work.hard) > 1 and work.hard[-2] > 0 else 1.0
    return Kind(
        linear=up(rising, 0.5, 0.75) * up(rises, 3, 8),
        small=down(jumps, *small),
        by_rule=up(weighted_mean([(item.rule, item.weight) for item in streams]), 0.5, 0.85),
        heavy_light=_heavy_light(work),
        narrow=up(max(patterns.values(), default=0.0) / total, 0.5, 0.65),
        tapers=up(1 - last, 0.3, 0.6) if work.brief.goal is Goal.POWERLIFTING else 0.0,
    )
