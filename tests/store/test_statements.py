"""Every statement of the commands is understood by both databases and reads through an index."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from coproflow.store import connection, ente, registri, statements, verify
from coproflow.store.connection import Connessione

MODULES: tuple[ModuleType, ...] = (connection, ente, registri, statements, verify)
VERBS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ")
ALL = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, str) and value.startswith(VERBS)
}
WHOLE_TABLE = {"ente.ENTI", "connection.VERSION"}
ROOT = Path(__file__).parents[2]
HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "psycopg",
    "yaml",
    "jinja2",
    "click",
    "difflib",
    "pathlib",
}


def test_there_are_statements_to_explain() -> None:
    """La raccolta trova davvero le istruzioni."""
    assert len(ALL) > 35
    assert "statements.ELENCO" in ALL


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_statement_is_explained(explain: Connessione, name: str) -> None:
    """Ogni istruzione è valida sullo schema e passa per un indice, mai per tutta la tabella."""
    statement = ALL[name]
    parameters = [
        1 if re.search(r"LIMIT \?$", statement) and n == statement.count("?") - 1 else None
        for n in range(statement.count("?"))
    ]
    if explain.dialetto == "sqlite":
        statement = statement.removesuffix(" FOR UPDATE")
        plan = [row[3] for row in explain.all(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        scans = [step for step in plan if step.startswith("SCAN")]
        assert scans == [] or name in WHOLE_TABLE, plan
    else:
        assert explain.all(f"EXPLAIN {statement}", parameters)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def explain(request: pytest.FixtureRequest) -> Iterator[Connessione]:
    """An archive to ask for plans, one for all the statements."""
    if request.param == "sqlite":
        opened = connection.connect(str(request.getfixturevalue("sqlite_model")), sola_lettura=True)
    else:
        opened = connection.connect(request.getfixturevalue("server").get_uri(database="modello"))
    with opened:
        yield opened


def test_the_heart_imports_nothing_heavy() -> None:
    """Leggere e scrivere procedimenti non carica ORM, migrazioni, né il driver dell'altra base dati."""
    code = (
        "import sys, sqlite3, json, hashlib, dataclasses, contextlib; before = set(sys.modules);"
        "import coproflow.store.hot, coproflow.store.verify, coproflow.store.registri;"
        "print(*sorted(m for m in set(sys.modules) - before if not m.startswith('coproflow')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded & HEAVY == set()
    assert loaded <= {"typing", "typing.io", "typing.re", "_typing", "errno"}
