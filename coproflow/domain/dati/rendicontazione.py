"""What the steps of a report record: expenses, their examination, what is recognised, paid or recovered."""

from datetime import date
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Annotato, Fatto, Recapito
from coproflow.domain.dati.aperture import AperturaRendicontazione
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.record import record
from coproflow.domain.testi import Cig, Cup, Iban

__all__ = [
    "AccertamentoEntrata",
    "AffidamentoRiscossione",
    "Anticipo",
    "AperturaRendicontazione",
    "ApprovazioneRendiconto",
    "ChiusuraRendicontazione",
    "ComunicazioneRiduzioni",
    "DecorsoTermine",
    "DiffidaRecupero",
    "DiffidaRendiconto",
    "EsameRendiconto",
    "IncassoRecupero",
    "Liquidazione",
    "MancataPresentazione",
    "NotaDebito",
    "OsservazioniEts",
    "Pagamento",
    "PresentazioneRendiconto",
    "ProvvedimentoRecupero",
    "RichiestaIntegrazione",
    "RispostaIntegrazione",
    "Spesa",
    "VerificheLiquidazione",
]


@record(kw_only=True)
class Spesa:
    """One expense: its voucher, what of it is charged to the project, its item of the plan, its payment."""

    codice: str = campo("Codice della spesa nel rendiconto", aiuto="per esempio S12")
    voce: str = campo("Voce del piano economico-finanziario")
    componente: str = campo("Ente che l’ha sostenuta", aiuto="nei raggruppamenti", default="")
    emittente: str = campo(
        "Emittente", aiuto="fornitore; per il personale la matricola, non il nome", dato="personale"
    )
    giustificativo: str = campo("Giustificativo", aiuto="per esempio: fattura n. 118 del 03/02/2026")
    sostenuta_il: date = campo("Spesa sostenuta il")
    importo: Euro = campo("Importo del giustificativo")
    imputato: Euro = campo("Quota imputata al progetto")
    pagata_il: date | None = campo("Pagata il", default=None)
    strumento: Literal["bonifico", "f24", "addebito", "carta", "assegno", "contanti", "altro"] | None = campo(
        "Strumento di pagamento", default=None
    )
    quietanza: str = campo("Quietanza", aiuto="per esempio: CRO o protocollo F24", default="")
    annullata_con_cup: bool = campo("Giustificativo annullato con CUP o titolo del progetto", default=False)
    fonte: str = campo(
        "Fonte vincolata cui è imputata", aiuto="per esempio: Fondo povertà; vuoto se nessuna", default=""
    )

    @property
    def chiave(self) -> tuple[str, str]:
        """What tells one voucher from another, however it was typed."""
        return _piana(self.emittente), _piana(self.giustificativo)


@record(kw_only=True)
class Entrata:
    """Money the project received: users' fees, sales, another body's contribution."""

    origine: str = campo("Da chi", aiuto="utenti, altro ente…")
    titolo: str = campo("A che titolo")
    importo: Euro = campo("Importo")


@record(kw_only=True)
class Apporto:
    """A share the ETS puts in: money, or volunteers, goods and rooms at a value fixed beforehand."""

    tipo: Literal["monetario", "non_monetario"] = campo("Tipo di apporto")
    descrizione: str = campo("Descrizione")
    valore: Euro = campo("Valore")
    criterio: str = campo("Criterio di valorizzazione", aiuto="per gli apporti non monetari", default="")


@record(kw_only=True)
class Realizzazione:
    """How much of an activity was carried out, with the indicator that says so."""

    attivita: str = campo("Attività")
    indicatore: str = campo("Indicatore")
    atteso: int = campo("Valore atteso nel periodo")
    raggiunto: int = campo("Valore raggiunto")


