"""Small blueprints and what a repair of them needs."""

from typing import Any

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.pool import Pool, catalog_pool
from strength.repair import Judge, Repaired, repair
from strength.request import ProgramRequest
from strength.violation import Gravity

SCHEMES: dict[str, Any] = {
    "M": {"t": "pct", "*": [3, 5, 75, 1.5]},
    "S": {"t": "rir", "*": [3, 8, 7, 0.25]},
    "I": {"t": "rir", "*": [2, 12, 7.5, 0.25]},
    "T": {"t": "time", "*": [2, 30, 5]},
}
SQUAT_DAY = [["back_squat", "M"], ["bench_press", "S"], ["chest_supported_row", "S"], ["leg_curl", "I"], ["plank", "T"]]
HINGE_DAY = [["romanian_deadlift", "S"], ["seated_db_press", "S"], ["lat_pulldown", "S"], ["leg_press", "S"]]


class Make:
    """A sound two-day blueprint and the request that it fits; keyword arguments change one thing."""

    catalog = load_catalog()

    def blueprint(self, **fields: Any) -> Blueprint:
        usual: dict[str, Any] = {
            "v": 1,
            "meso": [["acc", 4, 1]],
            "sch": SCHEMES,
            "tpl": [{"d": 1, "n": "Squat", "s": SQUAT_DAY}, {"d": 4, "n": "Hinge", "s": HINGE_DAY}],
        }
        return Blueprint.model_validate(usual | fields)

    def days(self, *days: list[Any]) -> list[dict[str, Any]]:
        return [{"d": number, "n": f"Day {number}", "s": slots} for number, slots in enumerate(days, start=1)]

    def request(self, **fields: Any) -> ProgramRequest:
        usual: dict[str, Any] = {
            "goal": "strength",
            "frequency": 2,
            "experience": "intermediate",
            "equipment": ("full_gym",),
            "weeks": 4,
        }
        return ProgramRequest(**(usual | fields))

    def pool(self, request: ProgramRequest, *without: str) -> Pool:
        return catalog_pool(request, (item for item in self.catalog.exercises if item.slug not in without))

    def repaired(
        self, blueprint: Blueprint, request: ProgramRequest | None = None, *, judge: Judge | None = None
    ) -> Repaired:
        asked = request or self.request()
        return repair(blueprint, asked, self.pool(asked), self.catalog, judge=judge)

    def hard(self, repaired: Repaired) -> list[str]:
        return [item.code for item in repaired.violations if item.severity is Gravity.HARD]

    def slugs(self, blueprint: Blueprint) -> list[list[str]]:
        return [["/".join(slot.exercises) for slot in day.slots] for day in blueprint.days]


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
