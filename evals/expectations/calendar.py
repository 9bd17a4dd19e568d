"""What a coach expects of weeks and days."""

from statistics import fmean
from typing import Annotated, Literal

from pydantic import Field

from evals.evidence import Made
from evals.expectations.expectation import ProgramClaim
from strength.assertions.subject import share_of
from strength.muscle import Muscle
from strength.volume import EXPOSURE

EASIER = 0.72
"""Share of the weeks before it, in sets weighed by effort, below which a week is an easier one (design 04, H.2)."""

_EASY_RPE, _HARD_RPE = 4.5, 7.0


class DaysAre(ProgramClaim):
    """Every week trains on exactly these weekdays, 1 Monday - 7 Sunday."""

    kind: Literal["days_are"] = "days_are"
    days: Annotated[tuple[int, ...], Field(min_length=2, max_length=6)]

    def flaw_of(self, made: Made) -> str | None:
        """The first week that does not."""
        for week in made.program.weeks:
            days = tuple(workout.weekday for workout in week.workouts)
            if days != self.days:
                return f"week {week.week_number} trains on {list(days)}, not {list(self.days)}"
        return None


class WeeksAre(ProgramClaim):
    """The program is so many weeks long, each with as many workouts as asked."""

    kind: Literal["weeks_are"] = "weeks_are"
    weeks: Annotated[int, Field(ge=4, le=16)]

    def flaw_of(self, made: Made) -> str | None:
        """How long it is."""
        if len(made.program.weeks) != self.weeks:
            return f"it has {len(made.program.weeks)} weeks, not {self.weeks}"
        counts = {len(week.workouts) for week in made.program.weeks}
        asked = made.request.frequency
        return None if counts == {asked} else f"weeks have {sorted(counts)} workouts, not {asked}"


class DeloadPresent(ProgramClaim):
    """There is an easier week after no more than so many hard ones, whatever it is called."""

    kind: Literal["deload_present"] = "deload_present"
    within: Annotated[int, Field(ge=3, le=12)] = 8

    def flaw_of(self, made: Made) -> str | None:
        """The longest run without one."""
        run, longest = 0, 0
        for is_easier in easier_weeks(made):
            run = 0 if is_easier else run + 1
            longest = max(longest, run)
        return None if longest <= self.within else f"{longest} weeks in a row have no easier one, not {self.within}"


class NoDeload(ProgramClaim):
    """No week is an easier one: a short program of a beginner has no time to lose."""

    kind: Literal["no_deload"] = "no_deload"

    def flaw_of(self, made: Made) -> str | None:
        """The first easier week but the last."""
        easier = [number for number, is_easier in enumerate(easier_weeks(made), start=1) if is_easier]
        inner = [number for number in easier if number < len(made.program.weeks)]
        return f"week {inner[0]} is an easier one" if inner else None


class TaperPresent(ProgramClaim):
    """The last two weeks fall in sets, and the program ends with at most this share of its usual sets."""

    kind: Literal["taper_present"] = "taper_present"
    share: Annotated[float, Field(gt=0, lt=1)] = 0.6

    def flaw_of(self, made: Made) -> str | None:
        """The sets of the last weeks."""
        sets = [week.sets for week in made.subject.weeks]
        usual = fmean(week.sets for week in made.work)
        if sets[-1] <= self.share * usual and sets[-2] < usual:
            return None
        return f"the last two weeks have {sets[-2]} and {sets[-1]} sets after {usual:.0f} in a usual one"


class ExposuresAtLeast(ProgramClaim):
    """In every full week a muscle gets real work, at least 1.25 sets, in so many workouts."""

    kind: Literal["exposures_at_least"] = "exposures_at_least"
    muscle: Muscle
    a_week: Annotated[int, Field(ge=1, le=6)]

    def flaw_of(self, made: Made) -> str | None:
        """The first week with fewer."""
        for week in made.work:
            count = sum(
                sum(len(row.sets) * share_of(row.exercise, self.muscle) for row in day.rows) >= EXPOSURE
                for day in week.days
            )
            if count < self.a_week:
                return f"week {week.number} trains {self.muscle.value} {count} times, not {self.a_week}"
        return None


class MainLiftsRise(ProgramClaim):
    """The heaviest percent of the last third of the full weeks is higher than that of the first by so many points."""

    kind: Literal["main_lifts_rise"] = "main_lifts_rise"
    points: Annotated[float, Field(gt=0, le=30)] = 3.0

    def flaw_of(self, made: Made) -> str | None:
        """Where it starts and where it ends."""
        tops = [max((row.percent for row in week.rows), default=0.0) for week in made.work]
        third = max(1, len(tops) // 3)
        first, last = fmean(tops[:third]), fmean(tops[-third:])
        if last - first >= self.points:
            return None
        return f"the heaviest sets go from {first:.0f} to {last:.0f} %, not up by {self.points:g}"


def easier_weeks(made: Made) -> list[bool]:
    """For each week, whether it is clearly easier than the hardest of the three before it. Labels count for nothing."""
    work = [
        sum(
            min(1.0, max(0.0, ((row.effort or _HARD_RPE) - _EASY_RPE) / (_HARD_RPE - _EASY_RPE))) * len(row.sets)
            for row in week.rows
        )
        for week in made.subject.weeks
    ]
    return [
        bool(before := work[max(0, at - 3) : at]) and found <= EASIER * max(before) for at, found in enumerate(work)
    ]


CalendarClaim = DaysAre | WeeksAre | DeloadPresent | NoDeload | TaperPresent | ExposuresAtLeast | MainLiftsRise
