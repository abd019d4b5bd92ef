"""What a YAML parser complains of, in words an officer can act upon."""

from typing import Any

from coproflow.errors import Problem

_FRASI = (
    (
        "mapping values are not allowed",
        "questi due punti sono fuori posto: qui serve il testo fra virgolette, o i due punti alla riga sopra",
    ),
    ("unexpected end of stream", "virgolette aperte e mai chiuse"),
    ("could not find expected ':'", "dopo il nome di una voce mancano i due punti"),
    ("unknown escape", "fra virgolette doppie la barra «\\» ha un significato suo: usare quelle semplici"),
    ("tab character", "il rientro si fa con gli spazi, non con la tabulazione"),
    ("node content", "una parentesi è aperta e mai chiusa, o c’è una virgola di troppo"),
    ("',' or", "una parentesi è aperta e mai chiusa, o manca una virgola"),
    ("nesting depth", "troppe parentesi una dentro l’altra"),
    (
        "did not find expected",
        "il rientro non corrisponde a quello delle righe vicine, o c’è altro testo dopo le virgolette",
    ),
)


def explain(errore: Any, testo: str, file: str) -> Problem:
    """The diagnostic of a file the parser could not read; `errore` is a `yaml.YAMLError`."""
    righe = testo.splitlines()
    for i, riga in enumerate(righe, start=1):
        if riga.startswith("<<<<<<< "):
            frase = "il file porta i segni di un conflitto fra due versioni (<<<<<<<): tenerne una sola"
            return Problem(file, i, 1, "W100", frase)
    mark = getattr(errore, "problem_mark", None) or getattr(errore, "context_mark", None)
    if mark is not None and mark.line >= len(righe):
        mark = errore.context_mark or mark  # what was opened and never closed is told where it was opened
    if mark is None:
        return _unprintable(righe, file)
    riga = righe[mark.line] if mark.line < len(righe) else ""
    frase = _frase(errore.problem or "", riga[mark.column : mark.column + 1])
    return Problem(file, mark.line + 1, mark.column + 1, "W100", f"il file non è YAML leggibile: {frase}")


def _frase(inglese: str, segno: str) -> str:
    if "cannot start any token" in inglese and segno.strip():
        return f"un testo che comincia con «{segno}» va fra virgolette"
    if "cannot start any token" in inglese:
        return "il rientro si fa con gli spazi, non con la tabulazione"
    return next(
        (frase for chiave, frase in _FRASI if chiave in inglese),
        "qui non si capisce: controllare il rientro, i due punti e le virgolette",
    )


def _unprintable(righe: list[str], file: str) -> Problem:
    for i, riga in enumerate(righe, start=1):
        for j, segno in enumerate(riga, start=1):
            if not segno.isprintable() and segno not in "\t\xa0\u202f\u2009\ufeff":
                return Problem(file, i, j, "W100", f"segno non ammesso (U+{ord(segno):04X}): toglierlo")
    return Problem(file, 1, 1, "W100", "il file contiene un segno non ammesso")
