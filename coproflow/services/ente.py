"""Set up an office: its archive, its sheet, its calendar, the definitions new cases are pinned to."""

import json
from datetime import datetime

from coproflow.domain.forme import dump, load
from coproflow.domain.record import record
from coproflow.domain.soggetti import Ente
from coproflow.errors import UsageError
from coproflow.loading.calendario import load_calendario
from coproflow.loading.definitions import Catalogo, load_catalogo
from coproflow.loading.nodes import Percorso, parse_file
from coproflow.loading.reader import read_as
from coproflow.loading.resources import workflows_folder
from coproflow.loading.schede import read_figura, read_incarico
from coproflow.services.archivio import FONTI, PARAMETERS
from coproflow.store import ente as store_ente
from coproflow.store import hot
from coproflow.store.schema import create_schema

ANNI = (2000, 2060)
"""The years whose holidays are stored with the office."""


@record
class Inizio:
    """What was set up: the office, its operators, the definitions in use; is it a demonstration."""

    ente: Ente
    schema: str
    workflows: tuple[str, ...]
    dimostrativo: bool


def inizia(db: str, scheda: Percorso | None, adesso: datetime) -> Inizio:
    """Create the archive, or bring it up to date, and record the office's sheet.

    Without a sheet the office that is there keeps its own; a new archive is given the demonstration's.

    Running it again is how a new sheet, new parameters or new workflows are taken; cases already open keep
    the definition they were opened with.

    Raises:
        DataError: the sheet cannot be read; nothing was written.
        DefinitionError: the workflows do not hold together; nothing was written.
        StoreError: the archive cannot be created there.
    """
    catalogo = load_catalogo(workflows_folder())
    scritto = read_ente(scheda, catalogo) if scheda is not None else None
    calendario = load_calendario(*ANNI)
    schema = create_schema(db)
    with hot.connect(db) as conn:
        noti = store_ente.enti(conn)
        dimostrativo = scritto is None and not noti
        if dimostrativo:
            ente = read_ente(workflows_folder() / "crema" / "ufficio.yaml", catalogo)
        else:
            ente = scritto or load(Ente, json.loads(store_ente.load_ente(conn, noti[0]).scheda))
        if noti and ente.id not in noti:
            raise UsageError(
                f"l’archivio è di {', '.join(noti)}, la scheda è di {ente.id}: un archivio, un ente"
            )
        with hot.transaction(conn):
            in_uso = {
                nome: _store(conn, ente.id, nome, c.definition.version, c.sorgente, dump(c.definition))
                for nome, c in catalogo.workflows.items()
            }
            for nome, tabella in ((PARAMETERS, catalogo.parametri), (FONTI, catalogo.fonti)):
                sorgente = (workflows_folder() / f"{nome}.yaml").read_text(encoding="utf-8")
                compilata = {k: dump(v) for k, v in tabella.items()}
                in_uso[nome] = _store(conn, ente.id, nome, 1, sorgente, compilata)
            store_ente.store_ente(
                conn,
                store_ente.RigaEnte(
                    ente=ente.id,
                    scheda=json.dumps(dump(ente), ensure_ascii=False),
                    calendario=json.dumps(calendario.dump()),
                    definizioni=json.dumps(in_uso),
                    inizializzato_il=adesso.isoformat(),
                ),
            )
            store_ente.replace_incarichi(
                conn,
                ente.id,
                [
                    store_ente.RigaIncarico(
                        o.id, o.nome, i.ruolo, i.titolo, i.dal.isoformat(), i.al.isoformat() if i.al else None
                    )
                    for o in ente.operatori
                    for i in o.incarichi
                ],
            )
    return Inizio(ente, schema, tuple(catalogo.workflows), dimostrativo)


def read_ente(scheda: Percorso, catalogo: Catalogo) -> Ente:
    """The office's sheet, with its readings of the open questions checked against the parameters."""
    nodo, problems = parse_file(scheda)
    ruoli = dict.fromkeys(r for c in catalogo.workflows.values() for r in c.definition.roles)
    hooks = read_figura(catalogo.parametri, letture=True) | read_incarico(ruoli)
    ente: Ente = read_as(Ente, nodo, problems, hooks)
    return ente


def _store(
    conn: hot.Connessione, ente: str, nome: str, versione: int, sorgente: str, compilata: object
) -> str:
    testo = json.dumps(compilata, ensure_ascii=False, sort_keys=True)
    return store_ente.store_definizione(
        conn, ente, nome=nome, versione=versione, sorgente=sorgente, compilata=testo
    )
