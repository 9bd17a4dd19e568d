"""`generate --batch`: many requests from a file, one result a line, resumed where an earlier run stopped."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from service.cli.client import ApiClient
from service.cli.entry import BAD_USAGE, CommandError
from service.cli.files import check_writable
from service.cli.generate import json_line, program_id_of, scored
from service.cli.stack import Stack
from service.jobs.body import BodyError
from service.jobs.request_body import parse_program_request
from service.settings import Settings
from strength.program import Program
from strength.request import ProgramRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One request of the file.

    Attributes:
        number: 1-based place in the file.
        text: as it stands there.
        key: the same for the same text in the same place, so that a resumed run finds its jobs again.
        request: what it asks for; None when it is no request.
        error: why not.
    """

    number: int
    text: bytes
    key: str
    request: ProgramRequest | None
    error: str | None


def run_batch(file: Path, out: Path, settings: Settings, data_dir: Path, console: Console, *, as_json: bool) -> None:
    """Make the programs of a file; results go to `DIR/NAME.results.jsonl`, and to stdout with `--json`.

    Raises:
        CommandError: the file cannot be read, or some of its requests made no program.
    """
    lines = read_lines(file)
    check_writable(out)
    results = out / f"{file.stem}.results.jsonl"
    done = finished_keys(results)
    waiting = [line for line in lines if line.key not in done]
    failed = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("programs", total=len(lines), completed=len(lines) - len(waiting))
        if waiting:
            with Stack(settings, data_dir=data_dir, port=0) as stack:
                for line, result in _results(stack.url, waiting):
                    failed += "error" in result
                    _append(results, {"line": line.number, "key": line.key, **result})
                    if as_json:
                        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
                        sys.stdout.flush()
                    bar.advance(task)
    console.print(f"{len(lines)} requests, {len(waiting)} done now, results in {results}", markup=False)
    if failed:
        raise CommandError(f"{failed} of {len(waiting)} requests made no program; the results say why")


def read_lines(file: Path) -> list[Line]:
    """The requests of a file; empty lines are left out.

    Raises:
        CommandError: it cannot be read.
    """
    try:
        texts = file.read_bytes().splitlines()
    except OSError as error:
        raise CommandError(f"cannot read {str(file)!r} ({error.strerror}); name a JSONL file", BAD_USAGE) from error
    lines: list[Line] = []
    for number, raw in enumerate(texts, start=1):
        text = raw.strip()
        if not text:
            continue
        request, problem = None, None
        try:
            request = parse_program_request(text)
        except BodyError as error:
            problem = str(error)
        key = hashlib.sha256(b"%d:%s" % (number, text)).hexdigest()[:32]
        lines.append(Line(number=number, text=text, key=key, request=request, error=problem))
    return lines


def finished_keys(results: Path) -> frozenset[str]:
    """The lines whose programs an earlier run has written; a line cut off by a crash does not count."""
    keys: set[str] = set()
    try:
        content = results.read_bytes()
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise CommandError(f"cannot read {str(results)!r} ({error.strerror}); choose another --out") from error
    for text in content.splitlines():
        try:
            entry = json.loads(text)
        except ValueError:
            continue
        if isinstance(entry, dict) and "program" in entry and "key" in entry:
            keys.add(str(entry["key"]))  # pyright: ignore[reportUnknownArgumentType] - checked to be there
    return frozenset(keys)


def _results(url: str, lines: list[Line]) -> Iterator[tuple[Line, dict[str, Any]]]:
    client = ApiClient(url)
    try:
        for line in lines:
            yield line, _result(client, line)
    finally:
        client.close()


def _result(client: ApiClient, line: Line) -> dict[str, Any]:
    if line.request is None:
        return {"error": line.error}
    try:
        # the end comes last
        job = list(client.follow(client.generate(line.text)))[-1]
        program = Program.model_validate(client.program(program_id_of(job)))
    except CommandError as error:
        return {"error": str(error)}
    return json.loads(json_line(job, program, scored(program, line.request)))


def _append(results: Path, entry: dict[str, Any]) -> None:
    try:
        with results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
    except OSError as error:
        msg = f"cannot write {str(results)!r} ({error.strerror}); make room and run the command again to go on"
        raise CommandError(msg) from error
