"""D.Lgs. 117/2017 (Codice del Terzo settore): what artt. 5 and 55 ask of the two procedures."""

from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione
from coproflow.domain.dati.coprogrammazione import (
    ApprovazioneDocumento,
    ConclusioneIstruttoria,
    DocumentoPreliminare,
    VerbaleTavoloCoprogrammazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.selezione import AttoProgrammatorio
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    mostra,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "contenuto_predefinito",
    etichetta="Contenuto definito prima di individuare i partner",
    vincoli=("CTS-55-4-PREDEF",),
    forza="legge",
    fonti=("cts-55-4",),
)
def contenuto_predefinito(ctx: Contesto) -> Accertamento:
    """L'avviso definisce obiettivi, durata, caratteristiche essenziali, criteri e modalità di scelta."""
    avviso = avviso_vigente(ctx)
    senza_obiettivi = tuple(p.codice for p in avviso.programmi if not p.obiettivi)
    assenti = tuple(
        (campo, nome)
        for campo, nome, presente in (
            ("programmi", "i programmi", avviso.programmi),
            ("obiettivi_generali", "gli obiettivi generali", avviso.obiettivi_generali),
            (
                "programmi",
                f"gli obiettivi specifici di {mostra(senza_obiettivi)}",
                not senza_obiettivi,
            ),
            ("fine", "la durata", avviso.inizio < avviso.fine),
            (
                "caratteristiche_essenziali",
                "le caratteristiche essenziali",
                avviso.caratteristiche_essenziali,
            ),
            ("criteri", "i criteri", avviso.criteri),
            ("modalita_individuazione", "le modalità di individuazione", avviso.modalita_individuazione),
        )
        if not presente
    )
    if assenti:
        return non_soddisfatta(
            "l’avviso non definisce {assenti}",
            assenti=tuple(nome for _, nome in assenti),
            rimedi=(Rimedio("apertura", tuple(dict.fromkeys(campo for campo, _ in assenti))),),
        )
    return soddisfatta(
        "l’avviso definisce obiettivi generali e specifici, durata, caratteristiche essenziali, criteri e "
        "modalità di individuazione degli enti partner"
    )


@guard(
    "presupposto_partecipato",
    etichetta="Programmazione partecipata a monte",
    vincoli=("CTS-55-3-PRESUPPOSTO",),
    forza="legge",
    fonti=("cts-55-3", "dm72-2021-p3", "tar-toscana-840-2026", "cds-3082-2026"),
)
def presupposto_partecipato(ctx: Contesto) -> Accertamento:
    """La co-progettazione discende da un atto di programmazione partecipata anteriore all'indizione."""
    lettura = ctx.parametro("coprog_necessaria")
    anteriori = _anteriori(ctx)
    if lettura.valore == "rigida":
        anteriori = tuple(a for a in anteriori if a.tipo == "coprogrammazione")
    if anteriori:
        return soddisfatta(
            "i bisogni sono stati definiti con un’istruttoria partecipata: {atti}",
            atti=tuple(f"{a.estremi} ({mostra(a.data)})" for a in anteriori),
        )
    cosa = "una co-programmazione" if lettura.valore == "rigida" else "un atto di programmazione partecipata"
    return non_soddisfatta(
        "non risulta " + cosa + " conclusa entro il {giorno}: i bisogni non sono definiti alla luce della "
        "programmazione dell’art. 55, comma 2",
        giorno=ctx.data,
        rimedi=(Rimedio("apertura", ("presupposti",)),),
    )


