"""Makes a day fit its minutes by dropping the least needed first (design 10, 1.3, drop order)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from strength.planner.brief import COMPETITION_FLOOR, SHORTEST_PEAK, Brief
from strength.planner.budget import Budget
from strength.planner.clock import Clock
from strength.planner.draft import Draft, DraftDay, Place
from strength.planner.focus import can_spare
from strength.planner.function import TRUNK, Big, Function
from strength.planner.pairing import paired
from strength.request import Goal

_F = Function
DROP_ORDER: tuple[frozenset[Function], ...] = (
    frozenset({_F.SH, _F.CY}),
    frozenset({_F.CA}),
    frozenset({_F.RD}),
    frozenset({_F.SR}),
    frozenset({_F.KE, _F.FL}),
    frozenset({_F.BI, _F.TR}),
    frozenset({_F.VP2, _F.LU, _F.BR}),
)
"""Functions that go, first to last, before trunk work is thinned and sets are taken off."""

REGIONS: tuple[frozenset[Big], ...] = (
    frozenset({Big.H_PUSH, Big.V_PUSH}),
    frozenset({Big.H_PULL, Big.V_PULL}),
    frozenset({Big.KNEE, Big.HIP}),
)
"""Push, pull and legs: one of each stays in the week however little time there is."""

_ISOLATION = frozenset({_F.RD, _F.SR, _F.KE, _F.FL, _F.BI, _F.TR, _F.CA})
_ARMS = frozenset({_F.BI, _F.TR})
_ARM_FREQUENCY = 3
_FEWEST = 2
_MAIN_FLOORS = (3, 2)
_ROUNDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A day that is too long, in its week."""

    brief: Brief
    draft: Draft
    index: int

    @property
    def day(self) -> DraftDay:
        """The day itself."""
        return self.draft.days[self.index]


_Step = Callable[[_Cut], Iterator[DraftDay]]


