"""The convention while it runs: who still qualifies, the start, the controls, the reporting periods."""

from datetime import date
from itertools import pairwise

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    componenti,
    concessione,
    ultima_verifica,
)
from coproflow.domain.dati.convenzione import (
    AperturaRendicontazioni,
    AvvioAttivita,
    Stipula,
    VerificaMonitoraggio,
    VerificaPartner,
)
from coproflow.domain.dati.rendicontazione import (
    AperturaRendicontazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    DatoMancanteError,
    Rimedio,
    Ritardo,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "iscrizione_dei_partner",
    etichetta="Iscrizione degli enti partner",
    vincoli=("CTS-47-50-RUNTS-PERM", "EXE-REQ-PERM"),
    forza="legge",
    fonti=("cts-47",),
)
def iscrizione_dei_partner(ctx: Contesto, *, validita: ParametroId) -> Accertamento:
    """Alla firma e a ogni estensione ciascun ente partner è iscritto, con visura recente."""
    giorni = ctx.parametro(validita).valore
    rimedi = (Rimedio("verifica_partner", ("componenti",)),)
    for ente in componenti(ctx):
        verifica = ultima_verifica(ctx, ente)
        if verifica is None:
            return non_soddisfatta("l’iscrizione di {ente} non è stata verificata", ente=ente, rimedi=rimedi)
        if not verifica.iscritto:
            return non_soddisfatta(
                "{ente} non risulta iscritto alla visura del {data}: si ferma ogni nuova attività",
                ente=ente,
                data=verifica.runts_verificato_il,
                rimedi=rimedi,
            )
        eta = (ctx.data - verifica.runts_verificato_il).days
        if not 0 <= eta <= giorni:
            return non_soddisfatta(
                "la visura di {ente} è del {data}: vale {giorni} giorni",
                ente=ente,
                data=verifica.runts_verificato_il,
                giorni=giorni,
                rimedi=rimedi,
            )
    return soddisfatta("da visure recenti risulta l’iscrizione di {enti}", enti=componenti(ctx))


@guard(
    "verifica_di_ogni_componente",
    etichetta="Controlli su tutti gli enti del partenariato",
    vincoli=("EXE-REQ-PERM", "CTS-47-50-RUNTS-PERM"),
    forza="legge",
    fonti=("cts-47", "avviso"),
)
def verifica_di_ogni_componente(ctx: Contesto) -> Accertamento:
    """Il verbale dei controlli riguarda ciascun ente del partenariato."""
    controllati = {" ".join(c.ente.casefold().split()) for c in ctx.ultimo(VerificaPartner).componenti}
    mancano = tuple(e for e in componenti(ctx) if " ".join(e.casefold().split()) not in controllati)
    if mancano:
        return non_soddisfatta(
            "il verbale non riguarda {mancano}",
            mancano=mancano,
            rimedi=(Rimedio("verifica_partner", ("componenti",)),),
        )
    return soddisfatta("sono stati controllati {enti}", enti=componenti(ctx))


@guard(
    "avvio_dopo_la_stipula",
    etichetta="Avvio dopo la firma",
    vincoli=("EXE-AVVIO-DOPO-CONV",),
    forza="avviso",
    fonti=("dm72-2021-p3",),
)
def avvio_dopo_la_stipula(ctx: Contesto, *, anticipato: ParametroId) -> Accertamento:
    """Le attività si avviano dopo l'ultima firma, se l'avviso non ammette l'avvio d'urgenza."""
    if ctx.parametro(anticipato).valore == "con_impegno":
        return non_applicabile("è ammesso l’avvio d’urgenza a impegno esecutivo")
    return _dopo_la_firma(ctx, ctx.ultimo(AvvioAttivita))


