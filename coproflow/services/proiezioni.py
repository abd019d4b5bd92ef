"""What is derived from the log and stored beside it: the terms that are running."""

from datetime import datetime

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
    regola = definition.termini[termine]
    eventi = {p.partition(".")[0] for p in (regola.at or (regola.runs_from,))}
    inizio = [a.seq for evento in eventi for a in ctx.passi(evento)]
    chiusure = [
        a.seq for t in definition.transitions if termine in (t.after, t.within) for a in ctx.passi(t.event)
    ]
    return bool(inizio and chiusure) and max(chiusure) > max(inizio)
