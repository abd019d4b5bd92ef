"""Art. 12 L. 241/1990: criteria set beforehand, by the rules of the body, changed for everybody."""

from datetime import date, datetime

from coproflow.domain.date import ROME
from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.dati.coprogettazione import Chiarimento, ChiusuraDomande
from coproflow.domain.selezione import Criterio
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.l241_predeterminazione import (
    avviso_non_pubblicato,
    chiarimenti_uguali_per_tutti,
    regolamento_dei_contributi,
    rettifica_adottata,
    rettifica_pubblicata,
    riapertura_termini,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def _regolamento(copro, testo):
    return regolamento_dei_contributi.check(copro.ctx(copro.avviso(regolamento_contributi=testo)))


def test_regolamento_dei_contributi_soddisfatto(copro):
    """L'avviso cita il regolamento dell'ente."""
    trovato = _regolamento(copro, "regolamento dei contributi, DCC n. 22/2023")
    assert trovato.esito is SI
    assert "DCC n. 22/2023" in trovato.motivo


def test_regolamento_dei_contributi_al_limite(copro):
    """Uno spazio non è una citazione."""
    assert _regolamento(copro, " ").esito is NO


def test_regolamento_dei_contributi_violato(copro):
    """Un ente senza regolamento può procedere, motivando."""
    assert _regolamento(copro, "").esito is NO
    assert regolamento_dei_contributi.forza == "prassi"


def _adottata(copro, *fatti):
    chiusura = ChiusuraDomande(data=date(2025, 11, 25), pervenute=0)
    return rettifica_adottata.check(
        copro.ctx(copro.avviso(), *fatti, candidato=chiusura), atto="determina_rettifica"
    ).esito


def _determina(giorno):
    return AdozioneAtto(
        data=giorno, atto="determina_rettifica", numero="1160", organo="dirigente", firmatario="F"
    )


def test_rettifica_adottata_soddisfatto(copro):
    """La rettifica del 3 novembre ha la sua determinazione."""
    assert _adottata(copro, copro.rettifica(), _determina(date(2025, 11, 3))) is SI


def test_rettifica_adottata_al_limite(copro):
    """La determinazione di una rettifica di prima non vale per quest'ultima; senza rettifiche non serve."""
    assert _adottata(copro, _determina(date(2025, 11, 2)), copro.rettifica()) is NO
    assert _adottata(copro) is FUORI


def test_rettifica_adottata_violato(copro):
    """Un termine prorogato da un semplice avviso sul sito non è prorogato."""
    assert _adottata(copro, copro.rettifica()) is NO


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
