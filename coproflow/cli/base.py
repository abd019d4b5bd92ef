"""What every command needs: the archive, who operates, which instant it is, how to answer in JSON."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coproflow.domain.date import ROME, parse_data
from coproflow.errors import DataError
from coproflow.services.archivio import Archivio
from coproflow.store import hot
from coproflow.store.ente import load_definizione

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from coproflow.services.ufficio import Ufficio

C = TypeVar("C", bound=Callable[..., Any])


def adesso() -> datetime:
    """The instant of the command: the only place where the clock is read."""
    return datetime.now(ROME).replace(microsecond=0)  # noqa: TID251


def open_archivio(ctx: click.Context) -> Archivio:
    """The archive named by `--db`, for the ente named by `--ente`: for who only reads projections."""
    opzioni = ctx.find_root().obj
    return ctx.with_resource(Archivio.open(opzioni["db"], opzioni["ente"], sola_lettura=True))


def open_ufficio(ctx: click.Context, *, sola_lettura: bool = False) -> "Ufficio":
    """The same archive with all that deciding a step needs."""
    from coproflow.services.ufficio import Ufficio

    opzioni = ctx.find_root().obj
    return ctx.with_resource(Ufficio.open(opzioni["db"], opzioni["ente"], sola_lettura=sola_lettura))


def operatore(ctx: click.Context) -> str:
    """Who operates: `--operatore` (or COPROFLOW_OPERATORE, which click reads), else the system's user."""
    indicato: str | None = ctx.find_root().obj["operatore"]
    if indicato:
        return indicato
    import getpass

    return getpass.getuser()


class Giorno(click.ParamType[date]):
    """A day as officers write it."""

    name = "gg/mm/aaaa"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return parse_data(value)
        except ValueError as errore:
            self.fail(str(errore), param, ctx)


class File(click.ParamType[str]):
    """A file to read, as a word: who reads it says what is wrong with it, and where."""

    name = "file"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def json_option(comando: C) -> C:
    """`--json`, on every command that reads."""
    return click.option("--json", "come_json", is_flag=True, help="Risponde in JSON.")(comando)


def oggi_option(comando: C) -> C:
    """`--oggi`, on reading commands and dry runs only."""
    return click.option("--oggi", type=Giorno(), help="Valuta come se oggi fosse questo giorno.")(comando)


def senza_credenziali(db: str) -> str:
    """The archive as it may be shown: the URL of a server without who enters it and how."""
    schema, separatore, resto = db.partition("://")
    return f"{schema}{separatore}{resto.rpartition('@')[2]}" if separatore else db


def istante(oggi: Any) -> datetime:
    """Now, or noon of the day somebody asked about."""
    return adesso() if oggi is None else datetime.combine(oggi, time(12), ROME)


def echo_json(valore: Any) -> None:
    """An answer for other programs, on stdout: whole whatever its alphabet."""
    utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(valore, ensure_ascii=not utf8, indent=2))


@contextmanager
def con_modulo(comando: str) -> Iterator[None]:
    """Data that cannot be read are told with the command that prints their form."""
    try:
        yield
    except DataError as errore:
        errore.hint += f"\nIl modulo: {comando} --modello"
        raise


def interattivo() -> bool:
    """Whether somebody is there to answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def complete_id(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The cases of the archive."""
    return _complete(ctx, incomplete, lambda a: [r.id for r in hot.elenco(a.conn, a.ente)])


def complete_passo(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The steps that start where the case is."""

    def leciti(archivio: Archivio) -> list[str]:
        stato, definizione = _case(ctx, archivio)
        return [t["event"] for t in definizione["transitions"] if starts(t, stato, definizione)]

    return _complete(ctx, incomplete, leciti)


def complete_atto(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The acts of the case."""
    return _complete(ctx, incomplete, lambda archivio: _case(ctx, archivio)[1]["atti"])


def complete_flusso(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The workflows of the archive."""
    return _complete(ctx, incomplete, lambda archivio: archivio.flussi)


def _complete(ctx: click.Context, incomplete: str, noti: Callable[[Archivio], Iterable[str]]) -> list[str]:
    opzioni = ctx.find_root().params
    try:
        with Archivio.open(
            opzioni.get("db") or "coproflow.db", opzioni.get("ente"), sola_lettura=True
        ) as archivio:
            return [nome for nome in noti(archivio) if nome.startswith(incomplete)]
    except Exception:  # noqa: BLE001  (a completion never disturbs who types)
        return []


def _case(ctx: click.Context, archivio: Archivio) -> tuple[str, dict[str, Any]]:
    """The state of the case already typed, and its definition."""
    intero = hot.resolve_id(archivio.conn, archivio.ente, ctx.params.get("id_", ""))
    riga = hot.load_procedimento(archivio.conn, archivio.ente, intero)
    return riga.stato, compilata(archivio, riga.definizione)


def nome_passo(etichetta: str, atto: str | None, rettifica: int | None) -> str:
    """A step of the log in words: the label of the act it is about, the entry it takes the place of."""
    di = f": {atto}" if atto else ""
    return f"{etichetta}{di}" + (f" (rettifica la n. {rettifica})" if rettifica else "")


def compilata(archivio: Archivio, sha: str) -> dict[str, Any]:
    """A definition as it was stored: reading commands need no more than its words."""
    letta: dict[str, Any] = json.loads(load_definizione(archivio.conn, archivio.ente, sha).compilata)
    return letta


def starts(transition: dict[str, Any], stato: str, definizione: dict[str, Any]) -> bool:
    """Whether a step can be recorded in a state, those common to every act left out."""
    da = transition.get("from_", [])
    finale = definizione["states"][stato].get("final", False)
    return not transition["dati"].startswith("atto.") and (
        stato in da or ("any" in da and not (finale and transition.get("to")))
    )


def id_argument(comando: C) -> C:
    """The identifier of a case, or a prefix that only one case has."""
    return click.argument("id_", metavar="ID", shell_complete=complete_id)(comando)


def passo_argument(comando: C) -> C:
    """The name of a step."""
    return click.argument("passo", metavar="PASSO", shell_complete=complete_passo)(comando)
