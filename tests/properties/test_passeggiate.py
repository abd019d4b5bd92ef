"""Random walks of lawful and unlawful steps over the stories of `tests/scenarios/`.

Each walk tells a story and, between its lines, asks for steps at random: on any of its cases, with data of
other lines, changed, or missing. Whatever happens, a state is never reached by a step whose rules failed, a
refused step changes nothing, and what is stored is what the log says.
"""

import copy
import dataclasses
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coproflow.domain.verifiche import EsitoVerifica
from coproflow.errors import CoproflowError, PassoNonConsentitoError
from coproflow.loading.nodes import Nodo, parole
from coproflow.loading.scenari import Battuta, Scenario
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.proiezioni import project
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot
from coproflow.store.verify import verify

OPERATORI = ("bianchi", "ferrari", "galli", "riva")


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


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # a seed says all: a smaller one would be no shorter walk
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seme=st.integers(0, 2**32 - 1))
def test_passeggiata(scenario: Path, storie: Any, tmp_path: Path, seme: int) -> None:
    """Nessuno stato si raggiunge violando una regola; un rifiuto non scrive nulla; il registro dice tutto."""
    caso = random.Random(seme)  # noqa: S311  (a walk, not a secret)
    for file in tmp_path.iterdir():
        file.unlink()
    storia = storie.solo(scenario)
    with storie.apri(scenario, tmp_path / "passeggiata.db") as racconto:
        for battuta in storia.passi:
            if battuta.apri is None and caso.random() < 0.25:
                _chiedi(racconto, tmp_path, storia, _mutata(battuta, caso, storia.passi))
            _chiedi(racconto, tmp_path, storia, battuta)
        assert verify(racconto.ufficio.conn, racconto.ufficio.ente) == []
        _ricostruisci(racconto.ufficio)


def _chiedi(racconto: Racconto, folder: Path, storia: Scenario, battuta: Battuta) -> None:
    """Ask for a step, and hold it to the invariants."""
    prima = _disk(folder)
    (esito,) = racconto.tell(dataclasses.replace(storia, passi=(battuta,)))
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
