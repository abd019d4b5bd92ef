"""D.Lgs. 267/2000: what a commitment says, the year it burdens, the visa that registers it."""

from dataclasses import replace
from datetime import date

from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel_spesa import (
    esigibilita_impegni,
    impegni_registrati,
    impegno_completo,
    visto_di_altro_firmatario,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
ATTO, PASSO = "determina_approvazione_progetto", "approvazione_progetto"


def _con(tavolo, impegno, **campi):
    return tavolo(candidato=tavolo.approvazione(impegni=(impegno,), **campi))


def test_impegno_completo_soddisfatto(tavolo):
    """L'impegno che dice somma, creditore, ragione, scadenza e capitolo è completo."""
    assert impegno_completo.check(tavolo(candidato=tavolo.approvazione())).esito is SI


def test_impegno_completo_al_limite(tavolo):
    """Si può impegnare tutto lo stanziamento disponibile, ma due impegni sullo stesso capitolo si sommano."""
    pieno = tavolo.impegno(importo=tavolo.euro("100,00"), disponibile=tavolo.euro("100,00"))
    assert impegno_completo.check(_con(tavolo, pieno)).esito is SI
    due = tavolo.approvazione(
        impegni=(pieno, replace(pieno, importo=tavolo.euro("0,01"), creditore="Altro ETS"))
    )
    trovato = impegno_completo.check(tavolo(candidato=due))
    assert trovato.esito is NO
    assert "100,01" in trovato.motivo


def test_impegno_completo_violato(tavolo):
    """Un impegno senza CIG deve almeno dire perché il CIG non è dovuto."""
    trovato = impegno_completo.check(_con(tavolo, tavolo.impegno(senza_cig=" ", causale="")))
    assert trovato.esito is NO
    assert "la ragione" in trovato.motivo
    assert "CIG" in trovato.motivo


def test_impegno_completo_violato_senza_impegni(tavolo):
    """Un atto che concede un contributo senza impegnare nulla non è completo."""
    assert impegno_completo.check(tavolo(candidato=tavolo.approvazione(impegni=()))).esito is NO


def test_esigibilita_impegni_soddisfatto(tavolo):
    """Impegni per anno e per fonte uguali al cronoprogramma sono imputati bene."""
    ctx = tavolo(tavolo.progetto(), candidato=tavolo.approvazione())
    assert esigibilita_impegni.check(ctx).esito is SI


def test_esigibilita_impegni_al_limite(tavolo):
    """Un centesimo spostato da un esercizio all'altro rompe l'imputazione, anche se il totale torna."""
    atto = tavolo.approvazione()
    primo, secondo, *altri = atto.impegni
    centesimo = tavolo.euro("0,01")
    spostati = (
        replace(primo, importo=primo.importo + centesimo),
        replace(secondo, importo=secondo.importo - centesimo),
        *altri,
    )
    trovato = esigibilita_impegni.check(tavolo(tavolo.progetto(), candidato=replace(atto, impegni=spostati)))
    assert trovato.esito is NO
    assert trovato.valori["2026_comune_trovato"] - trovato.valori["2026_comune_previsto"] == centesimo


def test_esigibilita_impegni_violato(tavolo):
    """Un impegno del 2026 che scade il 1° gennaio 2027 non è esigibile nel suo esercizio."""
    atto = tavolo.approvazione()
    primo, *altri = atto.impegni
    tardo = replace(atto, impegni=(replace(primo, scadenza=date(2027, 1, 1)), *altri))
    trovato = esigibilita_impegni.check(tavolo(tavolo.progetto(), candidato=tardo))
    assert trovato.esito is NO
    assert "1° gennaio 2027" in trovato.motivo


def test_visto_di_altro_firmatario_soddisfatto(tavolo):
    """Il responsabile finanziario vista la determinazione firmata dalla dirigente."""
    ctx = tavolo(tavolo.approvazione(), tavolo.adozione(), candidato=tavolo.visto())
    assert visto_di_altro_firmatario.check(ctx).esito is SI


def test_visto_di_altro_firmatario_al_limite(tavolo):
    """Maiuscole e spazi non fanno un'altra persona."""
    ctx = tavolo(tavolo.adozione(), candidato=tavolo.visto(responsabile=" ANNA FERRARI "))
    assert visto_di_altro_firmatario.check(ctx).esito is NO


def test_visto_di_altro_firmatario_violato(tavolo):
    """Chi ha adottato l'atto non lo vista, e non si vista un atto che nessuno ha adottato."""
    stesso = tavolo(tavolo.adozione(firmatario="Paolo Riva"), candidato=tavolo.visto())
    assert visto_di_altro_firmatario.check(stesso).esito is NO
    assert visto_di_altro_firmatario.check(tavolo(candidato=tavolo.visto())).esito is NO


def test_impegni_registrati_soddisfatto(tavolo):
    """Il visto registra esercizio per esercizio gli impegni dell'atto."""
    ctx = tavolo(tavolo.approvazione(), tavolo.adozione(), tavolo.visto())
    trovato = impegni_registrati.check(ctx, atto=ATTO, passo=PASSO)
    assert trovato.esito is SI
    assert "€ 294.000,00" in trovato.motivo


def test_impegni_registrati_al_limite(tavolo):
    """Un centesimo non registrato lascia scoperto l'impegno."""
    visto = tavolo.visto()
    primo, *altri = visto.coperture
    scarso = replace(primo, importo=primo.importo - tavolo.euro("0,01"))
    ctx = tavolo(tavolo.approvazione(), tavolo.adozione(), replace(visto, coperture=(scarso, *altri)))
    trovato = impegni_registrati.check(ctx, atto=ATTO, passo=PASSO)
    assert trovato.esito is NO
    assert "2026" in trovato.motivo


def test_impegni_registrati_violato(tavolo):
    """Senza visto nessun impegno è registrato."""
    ctx = tavolo(tavolo.approvazione(), tavolo.adozione())
    assert impegni_registrati.check(ctx, atto=ATTO, passo=PASSO).esito is NO
