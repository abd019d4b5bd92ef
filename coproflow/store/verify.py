"""Full verification of the logs, on the bytes as they are stored: nothing is serialised again.

It finds an entry changed, removed, added or swapped, a column that no longer says what `corpo` says, a case
removed whole (its number was given), a log cut short (another case relied on what followed), a file or a
definition that is not the one that was registered. What it cannot know from inside: the last case of a year,
removed together with its number and with nobody relying on it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from coproflow.store.connection import Connessione, snapshot
from coproflow.store.ente import definizione_sha
from coproflow.store.hot import derived, links, sha_of
from coproflow.store.triggers import names

ENTRIES = (
    "SELECT ente, procedimento, seq, evento, da, a, data, registrata_il, operatore, rettifica, prec, sha256,"
    " corpo FROM annotazione WHERE ente = ? ORDER BY ente, procedimento, seq"
)
CASES = (
    "SELECT id, workflow, definizione, oggetto, stato, seq, sha256, aperto_il, aggiornato_il, responsabile"
    " FROM procedimento WHERE ente = ? ORDER BY id"
)
LINKS = "SELECT da, relazione, a, seq FROM collegamento WHERE ente = ?"
COUNTERS = "SELECT chiave, valore FROM contatore WHERE ente = ? ORDER BY chiave"
DEFINITIONS = "SELECT sha256, nome, versione, sorgente, compilata FROM definizione WHERE ente = ?"
DOCUMENTS = "SELECT procedimento, seq, sha256, nome, contenuto FROM documento WHERE ente = ?"
REGISTER = "SELECT registro, anno, numero, procedimento, seq FROM registro_atto WHERE ente = ?"
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}

COLONNE = (
    "ente",
    "procedimento",
    "seq",
    "evento",
    "da",
    "a",
    "data",
    "registrata_il",
    "operatore",
    "rettifica",
)
TESTATA = (
    "workflow",
    "definizione",
    "oggetto",
    "stato",
    "seq",
    "sha256",
    "aperto_il",
    "aggiornato_il",
    "responsabile",
)


@dataclass(frozen=True, order=True)
class Anomalia:
    """One thing that does not hold: the case ('' for the archive), the entry (0 for the case), a clause."""

    procedimento: str
    seq: int
    cosa: str

    def __str__(self) -> str:
        where = self.procedimento or "archivio"
        return f"{where}, annotazione {self.seq}: {self.cosa}" if self.seq else f"{where}: {self.cosa}"


@dataclass
class _Log:
    """What the entries of an office say, gathered in one pass."""

    heads: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: set[tuple[str, str, str, int]] = field(default_factory=set)
    relied: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    files: set[tuple[str, int, str, str]] = field(default_factory=set)


def verify(conn: Connessione, ente: str) -> list[Anomalia]:
    """Everything that does not hold in the archive of an office; an empty list when all does.

    It reads one moment of the archive, while others may go on writing.
    """
    with snapshot(conn):
        log = _Log()
        found = list(_entries(conn, ente, log))
        found += _definitions(conn, ente)
        found += _cases(conn, ente, log)
        found += _links(conn, ente, log)
        found += _counters(conn, ente, log)
        found += _files(conn, ente, log)
        present = {row[0] for row in conn.all(TRIGGERS[conn.dialetto])}
    missing = sorted(names(conn.dialetto) - present)
    found += [Anomalia("", 0, f"manca la protezione «{name}»") for name in missing]
    return sorted(found)


def _entries(conn: Connessione, ente: str, log: _Log) -> Iterator[Anomalia]:
    case, seq, sha256, state = "", 0, "", ""
    for row in conn.stream(ENTRIES, (ente,)):
        id_, n, stored, prec, stated = row[1], row[2], row[12], row[10], row[11]
        if id_ != case:
            case, seq, sha256, state = id_, 0, "", ""
        if n != seq + 1:
            yield Anomalia(id_, n, f"manca quanto precede, dall’annotazione {seq + 1}")
        elif prec != sha256:
            yield Anomalia(id_, n, "non è legata a quella che la precede")
        if not isinstance(stored, bytes) or sha_of(prec, stored) != stated:
            yield Anomalia(id_, n, "il contenuto non è quello registrato: l’impronta non torna")
        follows = n == seq + 1 > 1
        seq, sha256 = n, stated
        try:
            corpo = json.loads(stored)
            columns = derived(corpo)
            _gather(log, id_, n, corpo, stated)
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Anomalia(id_, n, "il contenuto non si può leggere")
            continue
        yield from _columns(id_, n, row, columns)
        if follows and columns[4] != state:
            yield Anomalia(id_, n, f"parte dallo stato «{columns[4]}», ma il precedente porta a «{state}»")
        state = columns[5]


def _columns(id_: str, seq: int, row: Sequence[Any], columns: Sequence[Any]) -> Iterator[Anomalia]:
    for name, column, value in zip(COLONNE, row, columns, strict=False):
        if column != value:
            yield Anomalia(id_, seq, f"la colonna «{name}» dice «{column}», il contenuto «{value}»")


def _gather(log: _Log, id_: str, seq: int, corpo: dict[str, Any], sha256: str) -> None:
    head = log.heads.setdefault(id_, {"aperto_il": corpo["data"], "responsabile": None})
    head |= {k: corpo[k] for k in ("workflow", "oggetto", "responsabile", "definizione") if k in corpo}
    head |= {"stato": corpo["a"], "seq": seq, "sha256": sha256, "aggiornato_il": corpo["registrata_il"]}
    log.links.update((id_, relazione, a, seq) for relazione, a in links(corpo))
    if documento := corpo.get("documento"):
        log.files.add((id_, seq, documento["sha256"], documento["nome"]))
    for other, read in (corpo.get("letture") or {}).items():
        if read > log.relied.get(other, (0, "", 0))[0]:
            log.relied[other] = (read, id_, seq)


def _cases(conn: Connessione, ente: str, log: _Log) -> Iterator[Anomalia]:
    known, definitions = set(), {row[0] for row in conn.stream(DEFINITIONS, (ente,))}
    for row in conn.stream(CASES, (ente,)):
        id_ = row[0]
        known.add(id_)
        head = log.heads.get(id_)
        if head is None:
            yield Anomalia(id_, 0, "non ha annotazioni")
            continue
        for name, column in zip(TESTATA, row[1:], strict=True):
            if column != head.get(name):
                yield Anomalia(id_, 0, f"«{name}» dice «{column}», il registro «{head.get(name)}»")
        if row[2] not in definitions:
            yield Anomalia(id_, 0, f"manca la definizione {row[2][:12]}")
    for id_ in sorted(log.heads.keys() - known):
        yield Anomalia(id_, 0, "ha annotazioni, ma il procedimento manca")
    for id_, (read, reader, seq) in sorted(log.relied.items()):
        if read > log.heads.get(id_, {"seq": 0})["seq"]:
            yield Anomalia(id_, read, f"manca, ma vi si è fondata l’annotazione {seq} di {reader}")


def _definitions(conn: Connessione, ente: str) -> Iterator[Anomalia]:
    for sha256, nome, versione, sorgente, compilata in conn.stream(DEFINITIONS, (ente,)):
        if definizione_sha(nome, versione, sorgente, compilata) != sha256:
            yield Anomalia("", 0, f"la definizione «{nome}» {versione} non è quella registrata")


def _links(conn: Connessione, ente: str, log: _Log) -> Iterator[Anomalia]:
    stored = {tuple(row) for row in conn.stream(LINKS, (ente,))}
    for da, relazione, a, seq in sorted(log.links - stored):
        yield Anomalia(da, seq, f"manca il collegamento «{relazione}» a {a}")
    for da, relazione, a, seq in sorted(stored - log.links):
        yield Anomalia(da, seq, f"il collegamento «{relazione}» a {a} non è nel contenuto")
    for da, relazione, a, seq in sorted(log.links):
        if a not in log.heads:
            yield Anomalia(da, seq, f"il collegamento «{relazione}» porta a {a}, che manca")


def _numbers(conn: Connessione, ente: str, log: _Log) -> dict[str, set[int]]:
    """The numbers in use, by counter: of the cases from their ids, of the acts from the registers."""
    used: dict[str, set[int]] = {}
    for id_ in log.heads:
        parts = id_.split("-")
        if len(parts) > 2 and parts[1].isdecimal() and parts[2].isdecimal():
            used.setdefault(f"procedimento/{parts[0]}-{parts[1]}", set()).add(int(parts[2]))
    for registro, anno, numero, _, _ in conn.stream(REGISTER, (ente,)):
        if numero.isdecimal():
            used.setdefault(f"registro/{registro}/{anno}", set()).add(int(numero))
    return used


def _counters(conn: Connessione, ente: str, log: _Log) -> Iterator[Anomalia]:
    counters = dict(tuple(row) for row in conn.stream(COUNTERS, (ente,)))
    used = _numbers(conn, ente, log)
    for chiave, valore in sorted(counters.items()):
        kind, _, name = chiave.partition("/")
        numbers = used.get(chiave, set())
        for n in sorted(set(range(1, valore + 1)) - numbers):
            if kind == "procedimento":
                yield Anomalia(f"{name}-{n}", 0, "il numero è stato dato, ma il procedimento manca")
            else:
                yield Anomalia("", 0, f"il numero {n} di «{chiave}» è stato dato, ma manca")
        for n in sorted(x for x in numbers if x > valore):
            yield Anomalia("", 0, f"«{chiave}» è arrivato a {valore}, ma c’è il numero {n}")
    for chiave in sorted(k for k in used.keys() - counters.keys() if k.startswith("procedimento/")):
        yield Anomalia("", 0, f"manca il contatore «{chiave}»")


def _files(conn: Connessione, ente: str, log: _Log) -> Iterator[Anomalia]:
    stored = set()
    for procedimento, seq, sha256, nome, contenuto in conn.stream(DOCUMENTS, (ente,)):
        stored.add((procedimento, seq, sha256, nome))
        if hashlib.sha256(contenuto).hexdigest() != sha256:
            yield Anomalia(procedimento, seq, f"il documento «{nome}» non è quello registrato")
    for procedimento, seq, _, nome in sorted(log.files - stored):
        yield Anomalia(procedimento, seq, f"manca il documento «{nome}»")
    for procedimento, seq, _, nome in sorted(stored - log.files):
        yield Anomalia(procedimento, seq, f"il documento «{nome}» non è nel contenuto")
    for registro, anno, numero, procedimento, seq in conn.stream(REGISTER, (ente,)):
        if seq > log.heads.get(procedimento, {"seq": 0})["seq"]:
            yield Anomalia(procedimento, seq, f"manca, ma ha il numero {numero}/{anno} di «{registro}»")
