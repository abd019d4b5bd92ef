"""The checks of a workflow: names (W2xx), graph (W3xx), law (W4xx); `CHECKS` lists them."""

import dataclasses
import inspect as python_inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from coproflow import guards
from coproflow.domain.campi import forse
from coproflow.domain.dati import dati_class
from coproflow.domain.fonti import Fonte
from coproflow.domain.parametri import AttoId, EventoId, Parametro, ParametroId, TermineId, parse_valore
from coproflow.engine.definition import ANY, GuardUse, WorkflowDefinition
from coproflow.engine.graph import Finding, check_graph
from coproflow.errors import Problem
from coproflow.loading.nodes import Nodo
from coproflow.loading.reader import Reader


@dataclass(frozen=True)
class Table:
    """What names may be used besides a workflow's own."""

    parametri: dict[str, Parametro]
    fonti: dict[str, Fonte]
    workflows: tuple[str, ...]


def reader() -> Reader:
    """A typed reader that also knows how a guard is written: a name, or a name with its arguments."""
    return Reader({GuardUse: _read_guard})


def _read_guard(lettore: Reader, nodo: Nodo, path: tuple[str | int, ...]) -> GuardUse | None:
    if isinstance(nodo.valore, str):
        return GuardUse(name=nodo.valore)
    if isinstance(nodo.valore, dict) and len(nodo.valore) == 1:
        ((nome, argomenti),) = nodo.valore.items()
        lettore.posizioni[path] = nodo
        letti = lettore.read(dict[str, str], argomenti, (*path, nome))
        return GuardUse(name=nome, args=letti or {})
    lettore.wrong(nodo, "W105", "un guard si scrive «nome» oppure «nome: {argomento: valore}»")
    return None


def check(definition: WorkflowDefinition, table: Table) -> tuple[WorkflowDefinition, list[Finding]]:
    """The definition with its guards resolved, and everything that is wrong with it."""
    registro = guards.registry()
    completa = replace(
        definition,
        transitions=tuple(
            replace(t, guards=tuple(replace(g, function=registro.get(g.name, "")) for g in t.guards))
            for t in definition.transitions
        ),
    )
    return completa, [f for controllo in CHECKS for f in controllo(completa, table)]


def _unknown(
    path: tuple[str | int, ...], code: str, cosa: str, nome: str, noti: Iterable[str]
) -> Iterator[Finding]:
    elenco = list(noti)
    if nome not in elenco:
        yield Finding(path, code, f"{cosa}: «{nome}»{forse(nome, elenco)}")


