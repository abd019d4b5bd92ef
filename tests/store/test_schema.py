"""One schema: what the tables say, what the migrations do, on both databases."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from coproflow.errors import StoreError
from coproflow.store import connection, verify
from coproflow.store.connection import Connessione, connect, postgresql_url
from coproflow.store.schema import create_schema, head
from coproflow.store.statements import RigaAnnotazione, RigaProcedimento
from coproflow.store.tables import AnnotazioneRow, ProcedimentoRow, Row

SQLITE = """
SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version' ORDER BY 1, 2
"""
COLUMNS = """
SELECT table_name, column_name, ordinal_position, data_type, is_nullable, collation_name, column_default
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
ORDER BY 1, 3
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
AND tablename <> 'alembic_version' ORDER BY 1
"""
CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1
"""
TRIGGERS = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
POSTGRESQL = (COLUMNS, INDEXES, CONSTRAINTS, TRIGGERS, FUNCTIONS)


def dump(url: str) -> list[Any]:
    """Everything a database says of its own shape."""
    server = postgresql_url(url)
    if server is None:
        raw = sqlite3.connect(url)
        rows = [(*row[:3], " ".join((row[3] or "").split())) for row in raw.execute(SQLITE)]
        raw.close()
        return rows
    import psycopg

    with psycopg.connect(server) as pg:
        return [pg.execute(query.encode()).fetchall() for query in POSTGRESQL]


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_create_all_and_migrations_agree(dialect: str, new_url: Callable[..., str]) -> None:
    """Le tabelle dichiarate e quelle delle migrazioni sono le stesse: colonne, indici, trigger."""
    migrated, declared = new_url(dialect), new_url(dialect, empty=True)
    driver = declared.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(driver if dialect == "postgresql" else f"sqlite:///{declared}")
    Row.metadata.create_all(engine)
    engine.dispose()
    assert dump(migrated) == dump(declared)
    assert len(str(dump(migrated))) > 5000


def test_creating_twice_changes_nothing(url: str) -> None:
    """`inizia` su un archivio corrente lo lascia com'è."""
    before = dump(url)
    assert create_schema(url) == head() == connection.SCHEMA
    assert dump(url) == before


def test_wal_stays_in_the_file_and_commits_are_synced(url: str) -> None:
    """Il giornale WAL è nel file dalla creazione; ogni connessione scrive fino al disco."""
    with connect(url) as conn:
        if conn.dialetto == "sqlite":
            assert conn.all("PRAGMA journal_mode") == [("wal",)]
            assert conn.all("PRAGMA synchronous") == [(2,)]
            assert conn.all("PRAGMA foreign_keys") == [(1,)]
        else:
            assert conn.all("SHOW synchronous_commit") == [("on",)]


def test_every_key_begins_with_the_office() -> None:
    """Ogni tabella ha per prima chiave l'ente: molti enti possono stare su un server."""
    for table in Row.metadata.tables.values():
        assert next(iter(table.primary_key.columns)).name == "ente"
        assert table.columns.keys()[0] == "ente"


def test_rows_of_the_hot_path_are_the_columns_of_the_tables() -> None:
    """Le righe lette dai comandi hanno gli stessi nomi e lo stesso ordine delle tabelle."""
    assert tuple(ProcedimentoRow.model_fields) == RigaProcedimento._fields
    assert tuple(AnnotazioneRow.model_fields)[2:] == RigaAnnotazione._fields
    assert tuple(AnnotazioneRow.model_fields)[:10] == verify.COLONNE


@pytest.mark.parametrize("content", [b"ciao\n" * 300, b"ciao", b"SQLite format 3\0" + b"x" * 2000])
def test_a_file_that_is_something_else_is_not_touched(tmp_path: Path, content: bytes) -> None:
    """Un file che non è un archivio è riconosciuto da chi apre e da chi crea, e resta com'era."""
    path = tmp_path / "testo.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="non è un archivio di coproflow"):
        connect(str(path))
    with pytest.raises(StoreError, match="non è un archivio di coproflow"):
        create_schema(str(path))
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["testo.db"]


