"""The shape of the program: imports go one way, every rule of law is documented, cited and tested."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coproflow import guards
from coproflow.domain.fonti import Fonte
from coproflow.domain.guard import Guard
from coproflow.loading.definitions import Catalogo
from coproflow.loading.resources import templates_folder

RADICE = Path(__file__).parents[1]
PACKAGE = RADICE / "coproflow"
PROVE = ("soddisfatto", "al_limite", "violato")
REGOLE = {nome: guards.resolve(dove) for nome, dove in sorted(guards.registry().items())}
NORMATIVE = re.compile(
    r"\b(D\.Lgs\.|D\.L\.|L\.|L\.R\.|D\.P\.R\.|D\.P\.C\.M\.|D\.M\.|c\.c\.|c\.p\.c\.|Cost\.)\s*"
)
GIUDICI = re.compile(
    r"Cons\. Stato|Corte|TAR|Cass\.|ANAC|Agenzia|nota|circolare|AgID|parere|slide", re.IGNORECASE
)


def _lint_imports(cartella: Path) -> subprocess.CompletedProcess[str]:
    comando = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", comando, "--no-cache"],
        cwd=cartella,
        env={**os.environ, "PYTHONPATH": str(cartella)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_gli_import_vanno_in_una_sola_direzione() -> None:
    """Il comando scende ai servizi, i servizi al dominio: mai il contrario."""
    esito = _lint_imports(RADICE)
    assert esito.returncode == 0, esito.stdout
    assert "2 kept, 0 broken" in esito.stdout


@pytest.mark.parametrize(
    ("file", "riga"),
    [
        ("domain/fonti.py", "import yaml"),
        ("engine/graph.py", "import sqlmodel"),
        ("guards/tuel.py", "import jinja2"),
        ("engine/evaluate.py", "from coproflow import guards"),
        ("domain/importi.py", "from coproflow.loading import nodes"),
        ("store/hot.py", "from coproflow.services import passi"),
        ("guards/cts.py", "from coproflow.engine import machine"),
        ("errors.py", "from coproflow.domain import importi"),
    ],
    ids=lambda x: x,
)
def test_il_controllo_degli_import_sa_dire_di_no(tmp_path: Path, file: Any, riga: Any) -> None:
    """Un import vietato, piantato in una copia, è trovato: il controllo sa dire di no."""
    shutil.copytree(PACKAGE, tmp_path / "coproflow", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RADICE / "pyproject.toml", tmp_path)
    piantato = tmp_path / "coproflow" / file
    piantato.write_text(f"{piantato.read_text(encoding='utf-8')}\n{riga}\n", encoding="utf-8")
    esito = _lint_imports(tmp_path)
    assert esito.returncode != 0, esito.stdout
    assert "BROKEN" in esito.stdout


# le regole


def _trees(cartella: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((PACKAGE / cartella).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("regola", REGOLE.values(), ids=REGOLE.keys())
def test_ogni_regola_si_spiega(regola: Guard, catalogo: Catalogo) -> None:
    """Di ogni regola si legge in una frase che cosa chiede, su quali fonti, per quale vincolo."""
    assert regola.regola
    assert regola.regola[0].isupper()
    assert regola.regola.endswith(".")
    assert regola.etichetta
    assert regola.vincoli
    assert regola.fonti
    assert not [f for f in regola.fonti if f not in catalogo.fonti]
    assert regola.check.__name__ == regola.name


def _tests() -> set[str]:
    return {
        nodo.name
        for path in (RADICE / "tests" / "guards").rglob("test_*.py")
        for nodo in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(nodo, ast.FunctionDef)
    }


def test_ogni_regola_ha_le_sue_tre_prove() -> None:
    """Ogni regola è provata soddisfatta, al limite e violata: deve saper dire di no."""
    scritte = _tests()
    mancanti = [f"test_{n}_{p}" for n in REGOLE for p in PROVE if f"test_{n}_{p}" not in scritte]
    assert mancanti == []


def test_nessuna_prova_e_di_una_regola_che_non_c_e() -> None:
    """Il nome della prova è quello della regola: chi la cancella o la rinomina lo sa."""
    prove = [m for nome in _tests() if (m := re.fullmatch(rf"test_(\w+)_({'|'.join(PROVE)})", nome))]
    assert sorted({m[1] for m in prove} - REGOLE.keys()) == []


def test_ogni_regola_serve_a_un_passo(catalogo: Catalogo) -> None:
    """Ogni regola scritta è chiamata da almeno un passo, e ogni passo chiama regole che esistono."""
    chiamate = {
        g.name for c in catalogo.workflows.values() for t in c.definition.transitions for g in t.guards
    }
    assert sorted(chiamate - REGOLE.keys()) == []
    assert sorted(REGOLE.keys() - chiamate) == []


def test_ogni_file_di_regole_e_letto() -> None:
    """Un file di regole che `MODULES` non nomina sarebbe lettera morta."""
    file = {path.stem for path in (PACKAGE / "guards").glob("*.py")} - {"__init__"}
    assert sorted(guards.MODULES) == sorted(file)


def test_le_regole_non_danno_forza_a_se_stesse() -> None:
    """È il motore a dire che cosa ferma e che cosa si motiva: la regola non lo decide."""
    for path, albero in _trees("guards"):
        nomi = {n.attr for n in ast.walk(albero) if isinstance(n, ast.Attribute)}
        assert "DA_MOTIVARE" not in nomi, path
        presi = [ast.unparse(n.type) for n in ast.walk(albero) if isinstance(n, ast.ExceptHandler) and n.type]
        assert not [p for p in presi if "DatoMancante" in p or "FiguraAssente" in p], path


def test_l_orologio_si_legge_solo_in_cli() -> None:
    """Fuori dalla riga di comando il giorno è un argomento: la legge si legge alla data del fatto."""
    orologi = {"date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time"}
    for path, albero in _trees("."):
        usati = {ast.unparse(n.func) for n in ast.walk(albero) if isinstance(n, ast.Call)}
        assert path.is_relative_to(PACKAGE / "cli") or not usati & orologi, path


@pytest.mark.parametrize("stanza", ["domain", "guards", "engine"])
def test_nessun_conto_in_virgola_mobile(stanza: str) -> None:
    """Gli importi sono centesimi e le quote milionesimi: nessuna divisione, nessun float."""
    for path, albero in _trees(stanza):
        conti = [n for n in ast.walk(albero) if isinstance(n, ast.BinOp | ast.AugAssign)]
        divisioni = [ast.unparse(n) for n in conti if isinstance(n.op, ast.Div)]
        numeri = [n for n in ast.walk(albero) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
        nomi = {n.id for n in ast.walk(albero) if isinstance(n, ast.Name)} & {"float", "Decimal", "round"}
        assert not divisioni + numeri + sorted(nomi), path


# le fonti, i parametri, gli atti


def test_ogni_fonte_normativa_ha_la_sua_urn(catalogo: Catalogo) -> None:
    """Una legge, un decreto o un codice si citano con l'indirizzo del loro testo ufficiale."""

    def normativa(fonte: Fonte) -> bool:
        return bool(NORMATIVE.search(fonte.estremi)) and not GIUDICI.search(fonte.estremi)

    assert [f.id for f in catalogo.fonti.values() if normativa(f) and not f.urn] == []
    assert [f.id for f in catalogo.fonti.values() if f.urn and not f.urn.startswith("urn:")] == []


