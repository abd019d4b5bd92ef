"""D.Lgs. 267/2000 at the start: acting for the Ambito, appropriations, years outside the budget."""

from datetime import date

from coproflow.domain.dati.atto import AdozioneAtto, VistoContabile
from coproflow.domain.importi import Euro
from coproflow.domain.programmi import QuotaFonte
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel_indizione import (
    avviso_come_approvato,
    capofila_legittimato,
    clausola_oltre_bilancio,
    esercizi_nel_bilancio,
    prenotazione_impegno,
    stanziamento_capiente,
    visto_della_prenotazione,
)

ADOZIONE = AdozioneAtto(
    data=date(2025, 10, 7), atto="determina_indizione", numero="1021", organo="dirigente", firmatario="F"
)
SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
AMBITO = {
    "capofila_ambito": True,
    "atto_associativo": "convenzione n. 1",
    "delibera_assemblea": "delibera del 23/12/2024",
}


def _capofila(copro, quote=True, **campi):
    quota = (QuotaFonte(fonte="comune", importo=Euro(6_000_000)),) if quote else ()
    avviso = copro.avviso(programmi=(copro.programma("A1", di_cui=quota),), **{**AMBITO, **campi})
    return capofila_legittimato.check(copro.ctx(avviso, candidato=copro.indizione()))


def test_capofila_legittimato_soddisfatto(copro):
    """Il capofila ha la convenzione, la delibera dei Sindaci e fonti distinte."""
    assert _capofila(copro).esito is SI


def test_capofila_legittimato_al_limite(copro):
    """Un programma tutto d'Ambito non ha altre quote da distinguere; chi non è capofila non c'entra."""
    assert _capofila(copro, quote=False).esito is SI
    assert _capofila(copro, capofila_ambito=False).esito is FUORI


def test_capofila_legittimato_violato(copro):
    """Senza la delibera dell'Assemblea dei Sindaci manca l'attribuzione del potere."""
    trovato = _capofila(copro, delibera_assemblea="")
    assert trovato.esito is NO
    assert "Assemblea dei Sindaci" in trovato.motivo


def _vistata(copro, *fatti, **campi):
    ctx = copro.ctx(copro.avviso(), copro.indizione(**campi), *fatti, candidato=copro.pubblicazione())
    return visto_della_prenotazione.check(
        ctx, atto="determina_indizione", lettura="visto_su_prenotazione"
    ).esito


def _visto(giorno):
    return VistoContabile(data=giorno, atto="determina_indizione", responsabile="Paolo Riva")


def test_visto_della_prenotazione_soddisfatto(copro):
    """La determinazione che prenota è vistata."""
    assert _vistata(copro, ADOZIONE, _visto(date(2025, 10, 8))) is SI


def test_visto_della_prenotazione_al_limite(copro):
    """Basta il visto del giorno della pubblicazione, non del giorno dopo; senza prenotazioni non serve."""
    assert _vistata(copro, ADOZIONE, _visto(date(2025, 10, 14))) is SI
    assert _vistata(copro, ADOZIONE, _visto(date(2025, 10, 15))) is NO
    assert _vistata(copro, ADOZIONE, stanziamenti=()) is FUORI


def test_visto_della_prenotazione_violato(copro):
    """Pubblicare senza visto va motivato: che le prenotazioni lo vogliano è prassi."""
    assert _vistata(copro, ADOZIONE) is NO
    assert visto_della_prenotazione.forza == "prassi"


def _come_approvato(copro, *fatti):
    ctx = copro.ctx(copro.avviso(), copro.indizione(), *fatti, candidato=copro.pubblicazione())
    return avviso_come_approvato.check(ctx, atto="determina_indizione").esito


def test_avviso_come_approvato_soddisfatto(copro):
    """L'avviso è quello approvato."""
    assert _come_approvato(copro, ADOZIONE) is SI


def test_avviso_come_approvato_al_limite(copro):
    """Rettificato e approvato di nuovo, si pubblica; senza determinazione non c'è nulla da confrontare."""
    assert _come_approvato(copro, ADOZIONE, copro.avviso(), ADOZIONE) is SI
    assert _come_approvato(copro) is FUORI


def test_avviso_come_approvato_violato(copro):
    """Ciò che è cambiato dopo l'approvazione nessuno l'ha approvato."""
    assert _come_approvato(copro, ADOZIONE, copro.avviso()) is NO


def _indetta(copro, guard, **campi):
    return guard.check(copro.ctx(candidato=copro.indizione(**campi)))


