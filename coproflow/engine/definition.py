"""The neutral form of a workflow: frozen dataclasses, no YAML, no database."""

from dataclasses import field
from functools import cached_property

from coproflow.domain.atti import RegolaAtto
from coproflow.domain.campi import forse
from coproflow.domain.procedimento import RegolaTermine, Relazione
from coproflow.domain.record import record
from coproflow.errors import NotFoundError

APERTURA = "apertura"
"""The event that opens a case: it has no state to come from."""

ANY = "any"


@record(kw_only=True)
class GuardUse:
    """A guard named by a transition, with its arguments; `function` is where the loader found it."""

    name: str
    args: dict[str, str] = field(default_factory=dict)
    function: str = ""


@record(kw_only=True)
class State:
    """A state of the procedure: past participle or prepositional phrase."""

    label: str
    final: bool = False


@record(kw_only=True)
class Transition:
    """Who records which step, from where to where, under which rules and terms, calling which acts."""

    event: str
    label: str
    roles: tuple[str, ...]
    dati: str
    fonti: tuple[str, ...]
    from_: tuple[str, ...] = ()
    to: str | None = None
    guards: tuple[GuardUse, ...] = ()
    atti: tuple[str, ...] = ()
    after: str | None = None
    within: str | None = None
    opens: str | None = None
    per: str | None = None
    bumps: str | None = None
    note: str = ""


@record(kw_only=True, eq=False)
class WorkflowDefinition:
    """A whole procedure, checked: what a case is pinned to when it is opened. Compared by identity."""

    workflow: str
    title: str
    sigla: str
    version: int
    fonti: tuple[str, ...]
    roles: dict[str, str]
    states: dict[str, State]
    transitions: tuple[Transition, ...]
    deroghe: tuple[str, ...] = ()
    relations: dict[str, Relazione] = field(default_factory=dict)
    termini: dict[str, RegolaTermine] = field(default_factory=dict)
    atti: dict[str, RegolaAtto] = field(default_factory=dict)

    @cached_property
    def by_event(self) -> dict[str, list[Transition]]:
        """The transitions of each event, in the order of the file."""
        gruppi: dict[str, list[Transition]] = {}
        for transition in self.transitions:
            gruppi.setdefault(transition.event, []).append(transition)
        return gruppi

    def find(self, event: str, state: str = "") -> Transition | None:
        """The transition of an event from a state; else any transition of that event."""
        trovate = self.by_event.get(event, [])
        return next((t for t in trovate if self.allows(t, state)), trovate[0] if trovate else None)

    def allows(self, transition: Transition, state: str) -> bool:
        """Whether a step can be recorded in a state; empty is where a case is before it is opened."""
        if not state:
            return transition.event == APERTURA
        if ANY in transition.from_:
            return transition.to is None or not self.states[state].final
        return state in transition.from_

    def starts(self, transition: Transition) -> list[str]:
        """The states a step starts from, `any` spelled out: a final state can only be annotated."""
        if ANY not in transition.from_:
            return list(transition.from_)
        return [s for s, stato in self.states.items() if transition.to is None or not stato.final]

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The steps that can be recorded in a state, those common to every act left out."""
        return tuple(t for t in self.transitions if self.allows(t, state) and not t.dati.startswith("atto."))

    def records(self, tipo: str) -> Transition | None:
        """The step that records a kind of fact, by type or by event."""
        return next(
            (t for t in self.transitions if t.dati.rpartition(".")[2] == tipo or t.event == tipo), None
        )

    def atto(self, id_: str) -> RegolaAtto:
        """The rule of an act.

        Raises:
            NotFoundError: when this workflow has no such act.
        """
        if id_ not in self.atti:
            raise NotFoundError(
                f"il flusso «{self.workflow}» non ha l’atto «{id_}»{forse(id_, self.atti)}",
                "Atti del flusso: " + ", ".join(self.atti),
            )
        return self.atti[id_]

    def who(self, transition: Transition) -> str:
        """The roles that may record a step, in words."""
        return " o ".join(self.roles.get(r, r) for r in transition.roles)
