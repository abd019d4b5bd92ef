"""A case, its log, and what a guard or a template may read of it.

Facts are the recorded data, by type: there is no fold written event by event. An entry that rectifies another
stands in its place for every later read; both stay in the log.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, Literal, TypeVar

from coproflow.domain.atti import RegolaAtto
from coproflow.domain.calendario import Calendario
from coproflow.domain.dati import Fatto
from coproflow.domain.fonti import Fonte
from coproflow.domain.forme import load
from coproflow.domain.parametri import Parametro
from coproflow.domain.record import record
from coproflow.domain.soggetti import Ente
from coproflow.domain.verifiche import Deroga, Verifica

F = TypeVar("F", bound=Fatto)


@record(kw_only=True)
class RegolaTermine:
    """A term: from which fact it runs, how long, of which kind; the date it gives is its scadenza.

    `at` names fields with a fixed date: the first that was recorded counts («event.field», newest first), so
    that a deadline somebody moved is read where it was moved.
    """

    label: str
    kind: Literal["perentorio", "ordinatorio", "dilatorio"]
    fonti: tuple[str, ...]
    runs_from: str = ""
    at: tuple[str, ...] = ()
    days: str | None = None
    months: str | None = None
    backward: bool = False
    length: bool = False


@record(kw_only=True)
class Relazione:
    """A named link to other cases: one that this case points to, or the many that point to it.

    With `via`, the siblings: the other cases of a workflow that point, by that name, where this one does.
    A path («tavolo.avviso») goes up more than one link, and down again by the same names.
    """

    workflow: str
    one: bool = False
    inverse: str | None = None
    via: str | None = None

    @property
    def uscente(self) -> bool:
        """Whether this case points to the other, so that the link is written when it is opened."""
        return self.inverse is None and self.via is None


@record
class Annotazione:
    """One entry of the log. `grezzo` is the stored form of its data; `come` reads it as its type."""

    seq: int
    evento: str
    da: str
    a: str
    data: date
    registrata_il: datetime
    operatore: str
    ruolo: str
    titolo: str
    tipo: str
    grezzo: dict[str, Any]
    verifiche_grezze: list[dict[str, Any]] = field(default_factory=list)
    deroghe: tuple[Deroga, ...] = ()
    letture: dict[str, int] = field(default_factory=dict)
    rettifica: int | None = None
    _letti: dict[type, Any] = field(default_factory=dict, repr=False, compare=False)

    def come(self, tipo: type[F]) -> F:
        """The recorded data, as the dataclass they were recorded with."""
        if tipo not in self._letti:
            self._letti[tipo] = load(tipo, self.grezzo)
        return self._letti[tipo]  # type: ignore[no-any-return]  # the loader of a type gives that type

    @property
    def verifiche(self) -> tuple[Verifica, ...]:
        """The rules as they were checked that day, whole."""
        return tuple(load(Verifica, v) for v in self.verifiche_grezze)


@record
class Procedimento:
    """One running case: its log, its state, and the definition it was opened with."""

    ente: str
    id: str
    workflow: str
    definizione: str
    oggetto: str
    stato: str
    versione: int
    annotazioni: tuple[Annotazione, ...]

    @cached_property
    def effettive(self) -> tuple[Annotazione, ...]:
        """The log as it reads today: each rectified entry replaced by the last one that rectifies it."""
        if not any(annotazione.rettifica for annotazione in self.annotazioni):
            return self.annotazioni
        al_posto: dict[int, Annotazione] = {}
        for annotazione in self.annotazioni:
            al_posto[annotazione.rettifica or annotazione.seq] = annotazione
        return tuple(al_posto[seq] for seq in sorted(al_posto))

    @cached_property
    def per_tipo(self) -> dict[str, list[Annotazione]]:
        """The effective entries by the kind of their data."""
        return _grouped(self.effettive, attrgetter("tipo"))

    @cached_property
    def per_evento(self) -> dict[str, list[Annotazione]]:
        """The effective entries by their event."""
        return _grouped(self.effettive, attrgetter("evento"))


def _grouped(
    annotazioni: Iterable[Annotazione], chiave: Callable[[Annotazione], str]
) -> dict[str, list[Annotazione]]:
    """Entries by a key of theirs, in the order of the log."""
    gruppi: dict[str, list[Annotazione]] = {}
    for annotazione in annotazioni:
        gruppi.setdefault(chiave(annotazione), []).append(annotazione)
    return gruppi


@record
class Quadro:
    """What is dated and not pinned to a case: the office, the numbers, the sources, the calendar."""

    ente: Ente
    parametri: Mapping[str, Parametro]
    fonti: Mapping[str, Fonte]
    calendario: Calendario


@record
class Fascicolo:
    """A case with the terms and acts of its definition, and the related cases that were loaded with it."""

    procedimento: Procedimento
    termini: Mapping[str, RegolaTermine]
    atti: Mapping[str, RegolaAtto]
    relazioni: Mapping[str, Relazione]
    collegati: Mapping[str, tuple["Fascicolo", ...]] = field(default_factory=dict)


@record(kw_only=True)
class Candidato:
    """The step somebody asks to record: it reads as the newest fact of the case."""

    passo: str
    dati: Fatto
    rettifica: int | None = None
