"""What every command runs: load a case, append a step, the worklist, the counters (SQL in `statements`).

`corpo` is serialised here and nowhere else, and every other column is taken from it: see `derived`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coproflow.errors import ConflictError, ProcedimentoNotFoundError, StoreError
from coproflow.store import statements as sql
from coproflow.store.connection import Connessione, connect, snapshot, transaction
from coproflow.store.statements import (
    RigaAnnotazione,
    RigaCollegamento,
    RigaElenco,
    RigaProcedimento,
    RigaScadenza,
    RigaScadenzario,
)

__all__ = [
    "Connessione",
    "RigaAnnotazione",
    "RigaCollegamento",
    "RigaElenco",
    "RigaProcedimento",
    "RigaScadenza",
    "RigaScadenzario",
    "connect",
    "snapshot",
    "transaction",
]

TUTTE = 2**31 - 1
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


OBBLIGATORIE = frozenset(
    {"ente", "procedimento", "seq", "evento", "a", "data", "registrata_il", "operatore", "definizione"}
)


def sha_of(prec: str, corpo: bytes) -> str:
    """The hash of an entry: SHA-256 of the previous one (hexadecimal, '' for the first) and of `corpo`."""
    import hashlib  # noqa: PLC0415 - reading commands hash nothing

    return hashlib.sha256(prec.encode() + corpo).hexdigest()


def dump_corpo(corpo: Mapping[str, Any]) -> bytes:
    """The bytes of an entry, written once and never again."""
    return _JSON.encode(corpo).encode()


def derived(corpo: Mapping[str, Any]) -> tuple[Any, ...]:
    """The columns of `annotazione` that are an index of `corpo`, in the order of the table."""
    return (
        corpo["ente"],
        corpo["procedimento"],
        corpo["seq"],
        corpo["evento"],
        corpo.get("da") or "",
        corpo["a"],
        corpo["data"],
        corpo["registrata_il"],
        corpo["operatore"],
        corpo.get("rettifica"),
    )


def links(corpo: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The (relation, case) pairs an entry declares under `collegamenti`: one id or a list a relation."""
    return [
        (relazione, a)
        for relazione, ids in (corpo.get("collegamenti") or {}).items()
        for a in ((ids,) if isinstance(ids, str) else ids)
    ]


def load_procedimento(conn: Connessione, ente: str, id_: str) -> RigaProcedimento:
    """The row of a case, by its whole identifier.

    Raises:
        ProcedimentoNotFoundError: none has it; the message says the nearest.
    """
    for row in conn.all(sql.LOAD_PROCEDIMENTO, (ente, id_)):
        return RigaProcedimento(*row)
    raise _not_found(conn, ente, id_)


def load_annotazioni(conn: Connessione, ente: str, id_: str, dal: int = 1) -> list[RigaAnnotazione]:
    """The log of a case, from entry `dal` on, in order."""
    return [RigaAnnotazione(*row) for row in conn.all(sql.LOAD_ANNOTAZIONI, (ente, id_, dal))]


def insert_procedimento(conn: Connessione, corpo: Mapping[str, Any]) -> RigaProcedimento:
    """Open a case: its row and its first entry, both from `corpo`.

    Beside the keys of any entry, `corpo` holds `workflow` and `oggetto`; it may hold `responsabile` and
    `collegamenti` ({relation: id or list of ids}). The definition must be in the archive already.

    Raises:
        StoreError: outside `transaction`, or a key is missing.
        ConflictError: the identifier is taken.
    """
    _check(conn, corpo, OBBLIGATORIE | {"workflow", "oggetto"}, 1)
    stored = dump_corpo(corpo)
    riga = RigaProcedimento(
        ente=corpo["ente"],
        id=corpo["procedimento"],
        workflow=corpo["workflow"],
        definizione=corpo["definizione"],
        oggetto=corpo["oggetto"],
        stato=corpo["a"],
        versione=1,
        seq=1,
        sha256=sha_of("", stored),
        aperto_il=corpo["data"],
        aggiornato_il=corpo["registrata_il"],
        responsabile=corpo.get("responsabile"),
    )
    conn.execute(sql.INSERT_PROCEDIMENTO, riga)
    _insert(conn, corpo, stored, "", riga.sha256)
    return riga


