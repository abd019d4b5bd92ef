"""Art. 35-bis D.Lgs. 165/2001, art. 65 CAD, art. 11 L. 3/2003."""

from dataclasses import replace
from datetime import date, time

import pytest

from coproflow.domain.dati.coprogettazione import DichiarazioniConflitti, RispostaSoccorso
from coproflow.domain.selezione import Dichiarazione, Sottoscrizione
from coproflow.domain.testi import Cup
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.altre_leggi import (
    assenza_condanne,
    cup_indicato,
    dichiarazioni_35bis,
    divieto_di_contributi,
    sottoscrizione_valida,
    uffici_senza_condanne,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA


def test_assenza_condanne_soddisfatto(copro):
    """Nessuno ha condanne che vietino l'incarico."""
    assert assenza_condanne.check(copro.ctx(candidato=copro.nomina())).esito is SI


def test_assenza_condanne_al_limite(copro):
    """La regola vale anche per il segretario, che non vota."""
    nomina = copro.nomina(copro.commissario("Galli", "segretario", condannato=True))
    assert assenza_condanne.check(copro.ctx(candidato=nomina)).esito is NO


def test_assenza_condanne_violato(copro):
    """Chi è condannato, anche in primo grado, non fa parte della commissione."""
    nomina = copro.nomina(copro.commissario("Sala", condannato=True))
    trovato = assenza_condanne.check(copro.ctx(candidato=nomina))
    assert trovato.esito is NO
    assert "Sala" in trovato.motivo


def _dichiarata(copro, giorno):
    nomina = copro.nomina(
        copro.commissario("Moretti", "presidente"), copro.commissario("Sala", dichiarazione_35bis=giorno)
    )
    return dichiarazioni_35bis.check(copro.ctx(copro.avviso(), nomina, candidato=copro.seduta()))


def test_dichiarazioni_35bis_soddisfatto(copro):
    """Tutti hanno dichiarato prima di insediarsi."""
    trovato = _dichiarata(copro, date(2025, 11, 18))
    assert trovato.esito is SI
    assert trovato.ritardo is None


def test_dichiarazioni_35bis_al_limite(copro):
    """Il giorno dell'insediamento è in tempo; il giorno dopo è un ritardo annotato, non un divieto."""
    assert _dichiarata(copro, date(2025, 12, 3)).ritardo is None
    tardi = _dichiarata(copro, date(2025, 12, 4))
    assert tardi.esito is SI
    assert tardi.ritardo is not None
    assert tardi.ritardo.giorni == 1


def test_dichiarazioni_35bis_violato(copro):
    """Senza dichiarazione la commissione non valuta."""
    assert _dichiarata(copro, None).esito is NO


def test_dichiarazioni_35bis_di_chi_subentra(copro):
    """Chi è nominato a valutazione iniziata dichiara prima della sua prima seduta."""
    nuova = copro.nomina(
        copro.commissario("Rossi", dichiarazione_35bis=date(2025, 12, 9)), data=date(2025, 12, 9)
    )
    ctx = copro.ctx(
        copro.avviso(),
        copro.nomina(),
        copro.seduta(),
        nuova,
        candidato=copro.seduta(giorno=date(2025, 12, 10)),
    )
    trovato = dichiarazioni_35bis.check(ctx)
    assert trovato.esito is SI
    assert trovato.ritardo is None


def test_dichiarazioni_35bis_del_sostituto(copro):
    """Il sostituto di chi si è astenuto va nominato: anche di lui serve la dichiarazione."""
    conflitto = _dichiara("Sala", conflitto=True, astenuto=True, sostituto="Rossi")
    ctx = copro.ctx(copro.avviso(), copro.nomina(), conflitto, candidato=copro.seduta())
    trovato = dichiarazioni_35bis.check(ctx)
    assert trovato.esito is NO
    assert "Rossi" in trovato.motivo


def _dichiara(nome, **campi):
    giorno = date(2025, 12, 2)
    resa = Dichiarazione(nome=nome, funzione="altro", resa_il=giorno, elenco_visto=True, **campi)
    return DichiarazioniConflitti(data=giorno, dichiarazioni=(resa,))


def test_uffici_senza_condanne_soddisfatto(copro):
    """Nessuna condanna di chi istruisce e decide."""
    assert uffici_senza_condanne.check(copro.ctx(copro.avviso(), copro.indizione())).esito is SI


def test_uffici_senza_condanne_al_limite(copro):
    """Chi è stato condannato e sostituito non ferma la procedura; lo stesso vale all'indizione."""
    fatti = (copro.avviso(), copro.indizione(condannato=True, sostituto="Rossi"))
    sostituito = _dichiara("Anna Ferrari", condannato=True, sostituto="Rossi")
    assert uffici_senza_condanne.check(copro.ctx(*fatti, sostituito)).esito is SI


def test_uffici_senza_condanne_violato(copro, caso):
    """Il condannato non resta dove si concedono contributi: lo vede anche il tavolo, dal suo avviso."""
    assert (
        uffici_senza_condanne.check(copro.ctx(copro.avviso(), copro.indizione(condannato=True))).esito is NO
    )
    avviso = copro.ctx(copro.avviso(), copro.indizione(), _dichiara("Anna Ferrari", condannato=True))
    trovato = uffici_senza_condanne.check(caso("tavolo", avviso=avviso))
    assert trovato.esito is NO
    assert "Anna Ferrari" in trovato.motivo


def _firmata(copro, modalita, *altri):
    firma = Sottoscrizione(ets="01000190197", modalita=modalita)
    ctx = copro.ctx(
        copro.avviso(),
        copro.domanda(sottoscrizioni=(firma,)),
        *altri,
        candidato=copro.ammissioni(D1="ammessa"),
    )
    return sottoscrizione_valida.check(ctx).esito


def _sana(esito):
    firma = Sottoscrizione(ets="01000190197", modalita="firma_digitale")
    return RispostaSoccorso(
        data=date(2025, 11, 20),
        domanda="D1",
        protocollo="1",
        ora=time(9),
        esito_ricezione=esito,
        carenze_sanate=True,
        sottoscrizioni=(firma,),
    )


@pytest.mark.parametrize(
    "modalita", ["firma_digitale", "spid_cie_cns", "copia_documento", "domicilio_digitale"]
)
def test_sottoscrizione_valida_soddisfatto(copro, modalita):
    """Le quattro forme dell'art. 65 CAD valgono tutte, non la sola firma digitale."""
    assert _firmata(copro, modalita) is SI


def test_sottoscrizione_valida_al_limite(copro):
    """La firma che manca si regolarizza, se la risposta è tempestiva."""
    assert _firmata(copro, "assente", _sana("tempestiva")) is SI
    assert _firmata(copro, "assente", _sana("tardiva")) is NO


def test_sottoscrizione_valida_violato(copro):
    """Non si ammette chi non ha firmato in nessuna forma."""
    assert _firmata(copro, "assente") is NO
    assert _firmata(copro, "provenienza_incerta") is NO


def test_cup_indicato_soddisfatto(copro):
    """Il CUP è nell'avviso."""
    avviso = copro.avviso(cup=Cup("B19I25000120004"))
    assert cup_indicato.check(copro.ctx(avviso, candidato=copro.indizione())).esito is SI


def test_cup_indicato_al_limite(copro):
    """Se non è dovuto, basta dire perché."""
    ind = copro.indizione(cup_non_dovuto="spesa corrente")
    assert cup_indicato.check(copro.ctx(candidato=ind)).esito is SI


def test_cup_indicato_violato(copro):
    """Tacere del CUP si motiva: la nullità riguarda i soli investimenti pubblici."""
    assert cup_indicato.check(copro.ctx(candidato=copro.indizione())).esito is NO
    assert cup_indicato.forza == "linee_guida"


def _vietato(copro, fino_al, motivazione=""):
    domanda = copro.domanda(componenti=(copro.ets(divieto_contributi=fino_al),))
    elenco = copro.ammissioni(D1="ammessa")
    motivato = replace(elenco, elenco=(replace(elenco.elenco[0], motivazione=motivazione),))
    return divieto_di_contributi.check(copro.ctx(copro.avviso(), domanda, candidato=motivato)).esito


def test_divieto_di_contributi_soddisfatto(copro):
    """Chi non è mai decaduto è libero di partecipare."""
    assert _vietato(copro, None) is SI


def test_divieto_di_contributi_al_limite(copro):
    """Il divieto che scade il giorno della domanda, il 12 novembre, la ferma; scaduto il giorno prima no."""
    assert _vietato(copro, date(2025, 11, 12)) is NO
    assert _vietato(copro, date(2025, 11, 11)) is SI


def test_divieto_di_contributi_violato(copro):
    """La legge fa salvi gli interventi per i minori e il disagio: se è così, l'elenco lo dice."""
    assert _vietato(copro, date(2026, 6, 30)) is NO
    assert _vietato(copro, date(2026, 6, 30), "centro diurno per minori (art. 75, comma 1-bis)") is SI
