"""The holidays that terms are counted with: data, so that a computed date says which calendar gave it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from coproflow.domain.date import GIORNI
from coproflow.domain.record import record

SABATO, DOMENICA = GIORNI.index("sabato"), GIORNI.index("domenica")


@record
class Calendario:
    """The holidays of the State for the years `dal` to `al`, both included (R5, L. 260/1949 and changes).

    Sundays need not be listed. `fonte` says where the list comes from, e.g. «holidays 0.109».

    Raises:
        ValueError: if the years are reversed or a holiday lies outside them.
    """

    festivi: frozenset[date]
    dal: int
    al: int
    fonte: str

    def __post_init__(self) -> None:
        if self.dal > self.al:
            raise ValueError(f"il calendario delle festività non può andare dal {self.dal} al {self.al}")
        if fuori := sorted(d for d in self.festivi if not self.dal <= d.year <= self.al):
            raise ValueError(
                f"la festività {fuori[0]:%d/%m/%Y} è fuori dal calendario {self.dal}-{self.al} ({self.fonte})"
            )

    def is_festivo(self, d: date) -> bool:
        """Whether the day is a Sunday or a holiday of the State.

        Raises:
            ValueError: outside the years of this calendar, where silence would mean "no holiday".
        """
        if not self.dal <= d.year <= self.al:
            raise ValueError(
                f"il calendario delle festività ({self.fonte}) va dal {self.dal} al {self.al}: "
                f"non si può dire se il {d:%d/%m}/{d.year} è festivo"
            )
        return d.weekday() == DOMENICA or d in self.festivi

    def dump(self) -> dict[str, Any]:
        """The JSON-able form, one string a year («0101 0106 …»); equal calendars give equal forms."""
        festivi = {str(year): "" for year in range(self.dal, self.al + 1)}
        for d in sorted(self.festivi):
            festivi[str(d.year)] += f" {d.month:02}{d.day:02}"
        return {
            "fonte": self.fonte,
            "dal": self.dal,
            "al": self.al,
            "festivi": {year: giorni.strip() for year, giorni in festivi.items()},
        }

    @classmethod
    def load(cls, form: Mapping[str, Any]) -> Self:
        """The calendar that `dump` wrote.

        Raises:
            KeyError: a part of the form is missing.
            ValueError: a part of the form is not what it should be.
        """
        festivi = frozenset(
            date(int(year), int(giorno[:2]), int(giorno[2:]))
            for year, giorni in form["festivi"].items()
            for giorno in giorni.split()
        )
        return cls(festivi=festivi, dal=form["dal"], al=form["al"], fonte=form["fonte"])
