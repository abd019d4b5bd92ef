"""`parameters.yaml` and `fonti.yaml`: what workflows may name, and the checks on the two files themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from coproflow.domain.campi import forse
from coproflow.domain.fonti import Fonte
from coproflow.domain.parametri import Parametro, parse_valore
from coproflow.domain.record import record
from coproflow.engine.graph import Finding
from coproflow.errors import Problem
from coproflow.loading.nodes import parse_file
from coproflow.loading.reader import Reader


@record
class Table:
    """What may be named besides a workflow's own; `modelli` are the templates of acts, where they matter.

    `rotte` are the entries that could not be read as they should: their names are known, and nothing else.
    `taciuti` are the codes of what cannot be told, since the file that would tell could not be read.
    """

    parametri: dict[str, Parametro]
    fonti: dict[str, Fonte]
    workflows: tuple[str, ...]
    modelli: frozenset[str] | None = None
    rotte: frozenset[str] = frozenset()
    taciuti: frozenset[str] = frozenset()


def unknown(
    path: tuple[str | int, ...], code: str, cosa: str, nome: str, noti: Iterable[str]
) -> Iterator[Finding]:
    """A name that is not among those known, with the nearest one; of a name that was not read, nothing."""
    elenco = list(noti)
    if nome and nome not in elenco:
        yield Finding(path, code, f"{cosa}: «{nome}»{forse(nome, elenco)}")


@record
class Letta:
    """A YAML mapping of identifiers to records: where each stands, which are broken, whether any is."""

    voci: dict[str, Any]
    reader: Reader
    problems: tuple[Problem, ...]
    rotte: frozenset[str] = frozenset()
    leggibile: bool = False


def load_table(path: Path, tipo: type) -> Letta:
    """One of the two files, with every problem of form; a broken entry keeps its name."""
    nodo, problems = parse_file(path)
    reader = Reader(tollerante=True)
    if nodo is None or not isinstance(nodo.valore, dict):
        forma = [nodo.problem("W105", "qui va un insieme di voci «id: …»")] if nodo else []
        return Letta({}, reader, (*problems, *forma))
    reader.posizioni[()] = nodo
    tabella, rotte = {}, set()
    for id_, figlio in nodo.valore.items():
        completo = figlio
        if tipo is Fonte and isinstance(figlio.valore, dict):
            completo = replace(figlio, valore={"id": replace(figlio, valore=id_), **figlio.valore})
        quanti = len(reader.problems)
        tabella[id_] = reader.read(tipo, completo, (id_,))
        if len(reader.problems) > quanti:
            rotte.add(id_)
    return Letta(tabella, reader, (*problems, *reader.problems), frozenset(rotte), leggibile=True)


def check_parametri(table: Table) -> Iterator[Finding]:
    """Every parameter: owner and kind that agree, sources that exist, values that can be read."""
    for id_, p in table.parametri.items():
        if id_ in table.rotte:
            continue
        yield from _kind(id_, p)
        yield from _sources(id_, p, table)
        yield from _values(id_, p)


def _kind(id_: str, p: Parametro) -> Iterator[Finding]:
    qui = (id_, "kind")
    if p.kind == "lettura":
        if p.default is None:
            yield Finding(qui, "W402", f"«{id_}» è una lettura: manca il valore predefinito («default»)")
        if not p.doubt:
            yield Finding(qui, "W402", f"«{id_}» è una lettura: manca il dubbio, in una frase («doubt»)")
        if p.values:
            yield Finding((id_, "values"), "W402", f"«{id_}» è una lettura: non ha valori datati («values»)")
        return
    if p.default is not None:
        frase = f"«{id_}» è una figura: non ha un valore predefinito, la fissa solo chi ne è il titolare"
        yield Finding((id_, "default"), "W402", frase)
    if p.owner == "norma" and not p.values:
        yield Finding(qui, "W402", f"«{id_}» la fissa la norma: mancano i valori datati («values»)")
    if p.owner != "norma" and p.values:
        frase = f"«{id_}» non la fissa la norma: solo quelle della norma hanno valori datati («values»)"
        yield Finding((id_, "values"), "W402", frase)


def _sources(id_: str, p: Parametro, table: Table) -> Iterator[Finding]:
    if not p.fonti:
        yield Finding((id_, "fonti"), "W101", "serve almeno un elemento: «fonti»")
    citate: list[tuple[tuple[str | int, ...], str]] = [
        ((id_, "fonti", i), fonte) for i, fonte in enumerate(p.fonti)
    ]
    for j, valore in enumerate(p.values):
        if not valore.fonti:
            yield Finding((id_, "values", j, "fonti"), "W101", "serve almeno un elemento: «fonti»")
        citate += [((id_, "values", j, "fonti", i), fonte) for i, fonte in enumerate(valore.fonti)]
    for path, fonte in citate:
        yield from unknown(path, "W205", "fonte sconosciuta", fonte, table.fonti)


def _values(id_: str, p: Parametro) -> Iterator[Finding]:
    scritti: list[tuple[tuple[str | int, ...], str]] = [
        ((id_, "values", i, "valore"), v.valore) for i, v in enumerate(p.values)
    ]
    scritti += [((id_, "default"), p.default)] if p.default is not None else []
    if p.type != "scelta":
        scritti += [((id_, "options", i), parola) for i, parola in enumerate(p.options)]
    for path, parola in scritti:
        try:
            parse_valore(p.type, parola)
        except ValueError as errore:
            yield Finding(path, "W403", str(errore))
    if p.type == "scelta" and not p.options:
        yield Finding((id_, "type"), "W403", f"«{id_}» è una scelta: mancano le alternative («options»)")
    elif p.options and p.default is not None:
        yield from unknown((id_, "default"), "W403", "non è fra le alternative", p.default, p.options)
    giorni = [v.dal for v in p.values]
    for i, giorno in enumerate(giorni):
        if giorno in giorni[:i]:
            frase = f"due valori dallo stesso giorno ({giorno.isoformat()}): quale vale?"
            yield Finding((id_, "values", i, "dal"), "W402", frase)


def check_fonti(table: Table) -> Iterator[Finding]:
    """Every source: a period in force that does not end before it begins."""
    for id_, fonte in table.fonti.items():
        if fonte.vigente_dal and fonte.vigente_al and fonte.vigente_al < fonte.vigente_dal:
            yield Finding((id_, "vigente_al"), "W402", "la fonte cessa prima di entrare in vigore")
