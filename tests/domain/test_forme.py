"""What is stored comes back as it was, through JSON and with no float: `load(type(x), dump(x)) == x`."""

import dataclasses
import json
import typing
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproflow.domain.date import ROME
from coproflow.domain.forme import dump, load
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.procedimento import Quadro, RegolaTermine
from coproflow.domain.testi import CodiceFiscale
from coproflow.domain.verifiche import EsitoVerifica, Rimedio, Ritardo, Verifica
from coproflow.loading.definitions import Catalogo

POCHI = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _torna(x: Any) -> Any:
    return load(type(x), json.loads(json.dumps(dump(x), ensure_ascii=False)))


def _tipi(tipo: Any) -> typing.Iterator[Any]:
    """Every type inside a type."""
    yield tipo
    for dentro in typing.get_args(tipo):
        yield from _tipi(dentro)
    if dataclasses.is_dataclass(tipo):
        for campo in dataclasses.fields(tipo):
            yield from _tipi(campo.type)


@POCHI
@given(data=st.data())
def test_ogni_fatto_torna_come_era(data: st.DataObject, strategia: Any, tipo_di_fatto: Any) -> None:
    """Ciò che un passo registra, riletto dall'archivio, è identico a ciò che si era scritto."""
    x = data.draw(strategia(tipo_di_fatto))
    assert _torna(x) == x
    assert dump(_torna(x)) == dump(x)


def test_nessun_numero_in_virgola_mobile(tipo_di_fatto: Any) -> None:
    """Nessun dato registrato è un float, un dizionario o una lista: gli importi sono centesimi."""
    trovati = set(_tipi(tipo_di_fatto))
    assert not trovati & {float, complex, Decimal, dict, list, set, object, Any}
    assert not any(typing.get_origin(t) in (dict, list, set) for t in trovati)


def test_i_fatti_non_si_modificano(tipo_di_fatto: Any) -> None:
    """Un fatto registrato non si cambia: si rettifica."""
    parziale = tipo_di_fatto.parziale(data=date(2026, 5, 5))
    with pytest.raises(dataclasses.FrozenInstanceError):
        parziale.data = date(2026, 5, 6)


def test_ogni_campo_ha_la_sua_etichetta(tipo_di_fatto: Any) -> None:
    """Ogni campo che un ufficio compila ha un'etichetta in italiano."""
    senza = [
        f"{t.__name__}.{f.name}"
        for t in _tipi(tipo_di_fatto)
        if dataclasses.is_dataclass(t) and t not in (Euro, Quota)
        for f in dataclasses.fields(t)
        if not f.metadata.get("etichetta")
    ]
    assert not senza


def test_la_legge_installata_torna_come_era(catalogo: Catalogo) -> None:
    """Numeri, fonti e flussi si conservano con i fascicoli: riletti, sono quelli che erano."""
    for voce in (*catalogo.parametri.values(), *catalogo.fonti.values()):
        assert _torna(voce) == voce
    for compilata in catalogo.workflows.values():
        letta = _torna(compilata.definition)
        campi = [f.name for f in dataclasses.fields(letta)]
        assert [getattr(letta, c) for c in campi] == [getattr(compilata.definition, c) for c in campi]


def test_l_ufficio_torna_come_era(quadro: Quadro) -> None:
    """La scheda dell'ente, con i suoi operatori e le letture che ha scelto, si conserva intera."""
    assert _torna(quadro.ente) == quadro.ente


semplici = (
    st.text(max_size=10)
    | st.integers()
    | st.booleans()
    | st.integers().map(Euro)
    | st.integers(0, 10**6).map(Quota)
    | st.dates()
    | st.datetimes(timezones=st.just(ROME), allow_imaginary=False).map(lambda d: d.replace(fold=0))
    | st.times()
)
valori = st.dictionaries(
    st.text(min_size=1, max_size=6), semplici | st.lists(semplici, max_size=3).map(tuple)
)


@given(valori, st.sampled_from(EsitoVerifica), st.none() | st.dates(), st.booleans())
def test_una_verifica_torna_con_i_suoi_valori(valori: Any, esito: Any, giorno: Any, coerenza: Any) -> None:
    """Le premesse di un atto si rileggono fra dieci anni con le cifre, i giorni e le ore di allora."""
    x = Verifica(
        "regola",
        "Regola",
        esito,
        "un motivo",
        "legge",
        ("fonte",),
        ("VINCOLO",),
        valori,
        (Rimedio("passo", ("campo",), "chi", rettifica=True),),
        giorno,
        Ritardo(3, "termine", "sanatoria") if coerenza else None,
        coerenza=coerenza,
    )
    y = _torna(x)
    assert y == x
    assert {k: type(v) for k, v in y.valori.items()} == {k: type(v) for k, v in x.valori.items()}
    assert isinstance(y.esito, EsitoVerifica)


def test_le_forme_sono_quelle_dette() -> None:
    """Gli importi si conservano in centesimi, le quote in parti per milione, i giorni in ISO."""
    assert dump(Euro(2_127_000_00)) == 212_700_000
    assert dump(Quota(125_000)) == 125_000
    assert dump(date(2026, 5, 5)) == "2026-05-05"
    assert dump(datetime(2026, 5, 5, 12, 0, tzinfo=ROME)) == "2026-05-05T12:00:00+02:00"
    assert dump(time(12, 0, 1)) == "12:00:01"
    assert dump(CodiceFiscale("00111540191")) == "00111540191"
    assert load(CodiceFiscale, "00111540191") == CodiceFiscale("00111540191")


def test_cio_che_manca_non_si_scrive() -> None:
    """Un campo assente non occupa posto, e torna assente."""
    x = RegolaTermine(label="Termine", kind="ordinatorio", fonti=("legge",))
    assert "days" not in dump(x)
    assert _torna(x) == x


def test_un_campo_di_domani_non_disturba() -> None:
    """Un campo che il programma non conosce più è ignorato: ciò che fu scritto resta leggibile."""
    assert load(Rimedio, {"passo": "richiesta", "campo_di_un_tempo": 1}) == Rimedio("richiesta")


def test_l_ora_che_viene_due_volte() -> None:
    """Le 2:30 del ritorno all'ora solare sono due istanti diversi, e tali restano."""
    prima = datetime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=0)
    seconda = prima.replace(fold=1)
    assert dump(prima) != dump(seconda)
    for istante in (prima, seconda):
        assert load(datetime, dump(istante)).utcoffset() == istante.utcoffset()
