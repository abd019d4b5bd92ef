"""The notice on the evaluation: points within the weights, every proposal, the ranking, the outcomes."""

from collections import defaultdict

from coproflow.domain.avvisi import (
    avviso_vigente,
    domande_pervenute,
    proposte_ammesse,
    punteggi,
    punteggio_di,
)
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti, SedutaValutazione
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_ESITI = (Rimedio("approvazione_esiti", ("esiti",)),)
NESSUNO = "nessuna proposta è selezionata"
_SEDUTA = (Rimedio("seduta_valutazione", ("punteggi",)),)


@guard(
    "sole_proposte_ammesse",
    etichetta="Valutazione delle sole proposte ammesse",
    vincoli=("VAL-CRITERI", "AMMISS-ELENCO"),
    forza="legge",
    fonti=("l241-12", "cts-55-4"),
)
def sole_proposte_ammesse(ctx: Contesto) -> Accertamento:
    """La commissione valuta le proposte ammesse, e nessun'altra."""
    ammesse = set(proposte_ammesse(ctx))
    estranee = {(p.programma, p.domanda) for p in ctx.ultimo(SedutaValutazione).punteggi} - ammesse
    if estranee:
        return non_soddisfatta(
            "sono stati dati punteggi a {estranee}, che non risulta fra le proposte ammesse",
            estranee=tuple(f"{d} per {p}" for p, d in sorted(estranee)),
            rimedi=_SEDUTA,
        )
    return soddisfatta("sono valutate le sole proposte ammesse")


@guard(
    "punteggi_entro_i_pesi",
    etichetta="Punteggi entro i massimi dell’avviso",
    vincoli=("VAL-CRITERI", "L241-12-PREDET"),
    forza="legge",
    fonti=("l241-12", "cts-55-4", "cds-3082-2026"),
    coerenza=True,
)
def punteggi_entro_i_pesi(ctx: Contesto) -> Accertamento:
    """I punteggi si danno sui soli criteri dell'avviso, entro il massimo di ciascuno, e sono motivati."""
    pesi = {c.codice: c.punti for c in avviso_vigente(ctx).criteri}
    difetti = []
    for p in ctx.ultimo(SedutaValutazione).punteggi:
        dove = f"{p.domanda} per {p.programma}, criterio {p.criterio}"
        if p.criterio not in pesi:
            difetti.append(f"{dove}: l’avviso non prevede questo criterio")
        elif p.punti > pesi[p.criterio]:
            difetti.append(f"{dove}: {p.punti} punti, oltre il massimo di {pesi[p.criterio]}")
        elif not p.motivazione.strip():
            difetti.append(f"{dove}: il punteggio non è motivato")
    if difetti:
        return non_soddisfatta("{difetti}", difetti=tuple(difetti), rimedi=_SEDUTA)
    return soddisfatta("i punteggi sono dati sui criteri dell’avviso, entro i massimi, e sono motivati")


@guard(
    "punteggi_completi",
    etichetta="Valutazione completa",
    vincoli=("VAL-CRITERI",),
    forza="legge",
    fonti=("l241-12", "cts-55-4"),
)
def punteggi_completi(ctx: Contesto) -> Accertamento:
    """Ogni proposta ammessa ha un punteggio su ciascun criterio dell'avviso."""
    dati = {(p.programma, p.domanda, p.criterio) for p in punteggi(ctx)}
    mancano = tuple(
        f"{domanda} per {programma}, criterio {c.codice}"
        for programma, domanda in proposte_ammesse(ctx)
        for c in avviso_vigente(ctx).criteri
        if (programma, domanda, c.codice) not in dati
    )
    if mancano:
        return non_soddisfatta("mancano i punteggi di {mancano}", mancano=mancano, rimedi=_SEDUTA)
    return soddisfatta(
        "tutte le proposte ammesse ({quante}) sono valutate su ciascun criterio",
        quante=len(proposte_ammesse(ctx)),
    )


