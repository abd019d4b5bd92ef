"""Start-up is felt at every command: what each may import, and what it must not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COPRO = "copro-2025-1"
PESANTI = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "jinja2",
    "rich",
    "babel",
    "holidays",
    "typst",
    "pypandoc",
    "alembic",
    "psycopg",
    "stdnum",
    "importlib.resources",
}
DECIDERE = {"transitions", "yaml", "coproflow.guards", "coproflow.engine", "coproflow.loading"}
ADOZIONE = (
    "avanza",
    COPRO,
    "adozione_atto",
    *("-d", "atto=determina_indizione"),
    *("-d", "numero=512"),
    *("-d", "organo=dirigente"),
    *("-d", "firmatario=Anna Ferrari"),
)
SONDA = """
import json, sys
sys.argv = ["coproflow", *json.loads(sys.argv[1])]
from coproflow.cli import main
try:
    main()
except SystemExit as uscita:
    print(json.dumps([uscita.code, sorted(sys.modules)]), file=sys.stderr)
"""


def _modules(cartella: Path, *argomenti: str) -> set[str]:
    """The modules a command has imported by the time it ends; it must have ended well."""
    esito = subprocess.run(
        [sys.executable, "-c", SONDA, json.dumps(argomenti)],
        cwd=cartella,
        env={**os.environ, "COPROFLOW_OPERATORE": "bianchi"},
        capture_output=True,
        text=True,
        check=True,
    )
    codice, moduli = json.loads(esito.stderr.splitlines()[-1])
    assert codice == 0, esito.stderr
    return set(moduli)


def _trovati(moduli: set[str], vietati: set[str]) -> list[str]:
    return sorted(v for v in vietati if any(m == v or m.startswith(f"{v}.") for m in moduli))


@pytest.mark.parametrize(
    "comando",
    [("--help",), ("--version",), ("elenco",), ("stato", COPRO), ("stato", COPRO, "--json"), ("scadenze",)],
    ids=" ".join,
)
def test_chi_guarda_non_carica_cio_che_serve_a_decidere(cartella: Any, comando: Any) -> None:
    """Chi chiede a che punto è un procedimento legge le proiezioni: né regole, né motore, né YAML."""
    assert _trovati(_modules(cartella, *comando), PESANTI | DECIDERE) == []


@pytest.mark.parametrize("comando", [ADOZIONE, (*ADOZIONE, "--prova")], ids=["avanza", "avanza --prova"])
def test_chi_decide_non_carica_cio_che_serve_a_stampare(cartella: Any, comando: Any) -> None:
    """Registrare un passo non costa le tabelle, i modelli, i colori: né YAML, se i dati sono sulla riga."""
    assert _trovati(_modules(cartella, *comando), PESANTI | {"yaml"}) == []


def test_perche_non_muove_nulla(cartella: Any) -> None:
    """Spiegare un passo non ha bisogno della macchina a stati, né di ciò che stampa gli atti."""
    moduli = _modules(cartella, "perche", COPRO, "indizione")
    assert _trovati(moduli, PESANTI | {"yaml", "transitions"}) == []


def test_chi_decide_carica_solo_le_regole_del_passo(cartella: Any) -> None:
    """Del passo si caricano i soli moduli delle regole che nomina: la legge sugli altri resta chiusa."""
    caricati = {m for m in _modules(cartella, *ADOZIONE) if m.startswith("coproflow.guards.")}
    assert "coproflow.guards.tuel" in caricati
    assert "coproflow.guards.rendiconto" not in caricati
    assert len(caricati) <= 6


def test_il_controllo_sa_dire_di_no(cartella: Any) -> None:
    """Un comando che legge i flussi carica YAML e le regole, e la sonda lo vede."""
    assert _trovati(_modules(cartella, "norma", "organo_competente"), DECIDERE) == [
        "coproflow.engine",
        "coproflow.guards",
        "coproflow.loading",
        "yaml",
    ]
