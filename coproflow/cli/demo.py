"""`demo`: the whole case of Crema on an archive of its own, told day by day, with its acts."""

import os
import shutil
import textwrap
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coproflow.cli import stampa
from coproflow.domain.date import data_estesa, elidi_articoli, quanti_giorni
from coproflow.domain.verifiche import EsitoVerifica, Verifica
from coproflow.errors import CoproflowError, PassoNonConsentitoError, StoreError
from coproflow.store import hot

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from coproflow.atti.render import Formato
    from coproflow.domain.procedimento import Annotazione
    from coproflow.engine.definition import WorkflowDefinition
    from coproflow.loading.scenari import Scenario
    from coproflow.services.passi import Registrato
    from coproflow.services.scenari import Riscontro
    from coproflow.services.ufficio import Ufficio

SEGNO = ".coproflow-demo"
"""The file that tells a folder of the demo from any other: only such a folder is made anew."""

LARGHEZZA = 100
NUOVE = 4
"""How many of the rules met for the first time a step names; the articles of all are always told."""
FORMATI: "tuple[Formato, ...]" = ("docx", "odt", "pdf")
FORZE = {"legge": "di legge", "avviso": "dell’avviso", "linee_guida": "di linee guida", "prassi": "di prassi"}


@click.command()
@click.option(
    "--cartella",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("coproflow-demo"),
    show_default=True,
    help="Dove mettere l’archivio e gli atti; se è di una dimostrazione precedente, è rifatta da capo.",
)
@click.option("--senza-atti", is_flag=True, help="Non genera i documenti.")
@click.option(
    "--storia",
    type=click.Path(exists=True, path_type=Path),
    help="Un’altra storia da raccontare, al posto di quella di Crema: un file, o una cartella di capitoli.",
)
def demo(cartella: Path, storia: Path | None, *, senza_atti: bool) -> None:
    """Percorre il caso di Crema dall’inizio alla fine, su un archivio suo, e ne genera gli atti.

    Ogni passo passa per le stesse regole di «avanza»; i rifiuti fanno parte della storia.
    """
    from datetime import datetime, time

    from rich.console import Console

    from coproflow.domain.date import ROME
    from coproflow.loading.resources import workflows_folder
    from coproflow.loading.scenari import read_capitoli
    from coproflow.services.ente import inizia
    from coproflow.services.scenari import Racconto
    from coproflow.services.ufficio import Ufficio

    crema = workflows_folder() / "crema"
    capitoli = read_capitoli(storia or crema / "demo")
    _make_room(cartella)
    db = str(cartella / "demo.db")
    inizia(db, crema / "ufficio.yaml", datetime.combine(capitoli[0].passi[0].il, time(9), ROME))
    console = Console(width=LARGHEZZA, highlight=False, markup=False)
    with Ufficio.open(db) as ufficio:
        cronaca = Cronaca(console, ufficio, None if senza_atti else cartella / "atti")
        racconto = Racconto(ufficio)
        for capitolo in capitoli:
            cronaca.begin(capitolo)
            for esito in racconto.tell(capitolo):
                cronaca.tell(esito)
        cronaca.close(cartella)


def _make_room(cartella: Path) -> None:
    """An empty folder with our mark in it.

    Raises:
        StoreError: it holds something that no demo has put there; nothing was touched.
    """
    if cartella.exists() and any(cartella.iterdir()) and not (cartella / SEGNO).exists():
        raise StoreError(
            f"«{cartella}» non è vuota e non è di una dimostrazione: non è stata toccata",
            "Indicarne un’altra con --cartella.",
        )
    cartella.mkdir(parents=True, exist_ok=True)
    (cartella / SEGNO).touch()
    for file in cartella.glob("demo.db*"):
        file.unlink()
    shutil.rmtree(cartella / "atti", ignore_errors=True)


