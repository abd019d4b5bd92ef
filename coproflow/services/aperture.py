"""Open a case from a sheet: its data, its links and the steps already taken, all in one transaction."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from coproflow.domain.dati import Fatto, dati_class
from coproflow.domain.parametri import Figura, wrong_value
from coproflow.domain.record import record
from coproflow.engine.definition import APERTURA, Transition, WorkflowDefinition
from coproflow.errors import DataError, Problem
from coproflow.loading.nodes import Nodo
from coproflow.loading.schede import Scheda, read_dati, read_scheda
from coproflow.services.passi import Registrato, Richiesta, apri, avanza_in, find_transition
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot

if TYPE_CHECKING:
    from pathlib import Path


@record
class Aperto:
    """A case that was opened, and the steps of the sheet that were recorded after."""

    apertura: Registrato
    passi: tuple[Registrato, ...]


def dati_di(
    ufficio: Ufficio, definition: WorkflowDefinition, transition: Transition, nodo: Nodo, data: date | None
) -> Fatto:
    """The data of a step from what was written, the figures of notice and convention checked.

    Raises:
        DataError: with every problem, each with file, line and column.
    """
    tipo = dati_class(definition.workflow, transition.dati)
    dati = read_dati(tipo, nodo, data, transition.per)
    figure: tuple[Figura, ...] = getattr(dati, "figure", ())
    elenco = nodo.get("figure")
    problems: list[Problem] = []
    for i, figura in enumerate(figure):
        qui = elenco.valore[i] if elenco is not None and isinstance(elenco.valore, list) else nodo
        regola = ufficio.quadro.parametri.get(figura.parametro)
        if regola is None or (regola.kind == "figura" and regola.owner == "norma"):
            problems.append(
                qui.problem("W209", f"«{figura.parametro}» non è un numero che questo atto possa fissare")
            )
        elif trovato := wrong_value(regola, figura):
            problems.append(qui.problem("W106", trovato))
    if problems:
        raise DataError(problems, "Correggere il file e ripetere: non è stato scritto nulla.")
    return dati


def apri_scheda(ufficio: Ufficio, path: "Path", operatore: str, adesso: datetime) -> Aperto:
    """Open a case from a sheet. Everything is read first; then all is written, or nothing.

    Raises:
        DataError: problems of form, all at once.
        PassoNonConsentitoError: a rule refuses the opening, or one of the steps of the sheet.
    """
    return apri_letta(ufficio, read_scheda(path), operatore, adesso)


def apri_letta(ufficio: Ufficio, scheda: Scheda, operatore: str, adesso: datetime) -> Aperto:
    """Open a case from a sheet that was read."""
    _, definition = ufficio.current(scheda.scheda)
    letti = [
        (p, dati_di(ufficio, definition, find_transition(definition, p.passo, ""), p.dati, None))
        for p in scheda.passi
    ]
    apertura = find_transition(definition, APERTURA, "")
    dati = dati_di(ufficio, definition, apertura, scheda.dati, adesso.date())
    richiesta = Richiesta(passo=APERTURA, dati=dati, operatore=operatore, adesso=adesso)
    with hot.transaction(ufficio.conn):
        aperta = apri(ufficio, scheda.scheda, richiesta, scheda.collegamenti)
        passi = [
            avanza_in(
                ufficio,
                aperta.id,
                Richiesta(
                    passo=p.passo,
                    dati=fatto,
                    operatore=p.operatore or operatore,
                    adesso=adesso,
                    deroghe=p.deroghe,
                ),
            )
            for p, fatto in letti
        ]
    return Aperto(aperta, tuple(passi))