def test_stanziamento_capiente_soddisfatto(copro):
    """Gli stanziamenti del 2026 e del 2027 bastano."""
    anni = tuple(copro.stanziamento(a, "150.000,00") for a in (2026, 2027))
    assert _indetta(copro, stanziamento_capiente, stanziamenti=anni).esito is SI


def test_stanziamento_capiente_al_limite(copro):
    """Lo stanziamento uguale al contributo basta; un centesimo in meno no."""
    assert _indetta(copro, stanziamento_capiente).esito is SI
    anni = (copro.stanziamento(2026), copro.stanziamento(2027, "99.999,99"))
    trovato = _indetta(copro, stanziamento_capiente, stanziamenti=anni)
    assert trovato.esito is NO
    assert "€ 0,01" in trovato.motivo


def test_stanziamento_capiente_violato(copro):
    """Un esercizio del bilancio senza stanziamento, o con metà, ferma l'indizione; si dice quanto manca."""
    trovato = _indetta(copro, stanziamento_capiente, stanziamenti=(copro.stanziamento(2026),))
    assert trovato.esito is NO
    assert "per il 2027" in trovato.motivo
    assert "mancano € 100.000,00" in trovato.motivo
    anni = (copro.stanziamento(2026), copro.stanziamento(2027, "60.000,00", importo=Euro(6_000_000)))
    assert "mancano € 40.000,00" in _indetta(copro, stanziamento_capiente, stanziamenti=anni).motivo


def test_prenotazione_impegno_soddisfatto(copro):
    """La spesa è prenotata per ciascun esercizio."""
    assert _indetta(copro, prenotazione_impegno).esito is SI


def test_prenotazione_impegno_al_limite(copro):
    """Manca la prenotazione di un solo esercizio."""
    anni = (copro.stanziamento(2026), copro.stanziamento(2027, prenotazione=""))
    trovato = _indetta(copro, prenotazione_impegno, stanziamenti=anni)
    assert trovato.esito is NO
    assert "2027" in trovato.motivo
    assert "2026" not in trovato.motivo


def test_prenotazione_impegno_violato(copro):
    """Non prenotare è una facoltà: si motiva, non è vietato."""
    anni = tuple(copro.stanziamento(a, prenotazione="") for a in (2026, 2027))
    assert _indetta(copro, prenotazione_impegno, stanziamenti=anni).esito is NO
    assert prenotazione_impegno.forza == "prassi"


def test_esercizi_nel_bilancio_soddisfatto(copro):
    """Gli stanziamenti riguardano anni del bilancio 2025-2027."""
    assert _indetta(copro, esercizi_nel_bilancio).esito is SI


def test_esercizi_nel_bilancio_al_limite(copro):
    """L'ultimo esercizio del bilancio è compreso, il successivo no."""
    assert _indetta(copro, esercizi_nel_bilancio, stanziamenti=(copro.stanziamento(2027),)).esito is SI
    assert _indetta(copro, esercizi_nel_bilancio, stanziamenti=(copro.stanziamento(2028),)).esito is NO


def test_esercizi_nel_bilancio_violato(copro):
    """Il 2028 non si prenota su un bilancio che arriva al 2027 (art. 183 c. 6)."""
    anni = tuple(copro.stanziamento(a) for a in (2026, 2027, 2028))
    trovato = _indetta(copro, esercizi_nel_bilancio, stanziamenti=anni)
    assert trovato.esito is NO
    assert "2028" in trovato.motivo


def _oltre(copro, clausola="", **campi):
    avviso = copro.avviso(clausola_bilancio=clausola)
    return clausola_oltre_bilancio.check(copro.ctx(avviso, candidato=copro.indizione(**campi)))


def test_clausola_oltre_bilancio_soddisfatto(copro):
    """Per il 2028 l'avviso subordina il contributo al bilancio che lo comprenderà."""
    assert _oltre(copro, "subordinato al bilancio").esito is SI


def test_clausola_oltre_bilancio_al_limite(copro):
    """Con il bilancio 2026-2028 approvato la clausola non serve."""
    assert _oltre(copro, bilancio_dal=2026, bilancio_al=2028).esito is FUORI


def test_clausola_oltre_bilancio_violato(copro):
    """Il 2028 scoperto, senza clausola, si motiva e si vede."""
    trovato = _oltre(copro)
    assert trovato.esito is NO
    assert "2028 (€ 100.000,00)" in trovato.motivo
    assert clausola_oltre_bilancio.forza == "prassi"