class Cronaca:
    """What is told on the terminal: each step with the articles that allowed it, each refusal whole."""

    def __init__(self, console: "Console", ufficio: "Ufficio", atti: Path | None) -> None:
        self.console = console
        self.ufficio = ufficio
        self.atti = atti
        self.giorno: date | None = None
        self.giorni: set[date] = set()
        self.viste: set[str] = set()
        self.scritti: set[str] = set()
        self.conti: Counter[str] = Counter()

    def begin(self, capitolo: "Scenario") -> None:
        """The title of a chapter, and the sentence that can be contested."""
        if self.giorno is not None:
            self.console.print()
        self.giorno = None
        self.console.print(capitolo.scenario, style="bold")
        self.console.print(textwrap.fill(capitolo.descrizione, LARGHEZZA))

    def tell(self, esito: "Riscontro") -> None:
        """One line of the story: what was asked, what came of it, the acts it leaves.

        Raises:
            CoproflowError: what happened is not what the story says.
        """
        battuta = esito.battuta
        if battuta.il != self.giorno:
            self.giorno = battuta.il
            self.giorni.add(battuta.il)
            self.console.print()
            self.console.rule(data_estesa(battuta.il), align="left", style="dim", characters="─")
        if battuta.nota:
            self._line("·", battuta.nota, "dim", 1)
        if isinstance(esito.errore, PassoNonConsentitoError):
            self._refusal(esito)
        elif esito.registrati:
            self._recorded(esito)
        if esito.difformita:
            raise CoproflowError(
                f"la storia si interrompe al {data_estesa(battuta.il)}, "
                f"«{battuta.passo or 'apertura'}»: {'; '.join(esito.difformita)}"
            )
        for atto in battuta.atti if self.atti is not None else ():
            self._act(esito, atto)

    def close(self, cartella: Path) -> None:
        """Verify the register and say in figures what was done.

        Raises:
            StoreError: the register does not verify.
        """
        from coproflow.store.verify import verify

        anomalie = verify(self.ufficio.conn, self.ufficio.ente)
        if anomalie:
            raise StoreError("il registro non si verifica: " + "; ".join(map(str, anomalie)))
        casi = hot.elenco(self.ufficio.conn, self.ufficio.ente)
        flussi = ", ".join(f"{n} {w}" for w, n in _by_workflow(casi))
        formati = ", ".join(FORMATI)
        conti = self.conti
        righe = (
            (len(casi), f"procedimento: {flussi}", f"procedimenti: {flussi}"),
            (
                conti["passi"],
                "passo registrato",
                "passi registrati, il registro verificato sui byte conservati",
            ),
            (conti["rifiuti"], "passo rifiutato", "passi rifiutati, senza che nulla fosse scritto"),
            (conti["ritardi"], "passo tardivo", "passi tardivi, con il ritardo annotato"),
            (conti["deroghe"], "deroga motivata", "deroghe motivate a regole non vincolanti"),
            (len(self.viste), "regola applicata", "regole diverse applicate"),
            (len(self.scritti), f"atto, in {formati}", f"atti, ciascuno in {formati}"),
        )
        self.console.print()
        self.console.rule("In sintesi", align="left", style="dim", characters="─")
        for quanti, uno, molti in righe:
            if quanti:
                self._line(f"{quanti:>5}", uno if quanti == 1 else molti, "bold", 0)
        self.console.print(f"Archivio e atti: {cartella}", soft_wrap=True)
        self.console.print(textwrap.fill(self._caution(), LARGHEZZA))
        tempi = os.times()
        cpu = tempi.user + tempi.system + tempi.children_user + tempi.children_system
        click.echo(f"CPU: {cpu:.1f} s.", err=True)

    def _recorded(self, esito: "Riscontro") -> None:
        for _, gruppo in groupby(esito.registrati, key=_same_step):
            self._step(tuple(gruppo), esito.battuta.il)

    def _step(self, registrati: "tuple[Registrato, ...]", giorno: "date") -> None:
        """One step; what a sheet tells many times in a row is told once, with how many times and when."""
        primo = registrati[0]
        riga = hot.load_procedimento(self.ufficio.conn, self.ufficio.ente, primo.id)
        definition = self.ufficio.definition(riga.definizione)
        annotazione, responso = primo.annotazione, primo.responso
        self.conti["passi"] += len(registrati)
        rettifica = f" (rettifica la n. {annotazione.rettifica})" if annotazione.rettifica else ""
        stato = definition.states[annotazione.a].label
        arrivo = f" → {stato}" if annotazione.a != annotazione.da else ""
        atto = _act_of(definition, annotazione)
        quando = _when([r.annotazione.data for r in registrati], giorno)
        self._line("●", f"{primo.id}  {responso.etichetta}{atto}{rettifica}{arrivo}{quando}", "bold", 1)
        self._rules(tuple({v.guard: v for r in reversed(registrati) for v in r.responso.verifiche}.values()))
        for registrato in registrati:
            for deroga in registrato.responso.deroghe:
                self.conti["deroghe"] += 1
                self._line("!", f"deroga a «{deroga.guard}»: {deroga.motivazione}", "yellow")
            for aperto in registrato.aperti:
                self._line("+", f"aperto {aperto}", "cyan")

    def _rules(self, verifiche: tuple[Verifica, ...]) -> None:
        soddisfatte = [v for v in verifiche if v.esito is EsitoVerifica.SODDISFATTA and v.vincoli]
        forze = Counter(str(v.forza) for v in soddisfatte)
        quante = ", ".join(f"{forze[f]} {parola}" for f, parola in FORZE.items() if forze[f])
        fonti = dict.fromkeys(f for v in soddisfatte or verifiche[:1] for f in v.fonti)
        articoli = stampa.citazioni(replace(verifiche[0], fonti=tuple(fonti)), self.ufficio.quadro.fonti)
        self._line("✓", f"{f'regole soddisfatte: {quante} — ' if quante else ''}{articoli}", "green")
        nuove = [v for v in soddisfatte if v.guard not in self.viste]
        self.viste.update(v.guard for v in verifiche)
        mostrate = nuove if len(nuove) <= NUOVE + 1 else nuove[:NUOVE]
        if mostrate:
            altre = len(nuove) - len(mostrate)
            elenco = "; ".join(v.etichetta for v in mostrate)
            self._line("§", f"nuove: {elenco}" + (f"; e altre {altre}" if altre else ""), "dim", 6)
        for v in verifiche:
            if v.coerenza and v.ferma:
                self._line("!", f"{v.etichetta}: {v.motivo}", "yellow")
            if v.ritardo:
                self.conti["ritardi"] += 1
                self._line(
                    "↳",
                    f"{v.etichetta}: in ritardo di {quanti_giorni(v.ritardo.giorni)}, {v.ritardo.sanatoria}",
                    "yellow",
                )

    def _refusal(self, esito: "Riscontro") -> None:
        from rich.text import Text

        self.conti["rifiuti"] += 1
        errore: Any = esito.errore
        responso = errore.responso
        self.viste.update(v.guard for v in responso.verifiche)
        dove = f"{esito.id}  " if esito.id else ""
        self._line("✗", f"{dove}{responso.etichetta}: RIFIUTATO (codice {errore.exit_code})", "bold red", 1)
        for riga in stampa.responso(responso, self.ufficio.quadro.fonti, tutto=False):
            self.console.print(Text.from_ansi(textwrap.indent(riga, "  ")), soft_wrap=True)

    def _act(self, esito: "Riscontro", atto: str) -> None:
        from coproflow.services.atti import genera

        assert self.atti is not None
        fatto = genera(self.ufficio, esito.id, atto, FORMATI, self.atti, esito.adesso)
        self.scritti.add(fatto.file[0].stem)
        bozza = f" (bozza: manca {'; manca '.join(fatto.mancanti)})" if fatto.mancanti else ""
        self._line("▤", f"{fatto.file[0].stem}{bozza}", "magenta")

    def _caution(self) -> str:
        """What the demo cannot know: the law of the days that come after the last text somebody read."""
        fonti = self.ufficio.quadro.fonti.values()
        rilette = [f.verificata_il for f in fonti if f.verificata_il]
        ultima = max(rilette)
        dopo = sum(g > ultima for g in self.giorni)
        ignota = (
            f" Dei {len(self.giorni)} giorni della storia ne vengono dopo {dopo}: la legge di allora non si "
            "conosce, e le regole applicate sono quelle note oggi."
        )
        return (
            "I giorni di questa storia sono simulati. Le fonti rilette sul testo ufficiale sono "
            f"{len(rilette)} su {len(fonti)} (le altre sono segnate °), l’ultima "
            f"{elidi_articoli(f'il {data_estesa(ultima)}')}.{ignota if dopo else ''}"
        )

    def _line(self, segno: str, testo: str, stile: str, rientro: int = 4) -> None:
        from rich.text import Text

        prima, *altre = textwrap.wrap(testo, LARGHEZZA - rientro - 2) or [""]
        riga = Text(" " * rientro).append(segno, style=stile)
        riga.append(f" {prima}", style=stile if rientro == 1 else "")
        for altra in altre:
            riga.append(f"\n{' ' * (rientro + 2)}{altra}")
        self.console.print(riga, soft_wrap=True)


