"""D.M. 72/2021 section 2, who takes part in the tables of a co-programmazione and how they are minuted."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogrammazione import (
    AperturaCoprogrammazione,
    ElencoAmmessi,
    ProrogaAdesioni,
    RaccoltaAdesioni,
    TipoSessione,
    VerbaleTavoloCoprogrammazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "conteggio_adesioni",
    etichetta="Conteggio delle adesioni",
    vincoli=("LG-COP-PARTECIP",),
    forza="prassi",
    fonti=("dm72-2021-p6",),
    coerenza=True,
)
def conteggio_adesioni(ctx: Contesto) -> Accertamento:
    """Le adesioni pervenute corrispondono ai loro elenchi e, livello per livello, a quelle registrate."""
    raccolte = ctx.tutti(RaccoltaAdesioni)
    errori = [
        non_soddisfatta(
            "la raccolta del {data} dichiara {dichiarate} adesioni, mentre l’elenco ne contiene {elencate}",
            data=r.data,
            dichiarate=r.numero,
            elencate=len(r.adesioni),
            rimedi=(Rimedio("raccolta_adesioni", ("numero", "adesioni")),),
        )
        for r in raccolte
        if r.adesioni and len(r.adesioni) != r.numero
    ]
    totali = {livello: sum(r.numero for r in raccolte if r.livello == livello) for livello in _livelli(ctx)}
    for esito in ctx.dati.esiti if isinstance(ctx.dati, ElencoAmmessi) else ():
        registrate = totali.get(esito.livello, 0)
        if esito.pervenute != registrate:
            errori.append(
                non_soddisfatta(
                    "l’elenco degli ammessi conta {contate} adesioni di livello {livello}, mentre ne "
                    "risultano registrate {registrate}",
                    contate=esito.pervenute,
                    livello=esito.livello,
                    registrate=registrate,
                    rimedi=(Rimedio("raccolta_adesioni"), Rimedio("elenco_ammessi", ("esiti",))),
                )
            )
    if errori:
        return componi(*errori)
    testo = " e ".join(f"{numero} di livello {livello}" for livello, numero in totali.items() if numero)
    return soddisfatta(
        f"sono pervenute adesioni alla co-programmazione: {testo or 'nessuna'}",
        locali=totali.get("locale", 0),
        zonali=totali.get("zonale", 0),
    )


def _livelli(ctx: Contesto) -> tuple[str, ...]:
    """The levels of the path, local before zonal."""
    usati = {r.livello for r in ctx.tutti(RaccoltaAdesioni)}
    return tuple(livello for livello in ("locale", "zonale") if livello in usati)


@guard(
    "proroga_per_tutti",
    etichetta="Proroga pubblicata, che non accorcia il termine",
    vincoli=("LG-COP-PARTECIP", "LG-COP-PUBB"),
    forza="avviso",
    fonti=("avviso", "dm72-2021-p6", "l69-2009-32"),
)
def proroga_per_tutti(ctx: Contesto) -> Accertamento:
    """La proroga del termine è pubblicata per tutti, e allunga quello di prima."""
    *altre, proroga = ctx.tutti(ProrogaAdesioni)
    prima = altre[-1].nuova_scadenza if altre else ctx.ultimo(AperturaCoprogrammazione).scadenza_adesioni
    if proroga.nuova_scadenza <= prima:
        return non_soddisfatta(
            "il nuovo termine ({nuovo}) non è successivo al precedente ({prima})",
            nuovo=proroga.nuova_scadenza,
            prima=prima,
            rimedi=(Rimedio("proroga_adesioni", ("nuova_scadenza",)),),
        )
    if not proroga.indirizzo:
        return non_soddisfatta(
            "la proroga non risulta pubblicata", rimedi=(Rimedio("proroga_adesioni", ("indirizzo",)),)
        )
    return soddisfatta(
        "il termine per le adesioni è prorogato per tutti dal {prima} al {nuovo}",
        prima=prima,
        nuovo=proroga.nuova_scadenza,
    )


@guard(
    "partecipazione_aperta",
    etichetta="Ammissione o esclusione motivata di ogni adesione",
    vincoli=("LG-COP-PARTECIP",),
    forza="linee_guida",
    fonti=("dm72-2021-p2", "dm72-2021-p6", "l241-3"),
)
def partecipazione_aperta(ctx: Contesto) -> Accertamento:
    """Ogni adesione pervenuta è ammessa, oppure è esclusa con una motivazione."""
    elenco = ctx.ultimo(ElencoAmmessi)
    rimedi = (Rimedio("elenco_ammessi", ("esiti", "non_ammessi")),)
    immotivati = tuple(n.ente for n in elenco.non_ammessi if not n.motivazione)
    if immotivati:
        return non_soddisfatta(
            "l’esclusione di {immotivati} non è motivata", immotivati=immotivati, rimedi=rimedi
        )
    for esito in elenco.esiti:
        esclusi = sum(n.livello == esito.livello for n in elenco.non_ammessi)
        if esito.ammesse + esclusi != esito.pervenute:
            return non_soddisfatta(
                "delle {pervenute} adesioni di livello {livello}, {ammesse} sono ammesse e {esclusi} escluse "
                "con motivazione: i conti non tornano",
                pervenute=esito.pervenute,
                livello=esito.livello,
                ammesse=esito.ammesse,
                esclusi=esclusi,
                rimedi=rimedi,
            )
    testo = ", ".join(f"{e.ammesse} di livello {e.livello} su {e.pervenute}" for e in elenco.esiti)
    esclusioni = "; ogni esclusione è motivata" if elenco.non_ammessi else ""
    return soddisfatta(f"sono ammesse ai tavoli le adesioni seguenti: {testo}{esclusioni}")


@guard(
    "ammissione_di_chi_ha_i_requisiti",
    etichetta="Ammissione di tutti quelli che hanno i requisiti",
    vincoli=("LG-COP-PARTECIP",),
    forza="prassi",
    fonti=("dm72-2021-p2", "avviso"),
)
def ammissione_di_chi_ha_i_requisiti(ctx: Contesto) -> Accertamento:
    """Non si esclude dai tavoli chi ha i requisiti che l'avviso richiede."""
    elenco = ctx.ultimo(ElencoAmmessi)
    senza_ragione = tuple(n.ente for n in elenco.non_ammessi if not n.requisito_mancante)
    if senza_ragione:
        return non_soddisfatta(
            "per {enti} non è indicato quale requisito dell’avviso manchi",
            enti=senza_ragione,
            rimedi=(Rimedio("elenco_ammessi", ("non_ammessi",)),),
        )
    if elenco.non_ammessi:
        return soddisfatta(
            "non sono ammessi solo gli enti privi dei requisiti dell’avviso ({enti})",
            enti=tuple(f"{n.ente}: {n.requisito_mancante}" for n in elenco.non_ammessi),
        )
    return soddisfatta("sono ammessi tutti i richiedenti")


