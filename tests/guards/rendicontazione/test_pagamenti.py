"""What is checked before an ETS is paid, and what an irregularity holds back."""

from datetime import date

from coproflow.domain.dati.rendicontazione import Durc, Trattenuta, VerificaInadempienze, VisuraEts
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.pagamenti import (
    durc_prescritto_dall_avviso,
    durc_valido,
    intervento_sostitutivo,
    iscrizione_al_pagamento,
    iscrizione_verificata,
    pubblicita_dei_contributi_ricevuti,
    ritenuta_sui_contributi,
    verifica_inadempienze,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
IL_FILO = "Cooperativa sociale Il Filo"
VISURA = {"validita": "validita_visura_runts"}
QUANDO = {"quando": "durc_su_contributi"}
FISCO = {
    "soglia": "soglia_48bis",
    "applicabile": "verifica_48bis_contributi",
    "sospensione": "sospensione_48bis",
}


def _cancellato(rend, dal, sostenuta_il=date(2026, 3, 10)):
    visura = VisuraEts(ente=IL_FILO, verificata_il=date(2026, 8, 26), cancellato_il=dal)
    return rend(
        rend.presentazione(rend.spesa(sostenuta_il=sostenuta_il)),
        rend.esame(),
        rend.verifiche(visure=(visura,)),
        rend.liquidazione(),
    )


def test_iscrizione_verificata_soddisfatto(rend):
    """Prima di liquidare si è fatta la visura del RUNTS."""
    assert iscrizione_verificata.check(_cancellato(rend, None), **VISURA).esito is SI


def test_iscrizione_verificata_al_limite(rend):
    """Il costo del giorno prima della cancellazione si può pagare; quello del giorno stesso no."""
    assert iscrizione_verificata.check(_cancellato(rend, date(2026, 3, 11)), **VISURA).esito is SI
    assert iscrizione_verificata.check(_cancellato(rend, date(2026, 3, 10)), **VISURA).esito is NO


def test_iscrizione_verificata_violato(rend):
    """Senza visura non si liquida; né con quella di un altro ente, o di trentun giorni prima."""
    vecchia = VisuraEts(ente=IL_FILO, verificata_il=date(2026, 8, 1))
    altrui = VisuraEts(ente="Altra cooperativa", verificata_il=date(2026, 8, 26))
    for visure in ((), (vecchia,), (altrui,)):
        ctx = rend(rend.presentazione(), rend.esame(), rend.verifiche(visure=visure), rend.liquidazione())
        assert iscrizione_verificata.check(ctx, **VISURA).esito is NO


def test_iscrizione_al_pagamento_soddisfatto(rend):
    """L'ente è ancora iscritto."""
    assert iscrizione_al_pagamento.check(_cancellato(rend, None)).esito is SI


def test_iscrizione_al_pagamento_al_limite(rend):
    """La cancellazione del giorno dopo la liquidazione non conta ancora; quella del giorno stesso sì."""
    assert iscrizione_al_pagamento.check(_cancellato(rend, date(2026, 9, 2))).esito is SI
    assert iscrizione_al_pagamento.check(_cancellato(rend, date(2026, 9, 1))).esito is NO


def test_iscrizione_al_pagamento_violato(rend):
    """La cancellazione non estingue i costi già maturati: si pagano con decisione motivata, non si negano."""
    assert iscrizione_al_pagamento.check(_cancellato(rend, date(2026, 7, 1))).esito is NO
    assert iscrizione_al_pagamento.forza == "prassi"


def _durc(rend, *durc, avviso=None, trattenute=()):
    return rend(
        rend.verifiche(durc=durc),
        rend.liquidazione(trattenute=trattenute),
        convenzione=rend.convenzione(avviso=avviso or {}),
    )


def _regolare(fino_al=date(2026, 12, 1)):
    return Durc(ente=IL_FILO, esito="regolare", valido_fino_al=fino_al)


def _irregolare(rend, importo):
    return Durc(
        ente=IL_FILO,
        esito="irregolare",
        valido_fino_al=date(2026, 12, 1),
        inadempienza=rend.euro(importo),
    )


def test_durc_valido_soddisfatto(rend):
    """Il DURC è regolare e non è scaduto; chi non ha posizioni contributive lo dichiara."""
    assert durc_valido.check(_durc(rend, _regolare()), **QUANDO).esito is SI
    senza = Durc(ente=IL_FILO, esito="senza_posizione")
    assert durc_valido.check(_durc(rend, senza), **QUANDO).esito is SI


def test_durc_valido_al_limite(rend):
    """Vale anche l'ultimo giorno stampato sul documento; il giorno dopo è scaduto."""
    assert durc_valido.check(_durc(rend, _regolare(date(2026, 9, 1))), **QUANDO).esito is SI
    assert durc_valido.check(_durc(rend, _regolare(date(2026, 8, 31))), **QUANDO).esito is NO


def test_durc_valido_violato(rend):
    """Senza DURC si paga solo con motivazione: per i contributi nessuna norma generale lo impone."""
    assert durc_valido.check(_durc(rend), **QUANDO).esito is NO
    di_altri = Durc(ente="Altra cooperativa", esito="regolare", valido_fino_al=date(2026, 12, 1))
    assert IL_FILO in durc_valido.check(_durc(rend, di_altri), **QUANDO).motivo
    assert durc_valido.forza == "prassi"


def test_durc_prescritto_dall_avviso_soddisfatto(rend):
    """L'avviso lo prescrive e il DURC c'è."""
    ctx = _durc(rend, _regolare(), avviso={"durc_su_contributi": "ogni_liquidazione"})
    assert durc_prescritto_dall_avviso.check(ctx, **QUANDO).esito is SI


def test_durc_prescritto_dall_avviso_al_limite(rend):
    """Se lo prescrive solo per la stipula, la liquidazione ne fa a meno; se tace, vale la prassi."""
    stipula = _durc(rend, avviso={"durc_su_contributi": "stipula"})
    assert durc_prescritto_dall_avviso.check(stipula, **QUANDO).esito is FUORI
    assert durc_prescritto_dall_avviso.check(_durc(rend), **QUANDO).esito is FUORI


def test_durc_prescritto_dall_avviso_violato(rend):
    """L'avviso lo prescrive e manca: non si liquida."""
    ctx = _durc(rend, avviso={"durc_su_contributi": "ogni_liquidazione"})
    assert durc_prescritto_dall_avviso.check(ctx, **QUANDO).esito is NO


def _sostituisci(rend, inadempienza, trattenuta):
    trattenute = (Trattenuta(titolo="durc", importo=rend.euro(trattenuta), versata_a="INPS"),)
    return intervento_sostitutivo.check(
        _durc(rend, _irregolare(rend, inadempienza), trattenute=trattenute), **QUANDO
    )


def test_intervento_sostitutivo_soddisfatto(rend):
    """Il DURC irregolare per 300,00 euro non ferma il pagamento: si trattengono e si paga il resto."""
    trovato = _sostituisci(rend, "300,00", "300,00")
    assert trovato.esito is SI
    assert "€ 700,00" in trovato.motivo


def test_intervento_sostitutivo_al_limite(rend):
    """Si trattiene fino a capienza: per 1.500,00 euro di debito su 1.000,00 liquidati, 1.000,00."""
    assert _sostituisci(rend, "1.500,00", "1.000,00").esito is SI
    assert _sostituisci(rend, "300,00", "299,99").esito is NO
    assert intervento_sostitutivo.check(_durc(rend, _regolare()), **QUANDO).esito is FUORI


def test_intervento_sostitutivo_violato(rend):
    """Trattenere tutto per un debito di 300,00 euro blocca ciò che va pagato."""
    assert _sostituisci(rend, "300,00", "1.000,00").esito is NO
    assert intervento_sostitutivo.check(_durc(rend, _irregolare(rend, "300,00")), **QUANDO).esito is NO


def _ritenuta(rend, dichiarazione, trattenuta=None):
    trattenute = (
        (Trattenuta(titolo="ritenuta_4", importo=rend.euro(trattenuta), versata_a="Erario"),)
        if trattenuta
        else ()
    )
    ctx = rend(rend.verifiche(dichiarazione_ritenuta=dichiarazione), rend.liquidazione(trattenute=trattenute))
    return ritenuta_sui_contributi.check(ctx, aliquota="aliquota_ritenuta_contributi").esito


def test_ritenuta_sui_contributi_soddisfatto(rend):
    """L'ETS dichiara di non essere soggetto: non si trattiene nulla."""
    assert _ritenuta(rend, "non_soggetto") is SI


def test_ritenuta_sui_contributi_al_limite(rend):
    """Il quattro per cento di 1.000,00 euro è 40,00, al centesimo."""
    assert _ritenuta(rend, "soggetto", "40,00") is SI
    assert _ritenuta(rend, "soggetto", "39,99") is NO


def test_ritenuta_sui_contributi_violato(rend):
    """Senza dichiarazione, o trattenendo a chi non è soggetto, si motiva."""
    assert _ritenuta(rend, None) is NO
    assert _ritenuta(rend, "non_soggetto", "40,00") is NO


def _fisco(rend, liquidato, pagato, giorno=date(2026, 9, 20), esito=None, debito="0,00", **altro):
    verifica = (
        VerificaInadempienze(il=date(2026, 9, 18), esito=esito, debito=rend.euro(debito)) if esito else None
    )
    ctx = rend(
        rend.liquidazione(liquidato),
        rend.pagamento(pagato, data=giorno, verifica_inadempienze=verifica, **altro),
    )
    return verifica_inadempienze.check(ctx, **FISCO)


def test_verifica_inadempienze_soddisfatto(rend):
    """Alla verifica l'ETS non risulta inadempiente: si paga."""
    assert _fisco(rend, "8.000,00", "8.000,00", esito="non_inadempiente").esito is SI


def test_verifica_inadempienze_al_limite(rend):
    """Fino a 5.000,00 euro la verifica non serve; un centesimo oltre, sì."""
    assert _fisco(rend, "5.000,00", "5.000,00").esito is FUORI
    assert _fisco(rend, "5.000,01", "5.000,01").esito is NO


def test_verifica_inadempienze_violato(rend):
    """All'inadempiente per 3.000,00 euro su 8.000,00 se ne pagano 5.000,00; il resto si sospende."""
    inadempiente = {"esito": "inadempiente", "debito": "3.000,00"}
    assert _fisco(rend, "8.000,00", "5.000,00", **inadempiente).esito is SI
    trovato = _fisco(rend, "8.000,00", "5.000,01", **inadempiente)
    assert trovato.esito is NO
    assert trovato.non_prima_di == date(2026, 11, 18)


def test_verifica_inadempienze_dopo_la_sospensione(rend):
    """Il sessantesimo giorno è ancora sospeso; dal giorno dopo si paga tutto."""
    campi = {"esito": "inadempiente", "debito": "3.000,00"}
    assert _fisco(rend, "8.000,00", "8.000,00", giorno=date(2026, 11, 17), **campi).esito is NO
    assert _fisco(rend, "8.000,00", "8.000,00", giorno=date(2026, 11, 18), **campi).esito is SI


def test_verifica_inadempienze_pignorata(rend):
    """Ciò che va all'agente della riscossione non è pagato all'inadempiente."""
    trovato = _fisco(
        rend,
        "8.000,00",
        "8.000,00",
        esito="inadempiente",
        debito="3.000,00",
        all_agente=rend.euro("3.000,00"),
    )
    assert trovato.esito is SI


def test_verifica_inadempienze_esclusa(rend):
    """L'ente può escludere la verifica con una motivazione, che resta scritta."""
    trovato = _fisco(rend, "8.000,00", "8.000,00", esclusione_48bis="trasferimento escluso dalla circolare")
    assert trovato.esito is FUORI


def _noti(rend, pagato, giorno=date(2027, 7, 1), **verifiche):
    altro = rend(rend.pagamento(pagato, data=date(2026, 9, 20)), id_="rend-2")
    ctx = rend(rend.verifiche(**verifiche), rend.liquidazione(data=giorno), sorelle=(altro,))
    return pubblicita_dei_contributi_ricevuti.check(ctx, soglia="soglia_l124").esito


def test_pubblicita_dei_contributi_ricevuti_soddisfatto(rend):
    """L'ETS ha pubblicato sul suo sito i contributi del 2026."""
    detto = {"pubblicita_l124": "https://ilfilo.example/contributi", "pubblicita_l124_il": date(2027, 6, 20)}
    assert _noti(rend, "10.000,00", **detto) is SI


def test_pubblicita_dei_contributi_ricevuti_al_limite(rend):
    """Sotto i 10.000,00 euro nell'anno non c'è obbligo; e fino al 30 giugno il termine corre ancora."""
    assert _noti(rend, "9.999,99") is FUORI
    assert _noti(rend, "10.000,00", giorno=date(2027, 6, 30)) is FUORI
    assert _noti(rend, "10.000,00", giorno=date(2027, 7, 1)) is NO


def test_pubblicita_dei_contributi_ricevuti_violato(rend):
    """Chi non ha reso noti 12.000,00 euro ricevuti nel 2026 va segnalato, non escluso dal pagamento."""
    assert _noti(rend, "12.000,00") is NO
    assert pubblicita_dei_contributi_ricevuti.forza == "prassi"
