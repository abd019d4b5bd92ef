"""A breach: charged, answered, measured in proportion, warned, and only then terminated."""

from datetime import date

from coproflow.domain.dati.autotutela import Memorie
from coproflow.domain.dati.convenzione import Adempimento, Diffida, MisuraInadempimento, Risoluzione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_inadempimento import (
    contestazione_aperta,
    contestazione_specifica,
    diffida_aperta,
    misura_proporzionata,
    termine_della_diffida,
    titolo_della_risoluzione,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
DIFFIDA = {"giorni": "termine_diffida"}
TITOLO = {"difese": "difese", "diffida": "diffida_ad_adempiere"}


def _diffida(**altro):
    valori = {
        "data": date(2027, 9, 20),
        "ricezione": date(2027, 9, 20),
        "protocollo": "1",
        "adempimenti": ("riaprire il presidio",),
        "entro": date(2027, 10, 5),
        "avvertenza": True,
    }
    return Diffida(**(valori | altro))


def _risoluzione(**altro):
    valori = {
        "data": date(2027, 10, 11),
        "motivazione": "presidio chiuso",
        "titolo": "diffida",
        "proporzionalita": "inadempimento grave",
    }
    return Risoluzione(**(valori | altro))


def _memorie(giorno):
    return Memorie(data=giorno, da="Il Girasole", protocollo="41222", sintesi="lavori urgenti")


def test_contestazione_specifica_soddisfatto(conv):
    """La contestazione dice il fatto e l’obbligo."""
    assert conv.esito(contestazione_specifica, conv.contestazione()).esito is SI


def test_contestazione_specifica_al_limite(conv):
    """Un fatto solo basta."""
    assert conv.esito(contestazione_specifica, conv.contestazione(fatti=("uno",))).esito is SI


def test_contestazione_specifica_violato(conv):
    """Un addebito senza fatti non consente difesa."""
    assert conv.esito(contestazione_specifica, conv.contestazione(fatti=())).esito is NO


def _misura(**altro):
    valori = {"data": date(2027, 9, 20), "misura": "richiamo", "motivazione": "primo episodio, lieve"}
    return MisuraInadempimento(**(valori | altro))


def test_misura_proporzionata_soddisfatto(conv):
    """Un richiamo motivato per un primo episodio."""
    assert conv.esito(misura_proporzionata, conv.contestazione(), _misura()).esito is SI


def test_misura_proporzionata_al_limite(conv):
    """La riduzione vale se una clausola la prevede, e le controdeduzioni arrivate si valutano."""
    riduce = _misura(misura="riduzione", clausola="art. 13")
    assert conv.esito(misura_proporzionata, conv.contestazione(), riduce).esito is SI
    arrivate = _memorie(date(2027, 9, 10))
    assert conv.esito(misura_proporzionata, conv.contestazione(), arrivate, riduce).esito is NO
    valutate = _misura(controdeduzioni_valutate="accolte in parte")
    assert conv.esito(misura_proporzionata, conv.contestazione(), arrivate, valutate).esito is SI
    di_prima = _memorie(date(2027, 1, 10))
    assert conv.esito(misura_proporzionata, di_prima, conv.contestazione(), riduce).esito is SI


def test_misura_proporzionata_violato(conv):
    """Una riduzione senza clausola, o una risoluzione non motivata, non sta."""
    assert conv.esito(misura_proporzionata, conv.contestazione(), _misura(misura="riduzione")).esito is NO
    muta = _risoluzione(proporzionalita="")
    assert conv.esito(misura_proporzionata, conv.contestazione(), muta).esito is NO


def test_termine_della_diffida_soddisfatto(conv):
    """Quindici giorni e l’avvertenza della risoluzione."""
    assert conv.esito(termine_della_diffida, _diffida(), args=DIFFIDA).esito is SI


def test_termine_della_diffida_al_limite(conv):
    """Ricevuta il 20 settembre: entro il 5 ottobre sono quindici giorni, entro il 4 quattordici."""
    assert conv.esito(termine_della_diffida, _diffida(entro=date(2027, 10, 4)), args=DIFFIDA).esito is NO


def test_termine_della_diffida_violato(conv):
    """Senza avvertenza la diffida non risolve (art. 1454 c.c.)."""
    assert conv.esito(termine_della_diffida, _diffida(avvertenza=False), args=DIFFIDA).esito is NO


def _risolta(conv, *fatti, stipula=None):
    return conv.esito(titolo_della_risoluzione, stipula or conv.stipula(), *fatti, args=TITOLO)


def test_titolo_della_risoluzione_soddisfatto(conv):
    """La diffida del 20 settembre, entro il 5 ottobre, è rimasta senza effetto l’11."""
    assert _risolta(conv, conv.contestazione(), _diffida(), _risoluzione()).esito is SI


def test_titolo_della_risoluzione_al_limite(conv):
    """Il 5 ottobre il termine corre ancora; per clausola bastano i quindici giorni della contestazione."""
    presto = _risolta(conv, conv.contestazione(), _diffida(), _risoluzione(data=date(2027, 10, 5)))
    assert presto.esito is NO
    assert presto.non_prima_di == date(2027, 10, 6)
    espressa = {"titolo": "clausola_espressa", "clausola": "art. 15, tracciabilità"}
    for giorno, atteso in ((date(2027, 9, 16), NO), (date(2027, 9, 17), SI)):
        risoluzione = _risoluzione(data=giorno, **espressa)
        assert _risolta(conv, conv.contestazione(), risoluzione).esito is atteso
    senza = conv.stipula(clausole=("durata",))
    trovato = _risolta(conv, conv.contestazione(), _risoluzione(**espressa), stipula=senza)
    assert trovato.esito is NO


def test_titolo_della_risoluzione_violato(conv):
    """Non si risolve se nessuna diffida è stata fatta, o se il partner ha adempiuto."""
    assert _risolta(conv, conv.contestazione(), _risoluzione()).esito is NO
    adempiuto = Adempimento(data=date(2027, 10, 4), motivo="presidio riaperto")
    assert _risolta(conv, conv.contestazione(), _diffida(), adempiuto, _risoluzione()).esito is NO


def test_contestazione_aperta_soddisfatto(conv):
    """Contestato il 1° settembre, si può misurare."""
    assert conv.esito(contestazione_aperta, conv.contestazione(), _misura()).esito is SI


def test_contestazione_aperta_al_limite(conv):
    """Chiusa con una misura, non se ne prende una seconda; contestato di nuovo, sì."""
    chiusa = (conv.contestazione(), _misura())
    assert conv.esito(contestazione_aperta, *chiusa, _misura()).esito is NO
    assert conv.esito(contestazione_aperta, *chiusa, conv.contestazione(), _misura()).esito is SI


def test_contestazione_aperta_violato(conv):
    """Senza contestazione non si diffida."""
    assert conv.esito(contestazione_aperta, _diffida()).esito is NO


def _adempie(conv, *prima):
    adempiuto = Adempimento(data=date(2027, 10, 4), motivo="presidio riaperto")
    return conv.esito(diffida_aperta, *prima, adempiuto).esito


def test_diffida_aperta_soddisfatto(conv):
    """Diffidato il 20 settembre, il partner adempie."""
    assert _adempie(conv, conv.contestazione(), _diffida()) is SI


def test_diffida_aperta_al_limite(conv):
    """Adempiuto una volta, non si adempie di nuovo; diffidato di nuovo, sì."""
    adempiuto = Adempimento(data=date(2027, 9, 28), motivo="presidio riaperto")
    chiusa = (conv.contestazione(), _diffida(), adempiuto)
    assert _adempie(conv, *chiusa) is NO
    assert _adempie(conv, *chiusa, _diffida()) is SI


def test_diffida_aperta_violato(conv):
    """La contestazione non è ancora una diffida."""
    assert _adempie(conv, conv.contestazione()) is NO
