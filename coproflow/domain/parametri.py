"""Numbers with a date, a source and an owner.

A *figura* is a number or a faculty of the norm, of the notice or of the convention: only its owner sets it,
there is no default, and silence means that it does not apply. A *lettura* is an open interpretive question:
it has a default, the doubt in one sentence and its alternatives, and the ente (or the notice) may choose.
"""

from dataclasses import field
from datetime import date
from typing import Any, Literal, NewType

from coproflow.domain.campi import campo
from coproflow.domain.date import parse_data
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.record import record

ParametroId = NewType("ParametroId", str)
AttoId = NewType("AttoId", str)
TermineId = NewType("TermineId", str)
EventoId = NewType("EventoId", str)

Proprietario = Literal["norma", "avviso", "convenzione", "ente"]
Tipo = Literal["giorni", "mesi", "anni", "numero", "quota", "euro", "data", "scelta", "facolta"]

_ATTI_DI: dict[str, str] = {"avviso": "coprogettazione", "convenzione": "convenzione"}

_FACOLTA = {"si": "si", "sì": "si", "no": "no"}

DM_72 = "dm72-2021"
"""A notice that takes up this source turns all its guidelines into rules of its own."""


@record(kw_only=True)
class Valore:
    """A dated value of the norm: from when it holds, and which text says so."""

    dal: date
    valore: str
    fonti: tuple[str, ...]


@record(kw_only=True)
class Parametro:
    """One entry of `parameters.yaml`."""

    kind: Literal["figura", "lettura"]
    owner: Proprietario
    label: str
    type: Tipo
    fonti: tuple[str, ...]
    values: tuple[Valore, ...] = ()
    default: str | None = None
    options: tuple[str, ...] = ()
    doubt: str = ""
    set_by: tuple[Proprietario, ...] = ()

    def may_set(self, workflow: str) -> bool:
        """Whether the acts of a procedure may set it: a figure only where its owner speaks."""
        chi = (self.owner,) if self.kind == "figura" else self.set_by
        return not chi or workflow in {_ATTI_DI[c] for c in chi if c in _ATTI_DI}


@record(kw_only=True)
class Figura:
    """A value set by who owns it, with the article that says so."""

    parametro: str = campo("Parametro", aiuto="li elenca e li spiega: coproflow norma")
    valore: str = campo("Valore", aiuto="per esempio: 10 %, 6 mesi, si")
    articolo: str = campo("Articolo dell’atto che lo fissa", default="")


@record
class ValoreParametro:
    """What a guard reads: the value, who set it, and how it is cited."""

    id: str
    valore: Any
    proprietario: str
    citazione: str
    fonti: tuple[str, ...] = field(default_factory=tuple)
    dubbio: str = ""


def parse_valore(tipo: Tipo, parola: str) -> Any:
    """The typed value of a parameter from the word that was written.

    Raises:
        ValueError: an Italian sentence with the right form.
    """
    if tipo == "quota":
        return Quota.da_testo(parola)
    if tipo == "euro":
        return Euro.da_testo(parola)
    if tipo == "scelta":
        return parola
    if tipo == "facolta":
        if parola.lower() not in _FACOLTA:
            raise ValueError(f"«{parola}» non va bene: si scrive si o no")
        return _FACOLTA[parola.lower()]
    if tipo == "data":
        return parse_data(parola)
    numero, _, unita = parola.partition(" ")
    if (
        not numero.isascii()
        or not numero.isdigit()
        or len(numero) > 9
        or unita not in ("", tipo, tipo[:-1] + "o", tipo[:-1] + "e")
    ):
        raise ValueError(f"«{parola}» non va bene: si scrive un numero intero di {tipo}")
    return int(numero)


def wrong_value(regola: Parametro, figura: Figura) -> str:
    """Why a value does not suit its parameter; nothing when it does."""
    try:
        parse_valore(regola.type, figura.valore)
    except ValueError as errore:
        return f"{figura.parametro}: {errore}"
    if regola.options and figura.valore not in regola.options:
        return f"{figura.parametro}: «{figura.valore}» non è fra le scelte: {', '.join(regola.options)}"
    return ""
