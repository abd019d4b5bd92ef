"""Open a case from a sheet: its data, its links and the steps already taken, all in one transaction."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from coproflow.domain.dati import Fatto, dati_class
from coproflow.domain.record import record
from coproflow.domain.termini import avvertenze_scadenza
from coproflow.engine.definition import APERTURA, Transition, WorkflowDefinition
from coproflow.errors import CoproflowError, DataError, PassoNotFoundError, Problem
from coproflow.loading.nodes import Nodo, Percorso
from coproflow.loading.schede import Scheda, parse_scheda, read_dati, read_figura
from coproflow.services.passi import Registrato, Richiesta, apri, avanza_in, find_transition
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot


@record
class Aperto:
    """A case that was opened, and the steps of the sheet that were recorded after."""

    apertura: Registrato
    passi: tuple[Registrato, ...]
    avvertenze: tuple[str, ...] = ()


def dati_di(
    ufficio: Ufficio, definition: WorkflowDefinition, transition: Transition, nodo: Nodo, data: date | None
) -> Fatto:
    """The data of a step from what was written, the figures of notice and convention checked.

    Raises:
        DataError: with every problem, each with file, line and column.
    """
    tipo = dati_class(definition.workflow, transition.dati)
    return read_dati(tipo, nodo, data, transition.per, read_figura(ufficio.quadro.parametri))


def apri_scheda(ufficio: Ufficio, path: Percorso, operatore: str, adesso: datetime) -> Aperto:
    """Open a case from a sheet. Everything is read first; then all is written, or nothing.

    Raises:
        DataError: problems of form, all at once.
        PassoNonConsentitoError: a rule refuses the opening, or one of the steps of the sheet.
    """
    scheda, problems = parse_scheda(path)
    if scheda is None or not scheda.scheda:
        raise DataError(problems)
    return apri_letta(ufficio, scheda, operatore, adesso, problems)


def apri_letta(
    ufficio: Ufficio, scheda: Scheda, operatore: str, adesso: datetime, problems: Sequence[Problem] = ()
) -> Aperto:
    """Open a case from a sheet that was read; `problems` are those already found in it."""
    _, definition = ufficio.current(scheda.scheda)
    dati, *fatti = _read_all(ufficio, definition, scheda, adesso, problems)
    richiesta = Richiesta(passo=APERTURA, dati=dati, operatore=operatore, adesso=adesso)
    with hot.transaction(ufficio.conn):
        aperta = apri(ufficio, scheda.scheda, richiesta, scheda.collegamenti)
        passi = []
        for p, fatto in zip(scheda.passi, fatti, strict=True):
            chi = p.operatore or operatore
            richiesta = Richiesta(passo=p.passo, dati=fatto, operatore=chi, adesso=adesso, deroghe=p.deroghe)
            try:
                passi.append(avanza_in(ufficio, aperta.id, richiesta))
            except CoproflowError as errore:
                errore.message += f" ({p.dati.file}, riga {p.dati.voce.line})"
                raise
    return Aperto(aperta, tuple(passi), tuple(_warnings(ufficio, definition, dati)))


def _warnings(ufficio: Ufficio, definition: WorkflowDefinition, dati: Fatto) -> Iterator[str]:
    """What to tell who drafts: a deadline on a Saturday, on a day off, without an hour, at midnight."""
    for regola in definition.termini.values():
        for percorso in regola.at:
            evento, _, campo = percorso.partition(".")
            quando = getattr(dati, campo, None) if evento == APERTURA else None
            if isinstance(quando, datetime):
                for avvertenza in avvertenze_scadenza(quando, ufficio.quadro.calendario):
                    yield f"{regola.label}: {avvertenza}"


def _read_all(
    ufficio: Ufficio,
    definition: WorkflowDefinition,
    scheda: Scheda,
    adesso: datetime,
    problems: Sequence[Problem],
) -> list[Fatto]:
    """The opening data and those of every step of a sheet, the problems of all of them told at once."""
    scritti = [(APERTURA, scheda.dati, adesso.date()), *((p.passo, p.dati, None) for p in scheda.passi)]
    fatti: list[Fatto] = []
    tutti = list(problems)
    for passo, nodo, giorno in scritti:
        if not passo or nodo is None:
            continue  # it is among the problems
        try:
            fatti.append(dati_di(ufficio, definition, find_transition(definition, passo, ""), nodo, giorno))
        except DataError as errore:
            tutti += errore.problems
        except PassoNotFoundError as errore:
            tutti.append(nodo.voce.problem("W211", errore.message))
    if tutti:
        raise DataError(tutti)
    return fatti