@record(kw_only=True)
class PresentazioneRendiconto(Fatto):
    """The ETS submits its report: expenses, revenues, cofinancing, indicators. `data` is its arrival."""

    protocollo: str = campo("Protocollo di arrivo")
    firmatario: str = campo("Legale rappresentante che lo sottoscrive")
    contributo_richiesto: Euro = campo("Contributo richiesto")
    spese: tuple[Spesa, ...] = campo("Spese")
    entrate: tuple[Entrata, ...] = campo("Entrate del progetto", default=())
    altri_contributi: tuple[Entrata, ...] = campo("Altri contributi ricevuti", default=())
    cofinanziamento: tuple[Apporto, ...] = campo("Cofinanziamento", default=())
    realizzazioni: tuple[Realizzazione, ...] = campo("Attività e indicatori", default=())
    relazione: str = campo("Relazione sulle attività (estremi)")
    dichiarazione_unicita: bool = campo(
        "Dichiara che nessuna spesa è finanziata due volte", aiuto="anche in altri programmi o dall’Ambito"
    )


@record(kw_only=True)
class RichiestaIntegrazione(Fatto):
    """The office asks for what is missing, once and with a term (art. 6 c. 1 lett. b L. 241/1990)."""

    elementi: tuple[str, ...] = campo("Che cosa manca o va corretto")
    protocollo: str = campo("Protocollo")
    entro: date = campo("Termine per rispondere")


@record(kw_only=True)
class RispostaIntegrazione(Fatto):
    """What the ETS answers: documents, and the expenses corrected (same code) or added."""

    protocollo: str = campo("Protocollo di arrivo")
    documenti: tuple[str, ...] = campo("Documenti", default=())
    spese: tuple[Spesa, ...] = campo("Spese corrette o completate", default=())


@record(kw_only=True)
class EsitoSpesa:
    """What the examination says of one expense: how much is accepted and, where it is less, why."""

    codice: str = campo("Codice della spesa")
    ammesso: Euro = campo("Importo ammesso")
    motivo: str = campo("Motivo, se non è ammessa in tutto", default="")


@record(kw_only=True)
class Riduzione:
    """A reduction for an activity not carried out, or not as agreed: how much, by which count, why."""

    attivita: str = campo("Attività o voce", aiuto="il codice della voce, se la convenzione riduce per voce")
    base: Euro = campo("Costo ammesso su cui si calcola")
    importo: Euro = campo("Riduzione")
    motivo: str = campo("Come si è calcolata e perché")


@record(kw_only=True)
class VerificaFonte:
    """The check of the rules of a bound source: which text sets them, whether its expenses are eligible."""

    fonte: str = campo("Fonte vincolata")
    regole: str = campo("Atto che fissa le regole della fonte")
    ammissibili: bool = campo("Le spese imputate sono ammissibili")
    tracciata_in: str = campo("Sistema in cui è tracciata", aiuto="SIOSS, ReGiS…", default="")


@record(kw_only=True)
class ScostamentoAutorizzato:
    """A shift between items of the plan beyond the tolerance, that the office authorised."""

    voce: str = campo("Voce")
    importo: Euro = campo("Maggiore importo autorizzato")
    atto: str = campo("Atto o nota che lo autorizza")


@record(kw_only=True)
class EsameRendiconto(Fatto):
    """The report of the RUP: each expense, revenues and cofinancing as ascertained, reductions proposed."""

    istruttore: str = campo("Istruttore")
    esiti: tuple[EsitoSpesa, ...] = campo("Esito per ciascuna spesa")
    entrate: Euro = campo("Entrate del progetto accertate")
    altri_contributi: Euro = campo("Altri contributi accertati")
    cofinanziamento_monetario: Euro = campo("Cofinanziamento monetario accertato")
    cofinanziamento_non_monetario: Euro = campo("Cofinanziamento non monetario accertato")
    riduzioni: tuple[Riduzione, ...] = campo("Riduzioni proposte per attività non realizzate", default=())
    fonti_vincolate: tuple[VerificaFonte, ...] = campo("Verifica delle fonti vincolate", default=())
    scostamenti: tuple[ScostamentoAutorizzato, ...] = campo("Scostamenti autorizzati", default=())
    riscontro_altri_rendiconti: str = campo(
        "Riscontro con gli altri rendiconti dello stesso ente",
        aiuto="altri programmi e avviso d’Ambito",
        default="",
    )

    @property
    def costi_ammissibili(self) -> Euro:
        """What the examination accepts of the expenses."""
        return somma(e.ammesso for e in self.esiti)

    @property
    def totale_riduzioni(self) -> Euro:
        """What the examination proposes to take off for activities not carried out."""
        return somma(r.importo for r in self.riduzioni)

    @property
    def cofinanziamento(self) -> Euro:
        """Cofinancing ascertained, in money and not."""
        return self.cofinanziamento_monetario + self.cofinanziamento_non_monetario


