"""The period of a report, payments on hold while one is missing, the hearing before a reduction."""

from datetime import date, timedelta

from coproflow.domain.dati.autotutela import Decadenza
from coproflow.domain.dati.convenzione import RipresaPagamenti, SospensionePagamenti
from coproflow.domain.dati.rendicontazione import ComunicazioneRiduzioni, OsservazioniEts
from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.rendiconto import (
    contraddittorio_sulle_riduzioni,
    contributo_che_resta,
    pagamenti_della_convenzione,
    pagamenti_non_sospesi,
    periodo_nella_convenzione,
    termine_per_osservazioni,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
GIORNO = timedelta(days=1)


def test_periodo_nella_convenzione_soddisfatto(rend):
    """Il primo semestre 2026 cade nella convenzione 2026-2028."""
    assert periodo_nella_convenzione.check(rend(rend.apertura())).esito is SI


def test_periodo_nella_convenzione_al_limite(rend):
    """Il periodo può coincidere con tutta la convenzione; un giorno in più è fuori."""
    tutto = rend.apertura(dal=date(2026, 1, 1), al=date(2028, 12, 31))
    oltre = rend.apertura(dal=date(2026, 1, 1), al=date(2029, 1, 1))
    assert periodo_nella_convenzione.check(rend(tutto)).esito is SI
    assert periodo_nella_convenzione.check(rend(oltre)).esito is NO


def test_periodo_nella_convenzione_violato(rend):
    """Un periodo che finisce prima di cominciare non è un periodo."""
    storto = rend.apertura(dal=date(2026, 7, 1), al=date(2026, 6, 30))
    assert periodo_nella_convenzione.check(rend(storto)).esito is NO


def _sospesi(rend, stato):
    altro = rend(rend.apertura(periodo="secondo semestre 2026"), stato=stato, id_="rend-2")
    ctx = rend(
        rend.apertura(),
        convenzione=rend.convenzione(figure={"sospensione_per_ritardo": "si"}),
        sorelle=(altro,),
    )
    return pagamenti_non_sospesi.check(ctx, clausola="sospensione_per_ritardo")


def test_pagamenti_non_sospesi_soddisfatto(rend):
    """Un altro rendiconto presentato non sospende i pagamenti."""
    assert _sospesi(rend, "presentato").esito is SI


def test_pagamenti_non_sospesi_al_limite(rend):
    """Finché l'ETS non è diffidato, un rendiconto che si attende non sospende nulla."""
    assert _sospesi(rend, "in_attesa").esito is SI


def test_pagamenti_non_sospesi_violato(rend):
    """Dopo la diffida, se la convenzione lo prevede, non si paga finché il rendiconto manca."""
    trovato = _sospesi(rend, "in_mora")
    assert trovato.esito is NO
    assert "secondo semestre 2026" in trovato.motivo


def _comunicazione(rend, **altro):
    valori = {
        "data": date(2026, 8, 4),
        "destinatario": "Cooperativa sociale Il Filo",
        "canale": "domicilio_digitale",
        "protocollo": "prot. 4200/2026",
        "ricevuta_il": date(2026, 8, 4),
        "proposto": rend.euro("800,00"),
        "motivi": ("una fattura non è pagata",),
        "entro": date(2026, 8, 14),
    }
    return ComunicazioneRiduzioni(**valori | altro)


def _meno(rend, *fatti, giorno=date(2026, 8, 20), riconosciuto="800,00", **altro):
    a = rend.approvazione(data=giorno, riconosciuto=rend.euro(riconosciuto), **altro)
    return contraddittorio_sulle_riduzioni.check(rend(rend.presentazione(), rend.esame(), *fatti, a))


def test_contraddittorio_sulle_riduzioni_soddisfatto(rend):
    """Comunicata la riduzione e decorso il termine senza osservazioni, si può disporre."""
    assert _meno(rend, _comunicazione(rend)).esito is SI


def test_contraddittorio_sulle_riduzioni_al_limite(rend):
    """Il giorno della scadenza si attende ancora; quello dopo il termine è decorso."""
    oggi = _meno(rend, _comunicazione(rend), giorno=date(2026, 8, 14))
    assert oggi.esito is NO
    assert oggi.non_prima_di == date(2026, 8, 15)
    assert _meno(rend, _comunicazione(rend), giorno=date(2026, 8, 15)).esito is SI


def test_contraddittorio_sulle_riduzioni_violato(rend):
    """Senza comunicazione, o con meno di quanto si era comunicato, la riduzione non si dispone."""
    assert _meno(rend).esito is NO
    assert _meno(rend, _comunicazione(rend), riconosciuto="799,99").esito is NO


def test_contraddittorio_sulle_riduzioni_osservazioni(rend):
    """Le osservazioni dell'ETS aprono la decisione prima della scadenza, ma vanno valutate (art. 10)."""
    osservazioni = OsservazioniEts(data=date(2026, 8, 10), protocollo="prot. 4300/2026", sintesi="è pagata")
    fatti = (_comunicazione(rend), osservazioni)
    assert _meno(rend, *fatti, giorno=date(2026, 8, 11)).esito is NO
    valutate = _meno(
        rend, *fatti, giorno=date(2026, 8, 11), osservazioni_valutate="non accolte: manca la prova"
    )
    assert valutate.esito is SI


def test_contraddittorio_sulle_riduzioni_non_serve(rend):
    """Chi è riconosciuto per quanto ha chiesto, e non deve restituire, non va sentito."""
    assert _meno(rend, riconosciuto="1.000,00").esito is FUORI


def test_contraddittorio_sul_recupero(rend):
    """Il recupero si comunica anche quando il rendiconto è riconosciuto per intero, e non passa il detto."""
    dieci = rend.euro("10,00")
    a = {"erogato": rend.euro("1.010,00"), "da_recuperare": dieci, "da_liquidare": ZERO}
    assert _meno(rend, riconosciuto="1.000,00", **a).esito is NO
    detto = _comunicazione(rend, proposto=rend.euro("1.000,00"), da_recuperare=dieci)
    assert _meno(rend, detto, riconosciuto="1.000,00", **a).esito is SI
    meno = _comunicazione(rend, proposto=rend.euro("1.000,00"), da_recuperare=rend.euro("9,99"))
    assert _meno(rend, meno, riconosciuto="1.000,00", **a).esito is NO


def _termine(rend, entro):
    convenzione = rend.convenzione(figure={"giorni_contraddittorio": "10"})
    candidato = _comunicazione(rend, entro=entro)
    ctx = rend(
        rend.presentazione(), candidato=candidato, passo="comunicazione_riduzioni", convenzione=convenzione
    )
    return termine_per_osservazioni.check(ctx, termine="contraddittorio")


def test_termine_per_osservazioni_soddisfatto(rend):
    """Venti giorni sono più dei dieci che la convenzione assicura."""
    assert _termine(rend, date(2026, 8, 24)).esito is SI


def test_termine_per_osservazioni_al_limite(rend):
    """Dieci giorni dal 4 agosto finiscono il 14: il 14 basta, il 13 no."""
    assert _termine(rend, date(2026, 8, 14)).esito is SI
    assert _termine(rend, date(2026, 8, 14) - GIORNO).esito is NO


def test_termine_per_osservazioni_violato(rend):
    """Tre giorni per osservare non sono i dieci della convenzione."""
    assert _termine(rend, date(2026, 8, 7)).esito is NO


def _sospensione(rend, *fatti, stato=""):
    convenzione = rend.convenzione(fatti=fatti, stato=stato)
    return pagamenti_della_convenzione.check(rend(rend.apertura(), convenzione=convenzione)).esito


def _ferma():
    return SospensionePagamenti(
        data=date(2026, 8, 1),
        titolo="rendiconto_tardivo",
        fonte_convenzionale="art. 11 della convenzione",
        motivo="rendiconto non presentato",
    )


def test_pagamenti_della_convenzione_soddisfatto(rend):
    """Nessuna sospensione: si paga."""
    assert _sospensione(rend) is SI


def test_pagamenti_della_convenzione_al_limite(rend):
    """Ripresi i pagamenti si paga; sospesi di nuovo, no."""
    ripresa = RipresaPagamenti(data=date(2026, 8, 20), motivo="rendiconto presentato")
    assert _sospensione(rend, _ferma(), ripresa) is SI
    assert _sospensione(rend, _ferma(), ripresa, _ferma()) is NO


def test_pagamenti_della_convenzione_violato(rend):
    """Con i pagamenti o la concessione sospesi non si paga."""
    assert _sospensione(rend, _ferma()) is NO
    assert _sospensione(rend, stato="sospesa") is NO


def _resta(rend, lasciato, paga, *prima, **altro):
    misura = Decadenza(
        data=date(2026, 8, 1),
        motivazione="dichiarazione non veritiera",
        requisito="dichiarazione_mendace",
        ente_decaduto="Il Filo",
        accertata_il=date(2026, 7, 1),
        estremi="verbale",
        contributo_lasciato=rend.euro(lasciato) if lasciato else None,
    )
    convenzione = rend.convenzione(fatti=(misura,))
    ctx = rend(*prima, candidato=paga, convenzione=convenzione, **altro)
    return contributo_che_resta.check(ctx).esito


def test_contributo_che_resta_soddisfatto(rend):
    """Il provvedimento lascia 1.000,00 euro, e se ne pagano 1.000,00."""
    assert _resta(rend, "1.000,00", rend.pagamento("1.000,00")) is SI
    assert _resta(rend, "1.000,00", rend.liquidazione("1.000,00")) is SI


def test_contributo_che_resta_al_limite(rend):
    """Un centesimo oltre no, contando anche gli altri rendiconti; se il provvedimento tace, non limita."""
    altro = rend(rend.pagamento("0,01"), id_="rend-2")
    assert _resta(rend, "1.000,00", rend.pagamento("1.000,00"), sorelle=(altro,)) is NO
    assert _resta(rend, "1.000,00", rend.liquidazione("1.000,00"), sorelle=(altro,)) is NO
    assert _resta(rend, "", rend.pagamento("1.000,00"), sorelle=(altro,)) is FUORI


def test_contributo_che_resta_violato(rend):
    """Dopo l'interdittiva, che non lascia nulla, non si paga neppure ciò che era già liquidato."""
    assert _resta(rend, "0,00", rend.pagamento("0,01"), rend.liquidazione("1.000,00")) is NO
