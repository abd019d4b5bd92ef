"""D.M. 72/2021, § 2: who takes part in the tables, and the minutes of each session."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogrammazione import (
    Adesione,
    AperturaCoprogrammazione,
    ElencoAmmessi,
    EsitoAdesioni,
    NonAmmesso,
    ProrogaAdesioni,
    RaccoltaAdesioni,
    SessioniPreviste,
    VerbaleTavoloCoprogrammazione,
)
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.dm72_coprogrammazione_tavoli import (
    ammissione_di_chi_ha_i_requisiti,
    conteggio_adesioni,
    numerazione_dei_verbali,
    partecipazione_aperta,
    proposta_o_posizioni,
    proroga_per_tutti,
    sessioni_verbalizzate,
)

Caso = Callable[..., Contesto]

APRILE = date(2024, 4, 12)
TEMI = ("Famiglie", "Vulnerabilità", "Fragilità", "Lavoro", "Abitare", "Giovani")
CALENDARIO = (
    SessioniPreviste(tipo="introduttiva", incontri=1),
    *(SessioniPreviste(tipo="tematica", tema=tema, incontri=3) for tema in TEMI),
    SessioniPreviste(tipo="plenaria", incontri=3),
    SessioniPreviste(tipo="tecnico_politica", incontri=3),
)
VERBALE = VerbaleTavoloCoprogrammazione(
    data=date(2024, 4, 18),
    numero=1,
    tipo="introduttiva",
    presenti=30,
    proposta_unitaria="si avviano i gruppi",
)


AVVISO = AperturaCoprogrammazione(
    data=date(2024, 3, 4),
    oggetto="Co-programmazione delle politiche sociali",
    livelli=("locale",),
    temi=TEMI,
    attivita_art5=("a",),
    finalita=("leggere i bisogni",),
    requisiti=("iscrizione al RUNTS",),
    scadenza_adesioni=APRILE,
    unita_organizzativa="Servizi sociali",
)


def _raccolta(numero: int, livello: Any = "locale", elencate: int = 0) -> RaccoltaAdesioni:
    adesioni = tuple(
        Adesione(ente=f"Ente {n}", protocollo=f"{n}/2024", pervenuta_il=APRILE) for n in range(elencate)
    )
    return RaccoltaAdesioni(data=APRILE, livello=livello, numero=numero, adesioni=adesioni)


def _elenco(pervenute: int = 34, ammesse: int = 34, esclusi: tuple[NonAmmesso, ...] = ()) -> ElencoAmmessi:
    esito = EsitoAdesioni(livello="locale", pervenute=pervenute, ammesse=ammesse)
    return ElencoAmmessi(data=date(2024, 4, 15), esiti=(esito,), non_ammessi=esclusi, calendario=CALENDARIO)


def _escluso(motivazione: str = "non è iscritta", requisito: str = "iscrizione al RUNTS") -> NonAmmesso:
    return NonAmmesso(
        ente="Alfa s.r.l.", livello="locale", motivazione=motivazione, requisito_mancante=requisito
    )


def _verbali(quanti: int) -> tuple[VerbaleTavoloCoprogrammazione, ...]:
    """The minutes of the first sessions of the calendar with the entities, in order."""
    previste = [(s.tipo, s.tema) for s in CALENDARIO[:-1] for _ in range(s.incontri)]
    return tuple(
        replace(VERBALE, numero=n, tipo=tipo, tema=tema)
        for n, (tipo, tema) in enumerate(previste[:quanti], start=1)
    )


def test_conteggio_adesioni_soddisfatto(caso: Caso) -> None:
    """Le 34 adesioni locali e le 48 zonali registrate sono quelle dell'elenco."""
    elenco = replace(
        _elenco(),
        esiti=(
            EsitoAdesioni(livello="locale", pervenute=34, ammesse=34),
            EsitoAdesioni(livello="zonale", pervenute=48, ammesse=48),
        ),
    )
    ctx = caso("coprogrammazione", _raccolta(34), _raccolta(48, "zonale"), candidato=elenco)
    trovato = conteggio_adesioni.check(ctx)
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "34 di livello locale e 48 di livello zonale" in trovato.motivo


def test_conteggio_adesioni_al_limite(caso: Caso) -> None:
    """Una raccolta di tre adesioni con tre nomi torna, con due no."""
    giusta, corta = _raccolta(3, elencate=3), _raccolta(3, elencate=2)
    ctx = caso("coprogrammazione", candidato=giusta)
    assert conteggio_adesioni.check(ctx).esito is EsitoVerifica.SODDISFATTA
    ctx = caso("coprogrammazione", candidato=corta)
    assert conteggio_adesioni.check(ctx).esito is EsitoVerifica.NON_SODDISFATTA


