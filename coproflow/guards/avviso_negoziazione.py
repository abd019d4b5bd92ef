"""The negotiation at the table: its minutes, what may change, whether the confrontation was real."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti
from coproflow.domain.dati.tavolo import (
    ProgettoDefinitivo,
    SessioneInteravviso,
    VerbaleRiapertura,
    VerbaleSessione,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId, ParametroId
from coproflow.domain.tavoli import responsabili, sessioni
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

Verbale = VerbaleSessione | SessioneInteravviso | VerbaleRiapertura


@guard(
    "partner_selezionato",
    etichetta="Partner selezionato dall’avviso",
    vincoli=("ESITI-PROVV", "LG-COPRO-FASI"),
    forza="legge",
    fonti=("l241-12", "cts-55-4", "dm72-2021-p3"),
)
def partner_selezionato(ctx: Contesto) -> Accertamento:
    """Il tavolo si apre con chi gli esiti approvati dell'avviso hanno selezionato per quel programma."""
    tavolo = ctx.ultimo(AperturaTavolo)
    esiti = ctx.collegato("avviso").ultimo(ApprovazioneEsiti)
    scelte = {(e.programma, e.domanda) for e in esiti.selezionati()}
    if (tavolo.programma, tavolo.domanda) not in scelte:
        return non_soddisfatta(
            "gli esiti dell’avviso non selezionano la domanda {domanda} per il programma {programma}",
            domanda=tavolo.domanda,
            programma=tavolo.programma,
            rimedi=(Rimedio("apertura", ("programma", "domanda")),),
        )
    return soddisfatta(
        "gli esiti dell’avviso, approvati il {data}, selezionano la domanda {domanda} per il programma "
        "{programma}",
        data=esiti.data,
        domanda=tavolo.domanda,
        programma=tavolo.programma,
    )


