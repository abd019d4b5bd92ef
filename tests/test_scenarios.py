"""Every story of `tests/scenarios/` goes as it says, and every act is written in one of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coproflow.errors import CoproflowError
from coproflow.loading.definitions import Catalogo
from coproflow.services import atti
from coproflow.services.atti import genera
from coproflow.services.scenari import Riscontro
from coproflow.store.verify import verify


def test_scenario(scenario: Path, storie: Any, tmp_path: Path) -> None:
    """Ogni passo della storia è ammesso o rifiutato come la storia dice, e il registro poi si verifica."""
    with storie.apri(scenario, tmp_path / "storia.db") as racconto:
        for n, esito in enumerate(racconto.tell(storie.solo(scenario)), start=1):
            nome = esito.battuta.passo or "apri"
            assert not esito.difformita, f"{scenario.name}, riga {n} ({nome}): " + "; ".join(esito.difformita)
        assert verify(racconto.ufficio.conn, racconto.ufficio.ente) == []


SENZA_STACCO = re.compile(r"(?m)^(?!\s*(:::|\|)).*\S.*\n *\|")
"""A row of a table straight after a line of text: it would be read as more text."""


def test_ogni_atto_si_scrive(
    storie: Any, tmp_path: Path, catalogo: Catalogo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Un atto si scrive in bozza quando un passo lo chiede, e senza che nulla manchi quando è adottato."""
    scritti, guasti, testi = set(), [], []
    monkeypatch.setattr(atti, "render_atto", lambda testo, *_, **__: testi.append(testo) or ())
    for scenario in storie.tutte:
        with storie.apri(scenario, tmp_path / f"{scenario.stem}.db") as racconto:
            for esito in racconto.tell(storie.solo(scenario)):
                dove = f"{scenario.name}, {esito.battuta.passo} del {esito.battuta.il}"
                for atto in _chiesti(esito):
                    try:
                        genera(racconto.ufficio, esito.id, atto, (), tmp_path, esito.adesso)
                    except CoproflowError as errore:
                        guasti.append(f"{dove}: {errore}")
                    else:
                        guasti += [f"{dove}, {atto}: {m[0]}" for m in SENZA_STACCO.finditer(testi.pop())]
                    scritti.add(atto)
    assert guasti == []
    assert {a for c in catalogo.workflows.values() for a in c.definition.atti} - scritti == set()


def _chiesti(esito: Riscontro) -> Iterator[str]:
    for registrato in esito.registrati:
        yield from registrato.responso.atti
        if registrato.annotazione.tipo == "AdozioneAtto":
            yield registrato.annotazione.grezzo["atto"]
