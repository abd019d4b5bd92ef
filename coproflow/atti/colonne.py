"""How wide the columns of a table are: at least its longest word, so that no code or amount is cut."""

import re
from collections.abc import Sequence

from coproflow.domain.date import MESI

COLONNE_FITTE = 8
"""From so many columns on, a table is set in a smaller size (the same in the Typst page)."""

_LARGO_PT = 482.0
_CORPO, _CORPO_FITTO = 9.0, 7.5
_NERETTO = 1.08
_MARGINE_PT = 7.5
_PAROLE = re.compile(rf"\d{{1,2}}°? (?:{'|'.join(MESI)}) \d{{4}}|\S+")
_PARTI_DI_INDIRIZZO = re.compile(r"(?<=[/?&=])")


def larghezze_colonne(righe: Sequence[Sequence[str]], desiderate: Sequence[int] = ()) -> tuple[int, ...]:
    """The weights of the columns, in two-hundredths of the text width, for rows of plain words (heads first).

    `desiderate` are the author's weights; without them a column weighs what its texts need. Either way a
    column takes from the wider ones what its longest word lacks.
    """
    colonne = list(zip(*righe, strict=True))
    corpo = _CORPO if len(colonne) < COLONNE_FITTE else _CORPO_FITTO
    minimi = [
        _MARGINE_PT
        + corpo * max(_em_cella(cella) * (1 if n else _NERETTO) for n, cella in enumerate(colonna))
        for colonna in colonne
    ]
    if desiderate:
        voluti = [float(peso) for peso in desiderate]
    else:
        voluti = [max(_em(cella) for cella in colonna) ** 0.5 for colonna in colonne]
    return tuple(max(1, round(largo / _LARGO_PT * 200)) for largo in _distribuisci(minimi, voluti))


def _distribuisci(minimi: list[float], voluti: list[float]) -> list[float]:
    if sum(minimi) >= _LARGO_PT:
        return [minimo * _LARGO_PT / sum(minimi) for minimo in minimi]
    fissi: set[int] = set()
    while True:
        resto = _LARGO_PT - sum(minimi[i] for i in fissi)
        peso = sum(v for i, v in enumerate(voluti) if i not in fissi)
        larghi = [minimi[i] if i in fissi else resto * v / peso for i, v in enumerate(voluti)]
        stretti = {i for i, largo in enumerate(larghi) if largo < minimi[i] - 0.01}
        if not stretti:
            return larghi
        fissi |= stretti


def _em_cella(cella: str) -> float:
    """The longest piece that stays on its line: a word, a whole date; a web address breaks at its slashes."""
    parole = _PAROLE.findall(cella.replace("\u00a0", " "))
    pezzi = (_PARTI_DI_INDIRIZZO.split(parola) if "://" in parola else [parola] for parola in parole)
    return max((_em_parola(pezzo) for parola in pezzi for pezzo in parola), default=0)


def _em(testo: str) -> float:
    return 1 + sum(_em_parola(parola) + 0.25 for parola in testo.split())


def _em_parola(parola: str) -> float:
    return sum(_em_segno(segno) for segno in parola)


def _em_segno(segno: str) -> float:
    """The width of a character in a book face, in ems."""
    if segno in "iljftrI.,;:'’!|()[]/-":
        return 0.34
    if segno in "mwMW%@€":
        return 0.85
    return 0.7 if segno.isupper() else 0.51
