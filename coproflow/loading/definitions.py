"""Workflow files into checked definitions: form, then names, then graph, every problem at once.

`atto.yaml` declares the steps in the life of any act; they are common to every procedure, and the compiled
definition holds them like its own. What is pinned to a case is the text of both files.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from coproflow.domain.fonti import Fonte
from coproflow.domain.parametri import Parametro
from coproflow.engine.definition import Transition, WorkflowDefinition
from coproflow.errors import DefinitionError, Problem
from coproflow.loading import checks
from coproflow.loading.nodes import Nodo, parse_file
from coproflow.loading.reader import Reader

WORKFLOWS = ("coprogrammazione", "coprogettazione", "tavolo", "convenzione", "rendicontazione")
COMUNI = "atto"


@dataclass(frozen=True)
class Compilata:
    """A checked definition, the text it was read from, and the hash that names both."""

    definition: WorkflowDefinition
    sorgente: str
    sha256: str


@dataclass(frozen=True)
class Catalogo:
    """Everything the folder `workflows/` says: procedures, numbers, sources."""

    workflows: dict[str, Compilata]
    parametri: dict[str, Parametro]
    fonti: dict[str, Fonte]


@dataclass(frozen=True, kw_only=True)
class Comuni:
    """The file `atto.yaml`: the steps every act may go through, whatever the procedure."""

    workflow: str
    title: str
    version: int
    fonti: tuple[str, ...]
    roles: dict[str, str]
    transitions: tuple[Transition, ...]


def sha_of_source(sorgente: str) -> str:
    """The name of a definition: the SHA-256 of the text it was read from."""
    return hashlib.sha256(sorgente.encode()).hexdigest()


def source_of(folder: Path, workflow: str) -> str:
    """The text a case is pinned to: the workflow and the steps common to every act."""
    testi = [(folder / f"{nome}.yaml").read_text(encoding="utf-8") for nome in (workflow, COMUNI)]
    return "---\n".join(testi)


def load_table(path: Path, tipo: type) -> tuple[dict[str, object], list[Problem]]:
    """A YAML mapping of identifiers to records (`parameters.yaml`, `fonti.yaml`)."""
    nodo, problems = parse_file(path)
    if nodo is None:
        return {}, problems
    if not isinstance(nodo.valore, dict):
        return {}, [*problems, nodo.problem("W105", "qui va un insieme di voci «id: …»")]
    reader = Reader()
    tabella = {}
    for id_, figlio in nodo.valore.items():
        completo = figlio
        if tipo is Fonte and isinstance(figlio.valore, dict):
            completo = replace(figlio, valore={"id": replace(figlio, valore=id_), **figlio.valore})
        letto = reader.read(tipo, completo, (id_,))
        if letto is not None:
            tabella[id_] = letto
    return tabella, [*problems, *reader.problems]


def read_workflow(
    path: Path, comuni: Comuni | None, table: checks.Table
) -> tuple[WorkflowDefinition | None, list[Problem]]:
    """One workflow file, with every problem of form, names and graph."""
    nodo, problems = parse_file(path)
    if nodo is None:
        return None, problems
    reader = checks.reader()
    definition = reader.read(WorkflowDefinition, nodo)
    problems += reader.problems
    if definition is None:
        return None, problems
    if comuni is not None:
        definition = replace(
            definition,
            roles={**comuni.roles, **definition.roles},
            transitions=(*definition.transitions, *comuni.transitions),
        )
    definition, trovati = checks.check(definition, table)
    problems += [_placed(f.path, f.code, f.message, reader, nodo) for f in trovati]
    return definition, problems


def _placed(path: tuple[str | int, ...], code: str, message: str, reader: Reader, radice: Nodo) -> Problem:
    """A finding where its key stands in the file; its nearest parent where the key was not written."""
    while path and path not in reader.posizioni:
        path = path[:-1]
    return reader.posizioni.get(path, radice).problem(code, message)


def read_comuni(path: Path) -> tuple[Comuni | None, list[Problem]]:
    """The steps common to every act."""
    nodo, problems = parse_file(path)
    reader = checks.reader()
    comuni = reader.read(Comuni, nodo) if nodo is not None else None
    if comuni is not None:
        comuni = replace(
            comuni, transitions=tuple(replace(t, dati=f"{COMUNI}.{t.dati}") for t in comuni.transitions)
        )
    return comuni, [*problems, *reader.problems]


def inspect(folder: Path, workflows: tuple[str, ...] = WORKFLOWS) -> tuple[Catalogo, list[Problem]]:
    """The whole folder, with every problem in it."""
    parametri, problems = load_table(folder / "parameters.yaml", Parametro)
    fonti, altri = load_table(folder / "fonti.yaml", Fonte)
    comuni, suoi = read_comuni(folder / f"{COMUNI}.yaml")
    problems += [*altri, *suoi]
    table = checks.Table(parametri, fonti, WORKFLOWS)  # type: ignore[arg-type]  # read as those types above
    problems += checks.check_tables(table, folder)
    compilate = {}
    for nome in workflows:
        if not (folder / f"{nome}.yaml").exists():
            continue
        definition, trovati = read_workflow(folder / f"{nome}.yaml", comuni, table)
        problems += trovati
        if definition is not None:
            sorgente = source_of(folder, nome)
            compilate[nome] = Compilata(definition, sorgente, sha_of_source(sorgente))
    return Catalogo(compilate, parametri, fonti), problems  # type: ignore[arg-type]


def load_catalogo(folder: Path) -> Catalogo:
    """The whole folder, checked.

    Raises:
        DefinitionError: with every problem, each with file, line and column.
    """
    catalogo, problems = inspect(folder)
    if problems:
        raise DefinitionError(problems)
    return catalogo