@guard(
    "avvio_d_urgenza",
    etichetta="Avvio d’urgenza",
    vincoli=("EXE-AVVIO-DOPO-CONV",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def avvio_d_urgenza(ctx: Contesto, *, anticipato: ParametroId) -> Accertamento:
    """Dove è ammesso l'avvio prima della firma, lo dispone un verbale d'urgenza."""
    avvio = ctx.ultimo(AvvioAttivita)
    if ctx.parametro(anticipato).valore != "con_impegno":
        return non_applicabile("l’avvio d’urgenza non è ammesso")
    if avvio.verbale_urgenza.strip():
        return soddisfatta(
            "l’avvio d’urgenza è disposto con {verbale}", verbale=avvio.verbale_urgenza.strip()
        )
    return _dopo_la_firma(ctx, avvio)


def _dopo_la_firma(ctx: Contesto, avvio: AvvioAttivita) -> Accertamento:
    firma = max(f.il for f in ctx.ultimo(Stipula).firme)
    if avvio.dal < firma:
        return non_soddisfatta(
            "le attività sono avviate dal {dal}, prima dell’ultima firma, che è del {firma}",
            dal=avvio.dal,
            firma=firma,
            rimedi=(Rimedio("avvio_attivita", ("dal", "verbale_urgenza")),),
        )
    return soddisfatta(
        "le attività si avviano dal {dal}, dopo l’ultima firma ({firma})", dal=avvio.dal, firma=firma
    )


@guard(
    "avvio_coperto_da_impegno",
    etichetta="Avvio coperto da impegno",
    vincoli=("TUEL-191",),
    forza="legge",
    fonti=("tuel-191-1",),
)
def avvio_coperto_da_impegno(ctx: Contesto) -> Accertamento:
    """Nessuna attività comincia prima che l'impegno sia registrato e l'atto esecutivo."""
    avvio, atto = ctx.ultimo(AvvioAttivita), concessione(ctx)
    if atto is None or atto.esecutivo_dal is None:
        raise DatoMancanteError("adozione_atto", "atto", "l’atto di concessione esecutivo")
    if avvio.dal < atto.esecutivo_dal:
        return non_soddisfatta(
            "le attività sono avviate dal {dal}, mentre la {atto} è esecutiva dal {esecutiva}",
            dal=avvio.dal,
            atto=atto.estremi,
            esecutiva=atto.esecutivo_dal,
            rimedi=(Rimedio("avvio_attivita", ("dal",)),),
        )
    return soddisfatta("l’impegno è esecutivo dal {esecutiva}", esecutiva=atto.esecutivo_dal)


@guard(
    "registro_volontari",
    etichetta="Registro dei volontari",
    vincoli=("CONV-VOLONTARI",),
    forza="legge",
    fonti=("cts-17-1",),
)
def registro_volontari(ctx: Contesto) -> Accertamento:
    """L'ETS che si avvale di volontari non occasionali li iscrive in un registro."""
    if not ctx.ultimo(Stipula).volontari:
        return non_applicabile("il partner non si avvale di volontari")
    if not ctx.ultimo(AvvioAttivita).registro_volontari:
        return non_soddisfatta(
            "non risulta tenuto il registro dei volontari non occasionali",
            rimedi=(Rimedio("avvio_attivita", ("registro_volontari",)),),
        )
    return soddisfatta("il registro dei volontari non occasionali è tenuto")


@guard(
    "certificati_del_personale",
    etichetta="Certificati penali di chi lavora con i minori",
    vincoli=("CASELLARIO-MINORI",),
    forza="legge",
    fonti=("dlgs39-2014-2", "dpr313-2002-25bis"),
)
def certificati_del_personale(ctx: Contesto) -> Accertamento:
    """Chi impiega personale a contatto con i minori ne acquisisce prima il certificato penale."""
    avvio = ctx.ultimo(AvvioAttivita)
    if not avvio.minori:
        return non_applicabile("le attività non comportano contatti diretti e regolari con minori")
    if avvio.certificati_il is None or avvio.certificati_il > ctx.data:
        return non_soddisfatta(
            "le attività comportano contatti con minori e non risultano acquisiti i certificati penali del "
            "personale",
            rimedi=(Rimedio("avvio_attivita", ("certificati_il",)),),
        )
    ritardo = (avvio.certificati_il - avvio.dal).days
    return soddisfatta(
        "i certificati penali del personale a contatto con i minori sono stati acquisiti il {il}",
        il=avvio.certificati_il,
        ritardo=Ritardo(ritardo, "Certificati penali del personale", "segnalazione al datore di lavoro")
        if ritardo > 0
        else None,
    )


@guard(
    "periodi_coerenti",
    etichetta="Periodi di rendicontazione",
    vincoli=("REND-TERMINE", "REND-ANALITICA"),
    forza="avviso",
    fonti=("convenzione", "avviso"),
)
def periodi_coerenti(ctx: Contesto) -> Accertamento:
    """I periodi di rendicontazione stanno nella durata della convenzione e non si sovrappongono."""
    stipula, nuovi = ctx.ultimo(Stipula), ctx.ultimo(AperturaRendicontazioni).periodi
    gia = [r.ultimo(AperturaRendicontazione) for r in ctx.collegati("rendicontazioni")]
    rimedi = (Rimedio("apertura_rendicontazioni", ("periodi",)),)
    if not nuovi:
        return non_soddisfatta("non è indicato nessun periodo", rimedi=rimedi)
    for p in nuovi:
        if not stipula.inizio <= p.dal <= p.al <= stipula.fine:
            return non_soddisfatta(
                "il periodo {periodo} (dal {dal} al {al}) esce dalla durata della convenzione",
                periodo=p.periodo,
                dal=p.dal,
                al=p.al,
                rimedi=rimedi,
            )
    ordinati = sorted((*gia, *nuovi), key=lambda p: p.dal)
    for prima, dopo in pairwise(ordinati):
        if dopo.dal <= prima.al:
            return non_soddisfatta(
                "i periodi {prima} e {dopo} si sovrappongono",
                prima=prima.periodo,
                dopo=dopo.periodo,
                rimedi=rimedi,
            )
    return soddisfatta("i periodi di rendicontazione sono {periodi}", periodi=tuple(p.periodo for p in nuovi))


@guard(
    "controlli_di_esecuzione",
    etichetta="Controlli sull’uso delle risorse",
    vincoli=("EXE-MONITOR",),
    forza="legge",
    fonti=("cts-93-4",),
)
def controlli_di_esecuzione(ctx: Contesto) -> Accertamento:
    """L'amministrazione che eroga controlla l'uso delle risorse, ogni anno."""
    if ctx.cerca(AvvioAttivita) is None:
        return non_applicabile("le attività non sono mai state avviate, e non vi è nulla da controllare")
    controlli = [v for v in ctx.tutti(VerificaMonitoraggio) if v.tipo == "controllo"]
    if not controlli:
        return non_soddisfatta(
            "non risulta nessun controllo sull’uso delle risorse",
            rimedi=(Rimedio("verifica_monitoraggio", ("tipo", "verbale")),),
        )
    stipula, anni = ctx.ultimo(Stipula), {v.data.year for v in controlli}
    scoperti = [a for a in range(stipula.inizio.year, min(stipula.fine, ctx.data).year + 1) if a not in anni]
    if not scoperti:
        return soddisfatta("l’uso delle risorse è stato controllato ogni anno")
    return soddisfatta(
        "l’uso delle risorse è stato controllato, ma non negli anni {anni}",
        ritardo=Ritardo(
            max((ctx.data - date(scoperti[0], 12, 31)).days, 0),
            "Controllo annuale",
            "la mancanza è segnalata e non impedisce di chiudere",
        ),
        anni=tuple(str(a) for a in scoperti),
    )
