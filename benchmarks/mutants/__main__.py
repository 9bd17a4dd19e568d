"""`python -m benchmarks.mutants [PART OF A NAME]`: break the protocol, one rule at a time, and see that a test notices.

Each mutant gets a copy of the checkout; results of all go to `out/mutants.json`. The exit code is 1 when one survives, or when
its test fails on the copy that nobody changed.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.mutants.mutant import MUTANTS, Mutant

OUT = Path("out/mutants.json")
_COPIED = ("strength", "storage", "tools", "agents", "service", "evals", "benchmarks", "tests")
_AT_ONCE = 2
_TEST_FAILED = 1
"""pytest's exit code when a test ran and failed; a test that is not there, or cannot be imported, is no proof."""


def copied(folder: Path) -> None:
    """Put what the tests need into a folder."""
    for name in _COPIED:
        shutil.copytree(name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".adk"))
    shutil.copy("pyproject.toml", folder)


def pytest_of(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests of a copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def is_killed(mutant: Mutant) -> bool:
    """Whether its test fails on a copy with the mistake in it."""
    with tempfile.TemporaryDirectory(prefix="fitcsv-mutant-") as name:
        folder = Path(name)
        copied(folder)
        path = folder / mutant.path
        source = path.read_text(encoding="utf-8")
        if source.count(mutant.old) != 1:
            raise ValueError(
                f"{mutant.name!r}: its place is {source.count(mutant.old)} times in {mutant.path}, not once"
            )
        path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
        return pytest_of(folder, mutant.killer).returncode == _TEST_FAILED


def main() -> int:
    """Try every mutant."""
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [mutant for mutant in MUTANTS if only in mutant.name]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fitcsv-sound-") as name:
        copied(Path(name))
        sound = pytest_of(Path(name), *dict.fromkeys(mutant.killer for mutant in chosen))
    if sound.returncode != 0:
        print(sound.stdout[-2_000:])
        print("the tests fail without any mutant; mend that first")
        return 1

    results: list[dict[str, object]] = []

    def attempt(mutant: Mutant) -> None:
        killed = is_killed(mutant)
        print(f"{'killed  ' if killed else 'SURVIVED'} {mutant.name}  <-  {mutant.killer}", flush=True)
        results.append({"mutant": mutant.name, "killed": killed, "by": mutant.killer})

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(attempt, chosen))
    survivors = [result["mutant"] for result in results if not result["killed"]]
    summary = {
        "mutants": len(results),
        "killed": len(results) - len(survivors),
        "survivors": survivors,
        "seconds": round(time.monotonic() - begun, 1),
    }
    if not only:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(json.dumps({"summary": summary, "mutants": results}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(summary))
    return 1 if survivors or not results else 0


if __name__ == "__main__":
    sys.exit(main())
