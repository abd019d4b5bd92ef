"""Tables and numbered points, as Markdown made by us around values that are only text."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from coproflow.atti.colonne import larghezze_colonne
from coproflow.atti.filtri import Cifra, somma
from coproflow.atti.mancanti import Mancante
from coproflow.atti.scrittura import in_markdown, in_parole
from coproflow.domain.importi import Euro, Quota

_RIGHE = {"s": ":{}--", "d": "{}--:", "c": ":{}-:"}
_FINE = re.compile(r"(?:\\?[;.])+\s*$")


def _cella(valore: Any) -> Markup:
    if valore is None:
        return Markup(str(Mancante(percorso="dato della tabella")))  # noqa: S704
    return in_markdown(str(valore) if isinstance(valore, (Mancante, Quota)) else valore)


def _in_neretto(valore: Any) -> Markup:
    vuota = isinstance(valore, str) and not valore
    return Markup() if vuota else Markup("**") + _cella(valore) + Markup("**")


def tabella(
    intestazioni: Sequence[Any],
    righe: Iterable[Sequence[Any]],
    larghezze: Sequence[int] = (),
    allineamenti: str = "",
    totale: Sequence[Any] = (),
) -> Markup:
    """A table as wide as the text, its heads repeated on each page.

    `larghezze` are weights of the columns, else what their texts need; a code or an amount is never cut.
    `allineamenti` is one letter a column: s(inistra), d(estra), c(entro), by default right for figures.
    `totale` is a last row in bold.

    Raises:
        ValueError: when a row has not one cell for each head.
    """
    corpo = [tuple(riga) for riga in righe]
    n = len(intestazioni)
    for riga in (*corpo, *([totale] if totale else [])):
        if len(riga) != n:
            raise ValueError(f"una riga della tabella ha {len(riga)} celle, le intestazioni sono {n}")
    celle = [[_cella(v) for v in riga] for riga in (intestazioni, *corpo)]
    if totale:
        celle.append([_in_neretto(v) for v in totale])
    pesi = larghezze_colonne([[in_parole(c) for c in riga] for riga in celle], larghezze)
    versi = allineamenti or "".join(_verso([r[i] for r in corpo]) for i in range(n))
    sotto = [_RIGHE[v].format("-" * p) for v, p in zip(versi, pesi, strict=True)]
    scritte = ["|" + "|".join(f" {c} " for c in riga) + "|" for riga in celle]
    scritte.insert(1, "|" + "|".join(sotto) + "|")
    return Markup("\n" + "\n".join(scritte) + "\n")  # noqa: S704


def _verso(colonna: list[Any]) -> str:
    presenti = [v for v in colonna if not isinstance(v, Mancante) and v is not None]
    return "d" if presenti and all(isinstance(v, (Euro, Quota, Cifra)) for v in presenti) else "s"


def tabella_importi(
    intestazioni: Sequence[Any],
    righe: Iterable[Sequence[Any]],
    larghezze: Sequence[int] = (),
    atteso: Any = None,
    etichetta: str = "Totale",
) -> Markup:
    """A table of amounts with its total row: every column of amounts is summed.

    `atteso` is the total the act declares elsewhere (its object, its decision): the last column must give it.

    Raises:
        ValueError: when the rows do not make the declared total.
    """
    corpo = [tuple(riga) for riga in righe]
    colonne = list(zip(*corpo, strict=True)) if corpo else [()] * len(intestazioni)
    totali: list[Any] = []
    for colonna in colonne:
        di_euro = bool(colonna) and any(isinstance(v, Euro) for v in colonna)
        totali.append(somma(colonna) if di_euro else "")
    if corpo and isinstance(atteso, Euro) and isinstance(totali[-1], Euro) and totali[-1] != atteso:
        raise ValueError(f"le righe della tabella fanno {totali[-1]}, l’atto dichiara {atteso}")
    if totali and totali[0] == "":
        totali[0] = etichetta
    return tabella(intestazioni, corpo, larghezze, "", totali if corpo else ())


def numerati(punti: Iterable[Any]) -> Markup:
    """The points of a decision: «1. Di approvare …;», the last one with a full stop, one numbering."""
    testi = [in_markdown(str(p) if isinstance(p, Mancante) else p) for p in punti]
    scritti = []
    for i, testo in enumerate(testi, 1):
        righe = Markup(testo.strip()).split("\n")  # noqa: S704
        if not righe[-1].lstrip().startswith(("|", "- ", ":::")):
            righe[-1] = Markup(_FINE.sub("", righe[-1]) + ("." if i == len(testi) else ";"))  # noqa: S704
        segno = f"{i}.".ljust(4)
        scritti.append(
            segno + "\n".join((" " * 4 + r if r.strip() and n else str(r)) for n, r in enumerate(righe))
        )
    return Markup("\n" + "\n\n".join(scritti) + "\n")  # noqa: S704


def in_punti(testo: Markup) -> Markup:
    """The same from a written list: each line that begins with `- ` at the margin opens a point."""
    punti: list[str] = []
    for riga in str(testo).split("\n"):
        if riga.startswith("- "):
            punti.append(riga[2:])
        elif punti:
            punti[-1] += "\n" + riga.removeprefix("  ")
        elif riga.strip():
            raise ValueError(f"nel dispositivo ogni punto comincia con «- »: «{riga.strip()}»")
    return numerati(Markup(p) for p in punti)  # noqa: S704


FUNZIONI: dict[str, Callable[..., Any]] = {
    "in_punti": in_punti,
    "numerati": numerati,
    "tabella": tabella,
    "tabella_importi": tabella_importi,
}
"""What a template may call by name, besides the macros."""
