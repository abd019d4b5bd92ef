"""L. 241/1990, artt. 3 and 6: reasons for every outcome, soccorso istruttorio."""

from datetime import datetime, timedelta

from coproflow.domain.avvisi import ammissioni, domande_pervenute
from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import (
    ApprovazioneAmmissioni,
    RichiestaSoccorso,
    RispostaSoccorso,
    VerificaDomande,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId, TermineId
from coproflow.domain.selezione import VerificaDomanda
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    mostra,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "esito_di_ogni_domanda",
    etichetta="Esito motivato per ogni domanda",
    vincoli=("AMMISS-ELENCO", "L241-3-MOTIV"),
    forza="legge",
    fonti=("l241-3", "dm72-2021-p6"),
)
def esito_di_ogni_domanda(ctx: Contesto) -> Accertamento:
    """Ogni domanda pervenuta ha un esito, e ciascuna non ammissione o riserva è motivata."""
    pervenute = {d.codice for d in domande_pervenute(ctx)}
    elenco = ctx.ultimo(ApprovazioneAmmissioni).elenco
    codici = [e.domanda for e in elenco]
    difetti = [
        *(f"manca l’esito della domanda {c}" for c in sorted(pervenute - set(codici))),
        *(f"la domanda {c} non è fra quelle pervenute" for c in codici if c not in pervenute),
        *(f"la domanda {c} ha più di un esito" for c in sorted({c for c in codici if codici.count(c) > 1})),
        *(
            f"l’esito «{e.esito.replace('_', ' ')}» della domanda {e.domanda} non è motivato"
            for e in elenco
            if e.esito != "ammessa" and not e.motivazione.strip()
        ),
    ]
    if difetti:
        return non_soddisfatta(
            "{difetti}",
            difetti=tuple(difetti),
            rimedi=(Rimedio("approvazione_ammissioni", ("elenco",)),),
        )
    return soddisfatta(
        "ogni domanda pervenuta (in tutto {quante}) ha il suo esito, e ogni non ammissione è motivata",
        quante=len(pervenute),
    )


@guard(
    "carenze_sanabili",
    etichetta="Carenze che si possono sanare",
    vincoli=("SOCCORSO",),
    forza="legge",
    fonti=("l241-6",),
)
def carenze_sanabili(ctx: Contesto) -> Accertamento:
    """Il soccorso istruttorio non sana tardività, requisiti, proposta, piano economico e provenienza."""
    insanabili = tuple(
        f"{r.domanda}: {c.descrizione} ({c.tipo.replace('_', ' ')})"
        for r in ctx.ultimo(RichiestaSoccorso).richieste
        for c in r.carenze
        if not c.sanabile
    )
    if insanabili:
        return non_soddisfatta(
            "non possono essere sanate le carenze seguenti: {insanabili}",
            insanabili=insanabili,
            rimedi=(Rimedio("richiesta_soccorso", ("richieste",)),),
        )
    return soddisfatta("le carenze da regolarizzare riguardano la sola documentazione amministrativa")


@guard(
    "soccorso_uguale_per_tutti",
    etichetta="Soccorso istruttorio uguale per tutti",
    vincoli=("SOCCORSO",),
    forza="legge",
    fonti=("l241-6", "l241-1"),
)
def soccorso_uguale_per_tutti(ctx: Contesto) -> Accertamento:
    """Tutte le domande regolarizzabili, e solo quelle, ricevono la richiesta con lo stesso termine."""
    da_regolarizzare = {d.domanda for d in _verificate(ctx) if d.esito == "da_regolarizzare"}
    richieste = {r.domanda for r in ctx.ultimo(RichiestaSoccorso).richieste}
    rimedi = (Rimedio("richiesta_soccorso", ("richieste",)),)
    if dimenticate := tuple(sorted(da_regolarizzare - richieste)):
        return non_soddisfatta(
            "la richiesta non raggiunge {dimenticate}, che la verifica ha trovato da regolarizzare",
            dimenticate=dimenticate,
            rimedi=rimedi,
        )
    if estranee := tuple(sorted(richieste - da_regolarizzare)):
        return non_soddisfatta(
            "la richiesta raggiunge {estranee}, che la verifica non ha trovato da regolarizzare",
            estranee=estranee,
            rimedi=rimedi,
        )
    return soddisfatta(
        "la regolarizzazione è chiesta a tutte le domande che ne hanno bisogno ({domande}), con lo stesso "
        "termine perentorio",
        domande=tuple(sorted(richieste)),
    )


