"""Progression: something gets harder from week to week, in a form that a coach would recognise (design 04, A5, H.2)."""

from dataclasses import replace

from strength.request import Goal
from strength.scoring.curves import down, mean, median, up, weighted_mean
from strength.scoring.cycle import LEAST_LIKENESS, repeated_run
from strength.scoring.streams import Step, Stream, streams_of
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work, work_of

_POOR = 0.5
RULE = 0.8
"""What a printed rule alone is worth: it tells when to add, and leaves the doing to the lifter."""


def unique_weeks(work: Work) -> float:
    """Share of working weeks that are not a copy of another one."""
    prints = [
        tuple(
            [
                (item.row.key, count, entry.reps, entry.bar, entry.stated, entry.high)
                for item in work.items[week]
                for entry, count in item.runs
            ]
        )
        for week in work.working
    ]
    return len(set(prints)) / len(prints) if prints else 0.0


def _credit(step: Step, jump: float) -> float:
    """What a step earns: one percent of load, eight of repetitions, fifteen of sets or a third of a point of effort."""
    load = step.load or 0.0
    gain = max(0.0, load)
    if load > -3:
        gain += step.reps / 0.08 + step.sets / 0.15
    if step.load is None or load >= -0.5:
        gain += step.effort / 0.35
    is_wave = step.load is not None and step.load * step.reps < 0
    bad = (
        max(0.0, (abs(load) - jump) / jump)
        + max(0.0, (abs(step.effort) - 1.5) / 1.5)
        + max(0.0, (abs(step.sets) - 0.3) / 0.4)
    )
    if not is_wave:
        bad += max(0.0, abs(step.reps) - 0.5)
    return max(0.0, min(1.0, gain) - bad)


def _is_reset(step: Step) -> bool:
    return step.load is not None and -20 <= step.load < -1.5


