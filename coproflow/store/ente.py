"""The office: its sheet and calendar, who is appointed to what, and the definitions it has recorded."""

from collections.abc import Iterable
from typing import NamedTuple

from coproflow.errors import NotFoundError
from coproflow.store.connection import Connessione

LOAD_ENTE = "SELECT ente, scheda, calendario, definizioni, inizializzato_il FROM ente WHERE ente = ?"
ENTI = "SELECT ente FROM ente ORDER BY ente"
STORE_ENTE = (
    "INSERT INTO ente (ente, scheda, calendario, definizioni, inizializzato_il) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (ente) DO UPDATE SET scheda = excluded.scheda, calendario = excluded.calendario,"
    " definizioni = excluded.definizioni"
)
LOAD_INCARICHI = (
    "SELECT operatore, nome, ruolo, titolo, dal, al FROM incarico WHERE ente = ? AND operatore = ?"
    " ORDER BY dal, ruolo"
)
TUTTI_INCARICHI = (
    "SELECT operatore, nome, ruolo, titolo, dal, al FROM incarico WHERE ente = ?"
    " ORDER BY operatore, dal, ruolo"
)
DELETE_INCARICHI = "DELETE FROM incarico WHERE ente = ?"
INSERT_INCARICO = (
    "INSERT INTO incarico (ente, operatore, nome, ruolo, titolo, dal, al) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
LOAD_DEFINIZIONE = (
    "SELECT sha256, nome, versione, sorgente, compilata FROM definizione WHERE ente = ? AND sha256 = ?"
)
STORE_DEFINIZIONE = (
    "INSERT INTO definizione (ente, sha256, nome, versione, sorgente, compilata) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (ente, sha256) DO NOTHING"
)


class RigaEnte(NamedTuple):
    """An office; `scheda`, `calendario` and `definizioni` (name → sha256 in use) are JSON."""

    ente: str
    scheda: str
    calendario: str
    definizioni: str
    inizializzato_il: str


class RigaIncarico(NamedTuple):
    """An appointment, from ISO day `dal` to `al`, both included; `al` empty: still in charge."""

    operatore: str
    nome: str
    ruolo: str
    titolo: str
    dal: str
    al: str | None


class RigaDefinizione(NamedTuple):
    """A definition as written (`sorgente`) and as checked once for all (`compilata`, JSON)."""

    sha256: str
    nome: str
    versione: int
    sorgente: str
    compilata: str


def enti(conn: Connessione) -> list[str]:
    """The offices of this archive."""
    return [row[0] for row in conn.all(ENTI)]


def load_ente(conn: Connessione, ente: str) -> RigaEnte:
    """The sheet of an office.

    Raises:
        NotFoundError: this archive does not hold it; the message names those it holds.
    """
    for row in conn.all(LOAD_ENTE, (ente,)):
        return RigaEnte(*row)
    raise NotFoundError(
        f"l’ente «{ente}» non è in questo archivio: ci sono {', '.join(enti(conn)) or 'nessuno'}"
    )


def store_ente(conn: Connessione, riga: RigaEnte) -> None:
    """Record an office, or its new sheet, calendar and definitions (the day of its first record stays)."""
    conn.writing()
    conn.execute(STORE_ENTE, riga)


def load_incarichi(conn: Connessione, ente: str, operatore: str = "") -> list[RigaIncarico]:
    """The appointments of an operator, or of all when none is named."""
    rows = conn.all(LOAD_INCARICHI, (ente, operatore)) if operatore else conn.all(TUTTI_INCARICHI, (ente,))
    return [RigaIncarico(*row) for row in rows]


def replace_incarichi(conn: Connessione, ente: str, incarichi: Iterable[RigaIncarico]) -> None:
    """Take the appointments of the office's sheet in the place of those recorded."""
    conn.writing()
    conn.execute(DELETE_INCARICHI, (ente,))
    for incarico in incarichi:
        conn.execute(INSERT_INCARICO, (ente, *incarico))


def definizione_sha(nome: str, versione: int, sorgente: str, compilata: str) -> str:
    """The address of a definition: it covers what is read (`compilata`) as well as what was written."""
    import hashlib  # noqa: PLC0415 - reading commands hash nothing

    return hashlib.sha256("\0".join((nome, str(versione), sorgente, compilata)).encode()).hexdigest()


def store_definizione(
    conn: Connessione, ente: str, *, nome: str, versione: int, sorgente: str, compilata: str
) -> str:
    """Record a definition and give its address; recording it again changes nothing."""
    conn.writing()
    sha256 = definizione_sha(nome, versione, sorgente, compilata)
    conn.execute(STORE_DEFINIZIONE, (ente, sha256, nome, versione, sorgente, compilata))
    return sha256


def load_definizione(conn: Connessione, ente: str, sha256: str) -> RigaDefinizione:
    """A definition by its address.

    Raises:
        NotFoundError: it is not in the archive.
    """
    for row in conn.all(LOAD_DEFINIZIONE, (ente, sha256)):
        return RigaDefinizione(*row)
    raise NotFoundError(f"la definizione {sha256[:12]} non è nell’archivio")