def _same_step(registrato: "Registrato") -> tuple[object, ...]:
    """What makes two entries in a row the same step of the same case, without a change of state."""
    a = registrato.annotazione
    return registrato.id, a.evento, a.da, a.a, a.grezzo.get("atto")


def _when(date_: "list[date]", giorno: "date") -> str:
    """How many times a step was done and on which days, where they are not the one it is recorded on."""
    volte = f", {len(date_)} volte" if len(date_) > 1 else ""
    prima, ultima = min(date_), max(date_)
    if prima == ultima:
        return volte if prima == giorno else f"{volte} ({data_estesa(prima)})"
    return elidi_articoli(f"{volte} (dal {data_estesa(prima)} al {data_estesa(ultima)})")


def _act_of(definition: "WorkflowDefinition", annotazione: "Annotazione") -> str:
    """Which act a common step is about, with the number it is adopted under."""
    id_ = annotazione.grezzo.get("atto")
    numero = annotazione.grezzo.get("numero") if annotazione.tipo == "AdozioneAtto" else None
    if id_ not in definition.atti:
        return ""
    return f": {definition.atti[id_].label}" + (f" n. {numero}" if numero else "")


def _by_workflow(casi: Any) -> list[tuple[str, int]]:
    return sorted(Counter(c.workflow for c in casi).items())
