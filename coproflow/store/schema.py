"""Create an archive, or bring one to the current schema: Alembic's `upgrade head`, whole or not at all."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from coproflow.errors import StoreError
from coproflow.store.connection import SCHEMA, TIMEOUT, check_version, postgresql_url, sqlite_path, unreadable

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x636F70726F  # «copro»: the advisory lock of who creates the schema


def head() -> str:
    """The revision the migrations lead to."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def create_schema(url: str) -> str:
    """Create the archive at `url`, or bring it forward, and give its revision.

    The URL is a path, `sqlite:///…` or `postgresql://…`. A current archive is left as it is. A SQLite file
    is set to WAL here, once: the setting stays in it.

    Raises:
        StoreError: the place cannot hold an archive, holds something else, or a newer archive; in each case
            what was there is untouched, and a file that was begun is removed.
    """
    if postgresql_url(url):
        return _upgrade(_postgresql(url))
    path = Path(sqlite_path(url))
    if path.is_dir():
        raise StoreError(f"«{path}» è una cartella: serve il nome di un file")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"la cartella «{path.absolute().parent}» non esiste")
    new = not path.exists()
    engine = _sqlite(path)
    try:
        return _upgrade(engine)
    except StoreError:
        if new:
            for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                with suppress(OSError):
                    leftover.unlink()
        raise


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": TIMEOUT, "isolation_level": None},
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine


def _postgresql(url: str) -> Engine:
    server = postgresql_url(url)
    assert server is not None
    return create_engine(server.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)


def _upgrade(engine: Engine) -> str:
    where = f"«{engine.url.database}»"
    try:
        with engine.connect() as connection:
            _refuse_foreign(connection, where)
            if engine.dialect.name == "sqlite":
                _set_wal(connection.connection.dbapi_connection)
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise unreadable(error.orig, where) from error
        raise StoreError(f"{where} non può diventare un archivio di coproflow: {error.orig}") from error
    except CommandError as error:
        raise StoreError(f"{where} non si può portare alla versione {SCHEMA}: {error}") from error
    return head()


def _set_wal(raw: Any) -> None:
    mode = raw.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreError("questo disco non permette il giornale WAL: serve un disco locale")
    raw.execute("PRAGMA synchronous = FULL")


def _refuse_foreign(connection: Connection, where: str) -> None:
    with connection.begin():
        tables = set(inspect(connection).get_table_names())
        found = None
        if "alembic_version" in tables:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found > SCHEMA:
        check_version(found, where)
    if found is None and tables - {"alembic_version"}:
        raise StoreError(f"{where} contiene già altre tabelle: nulla è stato toccato")
