"""What the steps of a co-programmazione record, from the notice to the plan that takes its outcomes up."""

from datetime import date, time
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.parametri import Figura
from coproflow.domain.record import record
from coproflow.domain.testi import Pec

Livello = Literal["locale", "zonale"]
TipoSessione = Literal["introduttiva", "tematica", "plenaria", "tecnico_politica"]
SezioneAvviso = Literal[
    "oggetto", "requisiti", "domanda", "liberatoria_pi", "tempi", "conclusione", "trasparenza"
]
DocumentoDaPubblicare = Literal[
    "indizione",
    "avviso",
    "domanda_ets",
    "nomina_seggio",
    "verbale_verifica",
    "elenco_ammessi",
    "verbali_tavoli",
    "sintesi",
]


@record(kw_only=True)
class AperturaCoprogrammazione(Fatto):
    """The path as it is prepared: its object, its themes, whose initiative it is, what the notice says."""

    oggetto: str = campo("Oggetto")
    iniziativa: Literal["ente", "ets"] = campo("Iniziativa", default="ente")
    istanza_di: str = campo("ETS che ha chiesto l’avvio", aiuto="se l’iniziativa è di parte", default="")
    istanza_estremi: str = campo("Protocollo e data dell’istanza", default="")
    livelli: tuple[Livello, ...] = campo("Livelli della programmazione", aiuto="locale, zonale o entrambi")
    temi: tuple[str, ...] = campo("Temi", aiuto="un gruppo di lavoro per tema")
    attivita_art5: tuple[str, ...] = campo(
        "Attività di interesse generale", aiuto="lettere dell’art. 5, comma 1, D.Lgs. 117/2017"
    )
    finalita: tuple[str, ...] = campo("Finalità del percorso")
    requisiti: tuple[str, ...] = campo("Requisiti dei partecipanti")
    non_ets: str = campo("Altri soggetti ammessi come portatori di interesse", default="")
    scadenza_adesioni: date = campo("Ultimo giorno per le adesioni")
    svolgimento: str = campo("Tempi e modalità dei lavori", default="")
    ente_procedente: str = campo("Ente procedente", default="")
    responsabile: str = campo("Responsabile del procedimento", default="")
    unita_organizzativa: str = campo("Unità organizzativa")
    domicilio_digitale: Pec | None = campo("Domicilio digitale del procedimento", default=None)
    termine_conclusione: date | None = campo("Data entro cui il procedimento si conclude", default=None)
    rimedi_inerzia: str = campo("Rimedi in caso di inerzia dell’amministrazione", default="")
    accesso_fascicolo: str = campo("Modalità di accesso al fascicolo informatico", default="")
    sezioni: tuple[SezioneAvviso, ...] = campo("Sezioni dell’avviso", default=())
    allegati: tuple[str, ...] = campo("Allegati dell’avviso", default=())
    recepisce: tuple[str, ...] = campo(
        "Linee guida che l’avviso fa proprie",
        aiuto="dm72-2021 per tutte, oppure i singoli vincoli",
        default=(),
    )
    figure: tuple[Figura, ...] = campo("Figure che l’avviso fissa", default=())


@record(kw_only=True)
class IndizioneCoprogrammazione(Fatto):
    """The path is called: who is responsible for it, and the acts that are approved."""

    responsabile: str = campo("Responsabile del procedimento nominato")
    allegati_approvati: tuple[str, ...] = campo("Atti approvati con l’indizione")
    motivazione: str = campo("Ragioni dell’avvio")
    dichiarazione_conflitti: date | None = campo("Dichiarazione di assenza di conflitti (data)", default=None)
    conflitto: bool = campo("Conflitto di interessi dichiarato o noto", dato="personale", default=False)
    sostituto: str = campo("Chi sostituisce chi si astiene", default="")


@record(kw_only=True)
class PubblicazioneAvvisoCoprogrammazione(Fatto):
    """The notice and the determination that approves it are published at the albo and on the site."""

    albo_numero: str = campo("Numero di affissione all’albo")
    albo_al: date = campo("Affisso fino al")
    indirizzo: str = campo("Indirizzo della pagina in Amministrazione trasparente", default="")


