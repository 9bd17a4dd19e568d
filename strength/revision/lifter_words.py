"""The lifter in his own words: equipment, what hurts, muscles, amounts of work, maxima, goal, experience, units."""

import re
from collections.abc import Iterator

from strength.exercise import Lift
from strength.limitation import Severity
from strength.request import Experience, Goal, Units
from strength.revision.change import (
    Change,
    EquipmentChange,
    ExperienceChange,
    FocusChange,
    GoalChange,
    LimitationChange,
    MaximumChange,
    UnitsChange,
    VolumeChange,
)
from strength.revision.phrase import AREA, WEEKDAY, area, counted, equipment, leading, muscle, weekday
from strength.revision.scan import END, Scan

_GRAVE = r"injur|surgery|torn|broke"
_BAD = r"(?:sore|bad|injured|hurting|aching|stiff|painful|bothering me|acting up|killing me|swollen|dodgy|cranky|torn)"
_OFTEN = r"(?: (?:a bit|a little|a lot|again|now|badly|lately|these days|today|still|when i \w+))*"
_SIDE = r"(?:(?:my|the|both|left|right|i have|i've got|i hurt|a|an|with|due to|of) )*"
_LIFTS = (
    (Lift.SQUAT, r"(?:back )?squat"), (Lift.BENCH, r"bench(?: press)?"), (Lift.DEADLIFT, r"deadlift"),
    (Lift.PRESS, r"(?:overhead |military )?press|ohp"),
)  # fmt: skip
_UNIT = r"(?P<unit>kgs?|kilos?|kilograms?|lbs?|pounds?)"
_LESS = r"(?:less|fewer|lower|reduce|cut(?: down)?|decrease|too much|too many|lighter|easier|shorter)"
_MORE = r"(?:more|higher|increase|extra|raise|add|harder|longer|not enough|too little)"
_WORK = r"(?:volume|sets|work|training|workouts?|sessions?)"
_FOCUS = (
    r"(?:(?:more|extra|increase|add|raise|higher|not enough|too little)(?: volume| sets| work| training| focus| emphasis)*(?: for| on| to| in)?|"
    r"focus(?: more)?(?: on)?|emphasi[sz]e|prioriti[sz]e|bigger|grow|bring up|build)(?: lagging| weak)?"
)
_GOALS = (
    (Goal.POWERLIFTING, r"power ?lifting"),
    (Goal.HYPERTROPHY, r"hypertrophy|muscle(?: growth| mass| size|s)|muscle|body ?building|size"),
    (Goal.STRENGTH, r"strength"),
)


def limitations(scan: Scan) -> Iterator[Change]:
    """What hurts, and what does no more."""
    again = r"(?: (?:again|now|any ?more))*"
    fine = r"(?:fine|better|ok|okay|good|healed|recovered|pain[- ]free|all right)"
    well = rf"\bno (?:more )?(?P<a>{AREA}) (?:pain|problems?|issues?){again}|\b{_SIDE}(?P<b>{AREA}) (?:is|are|feels?|has|have) {fine}{again}"
    for match in scan.take(rf"{well}|\b{_SIDE}(?P<c>{AREA}) (?:doesn't|does not|don't|do not|no longer) hurts?{again}"):
        yield from _limitation(match, Severity.RECOVERED)
    ill = (
        rf"\b{_SIDE}(?P<a>{AREA}) (?:(?:still|really|always|sometimes|often) )?(?:hurts?|aches?|(?:is|are|feels?|gets?) "
        rf"(?:a bit |a little |very |really |still )*{_BAD}|bothers? me|acts? up){_OFTEN}"
        rf"|\b{_SIDE}{_BAD} (?P<b>{AREA})\b|\b{_SIDE}(?P<c>{AREA}) (?:pain|injury|injuries|problems?|issues?|surgery|trouble){_OFTEN}"
        rf"|\bi (?:hurt|injured|broke|tore|tweaked|strained) my (?:left |right )?(?P<d>{AREA})\b{_OFTEN}"
    )
    for match in scan.take(ill):
        is_grave = re.search(_GRAVE, match.group()) is not None
        yield from _limitation(match, Severity.AVOID_LOADING if is_grave else Severity.CAUTION)
    for match in scan.take(rf"\b(?:no load on|don't load|spare|protect|unload|nothing for) {_SIDE}(?P<a>{AREA})\b"):
        yield from _limitation(match, Severity.AVOID_LOADING)


def _limitation(match: re.Match[str], severity: Severity) -> Iterator[Change]:
    word = next((item for item in match.groupdict().values() if item), "")
    found = area(word)
    if found is not None:
        yield LimitationChange(area=found, severity=severity)


def maxima(scan: Scan) -> Iterator[Change]:
    """One-rep maxima: a lift with a load and its unit, or a lift whose maximum is said to be a number."""
    for lift, words in _LIFTS:
        load = rf"(?P<load>\d+(?:\.\d+)?)(?: ?{_UNIT}\b)"
        bare = r"(?P<load>\d+(?:\.\d+)?)\b"
        named = rf"\b(?:my )?(?:{words})(?: (?:1 ?rm|max|one[- ]rep max(?:imum)?))?"
        joined = r"(?: (?:is|are|went up to|has gone up to|rose to|at|to|of|=|now))*:?"
        sure = (
            rf"\b(?:my )?(?:{words}) (?:(?:1 ?rm|max|one[- ]rep max(?:imum)?)(?: (?:is|now|to|of|at|=))*|is(?: now)?)"
        )
        for pattern in (rf"{named}{joined} {load}", rf"{sure} {bare}"):
            for match in scan.take(pattern):
                unit = match.groupdict().get("unit")
                yield MaximumChange(lift=lift, load=float(match["load"]), units=None if unit is None else _units(unit))


