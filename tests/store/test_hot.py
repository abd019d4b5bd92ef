"""What the commands do with the archive, on both databases."""

from typing import Any

import pytest

from coproflow.errors import ConflictError, NotFoundError, ProcedimentoNotFoundError, StoreError
from coproflow.store import ente as office
from coproflow.store import registri
from coproflow.store.connection import Connessione, transaction
from coproflow.store.hot import (
    RigaCollegamento,
    RigaScadenza,
    append,
    elenco,
    insert_procedimento,
    load_annotazioni,
    load_entranti,
    load_procedimento,
    load_scadenze,
    load_uscenti,
    next_id,
    replace_scadenze,
    resolve_id,
    scadenzario,
    sha_of,
)


def scadenza(data: str, termine: str = "domande") -> RigaScadenza:
    """A pending date."""
    return RigaScadenza(
        termine, data, f"{data}T12:00:00+02:00", "Domande entro", "certa", '{"conto":[]}', "f" * 64
    )


def test_a_case_is_read_as_it_was_written(conn: Connessione, casi: Any) -> None:
    """Il procedimento riletto è quello scritto; i byte del contenuto sono quelli, accenti compresi."""
    written = casi.apri(conn, 3)
    assert load_procedimento(conn, casi.ente, written.id) == written
    assert (written.id, written.stato, written.seq, written.versione) == ("copro-2026-1", "stato_3", 3, 3)
    first, second, third = load_annotazioni(conn, casi.ente, written.id)
    assert "Attività di co-progettazione".encode() in second.corpo
    assert (first.prec, second.prec, third.prec) == ("", first.sha256, second.sha256)
    assert third.sha256 == sha_of(second.sha256, third.corpo) == written.sha256
    assert load_annotazioni(conn, casi.ente, written.id, dal=3) == [third]


def test_an_entry_may_change_the_heading(conn: Connessione, casi: Any) -> None:
    """Il responsabile cambia con l'annotazione che lo dice, e resta finché un'altra non dice altro."""
    riga = casi.avanza(conn, casi.apri(conn), responsabile="g.verdi")
    assert casi.avanza(conn, riga).responsabile == "g.verdi"
    assert load_procedimento(conn, casi.ente, riga.id).responsabile == "g.verdi"


@pytest.mark.parametrize(
    "altro", [{"seq": 3}, {"da": "altro"}, {"ente": "milano"}, {"procedimento": "copro-2026-9"}]
)
def test_an_entry_must_follow(conn: Connessione, casi: Any, altro: dict[str, Any]) -> None:
    """Un'annotazione che non segue lo stato del procedimento è rifiutata e non lascia nulla."""
    riga = casi.apri(conn)
    entry = casi.corpo(riga.id, 2, riga.definizione) | altro
    with pytest.raises(StoreError), transaction(conn):
        append(conn, riga, entry)
    assert load_procedimento(conn, casi.ente, riga.id) == riga


def test_an_entry_must_be_whole(conn: Connessione, casi: Any) -> None:
    """Un'annotazione senza operatore, o con un numero che JSON non ha, è rifiutata."""
    riga = casi.apri(conn)
    entry = casi.corpo(riga.id, 2, riga.definizione)
    del entry["operatore"]
    with pytest.raises(StoreError, match="manca: operatore"), transaction(conn):
        append(conn, riga, entry)
    with pytest.raises(ValueError, match="JSON"), transaction(conn):
        append(conn, riga, casi.corpo(riga.id, 2, riga.definizione, dati={"x": float("nan")}))
    assert load_procedimento(conn, casi.ente, riga.id) == riga


def test_the_same_case_is_not_opened_twice(conn: Connessione, casi: Any) -> None:
    """Un identificativo già usato è un conflitto."""
    riga = casi.apri(conn)
    first = casi.corpo(riga.id, 1, riga.definizione, workflow="prova", oggetto="Un'altra")
    with pytest.raises(ConflictError), transaction(conn):
        insert_procedimento(conn, first)


def test_identifiers(conn: Connessione, casi: Any) -> None:
    """Gli identificativi si numerano per sigla e anno; il programma sta in coda."""
    with transaction(conn):
        made = [next_id(conn, casi.ente, "tavolo", 2026, "P5"), next_id(conn, casi.ente, "tavolo", 2026)]
        made += [next_id(conn, casi.ente, "tavolo", 2027), next_id(conn, "milano", "tavolo", 2026)]
    assert made == ["tavolo-2026-1-p5", "tavolo-2026-2", "tavolo-2027-1", "tavolo-2026-1"]


