"""What two workflows say of each other: links that answer, paths that lead somewhere, children that fit."""

import dataclasses
import typing
from collections.abc import Iterator, Mapping

from coproflow.domain.campi import forse
from coproflow.domain.dati import dati_class
from coproflow.engine.definition import APERTURA, Transition, WorkflowDefinition
from coproflow.engine.graph import Finding

Definitions = Mapping[str, WorkflowDefinition]


def check_relations(definition: WorkflowDefinition, note: Definitions) -> Iterator[Finding]:
    """The links and children of a workflow, against those of the workflows that could be read."""
    for nome, relazione in definition.relations.items():
        altra = note.get(relazione.workflow)
        if altra is not None and relazione.inverse is not None:
            puntano = [
                n for n, r in altra.relations.items() if r.uscente and r.workflow == definition.workflow
            ]
            if relazione.inverse not in puntano:
                frase = (
                    f"«{altra.workflow}» non ha una relazione «{relazione.inverse}» verso "
                    f"«{definition.workflow}»{forse(relazione.inverse, puntano)}"
                )
                yield Finding(("relations", nome, "inverse"), "W210", frase)
        if relazione.via is not None:
            yield from _path(definition, note, ("relations", nome, "via"), relazione.via)
    for i, t in enumerate(definition.transitions):
        if t.bumps is not None:
            yield from _path(definition, note, ("transitions", i, "bumps"), t.bumps)
        if t.opens is not None and t.opens in note:
            yield from _child(definition, note[t.opens], t, ("transitions", i))


def _path(
    definition: WorkflowDefinition, note: Definitions, path: tuple[str | int, ...], percorso: str
) -> Iterator[Finding]:
    qui = definition
    for nome in percorso.split("."):
        if nome not in qui.relations:
            if qui is not definition:
                frase = f"«{qui.workflow}» non ha la relazione «{nome}»{forse(nome, qui.relations)}"
                yield Finding(path, "W210", frase)
            return
        if qui.relations[nome].workflow not in note:
            return
        qui = note[qui.relations[nome].workflow]


def _child(
    definition: WorkflowDefinition, figlia: WorkflowDefinition, t: Transition, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    if not any(r.uscente and r.workflow == definition.workflow for r in figlia.relations.values()):
        frase = (
            f"«{figlia.workflow}» non ha una relazione verso «{definition.workflow}»: non saprebbe di chi è"
        )
        yield Finding((*path, "opens"), "W210", frase)
    apertura = figlia.find(APERTURA)
    attesa = dati_class(figlia.workflow, apertura.dati) if apertura else None
    classe = dati_class(definition.workflow, t.dati)
    campi = {f.name: f.type for f in dataclasses.fields(classe)} if classe else {}
    if attesa is None or t.per not in campi:
        return
    tipo = campi[t.per]
    if typing.get_origin(tipo) is not tuple or typing.get_args(tipo)[0] is not attesa:
        frase = f"il campo «{t.per}» di «{t.dati}» non è un elenco di «{attesa.__name__}»"
        yield Finding((*path, "per"), "W210", frase)
