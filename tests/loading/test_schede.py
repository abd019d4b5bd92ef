"""Sheets, data files, `-d campo=valore`, and the empty form that reads back once it is filled in."""

import dataclasses
import typing
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.parametri import Figura, Parametro
from coproflow.domain.programmi import Programma
from coproflow.domain.record import record
from coproflow.errors import DataError, UsageError
from coproflow.loading.nodes import Nodo, parole, parse
from coproflow.loading.reader import PARSERS, Reader, fields_of
from coproflow.loading.schede import forma, merge, modello, read_dati, read_figura, read_file, read_scheda


@record(kw_only=True)
class Figlio(Fatto):
    """A case that a step opens."""

    oggetto: str = campo("Oggetto")


@record(kw_only=True)
class Genitore(Fatto):
    """A step that opens cases."""

    figli: tuple[Figlio, ...] = campo("Figli")


POCHI = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
GIORNO = date(2026, 5, 5)


def _interno(tipo: Any) -> tuple[Any, bool]:
    """The type inside, and whether there may be many of it."""
    argomenti = [t for t in typing.get_args(tipo) if t not in (NoneType, Ellipsis)]
    if typing.get_origin(tipo) is tuple:
        return _interno(argomenti[0])[0], True
    if argomenti and typing.get_origin(tipo) is not typing.Literal:
        return _interno(argomenti[0])
    return tipo, False


def _parola(valore: Any) -> str:
    """A value as an officer writes it."""
    match valore:
        case bool():
            return "sì" if valore else "no"
        case datetime():
            return f"{valore:%d/%m/%Y %H:%M}"
        case date():
            return f"{valore:%d/%m/%Y}"
        case time():
            return f"{valore:%H:%M:%S}"
    return str(valore)


def _compila(nodo: Nodo, tipo: Any, valore: Any) -> Nodo:
    """The empty form with a value written into it, field by field; what is absent is left blank."""
    interno, molti = _interno(tipo)
    if valore is None:
        return nodo
    if molti:
        vuoto = nodo.valore[0] if isinstance(nodo.valore, list) else nodo
        return dataclasses.replace(nodo, valore=[_compila(vuoto, interno, v) for v in valore])
    if dataclasses.is_dataclass(interno) and interno not in PARSERS:
        campi, _ = fields_of(interno)
        voci = {
            nome: _compila(figlio, campi[nome].type, getattr(valore, campi[nome].name))
            for nome, figlio in nodo.valore.items()
        }
        return dataclasses.replace(nodo, valore=voci)
    return dataclasses.replace(nodo, valore=_parola(valore))


def _voci(nodo: Nodo, tipo: Any) -> None:
    """The form names exactly the fields of its type, all the way down."""
    campi, _ = fields_of(tipo)
    assert list(nodo.valore) == list(campi)
    for nome, figlio in nodo.valore.items():
        interno, molti = _interno(campi[nome].type)
        if dataclasses.is_dataclass(interno) and interno not in (Euro, Quota):
            _voci(figlio.valore[0] if molti else figlio, interno)
        else:
            assert figlio.vuoto


def _modulo(tipo: Any) -> Nodo:
    nodo, problems = parse(modello(tipo), "modulo.yaml")
    assert not problems
    return nodo


def test_il_modulo_vuoto_nomina_i_campi_e_solo_quelli(tipo_di_fatto: Any) -> None:
    """Il modulo di ogni passo è YAML leggibile, e nomina tutti i suoi campi con la loro etichetta."""
    _voci(_modulo(tipo_di_fatto), tipo_di_fatto)
    for f in dataclasses.fields(tipo_di_fatto):
        assert f.metadata["etichetta"] in modello(tipo_di_fatto)


@POCHI
@given(data=st.data())
def test_il_modulo_compilato_si_rilegge(data: st.DataObject, strategia: Any, tipo_di_fatto: Any) -> None:
    """Il modulo compilato come si scrive negli uffici dà il fatto che si voleva registrare."""
    x = data.draw(strategia(tipo_di_fatto))
    assume(not list(getattr(x, "controlla", tuple)()))
    assert read_dati(tipo_di_fatto, _compila(_modulo(tipo_di_fatto), tipo_di_fatto, x), None) == x


