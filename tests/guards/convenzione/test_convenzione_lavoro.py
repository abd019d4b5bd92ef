"""The labour cost when the collective agreement is renewed, and the members of the group that change."""

from datetime import date

from coproflow.domain.dati.convenzione import LivelloCcnl, SostituzioneComponente
from coproflow.domain.soggetti import Iscrizione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_lavoro import (
    decorrenza_revisione,
    domanda_documentata,
    elementi_premiati_inalterati,
    incremento_del_rinnovo,
    requisiti_del_subentrante,
    rinnovo_successivo,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
LETTURA = {"lettura": "ccnl_decorrenza"}


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
    """Lo stesso rinnovo non si riconosce due volte; quello di un altro contratto sì."""
    di_nuovo = conv.revisione(data=date(2027, 9, 1))
    assert conv.esito(rinnovo_successivo, conv.stipula(), conv.revisione(), di_nuovo).esito is NO
    altro = conv.revisione(data=date(2027, 9, 1), ccnl="un altro contratto")
    assert conv.esito(rinnovo_successivo, conv.stipula(), conv.revisione(), altro).esito is SI


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
    for livello, base in (("D2", "24,00"), ("E1", "24,50")):
        riga = LivelloCcnl(
            livello=livello, ore=1000, costo_base=conv.euro(base), costo_nuovo=conv.euro("25,30")
        )
        revisione = conv.revisione(livelli=(riga,))
        assert conv.esito(incremento_del_rinnovo, conv.stipula(), revisione).esito is NO


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
