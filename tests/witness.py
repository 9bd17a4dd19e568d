"""Hears every log line and every span of a test process, and knows what must stand in none of them.

What may not leave: what lifters wrote and models answered (every text of several words that is bound to a statement on
the jobs' own tables), what models were told (every line that reached a simulated provider), and keys (the authorisation
that such a request carried). A leak is found whichever comes first, the secret or the line that tells it.

Figures are blurred on both sides, so that a line that differs in its time or its job is looked at once.
"""

import contextlib
import json
import logging
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter, SpanExportResult
from sqlalchemy import Engine, event

from evals.provider_simulator.received import Received
from evals.provider_simulator.simulator import Simulator
from service.telemetry.redaction import WithoutWords

_SHORTEST = 24
"""Characters; below that a text is a name that anybody may say ("bench press"), not something that somebody wrote."""
_FIGURES = re.compile(r"[0-9a-f]{6,}(?:-[0-9a-f]+)*|\d+(?:\.\d+)?")
_JOB_TABLES = re.compile(r'"AIJob|"AIModelCall|"AIProgram')
_KEY_HEADERS = ("x-api-key", "authorization")


class Witness(SpanExporter):
    """One for a process. Safe to use from several threads."""

    def __init__(self) -> None:
        """Nothing was heard and nothing is secret yet."""
        self._lock = threading.Lock()
        self._heard: set[str] = set()
        self._new_heard: set[str] = set()
        self._secrets: set[str] = set()
        self._new_secrets: set[str] = set()

    def hears(self, text: str) -> None:
        """Take down what a log or a span said."""
        blurred = _blurred(text)
        with self._lock:
            if blurred not in self._heard:
                self._new_heard.add(blurred)

    def keeps(self, text: str, *, shortest: int = _SHORTEST) -> None:
        """Remember what may not be said, line by line; short lines are no secret."""
        for line in text.splitlines():
            blurred = _blurred(line.strip())
            if len(blurred) >= shortest:
                with self._lock:
                    if blurred not in self._secrets:
                        self._new_secrets.add(blurred)

    def leaks(self) -> list[str]:
        """What was told that may not be, since the last time that this was asked."""
        with self._lock:
            heard, secrets = self._new_heard, self._new_secrets
            self._new_heard, self._new_secrets = set(), set()
            self._heard |= heard
            self._secrets |= secrets
            return [
                *_told(heard, self._secrets),
                *_told(self._heard - heard, secrets),
            ]  # fmt: skip

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Spans leave: their names, their attributes and their events are heard."""
        for span in spans:
            self.hears(span.name)
            for values in (span.attributes or {}, *(one.attributes or {} for one in span.events)):
                for value in values.values():
                    self.hears(str(value))
            self.hears(span.status.description or "")
        return SpanExportResult.SUCCESS

    def on_statement(
        self, _connection: object, _cursor: object, statement: str, parameters: object, *_: object
    ) -> None:
        """A statement runs: what is bound to it on the jobs' tables is somebody's words."""
        if _JOB_TABLES.search(statement):
            for document in _documents(parameters):
                for text in _texts(document):
                    # several words; a single one is an id, a slug or a status
                    if text.count(" ") >= 2:
                        self.keeps(text)

    def on_request(self, received: Received) -> None:
        """A provider was asked: neither a line of it nor the key is anybody else's business."""
        for text in _texts(received.body.get("system")):
            self.keeps(text)
        for text in _texts(received.body.get("messages")):
            self.keeps(text)
        for name in _KEY_HEADERS:
            if key := received.headers.get(name):
                self.keeps(key.removeprefix("Bearer "), shortest=6)

    def attend(self) -> None:
        """Be present everywhere in this process, from now on."""
        provider = TracerProvider()
        # as they leave this service; see `service.telemetry.traces`
        provider.add_span_processor(SimpleSpanProcessor(WithoutWords(self)))
        trace.set_tracer_provider(provider)
        event.listen(Engine, "before_cursor_execute", self.on_statement)
        Simulator.listeners.append(self.on_request)
        plain = logging.Handler.format

        hears = self.hears

        def format_and_tell(self: logging.Handler, record: logging.LogRecord) -> str:
            line = plain(self, record)
            # pytest's own handlers keep what libraries say to themselves, which is never written anywhere of ours
            if type(self) is logging.StreamHandler:
                hears(line)
            return line

        logging.Handler.format = format_and_tell


def _told(heard: set[str], secrets: set[str]) -> list[str]:
    if not heard or not secrets:
        return []
    everything = "\0".join(heard)
    return [
        f"{secret!r} in {next(line for line in heard if secret in line)!r}"
        for secret in secrets
        if secret in everything
    ]


def _blurred(text: str) -> str:
    return _FIGURES.sub("#", text)


def _documents(parameters: Any) -> Iterator[Any]:
    """The JSON that is bound to a statement; what people and models say is in it, plain texts are errors of our own."""
    values: Any = parameters.values() if isinstance(parameters, Mapping) else parameters
    for value in values if isinstance(values, Iterable) else ():
        if isinstance(value, str) and value[:1] in ("{", "["):
            with contextlib.suppress(ValueError):
                yield json.loads(value)
        elif isinstance(value, list | tuple | dict) and parameters is not value:
            yield from _documents(value)


def _texts(value: Any) -> Iterator[str]:
    """Every text in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        # what a lifter is told of the progress, and what our rules find, are sentences of ours
        is_ours = {"stage", "percent"} <= value.keys() or {"code", "severity"} <= value.keys()
        for one in () if is_ours else value.values():
            yield from _texts(one)
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for one in value:
            yield from _texts(one)
