"""The budget behind a convention: the shares that waited for one, and the variation that funds an act."""

from collections.abc import Iterable

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import concesso, sorelle
from coproflow.domain.date import MESI
from coproflow.domain.dati.convenzione import ApprovazioneEstensione, ImpegnoQuote, RevisioneCcnl, Variazione
from coproflow.domain.dati.spesa import Impegno, QuotaSospesa
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.termini import Durata, fine_durata
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


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


@guard(
    "variazione_di_bilancio",
    etichetta="Variazione di bilancio",
    vincoli=("TUEL-175-VARIAZ", "TUEL-239-REVISORI"),
    forza="legge",
    fonti=("tuel-175", "tuel-239"),
)
def variazione_di_bilancio(ctx: Contesto, *, ratifica: ParametroId, ultimo_mese: ParametroId) -> Accertamento:
    """Se serve una variazione, è esecutiva, adottata in tempo, con parere dei revisori e ratifica."""
    variazione: Variazione | None = getattr(ctx.dati, "variazione", None)
    if variazione is None:
        return non_applicabile("la spesa sta negli stanziamenti, e non le serve una variazione di bilancio")
    mese = ctx.parametro(ultimo_mese).valore
    ultimo = fine_durata(variazione.il, Durata("giorni", ctx.parametro(ratifica).valore))
    da_ratificare = variazione.organo == "giunta" and ctx.data > ultimo
    ratificata = variazione.ratificata_il is not None and variazione.ratificata_il <= ultimo
    difetti = tuple(
        difetto
        for difetto, presente in (
            ("non è esecutiva", not variazione.esecutiva_dal or variazione.esecutiva_dal > ctx.data),
            (
                f"è adottata dopo la fine di {MESI[mese - 1]} senza che ricorra un’eccezione",
                variazione.il.month > mese and not variazione.eccezione.strip(),
            ),
            ("non ha il parere dell’organo di revisione", not variazione.parere_revisori.strip()),
            ("non è stata ratificata in tempo dal Consiglio", da_ratificare and not ratificata),
        )
        if presente
    )
    if difetti:
        return non_soddisfatta(
            "la variazione di bilancio ({delibera}) {difetti}",
            delibera=variazione.delibera,
            difetti=difetti,
            rimedi=(Rimedio(ctx.passo, ("variazione",)),),
        )
    return soddisfatta(
        "la spesa è finanziata con variazione di bilancio ({delibera}), esecutiva dal {dal}, con il parere "
        "dell’organo di revisione ({parere})",
        delibera=variazione.delibera,
        dal=variazione.esecutiva_dal,
        parere=variazione.parere_revisori.strip(),
    )
