"""The acts of a convention, drawn from the stories: complete, and each clause only where it was agreed."""

from datetime import datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_scenario
from coproflow.services.atti import genera
from coproflow.services.ente import inizia
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio

STORIE = Path(__file__).parents[1] / "scenarios"
DOPO = datetime(2029, 6, 1, 12, tzinfo=ROME)


def _racconta(storia: str, cartella: Path) -> tuple[Ufficio, dict[str, str]]:
    db = cartella / f"{storia}.db"
    inizia(str(db), workflows_folder() / "crema" / "ufficio.yaml", datetime(2024, 3, 1, 9, tzinfo=ROME))
    ufficio = Ufficio.open(str(db))
    racconto = Racconto(ufficio)
    for _ in racconto.tell(read_scenario(STORIE / f"{storia}.yaml")):
        pass
    return ufficio, racconto.casi


@pytest.mark.parametrize(
    ("storia", "caso", "atto"),
    [
        ("convenzione_giovani", "convenzione_p2", "convenzione"),
        ("rendicontazione_biblioteca", "convenzione_p3", "convenzione"),
        ("convenzione_cessazione", "convenzione_p2", "comunicazione_cessazione"),
    ],
)
def test_atto_completo(storia, caso, atto, tmp_path):
    """Della convenzione firmata e della comunicazione di cessazione non manca nessun dato."""
    ufficio, casi = _racconta(storia, tmp_path)
    with ufficio:
        generato = genera(ufficio, casi[caso], atto, ["docx"], tmp_path, DOPO)
    assert generato.mancanti == ()
