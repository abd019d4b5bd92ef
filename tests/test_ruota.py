"""Ciò che si installa basta a sé: la ruota e l’archivio dei sorgenti portano flussi, modelli e migrazioni."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

RADICE = Path(__file__).parents[1]


def build(sorgente: Path, bersaglio: str, dove: Path) -> Path:
    """Build a wheel or a source archive of a tree with the backend that is installed: no network."""
    costruisci = f"from hatchling.build import build_{bersaglio} as b; print(b({str(dove)!r}))"
    fatto = subprocess.run(
        [sys.executable, "-c", costruisci], cwd=sorgente, check=True, capture_output=True, text=True
    )
    return dove / fatto.stdout.split()[-1]


@pytest.fixture(scope="session")
def ruota(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build(RADICE, "wheel", tmp_path_factory.mktemp("ruota"))


@pytest.fixture(scope="session")
def installata(ruota: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel in it, as pip would leave it, and nothing else."""
    cartella = tmp_path_factory.mktemp("installata")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile",
         "--disable-pip-version-check", "--target", cartella, ruota],
        check=True,
    )  # fmt: skip
    return cartella


def run(installata: Path, qui: Path, *args: str) -> str:
    """Python from an empty folder, with the installed wheel before anything else."""
    ambiente = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COPROFLOW"))}
    fatto = subprocess.run(
        [sys.executable, *args],
        cwd=qui,
        env={**ambiente, "PYTHONPATH": str(installata)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert fatto.returncode == 0, fatto.stderr
    return fatto.stdout


def members(ruota: Path) -> set[str]:
    """The files a wheel installs, its own metadata left out."""
    with zipfile.ZipFile(ruota) as zip_:
        return {n for n in zip_.namelist() if ".dist-info/" not in n}


def test_la_ruota_porta_flussi_modelli_e_migrazioni(ruota: Path) -> None:
    """Ogni file di workflows/, templates/ e delle migrazioni che sta nel deposito sta anche nella ruota."""
    dentro = members(ruota)
    for cartella, prefisso in (
        ("workflows", "coproflow/_data/"),
        ("templates", "coproflow/_data/"),
        ("coproflow/store/migrations", ""),
    ):
        attesi = {
            prefisso + f.relative_to(RADICE).as_posix()
            for f in (RADICE / cartella).rglob("*")
            if f.is_file() and "__pycache__" not in f.parts
        }
        assert attesi
        assert attesi <= dentro
    assert not any(n.startswith("tests") or "__pycache__" in n for n in dentro)


def test_la_ruota_fatta_dai_sorgenti_e_la_stessa(ruota: Path, tmp_path: Path) -> None:
    """Chi riceve l’archivio dei sorgenti ne ricava la stessa ruota, con licenza e prove."""
    archivio = build(RADICE, "sdist", tmp_path)
    with tarfile.open(archivio) as tar:
        tar.extractall(tmp_path, filter="data")
    (sorgente,) = (p for p in tmp_path.iterdir() if p.is_dir())
    for nome in ("LICENSE", "README.md", "CHANGELOG.md", "publiccode.yml", "tests/test_ruota.py"):
        assert (sorgente / nome).is_file(), nome
    assert members(build(sorgente, "wheel", tmp_path)) == members(ruota)


def test_la_ruota_installata_lavora_senza_il_deposito(installata: Path, tmp_path: Path) -> None:
    """Da una cartella vuota verifica i suoi flussi e crea un archivio, senza leggere nulla del deposito."""
    dati = run(
        installata, tmp_path, "-c", "from coproflow.loading.resources import data_folder as d; print(d())"
    )
    assert Path(dati.strip()).is_relative_to(installata)
    assert "Nessun difetto" in run(installata, tmp_path, "-m", "coproflow", "workflow", "verifica")
    assert "Comune di Crema" in run(installata, tmp_path, "-m", "coproflow", "inizia")
    assert (tmp_path / "coproflow.db").exists()
    assert run(installata, tmp_path, "-m", "coproflow", "elenco") == ""


def test_dal_deposito_si_usano_i_flussi_del_deposito() -> None:
    """Chi lavora nel deposito, anche con un’installazione modificabile, vede subito ciò che scrive."""
    dati = run(RADICE, RADICE, "-c", "from coproflow.loading.resources import data_folder as d; print(d())")
    assert Path(dati.strip()) == RADICE
