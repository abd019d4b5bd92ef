"""The labour cost when the collective agreement is renewed, and the members of the group that change."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    componenti,
    costo_base,
    costo_riveduto,
    partner,
    same,
    valore_raggiunto,
)
from coproflow.domain.dati.convenzione import (
    RevisioneCcnl,
    SostituzioneComponente,
    Stipula,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.antimafia import accerta_antimafia


@guard(
    "rinnovo_successivo",
    etichetta="Rinnovo successivo alla base dei costi",
    vincoli=("CCNL-REV",),
    forza="avviso",
    fonti=("avviso", "cts-16"),
)
def rinnovo_successivo(ctx: Contesto) -> Accertamento:
    """Il rinnovo è firmato dopo la base dei costi, e una sua decorrenza si riconosce una volta sola."""
    revisione, base = ctx.ultimo(RevisioneCcnl), ctx.ultimo(Stipula).costi_al
    if revisione.rinnovo_firmato_il <= base:
        return non_soddisfatta(
            "il rinnovo è stato firmato il {firma}, mentre i costi riconosciuti sono al {base}",
            firma=revisione.rinnovo_firmato_il,
            base=base,
            rimedi=(Rimedio(ctx.passo, ("rinnovo_firmato_il",)),),
        )
    prima = [r for r in ctx.tutti(RevisioneCcnl) if r is not revisione and same(r.ccnl, revisione.ccnl)]
    if prima and revisione.decorrenza_ccnl <= prima[-1].decorrenza_ccnl:
        return non_soddisfatta(
            "l’aumento del {ccnl} decorre dal {decorrenza}, e quello dal {prima} è già riconosciuto",
            ccnl=revisione.ccnl,
            decorrenza=revisione.decorrenza_ccnl,
            prima=prima[-1].decorrenza_ccnl,
            rimedi=(Rimedio(ctx.passo, ("decorrenza_ccnl",)),),
        )
    return soddisfatta(
        "il rinnovo del {ccnl} è stato firmato il {firma}, dopo la base dei costi ({base})",
        ccnl=revisione.ccnl,
        firma=revisione.rinnovo_firmato_il,
        base=base,
    )


@guard(
    "incremento_del_rinnovo",
    etichetta="Incremento per livelli e ore",
    vincoli=("CCNL-REV",),
    forza="avviso",
    fonti=("avviso", "cts-16"),
    coerenza=True,
)
def incremento_del_rinnovo(ctx: Contesto) -> Accertamento:
    """Il maggior contributo è la somma, per livello, delle ore residue per l'aumento del costo orario."""
    revisione = ctx.ultimo(RevisioneCcnl)
    rimedi = (Rimedio(ctx.passo, ("livelli", "importo")),)
    esiti = []
    for riga in revisione.livelli:
        atteso = costo_riveduto(
            ctx, riga.livello, costo_base(ctx, riga.livello), al=revisione.dal, prima=revisione
        )
        if atteso is None:
            esiti.append(
                non_soddisfatta(
                    "il livello {livello} non è nel progetto definitivo", livello=riga.livello, rimedi=rimedi
                )
            )
        elif riga.costo_base != atteso or riga.costo_nuovo < riga.costo_base:
            esiti.append(
                non_soddisfatta(
                    "per il livello {livello} il costo passa da {base} a {nuovo}, mentre quello riconosciuto "
                    "al {dal} è {atteso}",
                    dal=revisione.dal,
                    livello=riga.livello,
                    base=riga.costo_base,
                    nuovo=riga.costo_nuovo,
                    atteso=atteso,
                    rimedi=rimedi,
                )
            )
    if revisione.importo != revisione.delta:
        esiti.append(
            non_soddisfatta(
                "il maggior contributo è {importo}, il ricalcolo per livello dà {delta}",
                importo=revisione.importo,
                delta=revisione.delta,
                rimedi=rimedi,
            )
        )
    if esiti:
        return componi(*esiti)
    return soddisfatta(
        "il maggior contributo di {importo} è la somma, per livello, delle ore residue per l’aumento",
        importo=revisione.importo,
    )


@guard(
    "decorrenza_revisione",
    etichetta="Decorrenza della revisione",
    vincoli=("CCNL-REV",),
    forza="avviso",
    fonti=("avviso",),
)
def decorrenza_revisione(ctx: Contesto, *, lettura: ParametroId) -> Accertamento:
    """La revisione vale dalla decorrenza del rinnovo o dalla domanda, secondo la lettura scelta."""
    revisione = ctx.ultimo(RevisioneCcnl)
    domanda = ctx.parametro(lettura).valore == "domanda"
    primo = max(revisione.decorrenza_ccnl, revisione.domanda_del) if domanda else revisione.decorrenza_ccnl
    if revisione.dal < primo:
        return non_soddisfatta(
            "la revisione vale dal {dal}, prima del {primo}, da cui decorre",
            dal=revisione.dal,
            primo=primo,
            rimedi=(Rimedio(ctx.passo, ("dal",)),),
        )
    return soddisfatta("la revisione vale dal {dal}", dal=revisione.dal)