def test_another_program_s_database_is_not_touched(tmp_path: Path) -> None:
    """La base dati di un altro programma non diventa un archivio."""
    path = tmp_path / "altro.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE fatture (n)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="non è un archivio di coproflow"):
        connect(str(path))
    with pytest.raises(StoreError, match="contiene già altre tabelle"):
        create_schema(str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("half", [False, True], ids=["a hole", "cut in half"])
def test_a_damaged_archive_is_told(tmp_path: Path, half: bool) -> None:
    """Un archivio tagliato a metà, o con un buco, è detto danneggiato, e si dice che cosa farne."""
    path = tmp_path / "copro.db"
    create_schema(str(path))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] if half else content[:4096] + bytes(len(content) - 4096))
    for use in (connect, create_schema):
        with pytest.raises(StoreError, match="danneggiato") as error:
            use(str(path))
        assert "copia di sicurezza" in error.value.hint


def test_an_empty_file_becomes_an_archive_only_when_asked(tmp_path: Path) -> None:
    """Un file vuoto non è un archivio; `inizia` può farne uno."""
    path = tmp_path / "vuoto.db"
    path.touch()
    with pytest.raises(StoreError, match="non è un archivio di coproflow"):
        connect(str(path))
    assert path.stat().st_size == 0
    create_schema(str(path))
    connect(str(path)).close()


def test_nothing_there(tmp_path: Path) -> None:
    """Dove non c'è nulla, il messaggio dice come cominciare; una cartella è detta cartella."""
    with pytest.raises(StoreError, match="non esiste") as error:
        connect(f"sqlite:///{tmp_path}/manca.db")
    assert error.value.hint == "Per crearlo: coproflow inizia"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="è una cartella"):
        connect(str(tmp_path))
    with pytest.raises(StoreError, match="è una cartella"):
        create_schema(str(tmp_path))
    with pytest.raises(StoreError, match=r"la cartella .* non esiste"):
        create_schema(str(tmp_path / "manca" / "copro.db"))


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Se la creazione si interrompe, non resta un mezzo archivio."""

    def fail(*_: object) -> None:
        raise StoreError("interrotta")

    monkeypatch.setattr("coproflow.store.schema.command.upgrade", fail)
    with pytest.raises(StoreError, match="interrotta"):
        create_schema(str(tmp_path / "copro.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize(("version", "sentence"), [("9999", "più recente"), ("0000", "coproflow inizia")])
def test_another_schema_version_is_told(
    dialect: str, new_url: Callable[..., str], version: str, sentence: str
) -> None:
    """Un archivio di un'altra versione è riconosciuto: più recente, o da portare avanti."""
    url = new_url(dialect)
    with connect(url) as conn:
        conn.execute(f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(StoreError) as refused:
        connect(url)
    assert sentence in f"{refused.value} {refused.value.hint}"
    with pytest.raises(StoreError):
        create_schema(url)


def test_odd_names_of_files(tmp_path: Path, sqlite_model: Path) -> None:
    """Un nome con spazi, accenti, «%», «?» o «#» apre il suo file e nessun altro."""
    for name in ("co pro.db", "attività.db", "100%.db", "a?mode=ro.db", "a#b.db", "a%20b.db"):
        path = tmp_path / name
        create_schema(str(path))
        with connect(str(path)) as conn:
            assert conn.all("SELECT version_num FROM alembic_version") == [(connection.SCHEMA,)]
    assert sqlite_model.exists()


def test_reading_never_writes(url: str) -> None:
    """Chi apre in sola lettura non può scrivere, e il file resta identico."""
    before = b"" if postgresql_url(url) else Path(url).read_bytes()
    with connect(url, sola_lettura=True) as conn:
        assert conn.all("SELECT ente FROM procedimento") == []
        with pytest.raises(StoreError):
            conn.execute("INSERT INTO contatore VALUES ('crema', 'x', 1)")
    assert before == (b"" if postgresql_url(url) else Path(url).read_bytes())


def test_a_folder_that_cannot_be_written_is_told() -> None:
    """Senza il permesso di scrivere nella cartella il messaggio dice perché serve anche per leggere."""
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    told = connection.unreadable(error, "«copro.db»")
    assert "permessi" in told.message
    assert "WAL" in told.hint


def test_postgresql_without_a_server_or_an_archive(new_url: Callable[..., str]) -> None:
    """Un server che non risponde e una base dati senza archivio sono detti con una frase."""
    with pytest.raises(StoreError, match="non risponde"):
        connect("postgresql://nessuno@/x?host=/nonexistent")
    with pytest.raises(StoreError, match="non è un archivio di coproflow"):
        connect(new_url("postgresql", empty=True))


def test_connection_closes_on_leaving(conn: Connessione) -> None:
    """Fuori dal `with` la connessione è chiusa."""
    with conn:
        pass
    with pytest.raises(StoreError):
        conn.execute("SELECT 1")
