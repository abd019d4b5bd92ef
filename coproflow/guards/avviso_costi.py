"""The costs and the contributions in kind of a project: volunteers, flat rates, cost of labour."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.tavolo import ApportoEts, ProgettoDefinitivo, VoceSpesa
from coproflow.domain.guard import guard
from coproflow.domain.importi import somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import Accertamento, componi, non_applicabile, non_soddisfatta, soddisfatta
from coproflow.guards.avviso_piano import rimedio_del_progetto


@guard(
    "apporti_non_monetari",
    etichetta="Valore degli apporti non monetari",
    vincoli=("COFIN-NONMON",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "dlgs81-2015-51"),
)
def apporti_non_monetari(ctx: Contesto) -> Accertamento:
    """Gli apporti non monetari hanno un criterio di stima; il volontariato, la tariffa della qualifica."""
    apporti = [a for a in ctx.ultimo(ProgettoDefinitivo).cofinanziamento if a.tipo == "non_monetario"]
    if not apporti:
        return non_applicabile("l’ETS non conferisce apporti non monetari")
    errori = [e for e in map(_valorizzazione, apporti) if e is not None]
    if errori:
        return componi(*errori)
    return soddisfatta(
        "gli apporti non monetari, per {valore}, sono valorizzati con criteri predeterminati",
        valore=somma(a.importo for a in apporti),
    )


def _valorizzazione(apporto: ApportoEts) -> Accertamento | None:
    nome = f"l’apporto «{apporto.descrizione}»"
    if apporto.natura != "volontariato":
        manca = "il criterio di stima" if not apporto.stima.strip() else ""
        if apporto.natura == "beni" and not apporto.titolo.strip():
            manca = " e ".join(filter(None, (manca, "il titolo di disponibilità")))
        return (
            non_soddisfatta(f"per {nome} manca {manca}", rimedi=rimedio_del_progetto("cofinanziamento"))
            if manca
            else None
        )
    if apporto.ore is None or apporto.tariffa is None or not apporto.qualifica.strip():
        return non_soddisfatta(
            f"per {nome} mancano le ore, la retribuzione oraria lorda o la qualifica del contratto "
            "collettivo",
            rimedi=rimedio_del_progetto("cofinanziamento"),
        )
    if apporto.importo != (valore := apporto.tariffa * apporto.ore):
        return non_soddisfatta(
            f"{nome} è valorizzato in € {apporto.importo}, mentre {apporto.ore} ore a € {apporto.tariffa} "
            f"fanno € {valore}",
            rimedi=rimedio_del_progetto("cofinanziamento"),
        )
    return None


@guard(
    "limite_apporti_non_monetari",
    etichetta="Quota massima di apporti non monetari",
    vincoli=("COFIN-NONMON",),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def limite_apporti_non_monetari(ctx: Contesto, *, massimo: ParametroId) -> Accertamento:
    """Gli apporti non monetari non superano la quota del cofinanziamento che l'avviso ammette."""
    quota = ctx.parametro(massimo)
    progetto = ctx.ultimo(ProgettoDefinitivo)
    ammesso = quota.valore.per_difetto(progetto.cofinanziamento_totale)
    trovato = progetto.cofinanziamento_totale - progetto.cofinanziamento_monetario
    if trovato > ammesso:
        return non_soddisfatta(
            "gli apporti non monetari valgono {trovato}, oltre il {quota} del cofinanziamento ({ammesso})",
            rimedi=rimedio_del_progetto("cofinanziamento"),
            trovato=trovato,
            ammesso=ammesso,
            quota=quota.valore,
        )
    return soddisfatta(
        "gli apporti non monetari ({trovato}) non superano il {quota} del cofinanziamento",
        trovato=trovato,
        quota=quota.valore,
    )


