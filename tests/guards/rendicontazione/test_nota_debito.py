"""The debit note: outside VAT, of the right amount, with its stamp duty."""

from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.nota_debito import bollo_sulla_nota, importo_della_nota, nota_di_debito_fuori_iva

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def test_nota_di_debito_fuori_iva_soddisfatto(rend):
    """La nota di debito senza IVA è il titolo che l'avviso chiede."""
    assert nota_di_debito_fuori_iva.check(rend(rend.nota())).esito is SI


def test_nota_di_debito_fuori_iva_al_limite(rend):
    """Un centesimo di IVA basta per l'allarme."""
    assert nota_di_debito_fuori_iva.check(rend(rend.nota(iva=rend.euro("0,01")))).esito is NO


def test_nota_di_debito_fuori_iva_violato(rend):
    """La fattura non si respinge: si valuta se il rapporto sia un appalto, e la regola è un avvertimento."""
    trovato = nota_di_debito_fuori_iva.check(rend(rend.nota(documento="fattura")))
    assert trovato.esito is NO
    assert "non si respinge" in trovato.motivo
    assert nota_di_debito_fuori_iva.forza == "prassi"


def test_importo_della_nota_soddisfatto(rend):
    """La nota chiede quanto è stato approvato."""
    assert importo_della_nota.check(rend(rend.approvazione(), rend.nota())).esito is SI


def test_importo_della_nota_al_limite(rend):
    """Un centesimo di differenza va corretto."""
    ctx = rend(rend.approvazione(), rend.nota(importo=rend.euro("1.000,01")))
    assert importo_della_nota.check(ctx).esito is NO


def test_importo_della_nota_violato(rend):
    """Se non resta nulla da liquidare non si chiede nulla."""
    ctx = rend(rend.approvazione(da_liquidare=ZERO), rend.nota(importo=ZERO))
    assert importo_della_nota.check(ctx).esito is NO


def _bollo(rend, importo, bollo):
    ctx = rend(rend.nota(importo=rend.euro(importo), bollo=bollo))
    return bollo_sulla_nota.check(ctx, soglia="soglia_bollo").esito


def test_bollo_sulla_nota_soddisfatto(rend):
    """Le cooperative sociali sono esenti (art. 82 del Codice)."""
    assert _bollo(rend, "1.000,00", "esente") is SI
    assert _bollo(rend, "1.000,00", "assolto") is SI


def test_bollo_sulla_nota_al_limite(rend):
    """Fino a 77,47 euro il bollo non è dovuto; un centesimo oltre, sì."""
    assert _bollo(rend, "77,47", "non_dovuto") is FUORI
    assert _bollo(rend, "77,48", "non_dovuto") is NO


def test_bollo_sulla_nota_violato(rend):
    """Una nota di mille euro senza bollo né esenzione va regolarizzata."""
    assert _bollo(rend, "1.000,00", "non_dovuto") is NO
