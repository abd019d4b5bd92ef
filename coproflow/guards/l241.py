"""L. 241/1990, capi I-III: the person responsible, conflicts of interest, notice of the start, criteria."""

from datetime import date

from coproflow.domain.avvio import apertura_di, indizione_avvenuta, indizione_di
from coproflow.domain.avvisi import ammissioni, dichiarazioni, domande_pervenute, rimedio_dichiarazioni
from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.dati.autotutela import ComunicazioneAvvio, Revoca
from coproflow.domain.dati.coprogettazione import ApprovazioneEsiti, PreavvisoRigetto
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.termini import Durata
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "responsabile_individuabile",
    etichetta="Responsabile del procedimento individuabile",
    vincoli=("L241-5-RP",),
    forza="legge",
    fonti=("l241-5",),
)
def responsabile_individuabile(ctx: Contesto) -> Accertamento:
    """Il responsabile è nominato o, finché non lo è, è chi è preposto all'unità organizzativa."""
    avviso = apertura_di(ctx)
    nominato = _nominato(ctx)
    if nominato:
        return soddisfatta("il responsabile del procedimento è {nome}", nome=nominato)
    if avviso.unita_organizzativa:
        return soddisfatta(
            "in mancanza di nomina, responsabile del procedimento è chi è preposto all’unità {unita}",
            unita=avviso.unita_organizzativa,
        )
    return non_soddisfatta(
        "non sono indicati né il responsabile del procedimento né l’unità organizzativa",
        rimedi=(Rimedio("apertura", ("responsabile",)), Rimedio("apertura", ("unita_organizzativa",))),
    )


@guard(
    "responsabile_nominato",
    etichetta="Nomina del responsabile e recapiti nell’avviso",
    vincoli=("L241-5-RP", "LG-INDIZIONE"),
    forza="linee_guida",
    fonti=("l241-5", "dm72-2021-p2", "dm72-2021-p3"),
)
def responsabile_nominato(ctx: Contesto) -> Accertamento:
    """L'indizione nomina il responsabile che l'avviso indica, con unità e domicilio digitale."""
    avviso = apertura_di(ctx)
    nominato = indizione_avvenuta(ctx).responsabile
    if avviso.responsabile and nominato != avviso.responsabile:
        return non_soddisfatta(
            "l’indizione nomina {nominato}, mentre l’avviso indica {indicato}",
            nominato=nominato,
            indicato=avviso.responsabile,
            rimedi=(Rimedio("indizione", ("responsabile",)), Rimedio("apertura", ("responsabile",))),
        )
    mancano = tuple(campo for campo in ("responsabile", "domicilio_digitale") if not getattr(avviso, campo))
    if mancano:
        nomi = {"responsabile": "il responsabile", "domicilio_digitale": "il domicilio digitale"}
        return non_soddisfatta(
            "l’avviso non indica {mancano}",
            mancano=tuple(nomi[m] for m in mancano),
            rimedi=(Rimedio("apertura", mancano),),
        )
    return soddisfatta(
        "l’avviso indica il responsabile ({nome}), l’unità organizzativa e il domicilio digitale",
        nome=avviso.responsabile,
    )


def _nominato(ctx: Contesto) -> str:
    indizione = indizione_di(ctx)
    return (indizione.responsabile if indizione else "") or apertura_di(ctx).responsabile


@guard(
    "astensione_in_conflitto",
    etichetta="Astensione in caso di conflitto di interessi",
    vincoli=("L241-6BIS-COI",),
    forza="legge",
    fonti=("l241-6bis", "dpr62-2013-7"),
)
def astensione_in_conflitto(ctx: Contesto) -> Accertamento:
    """Chi è in conflitto di interessi, anche potenziale, lo segnala, si astiene ed è sostituito."""
    in_conflitto = [d for d in dichiarazioni(ctx) if d.conflitto]
    indizione = indizione_di(ctx)
    if indizione is not None and indizione.conflitto and not indizione.sostituto:
        return non_soddisfatta(
            "per l’indizione risulta un conflitto di interessi di chi procede, e nessun sostituto",
            rimedi=(Rimedio("indizione", ("sostituto",)),),
        )
    presenti = tuple(d.nome for d in in_conflitto if not (d.astenuto and d.sostituto))
    if presenti:
        return non_soddisfatta(
            "{presenti} ha dichiarato un conflitto di interessi, ma non risulta l’astensione con la "
            "sua sostituzione",
            presenti=presenti,
            rimedi=rimedio_dichiarazioni(ctx),
        )
    if in_conflitto:
        return soddisfatta(
            "chi ha dichiarato un conflitto di interessi ({nomi}) si è astenuto ed è stato sostituito",
            nomi=tuple(d.nome for d in in_conflitto),
        )
    return soddisfatta("non risultano conflitti di interessi dichiarati o noti")


