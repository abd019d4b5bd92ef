"""The terms that are running: what the worklist shows is what the facts recorded so far give."""

from pathlib import Path

import pytest

from coproflow.loading.scenari import read_scenario
from coproflow.services.scenari import Racconto
from coproflow.store import hot

SCENARI = Path(__file__).parents[1] / "scenarios"


def _termini_dopo(ufficio, storia):
    """Step → the terms running after it was last asked, each with its day."""
    return {
        esito.battuta.passo or "apertura": {
            s.termine: s.data for s in hot.load_scadenze(ufficio.conn, ufficio.ente, esito.id)
        }
        for esito in Racconto(ufficio).tell(read_scenario(SCENARI / storia))
    }


def test_un_termine_corre_finche_il_passo_che_governa_non_e_registrato(ufficio):
    """Le domande si aspettano fino alla chiusura; il soccorso istruttorio dalla richiesta agli ammessi."""
    dopo = _termini_dopo(ufficio, "coprogettazione_chiusura.yaml")
    conclusione = {"conclusione_procedimento": "2026-03-31"}
    assert dopo["apertura"] == {"presentazione_domande": "2025-11-12", **conclusione}
    assert dopo["presentazione_domanda"] == dopo["apertura"]
    assert dopo["chiusura_domande"] == conclusione
    assert dopo["richiesta_soccorso"] == {"soccorso_istruttorio": "2025-11-27", **conclusione}


@pytest.mark.parametrize("finale", ["dichiarazione_deserta", "revoca_avviso"])
def test_un_procedimento_concluso_non_ha_termini(ufficio, finale):
    """Dichiarata deserta la procedura, o revocato l'avviso, non c'è più nulla da aspettare."""
    assert _termini_dopo(ufficio, "coprogettazione_deserta.yaml")[finale] == {}
