"""A concession does not survive its table: withdrawn before the table is closed, or sent back in time."""

from datetime import date

from coproflow.domain.dati.tavolo import FallimentoTavolo, RinvioAlTavolo, Scorrimento
from coproflow.domain.parametri import AttoId
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.l241_conclusione import concessione_non_esecutiva, concessione_ritirata

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
ATTO = AttoId("determina_approvazione_progetto")
MAGGIO = date(2026, 5, 4)


def _ritirata(tavolo, *fatti, ritiro=""):
    fallimento = FallimentoTavolo(data=MAGGIO, motivi=("il partner rinuncia",), ritiro_concessione=ritiro)
    return concessione_ritirata.check(tavolo(*fatti, candidato=fallimento), atto=ATTO).esito


def test_concessione_ritirata_soddisfatto(tavolo):
    """Il partner rinuncia dopo la concessione: un atto ne prende atto."""
    assert _ritirata(tavolo, tavolo.adozione(), ritiro="determinazione n. 410 del 4 maggio 2026") is SI


def test_concessione_ritirata_al_limite(tavolo):
    """Prima della concessione non c'è nulla da ritirare; quella di chi è già caduto non conta più."""
    assert _ritirata(tavolo) is FUORI
    subentro = Scorrimento(data=date(2026, 4, 20), domanda="D2", protocollo="560")
    assert _ritirata(tavolo, tavolo.adozione(), subentro) is FUORI


def test_concessione_ritirata_violato(tavolo):
    """Una concessione adottata non resta in piedi a favore di chi non è più partner."""
    assert _ritirata(tavolo, tavolo.adozione()) is NO


def _rinvio(tavolo, *fatti, giorno=MAGGIO):
    rinvio = RinvioAlTavolo(data=giorno, motivi=("manca la copertura del 2027",))
    return concessione_non_esecutiva.check(tavolo(*fatti, candidato=rinvio), atto=ATTO)


def test_concessione_non_esecutiva_soddisfatto(tavolo):
    """Senza visto la determinazione non è esecutiva, e il progetto torna al tavolo."""
    assert _rinvio(tavolo, tavolo.adozione()).esito is SI


def test_concessione_non_esecutiva_al_limite(tavolo):
    """Il visto è del 2 aprile: il giorno prima si rinvia ancora."""
    fatti = (tavolo.adozione(), tavolo.visto())
    assert _rinvio(tavolo, *fatti, giorno=date(2026, 4, 1)).esito is SI
    assert _rinvio(tavolo, *fatti, giorno=date(2026, 4, 2)).esito is NO


def test_concessione_non_esecutiva_violato(tavolo):
    """Esecutiva la concessione, non si torna indietro senza ritirarla."""
    trovato = _rinvio(tavolo, tavolo.adozione(), tavolo.visto())
    assert trovato.esito is NO
    assert [r.passo for r in trovato.rimedi] == ["fallimento_tavolo"]
