"""Art. 71 c. 2 CTS: to whom premises are lent."""

from datetime import date

from coproflow.domain.dati.tavolo import Immobile, Scorrimento
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.cts_enti import comodato_ammesso

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
SOLA = Scorrimento(data=date(2026, 2, 1), domanda="D3", protocollo="560")


def _sede(tavolo, titolo, *fatti):
    sede = Immobile(
        descrizione="ex scuola di via Verdi",
        valore_uso=tavolo.euro("6.000,00"),
        utenze="a carico del partner",
        titolo=titolo,
    )
    return comodato_ammesso.check(tavolo(*fatti, candidato=tavolo.progetto(immobili=(sede,))))


def test_comodato_ammesso_soddisfatto(tavolo):
    """Nel raggruppamento c'è un'associazione: la sede può andare a lei."""
    trovato = _sede(tavolo, "comodato")
    assert trovato.esito is SI
    assert "Le Ali" in trovato.motivo


def test_comodato_ammesso_al_limite(tavolo):
    """In concessione la sede può averla anche una cooperativa sociale sola."""
    assert _sede(tavolo, "concessione", SOLA).esito is FUORI


def test_comodato_ammesso_violato(tavolo):
    """La cooperativa sociale è impresa sociale di diritto: in comodato no."""
    assert _sede(tavolo, "comodato", SOLA).esito is NO
