"""L. 241/1990, annulment of an unlawful act: grounds, interests, and the months of art. 21-nonies."""

from datetime import date

from coproflow.domain.atti import FattiAtto
from coproflow.domain.contesto import Contesto
from coproflow.domain.date import add_months
from coproflow.domain.dati.autotutela import Annullamento
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId, ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    DatoMancanteError,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_NESSUNO = AttoId("")


@guard(
    "presupposti_annullamento",
    etichetta="Presupposti dell’annullamento d’ufficio",
    vincoli=("L241-21NONIES",),
    forza="legge",
    fonti=("l241-21nonies", "l241-21octies"),
)
def presupposti_annullamento(ctx: Contesto) -> Accertamento:
    """Si annulla un atto illegittimo, per un interesse pubblico attuale, considerati gli altri interessi."""
    annullamento = ctx.ultimo(Annullamento)
    vuoti = tuple(
        nome
        for nome, valore in (
            ("il vizio di legittimità", annullamento.illegittimita),
            ("l’interesse pubblico attuale", annullamento.interesse_pubblico),
            ("gli interessi di destinatari e controinteressati", annullamento.bilanciamento),
        )
        if not valore.strip()
    )
    if vuoti:
        return non_soddisfatta(
            "l’annullamento non indica {vuoti}",
            vuoti=vuoti,
            rimedi=(Rimedio(ctx.passo, ("illegittimita", "interesse_pubblico", "bilanciamento")),),
        )
    return soddisfatta(
        "l’annullamento indica il vizio, l’interesse pubblico attuale e gli interessi considerati"
    )


@guard(
    "termine_annullamento",
    etichetta="Termine per annullare d’ufficio",
    vincoli=("L241-21NONIES",),
    forza="legge",
    fonti=("l241-21nonies", "l182-2025-1"),
)
def termine_annullamento(
    ctx: Contesto, *, limite: ParametroId, transitorio: ParametroId, adottato: AttoId = _NESSUNO
) -> Accertamento:
    """Un vantaggio economico si annulla entro i mesi di legge dall'adozione, salvo il c. 2-bis."""
    annullamento, fatti = ctx.ultimo(Annullamento), ctx.atto(adottato) if adottato else None
    giorno = fatti.adozione.data if fatti is not None else ctx.data
    atto = atto_a_monte(ctx, annullamento.atto_annullato)
    if not annullamento.vantaggio_economico and not atto.regola.concessione:
        return non_applicabile("l’atto che si annulla non attribuisce vantaggi economici")
    quando = ctx if ctx.parametro(transitorio).valore == "vigente_all_annullamento" else None
    mesi = (quando or Contesto(ctx.fascicolo, ctx.quadro, atto.adozione.data)).parametro(limite).valore
    ultimo = add_months(atto.adozione.data, mesi)
    if giorno <= ultimo:
        return soddisfatta(
            "la {atto} si annulla entro {mesi} mesi dall’adozione, che scadono il {ultimo}",
            atto=atto.estremi,
            mesi=mesi,
            ultimo=ultimo,
        )
    return _oltre_il_termine(ctx, annullamento, atto, mesi, ultimo)


def atto_a_monte(ctx: Contesto, id_: str) -> FattiAtto:
    """An adopted act of this case, or of one it stems from.

    Raises:
        DatoMancanteError: when none was adopted under that name.
    """
    for altro in ctx.catena():
        if id_ in altro.fascicolo.atti and (fatti := altro.atto(id_)) is not None:
            return fatti
    raise DatoMancanteError("adozione_atto", "atto", f"l’adozione dell’atto «{id_}»")


def _oltre_il_termine(
    ctx: Contesto, annullamento: Annullamento, atto: FattiAtto, mesi: int, ultimo: date
) -> Accertamento:
    prove = {
        "falsa_rappresentazione": (annullamento.accertamento, "accertamento"),
        "dichiarazioni_false": (annullamento.sentenza, "sentenza"),
    }
    prova, nome = prove.get(annullamento.eccezione, ("", "eccezione"))
    if prova.strip() and annullamento.motivazione_rafforzata.strip():
        quale = (
            "sulla base di una falsa rappresentazione dei fatti, accertata e imputabile alla parte"
            if nome == "accertamento"
            else "sulla base di dichiarazioni false, per reato accertato con sentenza passata in giudicato"
        )
        return soddisfatta(
            f"il termine per annullare è scaduto il {{ultimo}}, ma il provvedimento è stato conseguito "
            f"{quale} ({{prova}})",
            ultimo=ultimo,
            prova=prova,
        )
    return non_soddisfatta(
        "la {atto} attribuisce un vantaggio economico e non si annulla più: i {mesi} mesi dall’adozione sono "
        "scaduti il {ultimo}",
        atto=atto.estremi,
        mesi=mesi,
        ultimo=ultimo,
        rimedi=(Rimedio(ctx.passo, ("eccezione", nome, "motivazione_rafforzata")),),
    )
