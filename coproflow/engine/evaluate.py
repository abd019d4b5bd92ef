"""Decide: every rule of a step is checked, none short-circuits, and each answer is an object.

A guard finds facts; here they get force. Guidelines and practice that fail ask for a reasoned derogation,
unless the notice took them up (META-SEVERITA-LG of the constraint register); law and notice stop the step.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto, dati_class, label_of
from coproflow.domain.guard import Guard
from coproflow.domain.procedimento import Candidato, Fascicolo, Quadro
from coproflow.domain.record import record
from coproflow.domain.soggetti import Operatore
from coproflow.domain.verifiche import (
    COMPETENZA,
    Accertamento,
    DatoMancanteError,
    Deroga,
    EsitoVerifica,
    FiguraAssenteError,
    Responso,
    Rimedio,
    Ritardo,
    Verifica,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.engine.definition import APERTURA, GuardUse, Transition, WorkflowDefinition

Resolve = Callable[[GuardUse], Guard]
"""From a guard named in a definition to its function: the service hands it over."""


@record(kw_only=True)
class Passo:
    """A step somebody asks to record. `adesso` is the instant of the request, Europe/Rome."""

    transition: Transition
    dati: Fatto
    operatore: Operatore
    adesso: datetime
    deroghe: tuple[Deroga, ...] = ()
    rettifica: int | None = None


def evaluate(
    definition: WorkflowDefinition, fascicolo: Fascicolo, quadro: Quadro, passo: Passo, resolve: Resolve
) -> Responso:
    """Check every rule of a step at the day of its fact. A refusal is an answer, not an exception."""
    transition = passo.transition
    candidato = Candidato(passo=transition.event, dati=passo.dati, rettifica=passo.rettifica)
    ctx = Contesto(fascicolo, quadro, passo.dati.data, candidato)
    verifiche = [
        *_built_in(definition, ctx, passo),
        *(_run(definition, ctx, resolve(use), use) for use in transition.guards),
    ]
    return Responso(transition.event, transition.label, tuple(verifiche), passo.deroghe, transition.atti)


def _run(definition: WorkflowDefinition, ctx: Contesto, guard: Guard, use: GuardUse) -> Verifica:
    try:
        trovato = guard.check(ctx, **use.args)
    except DatoMancanteError as errore:
        trovato = _missing(definition, errore)
    except FiguraAssenteError as errore:
        trovato = _unforeseen(ctx, errore)
    esito = trovato.esito
    if (
        guard.forza in ("linee_guida", "prassi")
        and esito in (EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.DATO_MANCANTE)
        and not ctx.recepisce(guard.vincoli, linee_guida=guard.forza == "linee_guida")
    ):
        esito = EsitoVerifica.DA_MOTIVARE
    return Verifica(
        guard=guard.name,
        etichetta=guard.etichetta,
        esito=esito,
        motivo=trovato.motivo,
        forza=guard.forza,
        fonti=guard.fonti,
        vincoli=guard.vincoli,
        valori=trovato.valori,
        rimedi=tuple(_who(definition, r) for r in trovato.rimedi),
        non_prima_di=trovato.non_prima_di,
        ritardo=trovato.ritardo,
        coerenza=guard.coerenza,
    )


def _unforeseen(ctx: Contesto, errore: FiguraAssenteError) -> Accertamento:
    """Silence of who owns a figure is not a zero: the rule does not concern this case."""
    chi = {"avviso": "questo avviso", "convenzione": "questa convenzione"}.get(
        errore.proprietario, "la norma"
    )
    nome = ctx.quadro.parametri[errore.parametro].label
    return non_applicabile(f"{chi} non lo prevede: {nome[0].lower()}{nome[1:]}")


def _who(definition: WorkflowDefinition, rimedio: Rimedio) -> Rimedio:
    transition = definition.records(rimedio.passo)
    if rimedio.chi or transition is None:
        return rimedio
    return replace(rimedio, chi=definition.who(transition), rettifica=transition.event == APERTURA)


def _missing(definition: WorkflowDefinition, errore: DatoMancanteError) -> Accertamento:
    transition = definition.records(errore.tipo)
    if transition is None:
        return Accertamento(
            EsitoVerifica.DATO_MANCANTE,
            f"manca {errore.descrizione or errore.tipo}",
            rimedi=(Rimedio(errore.tipo, (errore.campo,) if errore.campo else ()),),
        )
    nome = label_of(dati_class(definition.workflow, transition.dati), errore.campo) if errore.campo else ""
    cosa = f"il dato «{nome}» di «{transition.label}»" if nome else f"«{transition.label}»"
    return Accertamento(
        EsitoVerifica.DATO_MANCANTE,
        f"manca {cosa}",
        rimedi=(
            Rimedio(transition.event, (errore.campo,) if errore.campo else (), definition.who(transition)),
        ),
    )


def _built_in(definition: WorkflowDefinition, ctx: Contesto, passo: Passo) -> Iterator[Verifica]:
    transition = passo.transition
    yield _verifica(
        "stato_di_partenza", "Stato del procedimento", transition.fonti, _state(definition, ctx, passo)
    )
    yield _verifica(
        COMPETENZA, "Competenza di chi registra", transition.fonti, _competence(definition, passo)
    )
    yield _verifica("data_del_fatto", "Data del fatto", transition.fonti, _day(ctx, passo))
    if transition.after:
        fonti = ctx.fascicolo.termini[transition.after].fonti
        yield _verifica(
            "dopo_il_termine", "Termine decorso", fonti, _guarded(definition, ctx, transition.after, _after)
        )
    if transition.within:
        fonti = ctx.fascicolo.termini[transition.within].fonti
        yield _verifica(
            "entro_il_termine",
            "Termine rispettato",
            fonti,
            _guarded(definition, ctx, transition.within, _within),
        )


def _verifica(guard: str, etichetta: str, fonti: tuple[str, ...], trovato: Accertamento) -> Verifica:
    return Verifica(
        guard=guard,
        etichetta=etichetta,
        esito=trovato.esito,
        motivo=trovato.motivo,
        forza="legge",
        fonti=fonti,
        valori=trovato.valori,
        rimedi=trovato.rimedi,
        non_prima_di=trovato.non_prima_di,
        ritardo=trovato.ritardo,
    )


def _state(definition: WorkflowDefinition, ctx: Contesto, passo: Passo) -> Accertamento:
    transition = passo.transition
    if passo.rettifica is not None or definition.allows(transition, ctx.stato):
        return soddisfatta("lo stato del procedimento consente il passo")
    adesso = definition.states[ctx.stato].label if ctx.stato else "da aprire"
    if transition.event == APERTURA:
        return non_soddisfatta("il procedimento è già aperto, nello stato «{adesso}»", adesso=adesso)
    partenze = definition.starts(transition)
    if ctx.stato and definition.states[ctx.stato].final:
        return non_soddisfatta(
            "il procedimento è concluso, nello stato «{adesso}»: si annota, ma non cambia più stato",
            adesso=adesso,
        )
    prima = next((t for t in definition.transitions if t.to in partenze and t.event != APERTURA), None)
    return non_soddisfatta(
        "il procedimento è nello stato «{adesso}», mentre il passo parte da {ammessi}",
        adesso=adesso,
        ammessi=tuple(f"«{definition.states[s].label}»" for s in partenze),
        rimedi=(Rimedio(prima.event, (), definition.who(prima)),) if prima else (),
    )


def _competence(definition: WorkflowDefinition, passo: Passo) -> Accertamento:
    giorno = passo.adesso.date()
    incarico = passo.operatore.incarico(passo.transition.roles, giorno)
    if incarico is not None:
        return soddisfatta(
            "{nome} registra in qualità di {ruolo} ({titolo})",
            nome=passo.operatore.nome,
            ruolo=definition.roles.get(incarico.ruolo, incarico.ruolo).lower(),
            titolo=incarico.titolo,
        )
    return non_soddisfatta(
        "{nome} non ha oggi un incarico che consenta il passo: serve {ruoli}",
        nome=passo.operatore.nome,
        ruoli=definition.who(passo.transition),
    )


def _day(ctx: Contesto, passo: Passo) -> Accertamento:
    if passo.dati.data > passo.adesso.date():
        return non_soddisfatta(
            "il fatto è datato {data}, dopo il giorno della registrazione ({oggi})",
            data=passo.dati.data,
            oggi=passo.adesso.date(),
            non_prima_di=passo.dati.data,
        )
    return soddisfatta("il fatto è del {data}", data=ctx.data)


def _guarded(
    definition: WorkflowDefinition,
    ctx: Contesto,
    termine: str,
    check: Callable[[Contesto, str], Accertamento],
) -> Accertamento:
    try:
        return check(ctx, termine)
    except DatoMancanteError as errore:
        return _missing(definition, errore)
    except FiguraAssenteError as errore:
        return _unforeseen(ctx, errore)


def _instant(ctx: Contesto, giorno: date) -> datetime | None:
    ora = getattr(ctx.dati, "ora", None)
    return datetime.combine(giorno, ora, ROME) if isinstance(ora, time) else None


def _after(ctx: Contesto, termine: str) -> Accertamento:
    scadenza, regola = ctx.scadenza(termine), ctx.fascicolo.termini[termine]
    utile = giorno_dopo(scadenza.data)
    istante = _instant(ctx, scadenza.data) if scadenza.istante is not None else None
    if istante is not None and scadenza.istante is not None and istante > scadenza.istante:
        utile = scadenza.data
    quando = scadenza.istante or scadenza.data
    if ctx.data >= utile:
        return soddisfatta(
            "il termine «{termine}», scaduto il {scadenza}, è decorso", termine=regola.label, scadenza=quando
        )
    return non_soddisfatta(
        "il termine «{termine}» scade il {scadenza}",
        termine=regola.label,
        scadenza=quando,
        non_prima_di=utile,
    )


def _within(ctx: Contesto, termine: str) -> Accertamento:
    scadenza, regola = ctx.scadenza(termine), ctx.fascicolo.termini[termine]
    fatto = _instant(ctx, ctx.data) or ctx.data
    quando = scadenza.istante or scadenza.data
    if scadenza.istante is not None and fatto == scadenza.data:
        return non_soddisfatta(
            "il termine «{termine}» scade il {scadenza}: del fatto di quel giorno serve anche l’ora",
            termine=regola.label,
            scadenza=quando,
            rimedi=(Rimedio(ctx.passo, ("ora",)),),
        )
    if scadenza.rispettata_da(fatto):
        return soddisfatta(
            "il termine «{termine}», che scade il {scadenza}, è rispettato",
            termine=regola.label,
            scadenza=quando,
        )
    if regola.kind == "perentorio":
        return non_soddisfatta(
            "il termine perentorio «{termine}» è scaduto il {scadenza}", termine=regola.label, scadenza=quando
        )
    giorni = scadenza.giorni_di_ritardo(fatto)
    return soddisfatta(
        "l’adempimento è avvenuto oltre il termine «{termine}», scaduto il {scadenza}",
        ritardo=Ritardo(giorni, regola.label, "il ritardo non invalida il passo e resta annotato"),
        termine=regola.label,
        scadenza=quando,
    )
