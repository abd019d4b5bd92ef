"""What is recognised of a report: formula, balance, ceiling of the grant, no profit, reductions."""

from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import contributo_lasciato, pagato, tenuto
from coproflow.domain.dati.convenzione import IntegrazioneConvenzione, MisuraInadempimento, Stipula
from coproflow.domain.dati.rendicontazione import (
    ApprovazioneRendiconto,
    EsameRendiconto,
    MancataPresentazione,
    PresentazioneRendiconto,
    Riduzione,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import Accertamento, Rimedio, componi, non_soddisfatta, soddisfatta
from coproflow.guards.rendiconto_spese import ammesse


def concesso_in_tutto(ctx: Contesto) -> Euro:
    """The contribution of the convention, with the addenda signed and less the reductions for a breach."""
    convenzione = ctx.collegato("convenzione")
    integrazioni = somma(i.importo for i in convenzione.tutti(IntegrazioneConvenzione))
    riduzioni = somma(m.riduzione for m in convenzione.tutti(MisuraInadempimento))
    return convenzione.ultimo(Stipula).contributo + integrazioni - riduzioni


def riconosciuto_altrove(ctx: Contesto) -> Euro:
    """What the other reports of the convention have recognised."""
    approvati = (c.cerca(ApprovazioneRendiconto) for c in ctx.collegati("sorelle"))
    return somma(a.riconosciuto for a in approvati if a is not None)


def _valori(di: str, **valori: Any) -> dict[str, Any]:
    return {f"{di}_{nome}": valore for nome, valore in valori.items()}


def _disavanzo(a: ApprovazioneRendiconto) -> Euro:
    return a.costi_ammissibili - a.entrate - a.altri_contributi - a.cofinanziamento_monetario


def _prima_del_cofinanziamento(a: ApprovazioneRendiconto) -> Euro:
    return max(ZERO, min(a.concesso, _disavanzo(a)) - a.riduzione_attivita)


@guard(
    "contributo_riconosciuto",
    etichetta="Calcolo del contributo riconosciuto",
    vincoli=("REND-RIDUZIONI",),
    forza="avviso",
    fonti=("avviso", "convenzione", "l241-12"),
    coerenza=True,
)
def contributo_riconosciuto(ctx: Contesto) -> Accertamento:
    """Si riconosce il minore fra il concesso e i costi che altri non coprono, meno le riduzioni."""
    a, esame = ctx.ultimo(ApprovazioneRendiconto), ctx.cerca(EsameRendiconto)
    errori = []
    righe = (
        ("costi_ammissibili", a.costi_ammissibili, esame.costi_ammissibili if esame else ZERO),
        ("entrate", a.entrate, esame.entrate if esame else ZERO),
        ("altri_contributi", a.altri_contributi, esame.altri_contributi if esame else ZERO),
        (
            "cofinanziamento_monetario",
            a.cofinanziamento_monetario,
            esame.cofinanziamento_monetario if esame else ZERO,
        ),
        ("riduzione_attivita", a.riduzione_attivita, esame.totale_riduzioni if esame else ZERO),
    )
    for campo, scritto, accertato in righe:
        if scritto != accertato:
            errori.append(
                non_soddisfatta(
                    f"l’approvazione porta {campo.replace('_', ' ')} per € {scritto}, l’esame per € "
                    f"{accertato}",
                    rimedi=(Rimedio(ctx.passo, (campo,)),),
                    **_valori(campo, scritto=scritto, accertato=accertato),
                )
            )
    atteso = max(ZERO, _prima_del_cofinanziamento(a) - a.riduzione_cofinanziamento)
    if a.riconosciuto != atteso:
        errori.append(
            non_soddisfatta(
                "il contributo riconosciuto è {trovato}, mentre il calcolo dà {atteso}: il minore fra il "
                "concesso "
                "({concesso}) e i costi non coperti da altri ({disavanzo}), meno le riduzioni ({riduzioni})",
                rimedi=(Rimedio(ctx.passo, ("riconosciuto",)),),
                trovato=a.riconosciuto,
                atteso=atteso,
                concesso=a.concesso,
                disavanzo=_disavanzo(a),
                riduzioni=a.riduzione_attivita + a.riduzione_cofinanziamento,
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "il contributo riconosciuto è di {riconosciuto}: costi ammissibili {costi}, entrate {entrate}, altri "
        "contributi {altri}, cofinanziamento monetario {monetario}, riduzioni {riduzioni}, nel limite di "
        "{concesso}",
        riconosciuto=a.riconosciuto,
        costi=a.costi_ammissibili,
        entrate=a.entrate,
        altri=a.altri_contributi,
        monetario=a.cofinanziamento_monetario,
        riduzioni=a.riduzione_attivita + a.riduzione_cofinanziamento,
        concesso=a.concesso,
    )


@guard(
    "saldo_del_rendiconto",
    etichetta="Saldo da liquidare o da recuperare",
    vincoli=("REND-RIDUZIONI", "RECUPERO-SEQ"),
    forza="avviso",
    fonti=("avviso", "convenzione", "cc-2033"),
    coerenza=True,
)
def saldo_del_rendiconto(ctx: Contesto) -> Accertamento:
    """Si liquida ciò che manca al riconosciuto; si recupera ciò che si è erogato in più."""
    a = ctx.ultimo(ApprovazioneRendiconto)
    liquidare, recuperare = max(ZERO, a.riconosciuto - a.erogato), max(ZERO, a.erogato - a.riconosciuto)
    if (a.da_liquidare, a.da_recuperare) == (liquidare, recuperare):
        return soddisfatta(
            "a fronte di {erogato} già erogati restano da liquidare {liquidare} e da recuperare {recuperare}",
            erogato=a.erogato,
            liquidare=liquidare,
            recuperare=recuperare,
        )
    return non_soddisfatta(
        "riconosciuti {riconosciuto} ed erogati {erogato}, restano da liquidare {liquidare} e da recuperare "
        "{recuperare}, non {liquidare_scritto} e {recuperare_scritto}",
        rimedi=(Rimedio(ctx.passo, ("da_liquidare", "da_recuperare")),),
        riconosciuto=a.riconosciuto,
        erogato=a.erogato,
        liquidare=liquidare,
        recuperare=recuperare,
        liquidare_scritto=a.da_liquidare,
        recuperare_scritto=a.da_recuperare,
    )


@guard(
    "contributo_nei_limiti_concessi",
    etichetta="Contributo concesso disponibile per il periodo",
    vincoli=("REND-RIDUZIONI",),
    forza="avviso",
    fonti=("convenzione", "l241-12"),
    coerenza=True,
)
def contributo_nei_limiti_concessi(ctx: Contesto) -> Accertamento:
    """Il riconosciuto di tutti i rendiconti non supera il contributo della convenzione e dei suoi addenda."""
    a = ctx.ultimo(ApprovazioneRendiconto)
    concesso, altrove = concesso_in_tutto(ctx), riconosciuto_altrove(ctx)
    if a.concesso + altrove <= concesso:
        return soddisfatta(
            "il contributo concesso per il periodo ({periodo}), con quanto riconosciuto negli altri "
            "rendiconti "
            "({altrove}), sta nel contributo della convenzione ({concesso})",
            periodo=a.concesso,
            altrove=altrove,
            concesso=concesso,
        )
    return non_soddisfatta(
        "la convenzione concede {concesso} e negli altri rendiconti ne sono riconosciuti {altrove}: per il "
        "periodo "
        "ne restano {residuo}, non {periodo}",
        rimedi=(Rimedio(ctx.passo, ("concesso",)),),
        concesso=concesso,
        altrove=altrove,
        residuo=concesso - altrove,
        periodo=a.concesso,
    )


@guard(
    "assenza_di_lucro",
    etichetta="Nessun compenso oltre i costi",
    vincoli=("NO-LUCRO",),
    forza="legge",
    fonti=("l241-12", "corte-cost-131-2020", "ade-375-2021"),
    coerenza=True,
)
def assenza_di_lucro(ctx: Contesto) -> Accertamento:
    """Il contributo non supera i costi che entrate, altri contributi e denaro dell'ETS non coprono."""
    a = ctx.ultimo(ApprovazioneRendiconto)
    massimo = max(ZERO, _disavanzo(a))
    if a.riconosciuto <= massimo:
        return soddisfatta(
            "il contributo riconosciuto non supera i costi che nessun altro copre ({massimo}); gli apporti "
            "non "
            "monetari non sono rimborsati",
            massimo=massimo,
        )
    return non_soddisfatta(
        "il contributo riconosciuto ({trovato}) supera di {eccesso} i costi che nessun altro copre "
        "({massimo})",
        rimedi=(Rimedio(ctx.passo, ("riconosciuto",)),),
        trovato=a.riconosciuto,
        eccesso=a.riconosciuto - massimo,
        massimo=massimo,
    )


@guard(
    "riduzioni_secondo_la_formula",
    etichetta="Riduzioni secondo la formula della convenzione",
    vincoli=("REND-RIDUZIONI",),
    forza="avviso",
    fonti=("avviso", "convenzione"),
    coerenza=True,
)
def riduzioni_secondo_la_formula(ctx: Contesto, *, formula: ParametroId) -> Accertamento:
    """Le attività non realizzate riducono il contributo solo come dice la formula della convenzione."""
    riduzioni = ctx.ultimo(EsameRendiconto).riduzioni
    if not riduzioni:
        return soddisfatta("l’esame non propone riduzioni per attività non realizzate")
    rimedi = (Rimedio("esame_rendiconto", ("riduzioni",)),)
    if not ctx.prevede(formula):
        return non_soddisfatta(
            "la convenzione non dice come si riduce il contributo per attività non realizzate", rimedi=rimedi
        )
    scelta = ctx.parametro(formula)
    if scelta.valore == "solo_costi":
        return non_soddisfatta(
            "la convenzione riconosce i soli costi: le attività non realizzate riducono i costi, non il "
            "contributo",
            rimedi=rimedi,
        )
    limite = _limite_per_voce if scelta.valore == "per_voce" else _limite_proporzionale
    errori = [e for r in riduzioni if (e := limite(ctx, r)) is not None]
    if errori:
        return componi(*errori)
    return soddisfatta(
        "le riduzioni per attività non realizzate, per {totale}, seguono la formula della convenzione",
        totale=somma(r.importo for r in riduzioni),
    )


def _limite_per_voce(ctx: Contesto, riduzione: Riduzione) -> Accertamento | None:
    ammesso = somma(e.ammesso for s, e in ammesse(ctx) if s.voce == riduzione.attivita)
    if riduzione.importo <= ammesso:
        return None
    return non_soddisfatta(
        f"sulla voce {riduzione.attivita} la riduzione è di € {riduzione.importo}, ma vi sono ammessi € "
        f"{ammesso}",
        rimedi=(Rimedio("esame_rendiconto", ("riduzioni",)),),
        **_valori(riduzione.attivita, riduzione=riduzione.importo, ammesso=ammesso),
    )


def _limite_proporzionale(ctx: Contesto, riduzione: Riduzione) -> Accertamento | None:
    rese = {r.attivita: r for r in ctx.ultimo(PresentazioneRendiconto).realizzazioni}
    resa = rese.get(riduzione.attivita)
    rimedi = (Rimedio("esame_rendiconto", ("riduzioni",)),)
    if resa is None or resa.atteso <= 0:
        return non_soddisfatta(
            f"l’attività «{riduzione.attivita}» non ha nel rendiconto un indicatore su cui misurare la "
            f"riduzione",
            rimedi=rimedi,
        )
    mancante = max(0, resa.atteso - resa.raggiunto)
    limite = Euro(riduzione.base.centesimi * mancante // resa.atteso)
    if riduzione.importo <= limite:
        return None
    return non_soddisfatta(
        f"per «{riduzione.attivita}» mancano {mancante} su {resa.atteso}: su € {riduzione.base} la riduzione "
        f"è al "
        f"più di € {limite}, non di € {riduzione.importo}",
        rimedi=rimedi,
        **_valori(riduzione.attivita, limite=limite, riduzione=riduzione.importo),
    )


@guard(
    "nulla_da_liquidare",
    etichetta="Nulla da liquidare né da recuperare",
    vincoli=("REND-RIDUZIONI",),
    forza="avviso",
    fonti=("convenzione", "cc-2033"),
)
def nulla_da_liquidare(ctx: Contesto) -> Accertamento:
    """Il rendiconto si chiude senza pagamenti solo se non resta nulla da liquidare né da recuperare."""
    a, mancata = ctx.cerca(ApprovazioneRendiconto), ctx.cerca(MancataPresentazione)
    if a is None and mancata is not None:
        liquidare, recuperare = ZERO, mancata.erogato
    else:
        a = ctx.ultimo(ApprovazioneRendiconto)
        liquidare, recuperare = a.da_liquidare - (pagato((ctx,)) - a.erogato), a.da_recuperare
        convenzione = ctx.collegato("convenzione")
        resta = contributo_lasciato(convenzione)
        if resta is not None:
            liquidare = min(
                liquidare, max(ZERO, resta - tenuto(convenzione, (*ctx.collegati("sorelle"), ctx)))
            )
    if not liquidare and not recuperare:
        return soddisfatta("non resta nulla da liquidare né da recuperare")
    return non_soddisfatta(
        "restano da liquidare {liquidare} e da recuperare {recuperare}",
        rimedi=(Rimedio("nota_debito" if liquidare else "comunicazione_riduzioni"),),
        liquidare=liquidare,
        recuperare=recuperare,
    )
