"""D.Lgs. 267/2000: who decides, with which opinions, and when an act is executive."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import (
    AdozioneAtto,
    Parere,
    PubblicazioneAlbo,
)
from coproflow.domain.dati.coprogrammazione import IndizioneCoprogrammazione
from coproflow.domain.parametri import AttoId, EventoId
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel import (
    atto_adottato,
    atto_esecutivo,
    organo_competente,
    pareri_della_deliberazione,
)

Caso = Callable[..., Contesto]

LUGLIO = date(2024, 7, 30)
INDIZIONE = "determina_indizione_coprogrammazione"
DOCUMENTO = "delibera_documento_preliminare"


def _adozione(organo: str = "dirigente", atto: str = INDIZIONE, **altro: Any) -> AdozioneAtto:
    campi = {"data": LUGLIO, "numero": "177", "firmatario": "Anna Ferrari"}
    return AdozioneAtto(organo=organo, atto=atto, **(campi | altro))


def _parere(tipo: str = "tecnico", esito: str = "favorevole", data: date = LUGLIO) -> Parere:
    return Parere(data=data, tipo=tipo, esito=esito, responsabile="Anna Ferrari")


def _ente(ctx: Any, **altro: Any) -> Any:
    """The same context, in another office."""
    ctx.quadro = replace(ctx.quadro, ente=replace(ctx.quadro.ente, **altro))
    return ctx


def test_organo_competente_soddisfatto(caso: Caso) -> None:
    """La determinazione di indizione firmata dal dirigente è dell'organo competente."""
    ctx = caso("coprogrammazione", candidato=_adozione("dirigente"))
    assert organo_competente.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_organo_competente_al_limite(caso: Caso) -> None:
    """Con 4.999 abitanti il regolamento può dare atti di gestione all'assessore; con 5.000 non può più."""
    scelta = {"organi_gestione": ("dirigente", "assessore")}
    piccolo = _ente(caso("coprogrammazione", candidato=_adozione("assessore")), abitanti=4999, **scelta)
    grande = _ente(caso("coprogrammazione", candidato=_adozione("assessore")), abitanti=5000, **scelta)
    assert organo_competente.check(piccolo).esito is EsitoVerifica.SODDISFATTA
    assert organo_competente.check(grande).esito is EsitoVerifica.NON_SODDISFATTA


def test_organo_competente_violato(caso: Caso) -> None:
    """La Giunta non indice la procedura: è atto di gestione (art. 107 TUEL)."""
    trovato = organo_competente.check(caso("coprogrammazione", candidato=_adozione("giunta")))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "giunta" in trovato.motivo


def test_organo_competente_di_un_altro_ente(caso: Caso) -> None:
    """L'indirizzo di un'azienda speciale è del suo organo statutario, non di una Giunta che non ha."""
    ctx = caso("coprogrammazione", candidato=_adozione("consiglio_di_amministrazione", DOCUMENTO))
    assert organo_competente.check(_ente(ctx, tipo="azienda_speciale")).esito is EsitoVerifica.SODDISFATTA


def test_organo_competente_di_un_atto_ignoto(caso: Caso) -> None:
    """Un atto che il flusso non conosce non ha un organo."""
    trovato = organo_competente.check(caso("coprogrammazione", candidato=_adozione(atto="bando")))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def test_atto_esecutivo_soddisfatto(caso: Caso) -> None:
    """La determinazione senza spesa è esecutiva con l'adozione."""
    ctx = caso("coprogrammazione", _adozione())
    assert atto_esecutivo.check(ctx, atto=AttoId(INDIZIONE)).esito is EsitoVerifica.SODDISFATTA


def test_atto_esecutivo_al_limite(caso: Caso) -> None:
    """La deliberazione affissa il 1° agosto è esecutiva il 12, dopo il decimo giorno: l'11 non ancora."""
    albo = PubblicazioneAlbo(data=date(2024, 8, 1), atto=DOCUMENTO, numero="1812", al=date(2024, 8, 15))
    fatti = (_adozione("giunta", DOCUMENTO), albo)
    prima = atto_esecutivo.check(
        caso("coprogrammazione", *fatti, data=date(2024, 8, 11)), atto=AttoId(DOCUMENTO)
    )
    giorno = caso("coprogrammazione", *fatti, data=date(2024, 8, 12))
    assert prima.esito is EsitoVerifica.NON_SODDISFATTA
    assert prima.non_prima_di == date(2024, 8, 12)
    assert atto_esecutivo.check(giorno, atto=AttoId(DOCUMENTO)).esito is EsitoVerifica.SODDISFATTA


def test_atto_esecutivo_violato(caso: Caso) -> None:
    """Una deliberazione né affissa né immediatamente eseguibile non è esecutiva: manca la pubblicazione."""
    trovato = atto_esecutivo.check(
        caso("coprogrammazione", _adozione("giunta", DOCUMENTO)), atto=AttoId(DOCUMENTO)
    )
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert [r.passo for r in trovato.rimedi] == ["pubblicazione_albo"]


