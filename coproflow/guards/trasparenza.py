"""D.Lgs. 33/2013: what is published in Amministrazione trasparente, and what depends on it."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import PubblicazioneTrasparenza
from coproflow.domain.dati.coprogettazione import PubblicazioneAvviso
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, Ritardo, non_soddisfatta, soddisfatta


@guard(
    "criteri_in_trasparenza",
    etichetta="Criteri pubblicati in Amministrazione trasparente",
    vincoli=("D33-26-1-CRITERI",),
    forza="legge",
    fonti=("dlgs33-26-1", "l241-12"),
)
def criteri_in_trasparenza(ctx: Contesto) -> Accertamento:
    """I criteri con cui si attribuiscono i contributi sono pubblicati in Amministrazione trasparente."""
    avviso = ctx.ultimo(PubblicazioneAvviso)
    altre = [p.data for p in ctx.tutti(PubblicazioneTrasparenza, sezione="art26_criteri")]
    giorni = [*([avviso.trasparenza_criteri] if avviso.trasparenza_criteri else []), *altre]
    if not giorni:
        return non_soddisfatta(
            "i criteri non risultano pubblicati in Amministrazione trasparente",
            rimedi=(
                Rimedio("pubblicazione_avviso", ("trasparenza_criteri",)),
                Rimedio("pubblicazione_trasparenza", ("atto", "sezione", "indirizzo")),
            ),
        )
    giorno = min(giorni)
    if giorno > avviso.data:
        return soddisfatta(
            "i criteri sono in Amministrazione trasparente dal {giorno}, dopo la pubblicazione dell’avviso",
            giorno=giorno,
            ritardo=Ritardo(
                (giorno - avviso.data).days,
                "pubblicazione dei criteri (art. 26, comma 1, D.Lgs. 33/2013)",
                "la pubblicazione è avvenuta; il ritardo resta annotato",
            ),
        )
    return soddisfatta("i criteri sono pubblicati in Amministrazione trasparente dal {giorno}", giorno=giorno)
