"""The one typed reader: words and positions into frozen dataclasses, every problem at once, in Italian.

It serves definitions, schede, `--dati` files and `-d campo=valore` alike. Codes: W101 missing, W102 unknown
key, W105 wrong shape, W106 wrong word for the type, W107 written twice.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Hashable
from datetime import date, datetime, time
from typing import Any

from coproflow.domain.campi import etichetta_di, forse
from coproflow.domain.date import parse_data, parse_istante, parse_ora
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.testi import Cig, CodiceFiscale, Cup, Iban, Pec
from coproflow.errors import DataError, Problem
from coproflow.loading import codici
from coproflow.loading.nodes import Nodo

_SI_NO = {"sì": True, "si": True, "true": True, "no": False, "false": False}


def _bool(parola: str) -> bool:
    if parola.lower() not in _SI_NO:
        raise ValueError(f"«{parola}» non è una risposta: si scrive sì o no")
    return _SI_NO[parola.lower()]


def _int(parola: str) -> int:
    if not parola.isascii() or not parola.isdigit():
        raise ValueError(f"«{parola}» non è un numero intero: si scrivono solo cifre")
    return int(parola)


def _euro(parola: str) -> Euro:
    importo = Euro.da_testo(parola)
    if importo.centesimi < 0:
        raise ValueError(f"«{parola}» è un importo negativo: gli importi si scrivono senza segno")
    return importo


LUNGHEZZA = 300
"""How long a number, a day, a code or an address may be, in characters."""

ASSENTE = ("", "null", "~")
"""How an optional field says that there is nothing."""

PARSERS: dict[Any, Callable[[str], Any]] = {
    str: str.strip,
    int: _int,
    bool: _bool,
    Euro: _euro,
    Quota: Quota.da_testo,
    date: parse_data,
    datetime: parse_istante,
    time: parse_ora,
    CodiceFiscale: codici.parse_codice_fiscale,
    Iban: codici.parse_iban,
    Cup: codici.parse_cup,
    Cig: codici.parse_cig,
    Pec: codici.parse_pec,
}
"""Type → parser of the written word; a parser raises ValueError with the right form."""


class Reader:
    """Reads one tree; collects problems, and the position of everything it read by path of keys.

    With `tollerante`, what cannot be read is replaced by an empty value of its type: the rest of a definition
    can then be checked too, and its author is told everything at once.
    """

    def __init__(
        self, hooks: dict[Any, Callable[..., Any]] | None = None, *, tollerante: bool = False
    ) -> None:
        self.hooks = hooks or {}
        self.tollerante = tollerante
        self.problems: list[Problem] = []
        self.posizioni: dict[tuple[str | int, ...], Nodo] = {}

    def read(self, tipo: Any, nodo: Nodo, path: tuple[str | int, ...] = ()) -> Any:
        """The value of `tipo` written at `nodo`; None, and a problem, where it is not one."""
        self.posizioni[path] = nodo
        if typing.get_origin(tipo) in (types.UnionType, typing.Union):
            scelte = [t for t in typing.get_args(tipo) if t is not types.NoneType]
            return None if nodo.vuoto or nodo.valore in ASSENTE else self.read(scelte[0], nodo, path)
        valore = self._read(tipo, nodo, path)
        return segnaposto(tipo) if valore is None and self.tollerante else valore

    def _read(self, tipo: Any, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        origine = typing.get_origin(tipo)
        if tipo in self.hooks:
            return self.hooks[tipo](self, nodo, path)
        if origine is tuple:
            return self._sequence(typing.get_args(tipo)[0], nodo, path)
        if origine is dict:
            return self._mapping(typing.get_args(tipo)[1], nodo, path)
        if dataclasses.is_dataclass(tipo) and tipo not in PARSERS:
            return self.record(tipo, nodo, path)
        if not isinstance(nodo.valore, str):
            return self.wrong(nodo, "W105", "qui va una parola sola, non un elenco o un insieme di voci")
        if origine is typing.Literal:
            return self._choice(typing.get_args(tipo), nodo)
        if tipo is not str and len(nodo.valore) > LUNGHEZZA:
            return self.wrong(nodo, "W106", f"«{nodo.valore[:20]}…» è troppo lungo")
        try:
            return PARSERS[tipo](nodo.valore)
        except ValueError as errore:
            return self.wrong(nodo, "W106", str(errore))

    def wrong(self, nodo: Nodo, code: str, message: str) -> None:
        """Note a problem at a node."""
        self.problems.append(nodo.problem(code, message))

    def place(self, path: tuple[str | int, ...], code: str, message: str) -> Problem:
        """A diagnostic at the key or the item of a path that was read; at the nearest above it otherwise."""
        while path and path not in self.posizioni:
            path = path[:-1]
        return self.posizioni[path].voce.problem(code, message)

    def _choice(self, scelte: tuple[str, ...], nodo: Nodo) -> Any:
        parola = str(nodo.valore)
        if parola in scelte:
            return parola
        elenco = ", ".join(f"«{s}»" for s in scelte)
        return self.wrong(nodo, "W106", f"«{parola}» non è fra le scelte: {elenco}{forse(parola, scelte)}")

    def _sequence(self, tipo: Any, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        if nodo.vuoto:
            return ()
        if isinstance(nodo.valore, str) and nodo.valore.startswith("[") and nodo.valore.endswith("]"):
            frase = "un elenco non si scrive fra parentesi: si ripete il campo, «-d campo=uno -d campo=due»"
            return self.wrong(nodo, "W105", frase)
        if isinstance(nodo.valore, str) and (tipo in PARSERS or typing.get_origin(tipo) is typing.Literal):
            return (self.read(tipo, nodo, (*path, 0)),)  # one word is a list of one
        if not isinstance(nodo.valore, list):
            return self.wrong(nodo, "W105", "qui va un elenco, una voce per trattino")
        return tuple(self.read(tipo, figlio, (*path, i)) for i, figlio in enumerate(nodo.valore))

    def _mapping(self, tipo: Any, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        if nodo.vuoto:
            return {}
        if not isinstance(nodo.valore, dict):
            return self.wrong(nodo, "W105", "qui va un insieme di voci «nome: valore»")
        return {k: self.read(tipo, figlio, (*path, k)) for k, figlio in nodo.valore.items()}

    def record(self, tipo: Any, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        """A dataclass from a mapping, each field read as its own type."""
        if not isinstance(nodo.valore, dict):
            return self.wrong(nodo, "W105", "qui va un insieme di voci «nome: valore»")
        quanti = len(self.problems)
        campi, obbligatori = fields_of(tipo)
        for chiave, scritto in nodo.valore.items():
            if chiave not in campi:
                self.wrong(scritto.voce, "W102", f"voce sconosciuta: «{chiave}»{forse(chiave, campi)}")
        valori = {}
        for nome, campo in campi.items():
            figlio = nodo.get(nome)
            rinviato = campo.type is Any and figlio is not None and isinstance(figlio.valore, dict)
            if figlio is not None and (rinviato or not figlio.vuoto):  # who reads it later says what it lacks
                valori[campo.name] = self.read(campo.type, figlio, (*path, nome))
            elif campo.name in obbligatori:
                self.posizioni[*path, nome] = figlio or nodo
                self.wrong((figlio or nodo).voce, "W101", f"manca «{nome}»{_fra_parentesi(campo)}")
                if self.tollerante:
                    valori[campo.name] = segnaposto(campo.type)
            if figlio is not None and campo.metadata.get("unico"):
                self._unici(figlio, campo.metadata["unico"])
        return tipo(**valori) if self.tollerante or len(self.problems) == quanti else None

    def _unici(self, nodo: Nodo, chiave: str) -> None:
        visti: set[str] = set()
        for voce in nodo.valore if isinstance(nodo.valore, list) else ():
            scritto = voce.get(chiave)
            if scritto is None or not isinstance(scritto.valore, str):
                continue
            if (parola := scritto.valore.strip().upper()) in visti:
                self.wrong(scritto, "W107", f"«{scritto.valore}» è già scritto sopra")
            visti.add(parola)


def _fra_parentesi(campo: Any) -> str:
    return f" ({etichetta_di(campo)})" if campo.metadata.get("etichetta") else ""


def segnaposto(tipo: Any) -> Any:
    """An empty value of a type: nothing for what may be absent, empty words and lists inside a record."""
    if tipo is Any:
        return None
    match typing.get_origin(tipo):
        case types.UnionType | typing.Union:
            return None
        case typing.Literal:
            return typing.get_args(tipo)[0]
        case origine if origine is not None:
            return origine()
    if dataclasses.is_dataclass(tipo):
        campi, obbligatori = fields_of(tipo)  # type: ignore[arg-type]  # a type is hashable
        return tipo(**{f.name: segnaposto(f.type) for f in campi.values() if f.name in obbligatori})  # type: ignore[operator]
    return date.min if tipo is date else tipo()


@functools.cache
def fields_of(tipo: Hashable) -> tuple[dict[str, Any], frozenset[str]]:
    """The fields of a dataclass by the name they are written with, and the names of the compulsory ones.

    A field called like a Python keyword carries a trailing underscore that nobody writes.
    """
    campi = {f.name.rstrip("_"): f for f in dataclasses.fields(tipo)}  # type: ignore[arg-type]  # a dataclass, and hashable
    obbligatori = frozenset(
        f.name
        for f in campi.values()
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )
    return campi, obbligatori


def read_as(
    tipo: Any,
    nodo: Nodo | None,
    problems: list[Problem],
    hooks: dict[Any, Callable[..., Any]] | None = None,
) -> Any:
    """The value of `tipo` in a tree; `hooks` read some types in a way of their own.

    Raises:
        DataError: with every problem of the file at once.
    """
    reader = Reader(hooks)
    valore = reader.read(tipo, nodo) if nodo is not None else None
    if tutti := [*problems, *reader.problems]:
        raise DataError(tutti)
    return valore
