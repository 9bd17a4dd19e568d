"""How far a run is: a bar on a terminal, a line for every tenth of it where there is none."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def counting(name: str, total: int) -> Generator[Callable[[int], None]]:
    """Shows on stderr how far the block is; tell what it gives how many are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console, name, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=total)
        yield lambda done: bar.update(task, completed=done)


def _lines(console: Console, name: str, total: int) -> Callable[[int], None]:
    began, told = time.monotonic(), 0

    def tell(done: int) -> None:
        nonlocal told
        tenths = 10 * done // max(1, total)
        if tenths > told:
            told = tenths
            console.print(f"{name}: {done} of {total}, {time.monotonic() - began:.0f} s", highlight=False)

    return tell
