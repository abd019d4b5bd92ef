"""Money and shares as integers: euro in cents, quotas in parts per million. No float ever enters.

Rounding has a name at every use: minimums round up (`per_eccesso`), ceilings round down (`per_difetto`).
"""

import re
from collections.abc import Iterable
from functools import total_ordering

from coproflow.domain.record import record

_EURO = re.compile(r"-?(\d{1,3}(?:\.\d{3})+|\d+),(\d{2})", re.ASCII)
_QUOTA = re.compile(r"(\d{1,3})(?:,(\d{1,4}))?\s*%", re.ASCII)


@total_ordering
@record
class Euro:
    """An amount in whole cents."""

    centesimi: int

    @classmethod
    def da_testo(cls, testo: str) -> "Euro":
        """Read «1.234,56»: two decimals compulsory, dots only between thousands.

        Raises:
            ValueError: with the right form, when the words are not an amount.
        """
        parole = testo.strip().removeprefix("€").strip()
        trovato = _EURO.fullmatch(parole)
        if trovato is None:
            raise ValueError(f"«{testo}» non è un importo in euro: si scrive come 1.234,56, con due decimali")
        centesimi = int(trovato[1].replace(".", "")) * 100 + int(trovato[2])
        return cls(-centesimi if parole.startswith("-") else centesimi)

    def __str__(self) -> str:
        euro, resto = divmod(abs(self.centesimi), 100)
        return f"{'-' if self.centesimi < 0 else ''}{euro:,}".replace(",", ".") + f",{resto:02d}"

    def __add__(self, altro: "Euro") -> "Euro":
        return Euro(self.centesimi + altro.centesimi)

    def __sub__(self, altro: "Euro") -> "Euro":
        return Euro(self.centesimi - altro.centesimi)

    def __mul__(self, volte: int) -> "Euro":
        return Euro(self.centesimi * volte)

    def __neg__(self) -> "Euro":
        return Euro(-self.centesimi)

    def __lt__(self, altro: "Euro") -> bool:
        return self.centesimi < altro.centesimi

    def __bool__(self) -> bool:
        return self.centesimi != 0


ZERO = Euro(0)


def somma(importi: Iterable[Euro]) -> Euro:
    """The sum of amounts; zero when there are none."""
    return Euro(sum(importo.centesimi for importo in importi))


@total_ordering
@record
class Quota:
    """A share, in parts per million: 10 % is 100 000."""

    ppm: int

    @classmethod
    def da_testo(cls, testo: str) -> "Quota":
        """Read «10 %» or «12,5 %».

        Raises:
            ValueError: with the right form, when the words are not a percentage.
        """
        trovato = _QUOTA.fullmatch(testo.strip())
        if trovato is None:
            raise ValueError(f"«{testo}» non è una percentuale: si scrive come 10 % o 12,5 %")
        return cls(int(trovato[1]) * 10_000 + int((trovato[2] or "0").ljust(4, "0")))

    def __str__(self) -> str:
        interi, resto = divmod(self.ppm, 10_000)
        decimali = f"{resto:04d}".rstrip("0")
        return f"{interi}{',' + decimali if decimali else ''} %"

    def __lt__(self, altra: "Quota") -> bool:
        return self.ppm < altra.ppm

    def per_eccesso(self, base: Euro) -> Euro:
        """The share of `base`, to the cent above: for minimums."""
        return Euro(-(-base.centesimi * self.ppm // 1_000_000))

    def per_difetto(self, base: Euro) -> Euro:
        """The share of `base`, to the cent below: for ceilings."""
        return Euro(base.centesimi * self.ppm // 1_000_000)


def ripartisci(totale: Euro, anni: int) -> tuple[Euro, ...]:
    """`totale` over `anni` equal years, each rounded down to the cent; the last one takes the residue.

    Source: the check SEED-DI-CUI (shares without a period, and 50.000,00 has no exact third).
    """
    rata = Euro(totale.centesimi // anni)
    return (*(rata,) * (anni - 1), totale - rata * (anni - 1))
