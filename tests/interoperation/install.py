"""Installs Prisma's client once, in a folder that git ignores, and generates both clients; needs node, npm and a registry.

Tests never do that: `test_prisma.py` runs where this has been done, and pytest's summary says so where it has not.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".data" / "interoperation"
"""Where packages and generated clients are."""

MADE_FROM = ("package.json", "schema.prisma", "design.prisma")
_STAMP = FOLDER / "installed"
_NPM = ("npm", "install", "--no-save", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")
_NODE_MAJOR = 20


def fingerprint() -> str:
    """What the installed packages and clients were made from."""
    return hashlib.sha256(b"\0".join((HERE / name).read_bytes() for name in MADE_FROM)).hexdigest()


def missing() -> str | None:
    """Why the tests with Prisma cannot run, in one sentence; None when they can."""
    if shutil.which("node") is None:
        return f"node {_NODE_MAJOR} or newer is not on the path"
    if not _STAMP.is_file():
        return "its client is not installed: make interoperation"
    if _STAMP.read_text(encoding="utf-8") != fingerprint():
        return "its client was generated from other schemas: make interoperation"
    return None


def install() -> str:
    """Install what is missing.

    Returns:
        One sentence for the terminal.

    Raises:
        subprocess.CalledProcessError: npm or Prisma failed; their own words are on stderr.
    """
    if missing() is None:
        return "Prisma's client is installed."
    FOLDER.mkdir(parents=True, exist_ok=True)
    _STAMP.unlink(missing_ok=True)
    for name in MADE_FROM:
        shutil.copyfile(HERE / name, FOLDER / name)
    subprocess.run([*_NPM, "--silent"], cwd=FOLDER, check=True)
    for schema in MADE_FROM[1:]:
        subprocess.run(
            ["node", "node_modules/prisma/build/index.js", "generate", "--no-hints", "--schema", schema],
            cwd=FOLDER,
            check=True,
            stdout=subprocess.DEVNULL,
            # clients are generated without an engine; naming any program keeps Prisma from fetching one
            env={**os.environ, "PRISMA_SCHEMA_ENGINE_BINARY": sys.executable, "CHECKPOINT_DISABLE": "1"},
        )
    _STAMP.write_text(fingerprint(), encoding="utf-8")
    return "Installed Prisma's client and generated both clients."


def main() -> int:
    """Install; 0 when the tests can run, 1 when they cannot."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print(f"Prisma's client needs node {_NODE_MAJOR} or newer and npm on the path.", file=sys.stderr)  # noqa: T201
        return 1
    try:
        print(install())  # noqa: T201
    except subprocess.CalledProcessError as error:
        print(f"Prisma's client could not be installed: {error.cmd[0]} ended with {error.returncode}.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
