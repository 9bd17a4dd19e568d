"""Every figure that is watched, and the log record it is read from.

One table for two readers: in this process each record that is logged feeds OpenTelemetry's instruments, which OTLP sends
on; on Cloud Run the log-based metrics of `infra/` read the same fields of the same records. So a figure cannot differ
between the two, and what is not logged is not measured. `LOG_LEVEL` above INFO turns the figures off with the records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from opentelemetry import metrics


class Kind(StrEnum):
    """How records become a figure."""

    COUNT = "count"
    """Records are counted, or their field is added up."""
    DISTRIBUTION = "distribution"
    """The field of each record is one measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure.

    Attributes:
        name: under which it is found, `fitcsv.` and words with dots.
        kind: how records become it.
        unit: UCUM, as OpenTelemetry wants it.
        event: message of the records.
        field: the record's field that holds the number; None counts records.
        labels: fields by which it is split; each has few values.
        meaning: one sentence for operators.
    """

    name: str
    kind: Kind
    unit: str
    event: str
    field: str | None
    labels: tuple[str, ...]
    meaning: str


METRICS: tuple[Metric, ...] = (
    Metric(
        name="fitcsv.job.queue_wait", kind=Kind.DISTRIBUTION, unit="s", event="job_claimed", field="wait_s",
        labels=("job_type", "priority"), meaning="How long a job waited from its request, or its due time, to its claim.",
    ),
    Metric(
        name="fitcsv.job.attempt", kind=Kind.DISTRIBUTION, unit="1", event="job_claimed", field="attempt",
        labels=("job_type",), meaning="Which attempt a claim is; above 1 somebody had to start again.",
    ),
    Metric(
        name="fitcsv.job.duration", kind=Kind.DISTRIBUTION, unit="ms", event="job_attempt_ended", field="duration_ms",
        labels=("job_type", "ending"), meaning="How long one attempt took.",
    ),
    Metric(
        name="fitcsv.job.endings", kind=Kind.COUNT, unit="1", event="job_attempt_ended", field=None,
        labels=("job_type", "ending", "cause"), meaning="How attempts ended: done, settled for later or for good, lost.",
    ),
    Metric(
        name="fitcsv.job.failures", kind=Kind.COUNT, unit="1", event="job_failed", field=None,
        labels=("job_type", "code"), meaning="Jobs that ended as failed, by code.",
    ),
    Metric(
        name="fitcsv.job.oldest_wait", kind=Kind.DISTRIBUTION, unit="s", event="swept", field="oldest_wait_s",
        labels=(), meaning="Age of the oldest job that waits for a worker, once a minute.",
    ),
    Metric(
        name="fitcsv.job.rescued", kind=Kind.COUNT, unit="1", event="swept", field="requeued",
        labels=(), meaning="Jobs that a dead worker left behind and the sweep put back.",
    ),
    Metric(
        name="fitcsv.model.latency", kind=Kind.DISTRIBUTION, unit="ms", event="model_called", field="duration_ms",
        labels=("model", "cause"), meaning="How long a call of a model took.",
    ),
    Metric(
        name="fitcsv.model.calls", kind=Kind.COUNT, unit="1", event="model_called", field=None,
        labels=("model", "cause"), meaning="Calls of models; any cause but `answered` sends the job to the next one.",
    ),
    Metric(
        name="fitcsv.model.input_tokens", kind=Kind.COUNT, unit="1", event="model_called", field="input_tokens",
        labels=("model",), meaning="Tokens read, cached ones included.",
    ),
    Metric(
        name="fitcsv.model.output_tokens", kind=Kind.COUNT, unit="1", event="model_called", field="output_tokens",
        labels=("model",), meaning="Tokens written.",
    ),
    Metric(
        name="fitcsv.model.cost", kind=Kind.COUNT, unit="USD", event="model_called", field="cost_usd",
        labels=("model",), meaning="What calls cost, as booked in the ledger.",
    ),
    Metric(
        name="fitcsv.model.breaker_openings", kind=Kind.COUNT, unit="1", event="breaker_opened", field=None,
        labels=("provider", "cause"), meaning="How often a provider was given up for a while.",
    ),
    Metric(
        name="fitcsv.program.score", kind=Kind.DISTRIBUTION, unit="1", event="program_stored", field="score",
        labels=("is_degraded",), meaning="Score of a stored program, 0 to 100.",
    ),
    Metric(
        name="fitcsv.program.repairs", kind=Kind.DISTRIBUTION, unit="1", event="program_stored", field="repairs",
        labels=("is_degraded",), meaning="How many repairs a stored program needed.",
    ),
    Metric(
        name="fitcsv.http.duration", kind=Kind.DISTRIBUTION, unit="ms", event="request", field="duration_ms",
        labels=("method", "status"), meaning="How long a request took.",
    ),
)  # fmt: skip

_BY_EVENT: dict[str, tuple[Metric, ...]] = {
    event: tuple(metric for metric in METRICS if metric.event == event)
    for event in {metric.event for metric in METRICS}
}


def measure(event: Mapping[str, object]) -> None:
    """Count what a log record says. Harmless, and all but free, when nobody collects."""
    for metric in _BY_EVENT.get(str(event.get("event", "")), ()):
        value = 1.0 if metric.field is None else event.get(metric.field)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        labels = {name: str(event[name]).lower() for name in metric.labels if event.get(name) is not None}
        _record(metric, float(value), labels)


def _record(metric: Metric, value: float, labels: dict[str, str]) -> None:
    match metric.kind:
        case Kind.COUNT:
            _counter(metric).add(value, labels)
        case Kind.DISTRIBUTION:
            _histogram(metric).record(value, labels)


@cache
def _counter(metric: Metric) -> metrics.Counter:
    return metrics.get_meter("fitcsv").create_counter(metric.name, unit=metric.unit, description=metric.meaning)


@cache
def _histogram(metric: Metric) -> metrics.Histogram:
    return metrics.get_meter("fitcsv").create_histogram(metric.name, unit=metric.unit, description=metric.meaning)
