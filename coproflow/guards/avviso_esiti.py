"""The outcomes and what follows: ties, reserves, a single application, postponed programmes, tables, none."""

from collections.abc import Iterator

from coproflow.domain.avvisi import (
    ammissioni,
    avviso_vigente,
    domande_pervenute,
    proposte_ammesse,
    punteggio_di,
)
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.dati.coprogettazione import AperturaTavoli, ApprovazioneEsiti
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.selezione import EsitoProgramma
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    mostra,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.avviso_valutazione import NESSUNO

_ESITI = (Rimedio("approvazione_esiti", ("esiti",)),)


@guard(
    "parita_risolta",
    etichetta="Scelta a parità di punteggio",
    vincoli=("VAL-PARITA",),
    forza="prassi",
    fonti=("avviso", "l241-12"),
)
def parita_risolta(ctx: Contesto) -> Accertamento:
    """A pari punteggio si sceglie con la regola dell'avviso o, se manca, per sorteggio pubblico."""
    regola = avviso_vigente(ctx).regola_parita or "sorteggio pubblico, perché l’avviso non ne ha una"
    pari = tuple(_a_pari_punti(ctx))
    senza = tuple(f"{e.domanda} e {altre} per {e.programma}" for e, altre in pari if not e.parita.strip())
    if senza:
        return non_soddisfatta(
            "hanno pari punteggio {senza}, e non è detto come si è scelto; la regola è: {regola}",
            senza=senza,
            regola=regola,
            rimedi=_ESITI,
        )
    if not pari:
        return non_applicabile("nessuna proposta selezionata ha lo stesso punteggio di una che non lo è")
    return soddisfatta(
        "a parità di punteggio si è scelto così: {scelte}",
        scelte=tuple(f"per {e.programma}, {e.parita}" for e, _ in pari),
    )


def _a_pari_punti(ctx: Contesto) -> Iterator[tuple[EsitoProgramma, str]]:
    """Each selected outcome, with the proposals left out that have as many points."""
    selezionati = ctx.ultimo(ApprovazioneEsiti).selezionati()
    scelte = {(e.programma, e.domanda) for e in selezionati}
    for e in selezionati:
        altre = tuple(
            d
            for p, d in proposte_ammesse(ctx)
            if p == e.programma
            and (p, d) not in scelte
            and punteggio_di(ctx, p, d) == punteggio_di(ctx, p, e.domanda)
        )
        if altre:
            yield e, mostra(altre)


@guard(
    "riserve_sciolte",
    etichetta="Riserve sciolte prima degli esiti",
    vincoli=("AMMISS-ELENCO", "CTS-4-ETS"),
    forza="legge",
    fonti=("cts-4", "l241-6", "l241-3"),
)
def riserve_sciolte(ctx: Contesto) -> Accertamento:
    """Prima di selezionare chi è ammesso con riserva, la riserva si scioglie, e i requisiti si vedono."""
    scelte = {e.domanda for e in ctx.ultimo(ApprovazioneEsiti).selezionati()}
    if not scelte:
        return non_applicabile(NESSUNO)
    riserve = tuple(
        f"{a.domanda} ({a.motivazione})"
        for a in ammissioni(ctx)
        if a.esito == "ammessa_con_riserva" and a.domanda in scelte
    )
    if riserve:
        return non_soddisfatta(
            "si seleziona chi è ammesso con una riserva non ancora sciolta: {riserve}",
            riserve=riserve,
            rimedi=(Rimedio("approvazione_ammissioni", ("elenco",)), *_ESITI),
        )
    return soddisfatta("nessuna delle proposte selezionate è ammessa con riserva")


@guard(
    "domanda_unica",
    etichetta="Programma con una sola domanda valida",
    vincoli=("NUMERO-MINIMO",),
    forza="prassi",
    fonti=("avviso", "l241-3"),
)
def domanda_unica(ctx: Contesto) -> Accertamento:
    """Con una sola domanda valida si procede se l'avviso lo prevede."""
    unici = programmi_con_una_sola(ctx)
    if not unici:
        return non_applicabile("nessun partner è selezionato per un programma con una sola domanda valida")
    if ctx.prevede("domanda_unica_ammessa"):
        return soddisfatta(
            "l’avviso consente di procedere con una sola domanda valida ({unici})", unici=unici
        )
    return non_soddisfatta(
        "per {unici} c’è una sola domanda valida e l’avviso non dice che si procede ugualmente", unici=unici
    )


def programmi_con_una_sola(ctx: Contesto) -> tuple[str, ...]:
    """The programmes with a selected partner that had one valid application only."""
    sole = [p for p, _ in proposte_ammesse(ctx)]
    scelti = {e.programma for e in ctx.ultimo(ApprovazioneEsiti).selezionati()}
    return tuple(sorted({p for p in sole if sole.count(p) == 1 and p in scelti}))


