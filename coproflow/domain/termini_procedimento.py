"""The terms of L. 241/1990 and of the albo pretorio: suspension and resumption (R10), publication (R13)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from coproflow.domain.calendario import Calendario
from coproflow.domain.conteggio import UN_GIORNO, Conteggio, chiudi, conta
from coproflow.domain.date import giorno_e_data
from coproflow.domain.scadenze import Alternativa, Durata, Scadenza

Lettura = Literal["senza_iniziale", "con_iniziale", "dopo_i_quindici"]

_GIORNI_ALBO = 15
_GIORNI_ESECUTIVITA = 10
_LETTURE: dict[Lettura, tuple[int, str]] = {
    "con_iniziale": (_GIORNI_ESECUTIVITA, "contando il giorno iniziale fra i dieci"),
    "senza_iniziale": (_GIORNI_ESECUTIVITA + 1, "contando i dieci giorni senza quello iniziale"),
    "dopo_i_quindici": (_GIORNI_ALBO + _GIORNI_ESECUTIVITA, "contando i dieci giorni dopo i quindici d’albo"),
}


def compute_sospeso(
    inizio: date,
    giorni: int,
    sospensioni: tuple[tuple[date, date], ...],
    calendario: Calendario,
    *,
    massimo: int | None = None,
    termine_suppletivo: bool = False,
    sabato_festivo: bool = False,
) -> Scadenza:
    """The end of a procedure of so many days that was suspended and ran again (R10, art. 2 c. 7 L. 241/1990).

    Args:
        inizio: the day the application was received, excluded (R1).
        giorni: the term.
        sospensioni: (day of the request, day the answer came), in order. The day of the request is
            used, that of the answer excluded; the other readings are shown where they change the date.
        calendario: the holidays.
        massimo: the days a suspension may last at most (art. 2 c. 7): from there the term runs again.
        termine_suppletivo: the term is the one that holds without a regulation, which for municipalities is
            the prevalent reading and no more (art. 29 c. 2-bis).
        sabato_festivo: R4.

    Raises:
        ValueError: suspensions reversed, overlapping, or begun after the term; years outside the calendar.
    """
    corrente, restano = inizio, giorni
    conto = [f"si esclude il giorno iniziale, {giorno_e_data(inizio)} (R1)"]
    richieste_contate = risposte_escluse = 0
    for dal, al in sospensioni:
        if not corrente <= dal <= al:
            raise ValueError(f"la sospensione dal {dal:%d/%m/%Y} al {al:%d/%m/%Y} non è in ordine di tempo")
        if dal > chiudi(Conteggio(corrente + timedelta(days=restano)), calendario).data:
            raise ValueError(f"la sospensione del {dal:%d/%m/%Y} arriva a termine già scaduto")
        usati = min((dal - corrente).days, restano)
        restano -= usati
        conto.append(
            f"{giorno_e_data(dal)} il termine si sospende: usati {usati} giorni, ne restano {restano} (R10)"
        )
        corrente = al if massimo is None else min(al, dal + timedelta(days=massimo))
        if corrente < al:
            conto.append(f"la sospensione non dura più di {massimo} giorni (art. 2 c. 7 L. 241/1990, R10)")
        conto.append(f"{giorno_e_data(corrente)} la sospensione finisce, da escludere nel conto (R1, R10)")
        richieste_contate += dal < corrente and usati > 0
        risposte_escluse += dal < corrente and restano > 0
    grezza = corrente + timedelta(days=restano)
    conto.append(f"l’ultimo giorno è {giorno_e_data(grezza)}")
    if termine_suppletivo:
        conto.append(f"{giorni} giorni valgono in mancanza di regolamento: lettura prevalente (R10)")

    def con(giorno: date) -> Scadenza:
        return chiudi(
            Conteggio(giorno, ("R1", "R10"), tuple(conto)), calendario, sabato_festivo=sabato_festivo
        )

    scadenza = con(grezza)
    prima = con(grezza - timedelta(days=risposte_escluse)).data
    dopo = con(grezza + timedelta(days=richieste_contate)).data
    letture = [
        Alternativa(giorno, motivo)
        for giorno, motivo in (
            (prima, "se si conta anche il giorno in cui la risposta arriva (R10)"),
            (dopo, "se il giorno della richiesta non si conta fra quelli usati (R10)"),
        )
        if giorno != scadenza.data
    ]
    scadenza = replace(scadenza, alternative=(*scadenza.alternative, *letture))
    incerta = termine_suppletivo or dopo != scadenza.data
    return scadenza.con_certezza_al_piu("prevalente") if incerta else scadenza


def periodo_10bis(
    preavviso: date, osservazioni: date | None, calendario: Calendario, *, giorni: int = 10
) -> tuple[date, date]:
    """The suspension of art. 10-bis L. 241/1990, as `compute_sospeso` takes it.

    The term runs again ten days after observations that came in time, or else from the end of the ten days
    (R10). `preavviso` is the day the notice was received.

    Raises:
        ValueError: observations earlier than the notice, or years outside the calendar.
    """
    if osservazioni is not None and osservazioni < preavviso:
        raise ValueError("le osservazioni non possono precedere la comunicazione dei motivi ostativi")
    fine = chiudi(conta(preavviso, Durata("giorni", giorni)), calendario).data
    if osservazioni is not None and osservazioni <= fine:
        return preavviso, osservazioni + timedelta(days=giorni)
    return preavviso, fine


def pubblicazione_albo(inizio: date, giorni: int, *, computa_iniziale: bool = True) -> Scadenza:
    """The last day of publication at the albo pretorio (art. 124 TUEL); holidays do not move it (R13, R14).

    The initial day counts (Cass. 2563/2009), which the AgID guidelines of 2016 contest: the other reading is
    the alternative.
    """
    con_iniziale = conta(inizio, Durata("giorni_con_iniziale", giorni))
    senza_iniziale = con_iniziale.giorno + UN_GIORNO
    if computa_iniziale:
        data = con_iniziale.giorno
        altra = Alternativa(senza_iniziale, "se il giorno iniziale non si conta (linee guida AgID 2016, R13)")
        conto = con_iniziale.conto
    else:
        data = senza_iniziale
        altra = Alternativa(
            con_iniziale.giorno, "se si conta anche il giorno iniziale (Cass. 2563/2009, R13)"
        )
        conto = conta(inizio, Durata("giorni", giorni)).conto
    return Scadenza(
        data=data,
        certezza="controversa",
        alternative=(altra,),
        regole=("R13", "R14"),
        conto=(*conto, "la pubblicazione è una durata: i giorni festivi non la spostano (R14)"),
    )


def esecutivita_deliberazione(inizio_pubblicazione: date, lettura: Lettura = "senza_iniziale") -> Scadenza:
    """The first day on which a resolution is executive, unless declared so at once (art. 134 c. 3 TUEL, R13).

    The ente chooses among three readings of «after the tenth day of publication»; the others are shown.
    """

    def dal(quale: Lettura) -> date:
        return inizio_pubblicazione + timedelta(days=_LETTURE[quale][0])

    data = dal(lettura)
    return Scadenza(
        data=data,
        certezza="controversa",
        alternative=tuple(
            Alternativa(dal(altra), f"{modo} (R13)")
            for altra, (_, modo) in _LETTURE.items()
            if altra != lettura
        ),
        regole=("R13",),
        conto=(
            f"pubblicata all’albo da {giorno_e_data(inizio_pubblicazione)}",
            f"{_LETTURE[lettura][1]}, l’ultimo è {giorno_e_data(data - UN_GIORNO)} (R13)",
            f"è esecutiva da {giorno_e_data(data)}, salvo immediata eseguibilità",
        ),
    )