def test_ogni_parametro_serve(catalogo: Catalogo) -> None:
    """Un numero che nessuna regola, nessun termine e nessun atto legge non ha ragione di stare lì."""
    luoghi = [
        *PACKAGE.rglob("*.py"),
        *(RADICE / "workflows").glob("*.yaml"),
        *templates_folder().glob("*.j2"),
    ]
    testo = "\n".join(p.read_text(encoding="utf-8") for p in luoghi if p.name != "parameters.yaml")
    assert [p for p in catalogo.parametri if not re.search(rf"\b{p}\b", testo)] == []


def test_ogni_modello_e_di_un_atto(catalogo: Catalogo) -> None:
    """Ogni atto ha il suo modello, e ogni modello il suo atto."""
    atti = {nome for c in catalogo.workflows.values() for nome in c.definition.atti}
    modelli = {p.name.removesuffix(".md.j2") for p in templates_folder().glob("*.md.j2")}
    assert sorted(atti - modelli) == []
    assert sorted(m for m in modelli - atti if not m.startswith("_")) == []


def test_ogni_atto_e_chiamato_da_un_passo(catalogo: Catalogo) -> None:
    """Un atto che nessun passo chiama non nascerebbe mai."""
    for nome, c in catalogo.workflows.items():
        chiamati = {atto for t in c.definition.transitions for atto in t.atti}
        assert sorted(set(c.definition.atti) - chiamati) == [], nome
