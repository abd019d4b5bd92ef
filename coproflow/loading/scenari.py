"""A story a jurist can read: dated steps, with what each must answer. The demo is one."""

import typing
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any

from coproflow.domain.record import record
from coproflow.errors import DataError
from coproflow.loading.nodes import parse_file
from coproflow.loading.reader import Reader


@record(kw_only=True)
class Battuta:
    """One line of a story: a case opened or a step asked, on a simulated day, and what must come of it."""

    il: date
    operatore: str
    apri: Any = None
    passo: str = ""
    caso: str = ""
    come: str = ""
    dati: Any = None
    collegamenti: dict[str, str] = field(default_factory=dict)
    deroghe: dict[str, str] = field(default_factory=dict)
    rettifica: int | None = None
    motivo: str = ""
    rifiutato: tuple[str, ...] = ()
    codice: int | None = None
    ritardi: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    stato: str = ""
    nota: str = ""
    atti: tuple[str, ...] = ()


@record(kw_only=True)
class Scenario:
    """A named story, with the sentence that can be contested. It may go on from where another one stops."""

    scenario: str
    descrizione: str
    passi: tuple[Battuta, ...]
    antefatto: str = ""


def read_scenario(path: Path) -> Scenario:
    """A story from its file; the lines of the one it continues (`antefatto`, a path from there) come first.

    Raises:
        DataError: with every problem of form, each with file, line and column.
    """
    letto = _read(path)
    if not letto.antefatto:
        return letto
    prima = read_scenario(path.parent / letto.antefatto)
    return replace(letto, passi=(*prima.passi, *letto.passi))


def read_capitoli(path: Path) -> tuple[Scenario, ...]:
    """A long story in chapters: the files of a folder in the order of their names, or one file as it is.

    Raises:
        DataError: with every problem of form of the first chapter that has some.
    """
    if path.is_dir():
        return tuple(_read(file) for file in sorted(path.glob("*.yaml")))
    return (read_scenario(path),)


def _read(path: Path) -> Scenario:
    """The lines of one file only."""
    nodo, problems = parse_file(path)
    reader = Reader({Any: lambda _reader, figlio, _path: figlio})
    scenario = reader.read(Scenario, nodo) if nodo is not None else None
    if tutti := [*problems, *reader.problems]:
        raise DataError(tutti)
    return typing.cast("Scenario", scenario)
