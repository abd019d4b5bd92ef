"""What a comparative selection is made of: signatures, checks, admissions, commission, scores, outcomes."""

from datetime import date, datetime
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.importi import Euro
from coproflow.domain.record import record


@record(kw_only=True)
class Criterio:
    """A criterion of evaluation and the points it can give."""

    codice: str = campo("Codice")
    titolo: str = campo("Criterio")
    punti: int = campo("Punteggio massimo")


@record(kw_only=True)
class AttoProgrammatorio:
    """A planning act that came before: whether third-sector bodies took part, and which themes it covers."""

    tipo: Literal["coprogrammazione", "piano_di_zona", "altro_piano"] = campo("Tipo di atto")
    estremi: str = campo("Estremi", aiuto="organo, numero e data")
    data: date = campo("Data di approvazione")
    partecipato: bool = campo("Istruttoria partecipata e verbalizzata")
    temi: tuple[str, ...] = campo("Temi", default=())


@record(kw_only=True)
class QuotaCoordinata:
    """What this notice says of the share that one funder pays in a programme of the coordinated notice."""

    programma: str = campo("Programma dell’avviso coordinato")
    fonte: str = campo("Fonte", aiuto="chi paga la quota, per esempio comune")
    importo: Euro = campo("Importo della quota sull’intera durata")


@record(kw_only=True)
class Stanziamento:
    """One year of the budget in force: what is available, what is needed, what was reserved."""

    esercizio: int = campo("Esercizio")
    capitolo: str = campo("Capitolo")
    disponibile: Euro = campo("Stanziamento disponibile")
    importo: Euro = campo("Importo richiesto")
    prenotazione: str = campo("Numero della prenotazione di impegno", default="")


ModalitaFirma = Literal[
    "firma_digitale",
    "spid_cie_cns",
    "copia_documento",
    "domicilio_digitale",
    "assente",
    "provenienza_incerta",
]


@record(kw_only=True)
class Sottoscrizione:
    """How one member subscribed the application (art. 65 D.Lgs. 82/2005 makes four ways valid)."""

    ets: str = campo("ETS", aiuto="codice fiscale del componente")
    modalita: ModalitaFirma = campo("Modalità di sottoscrizione")
    firmatario: str = campo("Firmatario", default="")


TipoCarenza = Literal[
    "documentazione_amministrativa",
    "dichiarazione",
    "sottoscrizione",
    "impegno_raggruppamento",
    "requisito",
    "proposta_progettuale",
    "piano_economico",
    "provenienza",
    "tardivita",
]

SANABILI = ("documentazione_amministrativa", "dichiarazione", "sottoscrizione", "impegno_raggruppamento")
"""What art. 6 c. 1 lett. b L. 241/1990 lets an applicant mend; the others touch the offer or the equality."""


@record(kw_only=True)
class Carenza:
    """What is missing or wrong in one application."""

    tipo: TipoCarenza = campo("Tipo di carenza")
    descrizione: str = campo("Descrizione")

    @property
    def sanabile(self) -> bool:
        """Whether soccorso istruttorio can mend it."""
        return self.tipo in SANABILI


@record(kw_only=True)
class VerificaDomanda:
    """What the check found of one application."""

    domanda: str = campo("Domanda")
    esito: Literal["regolare", "da_regolarizzare", "non_ammissibile", "irricevibile"] = campo("Esito")
    carenze: tuple[Carenza, ...] = campo("Carenze", default=())
    nota: str = campo("Nota", default="")


@record(kw_only=True)
class RichiestaIntegrazione:
    """What one applicant is asked to mend, and when the request reached its digital domicile, if it did."""

    domanda: str = campo("Domanda")
    carenze: tuple[Carenza, ...] = campo("Carenze da sanare")
    protocollo: str = campo("Protocollo della richiesta")
    consegnata_il: date | None = campo("Consegnata al domicilio digitale il", default=None)


