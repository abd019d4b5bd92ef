"""How a convention ends before its term: notice, payments on hold, loss of a requirement."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import tenuto, ultimo_giorno
from coproflow.domain.dati.autotutela import Decadenza, Provvedimento
from coproflow.domain.dati.convenzione import (
    PreavvisoCessazione,
    RecessoPartner,
    SospensionePagamenti,
    Stipula,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO
from coproflow.domain.parametri import ParametroId
from coproflow.domain.termini import preavviso_ultimo_giorno, ultima_ricezione_utile
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "preavviso_rispettato",
    etichetta="Preavviso di cessazione",
    vincoli=("CESS-6M",),
    forza="avviso",
    fonti=("avviso", "l241-21sexies"),
)
def preavviso_rispettato(ctx: Contesto, *, mesi: ParametroId) -> Accertamento:
    """L'ultimo giorno di attività non precede i mesi di preavviso dalla ricezione, che non si spostano."""
    preavviso, quanti = ctx.ultimo(PreavvisoCessazione), ctx.parametro(mesi).valore
    gia = ultimo_giorno(ctx) if ctx.stato == "in_preavviso" else None
    if gia is not None and gia <= preavviso.ultimo_giorno <= ctx.ultimo(Stipula).fine:
        return soddisfatta(
            "l’ultimo giorno di attività, già fissato al {gia}, è differito al {ultimo}",
            gia=gia,
            ultimo=preavviso.ultimo_giorno,
        )
    return _preavviso(ctx, preavviso, quanti)


@guard(
    "preavviso_del_partner",
    etichetta="Preavviso del recesso del partner",
    vincoli=("CESS-6M",),
    forza="avviso",
    fonti=("convenzione", "avviso"),
)
def preavviso_del_partner(ctx: Contesto, *, ammesso: ParametroId, mesi: ParametroId) -> Accertamento:
    """Il partner recede, dove è ammesso, con il preavviso della convenzione o con lo stesso del Comune."""
    if ctx.parametro(ammesso).valore != "si":
        return non_soddisfatta("il recesso del partner non è ammesso")
    return _preavviso(ctx, ctx.ultimo(RecessoPartner), ctx.parametro(mesi).valore)


def _preavviso(ctx: Contesto, dati: PreavvisoCessazione | RecessoPartner, mesi: int) -> Accertamento:
    primo, fine = preavviso_ultimo_giorno(dati.ricezione, mesi), ctx.ultimo(Stipula).fine
    if dati.ultimo_giorno > fine:
        return non_soddisfatta(
            "la convenzione finisce il {fine}, prima dell’ultimo giorno indicato, che è il {ultimo}",
            fine=fine,
            ultimo=dati.ultimo_giorno,
            rimedi=(Rimedio(ctx.passo, ("ultimo_giorno",)),),
        )
    if dati.ultimo_giorno < primo:
        return non_soddisfatta(
            "la comunicazione ricevuta il {ricezione} non fa cessare le attività prima del {primo}, e "
            "indica il {ultimo}: per quel giorno andava ricevuta entro il {utile}",
            ricezione=dati.ricezione,
            primo=primo,
            ultimo=dati.ultimo_giorno,
            utile=ultima_ricezione_utile(dati.ultimo_giorno, mesi),
            rimedi=(Rimedio(ctx.passo, ("ultimo_giorno",)),),
        )
    return soddisfatta(
        "dalla comunicazione, ricevuta il {ricezione}, all’ultimo giorno di attività, il {ultimo}, corrono "
        "almeno {mesi} mesi",
        ricezione=dati.ricezione,
        ultimo=dati.ultimo_giorno,
        mesi=mesi,
    )


