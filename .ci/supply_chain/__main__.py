"""What we ship and what it is made of: `python .ci/supply_chain secrets | licences | sbom | audit`.

Exit code 0: nothing found. 1: findings, one line each. 2: the question could not be answered (the advisory service cannot
be reached, git or a lock file is missing); one sentence on stderr.
"""

import argparse
import sys
from pathlib import Path

from errors import Unanswered

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run one check."""
    parser = argparse.ArgumentParser(prog="supply_chain", description=__doc__, allow_abbrev=False)
    checks = parser.add_subparsers(dest="check", required=True)
    secrets = checks.add_parser("secrets", help="keys and passwords in files that git tracks; offline")
    secrets.add_argument("--root", type=Path, default=ROOT, help="folder of the repository")
    secrets.add_argument("--reviewed", type=Path, default=HERE / "reviewed_secrets.json")
    secrets.add_argument("--memory", type=Path, default=ROOT / ".data" / "secrets-seen.json")
    licence = checks.add_parser("licences", help="licences of what the image installs; offline")
    licence.add_argument("--policy", type=Path, default=HERE / "licences.toml")
    bill = checks.add_parser("sbom", help="CycloneDX 1.6 from the lock file; offline")
    bill.add_argument("--out", type=Path, default=ROOT / "out" / "sbom.json")
    audit = checks.add_parser("audit", help="known vulnerabilities of what is locked; needs the network")
    audit.add_argument("--osv-url", default=None, help="address of another advisory service that speaks OSV")
    for with_lock in (licence, bill, audit):
        with_lock.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    given = parser.parse_args()
    try:
        findings, summary = _run(given)
    except Unanswered as error:
        print(error, file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    print(f"{given.check}: {summary}, {len(findings)} finding(s)")
    return 1 if findings else 0


def _run(given: argparse.Namespace) -> tuple[list[str], str]:
    """Findings and a summary. Each check's libraries take a second to import, so it imports its own alone."""
    match given.check:
        case "secrets":
            import secret_scan

            return secret_scan.scan(given.root, given.reviewed, given.memory)
        case "licences":
            import licences

            return licences.check(given.lock, given.policy)
        case "sbom":
            import bill_of_materials

            return bill_of_materials.write(given.lock, ROOT / "pyproject.toml", given.out)
        case _:
            import advisories

            return advisories.audit(given.lock, given.osv_url)


if __name__ == "__main__":
    sys.exit(main())
