"""The notice on applications: when and how they are received, groups, one application a body, outcomes."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from coproflow.domain.avvisi import (
    ammissioni,
    avviso_vigente,
    domanda_di,
    domande_pervenute,
    proposte_ammesse,
)
from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import (
    ChiusuraDomande,
    PresentazioneDomanda,
    RispostaSoccorso,
    VerificaDomande,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId, TermineId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    mostra,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_ELENCO = (Rimedio("approvazione_ammissioni", ("elenco",)),)


@guard(
    "domanda_identificata",
    etichetta="Domanda identificata",
    vincoli=("DOM-TERMINE", "DOM-ATS"),
    forza="avviso",
    fonti=("avviso", "l241-18bis"),
)
def domanda_identificata(ctx: Contesto) -> Accertamento:
    """La domanda ha un codice suo e si candida a programmi dell'avviso."""
    domanda = ctx.ultimo(PresentazioneDomanda)
    noti = {p.codice for p in avviso_vigente(ctx).programmi}
    ignoti = tuple(p for p in domanda.programmi if p not in noti)
    if ignoti or not domanda.programmi:
        return non_soddisfatta(
            "la domanda si candida a {ignoti}, che l’avviso non prevede; prevede {noti}"
            if ignoti
            else "la domanda non indica alcun programma; l’avviso prevede {noti}",
            ignoti=ignoti,
            noti=tuple(sorted(noti)),
            rimedi=(Rimedio("presentazione_domanda", ("programmi",)),),
        )
    codici = [d.codice for d in ctx.tutti(PresentazioneDomanda)]
    if codici.count(domanda.codice) > 1:
        return non_soddisfatta(
            "il codice {codice} è già di un’altra domanda",
            codice=domanda.codice,
            rimedi=(Rimedio("presentazione_domanda", ("codice",)),),
        )
    enti = {d.codice: {e.codice_fiscale for e in d.componenti} for d in ctx.tutti(PresentazioneDomanda)}
    if domanda.sostituisce and enti[domanda.codice].isdisjoint(enti.get(domanda.sostituisce, set())):
        return non_soddisfatta(
            "la domanda sostituisce la {sostituisce}, che non è di chi la presenta",
            sostituisce=domanda.sostituisce,
            rimedi=(Rimedio("presentazione_domanda", ("sostituisce",)),),
        )
    return soddisfatta(
        "la domanda {codice} (prot. {protocollo}) si candida a {programmi}",
        codice=domanda.codice,
        protocollo=domanda.protocollo,
        programmi=domanda.programmi,
    )


@guard(
    "ricevuta_che_fa_fede",
    etichetta="Ora della ricevuta che fa fede",
    vincoli=("DOM-TERMINE",),
    forza="avviso",
    fonti=("avviso", "cad-45"),
)
def ricevuta_che_fa_fede(ctx: Contesto) -> Accertamento:
    """L'ora della domanda è quella della ricevuta che l'avviso ha scelto."""
    avviso, domanda = avviso_vigente(ctx), ctx.ultimo(PresentazioneDomanda)
    if domanda.ricevuta == avviso.fa_fede:
        return soddisfatta("l’ora è quella della ricevuta di {ricevuta}", ricevuta=domanda.ricevuta)
    return non_soddisfatta(
        "l’ora è quella della ricevuta di {trovata}, ma per l’avviso fa fede quella di {richiesta}",
        trovata=domanda.ricevuta,
        richiesta=avviso.fa_fede or "nessuna",
        rimedi=(Rimedio("presentazione_domanda", ("ora", "ricevuta")),),
    )


