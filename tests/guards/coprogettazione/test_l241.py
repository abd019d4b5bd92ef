"""L. 241/1990: the person responsible, conflicts of interest, notice of the start, criteria."""

from datetime import date, datetime

import pytest

from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import Chiarimento, DichiarazioniConflitti
from coproflow.domain.selezione import Criterio, Dichiarazione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.l241 import (
    astensione_in_conflitto,
    avviso_non_pubblicato,
    chiarimenti_uguali_per_tutti,
    contenuti_avvio_procedimento,
    dichiarazione_assenza_conflitti,
    responsabile_individuabile,
    responsabile_nominato,
    rettifica_pubblicata,
    riapertura_termini,
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
    assert astensione_in_conflitto.check(copro.ctx(candidato=_dichiarazioni())).esito is SI


def test_astensione_in_conflitto_al_limite(copro):
    """Chi è in conflitto ma si è astenuto ed è sostituito non ferma il procedimento; senza sostituto sì."""
    sostituito = _dichiarazioni(conflitto=True, astenuto=True, sostituto="Rossi")
    solo_astenuto = _dichiarazioni(conflitto=True, astenuto=True)
    assert astensione_in_conflitto.check(copro.ctx(candidato=sostituito)).esito is SI
    assert astensione_in_conflitto.check(copro.ctx(candidato=solo_astenuto)).esito is NO


@pytest.mark.parametrize("chi", ["commissario", "responsabile"])
def test_astensione_in_conflitto_violato(copro, chi):
    """Il conflitto dichiarato di chi decide o valuta, senza astensione, ferma tutto (art. 6-bis)."""
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


def test_avviso_non_pubblicato_soddisfatto(copro):
    """Prima della pubblicazione l'avviso si corregge liberamente."""
    assert avviso_non_pubblicato.check(copro.ctx(candidato=copro.avviso())).esito is SI


def test_avviso_non_pubblicato_al_limite(copro):
    """Anche indetta la procedura, finché l'avviso non è pubblicato i criteri possono cambiare."""
    ctx = copro.ctx(copro.avviso(), copro.indizione(), candidato=copro.avviso())
    assert avviso_non_pubblicato.check(ctx).esito is SI


def test_avviso_non_pubblicato_violato(copro):
    """Pubblicato l'avviso, i criteri sono predeterminati: il rimedio è la rettifica pubblicata."""
    ctx = copro.ctx(copro.avviso(), copro.indizione(), copro.pubblicazione(), candidato=copro.avviso())
    trovato = avviso_non_pubblicato.check(ctx)
    assert trovato.esito is NO
    assert trovato.rimedi[0].passo == "rettifica_avviso"


def test_riapertura_termini_soddisfatto(copro):
    """Una rettifica sostanziale con un termine nuovo e successivo vale per tutti."""
    assert riapertura_termini.check(copro.ctx(candidato=copro.rettifica())).esito is SI


def test_riapertura_termini_al_limite(copro):
    """Il nuovo termine deve superare il vecchio: un minuto dopo sì, alla stessa ora no."""
    for minuto, atteso in ((1, SI), (0, NO)):
        quando = datetime(2025, 11, 12, 12, minuto, tzinfo=ROME)
        ctx = copro.ctx(candidato=copro.rettifica(nuova_scadenza=quando))
        assert riapertura_termini.check(ctx).esito is atteso


def test_riapertura_termini_violato(copro):
    """Chi cambia i criteri senza riaprire il termine lede la parità, anche se chiama la rettifica formale."""
    criteri = (Criterio(codice="A", titolo="qualità", punti=100),)
    rettifica = copro.rettifica(sostanziale=False, criteri=criteri, nuova_scadenza=None)
    assert riapertura_termini.check(copro.ctx(candidato=rettifica)).esito is NO


def test_riapertura_termini_di_una_correzione_formale(copro):
    """Una correzione formale non riapre il termine."""
    rettifica = copro.rettifica(sostanziale=False, nuova_scadenza=None)
    assert riapertura_termini.check(copro.ctx(candidato=rettifica)).esito is FUORI


def test_riapertura_termini_di_una_proroga(copro):
    """Un termine si proroga, non si accorcia, neppure chiamando formale la rettifica."""
    for giorno, atteso in ((19, SI), (10, NO)):
        quando = datetime(2025, 11, giorno, 12, tzinfo=ROME)
        proroga = copro.rettifica(sostanziale=False, nuova_scadenza=quando)
        assert riapertura_termini.check(copro.ctx(candidato=proroga)).esito is atteso


def test_riapertura_termini_a_termine_scaduto(copro):
    """Scaduto il termine, una rettifica che non ne fissa un altro non ha più a chi servire."""
    formale = copro.rettifica(data=date(2025, 11, 13), sostanziale=False, nuova_scadenza=None)
    assert riapertura_termini.check(copro.ctx(candidato=formale)).esito is NO


def test_rettifica_pubblicata_soddisfatto(copro):
    """La rettifica va all'albo come l'avviso."""
    assert rettifica_pubblicata.check(copro.ctx(candidato=copro.rettifica())).esito is SI


def test_rettifica_pubblicata_al_limite(copro):
    """Se tocca i criteri va anche in Amministrazione trasparente."""
    criteri = (Criterio(codice="A", titolo="qualità", punti=100),)
    senza = copro.rettifica(criteri=criteri)
    con = copro.rettifica(criteri=criteri, trasparenza_criteri=date(2025, 11, 3))
    assert rettifica_pubblicata.check(copro.ctx(candidato=senza)).esito is NO
    assert rettifica_pubblicata.check(copro.ctx(candidato=con)).esito is SI


def test_rettifica_pubblicata_violato(copro):
    """Una rettifica che non è stata affissa non esiste per chi partecipa."""
    assert rettifica_pubblicata.check(copro.ctx(candidato=copro.rettifica(albo_numero=""))).esito is NO


def _chiarimento(giorno, indirizzo="https://esempio.it/faq"):
    return Chiarimento(data=giorno, quesito="?", risposta="sì", indirizzo=indirizzo)


def test_chiarimenti_uguali_per_tutti_soddisfatto(copro):
    """La risposta pubblicata durante il termine è uguale per tutti."""
    ctx = copro.ctx(candidato=_chiarimento(date(2025, 10, 22)))
    assert chiarimenti_uguali_per_tutti.check(ctx).esito is SI


def test_chiarimenti_uguali_per_tutti_al_limite(copro):
    """L'ultimo giorno utile è quello della scadenza."""
    ultimo = copro.ctx(candidato=_chiarimento(date(2025, 11, 12)))
    dopo = copro.ctx(candidato=_chiarimento(date(2025, 11, 13)))
    assert chiarimenti_uguali_per_tutti.check(ultimo).esito is SI
    assert chiarimenti_uguali_per_tutti.check(dopo).esito is NO


def test_chiarimenti_uguali_per_tutti_violato(copro):
    """Rispondere a uno solo avvantaggia chi ha chiesto."""
    ctx = copro.ctx(candidato=_chiarimento(date(2025, 10, 22), indirizzo=""))
    assert chiarimenti_uguali_per_tutti.check(ctx).esito is NO
