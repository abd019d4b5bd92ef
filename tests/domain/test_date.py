"""Days and instants, read and written as Italian officers write them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.date import (
    ROME,
    add_hours,
    add_months,
    data_estesa,
    elidi_articoli,
    giorno_e_data,
    is_ora_ambigua,
    istante_esteso,
    parse_data,
    parse_istante,
    parse_ora,
    to_day,
    to_rome,
)

GIORNI = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("giorno", "esteso"),
    [
        (date(2026, 5, 5), "martedì 5 maggio 2026"),
        (date(2026, 5, 1), "venerdì 1° maggio 2026"),
        (date(2026, 12, 31), "giovedì 31 dicembre 2026"),
        (date(2028, 2, 29), "martedì 29 febbraio 2028"),
    ],
)
def test_giorno_e_data(giorno: date, esteso: str) -> None:
    """Il giorno si scrive per esteso in italiano, e il primo del mese con l'ordinale."""
    assert giorno_e_data(giorno) == esteso
    assert esteso.endswith(data_estesa(giorno))


def test_istante_esteso() -> None:
    """L'ora si dice in ora di Roma, con i secondi solo se ci sono."""
    assert istante_esteso(datetime(2026, 5, 5, 10, 0, tzinfo=UTC)) == "5 maggio 2026 alle ore 12:00"
    assert istante_esteso(datetime(2026, 5, 5, 12, 0, 35, tzinfo=ROME)) == "5 maggio 2026 alle ore 12:00:35"


@given(GIORNI)
def test_le_due_forme_della_data_si_rileggono(giorno: date) -> None:
    """Ogni giorno scritto gg/mm/aaaa o aaaa-mm-gg si rilegge uguale."""
    assert parse_data(f"{giorno:%d/%m}/{giorno.year}") == giorno
    assert parse_data(giorno.isoformat()) == giorno


def test_giorno_e_mese_a_una_cifra() -> None:
    """«5/5/2026» non ha due letture, dunque si accetta."""
    assert parse_data(" 5/5/2026 ") == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("scritto", "motivo"),
    [
        ("31/09/2025", "settembre 2025 ha 30 giorni"),
        ("29/02/2027", "febbraio 2027 ha 28 giorni"),
        ("2027-02-29", "febbraio 2027 ha 28 giorni"),
        ("00/01/2027", "gennaio 2027 ha 31 giorni"),
        ("09/31/2025", "il mese va da 01 a 12"),
        ("01/01/0000", "non c’è l’anno 0000"),
        ("5 maggio 2026", "scrivere il giorno come gg/mm/aaaa"),
        ("05/05/26", "scrivere il giorno come gg/mm/aaaa"),
        ("05-05-2026", "scrivere il giorno come gg/mm/aaaa"),
        ("2026-5-5", "scrivere il giorno come gg/mm/aaaa"),
        ("٠٥/05/2026", "scrivere il giorno come gg/mm/aaaa"),
        ("", "scrivere il giorno come gg/mm/aaaa"),
    ],
)
def test_date_rifiutate(scritto: str, motivo: str) -> None:
    """Una data che non esiste o scritta in altro modo si rifiuta dicendo perché e qual è la forma giusta."""
    with pytest.raises(ValueError, match=motivo) as rifiuto:
        parse_data(scritto)
    assert f"«{scritto}»" in str(rifiuto.value)
    assert "gg/mm/aaaa" in str(rifiuto.value)


def test_parse_ora() -> None:
    """L'ora si scrive al minuto o al secondo."""
    assert parse_ora("12:00") == time(12, 0)
    assert parse_ora("9:05") == time(9, 5)
    assert parse_ora("23:59:59") == time(23, 59, 59)


@pytest.mark.parametrize(
    "scritta", ["12", "12.00", "25:00", "12:60", "12:00:60", "ore 12", "24:01", "12:00:00.5"]
)
def test_ore_rifiutate(scritta: str) -> None:
    """Un'ora che non esiste o scritta in altro modo si rifiuta con la forma giusta."""
    with pytest.raises(ValueError, match="scrivere l’ora come hh:mm"):
        parse_ora(scritta)


@pytest.mark.parametrize("scritta", ["24:00", "24:00:00"])
def test_le_ventiquattro_sono_il_giorno_dopo(scritta: str) -> None:
    """R6: le ore 24:00 sono già il giorno seguente, e chi scrive deve saperlo."""
    with pytest.raises(ValueError, match="00:00 del giorno seguente"):
        parse_ora(scritta)
    with pytest.raises(ValueError, match="00:00 del giorno seguente"):
        parse_istante(f"15/12/2025 {scritta}")


@pytest.mark.parametrize(
    "scritto",
    [
        "15/12/2025 12:00",
        "15/12/2025  12:00:00",
        "2025-12-15 12:00",
        "2025-12-15T12:00",
        "2025-12-15T12:00:00+01:00",
        "2025-12-15T11:00Z",
    ],
)
def test_istanti_accettati(scritto: str) -> None:
    """Lo stesso mezzogiorno di Roma, nelle forme che un ufficio o un altro programma scrive."""
    istante = parse_istante(scritto)
    assert istante == datetime(2025, 12, 15, 12, 0, tzinfo=ROME)
    assert istante.tzinfo is ROME


