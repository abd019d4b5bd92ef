"""What the steps of a co-progettazione record, from the preparation of the notice to its outcomes."""

from datetime import date, datetime, time
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.aperture import AperturaTavolo
from coproflow.domain.parametri import Figura
from coproflow.domain.programmi import Programma
from coproflow.domain.record import record
from coproflow.domain.selezione import (
    AttoProgrammatorio,
    Commissario,
    Criterio,
    Dichiarazione,
    EsitoAmmissione,
    EsitoProgramma,
    Presenza,
    PropostaValutata,
    Punteggio,
    QuotaCoordinata,
    RichiestaIntegrazione,
    Sottoscrizione,
    Stanziamento,
    VerificaDomanda,
)
from coproflow.domain.soggetti import Ets
from coproflow.domain.testi import Cup, Pec


@record(kw_only=True)
class AperturaCoprogettazione(Fatto):
    """The notice as it is prepared: its object, its programmes, its criteria and the figures it sets."""

    oggetto: str = campo("Oggetto")
    avviso: str = campo("Nome breve dell’avviso", aiuto="per esempio: Comune, Ambito")
    ente_procedente: str = campo("Ente procedente", default="")
    capofila_ambito: bool = campo("L’ente procede come capofila d’Ambito", default=False)
    atto_associativo: str = campo("Convenzione associativa dell’Ambito", default="")
    delibera_assemblea: str = campo("Deliberazione dell’Assemblea dei Sindaci", default="")
    iniziativa: Literal["ente", "ets"] = campo("Iniziativa", default="ente")
    proposta_di: str = campo(
        "ETS che ha presentato la proposta", aiuto="se l’iniziativa è di parte", default=""
    )
    proposta_estremi: str = campo("Protocollo e data della proposta", default="")
    valutazione_proposta: str = campo("Verbale che valuta la proposta (estremi)", default="")
    regolamento_contributi: str = campo(
        "Regolamento dei contributi cui l’avviso si conforma", aiuto="con l’atto che lo approva", default=""
    )
    presupposti: tuple[AttoProgrammatorio, ...] = campo("Atti di programmazione presupposti", default=())
    motivazione_fusione: str = campo(
        "Motivazione, se manca una co-programmazione distinta o la mappa dei programmi è parziale", default=""
    )
    inizio: date = campo("Inizio della durata")
    fine: date = campo("Fine della durata")
    obiettivi_generali: tuple[str, ...] = campo("Obiettivi generali")
    caratteristiche_essenziali: tuple[str, ...] = campo("Caratteristiche essenziali dell’intervento")
    programmi: tuple[Programma, ...] = campo("Programmi", unico="codice")
    quote_coordinate: tuple[QuotaCoordinata, ...] = campo(
        "Quote indicate per i programmi dell’avviso coordinato", default=()
    )
    criteri: tuple[Criterio, ...] = campo("Criteri di valutazione", unico="codice")
    modalita_individuazione: str = campo("Modalità di individuazione dei partner")
    modalita_tavolo: Literal["selezionati", "tutti_ammessi"] | None = campo(
        "Chi siede al tavolo: i soli selezionati o tutti gli ammessi", default=None
    )
    integrazione_proposte: bool = campo("È prevista l’integrazione delle proposte in una sola", default=False)
    regola_parita: str = campo("Regola in caso di parità di punteggio", default="")
    scadenza_domande: datetime = campo(
        "Termine per le domande", aiuto="giorno e ora, per esempio 12/11/2025 12:00"
    )
    fa_fede: Literal["accettazione", "consegna"] | None = campo(
        "Ricevuta che fa fede per le domande via PEC", default=None
    )
    responsabile: str = campo("Responsabile del procedimento", default="")
    unita_organizzativa: str = campo("Unità organizzativa")
    domicilio_digitale: Pec | None = campo("Domicilio digitale del procedimento", default=None)
    termine_conclusione: date | None = campo("Data entro cui il procedimento si conclude", default=None)
    rimedi_inerzia: str = campo("Rimedi in caso di inerzia dell’amministrazione", default="")
    accesso_fascicolo: str = campo("Modalità di accesso al fascicolo informatico", default="")
    clausola_bilancio: str = campo(
        "Clausola per gli esercizi non compresi nel bilancio approvato", default=""
    )
    sezioni: tuple[str, ...] = campo(
        "Sezioni dell’avviso",
        aiuto="finalita, oggetto, durata, quadro_progettuale, quadro_economico, requisiti, esclusioni, "
        "conflitti, fasi, criteri, conclusione",
        default=(),
    )
    allegati: tuple[str, ...] = campo(
        "Allegati dell’avviso",
        aiuto="documento_massima, schema_convenzione, modello_domanda, liberatoria",
        default=(),
    )
    recepisce: tuple[str, ...] = campo(
        "Linee guida che l’avviso fa proprie",
        aiuto="dm72-2021 per tutte, oppure i singoli vincoli",
        default=(),
    )
    figure: tuple[Figura, ...] = campo("Figure che l’avviso fissa", default=())
    cup: Cup | None = campo("CUP", default=None)

    @property
    def anni(self) -> int:
        """How many calendar years the duration touches."""
        return self.fine.year - self.inizio.year + 1

    def programma(self, codice: str) -> Programma | None:
        """The programme of a code."""
        return next((p for p in self.programmi if p.codice == codice), None)


