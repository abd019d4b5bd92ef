"""The filters of the acts: how amounts, dates, shares and names are written in Italian.

They take values of the domain and give plain text; the environment escapes it. Only `capoversi`, `attributo`
and `join` make or pass text that is already Markdown.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

import jinja2
from markupsafe import Markup

from coproflow.atti import lingua
from coproflow.atti.mancanti import Mancante, minuscola
from coproflow.atti.scrittura import in_markdown, testo_di
from coproflow.domain.importi import somma as somma_euro
from coproflow.domain.verifiche import mostra

_FISSO = "\u00a0"
_MESI = tuple(mostra(date(2026, mese, 2)).split()[1] for mese in range(1, 13))


def euro(importo: Any) -> str:
    """«€ 1.234,56», the sign and the figure never parted by a line end."""
    return f"€{_FISSO}{importo}"


def importo(valore: Any) -> str:
    """«1.234,56»: figures alone, for a column whose head already says €."""
    return str(valore)


class Cifra(str):
    """A figure as written: a column of them is read from the right."""

    __slots__ = ()


def numero(valore: int) -> Cifra:
    """«16.000»: how many, not a year nor a code."""
    return Cifra(f"{valore:,}".replace(",", "."))


def lettere(valore: Any) -> str:
    """An amount in words, «milleduecentotrentaquattro/56»; a whole number, «milleduecentotrentaquattro»."""
    if isinstance(valore, int):
        return lingua.numero_in_lettere(valore)
    interi, resto = divmod(abs(int(valore.centesimi)), 100)
    return f"{'meno ' if valore.centesimi < 0 else ''}{lingua.numero_in_lettere(interi)}/{resto:02d}"


def data(giorno: date) -> str:
    """«5 maggio 2026», «1° maggio 2026»."""
    return mostra(_giorno(giorno))


def data_lettere(giorno: date) -> str:
    """«L’anno duemilaventisei, il giorno cinque del mese di maggio»."""
    return lingua.data_in_lettere(_giorno(giorno), _MESI)


def ora(istante: datetime | time) -> str:
    """«12:00», the seconds only when a count depends on them."""
    return f"{istante:%H:%M:%S}" if istante.second else f"{istante:%H:%M}"


def quota(valore: Any) -> str:
    """«12,5 %», in one piece."""
    return str(valore).replace(" ", _FISSO)


def elenco(valori: Iterable[Any], congiunzione: str = "e") -> str:
    """«a, b e c»; «Anna ed Enzo» before the same vowel."""
    parti = [
        v if isinstance(v, Markup) else str(v) if isinstance(v, Mancante) else testo_di(v) for v in valori
    ]
    if any(isinstance(p, Markup) for p in parti):
        parti = [in_markdown(p) for p in parti]
    if len(parti) < 2:
        return parti[0] if parti else ""
    if congiunzione in ("e", "o") and parti[-1].lstrip("“«\\[")[:1].lower() == congiunzione:
        congiunzione += "d"
    testa = _unisci(parti[:-1], ", ")
    return _unisci([testa, parti[-1]], f" {congiunzione} ")


def _unisci(parti: list[str], tra: str) -> str:
    return Markup(tra).join(parti) if isinstance(parti[0], Markup) else tra.join(parti)  # noqa: S704


def join(valori: Iterable[Any], tra: str = ", ", attribute: str | None = None) -> str:
    """The values one after the other, each escaped if any of them is text made by a macro."""
    scelti = [getattr(v, attribute) if attribute else v for v in valori]
    if any(isinstance(v, (Markup, Mancante)) for v in scelti):
        return in_markdown(tra).join(in_markdown(str(v) if isinstance(v, Mancante) else v) for v in scelti)
    return tra.join(testo_di(v) for v in scelti)


def somma(valori: Iterable[Any], attribute: str | None = None) -> Any:
    """The total of amounts or of whole numbers; with `attribute`, of that part of each. Never of a gap."""
    scelti = [getattr(v, attribute) if attribute else v for v in valori]
    for valore in scelti:
        if isinstance(valore, Mancante):
            return valore
    return sum(scelti) if scelti and isinstance(scelti[0], int) else somma_euro(scelti)


def maiuscola(testo: Any) -> str:
    """The first letter raised, the others as they are."""
    parole = testo_di(testo)
    return parole[:1].upper() + parole[1:]


def con_articolo(nome: Any, genere: str | None = None, numero: int | None = None) -> str:
    """«il Comune di Crema», «l’Associazione …», «la ODV …»."""
    return lingua.preposizione("", testo_di(nome), genere, numero)


def _con(semplice: str) -> Callable[..., str]:
    def applica(nome: Any, genere: str | None = None, numero: int | None = None) -> str:
        return lingua.preposizione(semplice, testo_di(nome), genere, numero)

    return applica


def visto(estremi: Any) -> str:
    """«Visto l’art. 55 …», «Vista la legge …», «Visti gli artt. …»: the participle agrees with the source."""
    noto = lingua.genere_e_numero(testo_di(estremi))
    fine = {None: "o", ("m", 1): "o", ("f", 1): "a", ("m", 2): "i", ("f", 2): "e"}[noto]
    return f"Vist{fine} {con_articolo(estremi)}"


def quanti(numero: int, singolare: str, plurale: str) -> str:
    """«1 domanda», «3 domande»."""
    return f"{numero}{_FISSO}{singolare if numero == 1 else plurale}"


def capoversi(testo: Any) -> Markup:
    """A text of several paragraphs: each line that was typed is a paragraph of the act."""
    righe = [riga for riga in testo_di(testo).splitlines() if riga.strip()]
    return Markup("\n\n").join(in_markdown(riga) for riga in righe)


def attributo(valore: Any) -> Markup:
    """A value as an attribute of the document tree: letters, figures and . _ : # - only."""
    if isinstance(valore, Mancante):
        valore.segna()
        return Markup("manca")
    scritto = str(getattr(valore, "seq", valore))
    return Markup(re.sub(r"[^A-Za-z0-9._:#-]+", "-", scritto))  # noqa: S704


def indenta(testo: Markup) -> Markup:
    """A table or a list of our making inside a point of a list: two spaces before each line."""
    return Markup("\n  ").join(testo.strip().split("\n"))


@jinja2.pass_environment
def righe(ambiente: jinja2.Environment, oggetti: Iterable[Any], *parti: str) -> list[tuple[Any, ...]]:
    """The named parts of each object, a row each: what `tabella` and `tabella_importi` take."""
    return [tuple(ambiente.getattr(oggetto, parte) for parte in parti) for oggetto in oggetti]


def _giorno(giorno: date) -> date:
    return giorno.date() if isinstance(giorno, datetime) else giorno


FILTRI: dict[str, Callable[..., Any]] = {
    "a_articolato": _con("a"),
    "accorda": lingua.accorda,
    "attributo": attributo,
    "capoversi": capoversi,
    "con_articolo": con_articolo,
    "da_articolato": _con("da"),
    "data": data,
    "data_lettere": data_lettere,
    "di_articolato": _con("di"),
    "elenco": elenco,
    "euro": euro,
    "importo": importo,
    "in_articolato": _con("in"),
    "indenta": indenta,
    "join": join,
    "lettera": lingua.lettera,
    "lettere": lettere,
    "maiuscola": maiuscola,
    "minuscola": minuscola,
    "numero": numero,
    "ora": ora,
    "quanti": quanti,
    "quota": quota,
    "righe": righe,
    "romano": lingua.romano,
    "somma": somma,
    "su_articolato": _con("su"),
    "visto": visto,
}
"""What a template may write after `|`, besides the few filters of Jinja that leave text alone."""
