"""Bound sources (funds with rules of their own): what may be charged to them, and where that is traced."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.rendicontazione import EsameRendiconto
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.rendiconto_spese import ammesse


@guard(
    "spese_ammissibili_alla_fonte",
    etichetta="Spese ammissibili alla fonte vincolata",
    vincoli=("FONTE-VINCOLATA",),
    forza="legge",
    fonti=("cts-93-4", "l241-12"),
)
def spese_ammissibili_alla_fonte(ctx: Contesto) -> Accertamento:
    """Una spesa si imputa a una fonte vincolata solo se le regole di quella fonte la ammettono."""
    fonti = tuple(sorted({s.fonte for s, _ in ammesse(ctx) if s.fonte.strip()}))
    if not fonti:
        return non_applicabile("nessuna spesa ammessa è imputata a una fonte vincolata")
    verifiche = {v.fonte: v for v in ctx.ultimo(EsameRendiconto).fonti_vincolate if v.regole.strip()}
    negate = tuple(f for f in fonti if f not in verifiche or not verifiche[f].ammissibili)
    if negate:
        return non_soddisfatta(
            "non risulta che le spese imputate a {fonti} siano ammissibili secondo le regole di quella fonte",
            rimedi=(Rimedio("esame_rendiconto", ("esiti", "fonti_vincolate")),),
            fonti=negate,
        )
    return soddisfatta(
        "le spese imputate a {fonti} sono ammissibili secondo {regole}",
        fonti=fonti,
        regole=tuple(verifiche[f].regole for f in fonti),
    )


@guard(
    "fonte_tracciata",
    etichetta="Tracciamento della fonte vincolata",
    vincoli=("FONTE-VINCOLATA",),
    forza="prassi",
    fonti=("cts-93-4",),
)
def fonte_tracciata(ctx: Contesto) -> Accertamento:
    """L'impiego di una fonte vincolata è tracciato nel sistema che quella fonte richiede."""
    verifiche = ctx.ultimo(EsameRendiconto).fonti_vincolate
    if not verifiche:
        return non_applicabile("il rendiconto non usa fonti vincolate")
    senza = tuple(v.fonte for v in verifiche if not v.tracciata_in.strip())
    if senza:
        return non_soddisfatta(
            "non è detto in quale sistema sia tracciato l’impiego di {fonti}",
            rimedi=(Rimedio("esame_rendiconto", ("fonti_vincolate",)),),
            fonti=senza,
        )
    return soddisfatta(
        "l’impiego delle fonti vincolate è tracciato in {sistemi}",
        sistemi=tuple(dict.fromkeys(v.tracciata_in for v in verifiche)),
    )
