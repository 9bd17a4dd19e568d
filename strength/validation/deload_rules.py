"""Rules on planned easier weeks, read from what the weeks hold and never from a label (design 04, 0.7)."""

from collections.abc import Iterator

from strength.landmarks import DELOAD_DETECTED, LONGEST_RUN
from strength.validation.finding import hard, soft
from strength.validation.subject import Subject
from strength.violation import Violation


def low_weeks(subject: Subject) -> tuple[bool, ...]:
    """Which weeks are easier ones, by number of sets or by how hard they are."""
    return tuple(_is_low(subject, index) for index in range(len(subject.weeks)))


def missing_deload(subject: Subject) -> Iterator[Violation]:
    """No run of full weeks is longer than the level allows.

    A program that we did not plan may deload when the lifter stalls, which its weeks cannot show: there it is listed,
    not failed (design 04, G, cause 4).
    """
    longest = LONGEST_RUN[subject.request.experience.level]
    finding = hard if subject.is_ours else soft
    run = 0
    for index, is_low in enumerate(low_weeks(subject)):
        run = 0 if is_low else run + 1
        if run > longest:
            # counting anew gives a run of twice the length two findings: each easier week put in takes one away
            run, start = 0, index - longest
            yield finding(
                "missing_deload",
                subject.weeks[index].path,
                f"weeks {start + 1}-{index + 1} run without an easier week; {longest} in a row is the most for a "
                f"lifter who is {subject.request.experience.value}",
                f"make one of weeks {index - 1}-{index + 1} a deload with half the sets",
            )


def _is_low(subject: Subject, index: int) -> bool:
    week, before = subject.weeks[index], subject.weeks[max(0, index - 3) : index]
    if not before:
        return False
    by_count = week.working_sets <= DELOAD_DETECTED * max(item.working_sets for item in before)
    by_effort = week.hard_sets <= DELOAD_DETECTED * max(item.hard_sets for item in before)
    return by_count or by_effort
