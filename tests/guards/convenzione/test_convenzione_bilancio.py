"""The budget behind a convention: shares committed when it comes, and variations lawfully adopted."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.convenzione import ImpegnoQuote, Variazione
from coproflow.domain.dati.spesa import QuotaSospesa
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_bilancio import quote_sospese_impegnate, variazione_di_bilancio

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
RATIFICA = {"ratifica": "ratifica_variazione", "ultimo_mese": "mese_variazioni"}


def _quota(conv, importo, esercizio=2028, fonte="comune"):
    return QuotaSospesa(esercizio=esercizio, importo=conv.euro(importo), fonte=fonte, clausola="se impegnata")


def _impegno(conv, importo, esercizio=2028, fonte="comune"):
    spesa = conv.spesa(importo)
    impegni = tuple(replace(i, esercizio=esercizio, fonte=fonte) for i in spesa["impegni"])
    valori = {"data": date(2028, 1, 20), "motivazione": "bilancio 2028-2030"}
    return ImpegnoQuote(**(spesa | valori | {"impegni": impegni}))


def _esito(conv, *fatti, sospese=("192.000,00",), **altro):
    quote = tuple(_quota(conv, q) for q in sospese)
    progetto = conv.tavolo(approvazione=conv.approvazione(sospese=quote))
    return conv.esito(quote_sospese_impegnate, *fatti, tavolo=progetto, **altro)


def test_quote_sospese_impegnate_soddisfatto(conv):
    """Sospesi 192.000 euro per il 2028, se ne impegnano 192.000."""
    assert _esito(conv, _impegno(conv, "192.000,00")).esito is SI


def test_quote_sospese_impegnate_al_limite(conv):
    """Anche in due volte, e con la quota che un’estensione ha sospeso; un centesimo in più no."""
    estesa = conv.estensione("49.000,00", sospese=(_quota(conv, "1.000,00"),))
    prima = _impegno(conv, "100.000,00")
    assert _esito(conv, estesa, prima, _impegno(conv, "93.000,00")).esito is SI
    assert _esito(conv, estesa, prima, _impegno(conv, "93.000,01")).esito is NO
    assert _esito(conv, prima, _impegno(conv, "93.000,00")).esito is NO


def test_quote_sospese_impegnate_violato(conv):
    """Un altro anno o un’altra fonte non erano sospesi; e ciò che impegna la convenzione sorella conta."""
    for altro in ({"esercizio": 2027}, {"fonte": "ambito"}):
        assert _esito(conv, _impegno(conv, "1,00", **altro)).esito is NO
    progetto = conv.tavolo(approvazione=conv.approvazione(sospese=(_quota(conv, "192.000,00"),)))
    sorella = conv.ctx(_impegno(conv, "192.000,00"), tavolo=progetto, id_="conv-2")
    assert _esito(conv, _impegno(conv, "0,01"), sorelle=sorella).esito is NO


def _varia(conv, **altro):
    valori = {
        "delibera": "DCC 60/2027",
        "organo": "consiglio",
        "il": date(2027, 2, 25),
        "esecutiva_dal": date(2027, 3, 10),
        "parere_revisori": "verbale n. 4",
    }
    estensione = conv.estensione(variazione=Variazione(**(valori | altro)))
    return conv.esito(variazione_di_bilancio, conv.stipula(), estensione, args=RATIFICA)


def test_variazione_di_bilancio_soddisfatto(conv):
    """Esecutiva e con il parere dei revisori; se gli stanziamenti bastano, non serve."""
    assert _varia(conv).esito is SI
    senza = conv.esito(variazione_di_bilancio, conv.stipula(), conv.estensione(), args=RATIFICA)
    assert senza.esito is NA


def test_variazione_di_bilancio_al_limite(conv):
    """Il 30 novembre è l’ultimo giorno; il sessantesimo è l’ultimo per la ratifica di quella della Giunta."""
    for giorno, atteso in ((date(2026, 11, 30), SI), (date(2026, 12, 1), NO)):
        assert _varia(conv, il=giorno, esecutiva_dal=giorno).esito is atteso
    assert _varia(conv, il=date(2026, 12, 1), eccezione="art. 175 c. 3 lett. a)").esito is SI
    urgente = {"organo": "giunta", "il": date(2026, 11, 1), "esecutiva_dal": date(2026, 11, 1)}
    for ratifica, atteso in ((date(2026, 12, 31), SI), (date(2027, 1, 1), NO), (None, NO)):
        assert _varia(conv, **urgente, ratificata_il=ratifica).esito is atteso


def test_variazione_di_bilancio_violato(conv):
    """Non ancora esecutiva, o senza il parere, non finanzia nulla."""
    assert "esecutiva" in _varia(conv, esecutiva_dal=date(2027, 3, 11)).motivo
    assert "revisione" in _varia(conv, parere_revisori=" ").motivo
