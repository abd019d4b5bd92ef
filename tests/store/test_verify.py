"""Whatever is changed, removed or swapped in the archive is found and named."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.store.connection import Connessione, transaction
from coproflow.store.hot import next_valore, sha_of
from coproflow.store.registri import RigaAtto, impronta, insert_atto, insert_documento, next_numero
from coproflow.store.triggers import statements
from coproflow.store.verify import Anomalia, verify

FROM = "WHERE procedimento = 'copro-2026-1' AND seq ="


@pytest.fixture
def archivio(conn: Connessione, casi: Any) -> Connessione:
    """Three cases that rely on one another, an act with an internal number, a registered file."""
    documento = {"nome": "avviso.pdf", "sha256": impronta(b"%PDF")}
    avviso = casi.avanza(conn, casi.apri(conn, 4), documento=documento)
    tavolo = casi.apri(conn, 2, sigla="tavolo", collegamenti={"avviso": avviso.id}, letture={avviso.id: 5})
    casi.apri(conn)
    with transaction(conn):
        numero = next_numero(conn, casi.ente, "verbali", 2026)
        insert_atto(conn, casi.ente, RigaAtto("verbali", 2026, str(numero), tavolo.id, 2, "verbale"))
        insert_documento(conn, casi.ente, avviso.id, 5, atto="avviso", nome="avviso.pdf", contenuto=b"%PDF")
    return conn


def test_a_sound_archive_has_no_findings(archivio: Connessione) -> None:
    """Un archivio integro non dà anomalie; un ente che non c'è nemmeno."""
    assert verify(archivio, "crema") == []
    assert verify(archivio, "milano") == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE annotazione SET corpo = prima.corpo FROM annotazione AS prima " + FROM, "impronta"),
        (
            "UPDATE annotazione SET evento = 'revoca' " + FROM + " 2",
            "copro-2026-1, annotazione 2: la colonna «evento»",
        ),
        ("UPDATE annotazione SET data = '2025-01-01' " + FROM + " 3", "annotazione 3: la colonna «data»"),
        (
            "UPDATE annotazione SET operatore = 'altri' " + FROM + " 3",
            "annotazione 3: la colonna «operatore»",
        ),
        ("UPDATE annotazione SET rettifica = 1 " + FROM + " 3", "annotazione 3: la colonna «rettifica»"),
        ("UPDATE annotazione SET sha256 = 'f' " + FROM + " 3", "annotazione 4: non è legata"),
        ("UPDATE annotazione SET prec = 'f' " + FROM + " 1", "annotazione 1: non è legata"),
        ("DELETE FROM annotazione " + FROM + " 1", "annotazione 2: manca quanto precede, dall’annotazione 1"),
        ("DELETE FROM annotazione " + FROM + " 3", "annotazione 4: manca quanto precede, dall’annotazione 3"),
        ("DELETE FROM annotazione " + FROM + " 5", "«seq» dice «5», il registro «4»"),
        ("DELETE FROM annotazione WHERE procedimento = 'copro-2026-1'", "copro-2026-1: non ha annotazioni"),
        (
            "DELETE FROM procedimento WHERE id = 'copro-2026-2'",
            "copro-2026-2: ha annotazioni, ma il procedimento",
        ),
        ("UPDATE procedimento SET stato = 'x' WHERE id = 'copro-2026-1'", "copro-2026-1: «stato» dice «x»"),
        (
            "UPDATE procedimento SET oggetto = 'x' WHERE id = 'copro-2026-1'",
            "copro-2026-1: «oggetto» dice «x»",
        ),
        (
            "UPDATE procedimento SET responsabile = 'x'",
            "copro-2026-1: «responsabile» dice «x», il registro «None»",
        ),
        (
            "UPDATE procedimento SET sha256 = 'x' WHERE id = 'tavolo-2026-1'",
            "tavolo-2026-1: «sha256» dice «x»",
        ),
        ("DELETE FROM collegamento", "tavolo-2026-1, annotazione 1: manca il collegamento «avviso»"),
        ("UPDATE collegamento SET a = 'copro-2026-2'", "«avviso» a copro-2026-2 non è nel contenuto"),
        ("UPDATE contatore SET valore = 1 WHERE chiave = 'procedimento/copro-2026'", "ma c’è il numero 2"),
        ("DELETE FROM contatore WHERE chiave = 'procedimento/copro-2026'", "manca il contatore"),
        ("DELETE FROM registro_atto", "il numero 1 di «registro/verbali/2026» è stato dato, ma manca"),
        ("UPDATE registro_atto SET seq = 9", "tavolo-2026-1, annotazione 9: manca, ma ha il numero 1/2026"),
        (
            "UPDATE documento SET contenuto = prec.corpo FROM annotazione AS prec",
            "«avviso.pdf» non è quello registrato",
        ),
        ("DELETE FROM documento", "copro-2026-1, annotazione 5: manca il documento «avviso.pdf»"),
        ("UPDATE documento SET sha256 = 'f'", "annotazione 5: il documento «avviso.pdf» non è nel contenuto"),
        ("UPDATE documento SET seq = 9", "annotazione 9: il documento «avviso.pdf» non è nel contenuto"),
        ("UPDATE documento SET procedimento = 'altro', seq = 1", "altro, annotazione 1: il documento «avv"),
        (
            "UPDATE registro_atto SET procedimento = 'altro', seq = 1",
            "altro, annotazione 1: manca, ma ha il num",
        ),
        ("UPDATE definizione SET compilata = '{}'", "la definizione «prova» 1 non è quella registrata"),
        ("DELETE FROM definizione", "manca la definizione"),
    ],
)
def test_tampering_is_found(archivio: Connessione, casi: Any, statement: str, expected: str) -> None:
    """Chi ha le chiavi della base dati può togliere le protezioni e scrivere: la verifica lo trova."""
    if statement.startswith("UPDATE annotazione SET corpo"):
        statement += " 2 AND prima.procedimento = annotazione.procedimento AND prima.seq = 1"
        statement = statement.replace("WHERE procedimento", "WHERE annotazione.procedimento").replace(
            "AND seq = 2", "AND annotazione.seq = 2"
        )
    casi.manometti(archivio, statement)
    found = verify(archivio, casi.ente)
    assert any(expected in str(anomalia) for anomalia in found), found


