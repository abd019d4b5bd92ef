"""A rectification of an entry that is not there is a misuse, and is said before any rule is told."""

from datetime import date, datetime

import pytest

from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import Indizione
from coproflow.errors import UsageError
from coproflow.loading.resources import workflows_folder
from coproflow.services.aperture import apri_scheda
from coproflow.services.passi import Richiesta, avanza

CREMA = workflows_folder() / "crema"
ADESSO = datetime(2025, 10, 6, 12, tzinfo=ROME)


def test_si_rettifica_solo_un_annotazione_che_c_e(ufficio):
    """Chi sbaglia il numero dell'annotazione lo legge subito, e non le regole del passo."""
    id_ = apri_scheda(ufficio, CREMA / "avviso-comune.yaml", "bianchi", ADESSO).apertura.id
    dati = Indizione(data=date(2025, 10, 6), responsabile="Marco Bianchi", allegati_approvati=())
    richiesta = Richiesta(
        passo="indizione", dati=dati, operatore="ferrari", adesso=ADESSO, rettifica=9, motivo="errore"
    )
    with pytest.raises(UsageError, match="l’annotazione 9 non c’è"):
        avanza(ufficio, id_, richiesta)
