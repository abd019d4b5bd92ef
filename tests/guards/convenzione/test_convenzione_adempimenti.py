"""What goes with the signature: policies, codes, DURC, waiting, register, and the dedicated account."""

from datetime import date

from coproflow.domain.dati.atto import ComunicazioneAtto
from coproflow.domain.dati.convenzione import ComunicazioneConto, Delegato
from coproflow.domain.parametri import Figura
from coproflow.domain.testi import CodiceFiscale, Iban
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_adempimenti import (
    assicurazione_volontari,
    attesa_dopo_gli_esiti,
    cig_alla_stipula,
    cig_fuori_dal_sociale,
    conto_dedicato,
    durc_alla_stipula,
    durc_che_l_avviso_prescrive,
    repertorio_e_bollo,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
CIG = {"richiesto": "cig_richiesto"}
DURC = {"quando": "durc_su_contributi"}
ATTESA = {"giorni": "standstill_giorni"}
CONTO = {"giorni": "comunicazione_conto_dedicato"}


def _conto(**altro):
    valori = {
        "data": date(2026, 3, 2),
        "ente": "Il Girasole",
        "iban": Iban("IT60X0542811101000000123456"),
        "conto": "nuovo",
        "dal": date(2026, 2, 23),
        "comunicato_il": date(2026, 3, 2),
        "delegati": (Delegato(nome="Paola Conti", codice_fiscale=CodiceFiscale("CNTPLA70A41D142X")),),
    }
    return ComunicazioneConto(**(valori | altro))


def _esiti_comunicati(conv, giorno):
    comunicazione = ComunicazioneAtto(
        data=giorno,
        atto="determina_esiti",
        destinatario="Il Girasole",
        canale="domicilio_digitale",
        protocollo="1",
    )
    return conv.tavolo(avviso=conv.avviso(comunicazione))


def test_assicurazione_volontari_soddisfatto(conv):
    """Infortuni, malattie e terzi coperti fino alla fine, a carico del Comune."""
    assert conv.esito(assicurazione_volontari, conv.stipula()).esito is SI
    assert conv.esito(assicurazione_volontari, conv.stipula(volontari=False, polizze=())).esito is NA


def test_assicurazione_volontari_al_limite(conv):
    """La polizza arriva all’ultimo giorno della convenzione, o c’è l’impegno a rinnovarla."""
    corte = conv.polizze(al=date(2028, 12, 30))
    assert conv.esito(assicurazione_volontari, conv.stipula(polizze=corte)).esito is NO
    rinnovate = conv.polizze(al=date(2026, 12, 31), rinnovo=True)
    assert conv.esito(assicurazione_volontari, conv.stipula(polizze=rinnovate)).esito is SI


def test_assicurazione_volontari_violato(conv):
    """Manca la copertura per malattia, o il costo resta al partner (art. 18 c. 3 CTS)."""
    trovato = conv.esito(assicurazione_volontari, conv.stipula(polizze=conv.polizze()[:1]))
    assert "le malattie" in trovato.motivo
    assert conv.esito(assicurazione_volontari, conv.stipula(polizza_a_carico_ente=False)).esito is NO


def test_cig_alla_stipula_soddisfatto(conv):
    """Il CIG c’è."""
    assert conv.esito(cig_alla_stipula, conv.stipula()).esito is SI


def test_cig_alla_stipula_al_limite(conv):
    """Fuori dai servizi sociali e socio-sanitari la regola di legge non si applica."""
    assert conv.esito(cig_alla_stipula, conv.stipula(servizi_sociali=False, cig=None)).esito is NA


def test_cig_alla_stipula_violato(conv):
    """Per servizi sociali senza CIG non si firma (FAQ ANAC E.1)."""
    assert conv.esito(cig_alla_stipula, conv.stipula(cig=None)).esito is NO


def test_cig_fuori_dal_sociale_soddisfatto(conv):
    """La biblioteca ha preso il CIG per prudenza."""
    assert conv.esito(cig_fuori_dal_sociale, conv.stipula(servizi_sociali=False), args=CIG).esito is SI


def test_cig_fuori_dal_sociale_al_limite(conv):
    """L’ente che legge diversamente la FAQ non lo chiede fuori dal sociale."""
    ctx = conv.ctx(candidato=conv.stipula(servizi_sociali=False, cig=None))
    assert cig_fuori_dal_sociale.check(ctx, **CIG).esito is NO
    altra = conv.con_lettura(ctx, "cig_richiesto", "no_motivato")
    assert cig_fuori_dal_sociale.check(altra, **CIG).esito is NA


def test_cig_fuori_dal_sociale_violato(conv):
    """Senza CIG per la cultura si va avanti solo motivando: è prassi."""
    trovato = conv.esito(cig_fuori_dal_sociale, conv.stipula(servizi_sociali=False, cig=None), args=CIG)
    assert trovato.esito is NO
    assert cig_fuori_dal_sociale.forza == "prassi"


def test_durc_alla_stipula_soddisfatto(conv):
    """Il DURC è regolare e valido alla firma."""
    assert conv.esito(durc_alla_stipula, conv.verifica(), conv.stipula(), args=DURC).esito is SI


def test_durc_alla_stipula_al_limite(conv):
    """Vale nel giorno di scadenza stampato, non nel successivo; chi non ha posizioni lo dichiara."""
    for scadenza, atteso in ((conv.firma_del, SI), (date(2026, 2, 15), NO)):
        verifica = conv.verifica(durc_scadenza=scadenza)
        assert conv.esito(durc_alla_stipula, verifica, conv.stipula(), args=DURC).esito is atteso
    senza = conv.verifica(durc_esito="senza_posizione", durc_scadenza=None)
    assert conv.esito(durc_alla_stipula, senza, conv.stipula(), args=DURC).esito is SI


def test_durc_alla_stipula_violato(conv):
    """Un DURC irregolare si segnala e si motiva; dove l’ente non lo acquisisce la regola tace."""
    irregolare = conv.verifica(durc_esito="irregolare")
    assert conv.esito(durc_alla_stipula, irregolare, conv.stipula(), args=DURC).esito is NO
    ctx = conv.con_lettura(conv.ctx(candidato=conv.stipula()), "durc_su_contributi", "no")
    assert durc_alla_stipula.check(ctx, **DURC).esito is NA


def _prescritto(conv, valore, **verifica):
    figure = (Figura(parametro="durc_su_contributi", valore=valore, articolo="art. 6"),)
    tavolo = conv.tavolo(avviso=conv.avviso(figure=figure))
    return conv.esito(
        durc_che_l_avviso_prescrive, conv.verifica(**verifica), conv.stipula(), args=DURC, tavolo=tavolo
    )


def test_durc_che_l_avviso_prescrive_soddisfatto(conv):
    """L’avviso lo prescrive, e il DURC è regolare."""
    assert _prescritto(conv, "stipula").esito is SI


def test_durc_che_l_avviso_prescrive_al_limite(conv):
    """Vale fino al giorno stampato; se l’avviso lo esclude, o se lo ha scelto il solo ente, non ferma."""
    assert _prescritto(conv, "stipula", durc_scadenza=conv.firma_del).esito is SI
    assert _prescritto(conv, "no", durc_esito="irregolare").esito is NA
    dell_ente = conv.esito(
        durc_che_l_avviso_prescrive, conv.verifica(durc_esito="irregolare"), conv.stipula(), args=DURC
    )
    assert dell_ente.esito is NA


def test_durc_che_l_avviso_prescrive_violato(conv):
    """Irregolare, e l’avviso lo prescrive: non si firma, e motivare non basta."""
    assert _prescritto(conv, "ogni_liquidazione", durc_esito="irregolare").esito is NO
    assert durc_che_l_avviso_prescrive.forza == "avviso"


def test_attesa_dopo_gli_esiti_soddisfatto(conv):
    """Comunicati il 16 dicembre, dopo trenta giorni si firma."""
    tavolo = _esiti_comunicati(conv, date(2025, 12, 16))
    assert conv.esito(attesa_dopo_gli_esiti, conv.stipula(), args=ATTESA, tavolo=tavolo).esito is SI


def test_attesa_dopo_gli_esiti_al_limite(conv):
    """Comunicati il 16 gennaio, il trentesimo giorno è il 15 febbraio, domenica: si firma dal 17 febbraio."""
    tavolo = _esiti_comunicati(conv, date(2026, 1, 16))
    lunedi = conv.esito(attesa_dopo_gli_esiti, conv.stipula(), args=ATTESA, tavolo=tavolo)
    assert lunedi.non_prima_di == date(2026, 2, 17)
    martedi = conv.stipula(data=date(2026, 2, 17))
    assert conv.esito(attesa_dopo_gli_esiti, martedi, args=ATTESA, tavolo=tavolo).esito is SI
    taciuti = conv.tavolo(avviso=conv.avviso())
    assert conv.esito(attesa_dopo_gli_esiti, martedi, args=ATTESA, tavolo=taciuti).esito is NA


def test_attesa_dopo_gli_esiti_violato(conv):
    """Firmare dopo dieci giorni chiede una ragione, perché nessuna legge lo vieta."""
    tavolo = _esiti_comunicati(conv, date(2026, 2, 6))
    assert conv.esito(attesa_dopo_gli_esiti, conv.stipula(), args=ATTESA, tavolo=tavolo).esito is NO
    assert attesa_dopo_gli_esiti.forza == "prassi"


def test_repertorio_e_bollo_soddisfatto(conv):
    """Repertorio 4501, esente da bollo."""
    assert conv.esito(repertorio_e_bollo, conv.stipula()).esito is SI


def test_repertorio_e_bollo_al_limite(conv):
    """L’impresa sociale non cooperativa assolve il bollo: va bene lo stesso."""
    assert "assolta" in conv.esito(repertorio_e_bollo, conv.stipula(bollo="assolto")).motivo


def test_repertorio_e_bollo_violato(conv):
    """Senza repertorio si va avanti solo motivando."""
    assert conv.esito(repertorio_e_bollo, conv.stipula(repertorio="")).esito is NO


def test_conto_dedicato_soddisfatto(conv):
    """Il conto nuovo è comunicato entro sette giorni dall’accensione, con i delegati."""
    trovato = conv.esito(conto_dedicato, _conto(), args=CONTO)
    assert trovato.esito is SI
    assert trovato.ritardo is None


def test_conto_dedicato_al_limite(conv):
    """Il settimo giorno è in termine, l’ottavo è in ritardo: si annota e si segnala, non si blocca."""
    ottavo = conv.esito(conto_dedicato, _conto(comunicato_il=date(2026, 3, 3)), args=CONTO)
    assert ottavo.esito is SI
    assert ottavo.ritardo.giorni == 1


def test_conto_dedicato_violato(conv):
    """Senza le persone delegate la comunicazione è incompleta."""
    assert conv.esito(conto_dedicato, _conto(delegati=()), args=CONTO).esito is NO


def test_conto_dedicato_gia_esistente(conv):
    """Per il conto che c’era già i sette giorni corrono dal primo uso per la convenzione."""
    conto = _conto(conto="esistente", dal=date(2026, 3, 1))
    assert "primo uso" in conv.esito(conto_dedicato, conto, args=CONTO).motivo
