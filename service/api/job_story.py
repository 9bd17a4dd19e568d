"""A job's whole story as operators, and its owner in local mode, see it."""

from typing import Any

from pydantic.alias_generators import to_camel

from service.api.job_json import job_json
from storage.jobs import JobRow
from storage.jobs.story import StoryEvent


def story_json(job: JobRow, events: tuple[StoryEvent, ...]) -> dict[str, Any]:
    """The job of the contract and, under `trace`, what happened to it, with the milliseconds since it was asked for."""
    return {**job_json(job), "fence": job.fence, "snoozes": job.snoozes, "traceId": trace_id_of(job), "trace": [
        {
            "at": event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "afterMs": round((event.at - job.created_at).total_seconds() * 1000),
            "kind": event.kind,
            "fence": event.fence,
            **{to_camel(name): value for name, value in event.facts.items()},
        }
        for event in events
    ]}  # fmt: skip


def trace_id_of(job: JobRow) -> str | None:
    """Under which id its spans and log records are found."""
    return None if job.traceparent is None else job.traceparent.split("-")[1]


def story_lines(story: dict[str, Any]) -> list[str]:
    """The story in words, a line for each event."""
    lines = [f"{'after':>9}  what happened"]
    lines += [f"{event['afterMs'] / 1000:>7.2f} s  {_words(event)}" for event in story["trace"]]
    if story["completedAt"]:
        code = f" ({story['error']['code']})" if story["error"] else ""
        lines.append(f"{'':>9}  {story['status']}{code} at {story['completedAt']}")
    if story["traceId"]:
        lines.append(f"{'':>9}  trace {story['traceId']}")
    return lines


def _words(event: dict[str, Any]) -> str:
    match event["kind"]:
        case "attempt":
            took = "still running" if event["milliseconds"] is None else f"{event['milliseconds'] / 1000:.2f} s"
            outcome = event["outcome"] or "open"
            code = f", {event['errorCode']}" if event["errorCode"] else ""
            return f"attempt {event['attempt']} (fence {event['fence']}): {outcome}{code}, {took}"
        case "call":
            cost = "cost unknown" if event["costUsd"] is None else f"${event['costUsd']:.4f}"
            tokens = f"{event['inputTokens']} in ({event['cachedTokens']} cached), {event['outputTokens']} out"
            return (
                f"{event['model']} for {event['step']}: {event['cause']}, {event['milliseconds']} ms, {tokens}, {cost}"
            )
        case _:
            return f"answer for {event['step']} kept for a second try (prompt {event['promptVersion']})"
