"""The convention while it runs, and its closing accounts."""

from datetime import date

import pytest

from coproflow.domain.dati.atto import Copertura, VistoContabile
from coproflow.domain.dati.convenzione import (
    AperturaRendicontazioni,
    RelazioneFinale,
    VerificaMonitoraggio,
)
from coproflow.domain.dati.rendicontazione import AperturaRendicontazione
from coproflow.domain.verifiche import DatoMancanteError, EsitoVerifica
from coproflow.guards.convenzione_conclusione import (
    chiusura_del_fascicolo,
    economia_di_impegno,
    impegnato_registrato,
    relazione_finale_completa,
    rendiconti_definiti,
    saldo_finale,
)
from coproflow.guards.convenzione_esecuzione import (
    avvio_coperto_da_impegno,
    avvio_d_urgenza,
    avvio_dopo_la_stipula,
    certificati_del_personale,
    controlli_di_esecuzione,
    iscrizione_dei_partner,
    periodi_coerenti,
    registro_volontari,
    verifica_di_ogni_componente,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
VISURA = {"validita": "validita_visura_runts"}
AVVIO = {"anticipato": "avvio_anticipato"}


def _periodo(dal, al, nome="primo"):
    return AperturaRendicontazione(data=date(2026, 3, 2), oggetto=nome, periodo=nome, dal=dal, al=al)


def _periodi(*periodi):
    return AperturaRendicontazioni(data=date(2026, 3, 2), periodi=periodi)


def _controllo(giorno, tipo="controllo"):
    return VerificaMonitoraggio(data=giorno, tipo=tipo, verbale="v", esito="regolare")


def _relazione(**altro):
    valori = {
        "data": date(2029, 1, 20),
        "protocollo": "9",
        "attivita": "presidi",
        "indicatori": "120 nuclei",
        "vis": "valutata",
        "beni_restituiti": "nessun bene in uso",
    }
    return RelazioneFinale(**(valori | altro))


def test_iscrizione_dei_partner_soddisfatto(conv):
    """La visura di sei giorni prima dice che il partner è iscritto."""
    assert conv.esito(iscrizione_dei_partner, conv.verifica(), conv.stipula(), args=VISURA).esito is SI


def test_iscrizione_dei_partner_al_limite(conv):
    """La visura vale trenta giorni: il trentesimo sì, il trentunesimo no."""
    for giorno, atteso in ((date(2026, 1, 17), SI), (date(2026, 1, 16), NO)):
        visura = conv.verifica(data=giorno)
        assert conv.esito(iscrizione_dei_partner, visura, conv.stipula(), args=VISURA).esito is atteso


def test_iscrizione_dei_partner_violato(conv):
    """Chi è stato cancellato non firma e non si estende; chi non è stato verificato nemmeno."""
    cancellato = conv.verifica(iscritto=False)
    assert conv.esito(iscrizione_dei_partner, cancellato, conv.stipula(), args=VISURA).esito is NO
    assert conv.esito(iscrizione_dei_partner, conv.stipula(), args=VISURA).esito is NO


def test_verifica_di_ogni_componente_soddisfatto(conv):
    """Il verbale riguarda l’unico ente partner."""
    assert conv.esito(verifica_di_ogni_componente, conv.verifica()).esito is SI


def test_verifica_di_ogni_componente_al_limite(conv):
    """Il nome scritto con altre maiuscole è lo stesso ente."""
    assert conv.esito(verifica_di_ogni_componente, conv.verifica(conv.girasole.upper())).esito is SI


def test_verifica_di_ogni_componente_violato(conv):
    """Un raggruppamento si controlla ente per ente."""
    due = (conv.ets(), conv.ets(conv.arca))
    tavolo = conv.tavolo(avviso=conv.avviso(componenti=due, forma="raggruppamento_costituito"))
    assert conv.arca in conv.esito(verifica_di_ogni_componente, conv.verifica(), tavolo=tavolo).motivo


def test_avvio_dopo_la_stipula_soddisfatto(conv):
    """Firmata il 16 febbraio, avviata il 1° marzo."""
    assert conv.esito(avvio_dopo_la_stipula, conv.stipula(), conv.avvio(), args=AVVIO).esito is SI


def test_avvio_dopo_la_stipula_al_limite(conv):
    """Si può cominciare il giorno stesso dell’ultima firma, non il giorno prima."""
    for dal, atteso in ((conv.firma_del, SI), (date(2026, 2, 15), NO)):
        trovato = conv.esito(avvio_dopo_la_stipula, conv.stipula(), conv.avvio(dal=dal), args=AVVIO)
        assert trovato.esito is atteso


def test_avvio_dopo_la_stipula_violato(conv):
    """Cominciare prima della firma è vietato, salvo che l’avviso ammetta l’avvio d’urgenza."""
    ctx = conv.ctx(conv.stipula(), candidato=conv.avvio(dal=date(2026, 2, 1)))
    assert avvio_dopo_la_stipula.check(ctx, **AVVIO).esito is NO
    ammesso = conv.con_lettura(ctx, "avvio_anticipato", "con_impegno")
    assert avvio_dopo_la_stipula.check(ammesso, **AVVIO).esito is NA


def test_avvio_d_urgenza_soddisfatto(conv):
    """Dove è ammesso, lo dispone un verbale d’urgenza."""
    avvio = conv.avvio(dal=date(2026, 2, 1), verbale_urgenza="verbale n. 1")
    ctx = conv.con_lettura(conv.ctx(conv.stipula(), candidato=avvio), "avvio_anticipato", "con_impegno")
    assert avvio_d_urgenza.check(ctx, **AVVIO).esito is SI


def test_avvio_d_urgenza_al_limite(conv):
    """Chi comincia il giorno della firma non ha bisogno del verbale."""
    ctx = conv.ctx(conv.stipula(), candidato=conv.avvio(dal=conv.firma_del))
    assert avvio_d_urgenza.check(ctx, **AVVIO).esito is NA
    ammesso = conv.con_lettura(ctx, "avvio_anticipato", "con_impegno")
    assert avvio_d_urgenza.check(ammesso, **AVVIO).esito is SI


def test_avvio_d_urgenza_violato(conv):
    """Senza verbale l’avvio anticipato si motiva."""
    avvio = conv.avvio(dal=date(2026, 2, 1))
    ctx = conv.con_lettura(conv.ctx(conv.stipula(), candidato=avvio), "avvio_anticipato", "con_impegno")
    assert avvio_d_urgenza.check(ctx, **AVVIO).esito is NO


def test_avvio_coperto_da_impegno_soddisfatto(conv):
    """L’impegno è esecutivo dal visto del 14 gennaio."""
    assert conv.esito(avvio_coperto_da_impegno, conv.stipula(), conv.avvio()).esito is SI


def test_avvio_coperto_da_impegno_al_limite(conv):
    """Il giorno del visto sì, il giorno prima no."""
    for dal, atteso in ((date(2026, 1, 14), SI), (date(2026, 1, 13), NO)):
        trovato = conv.esito(avvio_coperto_da_impegno, conv.stipula(), conv.avvio(dal=dal))
        assert trovato.esito is atteso


def test_avvio_coperto_da_impegno_violato(conv):
    """Senza visto nessuna attività comincia: risponderebbe di persona chi l’ha consentita (art. 191 TUEL)."""
    with pytest.raises(DatoMancanteError):
        conv.esito(
            avvio_coperto_da_impegno, conv.stipula(), conv.avvio(), tavolo=conv.tavolo(stadio="adottato")
        )


def test_registro_volontari_soddisfatto(conv):
    """Il registro è tenuto."""
    assert conv.esito(registro_volontari, conv.stipula(), conv.avvio()).esito is SI


def test_registro_volontari_al_limite(conv):
    """Chi non si avvale di volontari non ha un registro da tenere."""
    senza = conv.stipula(volontari=False)
    assert conv.esito(registro_volontari, senza, conv.avvio(registro_volontari=False)).esito is NA


def test_registro_volontari_violato(conv):
    """Con i volontari il registro è obbligatorio (art. 17 c. 1 CTS)."""
    assert conv.esito(registro_volontari, conv.stipula(), conv.avvio(registro_volontari=False)).esito is NO


def _minori(conv, **altro):
    return conv.esito(certificati_del_personale, conv.stipula(), conv.avvio(minori=True, **altro))


def test_certificati_del_personale_soddisfatto(conv):
    """Acquisiti prima dell’avvio del 1° marzo; e dove non si lavora con i minori non servono."""
    trovato = _minori(conv, certificati_il=date(2026, 3, 1))
    assert trovato.esito is SI
    assert trovato.ritardo is None
    assert conv.esito(certificati_del_personale, conv.stipula(), conv.avvio()).esito is NA


def test_certificati_del_personale_al_limite(conv):
    """Acquisiti il giorno dopo l’avvio, il ritardo si annota e non ferma per sempre; quelli di domani, no."""
    tardi = _minori(conv, data=date(2026, 3, 9), certificati_il=date(2026, 3, 2))
    assert tardi.esito is SI
    assert tardi.ritardo.giorni == 1
    assert _minori(conv, certificati_il=date(2026, 3, 2)).esito is NO


def test_certificati_del_personale_violato(conv):
    """Senza i certificati non si comincia con i minori."""
    assert _minori(conv).esito is NO


def test_periodi_coerenti_soddisfatto(conv):
    """Due periodi consecutivi nella durata della convenzione."""
    periodi = _periodi(
        _periodo(date(2026, 2, 16), date(2026, 6, 30)),
        _periodo(date(2026, 7, 1), date(2026, 12, 31), "secondo"),
    )
    assert conv.esito(periodi_coerenti, conv.stipula(), periodi).esito is SI


def test_periodi_coerenti_al_limite(conv):
    """Il primo e l’ultimo giorno di durata sono dentro; il giorno dopo la fine è fuori."""
    tutta = _periodi(_periodo(date(2026, 2, 16), conv.fine))
    assert conv.esito(periodi_coerenti, conv.stipula(), tutta).esito is SI
    oltre = _periodi(_periodo(date(2026, 2, 16), date(2029, 1, 1)))
    assert conv.esito(periodi_coerenti, conv.stipula(), oltre).esito is NO


def test_periodi_coerenti_violato(conv):
    """Un giorno in due periodi, anche con uno già aperto, farebbe contare due volte una spesa."""
    doppi = _periodi(
        _periodo(date(2026, 2, 16), date(2026, 6, 30)),
        _periodo(date(2026, 6, 30), date(2026, 12, 31), "secondo"),
    )
    assert conv.esito(periodi_coerenti, conv.stipula(), doppi).esito is NO
    aperto = conv.rendiconto("1,00", "0,00")
    nuovo = _periodi(_periodo(date(2026, 12, 31), date(2027, 6, 30), "terzo"))
    assert conv.esito(periodi_coerenti, conv.stipula(), nuovo, rendicontazioni=aperto).esito is NO
    assert conv.esito(periodi_coerenti, conv.stipula(), _periodi()).esito is NO


def _controllata(conv, *controlli):
    return conv.esito(controlli_di_esecuzione, conv.stipula(), conv.avvio(), *controlli, conv.conclusione())


def test_controlli_di_esecuzione_soddisfatto(conv):
    """Un controllo ogni anno."""
    controlli = [_controllo(date(a, 10, 1)) for a in (2026, 2027, 2028)]
    trovato = conv.esito(
        controlli_di_esecuzione, conv.stipula(), conv.avvio(), *controlli, conv.conclusione()
    )
    assert trovato.esito is SI
    assert trovato.ritardo is None


def test_controlli_di_esecuzione_al_limite(conv):
    """Un anno senza controlli si segnala e non impedisce di chiudere per sempre."""
    controlli = [_controllo(date(a, 10, 1)) for a in (2026, 2028)]
    trovato = conv.esito(
        controlli_di_esecuzione, conv.stipula(), conv.avvio(), *controlli, conv.conclusione()
    )
    assert trovato.esito is SI
    assert trovato.ritardo is not None
    assert "2027" in trovato.motivo


def test_controlli_di_esecuzione_violato(conv):
    """Chi eroga controlla: l’incontro del tavolo non lo è. Mai avviata, non c’è nulla da controllare."""
    assert conv.esito(controlli_di_esecuzione, conv.stipula(), conv.conclusione()).esito is NA
    incontro = _controllo(date(2026, 10, 1), "tavolo_permanente")
    assert _controllata(conv, incontro).esito is NO


def test_rendiconti_definiti_soddisfatto(conv):
    """L’unico rendiconto è approvato."""
    casi = conv.rendiconto("100.000,00", "90.000,00")
    assert conv.esito(rendiconti_definiti, conv.conclusione(), rendicontazioni=casi).esito is SI


def test_rendiconti_definiti_al_limite(conv):
    """Basta che uno di due non lo sia."""
    casi = (conv.rendiconto("1,00", "0,00"), conv.rendiconto("1,00", "0,00", id_="rend-2", definito=False))
    trovato = conv.esito(rendiconti_definiti, conv.conclusione(), rendicontazioni=casi)
    assert trovato.esito is NO
    assert "rend-2" in trovato.motivo


def test_rendiconti_definiti_violato(conv):
    """Avviate le attività, senza rendiconti non si conclude; mai avviate, non c’è nulla da rendicontare."""
    assert conv.esito(rendiconti_definiti, conv.avvio(), conv.conclusione()).esito is NO
    assert conv.esito(rendiconti_definiti, conv.conclusione()).esito is NA


def test_relazione_finale_completa_soddisfatto(conv):
    """La relazione dice attività, indicatori, impatto e beni."""
    trovato = conv.esito(
        relazione_finale_completa, conv.stipula(), conv.avvio(), _relazione(), conv.conclusione()
    )
    assert trovato.esito is SI


def test_relazione_finale_completa_al_limite(conv):
    """L’impatto sociale serve solo se la convenzione lo ha previsto."""
    senza_vis = conv.stipula(clausole=("durata",))
    trovato = conv.esito(
        relazione_finale_completa, senza_vis, conv.avvio(), _relazione(vis=""), conv.conclusione()
    )
    assert trovato.esito is SI


def test_relazione_finale_completa_violato(conv):
    """Senza indicatori si chiude solo motivando: sono linee guida."""
    relazione = _relazione(indicatori="", vis="")
    trovato = conv.esito(
        relazione_finale_completa, conv.stipula(), conv.avvio(), relazione, conv.conclusione()
    )
    assert trovato.esito is NO
    mai_avviata = conv.esito(relazione_finale_completa, conv.stipula(), conv.conclusione())
    assert mai_avviata.esito is NA
    assert relazione_finale_completa.forza == "linee_guida"


def test_chiusura_del_fascicolo_soddisfatto(conv):
    """Trasparenza aggiornata e fascicolo chiuso."""
    assert conv.esito(chiusura_del_fascicolo, conv.conclusione()).esito is SI


def test_chiusura_del_fascicolo_al_limite(conv):
    """Ne basta uno che manca."""
    assert conv.esito(chiusura_del_fascicolo, conv.conclusione(fascicolo_chiuso=False)).esito is NO


def test_chiusura_del_fascicolo_violato(conv):
    """Senza aggiornare Amministrazione trasparente si chiude solo motivando."""
    trovato = conv.esito(chiusura_del_fascicolo, conv.conclusione(trasparenza_aggiornata_il=None))
    assert trovato.esito is NO


def test_saldo_finale_soddisfatto(conv):
    """Riconosciuti 100.000, pagati 90.000: restano 10.000 da pagare."""
    casi = conv.rendiconto("100.000,00", "90.000,00")
    assert conv.esito(saldo_finale, conv.conclusione(), rendicontazioni=casi).esito is SI
    assert saldo_finale.coerenza


def test_saldo_finale_al_limite(conv):
    """Un centesimo di saldo in meno di quanto risulta non torna."""
    casi = conv.rendiconto("100.000,00", "90.000,00")
    chiusura = conv.conclusione(saldo_da_pagare=conv.euro("9.999,99"))
    assert conv.esito(saldo_finale, chiusura, rendicontazioni=casi).esito is NO


def test_saldo_finale_violato(conv):
    """Se si è pagato più di quanto riconosciuto, la differenza si recupera e non si tace."""
    casi = conv.rendiconto("80.000,00", "90.000,00")
    base = {"riconosciuto": conv.euro("80.000,00"), "saldo_da_pagare": conv.euro("0,00")}
    taciuta = conv.esito(saldo_finale, conv.conclusione(**base), rendicontazioni=casi)
    assert taciuta.esito is NO
    assert "da recuperare" in taciuta.motivo
    detta = conv.conclusione(**base, saldo_da_recuperare=conv.euro("10.000,00"))
    assert conv.esito(saldo_finale, detta, rendicontazioni=casi).esito is SI


def _vista(conv, atto, importo, numero="301"):
    return VistoContabile(
        data=date(2027, 4, 1),
        atto=atto,
        responsabile="Paolo Riva",
        coperture=(Copertura(esercizio=2027, numero=numero, importo=conv.euro(importo)),),
    )


def _impegnato(conv, chiusura, *prima, **altro):
    progetto = conv.tavolo(_vista(conv, "determina_approvazione_progetto", "500.000,00"))
    return conv.esito(impegnato_registrato, *prima, chiusura, tavolo=progetto, **altro)


def test_impegnato_registrato_soddisfatto(conv):
    """500.000 del progetto, 49.000 dell’estensione e 27.000 della revisione fanno 576.000."""
    viste = (
        _vista(conv, "determina_estensione", "49.000,00"),
        _vista(conv, "determina_revisione_ccnl", "27.000,00"),
    )
    assert _impegnato(conv, conv.conclusione(), *viste).esito is SI


def test_impegnato_registrato_al_limite(conv):
    """Un centesimo non registrato non è impegnato; la revisione senza visto non lo è affatto."""
    estesa = _vista(conv, "determina_estensione", "75.999,99")
    assert _impegnato(conv, conv.conclusione(), estesa).esito is NO
    assert (
        "549.000,00"
        in _impegnato(
            conv, conv.conclusione(), _vista(conv, "determina_estensione", "49.000,00"), conv.revisione()
        ).motivo
    )


def test_impegnato_registrato_violato(conv):
    """Due convenzioni dello stesso tavolo si dividono gli impegni del progetto: non li contano due volte."""
    meta = conv.conclusione(impegnato=conv.euro("250.000,00"))
    progetto = conv.tavolo(_vista(conv, "determina_approvazione_progetto", "500.000,00"))
    chiusa = conv.ctx(meta, tavolo=progetto, id_="conv-2")
    for importo, atteso in (("250.000,00", SI), ("250.000,01", NO), ("249.999,99", NO)):
        chiusura = conv.conclusione(impegnato=conv.euro(importo))
        assert _impegnato(conv, chiusura, sorelle=chiusa).esito is atteso
    aperta = conv.ctx(conv.stipula(), tavolo=progetto, id_="conv-2")
    assert _impegnato(conv, meta, sorelle=aperta).esito is SI


def test_economia_di_impegno_soddisfatto(conv):
    """576.000 impegnati, 90.000 pagati e 10.000 da pagare lasciano 476.000 di economia."""
    assert conv.esito(economia_di_impegno, conv.conclusione()).esito is SI


def test_economia_di_impegno_al_limite(conv):
    """Un centesimo in meno non torna; ciò che si recupera è un’entrata, e non torna nell’impegno."""
    chiusura = conv.conclusione(economia=conv.euro("475.999,99"))
    assert conv.esito(economia_di_impegno, chiusura).esito is NO
    recuperata = conv.conclusione(
        riconosciuto=conv.euro("90.000,00"),
        pagato=conv.euro("100.000,00"),
        recuperato=conv.euro("10.000,00"),
        saldo_da_pagare=conv.euro("0,00"),
    )
    assert conv.esito(economia_di_impegno, recuperata).esito is SI


def test_economia_di_impegno_violato(conv):
    """Non si spende più di quanto si è impegnato."""
    chiusura = conv.conclusione(impegnato=conv.euro("99.999,99"))
    assert conv.esito(economia_di_impegno, chiusura).esito is NO
