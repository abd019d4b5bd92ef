"""What the steps of a table record: negotiation, definitive project and budget, approval, commitments."""

from datetime import date, time
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.aperture import AperturaConvenzione, AperturaTavolo  # noqa: F401  (what opens this workflow)
from coproflow.domain.dati.spesa import ProvvedimentoDiSpesa
from coproflow.domain.importi import ZERO, Euro, Quota, somma
from coproflow.domain.record import record


@record(kw_only=True)
class ConvocazioneTavolo(Fatto):
    """The partner is invited, with a calendar of meetings (art. 11 c. 1-bis L. 241/1990)."""

    protocollo: str = campo("Protocollo della convocazione")
    invitati: tuple[str, ...] = campo("Invitati")
    calendario: tuple[date, ...] = campo("Calendario degli incontri")
    sede: str = campo("Sede o modalità a distanza")


@record(kw_only=True)
class Presente:
    """Somebody at the table, and for whom."""

    nominativo: str = campo("Nome e cognome")
    ente: str = campo("Ente rappresentato")
    parte: Literal["amministrazione", "ets", "uditore"] = campo("Parte")
    titolo: str = campo("Qualità o delega", default="")


@record(kw_only=True)
class Contributo:
    """What one side brought to the discussion."""

    ente: str = campo("Chi lo propone")
    parte: Literal["amministrazione", "ets"] = campo("Parte")
    testo: str = campo("Contributo")


Aspetto = Literal[
    "modalita_attuativa", "obiettivi", "destinatari", "durata", "budget_pubblico_massimo", "criteri"
]
"""What a change touches. Only the ways of carrying out the project may change at the table (D.M. 72/2021)."""


@record(kw_only=True)
class Modifica:
    """One row of the matrix of changes, from the outline project to the definitive one."""

    descrizione: str = campo("Che cosa cambia")
    aspetto: Aspetto = campo("Aspetto del progetto che tocca")
    prima: str = campo("Nel progetto di massima")
    dopo: str = campo("Nel progetto definitivo")
    motivo: str = campo("Perché")
    sessione: int = campo("Numero del verbale che la discute")
    altera_graduatoria: bool = campo("Ricalcolando i punteggi la graduatoria cambierebbe", default=False)


@record(kw_only=True)
class VerbaleSessione(Fatto):
    """The minutes of one session: who was there, what each side brought, what changed, who signed."""

    numero: int = campo("Numero del verbale")
    ora: time = campo("Inizio")
    fine: time = campo("Fine")
    sede: str = campo("Sede o modalità a distanza")
    presenti: tuple[Presente, ...] = campo("Presenti")
    ordine_del_giorno: tuple[str, ...] = campo("Ordine del giorno")
    contributi: tuple[Contributo, ...] = campo("Contributi delle parti", default=())
    modifiche: tuple[str, ...] = campo("Modifiche discusse", default=())
    posizioni: tuple[str, ...] = campo("Posizioni non condivise", default=())
    decisione: str = campo("Decisione della sessione")
    firmatario: str = campo("Chi firma il verbale", aiuto="di regola il responsabile del procedimento")
    prossima: date | None = campo("Prossima sessione", default=None)
    accordo_art11: bool = campo(
        "Il verbale vale come accordo (art. 11 L. 241/1990)",
        aiuto="solo se il verbale lo dice",
        default=False,
    )
    unanime: bool = campo("Accordo unanime degli ETS", default=False)
    sottoscrittori: tuple[str, ...] = campo("Chi sottoscrive l’accordo", default=())
    motivazione: str = campo("Motivazione dell’accordo", default="")


@record(kw_only=True)
class PropostaAccordo(Fatto):
    """An agreement is going to be reached at the table: what it will settle, and why (art. 11 c. 4-bis)."""

    contenuto: tuple[str, ...] = campo("Contenuto dell’accordo")
    motivazione: str = campo("Perché l’accordo risponde all’interesse pubblico")


