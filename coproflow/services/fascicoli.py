"""A case and the cases it relates to, loaded before anything is decided."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coproflow.domain.date import ROME
from coproflow.domain.forme import load
from coproflow.domain.procedimento import Annotazione, Fascicolo, Procedimento
from coproflow.domain.verifiche import Deroga
from coproflow.engine.definition import WorkflowDefinition
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot

_Letti = dict[str, Fascicolo]


def load_fascicolo(ufficio: Ufficio, id_: str) -> Fascicolo:
    """A case and what it relates to: those it points to (up to the root), those that point to it, siblings.

    Raises:
        ProcedimentoNotFoundError: no case has that identifier.
    """
    letti: _Letti = {}
    fascicolo = _load(ufficio, id_, letti)
    definition = ufficio.definition(fascicolo.procedimento.definizione)
    _, entranti = hot.load_collegamenti(ufficio.conn, ufficio.ente, id_)
    collegati = dict(fascicolo.collegati)
    for nome, relazione in definition.relations.items():
        if relazione.inverse is not None:
            collegati[nome] = tuple(
                _load(ufficio, riga.da, letti)
                for riga in entranti
                if riga.relazione == relazione.inverse and _is(ufficio, riga.da, relazione.workflow)
            )
        elif relazione.via is not None:
            collegati[nome] = tuple(
                _load(ufficio, da, letti)
                for da in _siblings(ufficio, fascicolo, relazione.via)
                if da != id_ and _is(ufficio, da, relazione.workflow)
            )
    return fascicolo_di(fascicolo.procedimento, definition, collegati)


def cut(fascicolo: Fascicolo, keep: Callable[[Annotazione], bool]) -> Fascicolo:
    """The same case with only some entries of its log: as it stood at an entry, or at a day."""
    annotazioni = tuple(a for a in fascicolo.procedimento.annotazioni if keep(a))
    stato = annotazioni[-1].a if annotazioni else ""
    return replace(
        fascicolo, procedimento=replace(fascicolo.procedimento, annotazioni=annotazioni, stato=stato)
    )


def load_collegati(ufficio: Ufficio, collegamenti: dict[str, str]) -> dict[str, tuple[Fascicolo, ...]]:
    """The cases a new one is going to point to."""
    letti: _Letti = {}
    return {nome: (_load(ufficio, id_, letti),) for nome, id_ in collegamenti.items()}


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
    c: dict[str, Any] = json.loads(corpo)
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
    )


def _load(ufficio: Ufficio, id_: str, letti: _Letti) -> Fascicolo:
    if id_ in letti:
        return letti[id_]
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, id_)
    annotazioni = [
        read_annotazione(bytes(r.corpo)) for r in hot.load_annotazioni(ufficio.conn, ufficio.ente, id_)
    ]
    stato = annotazioni[-1].a if annotazioni else riga.stato
    procedimento = Procedimento(
        riga.ente,
        riga.id,
        riga.workflow,
        riga.definizione,
        riga.oggetto,
        stato,
        riga.versione,
        tuple(annotazioni),
    )
    definition = ufficio.definition(riga.definizione)
    uscenti, _ = hot.load_collegamenti(ufficio.conn, ufficio.ente, id_)
    collegati = {
        nome: tuple(_load(ufficio, r.a, letti) for r in uscenti if r.relazione == nome)
        for nome, relazione in definition.relations.items()
        if relazione.uscente
    }
    letti[id_] = fascicolo_di(procedimento, definition, collegati)
    return letti[id_]


def reached(fascicolo: Fascicolo, path: str) -> tuple[Fascicolo, ...]:
    """The cases at the end of a path of links («tavolo.avviso»)."""
    trovati: tuple[Fascicolo, ...] = (fascicolo,)
    for nome in path.split("."):
        trovati = tuple(altro for f in trovati for altro in f.collegati.get(nome, ()))
    return trovati


def _siblings(ufficio: Ufficio, fascicolo: Fascicolo, path: str) -> list[str]:
    trovati = [f.procedimento.id for f in reached(fascicolo, path)]
    for nome in reversed(path.split(".")):
        trovati = [da for id_ in trovati for da in _pointing(ufficio, id_, nome)]
    return trovati


def _pointing(ufficio: Ufficio, id_: str, relazione: str) -> list[str]:
    _, entranti = hot.load_collegamenti(ufficio.conn, ufficio.ente, id_)
    return [riga.da for riga in entranti if riga.relazione == relazione]


def _is(ufficio: Ufficio, id_: str, workflow: str) -> bool:
    return hot.load_procedimento(ufficio.conn, ufficio.ente, id_).workflow == workflow
