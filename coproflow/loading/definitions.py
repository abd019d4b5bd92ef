"""Workflow files into checked definitions: form, then names, then graph, every problem at once.

`atto.yaml` declares the steps in the life of any act; they are common to every procedure, and the compiled
definition holds them like its own. What is pinned to a case is the text of both files.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coproflow.domain.fonti import Fonte
from coproflow.domain.parametri import Parametro
from coproflow.domain.record import record
from coproflow.engine.definition import Transition, WorkflowDefinition
from coproflow.engine.graph import Finding
from coproflow.errors import DefinitionError, Problem
from coproflow.loading import checks
from coproflow.loading.nodes import parse_file
from coproflow.loading.reader import Reader
from coproflow.loading.relations import check_relations
from coproflow.loading.table import Table, check_fonti, check_parametri, load_table

WORKFLOWS = ("coprogrammazione", "coprogettazione", "tavolo", "convenzione", "rendicontazione")
COMUNI = "atto"
PARAMETERS = "parameters"
FONTI = "fonti"


@record
class Compilata:
    """A checked definition, the text it was read from, and the hash that names both."""

    definition: WorkflowDefinition
    sorgente: str
    sha256: str


@record
class Catalogo:
    """Everything the folder `workflows/` says: procedures, numbers, sources."""

    workflows: dict[str, Compilata]
    parametri: dict[str, Parametro]
    fonti: dict[str, Fonte]


@record(kw_only=True)
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


@record
class Letto:
    """A file that was read: what it says, where each thing stands, how many problems of form it has."""

    detto: Any
    reader: Reader
    problems: tuple[Problem, ...]


def read_workflow(path: Path, comuni: Letto) -> Letto:
    """One workflow file with the steps common to every act; only its form is checked."""
    letto = _read(path, WorkflowDefinition)
    if letto.detto is None or comuni.detto is None:
        return letto
    definition = replace(
        letto.detto,
        roles={**comuni.detto.roles, **letto.detto.roles},
        transitions=(*letto.detto.transitions, *comuni.detto.transitions),
    )
    return replace(letto, detto=definition)


def read_comuni(path: Path) -> Letto:
    """The steps common to every act."""
    letto = _read(path, Comuni)
    if letto.detto is None:
        return letto
    passi = tuple(replace(t, dati=f"{COMUNI}.{t.dati}") for t in letto.detto.transitions)
    return replace(letto, detto=replace(letto.detto, transitions=passi))


def _read(path: Path, tipo: type) -> Letto:
    nodo, problems = parse_file(path)
    reader = checks.reader()
    if nodo is None:
        return Letto(None, reader, tuple(problems))
    detto = reader.read(tipo, nodo)
    return Letto(detto if isinstance(nodo.valore, dict) else None, reader, (*problems, *reader.problems))


def inspect(
    folder: Path, workflows: tuple[str, ...] = WORKFLOWS, templates: Path | None = None
) -> tuple[Catalogo, list[Problem]]:
    """The whole folder, with every problem in it; acts without a template too, where `templates` is given."""
    parametri = load_table(folder / f"{PARAMETERS}.yaml", Parametro)
    fonti = load_table(folder / f"{FONTI}.yaml", Fonte)
    problems = [*parametri.problems, *fonti.problems]
    table = Table(
        parametri.voci,
        fonti.voci,
        tuple(dict.fromkeys((*WORKFLOWS, *workflows))),
        frozenset(p.name.removesuffix(".md.j2") for p in templates.glob("*.md.j2")) if templates else None,
        parametri.rotte,
        frozenset(c for c, t in (("W209", parametri), ("W205", fonti)) if not t.leggibile),
    )
    problems += _told(table, check_parametri(table), parametri.reader.place)
    problems += _told(table, check_fonti(table), fonti.reader.place)
    comuni = read_comuni(folder / f"{COMUNI}.yaml")
    problems += comuni.problems
    letti = {n: read_workflow(p, comuni) for n in workflows if (p := folder / f"{n}.yaml").exists()}
    if not letti:
        problems.append(Problem(str(folder), 1, 1, "W100", "nella cartella non c’è nessun flusso"))
    note = {n: replace(letto.detto, workflow=n) for n, letto in letti.items() if letto.detto is not None}
    compilate = {}
    for nome, letto in letti.items():
        problems += letto.problems
        if letto.detto is None:
            continue
        definition, trovati = _checked(nome, letto, comuni, table, note)
        problems += trovati
        if not letto.problems and not comuni.problems:
            sorgente = source_of(folder, nome)
            compilate[nome] = Compilata(definition, sorgente, sha_of_source(sorgente))
    return Catalogo(compilate, parametri.voci, fonti.voci), list(dict.fromkeys(problems))


def _told(table: Table, trovati: Iterable[Finding], place: Callable[..., Problem]) -> list[Problem]:
    return [place(f.path, f.code, f.message) for f in trovati if f.code not in table.taciuti]


def _checked(
    nome: str, letto: Letto, comuni: Letto, table: Table, note: Mapping[str, WorkflowDefinition]
) -> tuple[WorkflowDefinition, list[Problem]]:
    """What the checks find, each where it stands; nothing twice about a place whose form is wrong already.

    The steps after those the file has are the common ones: what is wrong with them is told in `atto.yaml`.
    """
    rotti = _broken(letto) | _broken(comuni)
    definition, trovati = checks.check(letto.detto, table, sound=not rotti)
    trovati += [*check_relations(note[nome], note), *_identity(nome, definition, note)]
    suoi = len(definition.transitions) - (len(comuni.detto.transitions) if comuni.detto else 0)

    def place(path: tuple[str | int, ...], code: str, message: str) -> Problem:
        if len(path) > 1 and path[0] == "transitions" and isinstance(path[1], int) and path[1] >= suoi:
            return comuni.reader.place(("transitions", path[1] - suoi, *path[2:]), code, message)
        return letto.reader.place(path, code, message)

    problems = _told(table, trovati, place)
    return definition, [p for p in problems if (p.file, p.line, p.col) not in rotti]


def _broken(letto: Letto) -> set[tuple[str, int, int]]:
    """Where the form is wrong: the value, and the key it was written under."""
    rotti = {(p.file, p.line, p.col) for p in letto.problems}
    for nodo in letto.reader.posizioni.values():
        if (nodo.file, nodo.line, nodo.col) in rotti:
            rotti.add((nodo.voce.file, nodo.voce.line, nodo.voce.col))
    return rotti


def _identity(
    nome: str, definition: WorkflowDefinition, note: Mapping[str, WorkflowDefinition]
) -> Iterator[Finding]:
    if definition.workflow not in ("", nome):
        frase = f"il file è {nome}.yaml: il flusso si chiama «{nome}», non «{definition.workflow}»"
        yield Finding(("workflow",), "W213", frase)
    stessa = [d.workflow for d in note.values() if d.sigla == definition.sigla and d.workflow != nome]
    if stessa and definition.sigla:
        frase = f"la sigla «{definition.sigla}» è anche di «{stessa[0]}»: gli identificativi si confondono"
        yield Finding(("sigla",), "W213", frase)


def load_catalogo(folder: Path) -> Catalogo:
    """The whole folder, checked.

    Raises:
        DefinitionError: with every problem, each with file, line and column.
    """
    catalogo, problems = inspect(folder)
    if problems:
        raise DefinitionError(problems)
    return catalogo
