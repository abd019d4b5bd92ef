"""The labour cost when the collective agreement is renewed, and the members of the group that change."""

from datetime import date

from coproflow.domain.dati.convenzione import LivelloCcnl, SostituzioneComponente
from coproflow.domain.soggetti import Iscrizione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_lavoro import (
    antimafia_del_subentrante,
    decorrenza_revisione,
    domanda_documentata,
    elementi_premiati_inalterati,
    incremento_del_rinnovo,
    partner_che_resta,
    requisiti_del_subentrante,
    rinnovo_successivo,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
ANTIMAFIA = {
    "soglia": "soglia_antimafia",
    "attesa": "attesa_antimafia",
    "validita": "validita_antimafia",
    "ambito": "antimafia_ets",
}
LETTURA = {"lettura": "ccnl_decorrenza"}


def _gruppo(conv):
    return conv.tavolo(
        avviso=conv.avviso(forma="raggruppamento_costituendo", componenti=(conv.ets(), conv.ets(conv.arca)))
    )


def _cambio(conv, **altro):
    valori = {
        "data": date(2027, 2, 1),
        "esce": conv.girasole,
        "entra": conv.ets("Nuova cooperativa"),
        "motivo": "fusione",
        "requisiti_verificati_il": date(2027, 1, 20),
    }
    return SostituzioneComponente(**(valori | altro))


def test_rinnovo_successivo_soddisfatto(conv):
    """Il rinnovo del 2 aprile 2027 segue i costi del gennaio 2026."""
    assert conv.esito(rinnovo_successivo, conv.stipula(), conv.revisione()).esito is SI


def test_rinnovo_successivo_al_limite(conv):
    """Il rinnovo firmato il giorno stesso della base dei costi vi era già compreso; il giorno dopo no."""
    for giorno, atteso in ((date(2026, 1, 8), NO), (date(2026, 1, 9), SI)):
        revisione = conv.revisione(rinnovo_firmato_il=giorno)
        assert conv.esito(rinnovo_successivo, conv.stipula(), revisione).esito is atteso


def test_rinnovo_successivo_violato(conv):
    """La stessa decorrenza non si riconosce due volte, nemmeno con un nome scritto diversamente."""
    di_nuovo = conv.revisione(data=date(2027, 9, 1), ccnl="Cooperative  Sociali")
    assert conv.esito(rinnovo_successivo, conv.stipula(), conv.revisione(), di_nuovo).esito is NO


def test_rinnovo_in_piu_decorrenze(conv):
    """Un rinnovo può aumentare in due date: la seconda si riconosce sul costo della prima."""
    riga = LivelloCcnl(livello="D2", ore=500, costo_base=conv.euro("25,30"), costo_nuovo=conv.euro("26,00"))
    gennaio = date(2028, 1, 1)
    seconda = conv.revisione(
        data=date(2027, 9, 1),
        decorrenza_ccnl=gennaio,
        dal=gennaio,
        livelli=(riga,),
        importo=conv.euro("350,00"),
    )
    prima = (conv.stipula(), conv.revisione())
    assert conv.esito(rinnovo_successivo, *prima, seconda).esito is SI
    assert conv.esito(incremento_del_rinnovo, *prima, seconda).esito is SI


def test_incremento_del_rinnovo_soddisfatto(conv):
    """Mille ore per 80 centesimi fanno 800 euro."""
    assert conv.esito(incremento_del_rinnovo, conv.stipula(), conv.revisione()).esito is SI


def test_incremento_del_rinnovo_al_limite(conv):
    """Un centesimo in più del ricalcolo non è l’incremento documentato."""
    revisione = conv.revisione(importo=conv.euro("800,01"))
    trovato = conv.esito(incremento_del_rinnovo, conv.stipula(), revisione)
    assert trovato.esito is NO
    assert "800,00" in trovato.motivo


def test_incremento_del_rinnovo_violato(conv):
    """Il costo di base è quello del progetto, e il livello deve esservi."""
    casi = (("D2", "24,00", "1.300,00", "è € 24,50"), ("E1", "24,50", "800,00", "E1 non è nel progetto"))
    for livello, base, importo, motivo in casi:
        riga = LivelloCcnl(
            livello=livello, ore=1000, costo_base=conv.euro(base), costo_nuovo=conv.euro("25,30")
        )
        revisione = conv.revisione(livelli=(riga,), importo=conv.euro(importo))
        trovato = conv.esito(incremento_del_rinnovo, conv.stipula(), revisione)
        assert trovato.esito is NO
        assert motivo in trovato.motivo


def test_incremento_del_secondo_rinnovo(conv):
    """Al secondo rinnovo la base è il costo del primo."""
    riga = LivelloCcnl(livello="D2", ore=500, costo_base=conv.euro("25,30"), costo_nuovo=conv.euro("26,00"))
    seconda = conv.revisione(
        data=date(2028, 3, 1),
        dal=date(2028, 3, 1),
        rinnovo_firmato_il=date(2028, 2, 1),
        livelli=(riga,),
        importo=conv.euro("350,00"),
    )
    assert conv.esito(incremento_del_rinnovo, conv.stipula(), conv.revisione(), seconda).esito is SI


def test_decorrenza_revisione_soddisfatto(conv):
    """La revisione vale dal 1° maggio, come il rinnovo."""
    assert conv.esito(decorrenza_revisione, conv.stipula(), conv.revisione(), args=LETTURA).esito is SI


def test_decorrenza_revisione_al_limite(conv):
    """Un giorno prima della decorrenza no; se l’ente legge «dalla domanda», dal 5 maggio."""
    prima = conv.revisione(dal=date(2027, 4, 30))
    assert conv.esito(decorrenza_revisione, conv.stipula(), prima, args=LETTURA).esito is NO
    ctx = conv.con_lettura(conv.ctx(conv.stipula(), candidato=conv.revisione()), "ccnl_decorrenza", "domanda")
    assert decorrenza_revisione.check(ctx, **LETTURA).esito is NO


def test_decorrenza_revisione_violato(conv):
    """Gli aumenti non si pagano per mesi in cui il contratto non li prevedeva."""
    prima = conv.revisione(dal=date(2027, 1, 1))
    assert conv.esito(decorrenza_revisione, conv.stipula(), prima, args=LETTURA).esito is NO


def test_domanda_documentata_soddisfatto(conv):
    """La domanda del 5 maggio porta il rinnovo e le tabelle."""
    assert conv.esito(domanda_documentata, conv.revisione()).esito is SI


def test_domanda_documentata_al_limite(conv):
    """La domanda può essere dello stesso giorno della revisione, non del giorno dopo."""
    for giorno, atteso in ((date(2027, 5, 20), SI), (date(2027, 5, 21), NO)):
        assert conv.esito(domanda_documentata, conv.revisione(domanda_del=giorno)).esito is atteso


def test_domanda_documentata_violato(conv):
    """Senza documenti non si rivede nulla."""
    assert conv.esito(domanda_documentata, conv.revisione(documenti=())).esito is NO


def test_requisiti_del_subentrante_soddisfatto(conv):
    """Subentra una cooperativa iscritta, i cui requisiti sono stati verificati."""
    assert conv.esito(requisiti_del_subentrante, _cambio(conv)).esito is SI


def test_requisiti_del_subentrante_al_limite(conv):
    """Chi si iscrive il giorno del subentro va bene, il giorno dopo no; e si può soltanto uscire."""
    for dal, atteso in ((date(2027, 2, 1), SI), (date(2027, 2, 2), NO)):
        nuova = conv.ets("Nuova", iscrizione=Iscrizione(numero="2", dal=dal, sezione="RUNTS"))
        assert conv.esito(requisiti_del_subentrante, _cambio(conv, entra=nuova)).esito is atteso
    assert conv.esito(requisiti_del_subentrante, _cambio(conv, entra=None)).esito is SI


def test_requisiti_del_subentrante_violato(conv):
    """Non esce chi non c’era, e non entra chi non è stato verificato."""
    assert conv.esito(requisiti_del_subentrante, _cambio(conv, esce="Estranea")).esito is NO
    non_visto = _cambio(conv, requisiti_verificati_il=None)
    assert conv.esito(requisiti_del_subentrante, non_visto).esito is NO


def test_requisiti_del_subentrante_di_chi_e_gia_uscito(conv):
    """Chi è uscito non esce una seconda volta; chi è entrato può uscire."""
    prima = _cambio(conv)
    assert conv.esito(requisiti_del_subentrante, prima, _cambio(conv, entra=None)).esito is NO
    esce = _cambio(conv, esce="Nuova cooperativa", entra=None)
    assert conv.esito(requisiti_del_subentrante, prima, esce).esito is SI


def test_partner_che_resta_soddisfatto(conv):
    """Esce uno di due: l’altro, scelto con l’avviso, resta."""
    trovato = conv.esito(partner_che_resta, _cambio(conv), tavolo=_gruppo(conv))
    assert trovato.esito is SI
    assert conv.arca in trovato.motivo


def test_partner_che_resta_al_limite(conv):
    """Un ente alla volta si può cambiare tutto il raggruppamento: all’ultimo il partner è un altro."""
    prima = _cambio(conv)
    ultimo = _cambio(conv, esce=conv.arca, entra=conv.ets("Altra associazione"))
    assert conv.esito(partner_che_resta, prima, ultimo, tavolo=_gruppo(conv)).esito is NO


def test_partner_che_resta_violato(conv):
    """Il partner che è un ente solo non si sostituisce: una fusione si motiva, la regola è di linee guida."""
    assert conv.esito(partner_che_resta, _cambio(conv)).esito is NO
    assert partner_che_resta.forza == "linee_guida"


def test_antimafia_del_subentrante_soddisfatto(conv):
    """La convenzione vale 576.000 euro: chi entra porta la sua liberatoria."""
    documentata = _cambio(conv, antimafia=conv.antimafia(ente="Nuova cooperativa"), data=date(2026, 12, 1))
    trovato = conv.esito(antimafia_del_subentrante, conv.stipula(), documentata, args=ANTIMAFIA)
    assert trovato.esito is SI


def test_antimafia_del_subentrante_al_limite(conv):
    """A 150.000 euro esatti non serve; con la prima estensione la soglia è passata."""
    stipula = conv.stipula(contributo=conv.euro("150.000,00"))
    senza = _cambio(conv)
    assert conv.esito(antimafia_del_subentrante, stipula, senza, args=ANTIMAFIA).esito is NA
    estesa = (stipula, conv.estensione("0,01"))
    assert conv.esito(antimafia_del_subentrante, *estesa, senza, args=ANTIMAFIA).esito is NO
    esce = _cambio(conv, entra=None)
    assert conv.esito(antimafia_del_subentrante, *estesa, esce, args=ANTIMAFIA).esito is NA


def test_antimafia_del_subentrante_violato(conv):
    """La liberatoria di chi esce non serve a chi entra."""
    di_altri = _cambio(conv, antimafia=conv.antimafia())
    assert conv.esito(antimafia_del_subentrante, conv.stipula(), di_altri, args=ANTIMAFIA).esito is NO


def test_elementi_premiati_inalterati_soddisfatto(conv):
    """Chi esce non portava nulla di ciò che fu premiato."""
    assert conv.esito(elementi_premiati_inalterati, _cambio(conv)).esito is SI


def test_elementi_premiati_inalterati_al_limite(conv):
    """Se portava l’equipe premiata, basta che chi entra la assuma."""
    cambio = _cambio(conv, elementi_premiati="équipe educativa", mantenimento="assunta da chi entra")
    assert conv.esito(elementi_premiati_inalterati, cambio).esito is SI


def test_elementi_premiati_inalterati_violato(conv):
    """Se se ne va con ciò che la commissione ha premiato, serve una deroga motivata."""
    cambio = _cambio(conv, elementi_premiati="équipe educativa")
    assert conv.esito(elementi_premiati_inalterati, cambio).esito is NO
    assert elementi_premiati_inalterati.forza == "linee_guida"
