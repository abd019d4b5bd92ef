"""What a step still needs, asked on the terminal one field at a time."""

from functools import partial
from typing import Any, Literal, get_args, get_origin

import click

from coproflow.loading.nodes import Nodo, parole
from coproflow.loading.reader import PARSERS, Reader, fields_of
from coproflow.loading.schede import forma, merge, nota


def ask(tipo: type, nodo: Nodo) -> Nodo:
    """The data with the compulsory fields that were missing, as somebody answers.

    Where one of them is more than words, nothing is asked: the form is the way, and it will be told.
    """
    campi, obbligatori = fields_of(tipo)
    mancanti = {
        nome: campo
        for nome, campo in campi.items()
        if nome != "data" and campo.name in obbligatori and nodo.get(nome) is None
    }
    if not all(_in_words(_item(campo.type)) for campo in mancanti.values()):
        return nodo
    for nome, campo in mancanti.items():
        nodo = merge(nodo, tuple(f"{nome}={risposta}" for risposta in _answers(campo)))
    return nodo


def _answers(campo: Any) -> list[str]:
    """One answer; of a list, as many as there are before an empty line."""
    tipo = _item(campo.type)
    controllo = partial(_check, tipo)
    risposte = [click.prompt(f"{nota(campo)} ({forma(tipo)})", err=True, value_proc=controllo)]
    while tipo is not campo.type and risposte[-1]:
        altra = "  ancora uno, o Invio per finire"
        risposte.append(click.prompt(altra, default="", show_default=False, err=True, value_proc=controllo))
    return [r for r in risposte if r]


def _item(tipo: Any) -> Any:
    return get_args(tipo)[0] if get_origin(tipo) is tuple else tipo


def _in_words(tipo: Any) -> bool:
    return tipo in PARSERS or get_origin(tipo) is Literal


def _check(tipo: Any, parola: str) -> str:
    """An answer that can be read as its field wants; click asks again for any other."""
    lettore = Reader()
    if parola:
        lettore.read(tipo, parole(parola, ""))
    if lettore.problems:
        raise click.UsageError(lettore.problems[0].message)
    return parola
