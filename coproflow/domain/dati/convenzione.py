"""What the steps of a convention record, from the checks before the signature to the closing balance."""

from datetime import date
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Annotato, Fatto, Recapito
from coproflow.domain.dati.aperture import AperturaConvenzione, AperturaRendicontazione  # noqa: F401  (what opens this workflow)
from coproflow.domain.dati.autotutela import Indennizzo, Provvedimento
from coproflow.domain.dati.spesa import Antimafia, ProvvedimentoDiSpesa
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import Figura
from coproflow.domain.record import record
from coproflow.domain.soggetti import Ets
from coproflow.domain.testi import Cig, CodiceFiscale, Cup, Iban

Clausola = Literal[
    "durata",
    "tracciabilita",
    "assicurazione_volontari",
    "privacy",
    "rendicontazione",
    "impegni",
    "quadro_economico",
    "garanzie",
    "sanzioni",
    "revoca_contributo",
    "vis",
    "revisione",
    "riattivazione",
    "coordinamento",
    "recesso",
    "preavviso_cessazione",
    "estensione",
    "revisione_ccnl",
    "risolutiva_antimafia",
    "risolutiva_espressa",
    "codice_comportamento",
    "patto_integrita",
    "pantouflage",
    "foro",
]


@record(kw_only=True)
class VerificaComponente:
    """The checks on one entity of the partnership: registration, requirements, DURC."""

    ente: str = campo("Ente")
    runts_verificato_il: date = campo("Visura del RUNTS (o del registro imprese) del")
    iscritto: bool = campo("Risulta iscritto")
    requisiti_verificati_il: date | None = campo("Requisiti generali controllati il", default=None)
    requisiti_positivi: bool = campo("Il controllo dei requisiti è positivo", default=False)
    durc_esito: Literal["regolare", "irregolare", "senza_posizione"] | None = campo("DURC", default=None)
    durc_scadenza: date | None = campo("Scadenza stampata sul DURC", default=None)


@record(kw_only=True)
class VerificaPartner(Fatto):
    """The minutes of the checks on every entity of the partnership, at signature and while it lasts."""

    occasione: Literal["stipula", "estensione", "monitoraggio", "subentro"] = campo("In quale occasione")
    componenti: tuple[VerificaComponente, ...] = campo("Enti controllati")
    antimafia: Antimafia | None = campo("Documentazione antimafia aggiornata", default=None)


@record(kw_only=True)
class Firma:
    """One signature: for which party, by whom, how, when."""

    parte: str = campo("Parte", aiuto="l’ente che firma")
    firmatario: str = campo("Firmatario e suo titolo")
    tipo: Literal["digitale", "qualificata", "avanzata", "autografa"] = campo("Tipo di firma")
    il: date = campo("Firmata il")


@record(kw_only=True)
class Polizza:
    """An insurance policy: what it covers and until when."""

    copertura: Literal["infortuni_volontari", "malattie_volontari", "rct_volontari", "rct", "altra"] = campo(
        "Copertura"
    )
    numero: str = campo("Compagnia e numero")
    dal: date = campo("Dal")
    al: date = campo("Al")
    rinnovo: bool = campo("Impegno a rinnovarla fino alla fine della convenzione", default=False)


@record(kw_only=True)
class Difformita:
    """Where the convention departs from the draft of the notice, and what authorises it."""

    clausola: str = campo("Clausola")
    titolo: str = campo("Verbale del tavolo o miglioria valutata che la giustifica", default="")


@record(kw_only=True)
class AttoCostitutivo:
    """The deed by which the group is constituted: mandate, agent, members."""

    estremi: str = campo("Atto costitutivo dell’ATS o mandato collettivo")
    il: date = campo("Del")
    mandatario: str = campo("Capogruppo")
    componenti: tuple[str, ...] = campo("Componenti")


