"""The guards a transition names: they exist, and get what they want, each name from its own namespace."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

from coproflow import guards
from coproflow.domain.guard import Guard
from coproflow.domain.parametri import AttoId, EventoId, ParametroId, TermineId
from coproflow.engine.definition import GuardUse, WorkflowDefinition
from coproflow.engine.graph import Finding
from coproflow.loading.table import Table, unknown

Path = tuple[str | int, ...]


def check_guards(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Guards exist, cite known sources, and each argument names something in its own namespace."""
    spazi = _namespaces(definition, table)
    visti: set[str] = set()
    for i, t in enumerate(definition.transitions):
        for j, use in enumerate(t.guards):
            path: Path = ("transitions", i, "guards", j)
            if not use.function:
                yield from unknown(path, "W204", "guard sconosciuto", use.name, guards.registry())
                continue
            guard = guards.resolve(use.function)
            yield from _arguments(spazi, guard, use, path)
            if guard.name not in visti:
                yield from _force(definition, table, guard, path)
            visti.add(guard.name)


def _namespaces(definition: WorkflowDefinition, table: Table) -> dict[Any, tuple[str, str, tuple[str, ...]]]:
    """Kind of argument → code, word for what is named, names there are."""
    eventi = dict.fromkeys(t.event for t in definition.transitions)
    return {
        AttoId: ("W206", "atto", tuple(definition.atti)),
        ParametroId: ("W209", "parametro", tuple(table.parametri)),
        TermineId: ("W201", "termine", tuple(definition.termini)),
        EventoId: ("W211", "passo", tuple(eventi)),
    }


def _arguments(
    spazi: dict[Any, tuple[str, str, tuple[str, ...]]], guard: Guard, use: GuardUse, path: Path
) -> Iterator[Finding]:
    attesi = {
        nome: p for nome, p in inspect.signature(guard.check).parameters.items() if p.kind is p.KEYWORD_ONLY
    }
    for nome in use.args:
        frase = f"«{use.name}» non ha l’argomento"
        yield from unknown((*path, use.name, nome), "W208", frase, nome, attesi)
    for nome, p in attesi.items():
        if nome not in use.args:
            if p.default is p.empty:
                yield Finding(path, "W208", f"a «{use.name}» manca l’argomento «{nome}»")
        elif p.annotation in spazi:
            code, cosa, noti = spazi[p.annotation]
            parola = use.args[nome]
            altrove = next((c for _, c, n in spazi.values() if parola in n and n is not noti), None)
            if parola not in noti and altrove:
                frase = f"qui va un {cosa}: «{parola}» è un {altrove}"
                yield Finding((*path, use.name, nome), code, frase)
                continue
            yield from unknown((*path, use.name, nome), code, f"{cosa} sconosciuto", parola, noti)


def _force(definition: WorkflowDefinition, table: Table, guard: Guard, path: Path) -> Iterator[Finding]:
    """What the engine will need of the rule: sources to cite, and somebody who may depart from advice."""
    yield from _cited(table, guard, path)
    if guard.forza in ("linee_guida", "prassi") and not definition.deroghe:
        frase = f"«{guard.name}» non vincola, ma nessun ruolo può derogarvi con motivazione: manca «deroghe»"
        yield Finding(path, "W401", frase)


def _cited(table: Table, guard: Guard, path: Path) -> Iterable[Finding]:
    for fonte in guard.fonti:
        yield from unknown(path, "W205", f"«{guard.name}» cita una fonte sconosciuta", fonte, table.fonti)
