"""The notice: its sums to the cent, the shares of other funders, the weights, the deadline."""

from datetime import date, datetime

from coproflow.domain.date import ROME
from coproflow.domain.importi import Euro
from coproflow.domain.programmi import QuotaFonte
from coproflow.domain.selezione import Criterio, QuotaCoordinata
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso import (
    parita_regolata,
    pubblicazione_prima_del_termine,
    quadratura_contributi,
    quote_altre_fonti,
    quote_coordinate,
    ricevuta_scelta,
    somma_pesi,
    termine_congruo,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def euro(testo):
    """An amount as it is written."""
    return Euro.da_testo(testo)


def _con(copro, **campi):
    return copro.ctx(candidato=copro.avviso(programmi=(copro.programma(**campi),)))


def test_quadratura_contributi_soddisfatto(copro):
    """Tre annualità da 100.000,00 fanno 300.000,00."""
    assert quadratura_contributi.check(_con(copro)).esito is SI


def test_quadratura_contributi_al_limite(copro):
    """Un centesimo di differenza si vede."""
    trovato = quadratura_contributi.check(_con(copro, contributo_totale=euro("300.000,01")))
    assert trovato.esito is NO
    assert "€ 0,01" in trovato.motivo


def test_quadratura_contributi_violato(copro):
    """La riga del programma 5 delle slide supera di 100,00 euro il triplo dell'annuo."""
    trovato = quadratura_contributi.check(
        _con(
            copro,
            codice="P5",
            contributo_annuo=euro("726.293,00"),
            contributo_totale=euro("2.178.979,00"),
        )
    )
    assert trovato.esito is NO
    assert trovato.valori["P5_dichiarato"] == euro("2.178.979,00")
    assert trovato.valori["P5_calcolato"] == euro("2.178.879,00")
    assert trovato.valori["P5_differenza"] == euro("100,00")
    assert quadratura_contributi.coerenza


def test_quadratura_contributi_con_profilo(copro):
    """Un profilo annuale esplicito, che arriva al totale, è un altro modo di rettificare la riga 5."""
    annuo = euro("726.293,00")
    campi = {"contributo_annuo": annuo, "contributo_totale": euro("2.178.979,00")}
    intero = _con(copro, profilo=(annuo, annuo, euro("726.393,00")), **campi)
    monco = _con(copro, profilo=(annuo, euro("1.452.686,00")), **campi)
    assert quadratura_contributi.check(intero).esito is SI
    assert quadratura_contributi.check(monco).esito is NO


def _quota(importo, annuo=None, fonte="ambito"):
    return QuotaFonte(
        fonte=fonte, importo=euro(importo), importo_annuo=euro(annuo) if annuo is not None else None
    )


def test_quote_altre_fonti_soddisfatto(copro):
    """Cinquantamila euro d'Ambito su trecentomila, senza periodo: l'ultimo anno prende il residuo."""
    assert quote_altre_fonti.check(_con(copro, di_cui=(_quota("50.000,00"),))).esito is SI


def test_quote_altre_fonti_al_limite(copro):
    """La quota può essere tutto il contributo; un centesimo in più no."""
    assert quote_altre_fonti.check(_con(copro, di_cui=(_quota("300.000,00"),))).esito is SI
    trovato = quote_altre_fonti.check(_con(copro, di_cui=(_quota("300.000,01"),)))
    assert trovato.esito is NO
    assert "€ 0,01" in trovato.motivo


def test_quote_altre_fonti_violato(copro):
    """Ventimila l'anno per tre anni non fanno cinquantamila."""
    trovato = quote_altre_fonti.check(_con(copro, di_cui=(_quota("50.000,00", "20.000,00"),)))
    assert trovato.esito is NO
    assert "€ 60.000,00" in trovato.motivo


def test_quote_altre_fonti_violato_in_un_anno(copro):
    """La quota può stare nel totale e superare il contributo di un anno del profilo."""
    profilo = (euro("280.000,00"), euro("10.000,00"), euro("10.000,00"))
    ctx = _con(copro, profilo=profilo, di_cui=(_quota("60.000,00", "20.000,00"),))
    trovato = quote_altre_fonti.check(ctx)
    assert trovato.esito is NO
    assert "anno 2" in trovato.motivo


def test_quote_altre_fonti_assenti(copro):
    """Senza quote non c'è nulla da quadrare."""
    assert quote_altre_fonti.check(_con(copro)).esito is FUORI


def _coordinati(copro, detta, scritta):
    ambito = copro.ctx(
        copro.avviso(
            avviso="Ambito", programmi=(copro.programma("A1", di_cui=(_quota(scritta, fonte="comune"),)),)
        ),
        id_="ambito",
    )
    quote = (QuotaCoordinata(programma="A1", fonte="comune", importo=euro(detta)),) if detta else ()
    return copro.ctx(copro.avviso(quote_coordinate=quote), candidato=copro.pubblicazione(), coordinata=ambito)


def test_quote_coordinate_soddisfatto(copro):
    """I due avvisi dicono entrambi 60.000,00: la quota si conta una volta sola."""
    assert quote_coordinate.check(_coordinati(copro, "60.000,00", "60.000,00")).esito is SI


def test_quote_coordinate_al_limite(copro):
    """Un centesimo di differenza fra i due avvisi si vede; se uno tace non c'è discordanza."""
    assert quote_coordinate.check(_coordinati(copro, "60.000,01", "60.000,00")).esito is NO
    assert quote_coordinate.check(_coordinati(copro, None, "60.000,00")).esito is FUORI


def test_quote_coordinate_violato(copro):
    """Ventimila in un avviso e sessantamila nell'altro: non si sa quale sia la quota."""
    trovato = quote_coordinate.check(_coordinati(copro, "20.000,00", "60.000,00"))
    assert trovato.esito is NO
    assert "€ 20.000,00" in trovato.motivo
    assert "€ 60.000,00" in trovato.motivo


def test_somma_pesi_soddisfatto(copro):
    """Sessanta e quaranta fanno cento."""
    assert somma_pesi.check(copro.ctx(), totale="punteggio_totale").esito is SI


def test_somma_pesi_al_limite(copro):
    """Novantanove non è cento."""
    avviso = copro.avviso(criteri=(Criterio(codice="A", titolo="qualità", punti=99),))
    trovato = somma_pesi.check(copro.ctx(avviso), totale="punteggio_totale")
    assert trovato.esito is NO
    assert trovato.valori["differenza"] == -1


def test_somma_pesi_violato(copro):
    """Una rettifica che riscrive i criteri si somma di nuovo, e si corregge con un'altra rettifica."""
    criteri = (Criterio(codice="A", titolo="qualità", punti=120),)
    ctx = copro.ctx(copro.avviso(), copro.pubblicazione(), candidato=copro.rettifica(criteri=criteri))
    trovato = somma_pesi.check(ctx, totale="punteggio_totale")
    assert trovato.esito is NO
    assert trovato.rimedi[0].passo == "rettifica_avviso"


def test_ricevuta_scelta_soddisfatto(copro):
    """L'avviso dice che fa fede la consegna."""
    assert ricevuta_scelta.check(copro.ctx()).esito is SI


def test_ricevuta_scelta_al_limite(copro):
    """Anche l'accettazione è una scelta lecita."""
    assert ricevuta_scelta.check(copro.ctx(copro.avviso(fa_fede="accettazione"))).esito is SI


def test_ricevuta_scelta_violato(copro):
    """Chi non sceglie lascia incerto chi è in termine: l'avviso non si pubblica."""
    assert ricevuta_scelta.check(copro.ctx(copro.avviso(fa_fede=None))).esito is NO


def test_parita_regolata_soddisfatto(copro):
    """La regola di parità è scritta prima."""
    assert parita_regolata.check(copro.ctx(copro.avviso(regola_parita="sorteggio"))).esito is SI


def test_parita_regolata_al_limite(copro):
    """Che manchi non ferma l'avviso: si motiva."""
    assert parita_regolata.forza == "prassi"


def test_parita_regolata_violato(copro):
    """Senza regola di parità si dice che manca."""
    assert parita_regolata.check(copro.ctx(copro.avviso(regola_parita=""))).esito is NO


def _pubblicato(copro, giorno):
    scadenza = datetime(2025, 11, giorno, 12, tzinfo=ROME)
    return termine_congruo.check(
        copro.ctx(copro.avviso(scadenza_domande=scadenza), candidato=copro.pubblicazione())
    )


def test_termine_congruo_soddisfatto(copro):
    """Dal 14 ottobre al 12 novembre corrono ventinove giorni."""
    trovato = _pubblicato(copro, 12)
    assert trovato.esito is SI
    assert trovato.valori["giorni"] == 29


def test_termine_congruo_al_limite(copro):
    """Venti giorni giusti sono congrui; diciannove no."""
    assert _pubblicato(copro, 3).esito is SI
    assert _pubblicato(copro, 2).esito is NO


def test_termine_congruo_violato(copro):
    """Una rettifica che riapre per pochi giorni va motivata: nessuna norma lombarda fissa un minimo."""
    corta = copro.rettifica(nuova_scadenza=datetime(2025, 11, 13, 12, tzinfo=ROME))
    ctx = copro.ctx(copro.avviso(), copro.pubblicazione(), candidato=corta)
    assert termine_congruo.check(ctx).esito is NO
    assert termine_congruo.forza == "prassi"


def test_termine_congruo_scaduto(copro):
    """Un giorno è troppo poco; il giorno stesso del termine non c'è più tempo da misurare."""
    for giorno, atteso in ((15, NO), (14, FUORI)):
        avviso = copro.avviso(scadenza_domande=datetime(2025, 10, giorno, 12, tzinfo=ROME))
        assert termine_congruo.check(copro.ctx(avviso, candidato=copro.pubblicazione())).esito is atteso


def test_termine_congruo_di_una_proroga(copro):
    """Una proroga di pochi giorni, che non cambia altro, dà tempo e non ne toglie."""
    proroga = copro.rettifica(sostanziale=False, nuova_scadenza=datetime(2025, 11, 19, 12, tzinfo=ROME))
    ctx = copro.ctx(copro.avviso(), copro.pubblicazione(), candidato=proroga)
    assert termine_congruo.check(ctx).esito is FUORI


def test_pubblicazione_prima_del_termine_soddisfatto(copro):
    """L'avviso del 14 ottobre lascia rispondere fino al 12 novembre."""
    ctx = copro.ctx(copro.avviso(), candidato=copro.pubblicazione())
    assert pubblicazione_prima_del_termine.check(ctx).esito is SI


def test_pubblicazione_prima_del_termine_al_limite(copro):
    """Pubblicare il giorno prima basta a questa regola; pubblicare nel giorno stesso del termine no."""
    for giorno, atteso in ((date(2025, 11, 11), SI), (date(2025, 11, 12), NO)):
        ctx = copro.ctx(copro.avviso(), candidato=copro.pubblicazione(data=giorno))
        assert pubblicazione_prima_del_termine.check(ctx).esito is atteso


def test_pubblicazione_prima_del_termine_violato(copro):
    """Un avviso pubblicato a termine scaduto non individua nessuno: non si deroga, si corregge il termine."""
    ctx = copro.ctx(copro.avviso(), candidato=copro.pubblicazione(data=date(2026, 11, 23)))
    trovato = pubblicazione_prima_del_termine.check(ctx)
    assert trovato.esito is NO
    assert trovato.rimedi[0].passo == "apertura"
    assert pubblicazione_prima_del_termine.forza == "legge"
