"""A value becomes text, and text becomes Markdown that can only be text.

Every printed value passes here. What an officer typed can never open a heading, a list, a table, a link or
raw code: all ASCII punctuation is escaped, line ends become spaces, control characters go.
"""

import enum
import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

from markupsafe import Markup

from coproflow.domain.verifiche import mostra

_PUNTEGGIATURA = re.compile(r"([!-/:-@\[-`{-~])")
_SPAZI = re.compile(r"[^\S\u00a0]+")
_SCAPPATI = re.compile(r"\\([!-/:-@\[-`{-~])")
_STILE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\{custom-style=\"?\w+\"?\}")
_APERTE = re.compile(r'(^|[\s(\[«“–—/])"(?=\S)')


def ripulisci(testo: str) -> str:
    """One line of clean text: composed accents, typographic apostrophes and quotes, no control characters."""
    unito = _SPAZI.sub(" ", unicodedata.normalize("NFC", testo).replace("\u202f", "\u00a0")).strip(" ")
    pulito = "".join(c for c in unito if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return _APERTE.sub(r"\1“", pulito.replace("'", "’")).replace('"', "”")


def testo_di(valore: Any) -> str:
    """The words an act prints for a value.

    Raises:
        TypeError: for what has no words of its own (a list of figures, a float, a whole object): the
            template must say how it is printed.
    """
    match valore:
        case str() if not isinstance(valore, enum.Enum):
            return valore
        case bool() | date():
            return ora_di(valore) if isinstance(valore, datetime) else mostra(valore)
        case int():
            return str(valore)
        case time():
            return f"{valore:%H:%M}"
    if (
        isinstance(valore, (float, list, tuple, set, frozenset, dict))
        or type(valore).__str__ is object.__str__
    ):
        raise TypeError(
            f"un valore di tipo «{type(valore).__name__}» non si stampa così com’è: serve un filtro"
        )
    return str(valore)


def ora_di(istante: datetime) -> str:
    """An instant to the minute, «5 maggio 2026 alle ore 12:00»; the seconds only when there are some."""
    return mostra(istante)


def in_markdown(valore: Any) -> Markup:
    """The value as Markdown in which nothing is structure. Text made by our own macros passes untouched."""
    if isinstance(valore, Markup):
        return valore
    return Markup(_PUNTEGGIATURA.sub(r"\\\1", ripulisci(testo_di(valore))))  # noqa: S704


def in_parole(markdown: str) -> str:
    """The plain words of an inline piece of Markdown: styles, emphasis and escapes removed."""
    senza_stili = _STILE.sub(r"\1", markdown)
    senza_enfasi = re.sub(r"(?<!\\)\*+", "", senza_stili)
    return _SPAZI.sub(" ", _SCAPPATI.sub(r"\1", senza_enfasi)).strip()
