"""What an act needs and nobody has recorded: never a hole in the page.

A missing datum is a value of its own. It may be asked for its parts, compared and looped over; wherever it
is printed it leaves a visible mark and its name in the list of the drafting in progress.
"""

import dataclasses
import re
from contextvars import ContextVar
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import UndefinedError
from jinja2.utils import missing
from markupsafe import Markup

from coproflow.atti.scrittura import in_markdown
from coproflow.domain.campi import etichetta_di


@dataclasses.dataclass
class Stesura:
    """One drafting in progress: what is missing, in order, each with its fact; the object of the act."""

    mancanti: dict[str, str] = dataclasses.field(default_factory=dict)
    oggetto: Markup = Markup()


stesura_in_corso: ContextVar[Stesura | None] = ContextVar("stesura_in_corso", default=None)


def minuscola(etichetta: str) -> str:
    """A label inside a sentence: the first letter lowered, unless the word is an acronym."""
    return etichetta if etichetta[1:2].isupper() else etichetta[:1].lower() + etichetta[1:]


def _a_parole(nome: str) -> str:
    parole = re.sub(r"(?<=[a-zà-ù])(?=[A-Z])", " ", nome).replace("_", " ").split()
    return " ".join(minuscola(parola) for parola in parole)


def nome_del_dato(oggetto: Any, attributo: Any) -> str:
    """How a missing part is called: its label or its name spelled out, and whose part it is.

    «sede (Associazione “La Lanterna”)», «numero dell’atto».
    """
    nome = _a_parole(str(attributo))
    if not dataclasses.is_dataclass(oggetto):
        return nome
    for campo in dataclasses.fields(oggetto):
        if campo.name == attributo:
            nome = minuscola(etichetta_di(campo))
    di_chi = getattr(oggetto, "denominazione", None) or getattr(oggetto, "nome", None)
    return f"{nome} ({di_chi})" if di_chi else nome


def descrivi(errore: Exception) -> str:
    """The words of a missing-datum exception: its own description, else its parts spelled out."""
    if descrizione := getattr(errore, "descrizione", ""):
        return str(descrizione)
    return ", ".join(_a_parole(parte) for parte in str(errore).strip("'\"").split("."))


class Mancante(Undefined):
    """A missing datum. `percorso` is its name as the officer reads it, `fatto` the type it is part of."""

    __slots__ = ("fatto", "percorso")

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
        *,
        percorso: str = "",
        fatto: str = "",
    ) -> None:
        super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]
        self.percorso = percorso or nome_del_dato(obj, name or "dato")
        self.fatto = fatto

    @property
    def derivato(self) -> bool:
        """Whether it comes from an object of the case, and not from a name unknown to the template."""
        return self._undefined_obj is not missing

    def parte(self, attributo: Any) -> "Mancante":
        """What is missing in what is missing: «pubblicazione avviso, affissione dal»."""
        percorso = f"{self.percorso}, {_a_parole(str(attributo))}"
        return Mancante(obj=None, name=str(attributo), percorso=percorso, fatto=self.fatto)

    def segna(self) -> None:
        """Put it in the list of the drafting in progress."""
        stesura = stesura_in_corso.get()
        if stesura is not None:
            stesura.mancanti[self.percorso] = self.fatto

    def __getattr__(self, nome: str) -> "Mancante":
        if nome[:2] == "__" or nome[:1] == "_":
            raise AttributeError(nome)
        return self.parte(nome)

    def __getitem__(self, chiave: Any) -> "Mancante":  # type: ignore[override]
        return self.parte(chiave)

    def __str__(self) -> str:
        self.segna()
        return Markup(f'[\\[manca: {in_markdown(self.percorso)}\\]]{{custom-style="DatoMancante"}}')  # noqa: S704

    def __iter__(self) -> Any:
        self.segna()
        yield self

    def __bool__(self) -> bool:
        return False

    def __eq__(self, altro: object) -> bool:
        return altro is None or altro == "" or isinstance(altro, Undefined)

    def __ne__(self, altro: object) -> bool:
        return not self == altro

    def __hash__(self) -> int:
        return hash(None)

    def _confronta(self, _: Any) -> bool:
        self.segna()
        return False

    def _calcola(self, _: Any = None) -> "Mancante":
        return self

    __lt__ = __le__ = __gt__ = __ge__ = _confronta  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _calcola  # type: ignore[assignment]
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _calcola  # type: ignore[assignment]
    __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _calcola  # type: ignore[assignment]