@record(kw_only=True)
class Indizione(Fatto):
    """The procedure is called: the acts it approves, the person responsible, the cover it relies on."""

    responsabile: str = campo("Responsabile del procedimento nominato")
    motivazione: str = campo("Perché la co-progettazione: i fatti del caso", default="")
    allegati_approvati: tuple[str, ...] = campo(
        "Atti approvati con l’indizione",
        aiuto="avviso, documento_massima, schema_convenzione, modello_domanda",
    )
    dichiarazione_conflitti: date | None = campo("Dichiarazione di assenza di conflitti (data)", default=None)
    conflitto: bool = campo("Conflitto di interessi dichiarato o noto", dato="personale", default=False)
    sostituto: str = campo("Chi sostituisce chi si astiene", default="")
    condannato: bool = campo(
        "Condanna, anche non definitiva, per reati contro la PA, di chi istruisce o decide",
        dato="personale",
        default=False,
    )
    bilancio_dal: int | None = campo("Primo esercizio del bilancio approvato", default=None)
    bilancio_al: int | None = campo("Ultimo esercizio del bilancio approvato", default=None)
    stanziamenti: tuple[Stanziamento, ...] = campo("Stanziamenti per esercizio", default=())
    cup_non_dovuto: str = campo("Perché il CUP non è dovuto", default="")


@record(kw_only=True)
class SostituzioneResponsabile(Fatto):
    """Another person is made responsible for the procedure (art. 5 L. 241/1990)."""

    responsabile: str = campo("Nuovo responsabile del procedimento")
    atto: str = campo("Atto che lo nomina")
    motivo: str = campo("Perché si sostituisce")


@record(kw_only=True)
class PubblicazioneAvviso(Fatto):
    """The notice is published at the albo and on the site; the criteria in Amministrazione trasparente."""

    albo_numero: str = campo("Numero di affissione all’albo")
    albo_al: date = campo("Affisso fino al")
    trasparenza_criteri: date | None = campo(
        "Pubblicazione dei criteri in Amministrazione trasparente (art. 26 c. 1)", default=None
    )
    proposta_pubblicata: date | None = campo(
        "Pubblicazione della proposta dell’ETS e del verbale che la valuta, se l’iniziativa è di parte",
        default=None,
    )
    indirizzo: str = campo("Indirizzo della pagina", default="")


@record(kw_only=True)
class Chiarimento(Fatto):
    """A question on the notice and its answer, published for everybody."""

    quesito: str = campo("Quesito, senza il nome di chi lo pone")
    risposta: str = campo("Risposta")
    indirizzo: str = campo("Pagina dove la risposta è pubblicata", default="")


