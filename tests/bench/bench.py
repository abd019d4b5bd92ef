"""What a command and a step cost, as ratios of one run: `python tests/bench/bench.py`.

Contenders run once a round in a new random order, ratios are taken inside each round, and the median is given
with its extremes: the machine may be slow or busy, the ratio hardly moves. Nothing fails here; it is a ruler.
"""

import argparse
import gc
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import Scenario, read_capitoli
from coproflow.services import scenari
from coproflow.services.ente import inizia
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio

RADICE = Path(__file__).resolve().parents[2]
AMBIENTE = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COPROFLOW"))}
PROGRAMMA = "from coproflow.cli import main; main()"

Misure = dict[str, list[float]]


@dataclass(frozen=True)
class Rapporto:
    """A line of the table: what is measured, against what, and the ratio we want to stay under."""

    nome: str
    sopra: str
    sotto: str
    obiettivo: float


DEI_COMANDI = (
    Rapporto("--help", "help", "click", 1.3),
    Rapporto("stato", "stato", "click+sqlite3", 1.5),
    Rapporto("avanza, un passo scritto su disco", "avanza", "click+sqlite3", 2.5),
)
DEL_PASSO = (Rapporto("passo in un processo, con tutte le sue regole", "avanza", "sql", 2.5),)


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--storia", type=Path, default=workflows_folder() / "crema" / "demo")
    parser.add_argument(
        "--passo", default="pubblicazione_avviso", help="the step of the story `avanza` records"
    )
    parser.add_argument("--giri", type=int, default=15)
    parser.add_argument("--senza-demo", action="store_true")
    scelte = parser.parse_args()
    subprocess.run([sys.executable, "-m", "compileall", "-q", RADICE / "coproflow"], check=True, env=AMBIENTE)
    with tempfile.TemporaryDirectory() as cartella:
        banco = Banco(Path(cartella), scelte.storia)
        _print("comandi (ms)", DEI_COMANDI, banco.comandi(scelte.passo, scelte.giri), 1e3)
        _print("passi (µs)", DEL_PASSO, banco.passi(max(3, scelte.giri // 3)), 1e6)
        if not scelte.senza_demo:
            cpu, atti = banco.demo()
            print(f"\ndemo: {cpu:.1f} s di CPU per tutta la storia e {atti} file di atti (obiettivo ≤ 30 s)")


class Banco:
    """A bench: a folder, an office with no case in it, and the story that is told on copies of it."""

    def __init__(self, cartella: Path, storia: Path) -> None:
        self.cartella = cartella
        self.file = sorted(storia.glob("*.yaml")) if storia.is_dir() else [storia]
        self.capitoli = read_capitoli(storia)
        self.vergine = cartella / "vergine.db"
        primo = datetime(2024, 3, 1, 9, tzinfo=ROME)
        inizia(str(self.vergine), workflows_folder() / "crema" / "ufficio.yaml", primo)

    def copy(self, da: Path, nome: str) -> Path:
        """A fresh copy of an archive that nobody has open."""
        return Path(shutil.copyfile(da, self.cartella / nome))

    def comandi(self, passo: str, giri: int) -> Misure:
        """Cold starts: each contender a process of its own, `avanza` on an archive ready for its step."""
        n, indice = next(
            (n, i)
            for n, capitolo in enumerate(self.capitoli)
            for i, b in enumerate(capitolo.passi)
            if b.passo == passo and not b.rifiutato
        )
        ultimo = self.capitoli[n]
        battuta = ultimo.passi[indice]
        pronto = self.copy(self.vergine, "pronto.db")
        with Ufficio.open(str(pronto)) as ufficio:
            racconto = Racconto(ufficio)
            _tell(racconto, (*self.capitoli[:n], replace(ultimo, passi=ultimo.passi[:indice])))
            caso = racconto.casi[battuta.caso]
        dati = self._dati(_written(self.file[n], indice, battuta.il.isoformat()))
        lavoro = self.cartella / "lavoro.db"
        coproflow = ["-c", PROGRAMMA, "--db", str(lavoro), "--operatore", battuta.operatore]
        deroghe = [x for g, m in battuta.deroghe.items() for x in ("--deroga", f"{g}={m}")]
        concorrenti = {
            "click": ["-c", "import click"],
            "click+sqlite3": ["-c", "import click, sqlite3"],
            "help": ["-c", PROGRAMMA, "--help"],
            "stato": [*coproflow, "stato", caso],
            "avanza": [*coproflow, "avanza", caso, passo, *dati, *deroghe],
        }

        def run(nome: str) -> float:
            self.copy(pronto, "lavoro.db")
            inizio = time.perf_counter()
            _run(concorrenti[nome])
            return time.perf_counter() - inizio

        return _rounds(giri, tuple(concorrenti), run)

    def _dati(self, scritto: dict[str, Any]) -> list[str]:
        """The data of a step as an officer gives them: `-d` where all are words, a file otherwise."""
        if all(isinstance(v, str) for v in scritto.values()):
            return [x for k, v in scritto.items() for x in ("-d", f"{k}={v}")]
        file = self.cartella / "dati.yaml"
        file.write_text(yaml.safe_dump(scritto, allow_unicode=True), encoding="utf-8")
        return ["--dati", str(file)]

    def passi(self, giri: int) -> Misure:
        """Every step the story records, each beside a bare UPDATE, INSERT, COMMIT of the same bytes."""
        misure: Misure = {"avanza": [], "sql": []}
        for giro in range(giri + 1):
            db = self.copy(self.vergine, f"storia-{giro}.db")
            nudo = _bare(self.cartella / f"nudo-{giro}.db")
            with Ufficio.open(str(db)) as ufficio, _timed(ufficio, nudo) as tempi:
                _tell(Racconto(ufficio), self.capitoli)
            nudo.close()
            if not giro:  # the first round pays for the imports, and nobody for collecting them
                gc.collect()
                gc.freeze()
                gc.set_threshold(100_000)  # as the command line runs
            else:
                for nome, valori in tempi.items():
                    misure[nome] += valori
        return misure

    def demo(self) -> tuple[float, int]:
        """CPU seconds of `coproflow demo`, children included, and how many files of acts it leaves."""
        cartella = self.cartella / "demo"
        prima = resource.getrusage(resource.RUSAGE_CHILDREN)
        _run(["-c", PROGRAMMA, "demo", "--cartella", str(cartella)])
        dopo = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = dopo.ru_utime + dopo.ru_stime - prima.ru_utime - prima.ru_stime
        return cpu, sum(f.is_file() for f in (cartella / "atti").rglob("*"))


def _tell(racconto: Racconto, capitoli: tuple[Scenario, ...]) -> None:
    for capitolo in capitoli:
        for esito in racconto.tell(capitolo):
            assert not esito.difformita, esito.difformita


def _written(storia: Path, indice: int, data: str) -> dict[str, Any]:
    """The data of a line of a story, as they were written."""
    scritto = yaml.load(storia.read_text(encoding="utf-8"), yaml.BaseLoader)["passi"][indice].get("dati", {})  # noqa: S506  (the loader that makes nothing but words)
    if isinstance(scritto, str):
        scritto = yaml.load((workflows_folder() / scritto).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return {"data": data, **scritto}


def _run(argomenti: list[str]) -> None:
    fatto = subprocess.run(
        [sys.executable, *argomenti],
        env=AMBIENTE, cwd=RADICE, capture_output=True, stdin=subprocess.DEVNULL, text=True, check=False,
    )  # fmt: skip
    if fatto.returncode:
        sys.exit(f"{' '.join(argomenti)}: {fatto.returncode}\n{fatto.stderr}")


def _rounds(giri: int, nomi: tuple[str, ...], run: Callable[[str], float]) -> Misure:
    misure: Misure = {nome: [] for nome in nomi}
    for giro in range(giri + 1):
        ordine = list(nomi)
        random.shuffle(ordine)
        tempi = {nome: run(nome) for nome in ordine}
        if giro:  # the first round warms the disk cache
            for nome, tempo in tempi.items():
                misure[nome].append(tempo)
    return misure


def _bare(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("CREATE TABLE caso (id TEXT PRIMARY KEY, stato TEXT, versione INTEGER)")
    conn.execute("CREATE TABLE voce (caso TEXT, seq INTEGER, corpo BLOB, PRIMARY KEY (caso, seq))")
    return conn


class _timed:  # noqa: N801  (a context manager, read as a verb)
    """While it lasts, every step a story records is timed, and so is a bare write of the last entry's bytes.

    Which goes first is drawn each time: a disk that has just written writes sooner.
    """

    def __init__(self, ufficio: Ufficio, nudo: sqlite3.Connection) -> None:
        self.ufficio = ufficio
        self.nudo = nudo
        self.vero = scenari.avanza
        self.tempi: Misure = {"avanza": [], "sql": []}
        self.corpo, self.scritte = b"{}", 0

    def __enter__(self) -> Misure:
        scenari.avanza = self.avanza  # type: ignore[assignment]
        return self.tempi

    def __exit__(self, *_: object) -> None:
        scenari.avanza = self.vero

    def avanza(self, ufficio: Ufficio, id_: str, richiesta: Any) -> Any:
        """The real service, with a clock on it."""
        with suppress(sqlite3.IntegrityError):
            self.nudo.execute("INSERT INTO caso VALUES (?, '', 0)", (id_,))
        primo = self._bare(id_) if random.random() < 0.5 else None  # noqa: S311  (a coin)
        inizio = time.perf_counter()
        fatto = self.vero(ufficio, id_, richiesta)
        passo = time.perf_counter() - inizio
        (self.corpo,) = ufficio.conn.execute(
            "SELECT corpo FROM annotazione WHERE procedimento = ? AND seq = ?", (id_, fatto.annotazione.seq)
        ).fetchone()
        self.tempi["avanza"].append(passo)
        self.tempi["sql"].append(self._bare(id_) if primo is None else primo)
        return fatto

    def _bare(self, id_: str) -> float:
        self.scritte += 1
        inizio = time.perf_counter()
        self.nudo.execute("BEGIN IMMEDIATE")
        self.nudo.execute("UPDATE caso SET stato = 'x', versione = versione + 1 WHERE id = ?", (id_,))
        self.nudo.execute("INSERT INTO voce VALUES (?, ?, ?)", (id_, self.scritte, self.corpo))
        self.nudo.execute("COMMIT")
        return time.perf_counter() - inizio


def _print(titolo: str, rapporti: tuple[Rapporto, ...], misure: Misure, unita: float) -> None:
    print(f"\n{titolo}, {len(next(iter(misure.values())))} misure")
    for nome, valori in misure.items():
        print(
            f"  {nome:<16} mediana {statistics.median(valori) * unita:9.1f}   min {min(valori) * unita:9.1f}"
        )
    print(f"  {'rapporto':<48} {'mediana':>8} {'min':>6} {'max':>6}  obiettivo")
    for r in rapporti:
        quozienti = [a / b for a, b in _pairs(misure[r.sopra], misure[r.sotto])]
        mediana = statistics.median(quozienti)
        segno = "✓" if mediana <= r.obiettivo else "✗"
        estremi = f"{min(quozienti):6.2f} {max(quozienti):6.2f}"
        print(f"  {r.nome:<48} {mediana:8.2f} {estremi}  ≤ {r.obiettivo} {segno}")


def _pairs(sopra: list[float], sotto: list[float]) -> Iterator[tuple[float, float]]:
    return zip(sopra, sotto, strict=True)


if __name__ == "__main__":
    main()
