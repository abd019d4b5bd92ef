"""`inizia`: the archive of an office."""

from pathlib import Path

import click

from coproflow.cli.base import adesso


@click.command()
@click.option(
    "--scheda",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Scheda dell’ente (YAML); senza, usa quella dimostrativa del Comune di Crema.",
)
@click.pass_context
def inizia(ctx: click.Context, scheda: Path | None) -> None:
    """Crea l’archivio dell’ente, o lo aggiorna.

    Ripetere il comando con una scheda nuova aggiorna operatori e incarichi; i procedimenti già aperti
    conservano il flusso con cui sono nati.
    """
    from coproflow.loading.resources import workflows_folder
    from coproflow.services.ente import inizia as esegui

    db = ctx.find_root().obj["db"]
    fatto = esegui(db, scheda or workflows_folder() / "crema" / "ufficio.yaml", adesso())
    click.echo(f"Archivio {db}: {fatto.ente.nome}.")
    click.echo(f"Operatori: {', '.join(o.id for o in fatto.ente.operatori)}.")
    click.echo(f"Flussi: {', '.join(fatto.workflows)}.")
    click.echo("Prossimo passo: coproflow apri SCHEDA", err=True)
