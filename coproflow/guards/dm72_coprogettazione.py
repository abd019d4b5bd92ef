"""D.M. 72/2021, section 3: calling the procedure, the notice, the order of the phases."""

from datetime import date
from itertools import pairwise

from coproflow.domain.avvisi import avviso_vigente, domanda_di, proposte_ammesse
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogettazione import (
    ApprovazioneAmmissioni,
    Indizione,
    NominaCommissione,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    mostra,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "contenuto_indizione",
    etichetta="Contenuto essenziale dell’indizione",
    vincoli=("LG-INDIZIONE",),
    forza="legge",
    fonti=("cts-55-4", "l241-5", "dm72-2021-p3"),
)
def contenuto_indizione(ctx: Contesto) -> Accertamento:
    """L'indizione approva l'avviso e individua il responsabile del procedimento."""
    indizione = ctx.ultimo(Indizione)
    mancano = tuple(
        (campo, nome)
        for campo, nome, presente in (
            ("allegati_approvati", "l’avviso", "avviso" in indizione.allegati_approvati),
            ("responsabile", "il responsabile del procedimento", indizione.responsabile.strip()),
        )
        if not presente
    )
    if mancano:
        return non_soddisfatta(
            "l’indizione non indica {mancano}",
            mancano=tuple(nome for _, nome in mancano),
            rimedi=(Rimedio("indizione", tuple(campo for campo, _ in mancano)),),
        )
    return soddisfatta(
        "l’indizione approva l’avviso e nomina responsabile del procedimento {responsabile}",
        responsabile=indizione.responsabile,
    )


_ALLEGATI = {
    "documento_massima": "il documento progettuale di massima",
    "schema_convenzione": "lo schema di convenzione",
    "modello_domanda": "il modello di domanda",
    "liberatoria": "la liberatoria sulla proprietà intellettuale",
}


