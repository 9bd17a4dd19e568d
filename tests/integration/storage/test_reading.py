"""A look at a job: the most frequent question of all takes one round trip, and shows a job to its owner alone."""

from sqlalchemy import Engine

from storage.jobs import JobRow, JobStore
from storage.pipeline import round_trips


def test_a_look_at_a_job_is_one_round_trip_and_its_owners_alone(
    engine: Engine, store: JobStore, claimed: JobRow
) -> None:
    store.load(claimed.job_id)
    with round_trips(engine) as trips:
        found = store.get(claimed.job_id, claimed.user_id)
    assert trips.count == 1
    assert found == store.load(claimed.job_id)
    assert found is not None
    assert (found.job_id, found.status) == (claimed.job_id, "processing")
    assert store.get(claimed.job_id, "somebody-else") is None
    assert store.get("nothing", claimed.user_id) is None
    assert store.load("nothing") is None
