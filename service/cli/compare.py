"""`generate --compare`: the same request with other seeds or other models, as ordinary jobs; all programs are kept."""

import json
import re
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from service.cli.client import ApiClient
from service.cli.comparison import Side, rows_of, show_comparison
from service.cli.display import Display
from service.cli.entry import BAD_USAGE, INTERRUPTED, CommandError
from service.cli.files import check_writable, write_files
from service.cli.generate import file_texts, program_id_of, scored
from service.cli.request_flags import RequestFlags, body_of, encoded, parse_flags, words_of
from service.cli.stack import Stack
from service.settings import Settings, read_settings
from strength.catalog import load_catalog
from strength.program import Program
from strength.revision import difference

_FEWEST, _MOST = 2, 3
"""Three fit beside each other, and a user may have three open jobs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One side before it is made."""

    label: str
    flags: RequestFlags
    settings: Settings


def read_variants(text: str, flags: RequestFlags) -> tuple[Variant, ...]:
    """What `--compare` stands for: `seed=1,2` or `model=a,b`.

    Raises:
        CommandError: it is neither, or not two or three different ones.
        BodyError: a flag is not allowed.
        SettingsError: a model is unknown or its key is missing.
    """
    kind, _, rest = text.partition("=")
    values = words_of(rest)
    if kind not in {"seed", "model"} or not _FEWEST <= len(values) <= _MOST or len(set(values)) < len(values):
        msg = f"--compare is {text!r}; write seed=1,2 or model=ID,ID with two or three different values"
        raise CommandError(msg, BAD_USAGE)
    if kind == "seed":
        if flags.seed is not None:
            raise CommandError("--compare names seeds already; leave --seed out", BAD_USAGE)
        settings = read_settings()
        variants = tuple(
            Variant(label=f"seed {one}", flags=replace(flags, seed=one), settings=settings) for one in values
        )
    else:
        variants = tuple(
            Variant(label=one, flags=flags, settings=read_settings(overrides={"MODEL_CHAIN": one})) for one in values
        )
    for variant in variants:
        parse_flags(variant.flags)
    return variants


def run_comparison(
    text: str, flags: RequestFlags, out: Path, data_dir: Path, console: Console, *, as_json: bool
) -> None:
    """Make the programs, write each into a folder of its own, and print them side by side.

    Raises:
        CommandError: a job did not end well, or the results cannot be written.
        BodyError: a flag is not allowed.
        SettingsError: a setting is wrong.
    """
    variants = read_variants(text, flags)
    for variant in variants:
        check_writable(out / _folder(variant))
    sides: list[Side] = []
    with Display(console) as display:
        # seeds share a service and are made at the same time; a service has one chain of models, so models take turns
        is_shared = all(one.settings == variants[0].settings for one in variants)
        groups = [variants] if is_shared else [(one,) for one in variants]
        for group in groups:
            with Stack(group[0].settings, data_dir=data_dir, port=0, on_stage=display.stage) as stack:
                sides += _made(stack.url, group, display)
        files: list[Path] = []
        for variant, side in zip(variants, sides, strict=True):
            files += write_files(out / _folder(variant), file_texts(side.program, side.scorecard))
        display.stage("comparing")
    _report(text, sides, files, as_json=as_json)
    console.print(f"Took {display.elapsed_s:.1f} s in all.")


def _folder(variant: Variant) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", variant.label).strip("-.")


def _made(url: str, variants: tuple[Variant, ...], display: Display) -> Iterator[Side]:
    with _client(url) as client:
        job_ids: list[str] = []
        try:
            # all are asked for before the first one is waited for
            job_ids.extend(client.generate(encoded(body_of(one.flags)), display.stage) for one in variants)
            for variant, job_id in zip(variants, job_ids, strict=True):
                job: dict[str, Any] = {}
                for job in client.follow(job_id):
                    progress: dict[str, Any] = job.get("progress") or {}
                    message = progress.get("message") or job["status"]
                    display.stage(f"{variant.label}: {message}")
                program = Program.model_validate(client.program(program_id_of(job)))
                yield Side(
                    label=variant.label, job=job, program=program, scorecard=scored(program, parse_flags(variant.flags))
                )
        except KeyboardInterrupt:
            display.stage("cancelling the jobs")
            for job_id in job_ids:
                client.cancel(job_id)
            raise CommandError("stopped; programs that were finished are kept.", INTERRUPTED) from None


@contextmanager
def _client(url: str) -> Generator[ApiClient]:
    client = ApiClient(url)
    try:
        yield client
    finally:
        client.close()


def _report(text: str, sides: list[Side], files: list[Path], *, as_json: bool) -> None:
    catalog = load_catalog()
    rows = rows_of(sides, catalog)
    if not as_json:
        console = Console(highlight=False)
        show_comparison(console, sides, rows)
        ids = [side.job["result"]["programId"] for side in sides]
        lines = [f"All are stored. Why they differ: fitcsv-ai programs diff {ids[0]} {other}" for other in ids[1:]]
        console.print(
            "\n".join([*lines, f"Files: {', '.join(str(path) for path in files)}"]), soft_wrap=True, markup=False
        )
        return
    first = sides[0].program
    document = {
        "compare": text,
        "sides": [
            {
                "label": side.label,
                "job": side.job,
                "program": side.program.to_json(),
                "score": side.scorecard.model_dump(mode="json"),
            }
            for side in sides
        ],
        "rows": [
            {"group": row.group, "name": row.name, "values": list(row.values), "signs": list(row.signs)} for row in rows
        ],
        "differences": [
            difference(first, side.program, catalog).model_dump(mode="json", by_alias=True) for side in sides[1:]
        ],
    }
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
