"""The environment in which the acts are written: Jinja in a sandbox, where values are only ever text.

Three rules hold whatever a template says. A printed value is escaped for Markdown; only text made by our own
macros is structure. A missing datum is marked and listed, never printed as nothing. A name mistyped on a
recorded fact is an error of the template, told with its line.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from markupsafe import Markup

from coproflow.atti import filtri, tabelle
from coproflow.atti.mancanti import Mancante, Stesura, descrivi, nome_del_dato, stesura_in_corso
from coproflow.atti.metadati import Metadati
from coproflow.atti.scrittura import in_markdown, in_parole, testo_di
from coproflow.domain.campi import forse
from coproflow.domain.date import elidi_articoli
from coproflow.domain.verifiche import DatoMancanteError, FiguraAssenteError
from coproflow.errors import AttoIncompletoError, DefinitionError, Problem

_FILTRI_DI_JINJA = (
    "abs", "batch", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last", "length",
    "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "slice",
    "sort", "trim", "unique", "upper",
)  # fmt: skip
_CONSENTONO_ASSENZE = frozenset({"attributo", "d", "default"})
_ERRORI_DI_MODELLO = (jinja2.TemplateError, SecurityError, TypeError, ValueError, AttributeError, LookupError)


class _Generatore(CodeGenerator):
    """Concatenation `~` is ours: Jinja's own would escape values for HTML, which here is no escape at all."""

    def visit_Concat(self, node: nodes.Concat, frame: Any) -> None:  # noqa: N802
        self.write("environment.concatena((")
        for parte in node.nodes:
            self.visit(parte, frame)
            self.write(", ")
        self.write("))")


class AmbienteAtti(ImmutableSandboxedEnvironment):
    """The sandbox of the acts; made by `make_environment`."""

    code_generator_class = _Generatore
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    mancanza: tuple[type[Exception], ...] = (DatoMancanteError, FiguraAssenteError)
    descrivi: Callable[[Exception], str] = staticmethod(descrivi)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of a value; the absent ones are missing data, the unknown ones a mistake."""
        return self._legge(super().getattr, obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element of a value, likewise."""
        return self._legge(super().getitem, obj, argument)

    def _legge(self, legge: Callable[[Any, Any], Any], obj: Any, nome: Any) -> Any:
        if isinstance(obj, Mancante):
            return obj.parte(nome)
        if isinstance(obj, str) and str(nome).startswith("format"):
            raise SecurityError("nei modelli il testo non si compone con «format»")
        try:
            valore = legge(obj, nome)
        except self.mancanza as errore:
            return self.assente(errore)
        if isinstance(valore, Mancante) and not (obj is None or isinstance(obj, (Mapping, jinja2.Undefined))):
            noti = [f.name for f in dataclasses.fields(obj)] if dataclasses.is_dataclass(obj) else dir(obj)
            raise jinja2.UndefinedError(f"«{nome}» non è di {type(obj).__name__}{forse(str(nome), noti)}")
        if valore is None or (isinstance(valore, str) and not valore.strip()):
            percorso = nome_del_dato(obj, nome)
            return Mancante(obj=obj, name=str(nome), percorso=percorso, fatto=type(obj).__name__)
        return valore

    def assente(self, errore: Exception) -> Mancante:
        """The missing datum an exception speaks of."""
        fatto = getattr(errore, "tipo", "")
        return Mancante(obj=None, name="dato", percorso=self.descrivi(errore), fatto=fatto)

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: PYI063
        """Call what a template calls; a datum nobody recorded comes back as missing."""
        if isinstance(__obj, Mancante):
            if __obj.derivato:
                return __obj
            raise jinja2.UndefinedError(f"«{__obj.percorso}» non esiste: né macro, né funzione, né dato")
        try:
            return super().call(__context, __obj, *args, **kwargs)
        except self.mancanza as errore:
            return self.assente(errore)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic; text of macros is joined with `~` only."""
        for operando in (left, right):
            if isinstance(operando, Mancante):
                return operando
            if isinstance(operando, Markup):
                raise SecurityError("il testo di una macro si unisce con «~», non con un’operazione")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No method of the text that macros made: each of them would take values in unescaped."""
        return not isinstance(obj, Markup) and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:  # noqa: ARG002
        """What the sandbox forbids is a mistake of the template, not a missing datum."""
        raise SecurityError(f"«{attribute}» non è accessibile nei modelli")

    def concatena(self, parti: Iterable[Any]) -> str:
        """The value of `a ~ b`: plain words, unless one part is text made by a macro."""
        parti = [str(p) if isinstance(p, Mancante) else p for p in parti]
        if any(isinstance(p, Markup) for p in parti):
            return Markup().join(_con_i_suoi_spazi(p) for p in parti)
        return "".join(testo_di(p) for p in parti)


def _con_i_suoi_spazi(parte: Any) -> Markup:
    if isinstance(parte, Markup):
        return parte
    testo = testo_di(parte)
    return (
        " " * testo.startswith(" ") + in_markdown(testo) + " " * (testo.endswith(" ") and bool(testo.strip()))
    )


