"""The table: minutes, what may change, a real confrontation between the two sides."""

from dataclasses import replace
from datetime import date

import pytest

from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti
from coproflow.domain.dati.tavolo import AperturaTavolo, SessioneInteravviso, VerbaleRiapertura
from coproflow.domain.parametri import Figura
from coproflow.domain.selezione import EsitoProgramma
from coproflow.domain.verifiche import EsitoVerifica, FiguraAssenteError
from coproflow.guards.avviso_negoziazione import (
    accordo_del_verbale,
    confronto_effettivo,
    confronto_fra_avvisi,
    limite_alle_modifiche,
    modifiche_verbalizzate,
    ordine_dei_verbali,
    partner_selezionato,
    verbale_del_responsabile,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
PREVENTIVA = "determina_preventiva_accordo"
CONFRONTO = Figura(parametro="confronto_interavviso", valore="si", articolo="art. 9")


def _apertura(caso, programma="P2", domanda="D1", *, esito="selezionato"):
    selezione = EsitoProgramma(programma="P2", esito=esito, domanda="D1", motivazione="unica proposta")
    esiti = ApprovazioneEsiti(data=date(2025, 12, 22), verbali=("n. 1",), esiti=(selezione,))
    apertura = AperturaTavolo(data=date(2026, 1, 12), oggetto="Tavolo", programma=programma, domanda=domanda)
    return caso("tavolo", candidato=apertura, avviso=caso("coprogettazione", esiti, id_="copro-1"))


def test_partner_selezionato_soddisfatto(caso):
    """Il tavolo si apre con la domanda selezionata per quel programma."""
    assert partner_selezionato.check(_apertura(caso)).esito is SI


def test_partner_selezionato_al_limite(caso):
    """La stessa domanda non apre il tavolo di un altro programma."""
    assert partner_selezionato.check(_apertura(caso, programma="P3")).esito is NO


def test_partner_selezionato_violato(caso):
    """Chi non è selezionato, o lo era per un programma poi escluso, non siede al tavolo."""
    assert partner_selezionato.check(_apertura(caso, domanda="D2")).esito is NO
    assert partner_selezionato.check(_apertura(caso, esito="escluso")).esito is NO


def test_verbale_del_responsabile_soddisfatto(tavolo):
    """Il responsabile del procedimento verbalizza, presenti il Comune e il partner."""
    trovato = verbale_del_responsabile.check(tavolo(candidato=tavolo.verbale()))
    assert trovato.esito is SI
    assert "Marco Bianchi" in trovato.motivo


def test_verbale_del_responsabile_al_limite(tavolo):
    """Basta un presente per parte; con una parte sola non è un tavolo."""
    verbale = tavolo.verbale()
    sola = replace(verbale, presenti=verbale.presenti[:1])
    assert verbale_del_responsabile.check(tavolo(candidato=verbale)).esito is SI
    assert verbale_del_responsabile.check(tavolo(candidato=sola)).esito is NO


def test_verbale_del_responsabile_violato(tavolo):
    """Un verbale firmato da altri non è del responsabile del procedimento, neppure a tavolo riaperto."""
    altri = tavolo.verbale(firmatario="Lucia Galli")
    assert verbale_del_responsabile.check(tavolo(candidato=altri)).esito is NO
    riaperto = VerbaleRiapertura(
        data=date(2027, 3, 1),
        oggetto="estensione",
        numero=1,
        presenti=altri.presenti,
        costi_confermati=True,
        decisione="si estende",
        firmatario="Lucia Galli",
    )
    assert verbale_del_responsabile.check(tavolo(candidato=riaperto)).esito is NO


def test_ordine_dei_verbali_soddisfatto(tavolo):
    """Il primo verbale è il numero 1."""
    assert ordine_dei_verbali.check(tavolo(candidato=tavolo.verbale(1))).esito is SI


def test_ordine_dei_verbali_al_limite(tavolo):
    """Dopo il verbale 1 viene il 2, e non ancora il 1."""
    assert ordine_dei_verbali.check(tavolo(tavolo.verbale(1), candidato=tavolo.verbale(2))).esito is SI
    assert ordine_dei_verbali.check(tavolo(tavolo.verbale(1), candidato=tavolo.verbale(1))).esito is NO


def test_ordine_dei_verbali_violato(tavolo):
    """Un salto di numero fa pensare a un verbale mancante."""
    assert ordine_dei_verbali.check(tavolo(tavolo.verbale(1), candidato=tavolo.verbale(3))).esito is NO


def _preventiva(giorno):
    return AdozioneAtto(
        data=giorno, atto=PREVENTIVA, numero="210", organo="dirigente", firmatario="Anna Ferrari"
    )


def _accordo(tavolo, **campi):
    base = {
        "accordo_art11": True,
        "unanime": True,
        "sottoscrittori": ("Comune di Crema", "Cooperativa sociale Orsa Minore"),
        "motivazione": "assetto condiviso e rispondente all’interesse pubblico",
    }
    return tavolo.verbale(3, **{**base, **campi})


def test_accordo_del_verbale_soddisfatto(tavolo):
    """Il verbale unanime, firmato e motivato, preceduto dalla determinazione, vale come accordo."""
    ctx = tavolo(_preventiva(date(2026, 2, 1)), candidato=_accordo(tavolo))
    assert accordo_del_verbale.check(ctx, atto=PREVENTIVA).esito is SI


def test_accordo_del_verbale_al_limite(tavolo):
    """La determinazione può essere dello stesso giorno del verbale, non del giorno dopo."""
    stesso = tavolo(_preventiva(date(2026, 2, 3)), candidato=_accordo(tavolo))
    dopo = tavolo(_preventiva(date(2026, 2, 4)), candidato=_accordo(tavolo))
    assert accordo_del_verbale.check(stesso, atto=PREVENTIVA).esito is SI
    assert accordo_del_verbale.check(dopo, atto=PREVENTIVA).esito is NO


def test_accordo_del_verbale_violato(tavolo):
    """Senza unanimità, o senza determinazione preventiva, il verbale non può valere come accordo."""
    discorde = tavolo(_preventiva(date(2026, 2, 1)), candidato=_accordo(tavolo, unanime=False))
    assert accordo_del_verbale.check(discorde, atto=PREVENTIVA).esito is NO
    assert accordo_del_verbale.check(tavolo(candidato=_accordo(tavolo)), atto=PREVENTIVA).esito is NO


def test_accordo_del_verbale_non_applicabile(tavolo):
    """Un verbale che non dice di valere come accordo non ha bisogno della determinazione."""
    assert accordo_del_verbale.check(tavolo(candidato=tavolo.verbale()), atto=PREVENTIVA).esito is FUORI


def _con(tavolo, *modifiche):
    return tavolo(tavolo.verbale(1), candidato=tavolo.progetto(modifiche=modifiche))


def test_limite_alle_modifiche_soddisfatto(tavolo):
    """Cambiare l'orario dello sportello è modalità attuativa."""
    assert limite_alle_modifiche.check(_con(tavolo, tavolo.modifica())).esito is SI


def test_limite_alle_modifiche_al_limite(tavolo):
    """Anche una modalità attuativa è vietata, se avrebbe cambiato la graduatoria."""
    trovato = limite_alle_modifiche.check(_con(tavolo, tavolo.modifica(altera_graduatoria=True)))
    assert trovato.esito is NO
    assert "graduatoria" in trovato.motivo


def test_limite_alle_modifiche_violato(tavolo):
    """Allungare la durata, o cambiare i destinatari, chiede una nuova procedura."""
    trovato = limite_alle_modifiche.check(
        _con(tavolo, tavolo.modifica(aspetto="durata"), tavolo.modifica(aspetto="destinatari"))
    )
    assert trovato.esito is NO
    assert "la durata" in trovato.motivo
    assert "i destinatari" in trovato.motivo


def test_modifiche_verbalizzate_soddisfatto(tavolo):
    """La modifica discussa nel verbale 1 è tracciata."""
    assert modifiche_verbalizzate.check(_con(tavolo, tavolo.modifica())).esito is SI


def test_modifiche_verbalizzate_al_limite(tavolo):
    """Un progetto senza modifiche non ha nulla da tracciare."""
    assert modifiche_verbalizzate.check(_con(tavolo)).esito is SI


def test_modifiche_verbalizzate_violato(tavolo):
    """Una modifica attribuita a un verbale che non c'è non è tracciata."""
    assert modifiche_verbalizzate.check(_con(tavolo, tavolo.modifica(sessione=2))).esito is NO


def _sessioni(tavolo, quante, progetto=None, **campi):
    verbali = [tavolo.verbale(n, **campi) for n in range(1, quante + 1)]
    ctx = tavolo(*verbali, progetto or tavolo.progetto(), candidato=tavolo.approvazione())
    return confronto_effettivo.check(ctx, minimo="sessioni_minime")


def test_confronto_effettivo_soddisfatto(tavolo):
    """Quattro sessioni con contributi delle due parti e una matrice di modifiche: il confronto c'è stato."""
    assert _sessioni(tavolo, 4).esito is SI


def test_confronto_effettivo_al_limite(tavolo):
    """Tre sessioni bastano, due no."""
    assert _sessioni(tavolo, 3).esito is SI
    assert _sessioni(tavolo, 2).esito is NO


def test_confronto_effettivo_violato(tavolo):
    """Un progetto identico a quello di massima, o verbali senza contributi, non mostrano confronto."""
    assert _sessioni(tavolo, 3, tavolo.progetto(modifiche=())).esito is NO
    assert _sessioni(tavolo, 3, contributi=()).esito is NO


def _congiunta(tavolo, giorno):
    return SessioneInteravviso(
        data=giorno,
        numero=1,
        avvisi=("Comune", "Ambito"),
        presenti=tavolo.verbale().presenti,
        azioni_condivise=("sportello unico",),
        firmatario="Marco Bianchi",
    )


def _fra_avvisi(tavolo, *fatti, figure=(CONFRONTO,)):
    ctx = tavolo(*fatti, candidato=tavolo.approvazione(), figure=figure)
    return confronto_fra_avvisi.check(ctx, facolta="confronto_interavviso")


def test_confronto_fra_avvisi_soddisfatto(tavolo):
    """La sessione congiunta prima dell'approvazione soddisfa l'avviso."""
    trovato = _fra_avvisi(tavolo, _congiunta(tavolo, date(2026, 3, 1)))
    assert trovato.esito is SI
    assert "Comune e Ambito" in trovato.motivo


def test_confronto_fra_avvisi_al_limite(tavolo):
    """La sessione può essere dello stesso giorno dell'approvazione, non di quello dopo."""
    assert _fra_avvisi(tavolo, _congiunta(tavolo, date(2026, 3, 30))).esito is SI
    assert _fra_avvisi(tavolo, _congiunta(tavolo, date(2026, 3, 31))).esito is NO


def test_confronto_fra_avvisi_di_un_avviso_solo(tavolo):
    """Una riunione dei soli tavoli di un avviso non è un confronto fra avvisi."""
    sola = replace(_congiunta(tavolo, date(2026, 3, 1)), avvisi=("Comune",))
    assert _fra_avvisi(tavolo, sola).esito is NO


def test_confronto_fra_avvisi_violato(tavolo):
    """Se l'avviso lo prevede e nessuna sessione congiunta è verbalizzata, l'approvazione lo deve motivare."""
    trovato = _fra_avvisi(tavolo)
    assert trovato.esito is NO
    assert "art. 9 dell’avviso" in trovato.motivo


def test_confronto_fra_avvisi_non_previsto(tavolo):
    """Se l'avviso tace, il confronto non è dovuto; se lo esclude, nemmeno."""
    escluso = (replace(CONFRONTO, valore="no"),)
    assert _fra_avvisi(tavolo, figure=escluso).esito is FUORI
    with pytest.raises(FiguraAssenteError, match="confronto_interavviso"):
        _fra_avvisi(tavolo, figure=())