def append(conn: Connessione, riga: RigaProcedimento, corpo: Mapping[str, Any]) -> RigaProcedimento:
    """Add the entry that follows `riga`, move the case, and give its new row.

    `corpo` may hold `oggetto` and `responsabile`, which then replace those of the case, and `collegamenti`.

    Raises:
        ConflictError: the case has moved since `riga` was read; nothing was written.
        StoreError: outside `transaction`, or `corpo` does not follow `riga`.
    """
    _check(conn, corpo, OBBLIGATORIE, riga.seq + 1)
    if (corpo["ente"], corpo["procedimento"], corpo.get("da")) != (riga.ente, riga.id, riga.stato):
        raise StoreError(
            f"l’annotazione {corpo['seq']} non segue lo stato di {riga.id}: nulla è stato scritto"
        )
    stored = dump_corpo(corpo)
    new = riga._replace(
        definizione=corpo["definizione"],
        oggetto=corpo.get("oggetto", riga.oggetto),
        stato=corpo["a"],
        versione=riga.versione + 1,
        seq=riga.seq + 1,
        sha256=sha_of(riga.sha256, stored),
        aggiornato_il=corpo["registrata_il"],
        responsabile=corpo.get("responsabile", riga.responsabile),
    )
    moved = conn.execute(
        sql.UPDATE_PROCEDIMENTO,
        (*new[3:9], new.aggiornato_il, new.responsabile, riga.ente, riga.id, riga.versione),
    )
    if moved.rowcount != 1:
        raise _moved(riga.id)
    _insert(conn, corpo, stored, riga.sha256, new.sha256)
    return new


def bump(conn: Connessione, ente: str, id_: str, versione: int) -> None:
    """Mark a parent as used, so that two steps that sum over its children cannot pass together.

    Raises:
        ConflictError: its version is no longer the one that was read.
    """
    conn.writing()
    if conn.execute(sql.BUMP, (ente, id_, versione)).rowcount != 1:
        raise _moved(id_)


def check_letture(conn: Connessione, ente: str, letture: Mapping[str, int]) -> None:
    """Verify, inside the step's transaction, that the cases it relied on have not moved (`id` → `seq`).

    Raises:
        ConflictError: one has.
    """
    conn.writing()
    if not letture:
        return
    lock = " FOR SHARE" if conn.dialetto == "postgresql" else ""
    quali = sql.SEQ.replace("(?)", f"({', '.join('?' * len(letture))})") + lock
    trovate = dict(conn.all(quali, (ente, *sorted(letture))))
    for id_, seq in letture.items():
        if trovate.get(id_) != seq:
            raise _moved(id_)


def load_uscenti(conn: Connessione, ente: str, id_: str) -> list[RigaCollegamento]:
    """The links out of a case."""
    return [RigaCollegamento(*row) for row in conn.all(sql.USCENTI, (ente, id_))]


def load_entranti(conn: Connessione, ente: str, id_: str) -> list[RigaCollegamento]:
    """The links into a case."""
    return [RigaCollegamento(*row) for row in conn.all(sql.ENTRANTI, (ente, id_))]


def replace_scadenze(conn: Connessione, ente: str, id_: str, scadenze: Iterable[RigaScadenza]) -> None:
    """Project the pending dates of a case anew; where nothing has changed, nothing is written."""
    conn.writing()
    wanted = list(scadenze)
    if [tuple(row) for row in conn.all(sql.LOAD_SCADENZE, (ente, id_))] == wanted:
        return
    conn.execute(sql.DELETE_SCADENZE, (ente, id_))
    for position, scadenza in enumerate(wanted, 1):
        conn.execute(sql.INSERT_SCADENZA, (ente, id_, position, *scadenza))


def load_scadenze(conn: Connessione, ente: str, id_: str) -> list[RigaScadenza]:
    """The pending dates of a case, nearest first."""
    rows = [RigaScadenza(*row) for row in conn.all(sql.LOAD_SCADENZE, (ente, id_))]
    return sorted(rows, key=lambda scadenza: scadenza.data)


