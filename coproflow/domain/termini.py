"""From a term to its date: terms to act, backward terms, fixed dates, lengths that never move, notices.

The ids are those of the rules: R1 art. 2963 c. 2 c.c.; R2 its cc. 4-5; R3 its c. 3 and art. 155 cc. 3-4
c.p.c.; R4 the Saturday, contested; R6 Cons. Stato VI 8546/2024; R7 giorni liberi; R8 art. 52 c. 4 c.p.a.;
R9 L. 742/1969; R12 fixed dates; R14 art. 41 D.P.R. 445/2000. R10 and R13 are in `termini_procedimento`.
"""

from dataclasses import replace
from datetime import date, datetime, time

from coproflow.domain.calendario import SABATO, Calendario
from coproflow.domain.conteggio import (
    MESI_IN,
    UN_GIORNO,
    Conteggio,
    chiudi,
    chiudi_a_ritroso,
    con_ora,
    conta,
    conta_a_ritroso,
)
from coproflow.domain.date import (
    add_hours,
    add_months,
    data_estesa,
    days_in_month,
    giorno_e_data,
    is_ora_ambigua,
    istante_esteso,
    ora_estesa,
    to_day,
    to_rome,
)
from coproflow.domain.scadenze import Alternativa, Certezza, Durata, Scadenza, Unita
from coproflow.domain.termini_procedimento import (
    Lettura,
    compute_sospeso,
    esecutivita_deliberazione,
    periodo_10bis,
    pubblicazione_albo,
)

__all__ = [
    "Alternativa",
    "Certezza",
    "Durata",
    "Lettura",
    "Scadenza",
    "Unita",
    "add_months",
    "avvertenze_scadenza",
    "compute_a_ritroso",
    "compute_scadenza",
    "compute_sospeso",
    "esecutivita_deliberazione",
    "fine_durata",
    "lunghezza_fissa",
    "periodo_10bis",
    "preavviso_ultimo_giorno",
    "pubblicazione_albo",
    "scadenza_fissa",
    "ultima_ricezione_utile",
]


def compute_scadenza(
    inizio: date, durata: Durata, calendario: Calendario, *, sabato_festivo: bool = False
) -> Scadenza:
    """The last day to act of a term that runs from `inizio` (a day, or an instant for a term in hours).

    R1, R2, R3, R7 and R4, whose default reads Saturday as a working day; the other reading is always shown.
    With `giorni_liberi` the date is the first on which the awaited event may be held.

    Raises:
        ValueError: hours from a bare day, an instant without zone, or years outside the calendar.
    """
    if durata.unita == "ore":
        return _scadenza_a_ore(_istante_di(inizio), durata, calendario, sabato_festivo=sabato_festivo)
    return chiudi(conta(to_day(inizio), durata), calendario, sabato_festivo=sabato_festivo)


def _scadenza_a_ore(
    inizio: datetime, durata: Durata, calendario: Calendario, *, sabato_festivo: bool
) -> Scadenza:
    fine = add_hours(inizio, durata.quantita)
    conto = (
        f"{durata} da {istante_esteso(inizio)}, escluso l’istante iniziale: {istante_esteso(fine)} (R1, R6)"
    )
    chiusa = chiudi(Conteggio(fine.date(), ("R1", "R6"), (conto,)), calendario, sabato_festivo=sabato_festivo)
    scadenza = con_ora(chiusa, fine)
    if calendario.is_festivo(fine.date()):
        ferma = Alternativa(fine.date(), "se un termine a ore non si sposta nei giorni festivi (R3)", fine)
        scadenza = _con_altra_lettura(scadenza, ferma, "prevalente")
    if (inizio.minute, inizio.second, inizio.microsecond) != (0, 0, 0):
        ora_piena = add_hours(inizio.replace(minute=0, second=0, microsecond=0), 1)
        altra = _scadenza_a_ore(ora_piena, durata, calendario, sabato_festivo=sabato_festivo)
        intera = Alternativa(altra.data, "se l’ora iniziale si esclude per intero (R1)", altra.istante)
        scadenza = _con_altra_lettura(scadenza, intera, "prevalente")
    return scadenza


def scadenza_fissa(quando: date, calendario: Calendario, *, sabato_festivo: bool = False) -> Scadenza:
    """The deadline an act names by its date («entro il 10 novembre») or instant («entro le ore 12:00 del …»).

    On a holiday the general principle moves it to the next day, at the same hour; whether it moves a fixed
    instant too is contested (R12). The date as written is then shown as the alternative.

    Raises:
        ValueError: an instant without zone, or years outside the calendar.
    """
    istante = to_rome(quando) if isinstance(quando, datetime) else None
    giorno = to_day(quando)
    scritta = istante_esteso(istante) if istante else giorno_e_data(giorno)
    fissata = Conteggio(giorno, ("R12",), (f"il termine è fissato: {scritta} (R12)",))
    scadenza = chiudi(fissata, calendario, sabato_festivo=sabato_festivo)
    if istante:
        scadenza = con_ora(scadenza, istante)
    if not calendario.is_festivo(giorno):
        return scadenza
    ferma = Alternativa(giorno, "se il termine fissato dall’atto non si sposta (R12)", istante)
    return _con_altra_lettura(scadenza, ferma, "controversa" if istante else "prevalente")


