"""`inizia`: the archive of an office."""

import click

from coproflow.cli.base import File, adesso, senza_credenziali


@click.command()
@click.option(
    "--scheda",
    type=File(),
    help="Scheda dell’ente (YAML); senza, resta quella che c’è, o vale quella dimostrativa di Crema.",
)
@click.option("--modello", "stampa_modello", is_flag=True, help="Stampa la scheda vuota.")
@click.pass_context
def inizia(ctx: click.Context, scheda: str | None, *, stampa_modello: bool) -> None:
    """Crea l’archivio dell’ente, o lo aggiorna.

    Ripetere il comando prende i flussi, i numeri e le fonti di oggi, e con una scheda nuova anche operatori e
    incarichi; i procedimenti già aperti conservano il flusso con cui sono nati.
    """
    from coproflow.domain.soggetti import Ente
    from coproflow.loading.schede import modello
    from coproflow.services.ente import inizia as esegui

    if stampa_modello:
        click.echo("# Scheda dell’ente: coproflow inizia --scheda QUESTO_FILE")
        click.echo(modello(Ente), nl=False)
        return
    db = ctx.find_root().obj["db"]
    fatto = esegui(db, scheda, adesso())
    click.echo(f"Archivio {senza_credenziali(db)}: {fatto.ente.nome}.")
    click.echo(f"Operatori: {', '.join(o.id for o in fatto.ente.operatori)}.")
    click.echo(f"Flussi: {', '.join(fatto.workflows)}.")
    if fatto.dimostrativo:
        click.echo(
            "È la scheda dimostrativa; la propria si scrive a partire da: coproflow inizia --modello",
            err=True,
        )
    click.echo("Prossimo passo: coproflow apri SCHEDA (il modulo: coproflow apri --modello FLUSSO)", err=True)