@record(kw_only=True)
class SessioneInteravviso(Fatto):
    """The joint session of the tables of different notices, before the definitive project is approved."""

    numero: int = campo("Numero del verbale congiunto")
    avvisi: tuple[str, ...] = campo("Avvisi a confronto", aiuto="per esempio: Comune, Ambito")
    tavoli: tuple[str, ...] = campo("Tavoli a confronto", default=())
    presenti: tuple[Presente, ...] = campo("Presenti")
    azioni_condivise: tuple[str, ...] = campo("Azioni condivise fra i tavoli")
    firmatario: str = campo("Chi firma il verbale")


@record(kw_only=True)
class ContributoAnno:
    """Public money of one source in one year."""

    esercizio: int = campo("Esercizio")
    fonte: str = campo("Fonte", aiuto="per esempio comune o ambito")
    importo: Euro = campo("Importo")


@record(kw_only=True)
class VoceSpesa:
    """A cost that is paid in money and may be reimbursed. Contributions in kind are not here."""

    codice: str = campo("Codice")
    titolo: str = campo("Voce")
    importo: Euro = campo("Costo sull’intera durata")
    personale: bool = campo("Costo di personale", default=False)
    ccnl: str = campo("CCNL applicato", default="")
    livello: str = campo("Livello", default="")
    costo_orario: Euro | None = campo("Costo orario", default=None)
    ore: int | None = campo("Ore", default=None)
    volontariato: bool = campo("Attività di volontari", default=False)
    forfettaria: bool = campo("Rimborso forfettario di spese di gestione", default=False)
    percentuale: Quota | None = campo("Percentuale del forfait", default=None)
    spese_comprese: tuple[str, ...] = campo("Spese che il forfait comprende", default=())
    metodo: str = campo("Metodo di calcolo sui costi reali (chiavi di riparto)", default="")
    conguaglio: bool = campo("Conguaglio a consuntivo sui costi effettivi", default=False)


@record(kw_only=True)
class ApportoEts:
    """What the partner puts in: money, or hours, goods and staff valued by a declared criterion."""

    tipo: Literal["monetario", "non_monetario"] = campo("Tipo")
    natura: Literal["denaro", "volontariato", "beni", "personale", "altro"] = campo(
        "Natura", default="denaro"
    )
    descrizione: str = campo("Descrizione")
    importo: Euro = campo("Valore")
    ore: int | None = campo("Ore di volontariato", default=None)
    tariffa: Euro | None = campo("Retribuzione oraria lorda della qualifica", default=None)
    qualifica: str = campo("Qualifica e CCNL di riferimento", default="")
    stima: str = campo("Criterio di stima", default="")
    titolo: str = campo("Titolo di disponibilità del bene", default="")
    voce: str = campo("Voce di spesa che l’apporto copre", default="")


@record(kw_only=True)
class Immobile:
    """A building the proceeding body lets the partner use: its value in use, and who pays the bills."""

    descrizione: str = campo("Immobile")
    valore_uso: Euro = campo("Valore d’uso stimato")
    utenze: str = campo("Utenze e a carico di chi")
    titolo: Literal["concessione", "comodato", "altro"] = campo("Titolo d’uso", default="concessione")


@record(kw_only=True)
class ProgettoDefinitivo(Fatto):
    """The definitive project and its budget: years × sources, costs, cofinancing, revenues."""

    titolo: str = campo("Titolo del progetto")
    contributi: tuple[ContributoAnno, ...] = campo("Contributo pubblico per anno e per fonte")
    voci: tuple[VoceSpesa, ...] = campo("Voci di spesa")
    cofinanziamento: tuple[ApportoEts, ...] = campo("Apporti dell’ETS", default=())
    entrate_previste: Euro = campo("Entrate previste dagli utenti", default=ZERO)
    altri_contributi: Euro = campo("Altri contributi pubblici", default=ZERO)
    modifiche: tuple[Modifica, ...] = campo("Matrice delle modifiche al progetto di massima", default=())
    immobili: tuple[Immobile, ...] = campo("Immobili messi a disposizione", default=())
    forbice_retributiva: bool = campo(
        "L’ETS dichiara il rispetto del rapporto 1:8 fra le retribuzioni (art. 16 CTS)", default=False
    )
    protocollo: str = campo("Protocollo della consegna", default="")

    @property
    def contributo(self) -> Euro:
        """The public contribution over the whole duration, all sources."""
        return somma(c.importo for c in self.contributi)

    @property
    def esercizi(self) -> tuple[int, ...]:
        """The years that have a contribution, in order."""
        return tuple(sorted({c.esercizio for c in self.contributi}))

    def annualita(self, esercizio: int) -> Euro:
        """The public contribution of one year, all sources."""
        return somma(c.importo for c in self.contributi if c.esercizio == esercizio)

    def quota(self, fonte: str) -> Euro:
        """What one source pays over the whole duration."""
        return somma(c.importo for c in self.contributi if c.fonte == fonte)

    @property
    def costi(self) -> Euro:
        """The costs paid in money."""
        return somma(v.importo for v in self.voci)

    @property
    def cofinanziamento_monetario(self) -> Euro:
        """What the partner puts in as money."""
        return somma(a.importo for a in self.cofinanziamento if a.tipo == "monetario")

    @property
    def cofinanziamento_totale(self) -> Euro:
        """What the partner puts in, in money and in kind."""
        return somma(a.importo for a in self.cofinanziamento)


