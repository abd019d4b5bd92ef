"""What a guard is: a pure predicate over the context, with its name, its force and its sources.

The name is what a workflow file says and what a refusal is called; one predicate has one force.
"""

from collections.abc import Callable

from coproflow.domain.record import record
from coproflow.domain.verifiche import Accertamento, Forza


@record
class Guard:
    """A rule of law as a pure function, with what must be said of it."""

    name: str
    etichetta: str
    vincoli: tuple[str, ...]
    forza: Forza
    fonti: tuple[str, ...]
    coerenza: bool
    check: Callable[..., Accertamento]

    @property
    def regola(self) -> str:
        """The rule in one Italian sentence: the first line of the function's docstring."""
        return (self.check.__doc__ or "").strip().partition("\n")[0]


def guard(
    name: str,
    *,
    etichetta: str,
    vincoli: tuple[str, ...],
    forza: Forza,
    fonti: tuple[str, ...],
    coerenza: bool = False,
) -> Callable[[Callable[..., Accertamento]], Guard]:
    """Declare a function as the guard `name`.

    `vincoli` are the constraints it encodes, `fonti` the entries of `fonti.yaml`; `coerenza` marks rules on
    figures, whose refusal exits with 6.
    """

    def declare(check: Callable[..., Accertamento]) -> Guard:
        return Guard(name, etichetta, vincoli, forza, fonti, coerenza, check)

    return declare
