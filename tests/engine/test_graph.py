"""The structural laws of a procedure: for each, a definition that breaks it and is told so."""

from collections.abc import Callable
from typing import Any

import pytest

from coproflow.engine.graph import Finding, check_graph, edges, reach
from coproflow.loading.checks import check_structure
from coproflow.loading.table import Table

TESTA = """
workflow: prova
title: Un procedimento di prova
sigla: prova
version: 1
fonti: [legge]
roles: {rup: Responsabile}
"""
STATI = """
states:
  aperto: {label: Aperto}
  istruito: {label: Istruito}
  concluso: {label: Concluso, final: true}
"""


def _passo(event: str, resto: str) -> str:
    return f"  - {{event: {event}, label: L, {resto}roles: [rup], dati: Nota, fonti: [legge]}}\n"


SANO = (
    _passo("apertura", "to: aperto, ")
    + _passo("istruttoria", "from: aperto, to: istruito, ")
    + _passo("nota", "from: any, ")
    + _passo("conclusione", "from: [aperto, istruito], to: concluso, ")
)

ROTTI = {
    "W301 nessuna apertura": (
        STATI,
        SANO.replace("event: apertura", "event: avvio").replace(
            "avvio, label: L, ", "avvio, label: L, from: aperto, "
        ),
        [("transitions",)],
    ),
    "W301 due aperture": (
        STATI,
        SANO + _passo("apertura", "to: istruito, "),
        [("transitions", 4, "event")],
    ),
    "W302 trappola di due stati": (
        STATI,
        _passo("apertura", "to: aperto, ")
        + _passo("andata", "from: aperto, to: istruito, ")
        + _passo("ritorno", "from: istruito, to: aperto, ")
        + _passo("conclusione", "from: concluso, "),
        [("states", "aperto"), ("states", "istruito")],
    ),
    "W302 solo un cappio": (
        STATI,
        _passo("apertura", "to: aperto, ")
        + _passo("cappio", "from: istruito, to: istruito, ")
        + _passo("istruttoria", "from: aperto, to: istruito, ")
        + _passo("conclusione", "from: aperto, to: concluso, "),
        [("states", "istruito")],
    ),
    "W302 nessuno stato finale": (STATI.replace(", final: true", ""), SANO, [("states",)]),
    "W303 stato orfano": (
        STATI + "  sospeso: {label: Sospeso}\n",
        SANO + _passo("ripresa", "from: sospeso, to: aperto, "),
        [("states", "sospeso")],
    ),
    "W304 si esce da uno stato finale": (
        STATI,
        SANO + _passo("riapertura", "from: [istruito, concluso], to: aperto, "),
        [("transitions", 4, "from", 1)],
    ),
    "W305 un passo che non parte da nessuno stato": (
        STATI,
        SANO + _passo("altro", "to: concluso, "),
        [("transitions", 4, "event")],
    ),
    "W305 l’apertura che parte da uno stato": (
        STATI,
        SANO.replace("to: aperto, ", "from: istruito, to: aperto, ", 1),
        [("transitions", 0, "from")],
    ),
    "W305 l’apertura che non porta a nessuno stato": (
        STATI,
        SANO.replace("to: aperto, ", "", 1),
        [("transitions", 0, "event")],
    ),
    "W306 due passi dello stesso nome dallo stesso stato": (
        STATI,
        SANO + _passo("istruttoria", "from: [aperto, istruito], to: concluso, "),
        [("transitions", 4, "event")],
    ),
}


def _trovati(flusso: Callable[[str], Any], stati: str, passi: str) -> list[Finding]:
    definition = flusso(f"{TESTA}{stati}transitions:\n{passi}")
    return list(check_structure(definition, Table({}, {}, ())))


def test_una_definizione_sana_non_ha_difetti(flusso: Callable[[str], Any]) -> None:
    """Un flusso che si apre una volta, non ha stati orfani e arriva a una fine non ha nulla da dire."""
    assert _trovati(flusso, STATI, SANO) == []


def test_anche_la_definizione_di_prova_e_sana(prova: Any) -> None:
    """Il flusso su cui si prova il motore rispetta le leggi del grafo."""
    assert list(check_graph(prova.definition)) == []


@pytest.mark.parametrize("nome", ROTTI)
def test_una_definizione_rotta_e_detta_tale(flusso: Callable[[str], Any], nome: Any) -> None:
    """Ogni legge del grafo ha il suo codice, e dice quale voce del file la viola."""
    stati, passi, dove = ROTTI[nome]
    trovati = [f for f in _trovati(flusso, stati, passi) if f.code == nome[:4]]
    assert [f.path for f in trovati] == dove
    assert all(f.message[0].islower() or f.message[0] == "«" for f in trovati)


def test_le_tre_trappole_sono_dette_insieme(flusso: Callable[[str], Any]) -> None:
    """I difetti si dicono insieme: lo stato orfano non nasconde la trappola, né l'uscita vietata."""
    stati = STATI + "  sospeso: {label: Sospeso}\n  fermo: {label: Fermo}\n"
    passi = (
        SANO + _passo("fermata", "from: aperto, to: fermo, ") + _passo("via", "from: concluso, to: aperto, ")
    )
    trovati = _trovati(flusso, stati, passi)
    assert [f.code for f in trovati] == ["W303", "W302", "W304"]


def test_restare_non_e_uscire(flusso: Callable[[str], Any]) -> None:
    """Un passo che torna dov'era non è una strada verso la fine: conta il cammino."""
    definition = flusso(
        f"{TESTA}{STATI}transitions:\n"
        + _passo("apertura", "to: aperto, ")
        + _passo("cappio", "from: aperto, to: aperto, ")
        + _passo("nota", "from: aperto, ")
    )
    archi = edges(definition)
    assert archi["aperto"] == set()
    assert reach(archi, {"aperto"}) == {"aperto"}
    assert [f.code for f in check_graph(definition)] == ["W302", "W303", "W303"]