@guard(
    "termine_soccorso",
    etichetta="Durata del soccorso istruttorio",
    vincoli=("SOCCORSO",),
    forza="avviso",
    fonti=("avviso", "l241-6"),
)
def termine_soccorso(ctx: Contesto, *, giorni: ParametroId) -> Accertamento:
    """Il termine per regolarizzare è quello che l'avviso assegna, da quando la richiesta è consegnata."""
    richiesta = ctx.ultimo(RichiestaSoccorso)
    figura = ctx.parametro(giorni)
    consegne = (r.consegnata_il or richiesta.data for r in richiesta.richieste)
    ricezione = max(consegne, default=richiesta.data)
    minimo = ricezione + timedelta(days=figura.valore)
    if richiesta.termine.date() < minimo:
        return non_soddisfatta(
            "il termine scade il {termine}, prima dei {giorni} giorni che l’avviso assegna ({dove})",
            termine=richiesta.termine,
            giorni=figura.valore,
            dove=figura.citazione or "avviso",
            rimedi=(Rimedio("richiesta_soccorso", ("termine",)),),
        )
    return soddisfatta(
        "il termine per regolarizzare scade il {termine}, non prima dei {giorni} giorni che l’avviso assegna",
        termine=richiesta.termine,
        giorni=figura.valore,
    )


@guard(
    "sospensione_massima",
    etichetta="Sospensione massima del procedimento",
    vincoli=("SOCCORSO", "L241-2-TERMINE"),
    forza="legge",
    fonti=("l241-2-7",),
)
def sospensione_massima(ctx: Contesto, *, massimo: ParametroId) -> Accertamento:
    """Il procedimento è sospeso una sola volta e per non più dei giorni che la legge consente."""
    richiesta = ctx.ultimo(RichiestaSoccorso)
    limite = ctx.parametro(massimo).valore
    giorni = (richiesta.termine.date() - richiesta.data).days
    if giorni > limite:
        return non_soddisfatta(
            "il termine sospende il procedimento per {giorni} giorni, oltre i {limite} consentiti",
            giorni=giorni,
            limite=limite,
            rimedi=(Rimedio("richiesta_soccorso", ("termine",)),),
        )
    return soddisfatta("la sospensione dura {giorni} giorni su {limite}", giorni=giorni, limite=limite)


@guard(
    "risposta_attesa",
    etichetta="Risposta a una richiesta",
    vincoli=("SOCCORSO",),
    forza="legge",
    fonti=("l241-6",),
)
def risposta_attesa(ctx: Contesto) -> Accertamento:
    """Risponde chi ha ricevuto la richiesta di regolarizzazione."""
    risposta = ctx.ultimo(RispostaSoccorso)
    chiamate = tuple(r.domanda for r in ctx.ultimo(RichiestaSoccorso).richieste)
    if risposta.domanda in chiamate:
        return soddisfatta("la domanda {domanda} ha ricevuto la richiesta", domanda=risposta.domanda)
    return non_soddisfatta(
        "alla domanda {domanda} non è stato chiesto di regolarizzare; è stato chiesto a {chiamate}",
        domanda=risposta.domanda,
        chiamate=chiamate,
        rimedi=(Rimedio("risposta_soccorso", ("domanda",)),),
    )