@record(kw_only=True)
class ProrogaAdesioni(Fatto):
    """The term for the adhesions is put off, for everybody."""

    nuova_scadenza: date = campo("Nuovo ultimo giorno per le adesioni")
    motivazione: str = campo("Motivazione")
    indirizzo: str = campo("Pagina dove la proroga è pubblicata", default="")


@record(kw_only=True)
class Adesione:
    """An entity that asks to take part."""

    ente: str = campo("Ente")
    protocollo: str = campo("Protocollo")
    pervenuta_il: date = campo("Pervenuta il")
    ets: bool = campo("Ente del Terzo settore", default=True)


@record(kw_only=True)
class RaccoltaAdesioni(Fatto):
    """Adhesions that came in: one, or many at a time, for one level of the programming."""

    livello: Livello = campo("Livello")
    numero: int = campo("Adesioni pervenute")
    adesioni: tuple[Adesione, ...] = campo("Elenco delle adesioni", default=())


@record(kw_only=True)
class EsitoAdesioni:
    """How many asked and how many were admitted, at one level."""

    livello: Livello = campo("Livello")
    pervenute: int = campo("Adesioni pervenute")
    ammesse: int = campo("Adesioni ammesse")


@record(kw_only=True)
class NonAmmesso:
    """An exclusion, with its reason and the requirement of the notice that is missing."""

    ente: str = campo("Ente")
    livello: Livello = campo("Livello")
    motivazione: str = campo("Motivazione", default="")
    requisito_mancante: str = campo("Requisito dell’avviso che manca", default="")


@record(kw_only=True)
class SessioniPreviste:
    """How many sessions of a kind are called; thematic ones for a theme."""

    tipo: TipoSessione = campo("Tipo di sessione")
    tema: str = campo("Tema", default="")
    incontri: int = campo("Incontri")


@record(kw_only=True)
class ElencoAmmessi(Fatto):
    """Who takes part in the tables and who does not, and the calendar of the sessions."""

    esiti: tuple[EsitoAdesioni, ...] = campo("Adesioni pervenute e ammesse")
    non_ammessi: tuple[NonAmmesso, ...] = campo("Non ammessi", default=())
    nomina_seggio: date | None = campo(
        "Nomina del seggio (data)",
        aiuto="se la verifica non è del responsabile del procedimento",
        default=None,
    )
    verbale_verifica: str = campo("Verbale di verifica delle adesioni", default="")
    calendario: tuple[SessioniPreviste, ...] = campo("Sessioni convocate")


@record(kw_only=True)
class VerbaleTavoloCoprogrammazione(Fatto):
    """The minutes of one session: who was there, and the common proposal or the different positions."""

    numero: int = campo("Numero del verbale")
    tipo: TipoSessione = campo("Tipo di sessione")
    tema: str = campo("Tema", default="")
    ora: time | None = campo("Ora di inizio", default=None)
    luogo: str = campo("Luogo o modalità", default="")
    presiede: str = campo("Chi presiede", default="")
    verbalizza: str = campo("Chi verbalizza", default="")
    presenti: int = campo("Enti presenti (numero)")
    elenco_presenti: tuple[str, ...] = campo("Enti presenti", default=())
    proposta_unitaria: str = campo("Proposta unitaria e condivisa", default="")
    posizioni: tuple[str, ...] = campo("Diverse posizioni e proposte", default=())

    @property
    def interna(self) -> bool:
        """Technical and political meetings of the body are not shown to be sessions with the ETS."""
        return self.tipo == "tecnico_politica"


@record(kw_only=True)
class PubblicazioneDocumenti(Fatto):
    """Documents of the path go on line, in Amministrazione trasparente."""

    documenti: tuple[DocumentoDaPubblicare, ...] = campo("Documenti pubblicati")
    indirizzo: str = campo("Indirizzo della pagina")


