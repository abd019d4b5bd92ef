"""The commission: when it is appointed, who sits in it, how it works."""

from datetime import date, datetime, time

from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import DichiarazioniConflitti, SostituzioneResponsabile
from coproflow.domain.selezione import Dichiarazione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.dm72_commissione import (
    collegio_perfetto,
    commissione_nominata,
    composizione_commissione,
    dichiarazioni_con_elenco,
    nomina_dopo_scadenza,
    rup_fuori_commissione,
    valutazione_dopo_scadenza,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
TERMINE = "presentazione_domande"


def _nomina(copro, **campi):
    return nomina_dopo_scadenza.check(copro.ctx(candidato=copro.nomina(**campi)), termine=TERMINE)


def test_nomina_dopo_scadenza_soddisfatto(copro):
    """La commissione nominata il 17 novembre segue il termine del 12."""
    assert _nomina(copro).esito is SI


def test_nomina_dopo_scadenza_al_limite(copro):
    """Lo stesso giorno si può, se l'ora è successiva: un minuto dopo sì, alla stessa ora no."""
    giorno = date(2025, 11, 12)
    assert _nomina(copro, data=giorno, ora=time(12, 1)).esito is SI
    assert _nomina(copro, data=giorno, ora=time(12)).esito is NO
    assert _nomina(copro, data=giorno).esito is NO


def test_nomina_dopo_scadenza_violato(copro):
    """Nominare prima della scadenza fa conoscere i giudici a chi sta ancora scrivendo."""
    trovato = _nomina(copro, data=date(2025, 11, 4))
    assert trovato.esito is NO
    assert trovato.non_prima_di == date(2025, 11, 13)


def test_nomina_dopo_scadenza_riaperta(copro):
    """Se il termine è riaperto dopo la nomina, la commissione va nominata di nuovo prima di valutare."""
    fatti = (copro.avviso(), copro.indizione(), copro.nomina(), copro.rettifica())
    ctx = copro.ctx(*fatti, candidato=copro.seduta())
    trovato = nomina_dopo_scadenza.check(ctx, termine="presentazione_domande")
    assert trovato.esito is NO
    assert [r.passo for r in trovato.rimedi] == ["nomina_commissione"]


def test_rup_fuori_commissione_se_sostituito(copro):
    """Chi non è più responsabile può sedere in commissione; chi lo è diventato no."""
    sostituzione = SostituzioneResponsabile(
        data=date(2025, 11, 14), responsabile="Sala", atto="determinazione n. 1200", motivo="trasferimento"
    )
    ex = copro.nomina(copro.commissario("Marco Bianchi", "presidente"))
    for nomina, atteso in ((ex, SI), (copro.nomina(), NO)):
        ctx = copro.ctx(copro.avviso(), copro.indizione(), sostituzione, candidato=nomina)
        assert rup_fuori_commissione.check(ctx).esito is atteso


def test_composizione_commissione_soddisfatto(copro):
    """Tre componenti competenti e un segretario che non vota."""
    assert composizione_commissione.check(copro.ctx(candidato=copro.nomina())).esito is SI


def test_composizione_commissione_al_limite(copro):
    """Cinque componenti vanno bene, quattro no."""
    base = [
        copro.commissario("Uno", "presidente"),
        *(copro.commissario(n) for n in ("Due", "Tre", "Quattro")),
    ]
    quattro = copro.nomina(*base)
    cinque = copro.nomina(*base, copro.commissario("Cinque"))
    assert composizione_commissione.check(copro.ctx(candidato=quattro)).esito is NO
    assert composizione_commissione.check(copro.ctx(candidato=cinque)).esito is SI


def test_composizione_commissione_violato(copro):
    """Chi ha sostenuto gli interessi di un ETS nella co-programmazione non siede fra chi valuta."""
    legato = copro.commissario("Sala", collaborazione_con_ets="Il Girasole")
    nomina = copro.nomina(
        copro.commissario("Moretti", "presidente"), legato, copro.commissario("Bonetti", qualifica="")
    )
    trovato = composizione_commissione.check(copro.ctx(candidato=nomina))
    assert trovato.esito is NO
    assert "Il Girasole" in trovato.motivo
    assert "Bonetti" in trovato.motivo


def test_rup_fuori_commissione_soddisfatto(copro):
    """Il responsabile del procedimento non siede in commissione."""
    ctx = copro.ctx(copro.avviso(), copro.indizione(), candidato=copro.nomina())
    assert rup_fuori_commissione.check(ctx).esito is SI


def test_rup_fuori_commissione_al_limite(copro):
    """Fare da segretario, senza votare, non è far parte della commissione."""
    nomina = copro.nomina(
        copro.commissario("Moretti", "presidente"), copro.commissario("Marco Bianchi", "segretario")
    )
    assert (
        rup_fuori_commissione.check(copro.ctx(copro.avviso(), copro.indizione(), candidato=nomina)).esito
        is SI
    )


def test_rup_fuori_commissione_violato(copro):
    """Il responsabile che presiede va motivato, salvo che l'ente lo ammetta."""
    nomina = copro.nomina(copro.commissario("Marco Bianchi", "presidente"))
    ctx = copro.ctx(copro.avviso(), copro.indizione(), candidato=nomina)
    assert rup_fuori_commissione.check(ctx).esito is NO
    assert rup_fuori_commissione.forza == "linee_guida"


def test_commissione_nominata_soddisfatto(copro):
    """La seduta segue la nomina."""
    ctx = copro.ctx(copro.avviso(), copro.nomina(), candidato=copro.seduta())
    assert commissione_nominata.check(ctx).esito is SI


def test_commissione_nominata_al_limite(copro):
    """La prima seduta può tenersi il giorno della nomina."""
    ctx = copro.ctx(copro.avviso(), copro.nomina(), candidato=copro.seduta(giorno=date(2025, 11, 17)))
    assert commissione_nominata.check(ctx).esito is SI


def test_commissione_nominata_violato(copro):
    """Una seduta anteriore alla nomina è di nessuno."""
    ctx = copro.ctx(copro.avviso(), copro.nomina(), candidato=copro.seduta(giorno=date(2025, 11, 16)))
    trovato = commissione_nominata.check(ctx)
    assert trovato.esito is NO
    assert trovato.non_prima_di == date(2025, 11, 17)


def _valuta(copro, inizio):
    ctx = copro.ctx(candidato=copro.seduta(inizio=inizio))
    return valutazione_dopo_scadenza.check(ctx, termine=TERMINE)


def test_valutazione_dopo_scadenza_soddisfatto(copro):
    """Si valuta quando tutti hanno potuto partecipare."""
    assert _valuta(copro, datetime(2025, 12, 3, 9, 30, tzinfo=ROME)).esito is SI


def test_valutazione_dopo_scadenza_al_limite(copro):
    """Un secondo dopo la scadenza si può, alla scadenza no."""
    assert _valuta(copro, datetime(2025, 11, 12, 12, 0, 1, tzinfo=ROME)).esito is SI
    assert _valuta(copro, datetime(2025, 11, 12, 12, tzinfo=ROME)).esito is NO


def test_valutazione_dopo_scadenza_violato(copro):
    """Aprire le proposte prima della scadenza rompe la parità: non c'è deroga."""
    assert _valuta(copro, datetime(2025, 11, 10, 9, tzinfo=ROME)).esito is NO
    assert valutazione_dopo_scadenza.forza == "legge"


def _dichiarano(copro, *nomi, visto=True):
    dichiarazioni = DichiarazioniConflitti(
        data=date(2025, 12, 2),
        dichiarazioni=tuple(
            Dichiarazione(nome=n, funzione="commissario", resa_il=date(2025, 12, 2), elenco_visto=visto)
            for n in nomi
        ),
    )
    fatti = (
        copro.avviso(),
        copro.indizione(),
        copro.domanda(),
        copro.ammissioni(D1="ammessa"),
        copro.nomina(),
    )
    return dichiarazioni_con_elenco.check(copro.ctx(*fatti, dichiarazioni, candidato=copro.seduta()))


TUTTI = ("Moretti", "Sala", "Bonetti", "Galli", "Marco Bianchi")


def test_dichiarazioni_con_elenco_soddisfatto(copro):
    """Commissari, segretario e responsabile hanno dichiarato, visto l'elenco."""
    assert _dichiarano(copro, *TUTTI).esito is SI


def test_dichiarazioni_con_elenco_al_limite(copro):
    """Manca la sola dichiarazione del responsabile del procedimento."""
    trovato = _dichiarano(copro, *TUTTI[:4])
    assert trovato.esito is NO
    assert "Marco Bianchi" in trovato.motivo


def test_dichiarazioni_con_elenco_violato(copro):
    """Dichiarare senza aver visto chi partecipa non dice nulla; ma l'art. 55 lo chiede per analogia."""
    assert _dichiarano(copro, *TUTTI, visto=False).esito is NO
    assert dichiarazioni_con_elenco.forza == "linee_guida"


VOTO = ("P1", "D1", "A", 50)


def _collegio(copro, *punti, **campi):
    seduta = copro.seduta(*(punti or (VOTO,)), **campi)
    return collegio_perfetto.check(copro.ctx(copro.avviso(), copro.nomina(), candidato=seduta))


def test_collegio_perfetto_soddisfatto(copro):
    """Ci sono tutti e tutti firmano."""
    assert _collegio(copro).esito is SI


def test_collegio_perfetto_al_limite(copro):
    """L'assenza del segretario non rompe il collegio: non vota."""
    presenti = ("Moretti", "Sala", "Bonetti")
    assert _collegio(copro, presenti=presenti, firmatari=presenti).esito is SI


def test_collegio_perfetto_violato(copro):
    """Un commissario assente, o un presente che non firma, vizia la valutazione."""
    due = ("Moretti", "Sala")
    assert _collegio(copro, presenti=due, firmatari=due).esito is NO
    assert _collegio(copro, firmatari=due).esito is NO


def test_collegio_perfetto_con_il_sostituto(copro):
    """Chi si è astenuto non siede: siede il suo sostituto."""
    conflitto = DichiarazioniConflitti(
        data=date(2025, 12, 2),
        dichiarazioni=(
            Dichiarazione(
                nome="Sala",
                funzione="commissario",
                resa_il=date(2025, 12, 2),
                elenco_visto=True,
                conflitto=True,
                astenuto=True,
                sostituto="Rossi",
            ),
        ),
    )
    con = ("Moretti", "Rossi", "Bonetti")
    seduta = copro.seduta(VOTO, presenti=con, firmatari=con)
    ctx = copro.ctx(copro.avviso(), copro.nomina(), conflitto, candidato=seduta)
    assert collegio_perfetto.check(ctx).esito is SI


def test_collegio_perfetto_senza_punteggi(copro):
    """Il collegio è perfetto per valutare: una seduta di lavori preparatori si tiene anche in due."""
    due = ("Moretti", "Sala")
    preparatoria = copro.seduta(presenti=due, firmatari=due)
    ctx = copro.ctx(copro.avviso(), copro.nomina(), candidato=preparatoria)
    assert collegio_perfetto.check(ctx).esito is EsitoVerifica.NON_APPLICABILE
