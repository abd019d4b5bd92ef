"""How a convention ends before its term: notice, breach, loss of a requirement."""

from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.convenzioni import tenuto, ultimo_giorno
from coproflow.domain.dati.autotutela import Decadenza, Memorie, Provvedimento
from coproflow.domain.dati.convenzione import (
    ContestazioneInadempimento,
    Diffida,
    MisuraInadempimento,
    PreavvisoCessazione,
    RecessoPartner,
    Risoluzione,
    SospensionePagamenti,
    Stipula,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO
from coproflow.domain.parametri import ParametroId, TermineId
from coproflow.domain.termini import Durata, fine_durata, preavviso_ultimo_giorno, ultima_ricezione_utile
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
    "contestazione_specifica",
    etichetta="Contestazione specifica",
    vincoli=("INADEMP",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "cc-1453"),
)
def contestazione_specifica(ctx: Contesto) -> Accertamento:
    """La contestazione dice quali fatti e quali obblighi della convenzione si assumono violati."""
    contestazione = ctx.ultimo(ContestazioneInadempimento)
    if not contestazione.fatti or not contestazione.obblighi.strip():
        return non_soddisfatta(
            "la contestazione non indica i fatti o gli obblighi violati",
            rimedi=(Rimedio(ctx.passo, ("fatti", "obblighi")),),
        )
    return soddisfatta("sono contestati: {fatti}", fatti=contestazione.fatti)


def _aperta(ctx: Contesto, evento: str) -> bool:
    """Whether a charge or a warning is still open: no measure and no performance came after it."""
    chiusure = [a.seq for passo in ("misura_inadempimento", "adempimento") for a in ctx.passi(passo)]
    return any(a.seq > max(chiusure, default=0) for a in ctx.passi(evento))


@guard(
    "contestazione_aperta",
    etichetta="Contestazione aperta",
    vincoli=("INADEMP",),
    forza="avviso",
    fonti=("convenzione", "cc-1453"),
)
def contestazione_aperta(ctx: Contesto) -> Accertamento:
    """Si misura, o si diffida, su un inadempimento contestato e non ancora definito."""
    if _aperta(ctx, "contestazione_inadempimento"):
        return soddisfatta(
            "l’inadempimento è stato contestato il {il}", il=ctx.ultimo(ContestazioneInadempimento).data
        )
    return non_soddisfatta(
        "nessun inadempimento è contestato", rimedi=(Rimedio("contestazione_inadempimento", ("fatti",)),)
    )


@guard(
    "diffida_aperta",
    etichetta="Diffida aperta",
    vincoli=("INADEMP",),
    forza="avviso",
    fonti=("cc-1454",),
)
def diffida_aperta(ctx: Contesto) -> Accertamento:
    """Adempie chi è stato diffidato."""
    if _aperta(ctx, "diffida"):
        return soddisfatta("il partner è stato diffidato il {il}", il=ctx.ultimo(Diffida).data)
    return non_soddisfatta("nessuna diffida è aperta", rimedi=(Rimedio("diffida", ("entro",)),))


@guard(
    "misura_proporzionata",
    etichetta="Misura proporzionata e prevista",
    vincoli=("INADEMP",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "cc-1453"),
)
def misura_proporzionata(ctx: Contesto) -> Accertamento:
    """La misura è motivata, valuta le controdeduzioni e, se riduce, sta in una clausola."""
    dati = ctx.ultimo(Risoluzione if isinstance(ctx.dati, Risoluzione) else MisuraInadempimento)
    inizio = ctx.ultimo(ContestazioneInadempimento).ricezione
    arrivate = [m for m in ctx.tutti(Memorie) if m.data >= inizio]
    if isinstance(dati, Risoluzione):
        perche, valutate = dati.proporzionalita, dati.memorie_valutate
    else:
        perche, valutate = dati.motivazione, dati.controdeduzioni_valutate
        if dati.misura == "riduzione" and not dati.clausola.strip():
            return non_soddisfatta(
                "la riduzione del contributo non poggia su una clausola della convenzione",
                rimedi=(Rimedio(ctx.passo, ("clausola",)),),
            )
    if not perche.strip():
        return non_soddisfatta("la misura non è motivata", rimedi=(Rimedio(ctx.passo),))
    if arrivate and not valutate.strip():
        return non_soddisfatta(
            "le controdeduzioni pervenute ({protocolli}) non sono state valutate",
            protocolli=tuple(m.protocollo for m in arrivate),
            rimedi=(Rimedio(ctx.passo),),
        )
    return soddisfatta("la misura è motivata e proporzionata ({ragioni})", ragioni=perche.strip())


