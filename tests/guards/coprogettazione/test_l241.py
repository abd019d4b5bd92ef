"""L. 241/1990: the person responsible, conflicts of interest, notice of the start, criteria."""

from dataclasses import replace
from datetime import date

import pytest

from coproflow.domain.dati.autotutela import ComunicazioneAvvio, Revoca
from coproflow.domain.dati.coprogettazione import DichiarazioniConflitti, PreavvisoRigetto
from coproflow.domain.selezione import Dichiarazione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.l241 import (
    astensione_in_conflitto,
    avvio_reso_noto,
    contenuti_avvio_procedimento,
    dichiarazione_assenza_conflitti,
    preavviso_di_rigetto_dato,
    responsabile_individuabile,
    responsabile_nominato,
    selezionato_sentito,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def test_responsabile_individuabile_soddisfatto(copro):
    """Il responsabile nominato con l'indizione è individuabile."""
    trovato = responsabile_individuabile.check(copro.ctx(candidato=copro.indizione()))
    assert trovato.esito is SI
    assert "Marco Bianchi" in trovato.motivo


def test_responsabile_individuabile_al_limite(copro):
    """Prima della nomina è chi l'avviso indica; senza, chi è preposto all'unità (art. 5 c. 2)."""
    indicato = responsabile_individuabile.check(copro.ctx(copro.avviso()))
    assert "è Marco Bianchi" in indicato.motivo
    preposto = responsabile_individuabile.check(copro.ctx(copro.avviso(responsabile="")))
    assert (indicato.esito, preposto.esito) == (SI, SI)
    assert "preposto all’unità" in preposto.motivo


def test_responsabile_individuabile_violato(copro):
    """Se non è indicata neppure l'unità organizzativa nessuno risponde del procedimento."""
    avviso = copro.avviso(responsabile="", unita_organizzativa="")
    assert responsabile_individuabile.check(copro.ctx(avviso)).esito is NO


def test_responsabile_nominato_soddisfatto(copro):
    """L'indizione nomina la persona che l'avviso indica, con il domicilio digitale."""
    assert responsabile_nominato.check(copro.ctx(candidato=copro.indizione())).esito is SI


def test_responsabile_nominato_al_limite(copro):
    """La sola mancanza del domicilio digitale nell'avviso va motivata."""
    avviso = copro.avviso(domicilio_digitale=None)
    trovato = responsabile_nominato.check(copro.ctx(avviso, candidato=copro.indizione()))
    assert trovato.esito is NO
    assert responsabile_nominato.forza == "linee_guida"


def test_responsabile_nominato_violato(copro):
    """L'indizione che nomina persona diversa da quella dell'avviso confonde gli interessati."""
    trovato = responsabile_nominato.check(copro.ctx(candidato=copro.indizione(responsabile="Altri")))
    assert trovato.esito is NO
    assert "Marco Bianchi" in trovato.motivo


def _dichiarazioni(**campi):
    d = Dichiarazione(
        nome="Sala", funzione="commissario", resa_il=date(2025, 12, 2), elenco_visto=True, **campi
    )
    return DichiarazioniConflitti(data=date(2025, 12, 2), dichiarazioni=(d,))


def test_astensione_in_conflitto_soddisfatto(copro):
    """Chi dichiara di non avere conflitti può agire."""
    trovato = astensione_in_conflitto.check(copro.ctx(candidato=_dichiarazioni()))
    assert trovato.esito is SI
    assert "non risultano conflitti" in trovato.motivo


def test_astensione_in_conflitto_al_limite(copro):
    """Chi è in conflitto ma si è astenuto ed è sostituito non ferma il procedimento; senza sostituto sì."""
    sostituito = _dichiarazioni(conflitto=True, astenuto=True, sostituto="Rossi")
    solo_astenuto = _dichiarazioni(conflitto=True, astenuto=True)
    trovato = astensione_in_conflitto.check(copro.ctx(candidato=sostituito))
    assert trovato.esito is SI
    assert "si è astenuto ed è stato sostituito" in trovato.motivo
    assert astensione_in_conflitto.check(copro.ctx(candidato=solo_astenuto)).esito is NO


@pytest.mark.parametrize("chi", ["commissario", "responsabile"])
def test_astensione_in_conflitto_violato(copro, chi):
    """Il conflitto dichiarato di chi decide o valuta, senza astensione, ferma tutto (art. 6-bis)."""
    sostituita = copro.indizione(conflitto=True, sostituto="Anna Ferrari")
    assert astensione_in_conflitto.check(copro.ctx(candidato=sostituita)).esito is SI
    candidato = _dichiarazioni(conflitto=True) if chi == "commissario" else copro.indizione(conflitto=True)
    assert astensione_in_conflitto.check(copro.ctx(candidato=candidato)).esito is NO


def test_dichiarazione_assenza_conflitti_soddisfatto(copro):
    """La dichiarazione resa prima dell'indizione è agli atti."""
    assert dichiarazione_assenza_conflitti.check(copro.ctx(candidato=copro.indizione())).esito is SI


def test_dichiarazione_assenza_conflitti_al_limite(copro):
    """La dichiarazione del giorno stesso dell'indizione vale."""
    ind = copro.indizione(dichiarazione_conflitti=date(2025, 10, 6))
    assert dichiarazione_assenza_conflitti.check(copro.ctx(candidato=ind)).esito is SI


def test_dichiarazione_assenza_conflitti_violato(copro):
    """La dichiarazione che manca si motiva: la legge impone di astenersi, non di dichiarare."""
    ind = copro.indizione(dichiarazione_conflitti=None)
    assert dichiarazione_assenza_conflitti.check(copro.ctx(candidato=ind)).esito is NO
    assert dichiarazione_assenza_conflitti.forza == "prassi"


def test_contenuti_avvio_procedimento_soddisfatto(copro):
    """L'avviso con tutti gli elementi dell'art. 8 vale come comunicazione di avvio."""
    assert contenuti_avvio_procedimento.check(copro.ctx(candidato=copro.pubblicazione())).esito is SI


def test_contenuti_avvio_procedimento_al_limite(copro):
    """Basta che manchi un solo elemento, i rimedi in caso di inerzia, e l'avviso non vale come avvio."""
    avviso = copro.avviso(rimedi_inerzia="")
    trovato = contenuti_avvio_procedimento.check(copro.ctx(avviso, candidato=copro.pubblicazione()))
    assert trovato.esito is NO
    assert trovato.rimedi[0].campi == ("rimedi_inerzia",)


def test_contenuti_avvio_procedimento_violato(copro):
    """Senza data di conclusione e domicilio digitale l'avviso non vale come comunicazione di avvio."""
    avviso = copro.avviso(termine_conclusione=None, domicilio_digitale=None)
    trovato = contenuti_avvio_procedimento.check(copro.ctx(avviso, candidato=copro.pubblicazione()))
    assert trovato.esito is NO
    assert "data entro cui" in trovato.motivo


def _sentito(copro, *fatti, giorno=date(2026, 1, 20), esito="esclusa"):
    elenco = replace(copro.ammissioni(D1=esito, D2="ammessa"), data=giorno)
    esiti = copro.esiti(copro.esito())
    ctx = copro.ctx(copro.avviso(), copro.domanda("D1"), copro.domanda("D2"), esiti, *fatti, candidato=elenco)
    return selezionato_sentito.check(ctx, memorie="giorni_memorie")


def _avvio(ricezione):
    return ComunicazioneAvvio(
        data=ricezione,
        misura="decadenza",
        destinatari=("Il Girasole",),
        ricezione=ricezione,
        protocollo="1",
        motivi="un controllo",
        responsabile="Marco Bianchi",
        conclusione=date(2026, 2, 28),
        rimedi_inerzia="potere sostitutivo",
        accesso="presso l'ufficio",
    )


def test_selezionato_sentito_soddisfatto(copro):
    """Avvisato il 7 gennaio, ha avuto dieci giorni per memorie."""
    assert _sentito(copro, _avvio(date(2026, 1, 7))).esito is SI


def test_selezionato_sentito_al_limite(copro):
    """Il decimo giorno si attende ancora, l'undicesimo no; chi ritira la domanda non è escluso."""
    avvio = _avvio(date(2026, 1, 7))
    attesa = _sentito(copro, avvio, giorno=date(2026, 1, 17))
    assert attesa.esito is NO
    assert attesa.non_prima_di == date(2026, 1, 18)
    assert _sentito(copro, avvio, giorno=date(2026, 1, 18)).esito is SI
    assert _sentito(copro, esito="ritirata").esito is FUORI


def test_selezionato_sentito_violato(copro):
    """Dopo gli esiti nessuno si esclude di sorpresa; e l'avviso di un altro procedimento non vale."""
    assert _sentito(copro).esito is NO
    assert _sentito(copro, _avvio(date(2025, 12, 1))).esito is NO


def _noto(copro, *fatti, giorno=date(2026, 1, 20), **campi):
    base = {
        "motivazione": "perché",
        "presupposto": "motivi_sopravvenuti",
        "fatto": "un decreto",
        "fatto_del": date(2026, 1, 2),
        "vantaggio_economico": True,
        "provvedimento_del": date(2025, 10, 6),
        "pregiudizio": False,
        "pubblicita": "avviso sul sito",
    }
    revoca = Revoca(data=giorno, **{**base, **campi})
    return avvio_reso_noto.check(
        copro.ctx(copro.avviso(), *fatti, candidato=revoca), memorie="giorni_memorie"
    ).esito


def _pubblico(ricezione):
    return replace(_avvio(ricezione), misura="revoca")


def test_avvio_reso_noto_soddisfatto(copro):
    """L'avvio è sul sito dal 7 gennaio: il 20 i dieci giorni per memorie sono passati."""
    assert _noto(copro, copro.domanda(), _pubblico(date(2026, 1, 7))) is SI


def test_avvio_reso_noto_al_limite(copro):
    """Il decimo giorno si attende; senza domande, o con comunicazioni personali, la regola non si applica."""
    fatti = (copro.domanda(), _pubblico(date(2026, 1, 7)))
    assert _noto(copro, *fatti, giorno=date(2026, 1, 17)) is NO
    assert _noto(copro, *fatti, giorno=date(2026, 1, 18)) is SI
    assert _noto(copro) is FUORI
    assert _noto(copro, copro.domanda(), pubblicita="") is FUORI


def test_avvio_reso_noto_violato(copro):
    """Scrivere nella revoca che la si è pubblicata non è averla resa nota prima."""
    assert _noto(copro, copro.domanda()) is NO


def _preavviso(copro, lettura, *ricezioni, giorno=date(2025, 12, 10)):
    figure = {"preavviso_rigetto": lettura}
    preavvisi = tuple(
        PreavvisoRigetto(data=r, domanda="D1", motivi="non è iscritto", ricezione=r, protocollo="1")
        for r in ricezioni
    )
    elenco = replace(copro.ammissioni(D1="esclusa"), data=giorno)
    ctx = copro.ctx(copro.avviso(valori=figure), copro.domanda(), *preavvisi, candidato=elenco)
    return preavviso_di_rigetto_dato.check(ctx, lettura="preavviso_rigetto", giorni="osservazioni_10bis")


def test_preavviso_di_rigetto_dato_soddisfatto(copro):
    """L'avviso applica l'art. 10-bis: il preavviso c'è, e i dieci giorni sono passati."""
    assert _preavviso(copro, "obbligatorio", date(2025, 11, 28)).esito is SI


def test_preavviso_di_rigetto_dato_al_limite(copro):
    """Ricevuto il 28 novembre, il decimo giorno è festivo (lunedì 8 dicembre) e si va al 9."""
    for giorno, atteso in ((9, NO), (10, SI)):
        trovato = _preavviso(copro, "obbligatorio", date(2025, 11, 28), giorno=date(2025, 12, giorno))
        assert trovato.esito is atteso


def test_preavviso_di_rigetto_dato_violato(copro):
    """Dove è dovuto non si esclude senza; dove è una facoltà, o l'ente lo esclude, sì."""
    assert _preavviso(copro, "obbligatorio").esito is NO
    assert _preavviso(copro, "facoltativo").esito is FUORI
    assert _preavviso(copro, "escluso").esito is FUORI
