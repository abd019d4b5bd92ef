"""YAML as written words with positions: nothing is retyped, and a key written twice is told.

`safe_load` turned the tax code 00111540171 into 19316857 and kept the last of two equal keys; here every
scalar stays the word that was written.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coproflow.errors import Problem


@dataclass(frozen=True)
class Nodo:
    """A word, a list or a mapping, and where it stands in its file (line and column from 1)."""

    valore: "str | list[Nodo] | dict[str, Nodo]"
    file: str
    line: int
    col: int

    @property
    def vuoto(self) -> bool:
        """Nothing was written after the key."""
        return self.valore == ""

    def problem(self, code: str, message: str) -> Problem:
        """A diagnostic that points here."""
        return Problem(self.file, self.line, self.col, code, message)

    def __getitem__(self, chiave: str) -> "Nodo":
        assert isinstance(self.valore, dict)
        return self.valore[chiave]

    def get(self, chiave: str) -> "Nodo | None":
        """The node under a key, or None; None also where this is no mapping."""
        return self.valore.get(chiave) if isinstance(self.valore, dict) else None


def parse(testo: str, file: str) -> tuple[Nodo | None, list[Problem]]:
    """The tree of one YAML document, with what is wrong in its form.

    Anchors, aliases and tags are refused: a jurist reads the file from top to bottom.
    """
    import yaml  # noqa: PLC0415  (10 ms that `-d campo=valore` need not pay)

    problems: list[Problem] = []
    try:
        radice = yaml.compose(testo, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as errore:
        mark = errore.problem_mark or errore.context_mark
        riga, colonna = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [Problem(file, riga, colonna, "W100", f"il file non è YAML leggibile: {errore.problem}")]
    except (yaml.YAMLError, UnicodeDecodeError) as errore:
        return None, [Problem(file, 1, 1, "W100", f"il file non è YAML leggibile: {errore}")]
    if radice is None:
        return None, [Problem(file, 1, 1, "W100", "il file è vuoto")]
    visti: set[int] = set()
    return _converti(radice, file, problems, visti), problems


def parse_file(path: Path) -> tuple[Nodo | None, list[Problem]]:
    """The tree of a file; an unreadable file is a problem like the others."""
    try:
        return parse(path.read_text(encoding="utf-8"), str(path))
    except OSError as errore:
        return None, [Problem(str(path), 1, 1, "W100", f"il file non si può leggere: {errore.strerror}")]
    except UnicodeDecodeError:
        return None, [Problem(str(path), 1, 1, "W100", "il file non è testo in UTF-8")]


def parole(valore: Any, file: str) -> Nodo:
    """A tree made of plain Python words, lists and mappings (`-d campo=valore`, programmes)."""
    match valore:
        case dict():
            return Nodo({str(k): parole(v, file) for k, v in valore.items()}, file, 1, 1)
        case list() | tuple():
            return Nodo([parole(v, file) for v in valore], file, 1, 1)
    return Nodo(str(valore), file, 1, 1)


def _converti(node: Any, file: str, problems: list[Problem], visti: set[int]) -> Nodo:
    riga, colonna = node.start_mark.line + 1, node.start_mark.column + 1
    if id(node) in visti:
        problems.append(Problem(file, riga, colonna, "W104", "i rinvii YAML (&, *) non sono ammessi"))
        return Nodo("", file, riga, colonna)
    visti.add(id(node))
    if node.id == "mapping":
        figli: dict[str, Nodo] = {}
        for chiave, valore in node.value:
            nome = str(chiave.value) if chiave.id == "scalar" else ""
            convertito = _converti(valore, file, problems, visti)
            if nome in figli:
                qui = chiave.start_mark
                problems.append(
                    Problem(file, qui.line + 1, qui.column + 1, "W103", f"«{nome}» è scritto due volte")
                )
                continue
            figli[nome] = convertito
        return Nodo(figli, file, riga, colonna)
    if node.id == "sequence":
        return Nodo([_converti(v, file, problems, visti) for v in node.value], file, riga, colonna)
    return Nodo(str(node.value), file, riga, colonna)