def test_conteggio_adesioni_di_un_livello_mai_raccolto(caso: Caso) -> None:
    """L'elenco non può contare nemmeno un'adesione di un livello per cui nulla è stato raccolto."""
    zonale = replace(_elenco(), esiti=(EsitoAdesioni(livello="zonale", pervenute=1, ammesse=1),))
    trovato = conteggio_adesioni.check(caso("coprogrammazione", candidato=zonale))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovato.valori["registrate"] == 0


def test_conteggio_adesioni_violato(caso: Caso) -> None:
    """L'elenco non può contare 34 adesioni se ne risultano registrate 33."""
    trovato = conteggio_adesioni.check(caso("coprogrammazione", _raccolta(33), candidato=_elenco()))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert (trovato.valori["contate"], trovato.valori["registrate"]) == (34, 33)


def test_conteggio_adesioni_a_tavoli_iniziati(caso: Caso) -> None:
    """Chi si aggiunge dopo l'elenco si registra: i conti torneranno con il nuovo elenco."""
    fatti = (_raccolta(34), _elenco())
    assert conteggio_adesioni.check(caso("coprogrammazione", *fatti, candidato=_raccolta(1))).esito is (
        EsitoVerifica.SODDISFATTA
    )
    nuovo = caso("coprogrammazione", *fatti, _raccolta(1), candidato=_elenco(35, 35))
    assert conteggio_adesioni.check(nuovo).esito is EsitoVerifica.SODDISFATTA


def _prorogata(caso: Caso, *giorni: int, indirizzo: str = "https://www.example.it/at") -> EsitoVerifica:
    *altre, ultima = (
        ProrogaAdesioni(
            data=date(2024, 4, 10),
            nuova_scadenza=date(2024, 4, giorno),
            motivazione="il ponte di aprile",
            indirizzo=indirizzo,
        )
        for giorno in giorni
    )
    return proroga_per_tutti.check(caso("coprogrammazione", AVVISO, *altre, candidato=ultima)).esito


def test_proroga_per_tutti_soddisfatto(caso: Caso) -> None:
    """Il termine del 12 aprile si allunga al 30, con un avviso pubblicato."""
    assert _prorogata(caso, 30) is EsitoVerifica.SODDISFATTA


def test_proroga_per_tutti_al_limite(caso: Caso) -> None:
    """Un giorno in più è una proroga; lo stesso giorno no, e si conta dall'ultima proroga."""
    assert _prorogata(caso, 13) is EsitoVerifica.SODDISFATTA
    assert _prorogata(caso, 12) is EsitoVerifica.NON_SODDISFATTA
    assert _prorogata(caso, 19, 19) is EsitoVerifica.NON_SODDISFATTA


def test_proroga_per_tutti_violato(caso: Caso) -> None:
    """Una proroga che nessuno pubblica non è per tutti."""
    assert _prorogata(caso, 30, indirizzo="") is EsitoVerifica.NON_SODDISFATTA


def test_partecipazione_aperta_soddisfatto(caso: Caso) -> None:
    """Sono ammessi tutti i 34 che hanno chiesto di partecipare."""
    ctx = caso("coprogrammazione", candidato=_elenco())
    assert partecipazione_aperta.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_partecipazione_aperta_al_limite(caso: Caso) -> None:
    """Trentatré ammessi e un escluso con motivazione fanno trentaquattro."""
    ctx = caso("coprogrammazione", candidato=_elenco(ammesse=33, esclusi=(_escluso(),)))
    assert partecipazione_aperta.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_partecipazione_aperta_violato(caso: Caso) -> None:
    """Non si esclude in silenzio: né senza motivazione né senza nominare l'escluso."""
    for elenco in (_elenco(ammesse=33, esclusi=(_escluso(motivazione=""),)), _elenco(ammesse=33)):
        trovato = partecipazione_aperta.check(caso("coprogrammazione", candidato=elenco))
        assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def test_ammissione_di_chi_ha_i_requisiti_soddisfatto(caso: Caso) -> None:
    """Senza esclusioni sono ammessi tutti i richiedenti."""
    ctx = caso("coprogrammazione", candidato=_elenco())
    assert ammissione_di_chi_ha_i_requisiti.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_ammissione_di_chi_ha_i_requisiti_al_limite(caso: Caso) -> None:
    """L'escluso a cui manca un requisito dell'avviso non smentisce l'apertura."""
    ctx = caso("coprogrammazione", candidato=_elenco(ammesse=33, esclusi=(_escluso(),)))
    trovato = ammissione_di_chi_ha_i_requisiti.check(ctx)
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "iscrizione al RUNTS" in trovato.motivo


