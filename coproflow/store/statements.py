"""The statements of every command, written once with `?`, and the rows they give.

Each runs on both databases; a test explains every one of them on both schemas.
"""

from typing import NamedTuple


class RigaProcedimento(NamedTuple):
    """The row of a case, as it was read: `versione` is what `append` and `bump` want to find unchanged."""

    ente: str
    id: str
    workflow: str
    definizione: str
    oggetto: str
    stato: str
    versione: int
    seq: int
    sha256: str
    aperto_il: str
    aggiornato_il: str
    responsabile: str | None


class RigaAnnotazione(NamedTuple):
    """One entry of a log; `corpo` is JSON, to be hashed as it is."""

    seq: int
    evento: str
    da: str
    a: str
    data: str
    registrata_il: str
    operatore: str
    rettifica: int | None
    prec: str
    sha256: str
    corpo: bytes


class RigaScadenza(NamedTuple):
    """A pending date of a case; `dettaglio` is JSON."""

    termine: str
    data: str
    istante: str | None
    etichetta: str
    certezza: str
    dettaglio: str
    parametri_sha: str


class RigaElenco(NamedTuple):
    """A line of the worklist; `prossima` is the day of the nearest pending date, in ISO."""

    id: str
    workflow: str
    oggetto: str
    stato: str
    responsabile: str | None
    aperto_il: str
    aggiornato_il: str
    prossima: str | None


class RigaScadenzario(NamedTuple):
    """A line of the deadlines of an office: the case it belongs to, then the pending date."""

    procedimento: str
    oggetto: str
    stato: str
    termine: str
    data: str
    istante: str | None
    etichetta: str
    certezza: str
    dettaglio: str
    parametri_sha: str


class RigaCollegamento(NamedTuple):
    """A link: `da` points to `a` as `relazione`, since entry `seq` of `da`."""

    da: str
    relazione: str
    a: str
    seq: int


LOAD_PROCEDIMENTO = (
    "SELECT ente, id, workflow, definizione, oggetto, stato, versione, seq, sha256, aperto_il, aggiornato_il,"
    " responsabile FROM procedimento WHERE ente = ? AND id = ?"
)
LOAD_ANNOTAZIONI = (
    "SELECT seq, evento, da, a, data, registrata_il, operatore, rettifica, prec, sha256, corpo"
    " FROM annotazione WHERE ente = ? AND procedimento = ? AND seq >= ? ORDER BY seq"
)
INSERT_PROCEDIMENTO = (
    "INSERT INTO procedimento (ente, id, workflow, definizione, oggetto, stato, versione, seq, sha256,"
    " aperto_il, aggiornato_il, responsabile) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
UPDATE_PROCEDIMENTO = (
    "UPDATE procedimento SET definizione = ?, oggetto = ?, stato = ?, versione = ?, seq = ?, sha256 = ?,"
    " aggiornato_il = ?, responsabile = ? WHERE ente = ? AND id = ? AND versione = ?"
)
BUMP = "UPDATE procedimento SET versione = versione + 1 WHERE ente = ? AND id = ? AND versione = ?"
INSERT_ANNOTAZIONE = (
    "INSERT INTO annotazione (ente, procedimento, seq, evento, da, a, data, registrata_il, operatore,"
    " rettifica, prec, sha256, corpo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_COLLEGAMENTO = "INSERT INTO collegamento (ente, da, relazione, a, seq) VALUES (?, ?, ?, ?, ?)"
USCENTI = "SELECT da, relazione, a, seq FROM collegamento WHERE ente = ? AND da = ? ORDER BY relazione, a"
ENTRANTI = "SELECT da, relazione, a, seq FROM collegamento WHERE ente = ? AND a = ? ORDER BY relazione, da"
SEQ = "SELECT id, seq FROM procedimento WHERE ente = ? AND id IN (?) ORDER BY id"
DELETE_SCADENZE = "DELETE FROM scadenza WHERE ente = ? AND procedimento = ?"
INSERT_SCADENZA = (
    "INSERT INTO scadenza (ente, procedimento, posizione, termine, data, istante, etichetta, certezza,"
    " dettaglio, parametri_sha) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
LOAD_SCADENZE = (
    "SELECT termine, data, istante, etichetta, certezza, dettaglio, parametri_sha FROM scadenza"
    " WHERE ente = ? AND procedimento = ? ORDER BY posizione"
)
SCADENZARIO = (
    "SELECT s.procedimento, p.oggetto, p.stato, s.termine, s.data, s.istante, s.etichetta, s.certezza,"
    " s.dettaglio, s.parametri_sha FROM scadenza s"
    " JOIN procedimento p ON p.ente = s.ente AND p.id = s.procedimento"
    " WHERE s.ente = ? AND s.data >= ? AND s.data <= ? ORDER BY s.data, s.procedimento, s.posizione LIMIT ?"
)
ELENCO = (
    "SELECT p.id, p.workflow, p.oggetto, p.stato, p.responsabile, p.aperto_il, p.aggiornato_il,"
    " (SELECT MIN(s.data) FROM scadenza s WHERE s.ente = p.ente AND s.procedimento = p.id)"
    " FROM procedimento p WHERE p.ente = ? AND p.id > ?"
    " AND p.workflow = COALESCE(NULLIF(?, ''), p.workflow) AND p.stato = COALESCE(NULLIF(?, ''), p.stato)"
    " AND COALESCE(p.responsabile, '') = COALESCE(NULLIF(?, ''), p.responsabile, '') ORDER BY p.id LIMIT ?"
)
PREFIX = "SELECT id FROM procedimento WHERE ente = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?"
NEXT = (
    "INSERT INTO contatore (ente, chiave, valore) VALUES (?, ?, 1)"
    " ON CONFLICT (ente, chiave) DO UPDATE SET valore = contatore.valore + 1 RETURNING valore"
)
