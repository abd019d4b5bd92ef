"""What can go wrong: diagnostics as data, and one tree of exceptions, each with its exit code.

Exit codes: 0 done, 1 error, 2 misuse, 3 refused by a rule, 4 not authorised, 5 conflict,
6 incoherent figures, 7 not found.
"""

import errno
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """One diagnostic: where it is, a stable code, and an Italian sentence that says what to do.

    A line 0 is nowhere in a file: `file` is then what was typed on the command line.
    """

    file: str
    line: int
    col: int
    code: str
    message: str

    def __str__(self) -> str:
        luogo = f"{self.file}:{self.line}:{self.col}" if self.line else self.file
        return f"{luogo}: {self.code} {self.message}"


class CoproflowError(Exception):
    """Base of every error a user may meet: an Italian message, and what to do in `hint`."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_PERCHE = {
    errno.ENOENT: "non esiste",
    errno.EISDIR: "è una cartella, non un file",
    errno.ENOTDIR: "una parte del percorso non è una cartella",
    errno.EEXIST: "c’è già",
    errno.EACCES: "mancano i permessi",
    errno.EPERM: "mancano i permessi",
    errno.EROFS: "il disco è in sola lettura",
    errno.ENOSPC: "il disco è pieno",
}


def why(errore: OSError) -> str:
    """What the operating system complains of, in Italian where it is one of the usual things."""
    return _PERCHE.get(errore.errno or 0) or errore.strerror or str(errore)


class UsageError(CoproflowError):
    """The command was not given what it needs."""

    exit_code = 2


class AuthorizationError(CoproflowError):
    """Who asks may not do what is asked."""

    exit_code = 4


class PassoNotFoundError(UsageError):
    """No such step in this workflow, or not from this state."""


class ProblemsError(CoproflowError):
    """A file holds one or more problems, all of them told at once."""

    def __init__(self, problems: Sequence[Problem], hint: str = "") -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(p) for p in self.problems), hint)


class PassoNonConsentitoError(CoproflowError):
    """The step was refused: `responso` holds every rule and what it found. Nothing was written."""

    def __init__(self, responso: Any) -> None:
        self.responso = responso
        self.fonti: Any = {}
        self.exit_code = responso.exit_code or 3
        super().__init__(f"il passo «{responso.etichetta}» non è consentito")


class DefinitionError(ProblemsError):
    """A workflow, the parameters or the sources do not hold together."""


class DataError(ProblemsError):
    """A scheda, a data file or `-d` cannot be read as what it should be. Nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems, "Correggere e ripetere: non è stato scritto nulla.")
        if not any(p.line for p in problems):
            self.exit_code = UsageError.exit_code


class StoreError(CoproflowError):
    """The database cannot be used as it is. Nothing was touched."""


class IntegrityError(StoreError):
    """The log does not verify: something was changed, removed or swapped."""


class ConflictError(CoproflowError):
    """Somebody moved the case meanwhile. Nothing was written."""

    exit_code = 5


class NotFoundError(CoproflowError):
    """What was named does not exist; the message says the nearest names."""

    exit_code = 7


class ProcedimentoNotFoundError(NotFoundError):
    """No case has this identifier."""


class AttoIncompletoError(CoproflowError):
    """A final act lacks data: which ones, and the types of the facts they are part of."""

    def __init__(self, message: str, mancanti: Mapping[str, str]) -> None:
        super().__init__(message, "Registrare i dati mancanti, oppure generare una bozza con --bozza.")
        self.mancanti = tuple(mancanti)
        self.fatti = tuple(dict.fromkeys(filter(None, mancanti.values())))
