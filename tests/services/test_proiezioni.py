"""The terms that are running: derived from the log, and from nothing else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from coproflow.domain.dati.autotutela import Sospensione
from coproflow.loading.scenari import read_scenario
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.passi import Richiesta, avanza
from coproflow.services.scenari import Racconto
from coproflow.store import hot

STORIA = Path(__file__).parents[1] / "scenarios" / "convenzione_sospensione.yaml"


def test_rettificare_non_rimette_in_corso_un_termine_chiuso(ufficio):
    """La sospensione è finita con la ripresa: correggerla non ne rimette in corso il termine."""
    racconto = Racconto(ufficio)
    assert not any(esito.difformita for esito in racconto.tell(read_scenario(STORIA)))
    id_ = racconto.casi["convenzione_p2"]
    annotazioni = load_fascicolo(ufficio, id_).procedimento.annotazioni
    sospensione = next(a for a in annotazioni if a.evento == "sospensione")
    richiesta = Richiesta(
        passo="sospensione",
        dati=replace(sospensione.come(Sospensione), ragioni="le gravi ragioni, scritte meglio"),
        operatore=sospensione.operatore,
        adesso=annotazioni[-1].registrata_il + timedelta(days=1),
        rettifica=sospensione.seq,
        motivo="refuso nelle ragioni",
    )
    avanza(ufficio, id_, richiesta)
    termini = [s.termine for s in hot.load_scadenze(ufficio.conn, ufficio.ente, id_)]
    assert "fine_sospensione" not in termini
