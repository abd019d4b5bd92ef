"""When a table fails: the next in the ranking, invited in order, if the notice foresees it."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.tavolo import InvitoAlSuccessivo, Scorrimento
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.tavoli import gia_al_tavolo, successive
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "scorrimento_previsto",
    etichetta="Scorrimento previsto dall’avviso",
    vincoli=("PD-SALTO",),
    forza="avviso",
    fonti=("avviso",),
)
def scorrimento_previsto(ctx: Contesto, *, facolta: ParametroId) -> Accertamento:
    """Si passa al successivo in graduatoria solo se l'avviso lo prevede."""
    if not ctx.prevede(facolta):
        return non_soddisfatta(
            "questo avviso non prevede di passare al successivo in graduatoria",
            rimedi=(Rimedio("chiusura_senza_convenzione"),),
        )
    citazione = ctx.parametro(facolta).citazione
    return soddisfatta(
        "l’avviso prevede{dove} di invitare chi segue in graduatoria",
        dove=f" ({citazione})" if citazione else "",
    )


@guard(
    "segue_in_graduatoria",
    etichetta="Invito a chi segue in graduatoria",
    vincoli=("PD-SALTO", "L241-12-PREDET"),
    forza="legge",
    fonti=("l241-12", "avviso"),
)
def segue_in_graduatoria(ctx: Contesto) -> Accertamento:
    """Si invita la proposta idonea che segue per punteggio, e nessuna si salta."""
    invito, seguono = ctx.ultimo(InvitoAlSuccessivo), successive(ctx)
    if invito.domanda not in seguono:
        return non_soddisfatta(
            "la domanda {domanda} non è fra quelle idonee che seguono in graduatoria: {seguono}",
            domanda=invito.domanda,
            seguono=tuple(seguono) or "nessuna",
            rimedi=(Rimedio("invito_al_successivo", ("domanda",)),),
        )
    prima = tuple(d for d, punti in seguono.items() if punti > seguono[invito.domanda])
    if prima:
        return non_soddisfatta(
            "prima della domanda {domanda} segue in graduatoria {prima}",
            domanda=invito.domanda,
            prima=prima,
            rimedi=(Rimedio("invito_al_successivo", ("domanda",)),),
        )
    return soddisfatta(
        "la domanda {domanda}, con {punti} punti, è la prima che segue in graduatoria",
        domanda=invito.domanda,
        punti=seguono[invito.domanda],
    )


@guard(
    "subentro_invitato",
    etichetta="Domanda che subentra",
    vincoli=("PD-SALTO",),
    forza="avviso",
    fonti=("avviso",),
)
def subentro_invitato(ctx: Contesto) -> Accertamento:
    """Al tavolo subentra una domanda che è stata invitata dopo il mancato accordo."""
    subentro = ctx.ultimo(Scorrimento)
    invitate = {i.domanda for i in ctx.tutti(InvitoAlSuccessivo)} - set(gia_al_tavolo(ctx))
    if subentro.domanda not in invitate:
        return non_soddisfatta(
            "la domanda {domanda} non risulta invitata dopo il mancato accordo, o è già stata al tavolo",
            domanda=subentro.domanda,
            rimedi=(Rimedio("invito_al_successivo", ("domanda", "posizione", "protocollo")),),
        )
    return soddisfatta(
        "al tavolo subentra la domanda {domanda}, invitata dopo il mancato accordo", domanda=subentro.domanda
    )


@guard(
    "scorrimento_esperito",
    etichetta="Invito al successivo prima di chiudere",
    vincoli=("PD-SALTO",),
    forza="avviso",
    fonti=("avviso",),
)
def scorrimento_esperito(ctx: Contesto, *, facolta: ParametroId) -> Accertamento:
    """Se l'avviso prevede lo scorrimento, prima di chiudere si è invitato chi segue, finché ce n'è."""
    if ctx.parametro(facolta).valore == "no":
        return non_applicabile("l’avviso esclude lo scorrimento della graduatoria")
    seguono = successive(ctx)
    if seguono:
        return non_soddisfatta(
            "l’avviso prevede lo scorrimento, e in graduatoria {seguono} non risulta invitata",
            seguono=tuple(seguono),
            rimedi=(Rimedio("invito_al_successivo", ("domanda", "posizione", "protocollo")),),
        )
    return soddisfatta("in graduatoria non vi sono altre domande da invitare")
