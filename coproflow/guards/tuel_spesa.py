"""D.Lgs. 267/2000 (TUEL), spending: what a commitment says, its year, the visa that registers it."""

from collections.abc import Iterable
from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto, VistoContabile
from coproflow.domain.dati.spesa import Impegno, ProvvedimentoDiSpesa, QuotaSospesa
from coproflow.domain.dati.tavolo import ContributoAnno, ProgettoDefinitivo
from coproflow.domain.forme import load
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import AttoId, EventoId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_soddisfatta,
    soddisfatta,
)


def impegni_di(ctx: Contesto, passo: str) -> tuple[Impegno, ...]:
    """The commitments that the last entry of a step assumed; none when the step is not in the log yet."""
    annotazioni = ctx.passi(passo)
    return load(tuple[Impegno, ...], annotazioni[-1].grezzo["impegni"]) if annotazioni else ()


def per_esercizio(quote: Iterable[tuple[int, Euro]]) -> dict[int, Euro]:
    """The sum of each year."""
    somme: dict[int, Euro] = {}
    for esercizio, importo in quote:
        somme[esercizio] = somme.get(esercizio, ZERO) + importo
    return somme


def rimedio_del_passo(ctx: Contesto, *campi: str) -> tuple[Rimedio, ...]:
    """The way out of a rule on the act being recorded: the same step, with those fields corrected."""
    return (Rimedio(ctx.passo, campi),)


def cifre(nome: str, **valori: Any) -> dict[str, Any]:
    """The figures of one row of a composite, under names that the other rows do not use."""
    return {f"{nome}_{chiave}": valore for chiave, valore in valori.items()}


@guard(
    "impegno_completo",
    etichetta="Elementi dell’impegno di spesa",
    vincoli=("TUEL-183-1-IMPEGNO",),
    forza="legge",
    fonti=("tuel-183-1", "tuel-183-5"),
)
def impegno_completo(ctx: Contesto) -> Accertamento:
    """L'impegno determina somma, creditore, ragione, scadenza e capitolo, entro il disponibile."""
    impegni = ctx.ultimo(ProvvedimentoDiSpesa).impegni
    if not impegni:
        return non_soddisfatta("l’atto non assume nessun impegno", rimedi=rimedio_del_passo(ctx, "impegni"))
    esiti = [_elementi(ctx, i) for i in impegni]
    per_capitolo: dict[tuple[str, int], list[Impegno]] = {}
    for i in impegni:
        per_capitolo.setdefault((i.capitolo, i.esercizio), []).append(i)
    for (capitolo, esercizio), gruppo in per_capitolo.items():
        totale = somma(i.importo for i in gruppo)
        disponibile = min(i.disponibile for i in gruppo)
        if totale > disponibile:
            esiti.append(
                non_soddisfatta(
                    f"sul capitolo {capitolo}, esercizio {esercizio}, si impegnano € {totale} su uno "
                    f"stanziamento disponibile di € {disponibile}",
                    rimedi=rimedio_del_passo(ctx, "impegni"),
                    **cifre(f"{capitolo}_{esercizio}", trovato=totale, disponibile=disponibile),
                )
            )
    errori = [e for e in esiti if e is not None]
    if errori:
        return componi(*errori)
    return soddisfatta(
        "gli impegni, per complessivi {totale}, indicano somma, creditore, ragione, scadenza, capitolo, "
        "missione e programma, piano dei conti ed esercizio, nei limiti dello stanziamento disponibile",
        totale=somma(i.importo for i in impegni),
    )


def _elementi(ctx: Contesto, impegno: Impegno) -> Accertamento | None:
    vuoti = tuple(
        nome
        for nome, valore in (
            ("la somma", impegno.importo),
            ("il creditore", impegno.creditore.strip()),
            ("la ragione", impegno.causale.strip()),
            ("il capitolo", impegno.capitolo.strip()),
            ("missione e programma", impegno.missione_programma.strip()),
            ("il piano dei conti", impegno.pdc.strip()),
            ("il CUP, o perché non è dovuto", impegno.cup or impegno.senza_cup.strip()),
            ("il CIG, o perché non è dovuto", impegno.cig or impegno.senza_cig.strip()),
        )
        if not valore
    )
    if not vuoti:
        return None
    return non_soddisfatta(
        f"nell’impegno sull’esercizio {impegno.esercizio}, capitolo «{impegno.capitolo}», manca {{vuoti}}",
        rimedi=rimedio_del_passo(ctx, "impegni"),
        vuoti=vuoti,
    )


