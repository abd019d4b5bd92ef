"""The checks of a workflow: names (W2xx), graph (W3xx), law (W4xx); `CHECKS` lists them."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coproflow import guards
from coproflow.domain.campi import forse
from coproflow.domain.dati import Fatto, dati_class, dati_classes
from coproflow.domain.procedimento import RegolaTermine
from coproflow.engine.definition import ANY, GuardUse, Transition, WorkflowDefinition
from coproflow.engine.graph import Finding, check_graph
from coproflow.loading.check_guards import check_guards
from coproflow.loading.nodes import Nodo
from coproflow.loading.reader import Reader
from coproflow.loading.table import Table, unknown

Path = tuple[str | int, ...]
MISURE = {"days": "giorni", "months": "mesi"}


def reader() -> Reader:
    """A typed reader that also knows how a guard is written: a name, or a name with its arguments."""
    return Reader({GuardUse: _read_guard}, tollerante=True)


def _read_guard(lettore: Reader, nodo: Nodo, path: Path) -> GuardUse | None:
    if isinstance(nodo.valore, str):
        return GuardUse(name=nodo.valore)
    if isinstance(nodo.valore, dict) and len(nodo.valore) == 1:
        ((nome, argomenti),) = nodo.valore.items()
        if argomenti.vuoto or isinstance(argomenti.valore, dict):
            return GuardUse(name=nome, args=lettore.read(dict[str, str], argomenti, (*path, nome)))
    lettore.wrong(nodo, "W105", "un guard si scrive «nome» oppure «nome: {argomento: valore}»")
    return None


def check(
    definition: WorkflowDefinition, table: Table, *, sound: bool = True
) -> tuple[WorkflowDefinition, list[Finding]]:
    """The definition with its guards resolved, and everything that is wrong with it.

    Where part of the file could not be read (`sound` is False) the graph would be told wrongly: names only.
    """
    registro = guards.registry()
    completa = replace(
        definition,
        transitions=tuple(
            replace(t, guards=tuple(replace(g, function=registro.get(g.name, "")) for g in t.guards))
            for t in definition.transitions
        ),
    )
    return completa, [f for controllo in (CHECKS if sound else NAMES) for f in controllo(completa, table)]


def check_names(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """States, roles, terms, acts and relations that a step names but nobody declared."""
    for i, t in enumerate(definition.transitions):
        qui: Path = ("transitions", i)
        for j, stato in enumerate(t.from_):
            noti = [*definition.states, ANY]
            yield from unknown((*qui, "from", j), "W202", "stato sconosciuto", stato, noti)
        if t.to is not None:
            yield from unknown((*qui, "to"), "W202", "stato sconosciuto", t.to, definition.states)
        yield from _each((*qui, "roles"), "W203", "ruolo sconosciuto", t.roles, definition.roles)
        yield from _each((*qui, "atti"), "W206", "atto sconosciuto", t.atti, definition.atti)
        for nome, termine in (("after", t.after), ("within", t.within)):
            if termine is not None:
                yield from unknown((*qui, nome), "W201", "termine sconosciuto", termine, definition.termini)
        if t.bumps is not None:
            primo = t.bumps.partition(".")[0]
            yield from unknown((*qui, "bumps"), "W210", "relazione sconosciuta", primo, definition.relations)
    yield from _each(("deroghe",), "W203", "ruolo sconosciuto", definition.deroghe, definition.roles)
    if ANY in definition.states:
        yield Finding(("states", ANY), "W202", f"«{ANY}» vuol dire «da ogni stato»: dare un altro nome")
    for nome, relazione in definition.relations.items():
        qui = ("relations", nome)
        flusso = relazione.workflow
        yield from unknown((*qui, "workflow"), "W210", "flusso sconosciuto", flusso, table.workflows)
        if relazione.via is not None:
            uscenti = [n for n, r in definition.relations.items() if r.uscente]
            primo = relazione.via.partition(".")[0]
            yield from unknown((*qui, "via"), "W210", "relazione sconosciuta", primo, uscenti)


def _each(path: Path, code: str, cosa: str, nomi: tuple[str, ...], noti: Any) -> Iterator[Finding]:
    for i, nome in enumerate(nomi):
        yield from unknown((*path, i), code, cosa, nome, noti)


def check_sources(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Citations and roles: compulsory everywhere, and every citation in `fonti.yaml`."""
    citanti: list[tuple[Path, tuple[str, ...]]] = [((), definition.fonti)]
    citanti += [(("transitions", i), t.fonti) for i, t in enumerate(definition.transitions)]
    citanti += [(("termini", k), t.fonti) for k, t in definition.termini.items()]
    citanti += [(("atti", k), a.fonti) for k, a in definition.atti.items()]
    for path, fonti in citanti:
        if not fonti:
            yield Finding((*path, "fonti"), "W101", "serve almeno un elemento: «fonti»")
        yield from _each((*path, "fonti"), "W205", "fonte sconosciuta", fonti, table.fonti)
    for i, t in enumerate(definition.transitions):
        if not t.roles:
            yield Finding(("transitions", i, "roles"), "W101", "serve almeno un elemento: «roles»")