def gear(scan: Scan) -> Iterator[Change]:
    """Equipment that is all there is, gone, or there too."""
    for _ in scan.take(
        r"\bno (?:equipment|gym|weights)\b|\bwithout (?:equipment|weights|a gym)\b|\bbody ?weight only\b|\bonly body ?weight\b"
    ):
        yield EquipmentChange(mode="only")
    gym = r"(?:full|commercial|whole|proper|real|big)[ -]gym|joined a gym|back (?:in|at) (?:the|a) gym|gym membership"
    for _ in scan.take(rf"\b(?:{gym})\b"):
        yield EquipmentChange(mode="only", is_full_gym=True)
    only = r"\b(?:only|just|nothing but)(?: (?:have|got|use|own|with|using|train with))*\b"
    for _, items in scan.take_lists(only, equipment, tail=END):
        yield EquipmentChange(mode="only", equipment=items)
    at = 0
    while (start := re.compile(r"\b[a-z]").search(scan.text, at)) is not None:
        items, end = leading(scan.text, start.start(), equipment)
        at = start.end()
        if items and (after := re.compile(r"\s+only\b").match(scan.text, end)):
            scan.cut(start.start(), after.end())
            yield EquipmentChange(mode="only", equipment=items)
    gone = (
        r"\b(?:no longer have|don't have|do not have|haven't got|have no|there is no|there's no|lost|sold|broke|"
        r"can't use|cannot use|not have|no more|no|without)(?: access to| more)?\b"
    )
    for _, items in scan.take_lists(gone, equipment, tail=END):
        yield EquipmentChange(mode="remove", equipment=items)
    for _, items in scan.take_lists(
        r"\b(?:my|the)\b", equipment, tail=r"\s+(?:is|are|got) (?:broken|gone|taken|sold)\b"
    ):
        yield EquipmentChange(mode="remove", equipment=items)
    have = r"\b(?:i(?: now| also)* have(?: now| also)?|i've(?: now)?(?: got| bought)?|i(?: just)? (?:got|bought)|bought|i own|we have|now have|add|with|can use)\b"
    for _, items in scan.take_lists(rf"{have}(?: an?| some| new| my)*", equipment, tail=END):
        yield EquipmentChange(mode="add", equipment=items)


def amounts(scan: Scan) -> Iterator[Change]:
    """More or less work: on a weekday, for a muscle, all over."""
    work = rf"(?: (?:the|my|some|so much|of the))*(?: {_WORK})?(?: for me)?"
    for is_more, how in ((False, _LESS), (True, _MORE)):
        days = rf"\b{how}{work} (?:on|for|in)(?: the| my)*\b|\b{how}(?= {WEEKDAY}\b)"
        for _, found in scan.take_lists(days, weekday, tail=rf"(?: {_WORK})?\b"):
            yield from (VolumeChange(is_more=is_more, day=day) for day in found)
    session = rf"(?:'s)?(?: {_WORK})?"
    for is_more, how in (
        (False, r"too (?:long|hard|much|heavy)|shorter|easier|lighter|less"),
        (True, r"too (?:short|easy|little)|harder|longer"),
    ):
        pattern = rf"\b(?P<day>{WEEKDAY})\b{session} (?:is |are |feels? |a bit )*(?:{how})\b"
        for match in scan.take(pattern):
            yield VolumeChange(is_more=is_more, day=weekday(match["day"]))
    tail = rf"(?: {_WORK})?\b"
    for _, found in scan.take_lists(rf"\b{_LESS}{work}(?: for| on)?(?: the| my)*\b", muscle, tail=tail):
        yield from (VolumeChange(is_more=False, muscle=counted(fau)) for fau in found)
    for _, found in scan.take_lists(rf"\b{_FOCUS}\b", muscle, tail=tail):
        yield from (FocusChange(muscle=fau) for fau in found)
    whole = r"(?: (?:the|my|overall|total))* (?:volume|sets|work|training)(?: overall| in total)?"
    for is_more, how, words in (
        (
            False,
            r"(?:less|lower|reduce|cut|fewer|too much|too many|decrease)",
            r"too (?:much|hard)\b|\bmake it (?:easier|lighter)",
        ),
        (True, r"(?:more|higher|increase|raise|add|extra)", r"too easy\b|\bmake it harder"),
    ):
        pattern = (
            rf"\b(?:it is |it's |that's |this is )?{how}{whole}\b|\b(?:it is |it's |that's |this is |is )?(?:{words})\b"
        )
        for _ in scan.take(pattern):
            yield VolumeChange(is_more=is_more)


def profile(scan: Scan) -> Iterator[Change]:
    """Goal, experience and units."""
    for goal, words in _GOALS:
        for _ in scan.take(
            rf"\b(?:for |more |towards? |my goal is |focus on )?(?:{words})\b(?: program| training| goal| focus)?"
        ):
            yield GoalChange(to=goal)
    for match in scan.take(rf"\b(?P<level>{'|'.join(Experience)})\b(?: lifter| level)?"):
        yield ExperienceChange(to=Experience(match["level"]))
    for match in scan.take(rf"\b(?:in |use |to |show |switch to )*{_UNIT}\b"):
        yield UnitsChange(to=_units(match["unit"]))


def _units(word: str) -> Units:
    return Units.KG if word.startswith("k") else Units.LBS
