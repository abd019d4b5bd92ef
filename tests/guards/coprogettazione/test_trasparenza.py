"""D.Lgs. 33/2013, art. 26 c. 1: the criteria are public before anybody applies."""

from datetime import date

from coproflow.domain.dati.atto import PubblicazioneTrasparenza
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.trasparenza import criteri_in_trasparenza

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA


def _criteri(copro, giorno, *altri):
    pubblicazione = copro.pubblicazione(trasparenza_criteri=giorno)
    return criteri_in_trasparenza.check(copro.ctx(copro.avviso(), *altri, candidato=pubblicazione))


def test_criteri_in_trasparenza_soddisfatto(copro):
    """I criteri già pubblicati con la determinazione bastano."""
    prima = PubblicazioneTrasparenza(
        data=date(2025, 10, 8), atto="determina_indizione", sezione="art26_criteri", indirizzo="https://x.it"
    )
    assert _criteri(copro, None, prima).esito is SI


def test_criteri_in_trasparenza_al_limite(copro):
    """Lo stesso giorno dell'avviso è in tempo; il giorno dopo è un ritardo annotato, non un divieto."""
    assert _criteri(copro, date(2025, 10, 14)).ritardo is None
    tardi = _criteri(copro, date(2025, 10, 15))
    assert tardi.esito is SI
    assert tardi.ritardo is not None
    assert tardi.ritardo.giorni == 1


def test_criteri_in_trasparenza_violato(copro):
    """Senza criteri pubblicati i contributi non si possono attribuire."""
    assert _criteri(copro, None).esito is NO
