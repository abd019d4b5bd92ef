"""D.Lgs. 267/2000: direction and planning between Giunta and Consiglio, publication at the albo."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto, PubblicazioneAlbo
from coproflow.domain.dati.coprogrammazione import (
    DocumentoPreliminare,
    EstremiAtto,
    RecepimentoPiano,
    TemaProgrammato,
)
from coproflow.domain.parametri import AttoId
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel_organi import (
    durata_affissione,
    indirizzo_della_giunta,
    organizzazione_dei_servizi,
    recepimento_del_consiglio,
)

Caso = Callable[..., Contesto]

DOCUMENTO = AttoId("delibera_documento_preliminare")
LUGLIO = date(2024, 7, 30)
ASSEMBLEA = date(2024, 12, 23)


def _adozione(organo: str) -> AdozioneAtto:
    return AdozioneAtto(data=LUGLIO, atto=DOCUMENTO, numero="177", organo=organo, firmatario="la Sindaca")


def _piano(
    consiglio: date | None = date(2025, 2, 24), assemblea: date | None = ASSEMBLEA
) -> RecepimentoPiano:
    return RecepimentoPiano(
        data=date(2025, 2, 24),
        piano="Piano di Zona 2025-2027",
        dal_anno=2025,
        al_anno=2027,
        atto_assemblea=EstremiAtto(data=assemblea) if assemblea else None,
        atto_consiglio=EstremiAtto(data=consiglio, numero="12") if consiglio else None,
    )


def _documento(**tema: Any) -> DocumentoPreliminare:
    return DocumentoPreliminare(data=LUGLIO, temi=(TemaProgrammato(tema="Famiglie", **tema),))


def _affissione(al: date) -> PubblicazioneAlbo:
    return PubblicazioneAlbo(data=date(2024, 8, 1), atto=DOCUMENTO, numero="1812", al=al)


def test_indirizzo_della_giunta_soddisfatto(caso: Caso) -> None:
    """Il documento preliminare approvato dalla Giunta con deliberazione n. 177 esprime il suo indirizzo."""
    ctx = caso("coprogrammazione", _adozione("giunta"))
    trovato = indirizzo_della_giunta.check(ctx, atto=DOCUMENTO)
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "177" in trovato.motivo


def test_indirizzo_della_giunta_al_limite(caso: Caso) -> None:
    """Se delibera il Consiglio non si ferma nulla, ma si dice perché: la via ordinaria è la Giunta."""
    ctx = caso("coprogrammazione", _adozione("consiglio"))
    assert indirizzo_della_giunta.check(ctx, atto=DOCUMENTO).esito is EsitoVerifica.NON_SODDISFATTA
    assert indirizzo_della_giunta.forza == "prassi"


def test_indirizzo_della_giunta_violato(caso: Caso) -> None:
    """Senza deliberazione non c'è indirizzo."""
    trovato = indirizzo_della_giunta.check(caso("coprogrammazione"), atto=DOCUMENTO)
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def test_recepimento_del_consiglio_soddisfatto(caso: Caso) -> None:
    """Il Piano di Zona approvato dall'Assemblea il 23.12.2024 è recepito con D.C.C. n. 12 del 24.02.2025."""
    trovato = recepimento_del_consiglio.check(caso("coprogrammazione", candidato=_piano()))
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "23 dicembre 2024" in trovato.motivo
    assert "n. 12 del 24 febbraio 2025" in trovato.motivo


def test_recepimento_del_consiglio_al_limite(caso: Caso) -> None:
    """Il Consiglio può recepire il giorno stesso dell'Assemblea, non il giorno prima."""
    stesso = recepimento_del_consiglio.check(caso("coprogrammazione", candidato=_piano(ASSEMBLEA)))
    prima = recepimento_del_consiglio.check(caso("coprogrammazione", candidato=_piano(date(2024, 12, 22))))
    assert stesso.esito is EsitoVerifica.SODDISFATTA
    assert prima.esito is EsitoVerifica.NON_SODDISFATTA


def test_recepimento_del_consiglio_violato(caso: Caso) -> None:
    """Il piano che il Consiglio non ha recepito non vincola ancora il Comune."""
    trovato = recepimento_del_consiglio.check(caso("coprogrammazione", candidato=_piano(None)))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def test_recepimento_del_consiglio_senza_assemblea(caso: Caso) -> None:
    """Il piano del solo Comune non passa dall'Assemblea dei Sindaci."""
    trovato = recepimento_del_consiglio.check(caso("coprogrammazione", candidato=_piano(assemblea=None)))
    assert trovato.esito is EsitoVerifica.SODDISFATTA


def test_organizzazione_dei_servizi_soddisfatto(caso: Caso) -> None:
    """Il tema che ridisegna la rete 0-6 anni la fonda sul DUP approvato dal Consiglio."""
    ctx = caso(
        "coprogrammazione", candidato=_documento(riorganizza_servizio=True, atto_fondamentale="DUP 2024-2026")
    )
    assert organizzazione_dei_servizi.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_organizzazione_dei_servizi_al_limite(caso: Caso) -> None:
    """Un tema che non ridisegna alcun servizio non ha bisogno dell'atto consiliare."""
    trovato = organizzazione_dei_servizi.check(caso("coprogrammazione", candidato=_documento()))
    assert trovato.esito is EsitoVerifica.SODDISFATTA


def test_organizzazione_dei_servizi_violato(caso: Caso) -> None:
    """Ridisegnare un servizio senza atto del Consiglio espone a incompetenza (art. 42, comma 2, lett. e)."""
    trovato = organizzazione_dei_servizi.check(
        caso("coprogrammazione", candidato=_documento(riorganizza_servizio=True))
    )
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "Famiglie" in trovato.motivo


def test_durata_affissione_soddisfatto(caso: Caso) -> None:
    """Affissa dal 1° al 20 agosto, la deliberazione resta all'albo più di quindici giorni."""
    ctx = caso("coprogrammazione", candidato=_affissione(date(2024, 8, 20)))
    assert durata_affissione.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_durata_affissione_al_limite(caso: Caso) -> None:
    """Compreso il giorno iniziale, quindici giorni dal 1° agosto finiscono il 15: il 14 ne manca uno."""
    quindici = caso("coprogrammazione", candidato=_affissione(date(2024, 8, 15)))
    quattordici = caso("coprogrammazione", candidato=_affissione(date(2024, 8, 14)))
    assert durata_affissione.check(quindici).esito is EsitoVerifica.SODDISFATTA
    assert durata_affissione.check(quattordici).esito is EsitoVerifica.NON_SODDISFATTA


def test_durata_affissione_violato(caso: Caso) -> None:
    """Dieci giorni di affissione non bastano; ma è cosa da prolungare o motivare, non un blocco."""
    trovato = durata_affissione.check(caso("coprogrammazione", candidato=_affissione(date(2024, 8, 10))))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovato.valori["minimo"] == date(2024, 8, 15)
    assert durata_affissione.forza == "prassi"
