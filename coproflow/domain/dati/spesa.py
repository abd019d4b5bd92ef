"""What any act that spends records: budget, commitments by year, cash, PEG, antimafia documents."""

from datetime import date
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.record import record
from coproflow.domain.testi import Cig, Cup


@record(kw_only=True)
class Impegno:
    """One commitment: sum, creditor, reason, due date, budget line and year (art. 183 cc. 1 and 5 TUEL)."""

    esercizio: int = campo("Esercizio")
    importo: Euro = campo("Importo")
    creditore: str = campo("Creditore")
    causale: str = campo("Ragione")
    scadenza: date = campo("Scadenza dell’obbligazione")
    capitolo: str = campo("Capitolo")
    missione_programma: str = campo("Missione e programma", aiuto="per esempio 12.04")
    pdc: str = campo("Piano dei conti", aiuto="V livello, per esempio 1.04.04.01.001")
    fonte: str = campo("Fonte", aiuto="chi la mette, per esempio comune o ambito", default="comune")
    disponibile: Euro = campo("Stanziamento disponibile sul capitolo per l’esercizio")
    corrente: bool = campo("Spesa corrente", default=True)
    cup: Cup | None = campo("CUP", default=None)
    senza_cup: str = campo("Perché il CUP non è dovuto", default="")
    cig: Cig | None = campo("CIG", default=None)
    senza_cig: str = campo("Perché il CIG non è dovuto", default="")
    dodicesimi: Euro | None = campo(
        "Dodicesimi disponibili del programma", aiuto="solo in esercizio provvisorio", default=None
    )
    eccezione: Literal["regolata_dalla_legge", "non_frazionabile", "continuativa"] | None = campo(
        "Eccezione ai dodicesimi (art. 163 c. 5)", default=None
    )
    motivo_eccezione: str = campo("Motivazione dell’eccezione", default="")


@record(kw_only=True)
class QuotaSospesa:
    """The part of a contribution that falls in a year no approved budget covers: not committed, suspended."""

    esercizio: int = campo("Esercizio")
    importo: Euro = campo("Importo")
    fonte: str = campo("Fonte", default="comune")
    clausola: str = campo(
        "Clausola sospensiva",
        aiuto="la quota è dovuta solo dopo l’impegno sul bilancio che comprende l’esercizio",
    )


@record(kw_only=True)
class Bilancio:
    """The budget the act spends on: its state at that day, its years, the lines assigned to the manager."""

    stato: Literal["approvato", "esercizio_provvisorio", "gestione_provvisoria"] = campo("Stato del bilancio")
    delibera: str = campo("Deliberazione di approvazione")
    esercizi: tuple[int, ...] = campo("Esercizi compresi nel bilancio approvato")
    peg: str = campo("PEG o provvedimento equivalente")
    capitoli: tuple[str, ...] = campo("Capitoli assegnati al dirigente")


@record(kw_only=True)
class Cassa:
    """Assessment of art. 183 c. 8 TUEL: cash appropriations exist only for the budget's first year."""

    attestazione: bool = campo("Il programma dei pagamenti è compatibile (art. 183 c. 8)")
    pagamenti: Euro = campo("Pagamenti previsti nel primo esercizio")
    stanziamento: Euro = campo("Stanziamento di cassa del primo esercizio")


@record(kw_only=True)
class DocumentoAntimafia:
    """The antimafia request for one entity, and what came of it (BDNA)."""

    ente: str = campo("Ente per cui si chiede")
    richiesta: date = campo("Richiesta del")
    protocollo: str = campo("Protocollo BDNA")
    esito: Literal["attesa", "liberatoria", "interdittiva"] = campo("Esito", default="attesa")
    acquisita: date | None = campo("Acquisita il", default=None)


@record(kw_only=True)
class Antimafia:
    """How the antimafia rule stands for a grant: documents, resolutive condition, urgency."""

    documenti: tuple[DocumentoAntimafia, ...] = campo("Documenti richiesti, uno per componente", default=())
    condizione_risolutiva: bool = campo("Concessione sotto condizione risolutiva", default=False)
    urgenza: str = campo("Motivi di urgenza", default="")
    non_imprenditoriale: str = campo("Perché il contributo non riguarda attività imprenditoriale", default="")
    altri_valori: Euro = campo("Valore di altre concessioni da sommare", default=ZERO)


@record(kw_only=True)
class ProvvedimentoDiSpesa(Fatto):
    """A step that commits money in favour of the partner: approval of the project, extension, revision."""

    impegni: tuple[Impegno, ...] = campo("Impegni di spesa")
    sospese: tuple[QuotaSospesa, ...] = campo(
        "Quote di esercizi fuori dal bilancio, con clausola sospensiva", default=()
    )
    bilancio: Bilancio = campo("Bilancio")
    cassa: Cassa = campo("Cassa")
    antimafia: Antimafia = campo("Documentazione antimafia", default=Antimafia())

    @property
    def impegnato(self) -> Euro:
        """What the act commits."""
        return somma(i.importo for i in self.impegni)

    @property
    def concesso(self) -> Euro:
        """What the act grants: committed, and suspended until a budget covers its year."""
        return self.impegnato + somma(q.importo for q in self.sospese)
