"""D.Lgs. 159/2011: above the threshold, a clean certificate for each entity, or wait and condition."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.spesa import Antimafia
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.antimafia import documentazione_antimafia

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
PARAMETRI = {
    "soglia": "soglia_antimafia",
    "attesa": "attesa_antimafia",
    "validita": "validita_antimafia",
    "ambito": "antimafia_ets",
}


def _check(tavolo, antimafia=None, *, giorno=date(2026, 3, 30), **campi):
    atto = tavolo.approvazione(data=giorno, **campi)
    ctx = tavolo(candidato=atto if antimafia is None else replace(atto, antimafia=antimafia))
    return documentazione_antimafia.check(ctx, **PARAMETRI)


def _documenti(tavolo, **campi):
    return tuple(
        tavolo.antimafia(e, **campi) for e in ("Cooperativa sociale Orsa Minore", "Associazione Le Ali APS")
    )


def test_documentazione_antimafia_soddisfatto(tavolo):
    """Con la liberatoria di entrambi i componenti si concede."""
    assert _check(tavolo).esito is SI


def test_documentazione_antimafia_al_limite_della_soglia(tavolo):
    """Fino a 150.000,00 euro sull'intera durata non si chiede nulla; un centesimo oltre, sì."""
    pari = (tavolo.impegno(importo=tavolo.euro("150.000,00")),)
    oltre = (tavolo.impegno(importo=tavolo.euro("150.000,01")),)
    assert _check(tavolo, Antimafia(), impegni=pari).esito is FUORI
    assert _check(tavolo, Antimafia(), impegni=oltre).esito is NO


def test_documentazione_antimafia_al_limite(tavolo):
    """Chiesta il 26 gennaio, si attende fino al 25 febbraio: dal 26 si concede sotto condizione."""
    attesa = Antimafia(
        documenti=_documenti(tavolo, esito="attesa", acquisita=None), condizione_risolutiva=True
    )
    presto = _check(tavolo, attesa, giorno=date(2026, 2, 25))
    assert presto.esito is NO
    assert presto.non_prima_di == date(2026, 2, 26)
    assert _check(tavolo, attesa, giorno=date(2026, 2, 26)).esito is SI
    assert _check(tavolo, replace(attesa, condizione_risolutiva=False)).esito is NO


def test_documentazione_antimafia_al_limite_della_validita(tavolo):
    """La liberatoria acquisita il 20 febbraio 2026 vale fino al 20 febbraio 2027 compreso."""
    assert _check(tavolo, giorno=date(2027, 2, 20)).esito is SI
    assert _check(tavolo, giorno=date(2027, 2, 21)).esito is NO


def test_documentazione_antimafia_urgente(tavolo):
    """L'urgenza motivata consente di procedere subito, sotto condizione risolutiva."""
    urgente = Antimafia(
        documenti=_documenti(tavolo, esito="attesa", acquisita=None),
        condizione_risolutiva=True,
        urgenza="chiusura dello sportello il 31 gennaio",
    )
    assert _check(tavolo, urgente, giorno=date(2026, 1, 27)).esito is SI


def test_documentazione_antimafia_violato(tavolo):
    """Manca la richiesta per un componente, oppure uno ha un'interdittiva: non si concede."""
    uno = Antimafia(documenti=_documenti(tavolo)[:1])
    trovato = _check(tavolo, uno)
    assert trovato.esito is NO
    assert "Le Ali" in trovato.motivo
    primo, secondo = _documenti(tavolo)
    interdetto = Antimafia(documenti=(primo, replace(secondo, esito="interdittiva")))
    assert _check(tavolo, interdetto).esito is NO
