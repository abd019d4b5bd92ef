"""What changes while the convention runs: extensions, revisions of the labour cost, members of the group."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    componenti,
    costo_riveduto,
    estensioni,
    revisioni,
    sorelle,
    valore_base,
    valore_raggiunto,
    voce_del_progetto,
)
from coproflow.domain.dati.convenzione import (
    ApprovazioneEstensione,
    IntegrazioneConvenzione,
    RevisioneCcnl,
    SostituzioneComponente,
    Stipula,
    VoceCosto,
)
from coproflow.domain.dati.spesa import ProvvedimentoDiSpesa
from coproflow.domain.dati.tavolo import VerbaleRiapertura
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, somma
from coproflow.domain.parametri import AttoId, EventoId, ParametroId
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
    "facolta_prevista",
    etichetta="Facoltà prevista dall’avviso",
    vincoli=("EXT-25", "CCNL-REV", "CESS-6M"),
    forza="avviso",
    fonti=("avviso", "dm72-2021-p3"),
)
def facolta_prevista(ctx: Contesto, *, figura: ParametroId) -> Accertamento:
    """Si può modificare o far cessare la convenzione solo come l'avviso ha previsto per tutti."""
    nome = ctx.quadro.parametri[figura].label
    nome = nome[0].lower() + nome[1:]
    if not ctx.prevede(figura):
        return non_soddisfatta(
            "l’avviso non lo prevede ({nome}), e senza quella clausola la parità di trattamento lo vieta",
            nome=nome,
        )
    return soddisfatta(
        "lo prevede l’avviso ({articolo}): {nome}", articolo=ctx.parametro(figura).citazione, nome=nome
    )


