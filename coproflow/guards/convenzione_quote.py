"""The shares of a contribution that waited for a budget: what was suspended, what of it is committed."""

from collections.abc import Iterable

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import concesso, sorelle
from coproflow.domain.dati.convenzione import ApprovazioneEstensione, ImpegnoQuote, RevisioneCcnl
from coproflow.domain.dati.spesa import Impegno, QuotaSospesa
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.verifiche import Accertamento, Rimedio, componi, non_soddisfatta, soddisfatta


@guard(
    "quote_sospese_impegnate",
    etichetta="Quote sospese che si impegnano",
    vincoli=("TUEL-183-6-ORIZZONTE", "TUEL-191"),
    forza="legge",
    fonti=("tuel-183-6", "tuel-191-1"),
    coerenza=True,
)
def quote_sospese_impegnate(ctx: Contesto) -> Accertamento:
    """Per lo stesso esercizio e la stessa fonte si impegna ciò che era sospeso, e non di più."""
    casi = (ctx, *sorelle(ctx, stesso_tavolo=True))
    sospese = _per_anno_e_fonte(
        (
            *concesso(ctx).sospese,
            *(q for c in casi for e in c.tutti(ApprovazioneEstensione) for q in e.sospese),
            *(q for c in casi for r in c.tutti(RevisioneCcnl) for q in r.sospese),
        )
    )
    impegnate = _per_anno_e_fonte(i for c in casi for q in c.tutti(ImpegnoQuote) for i in q.impegni)
    oltre = [
        non_soddisfatta(
            f"per l’esercizio {anno}, fonte {fonte}, si impegnano in tutto € {importo} su € "
            f"{sospese.get((anno, fonte), ZERO)} sospesi",
            rimedi=(Rimedio(ctx.passo, ("impegni",)),),
        )
        for (anno, fonte), importo in sorted(impegnate.items())
        if importo > sospese.get((anno, fonte), ZERO)
    ]
    if oltre:
        return componi(*oltre)
    resto = somma(sospese.values()) - somma(impegnate.values())
    return soddisfatta(
        "delle quote sospese si impegnano {ora}"
        + (" e restano sospesi {resto}" if resto else ", e nulla resta sospeso"),
        ora=ctx.ultimo(ImpegnoQuote).impegnato,
        resto=resto,
    )


def _per_anno_e_fonte(quote: Iterable[Impegno | QuotaSospesa]) -> dict[tuple[int, str], Euro]:
    somme: dict[tuple[int, str], Euro] = {}
    for q in quote:
        somme[q.esercizio, q.fonte] = somme.get((q.esercizio, q.fonte), ZERO) + q.importo
    return somme
