"""The first node of a specialist that runs alone in the dev UI: a typed body in, the request of an open job out."""

import asyncio
import json

from google.adk.agents.context import Context
from google.adk.events.event import Event
from google.adk.workflow import FunctionNode

from agents import state as kept
from agents.desk import Desk
from agents.errors import RequestInvalid
from agents.job_request import REQUESTS as KINDS
from agents.job_request import JobRequest, read_params
from agents.step_result import passed_on


def typed_step(desk: Desk, kind: type[JobRequest]) -> FunctionNode:
    """The node that reads a body of this kind, bare or as the `params` of a job."""
    job_type = next(name for name, model in KINDS.items() if model is kind)

    async def read(ctx: Context, node_input: str) -> Event:
        try:
            fields = json.loads(node_input)
        except (json.JSONDecodeError, RecursionError) as error:
            raise RequestInvalid(
                "The request must be a JSON object; example.json in the agent's folder is one."
            ) from error
        if not isinstance(fields, dict):
            raise RequestInvalid("The request must be a JSON object; example.json in the agent's folder is one.")
        request = await asyncio.to_thread(desk.resolve, read_params(job_type, fields.get("params", fields)))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] - JSON
        workspace = await asyncio.to_thread(desk.open, request)
        kept.begin_job(ctx.state, job_id=workspace.job_id, fence=workspace.fence)
        return passed_on({"request": request.model_dump(mode="json", by_alias=True)})

    return FunctionNode(func=read, name="read_request")
