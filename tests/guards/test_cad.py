"""D.Lgs. 82/2005: communications with effects go to the digital domicile."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import ComunicazioneAtto
from coproflow.domain.dati.rendicontazione import DiffidaRendiconto
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.cad import comunicazione_al_domicilio_digitale, recapito_al_domicilio_digitale

Caso = Callable[..., Contesto]


def _comunicazione(canale: str, **altro: Any) -> ComunicazioneAtto:
    return ComunicazioneAtto(
        data=date(2024, 8, 1),
        atto="delibera_documento_preliminare",
        destinatario="Cooperativa sociale Il Girasole",
        canale=canale,
        protocollo="prot. n. 31244 del 1° agosto 2024",
        **altro,
    )


def test_comunicazione_al_domicilio_digitale_soddisfatto(caso: Caso) -> None:
    """L'ETS iscritto riceve la comunicazione al proprio domicilio digitale."""
    ctx = caso("coprogrammazione", candidato=_comunicazione("domicilio_digitale"))
    assert comunicazione_al_domicilio_digitale.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_comunicazione_al_domicilio_digitale_al_limite(caso: Caso) -> None:
    """Chi non ha alcun domicilio digitale riceve la raccomandata."""
    ctx = caso("coprogrammazione", candidato=_comunicazione("raccomandata", senza_domicilio_digitale=True))
    assert comunicazione_al_domicilio_digitale.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_comunicazione_al_domicilio_digitale_violato(caso: Caso) -> None:
    """La raccomandata a chi ha un domicilio digitale non fa decorrere i termini."""
    trovato = comunicazione_al_domicilio_digitale.check(
        caso("coprogrammazione", candidato=_comunicazione("raccomandata"))
    )
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA


def _diffidato(caso: Caso, **altro: Any) -> EsitoVerifica:
    diffida = DiffidaRendiconto(
        data=date(2027, 8, 2),
        protocollo="30140/2027",
        ricevuta_il=date(2027, 8, 2),
        entro=date(2027, 8, 23),
        **altro,
    )
    return recapito_al_domicilio_digitale.check(caso("rendicontazione", candidato=diffida)).esito


def test_recapito_al_domicilio_digitale_soddisfatto(caso: Caso) -> None:
    """La diffida a rendicontare arriva al domicilio digitale."""
    assert _diffidato(caso) is EsitoVerifica.SODDISFATTA


def test_recapito_al_domicilio_digitale_al_limite(caso: Caso) -> None:
    """A chi non ha alcun domicilio digitale si consegna a mani o per raccomandata."""
    assert _diffidato(caso, canale="mani", senza_domicilio_digitale=True) is EsitoVerifica.SODDISFATTA


def test_recapito_al_domicilio_digitale_violato(caso: Caso) -> None:
    """Una raccomandata a chi ha il domicilio digitale non fa correre il termine."""
    assert _diffidato(caso, canale="raccomandata") is EsitoVerifica.NON_SODDISFATTA