@record(kw_only=True)
class ComunicazioneRiduzioni(Recapito):
    """The ETS is told what will be reduced or recovered, and by when it can answer."""

    destinatario: str = campo("Destinatario")
    protocollo: str = campo("Protocollo")
    ricevuta_il: date = campo("Ricevuta il")
    proposto: Euro = campo("Contributo che si propone di riconoscere")
    da_recuperare: Euro = campo("Somma che si propone di recuperare", default=ZERO)
    motivi: tuple[str, ...] = campo("Motivi")
    entro: date = campo("Termine per le osservazioni")


@record(kw_only=True)
class OsservazioniEts(Fatto):
    """What the ETS answers to the reductions."""

    protocollo: str = campo("Protocollo di arrivo")
    sintesi: str = campo("Che cosa osserva")


@record(kw_only=True)
class DecorsoTermine(Annotato):
    """The term ran without an answer: somebody records it."""


@record(kw_only=True)
class ApprovazioneRendiconto(Fatto):
    """What is recognised of a report, line by line of the formula, and the balance to pay or to recover."""

    concesso: Euro = campo("Contributo concesso per il periodo")
    costi_ammissibili: Euro = campo("Costi ammissibili")
    entrate: Euro = campo("Entrate del progetto")
    altri_contributi: Euro = campo("Altri contributi")
    cofinanziamento_monetario: Euro = campo("Cofinanziamento monetario")
    riduzione_attivita: Euro = campo("Riduzione per attività non realizzate", default=ZERO)
    riduzione_cofinanziamento: Euro = campo("Riduzione per cofinanziamento mancante", default=ZERO)
    riconosciuto: Euro = campo("Contributo riconosciuto")
    erogato: Euro = campo("Già erogato per il periodo", aiuto="anticipi o acconti", default=ZERO)
    da_liquidare: Euro = campo("Da liquidare")
    da_recuperare: Euro = campo("Da recuperare", default=ZERO)
    osservazioni_valutate: str = campo("Come si sono valutate le osservazioni dell’ETS", default="")
    motivazione: str = campo("Motivazione", default="")


@record(kw_only=True)
class NotaDebito(Fatto):
    """The document the ETS asks payment with: a debit note outside VAT; an invoice raises an alarm."""

    documento: Literal["nota_debito", "fattura"] = campo("Documento")
    numero: str = campo("Numero e data")
    protocollo: str = campo("Protocollo di arrivo")
    intestatario: str = campo("Ente che la emette")
    importo: Euro = campo("Importo")
    iva: Euro = campo("IVA esposta", default=ZERO)
    bollo: Literal["assolto", "esente", "non_dovuto"] = campo(
        "Imposta di bollo", aiuto="assolta oltre 77,47 euro; esenti gli enti dell’art. 82 c. 1 e 5 CTS"
    )
    iban: Iban = campo("Conto dedicato")


