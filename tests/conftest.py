"""What the tests share: the law as it is installed, and a case made of facts in one line."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto
from coproflow.domain.forme import dump
from coproflow.domain.procedimento import Annotazione, Candidato, Fascicolo, Procedimento, Quadro
from coproflow.loading.calendario import load_calendario
from coproflow.loading.definitions import Catalogo, inspect
from coproflow.loading.resources import workflows_folder
from coproflow.services.ente import read_ente


@pytest.fixture(scope="session")
def catalogo() -> Catalogo:
    """The folder `workflows/`, read once."""
    return inspect(workflows_folder())[0]


@pytest.fixture(scope="session")
def quadro(catalogo: Catalogo) -> Quadro:
    """The demonstration office of Crema with today's numbers, sources and calendar."""
    ente = read_ente(workflows_folder() / "crema" / "ufficio.yaml", catalogo)
    return Quadro(ente, catalogo.parametri, catalogo.fonti, load_calendario(2020, 2032))


Caso = Callable[..., Contesto]


@pytest.fixture
def caso(catalogo: Catalogo, quadro: Quadro) -> Caso:
    """A context from facts: `caso('tavolo', Fatto1, Fatto2, candidato=Fatto3, passo='…', avviso=altro_caso)`.

    The facts are the log in order; `candidato` is the step being recorded; other keywords are related cases
    (one context, or a tuple of them), by the name of the relation.
    """

    def make(
        workflow: str,
        *fatti: Fatto,
        candidato: Fatto | None = None,
        passo: str = "",
        data: date | None = None,
        stato: str = "",
        id_: str = "caso-1",
        **collegati: Any,
    ) -> Contesto:
        definition = catalogo.workflows[workflow].definition
        annotazioni = tuple(
            _entry(i, definition.records(type(f).__name__), f) for i, f in enumerate(fatti, start=1)
        )
        procedimento = Procedimento(
            "crema", id_, workflow, "sha", "oggetto di prova", stato, len(fatti), annotazioni
        )
        fascicolo = Fascicolo(
            procedimento,
            definition.termini,
            definition.atti,
            definition.relations,
            {
                nome: tuple(c.fascicolo for c in (altri if isinstance(altri, tuple) else (altri,)))
                for nome, altri in collegati.items()
            },
        )
        ultimo = candidato or (fatti[-1] if fatti else None)
        giorno = data or (ultimo.data if ultimo else date(2026, 1, 1))
        evento = definition.records(type(candidato).__name__) if candidato is not None else None
        scelto = passo or (evento.event if evento else "")
        completo = Candidato(passo=scelto, dati=candidato) if candidato is not None else None
        return Contesto(fascicolo, quadro, giorno, completo)

    return make


def _entry(seq: int, transition: Any, fatto: Fatto) -> Annotazione:
    return Annotazione(
        seq=seq,
        evento=transition.event if transition else "",
        da="",
        a="",
        data=fatto.data,
        registrata_il=datetime(2030, 1, 1, 12, tzinfo=ROME),
        operatore="bianchi",
        ruolo="rup",
        titolo="",
        tipo=type(fatto).__name__,
        grezzo=dump(fatto),
    )


@pytest.fixture
def scrivi(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text into a file of the test's own folder."""

    def write(nome: str, testo: str) -> Path:
        path = tmp_path / nome
        path.write_text(testo, encoding="utf-8")
        return path

    return write
