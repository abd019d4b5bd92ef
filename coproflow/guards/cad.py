"""D.Lgs. 82/2005 (Codice dell'amministrazione digitale): where communications with effects are sent."""

from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import ComunicazioneAtto
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


@guard(
    "comunicazione_al_domicilio_digitale",
    etichetta="Comunicazione al domicilio digitale",
    vincoli=("CAD-DOMICILIO",),
    forza="legge",
    fonti=("cad-3bis",),
)
def comunicazione_al_domicilio_digitale(ctx: Contesto) -> Accertamento:
    """Chi ha un domicilio digitale vi riceve le comunicazioni, e solo così i termini decorrono."""
    comunicazione = ctx.ultimo(ComunicazioneAtto)
    if comunicazione.canale == "domicilio_digitale":
        return soddisfatta(
            "l’atto è comunicato a {destinatario}, al domicilio digitale ({protocollo})",
            destinatario=comunicazione.destinatario,
            protocollo=comunicazione.protocollo,
        )
    if comunicazione.senza_domicilio_digitale:
        return soddisfatta(
            "{destinatario} non ha un domicilio digitale e la comunicazione è in altra forma ({protocollo})",
            destinatario=comunicazione.destinatario,
            protocollo=comunicazione.protocollo,
        )
    return non_soddisfatta(
        "la comunicazione a {destinatario} non è al domicilio digitale: così i termini non decorrono",
        destinatario=comunicazione.destinatario,
        rimedi=(
            Rimedio("comunicazione_atto", ("canale",)),
            Rimedio("comunicazione_atto", ("senza_domicilio_digitale",)),
        ),
    )


@guard(
    "recapito_al_domicilio_digitale",
    etichetta="Recapito al domicilio digitale",
    vincoli=("CAD-DOMICILIO",),
    forza="legge",
    fonti=("cad-3bis",),
)
def recapito_al_domicilio_digitale(ctx: Contesto) -> Accertamento:
    """La comunicazione da cui corre un termine arriva al domicilio digitale di chi ne ha uno."""
    recapito: Any = ctx.dati
    if recapito.canale == "domicilio_digitale":
        return soddisfatta("la comunicazione è recapitata al domicilio digitale del destinatario")
    if recapito.senza_domicilio_digitale:
        return soddisfatta("il destinatario non ha un domicilio digitale e la comunicazione è in altra forma")
    return non_soddisfatta(
        "la comunicazione non è recapitata al domicilio digitale: così i termini non decorrono",
        rimedi=(
            Rimedio(ctx.passo, ("canale",)),
            Rimedio(ctx.passo, ("senza_domicilio_digitale",)),
        ),
    )
