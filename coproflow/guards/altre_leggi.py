"""Other statutes, few rules each: art. 35-bis D.Lgs. 165/2001, art. 65 CAD, L. 3/2003."""

from coproflow.domain.avvisi import (
    ammissioni,
    dichiarazioni,
    domanda_di,
    rimedio_dichiarazioni,
    votanti,
)
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import (
    AperturaCoprogettazione,
    Indizione,
    NominaCommissione,
    PresentazioneDomanda,
    RispostaSoccorso,
    SedutaValutazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    Ritardo,
    non_soddisfatta,
    soddisfatta,
)

_NOMINA = (Rimedio("nomina_commissione", ("membri",)),)


@guard(
    "assenza_condanne",
    etichetta="Assenza di condanne per reati contro la pubblica amministrazione",
    vincoli=("COMM-35BIS",),
    forza="legge",
    fonti=("dlgs165-35bis",),
)
def assenza_condanne(ctx: Contesto) -> Accertamento:
    """Non fa parte della commissione, né ne è segretario, chi è stato condannato per quei reati."""
    condannati = tuple(m.nome for m in ctx.ultimo(NominaCommissione).membri if m.condannato)
    if condannati:
        return non_soddisfatta(
            "per {condannati} risulta una condanna, anche non definitiva, che vieta l’incarico",
            condannati=condannati,
            rimedi=_NOMINA,
        )
    return soddisfatta(
        "per componenti e segretario della commissione non risultano condanne che vietino l’incarico"
    )


@guard(
    "uffici_senza_condanne",
    etichetta="Assenza di condanne in chi istruisce e decide",
    vincoli=("COMM-35BIS",),
    forza="legge",
    fonti=("dlgs165-35bis",),
)
def uffici_senza_condanne(ctx: Contesto) -> Accertamento:
    """Non è assegnato agli uffici che concedono contributi chi è stato condannato per quei reati."""
    indizione = ctx.cerca(Indizione)
    if indizione is not None and indizione.condannato and not indizione.sostituto:
        return non_soddisfatta(
            "per chi istruisce o decide risulta una condanna, anche non definitiva, e nessun sostituto",
            rimedi=(Rimedio("indizione", ("sostituto",)),),
        )
    rimasti = tuple(d.nome for d in dichiarazioni(ctx) if d.condannato and not d.sostituto)
    if rimasti:
        return non_soddisfatta(
            "per {rimasti} risulta una condanna, anche non definitiva, che vieta di concedere contributi, e "
            "non risulta la sostituzione",
            rimasti=rimasti,
            rimedi=rimedio_dichiarazioni(ctx),
        )
    return soddisfatta(
        "per chi istruisce e per chi decide non risultano condanne che vietino di concedere contributi"
    )


@guard(
    "dichiarazioni_35bis",
    etichetta="Dichiarazioni ex art. 35-bis",
    vincoli=("COMM-35BIS",),
    forza="legge",
    fonti=("dlgs165-35bis",),
)
def dichiarazioni_35bis(ctx: Contesto) -> Accertamento:
    """Prima che la commissione si insedi, componenti e segretario dichiarano di non avere condanne."""
    nomina = ctx.ultimo(NominaCommissione)
    membri = nomina.membri
    nomi = {m.nome for m in membri}
    mancano = (
        *(m.nome for m in membri if m.dichiarazione_35bis is None),
        *(nome for nome in votanti(ctx) if nome not in nomi),
    )
    if mancano:
        return non_soddisfatta(
            "manca la dichiarazione ex art. 35-bis di {mancano}", mancano=mancano, rimedi=_NOMINA
        )
    insediamento = next((s.data for s in ctx.tutti(SedutaValutazione) if s.data >= nomina.data), ctx.data)
    rese = [m.dichiarazione_35bis for m in membri if m.dichiarazione_35bis is not None]
    ultima = max(rese, default=insediamento)
    if ultima > insediamento:
        return soddisfatta(
            "tutti hanno reso la dichiarazione ex art. 35-bis, l’ultima il {ultima}, dopo l’insediamento",
            ultima=ultima,
            ritardo=Ritardo(
                (ultima - insediamento).days,
                "dichiarazione ex art. 35-bis prima dell’insediamento",
                "la dichiarazione è acquisita; il ritardo resta annotato",
            ),
        )
    return soddisfatta(
        "componenti e segretario hanno reso la dichiarazione ex art. 35-bis prima dell’insediamento"
    )


