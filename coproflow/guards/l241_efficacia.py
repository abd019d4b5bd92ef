"""L. 241/1990, how a limiting measure takes effect, how money is asked back, how an act is suspended."""

from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import MISURE, concessione, ultima_misura
from coproflow.domain.date import add_months
from coproflow.domain.dati.autotutela import ProrogaSospensione, Provvedimento, Sospensione
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro
from coproflow.domain.parametri import AttoId, EventoId, ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    DatoMancanteError,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "efficacia_con_comunicazione",
    etichetta="Efficacia del provvedimento limitativo",
    vincoli=("L241-21BIS",),
    forza="legge",
    fonti=("l241-21bis",),
)
def efficacia_con_comunicazione(ctx: Contesto, *, atto: AttoId, passo: EventoId) -> Accertamento:
    """Il provvedimento limitativo ha effetto con la comunicazione, salvo clausola motivata o urgenza."""
    misura = ultima_misura(ctx)
    if misura is None or misura.evento != passo:
        return non_soddisfatta(
            "il provvedimento in corso non è quello che si vuole rendere efficace",
            rimedi=(Rimedio(passo),),
        )
    fatti = ctx.atto(atto)
    if fatti is None or fatti.adozione.data < misura.data:
        return non_soddisfatta(
            "la {atto} non risulta adottata",
            atto=ctx.fascicolo.atti[atto].label.lower(),
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    scritto: dict[str, Any] = misura.grezzo
    if fatti.comunicazioni:
        ultima = max(fatti.comunicazioni, key=lambda c: c.data)
        return soddisfatta(
            "la {atto} è stata comunicata a {chi} il {data} ed è efficace da allora",
            atto=fatti.estremi,
            chi=tuple(c.destinatario for c in fatti.comunicazioni),
            data=ultima.data,
        )
    if scritto.get("cautelare_urgente"):
        return soddisfatta("il provvedimento è cautelare e urgente, quindi immediatamente efficace")
    if scritto.get("pubblicita"):
        return soddisfatta("il provvedimento è reso noto con forme di pubblicità idonee ai molti destinatari")
    if scritto.get("clausola_immediata") and not scritto.get("sanzionatorio"):
        return soddisfatta("il provvedimento contiene una clausola motivata di immediata efficacia")
    return non_soddisfatta(
        "la {atto} limita la sfera giuridica del partner e non gli è stata ancora comunicata",
        atto=fatti.estremi,
        rimedi=(Rimedio("comunicazione_atto", ("atto", "destinatario")),),
    )


@guard(
    "provvedimento_da_ritirare",
    etichetta="Provvedimento che si ritira",
    vincoli=("L241-21BIS",),
    forza="legge",
    fonti=("l241-21bis",),
)
def provvedimento_da_ritirare(ctx: Contesto) -> Accertamento:
    """Si ritira un provvedimento deciso, che non ha ancora avuto effetto."""
    misura = ultima_misura(ctx)
    if misura is None or misura.evento not in MISURE:
        return non_soddisfatta("non vi è nessun provvedimento da ritirare")
    return soddisfatta(
        "il provvedimento deciso il {data} non ha ancora avuto effetto e si ritira", data=misura.data
    )


@guard(
    "nessun_provvedimento_in_sospeso",
    etichetta="Nessun provvedimento in sospeso",
    vincoli=("L241-21BIS",),
    forza="legge",
    fonti=("l241-21bis",),
)
def nessun_provvedimento_in_sospeso(ctx: Contesto) -> Accertamento:
    """Deciso un provvedimento contro il partner, lo si comunica o lo si ritira prima di andare oltre."""
    misura = ultima_misura(ctx)
    if misura is None or misura.evento not in MISURE:
        return soddisfatta("nessun provvedimento contro il partner è in sospeso")
    return non_soddisfatta(
        "il {data} è stato deciso un provvedimento di {che}, che non è efficace né ritirato",
        data=misura.data,
        che=misura.evento,
        rimedi=(Rimedio(f"efficacia_{misura.evento}"), Rimedio("ritiro_provvedimento", ("motivo",))),
    )


@guard(
    "restituzione_con_termine",
    etichetta="Termine e modalità della restituzione",
    vincoli=("L241-21TER",),
    forza="legge",
    fonti=("l241-21ter",),
)
def restituzione_con_termine(ctx: Contesto) -> Accertamento:
    """Chi chiede una restituzione ne indica il termine e le modalità."""
    dati: Any = ctx.dati
    somma: Euro = dati.da_recuperare if isinstance(dati, Provvedimento) else dati.saldo_da_recuperare
    if somma == ZERO:
        return non_applicabile("non vi sono somme da restituire")
    if dati.termine_restituzione is None or not dati.modalita_restituzione.strip():
        return non_soddisfatta(
            "si chiede la restituzione di {somma} senza indicarne il termine e le modalità",
            somma=somma,
            rimedi=(Rimedio(ctx.passo, ("termine_restituzione", "modalita_restituzione")),),
        )
    return soddisfatta(
        "la somma di {somma} va restituita entro il {termine} ({modalita})",
        somma=somma,
        modalita=dati.modalita_restituzione.strip(),
        termine=dati.termine_restituzione,
    )


@guard(
    "sospensione_a_termine",
    etichetta="Sospensione del provvedimento a termine",
    vincoli=("SOSP-21QUATER",),
    forza="legge",
    fonti=("l241-21quater", "l241-21nonies"),
)
def sospensione_a_termine(ctx: Contesto, *, limite: ParametroId) -> Accertamento:
    """Il provvedimento si sospende per gravi ragioni, con un termine che non supera quello per annullarlo."""
    sospensione = ctx.ultimo(Sospensione if isinstance(ctx.dati, Sospensione) else ProrogaSospensione)
    if sospensione.fino_al is None:
        return non_soddisfatta("la sospensione non ha un termine", rimedi=(Rimedio(ctx.passo, ("fino_al",)),))
    if not sospensione.ragioni.strip():
        return non_soddisfatta(
            "la sospensione non indica le gravi ragioni", rimedi=(Rimedio(ctx.passo, ("ragioni",)),)
        )
    atto = concessione(ctx)
    if atto is None:
        raise DatoMancanteError("adozione_atto", "atto", "l’adozione dell’atto di concessione")
    mesi = ctx.parametro(limite).valore
    ultimo = add_months(atto.adozione.data, mesi)
    if sospensione.fino_al > ultimo:
        return non_soddisfatta(
            "la sospensione è fino al {fino}, oltre il {ultimo}: {mesi} mesi dall’adozione della {atto}",
            fino=sospensione.fino_al,
            ultimo=ultimo,
            mesi=mesi,
            atto=atto.estremi,
            rimedi=(Rimedio(ctx.passo, ("fino_al",)),),
        )
    return soddisfatta(
        "la sospensione è fino al {fino}, entro il termine per annullare ({ultimo})",
        fino=sospensione.fino_al,
        ultimo=ultimo,
    )


@guard(
    "proroga_unica",
    etichetta="Una sola proroga della sospensione",
    vincoli=("SOSP-21QUATER",),
    forza="legge",
    fonti=("l241-21quater",),
)
def proroga_unica(ctx: Contesto) -> Accertamento:
    """La sospensione si proroga una volta sola."""
    inizio = max((a.seq for a in ctx.passi("sospensione")), default=0)
    gia = [a for a in ctx.passi("proroga_sospensione") if a.seq > inizio]
    if gia:
        return non_soddisfatta("la sospensione è già stata prorogata il {data}", data=gia[-1].data)
    return soddisfatta("la sospensione non è mai stata prorogata")
