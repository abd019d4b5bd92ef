"""D.Lgs. 117/2017, artt. 4, 47-50, 71 and 101: who is an ETS, since when, and to whom premises are lent."""

from collections.abc import Iterator
from datetime import date

from coproflow.domain.avvisi import ammissioni, domanda_di
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti
from coproflow.domain.dati.tavolo import ProgettoDefinitivo
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId, TermineId
from coproflow.domain.soggetti import Ets
from coproflow.domain.tavoli import partner_del_tavolo
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    mostra,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_CORREGGI = (Rimedio("approvazione_ammissioni", ("elenco",)),)


@guard(
    "qualifica_ets",
    etichetta="Qualifica di ente del Terzo settore",
    vincoli=("CTS-4-ETS", "CTS-4-3-RELIG"),
    forza="legge",
    fonti=("cts-4", "corte-cost-131-2020"),
)
def qualifica_ets(ctx: Contesto) -> Accertamento:
    """È ammesso solo chi è ente del Terzo settore, e così ciascun componente di un raggruppamento."""
    difetti = tuple(
        f"{ente.denominazione} ({domanda}) {difetto}"
        for domanda, ente in _ammessi(ctx)
        if (difetto := _difetto(ente))
    )
    if difetti:
        return non_soddisfatta("{difetti}", difetti=difetti, rimedi=_CORREGGI)
    return soddisfatta("gli ammessi, e ciascun componente dei raggruppamenti, sono enti del Terzo settore")


def _difetto(ente: Ets) -> str:
    if ente.controllato_da_esclusi:
        return "è controllato da un ente che l’art. 4, comma 2, esclude"
    if ente.forma == "altro":
        return "non ha una delle forme dell’art. 4, comma 1"
    if ente.forma == "ente_religioso" and not ente.regolamento_ramo:
        return "è un ente religioso senza regolamento del ramo ETS"
    if ente.forma != "onlus" and ente.iscrizione is None:
        return "non risulta iscritto al RUNTS né alla sezione speciale del Registro imprese"
    return ""


@guard(
    "iscrizione_alla_scadenza",
    etichetta="Iscrizione alla scadenza delle domande",
    vincoli=("CTS-47-50-RUNTS-PERM", "CTS-4-ETS"),
    forza="legge",
    fonti=("cts-47", "cts-4"),
)
def iscrizione_alla_scadenza(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """L'iscrizione, che è costitutiva, sussiste alla scadenza del termine per le domande."""
    giorno = ctx.scadenza(termine).data
    return _iscritti(giorno, tuple(_ammessi(ctx)), _CORREGGI)


@guard(
    "iscrizione_permanente",
    etichetta="Permanenza dell’iscrizione",
    vincoli=("CTS-47-50-RUNTS-PERM",),
    forza="legge",
    fonti=("cts-47",),
)
def iscrizione_permanente(ctx: Contesto) -> Accertamento:
    """L'iscrizione dei selezionati permane alla data dell'approvazione degli esiti."""
    scelte = {e.domanda for e in ctx.ultimo(ApprovazioneEsiti).selezionati()}
    enti = tuple((d, e) for d, e in _ammessi(ctx, riserve=True) if d in scelte)
    if not enti:
        return non_applicabile("nessun programma ha un partner selezionato")
    return _iscritti(ctx.data, enti, (Rimedio("approvazione_esiti", ("esiti",)),))


def _iscritti(giorno: date, enti: tuple[tuple[str, Ets], ...], rimedi: tuple[Rimedio, ...]) -> Accertamento:
    iscritti = [(d, e, e.iscrizione) for d, e in enti if e.iscrizione is not None]
    fuori = tuple(
        f"{e.denominazione} ({d}, iscritto dal {mostra(i.dal)}"
        + (f", cancellato dal {mostra(i.cancellata_il)})" if i.cancellata_il else ")")
        for d, e, i in iscritti
        if not i.vigente(giorno)
    )
    if fuori:
        return non_soddisfatta(
            "al {giorno} non risultano iscritti {fuori}", giorno=giorno, fuori=fuori, rimedi=rimedi
        )
    return soddisfatta(
        "al {giorno} gli enti interessati risultano iscritti al RUNTS o alla sezione speciale del Registro "
        "imprese",
        giorno=giorno,
    )


@guard(
    "onlus_in_transizione",
    etichetta="ONLUS non ancora iscritte",
    vincoli=("CTS-101-ONLUS",),
    forza="legge",
    fonti=("cts-101", "dm106-2020-34", "cds-3082-2026"),
)
def onlus_in_transizione(
    ctx: Contesto, *, ultimo_giorno: ParametroId, ammesse: ParametroId, termine: TermineId
) -> Accertamento:
    """Una ONLUS non iscritta è ammessa solo nei limiti del regime transitorio."""
    onlus = [(d, e) for d, e in _ammessi(ctx) if e.forma == "onlus" and e.iscrizione is None]
    if not onlus:
        return non_applicabile("fra gli ammessi non ci sono ONLUS prive di iscrizione")
    limite = ctx.parametro(ultimo_giorno).valore
    pendenti = ctx.parametro(ammesse).valore == "si"
    prima = ctx.scadenza(termine).data <= limite
    fuori = tuple(
        f"{e.denominazione} ({d})"
        for d, e in onlus
        if not (
            (prima and e.condizioni_onlus)
            or (pendenti and e.domanda_iscrizione is not None and e.domanda_iscrizione <= limite)
        )
    )
    if not fuori:
        return soddisfatta("le ONLUS ammesse rientrano nel regime transitorio")
    return non_soddisfatta(
        "{fuori} non è iscritta, e non risulta una domanda di iscrizione presentata entro il {limite}"
        + ("" if pendenti else "; le domande pendenti non bastano, per scelta dell’ente"),
        fuori=fuori,
        limite=limite,
        rimedi=_CORREGGI,
    )


_IMPRESE_SOCIALI = ("impresa_sociale", "cooperativa_sociale")


@guard(
    "comodato_ammesso",
    etichetta="Comodato di immobili",
    vincoli=("CTS-71-COMODATO",),
    forza="legge",
    fonti=("cts-71-2", "dlgs112-2017-1"),
)
def comodato_ammesso(ctx: Contesto) -> Accertamento:
    """Gli immobili si danno in comodato a enti del Terzo settore che non siano imprese sociali."""
    prestati = [i for i in ctx.ultimo(ProgettoDefinitivo).immobili if i.titolo == "comodato"]
    if not prestati:
        return non_applicabile("il progetto non prevede immobili in comodato")
    enti = partner_del_tavolo(ctx).componenti
    capaci = tuple(e.denominazione for e in enti if e.forma not in _IMPRESE_SOCIALI)
    if capaci:
        return soddisfatta(
            "gli immobili in comodato ({immobili}) possono essere dati a {capaci}",
            immobili=tuple(i.descrizione for i in prestati),
            capaci=capaci,
        )
    return non_soddisfatta(
        "il progetto dà in comodato {immobili}, ma i partner sono tutti imprese sociali, che l’art. 71, "
        "comma 2, esclude",
        immobili=tuple(i.descrizione for i in prestati),
        rimedi=(Rimedio("consegna_progetto_definitivo", ("immobili",)),),
    )


def _ammessi(ctx: Contesto, *, riserve: bool = False) -> Iterator[tuple[str, Ets]]:
    for esito in ammissioni(ctx):
        domanda = domanda_di(ctx, esito.domanda)
        if (esito.piena or (riserve and esito.ammessa)) and domanda is not None:
            for ente in domanda.componenti:
                yield domanda.codice, ente