@guard(
    "punteggio_dai_verbali",
    etichetta="Punteggi conformi ai verbali",
    vincoli=("VAL-CRITERI", "ESITI-PROVV"),
    forza="legge",
    fonti=("l241-12",),
    coerenza=True,
)
def punteggio_dai_verbali(ctx: Contesto) -> Accertamento:
    """Il punteggio di ogni proposta è la somma di quelli verbalizzati."""
    esiti = ctx.ultimo(ApprovazioneEsiti)
    scritti = [(e.programma, e.domanda, e.punteggio) for e in esiti.esiti if e.domanda]
    scritti += [(p.programma, p.domanda, p.punteggio) for p in esiti.proposte]
    errori = tuple(
        f"{domanda} per {programma}: {scritto} punti, mentre i verbali ne sommano {somma}"
        for programma, domanda, scritto in scritti
        if (somma := punteggio_di(ctx, programma, domanda)) != scritto
    )
    if errori:
        return non_soddisfatta("{errori}", errori=errori, rimedi=_ESITI)
    return soddisfatta("i punteggi approvati sono la somma di quelli verbalizzati")


@guard(
    "soglia_raggiunta",
    etichetta="Punteggio minimo",
    vincoli=("VAL-CRITERI", "NUMERO-MINIMO"),
    forza="avviso",
    fonti=("avviso", "l241-12"),
)
def soglia_raggiunta(ctx: Contesto, *, soglia: ParametroId) -> Accertamento:
    """È selezionata solo una proposta che raggiunge il punteggio minimo dell'avviso."""
    figura = ctx.parametro(soglia)
    scelti = ctx.ultimo(ApprovazioneEsiti).selezionati()
    if not scelti:
        return non_applicabile(NESSUNO)
    sotto = tuple(
        f"{e.domanda} per {e.programma} ({e.punteggio or 0} punti)"
        for e in scelti
        if (e.punteggio or 0) < figura.valore
    )
    if sotto:
        return non_soddisfatta(
            "non raggiunge il minimo di {soglia} punti ({dove}): {sotto}",
            soglia=figura.valore,
            dove=figura.citazione or "avviso",
            sotto=sotto,
            rimedi=_ESITI,
        )
    return soddisfatta(
        "le proposte selezionate raggiungono il minimo di {soglia} punti", soglia=figura.valore
    )


@guard(
    "graduatoria_rispettata",
    etichetta="Graduatoria rispettata",
    vincoli=("L241-6-E-SCOST", "VAL-CRITERI", "VAL-PARITA"),
    forza="legge",
    fonti=("l241-6-e", "l241-12"),
)
def graduatoria_rispettata(ctx: Contesto) -> Accertamento:
    """È selezionata la proposta più alta; chi decide se ne discosta solo motivando."""
    esiti = ctx.ultimo(ApprovazioneEsiti)
    per_programma: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for programma, domanda in proposte_ammesse(ctx):
        per_programma[programma].append((punteggio_di(ctx, programma, domanda) or 0, domanda))
    scelte = {(e.programma, e.domanda) for e in esiti.selezionati()}
    saltate = []
    for programma, voti in per_programma.items():
        scelti = [v for v, d in voti if (programma, d) in scelte]
        saltate += [
            f"per {programma} la proposta {d} ha {v} punti, più di una proposta selezionata ({min(scelti)})"
            for v, d in voti
            if scelti and (programma, d) not in scelte and v > min(scelti)
        ]
    if not scelte:
        return non_applicabile(NESSUNO)
    if not saltate:
        return soddisfatta("per ogni programma sono selezionate le proposte con il punteggio più alto")
    if esiti.scostamento.strip():
        return soddisfatta("{saltate}; lo scostamento è motivato nel provvedimento", saltate=tuple(saltate))
    return non_soddisfatta(
        "{saltate}, e lo scostamento dalle risultanze dell’istruttoria non è motivato",
        saltate=tuple(saltate),
        rimedi=(*_ESITI, Rimedio("approvazione_esiti", ("scostamento",))),
    )


