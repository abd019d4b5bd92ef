"""D.M. 72/2021, sections 3 and 6: the procedure that an ETS starts with a proposal of its own."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione, PubblicazioneAvviso
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    Ritardo,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_DELL_ENTE = "la procedura è avviata per iniziativa dell’ente"


@guard(
    "proposta_valutata",
    etichetta="Proposta dell’ETS valutata",
    vincoli=("LG-INIZIATIVA-PARTE",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "l241-3"),
)
def proposta_valutata(ctx: Contesto) -> Accertamento:
    """Se l'iniziativa è di un ETS, la proposta formalizzata è agli atti e un verbale la valuta."""
    avviso = ctx.ultimo(AperturaCoprogettazione)
    if avviso.iniziativa == "ente":
        return non_applicabile(_DELL_ENTE)
    nomi = {
        "proposta_di": "chi ha presentato la proposta",
        "proposta_estremi": "gli estremi della proposta",
        "valutazione_proposta": "il verbale che la valuta",
    }
    mancano = tuple(campo for campo in nomi if not getattr(avviso, campo).strip())
    if mancano:
        return non_soddisfatta(
            "l’iniziativa risulta di parte, ma non è indicato {mancano}",
            mancano=tuple(nomi[m] for m in mancano),
            rimedi=(Rimedio("apertura", mancano),),
        )
    return soddisfatta(
        "la procedura muove dalla proposta di {chi} ({estremi}), valutata positivamente ({verbale}), e "
        "l’avviso consente agli altri enti di presentare la propria",
        chi=avviso.proposta_di,
        estremi=avviso.proposta_estremi,
        verbale=avviso.valutazione_proposta,
    )


@guard(
    "proposta_pubblicata",
    etichetta="Proposta dell’ETS pubblicata con l’avviso",
    vincoli=("LG-INIZIATIVA-PARTE",),
    forza="linee_guida",
    fonti=("dm72-2021-p6",),
)
def proposta_pubblicata(ctx: Contesto) -> Accertamento:
    """Se l'iniziativa è di un ETS, con l'avviso si pubblicano la sua proposta e il verbale che la valuta."""
    if ctx.ultimo(AperturaCoprogettazione).iniziativa == "ente":
        return non_applicabile(_DELL_ENTE)
    avviso = ctx.ultimo(PubblicazioneAvviso)
    if avviso.proposta_pubblicata is None:
        return non_soddisfatta(
            "con l’avviso non sono pubblicati la proposta dell’ETS e il verbale che la valuta",
            rimedi=(Rimedio("pubblicazione_avviso", ("proposta_pubblicata",)),),
        )
    motivo = "la proposta dell’ETS e il verbale che la valuta sono pubblicati dal {giorno}"
    giorni = (avviso.proposta_pubblicata - avviso.data).days
    ritardo = Ritardo(giorni, "pubblicazione della proposta con l’avviso", "la pubblicazione è avvenuta")
    return soddisfatta(motivo, giorno=avviso.proposta_pubblicata, ritardo=ritardo if giorni > 0 else None)
