"""Health: is the process alive, and can it do its work."""

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from service.api.parts import Parts
from storage.errors import StorageError
from storage.migrations import require


def health_routes(parts: Parts) -> APIRouter:
    """The routes of health."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live")
    async def live() -> dict[str, str]:
        """The process answers."""
        return {"status": "alive"}

    @router.get("/ready", responses={503: {"description": "Not ready; `checks` says why."}})
    async def ready() -> Response:
        """The database answers and has the tables of this version."""
        try:
            await parts.threads.run(require, parts.engine)
        except StorageError as error:
            body = {"status": "unavailable", "checks": {"database": type(error).__name__, "message": str(error)}}
            return JSONResponse(body, status_code=503, headers={"Retry-After": "2"})
        # an open breaker is news for operators and no reason to take no work: the next model, or the coach, answers
        details = {"providers": breakers} if (breakers := parts.breakers()) else {}
        return JSONResponse({"status": "ready", "checks": {"database": "ok"}, **details})

    return router
