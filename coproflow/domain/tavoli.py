"""What a table reads of its notice: its programme, its partner, who is responsible, who pays which share."""

from coproflow.domain.atti import FattiAtto
from coproflow.domain.avvisi import (
    avviso_vigente,
    domanda_di,
    proposte_ammesse,
    punteggio_di,
    responsabile_di,
)
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti, Indizione, PresentazioneDomanda
from coproflow.domain.dati.tavolo import (
    ApprovazioneProgetto,
    InvitoAlSuccessivo,
    ProgettoDefinitivo,
    Scorrimento,
    SessioneInteravviso,
    VerbaleSessione,
)
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.programmi import Programma
from coproflow.domain.verifiche import DatoMancanteError


def programma_del_tavolo(ctx: Contesto) -> Programma:
    """The programme of the table, as the notice in force has it.

    Raises:
        DatoMancanteError: when the notice has no programme of that code.
    """
    codice = ctx.ultimo(AperturaTavolo).programma
    trovato = avviso_vigente(ctx.collegato("avviso")).programma(codice)
    if trovato is None:
        raise DatoMancanteError("apertura", "programma", f"il programma «{codice}» nell’avviso")
    return trovato


def domanda_del_tavolo(ctx: Contesto) -> str:
    """The code of the application at the table: the one selected, or the one that took its place."""
    subentro = ctx.cerca(Scorrimento)
    return subentro.domanda if subentro else ctx.ultimo(AperturaTavolo).domanda


def partner_del_tavolo(ctx: Contesto) -> PresentazioneDomanda:
    """The application of the partner, with its members.

    Raises:
        DatoMancanteError: when the notice has no application of that code.
    """
    codice = domanda_del_tavolo(ctx)
    trovata = domanda_di(ctx.collegato("avviso"), codice)
    if trovata is None:
        raise DatoMancanteError("apertura", "domanda", f"la domanda «{codice}» nell’avviso")
    return trovata


def gia_al_tavolo(ctx: Contesto) -> tuple[str, ...]:
    """The applications that have sat at the table, the one being recorded left out."""
    subentri = [s.domanda for s in ctx.tutti(Scorrimento) if s is not getattr(ctx.candidato, "dati", None)]
    return (ctx.ultimo(AperturaTavolo).domanda, *subentri)


def successive(ctx: Contesto) -> dict[str, int]:
    """The applications that follow in the ranking of the programme, each with its points.

    Left out: those that have a table, sat at this one or were invited already, and those found not suitable.
    """
    avviso, programma = ctx.collegato("avviso"), ctx.ultimo(AperturaTavolo).programma
    esiti = avviso.ultimo(ApprovazioneEsiti)
    fuori = {
        *gia_al_tavolo(ctx),
        *(i.domanda for i in ctx.tutti(InvitoAlSuccessivo) if i is not getattr(ctx.candidato, "dati", None)),
        *(e.domanda for e in esiti.selezionati() if e.programma == programma),
        *(p.domanda for p in esiti.proposte if p.programma == programma and p.esito == "non_idonea"),
    }
    minimo = avviso.parametro("soglia_punteggio").valore if avviso.prevede("soglia_punteggio") else 0
    punti = {d: punteggio_di(avviso, p, d) or 0 for p, d in proposte_ammesse(avviso) if p == programma}
    return {d: n for d, n in punti.items() if d not in fuori and n >= minimo}


def concessione_di(ctx: Contesto, atto: str) -> FattiAtto | None:
    """The adopted act that grants the contribution to the partner now at the table; None before it."""
    fatti, subentro = ctx.atto(atto), ctx.cerca(Scorrimento)
    if fatti is None or (subentro is not None and fatti.adozione.data <= subentro.data):
        return None
    return fatti


def concesso_al_tavolo(ctx: Contesto) -> Euro:
    """What the table has granted and still stands: nothing once it failed after the approval."""
    approvazione, fallito = ctx.cerca(ApprovazioneProgetto), ctx.data_di("fallimento_tavolo")
    if approvazione is None or (fallito is not None and fallito >= approvazione.data):
        return ZERO
    return approvazione.concesso


def responsabili(ctx: Contesto) -> tuple[str, ...]:
    """Who may sign the minutes: the person responsible for the procedure, and who takes their place."""
    avviso = ctx.collegato("avviso")
    indizione = avviso.cerca(Indizione)
    nomi = (responsabile_di(avviso), indizione.sostituto) if indizione else ()
    return tuple(dict.fromkeys(filter(None, nomi))) or (avviso_vigente(avviso).responsabile,)


def sessioni(ctx: Contesto) -> tuple[VerbaleSessione, ...]:
    """The sessions with the partner now at the table: those before a replacement do not count."""
    subentro = ctx.cerca(Scorrimento)
    return tuple(v for v in ctx.tutti(VerbaleSessione) if subentro is None or v.data >= subentro.data)


def ultimo_verbale(ctx: Contesto) -> VerbaleSessione | SessioneInteravviso | None:
    """The last minutes of the table, joint sessions included; None before the first."""
    tutti: tuple[VerbaleSessione | SessioneInteravviso, ...]
    tutti = (*sessioni(ctx), *ctx.tutti(SessioneInteravviso))
    return max(tutti, key=lambda v: v.data, default=None)


def contributo_proprio(progetto: ProgettoDefinitivo, programma: Programma) -> Euro:
    """The contribution of the proceeding body alone: without the shares that other sources pay («di cui»)."""
    altre = {q.fonte for q in programma.di_cui}
    return somma(c.importo for c in progetto.contributi if c.fonte not in altre)
