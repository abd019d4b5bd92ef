"""What is recognised of a report, to the cent."""

from datetime import date

from coproflow.domain.dati.autotutela import Decadenza
from coproflow.domain.dati.convenzione import MisuraInadempimento
from coproflow.domain.dati.rendicontazione import MancataPresentazione, Realizzazione, Riduzione
from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.rendiconto_contributo import (
    assenza_di_lucro,
    contributo_nei_limiti_concessi,
    contributo_riconosciuto,
    nulla_da_liquidare,
    riduzioni_secondo_la_formula,
    saldo_del_rendiconto,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA


def _approva(rend, guard, *, esame=None, **campi):
    ctx = rend(rend.presentazione(), esame or rend.esame(), rend.approvazione(**campi))
    return guard.check(ctx)


def _euro(rend, **campi):
    return {nome: rend.euro(valore) for nome, valore in campi.items()}


def test_contributo_riconosciuto_soddisfatto(rend):
    """Di 1.000,00 euro di costi, tolti 100 di entrate, 50 di altri e 200 in denaro, ne restano 650."""
    righe = _euro(rend, entrate="100,00", altri_contributi="50,00", cofinanziamento_monetario="200,00")
    trovato = _approva(
        rend,
        contributo_riconosciuto,
        esame=rend.esame(**righe),
        riconosciuto=rend.euro("650,00"),
        **righe,
    )
    assert trovato.esito is SI


def test_contributo_riconosciuto_al_limite(rend):
    """Il contributo concesso fa da tetto al centesimo, e non si riconosce mai meno di zero."""
    tetto = _euro(rend, concesso="999,99", riconosciuto="999,99")
    assert _approva(rend, contributo_riconosciuto, **tetto).esito is SI
    oltre = _euro(rend, concesso="999,99", riconosciuto="1.000,00")
    assert _approva(rend, contributo_riconosciuto, **oltre).esito is NO
    righe = _euro(rend, entrate="1.500,00")
    zero = _approva(
        rend,
        contributo_riconosciuto,
        esame=rend.esame(**righe),
        riconosciuto=ZERO,
        da_liquidare=ZERO,
        **righe,
    )
    assert zero.esito is SI


def test_contributo_riconosciuto_violato(rend):
    """Un centesimo di differenza, o una riga diversa dall'esame, ferma l'approvazione con le due cifre."""
    trovato = _approva(rend, contributo_riconosciuto, riconosciuto=rend.euro("1.000,01"))
    assert trovato.esito is NO
    assert "€ 1.000,01" in trovato.motivo
    assert _approva(rend, contributo_riconosciuto, entrate=rend.euro("0,01")).esito is NO


def test_saldo_del_rendiconto_soddisfatto(rend):
    """Riconosciuti 1.000,00 euro e nulla erogato, se ne liquidano 1.000,00."""
    assert _approva(rend, saldo_del_rendiconto).esito is SI


def test_saldo_del_rendiconto_al_limite(rend):
    """Erogato quanto riconosciuto, non resta nulla; un centesimo in più si recupera."""
    pari = _approva(rend, saldo_del_rendiconto, erogato=rend.euro("1.000,00"), da_liquidare=ZERO)
    oltre = _approva(
        rend,
        saldo_del_rendiconto,
        da_liquidare=ZERO,
        **_euro(rend, erogato="1.000,01", da_recuperare="0,01"),
    )
    assert pari.esito is SI
    assert oltre.esito is SI


def test_saldo_del_rendiconto_violato(rend):
    """Non si liquida due volte ciò che è già erogato."""
    assert _approva(rend, saldo_del_rendiconto, erogato=rend.euro("400,00")).esito is NO


def _limiti(rend, altrove):
    altro = rend(rend.approvazione(riconosciuto=rend.euro(altrove)), id_="rend-2")
    ctx = rend(rend.approvazione(), sorelle=(altro,))
    return contributo_nei_limiti_concessi.check(ctx)


def test_contributo_nei_limiti_concessi_soddisfatto(rend):
    """Con 10.000,00 euro già riconosciuti, altri 5.000,00 stanno nei 30.000,00 della convenzione."""
    assert _limiti(rend, "10.000,00").esito is SI


def test_contributo_ridotto_per_inadempimento(rend):
    """Una riduzione di 1.000,00 euro per inadempimento scende dai 30.000,00 della convenzione."""
    misura = MisuraInadempimento(
        data=date(2027, 9, 20),
        misura="riduzione",
        motivazione="tre laboratori annullati",
        riduzione=rend.euro("1.000,00"),
    )
    for altrove, atteso in (("24.000,00", SI), ("24.000,01", NO)):
        altro = rend(rend.approvazione(riconosciuto=rend.euro(altrove)), id_="rend-2")
        ctx = rend(rend.approvazione(), sorelle=(altro,), convenzione=rend.convenzione(fatti=(misura,)))
        assert contributo_nei_limiti_concessi.check(ctx).esito is atteso


def test_contributo_nei_limiti_concessi_al_limite(rend):
    """Con 25.000,00 già riconosciuti i 5.000,00 entrano per intero; con un centesimo in più no."""
    assert _limiti(rend, "25.000,00").esito is SI
    assert _limiti(rend, "25.000,01").esito is NO


def test_contributo_nei_limiti_concessi_violato(rend):
    """Dopo 29.000,00 euro riconosciuti non ne restano 5.000,00 da concedere al periodo."""
    assert _limiti(rend, "29.000,00").esito is NO


def test_assenza_di_lucro_soddisfatto(rend):
    """Si rimborsano i costi, non di più."""
    assert _approva(rend, assenza_di_lucro).esito is SI


def test_assenza_di_lucro_al_limite(rend):
    """Il cofinanziamento in denaro non si rimborsa: al centesimo."""
    righe = _euro(rend, cofinanziamento_monetario="100,00")
    giusto = _approva(rend, assenza_di_lucro, riconosciuto=rend.euro("900,00"), **righe)
    troppo = _approva(rend, assenza_di_lucro, riconosciuto=rend.euro("900,01"), **righe)
    assert giusto.esito is SI
    assert troppo.esito is NO


def test_assenza_di_lucro_violato(rend):
    """Un contributo più alto dei costi sarebbe un compenso, e il rapporto un appalto."""
    trovato = _approva(rend, assenza_di_lucro, riconosciuto=rend.euro("1.100,00"))
    assert trovato.esito is NO
    assert "€ 100,00" in trovato.motivo


def _riduci(rend, formula, attivita, importo, base="1.000,00", atteso=20):
    figure = {"formula_riduzione": formula} if formula else {}
    resa = Realizzazione(attivita="laboratori", indicatore="incontri", atteso=atteso, raggiunto=15)
    riduzione = Riduzione(
        attivita=attivita, base=rend.euro(base), importo=rend.euro(importo), motivo="cinque incontri in meno"
    )
    ctx = rend(
        rend.presentazione(realizzazioni=(resa,)),
        rend.esame(riduzioni=(riduzione,)),
        convenzione=rend.convenzione(figure=figure),
    )
    return riduzioni_secondo_la_formula.check(ctx, formula="formula_riduzione")


def test_riduzioni_secondo_la_formula_soddisfatto(rend):
    """Senza riduzioni non serve formula; per voce, la riduzione sta nei costi ammessi della voce."""
    ctx = rend(rend.presentazione(), rend.esame())
    assert riduzioni_secondo_la_formula.check(ctx, formula="formula_riduzione").esito is SI
    assert _riduci(rend, "per_voce", "A", "300,00").esito is SI


def test_riduzioni_secondo_la_formula_al_limite(rend):
    """Mancano 5 incontri su 20: su 1.000,00 euro la riduzione proporzionale è di 250,00, non di 250,01."""
    assert _riduci(rend, "proporzionale", "laboratori", "250,00").esito is SI
    assert _riduci(rend, "proporzionale", "laboratori", "250,01").esito is NO
    assert "indicatore" in _riduci(rend, "proporzionale", "laboratori", "0,01", atteso=0).motivo


def test_riduzioni_secondo_la_formula_violato(rend):
    """Senza clausola non si riduce; se la convenzione riconosce i soli costi, nemmeno."""
    assert _riduci(rend, "", "A", "1,00").esito is NO
    assert _riduci(rend, "solo_costi", "A", "1,00").esito is NO
    assert _riduci(rend, "per_voce", "B", "0,01").esito is NO
    assert _riduci(rend, "proporzionale", "mai svolta", "0,01").esito is NO


def test_nulla_da_liquidare_soddisfatto(rend):
    """Un rendiconto che non lascia saldo si chiude."""
    assert _approva(rend, nulla_da_liquidare, da_liquidare=ZERO).esito is SI


def test_nulla_da_liquidare_al_limite(rend):
    """Un centesimo da liquidare impedisce la chiusura."""
    assert _approva(rend, nulla_da_liquidare, da_liquidare=rend.euro("0,01")).esito is NO


def test_nulla_da_liquidare_violato(rend):
    """Chi non ha rendicontato ciò che ha ricevuto deve restituirlo; chi non ha ricevuto nulla, no."""
    campi = {"data": rend.approvazione().data, "conseguenze": "si chiude il periodo"}
    dovuto = MancataPresentazione(erogato=rend.euro("500,00"), **campi)
    assert nulla_da_liquidare.check(rend(dovuto)).esito is NO
    assert nulla_da_liquidare.check(rend(MancataPresentazione(**campi))).esito is SI


def test_nulla_da_liquidare_dopo_una_decadenza(rend):
    """Decaduto il partner, ciò che restava da liquidare non gli è più dovuto, e il rendiconto si chiude."""
    for lasciato, atteso in (("0,00", SI), ("0,01", NO)):
        misura = Decadenza(
            data=date(2026, 9, 1),
            motivazione="dichiarazione non veritiera",
            requisito="dichiarazione_mendace",
            ente_decaduto="Il Filo",
            accertata_il=date(2026, 8, 1),
            estremi="verbale",
            contributo_lasciato=rend.euro(lasciato),
        )
        ctx = rend(rend.approvazione(), convenzione=rend.convenzione(fatti=(misura,)))
        assert nulla_da_liquidare.check(ctx).esito is atteso


def test_nulla_da_liquidare_pagato_in_parte(rend):
    """Liquidati 1.000,00 e pagati 999,99, resta un centesimo."""
    approvato = (rend.approvazione(), rend.liquidazione())
    assert nulla_da_liquidare.check(rend(*approvato, rend.pagamento("999,99"))).esito is NO
    assert nulla_da_liquidare.check(rend(*approvato, rend.pagamento("1.000,00"))).esito is SI
