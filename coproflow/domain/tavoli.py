"""What a table reads of its notice: its programme, its partner, who is responsible, who pays which share."""

from coproflow.domain.avvisi import avviso_vigente, domanda_di
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.dati.coprogettazione import Indizione, PresentazioneDomanda
from coproflow.domain.dati.tavolo import (
    ProgettoDefinitivo,
    Scorrimento,
    SessioneInteravviso,
    VerbaleSessione,
)
from coproflow.domain.importi import Euro, somma
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


def responsabili(ctx: Contesto) -> tuple[str, ...]:
    """Who may sign the minutes: the person responsible for the procedure, and who takes their place."""
    avviso = ctx.collegato("avviso")
    indizione = avviso.cerca(Indizione)
    nomi = (indizione.responsabile, indizione.sostituto) if indizione else ()
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
