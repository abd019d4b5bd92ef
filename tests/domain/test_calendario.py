"""The calendar as data: what it knows, what it refuses to say, its stored form."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.calendario import Calendario

NATALE = date(2026, 12, 25)
UNO = Calendario(festivi=frozenset({NATALE}), dal=2026, al=2027, fonte="prova")


def test_domeniche_e_festivita() -> None:
    """È festiva ogni domenica e ogni giorno in elenco; il sabato e gli altri no."""
    assert UNO.is_festivo(NATALE)
    assert UNO.is_festivo(date(2026, 12, 27))
    assert not UNO.is_festivo(date(2026, 12, 26))
    assert not UNO.is_festivo(date(2027, 12, 24))


@pytest.mark.parametrize("giorno", [date(2025, 12, 31), date(2028, 1, 1), date(2028, 1, 2)])
def test_fuori_dai_suoi_anni_non_risponde(giorno: date) -> None:
    """Fuori dai suoi anni il calendario non tace: dice che non sa, perfino di una domenica."""
    with pytest.raises(ValueError, match=r"\(prova\) va dal 2026 al 2027: non si può dire se il"):
        UNO.is_festivo(giorno)


def test_un_calendario_incoerente_non_nasce() -> None:
    """Anni rovesciati o festività fuori dagli anni sono un errore di chi lo costruisce."""
    with pytest.raises(ValueError, match="non può andare dal 2027 al 2026"):
        Calendario(festivi=frozenset(), dal=2027, al=2026, fonte="prova")
    with pytest.raises(ValueError, match="25/12/2026 è fuori dal calendario 2027-2028"):
        Calendario(festivi=frozenset({NATALE}), dal=2027, al=2028, fonte="prova")


@given(st.frozensets(st.dates(date(2020, 1, 1), date(2030, 12, 31))))
def test_si_rilegge_dalla_forma_salvata(festivi: frozenset[date]) -> None:
    """La forma salvata passa per JSON e ridà lo stesso calendario."""
    calendario = Calendario(festivi=festivi, dal=2020, al=2030, fonte="holidays 0.109")
    assert Calendario.load(json.loads(json.dumps(calendario.dump()))) == calendario


def test_la_forma_salvata_e_compatta() -> None:
    """Una riga per anno, anche per l'anno senza festività."""
    assert UNO.dump() == {"fonte": "prova", "dal": 2026, "al": 2027, "festivi": {"2026": "1225", "2027": ""}}
