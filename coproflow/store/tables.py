"""What the archive holds: one dumb `…Row` class a table, every key beginning with the office (`ente`).

The classes define the schema and serve migrations, reports and exports; they validate nothing (the domain
does) and no command imports them. Choices that hold everywhere:

- Days and instants are ISO text ('2026-05-05', '2026-05-05T12:00:00+02:00'). SQLite has no date type, and
  PostgreSQL's would give an instant back in another offset than it was recorded with: text is the same on
  both, days sort as text, and it is what `corpo` says, so that `verify` compares characters with characters.
- Money, where a column ever holds it, is integer cents: no database here rounds.
- JSON is text, not a JSON type, because a database that parses it may write it back differently.
- Text compares by bytes on both (collation C on PostgreSQL, where a locale would skip the hyphens of an id).
"""

from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, MetaData, Text
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from coproflow.store.triggers import attach

TESTO: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")
SENZA_ROWID = {"sqlite_with_rowid": False}


def _procedimento(name: str, *columns: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["ente", *columns], ["procedimento.ente", "procedimento.id"], name=name)


def _annotazione(name: str, *columns: str) -> ForeignKeyConstraint:
    target = ["annotazione.ente", "annotazione.procedimento", "annotazione.seq"]
    return ForeignKeyConstraint(["ente", *columns], target, name=name)


class Row(SQLModel):
    """Base of the rows, with a metadata of their own: nothing else can slip into the schema."""

    metadata: ClassVar[MetaData] = MetaData()


class EnteRow(Row, table=True):
    """An office: its sheet, its calendar, and the definitions it uses today (name → sha256)."""

    __tablename__ = "ente"
    ente: str = Field(primary_key=True, sa_type=TESTO)
    scheda: str = Field(sa_type=TESTO)
    calendario: str = Field(sa_type=TESTO)
    definizioni: str = Field(sa_type=TESTO)
    inizializzato_il: str = Field(sa_type=TESTO)


class DefinizioneRow(Row, table=True):
    """A workflow, the parameters or the sources, as written and as compiled, under the hash of both."""

    __tablename__ = "definizione"
    __table_args__ = (Index("definizione_nome", "ente", "nome", "versione"),)
    ente: str = Field(primary_key=True, sa_type=TESTO)
    sha256: str = Field(primary_key=True, sa_type=TESTO)
    nome: str = Field(sa_type=TESTO)
    versione: int
    sorgente: str = Field(sa_type=TESTO)
    compilata: str = Field(sa_type=TESTO)


class ProcedimentoRow(Row, table=True):
    """Where a case stands: an index of its log, plus the `versione` every writer must have seen."""

    __tablename__ = "procedimento"
    __table_args__ = (
        ForeignKeyConstraint(
            ["ente", "definizione"],
            ["definizione.ente", "definizione.sha256"],
            name="procedimento_definizione",
        ),
    )
    ente: str = Field(primary_key=True, sa_type=TESTO)
    id: str = Field(primary_key=True, sa_type=TESTO)
    workflow: str = Field(sa_type=TESTO)
    definizione: str = Field(sa_type=TESTO)
    oggetto: str = Field(sa_type=TESTO)
    stato: str = Field(sa_type=TESTO)
    versione: int
    seq: int
    sha256: str = Field(sa_type=TESTO)
    aperto_il: str = Field(sa_type=TESTO)
    aggiornato_il: str = Field(sa_type=TESTO)
    responsabile: str | None = Field(default=None, sa_type=TESTO)


class AnnotazioneRow(Row, table=True):
    """One entry of a log: `corpo` is the truth, `sha256` = H(prec ‖ corpo), the rest an index of it.

    `corpo` stands last: SQLite reads a row from its beginning, and the triggers need not walk through it.
    """

    __tablename__ = "annotazione"
    __table_args__ = (_procedimento("annotazione_procedimento", "procedimento"),)
    ente: str = Field(primary_key=True, sa_type=TESTO)
    procedimento: str = Field(primary_key=True, sa_type=TESTO)
    seq: int = Field(primary_key=True)
    evento: str = Field(sa_type=TESTO)
    da: str = Field(sa_type=TESTO)
    a: str = Field(sa_type=TESTO)
    data: str = Field(sa_type=TESTO)
    registrata_il: str = Field(sa_type=TESTO)
    operatore: str = Field(sa_type=TESTO)
    rettifica: int | None = None
    prec: str = Field(sa_type=TESTO)
    sha256: str = Field(sa_type=TESTO)
    corpo: bytes = Field(sa_type=LargeBinary)


