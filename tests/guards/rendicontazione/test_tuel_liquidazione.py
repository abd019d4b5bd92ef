"""TUEL art. 184: on which documents, within which commitments, to which account one pays."""

from datetime import date

from coproflow.domain.testi import Cup, Iban
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel_liquidazione import (
    concessione_pubblicata,
    conto_dedicato_e_codici,
    documenti_della_liquidazione,
    estremi_pubblicazione,
    istruttoria_distinta_dalla_liquidazione,
    liquidazione_nell_impegno,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def _documenti(rend, importo):
    ctx = rend(rend.esame(), rend.approvazione(), rend.nota(), rend.liquidazione(importo))
    return documenti_della_liquidazione.check(ctx)


def test_documenti_della_liquidazione_soddisfatto(rend):
    """Rendiconto approvato, relazione e nota di debito dicono la stessa cifra."""
    assert _documenti(rend, "1.000,00").esito is SI


def test_documenti_della_liquidazione_al_limite(rend):
    """Un centesimo in più di quanto approvato non si liquida."""
    assert _documenti(rend, "1.000,01").esito is NO


def test_documenti_della_liquidazione_violato(rend):
    """Non si liquida una parte diversa da quella che la nota di debito chiede."""
    assert _documenti(rend, "700,00").esito is NO


def _impegno(rend, importo, impegno="900", altrove=None, esercizio=2026):
    altri = (rend(rend.liquidazione(altrove), id_="rend-2"),) if altrove else ()
    imputazioni = (rend.imputazione(importo, impegno, esercizio),)
    ctx = rend(
        rend.liquidazione(imputazioni=imputazioni),
        convenzione=rend.convenzione(concessione=rend.concessione()),
        altri_rendiconti=altri,
    )
    return liquidazione_nell_impegno.check(ctx)


def test_liquidazione_nell_impegno_soddisfatto(rend):
    """Sull'impegno 900 del 2026, di 10.000,00 euro, se ne liquidano 4.000,00."""
    assert _impegno(rend, "4.000,00").esito is SI


def test_liquidazione_nell_impegno_al_limite(rend):
    """Dopo 6.000,00 euro liquidati altrove ne restano 4.000,00: un centesimo in più supera l'impegno."""
    assert _impegno(rend, "4.000,00", altrove="6.000,00").esito is SI
    assert _impegno(rend, "4.000,01", altrove="6.000,00").esito is NO


def test_liquidazione_nell_impegno_violato(rend):
    """Un impegno di altro esercizio o di altro numero non copre la liquidazione."""
    assert _impegno(rend, "100,00", impegno="901").esito is NO
    assert _impegno(rend, "100,00", esercizio=2027).esito is NO


def test_liquidazione_nell_impegno_visto_ripetuto(rend):
    """Un visto registrato di nuovo sta al posto del primo: i due impegni non si sommano."""
    concessione = (*rend.concessione(), rend.visto("4.000,00"))
    convenzione = rend.convenzione(concessione=concessione)
    for importo, atteso in (("4.000,00", SI), ("4.000,01", NO)):
        ctx = rend(rend.liquidazione(importo), convenzione=convenzione)
        assert liquidazione_nell_impegno.check(ctx).esito is atteso


def _pubblicata(rend, pubblicata_il, giorno=date(2026, 9, 1), **stipula):
    ctx = rend(
        rend.liquidazione(data=giorno),
        convenzione=rend.convenzione(
            concessione=rend.concessione(pubblicata_il), stipula=rend.stipula(**stipula) if stipula else None
        ),
    )
    return concessione_pubblicata.check(ctx, soglia="soglia_concessioni")


def test_concessione_pubblicata_soddisfatto(rend):
    """La concessione è in Amministrazione trasparente dal dicembre 2025."""
    assert _pubblicata(rend, date(2025, 12, 15)).esito is SI


def test_concessione_pubblicata_al_limite(rend):
    """Pubblicata il giorno stesso basta, il giorno dopo no; fino a mille euro non è condizione."""
    assert _pubblicata(rend, date(2026, 9, 1)).esito is SI
    assert _pubblicata(rend, date(2026, 9, 2)).esito is NO
    assert _pubblicata(rend, None, contributo=rend.euro("1.000,00")).esito is FUORI


def test_concessione_pubblicata_violato(rend):
    """Senza pubblicazione la concessione non ha effetto e non si paga (art. 26 c. 3)."""
    assert _pubblicata(rend, None).esito is NO


def test_estremi_pubblicazione_soddisfatto(rend):
    """La liquidazione dice dove e quando la concessione è stata pubblicata."""
    ctx = rend(rend.liquidazione(estremi_pubblicazione="pubblicata il 15/12/2025, sezione Sovvenzioni"))
    assert estremi_pubblicazione.check(ctx).esito is SI


def test_estremi_pubblicazione_al_limite(rend):
    """Uno spazio non è una menzione."""
    assert estremi_pubblicazione.check(rend(rend.liquidazione(estremi_pubblicazione=" "))).esito is NO


def test_estremi_pubblicazione_violato(rend):
    """La menzione mancante è linea guida: si motiva, non blocca."""
    assert estremi_pubblicazione.check(rend(rend.liquidazione())).esito is NO
    assert estremi_pubblicazione.forza == "linee_guida"


def _conto(rend, *, conto=True, cup=None, **liquidazione):
    ctx = rend(
        rend.liquidazione(**liquidazione),
        convenzione=rend.convenzione(stipula=rend.stipula(cup=cup), fatti=(rend.conto(),) if conto else ()),
    )
    return conto_dedicato_e_codici.check(ctx)


def test_conto_dedicato_e_codici_soddisfatto(rend):
    """Il pagamento va sul conto dedicato; se la convenzione ha un CUP, la liquidazione lo porta."""
    assert _conto(rend).esito is SI
    assert _conto(rend, cup=Cup("J11B25000000004")).esito is NO


def test_conto_dedicato_e_codici_al_limite(rend):
    """Il CUP dev'essere quello, lettera per lettera."""
    giusto, altro = Cup("J11B25000000004"), Cup("J11B25000000005")
    convenzione = rend.convenzione(stipula=rend.stipula(cup=giusto), fatti=(rend.conto(),))
    for cup, atteso in ((giusto, SI), (altro, NO)):
        ctx = rend(rend.liquidazione(cup=cup), convenzione=convenzione)
        assert conto_dedicato_e_codici.check(ctx).esito is atteso


def test_conto_dedicato_e_codici_violato(rend):
    """Senza conto dedicato, o su un conto diverso, non si paga (art. 3 L. 136/2010)."""
    assert _conto(rend, conto=False).esito is NO
    assert _conto(rend, iban=Iban("IT02X0000000000000000000000")).esito is NO


def _mani(rend, istruttore, firmatario, secondo=""):
    ctx = rend(
        rend.esame(istruttore=istruttore),
        rend.liquidazione(firmatario=firmatario, secondo_controllo=secondo),
    )
    return istruttoria_distinta_dalla_liquidazione.check(ctx).esito


def test_istruttoria_distinta_dalla_liquidazione_soddisfatto(rend):
    """Chi ha esaminato il rendiconto non è chi liquida."""
    assert _mani(rend, "Marco Bianchi", "Anna Ferrari") is SI


def test_istruttoria_distinta_dalla_liquidazione_al_limite(rend):
    """Se sono la stessa persona, serve il secondo controllo di un'altra."""
    assert _mani(rend, "Anna Ferrari", "anna  ferrari", "Marco Bianchi") is SI
    assert _mani(rend, "Anna Ferrari", "Anna Ferrari", "Anna Ferrari") is NO


def test_istruttoria_distinta_dalla_liquidazione_violato(rend):
    """Chi esamina e liquida da solo va motivato."""
    assert _mani(rend, "Anna Ferrari", "Anna Ferrari") is NO
    assert istruttoria_distinta_dalla_liquidazione.forza == "prassi"
