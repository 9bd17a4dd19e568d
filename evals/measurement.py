"""The evaluators that run for every case, whatever it expects: findings, rules, score, minutes, fingerprint, weeks."""

import hashlib
from collections.abc import Iterator
from statistics import fmean

from evals.case import Case
from evals.evidence import Evidence, Made
from evals.expectations.calendar import easier_weeks
from evals.expectations.outcome import RefusesWith
from evals.grid import judge
from evals.result import (
    AssertionResult,
    CaseResult,
    ClaimResult,
    DimensionResult,
    Finding,
    Minutes,
    SlotResult,
    WeekResult,
)
from strength.assertions import ASSERTIONS
from strength.loading import percent_for
from strength.scoring.brief import brief_of
from strength.scoring.reading import WorkSet, read
from strength.scoring.work import Work, work_of
from strength.violation import Violation

CARRIED = 0.5
"""Share of a week's fatigue that is left a week later: fatigue fades with a time constant of about ten days in models of
training (Banister's is 7-15 days); a curve to look at, no score."""


def measure(case: Case, evidence: Evidence) -> CaseResult:
    """The result of a case, but for what it would cost."""
    claims = tuple(
        ClaimResult(label=claim.label, message=claim.flaw(evidence) or "", known=claim.known) for claim in case.expects
    )
    made = evidence.made
    if made is None:
        is_meant = any(isinstance(claim, RefusesWith) for claim in case.expects)
        return CaseResult(
            id=case.id,
            title=case.title,
            why=case.why,
            digest=case.digest,
            outcome="refusal",
            refusal=evidence.refusal,
            hard=() if is_meant else (Finding(code="no_program", path="", message=evidence.refusal),),
            claims=claims,
            warnings=evidence.warnings,
        )
    slots = _slots(made)
    minutes = [day.minutes for week in made.work for day in week.days]
    return CaseResult(
        id=case.id,
        title=case.title,
        why=case.why,
        digest=case.digest,
        outcome="program",
        total=made.scorecard.total,
        dimensions={
            name: DimensionResult(score=found.score, reason=found.reason)
            for name, found in made.scorecard.dimensions.items()
        },
        hard=tuple(_hard(made)),
        soft=tuple(_finding(one) for one in made.soft),
        assertions=tuple(_assertions(made)),
        claims=claims,
        repairs=made.repairs,
        minutes=Minutes(
            shortest=min(minutes),
            mean=round(fmean(minutes), 1),
            longest=max(minutes),
            asked=made.request.session_minutes,
        ),
        sets_a_week=round(fmean(week.sets for week in made.work), 2),
        warnings=evidence.warnings,
        fingerprint=_fingerprint(made),
        slots=slots,
        weeks=tuple(_weeks(made)),
    )


def _hard(made: Made) -> Iterator[Finding]:
    for finding in made.hard:
        yield _finding(finding)
    for finding in made.design_faults:
        yield _finding(finding, prefix="design_")
    # shares no code with planner and validation, so that neither vouches for itself
    for fault in judge(made.program, made.request):
        code, _, message = fault.partition(": ")
        yield Finding(code=f"oracle_{code}", path="", message=message)


def _finding(found: Violation, prefix: str = "") -> Finding:
    return Finding(code=prefix + found.code, path=found.path, message=found.message)


def _assertions(made: Made) -> Iterator[AssertionResult]:
    for rule in ASSERTIONS:
        flaws = list(rule.check(made.subject))
        if flaws:
            yield AssertionResult(id=rule.id, severity=rule.severity, places=len(flaws), message=flaws[0].message)


def _slots(made: Made) -> tuple[SlotResult, ...]:
    return tuple(
        SlotResult(workout=day.workout.name, exercise=row.slug)
        for day in made.subject.weeks[0].days
        for row in day.rows
    )


def _fingerprint(made: Made) -> str:
    """Of the exercises of every workout of the program: weeks, workouts and rotation, not sets and loads."""
    lines = [f"{day.path} {','.join(row.slug for row in day.rows)}" for day in made.subject.days]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _weeks(made: Made) -> Iterator[WeekResult]:
    work = work_of(read(made.program, brief_of(made.program, made.request, made.catalog), made.catalog))
    easier = easier_weeks(made)
    fatigue = 0.0
    for at, week in enumerate(made.subject.weeks):
        fatigue = CARRIED * fatigue + work.hard[at]
        yield WeekResult(
            number=week.number,
            phase=week.phase,
            is_easier=easier[at],
            sets=week.sets,
            hard_sets=round(work.hard[at], 2),
            intensity=round(_intensity(work, at), 1),
            fatigue=round(fatigue, 2),
        )


def _intensity(work: Work, week: int) -> float:
    percents = [_percent(one) for _, _, one in work.reading.sets(week) if not one.is_timed]
    return fmean(percents) if percents else 0.0


def _percent(one: WorkSet) -> float:
    return one.percent if one.percent is not None else percent_for(one.reps, one.effort)