def stampa(valore: Any) -> Markup:
    """What a template prints for a value: text for the page, or the mark of what is missing."""
    if valore is None:
        valore = Mancante(percorso="dato")
    return in_markdown(str(valore) if isinstance(valore, Mancante) else valore)


def _attento(filtro: Callable[..., Any], ambiente: AmbienteAtti) -> Callable[..., Any]:
    @functools.wraps(filtro)
    def applica(*args: Any, **kwargs: Any) -> Any:
        for valore in args:
            if isinstance(valore, Mancante):
                return valore
        try:
            return filtro(*args, **kwargs)
        except ambiente.mancanza as errore:
            return ambiente.assente(errore)

    return applica


def mancanti() -> tuple[str, ...]:
    """The names of what turned out to be missing so far, in order: the draft lists them at its end."""
    stesura = stesura_in_corso.get()
    return tuple(stesura.mancanti) if stesura else ()


def annota_oggetto(testo: Markup) -> Markup:
    """Print the object of the act, and keep it for the title of the document."""
    stesura = stesura_in_corso.get()
    if stesura is not None:
        stesura.oggetto = testo
    return testo


def rifiuta(motivo: str) -> NoReturn:
    """Stop: the template was asked for something it must not write."""
    raise ValueError(motivo)


@functools.cache
def make_environment(
    folder: Path,
    *altre: Path,
    mancanza: tuple[type[Exception], ...] = AmbienteAtti.mancanza,
    descrivi_mancanza: Callable[[Exception], str] = descrivi,
) -> SandboxedEnvironment:
    """The environment of the templates in `folder`, made once: a template is compiled when first drawn.

    Further folders are looked up after it. `mancanza` are the exceptions that mean «nobody recorded
    this», `descrivi_mancanza` gives their words.
    """
    ambiente = AmbienteAtti(
        loader=jinja2.FileSystemLoader([folder, *altre]),
        autoescape=True,
        finalize=stampa,
        undefined=Mancante,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    ambiente.mancanza = mancanza
    ambiente.descrivi = descrivi_mancanza
    di_jinja = {nome: ambiente.filters[nome] for nome in _FILTRI_DI_JINJA}
    ambiente.filters.clear()
    for nome, filtro in (di_jinja | filtri.FILTRI).items():
        ambiente.filters[nome] = filtro if nome in _CONSENTONO_ASSENZE else _attento(filtro, ambiente)
    ambiente.tests["none"] = lambda valore: valore is None or isinstance(valore, Mancante)
    ambiente.globals.clear()
    ambiente.globals.update(tabelle.FUNZIONI)
    ambiente.globals.update(mancanti=mancanti, annota_oggetto=annota_oggetto, rifiuta=rifiuta)
    ambiente.globals.update(giorno=date, range=range, namespace=jinja2.utils.Namespace)
    return ambiente


@dataclasses.dataclass(frozen=True)
class AttoScritto:
    """An act as written: its Markdown, its metadata with the object filled in, and what is missing."""

    markdown: str
    metadati: Metadati
    mancanti: tuple[str, ...]


def compila(
    ambiente: SandboxedEnvironment, modello: str, metadati: Metadati, contesto: Mapping[str, Any]
) -> AttoScritto:
    """Write the act `modello`, a file name of the folder: it reads `metadati`, `ente`, `bozza`, `contesto`.

    Raises:
        AttoIncompletoError: the act is final and data are missing: all of them, in the order they were met.
        DefinitionError: the template is wrong: file, line and what was not understood.
    """
    stesura = Stesura()
    gettone = stesura_in_corso.set(stesura)
    try:
        testo = ambiente.get_template(modello).render(
            {**contesto, "metadati": metadati, "ente": metadati.ente, "bozza": metadati.bozza}
        )
    except _ERRORI_DI_MODELLO as errore:
        raise DefinitionError([_problema(errore, modello)]) from errore
    finally:
        stesura_in_corso.reset(gettone)
    elenco = tuple(stesura.mancanti)
    if elenco and not metadati.bozza:
        raise AttoIncompletoError(f"l’atto non è completo: manca {'; manca '.join(elenco)}", stesura.mancanti)
    oggetto = elidi_articoli(in_parole(stesura.oggetto)) or metadati.oggetto
    return AttoScritto(elidi_articoli(testo), dataclasses.replace(metadati, oggetto=oggetto), elenco)


def _problema(errore: Exception, modello: str) -> Problem:
    if isinstance(errore, jinja2.TemplateSyntaxError):
        return Problem(errore.name or modello, errore.lineno, 1, "M101", errore.message or "sintassi errata")
    if isinstance(errore, jinja2.TemplateNotFound):
        return Problem(modello, 1, 1, "M102", f"il modello «{errore.name}» non esiste")
    file, riga = modello, 1
    traccia = errore.__traceback__
    while traccia is not None:
        if traccia.tb_frame.f_code.co_filename.endswith(".j2"):
            file, riga = Path(traccia.tb_frame.f_code.co_filename).name, traccia.tb_lineno
        traccia = traccia.tb_next
    return Problem(file, riga, 1, "M103", str(errore))