def lunghezza_fissa(ultimo_giorno: date) -> Scadenza:
    """The last day of a length or of a guarantee as a deadline: no holiday moves it (R14)."""
    giorno = to_day(ultimo_giorno)
    conto = f"{giorno_e_data(giorno)}: una durata non si sposta per i giorni festivi (R14)"
    return Scadenza(giorno, regole=("R14",), conto=(conto,))


def compute_a_ritroso(evento: date, durata: Durata, calendario: Calendario) -> Scadenza:
    """The last useful day before an event: counted backward, it moves to the day before a holiday (R7, R8).

    A Saturday stays. For hours `evento` is an instant. A guaranteed notice is no such term: see
    `ultima_ricezione_utile`.

    Raises:
        ValueError: hours from a bare day, an instant without zone, or years outside the calendar.
    """
    if durata.unita != "ore":
        return chiudi_a_ritroso(conta_a_ritroso(to_day(evento), durata), calendario)
    istante = add_hours(_istante_di(evento), -durata.quantita)
    conto = f"{durata} prima dell’evento: {istante_esteso(istante)} (R1, R6)"
    return con_ora(chiudi_a_ritroso(Conteggio(istante.date(), ("R1", "R6"), (conto,)), calendario), istante)


def fine_durata(inizio: date, durata: Durata, *, compreso_iniziale: bool = False) -> date:
    """The last day of a length or a validity; it is no term to act, so that no holiday moves it (R14).

    `compreso_iniziale`: the first day belongs to the length («24 mesi dal 1° gennaio 2026» end on 31 December
    2027). Art. 41 D.P.R. 445/2000 counts without it: six months from 31 August end on 28 February.

    Raises:
        ValueError: giorni liberi and hours measure no validity.
    """
    if durata.unita in ("giorni_liberi", "ore"):
        raise ValueError(f"una validità si misura in giorni, mesi o anni, non in {durata}")
    giorno = to_day(inizio)
    fine = conta(giorno, durata).giorno
    if not compreso_iniziale or durata.unita == "giorni_con_iniziale":
        return fine
    manca_il_giorno = durata.unita in MESI_IN and fine.day != giorno.day
    return fine if manca_il_giorno else fine - UN_GIORNO


def preavviso_ultimo_giorno(ricezione: date, mesi: int) -> date:
    """The earliest lawful last day of activity after a notice of at least so many months received that day.

    A guarantee of the recipient: counted by R2, never moved by holidays (R14).
    """
    return add_months(to_day(ricezione), mesi)


def ultima_ricezione_utile(ultimo_giorno: date, mesi: int) -> date:
    """The last day to receive that notice, if the activity is to stop at the end of `ultimo_giorno`."""
    fine = to_day(ultimo_giorno)
    arrivo = add_months(fine.replace(day=1), -mesi)
    length = days_in_month(arrivo.year, arrivo.month)
    if fine.day == days_in_month(fine.year, fine.month):
        return arrivo.replace(day=length)
    return arrivo.replace(day=min(fine.day, length))


def avvertenze_scadenza(quando: date, calendario: Calendario) -> tuple[str, ...]:
    """What to tell whoever drafts a notice about the deadline it sets: day, hour, midnight, autumn change.

    Raises:
        ValueError: an instant without zone, or years outside the calendar.
    """
    giorno = to_day(quando)
    avvertenze = []
    if calendario.is_festivo(giorno):
        avvertenze.append(
            f"{giorno_e_data(giorno)} è giorno festivo: se la scadenza si sposti è discusso (R12)"
        )
    elif giorno.weekday() == SABATO:
        avvertenze.append(f"{giorno_e_data(giorno)}: se il sabato valga come festivo è discusso (R4)")
    if not isinstance(quando, datetime):
        avvertenze.append("manca l’ora: senza, la scadenza è alle 23:59:59 di quel giorno (R6)")
        return tuple(avvertenze)
    istante = to_rome(quando)
    ora = ora_estesa(istante.time())
    if istante.time() == time(0, 0):
        avvertenze.append(
            f"le ore 00:00 del {data_estesa(giorno)} sono le 24:00 del {data_estesa(giorno - UN_GIORNO)}: "
            "la giornata indicata resta tutta fuori dal termine (R6)"
        )
    if is_ora_ambigua(istante):
        avvertenze.append(
            f"le ore {ora} del {data_estesa(giorno)} vengono due volte, per il ritorno all’ora solare: "
            f"qui vale la {'seconda' if istante.fold else 'prima'}"
        )
    return tuple(avvertenze)


def _istante_di(quando: date) -> datetime:
    if isinstance(quando, datetime):
        return to_rome(quando)
    raise ValueError(f"un termine a ore si conta da un istante: del {data_estesa(quando)} manca l’ora")


def _con_altra_lettura(scadenza: Scadenza, altra: Alternativa, certezza: Certezza) -> Scadenza:
    letture = tuple(sorted((*scadenza.alternative, altra), key=lambda a: (a.data, a.motivo)))
    return replace(scadenza, alternative=letture).con_certezza_al_piu(certezza)
