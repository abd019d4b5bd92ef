"""A case and the cases it relates to, loaded before anything is decided."""

import json
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


def load_fascicolo(ufficio: Ufficio, id_: str, *, fino_a: int | None = None) -> Fascicolo:
    """A case and what it relates to: those it points to (up to the root), those that point to it, siblings.

    `fino_a` leaves out the later entries of its log: the case as it stood after that entry.

    Raises:
        ProcedimentoNotFoundError: no case has that identifier.
    """
    letti: _Letti = {}
    fascicolo = _load(ufficio, id_, letti, fino_a)
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
                for comune in collegati.get(relazione.via, ())
                for da in _pointing(ufficio, comune.procedimento.id, relazione.via)
                if da != id_ and _is(ufficio, da, relazione.workflow)
            )
    return fascicolo_di(fascicolo.procedimento, definition, collegati)


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


def _load(ufficio: Ufficio, id_: str, letti: _Letti, fino_a: int | None = None) -> Fascicolo:
    if id_ in letti:
        return letti[id_]
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, id_)
    annotazioni = [
        read_annotazione(bytes(r.corpo)) for r in hot.load_annotazioni(ufficio.conn, ufficio.ente, id_)
    ][:fino_a]
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


def _pointing(ufficio: Ufficio, id_: str, relazione: str) -> list[str]:
    _, entranti = hot.load_collegamenti(ufficio.conn, ufficio.ente, id_)
    return [riga.da for riga in entranti if riga.relazione == relazione]


def _is(ufficio: Ufficio, id_: str, workflow: str) -> bool:
    return hot.load_procedimento(ufficio.conn, ufficio.ente, id_).workflow == workflow
