"""What officers write: opening sheets, data files, `-d campo=valore`, and the empty form they start from."""

import dataclasses
import typing
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime, time
from types import NoneType
from typing import TYPE_CHECKING, Any, NewType

from coproflow.domain.campi import etichetta_di, forse
from coproflow.domain.dati import Fatto
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.parametri import Figura, Parametro, wrong_value
from coproflow.domain.record import record
from coproflow.errors import DataError, UsageError
from coproflow.loading.nodes import Nodo, parole, parse_file
from coproflow.loading.reader import Reader, fields_of, read_as

if TYPE_CHECKING:
    from pathlib import Path

Grezzo = NewType("Grezzo", object)
"""A part of a sheet that is read later, when its type is known."""


@record(kw_only=True)
class PassoScritto:
    """A step written in a sheet, to be recorded after the opening."""

    passo: str
    dati: Any
    operatore: str = ""
    deroghe: dict[str, str] = field(default_factory=dict)


@record(kw_only=True)
class Scheda:
    """An opening sheet: which workflow, which linked cases, the opening data, the steps already taken."""

    scheda: str
    dati: Any
    collegamenti: dict[str, str] = field(default_factory=dict)
    passi: tuple[PassoScritto, ...] = ()


def read_scheda(path: "Path") -> Scheda:
    """An opening sheet, its data still unread.

    Raises:
        DataError: with every problem of form, each with file, line and column.
    """
    nodo, problems = parse_file(path)
    reader = Reader({Any: lambda _reader, figlio, _path: figlio})
    scheda = reader.read(Scheda, nodo) if nodo is not None else None
    if tutti := [*problems, *reader.problems]:
        raise DataError(tutti, "Correggere la scheda e ripetere: non è stato scritto nulla.")
    return typing.cast("Scheda", scheda)


