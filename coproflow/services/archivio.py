"""The archive a command works in, for one of its offices: what reading commands need, and nothing heavier."""

import json
from functools import cached_property
from typing import Self

from coproflow.domain.campi import forse
from coproflow.errors import NotFoundError, StoreError, UsageError
from coproflow.store import ente as store_ente
from coproflow.store import hot

PARAMETERS = "parameters"
FONTI = "fonti"


class Archivio:
    """An open archive, seen by one of its offices."""

    def __init__(self, conn: hot.Connessione, ente: str) -> None:
        self.conn = conn
        self.ente = ente

    @classmethod
    def open(cls, db: str, ente: str | None = None, *, sola_lettura: bool = False) -> Self:
        """Open the archive at a path or URL, for the one office it holds or the one that is named.

        Raises:
            StoreError: no archive there, or not one this program can use.
            UsageError: the archive holds more offices and none was named.
            NotFoundError: the archive does not hold the office that was named.
        """
        conn = hot.connect(db, sola_lettura=sola_lettura)
        noti = store_ente.enti(conn)
        if ente is None and len(noti) != 1:
            conn.close()
            if not noti:
                raise StoreError("l’archivio non ha ancora un ente", "Registrarlo con: coproflow inizia")
            raise UsageError("l’archivio serve più enti: " + ", ".join(noti), "Indicare quale con --ente.")
        if ente is not None and ente not in noti:
            conn.close()
            raise NotFoundError(
                f"l’ente «{ente}» non è in questo archivio: ci sono {', '.join(noti) or 'nessuno'}"
            )
        return cls(conn, ente or noti[0])

    def close(self) -> None:
        """Let go of the archive."""
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def riga(self) -> store_ente.RigaEnte:
        """The row of the office."""
        return store_ente.load_ente(self.conn, self.ente)

    @cached_property
    def in_uso(self) -> dict[str, str]:
        """Definitions, parameters and sources in use today: name → hash."""
        letto: dict[str, str] = json.loads(self.riga.definizioni)
        return letto

    @property
    def flussi(self) -> list[str]:
        """The workflows of the office."""
        return [nome for nome in self.in_uso if nome not in (PARAMETERS, FONTI)]

    def flusso(self, workflow: str) -> str:
        """The hash of the definition that new cases of a workflow are opened with.

        Raises:
            NotFoundError: when the office has no such workflow.
        """
        if workflow not in self.flussi:
            raise NotFoundError(
                f"il flusso «{workflow}» non c’è{forse(workflow, self.flussi)}",
                f"Ci sono: {', '.join(self.flussi)}.",
            )
        return self.in_uso[workflow]
