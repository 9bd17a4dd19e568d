"""Keys and passwords in tracked files, found by detect-secrets; what is none is listed, each with the reason.

Offline: nothing is sent anywhere to see whether a key works.
"""

import contextlib
import hashlib
import json
import multiprocessing
import os
import subprocess
from importlib.metadata import version
from pathlib import Path

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings, get_settings
from errors import NoRepository

# detect-secrets asks the providers whether a key is live; we do not
_VERIFIES = "detect_secrets.filters.common.is_ignored_due_to_verification_policies"

# only SHA-256 sums of public files, by the hundred; `lock.read` proves that every line is one
_LOCKS = frozenset({"requirements.lock", "requirements-dev.lock", "requirements-eval.lock"})

_WORTH_A_PROCESS = 50
"""Files: starting a process costs as much as scanning so many."""

_LOOKED_BY = (version("detect-secrets") + Path(__file__).read_text(encoding="utf-8")).encode()

Seen = list[tuple[str, int, str]]
"""(digest, line, kind) of what one file holds that looks like a secret."""


def scan(root: Path, reviewed_path: Path, memory: Path) -> tuple[list[str], str]:
    """Findings and a summary.

    Args:
        root: folder of the repository.
        reviewed_path: for each file what has been looked at and is no secret: its digest, or a kind of which the file
            holds many harmless ones, and the reason.
        memory: where the answers for unchanged files are kept.

    Raises:
        NoRepository: git does not know `root`.
    """
    files = [path for path in tracked(root) if path not in _LOCKS and root / path != reviewed_path]
    seen = _scan_changed(root, files, memory)
    reviewed: dict[str, dict[str, str]] = (
        json.loads(reviewed_path.read_text(encoding="utf-8")) if reviewed_path.is_file() else {}
    )
    findings = [
        f"{path}:{line}: {kind}; move it out of the repository and revoke it, or, when it is none, list it in "
        f'{reviewed_path.name} under "{path}": "{digest}": "why it is none"'
        for path, secrets in sorted(seen.items())
        for digest, line, kind in secrets
        if not any(reviewed.get(path, {}).get(key, "").strip() for key in (digest, kind))
    ]
    # a reason for what is gone would cover for it when it comes back
    findings += [
        f"{reviewed_path.name}: nothing in {path} is {key!r} any more; delete the line"
        for path, reasons in sorted(reviewed.items())
        for key in sorted(reasons)
        if not any(key in (digest, kind) for digest, _, kind in seen.get(path, []))
    ]
    return findings, f"{len(files)} files, {sum(map(len, reviewed.values()))} reviewed"


def tracked(root: Path) -> list[str]:
    """Files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        raise NoRepository(f"{str(root)!r} is no git repository: {listed.stderr.decode().strip()}")
    return sorted(name for name in listed.stdout.decode().split("\0") if name and (root / name).is_file())


def _scan_changed(root: Path, files: list[str], memory: Path) -> dict[str, Seen]:
    """What each file holds; a file that has not changed since it was looked at is not looked at again."""
    remembered: dict[str, Seen] = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else {}
    names = {path: _fingerprint(root / path, path) for path in files}
    changed = [path for path in files if names[path] not in remembered]
    workers = min(os.cpu_count() or 1, len(changed) // _WORTH_A_PROCESS + 1)
    if workers == 1:
        found = _scan_some((str(root), changed))
    else:
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            # every n-th file: the long ones lie side by side
            parts = pool.map(_scan_some, [(str(root), changed[number::workers]) for number in range(workers)])
        found = {path: seen for part in parts for path, seen in part.items()}
    every = {path: found[path] if path in found else remembered[names[path]] for path in files}
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps({names[path]: seen for path, seen in every.items()}), encoding="utf-8")
    return every


def _fingerprint(file: Path, path: str) -> str:
    """Of the file, its name, which some detectors look at, and of those who look."""
    return hashlib.sha256(_LOOKED_BY + path.encode() + b"\0" + file.read_bytes()).hexdigest()


def _scan_some(work: tuple[str, list[str]]) -> dict[str, Seen]:
    root, files = work
    found: dict[str, Seen] = {}
    with contextlib.chdir(root), default_settings():
        get_settings().disable_filters(_VERIFIES)
        for path in files:
            seen = {(_digest(path, secret), secret.line_number, secret.type) for secret in scan_file(path)}
            found[path] = sorted(seen, key=lambda one: one[1:])
    return found


def _digest(path: str, secret: PotentialSecret) -> str:
    """Names a secret without giving it away: a bare hash of a short word could be guessed."""
    return hashlib.sha256(f"{path}\0{secret.type}\0{secret.secret_value}".encode()).hexdigest()[:16]