@guard(
    "limite_estensione",
    etichetta="Limite complessivo delle estensioni",
    vincoli=("EXT-25",),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def limite_estensione(
    ctx: Contesto, *, massimo: ParametroId, base: ParametroId, ccnl: ParametroId
) -> Accertamento:
    """Tutte le estensioni insieme non superano la quota che l'avviso fissa, sul valore alla stipula."""
    quota, lettura = ctx.parametro(massimo).valore, ctx.parametro(base).valore
    dentro = ctx.parametro(ccnl).valore == "dentro"
    if isinstance(ctx.dati, RevisioneCcnl) and not dentro:
        return non_applicabile("la revisione del costo del lavoro non rientra nel limite delle estensioni")
    casi = (ctx, *(sorelle(ctx) if lettura == "contributo_avviso" else ()))
    approvato = somma(estensioni(c) + (revisioni(c) if dentro else ZERO) for c in casi)
    valore = valore_base(ctx, lettura)
    tetto = quota.per_difetto(valore)
    cifre = {"approvato": approvato, "tetto": tetto, "quota": str(quota), "valore": valore}
    if approvato > tetto:
        return non_soddisfatta(
            "le estensioni, insieme, valgono {approvato} e superano il limite di {tetto}, pari al {quota} di "
            "{valore}: oltre serve una nuova procedura",
            rimedi=(Rimedio(ctx.passo, ("importo",)),),
            **cifre,
        )
    return soddisfatta(
        "le estensioni, insieme, valgono {approvato}, entro il limite di {tetto} (il {quota} di {valore})",
        **cifre,
    )


@guard(
    "durata_invariata",
    etichetta="Durata che non cambia",
    vincoli=("EXT-25", "CONV-DURATA"),
    forza="avviso",
    fonti=("avviso",),
)
def durata_invariata(ctx: Contesto) -> Accertamento:
    """Si estende mentre la convenzione è in corso, e la sua fine resta quella."""
    stipula = ctx.ultimo(Stipula)
    dati = ctx.dati if isinstance(ctx.dati, IntegrazioneConvenzione) else ctx.ultimo(ApprovazioneEstensione)
    if dati.fine != stipula.fine:
        return non_soddisfatta(
            "l’integrazione termina il {nuova}, la convenzione il {fine}: la durata non cambia",
            nuova=dati.fine,
            fine=stipula.fine,
            rimedi=(Rimedio(ctx.passo, ("fine",)),),
        )
    cambia_solo_chi = isinstance(dati, IntegrazioneConvenzione) and dati.titolo == "sostituzione"
    if not (stipula.data if cambia_solo_chi else stipula.inizio) <= ctx.data <= stipula.fine:
        return non_soddisfatta(
            "il {data} la convenzione, dal {inizio} al {fine}, non è in corso",
            data=ctx.data,
            inizio=stipula.inizio,
            fine=stipula.fine,
        )
    return soddisfatta("la convenzione è in corso e la sua fine resta il {fine}", fine=stipula.fine)


@guard(
    "riapertura_del_tavolo",
    etichetta="Tavolo riaperto prima dell’estensione",
    vincoli=("EXT-25", "TAV-LIMITE-MODIFICHE"),
    forza="avviso",
    fonti=("avviso", "dm72-2021-p3"),
)
def riapertura_del_tavolo(ctx: Contesto) -> Accertamento:
    """Prima di ogni estensione il tavolo si riapre, e conferma condizioni e costi del progetto definitivo."""
    firmate = [i for i in ctx.tutti(IntegrazioneConvenzione, titolo="estensione") if i is not ctx.dati]
    dal = firmate[-1].data if firmate else ctx.ultimo(Stipula).data
    firma_integrazione = isinstance(ctx.dati, IntegrazioneConvenzione)
    verbali = [
        v
        for v in ctx.collegato("tavolo").tutti(VerbaleRiapertura)
        if dal <= v.data and (v.data < ctx.data or (v.data == ctx.data and not firma_integrazione))
    ]
    rimedi = (Rimedio("riapertura_tavolo", (), "chi segue il tavolo"),)
    if not verbali:
        return non_soddisfatta(
            "dal {dal} al {data} il tavolo non è stato riaperto: manca il verbale che precede l’estensione",
            dal=dal,
            data=ctx.data,
            rimedi=rimedi,
        )
    ultimo = verbali[-1]
    if not (ultimo.costi_confermati and ultimo.condizioni_confermate):
        return non_soddisfatta(
            "il verbale di riapertura del {data} non conferma condizioni e costi del progetto definitivo",
            data=ultimo.data,
            rimedi=rimedi,
        )
    return soddisfatta(
        "il tavolo è stato riaperto (verbale n. {numero} del {data}), a condizioni e costi confermati",
        numero=ultimo.numero,
        data=ultimo.data,
    )


@guard(
    "costi_unitari_del_progetto",
    etichetta="Costi unitari del progetto definitivo",
    vincoli=("EXT-25", "NO-LUCRO"),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def costi_unitari_del_progetto(ctx: Contesto) -> Accertamento:
    """L'estensione costa quanto il progetto definitivo, con il costo del lavoro come poi riveduto."""
    estensione = ctx.ultimo(ApprovazioneEstensione)
    errori = [e for e in (_voce(ctx, v) for v in estensione.voci) if e is not None]
    costi = somma(v.totale for v in estensione.voci)
    if estensione.importo > costi:
        errori.append(
            non_soddisfatta(
                "il contributo aggiuntivo di {importo} supera i costi dell’estensione, di {costi}",
                importo=estensione.importo,
                costi=costi,
                rimedi=(Rimedio(ctx.passo, ("importo", "voci")),),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta("i costi unitari dell’estensione sono quelli del progetto, per {costi}", costi=costi)


def _voce(ctx: Contesto, voce: VoceCosto) -> Accertamento | None:
    rimedi = (Rimedio(ctx.passo, ("voci",)),)
    prevista = voce_del_progetto(ctx, voce.voce)
    if prevista is None:
        return non_soddisfatta("la voce {voce} non è nel progetto definitivo", voce=voce.voce, rimedi=rimedi)
    costo = costo_riveduto(ctx, prevista.livello, prevista.costo_orario, al=ctx.data)
    if costo is None or voce.costo_unitario == costo:
        return None
    return non_soddisfatta(
        f"per la voce {voce.voce} il costo unitario è {{unitario}}, quello del progetto {{progetto}}",
        unitario=voce.costo_unitario,
        progetto=costo,
        rimedi=rimedi,
    )


@guard(
    "cofinanziamento_estensione",
    etichetta="Cofinanziamento dell’estensione",
    vincoli=("EXT-COFIN", "COFIN-10"),
    forza="avviso",
    fonti=("avviso",),
    coerenza=True,
)
def cofinanziamento_estensione(ctx: Contesto, *, minimo: ParametroId, anche_qui: ParametroId) -> Accertamento:
    """Anche l'estensione è cofinanziata dal partner, almeno nella quota dell'avviso."""
    if ctx.parametro(anche_qui).valore != "si":
        return non_applicabile("il cofinanziamento minimo non si applica alle estensioni")
    estensione, quota = ctx.ultimo(ApprovazioneEstensione), ctx.parametro(minimo).valore
    dovuto = quota.per_eccesso(estensione.importo)
    cifre = {"trovato": estensione.cofinanziamento, "dovuto": dovuto, "quota": str(quota)}
    if estensione.cofinanziamento < dovuto:
        return non_soddisfatta(
            "il cofinanziamento dell’estensione è {trovato}, meno del {quota} del contributo ({dovuto})",
            rimedi=(Rimedio(ctx.passo, ("cofinanziamento",)),),
            **cifre,
        )
    return soddisfatta(
        "il cofinanziamento dell’estensione è {trovato}, almeno il {quota} del contributo ({dovuto})", **cifre
    )


@guard(
    "antimafia_sul_valore_esteso",
    etichetta="Antimafia sul nuovo valore",
    vincoli=("ANTIMAFIA", "EXT-MOTIV", "EXT-COFIN"),
    forza="legge",
    fonti=("dlgs159-91-1", "dlgs159-91-2", "dlgs159-92-3"),
)
def antimafia_sul_valore_esteso(
    ctx: Contesto, *, soglia: ParametroId, attesa: ParametroId, validita: ParametroId, ambito: ParametroId
) -> Accertamento:
    """L'informazione antimafia si misura sul valore iniziale più tutte le estensioni e le revisioni."""
    antimafia = ctx.ultimo(ProvvedimentoDiSpesa).antimafia
    return accerta_antimafia(
        ctx,
        antimafia,
        componenti(ctx),
        valore_raggiunto(ctx) + antimafia.altri_valori,
        soglia=soglia,
        attesa=attesa,
        validita=validita,
        ambito=ambito,
    )


@guard(
    "motivazione_estensione",
    etichetta="Motivazione dell’estensione",
    vincoli=("EXT-MOTIV", "L241-3-MOTIV"),
    forza="legge",
    fonti=("l241-3",),
)
def motivazione_estensione(ctx: Contesto) -> Accertamento:
    """L'estensione è motivata sul bisogno o sul fatto sopravvenuto."""
    estensione = ctx.ultimo(ApprovazioneEstensione)
    if not estensione.motivazione.strip():
        return non_soddisfatta("l’estensione non è motivata", rimedi=(Rimedio(ctx.passo, ("motivazione",)),))
    return soddisfatta("l’estensione è motivata: {ragioni}", ragioni=estensione.motivazione.strip())


@guard(
    "impegno_pari_all_importo",
    etichetta="Impegno pari al maggior contributo",
    vincoli=("TUEL-183-1-IMPEGNO", "CCNL-REV"),
    forza="legge",
    fonti=("tuel-183-1",),
    coerenza=True,
)
def impegno_pari_all_importo(ctx: Contesto) -> Accertamento:
    """Il maggior contributo è tutto impegnato, o sospeso con clausola, esercizio per esercizio."""
    spesa: ApprovazioneEstensione | RevisioneCcnl
    spesa = ctx.dati if isinstance(ctx.dati, RevisioneCcnl) else ctx.ultimo(ApprovazioneEstensione)
    if spesa.concesso != spesa.importo:
        return non_soddisfatta(
            "il maggior contributo è {importo}, mentre si impegnano o sospendono {concesso}",
            importo=spesa.importo,
            concesso=spesa.concesso,
            rimedi=(Rimedio(ctx.passo, ("impegni", "sospese", "importo")),),
        )
    return soddisfatta("il maggior contributo di {importo} è impegnato o sospeso", importo=spesa.importo)


_FIRMATI: dict[str, tuple[str, type[ApprovazioneEstensione | RevisioneCcnl | SostituzioneComponente]]] = {
    "approvazione_estensione": ("estensione", ApprovazioneEstensione),
    "revisione_ccnl": ("revisione_ccnl", RevisioneCcnl),
    "sostituzione_componente": ("sostituzione", SostituzioneComponente),
}
"""Step that decides → what the addendum calls it, and what the step records."""


@guard(
    "integrazione_fedele",
    etichetta="Integrazione conforme alla determinazione",
    vincoli=("EXT-25", "EXT-COFIN", "CCNL-REV", "EXE-MODIF-ATS"),
    forza="legge",
    fonti=("l241-11-4bis",),
    coerenza=True,
)
def integrazione_fedele(ctx: Contesto, *, atto: AttoId, passo: EventoId) -> Accertamento:
    """Si firma, una volta sola, ciò che la determinazione ha approvato, per lo stesso importo."""
    titolo, tipo = _FIRMATI[passo]
    integrazione, decisi, fatti = ctx.ultimo(IntegrazioneConvenzione), ctx.passi(passo), ctx.atto(atto)
    if not decisi or fatti is None or fatti.adozione.data < decisi[-1].data:
        return non_soddisfatta(
            "nessuna determinazione adottata approva ciò che si firma",
            rimedi=(Rimedio(passo), Rimedio("adozione_atto", ("atto", "numero"))),
        )
    firmate = [a for a in ctx.passi(ctx.passo) if a.seq > decisi[-1].seq]
    if firmate:
        return non_soddisfatta(
            "ciò che la {atto} approva è già stato firmato il {il}",
            atto=fatti.estremi,
            il=firmate[-1].data,
            rimedi=(Rimedio(passo),),
        )
    importo = getattr(decisi[-1].come(tipo), "importo", ZERO)
    if integrazione.titolo != titolo or integrazione.importo != importo:
        return non_soddisfatta(
            "l’integrazione ({titolo}) è per {importo}, la {atto} per {approvato}",
            titolo=integrazione.titolo.replace("_", " "),
            importo=integrazione.importo,
            atto=fatti.estremi,
            approvato=importo,
            rimedi=(Rimedio(ctx.passo, ("titolo", "importo")),),
        )
    if not importo:
        return soddisfatta(
            "l’integrazione riguarda i componenti, come da {atto}, e non il contributo", atto=fatti.estremi
        )
    return soddisfatta("l’integrazione è per {importo}, come da {atto}", importo=importo, atto=fatti.estremi)
