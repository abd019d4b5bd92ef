"""Reading commands know the lawful steps from the stored words alone, and say what the engine says."""

import pytest

from coproflow.cli.base import starts
from coproflow.domain.forme import dump
from coproflow.loading.definitions import WORKFLOWS


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_i_passi_leciti_sono_quelli_del_motore(workflow, catalogo):
    """In ogni stato di ogni flusso i passi elencati sono quelli che il motore ammette."""
    definition = catalogo.workflows[workflow].definition
    scritta = dump(definition)
    for stato in definition.states:
        elencati = [t["event"] for t in scritta["transitions"] if starts(t, stato, scritta)]
        assert elencati == [t.event for t in definition.leaving(stato)], stato
