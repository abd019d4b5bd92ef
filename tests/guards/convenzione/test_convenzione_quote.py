"""The shares that waited for a budget: committed for their year and source, and no more of them."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.convenzione import ImpegnoQuote
from coproflow.domain.dati.spesa import QuotaSospesa
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_quote import quote_sospese_impegnate

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA


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