@record(kw_only=True)
class RinvioAlTavolo(Fatto):
    """The project is sent back to the table: why, and what it must settle."""

    motivi: tuple[str, ...] = campo("Motivi del rinvio")


@record(kw_only=True)
class ApprovazioneProgetto(ProvvedimentoDiSpesa):
    """The manager approves project, budget and convention, grants the contribution and commits the money."""

    approvati: tuple[Literal["progetto_definitivo", "piano_economico", "schema_convenzione"], ...] = campo(
        "Documenti approvati"
    )
    motivazione: str = campo("Motivazione")
    contributo: Euro = campo("Contributo concesso")
    cofinanziamento: Euro = campo("Cofinanziamento dell’ETS di cui si dà atto")


@record(kw_only=True)
class AvvioConvenzioni(Fatto):
    """The conventions to be signed: as a rule one, one for each part where the project is split."""

    convenzioni: tuple[AperturaConvenzione, ...] = campo("Convenzioni da stipulare")


@record(kw_only=True)
class FallimentoTavolo(Fatto):
    """No sustainable project came out of the table."""

    motivi: tuple[str, ...] = campo("Ragioni del mancato accordo")
    osservazioni: str = campo("Osservazioni del partner", default="")
    ritiro_concessione: str = campo(
        "Atto che ritira la concessione, o prende atto della rinuncia",
        aiuto="se la concessione era già adottata: numero e data",
        default="",
    )


@record(kw_only=True)
class InvitoAlSuccessivo(Fatto):
    """The next application in the ranking is invited to the table."""

    domanda: str = campo("Domanda che segue in graduatoria")
    posizione: int = campo("Posizione in graduatoria")
    protocollo: str = campo("Protocollo dell’invito")


@record(kw_only=True)
class Scorrimento(Fatto):
    """The invited partner accepts: the same table starts again with it."""

    domanda: str = campo("Domanda che subentra")
    protocollo: str = campo("Protocollo dell’accettazione")


@record(kw_only=True)
class ChiusuraTavolo(Fatto):
    """The table is closed with no convention: a reasoned act, no pay for who took part."""

    motivazione: str = campo("Motivazione")
    compensi: Euro = campo(
        "Compensi per la partecipazione", aiuto="nessuno: il tavolo non si paga", default=ZERO
    )


@record(kw_only=True)
class VerbaleRiapertura(Fatto):
    """The table meets again while its convention runs, to negotiate an extension or a revision of costs."""

    oggetto: str = campo("Oggetto della riapertura", aiuto="estensione, revisione del costo del lavoro…")
    numero: int = campo("Numero del verbale")
    presenti: tuple[Presente, ...] = campo("Presenti")
    costi_confermati: bool = campo("Costi unitari del progetto definitivo confermati")
    condizioni_confermate: bool = campo("Condizioni della convenzione confermate", default=True)
    voci: tuple[VoceSpesa, ...] = campo("Voci di spesa discusse", default=())
    decisione: str = campo("Decisione")
    firmatario: str = campo("Chi firma il verbale")
