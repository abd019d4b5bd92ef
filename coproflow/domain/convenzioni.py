"""What a convention reads of the cases it stems from and of its own log: partner, concession, costs."""

from collections.abc import Iterable
from datetime import date

from coproflow.domain.atti import FattiAtto
from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto, Copertura, VistoContabile
from coproflow.domain.dati.autotutela import Annullamento, Decadenza, Provvedimento, Recesso, Revoca
from coproflow.domain.dati.convenzione import (
    ApprovazioneEstensione,
    AttoCostitutivo,
    IntegrazioneConvenzione,
    PreavvisoCessazione,
    RecessoPartner,
    RevisioneCcnl,
    Risoluzione,
    SostituzioneComponente,
    Stipula,
    VerificaComponente,
    VerificaPartner,
)
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione, PresentazioneDomanda
from coproflow.domain.dati.rendicontazione import (
    ApprovazioneRendiconto,
    IncassoRecupero,
    Pagamento,
    ProvvedimentoRecupero,
)
from coproflow.domain.dati.tavolo import ApprovazioneProgetto, ProgettoDefinitivo, VoceSpesa
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.procedimento import Annotazione
from coproflow.domain.programmi import totale
from coproflow.domain.tavoli import partner_del_tavolo

MISURE: dict[str, type[Provvedimento]] = {
    "revoca": Revoca,
    "annullamento": Annullamento,
    "decadenza": Decadenza,
    "recesso": Recesso,
    "risoluzione": Risoluzione,
}
"""Step → what a measure against the partner records."""


def avviso_della(ctx: Contesto) -> Contesto:
    """The notice a convention comes from."""
    return ctx.collegato("tavolo").collegato("avviso")


def avviso_letto(ctx: Contesto) -> AperturaCoprogettazione:
    """The notice in force, with its rectifications."""
    return avviso_vigente(avviso_della(ctx))


def partner(ctx: Contesto) -> PresentazioneDomanda:
    """The application of the partner, as it was admitted."""
    return partner_del_tavolo(ctx.collegato("tavolo"))


def componenti(ctx: Contesto, *, prima: SostituzioneComponente | None = None) -> tuple[str, ...]:
    """The entities of the partnership today: those of the application, with the replacements since.

    `prima` leaves out one replacement, the one being recorded.
    """
    nomi = [e.denominazione for e in partner(ctx).componenti]
    for cambio in ctx.tutti(SostituzioneComponente):
        if cambio is prima:
            continue
        nomi = [n for n in nomi if not same(n, cambio.esce)]
        if cambio.entra is not None:
            nomi.append(cambio.entra.denominazione)
    return tuple(nomi)


def in_raggruppamento(ctx: Contesto) -> bool:
    """Whether the partner is a group, constituted or to be: who is left alone is one no more."""
    return partner(ctx).forma != "singolo" and len(componenti(ctx)) > 1


def atto_costitutivo(ctx: Contesto) -> AttoCostitutivo | None:
    """The deed of the group, as the last agreement that carries one has it."""
    integrati = [i.atto_costitutivo for i in ctx.tutti(IntegrazioneConvenzione) if i.atto_costitutivo]
    return integrati[-1] if integrati else ctx.ultimo(Stipula).atto_costitutivo


def concessione(ctx: Contesto) -> FattiAtto | None:
    """The act of the table that granted the contribution; None while it is not adopted."""
    tavolo = ctx.collegato("tavolo")
    atti = [tavolo.atto(id_) for id_, regola in tavolo.fascicolo.atti.items() if regola.concessione]
    return next((a for a in atti if a is not None), None)


def concesso(ctx: Contesto) -> ApprovazioneProgetto:
    """The approval of the project: what was granted, and the commitments."""
    return ctx.collegato("tavolo").ultimo(ApprovazioneProgetto)


def contributo_dell_avviso(ctx: Contesto) -> Euro:
    """The contribution of every programme of the notice in force."""
    return totale(avviso_letto(ctx).programmi)