def test_ammissione_di_chi_ha_i_requisiti_violato(caso: Caso) -> None:
    """Un'esclusione motivata con il sovraffollamento del tavolo non riguarda i requisiti."""
    elenco = _elenco(ammesse=33, esclusi=(_escluso("troppi partecipanti", requisito=""),))
    trovato = ammissione_di_chi_ha_i_requisiti.check(caso("coprogrammazione", candidato=elenco))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert ammissione_di_chi_ha_i_requisiti.forza == "prassi"


def test_proposta_o_posizioni_soddisfatto(caso: Caso) -> None:
    """Il verbale riporta la proposta unitaria dei trenta presenti."""
    ctx = caso("coprogrammazione", candidato=VERBALE)
    assert proposta_o_posizioni.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_proposta_o_posizioni_al_limite(caso: Caso) -> None:
    """Senza proposta unitaria basta che il verbale dia conto delle posizioni, anche di una sola."""
    verbale = replace(VERBALE, proposta_unitaria="", posizioni=("un ente chiede di partire dai quartieri",))
    trovato = proposta_o_posizioni.check(caso("coprogrammazione", candidato=verbale))
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "posizioni dei partecipanti (1)" in trovato.motivo


def test_proposta_o_posizioni_violato(caso: Caso) -> None:
    """Un verbale senza presenti, o senza ciò che i presenti hanno detto, non prova la partecipazione."""
    for verbale in (replace(VERBALE, presenti=0), replace(VERBALE, proposta_unitaria="")):
        trovato = proposta_o_posizioni.check(caso("coprogrammazione", candidato=verbale))
        assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def test_proposta_o_posizioni_di_un_incontro_interno(caso: Caso) -> None:
    """L'incontro tecnico-politico non è una sessione con gli ETS: non deve proposte."""
    interno = replace(VERBALE, tipo="tecnico_politica", presenti=0, proposta_unitaria="")
    trovato = proposta_o_posizioni.check(caso("coprogrammazione", candidato=interno))
    assert trovato.esito is EsitoVerifica.NON_APPLICABILE


def test_numerazione_dei_verbali_soddisfatto(caso: Caso) -> None:
    """Dopo i verbali 1 e 2 viene il 3."""
    primo, secondo, terzo = _verbali(3)
    ctx = caso("coprogrammazione", primo, secondo, candidato=terzo)
    assert numerazione_dei_verbali.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_numerazione_dei_verbali_al_limite(caso: Caso) -> None:
    """La serie comincia da 1: un primo verbale numerato 2 salta un numero."""
    ctx = caso("coprogrammazione", candidato=VERBALE)
    assert numerazione_dei_verbali.check(ctx).esito is EsitoVerifica.SODDISFATTA
    ctx = caso("coprogrammazione", candidato=replace(VERBALE, numero=2))
    assert numerazione_dei_verbali.check(ctx).esito is EsitoVerifica.NON_SODDISFATTA


def test_numerazione_dei_verbali_violato(caso: Caso) -> None:
    """Due verbali non portano lo stesso numero."""
    trovato = numerazione_dei_verbali.check(caso("coprogrammazione", VERBALE, candidato=VERBALE))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovato.valori["atteso"] == 2


def test_sessioni_verbalizzate_soddisfatto(caso: Caso) -> None:
    """Una giornata, tre incontri per sei gruppi e tre plenarie fanno ventidue verbali."""
    trovato = sessioni_verbalizzate.check(caso("coprogrammazione", _elenco(), *_verbali(22)))
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert trovato.valori["attese"] == 22


def test_sessioni_verbalizzate_al_limite(caso: Caso) -> None:
    """Ventuno verbali su ventidue lasciano una sessione senza prova, e si dice quale."""
    trovato = sessioni_verbalizzate.check(caso("coprogrammazione", _elenco(), *_verbali(21)))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "sessione plenaria: ne mancano 1" in trovato.motivo


def test_sessioni_verbalizzate_violato(caso: Caso) -> None:
    """Senza nemmeno una sessione con gli enti non c'è istruttoria partecipata."""
    senza_calendario = replace(_elenco(), calendario=())
    for fatti in ((_elenco(),), (senza_calendario,)):
        trovato = sessioni_verbalizzate.check(caso("coprogrammazione", *fatti))
        assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