@guard(
    "esigibilita_impegni",
    etichetta="Imputazione degli impegni agli anni del progetto",
    vincoli=("D118-ESIGIB", "SEED-DI-CUI"),
    forza="legge",
    fonti=("dlgs118-42-52", "tuel-183-5", "avviso"),
    coerenza=True,
)
def esigibilita_impegni(ctx: Contesto) -> Accertamento:
    """Ogni quota è impegnata, o sospesa, per l'anno e la fonte del cronoprogramma, e scade in quell'anno."""
    spesa = ctx.ultimo(ProvvedimentoDiSpesa)
    progetto = ctx.ultimo(ProgettoDefinitivo)
    attese = _per_anno_e_fonte(progetto.contributi)
    trovate = _per_anno_e_fonte((*spesa.impegni, *spesa.sospese))
    errori = []
    for anno, fonte in sorted(attese.keys() | trovate.keys()):
        atteso, trovato = attese.get((anno, fonte), ZERO), trovate.get((anno, fonte), ZERO)
        if atteso != trovato:
            errori.append(
                non_soddisfatta(
                    f"per l’esercizio {anno}, fonte {fonte}, il progetto prevede € {atteso} e l’atto "
                    f"impegna o sospende € {trovato}",
                    rimedi=rimedio_del_passo(ctx, "impegni", "sospese"),
                    **cifre(f"{anno}_{fonte}", previsto=atteso, trovato=trovato),
                )
            )
    errori += [
        non_soddisfatta(
            f"l’impegno sull’esercizio {i.esercizio} scade il {{scadenza}}, in un altro esercizio",
            rimedi=rimedio_del_passo(ctx, "impegni"),
            scadenza=i.scadenza,
        )
        for i in spesa.impegni
        if i.scadenza.year != i.esercizio
    ]
    if errori:
        return componi(*errori)
    return soddisfatta(
        "le quote del contributo sono imputate agli esercizi e alle fonti del cronoprogramma del progetto "
        "({anni})",
        anni=progetto.esercizi,
    )


def _per_anno_e_fonte(
    quote: Iterable[ContributoAnno | Impegno | QuotaSospesa],
) -> dict[tuple[int, str], Euro]:
    somme: dict[tuple[int, str], Euro] = {}
    for q in quote:
        somme[q.esercizio, q.fonte] = somme.get((q.esercizio, q.fonte), ZERO) + q.importo
    return somme


@guard(
    "visto_di_altro_firmatario",
    etichetta="Visto di chi non ha adottato l’atto",
    vincoli=("TUEL-183-7-VISTO",),
    forza="legge",
    fonti=("tuel-183-7", "tuel-153-5"),
)
def visto_di_altro_firmatario(ctx: Contesto) -> Accertamento:
    """Il visto è del responsabile finanziario, o del suo sostituto, e mai di chi ha adottato l'atto."""
    visto = ctx.ultimo(VistoContabile)
    adozione = ctx.cerca(AdozioneAtto, atto=visto.atto)
    if adozione is None:
        return non_soddisfatta(
            "l’atto da vistare non risulta adottato",
            rimedi=(Rimedio("adozione_atto", ("atto", "firmatario")),),
        )
    if adozione.firmatario.casefold().strip() == visto.responsabile.casefold().strip():
        return non_soddisfatta(
            "{nome} ha adottato l’atto e non può vistarlo: il visto spetta al sostituto",
            nome=visto.responsabile,
            rimedi=(Rimedio("visto_contabile", ("responsabile",)),),
        )
    return soddisfatta(
        "il visto è apposto da {vista}, persona diversa da chi ha adottato l’atto ({adotta})",
        vista=visto.responsabile,
        adotta=adozione.firmatario,
    )


@guard(
    "impegni_registrati",
    etichetta="Impegni registrati con il visto",
    vincoli=("TUEL-183-7-VISTO", "TUEL-191"),
    forza="legge",
    fonti=("tuel-183-7", "tuel-191-1"),
    coerenza=True,
)
def impegni_registrati(ctx: Contesto, *, atto: AttoId, passo: EventoId) -> Accertamento:
    """Il visto registra gli impegni che l'atto ha assunto, esercizio per esercizio e al centesimo."""
    fatti = ctx.atto(atto)
    if fatti is None or fatti.visto is None:
        return non_soddisfatta(
            "la {atto} non ha il visto che attesta la copertura",
            atto=ctx.fascicolo.atti[atto].label.lower(),
            rimedi=(Rimedio("visto_contabile", ("atto", "coperture")),),
        )
    assunti = per_esercizio((i.esercizio, i.importo) for i in impegni_di(ctx, passo))
    registrati = per_esercizio((c.esercizio, c.importo) for c in fatti.visto.coperture)
    diversi = []
    for anno in sorted(assunti.keys() | registrati.keys()):
        assunto, registrato = assunti.get(anno, ZERO), registrati.get(anno, ZERO)
        if assunto != registrato:
            diversi.append(
                non_soddisfatta(
                    f"per l’esercizio {anno} l’atto impegna € {assunto} e il visto registra € {registrato}",
                    rimedi=(Rimedio("visto_contabile", ("coperture",)),),
                    **cifre(str(anno), impegnato=assunto, registrato=registrato),
                )
            )
    if diversi:
        return componi(*diversi)
    return soddisfatta(
        "con il visto del {data} sono registrati gli impegni {numeri}, per complessivi {totale}",
        data=fatti.visto.data,
        numeri=tuple(f"n. {c.numero} ({c.esercizio})" for c in fatti.visto.coperture),
        totale=somma(registrati.values()),
    )