def test_atto_esecutivo_anteriore_alla_nuova_decisione(caso: Caso) -> None:
    """Se si decide di nuovo, l'atto di prima non vale: quello dello stesso giorno sì."""
    for giorno, atteso in (
        (LUGLIO, EsitoVerifica.SODDISFATTA),
        (date(2024, 7, 31), EsitoVerifica.NON_SODDISFATTA),
    ):
        indizione = IndizioneCoprogrammazione(
            data=giorno, responsabile="Marco Bianchi", allegati_approvati=("avviso",), motivazione="bisogni"
        )
        ctx = caso("coprogrammazione", _adozione(), indizione)
        trovato = atto_esecutivo.check(ctx, atto=AttoId(INDIZIONE), passo=EventoId("indizione"))
        assert trovato.esito is atteso


def test_atto_adottato_soddisfatto(caso: Caso) -> None:
    """La Giunta ha deliberato: il documento può dirsi approvato."""
    ctx = caso("coprogrammazione", _adozione("giunta", DOCUMENTO))
    assert atto_adottato.check(ctx, atto=AttoId(DOCUMENTO)).esito is EsitoVerifica.SODDISFATTA


def test_atto_adottato_al_limite(caso: Caso) -> None:
    """L'atto si affigge il giorno stesso dell'adozione, non il giorno prima."""
    adozione = _adozione("giunta", DOCUMENTO)

    def affisso(giorno: date) -> EsitoVerifica:
        albo = PubblicazioneAlbo(data=giorno, atto=DOCUMENTO, numero="1", al=date(2024, 8, 30))
        return atto_adottato.check(caso("coprogrammazione", adozione, candidato=albo)).esito

    assert affisso(LUGLIO) is EsitoVerifica.SODDISFATTA
    assert affisso(date(2024, 7, 29)) is EsitoVerifica.NON_SODDISFATTA


def test_atto_adottato_violato(caso: Caso) -> None:
    """Non si affigge all'albo un atto che nessuno ha adottato."""
    albo = PubblicazioneAlbo(data=LUGLIO, atto=DOCUMENTO, numero="1", al=date(2024, 8, 30))
    trovato = atto_adottato.check(caso("coprogrammazione", candidato=albo))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    ignoto = replace(albo, atto="bando")
    assert (
        atto_adottato.check(caso("coprogrammazione", candidato=ignoto)).esito is EsitoVerifica.NON_SODDISFATTA
    )


def test_pareri_della_deliberazione_soddisfatto(caso: Caso) -> None:
    """La deliberazione con riflessi contabili reca i due pareri favorevoli."""
    ctx = caso(
        "coprogrammazione",
        candidato=_adozione(
            "giunta", DOCUMENTO, riflessi_contabili=True, pareri=(_parere(), _parere("contabile"))
        ),
    )
    trovato = pareri_della_deliberazione.check(ctx)
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "contabile" in trovato.motivo


def test_pareri_della_deliberazione_al_limite(caso: Caso) -> None:
    """Il parere è reso al più tardi il giorno della deliberazione: quello del giorno dopo non vale."""

    def con_parere(giorno: date) -> EsitoVerifica:
        adozione = _adozione("giunta", DOCUMENTO, pareri=(_parere(data=giorno),))
        return pareri_della_deliberazione.check(caso("coprogrammazione", candidato=adozione)).esito

    assert con_parere(LUGLIO) is EsitoVerifica.SODDISFATTA
    assert con_parere(date(2024, 7, 31)) is EsitoVerifica.NON_SODDISFATTA


def test_pareri_della_deliberazione_violato(caso: Caso) -> None:
    """Con riflessi contabili non basta il parere tecnico."""
    adozione = _adozione("giunta", DOCUMENTO, riflessi_contabili=True, pareri=(_parere(),))
    trovato = pareri_della_deliberazione.check(caso("coprogrammazione", candidato=adozione))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovato.valori["mancanti"] == ("contabile",)


def test_pareri_della_deliberazione_contrari(caso: Caso) -> None:
    """Dal parere contrario l'organo si discosta solo motivando."""
    contrario = _adozione("giunta", DOCUMENTO, pareri=(_parere(esito="contrario"),))
    motivato = replace(contrario, motivazione_scostamento="il rilievo è superato dall'allegato B")
    ctx = caso("coprogrammazione", candidato=contrario)
    assert pareri_della_deliberazione.check(ctx).esito is EsitoVerifica.NON_SODDISFATTA
    ctx = caso("coprogrammazione", candidato=motivato)
    assert pareri_della_deliberazione.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_pareri_della_deliberazione_non_dovuti(caso: Caso) -> None:
    """Il mero atto di indirizzo e la determinazione non recano i pareri dell'art. 49."""
    for adozione in (_adozione("giunta", DOCUMENTO, mero_indirizzo=True), _adozione()):
        trovato = pareri_della_deliberazione.check(caso("coprogrammazione", candidato=adozione))
        assert trovato.esito is EsitoVerifica.NON_APPLICABILE
