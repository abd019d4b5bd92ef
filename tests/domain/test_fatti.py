"""What is read of a log: the last word written at one of several places is the one that counts."""

from datetime import date

from coproflow.domain.dati.autotutela import ProrogaSospensione, Sospensione


def _sospesa(giorno, fino_al):
    return Sospensione(data=giorno, ragioni="verifica di agibilità", fino_al=fino_al)


def test_il_termine_e_quello_scritto_per_ultimo(caso):
    """Prorogata la prima sospensione, la seconda ha il termine suo e non quello della vecchia proroga."""
    prima = _sospesa(date(2026, 6, 8), date(2026, 6, 30))
    proroga = ProrogaSospensione(data=date(2026, 6, 29), ragioni="prove di carico", fino_al=date(2026, 7, 15))
    seconda = _sospesa(date(2026, 8, 3), date(2026, 8, 31))
    assert caso("convenzione", prima, proroga).scadenza("fine_sospensione").data == date(2026, 7, 15)
    di_nuovo = caso("convenzione", prima, proroga, seconda)
    assert di_nuovo.scadenza("fine_sospensione").data == date(2026, 8, 31)
    proposta = caso("convenzione", prima, proroga, candidato=seconda)
    assert proposta.scadenza("fine_sospensione").data == date(2026, 8, 31)
