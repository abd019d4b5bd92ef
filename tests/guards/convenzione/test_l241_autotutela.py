"""L. 241/1990, going back on one's own act: hearing the partner, revocation, withdrawal, indemnity."""

from datetime import date

import pytest

from coproflow.domain.dati.autotutela import (
    ComunicazioneAvvio,
    Decadenza,
    Indennizzo,
    Memorie,
    Recesso,
    Revoca,
)
from coproflow.domain.dati.convenzione import RitiroProvvedimento
from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import DatoMancanteError, EsitoVerifica
from coproflow.guards.l241_autotutela import (
    comunicazione_avvio_revoca,
    contenuti_comunicazione_avvio,
    indennizzo_revoca,
    indennizzo_valutato,
    memorie_valutate,
    presupposto_revoca,
    recesso_per_motivi_sopravvenuti,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
MEMORIE = {"memorie": "giorni_memorie"}


def _avvio(**altro):
    valori = {
        "data": date(2027, 3, 1),
        "misura": "revoca",
        "destinatari": ("Il Girasole",),
        "ricezione": date(2027, 3, 1),
        "protocollo": "9001",
        "motivi": "riorganizzazione dei servizi",
        "responsabile": "Marco Bianchi, Servizi sociali",
        "conclusione": date(2027, 4, 30),
        "rimedi_inerzia": "potere sostitutivo",
        "accesso": "fascicolo informatico",
    }
    return ComunicazioneAvvio(**(valori | altro))


def _decadenza(**altro):
    valori = {
        "data": date(2027, 3, 12),
        "motivazione": "è venuto meno un requisito",
        "ente_decaduto": "Il Girasole",
        "accertata_il": date(2027, 3, 1),
        "estremi": "prot. 9002",
    }
    return Decadenza(**(valori | altro))


def _revoca(**altro):
    valori = {
        "data": date(2027, 3, 12),
        "motivazione": "legge regionale sopravvenuta",
        "presupposto": "motivi_sopravvenuti",
        "fatto": "L.R. 5/2027",
        "fatto_del": date(2027, 2, 1),
        "vantaggio_economico": True,
        "provvedimento_del": date(2026, 1, 12),
        "pregiudizio": True,
        "rapporti_negoziali": True,
        "indennizzo": Indennizzo(importo=ZERO, motivazione="nessuna spesa ulteriore", danno_emergente=ZERO),
    }
    return Revoca(**(valori | altro))


def _recesso(conv, **altro):
    valori = {
        "data": date(2027, 3, 12),
        "motivazione": "interesse pubblico",
        "fatto": "nuovo piano di zona",
        "fatto_del": date(2027, 2, 1),
        "indennizzo": conv.indennizzo(),
    }
    return Recesso(**(valori | altro))


def test_contenuti_comunicazione_avvio_soddisfatto(conv):
    """La comunicazione personale dice oggetto, responsabile, termini, rimedi e accesso."""
    assert conv.esito(contenuti_comunicazione_avvio, _avvio()).esito is SI


def test_contenuti_comunicazione_avvio_al_limite(conv):
    """Basta che manchi un elemento dell’art. 8 c. 2."""
    trovato = conv.esito(contenuti_comunicazione_avvio, _avvio(rimedi_inerzia=" "))
    assert trovato.esito is NO
    assert "inerzia" in trovato.motivo


def test_contenuti_comunicazione_avvio_violato(conv):
    """Senza destinatari non è una comunicazione."""
    assert conv.esito(contenuti_comunicazione_avvio, _avvio(destinatari=())).esito is NO


def test_comunicazione_avvio_revoca_soddisfatto(conv):
    """Comunicata il 1° marzo, dal 12 si può revocare."""
    assert conv.esito(comunicazione_avvio_revoca, _avvio(), _revoca(), args=MEMORIE).esito is SI


def test_comunicazione_avvio_revoca_al_limite(conv):
    """Il decimo giorno è ancora del partner: l’11 marzo è presto, il 12 no."""
    presto = conv.esito(comunicazione_avvio_revoca, _avvio(), _revoca(data=date(2027, 3, 11)), args=MEMORIE)
    assert presto.esito is NO
    assert presto.non_prima_di == date(2027, 3, 12)


def test_comunicazione_avvio_di_un_procedimento_gia_deciso(conv):
    """La comunicazione che aprì una revoca poi ritirata non apre la revoca di un anno dopo."""
    ritiro = RitiroProvvedimento(data=date(2027, 3, 20), motivo="la legge non è in vigore")
    decisa = (_avvio(), _revoca(), ritiro)
    di_nuovo = _revoca(data=date(2028, 3, 13))
    trovato = conv.esito(comunicazione_avvio_revoca, *decisa, di_nuovo, args=MEMORIE)
    assert "non è stato comunicato" in trovato.motivo
    riaperta = (*decisa, _avvio(data=date(2028, 3, 1), ricezione=date(2028, 3, 1)))
    assert conv.esito(comunicazione_avvio_revoca, *riaperta, di_nuovo, args=MEMORIE).esito is SI


def test_comunicazione_avvio_revoca_violato(conv):
    """Senza comunicazione non si revoca; quella di un’altra misura non vale."""
    assert conv.esito(comunicazione_avvio_revoca, _revoca(), args=MEMORIE).esito is NO
    altra = _avvio(misura="decadenza")
    assert conv.esito(comunicazione_avvio_revoca, altra, _revoca(), args=MEMORIE).esito is NO
    perduti = _decadenza(requisito="runts")
    assert conv.esito(comunicazione_avvio_revoca, _avvio(), perduti, args=MEMORIE).esito is NO
    assert conv.esito(comunicazione_avvio_revoca, altra, perduti, args=MEMORIE).esito is SI


def test_comunicazione_avvio_revoca_eccezioni(conv):
    """Celerità motivata e cautela la escludono; per l’interdittiva il contraddittorio è in Prefettura."""
    urgente = _revoca(motivi_celerita="rischio per gli utenti")
    assert conv.esito(comunicazione_avvio_revoca, urgente, args=MEMORIE).esito is NA
    assert conv.esito(comunicazione_avvio_revoca, _revoca(cautelare_urgente=True), args=MEMORIE).esito is NA
    molti = _revoca(pubblicita="avviso sul sito")
    assert conv.esito(comunicazione_avvio_revoca, molti, args=MEMORIE).esito is SI
    interdetta = _decadenza(requisito="interdittiva_antimafia")
    assert conv.esito(comunicazione_avvio_revoca, interdetta, args=MEMORIE).esito is NA


def _memoria(giorno=date(2027, 3, 8)):
    return Memorie(data=giorno, da="Il Girasole", protocollo="9100", sintesi="chiede di restare")


def test_memorie_valutate_soddisfatto(conv):
    """Le memorie arrivate sono valutate nel provvedimento."""
    revoca = _revoca(memorie_valutate="non superano il mutato quadro")
    assert conv.esito(memorie_valutate, _avvio(), _memoria(), revoca).esito is SI


def test_memorie_valutate_al_limite(conv):
    """Senza memorie non c’è nulla da valutare, e quelle di un procedimento precedente non contano."""
    assert conv.esito(memorie_valutate, _avvio(), _revoca()).esito is NA
    vecchia = _memoria(date(2027, 2, 28))
    assert conv.esito(memorie_valutate, vecchia, _avvio(), _revoca()).esito is NA


def test_memorie_valutate_violato(conv):
    """Ignorare le memorie viola l’art. 10."""
    trovato = conv.esito(memorie_valutate, _avvio(), _memoria(), _revoca())
    assert trovato.esito is NO
    assert "9100" in trovato.motivo


def test_presupposto_revoca_soddisfatto(conv):
    """Una legge regionale sopravvenuta è un motivo; che fosse prevedibile qui non conta."""
    assert conv.esito(presupposto_revoca, _revoca(prevedibile=True)).esito is SI


def test_presupposto_revoca_al_limite(conv):
    """Il mutamento di fatto deve essere anche imprevedibile; e il fatto posteriore di almeno un giorno."""
    mutamento = {"presupposto": "mutamento_fatto"}
    assert conv.esito(presupposto_revoca, _revoca(**mutamento)).esito is SI
    assert conv.esito(presupposto_revoca, _revoca(**mutamento, prevedibile=True)).esito is NO
    assert conv.esito(presupposto_revoca, _revoca(fatto_del=date(2026, 1, 12))).esito is NO
    assert conv.esito(presupposto_revoca, _revoca(fatto_del=date(2026, 1, 13))).esito is SI


def test_presupposto_revoca_violato(conv, caso):
    """Un contributo non si revoca ripensandoci, nemmeno a dirlo senza vantaggi; un avviso sì."""
    for vantaggio in (True, False):
        ripensata = _revoca(presupposto="nuova_valutazione", vantaggio_economico=vantaggio)
        assert conv.esito(presupposto_revoca, ripensata).esito is NO
    altro_atto = _revoca(presupposto="nuova_valutazione", vantaggio_economico=False)
    assert presupposto_revoca.check(caso("coprogettazione", candidato=altro_atto)).esito is SI


def test_presupposto_revoca_di_domani(conv):
    """Il motivo è già sopravvenuto il giorno della revoca, non il giorno dopo; e c’è."""
    assert conv.esito(presupposto_revoca, _revoca(fatto_del=date(2027, 3, 12))).esito is SI
    assert conv.esito(presupposto_revoca, _revoca(fatto_del=date(2027, 3, 13))).esito is NO
    assert conv.esito(presupposto_revoca, _revoca(fatto=" ")).esito is NO


def test_indennizzo_revoca_soddisfatto(conv):
    """Il pregiudizio è valutato, anche a zero."""
    assert conv.esito(indennizzo_revoca, _revoca()).esito is SI
    assert conv.esito(indennizzo_revoca, _revoca(pregiudizio=False, indennizzo=None)).esito is NA


def test_indennizzo_revoca_al_limite(conv):
    """Nei rapporti negoziali non supera il danno emergente: pari sì, un centesimo di più no."""
    danno = conv.euro("1.000,00")
    for importo, atteso in (("1.000,00", SI), ("1.000,01", NO)):
        indennizzo = Indennizzo(importo=conv.euro(importo), motivazione="costi", danno_emergente=danno)
        assert conv.esito(indennizzo_revoca, _revoca(indennizzo=indennizzo)).esito is atteso


def test_indennizzo_revoca_violato(conv):
    """Se reca pregiudizio, la revoca senza indennizzo valutato è illegittima."""
    assert conv.esito(indennizzo_revoca, _revoca(indennizzo=None)).esito is NO
    senza_danno = Indennizzo(importo=ZERO, motivazione="nessuno")
    with pytest.raises(DatoMancanteError):
        conv.esito(indennizzo_revoca, _revoca(indennizzo=senza_danno))


def test_recesso_per_motivi_sopravvenuti_soddisfatto(conv):
    """Il nuovo piano di zona, posteriore alla firma, è un motivo di pubblico interesse sopravvenuto."""
    assert conv.esito(recesso_per_motivi_sopravvenuti, conv.stipula(), _recesso(conv)).esito is SI


def test_recesso_per_motivi_sopravvenuti_al_limite(conv):
    """Un motivo del giorno della firma non è sopravvenuto."""
    stesso_giorno = _recesso(conv, fatto_del=conv.firma_del)
    assert conv.esito(recesso_per_motivi_sopravvenuti, conv.stipula(), stesso_giorno).esito is NO


def test_recesso_per_motivi_sopravvenuti_violato(conv):
    """Non si recede da un accordo che non è stato firmato."""
    with pytest.raises(DatoMancanteError):
        conv.esito(recesso_per_motivi_sopravvenuti, _recesso(conv))


def test_indennizzo_valutato_soddisfatto(conv):
    """Zero, con le sue ragioni, è una valutazione."""
    assert conv.esito(indennizzo_valutato, conv.stipula(), conv.preavviso()).esito is SI


def test_indennizzo_valutato_al_limite(conv):
    """Zero senza ragioni non lo è."""
    vuoto = conv.preavviso(indennizzo=conv.indennizzo(motivazione=""))
    assert conv.esito(indennizzo_valutato, conv.stipula(), vuoto).esito is NO


def test_indennizzo_valutato_violato(conv):
    """L’art. 11 c. 4 vuole i pregiudizi del privato sempre valutati, nel recesso e nella cessazione."""
    senza = conv.preavviso(indennizzo=None)
    assert conv.esito(indennizzo_valutato, conv.stipula(), senza).esito is NO
    assert conv.esito(indennizzo_valutato, conv.stipula(), _recesso(conv, indennizzo=None)).esito is NO
