"""Screenshots of every page, light and dark, on a phone and on a desk: `python -m benchmarks.screenshots`.

Starts a service of its own, makes a few programs, writes `out/screenshots/*.png`. `--url` photographs a service that
already runs, `--wide-font` takes DejaVu Sans in place of the system's font, `--grey` takes the colours away. `--measure`
takes no pictures: it prints each page's weight, first byte, last chart and layout shift, who was asked for what, and the
policy, and fails when another origin was asked or the policy allows anything unsafe.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
THEMES = ("light", "dark")
OUT = Path("out/screenshots")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

_LIFTER: dict[str, Any] = {"experience": "intermediate", "equipment": ["full_gym"], "units": "kg"}
WISH = "make it three days"
REFUSED = "please make me a sandwich"
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
_RUNS = 10
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
    found = {name: _ended(url, job_id) for name, job_id in ids.items()}
    program_id = found["powerlifting"]["result"]["programId"]
    wish = _json(f"{url}/api/programs/{program_id}/revise", {"sentence": WISH})["jobId"]
    return {**found, "revised": _ended(url, wish)}


def _ended(url: str, job_id: str) -> dict[str, Any]:
    while (job := _json(f"{url}/api/ai/jobs/{job_id}"))["status"] in ("queued", "processing"):
        time.sleep(0.2)
    return job


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
                taken += _form_states(page, f"{url}{pages['program-powerlifting']}", out, f"{size}-{theme}")
                if theme == "light" and size == "desk":
                    for name in ("powerlifting", "size"):
                        page.goto(f"{url}{pages[f'program-{name}']}?week=all")
                        page.pdf(path=out / f"program-{name}.pdf", prefer_css_page_size=True)
                context.close()
        browser.close()
    return taken


def _held(route: Any) -> None:
    """Let a form wait for its answer for ever."""
    if route.request.method != "POST":
        route.continue_()


# Any: a page of a browser whose package is there only where pictures are taken
def _form_states(page: Any, address: str, out: Path, suffix: str) -> list[Path]:
    """The form that changes a program: filled in by an example, under way, refused."""
    taken: list[Path] = []

    def take(state: str) -> None:
        page.locator("#change").scroll_into_view_if_needed()
        taken.append(out / f"change-{state}-{suffix}.png")
        page.screenshot(path=taken[-1])

    page.goto(f"{address}#change")
    page.locator("[name=example]").first.click()
    take("filled")
    page.route(address, _held)
    page.locator("#change-send").click()
    take("pending")
    page.unroute(address)
    # away, so that what was held back is given up
    page.goto("about:blank")
    page.goto(f"{address}#change")
    page.locator("#f-sentence").fill(REFUSED)
    page.locator("#change-send").click()
    page.locator("#f-sentence[aria-invalid]").wait_for()
    take("refused")
    return taken


def measure(url: str) -> list[str]:
    """Print what each page weighs and how soon it is there; returns what may not be."""
    import gzip

    from playwright.sync_api import sync_playwright

    asked: set[str] = set()
    faults: list[str] = []
    lines = [f"{'page':24}{'raw KB':>8}{'gzip KB':>9}{'first byte ms':>15}{'last chart s':>14}{'shift':>8}"]
    pages = pages_of(made(url))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(BROWSER_ARGS))
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        # Any: the package does not say what its messages hold
        slow: Any = context.new_cdp_session(page)
        for name, path in pages.items():
            first_s, body, policy = _fetched(f"{url}{path}")
            faults += (
                [f"{path}: {policy or 'no policy'}"] if "unsafe" in policy or "default-src 'none'" not in policy else []
            )
            slow.send("Network.emulateNetworkConditions", SLOW_4G)
            page.goto(f"{url}{path}", wait_until="domcontentloaded")
            told = page.evaluate(_TIMES)
            last = f"{told['ready'] / 1000:.2f}" if told["charts"] else "–"
            lines.append(
                f"{name:24}{len(body) / 1000:8.1f}{len(gzip.compress(body, 6)) / 1000:9.1f}{first_s * 1000:15.1f}{last:>14}{told['shift']:8.3f}"
            )
        browser.close()
    faults += [f"asked {one}" for one in sorted(asked) if not one.startswith(f"{url}/")]
    lines.append(f"{len(asked)} addresses asked, all of {url}" if not faults else "\n".join(faults))
    sys.stdout.write("\n".join(lines) + "\n")
    return faults


# the charts are in the first HTML: the last one is there when that is read
_TIMES = """new Promise(done => {
  const seen = performance.getEntriesByType("navigation")[0], told = {
    charts: document.querySelectorAll("#charts svg").length, ready: seen.domInteractive, shift: 0 };
  new PerformanceObserver(list => list.getEntries().forEach(one => { told.shift += one.value }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(told)));
})"""


def _fetched(url: str) -> tuple[float, bytes, str]:
    """The shortest of several waits for the first byte in seconds, the page, and its policy."""
    waits: list[float] = []
    while True:
        begun = time.perf_counter()
        try:
            answer = urllib.request.urlopen(url, timeout=30)
        except urllib.error.HTTPError as refusal:
            # a page that says no is a page
            answer = refusal
        waits.append(time.perf_counter() - begun)
        with answer:
            body, policy = answer.read(), answer.headers.get("Content-Security-Policy", "")
        if len(waits) == _RUNS:
            return min(waits), body, policy


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description="Pictures of every page.")
    parser.add_argument("--url", help="of a service that runs already")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--wide-font", action="store_true")
    parser.add_argument("--grey", action="store_true")
    parser.add_argument("--measure", action="store_true", help="figures in place of pictures")
    given = parser.parse_args()
    with nullcontext(given.url) if given.url else _service() as url:
        if given.measure:
            return 1 if measure(url) else 0
        taken = photograph(url, given.out, wide_font=given.wide_font, grey=given.grey)
    sys.stdout.write(f"{len(taken)} pictures in {given.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
