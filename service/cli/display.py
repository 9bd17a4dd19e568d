"""Live progress of one job: a line that moves on a terminal, plain lines where there is none."""

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

_WORDS = {
    "queued": "waiting for the worker",
    "processing": "working",
    "completed": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}


class Display:
    """Shows what is going on; a context manager. Everything goes to one console, stderr by choice of the caller."""

    def __init__(self, console: Console) -> None:
        """Show on this console; nothing is printed before the block is entered."""
        self._console = console
        self._started = time.monotonic()
        self._stage = "starting"
        self._stage_started = self._started
        self._done: list[tuple[str, float]] = []
        self._job: Mapping[str, Any] = {}
        self._spinner = Spinner("line")
        self._live: Live | None = None
        if console.is_terminal:
            self._live = Live(self, console=console, refresh_per_second=8, transient=True)

    def __enter__(self) -> Self:
        """Start to show."""
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave a clean screen."""
        if self._live is not None:
            self._live.stop()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the display was made."""
        return time.monotonic() - self._started

    def stage(self, name: str) -> None:
        """Say what happens now."""
        if name == self._stage:
            return
        now = time.monotonic()
        self._done.append((self._stage, now - self._stage_started))
        self._stage, self._stage_started = name, now
        if self._live is None:
            self._console.print(Text(f"[{self.elapsed_s:5.1f} s] {name}"))

    def job(self, job: Mapping[str, Any]) -> None:
        """Show the job as it stands."""
        self._job = job
        progress: Mapping[str, Any] = job.get("progress") or {}
        status = str(job.get("status", ""))
        self.stage(str(progress.get("message") or progress.get("stage") or _WORDS.get(status, status)))

    def __rich__(self) -> RenderableType:
        """The picture of this moment."""
        lines: list[RenderableType] = [
            Text(f"  + {name}  {seconds:.1f} s", style="dim") for name, seconds in self._done[-6:]
        ]
        progress: Mapping[str, Any] = self._job.get("progress") or {}
        row = Table.grid(padding=(0, 1))
        row.add_row(self._spinner, Text(self._stage, style="bold"), Text(f"{self.elapsed_s:.1f} s"))
        lines.append(row)
        if self._job:
            lines.append(ProgressBar(total=100, completed=float(progress.get("percent") or 0), width=40))
            lines.append(Text(self._figures(), style="dim"))
        return Group(*lines)

    def _figures(self) -> str:
        tokens = self._job.get("inputTokens")
        model = self._job.get("model") or "model not chosen yet"
        return f"  {model}" + ("" if tokens is None else f", {tokens} + {self._job.get('outputTokens') or 0} tokens")
