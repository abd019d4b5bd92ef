"""`workflow`: check, show and draw the procedures."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coproflow.cli import stampa
from coproflow.cli.base import echo_json, json_option
from coproflow.errors import DefinitionError

if TYPE_CHECKING:
    from coproflow.engine.definition import Transition, WorkflowDefinition
    from coproflow.loading.definitions import Catalogo

CARTELLA = click.option(
    "--cartella",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Cartella dei flussi (altrimenti quelli installati).",
)


@click.group()
def workflow() -> None:
    """Verifica, mostra e disegna i flussi."""


@workflow.command()
@CARTELLA
@json_option
@click.pass_context
def verifica(ctx: click.Context, cartella: Path | None, *, come_json: bool) -> None:
    """Dice ogni difetto dei flussi, con file e riga.

    Controlla forma, nomi, grafo, fonti e atti.
    """
    from coproflow.loading.definitions import inspect
    from coproflow.loading.resources import templates_folder, workflows_folder

    catalogo, problems = inspect(
        cartella or workflows_folder(), templates=None if cartella else templates_folder()
    )
    if come_json:
        echo_json([p._asdict() for p in sorted(problems)])
    elif problems:
        raise DefinitionError(problems)
    else:
        passi = sum(len(c.definition.transitions) for c in catalogo.workflows.values())
        click.echo(
            f"Nessun difetto: {len(catalogo.workflows)} flussi, {passi} passi, "
            f"{len(catalogo.parametri)} parametri, {len(catalogo.fonti)} fonti."
        )
        mai = sum(1 for f in catalogo.fonti.values() if f.urn and f.verificata_il is None)
        if mai:
            click.echo(f"{mai} fonti sono note ma non ancora rilette sul testo ufficiale.", err=True)
    if problems:
        ctx.exit(1)


@workflow.command()
@click.argument("nome", metavar="[NOME]", required=False)
@CARTELLA
@json_option
def mostra(nome: str | None, cartella: Path | None, *, come_json: bool) -> None:
    """Mostra un flusso passo per passo.

    Di ogni passo: chi lo registra, da dove a dove, regole, termini, atti, fonti. Senza NOME elenca i flussi.
    """
    from coproflow.domain.forme import dump
    from coproflow.loading.definitions import load_catalogo
    from coproflow.loading.resources import workflows_folder

    catalogo = load_catalogo(cartella or workflows_folder())
    if nome is None:
        if come_json:
            echo_json(list(catalogo.workflows))
            return
        for n, c in catalogo.workflows.items():
            click.echo(f"{n:<18}  {c.definition.title}  (versione {c.definition.version}, {c.sha256[:12]})")
        return
    definition = _definition(catalogo, nome)
    if come_json:
        echo_json(dump(definition))
        return
    click.echo(f"{click.style(definition.title, bold=True)} ({nome}, versione {definition.version})")
    for t in definition.transitions:
        if not t.dati.startswith("atto."):
            _step(catalogo, definition, t)


@workflow.command()
@click.argument("nome")
@CARTELLA
def diagramma(nome: str, cartella: Path | None) -> None:
    """Disegna un flusso come diagramma di stati Mermaid."""
    from coproflow.exports.mermaid import export_mermaid
    from coproflow.loading.definitions import load_catalogo
    from coproflow.loading.resources import workflows_folder

    catalogo = load_catalogo(cartella or workflows_folder())
    click.echo(export_mermaid(_definition(catalogo, nome)), nl=False)


def _step(catalogo: "Catalogo", definition: "WorkflowDefinition", t: "Transition") -> None:
    arrivo = definition.states[t.to].label if t.to else "lo stato non cambia"
    partenza = ", ".join(definition.states[s].label for s in t.from_ if s in definition.states)
    click.echo(f"\n{click.style(t.event, bold=True)} — {t.label}")
    click.echo(f"  {partenza or ('—' if not t.from_ else 'da ogni stato')} → {arrivo}")
    click.echo(f"  registra: {definition.who(t)}")
    for g in t.guards:
        argomenti = f" ({', '.join(f'{k}: {v}' for k, v in g.args.items())})" if g.args else ""
        click.echo(f"  regola: {g.name}{argomenti}")
    for chiave, termine in (("dopo", t.after), ("entro", t.within)):
        if termine:
            click.echo(f"  {chiave}: {definition.termini[termine].label}")
    if t.opens:
        click.echo(f"  apre: {t.opens}, uno per ciascuno di «{t.per}»")
    for atto in t.atti:
        click.echo(f"  atto: {definition.atti[atto].label} ({definition.atti[atto].organo})")
    click.echo(f"  fonti: {'; '.join(stampa.citata(catalogo.fonti[f]) for f in t.fonti)}")


def _definition(catalogo: "Catalogo", nome: str) -> "WorkflowDefinition":
    from coproflow.domain.campi import forse
    from coproflow.errors import NotFoundError

    compilata = catalogo.workflows.get(nome)
    if compilata is None:
        raise NotFoundError(f"il flusso «{nome}» non c’è{forse(nome, catalogo.workflows)}")
    return compilata.definition