@record(kw_only=True)
class Stipula(Fatto):
    """The signature. `data` is the day of the last one; its amounts are frozen and never counted again."""

    forma: Literal["scritta", "orale"] = campo("Forma")
    firme: tuple[Firma, ...] = campo("Firme")
    inizio: date = campo("Inizio della durata")
    fine: date = campo("Fine della durata")
    proroga_tacita: bool = campo("Prevede una proroga tacita", default=False)
    contributo: Euro = campo("Contributo sull’intera durata")
    cofinanziamento: Euro = campo("Cofinanziamento del partner sull’intera durata")
    contributo_avviso: Euro = campo("Contributo di tutti i programmi dell’avviso")
    concessione_del: date = campo("Data di adozione dell’atto che concede il contributo")
    costi_al: date = campo("Data cui si riferiscono i costi del lavoro del progetto definitivo")
    clausole: tuple[Clausola, ...] = campo("Clausole")
    difformita: tuple[Difformita, ...] = campo("Difformità dallo schema allegato all’avviso", default=())
    atto_costitutivo: AttoCostitutivo | None = campo("Atto costitutivo del raggruppamento", default=None)
    volontari: bool = campo("Il partner si avvale di volontari")
    polizze: tuple[Polizza, ...] = campo("Polizze", default=())
    polizza_a_carico_ente: bool = campo(
        "Il costo dell’assicurazione dei volontari è a carico dell’amministrazione (art. 18 c. 3)",
        default=False,
    )
    trattamenti_dati: bool = campo("Le attività comportano trattamento di dati personali")
    servizi_sociali: bool = campo("Riguarda servizi sociali o socio-sanitari", default=True)
    cig: Cig | None = campo("CIG", default=None)
    cup: Cup | None = campo("CUP", default=None)
    repertorio: str = campo("Numero di repertorio o di raccolta", default="")
    bollo: Literal["esente", "assolto"] | None = campo("Imposta di bollo", default=None)
    recepisce: tuple[str, ...] = campo("Linee guida che la convenzione fa proprie", default=())
    figure: tuple[Figura, ...] = campo("Figure che la convenzione fissa", default=())


@record(kw_only=True)
class MancataStipula(Fatto):
    """The convention will not be signed: who does not want to, or cannot, and why."""

    motivo: str = campo("Perché la convenzione non si stipula")
    per: Literal["rinuncia_partner", "requisiti", "altro"] = campo("Per")


@record(kw_only=True)
class Delegato:
    """Who may operate on the dedicated account."""

    nome: str = campo("Nome e cognome", dato="personale")
    codice_fiscale: CodiceFiscale = campo("Codice fiscale", dato="personale")


@record(kw_only=True)
class ComunicazioneConto(Fatto):
    """The partner tells its dedicated account and who may operate on it (art. 3 c. 7 L. 136/2010)."""

    ente: str = campo("Ente titolare")
    iban: Iban = campo("Conto dedicato")
    conto: Literal["nuovo", "esistente"] = campo("Conto nuovo o già esistente")
    dal: date = campo("Acceso il, o usato la prima volta per la convenzione il")
    comunicato_il: date = campo("Comunicato il")
    delegati: tuple[Delegato, ...] = campo("Persone delegate a operare")


@record(kw_only=True)
class AvvioAttivita(Fatto):
    """The activities begin: from when, by which minutes."""

    dal: date = campo("Attività avviate dal")
    verbale: str = campo("Verbale di avvio")
    verbale_urgenza: str = campo("Verbale dell’avvio d’urgenza prima della firma", default="")
    registro_volontari: bool = campo("Il registro dei volontari non occasionali è tenuto", default=False)
    minori: bool = campo("Le attività comportano contatti diretti e regolari con minori", default=False)
    certificati_il: date | None = campo(
        "Certificati penali del personale acquisiti dal datore il",
        aiuto="art. 25-bis D.P.R. 313/2002",
        default=None,
    )


@record(kw_only=True)
class AperturaRendicontazioni(Fatto):
    """The reporting periods that the convention foresees."""

    periodi: tuple[AperturaRendicontazione, ...] = campo("Periodi di rendicontazione")