@guard(
    "motivo_sopravvenuto",
    etichetta="Motivo oggettivo e sopravvenuto",
    vincoli=("CESS-6M", "L241-11-4-RECESSO"),
    forza="avviso",
    fonti=("avviso", "l241-11-4"),
)
def motivo_sopravvenuto(ctx: Contesto) -> Accertamento:
    """La cessazione muove da un fatto oggettivo posteriore alla firma, con l'atto che lo documenta."""
    preavviso, firma = ctx.ultimo(PreavvisoCessazione), ctx.ultimo(Stipula).data
    if not preavviso.fatto.strip() or not firma < preavviso.fatto_del <= ctx.data:
        return non_soddisfatta(
            "il fatto indicato è del {fatto}, e doveva essere posteriore alla firma, del {firma}, e già "
            "avvenuto il {oggi}",
            fatto=preavviso.fatto_del,
            firma=firma,
            oggi=ctx.data,
            rimedi=(Rimedio(ctx.passo, ("fatto", "fatto_del")),),
        )
    if preavviso.motivo == "programmazione" and not preavviso.atto_programmazione.strip():
        return non_soddisfatta(
            "la diversa scelta di programmazione non è ancorata a un atto di programmazione",
            rimedi=(Rimedio(ctx.passo, ("atto_programmazione",)),),
        )
    if preavviso.motivo == "minori_risorse" and not preavviso.atto_bilancio.strip():
        return non_soddisfatta(
            "le minori risorse non risultano da un atto di bilancio",
            rimedi=(Rimedio(ctx.passo, ("atto_bilancio",)),),
        )
    return soddisfatta(
        "la cessazione muove da un fatto del {fatto}, sopravvenuto alla firma ({descrizione})",
        fatto=preavviso.fatto_del,
        descrizione=preavviso.fatto.strip(),
    )


@guard(
    "spese_fino_alla_cessazione",
    etichetta="Spese riconosciute fino alla cessazione",
    vincoli=("CESS-6M",),
    forza="avviso",
    fonti=("avviso", "l241-11-4"),
)
def spese_fino_alla_cessazione(ctx: Contesto) -> Accertamento:
    """Fino alla cessazione le spese sono riconosciute come da convenzione."""
    preavviso = ctx.ultimo(PreavvisoCessazione)
    if not preavviso.riconoscimento_spese:
        return non_soddisfatta(
            "la comunicazione non riconosce le spese fino al {ultimo}",
            ultimo=preavviso.ultimo_giorno,
            rimedi=(Rimedio(ctx.passo, ("riconoscimento_spese",)),),
        )
    return soddisfatta("le spese sono riconosciute fino al {ultimo}", ultimo=preavviso.ultimo_giorno)


@guard(
    "fonte_della_sospensione",
    etichetta="Fonte della sospensione dei pagamenti",
    vincoli=("SOSP-21QUATER", "INADEMP"),
    forza="legge",
    fonti=("cc-1460", "dlgs159-92", "convenzione"),
)
def fonte_della_sospensione(ctx: Contesto) -> Accertamento:
    """I pagamenti si sospendono per clausola o norma speciale, senza il limite dell'art. 21-quater."""
    sospensione = ctx.ultimo(SospensionePagamenti)
    if not sospensione.fonte_convenzionale.strip() or not sospensione.motivo.strip():
        return non_soddisfatta(
            "la sospensione dei pagamenti non indica la clausola o la norma che la prevede, o il motivo",
            rimedi=(Rimedio(ctx.passo, ("fonte_convenzionale", "motivo")),),
        )
    return soddisfatta(
        "i pagamenti si sospendono in forza di {fonte}", fonte=sospensione.fonte_convenzionale.strip()
    )


@guard(
    "recupero_dopo_interdittiva",
    etichetta="Recupero dopo l’interdittiva",
    vincoli=("DECADENZA-REQ", "ANTIMAFIA"),
    forza="legge",
    fonti=("dlgs159-92", "dlgs159-94", "ad-plen-23-2020"),
    coerenza=True,
)
def recupero_dopo_interdittiva(ctx: Contesto) -> Accertamento:
    """Dopo l'interdittiva si fermano i pagamenti e si recupera tutto l'erogato, salvo parere legale."""
    decadenza = ctx.ultimo(Decadenza)
    if decadenza.requisito != "interdittiva_antimafia":
        return non_applicabile("la decadenza non dipende da un’informazione interdittiva")
    if not decadenza.pagamenti_fermi:
        return non_soddisfatta(
            "dopo l’interdittiva i pagamenti non sono fermi",
            rimedi=(Rimedio(ctx.passo, ("pagamenti_fermi",)),),
        )
    if decadenza.contributo_lasciato == ZERO:
        return soddisfatta("i pagamenti sono fermi e al partner non resta alcun contributo")
    if decadenza.parere_legale.strip():
        return soddisfatta(
            "i pagamenti sono fermi e si recupera meno dell’intero erogato, secondo il parere legale "
            "({parere})",
            parere=decadenza.parere_legale.strip(),
        )
    return non_soddisfatta(
        "dopo l’interdittiva al partner non resta alcun contributo: nei contributi la salvezza del già "
        "eseguito non vale, e per recuperare meno dell’intero erogato serve un parere legale",
        rimedi=(Rimedio(ctx.passo, ("contributo_lasciato",)), Rimedio(ctx.passo, ("parere_legale",))),
    )


