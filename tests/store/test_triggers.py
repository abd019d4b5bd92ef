"""The log is append-only, whoever holds the pen."""

from typing import Any

import pytest

from coproflow.errors import IntegrityError, StoreError
from coproflow.store.connection import Connessione, transaction
from coproflow.store.registri import insert_documento
from coproflow.store.triggers import SOLA_AGGIUNTA

COPY = (
    " INTO annotazione (ente, procedimento, seq, evento, da, a, data, registrata_il, operatore, rettifica,"
    " corpo, prec, sha256) SELECT ente, procedimento, {seq}, evento, da, a, data, registrata_il, operatore,"
    " rettifica, corpo, {prec}, {sha} FROM annotazione WHERE seq = 2"
)


@pytest.fixture
def piena(conn: Connessione, casi: Any) -> Connessione:
    """An archive with a case of three entries and one registered file."""
    riga = casi.apri(conn, 3)
    with transaction(conn):
        insert_documento(conn, casi.ente, riga.id, 3, atto="avviso", nome="avviso.pdf", contenuto=b"%PDF")
    return conn


@pytest.mark.parametrize("table", SOLA_AGGIUNTA)
def test_update_and_delete_are_refused(piena: Connessione, table: str) -> None:
    """Non si modifica e non si cancella nulla: né annotazioni, né definizioni, né documenti."""
    before = piena.all(f"SELECT * FROM {table}")
    for statement in (f"UPDATE {table} SET ente = ente", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="a sola aggiunta"):
            piena.execute(statement)
    assert piena.all(f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("table", SOLA_AGGIUNTA)
def test_truncate_is_refused(piena: Connessione, table: str) -> None:
    """PostgreSQL non svuota la tabella in un colpo solo."""
    if piena.dialetto == "postgresql":
        for statement in (f"TRUNCATE {table} CASCADE", "TRUNCATE procedimento CASCADE"):
            with pytest.raises(IntegrityError, match="a sola aggiunta"):
                piena.execute(statement)
    assert len(piena.all(f"SELECT ente FROM {table}")) >= 1


@pytest.mark.parametrize(
    ("seq", "prec", "sha"),
    [
        ("2", "prec", "sha256"),
        ("2", "prec", "'altro'"),
        ("5", "sha256", "'altro'"),
        ("4", "''", "'altro'"),
        ("4", "prec", "'altro'"),
        ("0", "''", "'altro'"),
        ("-1", "prec", "'altro'"),
    ],
)
def test_only_the_entry_that_follows_is_taken(piena: Connessione, seq: str, prec: str, sha: str) -> None:
    """Entra solo l'annotazione che segue l'ultima: numero successivo e impronta dell'ultima."""
    with pytest.raises(IntegrityError, match="fuori catena"):
        piena.execute("INSERT" + COPY.format(seq=seq, prec=prec, sha=sha))


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_insert_or_replace_cannot_rewrite(piena: Connessione, verb: str) -> None:
    """`INSERT OR REPLACE` di SQLite non riscrive un'annotazione, né un documento, né una definizione."""
    if piena.dialetto == "postgresql":
        verb = "INSERT"
    before = [piena.all(f"SELECT * FROM {table}") for table in SOLA_AGGIUNTA]
    document = (
        (
            " INTO documento (ente, procedimento, seq, sha256, atto, nome, contenuto)"
            " SELECT ente, procedimento, seq, sha256, atto, nome, corpo FROM documento"
            " JOIN annotazione USING (ente, procedimento, seq, sha256)"
        )
        .replace(" JOIN annotazione USING (ente, procedimento, seq, sha256)", "")
        .replace("corpo", "'altro'")
    )
    if piena.dialetto == "postgresql":
        document = document.replace("'altro'", "'altro'::bytea")
    definition = (
        " INTO definizione (ente, sha256, nome, versione, sorgente, compilata)"
        " SELECT ente, sha256, nome, versione, sorgente, 'altro' FROM definizione"
    )
    for statement in (COPY.format(seq="2", prec="prec", sha="'altro'"), document, definition):
        with pytest.raises(IntegrityError):
            piena.execute(verb + statement)
    assert [piena.all(f"SELECT * FROM {table}") for table in SOLA_AGGIUNTA] == before


def test_a_case_is_never_deleted(piena: Connessione) -> None:
    """Un procedimento non si cancella, nemmeno se non ha più nulla."""
    with pytest.raises(IntegrityError, match="non si cancella"):
        piena.execute("DELETE FROM procedimento")


def test_nothing_hangs_in_the_air(piena: Connessione) -> None:
    """Un documento di un'annotazione che non c'è è rifiutato, su tutte e due le basi dati."""
    with pytest.raises(StoreError), transaction(piena):
        insert_documento(piena, "crema", "copro-2026-1", 9, atto="avviso", nome="x.pdf", contenuto=b"x")
    assert len(piena.all("SELECT ente FROM documento")) == 1