@record(kw_only=True)
class VerificaMonitoraggio(Fatto):
    """A check of how the resources are used, or a meeting of the standing table (art. 93 c. 4 CTS)."""

    tipo: Literal["controllo", "tavolo_permanente"] = campo("Che cosa si verbalizza")
    verbale: str = campo("Verbale")
    esito: Literal["regolare", "con_rilievi"] = campo("Esito")
    rilievi: str = campo("Rilievi", default="")
    indicatori: str = campo("Stato degli indicatori, anche di impatto sociale", default="")


@record(kw_only=True)
class VoceCosto:
    """One item of an extension: its unit cost, that must be the project's, and how much of it."""

    voce: str = campo("Codice della voce nel progetto definitivo")
    costo_unitario: Euro = campo("Costo unitario")
    quantita: int = campo("Quantità")

    @property
    def totale(self) -> Euro:
        """Unit cost times quantity."""
        return self.costo_unitario * self.quantita


@record(kw_only=True)
class Variazione:
    """The budget variation that funds a spending act, when the appropriations alone did not."""

    delibera: str = campo("Deliberazione di variazione")
    organo: Literal["consiglio", "giunta"] = campo("Organo", aiuto="la Giunta d’urgenza, salvo ratifica")
    il: date = campo("Adottata il")
    esecutiva_dal: date | None = campo("Esecutiva dal", default=None)
    parere_revisori: str = campo("Parere dell’organo di revisione", default="")
    ratificata_il: date | None = campo("Ratificata dal Consiglio il", default=None)
    eccezione: str = campo(
        "Perché è ammessa anche a fine anno", default="", aiuto="le eccezioni dell’art. 175, comma 3, TUEL"
    )


@record(kw_only=True)
class ApprovazioneEstensione(ProvvedimentoDiSpesa):
    """The manager extends the activities of the partner: why, for how much, at which costs."""

    attivita: str = campo("Attività che si estendono")
    motivazione: str = campo("Bisogno o fatto sopravvenuto, e perché si estende")
    importo: Euro = campo("Contributo aggiuntivo")
    cofinanziamento: Euro = campo("Cofinanziamento dell’estensione")
    voci: tuple[VoceCosto, ...] = campo("Voci di costo")
    fine: date = campo("Fine della durata, che non cambia")
    variazione: Variazione | None = campo("Variazione di bilancio che la finanzia", default=None)


@record(kw_only=True)
class IntegrazioneConvenzione(Fatto):
    """The addendum is signed. `data` is the day of the last signature."""

    forma: Literal["scritta", "orale"] = campo("Forma")
    firme: tuple[Firma, ...] = campo("Firme")
    titolo: Literal["estensione", "revisione_ccnl", "sostituzione"] = campo("Che cosa integra")
    importo: Euro = campo("Contributo aggiuntivo", default=ZERO)
    fine: date = campo("Fine della durata, che non cambia")
    atto_costitutivo: AttoCostitutivo | None = campo(
        "Atto costitutivo del raggruppamento, come modificato", default=None
    )
    polizze: tuple[Polizza, ...] = campo("Polizze aggiornate", default=())
    repertorio: str = campo("Numero di repertorio o di raccolta", default="")


@record(kw_only=True)
class LivelloCcnl:
    """The hours left of one level of the collective agreement, at the old cost and at the new one."""

    livello: str = campo("Livello")
    ore: int = campo("Ore residue dalla decorrenza")
    costo_base: Euro = campo("Costo orario di base")
    costo_nuovo: Euro = campo("Costo orario rinnovato")

    @property
    def delta(self) -> Euro:
        """What the renewal costs on this level."""
        return (self.costo_nuovo - self.costo_base) * self.ore


