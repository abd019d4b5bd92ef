"""Advances: only what the convention foresees, guaranteed, and then accounted for by the report."""

from datetime import date

from coproflow.domain.dati.rendicontazione import Anticipo, MancataPresentazione
from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.rendiconto_anticipi import anticipo_previsto, erogato_registrato, garanzia_dell_anticipo

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
MASSIMO = {"massimo": "anticipo_massimo"}
RICHIESTA = {"richiesta": "garanzia_anticipo"}


def _anticipo(rend, importo="3.000,00", **altro):
    valori = {
        "data": date(2026, 3, 2),
        "firmatario": "Anna Ferrari",
        "imputazioni": (rend.imputazione(importo),),
        "iban": rend.iban,
        "garanzia": "fideiussione n. 1",
    }
    return Anticipo(**valori | altro)


def _previsto(rend, importo, *sorelle, **figure):
    ctx = rend(
        rend.apertura(),
        candidato=_anticipo(rend, importo),
        convenzione=rend.convenzione(figure=figure),
        sorelle=sorelle,
    )
    return anticipo_previsto.check(ctx, **MASSIMO)


def test_anticipo_previsto_soddisfatto(rend):
    """Il 10 % di 30.000,00 euro è 3.000,00."""
    trovato = _previsto(rend, "3.000,00", anticipo_massimo="10 %")
    assert trovato.esito is SI
    assert "3.000,00" in trovato.motivo


def test_anticipo_previsto_al_limite(rend):
    """Un centesimo oltre no; e gli anticipi degli altri periodi si sommano."""
    assert _previsto(rend, "3.000,01", anticipo_massimo="10 %").esito is NO
    altro = rend(_anticipo(rend, "2.999,99"), id_="rend-2")
    assert _previsto(rend, "0,01", altro, anticipo_massimo="10 %").esito is SI
    assert _previsto(rend, "0,02", altro, anticipo_massimo="10 %").esito is NO


def test_anticipo_previsto_violato(rend):
    """Se la convenzione tace non si anticipa nulla: il contributo rimborsa."""
    assert "rimborsa" in _previsto(rend, "0,01").motivo
    assert anticipo_previsto.forza == "avviso"


def _garantito(rend, **altro):
    ctx = rend(rend.apertura(), candidato=_anticipo(rend, **altro))
    return garanzia_dell_anticipo.check(ctx, **RICHIESTA).esito


def test_garanzia_dell_anticipo_soddisfatto(rend):
    """La fideiussione copre l'anticipo."""
    assert _garantito(rend) is SI


def test_garanzia_dell_anticipo_al_limite(rend):
    """La convenzione può farne a meno, se lo dice."""
    convenzione = rend.convenzione(figure={"garanzia_anticipo": "no"})
    ctx = rend(rend.apertura(), candidato=_anticipo(rend, garanzia=""), convenzione=convenzione)
    assert garanzia_dell_anticipo.check(ctx, **RICHIESTA).esito is NA


def test_garanzia_dell_anticipo_violato(rend):
    """Uno spazio non garantisce nulla."""
    assert _garantito(rend, garanzia=" ") is NO


def _erogato(rend, scritto, *pagamenti):
    a = rend.approvazione(erogato=rend.euro(scritto), da_liquidare=ZERO)
    return erogato_registrato.check(rend(*pagamenti, candidato=a)).esito


def test_erogato_registrato_soddisfatto(rend):
    """Erogati 400,00 euro con un mandato: il rendiconto li dichiara."""
    assert _erogato(rend, "400,00", rend.pagamento("400,00")) is SI
    assert _erogato(rend, "0,00") is SI


def test_erogato_registrato_al_limite(rend):
    """Al centesimo, sommati i mandati."""
    mandati = (rend.pagamento("400,00"), rend.pagamento("0,01"))
    assert _erogato(rend, "400,01", *mandati) is SI
    assert _erogato(rend, "400,00", *mandati) is NO


def test_erogato_registrato_violato(rend):
    """Un anticipo che nessun mandato ha pagato non si detrae; uno pagato non si tace."""
    assert _erogato(rend, "400,00") is NO
    mancata = MancataPresentazione(data=date(2026, 9, 1), conseguenze="si recupera")
    assert erogato_registrato.check(rend(rend.pagamento("400,00"), candidato=mancata)).esito is NO
