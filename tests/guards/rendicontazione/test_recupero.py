"""Getting money back: the order, the term, the accounts, the warning before enforcement."""

from datetime import date

import pytest

from coproflow.domain.dati.atto import ComunicazioneAtto
from coproflow.domain.dati.autotutela import Decadenza
from coproflow.domain.dati.rendicontazione import (
    AccertamentoEntrata,
    DiffidaRecupero,
    IncassoRecupero,
    ProvvedimentoRecupero,
)
from coproflow.domain.importi import ZERO, Euro
from coproflow.domain.verifiche import DatoMancanteError, EsitoVerifica
from coproflow.guards.recupero import (
    compensazione_prevista,
    diffida_prima_della_riscossione,
    entrata_accertata,
    incasso_con_pagopa,
    incasso_nel_dovuto,
    nulla_da_recuperare,
    recupero_comunicato,
    recupero_dovuto,
    recupero_integrale,
    restituzione_nel_dovuto,
    somma_da_restituire,
    termine_e_modalita_di_restituzione,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def _provvedimento(rend, **altro):
    valori = {
        "data": date(2026, 10, 1),
        "importo": rend.euro("500,00"),
        "entro": date(2026, 11, 2),
        "modalita": "avviso pagoPA allegato",
        "motivazione": "attività non realizzate",
    }
    return ProvvedimentoRecupero(**valori | altro)


def _rideterminato(rend, importo="500,00"):
    return rend.approvazione(da_recuperare=rend.euro(importo), da_liquidare=ZERO)


def test_termine_e_modalita_di_restituzione_soddisfatto(rend):
    """Il provvedimento dà un mese e allega l'avviso pagoPA."""
    assert termine_e_modalita_di_restituzione.check(rend(_provvedimento(rend))).esito is SI


def test_termine_e_modalita_di_restituzione_al_limite(rend):
    """Il termine viene almeno il giorno dopo il provvedimento."""
    dopo = rend(_provvedimento(rend, entro=date(2026, 10, 2)))
    stesso = rend(_provvedimento(rend, entro=date(2026, 10, 1)))
    assert termine_e_modalita_di_restituzione.check(dopo).esito is SI
    assert termine_e_modalita_di_restituzione.check(stesso).esito is NO


def test_termine_e_modalita_di_restituzione_violato(rend):
    """Senza termine o senza modalità il provvedimento non è esecutivo (art. 21-ter L. 241/1990)."""
    assert termine_e_modalita_di_restituzione.check(rend(_provvedimento(rend, entro=None))).esito is NO
    assert termine_e_modalita_di_restituzione.check(rend(_provvedimento(rend, modalita=" "))).esito is NO


def test_somma_da_restituire_soddisfatto(rend):
    """Si chiede quanto è stato rideterminato, con interessi di cui si dice il conto."""
    p = _provvedimento(rend, interessi=rend.euro("4,00"), calcolo_interessi="legali, dalla domanda")
    assert somma_da_restituire.check(rend(_rideterminato(rend), p)).esito is SI


def test_somma_da_restituire_al_limite(rend):
    """Un centesimo in più di quanto rideterminato non si può chiedere."""
    p = _provvedimento(rend, importo=rend.euro("500,01"))
    assert somma_da_restituire.check(rend(_rideterminato(rend), p)).esito is NO


def test_somma_da_restituire_violato(rend):
    """Interessi senza decorrenza né misura non si chiedono."""
    p = _provvedimento(rend, interessi=rend.euro("4,00"))
    assert somma_da_restituire.check(rend(_rideterminato(rend), p)).esito is NO


def test_recupero_dovuto_soddisfatto(rend):
    """Restano 500,00 euro da recuperare."""
    assert recupero_dovuto.check(rend(_rideterminato(rend))).esito is SI


def test_recupero_dovuto_al_limite(rend):
    """Anche un centesimo erogato in più si ridetermina."""
    assert recupero_dovuto.check(rend(_rideterminato(rend, "0,01"))).esito is SI


def test_recupero_dovuto_violato(rend):
    """Se non c'è nulla da recuperare il rendiconto si approva."""
    assert recupero_dovuto.check(rend(rend.approvazione())).esito is NO


def test_nulla_da_recuperare_soddisfatto(rend):
    """Un rendiconto che non lascia recuperi si approva."""
    assert nulla_da_recuperare.check(rend(rend.approvazione())).esito is SI


def test_nulla_da_recuperare_al_limite(rend):
    """Un centesimo da recuperare porta alla rideterminazione."""
    assert nulla_da_recuperare.check(rend(_rideterminato(rend, "0,01"))).esito is NO


def test_nulla_da_recuperare_violato(rend):
    """Con 500,00 euro da recuperare il contributo si ridetermina."""
    trovato = nulla_da_recuperare.check(rend(_rideterminato(rend)))
    assert trovato.rimedi[0].passo == "rideterminazione_contributo"


def _comunicato(rend, *fatti):
    return recupero_comunicato.check(rend(*fatti), atto="provvedimento_recupero")


def _pec(giorno=date(2026, 10, 3)):
    return ComunicazioneAtto(
        data=giorno,
        atto="provvedimento_recupero",
        destinatario="Cooperativa sociale Il Filo",
        canale="domicilio_digitale",
        protocollo="prot. 6000/2026",
    )


def test_recupero_comunicato_soddisfatto(rend):
    """Il provvedimento è arrivato al domicilio digitale dell'ETS."""
    adottato = rend.adozione("provvedimento_recupero", date(2026, 10, 2))
    assert _comunicato(rend, adottato, _pec()).esito is SI


def test_recupero_comunicato_al_limite(rend):
    """Adottato e non comunicato non ha ancora effetto (art. 21-bis)."""
    assert _comunicato(rend, rend.adozione("provvedimento_recupero", date(2026, 10, 2))).esito is NO


def test_recupero_comunicato_violato(rend):
    """Un provvedimento mai adottato non si esegue."""
    assert _comunicato(rend, _provvedimento(rend)).esito is NO


def _accertato(rend, importo="500,00", giorno=date(2026, 10, 5), **provvedimento):
    accertamento = AccertamentoEntrata(data=giorno, numero="77", importo=rend.euro(importo), esercizio=2026)
    return entrata_accertata.check(rend(_provvedimento(rend, **provvedimento), accertamento))


def test_entrata_accertata_soddisfatto(rend):
    """L'entrata di 500,00 euro è accertata sul 2026, con gli interessi se ce ne sono."""
    assert _accertato(rend).esito is SI
    assert _accertato(rend, "504,00", interessi=rend.euro("4,00")).esito is SI


def test_entrata_accertata_al_limite(rend):
    """Entro il 31 dicembre è in tempo; il 1° gennaio è in ritardo di un giorno, e resta annotato."""
    assert _accertato(rend, giorno=date(2026, 12, 31)).ritardo is None
    tardi = _accertato(rend, giorno=date(2027, 1, 1))
    assert tardi.esito is SI
    assert tardi.ritardo.giorni == 1


def test_entrata_accertata_violato(rend):
    """Si accerta quanto si è chiesto, non altro."""
    assert _accertato(rend, "499,99").esito is NO


def _diffida(rend, giorno):
    diffida = DiffidaRecupero(
        data=date(2026, 11, 5),
        protocollo="prot. 7000/2026",
        ricevuta_il=date(2026, 11, 5),
        entro=date(2026, 11, 20),
    )
    return diffida_prima_della_riscossione.check(rend(diffida, data=giorno))


def test_diffida_prima_della_riscossione_soddisfatto(rend):
    """La riscossione segue la diffida di quindici giorni."""
    assert _diffida(rend, date(2026, 11, 21)).esito is SI


def test_diffida_prima_della_riscossione_al_limite(rend):
    """Il giorno stesso in cui la diffida arriva non si esegue; il giorno dopo la diffida c'è."""
    assert _diffida(rend, date(2026, 11, 5)).esito is NO
    assert _diffida(rend, date(2026, 11, 6)).esito is SI


def test_diffida_prima_della_riscossione_violato(rend):
    """Prima della diffida non c'è riscossione coattiva."""
    assert _diffida(rend, date(2026, 11, 1)).esito is NO


def _incasso(rend, importo, modo="pagopa", clausola=""):
    return IncassoRecupero(
        data=date(2026, 10, 20),
        importo=rend.euro(importo),
        reversale="88",
        modo=modo,
        clausola_compensazione=clausola,
    )


def test_compensazione_prevista_soddisfatto(rend):
    """L'art. 14 della convenzione ammette la compensazione con le somme dovute all'ETS."""
    assert (
        compensazione_prevista.check(rend(_incasso(rend, "500,00", "compensazione", "art. 14"))).esito is SI
    )


def test_compensazione_prevista_al_limite(rend):
    """Chi paga con pagoPA non compensa nulla."""
    assert compensazione_prevista.check(rend(_incasso(rend, "500,00"))).esito is FUORI


def test_compensazione_prevista_violato(rend):
    """Senza clausola non si trattiene quanto è dovuto all'ETS."""
    assert compensazione_prevista.check(rend(_incasso(rend, "500,00", "compensazione"))).esito is NO


def test_incasso_con_pagopa_soddisfatto(rend):
    """L'ETS paga l'avviso pagoPA."""
    assert incasso_con_pagopa.check(rend(_incasso(rend, "500,00"))).esito is SI


def test_incasso_con_pagopa_al_limite(rend):
    """La riscossione coattiva e la compensazione non passano da pagoPA per scelta dell'ETS."""
    assert incasso_con_pagopa.check(rend(_incasso(rend, "500,00", "riscossione_coattiva"))).esito is SI


def test_incasso_con_pagopa_violato(rend):
    """Un bonifico va motivato, non respinto."""
    assert incasso_con_pagopa.check(rend(_incasso(rend, "500,00", "bonifico"))).esito is NO
    assert incasso_con_pagopa.forza == "prassi"


def _incassi(rend, guard, *importi):
    return guard.check(rend(_provvedimento(rend), *(_incasso(rend, i) for i in importi)))


def test_recupero_integrale_soddisfatto(rend):
    """Due incassi che fanno la somma dovuta chiudono il recupero."""
    assert _incassi(rend, recupero_integrale, "200,00", "300,00").esito is SI


def test_recupero_integrale_al_limite(rend):
    """Un centesimo in meno non chiude; un centesimo in più non era dovuto."""
    assert _incassi(rend, recupero_integrale, "499,99").esito is NO
    assert _incassi(rend, recupero_integrale, "500,01").esito is NO


def test_recupero_integrale_violato(rend):
    """Metà della somma è un incasso parziale."""
    assert _incassi(rend, recupero_integrale, "250,00").esito is NO


def test_incasso_nel_dovuto_soddisfatto(rend):
    """Restano 300,00 euro."""
    trovato = _incassi(rend, incasso_nel_dovuto, "200,00")
    assert trovato.esito is SI
    assert trovato.valori["resto"] == Euro.da_testo("300,00")


def test_incasso_nel_dovuto_al_limite(rend):
    """Un centesimo prima della somma è ancora parziale; la somma intera no."""
    assert _incassi(rend, incasso_nel_dovuto, "499,99").esito is SI
    assert _incassi(rend, incasso_nel_dovuto, "500,00").esito is NO


def test_incasso_nel_dovuto_violato(rend):
    """Non si incassa più di quanto è dovuto."""
    assert _incassi(rend, incasso_nel_dovuto, "300,00", "300,00").esito is NO


def _rende(caso, importo, *prima):
    """A convention whose measure asks 3.000,00 euro back."""
    misura = Decadenza(
        data=date(2026, 8, 1),
        motivazione="dichiarazione non veritiera",
        requisito="dichiarazione_mendace",
        ente_decaduto="Il Filo",
        accertata_il=date(2026, 7, 1),
        estremi="verbale",
        da_recuperare=Euro.da_testo("3.000,00"),
    )
    incasso = _incassato(importo)
    return restituzione_nel_dovuto.check(caso("convenzione", misura, *prima, candidato=incasso))


def _incassato(importo):
    return IncassoRecupero(
        data=date(2026, 10, 1), importo=Euro.da_testo(importo), reversale="1", modo="pagopa"
    )


def test_restituzione_nel_dovuto_soddisfatto(caso):
    """Si restituisce anche in due volte: dopo 1.000,00 ne restano 2.000,00."""
    assert "2.000,00" in _rende(caso, "1.000,00").motivo


def test_restituzione_nel_dovuto_al_limite(caso):
    """L'ultimo incasso arriva al dovuto; un centesimo in più, no."""
    assert _rende(caso, "2.000,00", _incassato("1.000,00")).esito is SI
    assert _rende(caso, "2.000,01", _incassato("1.000,00")).esito is NO


def test_restituzione_nel_dovuto_violato(caso):
    """Se nessun provvedimento ha chiesto nulla, non c'è nulla da incassare."""
    with pytest.raises(DatoMancanteError):
        restituzione_nel_dovuto.check(caso("convenzione", candidato=_incassato("1,00")))