def read_figura(
    parametri: Mapping[str, Parametro], *, letture: bool = False
) -> dict[Any, Callable[..., Any]]:
    """How a figura is read: its parameter is known, may be set here, and the value suits it.

    With `letture` only open questions may be set: figures of notice and convention are not the ente's.
    """

    def read(lettore: Reader, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        figura = lettore.record(Figura, nodo, path)
        if figura is None:
            return None
        regola = parametri.get(figura.parametro)
        if regola is None or not (regola.kind == "lettura" or (regola.owner != "norma" and not letture)):
            cosa = (
                "una lettura che l’ente può scegliere" if letture else "un numero che questo atto può fissare"
            )
            dubbio = "" if regola else forse(figura.parametro, parametri)
            return lettore.wrong(nodo, "W209", f"«{figura.parametro}» non è {cosa}{dubbio}")
        if trovato := wrong_value(regola, figura):
            return lettore.wrong(nodo, "W106", trovato)
        return figura

    return {Figura: read}


def read_dati(
    tipo: type[Fatto],
    nodo: Nodo,
    data: date | None,
    figli: str | None = None,
    hooks: dict[Any, Callable[..., Any]] | None = None,
) -> Fatto:
    """The data of a step. `data` is the day of the fact where the data do not say it, for its children too.

    Raises:
        DataError: with every problem at once.
    """
    completo = _con_data(nodo, data)
    if figli and (elenco := completo.get(figli)) is not None and isinstance(elenco.valore, list):
        giorno = completo.get("data")
        valore = [f if f.vuoto else _con_data(f, None, giorno) for f in elenco.valore]
        assert isinstance(completo.valore, dict)
        completo = dataclasses.replace(
            completo, valore={**completo.valore, figli: dataclasses.replace(elenco, valore=valore)}
        )
    letto: Fatto = read_as(tipo, completo, [], hooks)
    return letto


def _con_data(nodo: Nodo, data: date | None, altra: Nodo | None = None) -> Nodo:
    if nodo.valore == "":
        nodo = dataclasses.replace(nodo, valore={})
    scritta = nodo.get("data")
    if not isinstance(nodo.valore, dict) or (scritta is not None and not scritta.vuoto):
        return nodo
    giorno = altra or (dataclasses.replace(nodo, valore=data.isoformat()) if data else None)
    return dataclasses.replace(nodo, valore={**nodo.valore, **({"data": giorno} if giorno else {})})


def read_file(path: "Path") -> Nodo:
    """The tree of a data file.

    Raises:
        DataError: when it is no readable YAML, or no set of fields.
    """
    nodo, problems = parse_file(path)
    if nodo is not None and not isinstance(nodo.valore, dict):
        problems.append(nodo.problem("W105", "qui vanno i campi del passo, uno per riga: «nome: valore»"))
    if problems or nodo is None:
        raise DataError(problems, "Correggere il file e ripetere: non è stato scritto nulla.")
    return nodo


def merge(nodo: Nodo | None, coppie: tuple[str, ...]) -> Nodo:
    """Data from `-d campo=valore` on top of those of a file.

    Raises:
        UsageError: when a pair is not written that way.
    """
    base = nodo or parole({}, "-d")
    valori = dict(base.valore) if isinstance(base.valore, dict) else {}
    for coppia in coppie:
        nome, uguale, valore = coppia.partition("=")
        if not uguale:
            raise UsageError(f"«{coppia}» non va bene: si scrive -d campo=valore")
        parte, punto, resto = nome.strip().partition(".")
        if punto:
            valori[parte] = merge(valori.get(parte), (f"{resto}={valore}",))
        else:
            valori[parte] = parole(valore, f"-d {parte}")
    return dataclasses.replace(base, valore=valori)


def modello(tipo: type[Fatto]) -> str:
    """The empty form of a step: one commented line a field, in YAML, ready for `--dati`."""
    return "\n".join(_righe(tipo, "", set())) + "\n"


def _righe(tipo: Any, rientro: str, visti: set[Any]) -> list[str]:
    righe = []
    campi, obbligatori = fields_of(tipo)
    for nome, campo in campi.items():
        nota = etichetta_di(campo)
        if aiuto := campo.metadata.get("aiuto"):
            nota += f" — {aiuto}"
        if campo.name not in obbligatori:
            nota += " (facoltativo)"
        righe.append(f"{rientro}# {nota}; {forma(campo.type)}")
        interno, elenco = _interno(campo.type)
        riga = f"{rientro}{nome}:"
        if dataclasses.is_dataclass(interno) and interno not in (Euro, Quota) and interno not in visti:
            dentro = _righe(interno, rientro + "    ", {*visti, tipo})
            if elenco:
                primo = next(i for i, r in enumerate(dentro) if not r.strip().startswith("#"))
                dentro[primo] = f"{rientro}  - {dentro[primo].strip()}"
            righe += [riga, *dentro]
        else:
            righe.append(riga)
    return righe


def _interno(tipo: Any) -> tuple[Any, bool]:
    argomenti = [t for t in typing.get_args(tipo) if t not in (NoneType, Ellipsis)]
    if typing.get_origin(tipo) is tuple:
        return _interno(argomenti[0])[0], True
    if argomenti and typing.get_origin(tipo) is not typing.Literal:
        return _interno(argomenti[0])
    return tipo, False


_FORME: dict[Any, str] = {
    Euro: "importo come 1.234,56",
    Quota: "percentuale come 10 %",
    date: "data gg/mm/aaaa",
    datetime: "giorno e ora gg/mm/aaaa hh:mm",
    time: "ora hh:mm",
    int: "numero intero",
    bool: "sì o no",
}


def forma(tipo: Any) -> str:
    """How a field is written, in words."""
    interno, elenco = _interno(tipo)
    if typing.get_origin(interno) is typing.Literal:
        parola = "una scelta fra " + ", ".join(typing.get_args(interno))
    elif dataclasses.is_dataclass(interno) and interno not in _FORME:
        parola = "le voci che seguono"
    else:
        parola = _FORME.get(interno, "testo")
    return f"elenco: {parola}" if elenco else parola
