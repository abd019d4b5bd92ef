"""D.Lgs. 117/2017, artt. 4, 47-50, 101: who may be admitted as an ETS, and at which day."""

from datetime import date

import pytest

from coproflow.domain.soggetti import Iscrizione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.cts_enti import (
    iscrizione_alla_scadenza,
    iscrizione_permanente,
    onlus_in_transizione,
    qualifica_ets,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
ONLUS = {"ultimo_giorno": "domanda_onlus", "ammesse": "onlus_pendenti", "termine": "presentazione_domande"}


def _ammesso(copro, *enti, avviso=None):
    return copro.ctx(
        avviso or copro.avviso(),
        copro.domanda(componenti=enti),
        candidato=copro.ammissioni(D1="ammessa"),
    )


def test_qualifica_ets_soddisfatto(copro):
    """La cooperativa sociale iscritta al Registro imprese è un ETS."""
    assert qualifica_ets.check(_ammesso(copro, copro.ets())).esito is SI


def test_qualifica_ets_al_limite(copro):
    """Basta un solo componente senza qualifica perché il raggruppamento non sia ammesso."""
    estraneo = copro.ets("Impresa", "01073150193", forma="altro")
    trovato = qualifica_ets.check(_ammesso(copro, copro.ets(), estraneo))
    assert trovato.esito is NO
    assert "Impresa" in trovato.motivo
    assert "Girasole" not in trovato.motivo


@pytest.mark.parametrize(
    "campi",
    [
        {"controllato_da_esclusi": True},
        {"iscrizione": None},
        {"forma": "ente_religioso"},
        {"forma": "altro"},
    ],
)
def test_qualifica_ets_violato(copro, campi):
    """Non è ETS chi è controllato da esclusi, non è iscritto, non ha la forma o il regolamento del ramo."""
    assert qualifica_ets.check(_ammesso(copro, copro.ets(**campi))).esito is NO


def test_iscrizione_alla_scadenza_soddisfatto(copro):
    """Chi è iscritto alla scadenza delle domande ha il requisito."""
    ctx = _ammesso(copro, copro.ets())
    assert iscrizione_alla_scadenza.check(ctx, termine="presentazione_domande").esito is SI


def test_iscrizione_alla_scadenza_al_limite(copro):
    """L'iscrizione del giorno stesso della scadenza basta; quella del giorno dopo è tardi."""
    for giorno, atteso in ((date(2025, 11, 12), SI), (date(2025, 11, 13), NO)):
        ente = copro.ets(iscrizione=Iscrizione(numero="9", dal=giorno, sezione="RUNTS"))
        ctx = _ammesso(copro, ente)
        assert iscrizione_alla_scadenza.check(ctx, termine="presentazione_domande").esito is atteso


def test_iscrizione_alla_scadenza_violato(copro):
    """Chi era stato cancellato prima della scadenza non è ammesso."""
    cancellata = Iscrizione(
        numero="1", dal=date(2010, 1, 1), sezione="RUNTS", cancellata_il=date(2025, 11, 12)
    )
    ctx = _ammesso(copro, copro.ets(iscrizione=cancellata))
    trovato = iscrizione_alla_scadenza.check(ctx, termine="presentazione_domande")
    assert trovato.esito is NO
    assert "cancellato" in trovato.motivo


def test_iscrizione_permanente_soddisfatto(copro):
    """Il selezionato è ancora iscritto quando gli esiti si approvano."""
    ctx = copro.valutata(copro.esiti(copro.esito()))
    assert iscrizione_permanente.check(ctx).esito is SI


def test_iscrizione_permanente_al_limite(copro):
    """La perdita dell'iscrizione conta per chi è selezionato: se nessuno lo è, la regola non si applica."""
    ctx = copro.valutata(copro.esiti(copro.esito(esito="rinviato")))
    assert iscrizione_permanente.check(ctx).esito is FUORI


def test_iscrizione_permanente_violato(copro):
    """Chi è stato cancellato fra la domanda e gli esiti non può essere selezionato."""
    cancellata = Iscrizione(
        numero="1", dal=date(2010, 1, 1), sezione="RUNTS", cancellata_il=date(2025, 12, 1)
    )
    ctx = copro.ctx(
        copro.domanda(componenti=(copro.ets(iscrizione=cancellata),)),
        copro.ammissioni(D1="ammessa"),
        candidato=copro.esiti(copro.esito()),
    )
    assert iscrizione_permanente.check(ctx).esito is NO


def _onlus(copro, scadenza=date(2026, 4, 30), **campi):
    from datetime import datetime, time

    from coproflow.domain.date import ROME

    ente = copro.ets(forma="onlus", iscrizione=None, **campi)
    avviso = copro.avviso(scadenza_domande=datetime.combine(scadenza, time(12), ROME))
    return _ammesso(copro, ente, avviso=avviso)


def test_onlus_in_transizione_soddisfatto(copro):
    """La ONLUS che ha chiesto l'iscrizione entro il 31 marzo 2026 è ammessa anche se la domanda pende."""
    ctx = _onlus(copro, domanda_iscrizione=date(2026, 2, 1))
    assert onlus_in_transizione.check(ctx, **ONLUS).esito is SI


def test_onlus_in_transizione_al_limite(copro):
    """La domanda del 31 marzo 2026 è in tempo; quella del 1° aprile no."""
    in_tempo = _onlus(copro, domanda_iscrizione=date(2026, 3, 31))
    tardi = _onlus(copro, domanda_iscrizione=date(2026, 4, 1))
    assert onlus_in_transizione.check(in_tempo, **ONLUS).esito is SI
    assert onlus_in_transizione.check(tardi, **ONLUS).esito is NO


def test_onlus_in_transizione_violato(copro):
    """Dopo il 31 marzo 2026 l'iscrizione alla sola Anagrafe delle ONLUS, soppressa, non basta più."""
    ctx = _onlus(copro, condizioni_onlus=True)
    assert onlus_in_transizione.check(ctx, **ONLUS).esito is NO


def test_onlus_in_transizione_prima_del_termine(copro):
    """Per un avviso scaduto prima del 31 marzo 2026 vale l'equiparazione, alle sue condizioni."""
    prima = {"scadenza": date(2025, 11, 12)}
    assert onlus_in_transizione.check(_onlus(copro, condizioni_onlus=True, **prima), **ONLUS).esito is SI
    assert onlus_in_transizione.check(_onlus(copro, **prima), **ONLUS).esito is NO


def test_qualifica_ets_con_riserva(copro):
    """Chi è ammesso con riserva, anche per ordine di un giudice, si valuta: la qualifica si vede dopo."""
    altro = copro.domanda(componenti=(copro.ets(forma="altro"),))
    for esito, atteso in (("ammessa_con_riserva", SI), ("ammessa", NO)):
        ctx = copro.ctx(copro.avviso(), altro, candidato=copro.ammissioni(D1=esito))
        assert qualifica_ets.check(ctx).esito is atteso
