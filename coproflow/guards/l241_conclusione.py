"""L. 241/1990, artt. 2-3: a procedure ends with an express act, and the act says why."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogrammazione import (
    AperturaCoprogrammazione,
    ArchiviazioneCoprogrammazione,
    RaccoltaAdesioni,
)
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


@guard(
    "archiviazione_motivata",
    etichetta="Archiviazione motivata",
    vincoli=("L241-3-MOTIV", "L241-2-TERMINE"),
    forza="legge",
    fonti=("l241-2", "l241-3"),
)
def archiviazione_motivata(ctx: Contesto) -> Accertamento:
    """Il procedimento che si chiude prima della fine si archivia con le ragioni che gli atti mostrano."""
    archiviazione = ctx.ultimo(ArchiviazioneCoprogrammazione)
    rimedi = (Rimedio("archiviazione", ("ragione", "motivazione")),)
    if not archiviazione.motivazione.strip():
        return non_soddisfatta("l’archiviazione non dice le proprie ragioni", rimedi=rimedi)
    if archiviazione.ragione == "nessuna_adesione":
        adesioni = sum(r.numero for r in ctx.tutti(RaccoltaAdesioni))
        if adesioni:
            return non_soddisfatta(
                "l’archiviazione è motivata con la mancanza di adesioni, ma ne risultano {adesioni}",
                adesioni=adesioni,
                rimedi=rimedi,
            )
    iniziativa = ctx.ultimo(AperturaCoprogrammazione).iniziativa
    if archiviazione.ragione == "istanza_non_accolta" and iniziativa == "ente":
        return non_soddisfatta(
            "l’archiviazione è motivata con un’istanza non accolta, ma l’iniziativa è dell’ente",
            rimedi=rimedi,
        )
    return soddisfatta(
        "il procedimento si archivia per le ragioni seguenti: {motivazione}",
        motivazione=archiviazione.motivazione,
    )