class CollegamentoRow(Row, table=True):
    """A case (`da`, often a child) points to another (`a`); `seq` is the entry of `da` that says so."""

    __tablename__ = "collegamento"
    __table_args__ = (
        _procedimento("collegamento_a", "a"),
        _annotazione("collegamento_annotazione", "da", "seq"),
        Index("collegamento_entranti", "ente", "a", "relazione"),
        SENZA_ROWID,
    )
    ente: str = Field(primary_key=True, sa_type=TESTO)
    da: str = Field(primary_key=True, sa_type=TESTO)
    relazione: str = Field(primary_key=True, sa_type=TESTO)
    a: str = Field(primary_key=True, sa_type=TESTO)
    seq: int


class ScadenzaRow(Row, table=True):
    """A pending date of a case: a projection, with the hash of the parameters and calendar that gave it."""

    __tablename__ = "scadenza"
    __table_args__ = (
        _procedimento("scadenza_procedimento", "procedimento"),
        Index("scadenza_data", "ente", "data"),
        SENZA_ROWID,
    )
    ente: str = Field(primary_key=True, sa_type=TESTO)
    procedimento: str = Field(primary_key=True, sa_type=TESTO)
    posizione: int = Field(primary_key=True)
    termine: str = Field(sa_type=TESTO)
    data: str = Field(sa_type=TESTO)
    istante: str | None = Field(default=None, sa_type=TESTO)
    etichetta: str = Field(sa_type=TESTO)
    certezza: str = Field(sa_type=TESTO)
    dettaglio: str = Field(sa_type=TESTO)
    parametri_sha: str = Field(sa_type=TESTO)


class ContatoreRow(Row, table=True):
    """The last number given to cases (`procedimento/copro-2026`) or in a register (`registro/x/2026`)."""

    __tablename__ = "contatore"
    __table_args__ = SENZA_ROWID
    ente: str = Field(primary_key=True, sa_type=TESTO)
    chiave: str = Field(primary_key=True, sa_type=TESTO)
    valore: int


class IncaricoRow(Row, table=True):
    """Who may record what, from when to when (`al` empty: still in charge)."""

    __tablename__ = "incarico"
    __table_args__ = SENZA_ROWID
    ente: str = Field(primary_key=True, sa_type=TESTO)
    operatore: str = Field(primary_key=True, sa_type=TESTO)
    ruolo: str = Field(primary_key=True, sa_type=TESTO)
    dal: str = Field(primary_key=True, sa_type=TESTO)
    al: str | None = Field(default=None, sa_type=TESTO)
    nome: str = Field(sa_type=TESTO)
    titolo: str = Field(sa_type=TESTO)


class RegistroAttoRow(Row, table=True):
    """An act's number in a register: the key says that no number is given twice in a year."""

    __tablename__ = "registro_atto"
    __table_args__ = (
        _annotazione("registro_atto_annotazione", "procedimento", "seq"),
        Index("registro_atto_procedimento", "ente", "procedimento", "seq"),
        SENZA_ROWID,
    )
    ente: str = Field(primary_key=True, sa_type=TESTO)
    registro: str = Field(primary_key=True, sa_type=TESTO)
    anno: int = Field(primary_key=True)
    numero: str = Field(primary_key=True, sa_type=TESTO)
    procedimento: str = Field(sa_type=TESTO)
    seq: int
    atto: str = Field(sa_type=TESTO)


class DocumentoRow(Row, table=True):
    """A registered file: frozen bytes, never rendered again."""

    __tablename__ = "documento"
    __table_args__ = (_annotazione("documento_annotazione", "procedimento", "seq"),)
    ente: str = Field(primary_key=True, sa_type=TESTO)
    procedimento: str = Field(primary_key=True, sa_type=TESTO)
    seq: int = Field(primary_key=True)
    sha256: str = Field(primary_key=True, sa_type=TESTO)
    atto: str = Field(sa_type=TESTO)
    nome: str = Field(sa_type=TESTO)
    contenuto: bytes = Field(sa_type=LargeBinary)


attach(Row.metadata)
