"""The command line: parse, call a service, print. `COMMANDS` is the only list."""

import atexit
import codecs
import gc
import gettext
import importlib
import io
import os
import sys
from typing import Any, NoReturn

import click

from coproflow import __version__
from coproflow.errors import CoproflowError, why

gettext.bindtextdomain("messages", f"{os.path.dirname(__file__)}/locale")  # noqa: PTH120 - pathlib costs 5 ms
os.environ["LANGUAGE"] = "it"  # click asks gettext for its words: they are Italian on any machine

COMMANDS: dict[str, tuple[str, str]] = {
    "inizia": ("ufficio", "Crea l’archivio dell’ente, o lo aggiorna."),
    "apri": ("procedimenti", "Apre un procedimento da una scheda."),
    "elenco": ("procedimenti", "Elenca i procedimenti e il loro stato."),
    "stato": ("procedimenti", "Dice a che punto è un procedimento."),
    "perche": ("passi", "Spiega perché un passo si può o non si può fare."),
    "avanza": ("passi", "Registra un passo, se tutte le regole lo consentono."),
    "atto": ("atti", "Genera gli atti e ne registra la vita."),
    "scadenze": ("procedimenti", "Mostra le scadenze, dalla più vicina."),
    "registro": ("registro", "Mostra e verifica il registro di un procedimento."),
    "norma": ("norma", "Mostra una fonte, un parametro o una regola."),
    "workflow": ("flussi", "Verifica, mostra e disegna i flussi."),
    "demo": ("demo", "Percorre il caso di Crema dall’inizio alla fine."),
}
"""Command → module of `coproflow.cli` and one line of help, so that `--help` imports nothing else."""


class Lazy(click.Group):
    """A group that imports a command when it is used, and says its help without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"coproflow.cli.{COMMANDS[cmd_name][0]}")
        comando: click.Command = getattr(module, cmd_name)
        _name_parts(comando)
        return comando

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            from coproflow.domain.campi import forse

            ctx.fail(f"Il comando «{args[0]}» non esiste{forse(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Comandi"):
            formatter.write_dl([(nome, aiuto) for nome, (_, aiuto) in COMMANDS.items()])


def _name_parts(comando: click.Command) -> None:
    """In Italian the two words of a usage line that click does not translate."""
    comando.options_metavar = "[OPZIONI]"
    if isinstance(comando, click.Group):
        comando.subcommand_metavar = "COMANDO …"
        for sotto in comando.commands.values():
            _name_parts(sotto)


@click.command(
    cls=Lazy,
    options_metavar="[OPZIONI]",
    subcommand_metavar="COMANDO …",
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "COPROFLOW"},
    epilog="Codici di uscita: 0 fatto, 1 errore, 2 uso sbagliato, 3 rifiutato da una regola, "
    "4 non autorizzato, 5 conflitto, 6 importi incoerenti, 7 non trovato.\n\n"
    "\b\nCompletamento con il tasto Tab, in bash:\n"
    'eval "$(_COPROFLOW_COMPLETE=bash_source coproflow)"',
)
@click.version_option(__version__, prog_name="coproflow")
@click.option(
    "--db",
    metavar="ARCHIVIO",
    default="coproflow.db",
    show_default=True,
    show_envvar=True,
    help="Archivio: un file o postgresql://…",
)
@click.option("--ente", metavar="SIGLA", help="Ente, se l’archivio ne serve più d’uno.")
@click.option(
    "--operatore", metavar="NOME", show_envvar=True, help="Chi opera (altrimenti l’utente del sistema)."
)
@click.option("--debug", is_flag=True, help="In caso di errore mostra la traccia per chi sviluppa.")
@click.pass_context
def cli(ctx: click.Context, /, **opzioni: Any) -> None:
    """Co-programmazione e co-progettazione (art. 55 D.Lgs. 117/2017), un passo lecito alla volta."""
    ctx.obj = opzioni
    ctx.color = _color()


def _color() -> bool | None:
    """No colour where NO_COLOR asks for none; else click looks at the terminal."""
    return False if os.environ.get("NO_COLOR") else None


_ASCII = {"✓": "+", "✗": "x", "→": ">", "↳": ">", "–": "-", "—": "-", "’": "'", "€": "EUR", "…": "..."}


def _spell(errore: UnicodeError) -> tuple[str, int]:
    """Our signs on a terminal, or in a file, whose alphabet has not got them."""
    assert isinstance(errore, UnicodeEncodeError)
    return "".join(_ASCII.get(c, "?") for c in errore.object[errore.start : errore.end]), errore.end


def main() -> NoReturn:
    """The one door: errors become messages on stderr and exit codes."""
    codecs.register_error("coproflow", _spell)
    for flusso in (sys.stdout, sys.stderr):
        if isinstance(flusso, io.TextIOWrapper):
            flusso.reconfigure(errors="coproflow")
    gc.set_threshold(100_000)  # a command is short: collecting what imports leave would cost 6 % of it,
    atexit.register(gc.freeze)  # and collecting it all once more on the way out 15 %
    try:
        esito = cli.main(prog_name="coproflow", standalone_mode=False)
        sys.exit(esito if isinstance(esito, int) else 0)
    except click.exceptions.Abort:
        click.echo("Interrotto: non è stato scritto nulla.", err=True)
        sys.exit(1)
    except click.ClickException as errore:
        errore.show()
        sys.exit(errore.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as errore:
        if "--debug" in sys.argv:
            raise
        from coproflow.cli.stampa import errore as stampa_errore

        detto = _told(errore)
        with click.Context(cli) as ctx:
            ctx.color = _color()
            stampa_errore(detto)
        sys.exit(detto.exit_code)


def _told(errore: Exception) -> CoproflowError:
    """An exception as it is told: the operating system's, and those nobody foresaw, are ours to explain."""
    if isinstance(errore, CoproflowError):
        return errore
    if isinstance(errore, OSError) and errore.filename:
        return CoproflowError(f"«{errore.filename}» non si può usare: {why(errore)}")
    return CoproflowError(
        f"difetto del programma ({type(errore).__name__}: {errore})",
        "Ripetere il comando con «coproflow --debug …» e segnalare ciò che stampa.",
    )
