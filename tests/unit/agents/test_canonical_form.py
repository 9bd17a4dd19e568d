"""The canonical form of a design: keys of ours, the same program."""

import json
from typing import Any

import pytest

from agents.periodization.canonical_form import canonical_form
from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest

REQUESTS: list[dict[str, Any]] = [
    {"goal": "strength", "frequency": 4, "experience": "advanced", "equipment": ["full_gym"], "weeks": 12},
    {"goal": "powerlifting", "frequency": 3, "experience": "intermediate", "equipment": ["full_gym"], "weeks": 9},
    {"goal": "hypertrophy", "frequency": 5, "experience": "beginner", "equipment": ["dumbbell"], "weeks": 8},
]


def renamed(blueprint: Blueprint) -> Blueprint:
    """The same design under keys that somebody made up; what a key begins with stays, because it means something."""
    text = json.dumps(blueprint.model_dump(mode="json"))
    for scheme in blueprint.schemes:
        text = text.replace(f'"{scheme.id}"', f'"{scheme.id[0]} {scheme.id[1:]}!"')
    for kind in {item.kind for item in blueprint.mesocycles}:
        text = text.replace(f'"{kind}"', f'"{kind} o\'k!"')
    for group in {slot.group for day in blueprint.days for slot in day.slots if slot.group}:
        text = text.replace(f'"group": "{group}"', f'"group": "{group}!"')
    return Blueprint.model_validate_json(text)


@pytest.mark.parametrize("params", REQUESTS, ids=lambda params: params["goal"])
def test_made_up_keys_become_ours_and_the_program_stays_the_same(params: dict[str, Any]) -> None:
    request = ProgramRequest.model_validate(params)
    pool = catalog_pool(request, load_catalog().exercises)
    hostile = renamed(plan(request, pool))
    assert "!" in json.dumps(to_wire(hostile))
    form = canonical_form(hostile)
    assert "!" not in json.dumps(to_wire(form))
    ours, theirs = (
        json.dumps([week.model_dump(mode="json") for week in expand(one, request, pool).weeks])
        for one in (form, hostile)
    )
    # a superset's letter is the only key that a lifter reads
    assert ours == theirs.replace('!"', '"')


@pytest.mark.parametrize("params", REQUESTS, ids=lambda params: params["goal"])
def test_a_canonical_form_stays_as_it_is_and_is_read_back_as_it_was(params: dict[str, Any]) -> None:
    request = ProgramRequest.model_validate(params)
    form = canonical_form(renamed(plan(request, catalog_pool(request, load_catalog().exercises))))
    assert canonical_form(form) == form
    assert Blueprint.model_validate(to_wire(form)) == form


def test_keys_that_become_alike_stay_apart() -> None:
    wire: dict[str, Any] = {
        "v": 1,
        "meso": [["acc ", 2, 0], ["acc_", 2, 0], ["acc1", 2, 0]],
        "sch": {
            "M-": {"t": "rir", "acc ": [3, 5, 7], "acc_": [4, 5, 7], "acc1": [5, 5, 7]},
            "M_": {"t": "rir", "*": [2, 8, 7]},
            "é": {"t": "rir", "*": [1, 8, 7]},
        },
        "tpl": [
            {"d": 1, "n": "A", "s": [["back_squat", "M-", 0, "-"], ["lunge", "M_", 0, "a"], ["plank", "é", 0, "-"]]}
        ],
    }
    form = canonical_form(Blueprint.model_validate(wire))
    assert [item.kind for item in form.mesocycles] == ["acc2", "acc3", "acc1"]
    assert [scheme.id for scheme in form.schemes] == ["M1", "M2", "A1"]
    assert [row.sets for row in form.schemes[0].rows] == [3, 4, 5]
    assert [row.kind for row in form.schemes[0].rows] == ["acc2", "acc3", "acc1"]
    assert [slot.group for slot in form.days[0].slots] == ["b", "a", "b"]
