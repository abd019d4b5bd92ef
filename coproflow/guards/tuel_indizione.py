"""D.Lgs. 267/2000 at the start: the Ambito (artt. 30, 34), the act (107), appropriations (183 cc. 3, 6)."""

from collections.abc import Iterator

from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.dati.coprogettazione import Indizione
from coproflow.domain.guard import guard
from coproflow.domain.importi import Euro, somma
from coproflow.domain.parametri import AttoId, ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    DatoMancanteError,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

_STANZIAMENTI = (Rimedio("indizione", ("stanziamenti",)),)


@guard(
    "capofila_legittimato",
    etichetta="Legittimazione dell’ente capofila d’Ambito",
    vincoli=("COMP-RUP-AMBITO",),
    forza="legge",
    fonti=("tuel-30-34", "l328-2000-19"),
)
def capofila_legittimato(ctx: Contesto) -> Accertamento:
    """Il Comune procede come capofila d'Ambito se gli atti associativi lo legittimano."""
    avviso = avviso_vigente(ctx)
    if not avviso.capofila_ambito:
        return non_applicabile("l’ente non procede come capofila d’Ambito")
    mancano = tuple(
        (campo, nome)
        for campo, nome, presente in (
            ("atto_associativo", "la convenzione associativa", avviso.atto_associativo),
            (
                "delibera_assemblea",
                "la deliberazione dell’Assemblea dei Sindaci",
                avviso.delibera_assemblea,
            ),
        )
        if not presente
    )
    if mancano:
        return non_soddisfatta(
            "l’ente procede come capofila d’Ambito, ma l’avviso non indica {mancano}",
            mancano=tuple(nome for _, nome in mancano),
            rimedi=(Rimedio("apertura", tuple(campo for campo, _ in mancano)),),
        )
    con_quote = tuple(p.codice for p in avviso.programmi if p.di_cui)
    return soddisfatta(
        "l’ente procede come capofila d’Ambito in forza di {atto} e di {delibera}, con "
        + (
            "le quote di altre fonti distinte da quelle d’Ambito ({righe})"
            if con_quote
            else "risorse d’Ambito"
        ),
        atto=avviso.atto_associativo,
        delibera=avviso.delibera_assemblea,
        righe=con_quote,
    )


