"""Many walks of the state machine in one process."""

import logging

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks.model.comparison import prepare
from benchmarks.model.machine import machine_for
from storage import migrations
from storage.engine import DatabaseSettings, build_engine

STEPS = 20


def walk(work: tuple[str, int, int]) -> tuple[int, int]:
    """Walk so often in a database of its own: address of the server, seed, number of walks.

    Returns:
        How many walks there were, and how many comparisons were made.
    """
    url, number, examples = work
    logging.disable(logging.CRITICAL)
    name = f"model_{number}"
    admin = build_engine(DatabaseSettings(url=url)).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine = build_engine(DatabaseSettings(url=f"{url.rpartition('/')[0]}/{name}"))
    migrations.upgrade(engine)
    prepare(engine)
    checks = 0

    def count() -> None:
        nonlocal checks
        checks += 1

    run_state_machine_as_test(
        seed(number)(machine_for(engine, count)),
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None,
            # what a long shrinking would show, the model's test in the suite shows sooner
            phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
    engine.dispose()
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.dispose()
    return examples, checks