def test_il_modulo_lasciato_in_bianco_dice_che_cosa_manca(tipo_di_fatto: Any) -> None:
    """Del modulo in bianco si dice che cosa manca: le voci necessarie, ciascuna con la sua etichetta."""
    campi, obbligatori = fields_of(tipo_di_fatto)
    mancanti = {f.metadata["etichetta"] for f in campi.values() if f.name in obbligatori and f.name != "data"}
    if not mancanti:
        assert read_dati(tipo_di_fatto, _modulo(tipo_di_fatto), GIORNO) == tipo_di_fatto(data=GIORNO)
        return
    with pytest.raises(DataError) as errore:
        read_dati(tipo_di_fatto, _modulo(tipo_di_fatto), GIORNO)
    assert {p.code for p in errore.value.problems} == {"W101"}
    assert len(errore.value.problems) == len(mancanti)
    assert all(any(f"({e})" in p.message for p in errore.value.problems) for e in mancanti)


def test_come_si_scrive_ogni_campo(tipo_di_fatto: Any) -> None:
    """Di ogni campo il modulo dice in che forma si scrive."""
    for f in dataclasses.fields(tipo_di_fatto):
        assert forma(f.type)


def test_un_modulo_da_leggere() -> None:
    """Il modulo si legge da solo: etichetta, aiuto, forma, e quali voci sono facoltative."""
    testo = modello(Programma)
    assert "# Codice — per esempio P1; testo\ncodice:" in testo
    assert "# Contributo annuo; importo come 1.234,56\ncontributo_annuo:" in testo
    assert "(facoltativo)" in testo
    assert "di_cui:\n    # " in testo
    assert "  - fonte:" in testo


# la data del fatto


def test_la_data_si_puo_non_scrivere() -> None:
    """Il giorno del fatto è quello detto nel modulo, altrimenti quello in cui si registra."""
    scritto = {"atto": "determina", "numero": "512", "organo": "dirigente", "firmatario": "Anna Ferrari"}
    assert read_dati(AdozioneAtto, parole(scritto, "f"), GIORNO).data == GIORNO
    assert read_dati(AdozioneAtto, parole({**scritto, "data": ""}, "f"), GIORNO).data == GIORNO
    detto = parole({**scritto, "data": "04/05/2026"}, "f")
    assert read_dati(AdozioneAtto, detto, GIORNO).data == date(2026, 5, 4)
    with pytest.raises(DataError, match="manca «data»"):
        read_dati(AdozioneAtto, parole(scritto, "f"), None)


def test_i_figli_ereditano_la_data() -> None:
    """I procedimenti che un passo apre nascono il giorno del passo, se non si dice altro."""
    nodo, _ = parse(
        "figli:\n  - {oggetto: uno}\n  - {oggetto: due, data: 01/05/2026}\n  - {oggetto: tre, data: ''}\n",
        "f",
    )
    letto = read_dati(Genitore, nodo, GIORNO, "figli")
    assert [f.data for f in letto.figli] == [GIORNO, date(2026, 5, 1), GIORNO]


# -d campo=valore


def test_d_campo_valore() -> None:
    """Un dato scritto sulla riga di comando prevale sul file, e un punto entra in una voce."""
    nodo, _ = parse("protocollo: 0361\nets: {nome: A}\n", "dati.yaml")
    unito = merge(nodo, ("protocollo=0362", "ets.sede=Crema", "nuovo=a=b"))
    assert unito["protocollo"].valore == "0362"
    assert unito["ets"].get("nome").valore == "A"
    assert unito["ets"].get("sede").valore == "Crema"
    assert unito["nuovo"].valore == "a=b"
    assert nodo["protocollo"].valore == "0361"


def test_d_senza_uguale() -> None:
    """«-d campo» senza valore è un errore d'uso, con la forma giusta."""
    with pytest.raises(UsageError, match="-d campo=valore"):
        merge(None, ("protocollo",))


def test_d_ripetuto_e_un_elenco() -> None:
    """Lo stesso campo dato più volte è un elenco; dato una volta, prende il posto di quello del file."""
    nodo = merge(parse("temi: [c]\nnota: x\n", "f")[0], ("temi=a", "temi=b", "nota=y"))
    assert [figlio.valore for figlio in nodo["temi"].valore] == ["a", "b"]
    assert nodo["nota"].valore == "y"
    dentro = merge(None, ("seduta.presenti=a", "seduta.presenti=b", "seduta.estremi=n. 1"))["seduta"]
    assert [figlio.valore for figlio in dentro["presenti"].valore] == ["a", "b"]
    assert dentro["estremi"].valore == "n. 1"


def test_d_dice_quale_opzione_e_sbagliata() -> None:
    """Il difetto di un dato scritto sulla riga di comando nomina la sua opzione."""
    with pytest.raises(DataError) as errore:
        read_dati(AdozioneAtto, merge(None, ("numero=1", "mero_indirizzo=forse")), GIORNO)
    assert any(str(p).startswith("-d mero_indirizzo: W106") for p in errore.value.problems)


