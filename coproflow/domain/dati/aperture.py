"""What opens a case from its parent: apart, so that a parent need not know everything its children record."""

from datetime import date

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.record import record


@record(kw_only=True)
class AperturaTavolo(Fatto):
    """A table is opened for one programme, with the partner that the outcome of the notice selected."""

    oggetto: str = campo("Oggetto")
    programma: str = campo("Programma", aiuto="il codice dell’avviso, per esempio P1")
    domanda: str = campo("Domanda selezionata", aiuto="il codice della domanda di partecipazione")


@record(kw_only=True)
class AperturaConvenzione(Fatto):
    """The convention as the definitive project leaves it: to be signed, for how long."""

    oggetto: str = campo("Oggetto")
    inizio: date = campo("Inizio della durata")
    fine: date = campo("Fine della durata")


@record(kw_only=True)
class AperturaRendicontazione(Fatto):
    """A reporting period of a convention: the ETS is expected to account for it."""

    oggetto: str = campo("Oggetto")
    periodo: str = campo("Periodo", aiuto="per esempio: primo semestre 2026")
    dal: date = campo("Dal")
    al: date = campo("Al")
    finale: bool = campo("Rendiconto finale della convenzione", default=False)
