"""What a term is made of and what it gives: a length, and a date that shows how it was counted."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Literal, Self

from coproflow.domain.date import data_estesa, istante_esteso, to_day, to_rome
from coproflow.domain.record import record

Unita = Literal["giorni", "giorni_liberi", "giorni_con_iniziale", "mesi", "anni", "ore"]
Certezza = Literal["certa", "prevalente", "controversa"]

_CERTEZZE: tuple[Certezza, ...] = ("certa", "prevalente", "controversa")
_PAROLE: dict[Unita, tuple[str, str]] = {
    "giorni": ("1 giorno", "{} giorni"),
    "giorni_liberi": ("1 giorno libero", "{} giorni liberi"),
    "giorni_con_iniziale": ("1 giorno, quello iniziale", "{} giorni, compreso quello iniziale"),
    "mesi": ("1 mese", "{} mesi"),
    "anni": ("1 anno", "{} anni"),
    "ore": ("1 ora", "{} ore"),
}


@record
class Durata:
    """A length of time in one unit. The units are different things: 30 days are not one month.

    Raises:
        ValueError: if the quantity is not positive.
    """

    unita: Unita
    quantita: int

    def __post_init__(self) -> None:
        if self.quantita < 1:
            raise ValueError(f"una durata è di almeno un’unità, non di {self.quantita} ({self.unita})")

    def __str__(self) -> str:
        una, molte = _PAROLE[self.unita]
        return una if self.quantita == 1 else molte.format(self.quantita)


@record
class Alternativa:
    """The date another reading of the rule would give, and that reading in one Italian clause."""

    data: date
    motivo: str
    istante: datetime | None = None


@record
class Scadenza:
    """The date a term gives, with its certainty, the other readings, the rules and the count shown.

    `istante` (Europe/Rome) is there when an hour matters; without it the whole day is good, to 23:59:59 (R6).
    `regole` are ids of the rules, `conto` Italian sentences an officer reads in order.
    """

    data: date
    istante: datetime | None = None
    certezza: Certezza = "certa"
    alternative: tuple[Alternativa, ...] = ()
    regole: tuple[str, ...] = ()
    conto: tuple[str, ...] = ()

    def __str__(self) -> str:
        return istante_esteso(self.istante) if self.istante else data_estesa(self.data)

    def rispettata_da(self, quando: date) -> bool:
        """Whether a day or an instant is in time; one second past the hour is late (R6).

        Raises:
            ValueError: an instant without a time zone, or the bare last day of a term that ends at an hour.
        """
        if self.istante is None:
            return to_day(quando) <= self.data
        if isinstance(quando, datetime):
            return to_rome(quando).astimezone(UTC) <= self.istante.astimezone(UTC)
        if quando == self.data:
            raise ValueError(f"la scadenza è il {self}: per dire se è rispettata serve anche l’ora")
        return quando < self.data

    def giorni_di_ritardo(self, quando: date) -> int:
        """Days of lateness, 0 when in time; past the hour on the last day is one day.

        Raises:
            ValueError: as `rispettata_da`.
        """
        return 0 if self.rispettata_da(quando) else max(1, (to_day(quando) - self.data).days)

    def con_certezza_al_piu(self, certezza: Certezza) -> Self:
        """The same date, no more certain than this."""
        return replace(self, certezza=max(self.certezza, certezza, key=_CERTEZZE.index))
