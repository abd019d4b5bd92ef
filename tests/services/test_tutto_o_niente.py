"""What is written together stands together: a refusal half way leaves the archive as it was."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.domain.verifiche import non_soddisfatta
from coproflow.errors import PassoNonConsentitoError
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_capitoli
from coproflow.loading.schede import read_scheda
from coproflow.services import passi
from coproflow.services.aperture import apri_letta
from coproflow.services.scenari import Racconto
from coproflow.store.tables import Row

CREMA = workflows_folder() / "crema"
ADESSO = datetime(2025, 7, 1, 12, tzinfo=ROME)


def _tutto(ufficio):
    return {t: sorted(ufficio.conn.all(f"SELECT * FROM {t}"), key=repr) for t in Row.metadata.tables}


def test_una_scheda_con_un_passo_rifiutato_non_apre_nulla(ufficio):
    """Se l'ultimo passo della scheda è rifiutato, non resta né il fascicolo né il suo numero."""
    scheda = read_scheda(CREMA / "coprogrammazione.yaml")
    prima = _tutto(ufficio)
    with pytest.raises(PassoNonConsentitoError):
        apri_letta(ufficio, replace(scheda, passi=(*scheda.passi, scheda.passi[0])), "bianchi", ADESSO)
    assert _tutto(ufficio) == prima
    assert apri_letta(ufficio, scheda, "bianchi", ADESSO).apertura.id.endswith("-1")


def test_se_un_tavolo_non_si_apre_non_se_ne_apre_nessuno(ufficio, monkeypatch):
    """Cinque tavoli si aprono insieme: rifiutato il terzo, anche l'avviso resta dov'era."""
    (storia,) = read_capitoli(Path(CREMA / "demo" / "02-avviso-comune.yaml"))
    racconto = Racconto(ufficio)
    *_, ultimo = racconto.tell(replace(storia, passi=storia.passi[:-1]))
    assert ultimo.battuta.passo == "apertura_tavoli"

    def resolve(use):
        regola = passi.guards.resolve(use.function)

        def check(ctx, **args):
            if ctx.dati.programma == "P3":
                return non_soddisfatta("il partner di P3 non si presenta")
            return regola.check(ctx, **args)

        return replace(regola, check=check) if use.name == "partner_selezionato" else regola

    prima = _tutto(ufficio)
    monkeypatch.setattr(passi, "resolve", resolve)
    (esito,) = racconto.tell(replace(storia, passi=storia.passi[-1:]))
    assert [v.guard for v in esito.responso.mancanti] == ["partner_selezionato"]
    assert _tutto(ufficio) == prima
    monkeypatch.undo()
    (esito,) = racconto.tell(replace(storia, passi=storia.passi[-1:]))
    assert [id_[-5:] for id_ in esito.registrati[0].aperti] == ["-1-p1", "-2-p2", "-3-p3", "-4-p4", "-5-p5"]
