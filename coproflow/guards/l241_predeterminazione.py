"""L. 241/1990, art. 12: the criteria are set beforehand, by the rules of the body, changed for everybody."""

from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import (
    AperturaCoprogettazione,
    Chiarimento,
    PubblicazioneAvviso,
    RettificaAvviso,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "regolamento_dei_contributi",
    etichetta="Regolamento dei contributi",
    vincoli=("REG-CONTRIBUTI-12",),
    forza="prassi",
    fonti=("l241-12",),
)
def regolamento_dei_contributi(ctx: Contesto) -> Accertamento:
    """L'avviso dice a quale regolamento dei contributi dell'ente si conforma."""
    regolamento = avviso_vigente(ctx).regolamento_contributi
    if regolamento.strip():
        return soddisfatta("l’avviso si conforma al {regolamento}", regolamento=regolamento)
    return non_soddisfatta(
        "l’avviso non dice a quale regolamento dei contributi si conforma",
        rimedi=(Rimedio("apertura", ("regolamento_contributi",)),),
    )


@guard(
    "avviso_non_pubblicato",
    etichetta="Criteri predeterminati",
    vincoli=("L241-12-PREDET",),
    forza="legge",
    fonti=("l241-12", "cts-55-4"),
)
def avviso_non_pubblicato(ctx: Contesto) -> Accertamento:
    """Dopo la pubblicazione l'avviso non si corregge sul fascicolo: si rettifica con un atto pubblicato."""
    pubblicazione = ctx.cerca(PubblicazioneAvviso)
    if pubblicazione is None:
        return soddisfatta("l’avviso non è ancora pubblicato: contenuti e criteri possono essere definiti")
    return non_soddisfatta(
        "l’avviso è pubblicato dal {giorno}: criteri e contenuti sono predeterminati, e cambiano solo con "
        "una rettifica pubblicata e la riapertura del termine",
        giorno=pubblicazione.data,
        rimedi=(Rimedio("rettifica_avviso", ("contenuto", "nuova_scadenza")),),
    )


@guard(
    "riapertura_termini",
    etichetta="Riapertura del termine dopo una rettifica",
    vincoli=("AVVISO-RETTIFICA", "L241-12-PREDET"),
    forza="legge",
    fonti=("l241-12", "cts-55-4", "l241-1"),
)
def riapertura_termini(ctx: Contesto) -> Accertamento:
    """Una rettifica sostanziale riapre o proroga il termine per le domande, e nessuna lo accorcia."""
    rettifica = ctx.ultimo(RettificaAvviso)
    precedenti = [f.nuova_scadenza for f in ctx.tutti(RettificaAvviso)[:-1] if f.nuova_scadenza]
    prima = (precedenti or [ctx.ultimo(AperturaCoprogettazione).scadenza_domande])[-1]
    rimedi = (Rimedio("rettifica_avviso", ("nuova_scadenza",)),)
    if rettifica.nuova_scadenza is None:
        if rettifica.tocca_chi_partecipa:
            return non_soddisfatta(
                "la rettifica è sostanziale e non fissa un nuovo termine per le domande", rimedi=rimedi
            )
        if prima.date() < rettifica.data:
            return non_soddisfatta(
                "il termine per le domande è scaduto il {prima}, e la rettifica non ne fissa un altro",
                prima=prima,
                rimedi=rimedi,
            )
        return non_applicabile("la rettifica non è sostanziale")
    if rettifica.nuova_scadenza <= prima:
        return non_soddisfatta(
            "il nuovo termine ({nuovo}) non è successivo al precedente ({prima})",
            nuovo=rettifica.nuova_scadenza,
            prima=prima,
            rimedi=rimedi,
        )
    return soddisfatta(
        "il termine per le domande è {come} fino al {nuovo} per tutti gli interessati",
        come="riaperto" if prima.date() < rettifica.data else "prorogato",
        nuovo=rettifica.nuova_scadenza,
    )


@guard(
    "rettifica_pubblicata",
    etichetta="Rettifica pubblicata come l’avviso",
    vincoli=("AVVISO-RETTIFICA", "L241-12-PREDET"),
    forza="legge",
    fonti=("l241-12", "dlgs33-26-1"),
)
def rettifica_pubblicata(ctx: Contesto) -> Accertamento:
    """La rettifica è pubblicata con le stesse forme dell'avviso e, se tocca i criteri, in trasparenza."""
    rettifica = ctx.ultimo(RettificaAvviso)
    mancano = tuple(
        campo
        for campo, serve in (("albo_numero", True), ("trasparenza_criteri", bool(rettifica.criteri)))
        if serve and not getattr(rettifica, campo)
    )
    if mancano:
        return non_soddisfatta(
            "la rettifica non risulta pubblicata con le stesse forme dell’avviso",
            rimedi=(Rimedio("rettifica_avviso", mancano),),
        )
    return soddisfatta("la rettifica è pubblicata all’albo con il n. {numero}", numero=rettifica.albo_numero)


@guard(
    "chiarimenti_uguali_per_tutti",
    etichetta="Chiarimenti pubblicati per tutti",
    vincoli=("AVVISO-RETTIFICA",),
    forza="legge",
    fonti=("l241-1", "cts-55-4"),
)
def chiarimenti_uguali_per_tutti(ctx: Contesto) -> Accertamento:
    """Le risposte ai quesiti sono pubblicate, uguali per tutti, prima della scadenza."""
    chiarimento = ctx.ultimo(Chiarimento)
    scadenza = avviso_vigente(ctx).scadenza_domande
    if not chiarimento.indirizzo:
        return non_soddisfatta(
            "la risposta al quesito non risulta pubblicata",
            rimedi=(Rimedio("chiarimento", ("indirizzo",)),),
        )
    if chiarimento.data > scadenza.date():
        return non_soddisfatta(
            "la risposta è del {giorno}, dopo il termine per le domande ({scadenza})",
            giorno=chiarimento.data,
            scadenza=scadenza,
            rimedi=(Rimedio("rettifica_avviso", ("nuova_scadenza",)),),
        )
    return soddisfatta(
        "la risposta è pubblicata per tutti all’indirizzo {indirizzo}", indirizzo=chiarimento.indirizzo
    )


@guard(
    "rettifica_adottata",
    etichetta="Rettifica disposta con determinazione",
    vincoli=("AVVISO-RETTIFICA", "TUEL-107-DIR"),
    forza="legge",
    fonti=("tuel-107", "l241-12"),
)
def rettifica_adottata(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """L'avviso rettificato o prorogato lo è per determinazione, come per determinazione fu approvato."""
    rettifica, fatti = ctx.cerca(RettificaAvviso), ctx.atto(atto)
    if rettifica is None:
        return non_applicabile("l’avviso non è stato rettificato né prorogato")
    if fatti is None or fatti.adozione.data < rettifica.data:
        return non_soddisfatta(
            "la rettifica dell’avviso, del {giorno}, non risulta disposta con determinazione",
            giorno=rettifica.data,
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    return soddisfatta("la rettifica dell’avviso è disposta con {estremi}", estremi=fatti.estremi)
