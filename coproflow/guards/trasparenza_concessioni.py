"""D.Lgs. 33/2013, artt. 26 and 27: the publication a concession waits for, and what its table says."""

from coproflow.domain.atti import FattiAtto
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import PubblicazioneTrasparenza, VoceTrasparenza
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro
from coproflow.domain.parametri import AttoId, EventoId, ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.tuel_spesa import impegni_di

CAMPI = {
    "beneficiario": "il beneficiario",
    "dati_fiscali": "il codice fiscale o la partita IVA",
    "titolo": "la norma o il titolo",
    "ufficio": "l’ufficio e il responsabile",
    "modalita": "la modalità di individuazione",
    "link_progetto": "il collegamento al progetto",
    "link_curriculum": "il collegamento al curriculum, o «non dovuto»",
}
"""What art. 27 c. 1 asks for, besides the amount. A curriculum is due only for a person who is appointed."""


def tabella_pubblicata(fatti: FattiAtto, ctx: Contesto) -> PubblicazioneTrasparenza | None:
    """The last table of artt. 26 and 27 published for an act, by the day of the step."""
    tabelle = [p for p in fatti.trasparenza if p.sezione == "art26_concessioni" and p.data <= ctx.data]
    return tabelle[-1] if tabelle else None


def concesso_a(ctx: Contesto, passo: str) -> dict[str, Euro]:
    """What the last entry of a step commits to each creditor, all its years together.

    The whole amount counts in the year of the act: it is then that the advantage is attributed.
    """
    somme: dict[str, Euro] = {}
    for impegno in impegni_di(ctx, passo):
        somme[impegno.creditore] = somme.get(impegno.creditore, ZERO) + impegno.importo
    return somme


def _concesso_altrove(ctx: Contesto, passo: str) -> dict[str, Euro]:
    """What the other tables of the notice granted to each creditor in the same calendar year."""
    anni = {a.data.year for a in ctx.passi(passo)[-1:]}
    somme: dict[str, Euro] = {}
    for altro in ctx.collegati("altri_tavoli"):
        if any(a.data.year in anni for a in altro.passi(passo)[-1:]):
            for nome, importo in concesso_a(altro, passo).items():
                somme[nome] = somme.get(nome, ZERO) + importo
    return somme


@guard(
    "concessione_efficace",
    etichetta="Efficacia della concessione",
    vincoli=("D33-26-3-EFFICACIA",),
    forza="legge",
    fonti=("dlgs33-26-3", "dlgs33-26-2"),
)
def concessione_efficace(
    ctx: Contesto, *, atto: AttoId, passo: EventoId, soglia: ParametroId
) -> Accertamento:
    """Oltre mille euro nell'anno allo stesso beneficiario, la concessione ha effetto solo se pubblicata."""
    limite = ctx.parametro(soglia).valore
    fatti = ctx.atto(atto)
    if fatti is None or fatti.esecutivo_dal is None or fatti.esecutivo_dal > ctx.data:
        return non_soddisfatta(
            "la {atto} non è ancora esecutiva, e la concessione non può essere pubblicata né avere effetto",
            atto=ctx.fascicolo.atti[atto].label,
            rimedi=(Rimedio("visto_contabile", ("atto",)),),
        )
    altrove = _concesso_altrove(ctx, passo)
    oltre = tuple(
        f"{nome} ({importo})"
        for nome, importo in concesso_a(ctx, passo).items()
        if importo + altrove.get(nome, ZERO) > limite
    )
    if not oltre:
        return non_applicabile(
            "a nessun beneficiario si concedono più di {limite} nell’anno solare", limite=limite
        )
    tabella = tabella_pubblicata(fatti, ctx)
    if tabella is None:
        return non_soddisfatta(
            "la {estremi} concede più di {limite} a {oltre} e non è pubblicata in Amministrazione "
            "trasparente: la concessione non ha ancora effetto",
            estremi=fatti.estremi,
            limite=limite,
            oltre=oltre,
            rimedi=(Rimedio("pubblicazione_trasparenza", ("atto", "sezione", "voci")),),
        )
    return soddisfatta(
        "la {estremi} è pubblicata in Amministrazione trasparente dal {dal} ({indirizzo}), condizione "
        "legale della sua efficacia",
        estremi=fatti.estremi,
        dal=tabella.data,
        indirizzo=tabella.indirizzo,
    )


@guard(
    "tabella_concessione",
    etichetta="Contenuto della pubblicazione della concessione",
    vincoli=("D33-27-TABELLA",),
    forza="legge",
    fonti=("dlgs33-27-1",),
)
def tabella_concessione(ctx: Contesto, *, atto: AttoId, passo: EventoId) -> Accertamento:
    """La pubblicazione indica beneficiario, importo, titolo, ufficio, modalità di scelta e progetto."""
    fatti = ctx.atto(atto)
    tabella = tabella_pubblicata(fatti, ctx) if fatti is not None else None
    if tabella is None:
        return non_applicabile("nessuna tabella è ancora pubblicata")
    rimedi = (Rimedio("pubblicazione_trasparenza", ("voci",)),)
    errori = [
        non_soddisfatta(
            f"nella tabella pubblicata, per {voce.beneficiario or 'una voce'}, manca {{vuoti}}",
            vuoti=vuoti,
            rimedi=rimedi,
        )
        for voce in tabella.voci
        if (vuoti := _vuoti(voce))
    ]
    pubblicati = {v.beneficiario.casefold().strip() for v in tabella.voci}
    assenti = tuple(n for n in concesso_a(ctx, passo) if n.casefold().strip() not in pubblicati)
    if assenti:
        errori.append(
            non_soddisfatta("nella tabella pubblicata non compare {assenti}", assenti=assenti, rimedi=rimedi)
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "la tabella pubblicata il {data} riporta beneficiario, importo, titolo, ufficio, modalità di "
        "individuazione e collegamento al progetto di {beneficiari}",
        data=tabella.data,
        beneficiari=tuple(v.beneficiario for v in tabella.voci),
    )


def _vuoti(voce: VoceTrasparenza) -> tuple[str, ...]:
    vuoti = [nome for campo, nome in CAMPI.items() if not str(getattr(voce, campo)).strip()]
    return (*vuoti, *(["l’importo"] if not voce.importo else []))
