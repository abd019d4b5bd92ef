"""What is derived from the log and stored beside it: the terms that are running."""

from datetime import datetime
from functools import lru_cache

from coproflow.domain.contesto import Contesto
from coproflow.domain.forme import dump
from coproflow.domain.procedimento import Fascicolo
from coproflow.domain.verifiche import DatoMancanteError, FiguraAssenteError
from coproflow.engine.definition import WorkflowDefinition
from coproflow.services.archivio import PARAMETERS
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot


def project(ufficio: Ufficio, fascicolo: Fascicolo, adesso: datetime) -> None:
    """Derive the pending terms of a case anew, with the hash of the parameters that gave their dates."""
    definition = ufficio.definition(fascicolo.procedimento.definizione)
    ctx = Contesto(fascicolo, ufficio.quadro, adesso.date())
    righe = []
    if not definition.states[fascicolo.procedimento.stato].final:
        for id_, regola in definition.termini.items():
            if _closed(definition, ctx, id_):
                continue
            try:
                scadenza = ctx.scadenza(id_)
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
    hot.replace_scadenze(ufficio.conn, ufficio.ente, fascicolo.procedimento.id, righe)


def _closed(definition: WorkflowDefinition, ctx: Contesto, termine: str) -> bool:
    """A term is no longer pending when a step it governs was recorded after the fact it runs from."""
    aprono, chiudono = _events(definition, termine)
    inizio = [a.seq for evento in aprono for a in ctx.passi(evento)]
    chiusure = [a.seq for evento in chiudono for a in ctx.passi(evento)]
    return bool(inizio and chiusure) and max(chiusure) > max(inizio)


@lru_cache(maxsize=256)
def _events(definition: WorkflowDefinition, termine: str) -> tuple[frozenset[str], frozenset[str]]:
    """The events a term runs from, and those of the steps it governs."""
    regola = definition.termini[termine]
    aprono = (percorso.partition(".")[0] for percorso in (regola.at or (regola.runs_from,)))
    chiudono = (t.event for t in definition.transitions if termine in (t.after, t.within))
    return frozenset(aprono), frozenset(chiudono)
