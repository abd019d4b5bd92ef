"""The archive of version 1: cases, their logs, definitions, dates, registers, documents.

The triggers stand here as they were released; `tests/store` compares with `tables` and `triggers`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TESTO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

TRIGGERS = {
    "sqlite": (
        (
            "CREATE TRIGGER definizione_insert BEFORE INSERT ON definizione WHEN EXISTS (SELECT 1 FROM "
            "definizione WHERE ente = NEW.ente AND sha256 = NEW.sha256 AND (nome <> NEW.nome OR "
            "versione <> NEW.versione OR sorgente <> NEW.sorgente OR compilata <> NEW.compilata)) "
            "BEGIN SELECT RAISE(ABORT, 'coproflow: la tabella definizione è a sola aggiunta, nulla si "
            "modifica e nulla si cancella'); END"
        ),
        (
            "CREATE TRIGGER definizione_update BEFORE UPDATE ON definizione BEGIN SELECT RAISE(ABORT, "
            "'coproflow: la tabella definizione è a sola aggiunta, nulla si modifica e nulla si "
            "cancella'); END"
        ),
        (
            "CREATE TRIGGER definizione_delete BEFORE DELETE ON definizione BEGIN SELECT RAISE(ABORT, "
            "'coproflow: la tabella definizione è a sola aggiunta, nulla si modifica e nulla si "
            "cancella'); END"
        ),
        (
            "CREATE TRIGGER procedimento_delete BEFORE DELETE ON procedimento BEGIN SELECT "
            "RAISE(ABORT, 'coproflow: un procedimento non si cancella'); END"
        ),
        (
            "CREATE TRIGGER annotazione_insert BEFORE INSERT ON annotazione WHEN NEW.seq <> (SELECT "
            "COALESCE(MAX(seq), 0) + 1 FROM annotazione WHERE ente = NEW.ente AND procedimento = "
            "NEW.procedimento) OR NEW.prec <> COALESCE((SELECT sha256 FROM annotazione WHERE ente = "
            "NEW.ente AND procedimento = NEW.procedimento ORDER BY seq DESC LIMIT 1), '') BEGIN SELECT "
            "RAISE(ABORT, 'coproflow: annotazione fuori catena, seq e prec devono seguire l’ultima'); "
            "END"
        ),
        (
            "CREATE TRIGGER annotazione_update BEFORE UPDATE ON annotazione BEGIN SELECT RAISE(ABORT, "
            "'coproflow: la tabella annotazione è a sola aggiunta, nulla si modifica e nulla si "
            "cancella'); END"
        ),
        (
            "CREATE TRIGGER annotazione_delete BEFORE DELETE ON annotazione BEGIN SELECT RAISE(ABORT, "
            "'coproflow: la tabella annotazione è a sola aggiunta, nulla si modifica e nulla si "
            "cancella'); END"
        ),
        (
            "CREATE TRIGGER documento_insert BEFORE INSERT ON documento WHEN EXISTS (SELECT 1 FROM "
            "documento WHERE ente = NEW.ente AND procedimento = NEW.procedimento AND seq = NEW.seq AND "
            "sha256 = NEW.sha256 AND (atto <> NEW.atto OR nome <> NEW.nome OR contenuto <> "
            "NEW.contenuto)) BEGIN SELECT RAISE(ABORT, 'coproflow: la tabella documento è a sola "
            "aggiunta, nulla si modifica e nulla si cancella'); END"
        ),
        (
            "CREATE TRIGGER documento_update BEFORE UPDATE ON documento BEGIN SELECT RAISE(ABORT, "
            "'coproflow: la tabella documento è a sola aggiunta, nulla si modifica e nulla si "
            "cancella'); END"
        ),
        (
            "CREATE TRIGGER documento_delete BEFORE DELETE ON documento BEGIN SELECT RAISE(ABORT, "
            "'coproflow: la tabella documento è a sola aggiunta, nulla si modifica e nulla si "
            "cancella'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION definizione_insert() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF "
            "EXISTS (SELECT 1 FROM definizione WHERE ente = NEW.ente AND sha256 = NEW.sha256 AND (nome "
            "<> NEW.nome OR versione <> NEW.versione OR sorgente <> NEW.sorgente OR compilata <> "
            "NEW.compilata)) THEN RAISE EXCEPTION 'coproflow: la tabella definizione è a sola "
            "aggiunta, nulla si modifica e nulla si cancella' USING ERRCODE = 'COP01'; END IF; RETURN "
            "NEW; END$$"
        ),
        (
            "CREATE TRIGGER definizione_insert BEFORE INSERT ON definizione FOR EACH ROW EXECUTE "
            "FUNCTION definizione_insert()"
        ),
        (
            "CREATE FUNCTION definizione_update() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: la tabella definizione è a sola aggiunta, nulla si modifica e nulla "
            "si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER definizione_update BEFORE UPDATE OR DELETE ON definizione FOR EACH ROW "
            "EXECUTE FUNCTION definizione_update()"
        ),
        (
            "CREATE FUNCTION definizione_truncate() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: la tabella definizione è a sola aggiunta, nulla si modifica e nulla "
            "si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER definizione_truncate BEFORE TRUNCATE ON definizione FOR EACH STATEMENT "
            "EXECUTE FUNCTION definizione_truncate()"
        ),
        (
            "CREATE FUNCTION procedimento_delete() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: un procedimento non si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER procedimento_delete BEFORE DELETE ON procedimento FOR EACH ROW EXECUTE "
            "FUNCTION procedimento_delete()"
        ),
        (
            "CREATE FUNCTION annotazione_insert() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF "
            "NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM annotazione WHERE ente = NEW.ente AND "
            "procedimento = NEW.procedimento) OR NEW.prec <> COALESCE((SELECT sha256 FROM annotazione "
            "WHERE ente = NEW.ente AND procedimento = NEW.procedimento ORDER BY seq DESC LIMIT 1), '') "
            "THEN RAISE EXCEPTION 'coproflow: annotazione fuori catena, seq e prec devono seguire "
            "l’ultima' USING ERRCODE = 'COP01'; END IF; RETURN NEW; END$$"
        ),
        (
            "CREATE TRIGGER annotazione_insert BEFORE INSERT ON annotazione FOR EACH ROW EXECUTE "
            "FUNCTION annotazione_insert()"
        ),
        (
            "CREATE FUNCTION annotazione_update() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: la tabella annotazione è a sola aggiunta, nulla si modifica e nulla "
            "si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER annotazione_update BEFORE UPDATE OR DELETE ON annotazione FOR EACH ROW "
            "EXECUTE FUNCTION annotazione_update()"
        ),
        (
            "CREATE FUNCTION annotazione_truncate() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: la tabella annotazione è a sola aggiunta, nulla si modifica e nulla "
            "si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER annotazione_truncate BEFORE TRUNCATE ON annotazione FOR EACH STATEMENT "
            "EXECUTE FUNCTION annotazione_truncate()"
        ),
        (
            "CREATE FUNCTION documento_insert() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF EXISTS "
            "(SELECT 1 FROM documento WHERE ente = NEW.ente AND procedimento = NEW.procedimento AND "
            "seq = NEW.seq AND sha256 = NEW.sha256 AND (atto <> NEW.atto OR nome <> NEW.nome OR "
            "contenuto <> NEW.contenuto)) THEN RAISE EXCEPTION 'coproflow: la tabella documento è a "
            "sola aggiunta, nulla si modifica e nulla si cancella' USING ERRCODE = 'COP01'; END IF; "
            "RETURN NEW; END$$"
        ),
        (
            "CREATE TRIGGER documento_insert BEFORE INSERT ON documento FOR EACH ROW EXECUTE FUNCTION "
            "documento_insert()"
        ),
        (
            "CREATE FUNCTION documento_update() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: la tabella documento è a sola aggiunta, nulla si modifica e nulla "
            "si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER documento_update BEFORE UPDATE OR DELETE ON documento FOR EACH ROW EXECUTE "
            "FUNCTION documento_update()"
        ),
        (
            "CREATE FUNCTION documento_truncate() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE "
            "EXCEPTION 'coproflow: la tabella documento è a sola aggiunta, nulla si modifica e nulla "
            "si cancella' USING ERRCODE = 'COP01'; END$$"
        ),
        (
            "CREATE TRIGGER documento_truncate BEFORE TRUNCATE ON documento FOR EACH STATEMENT EXECUTE "
            "FUNCTION documento_truncate()"
        ),
    ),
}


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "contatore",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("chiave", TESTO, nullable=False),
        sa.Column("valore", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ente", "chiave"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "definizione",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("sha256", TESTO, nullable=False),
        sa.Column("nome", TESTO, nullable=False),
        sa.Column("versione", sa.Integer(), nullable=False),
        sa.Column("sorgente", TESTO, nullable=False),
        sa.Column("compilata", TESTO, nullable=False),
        sa.PrimaryKeyConstraint("ente", "sha256"),
    )
    op.create_index("definizione_nome", "definizione", ["ente", "nome", "versione"], unique=False)
    op.create_table(
        "ente",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("scheda", TESTO, nullable=False),
        sa.Column("calendario", TESTO, nullable=False),
        sa.Column("definizioni", TESTO, nullable=False),
        sa.Column("inizializzato_il", TESTO, nullable=False),
        sa.PrimaryKeyConstraint("ente"),
    )
    op.create_table(
        "incarico",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("operatore", TESTO, nullable=False),
        sa.Column("ruolo", TESTO, nullable=False),
        sa.Column("dal", TESTO, nullable=False),
        sa.Column("al", TESTO, nullable=True),
        sa.Column("nome", TESTO, nullable=False),
        sa.Column("titolo", TESTO, nullable=False),
        sa.PrimaryKeyConstraint("ente", "operatore", "ruolo", "dal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "procedimento",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("id", TESTO, nullable=False),
        sa.Column("workflow", TESTO, nullable=False),
        sa.Column("definizione", TESTO, nullable=False),
        sa.Column("oggetto", TESTO, nullable=False),
        sa.Column("stato", TESTO, nullable=False),
        sa.Column("versione", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", TESTO, nullable=False),
        sa.Column("aperto_il", TESTO, nullable=False),
        sa.Column("aggiornato_il", TESTO, nullable=False),
        sa.Column("responsabile", TESTO, nullable=True),
        sa.ForeignKeyConstraint(
            ["ente", "definizione"],
            ["definizione.ente", "definizione.sha256"],
            name="procedimento_definizione",
        ),
        sa.PrimaryKeyConstraint("ente", "id"),
    )
    op.create_table(
        "annotazione",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("procedimento", TESTO, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("evento", TESTO, nullable=False),
        sa.Column("da", TESTO, nullable=False),
        sa.Column("a", TESTO, nullable=False),
        sa.Column("data", TESTO, nullable=False),
        sa.Column("registrata_il", TESTO, nullable=False),
        sa.Column("operatore", TESTO, nullable=False),
        sa.Column("rettifica", sa.Integer(), nullable=True),
        sa.Column("prec", TESTO, nullable=False),
        sa.Column("sha256", TESTO, nullable=False),
        sa.Column("corpo", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ente", "procedimento"],
            ["procedimento.ente", "procedimento.id"],
            name="annotazione_procedimento",
        ),
        sa.PrimaryKeyConstraint("ente", "procedimento", "seq"),
    )
    op.create_table(
        "scadenza",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("procedimento", TESTO, nullable=False),
        sa.Column("posizione", sa.Integer(), nullable=False),
        sa.Column("termine", TESTO, nullable=False),
        sa.Column("data", TESTO, nullable=False),
        sa.Column("istante", TESTO, nullable=True),
        sa.Column("etichetta", TESTO, nullable=False),
        sa.Column("certezza", TESTO, nullable=False),
        sa.Column("dettaglio", TESTO, nullable=False),
        sa.Column("parametri_sha", TESTO, nullable=False),
        sa.ForeignKeyConstraint(
            ["ente", "procedimento"], ["procedimento.ente", "procedimento.id"], name="scadenza_procedimento"
        ),
        sa.PrimaryKeyConstraint("ente", "procedimento", "posizione"),
        sqlite_with_rowid=False,
    )
    op.create_index("scadenza_data", "scadenza", ["ente", "data"], unique=False)
    op.create_table(
        "collegamento",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("da", TESTO, nullable=False),
        sa.Column("relazione", TESTO, nullable=False),
        sa.Column("a", TESTO, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ente", "a"], ["procedimento.ente", "procedimento.id"], name="collegamento_a"
        ),
        sa.ForeignKeyConstraint(
            ["ente", "da", "seq"],
            ["annotazione.ente", "annotazione.procedimento", "annotazione.seq"],
            name="collegamento_annotazione",
        ),
        sa.PrimaryKeyConstraint("ente", "da", "relazione", "a"),
        sqlite_with_rowid=False,
    )
    op.create_index("collegamento_entranti", "collegamento", ["ente", "a", "relazione"], unique=False)
    op.create_table(
        "documento",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("procedimento", TESTO, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", TESTO, nullable=False),
        sa.Column("atto", TESTO, nullable=False),
        sa.Column("nome", TESTO, nullable=False),
        sa.Column("contenuto", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ente", "procedimento", "seq"],
            ["annotazione.ente", "annotazione.procedimento", "annotazione.seq"],
            name="documento_annotazione",
        ),
        sa.PrimaryKeyConstraint("ente", "procedimento", "seq", "sha256"),
    )
    op.create_table(
        "registro_atto",
        sa.Column("ente", TESTO, nullable=False),
        sa.Column("registro", TESTO, nullable=False),
        sa.Column("anno", sa.Integer(), nullable=False),
        sa.Column("numero", TESTO, nullable=False),
        sa.Column("procedimento", TESTO, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("atto", TESTO, nullable=False),
        sa.ForeignKeyConstraint(
            ["ente", "procedimento", "seq"],
            ["annotazione.ente", "annotazione.procedimento", "annotazione.seq"],
            name="registro_atto_annotazione",
        ),
        sa.PrimaryKeyConstraint("ente", "registro", "anno", "numero"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "registro_atto_procedimento", "registro_atto", ["ente", "procedimento", "seq"], unique=False
    )

    for sql in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(sql)


def downgrade() -> None:
    """There is no way back: an archive of acts loses nothing."""
    raise NotImplementedError