def sorelle(ctx: Contesto, *, stesso_tavolo: bool = False) -> tuple[Contesto, ...]:
    """The other conventions of the same notice, or of the same table only."""
    altre = ctx.collegati("sorelle")
    if not stesso_tavolo:
        return altre
    tavolo = ctx.collegato("tavolo").id
    return tuple(a for a in altre if a.collegato("tavolo").id == tavolo)


def estensioni(ctx: Contesto) -> Euro:
    """The contribution of every extension approved in this convention, the one being recorded included."""
    return somma(e.importo for e in ctx.tutti(ApprovazioneEstensione))


def revisioni(ctx: Contesto) -> Euro:
    """The contribution that revisions of the labour cost added, the one being recorded included."""
    return somma(r.importo for r in ctx.tutti(RevisioneCcnl))


def valore_raggiunto(ctx: Contesto) -> Euro:
    """What the convention is worth today: the contribution signed, with every extension and revision."""
    return ctx.ultimo(Stipula).contributo + estensioni(ctx) + revisioni(ctx)


def valore_base(ctx: Contesto, base: str) -> Euro:
    """The value frozen at the signature, by the reading of «valore complessivo della co-progettazione»."""
    stipula = ctx.ultimo(Stipula)
    if base == "contributo_avviso":
        return stipula.contributo_avviso
    if base == "valore_con_cofinanziamento":
        return stipula.contributo + stipula.cofinanziamento
    return stipula.contributo


def voce_del_progetto(ctx: Contesto, codice: str) -> VoceSpesa | None:
    """An item of the definitive project, by its code."""
    progetto = ctx.collegato("tavolo").ultimo(ProgettoDefinitivo)
    return next((v for v in progetto.voci if v.codice == codice), None)


def costo_base(ctx: Contesto, livello: str) -> Euro | None:
    """The hourly cost of a level in the definitive project; None if the project does not have it."""
    voci = ctx.collegato("tavolo").ultimo(ProgettoDefinitivo).voci
    return next((v.costo_orario for v in voci if v.costo_orario and same(v.livello, livello)), None)


def costo_riveduto(
    ctx: Contesto, livello: str, base: Euro | None, *, al: date, prima: RevisioneCcnl | None = None
) -> Euro | None:
    """The hourly cost of a level at a day: `base`, or what the last revision in force made it.

    `prima` leaves out one revision, the one being recorded.
    """
    costo = base
    for revisione in sorted(ctx.tutti(RevisioneCcnl), key=lambda r: r.dal):
        if revisione is not prima and revisione.dal <= al:
            costo = next((r.costo_nuovo for r in revisione.livelli if same(r.livello, livello)), costo)
    return costo


def ultima_verifica(ctx: Contesto, ente: str) -> VerificaComponente | None:
    """The last checks on one entity of the partnership."""
    for verifica in reversed(ctx.tutti(VerificaPartner)):
        for componente in verifica.componenti:
            if same(componente.ente, ente):
                return componente
    return None


def impegni(ctx: Contesto) -> dict[tuple[int, str], Euro]:
    """The commitments the convention draws on, as the visas registered them: year and number → amount."""
    registrati: dict[tuple[int, str], Euro] = {}
    for caso in (ctx.collegato("tavolo"), ctx):
        for c in coperture(caso):
            chiave = (c.esercizio, c.numero.strip())
            registrati[chiave] = registrati.get(chiave, ZERO) + c.importo
    return registrati


def coperture(ctx: Contesto) -> tuple[Copertura, ...]:
    """What the visas of a case registered: the visa of an adoption, recorded again, replaces the first."""
    adozioni: dict[str, int] = {}
    visti: dict[tuple[str, int], VistoContabile] = {}
    for annotazione in ctx.fascicolo.procedimento.effettive:
        atto = str(annotazione.grezzo.get("atto", ""))
        if annotazione.tipo == AdozioneAtto.__name__:
            adozioni[atto] = adozioni.get(atto, 0) + 1
        elif annotazione.tipo == VistoContabile.__name__:
            visti[atto, adozioni.get(atto, 0)] = annotazione.come(VistoContabile)
    return tuple(c for visto in visti.values() for c in visto.coperture)


