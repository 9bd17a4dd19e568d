"""Real browsers on real services. Without a Chromium on this machine nothing of this folder is collected."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.screenshots import BROWSER_ARGS, browser_path
from service import telemetry
from service.cli.stack import Stack
from service.settings import Role, Secret, Settings, Tasks
from storage.engine import DatabaseSettings, build_engine
from storage.jobs import Claimed, JobStore

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BROWSER = browser_path()
collect_ignore_glob = [] if BROWSER else ["test_*.py"]

PHONE, DESK = (390, 844), (1280, 900)


@pytest.fixture(autouse=True, scope="module")
def _quiet_logs() -> None:
    telemetry.configure(level="CRITICAL", as_json=True)


@dataclass
class Site:
    """A running service, and its jobs as a worker sees them."""

    url: str
    jobs: JobStore
    restart: Callable[[], None]

    def begin(self, job_id: str, stage: str, percent: int) -> int:
        """Claim a job as a worker would, and say how far it is; returns the fence."""
        claimed = self.jobs.claim(job_id)
        assert isinstance(claimed, Claimed)
        fence = claimed.job.fence
        self.tell(job_id, fence, stage, percent)
        return fence

    def tell(self, job_id: str, fence: int, stage: str, percent: int) -> bool:
        """Say how far a job is; returns whether it shall be cancelled."""
        return self.jobs.set_progress(job_id, fence, {"stage": stage, "percent": percent, "message": stage})


class _Server:
    """One service that can be stopped and started again at the same address."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._stack: Stack | None = None
        self._port = 0
        self.start()

    def start(self) -> None:
        self._stack = Stack(self._settings, data_dir=self._folder, port=self._port).__enter__()
        self._port = int(self.url.rpartition(":")[2])

    @property
    def url(self) -> str:
        assert self._stack is not None
        return self._stack.url

    def stop(self) -> None:
        if self._stack is not None:
            self._stack.stop()
            self._stack = None


def _site(stack: ExitStack, url: str, folder: Path, **settings: Any) -> Site:
    server = _Server(Settings(database_url=Secret(value=url), max_open_jobs=100, **settings), folder)
    stack.callback(server.stop)
    engine = build_engine(DatabaseSettings(url=url))
    stack.callback(engine.dispose)

    def restart() -> None:
        server.stop()
        server.start()

    return Site(url=server.url, jobs=JobStore(engine), restart=restart)


NewDatabase = Callable[[str | None], str]


@pytest.fixture(scope="module")
def site(new_database: NewDatabase, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """API, pages, queue and worker."""
    with ExitStack() as stack:
        yield _site(stack, new_database(template), tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def slow_site(new_database: NewDatabase, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """API and pages whose queue is out of reach: jobs move when the test moves them."""
    nowhere = Tasks(emulator_host="127.0.0.1:1", worker_url="http://127.0.0.1:2")
    with ExitStack() as stack:
        yield _site(stack, new_database(template), tmp_path_factory.mktemp("site"), role=Role.API, tasks=nowhere)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for the tests of a file."""
    from playwright.sync_api import sync_playwright

    assert BROWSER is not None
    assert shutil.which(BROWSER)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=BROWSER, args=list(BROWSER_ARGS))
        yield running
        running.close()


@dataclass
class Watchful:
    """Opens windows and listens to all of them: what they load, and what their consoles say."""

    browser: "Browser"
    contexts: list["BrowserContext"] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def window(self, size: tuple[int, int] = DESK, *, theme: str = "light", **settings: Any) -> "Page":
        """A window of its own, as a new visitor's."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            locale="en-GB",
            **settings,
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return self.tab(context)

    def tab(self, context: "BrowserContext") -> "Page":
        """Another tab of a window."""
        page = context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page


@pytest.fixture
def watchful(browser: "Browser") -> Iterator[Watchful]:
    """Windows; at the end none may have asked another machine for anything, or been told of a broken policy."""
    windows = Watchful(browser)
    yield windows
    for context in windows.contexts:
        context.close()
    assert [url for url in windows.requests if not url.startswith("http://127.0.0.1:")] == []
    # a connection that a test itself cut may be complained of
    assert [one for one in windows.complaints if "Failed to load resource" not in one and "ERR_" not in one] == []
