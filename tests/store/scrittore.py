"""One writer among many: told to start, it advances a case by some steps and says how often it was beaten."""

import sys

from coproflow.errors import ConflictError
from coproflow.store.hot import append, bump, connect, load_procedimento, next_valore, transaction

url, id_, steps = sys.argv[1], sys.argv[2], int(sys.argv[3])
lost = 0
with connect(url) as conn:
    sys.stdin.readline()
    done = 0
    while done < steps:
        seen = load_procedimento(conn, "crema", id_)
        try:
            with transaction(conn, "crema", [id_]):
                if done % 5 == 4:
                    next_valore(conn, "crema", "registro/interno/2026")
                    bump(conn, "crema", id_, seen.versione)
                    done += 1
                    continue
                next_valore(conn, "crema", "prova")
                entry = {
                    "ente": "crema",
                    "procedimento": id_,
                    "seq": seen.seq + 1,
                    "evento": "passo",
                    "da": seen.stato,
                    "a": seen.stato,
                    "data": "2026-05-05",
                    "registrata_il": "2026-05-05T12:00:00+02:00",
                    "operatore": "r.rossi",
                    "definizione": seen.definizione,
                }
                append(conn, seen, entry)
                done += 1
        except ConflictError:
            lost += 1
