"""`registro`: the log of a case, its verification, its projections."""

from typing import Any

import click

from coproflow.cli.base import complete_id, echo_json, json_option, nome_passo, open_ufficio
from coproflow.domain.date import data_estesa
from coproflow.store import hot


@click.command()
@click.argument("id_", metavar="[ID]", required=False, shell_complete=complete_id)
@click.option("--verifica", is_flag=True, help="Verifica tutta la catena delle annotazioni.")
@click.option(
    "--ricostruisci", is_flag=True, help="Ricalcola le scadenze dal registro e dai parametri in uso."
)
@click.option("--annotazione", "seq", type=int, metavar="N", help="Mostra per intero l’annotazione N.")
@json_option
@click.pass_context
def registro(
    ctx: click.Context,
    id_: str | None,
    seq: int | None,
    *,
    verifica: bool,
    ricostruisci: bool,
    come_json: bool,
) -> None:
    """Mostra il registro di un procedimento; con --verifica controlla tutto l’archivio."""
    if verifica:
        _verify(ctx, come_json=come_json)
        return
    if ricostruisci:
        _rebuild(ctx)
        return
    if not id_:
        raise click.UsageError("indicare un procedimento, oppure --verifica o --ricostruisci")
    from coproflow.services.fascicoli import read_annotazione

    ufficio = open_ufficio(ctx, sola_lettura=True)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, intero)
    definition = ufficio.definition(riga.definizione)
    righe = hot.load_annotazioni(ufficio.conn, ufficio.ente, intero)
    annotazioni = [(r, read_annotazione(bytes(r.corpo))) for r in righe]
    if seq is not None:
        annotazioni = [(r, a) for r, a in annotazioni if a.seq == seq]
        if not annotazioni:
            from coproflow.errors import NotFoundError

            raise NotFoundError(f"l’annotazione {seq} di {intero} non c’è: vanno da 1 a {riga.seq}")
    if come_json:
        import json

        echo_json([{**json.loads(bytes(r.corpo)), "sha256": r.sha256} for r, _ in annotazioni])
        return
    etichette = {t.event: t.label for t in definition.transitions}
    for r, a in annotazioni:
        stato = definition.states[a.a].label
        atto = definition.atti.get(a.grezzo.get("atto", ""))
        nome = nome_passo(etichette.get(a.evento, a.evento), atto.label if atto else None, a.rettifica)
        click.echo(f"{a.seq:>3}  {data_estesa(a.data):<18}  {nome}  → {stato}")
        click.echo(
            f"     registrata il {a.registrata_il:%d/%m/%Y alle %H:%M} da {a.operatore} ({a.ruolo}), "
            f"impronta {r.sha256[:12]}"
        )
        for d in a.deroghe:
            click.echo(f"     deroga a «{d.guard}»: {d.motivazione}")
        if seq is not None:
            _whole(ufficio, definition, a)


def _whole(ufficio: Any, definition: Any, annotazione: Any) -> None:
    from coproflow.cli import stampa
    from coproflow.domain.campi import etichetta_di
    from coproflow.domain.dati import dati_class
    from coproflow.domain.verifiche import mostra
    from coproflow.loading.reader import fields_of

    transition = definition.find(annotazione.evento)
    tipo = dati_class(definition.workflow, transition.dati)
    dati = annotazione.come(tipo)
    click.echo("\n     Dati:")
    for campo in fields_of(tipo)[0].values():
        valore = getattr(dati, campo.name, None)
        if valore not in (None, (), ""):
            click.echo(f"       {etichetta_di(campo)}: {mostra(valore)}")
    click.echo("\n     Verifiche:")
    for v in annotazione.verifiche:
        for linea in stampa.verifica(v, ufficio.quadro.fonti):
            click.echo(f"   {linea}")


def _verify(ctx: click.Context, *, come_json: bool) -> None:
    from coproflow.store.verify import verify

    ufficio = open_ufficio(ctx, sola_lettura=True)
    anomalie = verify(ufficio.conn, ufficio.ente)
    if come_json:
        echo_json([{"procedimento": a.procedimento, "seq": a.seq, "cosa": a.cosa} for a in anomalie])
    else:
        for anomalia in anomalie:
            click.echo(str(anomalia))
        if not anomalie:
            quanti = len(hot.elenco(ufficio.conn, ufficio.ente))
            click.echo(f"Il registro è integro. Procedimenti verificati sui byte conservati: {quanti}.")
    if anomalie:
        ctx.exit(1)


def _rebuild(ctx: click.Context) -> None:
    from coproflow.services.fascicoli import load_fascicolo
    from coproflow.services.proiezioni import project

    ufficio = open_ufficio(ctx)
    with hot.transaction(ufficio.conn):
        righe = hot.elenco(ufficio.conn, ufficio.ente)
        for riga in righe:
            project(ufficio, load_fascicolo(ufficio, riga.id))
    click.echo(f"Scadenze ricalcolate. Procedimenti: {len(righe)}.")
