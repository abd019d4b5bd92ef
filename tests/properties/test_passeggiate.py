"""Random walks of lawful and unlawful steps over the stories of `tests/scenarios/`.

Each walk tells a story and, between its lines, asks for steps at random: on any of its cases, with data of
other lines, changed, or missing. Whatever happens, a state is never reached by a step whose rules failed, a
refused step changes nothing, and what is stored is what the log says.
"""

import copy
import dataclasses
import functools
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproflow.domain.date import ROME
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.errors import CoproflowError, PassoNonConsentitoError
from coproflow.loading.nodes import Nodo, parole
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import Battuta, Scenario, read_scenario
from coproflow.services.ente import inizia
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.proiezioni import project
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot
from coproflow.store.verify import verify

SCENARI = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))
OPERATORI = ("bianchi", "ferrari", "galli", "riva")


@dataclasses.dataclass(frozen=True)
class Inizio:
    """Where a story starts: the bytes of the archive, and the names its cases have had so far."""

    archivio: bytes
    casi: dict[str, str]
    orologio: dict[date, int]


def _antefatto(path: Path) -> Path | None:
    prima = read_scenario(path).antefatto
    return (path.parent / prima).resolve() if prima else None


STORIE = sorted({*SCENARI, *filter(None, map(_antefatto, SCENARI))})
"""Every story, and those that some of them go on from: each is walked from where it starts."""


@pytest.fixture(scope="module")
def inizio_di(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Inizio]:
    """The start of a story: an office with no case, or the end of the story it goes on from."""

    @functools.cache
    def dopo(path: Path | None) -> Inizio:
        db = tmp_path_factory.mktemp("inizio") / "archivio.db"
        if path is None:
            inizia(
                str(db), workflows_folder() / "crema" / "ufficio.yaml", datetime(2024, 3, 1, 9, tzinfo=ROME)
            )
            return Inizio(db.read_bytes(), {}, {})
        inizio = dopo(_antefatto(path))
        db.write_bytes(inizio.archivio)
        with Ufficio.open(str(db)) as ufficio:
            racconto = Racconto(ufficio, dict(inizio.casi), dict(inizio.orologio))
            assert not [e for e in racconto.tell(_solo(path)) if e.difformita]
        return Inizio(db.read_bytes(), racconto.casi, racconto.orologio)

    return lambda path: dopo(_antefatto(path))


@functools.cache
def _solo(path: Path) -> Scenario:
    """A story without what comes before it."""
    scenario, prima = read_scenario(path), _antefatto(path)
    return dataclasses.replace(
        scenario, passi=scenario.passi[len(read_scenario(prima).passi) if prima else 0 :]
    )


def _disk(folder: Path) -> dict[str, bytes]:
    """Every byte a step could change; the shared memory of the readers is no part of the archive."""
    return {f.name: f.read_bytes() for f in folder.iterdir() if not f.name.endswith("-shm")}


def _mutata(battuta: Battuta, caso: random.Random, battute: tuple[Battuta, ...]) -> Battuta:
    """The same request, or one that the story never made: another operator, day, step, or a field changed."""
    mossa = caso.randrange(6)
    dati = copy.deepcopy(battuta.dati) if isinstance(battuta.dati, Nodo) else parole({}, "passeggiata")
    if mossa == 0:
        return dataclasses.replace(battuta, operatore=caso.choice(OPERATORI))
    if mossa == 1:
        return dataclasses.replace(battuta, dati=_senza_un_campo(dati, caso))
    if mossa == 2:
        return dataclasses.replace(
            battuta, passo=caso.choice([b.passo for b in battute if b.passo]), dati=dati
        )
    if mossa == 3:
        return dataclasses.replace(battuta, deroghe={})
    return dataclasses.replace(battuta, dati=_altro_valore(dati, caso))


def _senza_un_campo(nodo: Nodo, caso: random.Random) -> Nodo:
    if not isinstance(nodo.valore, dict) or not nodo.valore:
        return nodo
    via = caso.choice(sorted(nodo.valore))
    return dataclasses.replace(nodo, valore={k: v for k, v in nodo.valore.items() if k != via})


