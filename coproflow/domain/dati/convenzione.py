"""What the steps of a convention record."""

from dataclasses import dataclass
from datetime import date

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto


@dataclass(frozen=True, kw_only=True)
class AperturaConvenzione(Fatto):
    """A convention to be signed: what it is about, from when to when."""

    oggetto: str = campo("Oggetto")
    inizio: date = campo("Inizio")
    fine: date = campo("Fine")
