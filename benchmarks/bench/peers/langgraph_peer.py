"""A LangGraph service as one would write it first.

`langgraph_peer.py <database> <model's address> <jobs> <at once> <orm | rows>`

Three nodes: one asks the model for all twelve weeks, one looks at the answer, one stores it, either with the ORM's
defaults or with one insert for each row.
There is no queue, lease, retry, idempotency, account of costs, progress or scoring; a program is taken when its weeks
and days are as many as were ordered. Runs in an environment of its own, so it imports nothing of ours.
"""

# pyright: basic, reportMissingImports=false, reportTypedDictNotRequiredAccess=false

import json
import os
import sys
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from statistics import median
from typing import TypedDict

from langgraph.graph import END, START, StateGraph
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.orm import Session, registry

_TABLES = {"Program": "weeks", "Week": "workouts", "Workout": "exercises", "Exercise": "sets", "PrescribedSet": None}
_PARENT = {"Week": "programId", "Workout": "weekId", "Exercise": "workoutId", "PrescribedSet": "exerciseId"}
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Order(TypedDict, total=False):
    """What the nodes hand to each other."""

    user: str
    weeks: int
    days: int
    reply: str
    program: dict
    attempts: int


class Shape(BaseModel):
    """Whatever has more fields than are looked at."""

    model_config = ConfigDict(extra="allow", alias_generator=to_camel)


class SetShape(Shape):
    """A set."""

    set_number: int
    reps: str


class ExerciseShape(Shape):
    """An exercise of a workout."""

    name: str
    exercise_definition_id: str
    sets: list[SetShape]


class WorkoutShape(Shape):
    """A workout."""

    name: str
    day_number: int
    exercises: list[ExerciseShape]


class WeekShape(Shape):
    """A week."""

    week_number: int
    workouts: list[WorkoutShape]


class ProgramShape(Shape):
    """What the model is asked for."""

    name: str
    goal: str
    weeks: list[WeekShape]


def graph(database: str, model: str, count: list, *, is_row_by_row: bool):
    """The compiled graph."""
    engine = create_engine(database, pool_size=20)

    def counted(_conn, _cursor, _statement, parameters, _context, executemany: bool) -> None:
        # a list of rows is as many statements; the ORM's own batches are one statement with all values, told flat
        is_rows = executemany and isinstance(parameters, list) and isinstance(parameters[0], (dict, tuple))
        count.append(len(parameters) if is_rows else 1)

    event.listen(engine, "before_cursor_execute", counted)
    metadata = MetaData()
    metadata.reflect(engine, only=list(_TABLES))
    mapper = registry()
    classes = {name: type(name, (), {}) for name in _TABLES}
    for name, made in classes.items():
        mapper.map_imperatively(made, metadata.tables[name])

    def write(state: Order) -> Order:
        question = (
            f"Write a strength program of {state['weeks']} weeks and {state['days']} days a week, whole, as JSON."
        )
        body = {"model": "claude-sonnet-5-5", "max_tokens": 64_000, "messages": [{"role": "user", "content": question}]}
        headers = {"content-type": "application/json", "x-api-key": "sk-simulated", "anthropic-version": "2023-06-01"}
        asked = urllib.request.Request(f"{model}/v1/messages", json.dumps(body).encode(), headers)
        with _OPENER.open(asked, timeout=600) as answer:
            reply = json.load(answer)["content"][0]["text"]
        return {"reply": reply, "attempts": state.get("attempts", 0) + 1}

    def check(state: Order) -> Order:
        try:
            program = ProgramShape.model_validate_json(state["reply"]).model_dump(by_alias=True)
            is_right = len(program["weeks"]) == state["weeks"] and all(
                len(week["workouts"]) == state["days"] for week in program["weeks"]
            )
        except (ValueError, KeyError, TypeError):
            is_right = False
        return {"program": program} if is_right else {"program": {}}

    def store(state: Order) -> Order:
        save(engine, metadata, classes, state, is_row_by_row=is_row_by_row)
        return {}

    built = StateGraph(Order)
    for name, node in (("planner", write), ("validator", check), ("persister", store)):
        built.add_node(name, node)
    built.add_edge(START, "planner")
    built.add_edge("planner", "validator")
    built.add_conditional_edges(
        "validator",
        lambda state: "persister" if state["program"] else ("planner" if state["attempts"] < 2 else END),
        ["persister", "planner", END],
    )
    built.add_edge("persister", END)
    return built.compile()


def save(engine, metadata: MetaData, classes: dict, state: Order, *, is_row_by_row: bool) -> None:
    """One object for each row, flushed table by table (what the ORM does by default) or one by one; committed once."""
    now = datetime.now()  # noqa: DTZ005 - a peer, as one would write it
    same = {
        "userId": state["user"], "createdAt": now, "updatedAt": now, "isActive": False, "isArchived": False,
        "isUserCreated": True,
    }  # fmt: skip
    program = state["program"]
    level = [("", {**program, "programType": program["goal"], "description": "A program."})]
    with Session(engine) as session:
        for name, below in _TABLES.items():
            columns, deeper = metadata.tables[name].columns, []
            for parent, item in level:
                given = {**item, **same, "id": uuid.uuid4().hex[:24]}
                if name in _PARENT:
                    given[_PARENT[name]] = parent
                row = classes[name]()
                for key, value in given.items():
                    if key in columns and not isinstance(value, (list, dict, float)):
                        setattr(row, key, value)
                session.add(row)
                if is_row_by_row:
                    session.flush()
                if below:
                    deeper += [(given["id"], child) for child in item[below]]
            session.flush()
            level = deeper
        session.commit()


def main(database: str, model: str, jobs: int, at_once: int, how: str) -> None:
    """Do one job to warm up, the jobs one by one, and the same number at once; print what it took."""
    count: list = []
    compiled = graph(database, model, count, is_row_by_row=how == "rows")

    def do(number: int) -> float:
        began = time.perf_counter()
        done = compiled.invoke({"user": f"peer-{os.getpid()}-{number}", "weeks": 12, "days": 4})
        assert done["program"], "the peer's own check refused the program"
        return 1000 * (time.perf_counter() - began)

    do(0)
    count.clear()
    times = [do(number) for number in range(1, jobs + 1)]
    statements = sum(count) / jobs
    began = time.perf_counter()
    if at_once > 1:
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(do, range(jobs + 1, 2 * jobs + 1)))
    seconds = time.perf_counter() - began
    told = {"ms": median(times), "statements": statements, "jobs_per_s": jobs / seconds if at_once > 1 else 0.0}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
