"""The debit note: outside VAT, for what was approved, with its stamp duty; an invoice raises an alarm."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.rendicontazione import ApprovazioneRendiconto, NotaDebito
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "nota_di_debito_fuori_iva",
    etichetta="Nota di debito fuori campo IVA",
    vincoli=("LIQ-NOTA-DEBITO", "NO-LUCRO"),
    forza="prassi",
    fonti=("avviso", "dpr633-3", "ade-375-2021"),
)
def nota_di_debito_fuori_iva(ctx: Contesto) -> Accertamento:
    """Il pagamento si chiede con nota di debito fuori IVA; una fattura è indizio di corrispettivo."""
    nota = ctx.ultimo(NotaDebito)
    if nota.documento == "nota_debito" and not nota.iva:
        return soddisfatta("la nota di debito n. {numero} è fuori campo IVA", numero=nota.numero)
    return non_soddisfatta(
        "l’ETS chiede il pagamento con {documento} n. {numero} (IVA {iva}): il documento fiscale non si "
        "respinge, "
        "ma va valutato se la somma sia un corrispettivo e il rapporto vada riqualificato",
        rimedi=(Rimedio("nota_debito", ("documento", "iva")),),
        documento="fattura" if nota.documento == "fattura" else "una nota di debito con IVA",
        numero=nota.numero,
        iva=nota.iva,
    )


@guard(
    "importo_della_nota",
    etichetta="Importo della nota di debito",
    vincoli=("LIQ-NOTA-DEBITO", "LIQ-184"),
    forza="avviso",
    fonti=("avviso", "convenzione"),
    coerenza=True,
)
def importo_della_nota(ctx: Contesto) -> Accertamento:
    """La nota di debito chiede quanto il rendiconto approvato lascia da liquidare."""
    nota, dovuto = ctx.ultimo(NotaDebito).importo, ctx.ultimo(ApprovazioneRendiconto).da_liquidare
    if nota == dovuto and dovuto > ZERO:
        return soddisfatta("la nota di debito chiede {importo}, quanto resta da liquidare", importo=nota)
    return non_soddisfatta(
        "la nota di debito chiede {nota}, mentre restano da liquidare {dovuto}",
        rimedi=(Rimedio("nota_debito", ("importo",)),),
        nota=nota,
        dovuto=dovuto,
    )


@guard(
    "bollo_sulla_nota",
    etichetta="Imposta di bollo sulla nota di debito",
    vincoli=("LIQ-NOTA-DEBITO",),
    forza="prassi",
    fonti=("dpr642-bollo", "cts-82-5"),
)
def bollo_sulla_nota(ctx: Contesto, *, soglia: ParametroId) -> Accertamento:
    """Oltre la soglia la nota di debito sconta il bollo, salvo gli enti esenti (art. 82 CTS)."""
    nota, limite = ctx.ultimo(NotaDebito), ctx.parametro(soglia).valore
    if nota.importo <= limite:
        return non_applicabile("la nota di debito non supera {limite}", limite=limite)
    if nota.bollo == "non_dovuto":
        return non_soddisfatta(
            "la nota di debito supera {limite} e non ha il bollo né indica l’esenzione",
            rimedi=(Rimedio("nota_debito", ("bollo",)),),
            limite=limite,
        )
    come = "è assolto" if nota.bollo == "assolto" else "non è dovuto per esenzione"
    return soddisfatta(f"il bollo sulla nota di debito {come}")
