"""A value becomes text, and text becomes Markdown that can only be text.

Every printed value passes here. What an officer typed can never open a heading, a list, a table, a link or
raw code: all ASCII punctuation is escaped, line ends become spaces, control characters go.
"""

import enum
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from markupsafe import Markup

from coproflow.domain.date import MESI
from coproflow.domain.verifiche import mostra

_MUTI = (float, list, tuple, set, frozenset, dict)
_PUNTEGGIATURA = re.compile(r"([!-/:-@\[-`{-~])")
_SPAZI = re.compile(r"[^\S\u00a0]+")
_SCAPPATI = re.compile(r"\\([!-/:-@\[-`{-~])")
_STILE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\{custom-style=\"?\w+\"?\}")
_CIFRE = re.compile(r"(?<=€) (?=\d)|(?<=\d) (?=%)")
_APERTE = re.compile(r'(^|[\s(\[“–—/])"(?=\S)')
_GIORNO = re.compile(r"(?<![\d/])(\d\d)/(\d\d)/(\d{4})(?![\d/])")
_PRIMA_DEL_MESE = re.compile(rf"(?:(?<=\d)|(?<=\d°)) (?=(?:{'|'.join(MESI)})\b)")
_VIRGOLETTE = str.maketrans("«»'", "“”’")


def ripulisci(testo: str) -> str:
    """One line of clean text: composed accents, one kind of apostrophes and quotes, no control characters.

    A day is written one way, «1° febbraio 2024», however it was typed; a figure stays with its € or %.
    """
    unito = _SPAZI.sub(" ", unicodedata.normalize("NFC", testo).replace("\u202f", "\u00a0")).strip(" ")
    unito = _CIFRE.sub("\u00a0", unito)
    pulito = "".join(c for c in unito if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return _APERTE.sub(r"\1“", _GIORNO.sub(_per_esteso, pulito).translate(_VIRGOLETTE)).replace('"', "”")


def _per_esteso(trovato: re.Match[str]) -> str:
    try:
        return mostra(date(int(trovato[3]), int(trovato[2]), int(trovato[1])))
    except ValueError:
        return trovato[0]


def testo_di(valore: Any) -> str:
    """The words an act prints for a value.

    Raises:
        TypeError: for what has no words of its own (a list of figures, a float, a whole object): the
            template must say how it is printed.
    """
    match valore:
        case enum.Enum() if not isinstance(valore, str):
            pass
        case str() | int() if not isinstance(valore, bool):
            return str(valore)
        case bool() | date():
            return mostra(valore)
        case time():
            return f"{valore:%H:%M}"
        case _ if not isinstance(valore, _MUTI) and _ha_parole(type(valore)):
            return str(valore)
    raise TypeError(f"un valore di tipo «{type(valore).__name__}» non si stampa così com’è: serve un filtro")


def _ha_parole(tipo: Any) -> bool:
    return tipo.__str__ is not object.__str__


def in_markdown(valore: Any) -> Markup:
    """The value as Markdown in which nothing is structure. Text made by our own macros passes untouched."""
    if isinstance(valore, Markup):
        return valore
    return Markup(_PUNTEGGIATURA.sub(r"\\\1", ripulisci(testo_di(valore))))  # noqa: S704


def unisci_parole(markdown: str, abbreviazioni: Iterable[str]) -> str:
    """«art. 55», «n. 3», «8 marzo»: never parted by the end of a line, in text and values alike."""
    sigle = "|".join(re.escape(sigla).replace(r"\.", r"\\?\.") for sigla in abbreviazioni)
    unito = re.sub(rf"(?<![\w.])({sigle}) (?=[^\s|*\[{{])", "\\1\u00a0", markdown)
    return _PRIMA_DEL_MESE.sub("\u00a0", unito)


def in_parole(markdown: str) -> str:
    """The plain words of an inline piece of Markdown: styles, emphasis and escapes removed."""
    senza_stili = _STILE.sub(r"\1", markdown)
    senza_enfasi = re.sub(r"(?<!\\)\*+", "", senza_stili)
    return _SPAZI.sub(" ", _SCAPPATI.sub(r"\1", senza_enfasi)).strip()
