"""D.Lgs. 267/2000 (TUEL): who decides, with which opinions, and when an act is executive."""

from coproflow.domain.atti import COLLEGIALI, Stadio
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId, EventoId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_POLITICI = ("giunta", "consiglio", "sindaco", "assessore")
_STATUTARI = ("consiglio_di_amministrazione", "assemblea")
_REGOLARITA = {"tecnico": "tecnica", "contabile": "contabile"}
NESSUNO = AttoId("")
"""No act named: the one the step itself speaks of."""
SENZA_PASSO = EventoId("")
"""No step named: the act stands by itself."""


@guard(
    "organo_competente",
    etichetta="Organo competente",
    vincoli=("TUEL-107-DIR",),
    forza="legge",
    fonti=("tuel-107", "tuel-109", "l388-2000-53-23"),
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
    competenti = _competenti(ctx, regola.organo)
    if adozione.organo in competenti:
        return soddisfatta("l’atto è adottato dall’organo competente ({organo})", organo=adozione.organo)
    return non_soddisfatta(
        "l’atto risulta adottato da {trovato}, mentre compete a {richiesto}",
        trovato=adozione.organo,
        richiesto=competenti,
        rimedi=(Rimedio("adozione_atto", ("organo",)),),
    )


def _competenti(ctx: Contesto, organo: str) -> tuple[str, ...]:
    """The organs that may adopt an act which the workflow gives to `organo`, in this office."""
    locale = ctx.ente.tipo in ("comune", "unione")
    gestione = ctx.ente.organi_gestione
    if locale and ctx.ente.abitanti >= ctx.parametro("soglia_abitanti_gestione_politica").valore:
        gestione = tuple(o for o in gestione if o not in _POLITICI)
    match organo:
        case "dirigente":
            return gestione
        case "rup":
            return ("rup", *gestione)
        case "giunta":
            return ("giunta", "consiglio") if locale else ("giunta", *_STATUTARI)
        case "consiglio":
            return ("consiglio",) if locale else ("consiglio", *_STATUTARI)
    return (organo,)


@guard(
    "atto_esecutivo",
    etichetta="Atto presupposto esecutivo",
    vincoli=("TUEL-183-7-VISTO", "PUBB-ALBO-15"),
    forza="legge",
    fonti=("tuel-183-7", "tuel-134"),
)
def atto_esecutivo(ctx: Contesto, *, atto: AttoId, passo: EventoId = SENZA_PASSO) -> Accertamento:
    """L'atto presupposto è stato adottato ed è esecutivo alla data del passo.

    With `passo`, the step that decides what the act says: an older act is not the act of that decision.
    """
    regola = ctx.fascicolo.atti[atto]
    fatti = ctx.atto(atto)
    adotta = (Rimedio("adozione_atto", ("atto", "numero")),)
    if fatti is None:
        return non_soddisfatta("la {atto} non risulta adottata", atto=regola.nome, rimedi=adotta)
    deciso = ctx.data_di(passo) if passo else None
    if deciso is not None and fatti.adozione.data < deciso:
        return non_soddisfatta(
            "la {estremi} è anteriore alla nuova decisione, che è del {deciso}: va adottata di nuovo",
            estremi=fatti.estremi,
            deciso=deciso,
            rimedi=adotta,
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


@guard(
    "atto_adottato",
    etichetta="Atto adottato",
    vincoli=("L241-21OCTIES",),
    forza="legge",
    fonti=("l241-21octies",),
)
def atto_adottato(ctx: Contesto, *, atto: AttoId = NESSUNO) -> Accertamento:
    """L'atto cui il passo si riferisce è stato adottato, ed entro il giorno del passo."""
    nome = AttoId(atto or getattr(ctx.dati, "atto", ""))
    regola = ctx.fascicolo.atti.get(nome)
    if regola is None:
        return non_soddisfatta(
            "il flusso non conosce l’atto «{atto}»; conosce: {noti}",
            atto=nome,
            noti=tuple(ctx.fascicolo.atti),
        )
    fatti = ctx.atto(nome)
    if fatti is None:
        return non_soddisfatta(
            "l’atto «{atto}» non risulta adottato",
            atto=regola.label,
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    if fatti.adozione.data > ctx.data:
        return non_soddisfatta(
            "l’atto «{atto}» è adottato il {adottato}, dopo il giorno del passo ({giorno})",
            atto=regola.label,
            adottato=fatti.adozione.data,
            giorno=ctx.data,
            non_prima_di=fatti.adozione.data,
        )
    return soddisfatta("è adottato l’atto seguente: {estremi}", estremi=fatti.estremi)


@guard(
    "pareri_della_deliberazione",
    etichetta="Pareri sulla proposta di deliberazione",
    vincoli=("TUEL-49-PARERI",),
    forza="legge",
    fonti=("tuel-49",),
)
def pareri_della_deliberazione(ctx: Contesto) -> Accertamento:
    """La deliberazione che non sia mero indirizzo reca il parere tecnico e, se ha riflessi, il contabile."""
    adozione = ctx.ultimo(AdozioneAtto)
    if adozione.organo not in COLLEGIALI:
        return non_applicabile("l’atto non è una deliberazione di Giunta o di Consiglio")
    if adozione.mero_indirizzo:
        return non_applicabile("la deliberazione è mero atto di indirizzo (art. 49, comma 1, TUEL)")
    dovuti = ("tecnico", "contabile") if adozione.riflessi_contabili else ("tecnico",)
    resi = [p for p in adozione.pareri if p.data <= adozione.data]
    mancanti = tuple(tipo for tipo in dovuti if not any(p.tipo == tipo for p in resi))
    if mancanti:
        return non_soddisfatta(
            "manca il parere di regolarità {mancanti} reso entro il giorno della deliberazione ({giorno})",
            mancanti=tuple(_REGOLARITA[t] for t in mancanti),
            giorno=adozione.data,
            rimedi=(Rimedio("adozione_atto", ("pareri",)),),
        )
    contrari = tuple(_REGOLARITA[p.tipo] for p in resi if p.esito == "contrario")
    if contrari and not adozione.motivazione_scostamento:
        return non_soddisfatta(
            "il parere di regolarità {contrari} è contrario e la deliberazione non motiva lo scostamento",
            contrari=contrari,
            rimedi=(Rimedio("adozione_atto", ("motivazione_scostamento",)),),
        )
    if contrari:
        return soddisfatta(
            "la deliberazione motiva lo scostamento dal parere contrario di regolarità {contrari}",
            contrari=contrari,
        )
    testo = " e ".join(f"il parere di regolarità {_REGOLARITA[tipo]}" for tipo in dovuti)
    return soddisfatta(
        f"sulla proposta {'sono stati acquisiti' if len(dovuti) > 1 else 'è stato acquisito'} {testo}, "
        "in senso favorevole"
    )
