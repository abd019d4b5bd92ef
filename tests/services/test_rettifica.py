"""A rectification of an entry that is not there is a misuse, and is said before any rule is told."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import Indizione
from coproflow.domain.dati.tavolo import AvvioConvenzioni
from coproflow.errors import UsageError
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_scenario
from coproflow.services.aperture import apri_scheda
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.passi import Richiesta, avanza
from coproflow.services.scenari import Racconto
from coproflow.store import hot

CREMA = workflows_folder() / "crema"
TAVOLO = Path(__file__).parents[1] / "scenarios" / "tavolo_biblioteca.yaml"
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


def test_un_passo_che_ha_aperto_procedimenti_non_li_apre_due_volte(ufficio):
    """Il tavolo ha aperto la sua convenzione: rettificare quel passo non ne apre una seconda."""
    racconto = Racconto(ufficio)
    assert not any(esito.difformita for esito in racconto.tell(read_scenario(TAVOLO)))
    tavolo = racconto.casi["tavolo_p3"]
    annotazioni = load_fascicolo(ufficio, tavolo).procedimento.annotazioni
    apertura = next(a for a in annotazioni if a.evento == "apertura_convenzione")
    prima = [riga.id for riga in hot.elenco(ufficio.conn, ufficio.ente)]
    richiesta = Richiesta(
        passo="apertura_convenzione",
        dati=apertura.come(AvvioConvenzioni),
        operatore=apertura.operatore,
        adesso=annotazioni[-1].registrata_il,
        rettifica=apertura.seq,
        motivo="la durata era sbagliata",
    )
    with pytest.raises(UsageError, match="ha già aperto altri procedimenti"):
        avanza(ufficio, tavolo, richiesta)
    assert [riga.id for riga in hot.elenco(ufficio.conn, ufficio.ente)] == prima
