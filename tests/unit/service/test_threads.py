"""Threads for blocking work."""

import asyncio
import sys

import pytest

from service.api.threads import SWITCH_S, Threads


def test_work_in_threads_gets_the_interpreter_soon_beside_a_busy_loop() -> None:
    before = sys.getswitchinterval()
    try:
        threads = Threads(1)
        assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
        assert asyncio.run(threads.run(sum, (1, 2))) == 3
    finally:
        sys.setswitchinterval(before)