@guard(
    "domanda_documentata",
    etichetta="Domanda documentata del partner",
    vincoli=("CCNL-REV",),
    forza="avviso",
    fonti=("avviso",),
)
def domanda_documentata(ctx: Contesto) -> Accertamento:
    """La revisione segue una domanda del partner, con il testo del rinnovo, le tabelle e il ricalcolo."""
    revisione = ctx.ultimo(RevisioneCcnl)
    if revisione.domanda_del > ctx.data or not revisione.documenti:
        return non_soddisfatta(
            "la domanda del partner non è documentata, o è posteriore alla revisione",
            rimedi=(Rimedio(ctx.passo, ("domanda_del", "documenti")),),
        )
    return soddisfatta(
        "il partner ha chiesto la revisione il {data}, documentandola con {documenti}",
        data=revisione.domanda_del,
        documenti=revisione.documenti,
    )


@guard(
    "requisiti_del_subentrante",
    etichetta="Requisiti di chi subentra",
    vincoli=("EXE-MODIF-ATS",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "dlgs36-68-17"),
)
def requisiti_del_subentrante(ctx: Contesto) -> Accertamento:
    """Esce chi è nel raggruppamento, e chi entra è un ETS iscritto i cui requisiti sono verificati."""
    cambio = ctx.ultimo(SostituzioneComponente)
    if not any(same(cambio.esce, e) for e in componenti(ctx, prima=cambio)):
        return non_soddisfatta(
            "{ente} non è fra i componenti del raggruppamento",
            ente=cambio.esce,
            rimedi=(Rimedio(ctx.passo, ("esce",)),),
        )
    if cambio.entra is None:
        return soddisfatta("{ente} esce e nessuno subentra", ente=cambio.esce)
    iscrizione = cambio.entra.iscrizione
    if iscrizione is None or not iscrizione.vigente(ctx.data) or cambio.requisiti_verificati_il is None:
        return non_soddisfatta(
            "di {ente} non risultano l’iscrizione in corso e i requisiti verificati",
            ente=cambio.entra.denominazione,
            rimedi=(Rimedio(ctx.passo, ("entra", "requisiti_verificati_il")),),
        )
    return soddisfatta(
        "{ente}, che subentra, ha l’iscrizione in corso e i suoi requisiti sono stati verificati il {data}",
        ente=cambio.entra.denominazione,
        data=cambio.requisiti_verificati_il,
    )


@guard(
    "partner_che_resta",
    etichetta="Partner che resta quello scelto",
    vincoli=("TAV-LIMITE-MODIFICHE", "EXE-MODIF-ATS"),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "l241-12"),
)
def partner_che_resta(ctx: Contesto) -> Accertamento:
    """Dopo il cambio resta almeno uno degli enti che la procedura ha scelto."""
    scelti = partner(ctx).componenti
    restano = tuple(
        e for e in componenti(ctx) if any(same(e, originario.denominazione) for originario in scelti)
    )
    if restano:
        return soddisfatta("degli enti scelti con l’avviso restano {enti}", enti=restano)
    return non_soddisfatta(
        "con l’uscita di {ente} non resta nessuno degli enti scelti con l’avviso, e il partner sarebbe un "
        "altro",
        ente=ctx.ultimo(SostituzioneComponente).esce,
        rimedi=(Rimedio(ctx.passo, ("esce",)),),
    )


@guard(
    "antimafia_del_subentrante",
    etichetta="Antimafia di chi subentra",
    vincoli=("ANTIMAFIA", "EXE-MODIF-ATS"),
    forza="legge",
    fonti=("dlgs159-91-1", "dlgs159-92-3"),
)
def antimafia_del_subentrante(
    ctx: Contesto, *, soglia: ParametroId, attesa: ParametroId, validita: ParametroId, ambito: ParametroId
) -> Accertamento:
    """Oltre soglia la documentazione antimafia si chiede anche per chi entra nel raggruppamento."""
    cambio = ctx.ultimo(SostituzioneComponente)
    if cambio.entra is None:
        return non_applicabile("nessuno entra nel raggruppamento")
    return accerta_antimafia(
        ctx,
        cambio.antimafia,
        (cambio.entra.denominazione,),
        valore_raggiunto(ctx) + cambio.antimafia.altri_valori,
        soglia=soglia,
        attesa=attesa,
        validita=validita,
        ambito=ambito,
    )


@guard(
    "elementi_premiati_inalterati",
    etichetta="Elementi premiati che restano",
    vincoli=("EXE-MODIF-ATS", "TAV-LIMITE-MODIFICHE"),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "dlgs36-68-17"),
)
def elementi_premiati_inalterati(ctx: Contesto) -> Accertamento:
    """Il cambio di un componente non tocca gli elementi che la commissione ha premiato."""
    cambio = ctx.ultimo(SostituzioneComponente)
    if not cambio.elementi_premiati.strip():
        return soddisfatta("l’uscita di {ente} non tocca gli elementi premiati", ente=cambio.esce)
    if cambio.mantenimento.strip():
        return soddisfatta(
            "gli elementi premiati ({elementi}) restano assicurati: {come}",
            elementi=cambio.elementi_premiati.strip(),
            come=cambio.mantenimento.strip(),
        )
    return non_soddisfatta(
        "l’uscita di {ente} toglie elementi che la commissione ha premiato ({elementi})",
        ente=cambio.esce,
        elementi=cambio.elementi_premiati.strip(),
        rimedi=(Rimedio(ctx.passo, ("mantenimento",)),),
    )
