"""What the template of an act may read: the case as the entry found it, and who signs."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from coproflow.atti.lingua import preposizione
from coproflow.domain.atti import COLLEGIALI, FattiAtto, RegolaAtto
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati import dati_class
from coproflow.domain.procedimento import Annotazione
from coproflow.domain.record import record
from coproflow.domain.soggetti import Ente, Operatore
from coproflow.domain.verifiche import DatoMancanteError
from coproflow.engine.definition import WorkflowDefinition
from coproflow.services.ufficio import Ufficio


@record
class Firmatario:
    """Who signs, as the end of an act says it."""

    nome: str
    qualifica: str
    genere: str


def context_of(
    ufficio: Ufficio,
    definition: WorkflowDefinition,
    ctx: Contesto,
    nato: Annotazione,
    regola: RegolaAtto,
    fatti: FattiAtto | None,
    firmatario: Firmatario | None,
) -> dict[str, Any]:
    """What a template may read: facts by the name of their type, the stored rules, sources, numbers, acts."""
    ente = ufficio.quadro.ente
    adozione = fatti.adozione if fatti else None
    pareri = {p.tipo: p for p in adozione.pareri} if adozione else {}
    return {
        "ctx": ctx,
        "dati": ctx.dati,
        "verifiche": nato.verifiche,
        "deroghe": nato.deroghe,
        "annotazione": f"{ctx.id}/{nato.seq}",
        "fonti": ufficio.quadro.fonti,
        "organo": _organo(regola, firmatario),
        "verbo": "DELIBERA" if regola.register == "deliberazioni" else "DETERMINA",
        "luogo": ente.citta,
        "firmatario": firmatario,
        "parere_tecnico": pareri.get("tecnico"),
        "parere_contabile": pareri.get("contabile"),
        "visto_contabile": fatti.visto if fatti else None,
        "albo": fatti.albo if fatti else None,
        "oggetto": ctx.oggetto,
        "atto": fatti,
        "regola": regola,
        "fatto": _fact(definition.workflow, ctx),
        "fatti": _facts(definition.workflow, ctx),
        "fatto_di": lambda relazione, nome, **f: _fact_of(ctx, relazione, nome, f),
        "fatti_di": lambda relazione, nome, **f: _facts_of(ctx, relazione, nome, f),
        "fatti_dei": lambda relazione, nome, **f: _facts_of_all(ctx, relazione, nome, f),
        "fatti_in": lambda altro, nome, **f: _facts_in(altro, nome, f),
        "collegato": lambda *percorso: _walk(ctx, percorso),
        "parametro": ctx.parametro,
        "fonte": ctx.fonte,
        "atti": lambda nome: _act(ctx, nome),
        "atti_di": lambda relazione, nome: _act(_walk(ctx, relazione.split(".")), nome),
    }


def signer(ente: Ente, regola: RegolaAtto, nome: str, giorno: date) -> Firmatario | None:
    """Who signs: the person recorded at the adoption, else who holds the organ's role that day."""
    persona = next((o for o in ente.operatori if nome and o.nome == nome), None)
    persona = persona or (None if nome else ente.titolare(regola.organo, giorno))
    if persona is None:
        return Firmatario(nome, regola.organo.replace("_", " ").capitalize(), "m") if nome else None
    return Firmatario(persona.nome, _qualifica(persona, regola.organo, giorno), persona.genere)


def _organo(regola: RegolaAtto, firmatario: Firmatario | None) -> str:
    """The organ in the heading of an act: who decides alone is called by the office it holds."""
    if firmatario is None or regola.organo in COLLEGIALI:
        return regola.organo.replace("_", " ")
    return preposizione("", firmatario.qualifica, firmatario.genere, 1)


def _qualifica(persona: Operatore, organo: str, giorno: date) -> str:
    incarico = persona.incarico((organo,), giorno) or persona.incarichi[0]
    return incarico.qualifica or incarico.ruolo


def _act(ctx: Contesto, nome: str) -> FattiAtto:
    fatti = ctx.atto(nome)
    if fatti is None:
        raise DatoMancanteError("", "", nome.replace("_", " "))
    return fatti


def _fact(workflow: str, ctx: Contesto) -> Callable[..., Any]:
    return lambda nome, **filtro: ctx.ultimo(_tipo(workflow, nome), **filtro)


def _facts(workflow: str, ctx: Contesto) -> Callable[..., Any]:
    return lambda nome, **filtro: ctx.tutti(_tipo(workflow, nome), **filtro)


def _fact_of(ctx: Contesto, relazione: str, nome: str, filtro: dict[str, Any]) -> Any:
    altro = _walk(ctx, relazione.split("."))
    return altro.ultimo(_tipo(altro.fascicolo.procedimento.workflow, nome), **filtro)


def _facts_of(ctx: Contesto, relazione: str, nome: str, filtro: dict[str, Any]) -> Any:
    altro = _walk(ctx, relazione.split("."))
    return altro.tutti(_tipo(altro.fascicolo.procedimento.workflow, nome), **filtro)


def _facts_of_all(ctx: Contesto, relazione: str, nome: str, filtro: dict[str, Any]) -> Any:
    """The facts of every case of a relation to many: the payments of all the reports of a convention."""
    return tuple(f for altro in ctx.collegati(relazione) for f in _facts_in(altro, nome, filtro))


def _facts_in(altro: Contesto, nome: str, filtro: dict[str, Any]) -> Any:
    """The facts of one of the related cases, as `ctx.collegati` gives them."""
    return altro.tutti(_tipo(altro.fascicolo.procedimento.workflow, nome), **filtro)


def _walk(ctx: Contesto, percorso: Iterable[str]) -> Contesto:
    for relazione in percorso:
        ctx = ctx.collegato(relazione)
    return ctx


def _tipo(workflow: str, nome: str) -> Any:
    tipo = dati_class(workflow, nome) or dati_class("atto", nome)
    if tipo is None:
        raise LookupError(f"«{nome}» non è un fatto di «{workflow}»")
    return tipo
