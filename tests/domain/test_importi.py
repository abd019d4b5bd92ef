"""Money in whole cents: no cent is lost, and each rounding goes the way its name says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.importi import ZERO, Euro, Quota, ripartisci, somma

importi = st.integers(-(10**13), 10**13).map(Euro)
positivi = st.integers(0, 10**13).map(Euro)
quote = st.integers(0, 9_999_999).map(Quota)
CENTESIMO = Euro(1)


@given(importi)
def test_un_importo_si_rilegge(x: Any) -> None:
    """Un importo stampato si rilegge uguale, con i punti delle migliaia e senza."""
    assert Euro.da_testo(str(x)) == x
    assert Euro.da_testo(str(x).replace(".", "")) == x
    assert Euro.da_testo(f"€ {x}") == x


@given(quote)
def test_una_quota_si_rilegge(x: Any) -> None:
    """Una percentuale stampata si rilegge uguale, fino alla parte per milione."""
    assert Quota.da_testo(str(x)) == x
    assert Quota.da_testo(str(x).replace(" ", "")) == x


@pytest.mark.parametrize(
    "parola",
    [
        "1234.56",
        "2.127.000",
        "1,5",
        "1.23,45",
        "12.34,00",
        "1 234,56",
        "mille",
        "",
        ",50",
        "1.234,567",
        "١,٠٠",
    ],
)
def test_un_importo_ambiguo_e_rifiutato(parola: Any) -> None:
    """Si scrive come 1.234,56, con due decimali: ogni altra forma è rifiutata dicendo quella giusta."""
    with pytest.raises(ValueError, match=r"si scrive come 1\.234,56, con due decimali"):
        Euro.da_testo(parola)


@pytest.mark.parametrize(
    "parola", ["10", "10,5", "0.1", "10 per cento", "1.000 %", "10,12345 %", "-5 %", "%"]
)
def test_una_quota_ambigua_e_rifiutata(parola: Any) -> None:
    """Una percentuale ha il suo segno: «10» potrebbe essere un decimo o dieci volte."""
    with pytest.raises(ValueError, match="si scrive come 10 % o 12,5 %"):
        Quota.da_testo(parola)


@given(quote, positivi)
def test_i_minimi_si_arrotondano_in_su_i_massimi_in_giu(quota: Any, base: Any) -> None:
    """Il minimo dovuto non scende di un centesimo sotto la quota esatta, il massimo non la supera."""
    esatta = base.centesimi * quota.ppm
    giu, su = quota.per_difetto(base), quota.per_eccesso(base)
    assert giu.centesimi * 1_000_000 <= esatta <= su.centesimi * 1_000_000
    assert su - giu in (ZERO, CENTESIMO)
    assert (su == giu) == (esatta % 1_000_000 == 0)
    assert esatta - giu.centesimi * 1_000_000 < 1_000_000


def test_il_dieci_per_cento_al_centesimo() -> None:
    """Il 10 % di 3.500,05 è 350,005: come minimo si devono 350,01, come massimo 350,00."""
    base, dieci = Euro.da_testo("3.500,05"), Quota.da_testo("10 %")
    assert str(dieci.per_eccesso(base)) == "350,01"
    assert str(dieci.per_difetto(base)) == "350,00"


@given(importi, st.integers(1, 40))
def test_la_ripartizione_non_perde_un_centesimo(totale: Any, anni: Any) -> None:
    """Le annualità fanno il totale; sono uguali, e l'ultima prende il residuo."""
    rate = ripartisci(totale, anni)
    assert len(rate) == anni
    assert somma(rate) == totale
    assert len(set(rate[:-1])) <= 1
    assert 0 <= (rate[-1] - rate[0]).centesimi < anni


def test_la_quota_ambito_di_p2() -> None:
    """I 50.000,00 euro della quota d'Ambito di P2 su tre anni: due da 16.666,66 e l'ultimo da 16.666,68."""
    rate = ripartisci(Euro.da_testo("50.000,00"), 3)
    assert [str(r) for r in rate] == ["16.666,66", "16.666,66", "16.666,68"]


@given(importi, importi, st.integers(0, 60))
def test_i_conti_sono_esatti(a: Any, b: Any, volte: Any) -> None:
    """Sommare, sottrarre e moltiplicare non arrotonda mai."""
    assert (a + b) - b == a
    assert a + -a == ZERO
    assert somma([a] * volte) == a * volte
    assert (a < b) == (a.centesimi < b.centesimi)
    assert bool(a) == (a != ZERO)


def test_niente_virgola_mobile() -> None:
    """Un importo e una quota sono interi, qualunque conto si faccia."""
    conti = (Quota(333_333).per_eccesso(Euro(100)), Euro(7) * 3, ripartisci(Euro(100), 3)[0], somma([]))
    assert all(type(x.centesimi) is int for x in conti)
