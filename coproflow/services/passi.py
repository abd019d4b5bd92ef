"""Record a step: read the data, decide, and only then write, all in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from coproflow import guards
from coproflow.domain.campi import forse
from coproflow.domain.dati import Fatto
from coproflow.domain.guard import Guard
from coproflow.domain.procedimento import Annotazione, Fascicolo, Procedimento
from coproflow.domain.record import record
from coproflow.domain.soggetti import Operatore
from coproflow.domain.verifiche import Deroga, Responso
from coproflow.engine.definition import APERTURA, GuardUse, Transition, WorkflowDefinition
from coproflow.engine.evaluate import Passo, evaluate
from coproflow.errors import (
    AuthorizationError,
    CoproflowError,
    PassoNonConsentitoError,
    PassoNotFoundError,
    UsageError,
)
from coproflow.services.annotazioni import corpo_di, register, with_entry
from coproflow.services.fascicoli import Reading, fascicolo_di, keep, letture_di, load_collegati, reached
from coproflow.services.proiezioni import moves_terms, project
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot, registri


@record(kw_only=True)
class Richiesta:
    """What somebody asks to record: `dati` is a fact, whole. `adesso` is the instant, Europe/Rome."""

    passo: str
    dati: Fatto
    operatore: str
    adesso: datetime
    deroghe: Mapping[str, str] | None = None
    rettifica: int | None = None
    motivo: str = ""
    documento: tuple[str, bytes] | None = None


@record
class Registrato:
    """A step that was recorded: where the case is now, the acts it calls for, the cases it opened."""

    id: str
    responso: Responso
    annotazione: Annotazione
    aperti: tuple[str, ...] = ()


def resolve(use: GuardUse) -> Guard:
    """The function of a guard, from where the loader found it."""
    return guards.resolve(use.function, use.name)


def find_transition(definition: WorkflowDefinition, passo: str, stato: str) -> Transition:
    """The transition of a step, from a state if it starts there.

    Raises:
        PassoNotFoundError: this workflow has no such step.
    """
    transition = definition.find(passo, stato)
    if transition is None:
        eventi = [t.event for t in definition.transitions]
        raise PassoNotFoundError(
            f"il flusso «{definition.workflow}» non ha il passo «{passo}»{forse(passo, eventi)}",
            "Passi possibili ora: " + ", ".join(t.event for t in definition.leaving(stato)),
        )
    return transition


def valuta(ufficio: Ufficio, fascicolo: Fascicolo, richiesta: Richiesta) -> tuple[Passo, Responso]:
    """Decide a step without writing anything (`--prova`, `perche`)."""
    definition = ufficio.definition(fascicolo.procedimento.definizione)
    transition = find_transition(definition, richiesta.passo, fascicolo.procedimento.stato)
    operatore = ufficio.operatore(richiesta.operatore)
    passo = Passo(
        transition=transition,
        dati=richiesta.dati,
        operatore=operatore,
        adesso=richiesta.adesso,
        deroghe=_deroghe(definition, transition, operatore, richiesta),
        rettifica=richiesta.rettifica,
    )
    return passo, evaluate(definition, fascicolo, ufficio.quadro, passo, resolve)


def avanza(ufficio: Ufficio, id_: str, richiesta: Richiesta) -> Registrato:
    """Record a step of a case. Refused: nothing is written. Allowed: entry, case, terms in one transaction.

    Raises:
        PassoNonConsentitoError: with every rule and what it found.
        PassoNotFoundError: this workflow has no such step.
        ConflictError: somebody moved the case meanwhile.
    """
    with hot.transaction(ufficio.conn, ufficio.ente, (id_,)):
        return avanza_in(ufficio, id_, richiesta)


def avanza_in(ufficio: Ufficio, id_: str, richiesta: Richiesta) -> Registrato:
    """Record a step inside a transaction that is already open."""
    reading = Reading(ufficio)
    fascicolo = reading.load(id_)
    procedimento = fascicolo.procedimento
    _check_clock(procedimento, richiesta.adesso)
    passo, responso = valuta(ufficio, fascicolo, richiesta)
    definition = ufficio.definition(procedimento.definizione)
    if passo.rettifica is not None:
        _check_rettifica(procedimento, passo, richiesta.motivo)
    if not responso.ammesso:
        raise PassoNonConsentitoError(responso)
    stato = _arrival(definition, procedimento, passo, responso)
    letture = letture_di(fascicolo)
    corpo = corpo_di(fascicolo, passo, responso, stato, letture) | _also(passo, richiesta)
    _check_letture(ufficio, letture)
    riga = hot.append(ufficio.conn, reading.riga(id_), corpo)
    register(ufficio, definition, (id_, corpo["seq"]), passo.dati, richiesta.documento)
    nuovo = with_entry(fascicolo, corpo, passo.dati)
    keep(ufficio, riga, nuovo.procedimento)
    if passo.transition.bumps:
        for altro in reached(fascicolo, passo.transition.bumps):
            p = altro.procedimento
            hot.bump(ufficio.conn, ufficio.ente, p.id, p.versione)
    aperti = tuple(_open_children(ufficio, definition, nuovo, passo))
    annotazione = nuovo.procedimento.annotazioni[-1]
    if moves_terms(definition, annotazione):
        project(ufficio, nuovo)
    return Registrato(id_, responso, annotazione, aperti)


def _arrival(
    definition: WorkflowDefinition, procedimento: Procedimento, passo: Passo, responso: Responso
) -> str:
    """The state the step leads to; a rectification moves nothing."""
    if passo.rettifica is not None:
        return procedimento.stato
    from coproflow.engine.machine import apply

    return apply(definition, procedimento.stato, responso)


def _also(passo: Passo, richiesta: Richiesta) -> dict[str, Any]:
    """What only some entries say: why they rectify, the new object of the case, the signed file they keep."""
    altro: dict[str, Any] = {}
    if passo.rettifica is not None:
        altro["motivo"] = richiesta.motivo.strip()
    if passo.transition.event == APERTURA:
        altro["oggetto"] = str(passo.dati.oggetto)
    if richiesta.documento is not None:
        nome, contenuto = richiesta.documento
        altro["documento"] = {"nome": nome, "sha256": registri.impronta(contenuto)}
    return altro


def apri(
    ufficio: Ufficio, workflow: str, richiesta: Richiesta, collegamenti: Mapping[str, str]
) -> Registrato:
    """Open a case from its opening data, inside a transaction that is already open.

    Figures that do not add up do not stop the opening: they are told, and the publication is refused later.

    Raises:
        PassoNonConsentitoError: a rule other than one on figures refuses it.
        NotFoundError: no such workflow, or a linked case that does not exist.
    """
    _, definition = ufficio.current(workflow)
    relazioni = [n for n, r in definition.relations.items() if r.uscente]
    for nome in collegamenti:
        if nome not in relazioni:
            raise UsageError(f"«{workflow}» non ha il collegamento «{nome}»{forse(nome, relazioni)}")
    interi = {n: hot.resolve_id(ufficio.conn, ufficio.ente, i) for n, i in collegamenti.items()}
    return _open(ufficio, workflow, richiesta, load_collegati(ufficio, interi))


def _open(
    ufficio: Ufficio,
    workflow: str,
    richiesta: Richiesta,
    collegati: dict[str, tuple[Fascicolo, ...]],
) -> Registrato:
    sha, definition = ufficio.current(workflow)
    dati: Any = richiesta.dati
    vuoto = Procedimento(ufficio.ente, "", workflow, sha, str(dati.oggetto), "", 0, ())
    fascicolo = fascicolo_di(vuoto, definition, collegati)
    passo, responso = valuta(ufficio, fascicolo, replace(richiesta, passo=APERTURA))
    if any(not v.coerenza for v in responso.mancanti):
        raise PassoNonConsentitoError(responso)
    programma = getattr(dati, "programma", "")
    suffisso = programma.lower() if isinstance(programma, str) else ""
    id_ = hot.next_id(ufficio.conn, ufficio.ente, definition.sigla, richiesta.dati.data.year, suffisso)
    fascicolo = replace(fascicolo, procedimento=replace(vuoto, id=id_))
    stato = passo.transition.to or ""
    letture = letture_di(fascicolo)
    corpo = corpo_di(fascicolo, passo, responso, stato, letture)
    corpo |= {
        "workflow": workflow,
        "oggetto": str(dati.oggetto),
        "collegamenti": {n: [f.procedimento.id for f in fs] for n, fs in collegati.items()},
    }
    _check_letture(ufficio, letture)
    hot.insert_procedimento(ufficio.conn, corpo)
    nuovo = with_entry(fascicolo, corpo, dati)
    project(ufficio, nuovo)
    return Registrato(id_, responso, nuovo.procedimento.annotazioni[-1])


def _open_children(
    ufficio: Ufficio, definition: WorkflowDefinition, genitore: Fascicolo, passo: Passo
) -> list[str]:
    transition = passo.transition
    if not transition.opens:
        return []
    _, figlia = ufficio.current(transition.opens)
    relazione = next(
        n for n, r in figlia.relations.items() if r.uscente and r.workflow == definition.workflow
    )
    aperti = []
    for dati in getattr(passo.dati, transition.per or ""):
        richiesta = Richiesta(passo=APERTURA, dati=dati, operatore=passo.operatore.id, adesso=passo.adesso)
        aperti.append(_open(ufficio, transition.opens, richiesta, {relazione: (genitore,)}).id)
    return aperti


def _deroghe(
    definition: WorkflowDefinition, transition: Transition, operatore: Operatore, richiesta: Richiesta
) -> tuple[Deroga, ...]:
    if not richiesta.deroghe:
        return ()
    regole = [use.name for use in transition.guards]
    for guard in richiesta.deroghe:
        if guard not in regole:
            raise UsageError(f"«{transition.event}» non ha la regola «{guard}»{forse(guard, regole)}")
    incarico = operatore.incarico(definition.deroghe, richiesta.adesso.date())
    if incarico is None:
        raise AuthorizationError(
            f"{operatore.nome} non può derogare: serve "
            + " o ".join(definition.roles.get(r, r) for r in definition.deroghe)
        )
    return tuple(
        Deroga(guard, motivazione, operatore.id, incarico.ruolo)
        for guard, motivazione in richiesta.deroghe.items()
        if motivazione.strip()
    )


def _check_letture(ufficio: Ufficio, letture: Mapping[str, int]) -> None:
    """What a step relied on has not moved. On SQLite nobody else could write since the first reading."""
    if ufficio.conn.dialetto == "postgresql":
        hot.check_letture(ufficio.conn, ufficio.ente, letture)


def _check_clock(procedimento: Procedimento, adesso: datetime) -> None:
    if procedimento.annotazioni and adesso < (ultima := procedimento.annotazioni[-1]).registrata_il:
        raise CoproflowError(
            f"l’orologio è tornato indietro: l’ultima annotazione è del {ultima.registrata_il:%d/%m/%Y %H:%M}"
        )


def _check_rettifica(procedimento: Procedimento, passo: Passo, motivo: str) -> None:
    seq = passo.rettifica
    if not motivo.strip():
        raise UsageError("una rettifica si motiva: --motivo «perché»")
    originale = next((a for a in procedimento.annotazioni if a.seq == seq), None)
    if originale is None or originale.rettifica is not None:
        raise UsageError(f"l’annotazione {seq} non c’è, o è già una rettifica: si rettifica l’originale")
    if originale.evento != passo.transition.event:
        raise UsageError(
            f"l’annotazione {seq} è «{originale.evento}», non «{passo.transition.event}»",
            f"Si registra con: coproflow avanza {procedimento.id} {originale.evento} --rettifica {seq}",
        )
    if passo.transition.opens:
        raise UsageError(
            f"«{passo.transition.label}» ha già aperto altri procedimenti: una rettifica non li riapre",
            f"Si rettifica l’apertura di ciascuno: coproflow avanza ID {APERTURA} --rettifica 1",
        )
