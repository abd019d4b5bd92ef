"""The notice as it reads at a day: the opening data, with what later rectifications put in their place."""

from dataclasses import replace

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import (
    AperturaCoprogettazione,
    ApprovazioneAmmissioni,
    DichiarazioniConflitti,
    Indizione,
    NominaCommissione,
    PresentazioneDomanda,
    RettificaAvviso,
    SedutaValutazione,
    SostituzioneResponsabile,
)
from coproflow.domain.selezione import Dichiarazione, EsitoAmmissione, Punteggio
from coproflow.domain.verifiche import Rimedio


def avviso_vigente(ctx: Contesto) -> AperturaCoprogettazione:
    """The notice with the programmes, criteria and deadline that its rectifications put in place of the old.

    Raises:
        DatoMancanteError: when the case has no opening data.
    """
    avviso = ctx.ultimo(AperturaCoprogettazione)
    for rettifica in ctx.tutti(RettificaAvviso):
        riscritti = {p.codice: p for p in rettifica.programmi}
        avviso = replace(
            avviso,
            programmi=tuple(riscritti.get(p.codice, p) for p in avviso.programmi),
            criteri=rettifica.criteri or avviso.criteri,
            scadenza_domande=rettifica.nuova_scadenza or avviso.scadenza_domande,
        )
    return avviso


def responsabile_di(ctx: Contesto) -> str:
    """Who is responsible for the procedure now: the person last appointed.

    Raises:
        DatoMancanteError: before the call.
    """
    sostituzione = ctx.cerca(SostituzioneResponsabile)
    return sostituzione.responsabile if sostituzione else ctx.ultimo(Indizione).responsabile


def domande_pervenute(ctx: Contesto) -> tuple[PresentazioneDomanda, ...]:
    """The applications received, those that a later one, in time itself, replaced left out."""
    tutte = ctx.tutti(PresentazioneDomanda)
    sostituite = {d.sostituisce for d in tutte if d.sostituisce and d.esito_ricezione == "ricevibile"}
    return tuple(d for d in tutte if d.codice not in sostituite)


def domanda_di(ctx: Contesto, codice: str) -> PresentazioneDomanda | None:
    """An application by its code."""
    return next((d for d in domande_pervenute(ctx) if d.codice == codice), None)


def ammissioni(ctx: Contesto) -> tuple[EsitoAmmissione, ...]:
    """The outcome of each application, as approved last; nothing before the approval."""
    approvate = ctx.cerca(ApprovazioneAmmissioni)
    return approvate.elenco if approvate else ()


def proposte_ammesse(ctx: Contesto) -> tuple[tuple[str, str], ...]:
    """The (programme, application) pairs that go to the evaluation, in the order of the list."""
    coppie = []
    for esito in ammissioni(ctx):
        domanda = domanda_di(ctx, esito.domanda)
        if esito.ammessa and domanda is not None:
            coppie += [(p, esito.domanda) for p in esito.programmi or domanda.programmi]
    return tuple(coppie)


def punteggi(ctx: Contesto) -> tuple[Punteggio, ...]:
    """Every score the sittings gave, a later one in the place of an earlier one on the same criterion."""
    dati = {(p.programma, p.domanda, p.criterio): p for s in ctx.tutti(SedutaValutazione) for p in s.punteggi}
    return tuple(dati.values())


def punteggio_di(ctx: Contesto, programma: str, domanda: str) -> int | None:
    """What the scores of one proposal add up to; None where it was not evaluated."""
    trovati = [p.punti for p in punteggi(ctx) if (p.programma, p.domanda) == (programma, domanda)]
    return sum(trovati) if trovati else None


def dichiarazioni(ctx: Contesto) -> tuple[Dichiarazione, ...]:
    """Every declaration on conflicts of interest of the notice, the last one of each person.

    A table, which stems from the notice, reads those of the notice.
    """
    ultime = {
        d.nome: d for c in ctx.catena() for f in c.tutti(DichiarazioniConflitti) for d in f.dichiarazioni
    }
    return tuple(ultime.values())


def rimedio_dichiarazioni(ctx: Contesto) -> tuple[Rimedio, ...]:
    """The way out of a conflict: declarations, which a table too has recorded in the case of its notice."""
    chi = (
        "chi segue l’avviso da cui il tavolo discende"
        if ctx.fascicolo.procedimento.workflow == "tavolo"
        else ""
    )
    return (Rimedio("dichiarazioni_conflitti", ("dichiarazioni",), chi),)


def votanti(ctx: Contesto) -> tuple[str, ...]:
    """Who must sit in the commission: the voting members, each one who abstained replaced.

    Raises:
        DatoMancanteError: before the appointment.
    """
    nomina = ctx.ultimo(NominaCommissione)
    sostituti = {d.nome: d.sostituto for d in dichiarazioni(ctx) if d.conflitto and d.astenuto}
    return tuple(filter(None, (sostituti.get(m.nome, m.nome) for m in nomina.votanti)))