@pytest.mark.parametrize(
    ("tipo", "parola", "detto"),
    [
        ("facolta", "forse", "«forse» non va bene: si scrive si o no"),
        ("mesi", "quattro", "«quattro» non va bene: si scrive un numero intero di mesi"),
        ("facolta", "sì", ""),
        ("facolta", "No", ""),
    ],
)
def test_il_valore_di_una_figura_e_quello_del_suo_tipo(tipo: Any, parola: str, detto: str) -> None:
    """Una facoltà è prevista o non lo è: un «forse» non passa per un sì."""
    regola = Parametro(kind="figura", owner="avviso", label="Prova", type=tipo, fonti=("avviso",))
    nodo = parole({"parametro": "prova", "valore": parola}, "f")
    lettore = Reader(read_figura({"prova": regola}))
    lettore.read(Figura, nodo)
    assert [p.message for p in lettore.problems] == ([f"prova: {detto}"] if detto else [])


# i file


def test_un_file_di_dati_che_non_lo_e(scrivi: Callable[[str, str], Path]) -> None:
    """Un file vuoto, un elenco o un file che non è YAML si rifiutano dicendo riga e motivo."""
    for testo, frase in (
        ("# ancora nulla\n", "1:1: W100 il file è vuoto"),
        ("- a\n- b\n", "1:1: W105 qui vanno i campi del passo"),
        ("a: [1\n", "1:4: W100 il file non è YAML leggibile"),
    ):
        with pytest.raises(DataError) as errore:
            read_file(scrivi("dati.yaml", testo))
        assert frase in str(errore.value)
        assert "non è stato scritto nulla" in errore.value.hint


SCHEDA = """
scheda: coprogettazione
collegamenti: {programmazione: coprog-2024-1}
dati:
  oggetto: prova
passi:
  - passo: indizione
    dati: {numero: 0361}
    deroghe: {regola: perché}
"""


def test_una_scheda(scrivi: Callable[[str, str], Path]) -> None:
    """Una scheda dice il flusso, i collegamenti, i dati d'apertura e i passi già compiuti."""
    scheda = read_scheda(scrivi("scheda.yaml", SCHEDA))
    assert scheda.scheda == "coprogettazione"
    assert scheda.collegamenti == {"programmazione": "coprog-2024-1"}
    assert scheda.dati["oggetto"].valore == "prova"
    assert scheda.passi[0].dati["numero"].valore == "0361"
    assert scheda.passi[0].deroghe == {"regola": "perché"}


def test_una_scheda_rotta(scrivi: Callable[[str, str], Path]) -> None:
    """Una scheda che non dice di che flusso è, o porta voci ignote, è rifiutata per intero."""
    with pytest.raises(DataError) as errore:
        read_scheda(scrivi("scheda.yaml", "sceda: tavolo\ndati: {}\npassi:\n  - {dati: {}}\n"))
    righe = [str(p).rpartition("/")[2] for p in errore.value.problems]
    assert righe == [
        "scheda.yaml:1:1: W101 manca «scheda»",
        "scheda.yaml:1:1: W102 voce sconosciuta: «sceda» — forse «scheda»?",
        "scheda.yaml:4:5: W101 manca «passo»",
    ]


PROGRAMMA = {
    "titolo": "Titolo",
    "obiettivi": ["uno"],
    "contributo_annuo": "1,00",
    "contributo_totale": "3,00",
}


@pytest.mark.parametrize(("altro", "ripetuto"), [("P2", False), ("P1", True), ("p1 ", True)])
def test_un_programma_scritto_due_volte(altro: Any, ripetuto: Any) -> None:
    """Due righe con lo stesso codice di programma rendono la scheda illeggibile: quale delle due vale?"""
    campi, obbligatori = fields_of(AperturaCoprogettazione)
    base = {n: "x" for n, f in campi.items() if f.name in obbligatori and n != "data"}
    base |= {
        "inizio": "01/01/2026",
        "fine": "31/12/2028",
        "scadenza_domande": "12/11/2025 12:00",
        "criteri": [],
    }
    righe = [{**PROGRAMMA, "codice": codice} for codice in ("P1", altro)]
    nodo = parole({**base, "programmi": righe}, "scheda.yaml")
    if not ripetuto:
        assert len(read_dati(AperturaCoprogettazione, nodo, GIORNO).programmi) == 2
        return
    with pytest.raises(DataError) as errore:
        read_dati(AperturaCoprogettazione, nodo, GIORNO)
    (difetto,) = errore.value.problems
    assert difetto.code == "W107"
    assert "è già scritto sopra" in difetto.message