@guard(
    "proposta_o_posizioni",
    etichetta="Contenuto del verbale del tavolo",
    vincoli=("LG-COP-VERBALI",),
    forza="linee_guida",
    fonti=("dm72-2021-p2",),
)
def proposta_o_posizioni(ctx: Contesto) -> Accertamento:
    """Il verbale dà conto dei presenti e della proposta unitaria o, in mancanza, delle diverse posizioni."""
    verbale = ctx.ultimo(VerbaleTavoloCoprogrammazione)
    if verbale.interna:
        return non_applicabile(
            "l’incontro tecnico-politico è interno all’ente e non è una sessione con gli ETS"
        )
    if not verbale.presenti:
        return non_soddisfatta(
            "il verbale n. {numero} non indica alcun ente presente",
            numero=verbale.numero,
            rimedi=(Rimedio("verbale_tavolo", ("presenti",)),),
        )
    if not verbale.proposta_unitaria and not verbale.posizioni:
        return non_soddisfatta(
            "il verbale n. {numero} non dà conto né di una proposta unitaria né delle diverse posizioni",
            numero=verbale.numero,
            rimedi=(
                Rimedio("verbale_tavolo", ("proposta_unitaria",)),
                Rimedio("verbale_tavolo", ("posizioni",)),
            ),
        )
    if verbale.proposta_unitaria:
        return soddisfatta(
            "il verbale n. {numero} dà conto della proposta unitaria di {presenti} enti presenti",
            numero=verbale.numero,
            presenti=verbale.presenti,
        )
    return soddisfatta(
        "il verbale n. {numero} dà conto delle posizioni dei partecipanti ({posizioni}), con {presenti} enti "
        "presenti",
        numero=verbale.numero,
        posizioni=len(verbale.posizioni),
        presenti=verbale.presenti,
    )