def test_a_unique_prefix_is_enough(conn: Connessione, casi: Any) -> None:
    """Basta l'inizio dell'identificativo se è di uno solo; l'identificativo intero vince sempre."""
    for _ in range(11):
        casi.apri(conn)
    casi.apri(conn, sigla="conv")
    assert resolve_id(conn, casi.ente, " CONV ") == "conv-2026-1"
    assert resolve_id(conn, casi.ente, "copro-2026-1") == "copro-2026-1"
    assert resolve_id(conn, casi.ente, "copro-2026-11") == "copro-2026-11"
    with pytest.raises(ProcedimentoNotFoundError, match=r"copro-2026-1, copro-2026-10, copro-2026-11, .*…"):
        resolve_id(conn, casi.ente, "copro")
    with pytest.raises(ProcedimentoNotFoundError, match="forse «conv-2026-1»"):
        resolve_id(conn, casi.ente, "conv-2025-1")
    with pytest.raises(ProcedimentoNotFoundError, match="forse «conv-2026-1»"):
        load_procedimento(conn, casi.ente, "conv-2026-2")
    for wrong in ("", "%", "_", "copro-2026-1' OR '1'='1", "zzz"):
        with pytest.raises(ProcedimentoNotFoundError):
            resolve_id(conn, casi.ente, wrong)
    with pytest.raises(ProcedimentoNotFoundError):
        resolve_id(conn, "milano", "conv")


def test_links_stand_in_the_entry(conn: Connessione, casi: Any) -> None:
    """Il collegamento è scritto nell'annotazione che lo dichiara, e si legge dai due capi."""
    avviso = casi.apri(conn)
    tavolo = casi.apri(conn, sigla="tavolo", collegamenti={"avviso": avviso.id})
    link = RigaCollegamento(tavolo.id, "avviso", avviso.id, 1)
    assert (load_uscenti(conn, casi.ente, tavolo.id), load_entranti(conn, casi.ente, tavolo.id)) == (
        [link],
        [],
    )
    assert (load_uscenti(conn, casi.ente, avviso.id), load_entranti(conn, casi.ente, avviso.id)) == (
        [],
        [link],
    )
    casi.avanza(conn, tavolo, collegamenti={"coordinata": [avviso.id]})
    assert len(load_entranti(conn, casi.ente, avviso.id)) == 2
    with pytest.raises(StoreError):
        casi.apri(conn, sigla="tavolo", collegamenti={"avviso": "copro-2020-1"})


def test_pending_dates_are_replaced_whole(conn: Connessione, casi: Any) -> None:
    """Le scadenze di un procedimento si riscrivono per intero a ogni passo, la più vicina per prima."""
    riga = casi.apri(conn)
    late, near = scadenza("2026-06-30"), scadenza("2026-05-20", "soccorso")
    with transaction(conn):
        replace_scadenze(conn, casi.ente, riga.id, [late, near])
        replace_scadenze(conn, casi.ente, riga.id, [late, near])
    assert load_scadenze(conn, casi.ente, riga.id) == [near, late]
    assert [line.data for line in scadenzario(conn, casi.ente, al="2026-05-20")] == ["2026-05-20"]
    assert [line.termine for line in scadenzario(conn, casi.ente, dal="2026-05-21")] == ["domande"]
    assert len(scadenzario(conn, casi.ente, limite=1)) == 1
    with transaction(conn):
        replace_scadenze(conn, casi.ente, riga.id, [])
    assert load_scadenze(conn, casi.ente, riga.id) == []


def test_worklist(conn: Connessione, casi: Any) -> None:
    """L'elenco si filtra per workflow, stato e responsabile, e si sfoglia."""
    first, second = casi.apri(conn, 2), casi.apri(conn, responsabile="g.verdi")
    with transaction(conn):
        replace_scadenze(conn, casi.ente, first.id, [scadenza("2026-06-30"), scadenza("2026-05-20")])
    every = elenco(conn, casi.ente)
    assert [(line.id, line.prossima) for line in every] == [(first.id, "2026-05-20"), (second.id, None)]
    assert elenco(conn, casi.ente, stato="stato_2") == every[:1]
    assert elenco(conn, casi.ente, responsabile="g.verdi") == every[1:]
    assert elenco(conn, casi.ente, workflow="convenzione") == []
    assert elenco(conn, casi.ente, limite=1) == every[:1]
    assert elenco(conn, casi.ente, dopo=first.id) == every[1:]
    assert elenco(conn, "milano") == []


