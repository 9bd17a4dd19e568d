"""A small storm over real processes: killed, stopped, a crashed database, tasks doubled and lost; nothing else is.

The same at full size is `python -m benchmarks.chaos`.
"""

import pytest

from benchmarks.chaos.storm import Damage, Weather, brew

# short leases and little patience with lost tasks, so that every rescue is needed and seen within seconds
_WEATHER = Weather(
    jobs=150, seed=4, workers=3, apis=1, kills_per_s=2.0, crash_every_s=1.6, stall_every_s=0.8, rival_s=0.5,
    lost_share=0.05, refused_share=0.05, unknown_share=0.05, lease_s=1.0, stale_s=1.0, sweep_every_s=0.3, think_s=0.15,
    coach_share=0.0, least_s=4.0, most_s=6.0, most_deliveries=8.0, patience_s=60.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def damage() -> Damage:
    return brew(_WEATHER)


def test_nothing_is_lost_doubled_halved_or_booked_wrong(damage: Damage) -> None:
    assert damage.faults == ()
    assert sum(damage.figures["ended"].values()) == _WEATHER.jobs


def test_the_storm_was_one(damage: Damage) -> None:
    for kind in ("kills", "stalls", "database_crashes", "duplicates", "tasks_lost", "creations_refused"):
        assert damage.figures[kind] > 0, kind