@guard(
    "numerazione_dei_verbali",
    etichetta="Numerazione dei verbali",
    vincoli=("LG-COP-VERBALI",),
    forza="prassi",
    fonti=("dm72-2021-p2",),
)
def numerazione_dei_verbali(ctx: Contesto) -> Accertamento:
    """I verbali sono numerati di seguito, senza salti e senza doppi."""
    verbali = ctx.tutti(VerbaleTavoloCoprogrammazione)
    numero, atteso = ctx.ultimo(VerbaleTavoloCoprogrammazione).numero, len(verbali)
    if sorted(v.numero for v in verbali) == list(range(1, atteso + 1)):
        return soddisfatta("il verbale è il n. {ultimo} di una serie senza salti", ultimo=atteso)
    return non_soddisfatta(
        "il verbale ha il numero {numero}, mentre il prossimo della serie è il {atteso}",
        numero=numero,
        atteso=atteso,
        rimedi=(Rimedio("verbale_tavolo", ("numero",)),),
    )


@guard(
    "sessioni_verbalizzate",
    etichetta="Verbale di ogni sessione",
    vincoli=("LG-COP-VERBALI", "LG-COP-FASI"),
    forza="linee_guida",
    fonti=("dm72-2021-p2", "dm72-2021-p6"),
)
def sessioni_verbalizzate(ctx: Contesto) -> Accertamento:
    """Ogni sessione convocata con gli enti ha il suo verbale, e almeno una si è tenuta."""
    verbali = [v for v in ctx.tutti(VerbaleTavoloCoprogrammazione) if not v.interna]
    convocate: dict[tuple[TipoSessione, str], int] = {}
    for sessioni in ctx.ultimo(ElencoAmmessi).calendario:
        if sessioni.tipo != "tecnico_politica":
            chiave = (sessioni.tipo, sessioni.tema)
            convocate[chiave] = convocate.get(chiave, 0) + sessioni.incontri
    mancanti: dict[str, int] = {}
    for (tipo, tema), attese in convocate.items():
        trovate = sum((v.tipo, v.tema) == (tipo, tema) for v in verbali)
        if trovate < attese:
            nome = f"sessione {tipo} «{tema}»" if tema else f"sessione {tipo}"
            mancanti[nome] = attese - trovate
    attese_in_tutto = sum(convocate.values())
    if mancanti or not verbali:
        elenco = "; ".join(f"{nome}: ne mancano {n}" for nome, n in mancanti.items())
        return non_soddisfatta(
            "dei verbali delle {attese} sessioni con gli enti ne risultano {verbalizzate}"
            + (f" ({elenco})" if elenco else ""),
            attese=attese_in_tutto,
            verbalizzate=len(verbali),
            rimedi=(Rimedio("verbale_tavolo"),),
        )
    return soddisfatta(
        "l’istruttoria si è svolta in {verbalizzate} sessioni con gli enti, tutte verbalizzate, a fronte di "
        "{attese} convocate",
        verbalizzate=len(verbali),
        attese=attese_in_tutto,
    )