@record(kw_only=True)
class Durc:
    """A certificate of regular contributions: the day printed on it, and the debt where it is irregular."""

    ente: str = campo("Ente")
    esito: Literal["regolare", "irregolare", "senza_posizione"] = campo("Esito")
    valido_fino_al: date | None = campo("Scadenza stampata sul documento", default=None)
    inadempienza: Euro = campo("Importo dell’inadempienza", default=ZERO)
    protocollo: str = campo("Protocollo o dichiarazione", default="")


@record(kw_only=True)
class VisuraEts:
    """Whether an ETS is registered the day of the payment."""

    ente: str = campo("Ente")
    verificata_il: date = campo("Visura del")
    cancellato_il: date | None = campo("Cancellato dal", default=None)


@record(kw_only=True)
class VerificheLiquidazione(Fatto):
    """What the office checks before it liquidates: registration, contributions, tax nature of the ETS."""

    visure: tuple[VisuraEts, ...] = campo("Iscrizione al RUNTS")
    durc: tuple[Durc, ...] = campo("DURC", default=())
    dichiarazione_ritenuta: Literal["soggetto", "non_soggetto"] | None = campo(
        "Dichiarazione sulla ritenuta del 4 % (art. 28 DPR 600/1973)", default=None
    )
    pubblicita_l124: str = campo(
        "Pagina in cui l’ETS pubblica i contributi ricevuti (L. 124/2017)", default=""
    )
    pubblicita_l124_il: date | None = campo("Pubblicati il", default=None)


@record(kw_only=True)
class Imputazione:
    """The commitment a liquidation draws on."""

    esercizio: int = campo("Esercizio")
    impegno: str = campo("Numero dell’impegno")
    capitolo: str = campo("Capitolo")
    importo: Euro = campo("Importo")


@record(kw_only=True)
class Trattenuta:
    """What is kept from a payment and turned over to somebody else."""

    titolo: Literal["durc", "48bis", "ritenuta_4"] = campo("A che titolo")
    importo: Euro = campo("Importo")
    versata_a: str = campo("Versata a")


@record(kw_only=True)
class Liquidazione(Fatto):
    """The manager liquidates what was recognised, on the commitments of the convention (art. 184 TUEL)."""

    firmatario: str = campo("Chi sottoscrive la liquidazione")
    secondo_controllo: str = campo("Chi ha svolto il secondo controllo", default="")
    imputazioni: tuple[Imputazione, ...] = campo("Imputazione agli impegni")
    trattenute: tuple[Trattenuta, ...] = campo("Trattenute", default=())
    iban: Iban = campo("Conto dedicato del pagamento")
    cup: Cup | None = campo("CUP", default=None)
    cig: Cig | None = campo("CIG", default=None)
    estremi_pubblicazione: str = campo(
        "Estremi della pubblicazione della concessione (art. 26 D.Lgs. 33/2013)", default=""
    )

    @property
    def importo(self) -> Euro:
        """What is liquidated, withholdings included."""
        return somma(i.importo for i in self.imputazioni)

    @property
    def netto(self) -> Euro:
        """What reaches the ETS."""
        return self.importo - somma(t.importo for t in self.trattenute)


@record(kw_only=True)
class Anticipo(Liquidazione):
    """An advance on the period, where the convention foresees it: the report will account for it."""

    garanzia: str = campo("Garanzia dell’anticipo", aiuto="per esempio: fideiussione n. 12 del…", default="")


@record(kw_only=True)
class VerificaInadempienze:
    """The answer of Agenzia delle entrate-Riscossione on the tax debts of who is to be paid (art. 48-bis)."""

    il: date = campo("Verifica del")
    esito: Literal["non_inadempiente", "inadempiente"] = campo("Esito")
    debito: Euro = campo("Debito comunicato", default=ZERO)


