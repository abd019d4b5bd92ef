"""A small world for the loader: its own facts, its own rules, whatever the installed workflows say."""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from types import ModuleType

import pytest

from coproflow import guards
from coproflow.domain.campi import campo
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati import Annotato, Fatto
from coproflow.domain.guard import Guard, guard
from coproflow.domain.importi import Euro
from coproflow.domain.parametri import AttoId, EventoId, ParametroId, TermineId
from coproflow.domain.record import record
from coproflow.domain.verifiche import Accertamento, soddisfatta

DATI = "coproflow.domain.dati.prova"
REGOLE = "regole_di_prova"


@record(kw_only=True)
class AperturaAltro(Fatto):
    """A child case."""

    oggetto: str = campo("Oggetto")


@record(kw_only=True)
class Apertura(Fatto):
    """The case."""

    oggetto: str = campo("Oggetto")
    scadenza: datetime = campo("Termine per le offerte")
    importo: Euro = campo("Importo")


@record(kw_only=True)
class Richiesta(Fatto):
    """A request."""

    protocollo: str = campo("Protocollo")


@record(kw_only=True)
class Offerta(Fatto):
    """An offer, at an hour."""

    ora: time = campo("Ora")


class Osservazione(Annotato):
    """An observation."""


@record(kw_only=True)
class Conclusione(Fatto):
    """The end, and the cases it opens."""

    figli: tuple[AperturaAltro, ...] = campo("Procedimenti da aprire", default=())
    decorre_dal: date | None = campo("Decorre dal", default=None)


def _regola(nome: str, forza: str = "legge", fonti: tuple[str, ...] = ("legge",)) -> object:
    return guard(nome, etichetta=nome, vincoli=(nome,), forza=forza, fonti=fonti)  # type: ignore[arg-type]


@_regola("atto_pronto")
def atto_pronto(_ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """L'atto è pronto."""
    return soddisfatta(atto)


@_regola("importo_minimo")
def importo_minimo(_ctx: Contesto, *, minimo: ParametroId) -> Accertamento:
    """L'importo raggiunge il minimo."""
    return soddisfatta(minimo)


@_regola("passo_compiuto")
def passo_compiuto(_ctx: Contesto, *, passo: EventoId) -> Accertamento:
    """Il passo è compiuto."""
    return soddisfatta(passo)


@_regola("termine_decorso")
def termine_decorso(_ctx: Contesto, *, termine: TermineId) -> Accertamento:
    """Il termine è decorso."""
    return soddisfatta(termine)


@_regola("consiglio", forza="linee_guida")
def consiglio(_ctx: Contesto) -> Accertamento:
    """Si segue il consiglio."""
    return soddisfatta("sì")


@_regola("senza_fonte", fonti=("legge_che_non_c_e",))
def senza_fonte(_ctx: Contesto) -> Accertamento:
    """La regola cita una fonte che nessuno conosce."""
    return soddisfatta("sì")


@pytest.fixture
def mondo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The facts and rules above are all there is."""
    dati, altri, regole = ModuleType(DATI), ModuleType("altro"), ModuleType(REGOLE)
    noti = dict(globals())
    for nome in ("Apertura", "Richiesta", "Offerta", "Osservazione", "Conclusione", "AperturaAltro"):
        setattr(dati, nome, noti[nome])
        setattr(altri, nome, noti[nome])
    monkeypatch.setitem(sys.modules, DATI, dati)
    monkeypatch.setitem(sys.modules, DATI.replace("prova", "altro"), altri)
    registro = {}
    for nome, valore in noti.items():
        if isinstance(valore, Guard):
            setattr(regole, nome, valore)
            registro[nome] = f"{REGOLE}:{nome}"
    monkeypatch.setitem(sys.modules, REGOLE, regole)
    monkeypatch.setattr(guards, "registry", lambda: registro)
    yield
    guards.resolve.cache_clear()
