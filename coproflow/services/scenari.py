"""Tell a story: record its steps one after the other on a simulated clock, and say what came of each."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from coproflow.domain.date import ROME
from coproflow.domain.record import record
from coproflow.domain.verifiche import Responso
from coproflow.errors import CoproflowError, PassoNonConsentitoError
from coproflow.loading.nodes import Nodo, parole
from coproflow.loading.reader import Reader
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import Battuta, Scenario
from coproflow.loading.schede import Scheda, read_file, read_scheda
from coproflow.services.aperture import apri_letta, dati_di
from coproflow.services.passi import Registrato, Richiesta, avanza, find_transition
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot


@record
class Riscontro:
    """What came of one line: what was recorded, or the refusal; and where it differs from the story."""

    battuta: Battuta
    adesso: datetime
    id: str
    registrati: tuple[Registrato, ...] = ()
    responso: Responso | None = None
    errore: CoproflowError | None = None
    difformita: tuple[str, ...] = ()


@dataclass
class Racconto:
    """A story being told in an office: the aliases of its cases, and its clock."""

    ufficio: Ufficio
    casi: dict[str, str] = field(default_factory=dict)
    orologio: dict[date, int] = field(default_factory=dict)

    def tell(self, scenario: Scenario) -> Iterator[Riscontro]:
        """Record the lines in order, from noon, a minute each; a day told again goes on from where it was.

        A refusal is an answer like another: the story says which it expects. Chapters are told one by one.
        """
        for battuta in scenario.passi:
            minuti = self.orologio[battuta.il] = self.orologio.get(battuta.il, -1) + 1
            adesso = datetime.combine(battuta.il, time(12 + minuti // 60, minuti % 60), ROME)
            yield self._line(battuta, adesso)

    def _line(self, battuta: Battuta, adesso: datetime) -> Riscontro:
        id_ = self._id(battuta.caso) if battuta.caso else ""
        try:
            if battuta.apri is not None:
                aperto = apri_letta(self.ufficio, self._scheda(battuta), battuta.operatore, adesso)
                registrati = (aperto.apertura, *aperto.passi)
                id_ = aperto.apertura.id
                if battuta.come:
                    self.casi[battuta.come] = id_
            else:
                registrati = (self._advance(battuta, id_, adesso),)
        except PassoNonConsentitoError as errore:
            return Riscontro(battuta, adesso, id_, (), errore.responso, errore, _against(battuta, errore, ()))
        except CoproflowError as errore:
            return Riscontro(battuta, adesso, id_, (), None, errore, (str(errore),))
        aperti = [i for r in registrati for i in r.aperti]
        self.casi.update(zip(battuta.alias, aperti, strict=False))
        responso = registrati[-1].responso
        return Riscontro(
            battuta, adesso, id_, registrati, responso, None, _against(battuta, None, registrati)
        )

    def _advance(self, battuta: Battuta, id_: str, adesso: datetime) -> Registrato:
        riga = hot.load_procedimento(self.ufficio.conn, self.ufficio.ente, id_)
        definition = self.ufficio.definition(riga.definizione)
        transition = find_transition(definition, battuta.passo, riga.stato)
        nodo = _dati(battuta)
        richiesta = Richiesta(
            passo=battuta.passo,
            dati=dati_di(self.ufficio, definition, transition, nodo, battuta.il),
            operatore=battuta.operatore,
            adesso=adesso,
            deroghe=battuta.deroghe,
            rettifica=battuta.rettifica,
            motivo=battuta.motivo,
        )
        return avanza(self.ufficio, id_, richiesta)

    def _scheda(self, battuta: Battuta) -> Scheda:
        nodo: Nodo = battuta.apri
        if isinstance(nodo.valore, str):
            path = Path(nodo.valore)
            scheda = read_scheda(path if path.is_absolute() else workflows_folder() / path)
        else:
            reader = Reader({Any: lambda _r, figlio, _p: figlio})
            scheda = reader.read(Scheda, nodo)
        collegamenti = {
            nome: self._id(caso) for nome, caso in {**scheda.collegamenti, **battuta.collegamenti}.items()
        }
        return dataclasses.replace(scheda, collegamenti=collegamenti)

    def _id(self, caso: str) -> str:
        return self.casi.get(caso.removeprefix("$"), caso)


def _dati(battuta: Battuta) -> Nodo:
    """The data of a line: written there, or in a file of `workflows/` named in their place."""
    nodo = battuta.dati if isinstance(battuta.dati, Nodo) else parole({}, "scenario")
    return (
        read_file(workflows_folder() / nodo.valore) if isinstance(nodo.valore, str) and nodo.valore else nodo
    )


def _against(
    battuta: Battuta, errore: PassoNonConsentitoError | None, registrati: tuple[Registrato, ...]
) -> tuple[str, ...]:
    """Where what happened is not what the story says."""
    difformita = []
    mancanti = {v.guard for v in errore.responso.mancanti} if errore else set()
    if mancanti != set(battuta.rifiutato):
        motivi = {v.guard: v.motivo for v in errore.responso.mancanti} if errore else {}
        difformita.append(
            f"rifiutato da {sorted(mancanti) or 'nessuno'}, atteso {sorted(battuta.rifiutato) or 'nessuno'}"
            + "".join(f"; {g}: {m}" for g, m in motivi.items() if g not in battuta.rifiutato)
        )
    codice = errore.exit_code if errore else 0
    if battuta.codice is not None and codice != battuta.codice:
        difformita.append(f"codice {codice}, atteso {battuta.codice}")
    if registrati:
        ritardi = {v.guard for r in registrati for v in r.responso.verifiche if v.ritardo}
        if battuta.ritardi and not set(battuta.ritardi) <= ritardi:
            difformita.append(f"ritardi {sorted(ritardi)}, attesi {sorted(battuta.ritardi)}")
        stato = registrati[-1].annotazione.a
        if battuta.stato and stato != battuta.stato:
            difformita.append(f"stato «{stato}», atteso «{battuta.stato}»")
    return tuple(difformita)