@guard(
    "allegati_indizione",
    etichetta="Atti approvati con l’indizione",
    vincoli=("LG-INDIZIONE",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def allegati_indizione(ctx: Contesto) -> Accertamento:
    """L'indizione approva anche documento di massima, schema di convenzione e modello di domanda."""
    approvati = ctx.ultimo(Indizione).allegati_approvati
    mancano = tuple(v for k, v in _ALLEGATI.items() if k != "liberatoria" and k not in approvati)
    if mancano:
        return non_soddisfatta(
            "con l’indizione non sono approvati {mancano}",
            mancano=mancano,
            rimedi=(Rimedio("indizione", ("allegati_approvati",)),),
        )
    return soddisfatta("con l’indizione sono approvati il documento di massima, lo schema e i modelli")


@guard(
    "allegati_avviso",
    etichetta="Allegati dell’avviso",
    vincoli=("LG-AVVISO-ALLEG",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def allegati_avviso(ctx: Contesto) -> Accertamento:
    """L'avviso è corredato dal documento di massima, dallo schema di convenzione e dai modelli."""
    allegati = avviso_vigente(ctx).allegati
    mancano = tuple(v for k, v in _ALLEGATI.items() if k not in allegati)
    if mancano:
        return non_soddisfatta(
            "all’avviso non sono allegati {mancano}",
            mancano=mancano,
            rimedi=(Rimedio("apertura", ("allegati",)),),
        )
    return soddisfatta(
        "l’avviso è corredato dal documento di massima, dallo schema di convenzione e dai modelli"
    )


_SEZIONI = (
    "finalita",
    "oggetto",
    "durata",
    "quadro_progettuale",
    "quadro_economico",
    "requisiti",
    "esclusioni",
    "conflitti",
    "fasi",
    "criteri",
    "conclusione",
)


@guard(
    "contenuto_minimo_avviso",
    etichetta="Contenuto minimo dell’avviso",
    vincoli=("LG-AVVISO-MIN",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def contenuto_minimo_avviso(ctx: Contesto) -> Accertamento:
    """L'avviso ha le sezioni che le linee guida indicano come contenuto minimo."""
    sezioni = avviso_vigente(ctx).sezioni
    mancano = tuple(s.replace("finalita", "finalità").replace("_", " ") for s in _SEZIONI if s not in sezioni)
    if mancano:
        return non_soddisfatta(
            "nell’avviso mancano le sezioni: {mancano}",
            mancano=mancano,
            rimedi=(Rimedio("apertura", ("sezioni",)),),
        )
    return soddisfatta("l’avviso ha le {quante} sezioni del contenuto minimo", quante=len(_SEZIONI))


@guard(
    "modalita_tavolo_fissata",
    etichetta="Chi siede al tavolo",
    vincoli=("VAL-FUSIONE",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def modalita_tavolo_fissata(ctx: Contesto) -> Accertamento:
    """L'avviso dice se al tavolo siedono i selezionati o tutti gli ammessi, e se le proposte si integrano."""
    avviso = avviso_vigente(ctx)
    if avviso.modalita_tavolo is None:
        return non_soddisfatta(
            "l’avviso non dice se al tavolo siedono i soli selezionati o tutti gli ammessi",
            rimedi=(Rimedio("apertura", ("modalita_tavolo",)),),
        )
    chi = {"selezionati": "i soli enti selezionati", "tutti_ammessi": "tutti gli enti ammessi"}
    fusione = "è prevista" if avviso.integrazione_proposte else "non è prevista"
    return soddisfatta(
        "al tavolo siedono {chi}; l’integrazione delle proposte in una sola {fusione}",
        chi=chi[avviso.modalita_tavolo],
        fusione=fusione,
    )


@guard(
    "elenco_pubblicato",
    etichetta="Elenco degli ammessi pubblicato prima della valutazione",
    vincoli=("AMMISS-ELENCO",),
    forza="linee_guida",
    fonti=("dm72-2021-p6",),
)
def elenco_pubblicato(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """L'elenco degli ammessi e dei non ammessi è pubblicato prima che si valuti."""
    elenco = ctx.ultimo(ApprovazioneAmmissioni)
    fatti = ctx.atto(atto)
    giorni = [elenco.pubblicato_il] if elenco.pubblicato_il else []
    if fatti is not None and fatti.adozione.data >= elenco.data:
        giorni += [p.data for p in (*((fatti.albo,) if fatti.albo else ()), *fatti.trasparenza)]
    giorno = min(giorni, default=None)
    if giorno is None or giorno > ctx.data:
        return non_soddisfatta(
            "al {data} l’elenco degli ammessi non risulta pubblicato",
            data=ctx.data,
            rimedi=(
                Rimedio("pubblicazione_albo", ("atto",)),
                Rimedio("pubblicazione_trasparenza", ("atto",)),
            ),
            non_prima_di=giorno,
        )
    return soddisfatta("l’elenco degli ammessi e dei non ammessi è pubblicato dal {giorno}", giorno=giorno)


@guard(
    "esiti_comunicati",
    etichetta="Esiti pubblicati e comunicati",
    vincoli=("ESITI-PROVV",),
    forza="linee_guida",
    fonti=("dm72-2021-p6", "l241-21bis"),
)
def esiti_comunicati(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """Gli esiti sono pubblicati come l'avviso e comunicati a ciascuno che vi ha una proposta."""
    fatti = ctx.atto(atto)
    mancano = tuple(
        nome
        for nome, presente in (
            ("la pubblicazione all’albo", fatti is not None and fatti.albo is not None),
            ("la comunicazione ai partecipanti", fatti is not None and fatti.comunicazioni),
        )
        if not presente
    )
    if mancano:
        return non_soddisfatta(
            "degli esiti non risultano {mancano}",
            mancano=mancano,
            rimedi=(
                Rimedio("pubblicazione_albo", ("atto",))
                if fatti is None or fatti.albo is None
                else Rimedio("comunicazione_atto", ("atto",)),
            ),
        )
    assert fatti is not None
    if ignari := _ignari(ctx, {_piano(c.destinatario) for c in fatti.comunicazioni}):
        return non_soddisfatta(
            "gli esiti non risultano comunicati a {ignari}",
            ignari=ignari,
            rimedi=(Rimedio("comunicazione_atto", ("atto", "destinatario")),),
        )
    return soddisfatta(
        "gli esiti sono pubblicati all’albo e comunicati ai partecipanti ({quanti})",
        quanti=len(fatti.comunicazioni),
    )


def _ignari(ctx: Contesto, avvertiti: set[str]) -> tuple[str, ...]:
    """Who has an admitted proposal and was not told: one entity of a group is enough for all."""
    domande = [domanda_di(ctx, d) for d in dict.fromkeys(d for _, d in proposte_ammesse(ctx))]
    return tuple(
        d.nome for d in domande if d and not any(_piano(e.denominazione) in avvertiti for e in d.componenti)
    )


def _piano(nome: str) -> str:
    return " ".join(nome.casefold().split())


_FASI = (
    ("indizione", "indizione"),
    ("pubblicazione_avviso", "pubblicazione dell’avviso"),
    ("chiusura_domande", "chiusura delle domande"),
    ("verifica_domande", "verifica delle domande"),
    ("approvazione_ammissioni", "elenco degli ammessi"),
    ("seduta_valutazione", "valutazione"),
    ("approvazione_esiti", "selezione"),
    ("apertura_tavoli", "apertura dei tavoli"),
)


@guard(
    "sequenza_fasi",
    etichetta="Ordine delle fasi",
    vincoli=("LG-COPRO-FASI",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "cds-5217-2023"),
)
def sequenza_fasi(ctx: Contesto) -> Accertamento:
    """Le fasi si susseguono nell'ordine delle linee guida, e nessuna è vuota."""
    date_fasi = [(nome, _primo(ctx, evento)) for evento, nome in _FASI]
    if vuote := tuple(nome for nome, giorno in date_fasi if giorno is None):
        return non_soddisfatta("non risultano svolte: {vuote}", vuote=vuote)
    note = [(nome, giorno) for nome, giorno in date_fasi if giorno is not None]
    inversioni = tuple(
        f"{dopo} ({mostra(g2)}) prima di {prima} ({mostra(g1)})"
        for (prima, g1), (dopo, g2) in pairwise(note)
        if g2 < g1
    )
    if inversioni:
        return non_soddisfatta("l’ordine delle fasi è invertito: {inversioni}", inversioni=inversioni)
    commissione = ctx.cerca(NominaCommissione)
    if commissione is None:
        return non_soddisfatta("non risulta la nomina della commissione")
    return soddisfatta("le fasi si sono svolte nell’ordine delle linee guida, dall’indizione alla selezione")


def _primo(ctx: Contesto, evento: str) -> date | None:
    if evento == "chiusura_domande":
        return ctx.data_di(evento)
    passi = ctx.passi(evento)
    return passi[0].data if passi else ctx.data_di(evento)
