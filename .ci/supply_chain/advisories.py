"""Known vulnerabilities of what is locked, asked of an advisory service by pip-audit. The one check that needs a network."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from errors import AdvisoriesUnreachable
from lock import read


def audit(lock_path: Path, osv_url: str | None) -> tuple[list[str], str]:
    """Findings and a summary.

    Args:
        lock_path: what to ask about.
        osv_url: address of the service; None is OSV's own.

    Raises:
        LockError: the lock file is missing or pins nothing.
        AdvisoriesUnreachable: no answer.
    """
    locked = read(lock_path)
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        done = subprocess.run(
            [
                sys.executable, "-m", "pip_audit", "--requirement", str(lock_path), "--require-hashes", "--disable-pip",
                "--vulnerability-service", "osv", *(["--osv-url", osv_url] if osv_url else []), "--desc", "off",
                "--progress-spinner", "off", "--format", "json", "--output", str(answer), "--cache-dir", folder,
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        # it ends with 1 for a vulnerability and for a service out of reach; only the former writes an answer
        if not answer.is_file():
            words = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise AdvisoriesUnreachable(
                f"The advisory service cannot be reached, so nothing is known about {len(locked)} packages: {words[:200]}"
            )
        answers = json.loads(answer.read_text(encoding="utf-8"))["dependencies"]
    findings = [
        f"{one['name']} {one['version']}: {bug['id']}, repaired in {', '.join(bug['fix_versions']) or 'no version yet'}"
        for one in answers
        for bug in one.get("vulns", [])
    ]
    findings += [f"{one['name']}: not audited: {one['skip_reason']}" for one in answers if "skip_reason" in one]
    return findings, f"{len(answers)} packages"
