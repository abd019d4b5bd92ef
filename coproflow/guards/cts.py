"""D.Lgs. 117/2017 (Codice del Terzo settore): who is an ETS, and what art. 55 asks of the two procedures."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


@guard(
    "contenuto_predefinito",
    etichetta="Contenuto definito prima di individuare i partner",
    vincoli=("CTS-55-4-PREDEF",),
    forza="legge",
    fonti=("cts-55-4",),
)
def contenuto_predefinito(ctx: Contesto) -> Accertamento:
    """L'avviso definisce obiettivi, durata, caratteristiche essenziali, criteri e modalità di individuazione."""
    avviso = ctx.ultimo(AperturaCoprogettazione)
    vuoti = tuple(
        nome
        for nome, presente in (
            ("obiettivi generali", avviso.obiettivi_generali),
            ("obiettivi specifici", all(p.obiettivi for p in avviso.programmi)),
            ("durata", avviso.inizio < avviso.fine),
            ("caratteristiche essenziali", avviso.caratteristiche_essenziali),
            ("criteri", avviso.criteri),
            ("modalità di individuazione", avviso.modalita_individuazione),
        )
        if not presente
    )
    if vuoti:
        return non_soddisfatta(
            "l’avviso non definisce {vuoti}", vuoti=vuoti, rimedi=(Rimedio("apertura", vuoti),)
        )
    return soddisfatta(
        "l’avviso definisce obiettivi generali e specifici, durata, caratteristiche essenziali, criteri e "
        "modalità di individuazione degli enti partner"
    )