@guard(
    "esito_di_ricezione",
    etichetta="Tempestività della domanda",
    vincoli=("DOM-TERMINE",),
    forza="avviso",
    fonti=("avviso", "l241-18bis", "cad-45"),
)
def esito_di_ricezione(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """La domanda arrivata un secondo dopo il termine è tardiva e si registra come irricevibile."""
    domanda = ctx.ultimo(PresentazioneDomanda)
    scadenza = ctx.scadenza(termine)
    dovuto = "ricevibile" if scadenza.rispettata_da(_arrivo(domanda)) else "irricevibile"
    if domanda.esito_ricezione == dovuto:
        return soddisfatta(
            "la domanda {codice} è arrivata il {arrivo}, con termine al {scadenza}: è {esito}",
            codice=domanda.codice,
            arrivo=_arrivo(domanda),
            scadenza=str(scadenza),
            esito=dovuto,
        )
    return non_soddisfatta(
        "la domanda è arrivata il {arrivo} e il termine scade il {scadenza}: si registra come {dovuto}, non "
        "come {scritto}",
        arrivo=_arrivo(domanda),
        scadenza=str(scadenza),
        dovuto=dovuto,
        scritto=domanda.esito_ricezione,
        rimedi=(Rimedio("presentazione_domanda", ("esito_ricezione",)),),
    )


def _arrivo(domanda: PresentazioneDomanda) -> datetime:
    return datetime.combine(domanda.data, domanda.ora, ROME)


@guard(
    "domande_tutte_registrate",
    etichetta="Domande registrate e domande protocollate",
    vincoli=("DOM-TERMINE", "AMMISS-ELENCO"),
    forza="avviso",
    fonti=("l241-18bis", "avviso"),
    coerenza=True,
)
def domande_tutte_registrate(ctx: Contesto) -> Accertamento:
    """Le domande registrate sono tante quante il protocollo ne ha ricevute."""
    chiusura = ctx.ultimo(ChiusuraDomande)
    registrate = len(ctx.tutti(PresentazioneDomanda))
    if registrate == chiusura.pervenute:
        return soddisfatta("le domande pervenute ({quante}) sono tutte registrate", quante=registrate)
    return non_soddisfatta(
        "il protocollo ha ricevuto {pervenute} domande, ne sono registrate {registrate}: la differenza è di "
        "{differenza}",
        pervenute=chiusura.pervenute,
        registrate=registrate,
        differenza=abs(chiusura.pervenute - registrate),
        rimedi=(Rimedio("presentazione_domanda"), Rimedio("chiusura_domande", ("pervenute",))),
    )


@guard(
    "verifica_di_ogni_domanda",
    etichetta="Verifica di ogni domanda",
    vincoli=("AMMISS-ELENCO",),
    forza="avviso",
    fonti=("dm72-2021-p6", "l241-6"),
)
def verifica_di_ogni_domanda(ctx: Contesto) -> Accertamento:
    """Il verbale dà un esito a ogni domanda, e nomina la carenza di quelle non regolari."""
    verifica = ctx.ultimo(VerificaDomande)
    esiti = {d.domanda: d for d in verifica.domande}
    difetti = [
        *(f"manca la domanda {d.codice}" for d in domande_pervenute(ctx) if d.codice not in esiti),
        *(
            f"la domanda {d.domanda} non è regolare, ma non è scritta la carenza"
            for d in verifica.domande
            if d.esito in ("da_regolarizzare", "non_ammissibile") and not d.carenze
        ),
        *(
            f"la carenza della domanda {d.domanda} ({c.descrizione}) non si può sanare"
            for d in verifica.domande
            if d.esito == "da_regolarizzare"
            for c in d.carenze
            if not c.sanabile
        ),
        *(
            f"la domanda {d.codice} è arrivata fuori termine, ma l’esito è «{esiti[d.codice].esito}»"
            for d in domande_pervenute(ctx)
            if d.codice in esiti
            and (d.esito_ricezione == "irricevibile") != (esiti[d.codice].esito == "irricevibile")
        ),
    ]
    if difetti:
        return non_soddisfatta(
            "nel verbale: {difetti}",
            difetti=tuple(difetti),
            rimedi=(Rimedio("verifica_domande", ("domande",)),),
        )
    return soddisfatta("tutte le domande sono state verificate ({verbale})", verbale=verifica.verbale)


@guard(
    "tardive_irricevibili",
    etichetta="Domande tardive irricevibili",
    vincoli=("DOM-TERMINE",),
    forza="avviso",
    fonti=("avviso", "l241-18bis"),
)
def tardive_irricevibili(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """È irricevibile la domanda arrivata dopo il termine, e nessun'altra."""
    scadenza = ctx.scadenza(termine)
    errori = tuple(
        f"la domanda {d.codice}, arrivata il {mostra(_arrivo(d))}, risulta «{e.esito.replace('_', ' ')}»"
        for e in ammissioni(ctx)
        if (d := domanda_di(ctx, e.domanda)) is not None
        and e.esito != "ammessa_con_riserva"
        and scadenza.rispettata_da(_arrivo(d)) == (e.esito == "irricevibile")
    )
    if errori:
        return non_soddisfatta(
            "il termine è scaduto il {scadenza}: {errori}",
            scadenza=str(scadenza),
            errori=errori,
            rimedi=_ELENCO,
        )
    return soddisfatta(
        "sono irricevibili le sole domande arrivate dopo il {scadenza}", scadenza=str(scadenza)
    )


@guard(
    "raggruppamento_regolare",
    etichetta="Forma di partecipazione",
    vincoli=("DOM-ATS",),
    forza="avviso",
    fonti=("avviso", "dm72-2021-p3"),
)
def raggruppamento_regolare(ctx: Contesto) -> Accertamento:
    """Il raggruppamento ha un capogruppo; se costituendo, tutti i componenti si impegnano a costituirlo."""
    difetti = tuple(
        f"la domanda {d.codice} {difetto}" for d in _ammesse(ctx) for difetto in _difetti_forma(ctx, d)
    )
    if difetti:
        return non_soddisfatta("{difetti}", difetti=difetti, rimedi=_ELENCO)
    gruppi = tuple(d.codice for d in _ammesse(ctx) if d.forma != "singolo")
    if not gruppi:
        return soddisfatta("gli ammessi partecipano come enti singoli")
    return soddisfatta(
        "i raggruppamenti ({gruppi}) hanno un capogruppo e l’impegno o l’atto costitutivo di tutti",
        gruppi=gruppi,
    )


def _difetti_forma(ctx: Contesto, domanda: PresentazioneDomanda) -> Iterator[str]:
    codici = [e.codice_fiscale for e in domanda.componenti]
    if domanda.forma == "singolo":
        if len(codici) != 1:
            yield f"è di un ente singolo, ma indica {len(codici)} enti"
        return
    if len(set(codici)) < 2:
        yield "è di un raggruppamento, ma non indica almeno due enti"
    if domanda.capogruppo not in codici:
        yield "non indica come capogruppo uno dei componenti"
    if domanda.forma == "raggruppamento_costituito" and not domanda.atto_costitutivo:
        yield "non indica l’atto costitutivo del raggruppamento"
    if domanda.forma == "raggruppamento_costituendo":
        sanati = {
            cf
            for r in ctx.tutti(RispostaSoccorso, domanda=domanda.codice)
            if r.esito_ricezione == "tempestiva"
            for cf in r.impegno
        }
        senza = tuple(
            e.denominazione for e in domanda.componenti if e.codice_fiscale not in {*domanda.impegno, *sanati}
        )
        if senza:
            yield f"non porta l’impegno a costituirsi di {mostra(senza)}"


@guard(
    "partecipazione_unica",
    etichetta="Una sola domanda per programma",
    vincoli=("DOM-ATS",),
    forza="avviso",
    fonti=("avviso",),
)
def partecipazione_unica(ctx: Contesto, *, divieto: ParametroId) -> Accertamento:
    """Se l'avviso lo vieta, nessun ente partecipa a più domande per lo stesso programma."""
    if ctx.parametro(divieto).valore == "no":
        return non_applicabile("l’avviso ammette la partecipazione a più domande")
    volte = Counter(
        (ente.codice_fiscale, ente.denominazione, programma)
        for programma, codice in proposte_ammesse(ctx)
        if (domanda := domanda_di(ctx, codice)) is not None
        for ente in domanda.componenti
    )
    doppi = tuple(f"{nome} per {programma}" for (_, nome, programma), n in volte.items() if n > 1)
    if doppi:
        return non_soddisfatta("risulta in più di una domanda {doppi}", doppi=doppi, rimedi=_ELENCO)
    return soddisfatta("nessun ente partecipa a più di una domanda per lo stesso programma")


def _ammesse(ctx: Contesto) -> Iterator[PresentazioneDomanda]:
    for esito in ammissioni(ctx):
        domanda = domanda_di(ctx, esito.domanda)
        if esito.piena and domanda is not None:
            yield domanda