def scadenzario(
    conn: Connessione, ente: str, *, dal: str = "", al: str = "9999-12-31", limite: int = TUTTE
) -> list[RigaScadenzario]:
    """The pending dates of an office between two ISO days, both included, nearest first."""
    return [RigaScadenzario(*row) for row in conn.all(sql.SCADENZARIO, (ente, dal, al, limite))]


def elenco(
    conn: Connessione,
    ente: str,
    *,
    workflow: str = "",
    stato: str = "",
    responsabile: str = "",
    dopo: str = "",
    limite: int = TUTTE,
) -> list[RigaElenco]:
    """The cases of an office in order of id; an empty filter takes all, `dopo` is the last id seen."""
    return [
        RigaElenco(*row) for row in conn.all(sql.ELENCO, (ente, dopo, workflow, stato, responsabile, limite))
    ]


def next_valore(conn: Connessione, ente: str, chiave: str) -> int:
    """The next number of a counter, from 1; a step that is rolled back leaves no gap."""
    conn.writing()
    valore: int = conn.all(sql.NEXT, (ente, chiave))[0][0]
    return valore


def next_id(conn: Connessione, ente: str, sigla: str, anno: int, suffisso: str = "") -> str:
    """The identifier of a case to be opened now: `copro-2026-1`, `tavolo-2026-3-p5`, lower case."""
    base = f"{sigla}-{anno}".lower()
    n = next_valore(conn, ente, f"procedimento/{base}")
    return f"{base}-{n}-{suffisso.lower()}" if suffisso else f"{base}-{n}"


def resolve_id(conn: Connessione, ente: str, testo: str) -> str:
    """The whole identifier from itself or from a prefix that only one case has.

    Raises:
        ProcedimentoNotFoundError: no case, or more than one; the message names them.
    """
    prefix = testo.strip().lower()
    found = [row[0] for row in conn.all(sql.PREFIX, (ente, prefix, prefix + "\U0010ffff", 6))]
    if prefix in found or (prefix and len(found) == 1):
        return prefix if prefix in found else str(found[0])
    if not prefix or not found:
        raise _not_found(conn, ente, prefix)
    more = ", …" if len(found) > 5 else ""
    raise ProcedimentoNotFoundError(
        f"«{prefix}» può essere più di un procedimento: {', '.join(found[:5])}{more}",
        "Scrivere l’identificativo per intero.",
    )


def _not_found(conn: Connessione, ente: str, id_: str) -> ProcedimentoNotFoundError:
    from coproflow.domain.campi import forse  # noqa: PLC0415 - difflib, only when something is amiss

    ids = [row[0] for row in conn.all(sql.PREFIX, (ente, "", "\U0010ffff", 2000))]
    return ProcedimentoNotFoundError(
        f"il procedimento «{id_}» non esiste{forse(id_, ids)}", "Quelli che ci sono: coproflow elenco"
    )


def _moved(id_: str) -> ConflictError:
    return ConflictError(
        f"{id_} è cambiato nel frattempo: nulla è stato scritto", "Rileggere lo stato e riprovare."
    )


def _check(conn: Connessione, corpo: Mapping[str, Any], keys: frozenset[str], seq: int) -> None:
    conn.writing()
    missing = sorted(keys - corpo.keys())
    if missing:
        raise StoreError(f"nell’annotazione manca: {', '.join(missing)}")
    if corpo["seq"] != seq:
        raise StoreError(f"l’annotazione dovrebbe essere la {seq}, non la {corpo['seq']}")


def _insert(conn: Connessione, corpo: Mapping[str, Any], stored: bytes, prec: str, sha256: str) -> None:
    row: Sequence[Any] = (*derived(corpo), prec, sha256, stored)
    conn.execute(sql.INSERT_ANNOTAZIONE, row)
    for relazione, a in links(corpo):
        conn.execute(
            sql.INSERT_COLLEGAMENTO, (corpo["ente"], corpo["procedimento"], relazione, a, corpo["seq"])
        )
