"""The notice itself (lex specialis): its figures, its arithmetic, and the clauses it sets for everybody."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, componi, non_soddisfatta, soddisfatta


@guard(
    "quadratura_contributi",
    etichetta="Quadratura dei contributi",
    vincoli=("SEED-ARITM",),
    forza="avviso",
    fonti=("avviso", "l241-12"),
    coerenza=True,
)
def quadratura_contributi(ctx: Contesto) -> Accertamento:
    """Il contributo sull'intera durata di ogni programma è la somma delle sue annualità, al centesimo."""
    avviso = ctx.ultimo(AperturaCoprogettazione)
    errori = []
    for p in avviso.programmi:
        calcolato = p.somma_annualita(avviso.anni)
        if calcolato != p.contributo_totale:
            errori.append(
                non_soddisfatta(
                    f"nella riga {p.codice} ({p.titolo}) il contributo sull’intera durata è € "
                    f"{p.contributo_totale}, ma le {avviso.anni} annualità fanno € {calcolato}: "
                    f"la differenza è di € {p.contributo_totale - calcolato}",
                    rimedi=(Rimedio("apertura", ("programmi",)),),
                    **{
                        f"{p.codice}_dichiarato": p.contributo_totale,
                        f"{p.codice}_calcolato": calcolato,
                        f"{p.codice}_differenza": p.contributo_totale - calcolato,
                    },
                )
            )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "per ciascun programma il contributo sull’intera durata corrisponde alla somma delle annualità"
    )
