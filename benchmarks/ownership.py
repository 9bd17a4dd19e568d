"""Asks for one user's things as another, on every route of the interface description and every page.

`python -m benchmarks.ownership --probes 10000 --seed 1`. Each probe is sent twice: with an id that exists and belongs
to somebody else, and with one that never existed. Both answers must be the same to the byte, and nothing of the owner
may change or show. Exits 1 otherwise. A new route is covered by itself; one that takes an id of a new kind fails until
`benchmarks.access.estate` has such a thing.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import quote

from benchmarks.access import command
from benchmarks.access.command import Answered
from benchmarks.access.estate import CANARY, Estate, fingerprint, make_estate
from benchmarks.access.guarded import Guarded, whole_service
from benchmarks.access.issuer import Json
from benchmarks.access.operations import Json as Schema
from benchmarks.access.operations import Operation, every_operation
from benchmarks.access.token_variants import Headers
from benchmarks.access.wire import Answer
from service.auth.admission import Door, door_of

OWNER, STRANGER = "user-who-owns", "user-who-probes"
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"

_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda name: "".join(f"%{ord(char):02X}" for char in name),
    lambda name: f"{name}%20",
    lambda name: f"{name}%00",
    lambda name: f".%2F{name}",
    lambda name: f"{name}.json",
    lambda name: f"{name},{name}",
    lambda name: f"%22{name}%22",
    lambda name: f"{name};x=1",
    lambda name: quote("".join(chr(ord(char) + 0xFEE0) for char in name)),
)


@dataclass(slots=True)
class Findings:
    """What came of a sweep.

    Attributes:
        probes: sent, each of them twice.
        by_operation: how many went to each.
        faults: one sentence for each thing that should not be; at most twenty are kept.
    """

    probes: int = 0
    by_operation: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])

    def add(self, sentence: str) -> None:
        """Keep a fault."""
        if len(self.faults) < 20:
            self.faults.append(sentence)


def sweep(service: Guarded, *, probes: int, seed: int, on_progress: Callable[[int], None] = lambda _: None) -> Findings:
    """Send so many probes, and look whether anything came through; tells how many were sent."""
    chance = random.Random(seed)
    findings = Findings()
    document = service.wire.send("GET", "/openapi.json").body
    operations = [
        one for one in every_operation(document) if door_of(one.path, has_api=True, has_worker=True) is Door.USER
    ]
    estate = make_estate(service, OWNER)
    before = fingerprint(service.engine, OWNER)
    plan = [(operation, shape) for operation in operations for shape in _bodies(operation)]
    for number in range(probes):
        # each operation, with each field that takes an id, with each of the things first; then whatever chance brings
        turn, which = divmod(number, len(plan))
        operation, shape = plan[which]
        is_plain = turn < len(estate.ids)
        name = estate.ids[turn] if is_plain else chance.choice(estate.ids)
        probe = _Probe(operation=operation, name=name, nobody=_nobody(name, chance), shape=shape)
        if not is_plain:
            probe.spelled = str if chance.random() < 0.5 else chance.choice(_SPELLINGS)
            probe.headers, probe.query = _headers(estate, chance), _query(estate, chance)
        _send(service, probe, estate, findings)
        on_progress(findings.probes)
    if fingerprint(service.engine, OWNER) != before:
        findings.add("something of the owner was changed")
    _check_reach(service, operations, estate, findings)
    return findings


@dataclass(slots=True)
class _Probe:
    """One question, asked with two ids."""

    operation: Operation
    name: str
    nobody: str
    spelled: Callable[[str], str] = str
    headers: Headers = ()
    query: str = ""
    shape: Callable[[str], bytes] | None = None


def _nobody(name: str, chance: random.Random) -> str:
    """An id of the same look that never existed."""
    return "c" + "".join(chance.choices(_ALPHABET, k=len(name) - 1))


def _send(service: Guarded, probe: _Probe, estate: Estate, findings: Findings) -> None:
    operation, headers = probe.operation, (*service.as_user(STRANGER), *probe.headers)
    answers: list[Answer] = []
    for one in (probe.name, probe.nobody):
        body = None if probe.shape is None else probe.shape(one)
        answer = service.wire.send(operation.method, operation.target(probe.spelled(one)) + probe.query, headers, body)
        # a wrong value is told back to whoever sent it
        answers.append(replace(answer, body=answer.body.replace(one.encode(), b"-")))
    findings.probes += 1
    findings.by_operation[operation.name] += 1
    told = f"{operation.name} with {probe.name} ({answers[0].status}, {answers[1].status})"
    if (operation.parameters or probe.shape is not None) and answers[0].lasting != answers[1].lasting:
        findings.add(f"{told}: another user's thing is answered unlike a missing one")
    if operation.parameters and 200 <= answers[0].status < 300:
        findings.add(f"{told}: another user's thing was served")
    for answer in answers:
        if answer.status >= 500:
            findings.add(f"{told}: a fault of ours")
        if any(secret.encode() in answer.body for secret in (CANARY, *estate.ids)):
            findings.add(f"{told}: something of the owner shows")


def _headers(estate: Estate, chance: random.Random) -> Headers:
    """What a stranger may add in the hope that somebody believes it."""
    pool = (
        (b"x-user-id", estate.user_id.encode()), (b"x-forwarded-user", estate.user_id.encode()),
        (b"x-goog-authenticated-user-id", estate.user_id.encode()), (b"cookie", f"userId={estate.user_id}".encode()),
        (b"idempotency-key", estate.key.encode()), (b"if-none-match", b"*"), (b"last-event-id", b"queued-0-0-"),
        (b"x-original-url", f"/api/ai/jobs/{estate.ids[0]}".encode()), (b"x-http-method-override", b"GET"),
        (b"x-cloudtasks-taskname", b"t"), (b"range", b"bytes=0-100"), (b"accept", b"text/html"),
    )  # fmt: skip
    return tuple(chance.sample(pool, chance.randrange(3)))


def _query(estate: Estate, chance: random.Random) -> str:
    pool = (
        "", "", "?limit=100", f"?userId={estate.user_id}", f"?user_id={estate.user_id}&limit=100",
        f"?cursor={quote(estate.cursor)}&limit=100", f"?job_id={estate.ids[0]}&program_id={estate.ids[4]}",
        "?status=completed&type=program_generator",
    )  # fmt: skip
    return chance.choice(pool)


def _bodies(operation: Operation) -> Sequence[Callable[[str], bytes] | None]:
    """A body for each field that takes an id, with nothing else in it but what must be there."""
    schema = operation.schema
    if schema is None:
        return (None,)
    properties = cast("dict[str, Any]", schema.get("properties", {}))
    least = {name: _least(properties[name], schema) for name in schema.get("required", ()) if not name.endswith("Id")}
    names = [name for name in properties if name.endswith("Id")]
    # who takes no id is offered the owner's; who takes it in the path alone is asked without, too
    shapes = [_body(least, name) for name in names or ("userId", "jobId")]
    if operation.parameters:
        shapes.append(_plain_body(least))
    return tuple(shapes)


def _body(least: Json, name: str) -> Callable[[str], bytes]:
    return lambda value: json.dumps({**least, name: value}).encode()


def _plain_body(least: Json) -> Callable[[str], bytes]:
    content = json.dumps(least).encode()

    def shape(value: str) -> bytes:
        del value
        return content

    return shape


def _least(schema: Schema, document: Schema) -> Any:
    if "$ref" in schema:
        return _least(document["$defs"][str(schema["$ref"]).rpartition("/")[2]], document)
    for choice in (
        *schema.get("examples", ()),
        *schema.get("enum", ()),
        *((schema["const"],) if "const" in schema else ()),
    ):
        return choice
    match schema.get("type"):
        case "array":
            return []
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
        case _:
            return "x"


def _check_reach(service: Guarded, operations: Sequence[Operation], estate: Estate, findings: Findings) -> None:
    """The owner must get through everywhere: a probe with ids that mean nothing to a route would prove nothing."""
    # what ends or undoes something comes last
    for operation in sorted(operations, key=lambda one: one.path.endswith(("/cancel", "/undo"))):
        shapes = _bodies(operation)
        if not operation.parameters and shapes == (None,):
            continue
        has_id_field = any(name.endswith("Id") for name in (operation.schema or {}).get("properties", {}))
        if not operation.parameters and not has_id_field:
            continue
        statuses = {
            service.wire.send(
                operation.method, operation.target(name), service.as_user(OWNER), None if shape is None else shape(name)
            ).status
            for name in estate.ids[:-1]
            for shape in shapes
        }
        if not any(200 <= status < 400 or status == 409 for status in statuses):
            findings.add(f"{operation.name}: the owner has nothing that it takes; give the estate one ({statuses})")


def _ask(probes: int, seed: int, tell: Callable[[int], None]) -> Answered:
    with whole_service() as service:
        findings = sweep(service, probes=probes, seed=seed, on_progress=tell)
    counts = dict(sorted(findings.by_operation.items()))
    figures = {"operations": len(counts)}
    return Answered(asked=findings.probes, counts=counts, faults=findings.faults, figures=figures)


def main() -> int:
    """Sweep and print."""
    return command.run("ownership", "probes", 10_000, str(__doc__).partition("\n")[0], _ask)


if __name__ == "__main__":
    sys.exit(main())
