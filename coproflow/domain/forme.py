"""The stored form of what is recorded: plain JSON values, and back. `load(type(x), dump(x)) == x`.

Amounts are integer cents, quotas integer parts per million, dates and instants ISO words.
"""

import dataclasses
import functools
import operator
import types
import typing
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from coproflow.domain.importi import Euro, Quota


def dump(valore: Any) -> Any:
    """The JSON form of a value. Fields that are absent (None) are left out."""
    return dumper(type(valore))(valore)


def _dumper(tipo: Any) -> Callable[[Any], Any]:
    if issubclass(tipo, (bool, int, types.NoneType)):
        return lambda v: v
    if issubclass(tipo, str):
        return str
    if issubclass(tipo, Euro):
        return operator.attrgetter("centesimi")
    if issubclass(tipo, Quota):
        return operator.attrgetter("ppm")
    if issubclass(tipo, (date, time)):
        return operator.methodcaller("isoformat")
    if issubclass(tipo, tuple):
        return lambda v: [dumper(type(x))(x) for x in v]
    if issubclass(tipo, dict):
        return lambda v: {k: _dump_figura(x) for k, x in v.items()}
    campi = tuple((f.name, _writer(f.type)) for f in dataclasses.fields(tipo))
    return lambda v: {
        nome: x if write is None else write(x) for nome, write in campi if (x := getattr(v, nome)) is not None
    }


def _writer(tipo: Any) -> Callable[[Any], Any] | None:
    """What writes the values of a field; none where they are words or numbers already, as JSON has them."""
    origine, dentro = typing.get_origin(tipo), typing.get_args(tipo)
    if origine in (types.UnionType, typing.Union):
        return None if all(_writer(t) is None for t in dentro) else dump
    if origine is tuple and _writer(dentro[0]) is None:
        return list
    return None if origine is typing.Literal or tipo in (str, int, bool, types.NoneType) else dump


dumper: Callable[[Any], Callable[[Any], Any]] = functools.cache(_dumper)
"""The function that writes one type, made once a type."""


def load(tipo: Any, valore: Any) -> Any:
    """The value of type `tipo` that `dump` wrote as `valore`."""
    return loader(tipo)(valore)


@functools.cache
def loader(tipo: Any) -> Any:
    """The function that reads one type back, made once a type."""
    origine = typing.get_origin(tipo)
    if origine in (types.UnionType, typing.Union):
        dentro = loader(next(t for t in typing.get_args(tipo) if t is not types.NoneType))
        return lambda v: None if v is None else dentro(v)
    if origine is tuple:
        elemento = loader(typing.get_args(tipo)[0])
        return lambda v: tuple(elemento(x) for x in v)
    if origine is dict:
        elemento = _load_figura if (dentro := typing.get_args(tipo)[1]) is Any else loader(dentro)
        return lambda v: {k: elemento(x) for k, x in v.items()}
    if origine is typing.Literal or tipo in (str, int, bool, Any, object):
        return lambda v: v
    if tipo in (date, datetime, time):
        return _istante if tipo is datetime else tipo.fromisoformat
    if dataclasses.is_dataclass(tipo) and tipo not in (Euro, Quota):
        tipi: dict[str, Any] = {f.name: f.type for f in dataclasses.fields(tipo)}
        campi = {nome: loader(t) for nome, t in tipi.items()}
        record: Any = tipo
        return lambda v: record(**{k: campi[k](x) for k, x in v.items() if k in campi})
    return tipo


_FIGURE: dict[str, Any] = {
    "euro": Euro,
    "quota": Quota,
    "data": date.fromisoformat,
    "ora": time.fromisoformat,
}


def _dump_figura(valore: Any) -> Any:
    """A value of `dict[str, Any]` carries its type, so that it comes back as it was."""
    match valore:
        case Euro():
            return {"euro": valore.centesimi}
        case Quota():
            return {"quota": valore.ppm}
        case datetime():
            return {"istante": valore.isoformat()}
        case date():
            return {"data": valore.isoformat()}
        case time():
            return {"ora": valore.isoformat()}
        case tuple():
            return [_dump_figura(v) for v in valore]
    return dump(valore)


def _load_figura(valore: Any) -> Any:
    if isinstance(valore, list):
        return tuple(_load_figura(v) for v in valore)
    if isinstance(valore, dict) and len(valore) == 1:
        (nome, dentro), *_ = valore.items()
        return _istante(dentro) if nome == "istante" else _FIGURE[nome](dentro)
    return valore


def _istante(testo: str) -> datetime:
    from coproflow.domain.date import ROME  # noqa: PLC0415  (the time zone is read only where an hour matters)

    return datetime.fromisoformat(testo).astimezone(ROME)
