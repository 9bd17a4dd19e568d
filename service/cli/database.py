"""`db`: prepare and check the database; and how every operator's command reaches it."""

import json
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from service.cli.entry import CommandError
from service.settings import read_settings
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.seed import seed as seed_exercises


@contextmanager
def opened(data_dir: Path) -> Generator[Engine]:
    """The database of the settings, or the embedded one, started for as long as the block lasts.

    Raises:
        SettingsError: a setting is wrong.
        EmbeddedError: the embedded Postgres cannot run here.
    """
    settings = read_settings()
    with ExitStack() as stack:
        if settings.cloud_sql is not None:
            chosen = DatabaseSettings(
                cloud_sql_instance=settings.cloud_sql.instance,
                user=settings.cloud_sql.user,
                database=settings.cloud_sql.name,
                has_private_ip=settings.cloud_sql.has_private_ip,
            )
        elif settings.database_url is not None:
            chosen = DatabaseSettings(url=settings.database_url.value)
        else:
            chosen = DatabaseSettings(url=stack.enter_context(EmbeddedPostgres(data_dir)).url)
        engine = build_engine(chosen)
        stack.callback(engine.dispose)
        yield engine


def upgrade(data_dir: Path, *, as_json: bool) -> None:
    """Create or update our tables."""
    with opened(data_dir) as engine:
        revision = migrations.upgrade(engine)
    _print({"revision": revision}, f"The database is at migration {revision}.", as_json=as_json)


def check(data_dir: Path, *, as_json: bool) -> None:
    """Say whether the database has what this version needs.

    Raises:
        CommandError: it has not.
    """
    with opened(data_dir) as engine:
        problems = migrations.check(engine)
    if as_json:
        _print({"ok": not problems, "problems": problems}, "", as_json=True)
    if problems:
        raise CommandError(" ".join(problems))
    if not as_json:
        _print({}, "The database has everything that this version needs.", as_json=False)


def seed(data_dir: Path, *, as_json: bool) -> None:
    """Add our exercises where the database has none of that name."""
    with opened(data_dir) as engine:
        report = seed_exercises(engine)
    words = f"Added {len(report.added)} exercises; {report.present} were there already."
    _print({"added": list(report.added), "present": report.present}, words, as_json=as_json)


def _print(value: dict[str, object], words: str, *, as_json: bool) -> None:
    sys.stdout.write((json.dumps(value, ensure_ascii=False) if as_json else words) + "\n")