@guard(
    "avviso_come_approvato",
    etichetta="Avviso come la determinazione lo ha approvato",
    vincoli=("LG-INDIZIONE", "L241-12-PREDET", "TUEL-107-DIR"),
    forza="legge",
    fonti=("tuel-107", "l241-12"),
)
def avviso_come_approvato(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """Si pubblica l'avviso che la determinazione ha approvato: se poi è cambiato, si approva di nuovo."""
    adozioni = [a for a in ctx.passi("adozione_atto") if a.grezzo["atto"] == atto]
    if not adozioni:
        return non_applicabile("la determinazione di indizione non è ancora adottata")
    scritto = max(a.seq for a in ctx.passi("apertura"))
    if scritto > adozioni[-1].seq:
        return non_soddisfatta(
            "l’avviso è cambiato dopo la determinazione che lo ha approvato, la n. {numero} del {giorno}",
            numero=adozioni[-1].come(AdozioneAtto).numero,
            giorno=adozioni[-1].data,
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    return soddisfatta("l’avviso è quello che la determinazione di indizione ha approvato")


@guard(
    "stanziamento_capiente",
    etichetta="Stanziamento capiente",
    vincoli=("COPERTURA-PRENOT",),
    forza="legge",
    fonti=("tuel-183-3", "cts-55-1"),
    coerenza=True,
)
def stanziamento_capiente(ctx: Contesto) -> Accertamento:
    """In ogni esercizio del bilancio approvato lo stanziamento basta per i contributi dell'avviso."""
    indizione = ctx.ultimo(Indizione)
    difetti = [
        f"nel {s.esercizio} lo stanziamento del capitolo {s.capitolo} è € {s.disponibile}, e servono "
        f"€ {s.importo}: mancano € {s.importo - s.disponibile}"
        for s in indizione.stanziamenti
        if s.importo > s.disponibile
    ]
    for anno, dovuto in _annualita(ctx):
        if not _nel_bilancio(indizione, anno):
            continue
        coperto = somma(s.importo for s in indizione.stanziamenti if s.esercizio == anno)
        if coperto < dovuto:
            difetti.append(
                f"per il {anno} i contributi sono € {dovuto}, gli stanziamenti indicati € {coperto}: mancano "
                f"€ {dovuto - coperto}"
            )
    if difetti:
        return non_soddisfatta("{difetti}", difetti=tuple(difetti), rimedi=_STANZIAMENTI)
    return soddisfatta(
        "gli stanziamenti del bilancio approvato ({dal}-{al}) bastano per i contributi dei suoi esercizi",
        dal=indizione.bilancio_dal,
        al=indizione.bilancio_al,
    )


@guard(
    "prenotazione_impegno",
    etichetta="Prenotazione di impegno",
    vincoli=("COPERTURA-PRENOT",),
    forza="prassi",
    fonti=("tuel-183-3",),
)
def prenotazione_impegno(ctx: Contesto) -> Accertamento:
    """All'indizione la spesa è prenotata; la prenotazione che a fine anno non diventa impegno decade."""
    stanziamenti = ctx.ultimo(Indizione).stanziamenti
    senza = tuple(sorted({s.esercizio for s in stanziamenti if not s.prenotazione}))
    if not stanziamenti or senza:
        return non_soddisfatta(
            "non risulta la prenotazione di impegno" + (" per il {senza}" if senza else ""),
            senza=senza,
            rimedi=_STANZIAMENTI,
        )
    return soddisfatta(
        "la spesa è prenotata ({prenotazioni})",
        prenotazioni=tuple(f"{s.esercizio}: n. {s.prenotazione}, € {s.importo}" for s in stanziamenti),
    )


@guard(
    "visto_della_prenotazione",
    etichetta="Visto sulla prenotazione di impegno",
    vincoli=("TUEL-183-7-VISTO", "COPERTURA-PRENOT"),
    forza="prassi",
    fonti=("tuel-183-3", "tuel-183-7"),
)
def visto_della_prenotazione(ctx: Contesto, *, atto: AttoId, lettura: ParametroId) -> Accertamento:
    """Prima di pubblicare, la determinazione che prenota la spesa ha il visto di regolarità contabile."""
    if not any(s.prenotazione for s in ctx.ultimo(Indizione).stanziamenti):
        return non_applicabile("con l’indizione non si prenota alcuna spesa")
    if ctx.parametro(lettura).valore == "no":
        return non_applicabile("l’ente non chiede il visto sulle prenotazioni di impegno")
    fatti = ctx.atto(atto)
    if fatti is None or fatti.visto is None or fatti.visto.data > ctx.data:
        return non_soddisfatta(
            "la determinazione che prenota la spesa non ha il visto di regolarità contabile",
            rimedi=(Rimedio("visto_contabile", ("atto", "coperture")),),
        )
    return soddisfatta(
        "sulla prenotazione della spesa è apposto il visto di regolarità contabile del {giorno}",
        giorno=fatti.visto.data,
    )


@guard(
    "esercizi_nel_bilancio",
    etichetta="Nessuna spesa su esercizi fuori bilancio",
    vincoli=("TUEL-183-6-ORIZZONTE", "SEED-ORIZZONTE"),
    forza="legge",
    fonti=("tuel-183-6",),
)
def esercizi_nel_bilancio(ctx: Contesto) -> Accertamento:
    """Non si prenota né si impegna su esercizi che il bilancio approvato non comprende."""
    indizione = ctx.ultimo(Indizione)
    if not indizione.stanziamenti:
        return non_applicabile("l’indizione non indica stanziamenti")
    fuori = tuple(
        sorted({s.esercizio for s in indizione.stanziamenti if not _nel_bilancio(indizione, s.esercizio)})
    )
    if fuori:
        return non_soddisfatta(
            "risultano stanziamenti per il {fuori}, che il bilancio approvato ({dal}-{al}) non comprende",
            fuori=fuori,
            dal=indizione.bilancio_dal,
            al=indizione.bilancio_al,
            rimedi=_STANZIAMENTI,
        )
    return soddisfatta(
        "gli stanziamenti indicati riguardano esercizi del bilancio approvato ({dal}-{al})",
        dal=indizione.bilancio_dal,
        al=indizione.bilancio_al,
    )


@guard(
    "clausola_oltre_bilancio",
    etichetta="Clausola per gli esercizi oltre il bilancio",
    vincoli=("TUEL-183-6-ORIZZONTE", "SEED-ORIZZONTE"),
    forza="prassi",
    fonti=("tuel-183-6",),
)
def clausola_oltre_bilancio(ctx: Contesto) -> Accertamento:
    """Per gli anni fuori dal bilancio, l'avviso subordina il contributo al bilancio che li comprenderà."""
    indizione = ctx.ultimo(Indizione)
    oltre = tuple(
        f"il {anno} (€ {importo})" for anno, importo in _annualita(ctx) if not _nel_bilancio(indizione, anno)
    )
    if not oltre:
        return non_applicabile("il bilancio approvato comprende tutti gli anni della co-progettazione")
    if avviso_vigente(ctx).clausola_bilancio:
        return soddisfatta(
            "per {oltre}, fuori dal bilancio approvato, l’avviso subordina il contributo al bilancio che "
            "comprenderà l’esercizio",
            oltre=oltre,
        )
    return non_soddisfatta(
        "il bilancio approvato non comprende {oltre}, e l’avviso non subordina il contributo al bilancio che "
        "comprenderà l’esercizio",
        oltre=oltre,
        rimedi=(Rimedio("apertura", ("clausola_bilancio",)),),
    )


def _annualita(ctx: Contesto) -> Iterator[tuple[int, Euro]]:
    avviso = avviso_vigente(ctx)
    colonne = [p.annualita(avviso.anni) for p in avviso.programmi]
    for i in range(avviso.anni):
        yield avviso.inizio.year + i, somma(c[i] for c in colonne if i < len(c))


def _nel_bilancio(indizione: Indizione, anno: int) -> bool:
    if indizione.bilancio_dal is None or indizione.bilancio_al is None:
        raise DatoMancanteError("Indizione", "bilancio_al")
    return indizione.bilancio_dal <= anno <= indizione.bilancio_al