def test_a_swap_is_found(archivio: Connessione, casi: Any) -> None:
    """Due annotazioni scambiate di posto sono trovate tutte e due."""
    casi.manometti(
        archivio,
        f"UPDATE annotazione SET seq = 99 {FROM} 2",
        f"UPDATE annotazione SET seq = 2 {FROM} 3",
        f"UPDATE annotazione SET seq = 3 {FROM} 99",
    )
    assert {a.seq for a in verify(archivio, casi.ente) if a.procedimento == "copro-2026-1"} >= {2, 3}


def test_a_whole_case_removed_is_found(archivio: Connessione, casi: Any) -> None:
    """Un procedimento tolto per intero lascia il suo numero, e chi vi si è fondato lo ricorda."""
    casi.manometti(
        archivio,
        "DELETE FROM documento",
        "DELETE FROM annotazione WHERE procedimento = 'copro-2026-1'",
        "DELETE FROM procedimento WHERE id = 'copro-2026-1'",
    )
    found = verify(archivio, casi.ente)
    assert Anomalia("copro-2026-1", 0, "il numero è stato dato, ma il procedimento manca") in found
    assert Anomalia("copro-2026-1", 5, "manca, ma vi si è fondata l’annotazione 1 di tavolo-2026-1") in found


def test_a_log_cut_short_with_care_is_found(archivio: Connessione, casi: Any) -> None:
    """Chi tronca il registro e aggiusta il procedimento è tradito da chi aveva letto quel che manca."""
    last = archivio.all(f"SELECT a, sha256, registrata_il FROM annotazione {FROM} 4")[0]
    casi.manometti(
        archivio,
        "DELETE FROM documento",
        f"DELETE FROM annotazione {FROM} 5",
        f"UPDATE procedimento SET seq = 4, stato = '{last[0]}', sha256 = '{last[1]}',"
        f" aggiornato_il = '{last[2]}' WHERE id = 'copro-2026-1'",
    )
    (only,) = verify(archivio, casi.ente)
    assert (
        str(only) == "copro-2026-1, annotazione 5: manca, ma vi si è fondata l’annotazione 1 di tavolo-2026-1"
    )


