"""Many writers at once: nothing lost, nothing forked, no gap."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from coproflow.errors import ConflictError, StoreError
from coproflow.store.connection import Connessione, connect, snapshot, transaction
from coproflow.store.hot import (
    append,
    bump,
    check_letture,
    elenco,
    load_annotazioni,
    load_procedimento,
    next_valore,
)
from coproflow.store.verify import verify

WRITER = Path(__file__).parent / "scrittore.py"
ROOT = Path(__file__).parents[2]


def test_four_writers_on_one_case(conn: Connessione, url: str, casi: Any) -> None:
    """Quattro processi, venticinque passi ciascuno sullo stesso procedimento: ci sono tutti, in fila."""
    riga = casi.apri(conn)
    command = [sys.executable, "-W", "error", str(WRITER), url, riga.id, "25"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(4)
    ]
    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(lambda writer: writer.communicate("via\n", timeout=60), writers))
    assert [err for _, err in outcomes] == [""] * 4
    assert [writer.returncode for writer in writers] == [0] * 4
    end = load_procedimento(conn, casi.ente, riga.id)
    assert (end.versione, end.seq) == (101, 81)
    assert [entry.seq for entry in load_annotazioni(conn, casi.ente, riga.id)] == list(range(1, 82))
    counters = dict(conn.all("SELECT chiave, valore FROM contatore"))
    assert (counters["prova"], counters["registro/interno/2026"]) == (80, 20)
    assert [a for a in verify(conn, casi.ente) if a.procedimento] == []


def test_a_case_that_moved_is_not_written(conn: Connessione, casi: Any) -> None:
    """Chi ha letto il procedimento prima di un altro non scrive nulla, nemmeno il numero del registro."""
    seen = casi.apri(conn)
    casi.avanza(conn, seen)

    def step() -> None:
        with transaction(conn, casi.ente):
            next_valore(conn, casi.ente, "registro/interno/2026")
            append(conn, seen, casi.corpo(seen.id, 2, seen.definizione))

    with pytest.raises(ConflictError, match="è cambiato nel frattempo"):
        step()
    assert conn.all("SELECT valore FROM contatore WHERE chiave = 'registro/interno/2026'") == []
    assert load_procedimento(conn, casi.ente, seen.id).seq == 2


def test_two_steps_that_sum_over_siblings_do_not_pass_together(conn: Connessione, casi: Any) -> None:
    """Due proroghe sotto lo stesso avviso: la seconda trova l'avviso già toccato e si rifà il conto."""
    avviso = casi.apri(conn)
    with transaction(conn, casi.ente, [avviso.id]):
        bump(conn, casi.ente, avviso.id, avviso.versione)
    with pytest.raises(ConflictError), transaction(conn, casi.ente, [avviso.id]):
        bump(conn, casi.ente, avviso.id, avviso.versione)
    with pytest.raises(ConflictError), transaction(conn):
        append(conn, avviso, casi.corpo(avviso.id, 2, avviso.definizione))


def test_what_was_relied_on_must_not_have_moved(conn: Connessione, casi: Any) -> None:
    """Le letture di un passo si controllano nella sua stessa transazione."""
    avviso = casi.apri(conn)
    with transaction(conn):
        check_letture(conn, casi.ente, {avviso.id: 1})
    casi.avanza(conn, avviso)
    with pytest.raises(ConflictError), transaction(conn):
        check_letture(conn, casi.ente, {avviso.id: 1})
    with pytest.raises(ConflictError), transaction(conn):
        check_letture(conn, casi.ente, {"manca-2026-1": 1})


def test_rollbacks_leave_no_gaps(conn: Connessione, casi: Any) -> None:
    """I numeri di un registro interno non hanno buchi, anche se un passo su cinque non riesce."""
    given = []
    for n in range(20):
        try:
            with transaction(conn):
                given.append(next_valore(conn, casi.ente, "registro/interno/2026"))
                assert 1 // (n % 5) >= 0
        except ZeroDivisionError:
            given.pop()
    assert given == list(range(1, 17))


def test_a_busy_archive_is_a_conflict(conn: Connessione, url: str, casi: Any) -> None:
    """Se un altro comando tiene l'archivio troppo a lungo, è un conflitto e non un guasto."""
    riga = casi.apri(conn)
    with connect(url, timeout=0.05) as other, transaction(conn, casi.ente, [riga.id]):
        with pytest.raises(ConflictError), transaction(other, casi.ente, [riga.id]):
            pass
        assert [case.id for case in elenco(other, casi.ente)] == [riga.id]


def test_a_snapshot_is_one_moment(conn: Connessione, url: str, casi: Any) -> None:
    """Chi legge più cose le legge tutte dello stesso momento."""
    riga = casi.apri(conn)
    with connect(url, sola_lettura=True) as reader, snapshot(reader):
        assert load_procedimento(reader, casi.ente, riga.id).seq == 1
        casi.avanza(conn, riga)
        assert len(load_annotazioni(reader, casi.ente, riga.id)) == 1
    assert load_procedimento(conn, casi.ente, riga.id).seq == 2


def test_writing_wants_a_transaction(conn: Connessione, casi: Any) -> None:
    """Fuori da una transazione non si scrive, e una transazione non ne contiene un'altra."""
    riga = casi.apri(conn)
    with pytest.raises(StoreError, match="fuori da una transazione"):
        append(conn, riga, casi.corpo(riga.id, 2, riga.definizione))
    with pytest.raises(StoreError, match="già aperta"), transaction(conn), transaction(conn):
        pass
    casi.avanza(conn, riga)