@record(kw_only=True)
class Pagamento(Fatto):
    """A payment order on the liquidation (art. 185 TUEL): `importo` counts what is withheld too."""

    mandato: str = campo("Mandato n.")
    importo: Euro = campo("Importo del mandato")
    esercizio: int = campo("Esercizio")
    all_agente: Euro = campo("Di cui versato all’agente della riscossione", default=ZERO)
    verifica_inadempienze: VerificaInadempienze | None = campo(
        "Verifica presso l’agente della riscossione", default=None
    )
    esclusione_48bis: str = campo("Perché la verifica non si applica", default="")
    quietanza: str = campo("Quietanza del tesoriere", default="")


@record(kw_only=True)
class DiffidaRendiconto(Recapito):
    """The ETS that has not reported is told to do so by a day; payments of the convention wait."""

    protocollo: str = campo("Protocollo")
    ricevuta_il: date = campo("Ricevuta il")
    entro: date = campo("Termine ultimo per presentare il rendiconto")


@record(kw_only=True)
class MancataPresentazione(Fatto):
    """The term of the diffida ran in vain: what was already paid for the period has no account."""

    erogato: Euro = campo("Già erogato per il periodo", default=ZERO)
    conseguenze: str = campo("Che cosa si dispone")


@record(kw_only=True)
class ProvvedimentoRecupero(Fatto):
    """The measure that asks the money back: how much, by when, how (art. 21-ter L. 241/1990)."""

    importo: Euro = campo("Somma da restituire")
    interessi: Euro = campo("Interessi", default=ZERO)
    calcolo_interessi: str = campo("Decorrenza e misura degli interessi", default="")
    entro: date | None = campo("Termine per restituire", default=None)
    modalita: str = campo("Modalità di restituzione", aiuto="per esempio: avviso pagoPA allegato", default="")
    motivazione: str = campo("Motivazione")

    @property
    def dovuto(self) -> Euro:
        """What has to come back: capital and interest."""
        return self.importo + self.interessi


@record(kw_only=True)
class AccertamentoEntrata(Fatto):
    """The credit is entered in the accounts (art. 179 TUEL). `data` is the day of the entry."""

    numero: str = campo("Accertamento n.")
    importo: Euro = campo("Importo accertato")
    esercizio: int = campo("Esercizio in cui la somma è esigibile")


@record(kw_only=True)
class DiffidaRecupero(Recapito):
    """The ETS that has not given back is warned that enforcement follows."""

    protocollo: str = campo("Protocollo")
    ricevuta_il: date = campo("Ricevuta il")
    entro: date = campo("Termine della diffida")


@record(kw_only=True)
class AffidamentoRiscossione(Fatto):
    """Enforcement begins: by an enforceable assessment, an injunction, or the guarantee."""

    titolo: Literal["accertamento_esecutivo", "ingiunzione", "escussione_garanzia"] = campo(
        "Titolo della riscossione"
    )
    estremi: str = campo("Estremi")


@record(kw_only=True)
class IncassoRecupero(Fatto):
    """Money comes back: how much, on which receipt order, or set off against what the ETS is owed."""

    importo: Euro = campo("Importo")
    reversale: str = campo("Reversale d’incasso")
    modo: Literal["pagopa", "bonifico", "compensazione", "riscossione_coattiva", "garanzia"] = campo(
        "Come è stato incassato"
    )
    clausola_compensazione: str = campo(
        "Clausola che ammette la compensazione", aiuto="articolo della convenzione", default=""
    )


@record(kw_only=True)
class ChiusuraRendicontazione(Annotato):
    """Nothing to pay and nothing to recover: the report is closed."""

    motivo: str = campo("Perché non resta nulla da liquidare né da recuperare")


def spese_correnti(
    presentazione: PresentazioneRendiconto, risposte: tuple[RispostaIntegrazione, ...]
) -> tuple[Spesa, ...]:
    """The expenses as they stand: those of the report, each replaced by its correction where there is one."""
    correnti = {s.codice: s for s in presentazione.spese}
    for risposta in risposte:
        correnti |= {s.codice: s for s in risposta.spese}
    return tuple(correnti.values())


def _piana(testo: str) -> str:
    return " ".join(testo.casefold().split())