@guard(
    "dichiarazione_assenza_conflitti",
    etichetta="Dichiarazione di assenza di conflitti",
    vincoli=("L241-6BIS-COI",),
    forza="prassi",
    fonti=("l241-6bis", "dpr62-2013-7"),
)
def dichiarazione_assenza_conflitti(ctx: Contesto) -> Accertamento:
    """All'avvio, chi istruisce e chi decide dichiara l'assenza di conflitti di interessi."""
    indizione = indizione_avvenuta(ctx)
    if indizione.dichiarazione_conflitti is None:
        return non_soddisfatta(
            "non risulta la dichiarazione di assenza di conflitti di interessi",
            rimedi=(Rimedio("indizione", ("dichiarazione_conflitti",)),),
        )
    return soddisfatta(
        "la dichiarazione di assenza di conflitti di interessi è stata resa il {giorno}",
        giorno=indizione.dichiarazione_conflitti,
    )


_CONTENUTI = {
    "ente_procedente": "l’amministrazione competente",
    "oggetto": "l’oggetto del procedimento",
    "unita_organizzativa": "l’ufficio",
    "domicilio_digitale": "il domicilio digitale",
    "responsabile": "la persona responsabile del procedimento",
    "termine_conclusione": "la data entro cui il procedimento si conclude",
    "rimedi_inerzia": "i rimedi in caso di inerzia",
    "accesso_fascicolo": "le modalità per prendere visione degli atti",
}


@guard(
    "contenuti_avvio_procedimento",
    etichetta="Contenuti della comunicazione di avvio",
    vincoli=("L241-7-8-AVVIO",),
    forza="legge",
    fonti=("l241-7", "l241-8"),
)
def contenuti_avvio_procedimento(ctx: Contesto) -> Accertamento:
    """L'avviso vale come comunicazione di avvio: ne contiene tutti gli elementi (art. 8 cc. 2 e 3)."""
    avviso = apertura_di(ctx)
    mancano = tuple(campo for campo in _CONTENUTI if not getattr(avviso, campo))
    if mancano:
        return non_soddisfatta(
            "l’avviso vale come comunicazione di avvio, ma non indica {mancano}",
            mancano=tuple(_CONTENUTI[m] for m in mancano),
            rimedi=(Rimedio("apertura", mancano),),
        )
    return soddisfatta(
        "l’avviso contiene gli elementi della comunicazione di avvio del procedimento, che si conclude entro "
        "il {giorno}",
        giorno=avviso.termine_conclusione,
    )


@guard(
    "selezionato_sentito",
    etichetta="Selezionato sentito prima di escluderlo",
    vincoli=("L241-7-8-AVVIO",),
    forza="legge",
    fonti=("l241-7", "l241-10"),
)
def selezionato_sentito(ctx: Contesto, *, memorie: ParametroId) -> Accertamento:
    """Chi gli esiti hanno selezionato si esclude solo dopo averlo avvisato e averne atteso le memorie."""
    esiti = ctx.cerca(ApprovazioneEsiti)
    scelte = {e.domanda for e in esiti.selezionati()} if esiti else set()
    escluse = tuple(
        sorted(e.domanda for e in ammissioni(ctx) if e.esito == "esclusa" and e.domanda in scelte)
    )
    if esiti is None or not escluse:
        return non_applicabile("non si esclude chi gli esiti hanno selezionato")
    avvio = ctx.cerca(ComunicazioneAvvio, misura="decadenza")
    if avvio is None or avvio.ricezione < esiti.data:
        return non_soddisfatta(
            "si esclude {escluse}, che gli esiti hanno selezionato, senza comunicazione di avvio",
            escluse=escluse,
            rimedi=(Rimedio("comunicazione_avvio", ("misura", "ricezione")),),
        )
    termine = _fine_memorie(ctx, avvio, memorie)
    if ctx.data <= termine:
        return non_soddisfatta(
            "il termine per memorie di {escluse}, dalla comunicazione del {ricezione}, scade il {termine}",
            escluse=escluse,
            ricezione=avvio.ricezione,
            termine=termine,
            non_prima_di=giorno_dopo(termine),
        )
    return soddisfatta(
        "l’esclusione di {escluse} segue la comunicazione di avvio, ricevuta il {ricezione}, e il termine "
        "per memorie",
        escluse=escluse,
        ricezione=avvio.ricezione,
    )