@record(kw_only=True)
class RettificaAvviso(Fatto):
    """The published notice is rectified, or its deadline put off: what changes, why, until when."""

    motivazione: str = campo("Motivazione")
    contenuto: str = campo("Che cosa cambia")
    sostanziale: bool = campo(
        "Rettifica sostanziale", aiuto="sì se può incidere su chi partecipa o su come si formula la proposta"
    )
    nuova_scadenza: datetime | None = campo("Nuovo termine per le domande", default=None)
    albo_numero: str = campo("Numero di affissione all’albo", default="")
    trasparenza_criteri: date | None = campo(
        "Pubblicazione dei nuovi criteri in Amministrazione trasparente", default=None
    )
    indirizzo: str = campo("Indirizzo della pagina", default="")
    programmi: tuple[Programma, ...] = campo("Programmi riscritti, per intero", default=())
    criteri: tuple[Criterio, ...] = campo("Criteri riscritti, tutti", unico="codice", default=())
    figure: tuple[Figura, ...] = campo("Figure che cambiano", default=())

    @property
    def tocca_chi_partecipa(self) -> bool:
        """Whether it may change who takes part or how: what it is called does not matter."""
        return bool(self.sostanziale or self.criteri or self.programmi or self.figure)


@record(kw_only=True)
class PresentazioneDomanda(Fatto):
    """An application is received: who, for which programmes, at which instant; its outcome if it is late."""

    codice: str = campo("Codice della domanda", aiuto="per esempio D1")
    protocollo: str = campo("Numero di protocollo")
    ora: time = campo("Ora della ricevuta che fa fede", aiuto="hh:mm:ss, come nella ricevuta")
    ricevuta: Literal["accettazione", "consegna"] = campo("Ricevuta da cui è presa l’ora")
    esito_ricezione: Literal["ricevibile", "irricevibile"] = campo(
        "Esito della ricezione", aiuto="irricevibile se è arrivata dopo il termine"
    )
    programmi: tuple[str, ...] = campo("Programmi per i quali si candida")
    forma: Literal["singolo", "raggruppamento_costituito", "raggruppamento_costituendo"] = campo("Forma")
    componenti: tuple[Ets, ...] = campo("Enti")
    capogruppo: str = campo("Codice fiscale del capogruppo", default="")
    impegno: tuple[str, ...] = campo(
        "Chi ha sottoscritto l’impegno a costituirsi", aiuto="codici fiscali", default=()
    )
    atto_costitutivo: str = campo("Atto costitutivo del raggruppamento", default="")
    sottoscrizioni: tuple[Sottoscrizione, ...] = campo("Sottoscrizioni", default=())
    dichiarazioni: tuple[str, ...] = campo(
        "Dichiarazioni rese",
        aiuto="requisiti (artt. 46-47 D.P.R. 445/2000), pantouflage, conflitti",
        default=(),
    )
    sostituisce: str = campo("Codice della domanda che sostituisce", default="")

    @property
    def nome(self) -> str:
        """How the applicant is called: its name, or that of the group's leader with its members."""
        capo = next((e for e in self.componenti if e.codice_fiscale == self.capogruppo), self.componenti[0])
        if self.forma == "singolo":
            return capo.denominazione
        altri = ", ".join(e.denominazione for e in self.componenti if e is not capo)
        return f"raggruppamento fra {capo.denominazione} (capogruppo) e {altri}"


@record(kw_only=True)
class ChiusuraDomande(Fatto):
    """The term has run: how many applications the protocol received."""

    ora: time | None = campo("Ora", default=None)
    pervenute: int = campo("Domande pervenute, secondo il protocollo")


@record(kw_only=True)
class VerificaDomande(Fatto):
    """The applications are opened and checked, by the person responsible or by a seggio, with minutes."""

    organo: Literal["rup", "seggio"] = campo("Chi verifica")
    componenti: tuple[str, ...] = campo("Componenti del seggio", default=())
    verbale: str = campo("Estremi del verbale")
    domande: tuple[VerificaDomanda, ...] = campo("Esito per ciascuna domanda")


@record(kw_only=True)
class RichiestaSoccorso(Fatto):
    """Soccorso istruttorio: what each applicant may mend, within one peremptory term, the same for all."""

    termine: datetime = campo("Termine perentorio, uguale per tutti", aiuto="giorno e ora")
    richieste: tuple[RichiestaIntegrazione, ...] = campo("Richieste")


