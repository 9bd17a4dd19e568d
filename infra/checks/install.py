"""Fetches what the checks with downloads need. Done once; does nothing when all is there.

The provider's typings come from npm into `.data/infra`, tools from PyPI into `.venv-infra`, by hash.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TYPINGS = "@cdktf/provider-google@16.12.1"
LOCK = ROOT / "infra" / "checks" / "requirements.lock"
VENV = ROOT / ".venv-infra"


def main() -> int:
    """Fetch; 1 when something could not be fetched."""
    problems = [problem for problem in (_typings(), _tools()) if problem]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _typings() -> str | None:
    folder = ROOT / ".data" / "infra" / "npm"
    stamp = folder / ".installed"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == TYPINGS:
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed, so the provider's schema cannot be fetched"
    folder.mkdir(parents=True, exist_ok=True)
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--omit=peer", "--loglevel=error"]
    done = subprocess.run([npm, "install", *flags, "--prefix", str(folder), TYPINGS], check=False)
    if done.returncode:
        return f"npm could not fetch {TYPINGS}"
    stamp.write_text(TYPINGS, encoding="utf-8")
    return None


def _tools() -> str | None:
    stamp = VENV / ".installed"
    wanted = LOCK.read_text(encoding="utf-8")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    python = VENV / "bin" / "python"
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    (VENV / ".gitignore").write_text("*\n", encoding="utf-8")
    command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*command, "-r", str(LOCK)], check=False)
    if done.returncode:
        return "pip could not install infra/checks/requirements.lock"
    stamp.write_text(wanted, encoding="utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main())