def check_data(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """The class of what each step records, and the children a step opens from one of its fields."""
    for i, t in enumerate(definition.transitions):
        modulo, _, nome = t.dati.rpartition(".")
        modulo = modulo or definition.workflow
        classe = dati_class(modulo, nome)
        if classe is None:
            note = dati_classes(modulo)
            frase = f"in domain/dati/{modulo}.py non c’è la classe «{nome}»{forse(nome, note)}"
            frase = frase if note else f"non c’è domain/dati/{modulo}.py, dove cercare la classe «{nome}»"
            yield Finding(("transitions", i, "dati"), "W207", frase)
        elif t.opens is not None:
            yield from unknown(
                ("transitions", i, "opens"), "W210", "flusso sconosciuto", t.opens, table.workflows
            )
            yield from _children(("transitions", i), t, classe)


def _children(path: Path, t: Transition, classe: type[Fatto]) -> Iterator[Finding]:
    campi = {f.name: f.type for f in dataclasses.fields(classe)}
    if t.per is None:
        frase = "«opens» vuole «per»: il campo che elenca i procedimenti da aprire"
        yield Finding((*path, "opens"), "W210", frase)
    elif t.per not in campi:
        yield from unknown((*path, "per"), "W210", f"«{t.dati}» non ha il campo", t.per, campi)


def check_terms(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Each term runs from a fact this workflow records, and its length is a parameter of that measure."""
    for nome, termine in definition.termini.items():
        qui: Path = ("termini", nome)
        if termine.runs_from:
            yield from _event_field(definition, (*qui, "runs_from"), termine.runs_from)
        for i, percorso in enumerate(termine.at):
            yield from _event_field(definition, (*qui, "at", i), percorso)
        yield from _shape(qui, termine)
        for chiave, misura in MISURE.items():
            parametro = getattr(termine, chiave)
            if parametro is None:
                continue
            yield from unknown((*qui, chiave), "W209", "parametro sconosciuto", parametro, table.parametri)
            noto = table.parametri.get(parametro)
            if noto is not None and noto.type != misura and parametro not in table.rotte:
                frase = f"«{parametro}» non si misura in {misura}: è di tipo «{noto.type}»"
                yield Finding((*qui, chiave), "W209", frase)

    yield from _hours(definition)


def _hours(definition: WorkflowDefinition) -> Iterator[Finding]:
    """A step that must come within an hour records its own: the bare day could not be judged."""
    for i, t in enumerate(definition.transitions):
        termine = definition.termini.get(t.within or "")
        classe = dati_class(definition.workflow, t.dati)
        if termine is None or classe is None or "ora" in {f.name for f in dataclasses.fields(classe)}:
            continue
        tipi = [_field_type(definition, p) for p in (termine.runs_from, *termine.at) if p]
        if datetime in tipi or (datetime | None) in tipi:
            frase = f"«{t.within}» scade a un’ora: «{t.dati}» deve registrare la sua, nel campo «ora»"
            yield Finding(("transitions", i, "within"), "W212", frase)


def _field_type(definition: WorkflowDefinition, percorso: str) -> Any:
    evento, _, campo = percorso.partition(".")
    transition = definition.find(evento)
    classe = dati_class(definition.workflow, transition.dati) if transition else None
    return next((f.type for f in dataclasses.fields(classe) if f.name == campo), None) if classe else None


def _shape(path: Path, termine: RegolaTermine) -> Iterator[Finding]:
    durata = [chiave for chiave in MISURE if getattr(termine, chiave) is not None]
    if bool(termine.runs_from) == bool(termine.at):
        frase = "un termine ha «runs_from» (da quando corre) oppure «at» (una data fissa), uno dei due"
        yield Finding(path, "W212", frase)
    elif termine.runs_from and len(durata) != 1:
        yield Finding(path, "W212", "un termine che corre dura «days» oppure «months», uno dei due")
    elif termine.at and durata:
        yield Finding((*path, durata[0]), "W212", f"una data fissa non ha durata: togliere «{durata[0]}»")


def _event_field(definition: WorkflowDefinition, path: Path, percorso: str) -> Iterator[Finding]:
    evento, _, campo = percorso.partition(".")
    transition = definition.find(evento)
    if transition is None:
        eventi = dict.fromkeys(t.event for t in definition.transitions)
        yield from unknown(path, "W211", "passo sconosciuto", evento, eventi)
        return
    classe = dati_class(definition.workflow, transition.dati)
    tipi = {f.name: f.type for f in dataclasses.fields(classe)} if classe else {}
    if campo and classe and campo not in tipi:
        yield Finding(path, "W211", f"«{transition.dati}» non ha il campo «{campo}»{forse(campo, tipi)}")
    elif campo in tipi and tipi[campo] not in (date, datetime, date | None, datetime | None):
        yield Finding(path, "W211", f"il campo «{campo}» di «{transition.dati}» non è una data")


def check_structure(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:  # noqa: ARG001
    """The structural laws of the graph, and no two steps of one name from one state."""
    yield from check_graph(definition)
    visti: set[tuple[str, str]] = set()
    for i, t in enumerate(definition.transitions):
        doppi = [stato for stato in definition.starts(t) if (t.event, stato) in visti]
        if doppi:
            stati = ", ".join(f"«{s}»" for s in doppi)
            yield Finding(("transitions", i, "event"), "W306", f"«{t.event}» parte due volte da {stati}")
        visti.update((t.event, stato) for stato in definition.starts(t))


def check_templates(definition: WorkflowDefinition, table: Table) -> Iterator[Finding]:
    """Every act has its template, where the templates are known."""
    for nome in definition.atti if table.modelli is not None else ():
        if nome not in (table.modelli or ()):
            frase = f"manca il modello dell’atto: templates/atti/{nome}.md.j2"
            yield Finding(("atti", nome), "W404", frase)


NAMES = (check_names, check_sources, check_data, check_terms, check_guards, check_templates)
"""The checks that make sense even where part of the file could not be read."""

CHECKS: tuple[Callable[[WorkflowDefinition, Table], Iterator[Finding]], ...] = (*NAMES, check_structure)
