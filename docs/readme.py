"""What the program says of itself in README.md and docs/*.md; `python -m cogapp -r` writes it anew.

Nothing here reads the clock: the tour runs on a temporary archive, and asks about fixed days.
"""

import inspect
import shlex
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import chdir
from pathlib import Path

import click
from click.testing import CliRunner

from coproflow import guards
from coproflow.cli import COMMANDS, cli
from coproflow.errors import CoproflowError
from coproflow.exports.mermaid import export_mermaid
from coproflow.loading.definitions import Catalogo
from coproflow.loading.definitions import inspect as read_folder
from coproflow.loading.resources import templates_folder, workflows_folder

LARGHEZZA = 96
OPERATORE = "bianchi"
FORZE = {"legge": "law", "avviso": "notice", "linee_guida": "guideline", "prassi": "practice"}

GIRO: tuple[tuple[str, int], ...] = (
    ("coproflow inizia", 9),
    ("coproflow apri workflows/crema/avviso-comune.yaml", 9),
    ("coproflow perche copro pubblicazione_avviso --oggi 08/10/2025", 17),
    ("coproflow norma quadratura_contributi", 12),
    ("coproflow avanza copro indizione --modello", 8),
    ("coproflow stato copro --oggi 08/10/2025", 16),
    ("coproflow scadenze --oggi 08/10/2025", 6),
    ("coproflow workflow mostra tavolo", 12),
    ("coproflow registro --verifica", 3),
)
"""The commands of the tour, and how many lines of each answer are shown."""

DOMANDA: tuple[tuple[str, int], ...] = (
    ("coproflow inizia", 1),
    ("coproflow apri workflows/crema/avviso-ambito.yaml", 1),
    ("coproflow perche copro indizione --oggi 06/10/2025", 12),
)
"""What the manual shows of an answer."""


def tour() -> str:
    """A first session, with what the program really answers."""
    return _session(GIRO)


def domanda() -> str:
    """A question of an officer, and what the program answers."""
    return _session(DOMANDA)


def _session(comandi: tuple[tuple[str, int], ...]) -> str:
    """Commands on a new archive, and so many lines of what each answers."""
    radice = Path(__file__).resolve().parents[1]
    righe = ["```console", f"$ export COPROFLOW_OPERATORE={OPERATORE}"]
    with tempfile.TemporaryDirectory() as cartella, chdir(cartella):
        Path("workflows").symlink_to(radice / "workflows")
        for comando, quante in comandi:
            uscita = _answer(shlex.split(comando)[1:])
            righe += [f"$ {comando}", *uscita[:quante], *(["[…]"] if len(uscita) > quante else [])]
    return "\n".join([*righe, "```"])


def commands() -> str:
    """Every command with its help, as `--help` says it."""
    return "\n".join(["```text", *_helps(cli, "coproflow"), "```"])


def guard_table() -> str:
    """Every rule a workflow names: what it says, its force, its sources, the constraints it encodes."""
    catalogo = _catalogo()
    usate = {g.name for c in catalogo.workflows.values() for t in c.definition.transitions for g in t.guards}
    righe = []
    for nome, function in sorted(guards.registry().items()):
        if nome in usate:
            g = guards.resolve(function)
            fonti = "; ".join(catalogo.fonti[f].estremi for f in g.fonti)
            righe.append((f"`{nome}`", g.regola, FORZE[g.forza], fonti, ", ".join(g.vincoli)))
    return _table(("Guard", "Rule", "Force", "Sources", "Constraints"), righe)


def act_table() -> str:
    """Every act: who decides it, in which register it goes, the steps that call for it, its template."""
    righe = []
    for workflow, compilata in _catalogo().workflows.items():
        definition = compilata.definition
        for id_, atto in definition.atti.items():
            passi = dict.fromkeys(t.event for t in definition.transitions if id_ in t.atti)
            chiamato = ", ".join(f"`{p}`" for p in passi)
            modello = f"{id_}.md.j2" if (templates_folder() / f"{id_}.md.j2").exists() else "—"
            righe.append((workflow, atto.label, atto.organo, atto.register, chiamato, f"`{modello}`"))
    return _table(("Workflow", "Act", "Organ", "Register", "Called by", "Template"), righe)


def diagram(workflow: str) -> str:
    """The states of a workflow, as a Mermaid diagram."""
    return f"```mermaid\n{export_mermaid(_catalogo().workflows[workflow].definition)}```"


def source(function: str) -> str:
    """A rule as it is written."""
    return f"```python\n{inspect.getsource(guards.resolve(function).check).rstrip()}\n```"


def figures() -> str:
    """How much there is, in one sentence."""
    catalogo = _catalogo()
    passi = sum(len(c.definition.transitions) for c in catalogo.workflows.values())
    usate = {g.name for c in catalogo.workflows.values() for t in c.definition.transitions for g in t.guards}
    rilette = sum(1 for f in catalogo.fonti.values() if f.verificata_il)
    return (
        f"Today: {len(catalogo.workflows)} workflows, {passi} transitions, {len(usate)} rules, "
        f"{len(catalogo.parametri)} dated figures and readings, {len(catalogo.fonti)} sources of which "
        f"{rilette} re-read on the official text (the others are marked ° wherever they are cited)."
    )


def _catalogo() -> Catalogo:
    return read_folder(workflows_folder())[0]


def _answer(args: list[str]) -> list[str]:
    fatto = CliRunner(env={"COPROFLOW_OPERATORE": OPERATORE}).invoke(cli, args)
    if isinstance(fatto.exception, CoproflowError):
        raise fatto.exception
    return [r.rstrip() for r in fatto.output.rstrip().splitlines()]


def _helps(comando: click.Command, nome: str, genitore: click.Context | None = None) -> Iterator[str]:
    ctx = click.Context(
        comando, info_name=nome, parent=genitore, terminal_width=LARGHEZZA, **comando.context_settings
    )
    yield from (r.rstrip() for r in comando.get_help(ctx).splitlines())
    yield ""
    if isinstance(comando, click.Group):
        for sotto in COMMANDS if comando is cli else comando.list_commands(ctx):
            figlio = comando.get_command(ctx, sotto)
            assert figlio is not None
            yield from _helps(figlio, sotto, ctx)


def _table(titoli: tuple[str, ...], righe: Iterable[tuple[str, ...]]) -> str:
    tutte = [titoli, tuple("---" for _ in titoli), *righe]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|") for c in riga) + " |" for riga in tutte)
