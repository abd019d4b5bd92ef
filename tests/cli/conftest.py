"""An office with the notice of Crema just opened, and commands run as from a shell, on a still clock."""

import io
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from coproflow.cli import base, main
from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.services.aperture import apri_scheda
from coproflow.services.ente import inizia
from coproflow.services.ufficio import Ufficio

ADESSO = datetime(2025, 10, 6, 10, 0, tzinfo=ROME)
COPRO = "copro-2025-1"


class Orologio(datetime):
    """The clock of the tests: it stands on the day of the indizione."""

    @classmethod
    def now(cls, tz: Any = None) -> "Orologio":  # noqa: ARG003
        """Always the same instant."""
        return cls(2025, 10, 6, 10, 0, tzinfo=ROME)


@dataclass
class Risultato:
    """What a command answered."""

    codice: int
    out: str
    err: str


@pytest.fixture(scope="session")
def vergine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an archive in which the notice was opened on 15 September 2025."""
    db = tmp_path_factory.mktemp("ufficio") / "crema.db"
    crema = workflows_folder() / "crema"
    inizia(str(db), crema / "ufficio.yaml", datetime(2024, 3, 1, 9, tzinfo=ROME))
    with Ufficio.open(str(db)) as ufficio:
        quando = datetime(2025, 9, 15, 9, tzinfo=ROME)
        aperto = apri_scheda(ufficio, crema / "avviso-comune.yaml", "bianchi", quando)
        assert aperto.apertura.id == COPRO
    return db.read_bytes()


@pytest.fixture
def cartella(tmp_path: Path, vergine: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the archive in it, which is where the commands run."""
    (tmp_path / "coproflow.db").write_bytes(vergine)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def esegui(
    cartella: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Risultato]:
    """Run a command of the program: its exit code, what it said on stdout and on stderr."""
    monkeypatch.setattr(base, "datetime", Orologio)
    monkeypatch.setenv("COPROFLOW_OPERATORE", "bianchi")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*argomenti: object, stdin: str = "") -> Risultato:
        monkeypatch.setattr(sys, "argv", ["coproflow", *map(str, argomenti)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as uscita:
            main()
        out, err = capsys.readouterr()
        assert isinstance(uscita.value.code, int)
        return Risultato(uscita.value.code, out, err)

    return run


@pytest.fixture
def contenuto(cartella: Path) -> Callable[[], tuple[list[str], list[str]]]:
    """Every row of the archive and every file of the folder, to compare before and after."""

    def read() -> tuple[list[str], list[str]]:
        conn = sqlite3.connect(cartella / "coproflow.db")
        righe = list(conn.iterdump())
        conn.close()
        return righe, sorted(p.name for p in cartella.iterdir() if p.suffix not in (".db-wal", ".db-shm"))

    return read