@pytest.mark.parametrize(
    ("scritto", "motivo"),
    [
        ("15/12/2025", "manca l’ora"),
        ("2025-12-15", "manca l’ora"),
        ("31/09/2025 12:00", "settembre 2025 ha 30 giorni"),
        ("15/12/2025 12.00", "scrivere l’ora come hh:mm"),
        ("15/12/2025 12:00+01:00", "non è un istante"),
        ("2025-12-15T12:00+01:00 circa", "non è un istante"),
        ("domani", "non è una data"),
    ],
)
def test_istanti_rifiutati(scritto: str, motivo: str) -> None:
    """Un istante senza ora, inesistente o scritto in altro modo si rifiuta dicendo perché."""
    with pytest.raises(ValueError, match=motivo):
        parse_istante(scritto)


@pytest.mark.parametrize("scritto", ["29/03/2026 02:00", "29/03/2026 02:30", "2026-03-29T02:59:59"])
def test_ora_che_non_esiste(scritto: str) -> None:
    """La notte dell'ora legale l'orologio salta dalle 02:00 alle 03:00: quelle ore non esistono."""
    with pytest.raises(ValueError, match="non esistono: quella notte"):
        parse_istante(scritto)


def test_ora_che_viene_due_volte() -> None:
    """Al ritorno dell'ora solare vale la prima delle due, se lo scarto scritto non dice la seconda."""
    prima = parse_istante("25/10/2026 02:30")
    seconda = parse_istante("2026-10-25T02:30+01:00")
    assert prima.isoformat() == "2026-10-25T02:30:00+02:00"
    assert seconda.isoformat() == "2026-10-25T02:30:00+01:00"
    assert is_ora_ambigua(prima)
    assert is_ora_ambigua(seconda)
    assert not is_ora_ambigua(parse_istante("25/10/2026 03:00"))
    assert not is_ora_ambigua(parse_istante("29/03/2026 03:00"))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_ogni_istante_si_rilegge_dalla_sua_forma_iso(istante: datetime) -> None:
    """Un istante salvato con il suo scarto si rilegge uguale, anche nell'ora doppia di ottobre."""
    romano = to_rome(istante.replace(microsecond=0))
    assert parse_istante(romano.isoformat()).isoformat() == romano.isoformat()


def test_un_istante_senza_fuso_si_rifiuta() -> None:
    """Nessuno indovina il fuso orario."""
    ingenuo = datetime(2026, 5, 5, 12, 0)  # noqa: DTZ001
    for funzione in (to_rome, to_day, istante_esteso, is_ora_ambigua):
        with pytest.raises(ValueError, match="senza fuso orario"):
            funzione(ingenuo)


def test_il_giorno_di_un_istante_e_quello_di_roma() -> None:
    """Le 23:30 UTC del 4 maggio sono già il 5 maggio a Roma."""
    assert to_day(datetime(2026, 5, 4, 23, 30, tzinfo=UTC)) == date(2026, 5, 5)
    assert to_day(date(2026, 5, 4)) == date(2026, 5, 4)


@given(GIORNI, st.integers(-600, 600))
def test_i_mesi_portano_allo_stesso_numero_o_all_ultimo(giorno: date, mesi: int) -> None:
    """R2: il giorno dello stesso numero; se il mese non l'ha, il suo ultimo giorno."""
    arrivo = add_months(giorno, mesi)
    assert (arrivo.year - giorno.year) * 12 + arrivo.month - giorno.month == mesi
    assert arrivo.day == giorno.day or (arrivo.day < giorno.day and giorno_dopo(arrivo).day == 1)


def giorno_dopo(giorno: date) -> date:
    """The day after."""
    return date.fromordinal(giorno.toordinal() + 1)


def test_anni() -> None:
    """R2: un anno dal 29 febbraio 2028 finisce il 28 febbraio 2029, quattro anni il 29 febbraio 2032."""
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2028, 2, 29), 48) == date(2032, 2, 29)


def test_le_ore_sono_di_tempo_vero() -> None:
    """Ventiquattr'ore dal mezzogiorno della vigilia dell'ora legale finiscono alle 13:00."""
    assert add_hours(parse_istante("28/03/2026 12:00"), 24) == parse_istante("29/03/2026 13:00")
    assert add_hours(parse_istante("29/03/2026 13:00"), -24) == parse_istante("28/03/2026 12:00")


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [
        ("il 8 marzo 2026", "l’8 marzo 2026"),
        ("Il 11 maggio", "L’11 maggio"),
        ("dal 8 marzo al 11 aprile", "dall’8 marzo all’11 aprile"),
        ("il 18 marzo e il 1° maggio", "il 18 marzo e il 1° maggio"),
        ("il 8 aprile del 11 si discute", "l’8 aprile del 11 si discute"),
    ],
)
def test_articoli_elisi_davanti_a_otto_e_undici(scritto, letto):
    """Davanti a «8» e «11» l'articolo si elide, solo se segue un mese."""
    assert elidi_articoli(scritto) == letto
