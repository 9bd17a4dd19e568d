"""The environment of the LangGraph peer, made on demand in `.venv-peers`: everything of its lock file, by hash."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCK = Path(__file__).parent / "requirements.lock"
VENV = ROOT / ".venv-peers"
_FETCH_S = 180.0


def peers_python() -> Path | None:
    """The interpreter that has LangGraph, or None when it cannot be fetched here."""
    python, stamp = VENV / "bin" / "python", VENV / ".installed"
    wanted = LOCK.read_text(encoding="utf-8")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    (VENV / ".gitignore").write_text("*\n", encoding="utf-8")
    fetch = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)]
    try:
        done = subprocess.run([str(python), *fetch], check=False, capture_output=True, timeout=_FETCH_S)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    stamp.write_text(wanted, encoding="utf-8")
    return python