@record(kw_only=True)
class RevisioneCcnl(ProvvedimentoDiSpesa):
    """The labour cost is revised because the collective agreement was renewed."""

    ccnl: str = campo("Contratto collettivo")
    rinnovo_firmato_il: date = campo("Rinnovo firmato il")
    decorrenza_ccnl: date = campo("Decorrenza degli aumenti nel rinnovo")
    domanda_del: date = campo("Domanda del partner del")
    documenti: tuple[str, ...] = campo("Testo del rinnovo, tabelle, ricalcolo")
    dal: date = campo("La revisione vale dal")
    livelli: tuple[LivelloCcnl, ...] = campo("Ricalcolo per livello")
    importo: Euro = campo("Maggior contributo")
    variazione: Variazione | None = campo("Variazione di bilancio che la finanzia", default=None)

    @property
    def delta(self) -> Euro:
        """Hours left times the increase, level by level."""
        return somma(livello.delta for livello in self.livelli)


@record(kw_only=True)
class ImpegnoQuote(ProvvedimentoDiSpesa):
    """A budget now covers the year of a suspended share: the share is committed, and is due."""

    motivazione: str = campo("Bilancio che ora comprende l’esercizio, e clausola che si scioglie")


@record(kw_only=True)
class SostituzioneComponente(Fatto):
    """A member leaves the group, and perhaps another enters it."""

    esce: str = campo("Ente che esce")
    entra: Ets | None = campo("Ente che entra", default=None)
    motivo: str = campo("Motivo")
    requisiti_verificati_il: date | None = campo("Requisiti di chi entra verificati il", default=None)
    elementi_premiati: str = campo(
        "Elementi premiati dalla commissione che l’uscita tocca", aiuto="vuoto se nessuno", default=""
    )
    mantenimento: str = campo("Come quegli elementi restano assicurati", default="")
    antimafia: Antimafia = campo("Documentazione antimafia di chi entra", default=Antimafia())


@record(kw_only=True)
class SospensionePagamenti(Fatto):
    """Payments are suspended under the convention or a special law: no measure of art. 21-quater."""

    titolo: Literal["rendiconto_tardivo", "eccezione_inadempimento", "antimafia", "altro"] = campo("Titolo")
    fonte_convenzionale: str = campo("Articolo della convenzione o norma che la prevede")
    motivo: str = campo("Motivo")


@record(kw_only=True)
class Ripresa(Annotato):
    """What was stopped goes on again: a suspension ends, a notice is withdrawn."""

    motivo: str = campo("Perché la convenzione riprende il suo corso")


@record(kw_only=True)
class RitiroProvvedimento(Annotato):
    """A measure is withdrawn before it takes effect: the convention is where it was."""

    motivo: str = campo("Perché il provvedimento si ritira")


@record(kw_only=True)
class RipresaPagamenti(Annotato):
    """Payments go on again."""

    motivo: str = campo("Perché i pagamenti riprendono")


@record(kw_only=True)
class ContestazioneInadempimento(Recapito):
    """A breach is charged to the partner, who has a term to answer."""

    fatti: tuple[str, ...] = campo("Fatti contestati")
    obblighi: str = campo("Obblighi della convenzione che si assumono violati")
    ricezione: date = campo("Ricevuta il")
    protocollo: str = campo("Protocollo")


@record(kw_only=True)
class MisuraInadempimento(Fatto):
    """The charge is closed: nothing, or a measure short of termination, in proportion to the breach."""

    misura: Literal["archiviazione", "richiamo", "riduzione"] = campo("Misura")
    controdeduzioni_valutate: str = campo("Come si sono valutate le controdeduzioni", default="")
    motivazione: str = campo("Perché la misura è proporzionata")
    riduzione: Euro = campo("Riduzione del contributo", default=ZERO)
    clausola: str = campo("Clausola della convenzione che prevede la misura", default="")


@record(kw_only=True)
class Diffida(Recapito):
    """The partner is warned to perform by a day, or the convention is terminated (art. 1454 c.c.)."""

    ricezione: date = campo("Ricevuta il")
    protocollo: str = campo("Protocollo")
    adempimenti: tuple[str, ...] = campo("Che cosa va adempiuto")
    entro: date = campo("Termine per adempiere")
    avvertenza: bool = campo("Avverte che altrimenti la convenzione è risolta")
    controdeduzioni_valutate: str = campo("Come si sono valutate le controdeduzioni", default="")


