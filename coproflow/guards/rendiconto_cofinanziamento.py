"""Cofinancing when accounts are rendered: what has matured, and the measure the convention provides."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.rendicontazione import (
    AperturaRendicontazione,
    ApprovazioneRendiconto,
    EsameRendiconto,
    PresentazioneRendiconto,
)
from coproflow.domain.dati.tavolo import ProgettoDefinitivo
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.tavoli import contributo_proprio, programma_del_tavolo
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.rendiconto_contributo import riconosciuto_altrove


def cofinanziamento_reso(ctx: Contesto) -> Euro:
    """The cofinancing ascertained so far, in this report and in the others of the convention."""
    esami = (c.cerca(EsameRendiconto) for c in (*ctx.collegati("sorelle"), ctx))
    return somma(e.cofinanziamento for e in esami if e is not None)


def cofinanziamento_dovuto(ctx: Contesto, contributo: Euro, minimo: str, base: str) -> Euro:
    """The least cofinancing of a contribution, to the cent above: on all, or on the own part of the body."""
    quota = ctx.parametro(minimo).valore
    if ctx.parametro(base).valore == "contributo_totale":
        return Euro(-(-contributo.centesimi * quota.ppm // 1_000_000))
    tavolo = ctx.collegato("convenzione").collegato("tavolo")
    progetto = tavolo.ultimo(ProgettoDefinitivo)
    parte = contributo_proprio(progetto, programma_del_tavolo(tavolo)).centesimi
    tutto = progetto.contributo.centesimi
    return Euro(-(-contributo.centesimi * parte * quota.ppm // (tutto * 1_000_000)))


@guard(
    "cofinanziamento_maturato",
    etichetta="Cofinanziamento maturato",
    vincoli=("REND-COFIN-CONS", "COFIN-10"),
    forza="prassi",
    fonti=("avviso", "convenzione"),
)
def cofinanziamento_maturato(
    ctx: Contesto, *, minimo: ParametroId, base: ParametroId, verifica: ParametroId
) -> Accertamento:
    """A fine anno e a fine convenzione il cofinanziamento reso raggiunge il minimo sul riconosciuto."""
    periodo, quando = ctx.ultimo(AperturaRendicontazione), ctx.parametro(verifica).valore
    fine_anno = (periodo.al.month, periodo.al.day) == (12, 31)
    if not (periodo.finale or quando == "ogni_rendiconto" or (quando == "anno_e_finale" and fine_anno)):
        return non_applicabile("per questo periodo non si verifica il cofinanziamento maturato")
    contributo = ctx.ultimo(ApprovazioneRendiconto).riconosciuto + riconosciuto_altrove(ctx)
    dovuto, reso = cofinanziamento_dovuto(ctx, contributo, minimo, base), cofinanziamento_reso(ctx)
    if reso >= dovuto:
        return soddisfatta(
            "il cofinanziamento reso finora ({reso}) raggiunge il minimo ({dovuto}) sul contributo "
            "riconosciuto "
            "({contributo})",
            reso=reso,
            dovuto=dovuto,
            contributo=contributo,
        )
    return non_soddisfatta(
        "il cofinanziamento reso finora ({reso}) è inferiore di {mancano} al minimo ({dovuto}) sul "
        "contributo "
        "riconosciuto ({contributo})",
        rimedi=(Rimedio("richiesta_integrazione", ("elementi",)), Rimedio("comunicazione_riduzioni")),
        reso=reso,
        mancano=dovuto - reso,
        dovuto=dovuto,
        contributo=contributo,
    )


@guard(
    "riduzione_per_cofinanziamento",
    etichetta="Misura per il cofinanziamento mancante",
    vincoli=("COFIN-10", "REND-COFIN-CONS"),
    forza="avviso",
    fonti=("avviso", "convenzione"),
    coerenza=True,
)
def riduzione_per_cofinanziamento(
    ctx: Contesto, *, minimo: ParametroId, base: ParametroId, misura: ParametroId
) -> Accertamento:
    """Il cofinanziamento mancante riduce il contributo solo a consuntivo e come la convenzione prevede."""
    a = ctx.ultimo(ApprovazioneRendiconto)
    attesa = ZERO
    if ctx.prevede(misura) and ctx.ultimo(AperturaRendicontazione).finale:
        attesa = _riduzione(ctx, a, minimo, base, ctx.parametro(misura).valore)
    if a.riduzione_cofinanziamento == attesa:
        return soddisfatta(
            "il contributo è ridotto di {riduzione} per il cofinanziamento mancante, come la convenzione "
            "prevede"
            if attesa
            else "nessuna riduzione è dovuta per il cofinanziamento, secondo la convenzione",
            riduzione=attesa,
        )
    return non_soddisfatta(
        "per il cofinanziamento mancante la convenzione comporta una riduzione di {attesa}, non di {trovata}",
        rimedi=(Rimedio(ctx.passo, ("riduzione_cofinanziamento",)),),
        attesa=attesa,
        trovata=a.riduzione_cofinanziamento,
    )


def _riduzione(ctx: Contesto, a: ApprovazioneRendiconto, minimo: str, base: str, misura: str) -> Euro:
    """The reduction of the final report: to the cent below, so that the doubt favours the ETS."""
    questo = a.riconosciuto + a.riduzione_cofinanziamento
    contributo, reso = questo + riconosciuto_altrove(ctx), cofinanziamento_reso(ctx)
    dovuto = cofinanziamento_dovuto(ctx, contributo, minimo, base)
    if misura == "nessuna" or reso >= dovuto:
        return ZERO
    promesso = dovuto
    if misura == "proporzionale":
        progetto = ctx.collegato("convenzione").collegato("tavolo").ultimo(ProgettoDefinitivo)
        promesso = progetto.cofinanziamento_totale
    mancante = max(0, promesso.centesimi - reso.centesimi)
    return min(questo, Euro(contributo.centesimi * mancante // promesso.centesimi))


@guard(
    "apporti_valorizzati",
    etichetta="Valore degli apporti non monetari",
    vincoli=("COFIN-NONMON",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "cts-17-3"),
)
def apporti_valorizzati(ctx: Contesto) -> Accertamento:
    """Ogni apporto non monetario è valorizzato con un criterio dichiarato."""
    apporti = [a for a in ctx.ultimo(PresentazioneRendiconto).cofinanziamento if a.tipo == "non_monetario"]
    if not apporti:
        return non_applicabile("il rendiconto non porta apporti non monetari")
    senza = tuple(a.descrizione for a in apporti if not a.criterio.strip())
    if senza:
        return non_soddisfatta(
            "non è detto con quale criterio sono valorizzati {apporti}",
            rimedi=(Rimedio("richiesta_integrazione", ("elementi",)),),
            apporti=senza,
        )
    return soddisfatta(
        "gli apporti non monetari, per {valore}, sono valorizzati con un criterio dichiarato",
        valore=somma(a.valore for a in apporti),
    )
