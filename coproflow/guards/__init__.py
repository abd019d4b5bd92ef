"""The rules of law, one file per source: a statute that changes opens one file.

`MODULES` is the only list; the loader checks that every guard a workflow names lives in one of them.
"""

import importlib
from functools import cache

from coproflow.domain.guard import Guard
from coproflow.errors import NotFoundError

MODULES = (
    "cts",
    "cts_enti",
    "cts_coprogrammazione",
    "l241",
    "l241_predeterminazione",
    "l241_istruttoria",
    "l241_annullamento",
    "l241_autotutela",
    "l241_efficacia",
    "l241_conclusione",
    "tuel",
    "tuel_organi",
    "tuel_spesa",
    "tuel_indizione",
    "tuel_bilancio",
    "trasparenza",
    "trasparenza_concessioni",
    "dm72_coprogrammazione",
    "dm72_coprogrammazione_tavoli",
    "dm72_coprogettazione",
    "dm72_commissione",
    "dm72_iniziativa",
    "avviso",
    "avviso_domande",
    "avviso_valutazione",
    "avviso_esiti",
    "avviso_negoziazione",
    "avviso_piano",
    "avviso_costi",
    "avviso_esito_tavolo",
    "avviso_scorrimento",
    "convenzione",
    "convenzione_adempimenti",
    "convenzione_bilancio",
    "convenzione_conclusione",
    "convenzione_contenuto",
    "convenzione_esecuzione",
    "convenzione_fine",
    "convenzione_inadempimento",
    "convenzione_lavoro",
    "convenzione_modifiche",
    "rendiconto",
    "rendiconto_anticipi",
    "rendiconto_spese",
    "rendiconto_fonti",
    "rendiconto_contributo",
    "rendiconto_cofinanziamento",
    "nota_debito",
    "tuel_liquidazione",
    "tuel_pagamento",
    "pagamenti",
    "recupero",
    "cad",
    "antimafia",
    "altre_leggi",
)


@cache
def resolve(function: str, name: str = "") -> Guard:
    """The guard at «module:function», the form a checked definition stores; or where its name lives today.

    A running case keeps the definition it was opened with, while the guards it names may change file.

    Raises:
        NotFoundError: no guard of that name is left in this program.
    """
    module, _, attributo = function.partition(":")
    try:
        trovato = getattr(importlib.import_module(module), attributo)
    except (ModuleNotFoundError, AttributeError):
        altrove = registry().get(name)
        if altrove is None:
            raise NotFoundError(
                f"la regola «{name or function}», di un flusso già in uso, non è in questo programma",
                "Serve una versione di coproflow che l’abbia ancora, come quella che aprì il procedimento.",
            ) from None
        return resolve(altrove)
    assert isinstance(trovato, Guard)
    return trovato


@cache
def registry() -> dict[str, str]:
    """Guard name → «module:function», read from every module; two guards of one name are a mistake."""
    trovati: dict[str, str] = {}
    for nome in MODULES:
        module = importlib.import_module(f"coproflow.guards.{nome}")
        for attributo, valore in vars(module).items():
            if isinstance(valore, Guard) and valore.check.__module__ == module.__name__:
                assert valore.name not in trovati, f"due guard si chiamano «{valore.name}»"
                trovati[valore.name] = f"{module.__name__}:{attributo}"
    return trovati
