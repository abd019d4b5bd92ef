"""D.Lgs. 117/2017, art. 55: what co-programmazione is about and what it brings out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogrammazione import (
    AperturaCoprogrammazione,
    ArchiviazioneCoprogrammazione,
    DocumentoPreliminare,
    RaccoltaAdesioni,
    TemaNonSviluppato,
    TemaProgrammato,
)
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.cts_coprogrammazione import (
    contenuto_della_programmazione,
    oggetto_di_interesse_generale,
    temi_sviluppati,
)
from coproflow.guards.l241_conclusione import archiviazione_motivata

Caso = Callable[..., Contesto]

APERTURA = AperturaCoprogrammazione(
    data=date(2024, 3, 4),
    oggetto="Co-programmazione delle politiche sociali",
    livelli=("locale",),
    temi=("Famiglie", "Abitare"),
    attivita_art5=("a", "q"),
    finalita=("leggere i bisogni",),
    requisiti=("iscrizione al RUNTS",),
    scadenza_adesioni=date(2024, 4, 12),
    unita_organizzativa="Servizi sociali",
)
FAMIGLIE = TemaProgrammato(
    tema="Famiglie", bisogni="conciliazione", interventi="servizi 0-6", modalita="rete", risorse="bilancio"
)
ABITARE = replace(FAMIGLIE, tema="Abitare")
DOCUMENTO = DocumentoPreliminare(data=date(2024, 7, 30), temi=(FAMIGLIE, ABITARE))


def test_oggetto_di_interesse_generale_soddisfatto(caso: Caso) -> None:
    """Interventi sociali e alloggio sociale sono attività di interesse generale (lettere a e q)."""
    ctx = caso("coprogrammazione", candidato=APERTURA)
    assert oggetto_di_interesse_generale.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_oggetto_di_interesse_generale_al_limite(caso: Caso) -> None:
    """Una sola lettera basta; nessuna non basta."""
    una = caso("coprogrammazione", candidato=replace(APERTURA, attivita_art5=("a",)))
    nessuna = caso("coprogrammazione", candidato=replace(APERTURA, attivita_art5=()))
    assert oggetto_di_interesse_generale.check(una).esito is EsitoVerifica.SODDISFATTA
    assert oggetto_di_interesse_generale.check(nessuna).esito is EsitoVerifica.NON_SODDISFATTA


def test_oggetto_di_interesse_generale_violato(caso: Caso) -> None:
    """L'art. 5 non ha una lettera «aa»."""
    ctx = caso("coprogrammazione", candidato=replace(APERTURA, attivita_art5=("aa",)))
    assert oggetto_di_interesse_generale.check(ctx).esito is EsitoVerifica.NON_SODDISFATTA


def test_contenuto_della_programmazione_soddisfatto(caso: Caso) -> None:
    """Il documento individua per ogni tema bisogni, interventi, modalità e risorse."""
    ctx = caso("coprogrammazione", candidato=DOCUMENTO)
    assert contenuto_della_programmazione.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_contenuto_della_programmazione_al_limite(caso: Caso) -> None:
    """Basta che per un solo tema non si dica delle risorse perché la co-programmazione sia carente."""
    documento = replace(DOCUMENTO, temi=(FAMIGLIE, replace(ABITARE, risorse="")))
    trovato = contenuto_della_programmazione.check(caso("coprogrammazione", candidato=documento))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovato.motivo == "il documento preliminare per «Abitare» non individua risorse"


def test_contenuto_della_programmazione_violato(caso: Caso) -> None:
    """Un documento senza temi non è l'esito che l'art. 55, comma 2, richiede."""
    trovato = contenuto_della_programmazione.check(
        caso("coprogrammazione", candidato=replace(DOCUMENTO, temi=()))
    )
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def test_temi_sviluppati_soddisfatto(caso: Caso) -> None:
    """I due temi dell'avviso sono i due del documento."""
    ctx = caso("coprogrammazione", APERTURA, candidato=DOCUMENTO)
    assert temi_sviluppati.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_temi_sviluppati_al_limite(caso: Caso) -> None:
    """Un tema si può lasciare, se si dice perché."""
    lasciato = TemaNonSviluppato(tema="Abitare", motivazione="già nel piano regionale")
    documento = replace(DOCUMENTO, temi=(FAMIGLIE,), temi_non_sviluppati=(lasciato,))
    trovato = temi_sviluppati.check(caso("coprogrammazione", APERTURA, candidato=documento))
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "già nel piano regionale" in trovato.motivo


def test_temi_sviluppati_violato(caso: Caso) -> None:
    """Un tema discusso ai tavoli non scompare in silenzio."""
    documento = replace(DOCUMENTO, temi=(FAMIGLIE,))
    trovato = temi_sviluppati.check(caso("coprogrammazione", APERTURA, candidato=documento))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "«Abitare»" in trovato.motivo


def _archiviazione(
    ragione: str, motivazione: str = "nessun ente ha risposto"
) -> ArchiviazioneCoprogrammazione:
    return ArchiviazioneCoprogrammazione(data=date(2024, 5, 2), ragione=ragione, motivazione=motivazione)


def test_archiviazione_motivata_soddisfatto(caso: Caso) -> None:
    """L'interesse venuto meno, spiegato, chiude il procedimento con atto espresso."""
    ctx = caso("coprogrammazione", APERTURA, candidato=_archiviazione("interesse_venuto_meno", "nuova legge"))
    assert archiviazione_motivata.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_archiviazione_motivata_al_limite(caso: Caso) -> None:
    """«Nessuna adesione» è vero con zero adesioni e falso con una."""

    def con(numero: int) -> EsitoVerifica:
        raccolta = RaccoltaAdesioni(data=date(2024, 4, 12), livello="locale", numero=numero)
        archiviazione = _archiviazione("nessuna_adesione")
        ctx = caso("coprogrammazione", APERTURA, raccolta, candidato=archiviazione)
        return archiviazione_motivata.check(ctx).esito

    assert con(0) is EsitoVerifica.SODDISFATTA
    assert con(1) is EsitoVerifica.NON_SODDISFATTA


def test_archiviazione_motivata_violato(caso: Caso) -> None:
    """Né senza ragioni, né con l'istanza non accolta di un procedimento d'ufficio."""
    for candidato in (_archiviazione("altro", " "), _archiviazione("istanza_non_accolta")):
        trovato = archiviazione_motivata.check(caso("coprogrammazione", APERTURA, candidato=candidato))
        assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
