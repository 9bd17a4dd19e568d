"""Proves that the checks that need downloads find mistakes: each is put into a copy of the tree, one at a time.

The offline checks are proved by `tests/infra/test_checks.py`; these tools are not there at test time. Exit code 1 when a
mistake goes unnoticed, 0 with a sentence when the tools are not installed.
"""

import importlib
import shutil
import sys
import tempfile
from pathlib import Path

from finding import NotHere, Tree

ROOT = Path(__file__).resolve().parents[2]
MISTAKES = (
    # check, file, what stands there, what a tired person makes of it, what the check says
    ("schema", "infra/queues.tf", "max_concurrent_dispatches", "max_concurrent_dispatch", "max_concurrent_dispatch"),
    ("schema", "infra/scheduler.tf", "http_target {", "http_targets {", "http_targets"),
    ("policies", "infra/database.tf", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED", "ALLOW_UNENCRYPTED_AND_ENCRYPTED", "SSL"),
    ("documents", "cloudbuild.yaml", "steps:", "stepz:", "'steps' is a required property"),
    ("documents", "infra/release/smoke.sh", '--retry-connrefused "$url$1"', "--retry-connrefused $url$1", "SC2086"),
    ("documents", "Dockerfile", "FROM ${BASE} AS build", "FROM debian:latest AS build", "DL3007"),
    ("documents", "infra/monitoring/dashboard.json", '"columns": 48', '"columns": 12', "stands outside of the columns"),
)  # fmt: skip


def main() -> int:
    """Make each mistake in a copy and see that it is found."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="fitcsv-infra-") as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "infra", copy / "infra", ignore=shutil.ignore_patterns(".terraform", "__pycache__"))
        for name in ("cloudbuild.yaml", "Dockerfile"):
            shutil.copy(ROOT / name, copy)
        tree = Tree(root=copy, cache=ROOT / ".data" / "infra")
        for check, file, right, wrong, message in MISTAKES:
            path = copy / file
            text = path.read_text(encoding="utf-8")
            if right not in text:
                print(f"{check}: {file} has no {right!r} any more: the mistake has no place")
                missed += 1
                continue
            path.write_text(text.replace(right, wrong), encoding="utf-8")
            try:
                found = importlib.import_module(check).check(tree)
            except NotHere as missing:
                print(f"{check}: NOT PROVED: {missing}")
                continue
            finally:
                path.write_text(text, encoding="utf-8")
            said = next((one for one in found if message in one), None)
            print(f"{check}: {right!r} -> {wrong!r} in {file}: {said or f'NOT FOUND among {found}'}")
            missed += said is None
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
