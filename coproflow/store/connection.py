"""Open the archive by URL or path, and keep its transactions in one hand.

Nothing heavy is imported: psycopg only when the URL is PostgreSQL's. A statement is written once, with `?`.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Literal, Self

from coproflow.errors import ConflictError, CoproflowError, IntegrityError, StoreError

SCHEMA = "0001"
TIMEOUT = 10.0
INIZIA = "coproflow inizia"
RIPRISTINA = "Ripristinarlo dall’ultima copia di sicurezza."

LOCK = "SELECT versione FROM procedimento WHERE ente = ? AND id = ? FOR UPDATE"
VERSION = "SELECT version_num FROM alembic_version"

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_TWICE = {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}
_PG_CONFLICT = {"40001", "40P01", "55P03", "23505"}
_PG_TRIGGER = "COP01"
_PG_NO_TABLE = "42P01"
_PREFIXES = ("postgresql+psycopg://", "postgresql://", "postgres://")


@cache
def _percent(sql: str) -> str:
    return sql.replace("?", "%s")


class Connessione:
    """A DBAPI connection, the dialect it speaks, and whether a transaction of ours is open on it."""

    __slots__ = ("dialetto", "in_transazione", "raw")

    def __init__(self, raw: Any, dialetto: Literal["sqlite", "postgresql"]) -> None:
        self.raw = raw
        self.dialetto = dialetto
        self.in_transazione = False

    def execute(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """Run one statement written with `?` and give its cursor.

        Raises:
            ConflictError: busy, deadlocked, or a key somebody else has just taken.
            IntegrityError: the archive's own triggers refused.
            StoreError: anything else the database refuses.
        """
        try:
            if self.dialetto == "sqlite":
                return self.raw.execute(sql, params)
            return self.raw.execute(_percent(sql), params)
        except Exception as error:
            raise translate(error) from error

    def all(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """Every row of a statement."""
        rows: list[Any] = self.execute(sql, params).fetchall()
        return rows

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of a query one at a time, whatever their number; inside `snapshot` only."""
        if self.dialetto == "sqlite":
            yield from self.execute(sql, params)
            return
        with self.raw.cursor(name="coproflow") as cursor:
            cursor.execute(_percent(sql), params)
            yield from cursor

    def writing(self) -> None:
        """Refuse to write outside `transaction`, where a step could be left half done."""
        if not self.in_transazione:
            raise StoreError("scrittura fuori da una transazione: nulla è stato scritto")

    def close(self) -> None:
        """Let go of the database."""
        self.raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def translate(error: BaseException) -> BaseException:
    """What a database's exception means to us; any other exception is given back as it is."""
    state: str | None = getattr(error, "sqlstate", None)
    code: int = getattr(error, "sqlite_errorcode", 0)
    if not isinstance(error, sqlite3.Error) and not type(error).__module__.startswith("psycopg"):
        return error
    if code & 0xFF in _SQLITE_BUSY:
        return ConflictError("l’archivio è occupato da un altro comando", "Riprovare fra poco.")
    if code in _SQLITE_TWICE or state in _PG_CONFLICT:
        return ConflictError("un altro comando ha scritto nello stesso momento", "Riprovare.")
    if code & 0xFF == sqlite3.SQLITE_CORRUPT:
        return StoreError("l’archivio è danneggiato", RIPRISTINA)
    text = str(error).partition("\n")[0]
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER or state == _PG_TRIGGER:
        return IntegrityError(text.removeprefix("coproflow: "))
    return StoreError(f"l’archivio ha rifiutato l’operazione: {text}")


def postgresql_url(url: str) -> str | None:
    """The URL as libpq reads it, or nothing when it is not PostgreSQL's."""
    for prefix in _PREFIXES:
        if url.startswith(prefix):
            return "postgresql://" + url.removeprefix(prefix)
    return None


def sqlite_path(url: str) -> str:
    """The file of a SQLite URL (`sqlite:///copro.db`) or of a bare path."""
    return url.removeprefix("sqlite:///")


def _uri(path: str, mode: str) -> str:
    full = os.path.abspath(path).replace("\\", "/")  # noqa: PTH100 - pathlib is dearer than the connection
    quoted = full.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if quoted.startswith('/') else '/'}{quoted}?mode={mode}"


def check_version(found: str | None, where: str) -> None:
    """Refuse an archive this program does not know how to read.

    Raises:
        StoreError: newer, older, or no version at all; nothing was touched.
    """
    if found is None:
        raise StoreError(f"{where} non è un archivio di coproflow: nulla è stato toccato")
    if found > SCHEMA:
        raise StoreError(
            f"{where} è di una versione più recente ({found}) di quella che il programma conosce ({SCHEMA})",
            "Aggiornare coproflow; l’archivio non è stato toccato.",
        )
    if found < SCHEMA:
        raise StoreError(
            f"{where} è di una versione precedente ({found}; questo programma usa la {SCHEMA})",
            f"Si porta alla versione corrente con: {INIZIA}",
        )


