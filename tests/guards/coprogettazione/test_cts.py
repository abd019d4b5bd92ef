"""D.Lgs. 117/2017: what is defined before choosing the partners, and where the needs come from."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.coprogrammazione import ApprovazioneDocumento
from coproflow.domain.parametri import Figura
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.cts import (
    attivita_interesse_generale,
    contenuto_predefinito,
    fusione_motivata,
    mappa_programmi,
    presupposto_partecipato,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def test_contenuto_predefinito_soddisfatto(copro):
    """L'avviso che definisce tutto ciò che l'art. 55 c. 4 chiede può essere indetto."""
    assert contenuto_predefinito.check(copro.ctx()).esito is SI


def test_contenuto_predefinito_al_limite(copro):
    """Una durata di un solo giorno è una durata; la fine che coincide con l'inizio non lo è."""
    giorno = date(2026, 1, 1)
    un_giorno = copro.avviso(inizio=giorno, fine=date(2026, 1, 2))
    nessuno = copro.avviso(inizio=giorno, fine=giorno)
    assert contenuto_predefinito.check(copro.ctx(un_giorno)).esito is SI
    assert contenuto_predefinito.check(copro.ctx(nessuno)).esito is NO


def test_contenuto_predefinito_violato(copro):
    """Senza obiettivi specifici di un programma l'avviso non è predefinito, e si dice quale programma."""
    avviso = copro.avviso(programmi=(copro.programma("P3", obiettivi=()),))
    trovato = contenuto_predefinito.check(copro.ctx(avviso))
    assert trovato.esito is NO
    assert "P3" in trovato.motivo


def test_presupposto_partecipato_soddisfatto(copro):
    """Un documento preliminare partecipato, anteriore all'indizione, è il presupposto che serve."""
    trovato = presupposto_partecipato.check(copro.ctx(candidato=copro.indizione()))
    assert trovato.esito is SI
    assert "DGC n. 177" in trovato.motivo


def test_presupposto_partecipato_al_limite(copro):
    """L'atto approvato il giorno dell'indizione basta; quello del giorno dopo no."""
    ind = copro.indizione()
    oggi = copro.avviso(presupposti=(copro.presupposto(data=ind.data),))
    domani = copro.avviso(presupposti=(copro.presupposto(data=date(2025, 10, 7)),))
    assert presupposto_partecipato.check(copro.ctx(oggi, candidato=ind)).esito is SI
    assert presupposto_partecipato.check(copro.ctx(domani, candidato=ind)).esito is NO


def test_presupposto_partecipato_violato(copro):
    """Un atto unilaterale, senza istruttoria partecipata, non è il presupposto che la legge chiede."""
    avviso = copro.avviso(presupposti=(copro.presupposto(partecipato=False),))
    trovato = presupposto_partecipato.check(copro.ctx(avviso, candidato=copro.indizione()))
    assert trovato.esito is NO
    assert trovato.rimedi[0].campi == ("presupposti",)


def test_presupposto_partecipato_violato_senza_istruttoria_con_gli_ets(copro, caso):
    """La co-programmazione collegata conta se ha verbali di incontri con gli enti."""
    coprog = caso("coprogrammazione", ApprovazioneDocumento(data=date(2024, 7, 30)))
    avviso = copro.avviso(presupposti=())
    ctx = copro.ctx(avviso, candidato=copro.indizione(), programmazione=coprog)
    assert presupposto_partecipato.check(ctx).esito is NO


def test_presupposto_partecipato_con_lettura_rigida(copro):
    """Per l'ente che segue la lettura rigida il solo Piano di Zona non basta: serve la co-programmazione."""
    avviso = copro.avviso(presupposti=(copro.presupposto(tipo="piano_di_zona"),))
    ctx = copro.ctx(avviso, candidato=copro.indizione())
    assert presupposto_partecipato.check(ctx).esito is SI
    rigida = Figura(parametro="coprog_necessaria", valore="rigida")
    ctx.quadro = replace(ctx.quadro, ente=replace(ctx.ente, letture=(rigida,)))
    assert presupposto_partecipato.check(ctx).esito is NO


def _fusione(copro, tipo="piano_di_zona", **campi):
    avviso = copro.avviso(presupposti=(copro.presupposto(tipo=tipo),), **campi)
    return fusione_motivata.check(copro.ctx(avviso, candidato=copro.indizione()))


def test_fusione_motivata_soddisfatto(copro):
    """Il Piano di Zona basta se l'avviso dice perché."""
    assert _fusione(copro, motivazione_fusione="i tavoli zonali hanno già letto i bisogni").esito is SI


def test_fusione_motivata_al_limite(copro):
    """Se c'è stata una co-programmazione non c'è fusione da motivare."""
    assert _fusione(copro, "coprogrammazione").esito is FUORI


def test_fusione_motivata_violato(copro):
    """Tacere perché si salta la co-programmazione va motivato, non vietato: le due sentenze divergono."""
    assert _fusione(copro).esito is NO
    assert fusione_motivata.forza == "prassi"


def test_mappa_programmi_soddisfatto(copro):
    """Ogni programma trova il suo tema fra quelli programmati."""
    assert mappa_programmi.check(copro.ctx(candidato=copro.indizione())).esito is SI


def test_mappa_programmi_al_limite(copro):
    """Se gli atti di programmazione non elencano temi, la corrispondenza non si vede e va motivata."""
    avviso = copro.avviso(presupposti=(copro.presupposto(temi=()),))
    trovato = mappa_programmi.check(copro.ctx(avviso, candidato=copro.indizione()))
    assert trovato.esito is NO
    assert "non elencano temi" in trovato.motivo


def test_mappa_programmi_violato(copro):
    """Il programma senza tema si dice, ma è cosa da motivare e non un divieto."""
    avviso = copro.avviso(programmi=(copro.programma(), copro.programma("P3", temi=("cultura",))))
    trovato = mappa_programmi.check(copro.ctx(avviso, candidato=copro.indizione()))
    assert trovato.esito is NO
    assert "P3" in trovato.motivo
    assert mappa_programmi.forza == "linee_guida"


def test_attivita_interesse_generale_soddisfatto(copro):
    """I programmi sono ricondotti alle lettere dell'art. 5."""
    assert attivita_interesse_generale.check(copro.ctx()).esito is SI


def test_attivita_interesse_generale_al_limite(copro):
    """Una sola lettera per programma basta."""
    avviso = copro.avviso(programmi=(copro.programma(attivita_art5=("q",)),))
    assert attivita_interesse_generale.check(copro.ctx(avviso)).esito is SI


def test_attivita_interesse_generale_violato(copro):
    """Un programma che non è attività di interesse generale non può essere co-progettato."""
    avviso = copro.avviso(programmi=(copro.programma("P9", attivita_art5=()),))
    trovato = attivita_interesse_generale.check(copro.ctx(avviso))
    assert trovato.esito is NO
    assert "P9" in trovato.motivo
