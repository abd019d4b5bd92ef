"""The report as convention and law set it: its period, payments on hold, hearing the ETS before reducing."""

from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.convenzioni import contributo_lasciato, tenuto
from coproflow.domain.dati.convenzione import RipresaPagamenti, SospensionePagamenti, Stipula
from coproflow.domain.dati.rendicontazione import (
    AperturaRendicontazione,
    ApprovazioneRendiconto,
    ComunicazioneRiduzioni,
    Liquidazione,
    OsservazioniEts,
    PresentazioneRendiconto,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId, TermineId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

IN_MORA = ("in_mora", "non_presentato")
SOSPESA = "sospesa"


@guard(
    "periodo_nella_convenzione",
    etichetta="Periodo di rendicontazione",
    vincoli=("REND-TERMINE",),
    forza="avviso",
    fonti=("convenzione",),
)
def periodo_nella_convenzione(ctx: Contesto) -> Accertamento:
    """Il periodo di rendicontazione cade nella durata della convenzione."""
    periodo, stipula = ctx.ultimo(AperturaRendicontazione), ctx.collegato("convenzione").ultimo(Stipula)
    if stipula.inizio <= periodo.dal <= periodo.al <= stipula.fine:
        return soddisfatta(
            "il periodo dal {dal} al {al} cade nella durata della convenzione", dal=periodo.dal, al=periodo.al
        )
    return non_soddisfatta(
        "il periodo dal {dal} al {al} non cade nella durata della convenzione, dal {inizio} al {fine}",
        rimedi=(Rimedio("apertura", ("dal", "al")),),
        dal=periodo.dal,
        al=periodo.al,
        inizio=stipula.inizio,
        fine=stipula.fine,
    )


@guard(
    "pagamenti_non_sospesi",
    etichetta="Nessun rendiconto in mora",
    vincoli=("REND-TERMINE",),
    forza="avviso",
    fonti=("convenzione",),
)
def pagamenti_non_sospesi(ctx: Contesto, *, clausola: ParametroId) -> Accertamento:
    """Se la convenzione lo prevede, non si paga finché un rendiconto scaduto e diffidato non è presentato."""
    ctx.parametro(clausola)
    in_mora = tuple(
        c.ultimo(AperturaRendicontazione).periodo for c in ctx.collegati("sorelle") if c.stato in IN_MORA
    )
    if not in_mora:
        return soddisfatta("nessun altro rendiconto della convenzione è in mora")
    return non_soddisfatta(
        "per la convenzione i pagamenti sono sospesi: non è stato presentato il rendiconto di {periodi}",
        rimedi=(Rimedio("presentazione_rendiconto", chi="l’ente, nel rendiconto in mora"),),
        periodi=in_mora,
    )


@guard(
    "pagamenti_della_convenzione",
    etichetta="Pagamenti della convenzione in corso",
    vincoli=("REND-TERMINE", "SOSP-21QUATER"),
    forza="avviso",
    fonti=("convenzione", "l241-21quater"),
)
def pagamenti_della_convenzione(ctx: Contesto) -> Accertamento:
    """Non si paga mentre la concessione è sospesa, o mentre la convenzione tiene sospesi i pagamenti."""
    convenzione = ctx.collegato("convenzione")
    sospensioni = convenzione.tutti(SospensionePagamenti)
    if convenzione.stato == SOSPESA:
        return non_soddisfatta(
            "l’efficacia della concessione è sospesa",
            rimedi=(Rimedio("ripresa", chi="nella convenzione"),),
        )
    if len(sospensioni) > len(convenzione.tutti(RipresaPagamenti)):
        return non_soddisfatta(
            "i pagamenti sono sospesi dal {dal} ({fonte}): {motivo_sospensione}",
            rimedi=(Rimedio("ripresa_pagamenti", chi="nella convenzione"),),
            dal=sospensioni[-1].data,
            fonte=sospensioni[-1].fonte_convenzionale,
            motivo_sospensione=sospensioni[-1].motivo.rstrip("."),
        )
    return soddisfatta("i pagamenti della convenzione non sono sospesi")


@guard(
    "contributo_che_resta",
    etichetta="Contributo che un provvedimento lascia",
    vincoli=("DECADENZA-REQ", "RECUPERO-SEQ"),
    forza="legge",
    fonti=("cc-2033", "dlgs159-92", "dpr445-75"),
    coerenza=True,
)
def contributo_che_resta(ctx: Contesto) -> Accertamento:
    """Deciso un provvedimento che lascia al partner meno contributo, oltre quella somma non si paga più."""
    convenzione = ctx.collegato("convenzione")
    resta = contributo_lasciato(convenzione)
    if resta is None:
        return non_applicabile("nessun provvedimento limita il contributo che resta al partner")
    avuto = tenuto(convenzione, (*ctx.collegati("sorelle"), ctx))
    if isinstance(ctx.dati, Liquidazione):
        avuto += ctx.dati.importo
    if avuto <= resta:
        return soddisfatta(
            "con questa somma al partner sono erogati {avuto}, entro il contributo che gli resta ({resta})",
            avuto=avuto,
            resta=resta,
        )
    return non_soddisfatta(
        "il provvedimento deciso nella convenzione lascia al partner {resta}, e con questa somma gli "
        "sarebbero erogati {avuto}",
        rimedi=(Rimedio("ritiro_provvedimento", chi="nella convenzione"),),
        resta=resta,
        avuto=avuto,
    )


@guard(
    "contraddittorio_sulle_riduzioni",
    etichetta="Contraddittorio con l’ETS",
    vincoli=("REND-RIDUZIONI", "COFIN-10", "RECUPERO-SEQ"),
    forza="legge",
    fonti=("l241-10", "convenzione"),
)
def contraddittorio_sulle_riduzioni(ctx: Contesto) -> Accertamento:
    """Meno di quanto è richiesto, o un recupero, si dispone solo dopo averlo comunicato all'ETS e sentito."""
    a, presentato = ctx.ultimo(ApprovazioneRendiconto), ctx.cerca(PresentazioneRendiconto)
    if presentato is not None and a.riconosciuto >= presentato.contributo_richiesto and not a.da_recuperare:
        return non_applicabile("il contributo è riconosciuto come richiesto e non c’è nulla da recuperare")
    avviso = ctx.cerca(ComunicazioneRiduzioni)
    rimedi = (Rimedio("comunicazione_riduzioni"),)
    if avviso is None:
        return non_soddisfatta(
            "le riduzioni e il recupero non sono stati comunicati all’ETS prima di disporli", rimedi=rimedi
        )
    if a.riconosciuto < avviso.proposto or a.da_recuperare > avviso.da_recuperare:
        return non_soddisfatta(
            "all’ETS si è comunicato che si proponeva di riconoscere {proposto} e di recuperare {recupero}: "
            "ciò che "
            "si approva è più sfavorevole",
            rimedi=rimedi,
            proposto=avviso.proposto,
            recupero=avviso.da_recuperare,
        )
    osservazioni = ctx.cerca(OsservazioniEts)
    if osservazioni is not None and osservazioni.data >= avviso.ricevuta_il:
        if a.osservazioni_valutate.strip():
            return soddisfatta(
                "l’ETS ha presentato osservazioni il {il} (prot. {protocollo}), valutate come segue: {esito}",
                il=osservazioni.data,
                protocollo=osservazioni.protocollo,
                esito=a.osservazioni_valutate.rstrip("."),
            )
        return non_soddisfatta(
            "l’ETS ha presentato osservazioni il {il} e non è detto come sono state valutate",
            rimedi=(Rimedio(ctx.passo, ("osservazioni_valutate",)),),
            il=osservazioni.data,
        )
    if ctx.data > avviso.entro:
        return soddisfatta(
            "le riduzioni, comunicate all’ETS con prot. {protocollo}, non hanno avuto osservazioni entro il "
            "{entro}",
            protocollo=avviso.protocollo,
            entro=avviso.entro,
        )
    return non_soddisfatta(
        "il termine dato all’ETS per le osservazioni scade il {entro}",
        non_prima_di=giorno_dopo(avviso.entro),
        entro=avviso.entro,
    )


@guard(
    "termine_per_osservazioni",
    etichetta="Termine dato all’ETS per osservare",
    vincoli=("REND-RIDUZIONI",),
    forza="avviso",
    fonti=("convenzione", "l241-10"),
)
def termine_per_osservazioni(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """All'ETS si danno, per osservare, almeno i giorni che la convenzione fissa, dal giorno in cui riceve."""
    scadenza = ctx.scadenza(termine).data
    entro = ctx.ultimo(ComunicazioneRiduzioni).entro
    if entro >= scadenza:
        return soddisfatta("all’ETS è dato termine fino al {entro} per le osservazioni", entro=entro)
    return non_soddisfatta(
        "il termine per le osservazioni è il {entro}, prima del {minimo}, che la convenzione assicura",
        rimedi=(Rimedio("comunicazione_riduzioni", ("entro",)),),
        entro=entro,
        minimo=scadenza,
    )
