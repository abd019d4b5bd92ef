"""A case and the cases it relates to, loaded before anything is decided."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto
from coproflow.domain.forme import load
from coproflow.domain.procedimento import Annotazione, Fascicolo, Procedimento
from coproflow.domain.verifiche import Deroga
from coproflow.engine.definition import WorkflowDefinition
from coproflow.services.ufficio import Letto, Ufficio
from coproflow.store import hot


class Reading:
    """One reading of the archive for one decision: each row, log and link is read once."""

    def __init__(self, ufficio: Ufficio) -> None:
        self.ufficio = ufficio
        self._righe: dict[str, hot.RigaProcedimento] = {}
        self._entranti: dict[str, list[hot.RigaCollegamento]] = {}
        self._letti: dict[str, Fascicolo] = {}

    def riga(self, id_: str) -> hot.RigaProcedimento:
        """The row of a case, as this reading found it."""
        if id_ not in self._righe:
            self._righe[id_] = hot.load_procedimento(self.ufficio.conn, self.ufficio.ente, id_)
        return self._righe[id_]

    def load(self, id_: str) -> Fascicolo:
        """A case with those it points to (up to the root), those that point to it, and its siblings."""
        fascicolo = self.load_uscente(id_)
        definition = self.ufficio.definition(fascicolo.procedimento.definizione)
        collegati = dict(fascicolo.collegati)
        for nome, relazione in definition.relations.items():
            if relazione.inverse is not None:
                trovati = self._pointing(id_, relazione.inverse)
            elif relazione.via is not None:
                trovati = [da for da in self._siblings(fascicolo, relazione.via) if da != id_]
            else:
                continue
            collegati[nome] = tuple(
                self.load_uscente(da) for da in trovati if self.riga(da).workflow == relazione.workflow
            )
        return fascicolo_di(fascicolo.procedimento, definition, collegati)

    def load_uscente(self, id_: str) -> Fascicolo:
        """A case with those it points to, up to the root."""
        if id_ not in self._letti:
            procedimento, uscenti = _read(self.ufficio, self.riga(id_))
            definition = self.ufficio.definition(procedimento.definizione)
            collegati = {
                nome: tuple(self.load_uscente(r.a) for r in uscenti if r.relazione == nome)
                for nome, relazione in definition.relations.items()
                if relazione.uscente
            }
            self._letti[id_] = fascicolo_di(procedimento, definition, collegati)
        return self._letti[id_]

    def _siblings(self, fascicolo: Fascicolo, path: str) -> list[str]:
        trovati = [f.procedimento.id for f in reached(fascicolo, path)]
        for nome in reversed(path.split(".")):
            trovati = [da for id_ in trovati for da in self._pointing(id_, nome)]
        return trovati

    def _pointing(self, id_: str, relazione: str) -> list[str]:
        if id_ not in self._entranti:
            self._entranti[id_] = hot.load_entranti(self.ufficio.conn, self.ufficio.ente, id_)
        return [riga.da for riga in self._entranti[id_] if riga.relazione == relazione]


def load_fascicolo(ufficio: Ufficio, id_: str) -> Fascicolo:
    """A case and what it relates to: those it points to (up to the root), those that point to it, siblings.

    Raises:
        ProcedimentoNotFoundError: no case has that identifier.
    """
    return Reading(ufficio).load(id_)


def cut(fascicolo: Fascicolo, keep: Callable[[Annotazione], bool]) -> Fascicolo:
    """The same case with only some entries of its log: as it stood at an entry, or at a day."""
    annotazioni = tuple(a for a in fascicolo.procedimento.annotazioni if keep(a))
    stato = annotazioni[-1].a if annotazioni else ""
    return replace(
        fascicolo, procedimento=replace(fascicolo.procedimento, annotazioni=annotazioni, stato=stato)
    )


def load_collegati(ufficio: Ufficio, collegamenti: dict[str, str]) -> dict[str, tuple[Fascicolo, ...]]:
    """The cases a new one is going to point to."""
    reading = Reading(ufficio)
    return {nome: (reading.load_uscente(id_),) for nome, id_ in collegamenti.items()}


def fascicolo_di(
    procedimento: Procedimento, definition: WorkflowDefinition, collegati: dict[str, tuple[Fascicolo, ...]]
) -> Fascicolo:
    """A case with the terms, acts and relations of its definition."""
    return Fascicolo(procedimento, definition.termini, definition.atti, definition.relations, collegati)


def letture_di(fascicolo: Fascicolo) -> dict[str, int]:
    """The versions of the related cases a decision relied on."""
    letture: dict[str, int] = {}
    for gruppo in fascicolo.collegati.values():
        for altro in gruppo:
            letture[altro.procedimento.id] = len(altro.procedimento.annotazioni)
            letture |= letture_di(altro)
    return letture


def read_annotazione(corpo: bytes) -> Annotazione:
    """An entry of the log from its stored bytes."""
    return annotazione_di(json.loads(corpo))


def annotazione_di(c: dict[str, Any], dati: Fatto | None = None) -> Annotazione:
    """An entry of the log from the object its bytes are the JSON of; `dati` where they were read already."""
    return Annotazione(
        seq=c["seq"],
        evento=c["evento"],
        da=c.get("da", ""),
        a=c["a"],
        data=date.fromisoformat(c["data"]),
        registrata_il=datetime.fromisoformat(c["registrata_il"]).astimezone(ROME),
        operatore=c["operatore"],
        ruolo=c.get("ruolo", ""),
        titolo=c.get("titolo", ""),
        tipo=c.get("tipo", ""),
        grezzo=c.get("dati", {}),
        verifiche_grezze=c.get("verifiche", []),
        deroghe=tuple(load(Deroga, d) for d in c.get("deroghe", ())),
        letture=c.get("letture", {}),
        rettifica=c.get("rettifica"),
        _letti={} if dati is None else {type(dati): dati},
    )


def _read(
    ufficio: Ufficio, riga: hot.RigaProcedimento
) -> tuple[Procedimento, tuple[hot.RigaCollegamento, ...]]:
    """A case and its links. What was read before stands as long as the hash of its last entry does."""
    letto = ufficio.letti.get(riga.id)
    if letto is not None and letto.riga == riga:
        return letto.procedimento, letto.uscenti
    note: tuple[Annotazione, ...] = letto.procedimento.annotazioni if letto else ()
    if letto is not None and letto.riga.sha256 == riga.sha256:
        uscenti = letto.uscenti
    else:
        nuove = hot.load_annotazioni(ufficio.conn, ufficio.ente, riga.id, len(note) + 1)
        if letto is not None and (not nuove or nuove[0].prec != letto.riga.sha256):
            note, nuove = (), hot.load_annotazioni(ufficio.conn, ufficio.ente, riga.id)
        note += tuple(read_annotazione(bytes(r.corpo)) for r in nuove)
        uscenti = tuple(hot.load_uscenti(ufficio.conn, ufficio.ente, riga.id))
    stato = note[-1].a if note else riga.stato
    procedimento = Procedimento(
        riga.ente, riga.id, riga.workflow, riga.definizione, riga.oggetto, stato, riga.versione, note
    )
    keep(ufficio, riga, procedimento, uscenti)
    return procedimento, uscenti


def keep(
    ufficio: Ufficio,
    riga: hot.RigaProcedimento,
    procedimento: Procedimento,
    uscenti: tuple[hot.RigaCollegamento, ...] | None = None,
) -> None:
    """Remember a case as it was read, or just written; its links come with entries and are not rewritten."""
    note = ufficio.letti[riga.id].uscenti if uscenti is None else uscenti
    ufficio.letti[riga.id] = Letto(riga, procedimento, note)


def reached(fascicolo: Fascicolo, path: str) -> tuple[Fascicolo, ...]:
    """The cases at the end of a path of links («tavolo.avviso»)."""
    trovati: tuple[Fascicolo, ...] = (fascicolo,)
    for nome in path.split("."):
        trovati = tuple(altro for f in trovati for altro in f.collegati.get(nome, ()))
    return trovati
