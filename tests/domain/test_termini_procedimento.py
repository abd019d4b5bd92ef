"""Suspension and resumption of a procedure (R10), the albo pretorio and executive resolutions (R13)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.scadenze import Durata, Scadenza
from coproflow.domain.termini import (
    Lettura,
    compute_scadenza,
    compute_sospeso,
    esecutivita_deliberazione,
    periodo_10bis,
    pubblicazione_albo,
)
from coproflow.loading.calendario import load_calendario

CALENDARIO = load_calendario(1990, 2100)
GIORNI = st.dates(date(1995, 1, 1), date(2090, 12, 31))
RICEVUTA = date(2026, 2, 2)
SOSPESA = (date(2026, 2, 20), date(2026, 3, 10))


def date_alternative(scadenza: Scadenza) -> list[date]:
    """The days of the other readings."""
    return [altra.data for altra in scadenza.alternative]


def test_proposta_di_un_ets_sospesa_per_documenti() -> None:
    """Ricevuta lunedì 2 febbraio 2026, documenti chiesti il 20 e arrivati il 10 marzo: lunedì 23 marzo.

    18 giorni usati, 12 restano; domenica 22 si sposta. Se il giorno dell'arrivo conta, sabato 21.
    La data è certa.
    """
    scadenza = compute_sospeso(RICEVUTA, 30, (SOSPESA,), CALENDARIO)
    assert scadenza.data == date(2026, 3, 23)
    assert scadenza.certezza == "certa"
    assert date_alternative(scadenza) == [date(2026, 3, 21)]
    assert "il giorno in cui la risposta arriva" in scadenza.alternative[0].motivo
    assert scadenza.regole == ("R1", "R10", "R3")
    assert scadenza.conto == (
        "si esclude il giorno iniziale, lunedì 2 febbraio 2026 (R1)",
        "venerdì 20 febbraio 2026 il termine si sospende: usati 18 giorni, ne restano 12 (R10)",
        "martedì 10 marzo 2026 la sospensione finisce, da escludere nel conto (R1, R10)",
        "l’ultimo giorno è domenica 22 marzo 2026",
        "domenica 22 marzo 2026 è giorno festivo: si passa al giorno seguente (R3)",
        "la scadenza è lunedì 23 marzo 2026",
    )


def test_il_termine_suppletivo_e_solo_prevalente() -> None:
    """I 30 giorni che valgono senza regolamento sono, per un Comune, la lettura prevalente e non di più."""
    scadenza = compute_sospeso(RICEVUTA, 30, (SOSPESA,), CALENDARIO, termine_suppletivo=True)
    assert (scadenza.data, scadenza.certezza) == (date(2026, 3, 23), "prevalente")
    assert "30 giorni valgono in mancanza di regolamento: lettura prevalente (R10)" in scadenza.conto


def test_la_lettura_sul_giorno_della_richiesta_si_mostra_se_sposta_la_data() -> None:
    """Con la risposta l'11 marzo, 23 marzo è lunedì: chi non conta il giorno della richiesta arriva al 24."""
    scadenza = compute_sospeso(RICEVUTA, 30, ((SOSPESA[0], date(2026, 3, 11)),), CALENDARIO)
    assert (scadenza.data, scadenza.certezza) == (date(2026, 3, 23), "prevalente")
    assert date_alternative(scadenza) == [date(2026, 3, 24)]


def test_la_sospensione_dura_al_piu_trenta_giorni() -> None:
    """Art. 2 c. 7: se i documenti arrivano dopo 48 giorni, dal trentesimo il termine ha ripreso a correre."""
    lunga = ((date(2026, 2, 20), date(2026, 4, 9)),)
    limitata = compute_sospeso(RICEVUTA, 30, lunga, CALENDARIO, massimo=30)
    assert limitata.data == date(2026, 4, 3)
    assert "la sospensione non dura più di 30 giorni (art. 2 c. 7 L. 241/1990, R10)" in limitata.conto
    assert compute_sospeso(RICEVUTA, 30, lunga, CALENDARIO).data == date(2026, 4, 21)
    assert compute_sospeso(RICEVUTA, 30, (SOSPESA,), CALENDARIO, massimo=30).data == date(2026, 3, 23)


def test_richiesta_nell_ultimo_giorno_spostato() -> None:
    """Il 30° giorno è domenica 7 giugno: lunedì 8 il termine corre ancora e si può sospendere."""
    ricevuta = date(2026, 5, 8)
    scadenza = compute_sospeso(ricevuta, 30, ((date(2026, 6, 8), date(2026, 6, 18)),), CALENDARIO)
    assert scadenza.data == date(2026, 6, 18)
    with pytest.raises(ValueError, match="09/06/2026 arriva a termine già scaduto"):
        compute_sospeso(ricevuta, 30, ((date(2026, 6, 9), date(2026, 6, 18)),), CALENDARIO)


@pytest.mark.parametrize(
    "sospensioni",
    [
        ((date(2026, 3, 10), date(2026, 2, 20)),),
        ((date(2026, 2, 1), date(2026, 2, 10)),),
        ((date(2026, 2, 10), date(2026, 2, 20)), (date(2026, 2, 15), date(2026, 2, 25))),
    ],
    ids=["rovesciata", "prima dell'inizio", "sovrapposte"],
)
def test_sospensioni_fuori_ordine(sospensioni: tuple[tuple[date, date], ...]) -> None:
    """Una sospensione finita prima di cominciare, o dentro un'altra, è un errore di chi la registra."""
    with pytest.raises(ValueError, match="non è in ordine di tempo"):
        compute_sospeso(RICEVUTA, 30, sospensioni, CALENDARIO)


