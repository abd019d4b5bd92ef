"""L. 241/1990, going back on one's own act: hearing the partner, revocation, withdrawal, indemnity."""

from datetime import date

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import MISURE, ultima_misura
from coproflow.domain.dati.autotutela import (
    ComunicazioneAvvio,
    Decadenza,
    Indennizzo,
    Memorie,
    Provvedimento,
    Recesso,
    Revoca,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.termini import Durata
from coproflow.domain.verifiche import (
    Accertamento,
    DatoMancanteError,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


def misura_di(fatto: Provvedimento) -> str:
    """The name of a measure, as the communication of its beginning says it."""
    return next(nome for nome, tipo in MISURE.items() if isinstance(fatto, tipo))


def comunicazione_di(ctx: Contesto) -> ComunicazioneAvvio | None:
    """The communication that began the procedure of the measure being recorded."""
    avvio = ctx.cerca(ComunicazioneAvvio, misura=misura_di(ctx.ultimo(Provvedimento)))
    prima = ultima_misura(ctx)
    if avvio is not None and prima is not None and avvio.data < prima.data:
        return None  # it began another procedure, already decided
    return avvio


@guard(
    "contenuti_comunicazione_avvio",
    etichetta="Contenuti della comunicazione di avvio",
    vincoli=("L241-7-8-AVVIO",),
    forza="legge",
    fonti=("l241-7", "l241-8"),
)
def contenuti_comunicazione_avvio(ctx: Contesto) -> Accertamento:
    """La comunicazione di avvio è personale e contiene gli elementi dell'art. 8 c. 2."""
    avvio = ctx.ultimo(ComunicazioneAvvio)
    vuoti = tuple(
        nome
        for nome, valore in (
            ("i destinatari", avvio.destinatari),
            ("l’oggetto e le ragioni", avvio.motivi.strip()),
            ("il responsabile e l’ufficio", avvio.responsabile.strip()),
            ("i rimedi in caso di inerzia", avvio.rimedi_inerzia.strip()),
            ("dove si prende visione degli atti", avvio.accesso.strip()),
        )
        if not valore
    )
    if vuoti:
        return non_soddisfatta(
            "la comunicazione di avvio non indica {vuoti}",
            vuoti=vuoti,
            rimedi=(Rimedio("comunicazione_avvio", ("destinatari", "motivi", "responsabile", "accesso")),),
        )
    return soddisfatta(
        "l’avvio è stato comunicato a {chi} il {ricezione}, con gli elementi dell’art. 8",
        chi=avvio.destinatari,
        ricezione=avvio.ricezione,
    )


@guard(
    "comunicazione_avvio_revoca",
    etichetta="Avvio comunicato e termine per memorie decorso",
    vincoli=("L241-7-8-AVVIO",),
    forza="legge",
    fonti=("l241-7", "l241-8", "l241-10"),
)
def comunicazione_avvio_revoca(ctx: Contesto, *, memorie: ParametroId) -> Accertamento:
    """Il provvedimento sfavorevole segue la comunicazione di avvio e il termine per memorie."""
    misura = ctx.ultimo(Provvedimento)
    if isinstance(misura, Decadenza) and misura.requisito == "interdittiva_antimafia":
        return non_applicabile("il contraddittorio sull’interdittiva si svolge davanti al Prefetto")
    if misura.motivi_celerita.strip():
        return non_applicabile(
            "l’avvio non è comunicato per particolari esigenze di celerità ({motivi})",
            motivi=misura.motivi_celerita.strip(),
        )
    if misura.cautelare_urgente:
        return non_applicabile("il provvedimento è cautelare (art. 7, comma 2, della L. n. 241/1990)")
    if misura.pubblicita.strip():
        return soddisfatta(
            "l’avvio è reso noto con forme di pubblicità idonee (art. 8, comma 3, della L. n. 241/1990)"
        )
    avvio = comunicazione_di(ctx)
    if avvio is None:
        return non_soddisfatta(
            "l’avvio del procedimento non è stato comunicato ai destinatari",
            rimedi=(
                Rimedio("comunicazione_avvio", ("misura", "ricezione")),
                Rimedio(ctx.passo, ("motivi_celerita",)),
            ),
        )
    giorni = ctx.parametro(memorie).valore
    termine = ctx.conta(avvio.ricezione, Durata("giorni", giorni))
    if ctx.data > termine.data:
        return soddisfatta(
            "l’avvio è stato comunicato il {ricezione} e il termine per memorie è scaduto il {termine}",
            ricezione=avvio.ricezione,
            termine=termine.data,
        )
    return non_soddisfatta(
        "il termine di {giorni} giorni per memorie, dalla comunicazione del {ricezione}, scade il {termine}",
        giorni=giorni,
        ricezione=avvio.ricezione,
        termine=termine.data,
        non_prima_di=date.fromordinal(termine.data.toordinal() + 1),
    )


@guard(
    "memorie_valutate",
    etichetta="Memorie valutate",
    vincoli=("L241-7-8-AVVIO",),
    forza="legge",
    fonti=("l241-10",),
)
def memorie_valutate(ctx: Contesto) -> Accertamento:
    """Le memorie presentate sono valutate nel provvedimento."""
    misura = ctx.ultimo(Provvedimento)
    avvio = comunicazione_di(ctx)
    arrivate = [m for m in ctx.tutti(Memorie) if avvio is None or m.data >= avvio.ricezione]
    if not arrivate:
        return non_applicabile("non sono pervenute memorie")
    if misura.memorie_valutate.strip():
        return soddisfatta(
            "sono state valutate le memorie pervenute ({protocolli})",
            protocolli=tuple(m.protocollo for m in arrivate),
        )
    return non_soddisfatta(
        "sono pervenute memorie ({protocolli}) e il provvedimento non dice come le ha valutate",
        protocolli=tuple(m.protocollo for m in arrivate),
        rimedi=(Rimedio(ctx.passo, ("memorie_valutate",)),),
    )


@guard(
    "presupposto_revoca",
    etichetta="Presupposto della revoca",
    vincoli=("L241-21QUINQ",),
    forza="legge",
    fonti=("l241-21quinquies",),
)
def presupposto_revoca(ctx: Contesto) -> Accertamento:
    """Si revoca per motivi sopravvenuti o mutamento imprevedibile del fatto; i vantaggi non si rivalutano."""
    revoca = ctx.ultimo(Revoca)
    vantaggio = revoca.vantaggio_economico or "tavolo" in ctx.fascicolo.relazioni  # a convention grants money
    if revoca.presupposto == "nuova_valutazione":
        if not vantaggio:
            return soddisfatta("la revoca muove da una nuova valutazione dell’interesse pubblico originario")
        return non_soddisfatta(
            "l’attribuzione di un vantaggio economico non si revoca per nuova valutazione dell’interesse "
            "originario: occorrono motivi sopravvenuti o un mutamento della situazione di fatto",
            rimedi=(Rimedio(ctx.passo, ("presupposto", "fatto")),),
        )
    if not revoca.fatto.strip() or not revoca.provvedimento_del < revoca.fatto_del <= ctx.data:
        return non_soddisfatta(
            "il motivo indicato è del {fatto}, e doveva essere posteriore al provvedimento, del "
            "{provvedimento}, e già sopravvenuto il {oggi}",
            fatto=revoca.fatto_del,
            provvedimento=revoca.provvedimento_del,
            oggi=ctx.data,
            rimedi=(Rimedio(ctx.passo, ("fatto", "fatto_del")),),
        )
    if revoca.presupposto == "mutamento_fatto" and revoca.prevedibile:
        return non_soddisfatta(
            "il mutamento della situazione di fatto era prevedibile quando il provvedimento fu adottato",
            rimedi=(Rimedio(ctx.passo, ("presupposto", "fatto")),),
        )
    quale = (
        "un mutamento della situazione di fatto, non prevedibile all’adozione, del {fatto}, sopravvenuto"
        if revoca.presupposto == "mutamento_fatto"
        else "motivi di interesse pubblico del {fatto}, sopravvenuti"
    )
    return soddisfatta(
        f"la revoca muove da {quale} al provvedimento del {{provvedimento}}",
        fatto=revoca.fatto_del,
        provvedimento=revoca.provvedimento_del,
    )


@guard(
    "indennizzo_revoca",
    etichetta="Indennizzo per la revoca",
    vincoli=("L241-21QUINQ",),
    forza="legge",
    fonti=("l241-21quinquies",),
    coerenza=True,
)
def indennizzo_revoca(ctx: Contesto) -> Accertamento:
    """Il pregiudizio si indennizza; nei rapporti negoziali l'indennizzo non supera il danno emergente."""
    revoca = ctx.ultimo(Revoca)
    if not revoca.pregiudizio:
        return non_applicabile("la revoca non reca pregiudizio ai soggetti interessati")
    indennizzo = revoca.indennizzo
    if indennizzo is None or not indennizzo.motivazione.strip():
        return non_soddisfatta(
            "la revoca reca pregiudizio e l’indennizzo non è stato valutato",
            rimedi=(Rimedio(ctx.passo, ("indennizzo",)),),
        )
    if not revoca.rapporti_negoziali:
        return soddisfatta("l’indennizzo è stato valutato in {importo}", importo=indennizzo.importo)
    if indennizzo.danno_emergente is None:
        raise DatoMancanteError(type(revoca).__name__, "indennizzo.danno_emergente")
    if indennizzo.importo > indennizzo.danno_emergente:
        return non_soddisfatta(
            "l’indennizzo di {importo} supera il danno emergente, di {danno}",
            importo=indennizzo.importo,
            danno=indennizzo.danno_emergente,
            rimedi=(Rimedio(ctx.passo, ("indennizzo",)),),
        )
    return soddisfatta(
        "l’indennizzo di {importo} non supera il danno emergente, di {danno}",
        importo=indennizzo.importo,
        danno=indennizzo.danno_emergente,
    )


@guard(
    "recesso_per_motivi_sopravvenuti",
    etichetta="Recesso per motivi sopravvenuti",
    vincoli=("L241-11-4-RECESSO",),
    forza="legge",
    fonti=("l241-11-4", "l241-21sexies"),
)
def recesso_per_motivi_sopravvenuti(ctx: Contesto) -> Accertamento:
    """L'amministrazione recede dall'accordo solo per motivi di pubblico interesse sopravvenuti alla firma."""
    recesso = ctx.ultimo(Recesso)
    firma = ctx.data_di("stipula")
    if firma is None:
        raise DatoMancanteError("stipula")
    if not recesso.fatto.strip() or not firma < recesso.fatto_del <= ctx.data:
        return non_soddisfatta(
            "il motivo del recesso è del {fatto}, e doveva essere posteriore alla firma, del {firma}, e già "
            "sopravvenuto il {oggi}",
            fatto=recesso.fatto_del,
            firma=firma,
            oggi=ctx.data,
            rimedi=(Rimedio(ctx.passo, ("fatto", "fatto_del")),),
        )
    return soddisfatta(
        "il recesso muove da un motivo di pubblico interesse del {fatto}, posteriore alla firma del {firma}",
        fatto=recesso.fatto_del,
        firma=firma,
    )


@guard(
    "indennizzo_valutato",
    etichetta="Indennizzo valutato",
    vincoli=("L241-11-4-RECESSO", "CESS-6M"),
    forza="legge",
    fonti=("l241-11-4",),
)
def indennizzo_valutato(ctx: Contesto) -> Accertamento:
    """L'indennizzo per i pregiudizi del partner è sempre valutato, anche per dire perché è zero."""
    indennizzo: Indennizzo | None = getattr(ctx.dati, "indennizzo", None)
    if indennizzo is None or not indennizzo.motivazione.strip():
        return non_soddisfatta(
            "l’indennizzo in relazione agli eventuali pregiudizi del partner non è stato valutato",
            rimedi=(Rimedio(ctx.passo, ("indennizzo",)),),
        )
    return soddisfatta("l’indennizzo è stato valutato in {importo}", importo=indennizzo.importo)
