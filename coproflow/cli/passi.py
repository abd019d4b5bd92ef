"""`perche` and `avanza`: why not, and do it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from coproflow.cli import stampa
from coproflow.cli.base import (
    File,
    Giorno,
    complete_passo,
    con_modulo,
    echo_json,
    id_argument,
    interattivo,
    istante,
    json_option,
    oggi_option,
    open_ufficio,
    operatore,
    passo_argument,
)
from coproflow.domain.date import data_estesa, elidi_articoli
from coproflow.domain.dati import dati_class
from coproflow.engine.definition import APERTURA, Transition, WorkflowDefinition
from coproflow.errors import PassoNonConsentitoError, UsageError
from coproflow.loading.nodes import Nodo
from coproflow.loading.schede import merge, modello, read_file
from coproflow.services.aperture import dati_di
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.passi import Registrato, Richiesta, find_transition, valuta
from coproflow.services.passi import avanza as esegui
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coproflow.domain.fonti import Fonte
    from coproflow.services.letture import Perche


def _dati_options(comando: Any) -> Any:
    for opzione in (
        click.option("-d", "coppie", multiple=True, metavar="CAMPO=VALORE", help="Un dato del passo."),
        click.option("--dati", "file", type=File(), help="File YAML con i dati del passo."),
        click.option("--data", type=Giorno(), help="Giorno del fatto (altrimenti oggi)."),
        click.option(
            "--deroga",
            "deroghe",
            multiple=True,
            metavar="REGOLA=MOTIVAZIONE",
            help="Deroga motivata a una regola non vincolante.",
        ),
    ):
        comando = opzione(comando)
    return comando


@click.command()
@id_argument
@click.argument("passo", metavar="[PASSO]", required=False, shell_complete=complete_passo)
@_dati_options
@json_option
@oggi_option
@click.pass_context
def perche(
    ctx: click.Context,
    id_: str,
    passo: str | None,
    file: str | None,
    coppie: tuple[str, ...],
    data: date | None,
    deroghe: tuple[str, ...],
    oggi: date | None,
    *,
    come_json: bool,
) -> None:
    """Spiega perché un PASSO si può o non si può fare: articoli, che cosa manca, chi può fornirlo, da quando.

    Senza PASSO spiega tutti quelli che partono dallo stato attuale.
    """
    from coproflow.services.letture import as_json
    from coproflow.services.letture import perche as spiega

    ufficio = open_ufficio(ctx, sola_lettura=True)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    nodo = _nodo(file, coppie, data, passo) if file or coppie else None
    risposte = spiega(
        ufficio,
        intero,
        (passo,) if passo else (),
        operatore(ctx),
        istante(oggi),
        nodo,
        _coppie(deroghe),
        data,
    )
    if come_json:
        oggetti = [as_json(ufficio, r) for r in risposte]
        echo_json(oggetti[0] if passo else oggetti)
        return
    fonti = ufficio.quadro.fonti
    for r in risposte:
        for linea in _explained(r, fonti, intero, tutto=passo is not None, con_dati=nodo is not None):
            click.echo(linea)
        click.echo()
    if any("°" in stampa.citazioni(v, fonti) for r in risposte for v in r.responso.verifiche):
        click.echo("° fonte nota ma non ancora riletta sul testo ufficiale.", err=True)


def _explained(
    r: "Perche", fonti: "Mapping[str, Fonte]", caso: str, *, tutto: bool, con_dati: bool
) -> list[str]:
    """Why a step of a case can or cannot be taken, line by line; `tutto` tells the rules that are met too."""
    ammesso, passo = r.responso.ammesso, r.responso.passo
    esito = click.style("si può fare", fg="green") if ammesso else click.style("non ancora", fg="red")
    righe = [f"{click.style(passo, bold=True)} — {r.responso.etichetta}: {esito}"]
    da_fornire = () if con_dati else stampa.own_data(r.responso)
    righe += stampa.responso(r.responso, fonti, tutto=tutto, tranne=da_fornire)
    campi = dict.fromkeys([c for v in da_fornire for x in v.rimedi for c in x.campi] + [*r.obbligatori])
    if campi:
        righe.append(f"  ? Da indicare con il passo: {', '.join(campi)}.")
        righe.append(f"    Modulo: coproflow avanza {caso} {passo} --modello")
    if r.primo_giorno and not ammesso:
        righe.append(f"  Primo giorno utile: {data_estesa(r.primo_giorno)}.")
    elif r.non_prima_di and not ammesso:
        quando = f"  Non prima del {data_estesa(r.non_prima_di)}, e dopo aver fornito ciò che manca."
        righe.append(elidi_articoli(quando))
    if any(x.rettifica for v in r.responso.mancanti for x in v.rimedi):
        comando = f"coproflow avanza {caso} apertura --rettifica 1 --dati SCHEDA --motivo «…»"
        righe.append(f"  Per rettificare: {comando}")
    return righe


@click.command()
@id_argument
@passo_argument
@_dati_options
@click.option("--prova", is_flag=True, help="Dice che cosa succederebbe, senza scrivere nulla.")
@click.option("--modello", "stampa_modello", is_flag=True, help="Stampa il modulo vuoto del passo.")
@click.option("--rettifica", type=int, metavar="N", help="Rettifica l’annotazione N del registro.")
@click.option("--motivo", metavar="TESTO", default="", help="Motivo della rettifica.")
@oggi_option
@click.pass_context
def avanza(
    ctx: click.Context,
    id_: str,
    passo: str,
    file: str | None,
    coppie: tuple[str, ...],
    data: date | None,
    deroghe: tuple[str, ...],
    rettifica: int | None,
    motivo: str,
    oggi: date | None,
    *,
    prova: bool,
    stampa_modello: bool,
) -> None:
    """Registra un PASSO del procedimento, se tutte le regole lo consentono."""
    if oggi is not None and not prova:
        raise UsageError("--oggi vale solo con --prova: un passo si registra il giorno in cui lo si registra")
    if motivo and rettifica is None:
        raise UsageError("--motivo è quello di una rettifica: va con --rettifica")
    ufficio = open_ufficio(ctx, sola_lettura=prova or stampa_modello)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, intero)
    definition = ufficio.definition(riga.definizione)
    transition = find_transition(definition, passo, riga.stato)
    tipo = dati_class(definition.workflow, transition.dati)
    if stampa_modello:
        click.echo(f"# {transition.label}: coproflow avanza {intero} {passo} --dati QUESTO_FILE")
        click.echo(modello(tipo), nl=False)
        return
    ora = istante(oggi)
    chi = ufficio.operatore(operatore(ctx)).id
    nodo = _nodo(file, coppie, data, transition.event)
    if interattivo() and file is None:
        from coproflow.cli.domande import ask

        nodo = ask(tipo, nodo)
    with con_modulo(f"coproflow avanza {intero} {passo}"):
        giorno = _giorno(ufficio, intero, rettifica) or ora.date()
        dati = dati_di(ufficio, definition, transition, nodo, giorno)
    richiesta = Richiesta(
        passo=passo,
        dati=dati,
        operatore=chi,
        adesso=ora,
        deroghe=_coppie(deroghe),
        rettifica=rettifica,
        motivo=motivo,
    )
    try:
        if prova:
            _, responso = valuta(ufficio, load_fascicolo(ufficio, intero), richiesta)
            for linea in stampa.responso(responso, ufficio.quadro.fonti):
                click.echo(linea)
            click.echo("Prova: non è stato scritto nulla.", err=True)
            ctx.exit(responso.exit_code)
        fatto = esegui(ufficio, intero, richiesta)
    except PassoNonConsentitoError as errore:
        errore.fonti = ufficio.quadro.fonti
        raise
    _report(ufficio, definition, transition, fatto, richiesta)


def _giorno(ufficio: Ufficio, id_: str, rettifica: int | None) -> date | None:
    """The day of the fact that is told again: who corrects something else does not move it to today."""
    if rettifica is None:
        return None
    effettive = load_fascicolo(ufficio, id_).procedimento.effettive
    return next((a.data for a in effettive if (a.rettifica or a.seq) == rettifica), None)


def _report(
    ufficio: Ufficio,
    definition: WorkflowDefinition,
    transition: Transition,
    fatto: Registrato,
    richiesta: Richiesta,
) -> None:
    """What was recorded, what came of it, and what to do next."""
    annotazione, rettifica = fatto.annotazione, richiesta.rettifica
    che_cosa = f"rettificata l’annotazione {rettifica}," if rettifica else "registrato"
    giorno, stato = data_estesa(annotazione.data), definition.states[annotazione.a].label
    click.echo(f"{fatto.id}: {che_cosa} «{transition.label}» ({giorno}). Ora: {stato}.")
    for v in fatto.responso.verifiche:
        if v.ritardo:
            for linea in stampa.verifica(v, ufficio.quadro.fonti):
                click.echo(linea, err=True)
    for regola in sorted({*(richiesta.deroghe or ())} - {d.guard for d in annotazione.deroghe}):
        click.echo(f"La deroga a «{regola}» non serviva: non è registrata.", err=True)
    for nuovo in fatto.aperti:
        click.echo(f"Aperto {nuovo}.")
    for atto in transition.atti:
        click.echo(f"Atto da generare: coproflow atto genera {fatto.id} {atto}", err=True)


def _nodo(file: str | None, coppie: tuple[str, ...], data: date | None, passo: str | None) -> Nodo:
    if passo is None:
        raise UsageError("i dati sono di un passo solo: indicare quale, dopo il procedimento")
    giorno = (f"data={data.isoformat()}",) if data else ()
    letto = read_file(file) if file else None
    if letto is not None and passo == APERTURA:
        letto = letto.get("dati") or letto  # the sheet of the opening will do as it is
    return merge(letto, (*giorno, *coppie))


def _coppie(deroghe: tuple[str, ...]) -> dict[str, str]:
    lette = {}
    for deroga in deroghe:
        regola, uguale, motivazione = deroga.partition("=")
        if not uguale or not motivazione.strip():
            raise UsageError(f"«{deroga}» non va bene: si scrive --deroga regola=«motivazione»")
        lette[regola.strip()] = motivazione.strip()
    return lette