@pytest.mark.parametrize("corpo", ["ciao", "[]", "{}", '{"ente":"crema"}', "null", '"x"'])
def test_an_unreadable_entry_is_told(archivio: Connessione, casi: Any, corpo: str) -> None:
    """Un contenuto illeggibile è un'anomalia, non un guasto della verifica."""
    literal = f"'{corpo}'::bytea" if archivio.dialetto == "postgresql" else f"CAST('{corpo}' AS BLOB)"
    casi.manometti(archivio, f"UPDATE annotazione SET corpo = {literal} {FROM} 2")
    assert Anomalia("copro-2026-1", 2, "il contenuto non si può leggere") in verify(archivio, casi.ente)


def test_a_rewritten_log_that_holds_together_is_betrayed(archivio: Connessione, casi: Any) -> None:
    """Chi riscrive un'annotazione con la sua impronta deve riscrivere anche tutte quelle che seguono."""
    corpo = json.loads(archivio.all(f"SELECT corpo FROM annotazione {FROM} 2")[0][0])
    prec = archivio.all(f"SELECT sha256 FROM annotazione {FROM} 1")[0][0]
    forged = json.dumps(corpo | {"dati": {"importo": 1}})
    literal = f"'{forged}'::bytea" if archivio.dialetto == "postgresql" else f"CAST('{forged}' AS BLOB)"
    sha256 = sha_of(prec, forged.encode())
    casi.manometti(archivio, f"UPDATE annotazione SET corpo = {literal}, sha256 = '{sha256}' {FROM} 2")
    assert [a.seq for a in verify(archivio, casi.ente)] == [3]


def test_missing_protections_are_told(archivio: Connessione) -> None:
    """Se i trigger non ci sono più, la verifica lo dice."""
    on = " ON annotazione" if archivio.dialetto == "postgresql" else ""
    archivio.execute(f"DROP TRIGGER annotazione_insert{on}")
    found = verify(archivio, "crema")
    archivio.execute(statements("annotazione", archivio.dialetto)[1 if on else 0])
    assert [str(a) for a in found] == ["archivio: manca la protezione «annotazione_insert»"]
    assert verify(archivio, "crema") == []


def test_a_number_given_and_not_used_is_told(archivio: Connessione) -> None:
    """Un numero di registro interno dato e non registrato è un buco, e si vede."""
    with transaction(archivio):
        next_valore(archivio, "crema", "registro/verbali/2026")
    assert [a.cosa for a in verify(archivio, "crema")] == [
        "il numero 2 di «registro/verbali/2026» è stato dato, ma manca"
    ]


@given(st.lists(st.binary(max_size=40), min_size=2, max_size=6), st.data())
def test_any_change_moves_every_later_hash(bodies: list[bytes], data: st.DataObject) -> None:
    """Cambiare un contenuto qualsiasi cambia la sua impronta e tutte quelle che seguono."""

    def chain(items: list[bytes]) -> list[str]:
        hashes = [""]
        for item in items:
            hashes.append(sha_of(hashes[-1], item))
        return hashes[1:]

    at = data.draw(st.integers(0, len(bodies) - 1))
    changed = data.draw(st.binary(max_size=40).filter(lambda other: other != bodies[at]))
    before, after = chain(bodies), chain([*bodies[:at], changed, *bodies[at + 1 :]])
    assert before[:at] == after[:at]
    assert not set(before[at:]) & set(after[at:])
