"""Two small storms over real processes at once; nothing is lost, doubled or halved, and no zombie writes.

The same at full size is `python -m benchmarks.chaos`.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.chaos.storm import Damage, Weather, brew

# short leases and little patience with lost tasks, so that every rescue is needed and seen within seconds
_STORM = Weather(
    jobs=150, seed=4, workers=3, apis=1, kills_per_s=2.0, crash_every_s=1.6, stall_every_s=0.8, rival_s=0.5,
    lost_share=0.05, refused_share=0.05, unknown_share=0.05, lease_s=1.0, stale_s=1.0, sweep_every_s=0.3, think_s=0.15,
    coach_share=0.0, least_s=4.0, most_s=6.0, most_deliveries=8.0, patience_s=60.0,
)  # fmt: skip

# every worker that claims a job first stops where it is about to complete it, until its lease is over and a rival at
# work; half of the workers are there for the rivals. Nothing else goes wrong, so that each zombie meets its rival:
# without a fence it completes the rival's job
_ZOMBIES = Weather(
    jobs=6, seed=4, workers=12, apis=1, kills_per_s=0.0, crash_every_s=0.0, stall_every_s=0.0, duplicate_share=0.0,
    lost_share=0.0, refused_share=0.0, unknown_share=0.0, lease_s=1.0, stale_s=30.0, sweep_every_s=0.2, think_s=0.05,
    rival_s=6.0, zombie_share=1.0, zombie_leases=5.0, coach_share=0.0, most_deliveries=8.0, patience_s=60.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def damages() -> tuple[Damage, Damage]:
    with ThreadPoolExecutor(2) as threads:
        storm, zombies = threads.map(brew, (_STORM, _ZOMBIES))
    return storm, zombies


def test_nothing_is_lost_doubled_halved_or_booked_wrong(damages: tuple[Damage, Damage]) -> None:
    damage, _ = damages
    assert damage.faults == ()
    assert sum(damage.figures["ended"].values()) == _STORM.jobs


def test_the_storm_was_one(damages: tuple[Damage, Damage]) -> None:
    damage, _ = damages
    for kind in ("kills", "stalls", "database_crashes", "duplicates", "tasks_lost", "creations_refused"):
        assert damage.figures[kind] > 0, kind


def test_no_zombie_completes_what_its_rival_works_on(damages: tuple[Damage, Damage]) -> None:
    _, damage = damages
    assert damage.faults == ()
    assert damage.figures["ended"] == {"completed": _ZOMBIES.jobs}
    assert damage.figures["zombies"] >= _ZOMBIES.jobs / 2
    assert damage.figures["attempts"]["lost"] > 0
