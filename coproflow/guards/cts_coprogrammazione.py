"""D.Lgs. 117/2017, art. 55 cc. 1-2: on what one co-programs, and what co-programmazione has to bring out."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogrammazione import AperturaCoprogrammazione, DocumentoPreliminare
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta

_LETTERE = tuple("abcdefghijklmnopqrstuvwxyz")
"""Art. 5 c. 1 lists the activities of general interest from a) to z)."""


@guard(
    "oggetto_di_interesse_generale",
    etichetta="Oggetto riconducibile alle attività di interesse generale",
    vincoli=("CTS-5-AIG",),
    forza="legge",
    fonti=("cts-55-1", "cts-5"),
)
def oggetto_di_interesse_generale(ctx: Contesto) -> Accertamento:
    """Si co-programma su attività di interesse generale, quelle dell'art. 5 del Codice del Terzo settore."""
    attivita = ctx.ultimo(AperturaCoprogrammazione).attivita_art5
    ignote = tuple(lettera for lettera in attivita if lettera not in _LETTERE)
    if ignote:
        return non_soddisfatta(
            "l’art. 5, comma 1, non ha le lettere {ignote}",
            ignote=ignote,
            rimedi=(Rimedio("apertura", ("attivita_art5",)),),
        )
    if not attivita:
        return non_soddisfatta(
            "l’oggetto non è ricondotto ad alcuna attività di interesse generale",
            rimedi=(Rimedio("apertura", ("attivita_art5",)),),
        )
    return soddisfatta(
        "l’oggetto è riconducibile alle attività di interesse generale dell’art. 5, comma 1, lettere "
        "{attivita}, del D.Lgs. 117/2017",
        attivita=tuple(f"{lettera})" for lettera in attivita),
    )


@guard(
    "contenuto_della_programmazione",
    etichetta="Bisogni, interventi, modalità e risorse",
    vincoli=("CTS-55-2-OUTPUT",),
    forza="legge",
    fonti=("cts-55-2",),
)
def contenuto_della_programmazione(ctx: Contesto) -> Accertamento:
    """La co-programmazione individua per ogni tema bisogni, interventi, modalità e risorse."""
    temi = ctx.ultimo(DocumentoPreliminare).temi
    rimedi = (Rimedio("documento_preliminare", ("temi",)),)
    if not temi:
        return non_soddisfatta("il documento preliminare non ha alcun tema", rimedi=rimedi)
    lacune = []
    for tema in temi:
        vuoti = [
            nome
            for nome, testo in (
                ("bisogni", tema.bisogni),
                ("interventi", tema.interventi),
                ("modalità", tema.modalita),
                ("risorse", tema.risorse),
            )
            if not testo
        ]
        if vuoti:
            lacune.append(f"per «{tema.tema}» non individua {', '.join(vuoti)}")
    if lacune:
        return non_soddisfatta("il documento preliminare {lacune}", lacune=tuple(lacune), rimedi=rimedi)
    return soddisfatta(
        "per ciascuno dei temi ({temi}) il documento individua i bisogni da soddisfare, gli interventi "
        "necessari, le modalità di realizzazione e le risorse disponibili",
        temi=tuple(f"«{t.tema}»" for t in temi),
    )


@guard(
    "temi_sviluppati",
    etichetta="Corrispondenza fra i temi dell’avviso e il documento",
    vincoli=("CTS-55-2-OUTPUT",),
    forza="prassi",
    fonti=("cts-55-2", "avviso"),
)
def temi_sviluppati(ctx: Contesto) -> Accertamento:
    """Ogni tema posto in co-programmazione è sviluppato nel documento, o si dice perché non lo è."""
    documento = ctx.ultimo(DocumentoPreliminare)
    trattati = {t.tema for t in documento.temi}
    motivati = {t.tema: t.motivazione for t in documento.temi_non_sviluppati}
    temi = ctx.ultimo(AperturaCoprogrammazione).temi
    taciuti = tuple(t for t in temi if t not in trattati and not motivati.get(t))
    if taciuti:
        return non_soddisfatta(
            "il documento non sviluppa {temi} e non dice perché",
            temi=tuple(f"«{t}»" for t in taciuti),
            rimedi=(
                Rimedio("documento_preliminare", ("temi",)),
                Rimedio("documento_preliminare", ("temi_non_sviluppati",)),
            ),
        )
    lasciati = tuple(f"{t}: {motivati[t]}" for t in temi if t not in trattati)
    if lasciati:
        return soddisfatta("i temi non sviluppati sono motivati ({lasciati})", lasciati=lasciati)
    return soddisfatta("il documento sviluppa tutti i temi posti in co-programmazione")
