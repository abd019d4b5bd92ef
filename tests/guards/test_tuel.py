"""D.Lgs. 267/2000: who decides, and when an act is executive."""

from datetime import date

from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel import organo_competente

OTTOBRE = date(2025, 10, 6)


def _adozione(organo: str) -> AdozioneAtto:
    return AdozioneAtto(
        data=OTTOBRE, atto="determina_indizione", numero="512", organo=organo, firmatario="Anna Ferrari"
    )


def test_organo_competente_soddisfatto(caso):
    """La determinazione di indizione firmata dal dirigente è dell'organo competente."""
    ctx = caso("coprogettazione", candidato=_adozione("dirigente"))
    assert organo_competente.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_organo_competente_violato(caso):
    """La Giunta non indice la procedura: è atto di gestione (art. 107 TUEL)."""
    trovato = organo_competente.check(caso("coprogettazione", candidato=_adozione("giunta")))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "giunta" in trovato.motivo
