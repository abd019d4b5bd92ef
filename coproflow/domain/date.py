"""Days and instants as Italian law and Italian officers write them: reading, printing, adding months.

The common calendar (art. 2963 cc. 4-5 c.c.) for months and years, Europe/Rome for the hours.
"""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

MESI = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
GIORNI = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")

_FORMA_DATA = "scrivere il giorno come gg/mm/aaaa (05/05/2026) oppure aaaa-mm-gg (2026-05-05)"
_FORMA_ORA = "scrivere l’ora come hh:mm (12:00) oppure hh:mm:ss, da 00:00 a 23:59"
_FORMA_ISTANTE = (
    "scrivere giorno e ora come gg/mm/aaaa hh:mm (15/12/2025 12:00) "
    "oppure aaaa-mm-ggThh:mm (2025-12-15T12:00)"
)
_ITALIANA = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ORA = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_SCARTO = re.compile(r"Z|[+-][0-9]{2}:[0-9]{2}")


def add_months(d: date, n: int) -> date:
    """The same-number day `n` months later (earlier if negative), or the last day of a month that lacks it.

    Art. 2963 cc. 4-5 c.c. (R2).
    """
    year, month = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(year, month + 1, min(d.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """How many days the month has, 28 to 31."""
    return calendar.monthrange(year, month)[1]


def data_estesa(d: date) -> str:
    """«5 maggio 2026»; the first of the month is «1° maggio 2026»."""
    return f"{d.day if d.day > 1 else '1°'} {MESI[d.month - 1]} {d.year}"


def giorno_e_data(d: date) -> str:
    """«martedì 5 maggio 2026»."""
    return f"{GIORNI[d.weekday()]} {data_estesa(d)}"


def quanti_giorni(quanti: int) -> str:
    """«un giorno», «6 giorni»."""
    return "un giorno" if quanti == 1 else f"{quanti} giorni"


def ora_estesa(t: time) -> str:
    """«12:00», with the seconds only where there are any."""
    return f"{t:%H:%M:%S}" if t.second or t.microsecond else f"{t:%H:%M}"


def istante_esteso(istante: datetime) -> str:
    """«5 maggio 2026 alle ore 12:00», in Roman time.

    Raises:
        ValueError: if the instant has no time zone.
    """
    locale = to_rome(istante)
    return f"{data_estesa(locale)} alle ore {ora_estesa(locale.time())}"


def to_rome(istante: datetime) -> datetime:
    """The same instant in Roman time.

    Raises:
        ValueError: if it has no time zone, so that nobody guesses one.
    """
    if istante.tzinfo is None:
        raise ValueError(f"l’istante {istante:%d/%m/%Y %H:%M} è senza fuso orario: serve l’ora di Roma")
    return istante.astimezone(ROME)


def to_day(giorno: date) -> date:
    """The Roman calendar day of a date or of an instant.

    Raises:
        ValueError: if an instant has no time zone.
    """
    return to_rome(giorno).date() if isinstance(giorno, datetime) else giorno


def parse_data(testo: str) -> date:
    """Read «05/05/2026» or «2026-05-05».

    Raises:
        ValueError: an Italian sentence with the right form, or the reason why that day does not exist.
    """
    parola = testo.strip()
    if m := _ITALIANA.fullmatch(parola):
        day, month, year = map(int, m.groups())
    elif m := _ISO.fullmatch(parola):
        year, month, day = map(int, m.groups())
    else:
        raise ValueError(f"«{testo}» non è una data: {_FORMA_DATA}")
    if not 1 <= month <= len(MESI):
        raise ValueError(f"«{testo}» non esiste: il mese va da 01 a 12; {_FORMA_DATA}")
    if year == 0:
        raise ValueError(f"«{testo}» non esiste: non c’è l’anno 0000; {_FORMA_DATA}")
    length = days_in_month(year, month)
    if not 1 <= day <= length:
        raise ValueError(f"«{testo}» non esiste: {MESI[month - 1]} {year} ha {length} giorni; {_FORMA_DATA}")
    return date(year, month, day)


def parse_ora(testo: str) -> time:
    """Read «12:00» or «12:00:35».

    Raises:
        ValueError: an Italian sentence; 24:00 is refused, because it is 00:00 of the next day (R6).
    """
    m = _ORA.fullmatch(testo.strip())
    if m is None:
        raise ValueError(f"«{testo}» non è un’ora: {_FORMA_ORA}")
    hour, minute, second = (int(group or 0) for group in m.groups())
    if (hour, minute, second) == (24, 0, 0):
        raise ValueError(
            "le ore 24:00 sono già le 00:00 del giorno seguente: "
            "per comprendere tutto il giorno scrivere 23:59:59 (R6)"
        )
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"«{testo}» non esiste: {_FORMA_ORA}")
    return time(hour, minute, second)


def parse_istante(testo: str) -> datetime:
    """Read «15/12/2025 12:00» or «2025-12-15T12:00[:00][+01:00]» as an instant of Roman time.

    An hour that comes twice, on the last Sunday of October, is the first of the two (see `is_ora_ambigua`)
    unless the offset says otherwise.

    Raises:
        ValueError: an Italian sentence: not this form, no such day or hour, or an hour that the clocks skip.
    """
    giorno, separatore, resto = testo.strip().replace("T", " ", 1).partition(" ")
    if not separatore:
        parse_data(giorno)
        raise ValueError(f"a «{testo}» manca l’ora: {_FORMA_ISTANTE}")
    resto = resto.strip()
    scarto = _SCARTO.search(resto)
    ora = parse_ora(resto[: scarto.start()] if scarto else resto)
    locale = datetime.combine(parse_data(giorno), ora)
    if scarto is None:
        return _local(locale)
    if scarto.end() != len(resto) or not _ISO.fullmatch(giorno):
        raise ValueError(f"«{testo}» non è un istante: {_FORMA_ISTANTE}")
    return datetime.fromisoformat(f"{locale.isoformat()}{scarto[0]}").astimezone(ROME)


def _local(locale: datetime) -> datetime:
    istante = locale.replace(tzinfo=ROME)
    shown = istante.astimezone(UTC).astimezone(ROME)
    if shown.replace(tzinfo=None) != locale:
        raise ValueError(
            f"le ore {ora_estesa(locale.time())} del {data_estesa(locale)} non esistono: quella notte "
            "l’orologio passa dalle 02:00 alle 03:00; indicare un’altra ora"
        )
    return istante


def is_ora_ambigua(istante: datetime) -> bool:
    """Whether the wall clock shows this hour twice, at the change of October.

    Raises:
        ValueError: if the instant has no time zone.
    """
    locale = to_rome(istante)
    return locale.replace(fold=0).utcoffset() != locale.replace(fold=1).utcoffset()


def add_hours(istante: datetime, hours: int) -> datetime:
    """The instant so many hours of true time later (earlier if negative), whatever clocks do meanwhile."""
    return (istante.astimezone(UTC) + timedelta(hours=hours)).astimezone(ROME)


_ARTICOLI = {"il": "l", "del": "dell", "al": "all", "dal": "dall", "nel": "nell", "sul": "sull"}
_PRIMA_DI_OTTO = rf"(?i)\b({'|'.join(_ARTICOLI)}) (?=(?:8|11) (?:{'|'.join(MESI)}))"


def elidi_articoli(testo: str) -> str:
    """«il 8 marzo» as Italian says it: «l’8 marzo», «dell’11 maggio»."""
    if " 8 " not in testo and " 11 " not in testo:
        return testo

    def elisa(trovato: "re.Match[str]") -> str:
        parola = trovato[1]
        corta = _ARTICOLI[parola.lower()]
        return f"{corta.capitalize() if parola[0].isupper() else corta}’"

    return re.sub(_PRIMA_DI_OTTO, elisa, testo)
