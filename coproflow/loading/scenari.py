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
    ufficio: str = "crema"
    antefatto: str = ""


def read_scenario(path: Path) -> Scenario:
    """A story from its file; the lines of the one it continues (`antefatto`, beside it) come first.

    Raises:
        DataError: with every problem of form, each with file, line and column.
    """
    nodo, problems = parse_file(path)
    reader = Reader({Any: lambda _reader, figlio, _path: figlio})
    scenario = reader.read(Scenario, nodo) if nodo is not None else None
    if tutti := [*problems, *reader.problems]:
        raise DataError(tutti)
    letto = typing.cast("Scenario", scenario)
    if not letto.antefatto:
        return letto
    prima = read_scenario(path.with_name(letto.antefatto))
    return replace(letto, passi=(*prima.passi, *letto.passi))