@guard(
    "preavviso_di_rigetto_dato",
    etichetta="Preavviso di rigetto",
    vincoli=("L241-10BIS-PREAVV",),
    forza="legge",
    fonti=("l241-10bis",),
)
def preavviso_di_rigetto_dato(ctx: Contesto, *, lettura: ParametroId, giorni: ParametroId) -> Accertamento:
    """Se l'art. 10-bis si applica, si esclude dopo il preavviso e il tempo per osservare."""
    scelta = ctx.parametro(lettura).valore
    escluse = [e.domanda for e in ammissioni(ctx) if e.esito == "esclusa"]
    if scelta == "escluso" or not escluse:
        return non_applicabile(
            "alla selezione, che è comparativa, non si applica l’art. 10-bis della L. 241/1990"
            if scelta == "escluso"
            else "nessuna domanda è esclusa"
        )
    preavvisi = {p.domanda: p for p in ctx.tutti(PreavvisoRigetto)}
    if scelta == "obbligatorio" and (mancano := tuple(d for d in escluse if d not in preavvisi)):
        return non_soddisfatta(
            "non è stato dato il preavviso di rigetto per {mancano}",
            mancano=mancano,
            rimedi=(Rimedio("preavviso_rigetto", ("domanda", "ricezione")),),
        )
    dati = [preavvisi[d] for d in escluse if d in preavvisi]
    if not dati:
        return non_applicabile("il preavviso di rigetto è una facoltà che non si è esercitata")
    durata = Durata("giorni", ctx.parametro(giorni).valore)
    ultimo = max(ctx.conta(p.ricezione, durata).data for p in dati)
    if ctx.data <= ultimo:
        return non_soddisfatta(
            "si può ancora osservare sul preavviso di rigetto fino al {ultimo}",
            ultimo=ultimo,
            non_prima_di=giorno_dopo(ultimo),
        )
    return soddisfatta(
        "il preavviso di rigetto è stato dato per {quali}, e il tempo per osservare è scaduto il {ultimo}",
        quali=tuple(p.domanda for p in dati),
        ultimo=ultimo,
    )


def _fine_memorie(ctx: Contesto, avvio: ComunicazioneAvvio, memorie: ParametroId) -> date:
    return ctx.conta(avvio.ricezione, Durata("giorni", ctx.parametro(memorie).valore)).data


@guard(
    "avvio_reso_noto",
    etichetta="Avvio reso noto prima di revocare",
    vincoli=("L241-7-8-AVVIO",),
    forza="legge",
    fonti=("l241-8", "l241-10"),
)
def avvio_reso_noto(ctx: Contesto, *, memorie: ParametroId) -> Accertamento:
    """La pubblicità tiene il luogo della comunicazione personale, non del tempo per presentare memorie."""
    revoca = ctx.ultimo(Revoca)
    if not revoca.pubblicita.strip() or revoca.motivi_celerita.strip() or revoca.cautelare_urgente:
        return non_applicabile("l’avvio non è reso noto con forme di pubblicità")
    if not domande_pervenute(ctx):
        return non_applicabile("nessuno ha presentato domanda, e la revoca non ha destinatari individuati")
    avvio = ctx.cerca(ComunicazioneAvvio, misura="revoca")
    if avvio is None:
        return non_soddisfatta(
            "non risulta quando l’avvio della revoca è stato reso noto",
            rimedi=(Rimedio("comunicazione_avvio", ("misura", "ricezione")),),
        )
    termine = _fine_memorie(ctx, avvio, memorie)
    if ctx.data <= termine:
        return non_soddisfatta(
            "l’avvio della revoca è noto dal {dal}, e il termine per memorie scade il {termine}",
            dal=avvio.ricezione,
            termine=termine,
            non_prima_di=giorno_dopo(termine),
        )
    return soddisfatta(
        "l’avvio della revoca è noto dal {dal}, e il termine per memorie è scaduto il {termine}",
        dal=avvio.ricezione,
        termine=termine,
    )
