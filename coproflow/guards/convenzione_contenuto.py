"""What the convention says: its clauses, its conformity to the draft, its term, its value."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    avviso_letto,
    concessione,
    concesso,
    contributo_dell_avviso,
    sorelle,
)
from coproflow.domain.dati.convenzione import Stipula
from coproflow.domain.guard import guard
from coproflow.domain.importi import Euro, somma
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

NOMI = {
    "durata": "durata",
    "tracciabilita": "tracciabilità dei flussi finanziari",
    "assicurazione_volontari": "assicurazione dei volontari",
    "privacy": "trattamento dei dati personali",
    "rendicontazione": "termini e modalità della rendicontazione",
    "impegni": "impegni comuni e di ciascuna parte",
    "quadro_economico": "quadro economico",
    "garanzie": "garanzie e coperture",
    "sanzioni": "sanzioni",
    "revoca_contributo": "revoca del contributo",
    "vis": "valutazione di impatto sociale",
    "revisione": "limiti e modalità di revisione",
    "riattivazione": "riattivazione della co-progettazione",
    "coordinamento": "coordinamento delle attività",
    "preavviso_cessazione": "cessazione con preavviso",
    "estensione": "estensione delle attività",
    "revisione_ccnl": "revisione del costo del lavoro",
    "codice_comportamento": "codice di comportamento",
    "pantouflage": "divieto di incarichi a chi ha lasciato l’amministrazione (pantouflage)",
}
LINEE_GUIDA = (
    "impegni",
    "quadro_economico",
    "garanzie",
    "sanzioni",
    "revoca_contributo",
    "vis",
    "revisione",
    "riattivazione",
    "coordinamento",
)
DELL_AVVISO = {
    "estensione_massima": "estensione",
    "preavviso_cessazione": "preavviso_cessazione",
    "revisione_ccnl": "revisione_ccnl",
}
"""Figure of the notice → the clause that the convention then contains."""


def _clausole(ctx: Contesto, richieste: tuple[str, ...], presenti: str) -> Accertamento:
    mancano = tuple(NOMI[c] for c in richieste if c not in ctx.ultimo(Stipula).clausole)
    if mancano:
        return non_soddisfatta(
            "nella convenzione manca: {mancano}", mancano=mancano, rimedi=(Rimedio("stipula", ("clausole",)),)
        )
    return soddisfatta(presenti)


@guard(
    "clausole_essenziali",
    etichetta="Clausole essenziali",
    vincoli=("CONV-CONTENUTO", "CONV-TRACC", "GDPR-RUOLI"),
    forza="legge",
    fonti=("l136-2010-3-8", "cts-18", "cts-93-4", "cts-55-4", "gdpr-28"),
)
def clausole_essenziali(ctx: Contesto) -> Accertamento:
    """La convenzione regola durata, tracciabilità, rendiconto e, se servono, volontari e dati personali."""
    stipula = ctx.ultimo(Stipula)
    richieste = ["durata", "tracciabilita", "rendicontazione"]
    richieste += ["assicurazione_volontari"] if stipula.volontari else []
    richieste += ["privacy"] if stipula.trattamenti_dati else []
    return _clausole(ctx, tuple(richieste), "la convenzione contiene le clausole che la legge richiede")


@guard(
    "clausole_dell_avviso",
    etichetta="Clausole imposte dall’avviso",
    vincoli=("CONV-CONTENUTO",),
    forza="avviso",
    fonti=("avviso",),
)
def clausole_dell_avviso(ctx: Contesto) -> Accertamento:
    """La convenzione contiene le clausole che l'avviso ha previsto per l'esecuzione."""
    richieste = tuple(clausola for figura, clausola in DELL_AVVISO.items() if ctx.prevede(figura))
    if not richieste:
        return non_applicabile("l’avviso non impone clausole alla convenzione")
    return _clausole(ctx, richieste, "la convenzione contiene le clausole previste dall’avviso")


@guard(
    "clausole_linee_guida",
    etichetta="Clausole delle linee guida",
    vincoli=("CONV-CONTENUTO",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def clausole_linee_guida(ctx: Contesto) -> Accertamento:
    """La convenzione disciplina gli altri elementi che le linee guida indicano."""
    return _clausole(ctx, LINEE_GUIDA, "la convenzione disciplina gli elementi indicati dalle linee guida")


@guard(
    "clausole_di_integrita",
    etichetta="Clausole di integrità",
    vincoli=("PANTOUFLAGE", "CODICE-COMPORT"),
    forza="prassi",
    fonti=("dlgs165-53-16ter", "dpr62-2013-2"),
)
def clausole_di_integrita(ctx: Contesto) -> Accertamento:
    """La convenzione estende al partner il codice di comportamento e richiama il divieto di pantouflage."""
    return _clausole(
        ctx,
        ("codice_comportamento", "pantouflage"),
        "la convenzione estende al partner il codice di comportamento e richiama il divieto di pantouflage",
    )


@guard(
    "conformita_schema",
    etichetta="Conformità allo schema dell’avviso",
    vincoli=("CONV-SCHEMA",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def conformita_schema(ctx: Contesto) -> Accertamento:
    """La convenzione si scosta dallo schema dell'avviso solo per ciò che tavolo o migliorie giustificano."""
    difformita = ctx.ultimo(Stipula).difformita
    senza = tuple(d.clausola for d in difformita if not d.titolo.strip())
    if senza:
        return non_soddisfatta(
            "la convenzione si scosta dallo schema dell’avviso per {clausole} e nessun verbale lo giustifica",
            clausole=senza,
            rimedi=(Rimedio("stipula", ("difformita",)),),
        )
    if not difformita:
        return soddisfatta("la convenzione è conforme allo schema allegato all’avviso")
    return soddisfatta(
        "la convenzione si scosta dallo schema solo per {clausole}, come risulta dai verbali",
        clausole=tuple(d.clausola for d in difformita),
    )


