"""What is derived from the log and stored beside it: the terms that are running."""

from datetime import date
from functools import lru_cache

from coproflow.domain.contesto import Contesto
from coproflow.domain.forme import dump
from coproflow.domain.procedimento import Annotazione, Fascicolo, Procedimento
from coproflow.domain.verifiche import DatoMancanteError, FiguraAssenteError
from coproflow.engine.definition import WorkflowDefinition
from coproflow.services.archivio import PARAMETERS
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot


def project(ufficio: Ufficio, fascicolo: Fascicolo) -> None:
    """Derive the pending terms of a case anew, with the hash of the parameters that gave their dates.

    Each term is counted with the law of the day it runs from, so that the same log gives the same dates.
    """
    procedimento = fascicolo.procedimento
    definition = ufficio.definition(procedimento.definizione)
    righe = []
    if not definition.states[procedimento.stato].final:
        for id_, regola in definition.termini.items():
            inizio = _running(definition, procedimento, id_)
            if inizio is None:
                continue
            try:
                scadenza = Contesto(fascicolo, ufficio.quadro, inizio).scadenza(id_)
            except (DatoMancanteError, FiguraAssenteError):
                continue
            righe.append(
                hot.RigaScadenza(
                    termine=id_,
                    data=scadenza.data.isoformat(),
                    istante=scadenza.istante.isoformat() if scadenza.istante else None,
                    etichetta=regola.label,
                    certezza=scadenza.certezza,
                    dettaglio=hot.dump_corpo(dump(scadenza)).decode(),
                    parametri_sha=ufficio.in_uso[PARAMETERS],
                )
            )
    hot.replace_scadenze(ufficio.conn, ufficio.ente, procedimento.id, righe)


def moves_terms(definition: WorkflowDefinition, annotazione: Annotazione) -> bool:
    """Whether an entry can move a term: one runs from it or ends with it, sets figures, or ends the case."""
    return (
        annotazione.evento in _all_events(definition)
        or "figure" in annotazione.grezzo
        or definition.states[annotazione.a].final
    )


def _running(definition: WorkflowDefinition, procedimento: Procedimento, termine: str) -> date | None:
    """The day of the fact a term runs from, unless a step it governs was recorded after it."""
    aprono, chiudono = _events(definition, termine)
    inizi = [a for evento in aprono for a in procedimento.per_evento.get(evento, ())]
    if not inizi:
        return None
    inizio = max(inizi, key=_posto)
    chiusure = (_posto(a) for evento in chiudono for a in procedimento.per_evento.get(evento, ()))
    return None if max(chiusure, default=0) > _posto(inizio) else inizio.data


def _posto(annotazione: Annotazione) -> int:
    """Where an entry stands in the log: a rectification stands where the entry it rectifies did."""
    return annotazione.rettifica or annotazione.seq


@lru_cache(maxsize=256)
def _events(definition: WorkflowDefinition, termine: str) -> tuple[frozenset[str], frozenset[str]]:
    """The events a term runs from, and those of the steps it governs."""
    regola = definition.termini[termine]
    aprono = (percorso.partition(".")[0] for percorso in (regola.at or (regola.runs_from,)))
    chiudono = (t.event for t in definition.transitions if termine in (t.after, t.within))
    return frozenset(aprono), frozenset(chiudono)


@lru_cache(maxsize=64)
def _all_events(definition: WorkflowDefinition) -> frozenset[str]:
    return frozenset().union(*(e for termine in definition.termini for e in _events(definition, termine)))
