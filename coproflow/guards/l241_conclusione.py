"""L. 241/1990, artt. 2-3: a procedure ends with an express act, and the act says why."""

from coproflow.domain.avvio import apertura_di
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import ArchiviazioneAvviso
from coproflow.domain.dati.coprogrammazione import ArchiviazioneCoprogrammazione, RaccoltaAdesioni
from coproflow.domain.dati.tavolo import FallimentoTavolo
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId
from coproflow.domain.tavoli import concessione_di
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "archiviazione_motivata",
    etichetta="Archiviazione motivata",
    vincoli=("L241-3-MOTIV", "L241-2-TERMINE"),
    forza="legge",
    fonti=("l241-2", "l241-3"),
)
def archiviazione_motivata(ctx: Contesto) -> Accertamento:
    """Il procedimento che si chiude prima della fine si archivia con le ragioni che gli atti mostrano."""
    archiviazione = ctx.dati
    assert isinstance(archiviazione, ArchiviazioneCoprogrammazione | ArchiviazioneAvviso)
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
    if archiviazione.ragione == "istanza_non_accolta" and apertura_di(ctx).iniziativa == "ente":
        return non_soddisfatta(
            "l’archiviazione è motivata con un’istanza non accolta, ma l’iniziativa è dell’ente",
            rimedi=rimedi,
        )
    return soddisfatta(
        "il procedimento si archivia per le ragioni seguenti: {motivazione}",
        motivazione=archiviazione.motivazione,
    )


@guard(
    "concessione_ritirata",
    etichetta="Concessione ritirata prima di chiudere il tavolo",
    vincoli=("PD-SALTO", "L241-3-MOTIV"),
    forza="legge",
    fonti=("l241-21quinquies", "l241-3"),
)
def concessione_ritirata(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """La concessione già adottata non resta senza partner: un atto la ritira o prende atto della rinuncia."""
    concessione, fallimento = concessione_di(ctx, atto), ctx.ultimo(FallimentoTavolo)
    if concessione is None:
        return non_applicabile("nessuna concessione è stata adottata a favore del partner")
    if fallimento.ritiro_concessione.strip():
        return soddisfatta(
            "la {concessione} è ritirata con {ritiro}",
            concessione=concessione.estremi,
            ritiro=fallimento.ritiro_concessione,
        )
    return non_soddisfatta(
        "la {concessione} è adottata, e non è indicato l’atto che la ritira o prende atto della rinuncia",
        concessione=concessione.estremi,
        rimedi=(Rimedio("fallimento_tavolo", ("ritiro_concessione",)),),
    )


@guard(
    "concessione_non_esecutiva",
    etichetta="Concessione non ancora esecutiva",
    vincoli=("PD-APPROVAZIONE", "TUEL-183-7-VISTO"),
    forza="legge",
    fonti=("tuel-183-7", "l241-21quinquies"),
)
def concessione_non_esecutiva(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """Il progetto torna al tavolo finché la concessione non è esecutiva: dopo, occorre ritirarla."""
    concessione = concessione_di(ctx, atto)
    if concessione is None or concessione.esecutivo_dal is None or concessione.esecutivo_dal > ctx.data:
        return soddisfatta("la concessione del contributo non è esecutiva")
    return non_soddisfatta(
        "la {concessione} è esecutiva dal {dal}: il progetto non torna al tavolo se non la si ritira",
        concessione=concessione.estremi,
        dal=concessione.esecutivo_dal,
        rimedi=(Rimedio("fallimento_tavolo", ("motivi", "ritiro_concessione")),),
    )