@guard(
    "termine_della_diffida",
    etichetta="Termine della diffida",
    vincoli=("INADEMP",),
    forza="legge",
    fonti=("cc-1454",),
)
def termine_della_diffida(ctx: Contesto, *, giorni: ParametroId) -> Accertamento:
    """La diffida dà almeno quindici giorni e avverte che, decorsi, la convenzione è risolta."""
    diffida = ctx.ultimo(Diffida)
    if not diffida.avvertenza:
        return non_soddisfatta(
            "la diffida non avverte che, decorso il termine, la convenzione è risolta",
            rimedi=(Rimedio(ctx.passo, ("avvertenza",)),),
        )
    minimo = fine_durata(diffida.ricezione, Durata("giorni", ctx.parametro(giorni).valore))
    if diffida.entro < minimo:
        return non_soddisfatta(
            "la diffida ricevuta il {ricezione} dà tempo fino al {entro}, prima del {minimo}",
            ricezione=diffida.ricezione,
            entro=diffida.entro,
            minimo=minimo,
            rimedi=(Rimedio(ctx.passo, ("entro",)),),
        )
    return soddisfatta(
        "la diffida ricevuta il {ricezione} dà tempo fino al {entro}",
        ricezione=diffida.ricezione,
        entro=diffida.entro,
    )


@guard(
    "titolo_della_risoluzione",
    etichetta="Titolo della risoluzione",
    vincoli=("INADEMP", "CONV-TRACC"),
    forza="legge",
    fonti=("cc-1453", "l241-11-2"),
)
def titolo_della_risoluzione(ctx: Contesto, *, difese: TermineId, diffida: TermineId) -> Accertamento:
    """Si risolve dopo una diffida rimasta senza effetto, o per una clausola risolutiva espressa."""
    risoluzione = ctx.ultimo(Risoluzione)
    dopo = risoluzione.titolo == "diffida"
    if not _aperta(ctx, "diffida" if dopo else "contestazione_inadempimento"):
        return non_soddisfatta(
            "nessuna diffida è rimasta senza effetto" if dopo else "nessun inadempimento è contestato",
            rimedi=(Rimedio("diffida", ("entro",)) if dopo else Rimedio("contestazione_inadempimento"),),
        )
    scadenza = ctx.scadenza(diffida if dopo else difese).data
    if ctx.data <= scadenza:
        return non_soddisfatta(
            "il termine dato al partner scade il {scadenza}",
            scadenza=scadenza,
            non_prima_di=giorno_dopo(scadenza),
        )
    if dopo:
        return soddisfatta("la diffida ad adempiere è rimasta senza effetto")
    if "risolutiva_espressa" in ctx.ultimo(Stipula).clausole and risoluzione.clausola.strip():
        return soddisfatta(
            "opera la clausola risolutiva espressa ({clausola})", clausola=risoluzione.clausola
        )
    return non_soddisfatta(
        "la convenzione non contiene la clausola risolutiva espressa che si invoca",
        rimedi=(Rimedio("diffida", ("entro",)), Rimedio(ctx.passo, ("clausola",))),
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
            "il partner ha avuto {avuto} e gliene restano {resta}: da restituire sono {attesa}",
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
        "il partner ha avuto {avuto} e gliene restano {resta}: da restituire sono {attesa}, non {somma}",
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
