"""How a procedure starts, whichever it is: both notices name who is responsible and when it ends.

The rules of L. 241/1990 on the start read these, so that one rule serves both procedures.
"""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione, Indizione
from coproflow.domain.dati.coprogrammazione import AperturaCoprogrammazione, IndizioneCoprogrammazione

COPROGRAMMAZIONE = "coprogrammazione"


def apertura_di(ctx: Contesto) -> AperturaCoprogettazione | AperturaCoprogrammazione:
    """The opening data of the case.

    Raises:
        DatoMancanteError: when the case has none.
    """
    if ctx.fascicolo.procedimento.workflow == COPROGRAMMAZIONE:
        return ctx.ultimo(AperturaCoprogrammazione)
    return ctx.ultimo(AperturaCoprogettazione)


def indizione_di(ctx: Contesto) -> Indizione | IndizioneCoprogrammazione | None:
    """The call of the procedure; None before it."""
    if ctx.fascicolo.procedimento.workflow == COPROGRAMMAZIONE:
        return ctx.cerca(IndizioneCoprogrammazione)
    return ctx.cerca(Indizione)


def indizione_avvenuta(ctx: Contesto) -> Indizione | IndizioneCoprogrammazione:
    """The call of the procedure.

    Raises:
        DatoMancanteError: when it has not been called yet.
    """
    if ctx.fascicolo.procedimento.workflow == COPROGRAMMAZIONE:
        return ctx.ultimo(IndizioneCoprogrammazione)
    return ctx.ultimo(Indizione)
