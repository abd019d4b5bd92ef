"""Advances on a reporting period: only where the convention foresees them, and then accounted for."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import pagato
from coproflow.domain.dati.rendicontazione import Anticipo, ApprovazioneRendiconto, MancataPresentazione
from coproflow.domain.guard import guard
from coproflow.domain.importi import somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.rendiconto_contributo import concesso_in_tutto


@guard(
    "anticipo_previsto",
    etichetta="Anticipo previsto dalla convenzione",
    vincoli=("LIQ-ANTICIPO",),
    forza="avviso",
    fonti=("convenzione", "l241-12"),
    coerenza=True,
)
def anticipo_previsto(ctx: Contesto, *, massimo: ParametroId) -> Accertamento:
    """Il contributo rimborsa costi sostenuti: si anticipa solo la quota che la convenzione ha previsto."""
    if not ctx.prevede(massimo):
        return non_soddisfatta(
            "la convenzione non prevede anticipi, e il contributo rimborsa costi già sostenuti"
        )
    quota, concesso = ctx.parametro(massimo).valore, concesso_in_tutto(ctx)
    anticipi = somma(a.importo for r in (*ctx.collegati("sorelle"), ctx) for a in r.tutti(Anticipo))
    tetto = quota.per_difetto(concesso)
    cifre = {"anticipi": anticipi, "tetto": tetto, "quota": str(quota), "concesso": concesso}
    if anticipi > tetto:
        return non_soddisfatta(
            "gli anticipi, insieme, sono {anticipi} e superano {tetto}, il {quota} di {concesso}",
            rimedi=(Rimedio(ctx.passo, ("imputazioni",)),),
            **cifre,
        )
    return soddisfatta(
        "gli anticipi, insieme, sono {anticipi}, entro {tetto} (il {quota} di {concesso})", **cifre
    )


@guard(
    "garanzia_dell_anticipo",
    etichetta="Garanzia dell’anticipo",
    vincoli=("LIQ-ANTICIPO",),
    forza="avviso",
    fonti=("convenzione",),
)
def garanzia_dell_anticipo(ctx: Contesto, *, richiesta: ParametroId) -> Accertamento:
    """L'anticipo è garantito, se l'ente o la convenzione non ne fanno a meno."""
    if ctx.parametro(richiesta).valore != "si":
        return non_applicabile("per gli anticipi non è richiesta una garanzia")
    if garanzia := ctx.ultimo(Anticipo).garanzia.strip():
        return soddisfatta("l’anticipo è garantito ({garanzia})", garanzia=garanzia)
    return non_soddisfatta("l’anticipo non è garantito", rimedi=(Rimedio(ctx.passo, ("garanzia",)),))


@guard(
    "erogato_registrato",
    etichetta="Anticipi di cui si rende conto",
    vincoli=("LIQ-ANTICIPO", "REND-RIDUZIONI"),
    forza="legge",
    fonti=("tuel-185", "cc-2033"),
    coerenza=True,
)
def erogato_registrato(ctx: Contesto) -> Accertamento:
    """Il già erogato per il periodo è quello dei mandati pagati in anticipo: il rendiconto lo assorbe."""
    dati = ctx.dati if isinstance(ctx.dati, MancataPresentazione) else ctx.ultimo(ApprovazioneRendiconto)
    versato = pagato((ctx,))
    if dati.erogato == versato:
        if not versato:
            return soddisfatta("per il periodo non è stato erogato nulla in anticipo")
        return soddisfatta("per il periodo sono già stati erogati {versato}", versato=versato)
    return non_soddisfatta(
        "per il periodo risultano pagati {versato}, non {scritto}",
        rimedi=(Rimedio(ctx.passo, ("erogato",)),),
        versato=versato,
        scritto=dati.erogato,
    )
