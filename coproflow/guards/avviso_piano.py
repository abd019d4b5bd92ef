"""The budget of the definitive project: contribution by year and source, cofinancing, no profit."""

from typing import Any

from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.tavolo import ProgettoDefinitivo
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO
from coproflow.domain.parametri import ParametroId
from coproflow.domain.tavoli import contributo_proprio, programma_del_tavolo
from coproflow.domain.verifiche import Accertamento, Rimedio, componi, non_soddisfatta, soddisfatta


def rimedio_del_progetto(*campi: str) -> tuple[Rimedio, ...]:
    """The way out of a rule on the budget: deliver the project again, with those fields corrected."""
    return (Rimedio("consegna_progetto_definitivo", campi),)


@guard(
    "quadratura_fonti",
    etichetta="Contributo per anno e per fonte",
    vincoli=("SEED-DI-CUI",),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def quadratura_fonti(ctx: Contesto) -> Accertamento:
    """Ogni quota del contributo ha un anno e una fonte dell'avviso, entro ciò che la fonte dà."""
    progetto = ctx.ultimo(ProgettoDefinitivo)
    programma = programma_del_tavolo(ctx)
    avviso = avviso_vigente(ctx.collegato("avviso"))
    anni = range(avviso.inizio.year, avviso.fine.year + 1)
    altre = {q.fonte: q.importo for q in programma.di_cui}
    proprie = tuple(dict.fromkeys(c.fonte for c in progetto.contributi if c.fonte not in altre))
    limiti = {**altre, **dict.fromkeys(proprie, programma.contributo_totale - programma.quota_altre_fonti)}
    errori = []
    if fuori := tuple(e for e in progetto.esercizi if e not in anni):
        errori.append(
            non_soddisfatta(
                "il progetto prevede un contributo per {fuori}, fuori dalla durata dell’avviso",
                fuori=fuori,
                rimedi=rimedio_del_progetto("contributi"),
            )
        )
    if len(proprie) > 1:
        errori.append(
            non_soddisfatta(
                "oltre all’ente procedente il progetto nomina fonti che l’avviso non conosce: {proprie}",
                proprie=proprie,
                rimedi=rimedio_del_progetto("contributi"),
            )
        )
    chiavi = [(c.esercizio, c.fonte) for c in progetto.contributi]
    if doppie := tuple(
        f"{anno} {fonte}" for anno, fonte in dict.fromkeys(chiavi) if chiavi.count((anno, fonte)) > 1
    ):
        errori.append(
            non_soddisfatta(
                "la stessa fonte è indicata due volte nello stesso anno: {doppie}",
                doppie=doppie,
                rimedi=rimedio_del_progetto("contributi"),
            )
        )
    for fonte, limite in limiti.items():
        if (trovato := progetto.quota(fonte)) > limite:
            errori.append(
                non_soddisfatta(
                    f"la fonte {fonte} è chiamata a dare € {trovato}, mentre l’avviso le assegna € {limite}",
                    rimedi=rimedio_del_progetto("contributi"),
                )
            )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "il contributo di {totale} è distinto per anno e per fonte, nei limiti che l’avviso assegna a "
        "ciascuna ({fonti})",
        totale=progetto.contributo,
        fonti=tuple(f"{f}: € {progetto.quota(f)}" for f in limiti),
    )


@guard(
    "cofinanziamento_minimo",
    etichetta="Cofinanziamento minimo dell’ETS",
    vincoli=("COFIN-10",),
    forza="avviso",
    fonti=("avviso", "dm72-2021-p3"),
    coerenza=True,
)
def cofinanziamento_minimo(ctx: Contesto, *, minimo: ParametroId, base: ParametroId) -> Accertamento:
    """L'ETS cofinanzia almeno la quota del contributo che l'avviso richiede, al centesimo superiore."""
    quota = ctx.parametro(minimo)
    lettura = ctx.parametro(base).valore
    progetto = ctx.ultimo(ProgettoDefinitivo)
    if lettura == "contributo_totale":
        misura, nome = progetto.contributo, "contributo pubblico complessivo"
    else:
        misura = contributo_proprio(progetto, programma_del_tavolo(ctx))
        nome = "contributo dell’ente procedente, escluse le quote di altre fonti"
    richiesto = quota.valore.per_eccesso(misura)
    trovato = progetto.cofinanziamento_totale
    valori = {"quota": quota.valore, "base": misura, "richiesto": richiesto, "trovato": trovato}
    if trovato < richiesto:
        return non_soddisfatta(
            "il cofinanziamento dell’ETS è {trovato}, mentre l’avviso richiede almeno {richiesto}, "
            f"cioè il {{quota}} di {{base}} ({nome})",
            rimedi=rimedio_del_progetto("cofinanziamento"),
            **valori,
        )
    return soddisfatta(
        "il cofinanziamento dell’ETS, pari a {trovato}, non è inferiore al {quota} di {base} ({nome}), cioè "
        "a {richiesto}",
        nome=nome,
        **valori,
    )


@guard(
    "nessun_lucro",
    etichetta="Contributo entro i costi netti",
    vincoli=("NO-LUCRO",),
    forza="legge",
    fonti=("l241-12", "avviso", "corte-cost-131-2020", "ade-375-2021"),
    coerenza=True,
)
def nessun_lucro(ctx: Contesto) -> Accertamento:
    """Il contributo non supera i costi in denaro, tolti entrate, altri contributi e denaro dell'ETS."""
    progetto = ctx.ultimo(ProgettoDefinitivo)
    netti = (
        progetto.costi
        - progetto.entrate_previste
        - progetto.altri_contributi
        - progetto.cofinanziamento_monetario
    )
    netti = max(ZERO, netti)
    valori: dict[str, Any] = {
        "contributo": progetto.contributo,
        "netti": netti,
        "costi": progetto.costi,
        "entrate": progetto.entrate_previste,
        "altri": progetto.altri_contributi,
        "cofinanziamento": progetto.cofinanziamento_monetario,
    }
    conto = (
        "costi in denaro {costi}, meno entrate {entrate}, altri contributi {altri} e cofinanziamento "
        "monetario {cofinanziamento}"
    )
    if progetto.contributo > netti:
        return non_soddisfatta(
            f"il contributo di {{contributo}} supera i costi che restano da coprire, {{netti}} ({conto})",
            rimedi=rimedio_del_progetto("contributi", "voci", "cofinanziamento"),
            **valori,
        )
    return soddisfatta(
        f"il contributo di {{contributo}} non supera i costi che restano da coprire, {{netti}} ({conto})",
        **valori,
    )
