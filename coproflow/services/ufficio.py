"""The office in full: its sheet, numbers and sources, and the definitions of its cases."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from coproflow.domain.calendario import Calendario
from coproflow.domain.fonti import Fonte
from coproflow.domain.forme import load
from coproflow.domain.parametri import Parametro
from coproflow.domain.procedimento import Procedimento, Quadro
from coproflow.domain.soggetti import Ente, Operatore
from coproflow.engine.definition import WorkflowDefinition
from coproflow.errors import AuthorizationError
from coproflow.services.archivio import FONTI, PARAMETERS, Archivio
from coproflow.store import ente as store_ente
from coproflow.store import hot


class Letto(NamedTuple):
    """A case as it was last read: its row, its log, its links to others."""

    riga: hot.RigaProcedimento
    procedimento: Procedimento
    uscenti: tuple[hot.RigaCollegamento, ...]


class Ufficio(Archivio):
    """An open archive, with what deciding a step needs."""

    def __init__(self, conn: hot.Connessione, ente: str) -> None:
        super().__init__(conn, ente)
        self._definizioni: dict[str, WorkflowDefinition] = {}
        self.letti: dict[str, Letto] = {}

    @cached_property
    def quadro(self) -> Quadro:
        """The office's sheet, numbers, sources and calendar."""
        return Quadro(
            load(Ente, json.loads(self.riga.scheda)),
            self._table(PARAMETERS, Parametro),
            self._table(FONTI, Fonte),
            Calendario.load(json.loads(self.riga.calendario)),
        )

    def definition(self, sha: str) -> WorkflowDefinition:
        """The definition a case is pinned to."""
        if sha not in self._definizioni:
            riga = store_ente.load_definizione(self.conn, self.ente, sha)
            self._definizioni[sha] = load(WorkflowDefinition, json.loads(riga.compilata))
        return self._definizioni[sha]

    def current(self, workflow: str) -> tuple[str, WorkflowDefinition]:
        """The definition a new case of a workflow is opened with, and its hash."""
        sha = self.flusso(workflow)
        return sha, self.definition(sha)

    def operatore(self, id_: str) -> Operatore:
        """An operator of the office.

        Raises:
            AuthorizationError: when the office has nobody by that name.
        """
        trovato = self.quadro.ente.operatore(id_)
        if trovato is None:
            noti = ", ".join(o.id for o in self.quadro.ente.operatori)
            raise AuthorizationError(
                f"l’operatore «{id_}» non è fra quelli dell’ente",
                f"Operatori: {noti}. Si indica con --operatore o con COPROFLOW_OPERATORE.",
            )
        return trovato

    def _table(self, nome: str, tipo: type) -> "LazyTable":
        riga = store_ente.load_definizione(self.conn, self.ente, self.in_uso[nome])
        return LazyTable(json.loads(riga.compilata), tipo)


class LazyTable(Mapping[str, Any]):
    """Identifier → record, each read from its stored form when it is first asked for."""

    def __init__(self, grezza: dict[str, Any], tipo: type) -> None:
        self._grezza = grezza
        self._tipo = tipo
        self._letti: dict[str, Any] = {}

    def __getitem__(self, id_: str) -> Any:
        if id_ not in self._letti:
            self._letti[id_] = load(self._tipo, self._grezza[id_])
        return self._letti[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._grezza)

    def __len__(self) -> int:
        return len(self._grezza)
