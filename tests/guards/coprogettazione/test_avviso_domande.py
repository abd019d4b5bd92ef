"""Applications: one second late is late, every one has an outcome, groups commit themselves."""

from datetime import date, time

from coproflow.domain.avvisi import domande_pervenute
from coproflow.domain.dati.coprogettazione import ChiusuraDomande
from coproflow.domain.selezione import Carenza
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_domande import (
    domanda_identificata,
    domande_tutte_registrate,
    esito_di_ricezione,
    partecipazione_unica,
    raggruppamento_regolare,
    ricevuta_che_fa_fede,
    tardive_irricevibili,
    verifica_di_ogni_domanda,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
TERMINE = "presentazione_domande"
TARDIVA = {"ora": time(12, 0, 35), "esito_ricezione": "irricevibile"}


def test_domanda_identificata_soddisfatto(copro):
    """La domanda ha un codice e un programma dell'avviso."""
    assert domanda_identificata.check(copro.ctx(candidato=copro.domanda())).esito is SI


def test_domanda_identificata_al_limite(copro):
    """La domanda che ne sostituisce un'altra vuole comunque un codice suo."""
    nuova = copro.domanda("D1", sostituisce="D1")
    assert domanda_identificata.check(copro.ctx(copro.avviso(), copro.domanda(), candidato=nuova)).esito is NO


def test_domanda_identificata_che_ne_sostituisce_un_altra(copro):
    """Si sostituisce la propria domanda, non quella d'altri."""
    altrui = copro.domanda("D1", componenti=(copro.ets("Prima Infanzia", "01559030190"),))
    for prima, atteso in ((copro.domanda("D1"), SI), (altrui, NO)):
        ctx = copro.ctx(copro.avviso(), prima, candidato=copro.domanda("D2", sostituisce="D1"))
        assert domanda_identificata.check(ctx).esito is atteso


def test_una_sostituzione_tardiva_non_toglie_la_domanda_in_tempo(copro):
    """La domanda nuova arrivata tardi è irricevibile, e quella di prima resta."""
    tardiva = copro.domanda("D2", sostituisce="D1", **TARDIVA)
    assert [d.codice for d in domande_pervenute(copro.ctx(copro.avviso(), copro.domanda("D1"), tardiva))] == [
        "D1",
        "D2",
    ]
    nuova = copro.domanda("D2", sostituisce="D1")
    assert [d.codice for d in domande_pervenute(copro.ctx(copro.avviso(), copro.domanda("D1"), nuova))] == [
        "D2"
    ]


def test_domanda_identificata_violato(copro):
    """Ci si candida solo ai programmi dell'avviso."""
    trovato = domanda_identificata.check(copro.ctx(candidato=copro.domanda(programmi=("P1", "P9"))))
    assert trovato.esito is NO
    assert "P9" in trovato.motivo


def test_ricevuta_che_fa_fede_soddisfatto(copro):
    """L'ora è presa dalla ricevuta di consegna, come l'avviso vuole."""
    assert ricevuta_che_fa_fede.check(copro.ctx(candidato=copro.domanda())).esito is SI


def test_ricevuta_che_fa_fede_al_limite(copro):
    """Se l'avviso sceglie l'accettazione vale l'ora dell'invio."""
    avviso = copro.avviso(fa_fede="accettazione")
    ctx = copro.ctx(avviso, candidato=copro.domanda(ricevuta="accettazione"))
    assert ricevuta_che_fa_fede.check(ctx).esito is SI


def test_ricevuta_che_fa_fede_violato(copro):
    """L'ora dell'invio non salva chi l'avviso misura con la consegna."""
    ctx = copro.ctx(candidato=copro.domanda(ricevuta="accettazione"))
    assert ricevuta_che_fa_fede.check(ctx).esito is NO


def test_esito_di_ricezione_soddisfatto(copro):
    """La domanda delle nove è ricevibile."""
    ctx = copro.ctx(candidato=copro.domanda(ora=time(9)))
    assert esito_di_ricezione.check(ctx, termine=TERMINE).esito is SI


def test_esito_di_ricezione_al_limite(copro):
    """Alle 12:00:00 si è in termine; alle 12:00:01 no, e la domanda si registra come irricevibile."""
    in_termine = copro.ctx(candidato=copro.domanda(ora=time(12)))
    dopo = copro.domanda(ora=time(12, 0, 1), esito_ricezione="irricevibile")
    assert esito_di_ricezione.check(in_termine, termine=TERMINE).esito is SI
    assert esito_di_ricezione.check(copro.ctx(candidato=dopo), termine=TERMINE).esito is SI


def test_esito_di_ricezione_violato(copro):
    """Trentacinque secondi di ritardo non si perdonano, né si respinge chi è in termine."""
    tardiva = copro.ctx(candidato=copro.domanda(ora=time(12, 0, 35)))
    respinta = copro.ctx(candidato=copro.domanda(ora=time(11, 59, 59), esito_ricezione="irricevibile"))
    assert esito_di_ricezione.check(tardiva, termine=TERMINE).esito is NO
    assert esito_di_ricezione.check(respinta, termine=TERMINE).esito is NO


def test_esito_di_ricezione_dopo_la_riapertura(copro):
    """Riaperto il termine con una rettifica, vale il termine nuovo."""
    ctx = copro.ctx(
        copro.avviso(),
        copro.pubblicazione(),
        copro.rettifica(),
        candidato=copro.domanda(data=date(2025, 11, 24), ora=time(12)),
    )
    assert esito_di_ricezione.check(ctx, termine=TERMINE).esito is SI


def _chiusura(copro, pervenute):
    chiusura = ChiusuraDomande(data=date(2025, 11, 13), pervenute=pervenute)
    fatti = (copro.avviso(), copro.domanda("D1"), copro.domanda("D2"))
    return domande_tutte_registrate.check(copro.ctx(*fatti, candidato=chiusura))


def test_domande_tutte_registrate_soddisfatto(copro):
    """Due domande protocollate, due registrate."""
    assert _chiusura(copro, 2).esito is SI


def test_domande_tutte_registrate_al_limite(copro):
    """Una sola domanda di differenza non si perde per strada."""
    trovato = _chiusura(copro, 3)
    assert trovato.esito is NO
    assert trovato.valori["differenza"] == 1


def test_domande_tutte_registrate_violato(copro):
    """Non se ne registrano più di quante ne siano arrivate."""
    assert _chiusura(copro, 0).esito is NO


def test_verifica_di_ogni_domanda_soddisfatto(copro):
    """Il verbale esamina tutte le domande."""
    ctx = copro.ctx(copro.avviso(), copro.domanda(), candidato=copro.verifica(D1=("regolare",)))
    assert verifica_di_ogni_domanda.check(ctx).esito is SI


def test_verifica_di_ogni_domanda_al_limite(copro):
    """La domanda tardiva non si apre: il suo esito è irricevibile, e nessun altro."""
    fatti = (copro.avviso(), copro.domanda("D1", **TARDIVA))
    giusto = copro.ctx(*fatti, candidato=copro.verifica(D1=("irricevibile",)))
    sbagliato = copro.ctx(*fatti, candidato=copro.verifica(D1=("regolare",)))
    assert verifica_di_ogni_domanda.check(giusto).esito is SI
    assert verifica_di_ogni_domanda.check(sbagliato).esito is NO


def test_verifica_di_ogni_domanda_violato(copro):
    """Una domanda dimenticata, una carenza non scritta o non sanabile: il verbale non regge."""
    fatti = (copro.avviso(), copro.domanda("D1"), copro.domanda("D2"))
    piano = Carenza(tipo="piano_economico", descrizione="manca")
    assert (
        verifica_di_ogni_domanda.check(copro.ctx(*fatti, candidato=copro.verifica(D1=("regolare",)))).esito
        is NO
    )
    assert (
        verifica_di_ogni_domanda.check(
            copro.ctx(*fatti, candidato=copro.verifica(D1=("non_ammissibile",), D2=("regolare",)))
        ).esito
        is NO
    )
    assert (
        verifica_di_ogni_domanda.check(
            copro.ctx(*fatti, candidato=copro.verifica(D1=("da_regolarizzare", piano), D2=("regolare",)))
        ).esito
        is NO
    )


def _tardive(copro, esito, **campi):
    ctx = copro.ctx(copro.avviso(), copro.domanda("D1", **campi), candidato=copro.ammissioni(D1=esito))
    return tardive_irricevibili.check(ctx, termine=TERMINE).esito


def test_tardive_irricevibili_soddisfatto(copro):
    """La domanda in termine è ammessa, la tardiva è irricevibile."""
    assert _tardive(copro, "ammessa") is SI
    assert _tardive(copro, "irricevibile", **TARDIVA) is SI


def test_tardive_irricevibili_al_limite(copro):
    """La domanda delle 12:00:01 non si ammette."""
    assert _tardive(copro, "ammessa", ora=time(12, 0, 1), esito_ricezione="irricevibile") is NO


def test_tardive_irricevibili_con_riserva(copro):
    """Il giudice può riammettere con riserva chi è arrivato tardi; l'ufficio da solo no."""
    for esito, atteso in (("ammessa_con_riserva", SI), ("ammessa", NO)):
        ctx = copro.ctx(copro.avviso(), copro.domanda(**TARDIVA), candidato=copro.ammissioni(D1=esito))
        assert tardive_irricevibili.check(ctx, termine=TERMINE).esito is atteso


def test_tardive_irricevibili_violato(copro):
    """Chi è arrivato in termine non è irricevibile: se manca di altro, è escluso con motivi."""
    assert _tardive(copro, "irricevibile") is NO
    assert _tardive(copro, "esclusa") is SI


def _gruppo(copro, **campi):
    uno, due = copro.ets(), copro.ets("Spazio", "01128460191", forma="aps")
    base = {
        "componenti": (uno, due),
        "forma": "raggruppamento_costituendo",
        "capogruppo": uno.codice_fiscale,
        "impegno": (uno.codice_fiscale, due.codice_fiscale),
    }
    domanda = copro.domanda(**{**base, **campi})
    ctx = copro.ctx(copro.avviso(), domanda, candidato=copro.ammissioni(D1="ammessa"))
    return raggruppamento_regolare.check(ctx)


def test_raggruppamento_regolare_soddisfatto(copro):
    """Il costituendo con l'impegno di tutti e un capogruppo è ammesso; l'ente singolo non ne ha bisogno."""
    gruppo = _gruppo(copro)
    assert gruppo.esito is SI
    assert "(D1)" in gruppo.motivo
    solo = _gruppo(copro, componenti=(copro.ets(),), forma="singolo", capogruppo=None, impegno=())
    assert solo.esito is SI
    assert "enti singoli" in solo.motivo


def test_raggruppamento_regolare_al_limite(copro):
    """Basta che un solo componente non si impegni."""
    trovato = _gruppo(copro, impegno=("01000190197",))
    assert trovato.esito is NO
    assert "Spazio" in trovato.motivo


def test_raggruppamento_regolare_violato(copro):
    """Senza capogruppo, o senza atto costitutivo se già costituito, non è un raggruppamento."""
    assert _gruppo(copro, capogruppo="01559030190").esito is NO
    assert _gruppo(copro, forma="raggruppamento_costituito").esito is NO
    assert _gruppo(copro, forma="singolo").esito is NO


def _plurima(copro, avviso=None, **campi):
    seconda = copro.domanda("D2", **campi)
    ctx = copro.ctx(
        avviso or copro.avviso(),
        copro.domanda("D1"),
        seconda,
        candidato=copro.ammissioni(D1="ammessa", D2="ammessa"),
    )
    return partecipazione_unica.check(ctx, divieto="divieto_partecipazione_plurima").esito


def test_partecipazione_unica_soddisfatto(copro):
    """Enti diversi per lo stesso programma."""
    assert _plurima(copro, componenti=(copro.ets("Altra", "01559030190"),)) is SI


def test_partecipazione_unica_al_limite(copro):
    """Lo stesso ente può candidarsi a due programmi diversi."""
    due = copro.avviso(programmi=(copro.programma(), copro.programma("P2")))
    assert _plurima(copro, avviso=due, programmi=("P2",)) is SI


def test_partecipazione_unica_violato(copro):
    """Lo stesso ente in due domande per lo stesso programma: l'avviso lo vieta."""
    assert _plurima(copro) is NO
    libero = copro.avviso(valori={"divieto_partecipazione_plurima": "no"})
    assert _plurima(copro, avviso=libero) is FUORI