@guard(
    "contributo_nel_programma",
    etichetta="Contributo nei limiti del programma",
    vincoli=("SEED-ARITM", "ESITI-PROVV"),
    forza="avviso",
    fonti=("avviso", "l241-12"),
    coerenza=True,
)
def contributo_nel_programma(ctx: Contesto) -> Accertamento:
    """I contributi indicati per i selezionati non superano quello che l'avviso prevede per il programma."""
    avviso = avviso_vigente(ctx)
    if not ctx.ultimo(ApprovazioneEsiti).selezionati():
        return non_applicabile(NESSUNO)
    errori = []
    for programma in avviso.programmi:
        importi = [
            e.contributo
            for e in ctx.ultimo(ApprovazioneEsiti).selezionati()
            if e.programma == programma.codice and e.contributo is not None
        ]
        totale = sum(i.centesimi for i in importi)
        if totale > programma.contributo_totale.centesimi:
            oltre = type(programma.contributo_totale)(totale) - programma.contributo_totale
            errori.append(
                f"{programma.codice}: i contributi superano di € {oltre} i € {programma.contributo_totale} "
                "previsti"
            )
    if errori:
        return non_soddisfatta("{errori}", errori=tuple(errori), rimedi=_ESITI)
    return soddisfatta("i contributi dei selezionati sono nei limiti di quelli che l’avviso prevede")


@guard(
    "graduatoria_completa",
    etichetta="Elenco di tutte le proposte valutate",
    vincoli=("ESITI-PROVV",),
    forza="linee_guida",
    fonti=("dm72-2021-p6", "l241-12"),
)
def graduatoria_completa(ctx: Contesto) -> Accertamento:
    """Il provvedimento elenca tutte le proposte valutate con i punteggi, idonee e non idonee comprese."""
    elencate = {(p.programma, p.domanda) for p in ctx.ultimo(ApprovazioneEsiti).proposte}
    mancano = tuple(f"{d} per {p}" for p, d in proposte_ammesse(ctx) if (p, d) not in elencate)
    if mancano:
        return non_soddisfatta(
            "all’elenco delle proposte valutate manca {mancano}",
            mancano=mancano,
            rimedi=(Rimedio("approvazione_esiti", ("proposte",)),),
        )
    return soddisfatta(
        "il provvedimento elenca tutte le proposte valutate ({quante}), con i punteggi", quante=len(elencate)
    )


@guard(
    "esito_di_ogni_programma",
    etichetta="Esito motivato per ogni programma",
    vincoli=("ESITI-PROVV", "L241-3-MOTIV", "NUMERO-MINIMO"),
    forza="legge",
    fonti=("l241-3", "l241-12", "dm72-2021-p3"),
)
def esito_di_ogni_programma(ctx: Contesto) -> Accertamento:
    """Il provvedimento dà a ogni programma un esito motivato: selezionato, deserto, escluso o rinviato."""
    avviso, esiti = avviso_vigente(ctx), ctx.ultimo(ApprovazioneEsiti)
    ammesse = set(proposte_ammesse(ctx))
    codici = [p.codice for p in avviso.programmi]
    difetti = [f"manca l’esito di {c}" for c in codici if c not in {e.programma for e in esiti.esiti}]
    for e in esiti.esiti:
        candidate = [d for p, d in ammesse if p == e.programma]
        if e.programma not in codici:
            difetti.append(f"l’avviso non prevede il programma {e.programma}")
        elif e.esito == "selezionato" and (e.programma, e.domanda) not in ammesse:
            difetti.append(
                f"per {e.programma} non risulta ammessa la domanda {e.domanda or '(non indicata)'}"
            )
        elif e.esito == "deserto" and candidate:
            difetti.append(f"{e.programma} non è deserto: è stata ammessa {', '.join(sorted(candidate))}")
        if not e.motivazione.strip():
            difetti.append(f"l’esito di {e.programma} non è motivato")
    for codice in codici:
        suoi = [e for e in esiti.esiti if e.programma == codice]
        if len(suoi) > 1 and any(e.esito != "selezionato" for e in suoi):
            difetti.append(f"{codice} ha più esiti fra loro diversi")
    if difetti:
        return non_soddisfatta("{difetti}", difetti=tuple(difetti), rimedi=_ESITI)
    return soddisfatta(
        "ogni programma dell’avviso ha un esito motivato (programmi: {programmi}; domande: {domande})",
        programmi=len(codici),
        domande=len(domande_pervenute(ctx)),
    )
