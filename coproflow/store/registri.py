"""The registers of acts and the registered files. An entry must be in the log before what it registers."""

import hashlib
from typing import NamedTuple

from coproflow.errors import ConflictError, NotFoundError
from coproflow.store.connection import Connessione
from coproflow.store.hot import next_valore

FIND_ATTO = (
    "SELECT registro, anno, numero, procedimento, seq, atto FROM registro_atto"
    " WHERE ente = ? AND registro = ? AND anno = ? AND numero = ?"
)
LOAD_ATTI = (
    "SELECT registro, anno, numero, procedimento, seq, atto FROM registro_atto"
    " WHERE ente = ? AND procedimento = ? ORDER BY seq, registro, anno, numero"
)
INSERT_ATTO = (
    "INSERT INTO registro_atto (ente, registro, anno, numero, procedimento, seq, atto)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
INSERT_DOCUMENTO = (
    "INSERT INTO documento (ente, procedimento, seq, sha256, atto, nome, contenuto)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (ente, procedimento, seq, sha256) DO NOTHING"
)
LIST_DOCUMENTI = (
    "SELECT procedimento, seq, sha256, atto, nome FROM documento"
    " WHERE ente = ? AND procedimento = ? ORDER BY seq, nome"
)
LOAD_DOCUMENTO = (
    "SELECT contenuto FROM documento WHERE ente = ? AND procedimento = ? AND seq = ? AND sha256 = ?"
)


class RigaAtto(NamedTuple):
    """A number of a register, the entry that recorded it and the act it belongs to."""

    registro: str
    anno: int
    numero: str
    procedimento: str
    seq: int
    atto: str


class RigaDocumento(NamedTuple):
    """A registered file, without its bytes."""

    procedimento: str
    seq: int
    sha256: str
    atto: str
    nome: str


def numero_di(numero: int | str) -> str:
    """A number as the register keeps it, without leading zeros ('0045 Bis' → '45 bis')."""
    return str(numero).strip().lower().lstrip("0") or "0"


def find_atto(conn: Connessione, ente: str, registro: str, anno: int, numero: int | str) -> RigaAtto | None:
    """Who has this number, if anybody: one act may cover several cases, and that is the caller's to say."""
    for row in conn.all(FIND_ATTO, (ente, registro, anno, numero_di(numero))):
        return RigaAtto(*row)
    return None


def load_atti(conn: Connessione, ente: str, procedimento: str) -> list[RigaAtto]:
    """The numbers recorded by a case, in the order of its log."""
    return [RigaAtto(*row) for row in conn.all(LOAD_ATTI, (ente, procedimento))]


def insert_atto(conn: Connessione, ente: str, riga: RigaAtto) -> None:
    """Record a number typed from an external register.

    Raises:
        ConflictError: the number is taken that year; the message says by what.
    """
    conn.writing()
    taken = find_atto(conn, ente, riga.registro, riga.anno, riga.numero)
    if taken is not None:
        raise ConflictError(
            f"nel registro «{riga.registro}» il numero {taken.numero}/{taken.anno} è già di «{taken.atto}»"
            f" ({taken.procedimento}, annotazione {taken.seq}): nulla è stato scritto"
        )
    numero = numero_di(riga.numero)
    conn.execute(
        INSERT_ATTO, (ente, riga.registro, riga.anno, numero, riga.procedimento, riga.seq, riga.atto)
    )


def next_numero(conn: Connessione, ente: str, registro: str, anno: int) -> int:
    """The next number of an internal register, without gaps: it stands or falls with the step."""
    return next_valore(conn, ente, f"registro/{registro}/{anno}")


def impronta(contenuto: bytes) -> str:
    """The SHA-256 of a file: its entry says it, so that the chain holds the file too."""
    return hashlib.sha256(contenuto).hexdigest()


def insert_documento(
    conn: Connessione, ente: str, procedimento: str, seq: int, *, atto: str, nome: str, contenuto: bytes
) -> None:
    """Freeze a registered file; its entry names it and says its SHA-256 under `documento`."""
    conn.writing()
    conn.execute(INSERT_DOCUMENTO, (ente, procedimento, seq, impronta(contenuto), atto, nome, contenuto))


def list_documenti(conn: Connessione, ente: str, procedimento: str) -> list[RigaDocumento]:
    """The registered files of a case."""
    return [RigaDocumento(*row) for row in conn.all(LIST_DOCUMENTI, (ente, procedimento))]


def load_documento(conn: Connessione, ente: str, riga: RigaDocumento) -> bytes:
    """The bytes of a registered file.

    Raises:
        NotFoundError: it is not in the archive.
    """
    for row in conn.all(LOAD_DOCUMENTO, (ente, riga.procedimento, riga.seq, riga.sha256)):
        return bytes(row[0])
    raise NotFoundError(f"il documento «{riga.nome}» di {riga.procedimento} non è nell’archivio")
