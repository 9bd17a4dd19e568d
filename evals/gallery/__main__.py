"""`python -m evals.gallery` writes the gallery; with `--check` it only says which pages are out of date."""

import argparse
import sys

from evals.gallery import PEOPLE, PROGRAMS, file_of, page, stale


def main() -> int:
    """Writes or checks; 1 when a check finds a page that is not what the code makes."""
    parser = argparse.ArgumentParser(prog="python -m evals.gallery", description="Twenty programs as text.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    if parser.parse_args().check:
        old = stale()
        sys.stdout.write("".join(f"out of date: {key}\n" for key in old) or f"{len(PEOPLE)} pages are up to date\n")
        return 1 if old else 0
    PROGRAMS.mkdir(exist_ok=True)
    kept = {file_of(person) for person in PEOPLE}
    for path in set(PROGRAMS.glob("*.txt")) - kept:
        path.unlink()
    for person in PEOPLE:
        file_of(person).write_text(page(person), encoding="utf-8")
    sys.stdout.write(f"wrote {len(PEOPLE)} pages\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