@guard(
    "esito_di_risposta",
    etichetta="Tempestività della risposta",
    vincoli=("SOCCORSO",),
    forza="legge",
    fonti=("l241-6", "l241-18bis"),
)
def esito_di_risposta(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """Il termine per regolarizzare è perentorio: un secondo dopo, la risposta è tardiva."""
    risposta = ctx.ultimo(RispostaSoccorso)
    arrivo = datetime.combine(risposta.data, risposta.ora, ROME)
    scadenza = ctx.scadenza(termine)
    dovuto = "tempestiva" if scadenza.rispettata_da(arrivo) else "tardiva"
    if risposta.esito_ricezione == dovuto:
        return soddisfatta(
            "la risposta, arrivata il {arrivo}, è {esito} rispetto al termine del {scadenza}",
            arrivo=arrivo,
            esito=dovuto,
            scadenza=str(scadenza),
        )
    return non_soddisfatta(
        "la risposta è arrivata il {arrivo} e il termine scade il {scadenza}: è {dovuto}",
        arrivo=arrivo,
        scadenza=str(scadenza),
        dovuto=dovuto,
        rimedi=(Rimedio("risposta_soccorso", ("esito_ricezione",)),),
    )


@guard(
    "soccorso_esperito",
    etichetta="Esclusione dopo il soccorso istruttorio",
    vincoli=("SOCCORSO",),
    forza="legge",
    fonti=("l241-6", "l241-3"),
)
def soccorso_esperito(ctx: Contesto) -> Accertamento:
    """Nessuno è escluso per una carenza sanabile non chiesta, né ammesso con una carenza non sanata."""
    richiesta = ctx.cerca(RichiestaSoccorso)
    chiamate = {r.domanda for r in richiesta.richieste} if richiesta else set()
    sanate = {r.domanda for r in ctx.tutti(RispostaSoccorso) if _sana(r)}
    esiti = {e.domanda: e for e in ammissioni(ctx)}
    difetti = []
    for verificata in _verificate(ctx):
        esito = esiti.get(verificata.domanda)
        altra = esito is not None and esito.esito == "esclusa" and esito.altra_causa.strip()
        if esito is None or altra or esito.esito == "ritirata":
            continue
        if verificata.esito == "da_regolarizzare":
            if verificata.domanda not in chiamate:
                difetti.append(f"alla domanda {verificata.domanda} non è stato chiesto di regolarizzare")
            elif esito.esito == "ammessa" and verificata.domanda not in sanate:
                difetti.append(f"la domanda {verificata.domanda} è ammessa, ma non ha sanato in tempo")
            elif esito.esito == "esclusa" and verificata.domanda in sanate:
                difetti.append(f"la domanda {verificata.domanda} è esclusa, ma ha sanato in tempo")
        elif verificata.esito in ("non_ammissibile", "irricevibile") and esito.piena:
            difetti.append(
                f"la domanda {verificata.domanda} è ammessa, ma la verifica l’ha trovata "
                f"{verificata.esito.replace('_', ' ')}"
            )
    if difetti:
        return non_soddisfatta(
            "{difetti}",
            difetti=tuple(difetti),
            rimedi=(
                Rimedio("richiesta_soccorso", ("richieste",)),
                Rimedio("approvazione_ammissioni", ("elenco",)),
            ),
        )
    return soddisfatta("gli esiti tengono conto delle regolarizzazioni chieste e di quelle arrivate in tempo")


@guard(
    "soccorso_concluso",
    etichetta="Soccorso istruttorio concluso",
    vincoli=("SOCCORSO",),
    forza="legge",
    fonti=("l241-6",),
)
def soccorso_concluso(ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """Le ammissioni si approvano quando tutti hanno risposto, o il termine è decorso per tutti."""
    richiesta = ctx.cerca(RichiestaSoccorso)
    if richiesta is None:
        return non_applicabile("nessuna domanda è stata chiamata a regolarizzare")
    risposte = {r.domanda for r in ctx.tutti(RispostaSoccorso)}
    attese = tuple(r.domanda for r in richiesta.richieste if r.domanda not in risposte)
    scadenza = ctx.scadenza(termine)
    if not attese or ctx.data > scadenza.data:
        return soddisfatta("la fase di regolarizzazione è conclusa")
    return non_soddisfatta(
        "{attese} può ancora rispondere fino al {scadenza}",
        attese=attese,
        scadenza=str(scadenza),
        non_prima_di=scadenza.data + timedelta(days=1),
    )


@guard(
    "soccorso_ricevuto",
    etichetta="Richiesta di regolarizzazione ricevuta",
    vincoli=("SOCCORSO", "CAD-DOMICILIO"),
    forza="legge",
    fonti=("cad-3bis", "l241-6"),
)
def soccorso_ricevuto(ctx: Contesto) -> Accertamento:
    """Non si esclude per il silenzio su una richiesta che non risulta consegnata al domicilio digitale."""
    richiesta = ctx.cerca(RichiestaSoccorso)
    if richiesta is None:
        return non_applicabile("nessuna domanda è stata chiamata a regolarizzare")
    risposte = {r.domanda for r in ctx.tutti(RispostaSoccorso)}
    escluse = {e.domanda for e in ammissioni(ctx) if e.esito == "esclusa" and not e.altra_causa.strip()}
    mute = [r for r in richiesta.richieste if r.domanda in escluse - risposte]
    if ignari := tuple(r.domanda for r in mute if r.consegnata_il is None):
        return non_soddisfatta(
            "la domanda {ignari} è esclusa senza che la richiesta di regolarizzarla risulti consegnata",
            ignari=ignari,
            rimedi=(
                Rimedio("richiesta_soccorso", ("richieste",)),
                Rimedio("approvazione_ammissioni", ("elenco",)),
            ),
        )
    if not mute:
        return non_applicabile("nessuna domanda è esclusa per non aver risposto")
    return soddisfatta(
        "la richiesta di regolarizzare è consegnata al domicilio digitale di chi non ha risposto ({mute})",
        mute=tuple(f"{r.domanda}, il {mostra(r.consegnata_il)}" for r in mute),
    )


def _verificate(ctx: Contesto) -> tuple[VerificaDomanda, ...]:
    ultime = {d.domanda: d for v in ctx.tutti(VerificaDomande) for d in v.domande}
    return tuple(ultime.values())


def _sana(risposta: RispostaSoccorso) -> bool:
    return risposta.carenze_sanate and risposta.esito_ricezione == "tempestiva"