@guard(
    "verbale_del_responsabile",
    etichetta="Verbale del tavolo",
    vincoli=("TAV-VERBALI",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def verbale_del_responsabile(ctx: Contesto) -> Accertamento:
    """Il tavolo è verbalizzato dal responsabile del procedimento, presenti entrambe le parti."""
    verbale = ctx.dati
    assert isinstance(verbale, Verbale)
    firme = responsabili(ctx)
    errori = []
    if verbale.firmatario not in firme:
        errori.append(
            non_soddisfatta(
                "il verbale è firmato da {firmatario}, mentre verbalizza il responsabile del procedimento "
                "({firme})",
                firmatario=verbale.firmatario,
                firme=firme,
                rimedi=(Rimedio(ctx.passo, ("firmatario",)),),
            )
        )
    if not {"amministrazione", "ets"} <= {p.parte for p in verbale.presenti}:
        errori.append(
            non_soddisfatta(
                "non risultano presenti sia l’amministrazione sia il partner",
                rimedi=(Rimedio(ctx.passo, ("presenti",)),),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "la riunione del {data} è verbalizzata dal responsabile del procedimento, {firmatario}, presenti "
        "{presenti}",
        data=verbale.data,
        firmatario=verbale.firmatario,
        presenti=tuple(dict.fromkeys(p.ente for p in verbale.presenti)),
    )


@guard(
    "ordine_dei_verbali",
    etichetta="Numerazione dei verbali",
    vincoli=("TAV-VERBALI",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def ordine_dei_verbali(ctx: Contesto) -> Accertamento:
    """I verbali delle sessioni sono numerati in ordine, senza salti."""
    verbale = ctx.ultimo(VerbaleSessione)
    if ctx.candidato is not None and ctx.candidato.rettifica is not None:
        return non_applicabile("il verbale ne rettifica un altro, e ne conserva il posto")
    atteso = max((v.numero for v in ctx.tutti(VerbaleSessione) if v is not verbale), default=0) + 1
    if verbale.numero != atteso:
        return non_soddisfatta(
            "il verbale porta il n. {trovato}, mentre nell’ordine gli spetta il n. {atteso}",
            trovato=verbale.numero,
            atteso=atteso,
            rimedi=(Rimedio("verbale_sessione", ("numero",)),),
        )
    return soddisfatta("il verbale è il n. {numero} del tavolo", numero=verbale.numero)


@guard(
    "accordo_del_verbale",
    etichetta="Verbale che vale come accordo",
    vincoli=("TAV-VERBALI",),
    forza="legge",
    fonti=("l241-11-2", "l241-11-4bis", "dm72-2021-p3"),
)
def accordo_del_verbale(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """Il verbale vale accordo se unanime, sottoscritto, motivato e preceduto da determinazione."""
    verbale = ctx.ultimo(VerbaleSessione)
    if not verbale.accordo_art11:
        return non_applicabile("il verbale non vale come accordo ai sensi dell’art. 11 della L. 241/1990")
    campi = tuple(
        nome
        for nome, presente in (
            ("unanime", verbale.unanime),
            ("sottoscrittori", verbale.sottoscrittori),
            ("motivazione", verbale.motivazione.strip()),
        )
        if not presente
    )
    nomi = {"unanime": "l’unanimità", "sottoscrittori": "la sottoscrizione", "motivazione": "la motivazione"}
    errori = []
    if campi:
        errori.append(
            non_soddisfatta(
                "al verbale che vale come accordo manca {mancano}",
                mancano=tuple(nomi[c] for c in campi),
                rimedi=(Rimedio("verbale_sessione", campi),),
            )
        )
    preventiva = ctx.atto(atto)
    if preventiva is None or preventiva.adozione.data > verbale.data:
        errori.append(
            non_soddisfatta(
                "l’accordo non è preceduto dalla {atto}",
                atto=ctx.fascicolo.atti[atto].nome,
                rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
            )
        )
    if errori:
        return componi(*errori)
    assert preventiva is not None
    return soddisfatta(
        "il verbale vale come accordo: è unanime, sottoscritto e motivato, ed è preceduto dalla {estremi}",
        estremi=preventiva.estremi,
    )


@guard(
    "limite_alle_modifiche",
    etichetta="Limite alle modifiche del progetto",
    vincoli=("TAV-LIMITE-MODIFICHE",),
    forza="legge",
    fonti=("l241-1", "l241-12", "dm72-2021-p3"),
)
def limite_alle_modifiche(ctx: Contesto) -> Accertamento:
    """Il tavolo cambia le sole modalità attuative, in modi che non avrebbero dato un altro partner."""
    modifiche = ctx.ultimo(ProgettoDefinitivo).modifiche
    nomi = {
        "obiettivi": "gli obiettivi",
        "destinatari": "i destinatari",
        "durata": "la durata",
        "budget_pubblico_massimo": "le risorse pubbliche massime",
        "criteri": "i criteri",
    }
    rimedi = (Rimedio("consegna_progetto_definitivo", ("modifiche",)),)
    errori = []
    for n, m in enumerate(modifiche, start=1):
        if m.aspetto != "modalita_attuativa":
            errori.append(
                non_soddisfatta(
                    f"la modifica n. {n} («{m.descrizione}») tocca {nomi[m.aspetto]}, che l’avviso ha "
                    "fissato per tutti i partecipanti: richiede una nuova procedura",
                    rimedi=rimedi,
                )
            )
        elif m.altera_graduatoria:
            errori.append(
                non_soddisfatta(
                    f"con la modifica n. {n} («{m.descrizione}»), prevista fin dall’inizio, la graduatoria "
                    "sarebbe stata diversa",
                    rimedi=rimedi,
                )
            )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "le modifiche al progetto di massima, in numero di {quante}, riguardano le sole modalità attuative "
        "e, previste fin dall’inizio, non avrebbero determinato una diversa individuazione del partner",
        quante=len(modifiche),
    )


@guard(
    "modifiche_verbalizzate",
    etichetta="Modifiche tracciate nei verbali",
    vincoli=("TAV-LIMITE-MODIFICHE", "TAV-VERBALI"),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def modifiche_verbalizzate(ctx: Contesto) -> Accertamento:
    """Ogni modifica del progetto di massima è stata discussa in una sessione verbalizzata."""
    progetto = ctx.ultimo(ProgettoDefinitivo)
    numeri = {v.numero for v in sessioni(ctx)}
    fuori = tuple(f"«{m.descrizione}»" for m in progetto.modifiche if m.sessione not in numeri)
    if fuori:
        return non_soddisfatta(
            "di {fuori} non c’è traccia nei verbali del tavolo",
            fuori=fuori,
            rimedi=(
                Rimedio("verbale_sessione", ("modifiche",)),
                Rimedio("consegna_progetto_definitivo", ("modifiche",)),
            ),
        )
    return soddisfatta("tutte le modifiche del progetto sono tracciate nei verbali del tavolo")


@guard(
    "confronto_effettivo",
    etichetta="Effettività della co-progettazione",
    vincoli=("TAV-EFFETTIVITA",),
    forza="prassi",
    fonti=("cds-5217-2023", "mlps-1059-2023"),
)
def confronto_effettivo(ctx: Contesto, *, minimo: ParametroId) -> Accertamento:
    """Il confronto è effettivo: più sessioni, contributi delle due parti, differenze tracciate."""
    richieste = ctx.parametro(minimo).valore
    tenute = sessioni(ctx)
    parti = {c.parte for v in tenute for c in v.contributi}
    errori = []
    if len(tenute) < richieste:
        errori.append(
            non_soddisfatta(
                "si sono tenute {tenute} sessioni, mentre se ne attendono almeno {richieste}",
                tenute=len(tenute),
                richieste=richieste,
                rimedi=(Rimedio("verbale_sessione"),),
            )
        )
    if parti != {"amministrazione", "ets"}:
        errori.append(
            non_soddisfatta(
                "i verbali non riportano contributi di entrambe le parti",
                rimedi=(Rimedio("verbale_sessione", ("contributi",)),),
            )
        )
    if not ctx.ultimo(ProgettoDefinitivo).modifiche:
        errori.append(
            non_soddisfatta(
                "il progetto definitivo non mostra differenze dal progetto di massima",
                rimedi=(Rimedio("consegna_progetto_definitivo", ("modifiche",)),),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "la co-progettazione è stata effettiva: {tenute} sessioni verbalizzate, con contributi di entrambe "
        "le parti e le differenze dal progetto di massima tracciate",
        tenute=len(tenute),
    )


@guard(
    "confronto_fra_avvisi",
    etichetta="Confronto fra i tavoli dei due avvisi",
    vincoli=("TAV-INTERAVVISO",),
    forza="prassi",
    fonti=("avviso",),
)
def confronto_fra_avvisi(ctx: Contesto, *, facolta: ParametroId) -> Accertamento:
    """Se l'avviso lo vuole, i tavoli degli avvisi collegati si confrontano prima dell'approvazione."""
    previsto = ctx.parametro(facolta)
    if previsto.valore == "no":
        return non_applicabile("l’avviso non prevede il confronto fra i tavoli di avvisi diversi")
    sessione = ctx.cerca(SessioneInteravviso)
    if sessione is None or sessione.data > ctx.data or len(set(sessione.avvisi)) < 2:
        return non_soddisfatta(
            "il confronto fra i tavoli degli avvisi collegati, che l’avviso prevede{dove}, non risulta "
            "verbalizzato",
            dove=f" ({previsto.citazione})" if previsto.citazione else "",
            rimedi=(Rimedio("sessione_interavviso", ("numero", "avvisi", "presenti")),),
        )
    return soddisfatta(
        "il {data} si è tenuta la sessione congiunta dei tavoli degli avvisi {avvisi}, come da verbale n. "
        "{numero}",
        data=sessione.data,
        avvisi=sessione.avvisi,
        numero=sessione.numero,
    )