def test_a_number_is_given_once_a_year(conn: Connessione, casi: Any) -> None:
    """Un numero di determina è di un solo atto nell'anno, comunque lo si scriva."""
    riga = casi.apri(conn)
    atto = registri.RigaAtto("determine", 2026, "45", riga.id, 1, "approvazione_avviso")
    with transaction(conn):
        registri.insert_atto(conn, casi.ente, atto)
        registri.insert_atto(conn, casi.ente, atto._replace(anno=2027))
        registri.insert_atto(conn, casi.ente, atto._replace(registro="delibere"))
    with pytest.raises(ConflictError, match=r"45/2026 è già di «approvazione_avviso»"), transaction(conn):
        registri.insert_atto(conn, casi.ente, atto._replace(numero=" 0045"))
    assert registri.find_atto(conn, casi.ente, "determine", 2026, 45) == atto
    assert registri.find_atto(conn, casi.ente, "determine", 2026, 46) is None
    assert len(registri.load_atti(conn, casi.ente, riga.id)) == 3


def test_a_registered_file_is_frozen(conn: Connessione, casi: Any) -> None:
    """Un documento registrato si rilegge byte per byte; registrarlo di nuovo uguale non cambia nulla."""
    riga, content = casi.apri(conn), bytes(range(256)) * 40
    for _ in range(2):
        with transaction(conn):
            registri.insert_documento(
                conn, casi.ente, riga.id, 1, atto="avviso", nome="a.pdf", contenuto=content
            )
    (documento,) = registri.list_documenti(conn, casi.ente, riga.id)
    assert registri.load_documento(conn, casi.ente, documento) == content
    with pytest.raises(NotFoundError):
        registri.load_documento(conn, casi.ente, documento._replace(sha256="0"))


def test_the_office(conn: Connessione, casi: Any) -> None:
    """La scheda dell'ente si aggiorna, il giorno del primo avvio resta; gli incarichi si rifanno."""
    sheet = office.RigaEnte(casi.ente, "{}", "{}", "{}", "2026-01-01T08:00:00+01:00")
    rup = office.RigaIncarico("r.rossi", "Rosa Rossi", "rup", "responsabile", "2026-01-01", None)
    with transaction(conn):
        office.store_ente(conn, sheet)
        office.store_ente(conn, sheet._replace(scheda='{"a":1}', inizializzato_il="2027"))
        office.replace_incarichi(conn, casi.ente, [rup, rup._replace(operatore="g.verdi")])
        office.replace_incarichi(conn, casi.ente, [rup])
    assert office.load_ente(conn, casi.ente) == sheet._replace(scheda='{"a":1}')
    assert office.enti(conn) == [casi.ente]
    assert (
        office.load_incarichi(conn, casi.ente, "r.rossi") == office.load_incarichi(conn, casi.ente) == [rup]
    )
    with pytest.raises(NotFoundError, match="ci sono crema"):
        office.load_ente(conn, "milano")


def test_definitions_are_addressed_by_content(conn: Connessione, casi: Any) -> None:
    """Una definizione uguale ha lo stesso indirizzo, una diversa in qualsiasi parte un altro."""
    with transaction(conn):
        same = office.store_definizione(
            conn, casi.ente, nome="prova", versione=1, sorgente="s: 1", compilata='{"s":1}'
        )
        other = office.store_definizione(
            conn, casi.ente, nome="prova", versione=1, sorgente="s: 1", compilata="{}"
        )
    assert same != other
    assert len(conn.all("SELECT sha256 FROM definizione")) == 2
    assert office.load_definizione(conn, casi.ente, same).compilata == '{"s":1}'
    assert office.load_definizione(conn, casi.ente, other).compilata == "{}"
    with pytest.raises(NotFoundError):
        office.load_definizione(conn, casi.ente, "0" * 64)
    first = casi.corpo("copro-2026-9", 1, "0" * 64, workflow="prova", oggetto="Senza definizione")
    with pytest.raises(StoreError), transaction(conn):
        insert_procedimento(conn, first)