@guard(
    "volontariato_non_rimborsato",
    etichetta="Volontariato mai rimborsato come costo",
    vincoli=("COFIN-NONMON",),
    forza="legge",
    fonti=("cts-17-3", "dm72-2021-p3"),
)
def volontariato_non_rimborsato(ctx: Contesto) -> Accertamento:
    """L'attività dei volontari non si rimborsa, e un apporto non copre una voce già rimborsata."""
    progetto = ctx.ultimo(ProgettoDefinitivo)
    volontari = tuple(f"«{v.titolo}»" for v in progetto.voci if v.volontariato)
    codici = {v.codice for v in progetto.voci}
    doppi = tuple(
        f"«{a.descrizione}»"
        for a in progetto.cofinanziamento
        if a.tipo == "non_monetario" and a.voce in codici
    )
    errori = []
    if volontari:
        errori.append(
            non_soddisfatta(
                "il piano rimborsa attività di volontari: {volontari}",
                volontari=volontari,
                rimedi=rimedio_del_progetto("voci"),
            )
        )
    if doppi:
        errori.append(
            non_soddisfatta(
                "l’apporto non monetario {doppi} copre una voce di spesa che il piano già rimborsa",
                doppi=doppi,
                rimedi=rimedio_del_progetto("cofinanziamento", "voci"),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta("nessuna voce rimborsa attività di volontari né un apporto già valorizzato")


@guard(
    "rimborso_non_forfettario",
    etichetta="Rimborso delle spese di gestione",
    vincoli=("NEG-FORFAIT",),
    forza="prassi",
    fonti=("cds-5217-2023", "cds-7020-2024", "cds-3082-2026", "dm72-2021-p3"),
)
def rimborso_non_forfettario(ctx: Contesto, *, ammesso: ParametroId) -> Accertamento:
    """Le spese di gestione non si rimborsano a forfait; se l'ente lo ammette, con metodo e conguaglio."""
    voci = [v for v in ctx.ultimo(ProgettoDefinitivo).voci if v.forfettaria]
    if not voci:
        return soddisfatta("il piano non prevede rimborsi forfettari")
    if ctx.parametro(ammesso).valore == "no":
        return non_soddisfatta(
            "il piano rimborsa a forfait {voci}, mentre il rimborso riguarda quanto si è effettivamente "
            "speso",
            voci=tuple(f"«{v.titolo}» (€ {v.importo})" for v in voci),
            rimedi=rimedio_del_progetto("voci"),
        )
    errori = [
        non_soddisfatta(
            f"per il forfait «{v.titolo}» manca {manca}",
            rimedi=rimedio_del_progetto("voci"),
        )
        for v in voci
        if (manca := _manca_al_forfait(v))
    ]
    if errori:
        return componi(*errori)
    return soddisfatta(
        "il rimborso forfettario di {voci} indica le spese comprese, il metodo di calcolo sui costi reali e "
        "il conguaglio a consuntivo",
        voci=tuple(f"«{v.titolo}»" for v in voci),
    )


def _manca_al_forfait(voce: VoceSpesa) -> str:
    parti = (
        ("la percentuale", voce.percentuale),
        ("l’elenco delle spese comprese", voce.spese_comprese),
        ("il metodo di calcolo", voce.metodo.strip()),
        ("il conguaglio a consuntivo", voce.conguaglio),
    )
    return ", ".join(nome for nome, presente in parti if not presente)


@guard(
    "limite_forfait",
    etichetta="Percentuale massima del rimborso forfettario",
    vincoli=("NEG-FORFAIT",),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def limite_forfait(ctx: Contesto, *, massimo: ParametroId) -> Accertamento:
    """Il rimborso forfettario non supera la percentuale dei costi che l'avviso consente."""
    quota = ctx.parametro(massimo)
    progetto = ctx.ultimo(ProgettoDefinitivo)
    forfait = somma(v.importo for v in progetto.voci if v.forfettaria)
    consentito = quota.valore.per_difetto(progetto.costi - forfait)
    if forfait > consentito:
        return non_soddisfatta(
            "il rimborso forfettario è {forfait}, oltre il {quota} degli altri costi ({consentito})",
            rimedi=rimedio_del_progetto("voci"),
            forfait=forfait,
            consentito=consentito,
            quota=quota.valore,
        )
    return soddisfatta(
        "il rimborso forfettario ({forfait}) non supera il {quota} degli altri costi",
        forfait=forfait,
        quota=quota.valore,
    )


@guard(
    "costo_del_lavoro",
    etichetta="Costo del lavoro",
    vincoli=("COSTO-LAVORO-AMM",),
    forza="legge",
    fonti=("cts-16", "dlgs81-2015-51"),
)
def costo_del_lavoro(ctx: Contesto) -> Accertamento:
    """Ogni voce di personale indica contratto, livello, costo orario e ore; la forbice 1:8 è rispettata."""
    progetto = ctx.ultimo(ProgettoDefinitivo)
    voci = [v for v in progetto.voci if v.personale]
    if not voci:
        return non_applicabile("il piano non comprende costi di personale")
    errori = [e for e in map(_voce_di_personale, voci) if e is not None]
    if not progetto.forbice_retributiva:
        errori.append(
            non_soddisfatta(
                "l’ETS non dichiara il rispetto del rapporto fra le retribuzioni (1 a 8)",
                rimedi=rimedio_del_progetto("forbice_retributiva"),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "il costo del lavoro, {totale}, è calcolato sui contratti collettivi {ccnl}, per livello, costo "
        "orario e ore",
        totale=somma(v.importo for v in voci),
        ccnl=tuple(dict.fromkeys(v.ccnl for v in voci)),
    )


def _voce_di_personale(voce: VoceSpesa) -> Accertamento | None:
    if not voce.ccnl.strip() or not voce.livello.strip() or voce.costo_orario is None or voce.ore is None:
        return non_soddisfatta(
            f"per la voce di personale «{voce.titolo}» mancano il contratto collettivo, il livello, il "
            "costo orario o le ore",
            rimedi=rimedio_del_progetto("voci"),
        )
    if voce.importo != (calcolato := voce.costo_orario * voce.ore):
        return non_soddisfatta(
            f"la voce «{voce.titolo}» è di € {voce.importo}, mentre {voce.ore} ore a € {voce.costo_orario} "
            f"fanno € {calcolato}",
            rimedi=rimedio_del_progetto("voci"),
        )
    return None


@guard(
    "costo_del_lavoro_rimborsabile",
    etichetta="Rimborso del costo del lavoro",
    vincoli=("COSTO-LAVORO-AMM",),
    forza="prassi",
    fonti=("cds-3082-2026", "cds-7020-2024"),
)
def costo_del_lavoro_rimborsabile(ctx: Contesto, *, lettura: ParametroId) -> Accertamento:
    """Il costo del personale è rimborsabile secondo la lettura che l'ente ha scelto."""
    voci = tuple(f"«{v.titolo}»" for v in ctx.ultimo(ProgettoDefinitivo).voci if v.personale)
    if not voci:
        return non_applicabile("il piano non comprende costi di personale")
    if ctx.parametro(lettura).valore == "solo_spese_vive":
        return non_soddisfatta(
            "l’ente rimborsa le sole spese vive, mentre il piano comprende costi di personale: {voci}",
            voci=voci,
            rimedi=rimedio_del_progetto("voci"),
        )
    return soddisfatta("il costo del lavoro è rimborsabile nei limiti del progetto e del piano finanziario")
