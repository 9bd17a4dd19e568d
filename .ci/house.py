"""House rules that no linter knows: short files, no loose ends, no addresses of package registries, no machine paths."""

import re
import subprocess
import sys
from pathlib import Path

MAX_LINES = 350
LOOSE_ENDS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
ADDRESSES = re.compile(r"^--(extra-)?index-url|https?://[^ \"]+\.(whl|tar\.gz|tgz)|\"resolved\": *\"http")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|root|home)/\w+")
BANNED_FILES = ("uv.lock", "pylock.toml", "package-lock.json")


def tracked() -> list[Path]:
    """Files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True, check=True
    )
    return [Path(line) for line in listed.stdout.splitlines() if Path(line).is_file()]


def findings(path: Path) -> list[str]:
    """What is wrong with one file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    found: list[str] = []
    if path.name in BANNED_FILES:
        found.append(f"{path}: records download addresses; compile the lock without them")
    if path.suffix == ".py" and text.count("\n") > MAX_LINES:
        found.append(f"{path}: {text.count(chr(10))} lines, more than {MAX_LINES}; split it by noun")
    for number, line in enumerate(text.splitlines(), start=1):
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".sh"} and LOOSE_ENDS.search(line):
            found.append(f"{path}:{number}: a loose end: {line.strip()}")
        if ADDRESSES.search(line):
            found.append(f"{path}:{number}: an address of a package: {line.strip()[:80]}")
        if (
            path.suffix in {".py", ".md", ".toml", ".sh"}
            and path != Path(".ci/house.py")
            and MACHINE_PATHS.search(line)
        ):
            found.append(f"{path}:{number}: a path of one machine: {line.strip()[:80]}")
    return found


def main() -> int:
    """Print every finding; 1 when there is one."""
    every = [finding for path in tracked() for finding in findings(path)]
    for finding in every:
        print(finding)
    print(f"house rules: {len(every)} finding(s)")
    return 1 if every else 0


if __name__ == "__main__":
    sys.exit(main())
