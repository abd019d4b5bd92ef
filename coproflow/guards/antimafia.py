"""D.Lgs. 159/2011: the antimafia documents a grant waits for, one request for each entity of the partner."""

from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.date import add_months
from coproflow.domain.dati.spesa import Antimafia, DocumentoAntimafia, ProvvedimentoDiSpesa
from coproflow.domain.guard import guard
from coproflow.domain.importi import Euro
from coproflow.domain.parametri import ParametroId
from coproflow.domain.tavoli import partner_del_tavolo
from coproflow.domain.termini import Durata
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "documentazione_antimafia",
    etichetta="Documentazione antimafia",
    vincoli=("ANTIMAFIA",),
    forza="legge",
    fonti=("dlgs159-83-3", "dlgs159-91-1", "dlgs159-92-3", "dlgs159-86"),
)
def documentazione_antimafia(
    ctx: Contesto, *, soglia: ParametroId, attesa: ParametroId, validita: ParametroId, ambito: ParametroId
) -> Accertamento:
    """Oltre soglia si concede con la liberatoria di ogni componente, o dopo l'attesa e sotto condizione."""
    spesa = ctx.ultimo(ProvvedimentoDiSpesa)
    enti = tuple(e.denominazione for e in partner_del_tavolo(ctx).componenti)
    return accerta_antimafia(
        ctx,
        spesa.antimafia,
        enti,
        spesa.concesso + spesa.antimafia.altri_valori,
        soglia=soglia,
        attesa=attesa,
        validita=validita,
        ambito=ambito,
    )


def accerta_antimafia(
    ctx: Contesto,
    antimafia: Antimafia,
    enti: tuple[str, ...],
    valore: Euro,
    *,
    soglia: ParametroId,
    attesa: ParametroId,
    validita: ParametroId,
    ambito: ParametroId,
) -> Accertamento:
    """The antimafia rule on a grant of `valore` (all years together) to `enti`, at the day of the step."""
    limite = ctx.parametro(soglia).valore
    if valore <= limite:
        return non_applicabile(
            "il valore complessivo di {valore} non supera {limite}, e la documentazione antimafia non è "
            "richiesta",
            valore=valore,
            limite=limite,
        )
    if ctx.parametro(ambito).valore == "solo_imprenditoriali" and antimafia.non_imprenditoriale.strip():
        return non_applicabile(
            "il contributo non riguarda attività imprenditoriale: {ragione}",
            ragione=antimafia.non_imprenditoriale,
        )
    documenti = {d.ente.casefold().strip(): d for d in antimafia.documenti}
    esiti = [_ente(ctx, antimafia, e, documenti.get(e.casefold().strip()), attesa, validita) for e in enti]
    return componi(*esiti)


def _ente(
    ctx: Contesto,
    antimafia: Antimafia,
    ente: str,
    documento: DocumentoAntimafia | None,
    attesa: ParametroId,
    validita: ParametroId,
) -> Accertamento:
    rimedi = (Rimedio(ctx.passo, ("antimafia",)),)
    if documento is None:
        return non_soddisfatta(f"per {ente} la documentazione antimafia non risulta richiesta", rimedi=rimedi)
    if documento.esito == "interdittiva":
        return non_soddisfatta(f"nei confronti di {ente} è stata emessa informazione interdittiva")
    if documento.esito == "liberatoria" and documento.acquisita is not None:
        fine = add_months(documento.acquisita, ctx.parametro(validita).valore)
        if documento.acquisita <= ctx.data <= fine:
            return soddisfatta(
                f"per {ente} è acquisita la liberatoria antimafia del {{acquisita}}",
                acquisita=documento.acquisita,
            )
        return non_soddisfatta(
            f"la liberatoria antimafia di {ente}, acquisita il {{acquisita}}, vale fino al {{fine}}",
            acquisita=documento.acquisita,
            fine=fine,
            rimedi=rimedi,
        )
    if not antimafia.condizione_risolutiva:
        return non_soddisfatta(
            f"la documentazione antimafia di {ente} non è pervenuta, e la concessione non è sottoposta a "
            "condizione risolutiva",
            rimedi=rimedi,
        )
    durata = Durata("giorni", ctx.parametro(attesa).valore)
    scadenza = ctx.conta(documento.richiesta, durata)
    if ctx.data > scadenza.data:
        return soddisfatta(
            f"la documentazione antimafia di {ente}, richiesta il {{richiesta}}, non è pervenuta entro il "
            "{entro}, e la concessione è sottoposta a condizione risolutiva",
            richiesta=documento.richiesta,
            entro=scadenza.data,
        )
    if antimafia.urgenza.strip():
        return soddisfatta(
            f"la documentazione antimafia di {ente} è stata richiesta il {{richiesta}} e si procede "
            "d’urgenza, sotto condizione risolutiva",
            richiesta=documento.richiesta,
        )
    return non_soddisfatta(
        f"la documentazione antimafia di {ente}, richiesta il {{richiesta}}, si attende fino al {{entro}}",
        richiesta=documento.richiesta,
        entro=scadenza.data,
        non_prima_di=giorno_dopo(scadenza.data),
    )
