"""How days are counted and a last day is moved: the steps that the terms are made of, each with its sentence.

Every step gives the date, the ids of the rules applied and Italian sentences that show the count.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from coproflow.domain.calendario import SABATO, Calendario
from coproflow.domain.date import MESI, ROME, add_months, giorno_e_data, istante_esteso
from coproflow.domain.scadenze import Alternativa, Durata, Scadenza

UN_GIORNO = timedelta(days=1)
MESI_IN = {"mesi": 1, "anni": 12}
_AGOSTO = 8
_SABATO_FESTIVO = "se il sabato si equipara ai giorni festivi (TAR Lazio III-quater 8791/2024, R4)"
_SABATO_FERIALE = (
    "se il sabato non è festivo per i termini amministrativi (Cass. 5114/2009; Cons. Stato V 3152/2011, R4)"
)


class Conteggio(NamedTuple):
    """A day counted to, before any holiday moves it."""

    giorno: date
    regole: tuple[str, ...] = ()
    conto: tuple[str, ...] = ()


def conta(inizio: date, durata: Durata) -> Conteggio:
    """Count a length of days, months or years forward from a day (R1, R2, R7; R13 counts the first day)."""
    n, primo = durata.quantita, giorno_e_data(inizio)
    if durata.unita in MESI_IN:
        fine = add_months(inizio, n * MESI_IN[durata.unita])
        return Conteggio(
            fine, ("R1", "R2"), (_escluso(primo), _corrispondente(inizio, fine, f"dopo {durata}"))
        )
    if durata.unita == "giorni_liberi":
        fine = inizio + timedelta(days=n + 1)
        liberi = f"dopo {durata} il primo giorno utile è {giorno_e_data(fine)} (R7)"
        return Conteggio(
            fine, ("R7",), (f"non si contano né il giorno iniziale, {primo}, né il finale (R7)", liberi)
        )
    if durata.unita == "giorni_con_iniziale":
        fine = inizio + timedelta(days=n - 1)
        return Conteggio(
            fine, ("R13",), (f"si conta anche il giorno iniziale, {primo} (R13)", _ennesimo(n, fine))
        )
    fine = inizio + timedelta(days=n)
    agosto = ("R9",) if _tocca_agosto(inizio + UN_GIORNO, fine) else ()
    conto = (_escluso(primo), _ennesimo(n, fine), *("i giorni di agosto si contano (R9)" for _ in agosto))
    return Conteggio(fine, ("R1", *agosto), conto)


def conta_a_ritroso(evento: date, durata: Durata) -> Conteggio:
    """Count a length of days, months or years backward from the day of an event (R1, R2, R7)."""
    n, giorno = durata.quantita, giorno_e_data(evento)
    escluso = f"si conta a ritroso, escluso il giorno dell’evento, {giorno} (R1)"
    if durata.unita in MESI_IN:
        fine = add_months(evento, -n * MESI_IN[durata.unita])
        return Conteggio(fine, ("R1", "R2"), (escluso, _corrispondente(evento, fine, f"{durata} prima")))
    if durata.unita == "giorni_liberi":
        fine = evento - timedelta(days=n + 1)
        liberi = f"prima di {durata} l’ultimo giorno utile è {giorno_e_data(fine)} (R7)"
        return Conteggio(
            fine, ("R7",), (f"a ritroso, non si contano né {giorno}, né il giorno finale (R7)", liberi)
        )
    if durata.unita == "giorni_con_iniziale":
        fine = evento - timedelta(days=n - 1)
        return Conteggio(fine, ("R13",), (f"si conta a ritroso, compreso {giorno} (R13)", _ennesimo(n, fine)))
    fine = evento - timedelta(days=n)
    return Conteggio(fine, ("R1",), (escluso, _ennesimo(n, fine)))


def chiudi(conteggio: Conteggio, calendario: Calendario, *, sabato_festivo: bool = False) -> Scadenza:
    """Close a forward count: its last day moves off a holiday (R3), the other Saturday is shown (R4).

    Raises:
        ValueError: outside the years of the calendar.
    """

    def festa(d: date) -> str:
        return "è giorno festivo: si passa al giorno seguente (R3)" if calendario.is_festivo(d) else ""

    def festa_o_sabato(d: date) -> str:
        sabato = "si equipara ai festivi: si passa al giorno seguente (R4)" if d.weekday() == SABATO else ""
        return festa(d) or sabato

    grezza, regole, conto = conteggio
    feriale, festivo = _sposta(grezza, festa), _sposta(grezza, festa_o_sabato)
    (data, passi), (altra, _) = (festivo, feriale) if sabato_festivo else (feriale, festivo)
    scadenza = Scadenza(
        data=data,
        regole=(*regole, "R3") if calendario.is_festivo(grezza) else regole,
        conto=(*conto, *passi, f"la scadenza è {giorno_e_data(data)}") if passi else conto,
    )
    if data == altra:
        return scadenza
    resta = () if sabato_festivo else (f"{giorno_e_data(data)} non è festivo: la scadenza resta (R4)",)
    return replace(
        scadenza,
        certezza="controversa",
        alternative=(Alternativa(altra, _SABATO_FERIALE if sabato_festivo else _SABATO_FESTIVO),),
        regole=(*scadenza.regole, "R4"),
        conto=(*scadenza.conto, *resta),
    )


def chiudi_a_ritroso(conteggio: Conteggio, calendario: Calendario) -> Scadenza:
    """Close a backward count: the last day moves to the day before a holiday, and a Saturday stays (R8).

    Raises:
        ValueError: outside the years of the calendar.
    """

    def festa(d: date) -> str:
        return "è giorno festivo: si passa al giorno precedente (R8)" if calendario.is_festivo(d) else ""

    data, passi = _sposta(conteggio.giorno, festa, -UN_GIORNO)
    if not passi:
        return Scadenza(data=data, regole=conteggio.regole, conto=conteggio.conto)
    ultimo = f"l’ultimo giorno utile è {giorno_e_data(data)}"
    return Scadenza(data=data, regole=(*conteggio.regole, "R8"), conto=(*conteggio.conto, *passi, ultimo))


def con_ora(scadenza: Scadenza, istante: datetime) -> Scadenza:
    """The same dates at the hour of `istante`, the instant counted to before holidays moved its day."""

    def nel(giorno: date) -> datetime:
        return istante if giorno == istante.date() else datetime.combine(giorno, istante.time(), ROME)

    alla_fine = nel(scadenza.data)
    return replace(
        scadenza,
        istante=alla_fine,
        alternative=tuple(replace(a, istante=a.istante or nel(a.data)) for a in scadenza.alternative),
        conto=(*scadenza.conto, f"scade {istante_esteso(alla_fine)}, un secondo dopo è tardi (R6)"),
        regole=scadenza.regole if "R6" in scadenza.regole else (*scadenza.regole, "R6"),
    )


def _sposta(
    giorno: date, motivo: Callable[[date], str], passo: timedelta = UN_GIORNO
) -> tuple[date, tuple[str, ...]]:
    passi = []
    while perche := motivo(giorno):
        passi.append(f"{giorno_e_data(giorno)} {perche}")
        giorno += passo
    return giorno, tuple(passi)


def _escluso(primo: str) -> str:
    return f"si esclude il giorno iniziale, {primo} (R1)"


def _ennesimo(n: int, fine: date) -> str:
    articolo = "l’" if n == 11 or str(n).startswith("8") else "il "
    return f"{articolo}{n}° giorno è {giorno_e_data(fine)}"


def _corrispondente(inizio: date, fine: date, quando: str) -> str:
    if fine.day == inizio.day:
        return f"{quando} il giorno dello stesso numero è {giorno_e_data(fine)} (R2)"
    mese = f"{MESI[fine.month - 1]} {fine.year}"
    return f"{quando}: {mese} non ha il giorno {inizio.day}, vale l’ultimo, {giorno_e_data(fine)} (R2)"


def _tocca_agosto(dal: date, al: date) -> bool:
    return any(
        dal <= date(y, _AGOSTO, 31) and date(y, _AGOSTO, 1) <= al for y in range(dal.year, al.year + 1)
    )
