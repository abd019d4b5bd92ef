"""Why not, and how: the least that is missing, and the earliest lawful day."""

from collections.abc import Callable
from datetime import date
from itertools import product

from coproflow.domain.verifiche import Responso, Rimedio


def least_missing(responso: Responso) -> tuple[tuple[Rimedio, ...], ...]:
    """The minimal unions of remedies that mend every failing rule, taking one alternative from each."""
    scelte = [v.rimedi for v in responso.mancanti if v.rimedi]
    unioni = {frozenset(combinazione) for combinazione in product(*scelte)} if scelte else set()
    minime = [u for u in unioni if not any(altra < u for altra in unioni)]
    return tuple(
        tuple(sorted(u, key=lambda r: (r.passo, r.campi)))
        for u in sorted(minime, key=lambda u: (len(u), str(sorted(map(str, u)))))
    )


def without_remedy(responso: Responso) -> tuple[str, ...]:
    """The failing rules for which neither a remedy nor a date is known."""
    return tuple(v.guard for v in responso.mancanti if not v.rimedi and v.non_prima_di is None)


def not_before(responso: Responso) -> date | None:
    """The latest of the days before which some failing rule cannot be met."""
    return max((v.non_prima_di for v in responso.mancanti if v.non_prima_di), default=None)


def earliest(responso: Responso, evaluate_at: Callable[[date], Responso], tries: int = 4) -> date | None:
    """The earliest lawful day when only time is missing, confirmed by evaluating again at that day."""
    for _ in range(tries):
        mancanti = responso.mancanti
        giorno = not_before(responso)
        if not mancanti or giorno is None or any(v.non_prima_di is None for v in mancanti):
            return None
        responso = evaluate_at(giorno)
        if responso.ammesso:
            return giorno
    return None