@record(kw_only=True)
class EsitoAmmissione:
    """The outcome of one application for one or more programmes, with its reasons."""

    domanda: str = campo("Domanda")
    esito: Literal["ammessa", "ammessa_con_riserva", "esclusa", "irricevibile", "ritirata"] = campo("Esito")
    programmi: tuple[str, ...] = campo("Programmi, se non tutti quelli della domanda", default=())
    motivazione: str = campo("Motivazione", default="")
    altra_causa: str = campo(
        "Causa di esclusione estranea alla regolarizzazione",
        aiuto="requisito che manca, esito di un controllo",
        default="",
    )

    @property
    def ammessa(self) -> bool:
        """Whether the application goes on to the evaluation."""
        return self.esito in ("ammessa", "ammessa_con_riserva")

    @property
    def piena(self) -> bool:
        """Whether it is admitted for good: with a reserve, what it lacks is still to be seen."""
        return self.esito == "ammessa"


@record(kw_only=True)
class Commissario:
    """One member of the commission, or its secretary."""

    nome: str = campo("Nome e cognome")
    funzione: Literal["presidente", "componente", "segretario"] = campo("Funzione")
    qualifica: str = campo("Qualifica e competenza")
    dichiarazione_35bis: date | None = campo(
        "Dichiarazione ex art. 35-bis D.Lgs. 165/2001 resa il", default=None
    )
    condannato: bool = campo(
        "Condanna, anche non definitiva, per reati contro la PA", dato="personale", default=False
    )
    collaborazione_con_ets: str = campo(
        "Partecipazione alla co-programmazione per conto di un ETS", default=""
    )

    @property
    def vota(self) -> bool:
        """Whether the member votes: the secretary does not."""
        return self.funzione != "segretario"


@record(kw_only=True)
class Dichiarazione:
    """A declaration on conflicts of interest, made with the list of the participants in hand."""

    nome: str = campo("Chi dichiara")
    funzione: Literal["commissario", "segretario", "rup", "dirigente", "altro"] = campo("Funzione")
    resa_il: date = campo("Resa il")
    elenco_visto: bool = campo("Resa dopo aver visto l’elenco dei partecipanti")
    conflitto: bool = campo("Conflitto, anche potenziale", dato="personale", default=False)
    astenuto: bool = campo("Si è astenuto", default=False)
    sostituto: str = campo("Chi lo sostituisce", default="")
    condannato: bool = campo(
        "Condanna, anche non definitiva, per reati contro la PA", dato="personale", default=False
    )


@record(kw_only=True)
class Punteggio:
    """The points of one proposal on one criterion, with the reasons."""

    programma: str = campo("Programma")
    domanda: str = campo("Domanda")
    criterio: str = campo("Criterio")
    punti: int = campo("Punti")
    motivazione: str = campo("Motivazione")


@record(kw_only=True)
class PropostaValutata:
    """One evaluated proposal in the ranking of its programme."""

    programma: str = campo("Programma")
    domanda: str = campo("Domanda")
    punteggio: int = campo("Punteggio complessivo")
    esito: Literal["selezionata", "idonea", "non_idonea"] = campo("Esito")


@record(kw_only=True)
class EsitoProgramma:
    """The outcome of one programme: who is selected, or why nobody is."""

    programma: str = campo("Programma")
    esito: Literal["selezionato", "deserto", "escluso", "rinviato"] = campo("Esito")
    domanda: str = campo("Domanda selezionata", default="")
    punteggio: int | None = campo("Punteggio", default=None)
    contributo: Euro | None = campo("Contributo massimo previsto dall’avviso", default=None)
    motivazione: str = campo("Motivazione")
    parita: str = campo("Come si è scelto, a parità di punteggio", default="")


@record(kw_only=True)
class Presenza:
    """One sitting of a collegial body, as its minutes record it."""

    estremi: str = campo("Estremi del verbale")
    inizio: datetime = campo("Inizio della seduta")
    presenti: tuple[str, ...] = campo("Presenti")
    firmatari: tuple[str, ...] = campo("Firmatari del verbale")