def check_file(path: str) -> None:
    """Say in a clear sentence why there is no archive at `path`.

    Raises:
        StoreError: missing, or a folder.
    """
    if os.path.isdir(path):  # noqa: PTH112 - as above
        raise StoreError(f"«{path}» è una cartella, non un archivio di coproflow")
    if not os.path.exists(path):  # noqa: PTH110 - as above
        raise StoreError(f"l’archivio «{path}» non esiste", f"Per crearlo: {INIZIA}")


def connect(url: str, *, sola_lettura: bool = False, timeout: float = TIMEOUT) -> Connessione:
    """Open an existing archive: a path, `sqlite:///…` or `postgresql://…`; `timeout` in seconds.

    With `sola_lettura` the database itself refuses any write (SQLite may leave an empty `-wal` and its `-shm`
    beside the file, which the next writer removes). A file is opened without reading it first: closing a
    second descriptor would drop the locks this process holds on it.

    Raises:
        StoreError: missing, not an archive of ours, or of another schema version; nothing was touched.
        ConflictError: busy for longer than `timeout`.
    """
    server = postgresql_url(url)
    if server is not None:
        return _connect_postgresql(server, sola_lettura, timeout)
    path = sqlite_path(url)
    check_file(path)
    where = f"«{path}»"
    try:
        raw = sqlite3.connect(
            _uri(path, "ro" if sola_lettura else "rw"), uri=True, timeout=timeout, isolation_level=None
        )
    except sqlite3.Error as error:
        raise unreadable(error, where) from error
    try:
        rows = raw.execute(VERSION).fetchall()
        check_version(rows[0][0] if rows else None, where)
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raw.close()
        raise unreadable(error, where) from error
    except StoreError:
        raw.close()
        raise
    return Connessione(raw, "sqlite")


def unreadable(error: sqlite3.Error, where: str) -> CoproflowError:
    """Why a SQLite file cannot be used, in a clear sentence."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _SQLITE_BUSY:
        return ConflictError(f"{where} è occupato da un altro comando", "Riprovare fra poco.")
    if code == sqlite3.SQLITE_NOTADB or "no such table" in str(error):
        return StoreError(f"{where} non è un archivio di coproflow: nulla è stato toccato")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
        return StoreError(
            f"{where} non si può aprire con i permessi di questo utente",
            "Anche per leggere serve poter scrivere nella cartella, dove sta il giornale WAL.",
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return StoreError(f"{where} è danneggiato", RIPRISTINA)
    return StoreError(f"{where} non si può aprire: {error}")


def _connect_postgresql(url: str, sola_lettura: bool, timeout: float) -> Connessione:
    try:
        import psycopg  # noqa: PLC0415 - only who uses PostgreSQL pays for it
    except ImportError as error:
        raise StoreError("per PostgreSQL serve psycopg", "pip install 'coproflow[postgres]'") from error
    try:
        raw = psycopg.connect(url, autocommit=True, connect_timeout=max(2, int(timeout)))
    except psycopg.Error as error:
        raise StoreError(f"il server PostgreSQL non risponde: {str(error).strip()}") from error
    where = f"la base dati «{raw.info.dbname}»"
    try:
        if sola_lettura:
            raw.execute("SET default_transaction_read_only = on")
        raw.execute(f"SET lock_timeout = {int(timeout * 1000)}".encode())
        row = raw.execute(VERSION).fetchone()
        check_version(row[0] if row else None, where)
    except psycopg.Error as error:
        raw.close()
        if error.sqlstate == _PG_NO_TABLE:
            check_version(None, where)
        raise translate(error) from error
    except StoreError:
        raw.close()
        raise
    return Connessione(raw, "postgresql")


@contextmanager
def transaction(conn: Connessione, ente: str = "", ids: Iterable[str] = ()) -> Iterator[Connessione]:
    """One writer at a time: all that is written inside stands, or nothing does.

    On SQLite the write lock is taken at once (BEGIN IMMEDIATE: a read transaction cannot be upgraded). On
    PostgreSQL the rows of the cases `ids` are locked, in the order of their names; name the cases to be moved
    or bumped and read them inside. The version checked by `append` and `bump` is the guarantee on both.

    Raises:
        ConflictError: somebody else moved a case, or holds the archive for too long; nothing was written.
    """
    if conn.in_transazione:
        raise StoreError("una transazione è già aperta")
    conn.execute("BEGIN IMMEDIATE" if conn.dialetto == "sqlite" else "BEGIN")
    conn.in_transazione = True
    try:
        if conn.dialetto == "postgresql":
            for id_ in sorted(set(ids)):
                conn.execute(LOCK, (ente, id_))
        yield conn
        conn.execute("COMMIT")
    except BaseException:
        _rollback(conn)
        raise
    finally:
        conn.in_transazione = False


@contextmanager
def snapshot(conn: Connessione) -> Iterator[Connessione]:
    """Several reads of one same moment, while others go on writing."""
    conn.execute("BEGIN" if conn.dialetto == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield conn
    finally:
        _rollback(conn)


def _rollback(conn: Connessione) -> None:
    with suppress(Exception):
        conn.raw.execute("ROLLBACK")
