"""When and how long: days, weekdays, weeks and minutes in a lifter's words."""

import re
from collections.abc import Iterator

from strength.number_word import number
from strength.revision.change import (
    Change,
    DayDrop,
    DayMove,
    DaysChange,
    FrequencyChange,
    MinutesChange,
    WeeksChange,
)
from strength.revision.phrase import NUMBER, WEEKDAY, weekday
from strength.revision.scan import Scan

SHORTER_BY = 15
"""Minutes that a "shorter" or "longer" workout differs by when no figure is said: one exercise (coaching convention)."""

_LESS = r"(?:less|fewer|shorter|down)"
_SESSION = r"(?:sessions?|workouts?|trainings?|training)"
_OF_DAY = rf"(?:'s)?(?: (?:{_SESSION}|day))?"
_NO_HOURS = {"half an": 30, "an": 60, "one": 60, "two": 120}


def moves(scan: Scan) -> Iterator[Change]:
    """One weekday for another, before exercises are read: "swap Friday for Saturday" swaps no exercise."""
    to = rf"(?:to|for|with|by|into) (?:the |a )?(?P<after>{WEEKDAY})\b{_OF_DAY}"
    verb = r"(?:move|switch|swap|change|shift|replace)"
    for match in scan.take(rf"\b{verb} (?:the |my )?(?P<before>{WEEKDAY})\b{_OF_DAY} {to}"):
        yield DayMove(before=_day(match["before"]), after=_day(match["after"]))
    instead = rf"(?P<after>{WEEKDAY})\b{_OF_DAY} (?:instead of|rather than) (?:on )?(?P<before>{WEEKDAY})\b"
    for match in scan.take(instead):
        yield DayMove(before=_day(match["before"]), after=_day(match["after"]))
    for match in scan.take(rf"\b(?:drop|skip|remove|cancel|delete|cut) (?:the |my )?(?P<day>{WEEKDAY})\b{_OF_DAY}"):
        yield DayDrop(day=_day(match["day"]))
    cannot = r"(?:can't|cannot|can not|couldn't|no longer|not|no|no more)(?: train| work ?out| do| make(?: it)?| come)?"
    for match in scan.take(rf"\b{cannot}(?: on)?(?: the)? (?P<day>{WEEKDAY})\b{_OF_DAY}"):
        yield DayMove(before=_day(match["day"]))
    for match in scan.take(
        rf"\b(?P<day>{WEEKDAY})\b{_OF_DAY} (?:doesn't|does not|don't|do not|won't) (?:work|fit|suit)(?: me)?"
    ):
        yield DayMove(before=_day(match["day"]))


def schedule(scan: Scan) -> Iterator[Change]:
    """Minutes, weeks, days a week and weekdays."""
    yield from _minutes(scan)
    yield from _weeks(scan)
    yield from _frequency(scan)
    days = [_day(match.group()) for match in scan.take(rf"\b{WEEKDAY}\b")]
    if days:
        yield DaysChange(days=tuple(sorted(set(days))))


def _minutes(scan: Scan) -> Iterator[Change]:
    unit = r"[ -]?(?:minutes?|mins?)"
    for match in scan.take(rf"\b{NUMBER}{unit} (?P<how>{_LESS}|longer|more)\b"):
        amount = number(match.group(1))
        yield MinutesChange(by=-amount if re.fullmatch(_LESS, match["how"]) else amount)
    for _ in scan.take(r"\b(?:an|one) hour and a half\b|\b1\.5[ -]?(?:h|hours?)\b"):
        yield MinutesChange(to=90)
    for match in scan.take(r"\b(?P<hours>half an|an|one|two|\d{1,2})[ -]?(?:h|hours?)\b"):
        hours = match["hours"]
        yield MinutesChange(to=_NO_HOURS.get(hours) or 60 * int(hours))
    for match in scan.take(rf"\b{NUMBER}{unit}\b"):
        yield MinutesChange(to=number(match.group(1)))
    shorter = (
        rf"\b(?:shorter|quicker|briefer) (?:training )?{_SESSION}\b|\b{_SESSION} (?:that )?(?:are |is |take |a (?:bit|little) )*"
        r"(?:shorter|too long|briefer|quicker)\b|\bless time\b|\bshorten (?:the |my )*(?:sessions?|workouts?|it)\b"
    )
    for _ in scan.take(shorter):
        yield MinutesChange(by=-SHORTER_BY)
    longer = rf"\blonger (?:training )?{_SESSION}\b|\b{_SESSION} (?:are |is |a (?:bit|little) )*(?:longer|too short)\b|\bmore time\b"
    for _ in scan.take(longer):
        yield MinutesChange(by=SHORTER_BY)


def _weeks(scan: Scan) -> Iterator[Change]:
    for match in scan.take(
        rf"\b(?:(?:by )?(?P<n>{NUMBER}|a)) (?:weeks? (?P<how>{_LESS}|longer|more)|(?P<first>more|fewer|less) weeks?)\b"
    ):
        amount = 1 if match["n"] == "a" else number(match["n"])
        how = match["how"] or match["first"]
        yield WeeksChange(by=-amount if re.fullmatch(_LESS, how) else amount)
    for match in scan.take(rf"\b{NUMBER}[ -]?weeks?\b"):
        yield WeeksChange(to=number(match.group(1)))


def _frequency(scan: Scan) -> Iterator[Change]:
    thing = r"(?:training |rest )?(?:days?|sessions?|workouts?)"
    week = r"(?: (?:a|per|each|every|in a) week|/week)?"
    for match in scan.take(rf"\b(?P<n>{NUMBER}|an?) {thing} (?P<how>{_LESS}|more)\b{week}"):
        amount = 1 if match["n"] in ("a", "an") else number(match["n"])
        yield FrequencyChange(by=-amount if re.fullmatch(_LESS, match["how"]) else amount)
    more = r"(?:another|an extra|an additional|one more|one extra|1 more)"
    for _ in scan.take(rf"\b(?:{more}|add an?) (?:training )?(?:day|session|workout)\b{week}"):
        yield FrequencyChange(by=1)
    for _ in scan.take(
        rf"\b(?:(?:one|1) (?:less|fewer)|(?:drop|skip|cut|remove) (?:a|one)) (?:training )?(?:day|session|workout)\b{week}"
    ):
        yield FrequencyChange(by=-1)
    for match in scan.take(rf"\b{NUMBER}(?:[ -](?:training )?(?:days?|times|sessions|workouts)|[ -]?x)\b{week}"):
        yield FrequencyChange(to=number(match.group(1)))
    for match in scan.take(rf"\b{NUMBER} (?:a|per) week\b"):
        yield FrequencyChange(to=number(match.group(1)))
    for match in scan.take(r"\b(?P<how>once|twice|thrice)(?: a| per) week\b"):
        yield FrequencyChange(to=("once", "twice", "thrice").index(match["how"]) + 1)
    for _ in scan.take(r"\b(?:every ?day|daily)\b"):
        yield FrequencyChange(to=7)


def _day(word: str) -> int:
    return weekday(word) or 0
