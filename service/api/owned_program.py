"""The caller's program, for every route that is about one."""

from fastapi import Request

from service.api.parts import Parts
from service.api.problem import not_found
from storage.program_reader import StoredProgram, load_program


async def owned_row(parts: Parts, request: Request, program_id: str) -> StoredProgram:
    """The caller's program as it is stored.

    Raises:
        Problem: 404, whether it is missing or another user's.
    """
    user_id = parts.identify(request)
    # what cannot be an id is not asked for; the format of ids is FitCSV's to choose
    if not (0 < len(program_id) <= 200 and program_id.isprintable()):  # noqa: PLR2004
        raise not_found()
    stored = await parts.threads.run(load_program, parts.engine, program_id, user_id)
    if stored is None:
        raise not_found()
    return stored
