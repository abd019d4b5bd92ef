"""What is checked before an ETS is paid: registration, contributions, tax debts, withholding, publicity."""

from datetime import date

from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.convenzioni import componenti, same
from coproflow.domain.dati.rendicontazione import (
    Durc,
    Liquidazione,
    Pagamento,
    VerificheLiquidazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.scadenze import Durata
from coproflow.domain.termini import fine_durata
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.rendiconto_spese import ammesse
from coproflow.guards.tuel_pagamento import liquidato

VERIFICHE = "verifiche_liquidazione"


@guard(
    "iscrizione_verificata",
    etichetta="Iscrizione verificata prima di pagare",
    vincoli=("CTS-47-50-RUNTS-PERM",),
    forza="legge",
    fonti=("cts-47",),
)
def iscrizione_verificata(ctx: Contesto, *, validita: ParametroId) -> Accertamento:
    """Si verifica l'iscrizione di ogni partner; non si pagano costi sostenuti dopo la cancellazione."""
    visure, giorni = ctx.ultimo(VerificheLiquidazione).visure, ctx.parametro(validita).valore
    recenti = tuple(v.ente for v in visure if 0 <= (ctx.data - v.verificata_il).days <= giorni)
    enti = componenti(ctx.collegato("convenzione"))
    mancano = tuple(e for e in enti if not any(same(e, r) for r in recenti))
    if mancano:
        return non_soddisfatta(
            "l’iscrizione di {enti} non risulta da una visura degli ultimi {giorni} giorni",
            rimedi=(Rimedio(VERIFICHE, ("visure",)),),
            enti=mancano,
            giorni=giorni,
        )
    cancellati = {v.ente: v.cancellato_il for v in visure if v.cancellato_il}
    unico = len(visure) == 1
    dopo = tuple(
        s.codice
        for s, _ in ammesse(ctx)
        for ente, dal in cancellati.items()
        if (unico or s.componente == ente) and s.sostenuta_il >= dal
    )
    if dopo:
        return non_soddisfatta(
            "le spese {spese} sono sostenute dopo la cancellazione dell’ente dal registro",
            rimedi=(Rimedio("esame_rendiconto", ("esiti",)),),
            spese=dopo,
        )
    return soddisfatta(
        "l’iscrizione di {enti} è stata verificata il {il}",
        enti=tuple(v.ente for v in visure),
        il=max(v.verificata_il for v in visure),
    )


@guard(
    "iscrizione_al_pagamento",
    etichetta="Permanenza dell’iscrizione al pagamento",
    vincoli=("CTS-47-50-RUNTS-PERM", "EXE-REQ-PERM"),
    forza="prassi",
    fonti=("cts-47",),
)
def iscrizione_al_pagamento(ctx: Contesto) -> Accertamento:
    """A chi è stato cancellato si pagano i costi maturati prima solo con decisione motivata."""
    visure = ctx.ultimo(VerificheLiquidazione).visure
    cancellati = tuple(v.ente for v in visure if v.cancellato_il and v.cancellato_il <= ctx.data)
    if not cancellati:
        return soddisfatta("gli enti da pagare risultano iscritti")
    return non_soddisfatta(
        "{enti} non è più iscritto: cessano le nuove attività e il pagamento dei costi maturati prima va "
        "motivato",
        rimedi=(Rimedio(VERIFICHE, ("visure",)),),
        enti=cancellati,
    )


def _irregolari(durc: tuple[Durc, ...]) -> Euro:
    return somma(d.inadempienza for d in durc if d.esito == "irregolare")


@guard(
    "durc_valido",
    etichetta="DURC acquisito e valido",
    vincoli=("DURC",),
    forza="prassi",
    fonti=("dl69-2013-31", "dlgs184-2025-24"),
)
def durc_valido(ctx: Contesto, *, quando: ParametroId) -> Accertamento:
    """Prima di pagare si acquisisce il DURC, salvo per chi dichiara di non avere posizioni contributive."""
    if ctx.parametro(quando).valore != "ogni_liquidazione":
        return non_applicabile("il DURC non è richiesto prima di ogni liquidazione")
    return _durc_in_corso(ctx)


@guard(
    "durc_prescritto_dall_avviso",
    etichetta="DURC che l’avviso prescrive",
    vincoli=("DURC",),
    forza="avviso",
    fonti=("avviso", "dl69-2013-31"),
)
def durc_prescritto_dall_avviso(ctx: Contesto, *, quando: ParametroId) -> Accertamento:
    """Se l'avviso prescrive il DURC a ogni pagamento, senza un DURC in corso di validità non si liquida."""
    scelta = ctx.parametro(quando)
    if scelta.proprietario != "avviso" or scelta.valore != "ogni_liquidazione":
        return non_applicabile("l’avviso non prescrive il DURC a ogni pagamento")
    return _durc_in_corso(ctx)


def _durc_in_corso(ctx: Contesto) -> Accertamento:
    durc = ctx.ultimo(VerificheLiquidazione).durc
    rimedi = (Rimedio(VERIFICHE, ("durc",)),)
    enti = componenti(ctx.collegato("convenzione"))
    mancano = tuple(e for e in enti if not any(same(e, d.ente) for d in durc))
    if mancano:
        return non_soddisfatta("il DURC di {enti} non è stato acquisito", rimedi=rimedi, enti=mancano)
    scaduti = tuple(
        d.ente
        for d in durc
        if d.esito != "senza_posizione" and (d.valido_fino_al is None or d.valido_fino_al < ctx.data)
    )
    if scaduti:
        return non_soddisfatta("il DURC di {enti} non è in corso di validità", rimedi=rimedi, enti=scaduti)
    irregolari = _irregolari(durc)
    return soddisfatta(
        "per {enti} il DURC è acquisito e in corso di validità"
        + (", irregolare per {inadempienza}" if irregolari else ""),
        enti=tuple(d.ente for d in durc),
        inadempienza=irregolari,
    )


@guard(
    "intervento_sostitutivo",
    etichetta="Intervento sostitutivo per DURC irregolare",
    vincoli=("DURC",),
    forza="avviso",
    fonti=("dl69-2013-31",),
    coerenza=True,
)
def intervento_sostitutivo(ctx: Contesto, *, quando: ParametroId) -> Accertamento:
    """Con DURC irregolare si trattiene e si versa agli enti l'inadempienza, e si paga il resto."""
    inadempienza = _irregolari(ctx.ultimo(VerificheLiquidazione).durc)
    if ctx.parametro(quando).valore != "ogni_liquidazione" or not inadempienza:
        return non_applicabile("nessun DURC irregolare richiede l’intervento sostitutivo")
    liquidazione = ctx.ultimo(Liquidazione)
    attesa = min(inadempienza, liquidazione.importo)
    trattenuta = somma(t.importo for t in liquidazione.trattenute if t.titolo == "durc")
    if trattenuta == attesa:
        return soddisfatta(
            "per il DURC irregolare si trattengono e si versano agli enti {trattenuta}; si pagano {resto}",
            trattenuta=trattenuta,
            resto=liquidazione.netto,
        )
    return non_soddisfatta(
        "per il DURC irregolare vanno trattenuti e versati agli enti {attesa}, non {trattenuta}: il resto si "
        "paga",
        rimedi=(Rimedio("liquidazione", ("trattenute",)),),
        attesa=attesa,
        trattenuta=trattenuta,
    )


@guard(
    "ritenuta_sui_contributi",
    etichetta="Ritenuta d’acconto sui contributi alle imprese",
    vincoli=("LIQ-RITENUTA4",),
    forza="prassi",
    fonti=("dpr600-28",),
)
def ritenuta_sui_contributi(ctx: Contesto, *, aliquota: ParametroId) -> Accertamento:
    """L'ETS dichiara se il contributo sconta la ritenuta d'acconto; se la sconta, la si trattiene."""
    dichiarazione = ctx.ultimo(VerificheLiquidazione).dichiarazione_ritenuta
    if dichiarazione is None:
        return non_soddisfatta(
            "manca la dichiarazione dell’ETS sulla ritenuta d’acconto",
            rimedi=(Rimedio(VERIFICHE, ("dichiarazione_ritenuta",)),),
        )
    liquidazione = ctx.ultimo(Liquidazione)
    attesa = ctx.parametro(aliquota).valore.per_difetto(liquidazione.importo)
    attesa = attesa if dichiarazione == "soggetto" else ZERO
    trattenuta = somma(t.importo for t in liquidazione.trattenute if t.titolo == "ritenuta_4")
    if trattenuta == attesa:
        return soddisfatta(
            "l’ETS ha dichiarato che il contributo sconta la ritenuta d’acconto, di {attesa}"
            if attesa
            else "l’ETS ha dichiarato che il contributo non sconta la ritenuta d’acconto",
            attesa=attesa,
        )
    return non_soddisfatta(
        "secondo la dichiarazione dell’ETS la ritenuta d’acconto è di {attesa}, non di {trattenuta}",
        rimedi=(Rimedio("liquidazione", ("trattenute",)),),
        attesa=attesa,
        trattenuta=trattenuta,
    )


@guard(
    "verifica_inadempienze",
    etichetta="Verifica delle inadempienze tributarie",
    vincoli=("LIQ-48BIS",),
    forza="legge",
    fonti=("dpr602-48bis", "dm40-2008"),
)
def verifica_inadempienze(
    ctx: Contesto, *, soglia: ParametroId, applicabile: ParametroId, sospensione: ParametroId
) -> Accertamento:
    """Oltre la soglia non si paga senza la verifica; all'inadempiente si sospende il solo debito."""
    pagamento, limite = ctx.ultimo(Pagamento), ctx.parametro(soglia).valore
    if liquidato(ctx) <= limite:
        return non_applicabile("il pagamento non supera {limite}", limite=limite)
    if ctx.parametro(applicabile).valore == "esclusa":
        return non_applicabile("l’ente ha escluso la verifica per i contributi")
    if perche := pagamento.esclusione_48bis.strip():
        return non_applicabile("la verifica è esclusa con motivazione: {perche}", perche=perche.rstrip("."))
    verifica = pagamento.verifica_inadempienze
    if verifica is None or verifica.il > ctx.data:
        return non_soddisfatta(
            "il pagamento supera {limite} e la verifica presso l’agente della riscossione non precede il "
            "mandato",
            rimedi=(
                Rimedio(ctx.passo, ("verifica_inadempienze",)),
                Rimedio(ctx.passo, ("esclusione_48bis",)),
            ),
            limite=limite,
        )
    if verifica.esito == "non_inadempiente":
        return soddisfatta("alla verifica del {il} l’ETS non risulta inadempiente", il=verifica.il)
    giorni = ctx.parametro(sospensione).valore
    fine = fine_durata(verifica.il, Durata("giorni", giorni))
    pagato = somma(p.importo - p.all_agente for p in ctx.tutti(Pagamento))
    libero = max(ZERO, liquidato(ctx) - verifica.debito)
    if pagato <= libero or ctx.data > fine:
        return soddisfatta(
            "l’ETS risulta inadempiente per {debito}: si paga solo l’eccedenza, fino a {libero}, salvo "
            "quanto "
            "spetta all’agente della riscossione",
            debito=verifica.debito,
            libero=libero,
        )
    return non_soddisfatta(
        "l’ETS risulta inadempiente per {debito}: fino al {fine} se ne possono pagare {libero}, non {pagato}",
        rimedi=(Rimedio("pagamento_parziale", ("importo",)),),
        non_prima_di=giorno_dopo(fine),
        debito=verifica.debito,
        fine=fine,
        libero=libero,
        pagato=pagato,
    )


@guard(
    "pubblicita_dei_contributi_ricevuti",
    etichetta="Contributi ricevuti resi noti dall’ETS",
    vincoli=("L124-125",),
    forza="prassi",
    fonti=("l124-2017-125",),
)
def pubblicita_dei_contributi_ricevuti(ctx: Contesto, *, soglia: ParametroId) -> Accertamento:
    """Chi riceve nell'anno contributi pari alla soglia li rende noti entro il 30 giugno seguente."""
    limite = ctx.parametro(soglia).valore
    anno = ctx.data.year - (1 if ctx.data > date(ctx.data.year, 6, 30) else 2)
    pagamenti = [p for c in (*ctx.collegati("sorelle"), ctx) for p in c.tutti(Pagamento)]
    erogato = somma(p.importo for p in pagamenti if p.data.year == anno)
    if erogato < limite:
        return non_applicabile(
            "con questa convenzione nel {anno} non sono stati pagati {limite} o più", anno=anno, limite=limite
        )
    verifiche = ctx.ultimo(VerificheLiquidazione)
    if verifiche.pubblicita_l124.strip() and verifiche.pubblicita_l124_il:
        return soddisfatta(
            "l’ETS ha reso noti i contributi del {anno} il {il} ({dove})",
            anno=anno,
            il=verifiche.pubblicita_l124_il,
            dove=verifiche.pubblicita_l124,
        )
    return non_soddisfatta(
        "non risulta che l’ETS abbia reso noti i contributi del {anno} ({erogato}), come doveva entro il 30 "
        "giugno",
        rimedi=(Rimedio(VERIFICHE, ("pubblicita_l124", "pubblicita_l124_il")),),
        anno=anno,
        erogato=erogato,
    )
