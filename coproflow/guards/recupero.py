"""Getting money back, in order: measure with term and way, entry in the accounts, warning, enforcement."""

from datetime import date

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import incassato, misura
from coproflow.domain.dati.rendicontazione import (
    AccertamentoEntrata,
    ApprovazioneRendiconto,
    DiffidaRecupero,
    IncassoRecupero,
    ProvvedimentoRecupero,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import Euro
from coproflow.domain.parametri import AttoId
from coproflow.domain.verifiche import (
    Accertamento,
    DatoMancanteError,
    Rimedio,
    Ritardo,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_PROVVEDIMENTO = "provvedimento_recupero"


def _dovuto(ctx: Contesto) -> Euro:
    """What has to come back: as the report's measure asks, or as the one that ended the convention does."""
    p = ctx.cerca(ProvvedimentoRecupero)
    if p is not None:
        return p.dovuto
    decisa = misura(ctx)
    if decisa is None or not decisa.da_recuperare:
        raise DatoMancanteError(
            ProvvedimentoRecupero.__name__, "", "il provvedimento che chiede la restituzione"
        )
    return decisa.da_recuperare


@guard(
    "termine_e_modalita_di_restituzione",
    etichetta="Termine e modalità della restituzione",
    vincoli=("L241-21TER", "RECUPERO-SEQ"),
    forza="legge",
    fonti=("l241-21ter",),
)
def termine_e_modalita_di_restituzione(ctx: Contesto) -> Accertamento:
    """Il provvedimento che impone la restituzione indica il termine e le modalità per adempiere."""
    p = ctx.ultimo(ProvvedimentoRecupero)
    mancano = tuple(
        nome
        for nome, presente in (
            ("il termine", p.entro is not None and p.entro > p.data),
            ("le modalità", p.modalita.strip()),
        )
        if not presente
    )
    if mancano:
        return non_soddisfatta(
            "il provvedimento di recupero non indica {mancano}",
            rimedi=(Rimedio(_PROVVEDIMENTO, ("entro", "modalita")),),
            mancano=mancano,
        )
    return soddisfatta(
        "la somma va restituita entro il {entro}, con questa modalità: {modalita}",
        entro=p.entro,
        modalita=p.modalita.rstrip("."),
    )


@guard(
    "somma_da_restituire",
    etichetta="Somma da restituire",
    vincoli=("RECUPERO-SEQ", "REND-RIDUZIONI"),
    forza="legge",
    fonti=("cc-2033", "l241-21ter"),
    coerenza=True,
)
def somma_da_restituire(ctx: Contesto) -> Accertamento:
    """Si recupera quanto è stato rideterminato; degli interessi si dice da quando e come si contano."""
    p, dovuto = ctx.ultimo(ProvvedimentoRecupero), ctx.ultimo(ApprovazioneRendiconto).da_recuperare
    if p.importo != dovuto:
        return non_soddisfatta(
            "il provvedimento chiede {importo}, mentre il rendiconto ha determinato {dovuto} da recuperare",
            rimedi=(Rimedio(_PROVVEDIMENTO, ("importo",)),),
            importo=p.importo,
            dovuto=dovuto,
        )
    if p.interessi and not p.calcolo_interessi.strip():
        return non_soddisfatta(
            "il provvedimento chiede {interessi} di interessi e non dice da quando e come si contano",
            rimedi=(Rimedio(_PROVVEDIMENTO, ("calcolo_interessi",)),),
            interessi=p.interessi,
        )
    return soddisfatta(
        "si chiede la restituzione di {importo}"
        + (", oltre a interessi per {interessi}" if p.interessi else ", senza interessi"),
        importo=p.importo,
        interessi=p.interessi,
    )


@guard(
    "recupero_dovuto",
    etichetta="Rendiconto che lascia una somma da recuperare",
    vincoli=("RECUPERO-SEQ",),
    forza="legge",
    fonti=("cc-2033",),
)
def recupero_dovuto(ctx: Contesto) -> Accertamento:
    """La rideterminazione lascia una somma erogata in più, da restituire."""
    a = ctx.ultimo(ApprovazioneRendiconto)
    if a.da_recuperare:
        return soddisfatta("restano da recuperare {importo}", importo=a.da_recuperare)
    return non_soddisfatta(
        "il rendiconto non lascia nulla da recuperare: si approva",
        rimedi=(Rimedio("approvazione_rendiconto"),),
    )


@guard(
    "nulla_da_recuperare",
    etichetta="Rendiconto che non lascia recuperi",
    vincoli=("RECUPERO-SEQ",),
    forza="legge",
    fonti=("cc-2033",),
)
def nulla_da_recuperare(ctx: Contesto) -> Accertamento:
    """Un rendiconto che lascia somme da recuperare non si approva: il contributo si ridetermina."""
    a = ctx.ultimo(ApprovazioneRendiconto)
    if not a.da_recuperare:
        return soddisfatta("il rendiconto non lascia nulla da recuperare")
    return non_soddisfatta(
        "restano da recuperare {importo}: il contributo si ridetermina",
        rimedi=(Rimedio("rideterminazione_contributo"),),
        importo=a.da_recuperare,
    )


@guard(
    "recupero_comunicato",
    etichetta="Provvedimento di recupero comunicato all’ETS",
    vincoli=("L241-21BIS", "RECUPERO-SEQ"),
    forza="legge",
    fonti=("l241-21bis",),
)
def recupero_comunicato(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """Il provvedimento di recupero, che limita la sfera dell'ETS, ha effetto da quando gli è comunicato."""
    fatti = ctx.atto(atto)
    if fatti is None:
        return non_soddisfatta(
            "il provvedimento di recupero non risulta adottato",
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    if not fatti.comunicazioni:
        return non_soddisfatta(
            "il {atto} non è comunicato all’ETS e non ha ancora effetto",
            rimedi=(Rimedio("comunicazione_atto", ("atto", "destinatario")),),
            atto=fatti.estremi,
        )
    ultima = fatti.comunicazioni[-1]
    return soddisfatta(
        "il {atto} è comunicato a {destinatario} il {il} (prot. {protocollo})",
        atto=fatti.estremi,
        destinatario=ultima.destinatario,
        il=ultima.data,
        protocollo=ultima.protocollo,
    )


@guard(
    "entrata_accertata",
    etichetta="Accertamento dell’entrata",
    vincoli=("RECUPERO-SEQ",),
    forza="legge",
    fonti=("tuel-179",),
)
def entrata_accertata(ctx: Contesto) -> Accertamento:
    """La somma da recuperare è accertata in entrata, entro la fine dell'esercizio in cui è esigibile."""
    a, dovuto = ctx.ultimo(AccertamentoEntrata), _dovuto(ctx)
    if a.importo != dovuto:
        return non_soddisfatta(
            "in entrata sono accertati {accertato}, mentre sono da restituire {dovuto}",
            rimedi=(Rimedio("accertamento_entrata", ("importo",)),),
            accertato=a.importo,
            dovuto=dovuto,
        )
    fine = date(a.esercizio, 12, 31)
    ritardo = None
    if a.data > fine:
        ritardo = Ritardo(
            (a.data - fine).days, "Accertamento dell’entrata", "riaccertamento nel rendiconto dell’ente"
        )
    return soddisfatta(
        "la somma è accertata in entrata, esercizio {esercizio}, con il n. {numero} del {data}",
        ritardo=ritardo,
        esercizio=a.esercizio,
        numero=a.numero,
        data=a.data,
    )


@guard(
    "diffida_prima_della_riscossione",
    etichetta="Diffida prima della riscossione coattiva",
    vincoli=("L241-21TER", "RECUPERO-SEQ"),
    forza="legge",
    fonti=("l241-21ter", "l160-2019-792"),
)
def diffida_prima_della_riscossione(ctx: Contesto) -> Accertamento:
    """La riscossione coattiva segue la diffida che l'ETS ha ricevuto e lasciato senza esito."""
    diffida = ctx.ultimo(DiffidaRecupero)
    if diffida.ricevuta_il < ctx.data:
        return soddisfatta(
            "l’ETS è stato diffidato con prot. {protocollo}, ricevuta il {il}",
            protocollo=diffida.protocollo,
            il=diffida.ricevuta_il,
        )
    return non_soddisfatta(
        "la riscossione coattiva può iniziare solo dopo la diffida, ricevuta il {il}",
        rimedi=(Rimedio("diffida_recupero", ("ricevuta_il",)),),
        il=diffida.ricevuta_il,
    )


@guard(
    "compensazione_prevista",
    etichetta="Compensazione prevista dalla convenzione",
    vincoli=("RECUPERO-SEQ",),
    forza="avviso",
    fonti=("cc-1241", "convenzione"),
)
def compensazione_prevista(ctx: Contesto) -> Accertamento:
    """Il credito si compensa con quanto si deve all'ETS solo se la convenzione lo prevede."""
    incasso = ctx.ultimo(IncassoRecupero)
    if incasso.modo != "compensazione":
        return non_applicabile("la somma non è incassata per compensazione")
    if clausola := incasso.clausola_compensazione.strip():
        return soddisfatta("la compensazione è prevista dalla convenzione ({clausola})", clausola=clausola)
    return non_soddisfatta(
        "non è indicata la clausola della convenzione che ammette la compensazione",
        rimedi=(Rimedio(ctx.passo, ("clausola_compensazione",)),),
    )


@guard(
    "incasso_con_pagopa",
    etichetta="Incasso tramite pagoPA",
    vincoli=("RECUPERO-SEQ",),
    forza="prassi",
    fonti=("cad-5",),
)
def incasso_con_pagopa(ctx: Contesto) -> Accertamento:
    """L'ETS che restituisce paga con pagoPA."""
    incasso = ctx.ultimo(IncassoRecupero)
    if incasso.modo == "bonifico":
        return non_soddisfatta(
            "la somma è incassata con bonifico e non con pagoPA", rimedi=(Rimedio(ctx.passo, ("modo",)),)
        )
    return soddisfatta("l’incasso è avvenuto con {modo}", modo=incasso.modo.replace("_", " "))


@guard(
    "recupero_integrale",
    etichetta="Recupero di tutta la somma",
    vincoli=("RECUPERO-SEQ",),
    forza="legge",
    fonti=("cc-2033",),
    coerenza=True,
)
def recupero_integrale(ctx: Contesto) -> Accertamento:
    """Il recupero si chiude quando gli incassi raggiungono la somma da restituire, con gli interessi."""
    incassato_, dovuto = incassato(ctx), _dovuto(ctx)
    if incassato_ == dovuto:
        return soddisfatta("tutta la somma dovuta ({dovuto}) è incassata", dovuto=dovuto)
    return non_soddisfatta(
        "sono incassati {incassato} su {dovuto}",
        rimedi=(Rimedio("incasso_parziale", ("importo",)), Rimedio(ctx.passo, ("importo",))),
        incassato=incassato_,
        dovuto=dovuto,
    )


@guard(
    "incasso_nel_dovuto",
    etichetta="Incasso nei limiti del dovuto",
    vincoli=("RECUPERO-SEQ",),
    forza="legge",
    fonti=("cc-2033",),
    coerenza=True,
)
def incasso_nel_dovuto(ctx: Contesto) -> Accertamento:
    """Gli incassi parziali restano sotto la somma da restituire."""
    incassato_, dovuto = incassato(ctx), _dovuto(ctx)
    if incassato_ < dovuto:
        return soddisfatta(
            "sono incassati {incassato} e ne restano {resto}", incassato=incassato_, resto=dovuto - incassato_
        )
    return non_soddisfatta(
        "con questo incasso si arriva a {incassato} su {dovuto}: non è un incasso parziale",
        rimedi=(Rimedio("incasso_recupero"), Rimedio(ctx.passo, ("importo",))),
        incassato=incassato_,
        dovuto=dovuto,
    )


@guard(
    "restituzione_nel_dovuto",
    etichetta="Restituzione nei limiti del dovuto",
    vincoli=("RECUPERO-SEQ",),
    forza="legge",
    fonti=("cc-2033",),
    coerenza=True,
)
def restituzione_nel_dovuto(ctx: Contesto) -> Accertamento:
    """Il partner restituisce, in una volta o più, ciò che il provvedimento ha chiesto e non di più."""
    incassato_, dovuto = incassato(ctx), _dovuto(ctx)
    if incassato_ <= dovuto:
        return soddisfatta(
            "sono restituiti {incassato} e ne restano {resto}",
            incassato=incassato_,
            resto=dovuto - incassato_,
        )
    return non_soddisfatta(
        "con questo incasso si arriva a {incassato}, mentre sono da restituire {dovuto}",
        rimedi=(Rimedio(ctx.passo, ("importo",)),),
        incassato=incassato_,
        dovuto=dovuto,
    )
