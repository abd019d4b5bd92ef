"""The notice itself (lex specialis): its figures, its arithmetic, and the clauses it sets for everybody."""

from collections.abc import Iterator
from datetime import timedelta

from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import RettificaAvviso
from coproflow.domain.guard import guard
from coproflow.domain.importi import somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.programmi import Programma
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    mostra,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "quadratura_contributi",
    etichetta="Quadratura dei contributi",
    vincoli=("SEED-ARITM",),
    forza="avviso",
    fonti=("avviso", "l241-12"),
    coerenza=True,
)
def quadratura_contributi(ctx: Contesto) -> Accertamento:
    """Il contributo sull'intera durata di ogni programma è la somma delle sue annualità, al centesimo."""
    avviso = avviso_vigente(ctx)
    errori = []
    for p in avviso.programmi:
        calcolato = p.somma_annualita(avviso.anni)
        scarto = max(p.contributo_totale - calcolato, calcolato - p.contributo_totale)
        if p.profilo and len(p.profilo) != avviso.anni:
            errori.append(
                non_soddisfatta(
                    f"nella riga {p.codice} ({p.titolo}) il profilo indica {len(p.profilo)} annualità, ma la "
                    f"durata ne tocca {avviso.anni}",
                    rimedi=_correggi(ctx, "programmi"),
                )
            )
        elif calcolato != p.contributo_totale:
            errori.append(
                non_soddisfatta(
                    f"nella riga {p.codice} ({p.titolo}) il contributo sull’intera durata è € "
                    f"{p.contributo_totale}, ma le {avviso.anni} annualità fanno € {calcolato}: "
                    f"la differenza è di € {scarto}"
                    + ("" if p.profilo else "; se le annualità non sono uguali, va scritto il loro profilo"),
                    rimedi=_correggi(ctx, "programmi"),
                    **{  # type: ignore[arg-type]  # a row's code is no name of an argument
                        f"{p.codice}_dichiarato": p.contributo_totale,
                        f"{p.codice}_calcolato": calcolato,
                        f"{p.codice}_differenza": p.contributo_totale - calcolato,
                    },
                )
            )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "per ciascun programma il contributo sull’intera durata corrisponde alla somma delle annualità"
    )


@guard(
    "quote_altre_fonti",
    etichetta="Quote di altre fonti («di cui»)",
    vincoli=("SEED-DI-CUI",),
    forza="avviso",
    fonti=("avviso", "l241-12"),
    coerenza=True,
)
def quote_altre_fonti(ctx: Contesto) -> Accertamento:
    """Le quote «di cui» stanno dentro il contributo, anno per anno, e la matrice fonti per anni quadra."""
    avviso = avviso_vigente(ctx)
    errori = tuple(e for p in avviso.programmi for e in _quote_errate(p, avviso.anni))
    if errori:
        return non_soddisfatta("{errori}", errori=errori, rimedi=_correggi(ctx, "programmi"))
    con_quote = tuple(p for p in avviso.programmi if p.di_cui)
    if not con_quote:
        return non_applicabile("nessun programma indica quote di altre fonti")
    return soddisfatta(
        "le quote di altre fonti ({righe}) sono comprese nei contributi, anno per anno, "
        "con il residuo sull’ultimo",
        righe=tuple(
            f"{p.codice}: {q.fonte.replace('_', ' ')} € {q.importo}" for p in con_quote for q in p.di_cui
        ),
        totale=somma(p.quota_altre_fonti for p in con_quote),
    )


def _quote_errate(p: Programma, anni: int) -> Iterator[str]:
    riga = f"nella riga {p.codice} ({p.titolo})"
    if p.quota_altre_fonti > p.contributo_totale:
        yield (
            f"{riga} le quote di altre fonti fanno € {p.quota_altre_fonti}, più del contributo di "
            f"€ {p.contributo_totale}: la differenza è di € {p.quota_altre_fonti - p.contributo_totale}"
        )
        return
    for q in p.di_cui:
        if q.importo_annuo is not None and q.importo_annuo * anni != q.importo:
            yield (
                f"{riga} la quota {q.fonte} è di € {q.importo}, ma {anni} annualità da € {q.importo_annuo} "
                f"fanno € {q.importo_annuo * anni}: la differenza è di € {q.importo - q.importo_annuo * anni}"
            )
    fonti = [q.fonte for q in p.di_cui]
    if doppie := sorted({f for f in fonti if fonti.count(f) > 1}):
        yield f"{riga} la stessa fonte compare due volte: {mostra(tuple(doppie))}"
        return
    for i, resto in enumerate(p.matrice("", anni)[""], start=1):
        if resto.centesimi < 0:
            yield f"{riga} nell’anno {i} le quote di altre fonti superano il contributo di € {-resto}"