def riconosciuto(ctx: Contesto) -> Euro:
    """What the reports of the convention recognise, the last approval of each."""
    approvati = [r.cerca(ApprovazioneRendiconto) for r in ctx.collegati("rendicontazioni")]
    return somma(a.riconosciuto for a in approvati if a is not None)


def pagato(rendiconti: Iterable[Contesto]) -> Euro:
    """What was paid on some reports, advances included."""
    return somma(p.importo for r in rendiconti for p in r.tutti(Pagamento))


def incassato(*casi: Contesto) -> Euro:
    """What came back in some cases, interest included."""
    return somma(i.importo for c in casi for i in c.tutti(IncassoRecupero))


def tenuto(ctx: Contesto, rendiconti: Iterable[Contesto]) -> Euro:
    """What the partner has had on these reports of a convention and has not given back, interest apart."""
    netto = ZERO
    for r in rendiconti:
        p = r.cerca(ProvvedimentoRecupero)
        netto += pagato((r,)) - (min(incassato(r), p.importo) if p is not None else ZERO)
    return netto - incassato(ctx)


def ultimo_giorno(ctx: Contesto) -> date | None:
    """The last day of activity that the notice in force gives, of the administration or of the partner."""
    preavvisi = [(a, PreavvisoCessazione) for a in ctx.passi("preavviso_cessazione")]
    recessi = [(a, RecessoPartner) for a in ctx.passi("recesso_partner")]
    ultimo = max((*preavvisi, *recessi), key=lambda coppia: coppia[0].seq, default=None)
    return ultimo[0].come(ultimo[1]).ultimo_giorno if ultimo is not None else None


def misura(ctx: Contesto) -> Provvedimento | None:
    """The measure decided against the partner, effective or not yet; None when it was withdrawn."""
    if ctx.candidato is not None and isinstance(ctx.candidato.dati, Provvedimento):
        return ctx.candidato.dati
    ultima = ultima_misura(ctx)
    tipo = MISURE.get(ultima.evento) if ultima is not None else None
    return ultima.come(tipo) if ultima is not None and tipo is not None else None


def ultima_misura(ctx: Contesto) -> Annotazione | None:
    """The last entry that decides a measure against the partner, or withdraws it."""
    trovate = [a for passo in (*MISURE, "ritiro_provvedimento") for a in ctx.passi(passo)]
    return max(trovate, key=lambda a: a.seq, default=None)


def contributo_lasciato(ctx: Contesto) -> Euro | None:
    """The contribution that a measure leaves to the partner; None where the reports alone say it."""
    decisa = misura(ctx)
    return decisa.contributo_lasciato if decisa is not None else None


def saldi(ctx: Contesto) -> tuple[Euro, Euro]:
    """What is left to pay and what to get back: report by report, or as a measure leaves it."""
    rendiconti = ctx.collegati("rendicontazioni")
    da_pagare = somma(max(ZERO, _riconosciuto(r) - pagato((r,))) for r in rendiconti)
    da_recuperare = somma(max(ZERO, _chiesto(r) - incassato(r)) for r in rendiconti)
    resta = contributo_lasciato(ctx)
    if resta is None:
        return da_pagare, da_recuperare
    avuto = tenuto(ctx, rendiconti)
    return min(da_pagare, max(ZERO, resta - avuto)), max(da_recuperare, avuto - resta)


def _riconosciuto(rendiconto: Contesto) -> Euro:
    a = rendiconto.cerca(ApprovazioneRendiconto)
    return a.riconosciuto if a is not None else ZERO


def _chiesto(rendiconto: Contesto) -> Euro:
    """What a report asks back: as its measure does, interest included, or what it paid and not recognised."""
    p = rendiconto.cerca(ProvvedimentoRecupero)
    return p.dovuto if p is not None else pagato((rendiconto,)) - _riconosciuto(rendiconto)


def same(a: str, b: str) -> bool:
    """Whether two names are the same, however they were typed."""
    return " ".join(a.casefold().split()) == " ".join(b.casefold().split())