def check_names(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """States, roles, terms, acts, sources and related workflows that are named but not declared."""
    for i, t in enumerate(definition.transitions):
        qui: tuple[str | int, ...] = ("transitions", i)
        for stato in (*t.from_, *([t.to] if t.to else [])):
            chiave = "from" if stato in t.from_ else "to"
            yield from _unknown((*qui, chiave), "W202", "stato sconosciuto", stato, [*definition.states, ANY])
        for ruolo in t.roles:
            yield from _unknown((*qui, "roles"), "W203", "ruolo sconosciuto", ruolo, definition.roles)
        for atto in t.atti:
            yield from _unknown((*qui, "atti"), "W206", "atto sconosciuto", atto, definition.atti)
        for nome, termine in (("after", t.after), ("within", t.within)):
            if termine:
                yield from _unknown((*qui, nome), "W201", "termine sconosciuto", termine, definition.termini)
        if t.bumps:
            primo = t.bumps.partition(".")[0]
            yield from _unknown((*qui, "bumps"), "W210", "relazione sconosciuta", primo, definition.relations)
    for ruolo in definition.deroghe:
        yield from _unknown(("deroghe",), "W203", "ruolo sconosciuto", ruolo, definition.roles)
    for nome, relazione in definition.relations.items():
        yield from _unknown(
            ("relations", nome, "workflow"), "W210", "flusso sconosciuto", relazione.workflow, table.workflows
        )
        if relazione.via is not None:
            uscenti = [n for n, r in definition.relations.items() if r.uscente]
            primo = relazione.via.partition(".")[0]
            yield from _unknown(("relations", nome, "via"), "W210", "relazione sconosciuta", primo, uscenti)


def check_sources(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Citations: compulsory everywhere, and every one in `fonti.yaml`."""
    citanti: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [((), definition.fonti)]
    citanti += [(("transitions", i), t.fonti) for i, t in enumerate(definition.transitions)]
    citanti += [(("termini", k), t.fonti) for k, t in definition.termini.items()]
    citanti += [(("atti", k), a.fonti) for k, a in definition.atti.items()]
    for path, fonti in citanti:
        if not fonti:
            yield Finding((*path, "fonti"), "W101", "serve almeno un elemento: «fonti»")
        for fonte in fonti:
            yield from _unknown((*path, "fonti"), "W205", "fonte sconosciuta", fonte, table.fonti)


def check_data(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """The class of what each step records, and the children a step opens from one of its fields."""
    for i, t in enumerate(definition.transitions):
        classe = dati_class(definition.workflow, t.dati)
        if classe is None:
            yield Finding(
                ("transitions", i, "dati"),
                "W207",
                f"in domain/dati/{definition.workflow}.py non c’è la classe «{t.dati}»",
            )
        elif t.opens:
            yield from _unknown(
                ("transitions", i, "opens"), "W210", "flusso sconosciuto", t.opens, table.workflows
            )
            campi = {f.name for f in dataclasses.fields(classe)}
            yield from _unknown(("transitions", i, "per"), "W210", "campo sconosciuto", t.per or "", campi)


def check_terms(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Each term runs from a fact this workflow records, and its length is a parameter."""
    for nome, termine in definition.termini.items():
        percorsi = [("runs_from", termine.runs_from), *(("at", p) for p in termine.at)]
        for chiave, percorso in percorsi:
            if percorso:
                yield from _event_field(definition, ("termini", nome, chiave), percorso)
        if bool(termine.runs_from) == bool(termine.at):
            yield Finding(("termini", nome), "W212", "un termine ha «runs_from» oppure «at», non entrambi")
        for parametro in (termine.days, termine.months):
            if parametro:
                yield from _unknown(
                    ("termini", nome), "W209", "parametro sconosciuto", parametro, table.parametri
                )


def _event_field(
    definition: WorkflowDefinition, path: tuple[str | int, ...], percorso: str
) -> Iterator[Finding]:
    evento, _, campo = percorso.partition(".")
    transition = definition.find(evento)
    if transition is None:
        yield from _unknown(
            path, "W211", "passo sconosciuto", evento, [t.event for t in definition.transitions]
        )
        return
    classe = dati_class(definition.workflow, transition.dati)
    tipi = {f.name: f.type for f in dataclasses.fields(classe)} if classe else {}
    if campo and campo not in tipi:
        yield Finding(path, "W211", f"«{transition.dati}» non ha il campo «{campo}»{forse(campo, tipi)}")
    elif campo and tipi[campo] not in (date, datetime, date | None, datetime | None):
        yield Finding(path, "W211", f"il campo «{campo}» di «{transition.dati}» non è una data")


def check_guards(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Guards exist, and each argument names something in its own namespace."""
    for i, t in enumerate(definition.transitions):
        for j, use in enumerate(t.guards):
            path: tuple[str | int, ...] = ("transitions", i, "guards", j)
            if not use.function:
                yield from _unknown(path, "W204", "guard sconosciuto", use.name, guards.registry())
                continue
            yield from _arguments(definition, table, use, (*path, use.name) if use.args else path)


def _arguments(
    definition: WorkflowDefinition, table: Table, use: GuardUse, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    guard = guards.resolve(use.function)
    attesi = {
        nome: p
        for nome, p in python_inspect.signature(guard.check).parameters.items()
        if p.kind is p.KEYWORD_ONLY
    }
    for fonte in guard.fonti:
        yield from _unknown(path, "W205", "fonte sconosciuta", fonte, table.fonti)
    for nome in use.args:
        yield from _unknown((*path, nome), "W208", f"«{use.name}» non ha l’argomento", nome, attesi)
    spazi: dict[Any, tuple[str, str, Iterable[str]]] = {
        AttoId: ("W206", "atto sconosciuto", definition.atti),
        ParametroId: ("W209", "parametro sconosciuto", table.parametri),
        TermineId: ("W201", "termine sconosciuto", definition.termini),
        EventoId: ("W211", "passo sconosciuto", [x.event for x in definition.transitions]),
    }
    for nome, p in attesi.items():
        if nome not in use.args:
            if p.default is p.empty:
                yield Finding(path, "W208", f"a «{use.name}» manca l’argomento «{nome}»")
        elif p.annotation in spazi:
            code, cosa, noti = spazi[p.annotation]
            yield from _unknown((*path, nome), code, cosa, use.args[nome], noti)


def check_structure(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:  # noqa: ARG001
    """The structural laws of the graph, and no two steps of one name from one state."""
    yield from check_graph(definition)
    visti: set[tuple[str, str]] = set()
    for i, t in enumerate(definition.transitions):
        for stato in definition.starts(t):
            if (t.event, stato) in visti:
                yield Finding(
                    ("transitions", i, "event"), "W306", f"«{t.event}» parte due volte da «{stato}»"
                )
            visti.add((t.event, stato))


CHECKS: tuple[Callable[[WorkflowDefinition, Table], Iterator[Finding]], ...] = (
    check_names,
    check_sources,
    check_data,
    check_terms,
    check_guards,
    check_structure,
)


def check_tables(table: Table, folder: Path) -> Iterator[Problem]:
    """Parameters and sources: every citation known, every value readable, doubts and owners in their place."""
    file = str(folder / "parameters.yaml")
    for id_, p in table.parametri.items():
        citate = (*p.fonti, *(f for v in p.values for f in v.fonti))
        for fonte in citate:
            if fonte not in table.fonti:
                yield Problem(
                    file, 1, 1, "W205", f"{id_}: fonte sconosciuta: «{fonte}»{forse(fonte, table.fonti)}"
                )
        if p.kind == "lettura" and (p.default is None or not p.doubt):
            yield Problem(
                file, 1, 1, "W402", f"{id_}: una lettura ha un valore predefinito e un dubbio dichiarato"
            )
        if p.kind == "figura" and (p.default is not None or (p.owner == "norma") != bool(p.values)):
            yield Problem(
                file,
                1,
                1,
                "W402",
                f"{id_}: una figura non ha predefinito; solo quella della norma ha valori datati",
            )
        for parola in (*(v.valore for v in p.values), *([p.default] if p.default else [])):
            try:
                parse_valore(p.type, parola)
            except ValueError as errore:
                yield Problem(file, 1, 1, "W403", f"{id_}: {errore}")
