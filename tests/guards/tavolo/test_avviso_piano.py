"""The budget: sources and years, cofinancing to the cent, never a profit."""

from dataclasses import replace

import pytest

from coproflow.domain.dati.tavolo import ContributoAnno
from coproflow.domain.parametri import Figura
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_piano import cofinanziamento_minimo, nessun_lucro, quadratura_fonti

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA


def test_quadratura_fonti_soddisfatto(tavolo):
    """Contributo distinto per anno e per fonte, 244.000 dal Comune e 50.000 dall'Ambito."""
    trovato = quadratura_fonti.check(tavolo(candidato=tavolo.progetto()))
    assert trovato.esito is SI
    assert "ambito: € 50.000,00" in trovato.motivo


def test_quadratura_fonti_al_limite(tavolo):
    """Un centesimo in più sulla quota d'Ambito supera ciò che l'avviso le assegna."""
    progetto = tavolo.progetto()
    *altri, ultimo = progetto.contributi
    piu = replace(ultimo, importo=ultimo.importo + tavolo.euro("0,01"))
    trovato = quadratura_fonti.check(tavolo(candidato=replace(progetto, contributi=(*altri, piu))))
    assert trovato.esito is NO
    assert "ambito" in trovato.motivo


@pytest.mark.parametrize(
    ("anno", "fonte", "parola"),
    [(2029, "comune", "2029"), (2028, "regione", "regione"), (2028, "comune", "due volte")],
)
def test_quadratura_fonti_violato(tavolo, anno, fonte, parola):
    """Un anno fuori durata, una fonte che l'avviso non conosce o una quota ripetuta non si approvano."""
    progetto = tavolo.progetto()
    riga = ContributoAnno(esercizio=anno, fonte=fonte, importo=tavolo.euro("0,01"))
    trovato = quadratura_fonti.check(
        tavolo(candidato=replace(progetto, contributi=(*progetto.contributi, riga)))
    )
    assert trovato.esito is NO
    assert parola in trovato.motivo
    assert quadratura_fonti.coerenza


def _cofin(tavolo, valore, *, base=None):
    progetto = tavolo.progetto(cofinanziamento=(tavolo.volontari(importo=tavolo.euro(valore)),))
    figure = (Figura(parametro="base_cofinanziamento", valore=base),) if base else ()
    ctx = tavolo(candidato=progetto, figure=figure)
    return cofinanziamento_minimo.check(ctx, minimo="cofinanziamento_minimo", base="base_cofinanziamento")


def test_cofinanziamento_minimo_soddisfatto(tavolo):
    """Trentamila euro superano il 10 % del contributo comunale."""
    assert _cofin(tavolo, "30.000,00").esito is SI


def test_cofinanziamento_minimo_al_limite(tavolo):
    """Il 10 % di 244.000,00 (senza la quota d'Ambito) è 24.400,00: un centesimo meno non basta."""
    assert _cofin(tavolo, "24.400,00").esito is SI
    trovato = _cofin(tavolo, "24.399,99")
    assert trovato.esito is NO
    assert trovato.valori["richiesto"] == tavolo.euro("24.400,00")


def test_cofinanziamento_minimo_arrotonda_per_eccesso(tavolo):
    """Il 10 % di 2.178.878,95 è 217.887,895: servono 217.887,90."""
    base = ContributoAnno(esercizio=2026, fonte="comune", importo=tavolo.euro("2.178.878,95"))
    progetto = tavolo.progetto(contributi=(base,))
    ctx = tavolo(candidato=progetto)
    trovato = cofinanziamento_minimo.check(ctx, minimo="cofinanziamento_minimo", base="base_cofinanziamento")
    assert trovato.valori["richiesto"] == tavolo.euro("217.887,90")


def test_cofinanziamento_minimo_violato(tavolo):
    """Se l'avviso misura il 10 % sul contributo totale servono 29.400,00, e 24.400,00 non bastano."""
    assert _cofin(tavolo, "24.400,00", base="contributo_totale").esito is NO
    assert _cofin(tavolo, "29.400,00", base="contributo_totale").esito is SI


def _lucro(tavolo, **campi):
    return nessun_lucro.check(tavolo(candidato=tavolo.progetto(**campi)))


def test_nessun_lucro_soddisfatto(tavolo):
    """Senza entrate degli utenti il contributo lascia costi scoperti: nessun lucro."""
    assert _lucro(tavolo, entrate_previste=tavolo.euro("0,00")).esito is SI


def test_nessun_lucro_al_limite(tavolo):
    """310.000 di costi, meno 6.000 di entrate e 10.000 dell'ETS, fanno 294.000: un centesimo oltre no."""
    assert _lucro(tavolo).esito is SI
    trovato = _lucro(tavolo, entrate_previste=tavolo.euro("6.000,01"))
    assert trovato.esito is NO
    assert trovato.valori["netti"] == tavolo.euro("293.999,99")


def test_nessun_lucro_violato(tavolo):
    """Altri contributi pubblici riducono ciò che resta da coprire, che non scende mai sotto zero."""
    assert _lucro(tavolo, altri_contributi=tavolo.euro("50.000,00")).esito is NO
    oltre = _lucro(tavolo, altri_contributi=tavolo.euro("900.000,00"))
    assert oltre.valori["netti"] == tavolo.euro("0,00")


def test_nessun_lucro_non_conta_il_volontariato(tavolo):
    """Gli apporti non monetari stanno fuori dai costi rimborsabili: non cambiano il conto."""
    senza = tavolo.progetto()
    monetario = tuple(a for a in senza.cofinanziamento if a.tipo == "monetario")
    assert _lucro(tavolo, cofinanziamento=monetario).esito is SI
