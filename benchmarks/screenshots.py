"""Screenshots of every page, light and dark, on a phone and on a desk: `python -m benchmarks.screenshots`.

Starts a service of its own, makes a few programs, writes `out/screenshots/*.png`. `--url` photographs a service that
already runs, `--wide-font` takes DejaVu Sans in place of the system's font, `--grey` takes the colours away.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
THEMES = ("light", "dark")
OUT = Path("out/screenshots")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

_LIFTER: dict[str, Any] = {"experience": "intermediate", "equipment": ["full_gym"], "units": "kg"}
_MAXIMA = {"squat": 140, "bench": 100, "deadlift": 180}
REQUESTS: dict[str, dict[str, Any]] = {
    "powerlifting": {**_LIFTER, "goal": "powerlifting", "frequency": 4, "oneRepMaxes": _MAXIMA},
    "size": {**_LIFTER, "goal": "hypertrophy", "frequency": 6, "weeks": 16, "sessionMinutes": 45, "oneRepMaxes": _MAXIMA},
    "bodyweight": {
        "goal": "strength", "experience": "beginner", "frequency": 3, "weeks": 6, "sessionMinutes": 40,
        "equipment": ["trampoline"], "limitations": [{"area": "knee", "severity": "caution"}],
    },
}  # fmt: skip


def browser_path() -> str | None:
    """The machine's own Chromium, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _json(url: str, body: object | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def made(url: str) -> dict[str, dict[str, Any]]:
    """One finished job for each request, by its name."""
    ids = {
        name: _json(f"{url}/api/ai/generate-program", {"weeks": 12, **body})["jobId"] for name, body in REQUESTS.items()
    }
    found: dict[str, dict[str, Any]] = {}
    for name, job_id in ids.items():
        while (job := _json(f"{url}/api/ai/jobs/{job_id}"))["status"] in ("queued", "processing"):
            time.sleep(0.2)
        found[name] = job
    return found


def pages_of(jobs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Every page by the name of its picture."""
    found = {"form": "/", "jobs": "/jobs", "missing": "/jobs/nothing"}
    for name, job in jobs.items():
        found[f"job-{name}"] = f"/jobs/{job['id']}"
        if job["result"]:
            found[f"program-{name}"] = f"/programs/{job['result']['programId']}"
    return found


@contextmanager
def _service() -> Generator[str]:
    from service import telemetry
    from service.cli.stack import Stack
    from service.settings import Settings

    telemetry.configure(level="CRITICAL", as_json=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(Settings(max_open_jobs=20), data_dir=Path(folder), port=0) as stack,
    ):
        yield stack.url


def photograph(url: str, out: Path, *, wide_font: bool = False, grey: bool = False) -> list[Path]:
    """Take every picture of a running service; returns the files."""
    from playwright.sync_api import sync_playwright

    path = browser_path()
    if path is None:
        raise SystemExit("no browser: install Chromium, for instance with `apt-get install chromium`")
    out.mkdir(parents=True, exist_ok=True)
    pages = pages_of(made(url))
    taken: list[Path] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGS))
        for size, (width, height) in SIZES.items():
            for theme in THEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light",
                    bypass_csp=wide_font or grey, locale="en-GB",
                )  # fmt: skip
                page = context.new_page()
                for name, address in pages.items():
                    page.goto(f"{url}{address}")
                    if wide_font:
                        page.add_style_tag(content="*{font-family:'DejaVu Sans'!important}")
                    if grey:
                        page.add_style_tag(content="html{filter:grayscale(1)}")
                    for part, is_full in (("", True), ("-first", False)):
                        taken.append(out / f"{name}-{size}-{theme}{part}.png")
                        page.screenshot(path=taken[-1], full_page=is_full)
                if theme == "light" and size == "desk":
                    for name in ("powerlifting", "size"):
                        page.goto(f"{url}{pages[f'program-{name}']}?week=all")
                        page.pdf(path=out / f"program-{name}.pdf", prefer_css_page_size=True)
                context.close()
        browser.close()
    return taken


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description="Pictures of every page.")
    parser.add_argument("--url", help="of a service that runs already")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--wide-font", action="store_true")
    parser.add_argument("--grey", action="store_true")
    given = parser.parse_args()
    if given.url:
        taken = photograph(given.url, given.out, wide_font=given.wide_font, grey=given.grey)
    else:
        with _service() as url:
            taken = photograph(url, given.out, wide_font=given.wide_font, grey=given.grey)
    sys.stdout.write(f"{len(taken)} pictures in {given.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