@record(kw_only=True)
class Adempimento(Annotato):
    """The partner has done what it was warned to do: the charge is closed."""

    motivo: str = campo("Come il partner ha adempiuto")


@record(kw_only=True)
class Risoluzione(Provvedimento):
    """Termination for breach (artt. 1453-1456 c.c. through art. 11 c. 2 L. 241/1990)."""

    titolo: Literal["diffida", "clausola_espressa"] = campo("Su quale titolo")
    clausola: str = campo("Clausola risolutiva espressa", default="")
    proporzionalita: str = campo("Gravità dell’inadempimento e proporzione della misura")


@record(kw_only=True)
class PreavvisoCessazione(Recapito):
    """Notice that activities, interventions or programmes will cease; the months run from its receipt."""

    ricezione: date = campo("Ricevuta dal partner il")
    protocollo: str = campo("Protocollo")
    cessano: str = campo("Attività, interventi o programmi che cessano")
    ultimo_giorno: date = campo("Ultimo giorno di attività", aiuto="la cessazione ha effetto dal giorno dopo")
    motivo: Literal[
        "esigenze_sopravvenute", "nuova_normativa", "programmazione", "minori_risorse", "altro_oggettivo"
    ] = campo("Motivo")
    fatto: str = campo("Fatto oggettivo sopravvenuto, con l’atto che lo documenta")
    fatto_del: date = campo("Data del fatto")
    atto_programmazione: str = campo("Atto di programmazione da cui dipende la scelta", default="")
    atto_bilancio: str = campo("Atto di bilancio che riduce le risorse", default="")
    riconoscimento_spese: bool = campo("Le spese sono riconosciute fino alla cessazione")
    indennizzo: Indennizzo | None = campo("Indennizzo", default=None)
    gestione_transitoria: str = campo("Gestione transitoria e continuità per gli utenti", default="")


@record(kw_only=True)
class RecessoPartner(Fatto):
    """The partner gives notice that it will withdraw."""

    ricezione: date = campo("Ricevuto dall’amministrazione il")
    protocollo: str = campo("Protocollo")
    ultimo_giorno: date = campo("Ultimo giorno di attività", aiuto="ha effetto dal giorno dopo")
    motivo: str = campo("Motivo", default="")


@record(kw_only=True)
class Cessazione(Annotato):
    """The last day of activity has passed: the convention has ceased."""

    verbale: str = campo("Verbale di riconsegna e chiusura delle attività", default="")


@record(kw_only=True)
class RelazioneFinale(Fatto):
    """The final report of the partner: activities, indicators, impact, goods given back."""

    protocollo: str = campo("Protocollo di arrivo")
    attivita: str = campo("Attività svolte")
    indicatori: str = campo("Indicatori raggiunti", default="")
    vis: str = campo("Valutazione di impatto sociale", default="")
    beni_restituiti: str = campo("Restituzione dei beni pubblici in uso, o perché non ve ne sono", default="")


@record(kw_only=True)
class Conclusione(Fatto):
    """The closing accounts: recognised, paid, recovered, and what is left to pay, to recover, to free."""

    riconosciuto: Euro = campo("Contributo riconosciuto in tutti i rendiconti")
    pagato: Euro = campo("Pagato")
    recuperato: Euro = campo("Recuperato", default=ZERO)
    saldo_da_pagare: Euro = campo("Saldo da pagare", default=ZERO)
    saldo_da_recuperare: Euro = campo("Saldo da recuperare", default=ZERO)
    termine_restituzione: date | None = campo("Termine per restituire", default=None)
    modalita_restituzione: str = campo("Modalità di restituzione", default="")
    impegnato: Euro = campo("Impegnato")
    economia: Euro = campo("Economia di impegno", default=ZERO)
    cofinanziamento_verificato: Euro = campo("Cofinanziamento accertato sull’intera durata")
    trasparenza_aggiornata_il: date | None = campo("Amministrazione trasparente aggiornata il", default=None)
    fascicolo_chiuso: bool = campo("Il fascicolo è chiuso e inviato in conservazione", default=False)