@guard(
    "sottoscrizione_valida",
    etichetta="Sottoscrizione della domanda",
    vincoli=("DOM-FIRMA",),
    forza="legge",
    fonti=("cad-65", "dpr445-38"),
)
def sottoscrizione_valida(ctx: Contesto) -> Accertamento:
    """Ciascun componente sottoscrive in una delle forme dell'art. 65 CAD, o regolarizza in tempo."""
    difetti = tuple(
        f"{nome} ({domanda.codice})" for domanda in _ammesse(ctx) for nome in _senza_firma(ctx, domanda)
    )
    if difetti:
        return non_soddisfatta(
            "manca una sottoscrizione valida di {difetti}",
            difetti=difetti,
            rimedi=(
                Rimedio("richiesta_soccorso", ("richieste",)),
                Rimedio("approvazione_ammissioni", ("elenco",)),
            ),
        )
    return soddisfatta(
        "le domande ammesse sono sottoscritte da ciascun ente in una delle forme "
        "dell’art. 65 del D.Lgs. n. 82/2005"
    )


@guard(
    "divieto_di_contributi",
    etichetta="Divieto di accedere a contributi",
    vincoli=("DPR445-71-75",),
    forza="legge",
    fonti=("dpr445-75",),
)
def divieto_di_contributi(ctx: Contesto) -> Accertamento:
    """Chi è decaduto per dichiarazione mendace resta fuori due anni, salvi minori e particolare disagio."""
    motivi = {e.domanda: e.motivazione for e in ammissioni(ctx)}
    vietati = [
        (d.codice, e)
        for d in _ammesse(ctx)
        for e in d.componenti
        if e.divieto_contributi is not None and d.data <= e.divieto_contributi
    ]
    senza = tuple(f"{e.denominazione} ({codice})" for codice, e in vietati if not motivi[codice].strip())
    if senza:
        return non_soddisfatta(
            "alla data della domanda vige il divieto di accedere a contributi per {senza}, e non è detto che "
            "l’intervento sia a favore di minori o di situazioni di particolare disagio",
            senza=senza,
            rimedi=(Rimedio("approvazione_ammissioni", ("elenco",)),),
        )
    if not vietati:
        return soddisfatta("nessuno degli ammessi soggiace al divieto di accedere a contributi")
    return soddisfatta(
        "il divieto di accedere a contributi di {vietati} non tocca l’intervento, a favore di minori o di "
        "situazioni di particolare disagio",
        vietati=tuple(e.denominazione for _, e in vietati),
    )


def _ammesse(ctx: Contesto) -> tuple[PresentazioneDomanda, ...]:
    return tuple(d for e in ammissioni(ctx) if e.piena and (d := domanda_di(ctx, e.domanda)) is not None)


def _senza_firma(ctx: Contesto, domanda: PresentazioneDomanda) -> tuple[str, ...]:
    risposte = (r for r in ctx.tutti(RispostaSoccorso, domanda=domanda.codice))
    regolari = {
        s.ets: s.modalita
        for s in (
            *domanda.sottoscrizioni,
            *(s for r in risposte if r.esito_ricezione == "tempestiva" for s in r.sottoscrizioni),
        )
    }
    return tuple(
        e.denominazione
        for e in domanda.componenti
        if regolari.get(e.codice_fiscale, "assente") in ("assente", "provenienza_incerta")
    )


@guard(
    "cup_indicato",
    etichetta="Codice unico di progetto",
    vincoli=("CUP-L3-2003", "LG-INDIZIONE"),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "l3-2003-11"),
)
def cup_indicato(ctx: Contesto) -> Accertamento:
    """L'indizione indica il CUP, dove è dovuto, o dice perché non lo è."""
    cup = ctx.ultimo(AperturaCoprogettazione).cup
    if cup is not None:
        return soddisfatta("il CUP è {cup}", cup=str(cup))
    motivo = ctx.ultimo(Indizione).cup_non_dovuto
    if motivo:
        return soddisfatta("il CUP non è dovuto: {perche}", perche=motivo)
    return non_soddisfatta(
        "il CUP non è indicato, né è scritto perché non sia dovuto",
        rimedi=(Rimedio("apertura", ("cup",)), Rimedio("indizione", ("cup_non_dovuto",))),
    )
