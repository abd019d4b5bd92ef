"""D.Lgs. 267/2000 (TUEL), art. 185: payment orders, within what was liquidated."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.rendicontazione import Anticipo, Liquidazione, Pagamento
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


def liquidato(ctx: Contesto) -> Euro:
    """What this report has liquidated."""
    return somma(liquidazione.importo for liquidazione in liquidazioni(ctx))


def liquidazioni(ctx: Contesto) -> tuple[Liquidazione, ...]:
    """The liquidations of a report, of its advances too, the one being recorded included."""
    anticipi = (a for a in ctx.tutti(Anticipo) if a is not getattr(ctx.candidato, "dati", None))
    return (*anticipi, *ctx.tutti(Liquidazione))


@guard(
    "pagamento_nel_liquidato",
    etichetta="Pagamento nei limiti della liquidazione",
    vincoli=("LIQ-184",),
    forza="legge",
    fonti=("tuel-185",),
    coerenza=True,
)
def pagamento_nel_liquidato(ctx: Contesto) -> Accertamento:
    """I mandati emessi sulla liquidazione non la superano."""
    pagato, tetto = somma(p.importo for p in ctx.tutti(Pagamento)), liquidato(ctx)
    if ctx.ultimo(Pagamento).importo > ZERO and pagato <= tetto:
        return soddisfatta(
            "con questo mandato sono pagati in tutto {pagato} su {tetto} liquidati",
            pagato=pagato,
            tetto=tetto,
        )
    return non_soddisfatta(
        "i mandati arriverebbero a {pagato}, mentre sono liquidati {tetto}",
        rimedi=(Rimedio(ctx.passo, ("importo",)),),
        pagato=pagato,
        tetto=tetto,
    )


@guard(
    "pagamento_a_saldo",
    etichetta="Pagamento di tutto il liquidato",
    vincoli=("LIQ-184",),
    forza="legge",
    fonti=("tuel-185",),
)
def pagamento_a_saldo(ctx: Contesto) -> Accertamento:
    """Il pagamento si conclude quando i mandati raggiungono l'importo liquidato."""
    pagato, tetto = somma(p.importo for p in ctx.tutti(Pagamento)), liquidato(ctx)
    if pagato >= tetto:
        return soddisfatta("tutto il liquidato è pagato ({pagato})", pagato=pagato)
    return non_soddisfatta(
        "restano da pagare {resto}: un mandato parziale si registra con il passo suo",
        rimedi=(Rimedio("pagamento_parziale"), Rimedio(ctx.passo, ("importo",))),
        resto=tetto - pagato,
    )