def _within(steps: tuple[Step, ...], level: int) -> float:
    """Mean credit of the steps; one planned reset in four is neutral, more count as nothing."""
    if not steps:
        return 0.0
    jump = 10.0 if level == 1 else 8.0
    resets = [step for step in steps if _is_reset(step)]
    others = [step for step in steps if not _is_reset(step)]
    excess = max(0, len(resets) - (len(others) + 3) // 4)
    credits = [(_credit(step, jump), step.weight) for step in others] + [(0.0, 1.0)] * excess
    return weighted_mean(credits) * down(len(resets) / len(steps), 0.3, 0.5)


def _smooth(steps: tuple[Step, ...]) -> float:
    loads = [abs(step.load) for step in steps if step.load is not None]
    waves = any(step.load is not None and step.load * step.reps < 0 for step in steps)
    reps = median([abs(step.reps) for step in steps]) * (0.3 if waves else 1.0)
    return down(median(loads), 7, 14) * down(reps, 0.3, 0.6) * down(median([abs(step.effort) for step in steps]), 1, 2)


def _span(work: Work) -> float:
    """0.3-1: how long there is to progress; eight weeks between the first and the last third ask for all of it."""
    begin, end = work.thirds
    return min(1.0, max(0.3, (mean(end) - mean(begin)) / 8))


def _thirds(stream: Stream, work: Work) -> float:
    begin, end = work.thirds
    first = [item for item in stream.exposures if item.week in begin]
    last = [item for item in stream.exposures if item.week in end]
    if not first or not last:
        return 0.5
    reps = mean(item.reps for item in last) / mean(item.reps for item in first) - 1
    sets = mean(item.sets for item in last) / mean(item.sets for item in first) - 1
    effort = mean(item.effort for item in last) - mean(item.effort for item in first)
    return min(1.0, max(0.0, 0.6 * (reps / 0.1 + sets / 0.15 + effort / 0.5)))


def _stability(stream: Stream, steps: tuple[Step, ...], level: int) -> float:
    """How steady the printed rule is; a step that changes it upwards is no unrest."""
    if not steps:
        return 0.0
    jump = 10.0 if level == 1 else 8.0
    kept = mean(1.0 if step.same_rule else _credit(step, jump) for step in steps)
    return kept * up(stream.weeks, 2, 6)


def _economy(work: Work) -> float:
    """Coaches use few set and repetition schemes in a week, noise does not."""
    values: list[float] = []
    for week in work.working:
        schemes: set[tuple[int, int, int]] = set()
        exercises = 0
        for item in work.items[week]:
            if item.sets and all(entry.bar is None for entry, _ in item.runs):
                exercises += 1
                schemes.add((len(item.sets), item.sets[0].low, item.sets[0].high))
        if exercises:
            values.append(down(len(schemes) / (3 + 0.25 * exercises), 1, 2))
    return mean(values, default=1.0)


def stream_score(stream: Stream, work: Work, uniqueness: float, economy: float) -> tuple[float, float]:
    """(score of printed progress and rule together, rule alone) of one exercise."""
    level = work.brief.level
    steps = stream.steps
    within = _within(steps, level)
    if stream.loaded:
        total = stream.rise
        wanted = {1: 4.0, 2: 3.0, 3: 2.0}[level] * _span(work)
        ceiling = (60.0, 160.0) if level == 1 else (30.0, 70.0)
        explicit = 0.55 * within + 0.45 * up(total, 0, wanted) * down(total, *ceiling)
        printed_moves = down(abs(total), 1, 3)
    else:
        explicit = 0.6 * within + 0.4 * _thirds(stream, work)
        printed_moves = 1.0
    explicit *= _smooth(steps) * up(uniqueness, 0, 0.6) if steps else 0.0
    rule = stream.rule * RULE * (1.0 if not stream.loaded else printed_moves)
    if not stream.loaded:
        rule = max(rule, 0.5 * mean(float(item.effort >= 6) for item in stream.exposures) * (1 - uniqueness))
    rule *= _stability(stream, steps, level) * economy
    return 1 - (1 - explicit) * (1 - rule), rule


def _mean_effort(work: Work, weeks: tuple[int, ...]) -> float:
    runs = [run for week in weeks for item in work.items[week] for run in item.runs]
    return weighted_mean([(entry.effort, count) for entry, count in runs])


def _block(work: Work, streams: tuple[Stream, ...], rule: float, uniqueness: float) -> float:
    """Whether the program as a whole rises: loads for strength; loads, sets and effort for size."""
    loaded = [stream for stream in streams if stream.loaded and stream.is_main]
    lifted = weighted_mean([(stream.rise, stream.weight) for stream in loaded])
    if work.brief.goal is Goal.HYPERTROPHY or not (loaded or work.brief.has_loadable_bar):
        # bands and bodyweight have no load to rise: sets and effort do, for strength as well (design 04, D.4)
        third = max(1, len(work.working) // 3)
        first, last = work.working[:third], work.working[-third:]
        sets = mean(work.hard[week] for week in last) / max(1.0, mean(work.hard[week] for week in first)) - 1
        effort = _mean_effort(work, last) - _mean_effort(work, first)
        score = min(1.0, max(0.0, up(lifted, 0, 4) * 0.5 + sets / 0.12 * 0.6 + effort / 0.5 * 0.6))
    else:
        score = up(lifted, 0, (3 if work.brief.level == 1 else 4) * _span(work)) * down(lifted, 45, 90)
    return max(score * up(uniqueness, 0, 0.6), rule)


def _score(work: Work, streams: tuple[Stream, ...], uniqueness: float) -> float:
    if not streams:
        return 0.0
    economy = _economy(work)
    judged = [(stream_score(stream, work, uniqueness, economy), stream.weight) for stream in streams]
    own = weighted_mean((score, weight) for (score, _), weight in judged)
    rule = weighted_mean((by_rule, weight) for (_, by_rule), weight in judged)
    return 0.65 * own + 0.35 * _block(work, streams, rule, uniqueness)


def _first_run(work: Work) -> float:
    """Progress of the first run of a program that runs twice at percentages of the current maximum, at nine tenths."""
    length, likeness = repeated_run(work)
    trust = up(likeness, LEAST_LIKENESS, 0.97)
    if trust <= 0:
        return 0.0
    run = work_of(replace(work.reading, weeks=work.reading.weeks[:length]))
    return 0.9 * trust * _score(run, streams_of(run), unique_weeks(run))


def judge(work: Work, streams: tuple[Stream, ...]) -> Verdict:
    """0.65 of the exercises' own progress and 0.35 of the program's; a program that runs twice by its first run."""
    uniqueness = unique_weeks(work)
    score = max(_score(work, streams, uniqueness), _first_run(work))
    return pick(
        score,
        "The work gets harder step by step, in loads, repetitions, sets or by a clear rule.",
        "Too little changes from week to week, or it jumps instead of climbing",
        {
            "a little more load, a repetition or a set each week on the main exercises": 1 - score,
            "weeks that are no copies of each other": 1 - up(uniqueness, 0, 0.6) if score < _POOR else 0.0,
        },
    )
