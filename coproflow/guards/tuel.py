"""D.Lgs. 267/2000 (TUEL): who decides, with which opinions, and when an act is executive."""

from coproflow.domain.atti import Stadio
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


@guard(
    "organo_competente",
    etichetta="Organo competente",
    vincoli=("TUEL-107-DIR",),
    forza="legge",
    fonti=("tuel-107",),
)
def organo_competente(ctx: Contesto) -> Accertamento:
    """L'atto è adottato dall'organo cui la legge lo attribuisce."""
    adozione = ctx.ultimo(AdozioneAtto)
    regola = ctx.fascicolo.atti.get(adozione.atto)
    if regola is None:
        return non_soddisfatta(
            "il flusso non conosce l’atto «{atto}»; conosce: {noti}",
            atto=adozione.atto,
            noti=tuple(ctx.fascicolo.atti),
        )
    competenti = ctx.ente.organi_gestione if regola.organo == "dirigente" else (regola.organo,)
    if adozione.organo in competenti:
        return soddisfatta("l’atto è adottato dall’organo competente ({organo})", organo=adozione.organo)
    return non_soddisfatta(
        "l’atto risulta adottato da {trovato}, mentre compete a {richiesto}",
        trovato=adozione.organo,
        richiesto=competenti,
        rimedi=(Rimedio("adozione_atto", ("organo",)),),
    )


@guard(
    "atto_esecutivo",
    etichetta="Atto presupposto esecutivo",
    vincoli=("TUEL-183-7-VISTO", "PUBB-ALBO-15"),
    forza="legge",
    fonti=("tuel-183-7", "tuel-134"),
)
def atto_esecutivo(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """L'atto presupposto è stato adottato ed è esecutivo alla data del passo."""
    regola = ctx.fascicolo.atti[atto]
    fatti = ctx.atto(atto)
    if fatti is None:
        return non_soddisfatta(
            "la {atto} non risulta adottata",
            atto=regola.label.lower(),
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    if fatti.stadio(ctx.data) >= Stadio.ESECUTIVO:
        return soddisfatta(
            "la {estremi} è esecutiva dal {dal}", estremi=fatti.estremi, dal=fatti.esecutivo_dal
        )
    manca = Rimedio("visto_contabile" if regola.spesa else "pubblicazione_albo", ("atto",))
    return non_soddisfatta(
        "la {estremi} non è ancora esecutiva",
        estremi=fatti.estremi,
        rimedi=(manca,) if fatti.esecutivo_dal is None else (),
        non_prima_di=fatti.esecutivo_dal,
    )