@guard(
    "durata_dell_avviso",
    etichetta="Durata fissata dall’avviso",
    vincoli=("CONV-DURATA",),
    forza="avviso",
    fonti=("cts-55-4", "avviso"),
)
def durata_dell_avviso(ctx: Contesto) -> Accertamento:
    """La convenzione dura quanto l'avviso ha previsto e non si proroga tacitamente."""
    stipula, avviso = ctx.ultimo(Stipula), avviso_letto(ctx)
    if stipula.proroga_tacita:
        return non_soddisfatta(
            "la convenzione prevede una proroga tacita, che l’avviso non consente",
            rimedi=(Rimedio("stipula", ("proroga_tacita",)),),
        )
    if stipula.inizio < avviso.inizio or stipula.fine != avviso.fine or stipula.inizio > stipula.fine:
        return non_soddisfatta(
            "la convenzione va dal {dal} al {al}, mentre l’avviso prevede dal {inizio} al {fine}",
            dal=stipula.inizio,
            al=stipula.fine,
            inizio=avviso.inizio,
            fine=avviso.fine,
            rimedi=(Rimedio("stipula", ("inizio", "fine")),),
        )
    return soddisfatta(
        "la convenzione va dal {dal} al {al}, nella durata dell’avviso", dal=stipula.inizio, al=stipula.fine
    )


@guard(
    "valore_alla_stipula",
    etichetta="Valore fissato alla stipula",
    vincoli=("EXT-25", "PD-APPROVAZIONE"),
    forza="avviso",
    fonti=("avviso", "convenzione"),
    coerenza=True,
)
def valore_alla_stipula(ctx: Contesto) -> Accertamento:
    """Contributo e cofinanziamento della convenzione sono quelli approvati con il progetto definitivo."""
    stipula, approvato = ctx.ultimo(Stipula), concesso(ctx)
    altre = sorelle(ctx, stesso_tavolo=True)
    firmate = [a.ultimo(Stipula) for a in altre if a.cerca(Stipula) is not None]
    contributo = somma(s.contributo for s in (stipula, *firmate))
    cofinanziamento = somma(s.cofinanziamento for s in (stipula, *firmate))
    tutte = len(firmate) == len(altre)
    esiti = [
        _pari("contributo", contributo, approvato.contributo, basta=not tutte),
        _pari("cofinanziamento", cofinanziamento, approvato.cofinanziamento, basta=not tutte),
        _pari("contributo_avviso", stipula.contributo_avviso, contributo_dell_avviso(ctx), basta=False),
    ]
    atto = concessione(ctx)
    if atto is not None and stipula.concessione_del != atto.adozione.data:
        esiti.append(
            non_soddisfatta(
                "la {atto} non è del {scritta}",
                atto=atto.estremi,
                scritta=stipula.concessione_del,
                rimedi=(Rimedio("stipula", ("concessione_del",)),),
            )
        )
    return componi(*esiti)


_IMPORTI = {
    "contributo": "il contributo convenzionato è di {trovato}, quello approvato con il progetto di {atteso}",
    "cofinanziamento": "il cofinanziamento convenzionato è di {trovato}, quello approvato di {atteso}",
    "contributo_avviso": "il contributo dei programmi dell’avviso è indicato in {trovato}, ed è di {atteso}",
}


def _pari(nome: str, trovato: Euro, atteso: Euro, *, basta: bool) -> Accertamento:
    """Equal; or, while other conventions of the same project are unsigned (`basta`), not above."""
    if trovato == atteso or (basta and trovato < atteso):
        return soddisfatta(_FISSATI[nome], trovato=trovato)
    return non_soddisfatta(
        _IMPORTI[nome], trovato=trovato, atteso=atteso, rimedi=(Rimedio("stipula", (nome,)),)
    )


_FISSATI = {
    "contributo": "il contributo convenzionato è quello approvato con il progetto, {trovato}",
    "cofinanziamento": "il cofinanziamento è quello approvato con il progetto, {trovato}",
    "contributo_avviso": "il contributo di tutti i programmi dell’avviso è {trovato}",
}
