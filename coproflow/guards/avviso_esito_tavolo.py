"""How a table ends: a project approved, the next in the ranking, or no convention."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti
from coproflow.domain.dati.tavolo import (
    ApprovazioneProgetto,
    ChiusuraTavolo,
    FallimentoTavolo,
    ProgettoDefinitivo,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.tavoli import (
    concesso_al_tavolo,
    domanda_del_tavolo,
    partner_del_tavolo,
    programma_del_tavolo,
    ultimo_verbale,
)
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "approvazione_completa",
    etichetta="Contenuto dell’atto che conclude il procedimento",
    vincoli=("PD-APPROVAZIONE",),
    forza="legge",
    fonti=("l241-3", "l241-2", "dm72-2021-p3"),
)
def approvazione_completa(ctx: Contesto) -> Accertamento:
    """L'atto motivato approva progetto, piano economico e schema di convenzione, dopo l'ultimo verbale."""
    atto = ctx.ultimo(ApprovazioneProgetto)
    nomi = {
        "progetto_definitivo": "il progetto definitivo",
        "piano_economico": "il piano economico-finanziario",
        "schema_convenzione": "lo schema finale di convenzione",
    }
    mancano = tuple(nome for chiave, nome in nomi.items() if chiave not in atto.approvati)
    progetto = ctx.ultimo(ProgettoDefinitivo)
    verbale = ultimo_verbale(ctx)
    errori = []
    if mancano:
        errori.append(
            non_soddisfatta(
                "l’atto non approva {mancano}",
                mancano=mancano,
                rimedi=(Rimedio("approvazione_progetto", ("approvati",)),),
            )
        )
    if not atto.motivazione.strip():
        errori.append(
            non_soddisfatta(
                "l’atto non è motivato", rimedi=(Rimedio("approvazione_progetto", ("motivazione",)),)
            )
        )
    if verbale is None:
        errori.append(
            non_soddisfatta(
                "nessuna sessione del tavolo è verbalizzata", rimedi=(Rimedio("verbale_sessione"),)
            )
        )
    dopo = max(d.data for d in (progetto, verbale) if d is not None)
    if ctx.data < dopo:
        errori.append(
            non_soddisfatta(
                "l’approvazione è del {trovata}, anteriore all’ultimo verbale o alla consegna del progetto "
                "({dopo})",
                trovata=ctx.data,
                dopo=dopo,
                non_prima_di=dopo,
            )
        )
    if errori:
        return componi(*errori)
    assert verbale is not None
    return soddisfatta(
        "l’atto approva il progetto definitivo “{titolo}”, il piano economico-finanziario e lo schema "
        "finale di convenzione, dopo l’ultimo verbale del tavolo, del {verbale}",
        titolo=progetto.titolo,
        verbale=verbale.data,
    )


@guard(
    "quadratura_concessione",
    etichetta="Quadratura del contributo concesso",
    vincoli=("PD-APPROVAZIONE", "SEED-ARITM"),
    forza="avviso",
    fonti=("avviso", "l241-12"),
    coerenza=True,
)
def quadratura_concessione(ctx: Contesto) -> Accertamento:
    """Il contributo è quello del progetto, tutto impegnato o sospeso, entro le risorse dell'avviso."""
    atto = ctx.ultimo(ApprovazioneProgetto)
    progetto = ctx.ultimo(ProgettoDefinitivo)
    programma = programma_del_tavolo(ctx)
    confronti = (
        ("il contributo del progetto definitivo", progetto.contributo, atto.contributo, "contributo"),
        ("la somma di impegni e quote sospese", atto.concesso, atto.contributo, "impegni"),
        (
            "il cofinanziamento del progetto definitivo",
            progetto.cofinanziamento_totale,
            atto.cofinanziamento,
            "cofinanziamento",
        ),
    )
    errori = [
        non_soddisfatta(
            f"{che} è € {atteso}, mentre l’atto indica € {trovato}",
            rimedi=(Rimedio("approvazione_progetto", (campo,)),),
        )
        for che, atteso, trovato, campo in confronti
        if atteso != trovato
    ]
    altrove = somma(
        concesso_al_tavolo(t)
        for t in ctx.collegati("altri_tavoli")
        if t.ultimo(AperturaTavolo).programma == programma.codice
    )
    risorse = _risorse(ctx, programma.contributo_totale - altrove)
    if atto.concesso > risorse:
        errori.append(
            non_soddisfatta(
                "l’atto concede {concesso}, oltre le risorse dell’avviso per il programma {codice} "
                "({risorse}" + (", tolto quanto altri tavoli hanno concesso)" if altrove else ")"),
                concesso=atto.concesso,
                codice=programma.codice,
                risorse=risorse,
                rimedi=(Rimedio("approvazione_progetto", ("impegni", "sospese")),),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "il contributo concesso, {concesso}, è quello del progetto definitivo, nei limiti delle risorse che "
        "l’avviso destina al programma {codice} ({risorse})",
        concesso=atto.concesso,
        codice=programma.codice,
        risorse=risorse,
    )


def _risorse(ctx: Contesto, programma: Euro) -> Euro:
    """What is left for the partner: of its programme and, if the outcome fixed an amount for it, of that."""
    esiti, codice = ctx.collegato("avviso").cerca(ApprovazioneEsiti), ctx.ultimo(AperturaTavolo).programma
    fissati = [
        e.contributo
        for e in (esiti.selezionati() if esiti else ())
        if (e.programma, e.domanda) == (codice, domanda_del_tavolo(ctx)) and e.contributo is not None
    ]
    return min((programma, *fissati))


@guard(
    "fallimento_motivato",
    etichetta="Ragioni del mancato accordo",
    vincoli=("PD-SALTO",),
    forza="legge",
    fonti=("l241-3",),
)
def fallimento_motivato(ctx: Contesto) -> Accertamento:
    """Se non si giunge a un progetto sostenibile, le ragioni sono dette."""
    fatto = ctx.ultimo(FallimentoTavolo)
    if not any(m.strip() for m in fatto.motivi):
        return non_soddisfatta(
            "il mancato accordo non è motivato", rimedi=(Rimedio("fallimento_tavolo", ("motivi",)),)
        )
    return soddisfatta(
        "il tavolo con {partner} non è giunto a un progetto sostenibile: {motivi}",
        partner=partner_del_tavolo(ctx).nome,
        motivi=fatto.motivi,
    )


@guard(
    "chiusura_motivata",
    etichetta="Chiusura motivata, senza compensi",
    vincoli=("PD-SALTO",),
    forza="legge",
    fonti=("l241-2", "l241-3", "l241-12"),
)
def chiusura_motivata(ctx: Contesto) -> Accertamento:
    """La chiusura senza convenzione è motivata, e la partecipazione al tavolo non dà diritto a compensi."""
    chiusura = ctx.ultimo(ChiusuraTavolo)
    errori = []
    if not chiusura.motivazione.strip():
        errori.append(
            non_soddisfatta(
                "la chiusura non è motivata",
                rimedi=(Rimedio("chiusura_senza_convenzione", ("motivazione",)),),
            )
        )
    if chiusura.compensi != ZERO:
        errori.append(
            non_soddisfatta(
                "si riconoscono {compensi} per la partecipazione al tavolo, che non dà diritto a compensi",
                compensi=chiusura.compensi,
                rimedi=(Rimedio("chiusura_senza_convenzione", ("compensi",)),),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta("il tavolo si chiude senza convenzione, con motivazione e senza compensi")
