"""The triggers that make the log append-only, in the two dialects, as DDL events of their tables.

`annotazione` takes only the entry that follows the last one: without the insert trigger SQLite's
`INSERT OR REPLACE` would delete and rewrite an entry with no delete trigger fired. For `definizione` and
`documento` an insert over an existing key passes only if it changes nothing. Nothing heavy is imported here:
`verify` reads the names.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData

SOLA_AGGIUNTA = ("annotazione", "definizione", "documento")

_REFUSAL = "coproflow: la tabella {table} è a sola aggiunta, nulla si modifica e nulla si cancella"
_CHAIN = "coproflow: annotazione fuori catena, seq e prec devono seguire l’ultima"

_OUT_OF_CHAIN = (
    "NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM annotazione"
    " WHERE ente = NEW.ente AND procedimento = NEW.procedimento)"
    " OR NEW.prec <> COALESCE((SELECT sha256 FROM annotazione"
    " WHERE ente = NEW.ente AND procedimento = NEW.procedimento ORDER BY seq DESC LIMIT 1), '')"
)
_CHANGES = {
    "definizione": (
        "EXISTS (SELECT 1 FROM definizione WHERE ente = NEW.ente AND sha256 = NEW.sha256"
        " AND (nome <> NEW.nome OR versione <> NEW.versione OR sorgente <> NEW.sorgente"
        " OR compilata <> NEW.compilata))"
    ),
    "documento": (
        "EXISTS (SELECT 1 FROM documento WHERE ente = NEW.ente AND procedimento = NEW.procedimento"
        " AND seq = NEW.seq AND sha256 = NEW.sha256 AND (atto <> NEW.atto OR nome <> NEW.nome"
        " OR contenuto <> NEW.contenuto))"
    ),
}


def _sqlite(name: str, what: str, condition: str, message: str) -> str:
    when = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} {what}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _postgresql(name: str, what: str, condition: str, message: str, each: str = "ROW") -> tuple[str, str]:
    refuse = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'COP01';"
    body = f"IF {condition} THEN {refuse} END IF; RETURN NEW;" if condition else refuse
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {body} END$$",
        f"CREATE TRIGGER {name} {what} FOR EACH {each} EXECUTE FUNCTION {name}()",
    )


def statements(table: str, dialect: str) -> tuple[str, ...]:
    """The DDL, in order, that protects `table` on `dialect` ('sqlite' or 'postgresql')."""
    if table == "procedimento":
        message = "coproflow: un procedimento non si cancella"
        what = "BEFORE DELETE ON procedimento"
        if dialect == "sqlite":
            return (_sqlite("procedimento_delete", what, "", message),)
        return _postgresql("procedimento_delete", what, "", message)
    refusal = _REFUSAL.format(table=table)
    condition, message = (_OUT_OF_CHAIN, _CHAIN) if table == "annotazione" else (_CHANGES[table], refusal)
    if dialect == "sqlite":
        return (
            _sqlite(f"{table}_insert", f"BEFORE INSERT ON {table}", condition, message),
            _sqlite(f"{table}_update", f"BEFORE UPDATE ON {table}", "", refusal),
            _sqlite(f"{table}_delete", f"BEFORE DELETE ON {table}", "", refusal),
        )
    return (
        *_postgresql(f"{table}_insert", f"BEFORE INSERT ON {table}", condition, message),
        *_postgresql(f"{table}_update", f"BEFORE UPDATE OR DELETE ON {table}", "", refusal),
        *_postgresql(f"{table}_truncate", f"BEFORE TRUNCATE ON {table}", "", refusal, "STATEMENT"),
    )


def names(dialect: str) -> frozenset[str]:
    """The triggers a sound archive has: `verify` looks for each."""
    ddl = [sql for table in (*SOLA_AGGIUNTA, "procedimento") for sql in statements(table, dialect)]
    return frozenset(sql.split()[2] for sql in ddl if sql.startswith("CREATE TRIGGER "))


def attach(metadata: "MetaData") -> None:
    """Make `metadata.create_all` create the triggers with their tables."""
    from sqlalchemy import DDL, event  # noqa: PLC0415 - readers of `names` do not pay for it

    for table in (*SOLA_AGGIUNTA, "procedimento"):
        for dialect in ("sqlite", "postgresql"):
            for sql in statements(table, dialect):
                ddl: DDL = DDL(sql)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
                event.listen(metadata.tables[table], "after_create", ddl.execute_if(dialect=dialect))