def _altro_valore(nodo: Nodo, caso: random.Random) -> Nodo:
    """One word somewhere in the data becomes another word of its kind."""
    if isinstance(nodo.valore, dict) and nodo.valore:
        chiave = caso.choice(sorted(nodo.valore))
        nuovo = _altro_valore(nodo.valore[chiave], caso)
        return dataclasses.replace(nodo, valore={**nodo.valore, chiave: nuovo})
    if isinstance(nodo.valore, list) and nodo.valore:
        i = caso.randrange(len(nodo.valore))
        if caso.random() < 0.3:
            return dataclasses.replace(nodo, valore=nodo.valore[:i] + nodo.valore[i + 1 :])
        return dataclasses.replace(
            nodo, valore=[_altro_valore(v, caso) if j == i else v for j, v in enumerate(nodo.valore)]
        )
    parola = str(nodo.valore)
    altre = {"sì": "no", "si": "no", "no": "sì"}
    if "/" in parola and parola[:2].isdigit():
        giorno = date(2024, 1, 1) + timedelta(days=caso.randrange(2000))
        return dataclasses.replace(nodo, valore=f"{giorno:%d/%m/%Y}{parola[10:]}")
    if "," in parola:
        return dataclasses.replace(nodo, valore=f"{caso.randrange(10**6)},{caso.randrange(100):02d}")
    if parola.isdigit():
        return dataclasses.replace(nodo, valore=str(caso.randrange(200)))
    return dataclasses.replace(nodo, valore=altre.get(parola, parola[::-1]))


@pytest.mark.parametrize("storia", STORIE, ids=lambda p: p.stem)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(caso=st.randoms(use_true_random=False))
def test_passeggiata(storia: Path, inizio_di: Any, tmp_path: Path, caso: random.Random) -> None:
    """Nessuno stato si raggiunge violando una regola; un rifiuto non scrive nulla; il registro dice tutto."""
    inizio, scenario = inizio_di(storia), _solo(storia)
    for file in tmp_path.iterdir():
        file.unlink()
    db = tmp_path / "passeggiata.db"
    db.write_bytes(inizio.archivio)
    with Ufficio.open(str(db)) as ufficio:
        ufficio.conn.raw.execute("PRAGMA synchronous = OFF")
        racconto = Racconto(ufficio, dict(inizio.casi), dict(inizio.orologio))
        for battuta in scenario.passi:
            if battuta.apri is None and caso.random() < 0.25:
                _chiedi(racconto, tmp_path, scenario, _mutata(battuta, caso, scenario.passi))
            _chiedi(racconto, tmp_path, scenario, battuta)
        assert verify(ufficio.conn, ufficio.ente) == []
        _ricostruisci(ufficio)


def _chiedi(racconto: Racconto, folder: Path, scenario: Scenario, battuta: Battuta) -> None:
    """Ask for a step, and hold it to the invariants."""
    prima = _disk(folder)
    (esito,) = racconto.tell(dataclasses.replace(scenario, passi=(battuta,)))
    if not esito.registrati:
        assert isinstance(esito.errore, CoproflowError)
        assert _disk(folder) == prima, "un passo rifiutato ha cambiato qualcosa"
        if isinstance(esito.errore, PassoNonConsentitoError):
            assert esito.errore.responso.mancanti, "un rifiuto senza ragioni"
        return
    for registrato in esito.registrati:
        annotazione = registrato.annotazione
        derogate = {d.guard for d in annotazione.deroghe}
        aperto = annotazione.da == "" and annotazione.seq == 1
        for v in annotazione.verifiche:
            assert v.esito not in (EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.DATO_MANCANTE) or (
                aperto and v.coerenza
            ), f"{annotazione.evento}: {v.guard} violata"
            assert v.esito is not EsitoVerifica.DA_MOTIVARE or v.guard in derogate


def _ricostruisci(ufficio: Ufficio) -> None:
    """The state and every projection derived from the log equal the stored ones."""
    for riga in hot.elenco(ufficio.conn, ufficio.ente):
        fascicolo = load_fascicolo(ufficio, riga.id)
        definition = ufficio.definition(fascicolo.procedimento.definizione)
        stato = ""
        for a in fascicolo.procedimento.annotazioni:
            assert a.da == stato
            transition = definition.find(a.evento, a.da)
            stato = a.da if a.rettifica else (transition.to or a.da)
            assert a.a == stato
        assert stato == riga.stato
        prima = hot.load_scadenze(ufficio.conn, ufficio.ente, riga.id)
        with hot.transaction(ufficio.conn):
            project(ufficio, fascicolo)
        assert hot.load_scadenze(ufficio.conn, ufficio.ente, riga.id) == prima