@guard(
    "domanda_unica_esclusa",
    etichetta="Avviso che non si accontenta di una sola domanda",
    vincoli=("NUMERO-MINIMO",),
    forza="avviso",
    fonti=("avviso",),
)
def domanda_unica_esclusa(ctx: Contesto, *, facolta: ParametroId) -> Accertamento:
    """Se l'avviso esclude che si proceda con una sola domanda valida, per quel programma non si seleziona."""
    figura = ctx.parametro(facolta)
    unici = programmi_con_una_sola(ctx)
    if figura.valore == "no" and unici:
        return non_soddisfatta(
            "per {unici} c’è una sola domanda valida, e l’avviso{dove} esclude che allora si proceda",
            unici=unici,
            dove=f" ({figura.citazione})" if figura.citazione else "",
            rimedi=_ESITI,
        )
    return non_applicabile("nessun partner è selezionato in un programma che l’avviso escluda")


@guard(
    "solo_i_rinviati",
    etichetta="Esito dei soli programmi rinviati",
    vincoli=("ESITI-PROVV", "L241-12-PREDET"),
    forza="legge",
    fonti=("l241-3", "l241-12"),
)
def solo_i_rinviati(ctx: Contesto) -> Accertamento:
    """Aperti i tavoli, si decide per i soli programmi rinviati: gli altri esiti restano come approvati."""
    *precedenti, ora = ctx.tutti(ApprovazioneEsiti)
    if not precedenti:
        return non_applicabile("non ci sono esiti approvati prima di questi")
    prima = precedenti[-1]
    rinviati = {e.programma for e in prima.esiti if e.esito == "rinviato"}
    diversi = tuple(
        sorted(
            {e.programma for e in prima.esiti if e.programma not in rinviati and e not in ora.esiti}
            | {e.programma for e in ora.esiti if e.programma not in rinviati and e not in prima.esiti}
        )
    )
    if diversi:
        return non_soddisfatta(
            "i tavoli sono aperti, e l’esito di {diversi} non era rinviato: non si cambia",
            diversi=diversi,
            rimedi=_ESITI,
        )
    return soddisfatta(
        "si dà un esito ai programmi rinviati ({rinviati}), fermi gli altri", rinviati=tuple(sorted(rinviati))
    )


@guard(
    "tavoli_dei_selezionati",
    etichetta="Un tavolo per ogni partner selezionato",
    vincoli=("LG-COPRO-FASI", "VAL-FUSIONE"),
    forza="legge",
    fonti=("cts-55-4", "dm72-2021-p3"),
)
def tavoli_dei_selezionati(ctx: Contesto) -> Accertamento:
    """Si apre un tavolo per ogni programma e partner selezionato, una volta sola, e per nessun altro."""
    aperti = [(t.programma, t.domanda) for t in ctx.ultimo(AperturaTavoli).tavoli]
    aperti += [(t.programma, t.domanda) for c in ctx.collegati("tavoli") for t in c.tutti(AperturaTavolo)]
    scelti = [(e.programma, e.domanda) for e in ctx.ultimo(ApprovazioneEsiti).selezionati()]
    difetti = [
        *(f"manca il tavolo di {d} per {p}" for p, d in scelti if (p, d) not in aperti),
        *(f"{d} non è selezionata per {p}" for p, d in aperti if (p, d) not in scelti),
        *(
            f"il tavolo di {d} per {p} è già aperto, o è indicato più volte"
            for p, d in sorted(set(aperti))
            if aperti.count((p, d)) > 1
        ),
    ]
    if difetti:
        return non_soddisfatta(
            "{difetti}", difetti=tuple(difetti), rimedi=(Rimedio("apertura_tavoli", ("tavoli",)),)
        )
    if not scelti:
        return non_soddisfatta(
            "gli esiti non selezionano alcun partner: si prende atto che la procedura è senza selezione",
            rimedi=(Rimedio("dichiarazione_deserta", ("motivazione",)),),
        )
    return soddisfatta("si apre un tavolo per ciascun partner selezionato ({quanti})", quanti=len(scelti))


@guard(
    "nessuna_domanda_ammissibile",
    etichetta="Nessuna domanda ammissibile",
    vincoli=("NUMERO-MINIMO",),
    forza="avviso",
    fonti=("l241-2", "l241-3"),
)
def nessuna_domanda_ammissibile(ctx: Contesto) -> Accertamento:
    """La procedura finisce qui se nessuna domanda è ricevibile, o ammessa, o nessuna proposta è scelta."""
    if (esiti := ctx.cerca(ApprovazioneEsiti)) is not None:
        return _senza_selezione(esiti)
    elenco = ammissioni(ctx)
    valide = (
        tuple(e.domanda for e in elenco if e.ammessa)
        if elenco
        else tuple(d.codice for d in domande_pervenute(ctx) if d.esito_ricezione == "ricevibile")
    )
    if valide:
        return non_soddisfatta(
            "la procedura non è deserta: risultano {valide}",
            valide=valide,
            rimedi=(Rimedio("approvazione_esiti", ("esiti",)),),
        )
    return soddisfatta("non risulta alcuna domanda ammissibile")


def _senza_selezione(esiti: ApprovazioneEsiti) -> Accertamento:
    aperti = tuple(e.programma for e in esiti.esiti if e.esito in ("selezionato", "rinviato"))
    if aperti:
        return non_soddisfatta(
            "gli esiti approvati selezionano un partner, o rinviano la scelta, per {aperti}",
            aperti=aperti,
            rimedi=(Rimedio("apertura_tavoli", ("tavoli",)), Rimedio("approvazione_esiti", ("esiti",))),
        )
    return soddisfatta("gli esiti approvati il {giorno} non selezionano alcun partner", giorno=esiti.data)