def cut(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> Draft:
    """The week with every day inside its budget, as far as that goes."""
    for index in range(len(draft.days)):
        draft = draft.with_day(index, paired(brief, draft.days[index]))
        draft = _shortened(brief, draft, index, _STEPS, lambda day: budget.fits(day, clock))
        # what these steps take hurts more than a minute or two too many
        draft = _shortened(brief, draft, index, _LAST_STEPS, lambda day: clock.minutes(day) <= budget.latest)
    return draft


def _shortened(
    brief: Brief, draft: Draft, index: int, steps: tuple[_Step, ...], fits: Callable[[DraftDay], bool]
) -> Draft:
    for _ in range(_ROUNDS):
        if fits(draft.days[index]):
            break
        scene = _Cut(brief=brief, draft=draft, index=index)
        smaller = next((day for step in steps for day in step(scene)), None)
        if smaller is None:
            break
        draft = draft.with_day(index, paired(brief, smaller))
    return draft


def _elsewhere(cut: _Cut, function: Function) -> bool:
    return any(
        place.function is function for at, day in enumerate(cut.draft.days) if at != cut.index for place in day.places
    )


def _drop_repeated_isolation(cut: _Cut) -> Iterator[DraftDay]:
    """Shrugs, carries and calves first; then isolation that the week trains on another day as well."""
    yield from _drop(cut, DROP_ORDER[:2], need_elsewhere=False)
    day = cut.day
    for at in range(len(day.places) - 1, -1, -1):
        place = day.places[at]
        if place.function in _ISOLATION and not place.is_focus and _elsewhere(cut, place.function):
            yield day.without(at)


def _drop_repeated(cut: _Cut) -> Iterator[DraftDay]:
    yield from _drop(cut, DROP_ORDER[2:], need_elsewhere=True)


def _drop_single(cut: _Cut) -> Iterator[DraftDay]:
    yield from _drop(cut, DROP_ORDER[2:], need_elsewhere=False)


def _drop(cut: _Cut, order: tuple[frozenset[Function], ...], *, need_elsewhere: bool) -> Iterator[DraftDay]:
    day = cut.day
    if len(day.places) < _FEWEST:
        return
    for functions in order:
        for at in range(len(day.places) - 1, -1, -1):
            place = day.places[at]
            if place.function not in functions or place.is_focus or place.role == "M":
                continue
            if need_elsewhere and not _elsewhere(cut, place.function):
                continue
            if place.big is not None and _is_last_of_pattern(cut.draft, place.big):
                continue
            keeps_arms = cut.brief.is_hypertrophy and len(cut.draft.days) >= _ARM_FREQUENCY and place.function in _ARMS
            if keeps_arms and not _elsewhere(cut, place.function):
                continue
            yield day.without(at)


def _thin_trunk(cut: _Cut) -> Iterator[DraftDay]:
    """Trunk work on every second day is enough."""
    slots = cut.draft.count(lambda place: place.function in TRUNK)
    if slots * 2 > len(cut.draft.days):
        yield from _drop_trunk(cut)


def _drop_trunk(cut: _Cut) -> Iterator[DraftDay]:
    day = cut.day
    if len(day.places) < _FEWEST:
        return
    for at in range(len(day.places) - 1, -1, -1):
        if day.places[at].function in TRUNK and not day.places[at].is_focus:
            yield day.without(at)


def _fewer_sets(roles: str, floor: int) -> _Step:
    def step(cut: _Cut) -> Iterator[DraftDay]:
        day = cut.day
        best = max(
            (at for at, place in enumerate(day.places) if place.role in roles and place.sets > floor),
            key=lambda at: (day.places[at].sets, at),
            default=None,
        )
        if best is not None:
            yield day.changed(best, sets=day.places[best].sets - 1)

    return step


def _drop_small(cut: _Cut) -> Iterator[DraftDay]:
    day = cut.day
    if len(day.places) < _FEWEST:
        return
    for at in range(len(day.places) - 1, -1, -1):
        if day.places[at].big is None and not day.places[at].is_focus:
            yield day.without(at)


def _drop_second_focus(cut: _Cut) -> Iterator[DraftDay]:
    """One small focus exercise a day is what a short day can hold; what every second day trains may go (FMT03)."""
    small = [at for at, place in enumerate(cut.day.places) if place.is_focus and place.big is None]
    spare = [at for at in small if can_spare(cut.brief, cut.draft, cut.day.places[at])]
    if spare and (len(small) > 1 or len(cut.day.places) > _FEWEST + 1):
        yield cut.day.without(spare[-1])


def _drop_second_of_pattern(cut: _Cut) -> Iterator[DraftDay]:
    """An exercise of a big pattern that another day, or this one, trains as well."""
    day = cut.day
    if len(day.places) < _FEWEST:
        return
    for role in ("A", "S", "V", "L"):
        for at in range(len(day.places) - 1, -1, -1):
            place = day.places[at]
            if place.role == role and place.big is not None and not _is_last_of_pattern(cut.draft, place.big):
                yield day.without(at)


def _drop_pattern(cut: _Cut) -> Iterator[DraftDay]:
    """The last exercise of a pattern goes only when push, pull or legs, whichever it is, is trained elsewhere."""
    if len(cut.day.places) > _FEWEST:
        yield from _drop_to_one(cut)


def _drop_to_one(cut: _Cut) -> Iterator[DraftDay]:
    """The same, down to a single exercise."""
    day = cut.day
    for at in range(len(day.places) - 1, 0, -1):
        big = day.places[at].big
        if big is None:
            yield day.without(at)
            continue
        if _is_last_competition_lift(cut.brief, cut.draft, day.places[at]):
            continue
        region = next(group for group in REGIONS if big in group)
        if cut.draft.count(lambda place, region=region: place.big in region) > 1:
            yield day.without(at)


def _is_last_competition_lift(brief: Brief, draft: Draft, place: Place) -> bool:
    """Whether a powerlifter would lose a competition lift with it."""
    lift = place.exercise.competition_lift
    if brief.goal is not Goal.POWERLIFTING or lift is None:
        return False
    near = [item for item in draft.places() if item.exercise.competition_lift is lift and _is_near(item)]
    return _is_near(place) and len(near) == 1


def _is_near(place: Place) -> bool:
    return place.exercise.competition_similarity >= COMPETITION_FLOOR


def _demote_main(cut: _Cut) -> Iterator[DraftDay]:
    """With twenty minutes a second main lift becomes a secondary one, which may alternate."""
    day = cut.day
    if cut.brief.minutes >= SHORTEST_PEAK:
        return
    mains = [at for at, place in enumerate(day.places) if place.role == "M"]
    if len(mains) > 1:
        yield day.changed(mains[-1], role="S")


def _is_last_of_pattern(draft: Draft, big: Big) -> bool:
    return draft.count(lambda place: place.big is big) < _FEWEST


_STEPS: tuple[_Step, ...] = (
    _drop_repeated_isolation,
    _drop_repeated,
    _thin_trunk,
    _drop_single,
    _fewer_sets("AICT", _FEWEST),
    _fewer_sets("SVL", _MAIN_FLOORS[0]),
    _drop_trunk,
    _fewer_sets("SVL", _FEWEST),
    _drop_small,
    _fewer_sets("M", _MAIN_FLOORS[0]),
    _drop_second_of_pattern,
    _drop_second_focus,
    _fewer_sets("M", _MAIN_FLOORS[1]),
    _demote_main,
    _drop_pattern,
)
_LAST_STEPS: tuple[_Step, ...] = (_drop_to_one, _fewer_sets("MSVLAICT", 1))