@guard(
    "quote_coordinate",
    etichetta="Quote concordi fra avvisi coordinati",
    vincoli=("SEED-DI-CUI",),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def quote_coordinate(ctx: Contesto) -> Accertamento:
    """Due avvisi coordinati indicano la stessa quota con la stessa cifra, che si conta una volta sola."""
    altri = (*ctx.collegati("coordinata"), *ctx.collegati("coordinate"))
    if not altri:
        return non_applicabile("l’avviso non è coordinato con un altro")
    errori: list[str] = []
    concordi: list[str] = []
    for altro in altri:
        for chi_dice, chi_paga in ((ctx, altro), (altro, ctx)):
            for riga, differenza in _quote_dette(chi_dice, chi_paga):
                (errori if differenza else concordi).append(riga)
    if errori:
        return non_soddisfatta(
            "{errori}", errori=tuple(errori), rimedi=_correggi(ctx, "programmi", "quote_coordinate")
        )
    if not concordi:
        return non_applicabile("i due avvisi non indicano quote l’uno nei programmi dell’altro")
    return soddisfatta(
        "i due avvisi indicano le stesse quote ({concordi}), che si contano una volta sola",
        concordi=tuple(concordi),
    )


def _quote_dette(chi_dice: Contesto, chi_paga: Contesto) -> Iterator[tuple[str, bool]]:
    uno, altro = avviso_vigente(chi_dice), avviso_vigente(chi_paga)
    for detta in uno.quote_coordinate:
        programma = altro.programma(detta.programma)
        quote = programma.di_cui if programma else ()
        scritta = somma(q.importo for q in quote if q.fonte == detta.fonte)
        riga = f"{detta.programma}, quota {detta.fonte}: € {detta.importo}"
        if scritta != detta.importo:
            riga = (
                f"per il programma {detta.programma} l’avviso {uno.avviso} indica una quota {detta.fonte} di "
                f"€ {detta.importo}, l’avviso {altro.avviso} di € {scritta}: la differenza è di "
                f"€ {detta.importo - scritta}"
            )
        yield riga, scritta != detta.importo


@guard(
    "somma_pesi",
    etichetta="Somma dei punteggi massimi",
    vincoli=("VAL-CRITERI",),
    forza="avviso",
    fonti=("avviso", "l241-12"),
    coerenza=True,
)
def somma_pesi(ctx: Contesto, *, totale: ParametroId) -> Accertamento:
    """I punteggi massimi dei criteri sommano al totale che l'avviso indica."""
    atteso = ctx.parametro(totale).valore
    trovato = sum(c.punti for c in avviso_vigente(ctx).criteri)
    if trovato != atteso:
        return non_soddisfatta(
            "i punteggi massimi dei criteri sommano a {trovato}, mentre l’avviso indica un totale di "
            "{atteso}: la differenza è di {differenza}",
            trovato=trovato,
            atteso=atteso,
            differenza=trovato - atteso,
            rimedi=_correggi(ctx, "criteri", "figure"),
        )
    return soddisfatta("i punteggi massimi dei criteri sommano a {trovato}", trovato=trovato)


@guard(
    "ricevuta_scelta",
    etichetta="Ricevuta che fa fede",
    vincoli=("DOM-TERMINE",),
    forza="avviso",
    fonti=("avviso", "cad-45"),
)
def ricevuta_scelta(ctx: Contesto) -> Accertamento:
    """L'avviso sceglie quale ricevuta PEC fa fede: l'accettazione (invio) o la consegna (arrivo)."""
    avviso = avviso_vigente(ctx)
    if avviso.fa_fede is None:
        return non_soddisfatta(
            "l’avviso non dice se per il termine fa fede la ricevuta di accettazione o quella di consegna",
            rimedi=_correggi(ctx, "fa_fede"),
        )
    return soddisfatta(
        "per il termine del {scadenza} fa fede la ricevuta di {ricevuta}",
        scadenza=avviso.scadenza_domande,
        ricevuta=avviso.fa_fede,
    )


@guard(
    "parita_regolata",
    etichetta="Regola per la parità di punteggio",
    vincoli=("VAL-PARITA",),
    forza="prassi",
    fonti=("l241-12", "avviso"),
)
def parita_regolata(ctx: Contesto) -> Accertamento:
    """L'avviso dice prima come si sceglie fra proposte di pari punteggio."""
    regola = avviso_vigente(ctx).regola_parita
    if not regola:
        return non_soddisfatta(
            "l’avviso non dice come si sceglie fra proposte di pari punteggio",
            rimedi=_correggi(ctx, "regola_parita"),
        )
    return soddisfatta("in caso di parità di punteggio vale la regola: {regola}", regola=regola)


@guard(
    "termine_congruo",
    etichetta="Termine congruo per le domande",
    vincoli=("PUBB-TERMINE", "AVVISO-RETTIFICA"),
    forza="prassi",
    fonti=("l241-1", "lr-toscana-65-2020-13"),
)
def termine_congruo(ctx: Contesto) -> Accertamento:
    """Fra la pubblicazione, o la rettifica, e il termine per le domande corre un tempo congruo."""
    if isinstance(ctx.dati, RettificaAvviso) and not ctx.dati.tocca_chi_partecipa:
        return non_applicabile("la rettifica non è sostanziale, e non toglie tempo a chi partecipa")
    minimo = ctx.parametro("min_giorni_pubblicazione").valore
    scadenza = avviso_vigente(ctx).scadenza_domande
    giorni = (scadenza.date() - ctx.dati.data).days
    if giorni <= 0:
        return non_applicabile("il termine del {scadenza} è già passato", scadenza=scadenza)
    if giorni < minimo:
        utile = ctx.dati.data + timedelta(days=minimo)
        return non_soddisfatta(
            "fra il {dal} e il termine del {scadenza} corrono {giorni} giorni, meno dei {minimo} di "
            "riferimento; il termine sarebbe congruo dal {utile}",
            dal=ctx.dati.data,
            scadenza=scadenza,
            giorni=giorni,
            minimo=minimo,
            utile=utile,
            rimedi=_correggi(ctx, "scadenza_domande"),
        )
    return soddisfatta(
        "fra il {dal} e il termine del {scadenza} corrono {giorni} giorni, "
        "non meno dei {minimo} di riferimento",
        dal=ctx.dati.data,
        scadenza=scadenza,
        giorni=giorni,
        minimo=minimo,
    )


@guard(
    "pubblicazione_prima_del_termine",
    etichetta="Avviso pubblicato prima del termine per le domande",
    vincoli=("CTS-55-4-PREDEF",),
    forza="legge",
    fonti=("cts-55-4",),
)
def pubblicazione_prima_del_termine(ctx: Contesto) -> Accertamento:
    """L'avviso si pubblica prima che scada il termine per le domande: dopo, nessuno potrebbe rispondere."""
    scadenza = avviso_vigente(ctx).scadenza_domande
    if ctx.dati.data < scadenza.date():
        return soddisfatta(
            "l’avviso è pubblicato prima del termine per le domande, fissato al {scadenza}", scadenza=scadenza
        )
    return non_soddisfatta(
        "l’avviso sarebbe pubblicato il {giorno}, quando il termine per le domande è il {scadenza}",
        giorno=ctx.dati.data,
        scadenza=scadenza,
        rimedi=_correggi(ctx, "scadenza_domande"),
    )


def _correggi(ctx: Contesto, *campi: str) -> tuple[Rimedio, ...]:
    """The way to correct the notice: its file before the publication, a published rectification after."""
    pubblicato = ctx.passi("pubblicazione_avviso")
    return (Rimedio("rettifica_avviso" if pubblicato else "apertura", campi),)
