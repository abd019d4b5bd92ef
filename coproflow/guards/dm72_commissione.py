"""The commission: D.M. 72/2021 on transparency, the collegial principle, art. 35-bis D.Lgs. 165/2001."""

from datetime import datetime

from coproflow.domain.avvisi import ammissioni, dichiarazioni, domanda_di, responsabile_di, votanti
from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import NominaCommissione, SedutaValutazione
from coproflow.domain.guard import guard
from coproflow.domain.parametri import TermineId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_NOMINA = (Rimedio("nomina_commissione", ("membri",)),)


@guard(
    "nomina_dopo_scadenza",
    etichetta="Commissione nominata dopo la scadenza",
    vincoli=("COMM-DOPO-SCADENZA", "LG-COPRO-FASI"),
    forza="legge",
    fonti=("dm72-2021-p6", "l241-12", "cts-55-4"),
)
def nomina_dopo_scadenza(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """Seggio e commissione si nominano dopo la scadenza del termine per le domande."""
    nomina = ctx.ultimo(NominaCommissione)
    scadenza = ctx.scadenza(termine)
    if nomina.data > scadenza.data:
        return soddisfatta(
            "la commissione è nominata il {giorno}, dopo il termine per le domande ({scadenza})",
            giorno=nomina.data,
            scadenza=str(scadenza),
        )
    if nomina.ora is not None and scadenza.istante is not None:
        quando = datetime.combine(nomina.data, nomina.ora, ROME)
        if quando > scadenza.istante:
            return soddisfatta(
                "la commissione è nominata il {quando}, dopo il termine per le domande ({scadenza})",
                quando=quando,
                scadenza=str(scadenza),
            )
    return non_soddisfatta(
        "la commissione risulta nominata il {giorno}, mentre il termine per le domande scade il {scadenza}",
        giorno=nomina.data,
        scadenza=str(scadenza),
        rimedi=_NOMINA,
        non_prima_di=scadenza.data.fromordinal(scadenza.data.toordinal() + 1),
    )


@guard(
    "composizione_commissione",
    etichetta="Composizione della commissione",
    vincoli=("COMM-COMPOSIZIONE",),
    forza="linee_guida",
    fonti=("dm72-2021-p6",),
)
def composizione_commissione(ctx: Contesto) -> Accertamento:
    """La commissione ha tre o cinque componenti competenti, senza legami con i partecipanti."""
    nomina = ctx.ultimo(NominaCommissione)
    quanti = len(nomina.votanti)
    difetti = []
    if quanti not in (3, 5):
        difetti.append(f"i componenti che votano sono {quanti}, non tre o cinque")
    if sum(m.funzione == "presidente" for m in nomina.membri) != 1:
        difetti.append("non c’è un presidente, uno solo")
    difetti += [
        f"di {m.nome} non è indicata la competenza" for m in nomina.votanti if not m.qualifica.strip()
    ]
    difetti += [
        f"{m.nome} ha partecipato alla co-programmazione per {m.collaborazione_con_ets}"
        for m in nomina.membri
        if m.collaborazione_con_ets
    ]
    if difetti:
        return non_soddisfatta("{difetti}", difetti=tuple(difetti), rimedi=_NOMINA)
    return soddisfatta(
        "la commissione ha {quanti} componenti con competenze adeguate: {nomi}",
        quanti=quanti,
        nomi=tuple(m.nome for m in nomina.votanti),
    )


@guard(
    "rup_fuori_commissione",
    etichetta="Responsabile del procedimento fuori dalla commissione",
    vincoli=("COMM-COMPOSIZIONE",),
    forza="linee_guida",
    fonti=("dm72-2021-p6",),
)
def rup_fuori_commissione(ctx: Contesto) -> Accertamento:
    """Il responsabile del procedimento non siede in commissione, salvo che l'ente lo ammetta."""
    lettura = ctx.parametro("rup_in_commissione").valore
    responsabile = responsabile_di(ctx)
    suoi = [m for m in ctx.ultimo(NominaCommissione).votanti if m.nome == responsabile]
    if not suoi:
        return soddisfatta("il responsabile del procedimento non siede in commissione")
    if lettura == "membro_ammesso" or (lettura == "presidente_ammesso" and suoi[0].funzione == "presidente"):
        return soddisfatta(
            "{nome}, responsabile del procedimento, siede in commissione: l’ente lo ammette",
            nome=responsabile,
        )
    return non_soddisfatta(
        "{nome} è responsabile del procedimento e siede in commissione", nome=responsabile, rimedi=_NOMINA
    )


@guard(
    "commissione_nominata",
    etichetta="Commissione nominata",
    vincoli=("LG-COPRO-FASI", "COMM-DOPO-SCADENZA"),
    forza="legge",
    fonti=("dm72-2021-p6", "l241-12"),
)
def commissione_nominata(ctx: Contesto) -> Accertamento:
    """Si valuta solo dopo che la commissione è nominata."""
    nomina, seduta = ctx.ultimo(NominaCommissione), ctx.ultimo(SedutaValutazione)
    if nomina.data <= seduta.data:
        return soddisfatta("la commissione è nominata dal {giorno}", giorno=nomina.data)
    return non_soddisfatta(
        "la seduta è del {seduta}, la nomina del {nomina}",
        seduta=seduta.data,
        nomina=nomina.data,
        non_prima_di=nomina.data,
    )


@guard(
    "valutazione_dopo_scadenza",
    etichetta="Valutazione dopo la scadenza delle domande",
    vincoli=("LG-COPRO-FASI",),
    forza="legge",
    fonti=("l241-1", "l241-12", "cts-55-4"),
)
def valutazione_dopo_scadenza(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """Nessuna proposta si valuta prima che il termine per le domande sia scaduto per tutti."""
    inizio = ctx.ultimo(SedutaValutazione).seduta.inizio
    scadenza = ctx.scadenza(termine)
    if not scadenza.rispettata_da(inizio):
        return soddisfatta(
            "la seduta del {inizio} segue il termine per le domande ({scadenza})",
            inizio=inizio,
            scadenza=str(scadenza),
        )
    return non_soddisfatta(
        "la seduta è iniziata il {inizio}, mentre il termine per le domande scade il {scadenza}",
        inizio=inizio,
        scadenza=str(scadenza),
        non_prima_di=scadenza.data.fromordinal(scadenza.data.toordinal() + 1),
    )


@guard(
    "dichiarazioni_con_elenco",
    etichetta="Dichiarazioni rese con l’elenco dei partecipanti",
    vincoli=("COMM-COI", "L241-6BIS-COI"),
    forza="linee_guida",
    fonti=("dm72-2021-p6", "l241-6bis", "dpr62-2013-7"),
)
def dichiarazioni_con_elenco(ctx: Contesto) -> Accertamento:
    """Prima di valutare, visto l'elenco dei partecipanti, ciascuno dichiara se è in conflitto."""
    rese = {d.nome: d for d in dichiarazioni(ctx)}
    chiamati = [*(m.nome for m in ctx.ultimo(NominaCommissione).membri), responsabile_di(ctx)]
    enti = [
        e.denominazione
        for esito in ammissioni(ctx)
        if (d := domanda_di(ctx, esito.domanda)) is not None
        for e in d.componenti
    ]
    mancano = tuple(n for n in dict.fromkeys(chiamati) if n not in rese or not rese[n].elenco_visto)
    tardive = tuple(n for n in dict.fromkeys(chiamati) if n in rese and rese[n].resa_il > ctx.data)
    if mancano or tardive:
        return non_soddisfatta(
            "non risulta la dichiarazione, resa con l’elenco dei {quanti} enti partecipanti, di {mancano}",
            quanti=len(set(enti)),
            mancano=mancano or tardive,
            rimedi=(Rimedio("dichiarazioni_conflitti", ("dichiarazioni",)),),
        )
    return soddisfatta(
        "hanno dichiarato, visto l’elenco dei partecipanti, {nomi}", nomi=tuple(dict.fromkeys(chiamati))
    )


@guard(
    "collegio_perfetto",
    etichetta="Collegio perfetto",
    vincoli=("COMM-COLLEGIO",),
    forza="legge",
    fonti=("collegio-perfetto", "l241-1"),
)
def collegio_perfetto(ctx: Contesto) -> Accertamento:
    """Quando si valuta sono presenti tutti i componenti, e tutti i presenti firmano il verbale."""
    verbale = ctx.ultimo(SedutaValutazione)
    seduta = verbale.seduta
    assenti = tuple(n for n in votanti(ctx) if n not in seduta.presenti) if verbale.punteggi else ()
    if assenti:
        return non_soddisfatta(
            "alla seduta {verbale} non erano presenti {assenti}",
            verbale=seduta.estremi,
            assenti=assenti,
            rimedi=(Rimedio("seduta_valutazione", ("seduta",)),),
        )
    senza_firma = tuple(n for n in seduta.presenti if n not in seduta.firmatari)
    if senza_firma:
        return non_soddisfatta(
            "il verbale {verbale} non è firmato da {senza_firma}",
            verbale=seduta.estremi,
            senza_firma=senza_firma,
            rimedi=(Rimedio("seduta_valutazione", ("seduta",)),),
        )
    if not verbale.punteggi:
        return non_applicabile("nella seduta {verbale} non si sono dati punteggi", verbale=seduta.estremi)
    return soddisfatta(
        "alla seduta {verbale} erano presenti tutti i componenti della commissione", verbale=seduta.estremi
    )
