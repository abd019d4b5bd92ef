"""L. 241/1990, artt. 3 and 6: an outcome with its reasons for everybody, and soccorso istruttorio."""

from dataclasses import replace
from datetime import date, datetime, time

from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import RichiestaSoccorso, RispostaSoccorso
from coproflow.domain.selezione import Carenza, EsitoAmmissione, RichiestaIntegrazione
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.l241_istruttoria import (
    carenze_sanabili,
    esito_di_ogni_domanda,
    esito_di_risposta,
    risposta_attesa,
    soccorso_concluso,
    soccorso_esperito,
    soccorso_ricevuto,
    soccorso_uguale_per_tutti,
    sospensione_massima,
    termine_soccorso,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
FIRMA = Carenza(tipo="sottoscrizione", descrizione="manca la firma")
PIANO = Carenza(tipo="piano_economico", descrizione="manca il piano economico")
LUNEDI = date(2025, 11, 17)


def _richiesta(*domande, termine=datetime(2025, 11, 27, 12, tzinfo=ROME), carenza=FIRMA, consegna=None):
    return RichiestaSoccorso(
        data=LUNEDI,
        termine=termine,
        richieste=tuple(
            RichiestaIntegrazione(domanda=d, carenze=(carenza,), protocollo="1", consegnata_il=consegna)
            for d in domande
        ),
    )


def _risposta(domanda="D1", giorno=date(2025, 11, 27), ora=time(12), **campi):
    base = {"protocollo": "2", "esito_ricezione": "tempestiva", "carenze_sanate": True}
    return RispostaSoccorso(data=giorno, domanda=domanda, ora=ora, **{**base, **campi})


def _due(copro, *altri, candidato):
    verifica = copro.verifica(D1=("da_regolarizzare", FIRMA), D2=("regolare",))
    altra = copro.domanda("D2", componenti=(copro.ets("Altra", "01559030190"),))
    return copro.ctx(copro.avviso(), copro.domanda(), altra, verifica, *altri, candidato=candidato)


def test_esito_di_ogni_domanda_soddisfatto(copro):
    """Ogni domanda pervenuta ha il suo esito."""
    ctx = copro.ctx(copro.avviso(), copro.domanda(), candidato=copro.ammissioni(D1="ammessa"))
    assert esito_di_ogni_domanda.check(ctx).esito is SI


def test_esito_di_ogni_domanda_al_limite(copro):
    """Anche la domanda irricevibile vuole il suo esito: nessuna resta senza risposta."""
    tardiva = copro.domanda("D2", ora=time(12, 0, 1), esito_ricezione="irricevibile")
    fatti = (copro.avviso(), copro.domanda(), tardiva)
    senza = copro.ctx(*fatti, candidato=copro.ammissioni(D1="ammessa"))
    con = copro.ctx(*fatti, candidato=copro.ammissioni(D1="ammessa", D2="irricevibile"))
    assert esito_di_ogni_domanda.check(senza).esito is NO
    assert esito_di_ogni_domanda.check(con).esito is SI


def test_esito_di_ogni_domanda_violato(copro):
    """L'esclusione senza motivi viola l'art. 3."""
    elenco = copro.ammissioni(D1="esclusa")
    muta = EsitoAmmissione(domanda="D1", esito="esclusa", motivazione=" ")
    ctx = copro.ctx(copro.avviso(), copro.domanda(), candidato=type(elenco)(data=LUNEDI, elenco=(muta,)))
    assert esito_di_ogni_domanda.check(ctx).esito is NO


def test_carenze_sanabili_soddisfatto(copro):
    """La firma che manca si può regolarizzare."""
    assert carenze_sanabili.check(copro.ctx(candidato=_richiesta("D1"))).esito is SI


def test_carenze_sanabili_al_limite(copro):
    """L'impegno a costituire il raggruppamento è documentazione amministrativa: si può chiedere."""
    carenza = Carenza(tipo="impegno_raggruppamento", descrizione="manca")
    assert carenze_sanabili.check(copro.ctx(candidato=_richiesta("D1", carenza=carenza))).esito is SI


def test_carenze_sanabili_violato(copro):
    """Il piano economico assente non si sana: cambierebbe la proposta."""
    assert carenze_sanabili.check(copro.ctx(candidato=_richiesta("D1", carenza=PIANO))).esito is NO


def test_soccorso_uguale_per_tutti_soddisfatto(copro):
    """La richiesta va a tutte e sole le domande da regolarizzare."""
    assert soccorso_uguale_per_tutti.check(_due(copro, candidato=_richiesta("D1"))).esito is SI


def test_soccorso_uguale_per_tutti_al_limite(copro):
    """Estendere la richiesta a una domanda regolare la rimette in termini: non si può."""
    assert soccorso_uguale_per_tutti.check(_due(copro, candidato=_richiesta("D1", "D2"))).esito is NO


def test_soccorso_uguale_per_tutti_violato(copro):
    """Dimenticare una domanda da regolarizzare lede la parità."""
    trovato = soccorso_uguale_per_tutti.check(_due(copro, candidato=_richiesta("D2")))
    assert trovato.esito is NO
    assert "D1" in trovato.motivo


def test_termine_soccorso_soddisfatto(copro):
    """Il termine è più lungo di quello che l'avviso assegna."""
    richiesta = _richiesta("D1", termine=datetime(2025, 12, 1, 12, tzinfo=ROME))
    assert termine_soccorso.check(copro.ctx(candidato=richiesta), giorni="giorni_soccorso").esito is SI


def test_termine_soccorso_al_limite(copro):
    """Dieci giorni giusti bastano; nove no."""
    for giorno, atteso in ((27, SI), (26, NO)):
        richiesta = _richiesta("D1", termine=datetime(2025, 11, giorno, 23, 59, tzinfo=ROME))
        ctx = copro.ctx(candidato=richiesta)
        assert termine_soccorso.check(ctx, giorni="giorni_soccorso").esito is atteso


def test_termine_soccorso_violato(copro):
    """Due giorni per regolarizzare sono meno di quanto l'avviso promette."""
    richiesta = _richiesta("D1", termine=datetime(2025, 11, 19, 12, tzinfo=ROME))
    trovato = termine_soccorso.check(copro.ctx(candidato=richiesta), giorni="giorni_soccorso")
    assert trovato.esito is NO
    assert "art. 8" in trovato.motivo


def test_sospensione_massima_soddisfatto(copro):
    """Dieci giorni di sospensione stanno nei trenta."""
    ctx = copro.ctx(candidato=_richiesta("D1"))
    assert sospensione_massima.check(ctx, massimo="sospensione_massima").esito is SI


def test_sospensione_massima_al_limite(copro):
    """Il trentesimo giorno è l'ultimo."""
    for giorno, atteso in ((17, SI), (18, NO)):
        richiesta = _richiesta("D1", termine=datetime(2025, 12, giorno, 12, tzinfo=ROME))
        ctx = copro.ctx(candidato=richiesta)
        assert sospensione_massima.check(ctx, massimo="sospensione_massima").esito is atteso


def test_sospensione_massima_violato(copro):
    """Due mesi di sospensione violano l'art. 2 c. 7."""
    richiesta = _richiesta("D1", termine=datetime(2026, 1, 17, 12, tzinfo=ROME))
    ctx = copro.ctx(candidato=richiesta)
    assert sospensione_massima.check(ctx, massimo="sospensione_massima").esito is NO


def test_risposta_attesa_soddisfatto(copro):
    """Risponde chi è stato chiamato."""
    assert (
        risposta_attesa.check(copro.ctx(copro.avviso(), _richiesta("D1"), candidato=_risposta())).esito is SI
    )


def test_risposta_attesa_al_limite(copro):
    """Fra due chiamati, risponde anche il secondo."""
    ctx = copro.ctx(copro.avviso(), _richiesta("D1", "D2"), candidato=_risposta("D2"))
    assert risposta_attesa.check(ctx).esito is SI


def test_risposta_attesa_violato(copro):
    """Chi non è stato chiamato non integra la sua domanda."""
    ctx = copro.ctx(copro.avviso(), _richiesta("D1"), candidato=_risposta("D3"))
    assert risposta_attesa.check(ctx).esito is NO


def _tempestivita(copro, ora, esito):
    ctx = copro.ctx(copro.avviso(), _richiesta("D1"), candidato=_risposta(ora=ora, esito_ricezione=esito))
    return esito_di_risposta.check(ctx, termine="soccorso_istruttorio").esito


def test_esito_di_risposta_soddisfatto(copro):
    """La risposta arrivata prima dell'ora è tempestiva."""
    assert _tempestivita(copro, time(9), "tempestiva") is SI


def test_esito_di_risposta_al_limite(copro):
    """Alle 12:00:00 è in tempo, alle 12:00:01 è tardiva, e tardiva si registra."""
    assert _tempestivita(copro, time(12), "tempestiva") is SI
    assert _tempestivita(copro, time(12, 0, 1), "tardiva") is SI


def test_esito_di_risposta_violato(copro):
    """Registrare come tempestiva una risposta tardiva aggira il termine perentorio."""
    assert _tempestivita(copro, time(12, 0, 1), "tempestiva") is NO


def _esperito(copro, *altri, d1="ammessa"):
    return soccorso_esperito.check(_due(copro, *altri, candidato=copro.ammissioni(D1=d1, D2="ammessa"))).esito


def test_soccorso_esperito_soddisfatto(copro):
    """Chi ha sanato in tempo è ammesso."""
    assert _esperito(copro, _richiesta("D1"), _risposta()) is SI


def test_soccorso_esperito_al_limite(copro):
    """La risposta tardiva non sana: l'ammissione cade e l'esclusione regge."""
    tardiva = _risposta(ora=time(12, 0, 1), esito_ricezione="tardiva")
    assert _esperito(copro, _richiesta("D1"), tardiva) is NO
    assert _esperito(copro, _richiesta("D1"), tardiva, d1="esclusa") is SI


def test_soccorso_esperito_violato(copro):
    """È illegittima l'esclusione per una carenza sanabile che nessuno ha chiesto di sanare."""
    assert _esperito(copro, d1="esclusa") is NO


def test_soccorso_esperito_con_altra_causa(copro):
    """Chi ha sanato si esclude ancora, se la causa è un'altra: un requisito che manca."""
    elenco = copro.ammissioni(D1="esclusa", D2="ammessa")
    prima, seconda = elenco.elenco
    for causa, atteso in (("non è iscritto al RUNTS", SI), (" ", NO)):
        deciso = replace(elenco, elenco=(replace(prima, altra_causa=causa), seconda))
        ctx = _due(copro, _richiesta("D1"), _risposta(), candidato=deciso)
        assert soccorso_esperito.check(ctx).esito is atteso


def _concluso(copro, giorno, *altri):
    elenco = copro.ammissioni(D1="ammessa", D2="ammessa")
    ctx = _due(copro, _richiesta("D1"), *altri, candidato=type(elenco)(data=giorno, elenco=elenco.elenco))
    return soccorso_concluso.check(ctx, termine="soccorso_istruttorio")


def test_soccorso_concluso_soddisfatto(copro):
    """Quando tutti hanno risposto non c'è da aspettare il termine."""
    assert _concluso(copro, date(2025, 11, 20), _risposta(giorno=date(2025, 11, 19))).esito is SI


def test_soccorso_concluso_al_limite(copro):
    """Senza risposta si aspetta tutto il giorno della scadenza; il giorno dopo si decide."""
    ultimo = _concluso(copro, date(2025, 11, 27))
    assert ultimo.esito is NO
    assert ultimo.non_prima_di == date(2025, 11, 28)
    assert _concluso(copro, date(2025, 11, 28)).esito is SI


def test_soccorso_concluso_violato(copro):
    """Approvare l'elenco mentre qualcuno può ancora regolarizzare gli toglie il termine assegnato."""
    assert _concluso(copro, date(2025, 11, 18)).esito is NO


def test_soccorso_concluso_senza_richieste(copro):
    """Se nessuno è stato chiamato non c'è fase da concludere."""
    ctx = _due(copro, candidato=copro.ammissioni(D1="ammessa", D2="ammessa"))
    assert soccorso_concluso.check(ctx, termine="soccorso_istruttorio").esito is FUORI


def _ricevuto(copro, consegna, *altri, d1="esclusa"):
    richiesta = _richiesta("D1", consegna=consegna)
    return soccorso_ricevuto.check(
        _due(copro, richiesta, *altri, candidato=copro.ammissioni(D1=d1, D2="ammessa"))
    )


def test_soccorso_ricevuto_soddisfatto(copro):
    """Chi ha ricevuto la richiesta e non ha risposto si esclude."""
    trovato = _ricevuto(copro, LUNEDI)
    assert trovato.esito is SI
    assert "17 novembre 2025" in trovato.motivo


def test_soccorso_ricevuto_al_limite(copro):
    """Chi ha risposto l'ha ricevuta, e di chi è ammesso non importa."""
    tardiva = _risposta(ora=time(12, 0, 1), esito_ricezione="tardiva")
    assert _ricevuto(copro, None, tardiva).esito is FUORI
    assert _ricevuto(copro, None, d1="ammessa").esito is FUORI


def test_soccorso_ricevuto_violato(copro):
    """Il silenzio su una richiesta mai consegnata non è una colpa."""
    assert _ricevuto(copro, None).esito is NO


def test_termine_soccorso_dalla_consegna(copro):
    """I dieci giorni corrono da quando la richiesta è consegnata: il giorno dopo, il termine è corto."""
    for giorno, atteso in ((17, SI), (18, NO)):
        richiesta = _richiesta("D1", consegna=date(2025, 11, giorno))
        ctx = copro.ctx(copro.avviso(), candidato=richiesta)
        assert termine_soccorso.check(ctx, giorni="giorni_soccorso").esito is atteso
