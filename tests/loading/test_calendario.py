"""The `holidays` package against rule R5, computed here a second time and from nothing."""

from datetime import date, timedelta
from importlib.metadata import version

import pytest

from coproflow.loading.calendario import load_calendario

FISSE = [(1, 1), (1, 6), (4, 25), (5, 1), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)]


def pasqua(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm of 1876."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


def festivi_per_legge(year: int) -> set[date]:
    """Rule R5 for one year, Sundays aside, with the two oddities between 1990 and 2026."""
    giorni = {date(year, m, d) for m, d in FISSE} | {pasqua(year) + timedelta(days=1)}
    if year >= 2001:  # L. 336/2000 gave 2 June back; from 1977 the Republic was kept on a Sunday
        giorni.add(date(year, 6, 2))
    if year >= 2026:  # L. 151/2025
        giorni.add(date(year, 10, 4))
    if year == 2011:  # D.L. 5/2011: the 150 years of the Unity, that year only
        giorni.add(date(2011, 3, 17))
    return giorni


def giorni_dell_anno(year: int) -> list[date]:
    """Every day of the year."""
    primo = date(year, 1, 1)
    return [primo + timedelta(days=n) for n in range((date(year + 1, 1, 1) - primo).days)]


def test_la_pasqua_e_quella_nota() -> None:
    """Il conto della Pasqua, che fa da controprova, dà le date note."""
    assert [pasqua(y) for y in (2000, 2011, 2025, 2026, 2038)] == [
        date(2000, 4, 23),
        date(2011, 4, 24),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


def test_il_calendario_e_quello_della_legge_dal_1990_al_2100() -> None:
    """R5, giorno per giorno: sono festivi le domeniche e i giorni di legge, e nessun altro."""
    calendario = load_calendario(1990, 2100)
    for year in range(1990, 2101):
        legge = festivi_per_legge(year)
        for giorno in giorni_dell_anno(year):
            assert calendario.is_festivo(giorno) == (giorno.weekday() == 6 or giorno in legge), giorno


@pytest.mark.parametrize(
    ("giorno", "festivo"),
    [
        (date(2000, 6, 2), False),
        (date(2003, 6, 2), True),
        (date(2011, 3, 17), True),
        (date(2012, 3, 17), False),
        (date(2025, 10, 4), False),
        (date(2027, 10, 4), True),
        (date(2026, 4, 6), True),  # lunedì dell'Angelo
        (date(2026, 4, 3), False),  # venerdì santo
        (date(2026, 6, 29), False),  # Ss. Pietro e Paolo: solo a Roma
        (date(2026, 6, 10), False),  # san Pantaleone, patrono di Crema
        (date(2026, 11, 13), False),  # sant'Omobono, patrono di Cremona
        (date(2026, 3, 19), False),
        (date(2026, 11, 4), False),
        (date(2026, 12, 24), False),
    ],
)
def test_feste_che_si_confondono(giorno: date, festivo: bool) -> None:
    """R5: le feste cambiate negli anni, quelle solo locali e quelle che festive non sono più."""
    assert load_calendario(2000, 2030).is_festivo(giorno) is festivo


def test_dice_da_dove_viene() -> None:
    """Il calendario dice il pacchetto e la versione che lo hanno dato."""
    calendario = load_calendario(2025, 2026)
    assert calendario.fonte == f"holidays {version('holidays')}"
    assert (calendario.dal, calendario.al) == (2025, 2026)


def test_un_anno_che_il_pacchetto_ignora_si_rifiuta() -> None:
    """Il pacchetto per il 2101 tace: un calendario senza Natale non si accetta."""
    with pytest.raises(ValueError, match="non conosce le festività del 2101"):
        load_calendario(2100, 2101)


def test_anni_rovesciati() -> None:
    """Anni rovesciati si rifiutano."""
    with pytest.raises(ValueError, match="dal 2030 al 2020"):
        load_calendario(2030, 2020)