def test_preavviso_di_rigetto_con_osservazioni() -> None:
    """Art. 10-bis: osservazioni al quinto giorno, il termine riprende dieci giorni dopo di esse."""
    periodo = periodo_10bis(date(2026, 2, 9), date(2026, 2, 13), CALENDARIO)
    assert periodo == (date(2026, 2, 9), date(2026, 2, 23))
    # 7 giorni usati, 23 restano dal 23 febbraio
    assert compute_sospeso(RICEVUTA, 30, (periodo,), CALENDARIO).data == date(2026, 3, 18)


@pytest.mark.parametrize("osservazioni", [None, date(2026, 2, 25)], ids=["nessuna", "tardive"])
def test_preavviso_di_rigetto_senza_osservazioni_in_tempo(osservazioni: date | None) -> None:
    """Art. 10-bis: senza osservazioni in tempo il termine riprende dalla fine dei dieci giorni."""
    assert periodo_10bis(date(2026, 2, 9), osservazioni, CALENDARIO) == (date(2026, 2, 9), date(2026, 2, 19))


def test_osservazioni_prima_del_preavviso() -> None:
    """Non si osserva ciò che non è stato ancora comunicato."""
    with pytest.raises(ValueError, match="non possono precedere"):
        periodo_10bis(date(2026, 2, 9), date(2026, 2, 8), CALENDARIO)


def test_pubblicazione_all_albo_da_lunedi_1_settembre_2025() -> None:
    """Finisce lunedì 15 settembre, o martedì 16 se il giorno iniziale non si conta."""
    scadenza = pubblicazione_albo(date(2025, 9, 1), 15)
    assert (scadenza.data, scadenza.certezza) == (date(2025, 9, 15), "controversa")
    assert date_alternative(scadenza) == [date(2025, 9, 16)]
    assert scadenza.regole == ("R13", "R14")
    assert scadenza.conto[1] == "il 15° giorno è lunedì 15 settembre 2025"


def test_pubblicazione_secondo_le_linee_guida_agid() -> None:
    """L'ente che non conta il giorno iniziale finisce il 16, e vede l'altra lettura."""
    scadenza = pubblicazione_albo(date(2025, 9, 1), 15, computa_iniziale=False)
    assert (scadenza.data, date_alternative(scadenza)) == (date(2025, 9, 16), [date(2025, 9, 15)])


def test_la_pubblicazione_non_si_sposta_di_festa() -> None:
    """Dal 12 aprile 2026 il quindicesimo giorno è domenica 26 aprile: la pubblicazione finisce lì (R14)."""
    assert pubblicazione_albo(date(2026, 4, 12), 15).data == date(2026, 4, 26)


@pytest.mark.parametrize(
    ("lettura", "esecutiva", "alternative"),
    [
        ("senza_iniziale", date(2025, 9, 12), [date(2025, 9, 11), date(2025, 9, 26)]),
        ("con_iniziale", date(2025, 9, 11), [date(2025, 9, 12), date(2025, 9, 26)]),
        ("dopo_i_quindici", date(2025, 9, 26), [date(2025, 9, 11), date(2025, 9, 12)]),
    ],
)
def test_deliberazione_pubblicata_lunedi_1_settembre_2025(
    lettura: Lettura, esecutiva: date, alternative: list[date]
) -> None:
    """Esecutiva dal 12 settembre; le altre due letture danno l'11 e il 26."""
    scadenza = esecutivita_deliberazione(date(2025, 9, 1), lettura)
    assert (scadenza.data, date_alternative(scadenza)) == (esecutiva, alternative)
    assert (scadenza.certezza, scadenza.regole) == ("controversa", ("R13",))


def test_la_lettura_predefinita_non_conta_il_giorno_iniziale() -> None:
    """Senza una scelta dell'ente i dieci giorni si contano senza quello iniziale, e il conto lo dice."""
    scadenza = esecutivita_deliberazione(date(2025, 9, 1))
    assert scadenza.data == date(2025, 9, 12)
    assert scadenza.conto == (
        "pubblicata all’albo da lunedì 1° settembre 2025",
        "contando i dieci giorni senza quello iniziale, l’ultimo è giovedì 11 settembre 2025 (R13)",
        "è esecutiva da venerdì 12 settembre 2025, salvo immediata eseguibilità",
    )


@given(GIORNI, st.integers(1, 90), st.data())
def test_sospendere_e_riprendere_non_accorcia_mai(inizio: date, giorni: int, data: st.DataObject) -> None:
    """R10: dopo una sospensione il termine scade quando scadeva o più tardi, mai di festa."""
    usati, sospesi = data.draw(st.integers(0, giorni)), data.draw(st.integers(0, 60))
    dal = inizio + timedelta(days=usati)
    al = dal + timedelta(days=sospesi)
    senza = compute_sospeso(inizio, giorni, (), CALENDARIO)
    con = compute_sospeso(inizio, giorni, ((dal, al),), CALENDARIO)
    piu_lunga = compute_sospeso(inizio, giorni, ((dal, al + timedelta(days=1)),), CALENDARIO)
    assert senza.data <= con.data <= piu_lunga.data
    assert senza.data == compute_scadenza(inizio, Durata("giorni", giorni), CALENDARIO).data
    assert not CALENDARIO.is_festivo(con.data)
