"""`serve`: the service until somebody stops it."""

import dataclasses
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import structlog

from service import telemetry
from service.cli.stack import Stack
from service.settings import read_settings

logger = structlog.get_logger(__name__)


def serve(*, port: str | None, role: str | None, host: str | None, data_dir: Path) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        SettingsError: a setting or flag is wrong.
        CommandError: the port is taken, or the server ended by itself.
    """
    flags = {"PORT": port, "SERVICE_ROLE": role, "HOST": host}
    settings = read_settings(overrides={name: value for name, value in flags.items() if value is not None})
    telemetry.configure(level=settings.log_level, as_json=not sys.stderr.isatty(), trace_project=settings.tasks.project)
    stop = threading.Event()

    def on_signal(number: int, _: FrameType | None) -> None:
        logger.info("stopping", signal=signal.Signals(number).name)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    stack = Stack(dataclasses.replace(settings), data_dir=data_dir, port=settings.port)
    with stack:
        sys.stderr.write(f"FitCSV AI service ({settings.role.value}) on {stack.url}, stop with Ctrl-C\n")
        sys.stderr.flush()
        stack.wait(stop)
    sys.stderr.write("Stopped.\n")
