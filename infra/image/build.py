"""Builds the image: `python infra/image/build.py [--tag fitcsv-ai] [--base IMAGE]`. Exit code 2: it cannot be done here."""

import argparse
import subprocess
import sys
import time

from engine import NoEngine, find_engine

TAG = "fitcsv-ai"


def main() -> int:
    """Build and say how long it took and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--tag", default=TAG, help="name of the image")
    parser.add_argument("--base", default=None, help="another base than the one that the Dockerfile names")
    given = parser.parse_args()
    started = time.monotonic()
    try:
        engine = find_engine()
        engine.build(given.tag, given.base)
    except NoEngine as error:
        print(error, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as error:
        print(f"The image was not built: {error.cmd[0]} ended with {error.returncode}.", file=sys.stderr)
        return 1
    print(f"{given.tag}: built in {time.monotonic() - started:.0f} s, {engine.size_mb(given.tag):.0f} MB unpacked")
    return 0


if __name__ == "__main__":
    sys.exit(main())
