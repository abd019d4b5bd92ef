"""What each step records: one frozen dataclass a step, one module a workflow."""

import dataclasses
import importlib
from datetime import date
from typing import Any, Literal, Self

from coproflow.domain.campi import campo, etichetta_di
from coproflow.domain.record import field_names, record
from coproflow.domain.verifiche import DatoMancanteError


@record(kw_only=True)
class Fatto:
    """What a step records. `data` is the day of the fact: law, figures and terms are read at that day."""

    data: date = campo("Data del fatto")

    @classmethod
    def parziale(cls, **noti: Any) -> Self:
        """A fact of which only some fields are known: reading another one raises DatoMancanteError.

        It lets `perche` evaluate a step before its form is filled in.
        """
        fatto = object.__new__(cls)
        for nome, valore in noti.items():
            object.__setattr__(fatto, nome, valore)
        return fatto

    def __getattr__(self, nome: str) -> Any:
        """Called for what is not there: a declared field nobody filled in is a datum that is missing."""
        if nome in field_names(type(self)):
            raise DatoMancanteError(type(self).__name__, nome)
        raise AttributeError(nome)


@record(kw_only=True)
class Annotato(Fatto):
    """A fact of which only the day, and perhaps a note, needs recording."""

    nota: str = campo("Nota", default="")


@record(kw_only=True)
class Recapito(Fatto):
    """A communication that has effects from its receipt: the channel it was delivered by."""

    canale: Literal["domicilio_digitale", "raccomandata", "mani"] = campo(
        "Canale", default="domicilio_digitale"
    )
    senza_domicilio_digitale: bool = campo(
        "Il destinatario non ha un domicilio digitale",
        aiuto="né in INI-PEC, IPA o INAD, né eletto per il procedimento",
        default=False,
    )


def dati_class(workflow: str, nome: str) -> Any:
    """The dataclass a step records, of its workflow's module or of another named before a dot; or None."""
    module, _, classe = nome.rpartition(".")
    return dati_classes(module or workflow).get(classe)


def dati_classes(module: str) -> dict[str, type[Fatto]]:
    """Name → class of the facts that `domain/dati/<module>.py` knows; none where there is no such module."""
    try:
        noti = vars(importlib.import_module(f"{__name__}.{module}"))
    except ModuleNotFoundError:
        return {}
    return {n: v for n, v in noti.items() if isinstance(v, type) and issubclass(v, Fatto)}


def label_of(tipo: Any, campo: str) -> str:
    """The label of a field of a recorded fact; its name where the type has no such field."""
    return (
        next((etichetta_di(f) for f in dataclasses.fields(tipo) if f.name == campo), campo) if tipo else campo
    )