@guard(
    "fusione_motivata",
    etichetta="Perché manca una co-programmazione distinta",
    vincoli=("CTS-55-3-PRESUPPOSTO",),
    forza="prassi",
    fonti=("cts-55-3", "cds-3082-2026", "tar-toscana-840-2026"),
)
def fusione_motivata(ctx: Contesto) -> Accertamento:
    """Se a monte c'è un altro piano partecipato e non una co-programmazione, l'avviso dice perché basta."""
    anteriori = _anteriori(ctx)
    if not anteriori or any(a.tipo == "coprogrammazione" for a in anteriori):
        return non_applicabile("non si sostituisce una co-programmazione con un altro atto partecipato")
    if ctx.ultimo(AperturaCoprogettazione).motivazione_fusione.strip():
        return soddisfatta("l’avviso dice perché non occorre una co-programmazione distinta")
    return non_soddisfatta(
        "manca una co-programmazione distinta, e l’avviso non dice perché basta {atti}",
        atti=tuple(a.estremi for a in anteriori),
        rimedi=(Rimedio("apertura", ("motivazione_fusione",)),),
    )


@guard(
    "mappa_programmi",
    etichetta="Corrispondenza fra programmi ed esiti della programmazione",
    vincoli=("CTS-55-3-PRESUPPOSTO", "COP-MAPPA-TEMI"),
    forza="linee_guida",
    fonti=("cts-55-3", "dm72-2021-p3"),
)
def mappa_programmi(ctx: Contesto) -> Accertamento:
    """Ogni programma risponde a un tema che la programmazione partecipata ha individuato."""
    avviso = avviso_vigente(ctx)
    temi = {tema for atto in _presupposti(ctx) for tema in atto.temi}
    if not temi:
        return non_soddisfatta(
            "gli atti di programmazione indicati non elencano temi, e non si vede a quale risponda ciascun "
            "programma",
            rimedi=(Rimedio("apertura", ("presupposti",)),),
        )
    scoperti = tuple(p.codice for p in avviso.programmi if not temi & set(p.temi))
    if scoperti:
        return non_soddisfatta(
            "per {programmi} non è indicato un tema corrispondente fra quelli programmati: {temi}",
            programmi=scoperti,
            temi=tuple(sorted(temi)),
            rimedi=(Rimedio("apertura", ("programmi",)),),
        )
    return soddisfatta("ogni programma corrisponde a un tema della programmazione partecipata")


@guard(
    "attivita_interesse_generale",
    etichetta="Attività di interesse generale",
    vincoli=("CTS-5-AIG",),
    forza="legge",
    fonti=("cts-5", "cts-55-3"),
)
def attivita_interesse_generale(ctx: Contesto) -> Accertamento:
    """Ogni programma è riconducibile ad almeno un'attività di interesse generale dell'art. 5."""
    senza = tuple(p.codice for p in avviso_vigente(ctx).programmi if not p.attivita_art5)
    if senza:
        return non_soddisfatta(
            "per {programmi} non è indicata alcuna lettera dell’art. 5, comma 1",
            programmi=senza,
            rimedi=(Rimedio("apertura", ("programmi",)),),
        )
    return soddisfatta("ogni programma è ricondotto alle attività di interesse generale dell’art. 5")


def _anteriori(ctx: Contesto) -> tuple[AttoProgrammatorio, ...]:
    return tuple(a for a in _presupposti(ctx) if a.partecipato and a.data <= ctx.data)


def _presupposti(ctx: Contesto) -> tuple[AttoProgrammatorio, ...]:
    dichiarati = ctx.ultimo(AperturaCoprogettazione).presupposti
    return (*(a for p in ctx.collegati("programmazione") if (a := _esito(p)) is not None), *dichiarati)


def _esito(programmazione: Contesto) -> AttoProgrammatorio | None:
    conclusione = programmazione.cerca(ApprovazioneDocumento) or programmazione.cerca(ConclusioneIstruttoria)
    if conclusione is None:
        return None
    documento = programmazione.cerca(DocumentoPreliminare)
    return AttoProgrammatorio(
        tipo="coprogrammazione",
        estremi="esiti della co-programmazione",
        data=conclusione.data,
        partecipato=any(not v.interna for v in programmazione.tutti(VerbaleTavoloCoprogrammazione)),
        temi=tuple(t.tema for t in documento.temi) if documento else (),
    )
