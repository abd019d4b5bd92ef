"""YAML as written words with positions: nothing is retyped, and a key written twice is told.

`safe_load` turned the tax code 00111540171 into 19316857 and kept the last of two equal keys; here every
scalar stays the word that was written.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from coproflow.domain.record import record
from coproflow.errors import Problem, why

Percorso = str | os.PathLike[str]
"""Where a file is: a word is enough, and pathlib is dearer than reading a sheet."""

GRANDEZZA = 4_000_000
"""How many characters a file may have: the longest of ours has eighty thousand."""

PROFONDITA = 60
"""How deep lists and mappings may lie in one another: no file of ours comes near it."""


@record
class Nodo:
    """A word, a list or a mapping, and where it stands in its file (line and column from 1).

    `nome` is where the key it was written under stands, if it was written under one.
    """

    valore: "str | list[Nodo] | dict[str, Nodo]"
    file: str
    line: int
    col: int
    nome: tuple[int, int] | None = None

    @property
    def vuoto(self) -> bool:
        """Nothing was written: neither a word, nor one anywhere inside (a form left blank)."""
        if isinstance(self.valore, str):
            return self.valore == ""
        dentro = self.valore.values() if isinstance(self.valore, dict) else self.valore
        return bool(dentro) and all(figlio.vuoto for figlio in dentro)

    @property
    def voce(self) -> "Nodo":
        """The same, pointing at the key rather than at what is written under it."""
        return replace(self, line=self.nome[0], col=self.nome[1]) if self.nome else self

    def problem(self, code: str, message: str) -> Problem:
        """A diagnostic that points here."""
        return Problem(self.file, self.line, self.col, code, message)

    def __getitem__(self, chiave: str) -> "Nodo":
        assert isinstance(self.valore, dict)
        return self.valore[chiave]

    def get(self, chiave: str | int) -> "Nodo | None":
        """The node under a key or at a place, or None; None also where this is no mapping or list."""
        if isinstance(self.valore, list) and isinstance(chiave, int) and chiave < len(self.valore):
            return self.valore[chiave]
        return self.valore.get(str(chiave)) if isinstance(self.valore, dict) else None


def parse(testo: str, file: str) -> tuple[Nodo | None, list[Problem]]:
    """The tree of one YAML document, with what is wrong in its form.

    Anchors, aliases, tags and further documents are refused: a jurist reads the file from top to bottom.
    """
    import yaml  # noqa: PLC0415  (10 ms that `-d campo=valore` need not pay)

    albero = _Albero(file, yaml.parse(testo, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    try:
        return albero.read(), albero.problems
    except yaml.YAMLError as errore:
        from coproflow.loading.sintassi import explain  # noqa: PLC0415  (only for a file that is wrong)

        return None, [*albero.problems, explain(errore, testo, file)]


def parse_file(path: Percorso) -> tuple[Nodo | None, list[Problem]]:
    """The tree of a file; an unreadable file is a problem like the others."""
    nome, riga = str(path), 0
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see `Percorso`
            letto = file.read(GRANDEZZA + 1)
        if len(letto) <= GRANDEZZA:
            return parse(letto.decode("utf-8-sig"), nome)
        frase = f"il file supera {GRANDEZZA // 1_000_000} milioni di caratteri: non è quello giusto"
    except OSError as errore:
        frase = f"il file non si può leggere: {why(errore)}"
    except UnicodeDecodeError as errore:
        riga = letto[: errore.start].count(b"\n") + 1
        frase = "il file non è testo in UTF-8: salvarlo con quella codifica"
    return None, [Problem(nome, riga, min(riga, 1), "W100", frase)]


def parole(valore: Any, file: str) -> Nodo:
    """A tree made of plain Python words, lists and mappings (`-d campo=valore`), nowhere in a file."""
    match valore:
        case dict():
            return Nodo({str(k): parole(v, file) for k, v in valore.items()}, file, 0, 0)
        case list() | tuple():
            return Nodo([parole(v, file) for v in valore], file, 0, 0)
    return Nodo(str(valore), file, 0, 0)


class _Albero:
    """The tree of the events of one file; problems of form are gathered on the way."""

    def __init__(self, file: str, eventi: Iterator[Any]) -> None:
        self.file = file
        self.eventi = eventi
        self.problems: list[Problem] = []

    def read(self) -> Nodo | None:
        """The only document of the file."""
        radice = None
        for evento in self.eventi:
            match type(evento).__name__:
                case "DocumentStartEvent" if radice is None:
                    radice = self._node(next(self.eventi), 0)
                case "DocumentStartEvent":
                    self._wrong(evento, "W100", "un file è un documento solo: togliere «---»")
                    return radice
        if radice is None:
            self.problems.append(Problem(self.file, 1, 1, "W100", "il file è vuoto"))
        return radice

    def _node(self, evento: Any, livello: int) -> Nodo:
        if livello > PROFONDITA:
            self._wrong(evento, "W100", f"voci una dentro l’altra per più di {PROFONDITA} livelli")
            return self._skip(evento)
        if getattr(evento, "anchor", None) is not None:
            self._wrong(evento, "W104", "i rinvii YAML (&, *) non sono ammessi: scrivere per esteso")
        if getattr(evento, "tag", None) is not None:
            self._wrong(evento, "W104", f"le etichette di tipo («{evento.tag}») non sono ammesse")
        match type(evento).__name__:
            case "MappingStartEvent":
                return self._at(evento, self._mapping(livello))
            case "SequenceStartEvent":
                return self._at(evento, [self._node(e, livello + 1) for e in self._until("SequenceEndEvent")])
            case "ScalarEvent":
                return self._at(evento, str(evento.value))
        return self._at(evento, "")

    def _mapping(self, livello: int) -> dict[str, Nodo]:
        figli: dict[str, Nodo] = {}
        for evento in self._until("MappingEndEvent"):
            chiave = self._node(evento, livello + 1)
            valore = self._node(next(self.eventi), livello + 1)
            if not isinstance(chiave.valore, str):
                self._wrong(evento, "W105", "il nome di una voce è una parola sola")
            elif chiave.valore in figli:
                self._wrong(evento, "W103", f"«{chiave.valore}» è scritto due volte")
            else:
                figli[chiave.valore] = replace(valore, nome=(chiave.line, chiave.col))
        return figli

    def _until(self, fine: str) -> Iterator[Any]:
        return iter(lambda: self._next(fine), None)

    def _next(self, fine: str) -> Any:
        evento = next(self.eventi)
        return None if type(evento).__name__ == fine else evento

    def _skip(self, evento: Any) -> Nodo:
        aperti = int(hasattr(evento, "flow_style") and type(evento).__name__ != "ScalarEvent")
        while aperti:
            nome = type(next(self.eventi)).__name__
            aperti += nome.endswith("StartEvent") - nome.endswith("EndEvent")
        return self._at(evento, "")

    def _at(self, evento: Any, valore: Any) -> Nodo:
        return Nodo(valore, self.file, evento.start_mark.line + 1, evento.start_mark.column + 1)

    def _wrong(self, evento: Any, code: str, message: str) -> None:
        self.problems.append(self._at(evento, "").problem(code, message))