@record(kw_only=True)
class SintesiTavoli(Fatto):
    """The shared document that closes the inquiry, and the report of the person responsible."""

    documento: str = campo("Documento di sintesi", aiuto="titolo, protocollo e data", default="")
    relazione_responsabile: str = campo("Relazione del responsabile (protocollo e data)", default="")
    contributi: tuple[str, ...] = campo("Documenti e contributi dei partecipanti", default=())


@record(kw_only=True)
class ConclusioneIstruttoria(Fatto):
    """The manager closes the path by a reasoned act of their own."""

    esito: str = campo("Esito dell’istruttoria")
    motivazione: str = campo("Motivazione")


@record(kw_only=True)
class TemaProgrammato:
    """What the programming found for one theme: the four things art. 55 c. 2 asks for."""

    tema: str = campo("Tema")
    bisogni: str = campo("Bisogni da soddisfare", default="")
    interventi: str = campo("Interventi necessari", default="")
    modalita: str = campo("Modalità di realizzazione", default="")
    risorse: str = campo("Risorse disponibili", default="")
    riorganizza_servizio: bool = campo("Ridisegna un servizio pubblico", default=False)
    atto_fondamentale: str = campo(
        "Atto consiliare che lo prevede", aiuto="DUP, piano o deliberazione ex art. 42 TUEL", default=""
    )


@record(kw_only=True)
class TemaNonSviluppato:
    """A theme of the notice the document leaves out, and why."""

    tema: str = campo("Tema")
    motivazione: str = campo("Motivazione")


@record(kw_only=True)
class DocumentoPreliminare(Fatto):
    """The preliminary document, theme by theme, as it goes to the Giunta."""

    titolo: str = campo("Titolo", default="Documento preliminare alla co-progettazione")
    temi: tuple[TemaProgrammato, ...] = campo("Temi")
    temi_non_sviluppati: tuple[TemaNonSviluppato, ...] = campo("Temi non sviluppati", default=())
    indirizzi: tuple[str, ...] = campo("Indirizzi della Giunta", default=())
    conclude_istruttoria: bool = campo(
        "La deliberazione conclude anche l’istruttoria",
        aiuto="sì, se l’atto conclusivo coincide con la determinazione dell’ente (D.M. 72/2021, § 2)",
        default=False,
    )
    commissione_consiliare: date | None = campo(
        "Presentazione alla Commissione consiliare", aiuto="passaggio informativo", default=None
    )


@record(kw_only=True)
class ApprovazioneDocumento(Fatto):
    """The preliminary document is approved: the day is that of the deliberation."""

    nota: str = campo("Nota", default="")


@record(kw_only=True)
class EstremiAtto:
    """An act of another organ or body, as it is cited."""

    numero: str = campo("Numero", default="")
    data: date = campo("Data")
    oggetto: str = campo("Oggetto", default="")


@record(kw_only=True)
class RecepimentoPiano(Fatto):
    """The outcomes enter a plan: the Assembly of mayors approves it, the Council takes it up."""

    piano: str = campo("Piano", aiuto="per esempio: Piano di Zona 2025-2027")
    dal_anno: int = campo("Primo anno del piano")
    al_anno: int = campo("Ultimo anno del piano")
    atto_assemblea: EstremiAtto | None = campo(
        "Approvazione dell’Assemblea dei Sindaci", aiuto="se il piano è d’Ambito", default=None
    )
    commissione_consiliare: date | None = campo("Presentazione alla Commissione consiliare", default=None)
    atto_consiglio: EstremiAtto | None = campo("Deliberazione del Consiglio", default=None)

    @property
    def anni(self) -> tuple[int, ...]:
        """The years the plan covers."""
        return tuple(range(self.dal_anno, self.al_anno + 1))


@record(kw_only=True)
class ArchiviazioneCoprogrammazione(Fatto):
    """The path is closed before its end, or the request of an ETS is not taken up; always with reasons."""

    ragione: Literal["nessuna_adesione", "istanza_non_accolta", "interesse_venuto_meno", "altro"] = campo(
        "Ragione"
    )
    motivazione: str = campo("Motivazione")
