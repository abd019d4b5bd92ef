"""Every story of `tests/scenarios/` goes as it says, from a fresh archive."""

from datetime import datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_scenario
from coproflow.services.ente import inizia
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio
from coproflow.store.verify import verify

STORIE = sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))


@pytest.fixture(scope="session")
def vergine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the demonstration office, with no case in it."""
    db = tmp_path_factory.mktemp("ufficio") / "vergine.db"
    scheda = workflows_folder() / "crema" / "ufficio.yaml"
    inizia(str(db), scheda, datetime(2024, 3, 1, 9, tzinfo=ROME))
    return db


@pytest.mark.parametrize("storia", STORIE, ids=lambda p: p.stem)
def test_scenario(storia: Path, vergine: Path, tmp_path: Path) -> None:
    """Ogni passo della storia è ammesso o rifiutato come la storia dice, e il registro poi si verifica."""
    db = tmp_path / "storia.db"
    db.write_bytes(vergine.read_bytes())
    scenario = read_scenario(storia)
    with Ufficio.open(str(db)) as ufficio:
        ufficio.conn.raw.execute("PRAGMA synchronous = OFF")  # the story is told, not what a power cut leaves
        for n, esito in enumerate(Racconto(ufficio).tell(scenario), start=1):
            nome = esito.battuta.passo or "apri"
            assert not esito.difformita, f"{storia.name}, riga {n} ({nome}): " + "; ".join(esito.difformita)
        assert verify(ufficio.conn, ufficio.ente) == []
