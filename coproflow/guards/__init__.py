"""The rules of law, one file per source: a statute that changes opens one file.

`MODULES` is the only list; the loader checks that every guard a workflow names lives in one of them.
"""

import importlib
from functools import cache

from coproflow.domain.guard import Guard

MODULES = (
    "cts",
    "l241",
    "l241_autotutela",
    "tuel",
    "tuel_spesa",
    "trasparenza",
    "dm72_coprogrammazione",
    "dm72_coprogettazione",
    "avviso",
    "avviso_domande",
    "avviso_negoziazione",
    "convenzione",
    "rendiconto",
    "altre_leggi",
)


@cache
def resolve(function: str) -> Guard:
    """The guard at «module:function», the form a checked definition stores."""
    module, _, name = function.partition(":")
    trovato = getattr(importlib.import_module(module), name)
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
