"""D.M. 72/2021: the procedure that an ETS starts with a proposal of its own."""

from datetime import date

from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.dm72_iniziativa import proposta_pubblicata, proposta_valutata

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
PROPOSTA = {
    "iniziativa": "ets",
    "proposta_di": "Il Girasole società cooperativa sociale",
    "proposta_estremi": "prot. 1200 del 2 febbraio 2026",
    "valutazione_proposta": "verbale n. 1 del 20 febbraio 2026",
}


def _valutata(copro, **campi):
    avviso = copro.avviso(**{**PROPOSTA, **campi})
    return proposta_valutata.check(copro.ctx(avviso, candidato=copro.indizione()))


def test_proposta_valutata_soddisfatto(copro):
    """La proposta è agli atti, valutata, e l'avviso dà agli altri la stessa possibilità."""
    trovato = _valutata(copro)
    assert trovato.esito is SI
    assert "Il Girasole" in trovato.motivo


def test_proposta_valutata_al_limite(copro):
    """Se l'iniziativa è dell'ente non c'è proposta da valutare."""
    assert _valutata(copro, iniziativa="ente").esito is FUORI


def test_proposta_valutata_violato(copro):
    """Una mera richiesta, senza proposta valutata, non basta; le linee guida però non vincolano."""
    trovato = _valutata(copro, valutazione_proposta="")
    assert trovato.esito is NO
    assert "il verbale che la valuta" in trovato.motivo
    assert proposta_valutata.forza == "linee_guida"


def _pubblicata(copro, giorno, **campi):
    avviso = copro.avviso(**{**PROPOSTA, **campi})
    return proposta_pubblicata.check(
        copro.ctx(avviso, candidato=copro.pubblicazione(proposta_pubblicata=giorno))
    )


def test_proposta_pubblicata_soddisfatto(copro):
    """La proposta è pubblicata con l'avviso."""
    trovato = _pubblicata(copro, date(2025, 10, 14))
    assert trovato.esito is SI
    assert trovato.ritardo is None


def test_proposta_pubblicata_al_limite(copro):
    """Il giorno dopo è un ritardo annotato; di un'iniziativa dell'ente non c'è nulla da pubblicare."""
    tardi = _pubblicata(copro, date(2025, 10, 15))
    assert tardi.esito is SI
    assert tardi.ritardo.giorni == 1
    assert _pubblicata(copro, None, iniziativa="ente").esito is FUORI


def test_proposta_pubblicata_violato(copro):
    """Tenerla riservata toglie agli altri il confronto."""
    assert _pubblicata(copro, None).esito is NO
