"""What the tests share: the law as it is installed, and a case made of facts in one line."""

import contextlib
import dataclasses
import functools
import os
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis
import pytest
from hypothesis import strategies as st

from coproflow.domain import dati
from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto
from coproflow.domain.forme import dump
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.procedimento import Annotazione, Candidato, Fascicolo, Procedimento, Quadro
from coproflow.domain.testi import Cig, CodiceFiscale, Cup, Iban, Pec
from coproflow.loading.calendario import load_calendario
from coproflow.loading.definitions import Catalogo, inspect
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import Scenario, read_scenario
from coproflow.services.ente import inizia, read_ente
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")  # the same walks at every run of the same commit


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


@functools.cache
def make_strategia(tipo: Any) -> st.SearchStrategy[Any]:
    """Any value of a type of ours, as an officer could have written it."""
    argomenti = [t for t in typing.get_args(tipo) if t is not types.NoneType]
    match typing.get_origin(tipo):
        case types.UnionType | typing.Union:
            return st.none() | make_strategia(argomenti[0])
        case typing.Literal:
            return st.sampled_from(argomenti)
        case origine if origine is tuple:
            return st.lists(make_strategia(argomenti[0]), max_size=2).map(tuple)
    if dataclasses.is_dataclass(tipo) and tipo not in SEMPLICI:
        return st.builds(tipo, **{f.name: make_strategia(f.type) for f in dataclasses.fields(tipo)})
    return SEMPLICI[tipo]


def _in_giorno(giorno: date, ora: time) -> datetime:
    return datetime.combine(giorno, ora, ROME)


_GIORNI = st.dates(date(1990, 1, 1), date(2060, 12, 31))
_ORE = st.times().map(lambda t: t.replace(microsecond=0))
_MINUTI = st.times(time(6), time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))
_PAROLE = st.text("aàèìòù'’«»\"#:-,[]{}&*?|>%@ 019", min_size=1, max_size=12).map(str.strip).filter(bool)

SEMPLICI: dict[Any, st.SearchStrategy[Any]] = {
    str: _PAROLE.filter(lambda t: t not in ("null", "~")),
    int: st.integers(0, 10**7),
    bool: st.booleans(),
    Euro: st.integers(0, 10**12).map(Euro),
    Quota: st.integers(0, 10**6).map(Quota),
    date: _GIORNI,
    datetime: st.builds(_in_giorno, _GIORNI, _MINUTI),
    time: _ORE,
    CodiceFiscale: st.sampled_from(["00111540191", "RSSMRA80A01H501U"]).map(CodiceFiscale),
    Iban: st.just(Iban("IT60X0542811101000000123456")),
    Cup: st.just(Cup("B19I25000120004")),
    Cig: st.just(Cig("A01B2C3D4E")),
    Pec: st.just(Pec("protocollo@pec.example.it")),
}
"""The types that are no record, list or choice; the hours leave out the night when clocks change."""


@pytest.fixture(scope="session")
def strategia() -> Callable[[Any], st.SearchStrategy[Any]]:
    """Type → any value of it, for the properties over everything that is recorded."""
    return make_strategia


def all_dati() -> dict[str, type[Fatto]]:
    """«module.Class» → class, for every kind of fact that any step of any workflow records."""
    moduli = [m.name for m in pkgutil.iter_modules(dati.__path__)]
    return {
        f"{modulo}.{nome}": classe
        for modulo in moduli
        for nome, classe in dati.dati_classes(modulo).items()
        if classe.__module__ == f"{dati.__name__}.{modulo}"
    }


@functools.cache
def _leggi(path: Path) -> Scenario:
    return read_scenario(path)


def _antefatto(path: Path) -> Path | None:
    prima = _leggi(path).antefatto
    return (path.parent / prima).resolve() if prima else None


@functools.cache
def all_storie() -> tuple[Path, ...]:
    """Every story of `tests/scenarios/`, and those outside it that some of them go on from."""
    scenari = [*(Path(__file__).parent / "scenarios").glob("*.yaml")]
    return tuple(sorted({*scenari, *filter(None, map(_antefatto, scenari))}))


class Inizio(NamedTuple):
    """Where a story starts: the bytes of the archive, and the names and the clock of who tells it."""

    archivio: bytes
    casi: dict[str, str]
    orologio: dict[date, int]


@dataclasses.dataclass(frozen=True)
class Storie:
    """The stories, each told on an archive that stands where the one it goes on from ends."""

    cartella: Path
    fine: dict[Path | None, Inizio] = dataclasses.field(default_factory=dict)

    @property
    def tutte(self) -> tuple[Path, ...]:
        """Every story."""
        return all_storie()

    def solo(self, path: Path) -> Scenario:
        """A story without what comes before it."""
        intera, prima = _leggi(path), _antefatto(path)
        gia = len(_leggi(prima).passi) if prima else 0
        return dataclasses.replace(intera, passi=intera.passi[gia:])

    @contextlib.contextmanager
    def apri(self, path: Path, db: Path) -> Iterator[Racconto]:
        """The archive at the start of a story, and who tells it; nobody waits for the disk."""
        inizio = self._alla_fine(_antefatto(path))
        db.write_bytes(inizio.archivio)
        with Ufficio.open(str(db)) as ufficio:
            ufficio.conn.raw.execute("PRAGMA synchronous = OFF")
            yield Racconto(ufficio, dict(inizio.casi), dict(inizio.orologio))

    def _alla_fine(self, path: Path | None) -> Inizio:
        if path not in self.fine:
            db = self.cartella / f"{path.stem if path else 'ufficio'}.db"
            casi, orologio = {}, {}
            if path is None:
                scheda = workflows_folder() / "crema" / "ufficio.yaml"
                inizia(str(db), scheda, datetime(2024, 3, 1, 9, tzinfo=ROME))
            else:
                with self.apri(path, db) as racconto:
                    for esito in racconto.tell(self.solo(path)):
                        assert not esito.difformita, f"{path.name}: {esito.difformita}"
                    casi, orologio = racconto.casi, racconto.orologio
            self.fine[path] = Inizio(db.read_bytes(), casi, orologio)
        return self.fine[path]


@pytest.fixture(scope="session")
def storie(tmp_path_factory: pytest.TempPathFactory) -> Storie:
    """The stories, and where each starts."""
    return Storie(tmp_path_factory.mktemp("storie"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `tipo_di_fatto` is run for each kind of fact; for `scenario`, for each story."""
    if "tipo_di_fatto" in metafunc.fixturenames:
        tutti = all_dati()
        metafunc.parametrize("tipo_di_fatto", tutti.values(), ids=tutti.keys())
    if "scenario" in metafunc.fixturenames:
        metafunc.parametrize("scenario", all_storie(), ids=lambda path: path.stem)
