"""Licences of the packages that the image installs, against a list of those allowed."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from errors import NoLicences
from lock import read
from packaging.utils import canonicalize_name

UNKNOWN = "UNKNOWN"


def check(lock_path: Path, policy_path: Path) -> tuple[list[str], str]:
    """Findings and a summary.

    Raises:
        LockError: the lock file is missing or pins nothing.
    """
    policy = tomllib.loads(policy_path.read_text(encoding="utf-8"))
    allowed: set[str] = set(policy["allowed"])
    exceptions: dict[str, dict[str, str]] = policy.get("exceptions", {})
    known = installed()
    locked = [one for one in read(lock_path) if one.is_installed_here]
    findings: list[str] = []
    needed: set[str] = set()
    for one in locked:
        licence = known.get(one.name)
        if licence is None:
            findings.append(f"{one.name} {one.version}: not installed, so its licence is not known: make setup")
        elif one.name in exceptions:
            needed.add(one.name)
            if licence != exceptions[one.name]["licence"] or not exceptions[one.name]["reason"].strip():
                findings.append(f"{one.name} {one.version}: {licence!r} is not what its exception was made for")
        elif not is_allowed(licence, allowed):
            findings.append(f"{one.name} {one.version}: {licence!r} is not allowed; see {policy_path.name}")
    findings += [
        f"{policy_path.name}: the exception of {name} is not needed; delete it"
        for name in sorted({*exceptions} - needed)
    ]
    return findings, f"{len(locked)} packages, {len(exceptions)} exceptions"


def is_allowed(licence: str, allowed: set[str]) -> bool:
    """Whether every part of the expression is allowed; of parts with OR, one."""
    # several classifiers, joined by a semicolon, do not say whether they are a choice
    parts = re.split(r" AND |; ?", licence.replace("(", "").replace(")", ""))
    without = {one.replace("(", "").replace(")", "") for one in allowed}
    return all(any(choice.strip() in without for choice in part.split(" OR ")) for part in parts)


def installed() -> dict[str, str]:
    """Licence of every package that this interpreter finds, by normal name."""
    listed = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        raise NoLicences(f"pip-licenses failed: {listed.stderr.strip().splitlines()[-1:]}")
    # the whole text where a package gives nothing shorter; its first line is the name
    return {
        canonicalize_name(one["Name"]): (one["License"].strip().splitlines() or [UNKNOWN])[0]
        for one in json.loads(listed.stdout)
    }