@guard(
    "restituzione_calcolata",
    etichetta="Somma chiesta in restituzione",
    vincoli=("RECUPERO-SEQ", "DECADENZA-REQ"),
    forza="legge",
    fonti=("cc-2033", "l241-21ter"),
    coerenza=True,
)
def restituzione_calcolata(ctx: Contesto) -> Accertamento:
    """Il provvedimento chiede ciò che il partner ha avuto oltre il contributo che gli lascia."""
    misura = ctx.ultimo(Provvedimento)
    avuto, resta = tenuto(ctx, ctx.collegati("rendicontazioni")), misura.contributo_lasciato
    attesa = max(ZERO, avuto - resta) if resta is not None else ZERO
    if misura.da_recuperare == attesa:
        if resta is None:
            return non_applicabile("il contributo che resta al partner lo dicono i rendiconti")
        return soddisfatta(
            "al partner risultano erogati {avuto}, "
            + ("gli resta un contributo di {resta} e " if resta else "non gli resta alcun contributo e ")
            + ("sono da restituire {attesa}" if attesa else "non vi è nulla da restituire"),
            avuto=avuto,
            resta=resta,
            attesa=attesa,
        )
    if resta is None:
        return non_soddisfatta(
            "si chiede la restituzione di {somma} senza dire quanto contributo resta al partner",
            somma=misura.da_recuperare,
            rimedi=(Rimedio(ctx.passo, ("contributo_lasciato",)),),
        )
    return non_soddisfatta(
        "al partner risultano erogati {avuto} e gli resta un contributo di {resta}: sono da restituire "
        "{attesa}, non {somma}",
        avuto=avuto,
        resta=resta,
        attesa=attesa,
        somma=misura.da_recuperare,
        rimedi=(Rimedio(ctx.passo, ("contributo_lasciato", "da_recuperare")),),
    )


@guard(
    "costi_anteriori_valutati",
    etichetta="Costi anteriori alla perdita",
    vincoli=("DECADENZA-REQ",),
    forza="legge",
    fonti=("cts-47", "dpr445-75"),
)
def costi_anteriori_valutati(ctx: Contesto) -> Accertamento:
    """Se si perde un altro requisito, i costi sorti prima sono valutati a parte."""
    decadenza = ctx.ultimo(Decadenza)
    if decadenza.requisito == "interdittiva_antimafia":
        return non_applicabile("dopo un’interdittiva si recupera l’intero erogato")
    if not decadenza.costi_anteriori.strip():
        return non_soddisfatta(
            "i costi sorti prima del {data} non sono stati valutati",
            data=decadenza.accertata_il,
            rimedi=(Rimedio(ctx.passo, ("costi_anteriori",)),),
        )
    return soddisfatta(
        "i costi sorti prima sono stati valutati ({come})", come=decadenza.costi_anteriori.strip()
    )


@guard(
    "interventi_fatti_salvi",
    etichetta="Interventi che la decadenza fa salvi",
    vincoli=("DPR445-71-75", "DECADENZA-REQ"),
    forza="legge",
    fonti=("dpr445-75",),
)
def interventi_fatti_salvi(ctx: Contesto) -> Accertamento:
    """La decadenza per mendacio fa salvi gli interventi per minori e situazioni di particolare disagio."""
    decadenza = ctx.ultimo(Decadenza)
    if decadenza.requisito != "dichiarazione_mendace":
        return non_applicabile("la decadenza non dipende da una dichiarazione mendace")
    if not decadenza.interventi_salvi.strip():
        return non_soddisfatta(
            "non è detto se vi siano interventi per minori o situazioni di particolare disagio da fare salvi",
            rimedi=(Rimedio(ctx.passo, ("interventi_salvi",)),),
        )
    return soddisfatta(
        "quanto agli interventi per minori e situazioni di particolare disagio, fatti salvi, si è valutato "
        "quanto segue: {come}",
        come=decadenza.interventi_salvi.strip().rstrip("."),
    )
