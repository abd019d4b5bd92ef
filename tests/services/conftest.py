"""The office of Crema, open on an empty archive."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.services.ente import inizia
from coproflow.services.ufficio import Ufficio


@pytest.fixture
def ufficio(tmp_path: Path) -> Iterator[Ufficio]:
    """An office with no case."""
    db = str(tmp_path / "ufficio.db")
    inizia(db, workflows_folder() / "crema" / "ufficio.yaml", datetime(2024, 3, 1, 9, tzinfo=ROME))
    with Ufficio.open(db) as aperto:
        aperto.conn.raw.execute("PRAGMA synchronous = OFF")  # steps are told, not what a power cut leaves
        yield aperto
