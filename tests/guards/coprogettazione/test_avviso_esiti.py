"""The outcomes and what follows: ties, reserves, one application, postponed programmes, tables or none."""

from datetime import date, time

from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.dati.coprogettazione import AperturaTavoli
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_esiti import (
    domanda_unica,
    domanda_unica_esclusa,
    nessuna_domanda_ammissibile,
    parita_risolta,
    riserve_sciolte,
    solo_i_rinviati,
    tavoli_dei_selezionati,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
GENNAIO = date(2026, 1, 12)


def _a_pari(copro, parita="", d2=35):
    """D1 has 90 points; D2 has 55 more than `d2`."""
    seduta = copro.seduta(("P1", "D2", "A", 55), ("P1", "D2", "B", d2), giorno=date(2025, 12, 5))
    return parita_risolta.check(
        copro.ctx(*_valutata(copro), seduta, candidato=copro.esiti(copro.esito(parita=parita)))
    )


def _valutata(copro):
    return (
        copro.avviso(),
        copro.domanda("D1"),
        copro.domanda("D2", componenti=(copro.ets("Prima Infanzia", "01559030190"),)),
        copro.ammissioni(D1="ammessa", D2="ammessa"),
        copro.seduta(("P1", "D1", "A", 55), ("P1", "D1", "B", 35)),
    )


def test_parita_risolta_soddisfatto(copro):
    """A pari punti, l'esito dice come si è scelto."""
    trovato = _a_pari(copro, parita="sorteggio pubblico del 19 dicembre 2025")
    assert trovato.esito is SI
    assert "sorteggio" in trovato.motivo


def test_parita_risolta_al_limite(copro):
    """Con un punto in meno non c'è parità da risolvere."""
    assert _a_pari(copro, d2=34).esito is FUORI


def test_parita_risolta_violato(copro):
    """Scegliere fra due pari senza dire come non è imparziale."""
    trovato = _a_pari(copro)
    assert trovato.esito is NO
    assert "D1 e D2 per P1" in trovato.motivo


def _riserva(copro, d1):
    ctx = copro.ctx(
        copro.avviso(), copro.domanda(), copro.ammissioni(D1=d1), candidato=copro.esiti(copro.esito())
    )
    return riserve_sciolte.check(ctx)


def test_riserve_sciolte_soddisfatto(copro):
    """Chi è selezionato è ammesso senza riserve."""
    assert _riserva(copro, "ammessa").esito is SI


def test_riserve_sciolte_al_limite(copro):
    """La riserva che resta su chi non è selezionato non ferma gli esiti."""
    fatti = (copro.avviso(), copro.domanda(), copro.domanda("D2"))
    ammesse = copro.ammissioni(D1="ammessa", D2="ammessa_con_riserva")
    ctx = copro.ctx(*fatti, ammesse, candidato=copro.esiti(copro.esito()))
    assert riserve_sciolte.check(ctx).esito is SI


def test_riserve_sciolte_violato(copro):
    """Prima di selezionarlo, si scioglie la riserva con un nuovo elenco."""
    trovato = _riserva(copro, "ammessa_con_riserva")
    assert trovato.esito is NO
    assert trovato.rimedi[0].passo == "approvazione_ammissioni"


def _una_sola(copro, valore="", esiti=None):
    return copro.ctx(
        copro.avviso(valori={"domanda_unica_ammessa": valore}),
        copro.domanda(),
        copro.ammissioni(D1="ammessa"),
        candidato=copro.esiti(esiti or copro.esito()),
    )


def test_domanda_unica_soddisfatto(copro):
    """L'avviso consente di procedere con una sola domanda valida."""
    assert domanda_unica.check(_una_sola(copro, "si")).esito is SI


def test_domanda_unica_al_limite(copro):
    """Con due domande valide, o se non si seleziona nessuno, la regola non riguarda il caso."""
    assert domanda_unica.check(copro.valutata(copro.esiti(copro.esito()))).esito is FUORI
    nessuno = _una_sola(copro, esiti=copro.esito(esito="escluso"))
    assert domanda_unica.check(nessuno).esito is FUORI


def test_domanda_unica_violato(copro):
    """Se l'avviso tace, il dirigente motiva perché procede con una sola."""
    assert domanda_unica.check(_una_sola(copro)).esito is NO
    assert domanda_unica.forza == "prassi"


def _esclusa(copro, valore, esiti=None):
    return domanda_unica_esclusa.check(_una_sola(copro, valore, esiti), facolta="domanda_unica_ammessa").esito


def test_domanda_unica_esclusa_soddisfatto(copro):
    """L'avviso che l'ammette non impedisce di selezionare."""
    assert _esclusa(copro, "si") is FUORI


def test_domanda_unica_esclusa_al_limite(copro):
    """Se l'avviso la esclude, il programma può solo restare senza partner."""
    assert _esclusa(copro, "no", copro.esito(esito="escluso")) is FUORI


def test_domanda_unica_esclusa_violato(copro):
    """Ciò che l'avviso esclude non si deroga con una motivazione: è la sua legge."""
    assert _esclusa(copro, "no") is NO
    assert domanda_unica_esclusa.forza == "avviso"


def _rinviati(copro, *ora):
    prima = copro.esiti(copro.esito(), copro.esito("P3", "rinviato"))
    return solo_i_rinviati.check(copro.ctx(copro.avviso(), prima, candidato=copro.esiti(*ora)))


def test_solo_i_rinviati_soddisfatto(copro):
    """Il programma rinviato riceve il suo esito, l'altro conserva il proprio."""
    assert _rinviati(copro, copro.esito(), copro.esito("P3", "deserto")).esito is SI


def test_solo_i_rinviati_al_limite(copro):
    """Si può rinviare ancora."""
    assert _rinviati(copro, copro.esito(), copro.esito("P3", "rinviato", motivazione="ricorso")).esito is SI


def test_solo_i_rinviati_violato(copro):
    """A tavoli aperti non si riscrive chi è già stato scelto, e non lo si tace."""
    trovato = _rinviati(copro, copro.esito(domanda="D2"), copro.esito("P3", "deserto"))
    assert trovato.esito is NO
    assert "P1" in trovato.motivo
    assert _rinviati(copro, copro.esito("P3", "deserto")).esito is NO


def _tavoli(copro, *coppie, esiti=None, **altro):
    tavoli = tuple(AperturaTavolo(data=GENNAIO, oggetto="tavolo", programma=p, domanda=d) for p, d in coppie)
    fatti = (copro.avviso(), esiti or copro.esiti(copro.esito()))
    return tavoli_dei_selezionati.check(
        copro.ctx(*fatti, candidato=AperturaTavoli(data=GENNAIO, tavoli=tavoli), **altro)
    )


def test_tavoli_dei_selezionati_soddisfatto(copro):
    """Un tavolo per il selezionato."""
    assert _tavoli(copro, ("P1", "D1")).esito is SI


def test_tavoli_dei_selezionati_al_limite(copro, caso):
    """Lo stesso tavolo non si apre due volte; quello già aperto conta, e si aprono gli altri."""
    assert _tavoli(copro, ("P1", "D1"), ("P1", "D1")).esito is NO
    aperto = caso("tavolo", AperturaTavolo(data=GENNAIO, oggetto="t", programma="P1", domanda="D1"))
    assert _tavoli(copro, ("P1", "D1"), tavoli=aperto).esito is NO
    due = copro.esiti(copro.esito(), copro.esito("P3"))
    assert _tavoli(copro, ("P3", "D1"), esiti=due, tavoli=aperto).esito is SI


def test_tavoli_dei_selezionati_violato(copro):
    """Nessun tavolo con chi non è stato selezionato, e nessun selezionato senza tavolo."""
    trovato = _tavoli(copro, ("P1", "D2"))
    assert trovato.esito is NO
    assert "manca il tavolo di D1" in trovato.motivo
    assert "D2 non è selezionata" in trovato.motivo


def test_tavoli_dei_selezionati_se_nessuno_lo_e(copro):
    """Senza selezionati non si aprono tavoli: si prende atto che la procedura finisce senza selezione."""
    trovato = _tavoli(copro, esiti=copro.esiti(copro.esito(esito="escluso")))
    assert trovato.esito is NO
    assert [r.passo for r in trovato.rimedi] == ["dichiarazione_deserta"]


def test_nessuna_domanda_ammissibile_soddisfatto(copro):
    """Senza domande la procedura è deserta."""
    assert nessuna_domanda_ammissibile.check(copro.ctx()).esito is SI


def test_nessuna_domanda_ammissibile_al_limite(copro):
    """Una sola domanda, tardiva di un secondo, lascia la procedura deserta."""
    tardiva = copro.domanda(ora=time(12, 0, 1), esito_ricezione="irricevibile")
    assert nessuna_domanda_ammissibile.check(copro.ctx(copro.avviso(), tardiva)).esito is SI


def test_nessuna_domanda_ammissibile_violato(copro):
    """Con una domanda ammessa la procedura va avanti: non si dichiara deserta per non decidere."""
    ctx = copro.ctx(copro.avviso(), copro.domanda(), copro.ammissioni(D1="ammessa"))
    assert nessuna_domanda_ammissibile.check(ctx).esito is NO
    escluse = copro.ctx(copro.avviso(), copro.domanda(), copro.ammissioni(D1="esclusa"))
    assert nessuna_domanda_ammissibile.check(escluse).esito is SI


def test_nessuna_domanda_ammissibile_senza_selezione(copro):
    """Se gli esiti non selezionano nessuno la procedura finisce; se ne rinviano uno, no."""
    for esito, atteso in (("escluso", SI), ("rinviato", NO), ("selezionato", NO)):
        ctx = copro.ctx(copro.avviso(), copro.esiti(copro.esito(esito=esito)))
        assert nessuna_domanda_ammissibile.check(ctx).esito is atteso
