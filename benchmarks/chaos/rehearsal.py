"""Builds the applications once before the first fork, so that no member pays for what libraries keep from then on."""

from service import app, bootstrap
from service.settings import Role, Secret, Settings, Tasks

_NOWHERE = "http://127.0.0.1:1"


def build_once() -> None:
    """Build every role's application and throw it away; nothing is connected and no thread is started."""
    for role in (Role.WORKER, Role.API):
        settings = Settings(
            role=role,
            database_url=Secret(value="postgresql+pg8000://nobody:nothing@127.0.0.1:1/nowhere"),
            tasks=Tasks(emulator_host="127.0.0.1:1", worker_url=_NOWHERE),
        )
        engine = bootstrap.open_database(settings)
        queue = bootstrap.task_queue(settings.tasks, worker_url=_NOWHERE, dispatch_s=settings.deadlines.dispatch_s)
        app.create_app(bootstrap.build(settings, engine, queue))
        engine.dispose()
