"""The archive a command works in, for one of its offices: what reading commands need, and nothing heavier."""

import json
from functools import cached_property
from typing import Self

from coproflow.errors import StoreError, UsageError
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
        """
        conn = hot.connect(db, sola_lettura=sola_lettura)
        noti = store_ente.enti(conn)
        if ente is None and len(noti) != 1:
            conn.close()
            if not noti:
                raise StoreError("l’archivio non ha ancora un ente", "Registrarlo con: coproflow inizia")
            raise UsageError("l’archivio serve più enti: " + ", ".join(noti), "Indicare quale con --ente.")
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