@record(kw_only=True)
class RispostaSoccorso(Fatto):
    """An applicant answers: at which instant, what it mends, whether in time."""

    domanda: str = campo("Domanda")
    protocollo: str = campo("Numero di protocollo")
    ora: time = campo("Ora della ricevuta")
    esito_ricezione: Literal["tempestiva", "tardiva"] = campo("Esito della ricezione")
    carenze_sanate: bool = campo("Le carenze sono sanate")
    sottoscrizioni: tuple[Sottoscrizione, ...] = campo("Sottoscrizioni regolarizzate", default=())
    impegno: tuple[str, ...] = campo("Impegno a costituirsi regolarizzato: chi l’ha sottoscritto", default=())
    nota: str = campo("Nota", default="")


@record(kw_only=True)
class PreavvisoRigetto(Fatto):
    """An applicant is told, before being excluded, what stands in the way (art. 10-bis L. 241/1990)."""

    domanda: str = campo("Domanda")
    motivi: str = campo("Motivi che ostano all’ammissione")
    ricezione: date = campo("Ricevuto il")
    protocollo: str = campo("Protocollo")


@record(kw_only=True)
class ApprovazioneAmmissioni(Fatto):
    """The list of who is admitted and who is not: an outcome for every application, with its reasons."""

    elenco: tuple[EsitoAmmissione, ...] = campo("Esito di ogni domanda")
    pubblicato_il: date | None = campo("Pubblicazione dell’elenco", default=None)


@record(kw_only=True)
class NominaCommissione(Fatto):
    """The commission is appointed, after the deadline."""

    ora: time | None = campo("Ora", default=None)
    membri: tuple[Commissario, ...] = campo("Componenti e segretario")
    motivazione: str = campo("Motivazione della scelta", default="")

    @property
    def votanti(self) -> tuple[Commissario, ...]:
        """The members who vote."""
        return tuple(m for m in self.membri if m.vota)


@record(kw_only=True)
class DichiarazioniConflitti(Fatto):
    """The declarations on conflicts of interest, renewed with the list of the participants in hand."""

    dichiarazioni: tuple[Dichiarazione, ...] = campo("Dichiarazioni")


@record(kw_only=True)
class SedutaValutazione(Fatto):
    """A sitting of the commission, with its minutes and the points it gave."""

    seduta: Presenza = campo("Seduta")
    punteggi: tuple[Punteggio, ...] = campo("Punteggi assegnati", default=())


@record(kw_only=True)
class ApprovazioneEsiti(Fatto):
    """The reasoned decision on every programme, on the minutes of the commission."""

    verbali: tuple[str, ...] = campo("Verbali della commissione approvati")
    proposta: str = campo("Proposta del responsabile del procedimento", default="")
    scostamento: str = campo("Motivazione dello scostamento dalle risultanze dell’istruttoria", default="")
    esiti: tuple[EsitoProgramma, ...] = campo("Esito di ogni programma")
    proposte: tuple[PropostaValutata, ...] = campo("Graduatoria delle proposte valutate", default=())

    def selezionati(self) -> tuple[EsitoProgramma, ...]:
        """The outcomes that open a table."""
        return tuple(e for e in self.esiti if e.esito == "selezionato")


@record(kw_only=True)
class AperturaTavoli(Fatto):
    """The tables are opened: one for each selected programme and partner."""

    tavoli: tuple[AperturaTavolo, ...] = campo("Tavoli")


@record(kw_only=True)
class DichiarazioneDeserta(Fatto):
    """No admissible application, or no proposal selected, for any programme: the procedure ends here."""

    motivazione: str = campo("Motivazione")
    nuova_procedura: bool = campo("Si intende indire una nuova procedura", default=False)


@record(kw_only=True)
class EsecuzioneSentenza(Fatto):
    """A judge set the outcome aside: the evaluation starts again from where the judgment says."""

    giudice: str = campo("Giudice")
    estremi: str = campo("Estremi della decisione", aiuto="sentenza od ordinanza, numero e data")
    statuizione: str = campo("Che cosa stabilisce, e da dove si riprende")


@record(kw_only=True)
class ArchiviazioneAvviso(Fatto):
    """The notice is given up before it is called, or the proposal of an ETS is not taken up."""

    ragione: Literal["istanza_non_accolta", "interesse_venuto_meno", "altro"] = campo("Ragione")
    motivazione: str = campo("Motivazione")
