"""The evaluation: points within the weights, complete, added up; every programme has an outcome."""

from coproflow.domain.importi import Euro
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_valutazione import (
    contributo_nel_programma,
    esito_di_ogni_programma,
    graduatoria_completa,
    graduatoria_rispettata,
    punteggi_completi,
    punteggi_entro_i_pesi,
    punteggio_dai_verbali,
    soglia_raggiunta,
    sole_proposte_ammesse,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
DUE = {"domanda": "D2", "punteggio": 70}


def test_sole_proposte_ammesse_soddisfatto(copro):
    """Si valutano le proposte ammesse."""
    assert sole_proposte_ammesse.check(copro.valutata(copro.seduta(("P1", "D1", "A", 50)))).esito is SI


def test_sole_proposte_ammesse_al_limite(copro):
    """Una domanda ammessa per un programma non è ammessa per gli altri."""
    assert sole_proposte_ammesse.check(copro.valutata(copro.seduta(("P2", "D1", "A", 50)))).esito is NO


def test_sole_proposte_ammesse_violato(copro):
    """Chi è stato escluso non riceve punteggi."""
    trovato = sole_proposte_ammesse.check(copro.valutata(copro.seduta(("P1", "D9", "A", 50))))
    assert trovato.esito is NO
    assert "D9" in trovato.motivo


def _punti(copro, *punti):
    return punteggi_entro_i_pesi.check(copro.valutata(copro.seduta(*punti))).esito


def test_punteggi_entro_i_pesi_soddisfatto(copro):
    """Cinquanta su sessanta."""
    assert _punti(copro, ("P1", "D1", "A", 50)) is SI


def test_punteggi_entro_i_pesi_al_limite(copro):
    """Il massimo si può dare; un punto in più no."""
    assert _punti(copro, ("P1", "D1", "A", 60)) is SI
    assert _punti(copro, ("P1", "D1", "A", 61)) is NO


def test_punteggi_entro_i_pesi_violato(copro):
    """Un criterio che l'avviso non prevede non si valuta."""
    assert _punti(copro, ("P1", "D1", "Z", 1)) is NO


def test_punteggi_completi_soddisfatto(copro):
    """Tutte le proposte hanno un punteggio su tutti i criteri."""
    assert punteggi_completi.check(copro.valutata()).esito is SI


def test_punteggi_completi_al_limite(copro):
    """Lo zero è un punteggio: ciò che manca è solo il punteggio non dato."""
    fatti = (copro.avviso(), copro.domanda(), copro.ammissioni(D1="ammessa"))
    zero = copro.ctx(*fatti, copro.seduta(("P1", "D1", "A", 55), ("P1", "D1", "B", 0)))
    assert punteggi_completi.check(zero).esito is SI


def test_punteggi_completi_violato(copro):
    """Una proposta non valutata su un criterio lascia la graduatoria a metà."""
    fatti = (copro.avviso(), copro.domanda(), copro.ammissioni(D1="ammessa"))
    trovato = punteggi_completi.check(copro.ctx(*fatti, copro.seduta(("P1", "D1", "A", 55))))
    assert trovato.esito is NO
    assert "criterio B" in trovato.motivo


def _esiti(copro, guard, *esiti, avviso=None, **altro):
    argomenti = {k: altro.pop(k) for k in ("soglia",) if k in altro}
    extra = {"avviso": avviso} if avviso else {}
    return guard.check(copro.valutata(copro.esiti(*esiti, **altro), **extra), **argomenti)


def test_punteggio_dai_verbali_soddisfatto(copro):
    """Cinquantacinque e trentacinque fanno novanta, come nei verbali."""
    assert _esiti(copro, punteggio_dai_verbali, copro.esito()).esito is SI


def test_punteggio_dai_verbali_al_limite(copro):
    """Un punto di differenza fra esito e verbali si vede."""
    assert _esiti(copro, punteggio_dai_verbali, copro.esito(punteggio=91)).esito is NO


def test_punteggio_dai_verbali_violato(copro):
    """Anche le proposte non selezionate portano il punteggio dei verbali."""
    trovato = _esiti(
        copro, punteggio_dai_verbali, copro.esito(), proposte=(copro.proposta("D2", 75, "idonea"),)
    )
    assert trovato.esito is NO
    assert "D2" in trovato.motivo


def _soglia(copro, soglia, punteggio):
    avviso = copro.avviso(valori={"soglia_punteggio": soglia})
    return _esiti(
        copro, soglia_raggiunta, copro.esito(punteggio=punteggio), avviso=avviso, soglia="soglia_punteggio"
    ).esito


def test_soglia_raggiunta_soddisfatto(copro):
    """Novanta punti superano la soglia di sessanta."""
    assert _soglia(copro, "60", 90) is SI


def test_soglia_raggiunta_al_limite(copro):
    """La soglia raggiunta basta; un punto sotto no."""
    assert _soglia(copro, "90", 90) is SI
    assert _soglia(copro, "91", 90) is NO


def test_soglia_raggiunta_violato(copro):
    """Una proposta sotto soglia non è idonea, anche se è l'unica."""
    trovato = _esiti(copro, soglia_raggiunta, copro.esito(punteggio=40), soglia="soglia_punteggio")
    assert trovato.esito is NO
    assert "art. 8 dell’avviso" in trovato.motivo


def test_graduatoria_rispettata_soddisfatto(copro):
    """È selezionata la proposta con più punti."""
    assert _esiti(copro, graduatoria_rispettata, copro.esito()).esito is SI


def test_graduatoria_rispettata_al_limite(copro):
    """Chi decide può discostarsi dall'istruttoria, se lo motiva nel provvedimento (art. 6 c. 1 lett. e)."""
    motivato = _esiti(copro, graduatoria_rispettata, copro.esito(**DUE), scostamento="perché")
    assert motivato.esito is SI


def test_graduatoria_rispettata_violato(copro):
    """Scegliere la seconda senza dire perché viola la predeterminazione dei criteri."""
    trovato = _esiti(copro, graduatoria_rispettata, copro.esito(**DUE))
    assert trovato.esito is NO
    assert "90 punti" in trovato.motivo


def _contributo(copro, importo):
    return _esiti(copro, contributo_nel_programma, copro.esito(contributo=Euro.da_testo(importo))).esito


def test_contributo_nel_programma_soddisfatto(copro):
    """Il contributo indicato sta in quello del programma."""
    assert _contributo(copro, "250.000,00") is SI


def test_contributo_nel_programma_al_limite(copro):
    """Tutto il contributo del programma, non un centesimo di più."""
    assert _contributo(copro, "300.000,00") is SI
    assert _contributo(copro, "300.000,01") is NO


def test_contributo_nel_programma_violato(copro):
    """Due selezionati non si dividono più di quanto il programma preveda."""
    meta = {"contributo": Euro.da_testo("200.000,00")}
    trovato = _esiti(copro, contributo_nel_programma, copro.esito(**meta), copro.esito(**DUE, **meta))
    assert trovato.esito is NO
    assert "€ 100.000,00" in trovato.motivo


def _elenco(copro, *proposte):
    return _esiti(copro, graduatoria_completa, copro.esito(), proposte=proposte)


def test_graduatoria_completa_soddisfatto(copro):
    """L'elenco porta tutte le proposte valutate."""
    assert _elenco(copro, copro.proposta("D1", 90), copro.proposta("D2", 70, "idonea")).esito is SI


def test_graduatoria_completa_al_limite(copro):
    """Anche chi non è idoneo va nell'elenco."""
    assert _elenco(copro, copro.proposta("D1", 90), copro.proposta("D2", 70, "non_idonea")).esito is SI


def test_graduatoria_completa_violato(copro):
    """Tacere una proposta valutata va motivato: il contenuto dell'elenco viene dalle linee guida."""
    assert _elenco(copro, copro.proposta("D1", 90)).esito is NO
    assert graduatoria_completa.forza == "linee_guida"


def test_esito_di_ogni_programma_soddisfatto(copro):
    """Il programma ha un selezionato, con i motivi."""
    assert _esiti(copro, esito_di_ogni_programma, copro.esito()).esito is SI


def test_esito_di_ogni_programma_al_limite(copro):
    """Un programma può avere due partner selezionati, non un selezionato e un deserto."""
    assert _esiti(copro, esito_di_ogni_programma, copro.esito(), copro.esito(**DUE)).esito is SI
    misto = _esiti(copro, esito_di_ogni_programma, copro.esito(), copro.esito(esito="rinviato"))
    assert misto.esito is NO


def test_esito_di_ogni_programma_violato(copro):
    """Nessun programma resta senza esito, nessun deserto con ammessi, nessun esito senza motivi."""
    due = copro.avviso(programmi=(copro.programma(), copro.programma("P2")))
    senza = _esiti(copro, esito_di_ogni_programma, copro.esito(), avviso=due)
    assert senza.esito is NO
    assert "P2" in senza.motivo
    assert _esiti(copro, esito_di_ogni_programma, copro.esito(esito="deserto")).esito is NO
    assert _esiti(copro, esito_di_ogni_programma, copro.esito(motivazione="")).esito is NO
    assert _esiti(copro, esito_di_ogni_programma, copro.esito(domanda="D9")).esito is NO
