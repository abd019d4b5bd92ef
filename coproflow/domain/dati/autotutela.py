"""What is recorded when an office goes back on its own act: revocation, annulment, lapse, withdrawal.

Any workflow names them: `dati: autotutela.Revoca`.
"""

from datetime import date
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto, Recapito
from coproflow.domain.importi import ZERO, Euro
from coproflow.domain.record import record

Misura = Literal["revoca", "annullamento", "decadenza", "recesso", "risoluzione"]


@record(kw_only=True)
class Indennizzo:
    """The indemnity, always assessed: an amount, or zero with its reasons."""

    importo: Euro = campo("Indennizzo", aiuto="0,00 se non è dovuto")
    motivazione: str = campo("Come si è valutato, o perché non è dovuto")
    danno_emergente: Euro | None = campo("Danno emergente accertato", default=None)


@record(kw_only=True)
class ComunicazioneAvvio(Recapito):
    """The beginning of a procedure against the partner is told to it (artt. 7 and 8 L. 241/1990)."""

    misura: Misura = campo("Provvedimento che si intende adottare")
    destinatari: tuple[str, ...] = campo("Destinatari")
    ricezione: date = campo("Ricevuta il (dall’ultimo dei destinatari)")
    protocollo: str = campo("Protocollo")
    motivi: str = campo("Fatti e ragioni che l’amministrazione intende porre a base della decisione")
    responsabile: str = campo("Responsabile del procedimento e ufficio")
    conclusione: date = campo("Data entro cui il procedimento si conclude")
    rimedi_inerzia: str = campo("Rimedi in caso di inerzia")
    accesso: str = campo("Dove e come si prende visione degli atti", aiuto="anche il domicilio digitale")


@record(kw_only=True)
class Memorie(Fatto):
    """Briefs and documents of the partner (art. 10 L. 241/1990), or its answer to a charge of breach."""

    da: str = campo("Di chi")
    protocollo: str = campo("Protocollo di arrivo")
    sintesi: str = campo("Che cosa osserva")


@record(kw_only=True)
class Provvedimento(Fatto):
    """What every limiting measure records: its reasons, how the partner was heard, how it takes effect."""

    motivazione: str = campo("Presupposti di fatto e ragioni giuridiche")
    memorie_valutate: str = campo("Come si sono valutate le memorie presentate", default="")
    motivi_celerita: str = campo(
        "Esigenze di celerità per cui l’avvio non è comunicato (art. 7 c. 1)", default=""
    )
    cautelare_urgente: bool = campo("Provvedimento cautelare e urgente", default=False)
    pubblicita: str = campo(
        "Forme di pubblicità in luogo della comunicazione personale",
        aiuto="se il numero dei destinatari rende gravosa quella personale (artt. 8 c. 3 e 21-bis)",
        default="",
    )
    sanzionatorio: bool = campo("Ha carattere sanzionatorio", default=False)
    clausola_immediata: str = campo("Motivazione della clausola di immediata efficacia", default="")
    contributo_lasciato: Euro | None = campo(
        "Contributo che resta al partner", aiuto="vuoto se lo dicono i rendiconti", default=None
    )
    da_recuperare: Euro = campo("Somma da restituire", default=ZERO)
    termine_restituzione: date | None = campo("Termine per restituire", default=None)
    modalita_restituzione: str = campo("Modalità di restituzione", default="")


@record(kw_only=True)
class Revoca(Provvedimento):
    """Revocation of a lasting measure (art. 21-quinquies L. 241/1990)."""

    presupposto: Literal["motivi_sopravvenuti", "mutamento_fatto", "nuova_valutazione"] = campo("Presupposto")
    fatto: str = campo("Motivo o fatto sopravvenuto, con l’atto che lo documenta")
    fatto_del: date = campo("Data del motivo o del fatto")
    prevedibile: bool = campo(
        "Il mutamento era prevedibile quando il provvedimento fu adottato", default=False
    )
    vantaggio_economico: bool = campo("Si revoca l’attribuzione di un vantaggio economico")
    provvedimento_del: date = campo("Data del provvedimento che si revoca")
    pregiudizio: bool = campo("La revoca reca pregiudizio ai soggetti interessati")
    rapporti_negoziali: bool = campo("La revoca incide su rapporti negoziali", default=False)
    indennizzo: Indennizzo | None = campo("Indennizzo", default=None)


@record(kw_only=True)
class Annullamento(Provvedimento):
    """Annulment of an unlawful measure by who issued it (art. 21-nonies L. 241/1990)."""

    atto_annullato: str = campo(
        "Atto che si annulla", aiuto="l’identificativo nel flusso, anche di un procedimento a monte"
    )
    illegittimita: str = campo("Vizio di legittimità (art. 21-octies)")
    interesse_pubblico: str = campo("Ragioni di interesse pubblico attuale")
    bilanciamento: str = campo("Interessi dei destinatari e dei controinteressati, come si sono considerati")
    vantaggio_economico: bool = campo("Si annulla l’attribuzione di un vantaggio economico")
    eccezione: Literal["nessuna", "falsa_rappresentazione", "dichiarazioni_false"] = campo(
        "Eccezione al termine (c. 2-bis)", default="nessuna"
    )
    accertamento: str = campo("Accertamento della falsa rappresentazione, imputabile alla parte", default="")
    sentenza: str = campo("Sentenza passata in giudicato sulle dichiarazioni false", default="")
    motivazione_rafforzata: str = campo("Motivazione rafforzata dell’annullamento tardivo", default="")


@record(kw_only=True)
class Decadenza(Provvedimento):
    """The benefit lapses: a requirement was lost, or was falsely declared."""

    requisito: Literal["runts", "requisiti_generali", "interdittiva_antimafia", "dichiarazione_mendace"] = (
        campo("Che cosa è venuto meno")
    )
    ente_decaduto: str = campo("Ente che l’ha perso")
    accertata_il: date = campo("Accertata il")
    estremi: str = campo(
        "Atto che lo accerta", aiuto="visura, informazione interdittiva, verbale di controllo"
    )
    pagamenti_fermi: bool = campo("I pagamenti sono fermi", default=False)
    costi_anteriori: str = campo("Valutazione dei costi sorti prima della perdita", default="")
    parere_legale: str = campo("Parere legale per non recuperare l’intero", default="")
    interventi_salvi: str = campo(
        "Interventi per minori o situazioni di particolare disagio, come si sono valutati",
        aiuto="la decadenza per mendacio li fa salvi (art. 75 c. 1-bis D.P.R. 445/2000)",
        default="",
    )


@record(kw_only=True)
class Recesso(Provvedimento):
    """Unilateral withdrawal from the agreement (art. 11 c. 4 L. 241/1990)."""

    fatto: str = campo("Motivo di pubblico interesse sopravvenuto, con l’atto che lo documenta")
    fatto_del: date = campo("Data del motivo")
    indennizzo: Indennizzo | None = campo("Indennizzo", default=None)


@record(kw_only=True)
class Efficacia(Fatto):
    """The limiting measure takes effect (art. 21-bis L. 241/1990)."""

    nota: str = campo("Nota", default="")


@record(kw_only=True)
class Sospensione(Fatto):
    """Suspension of the effects of the concession (art. 21-quater c. 2 L. 241/1990)."""

    ragioni: str = campo("Gravi ragioni")
    fino_al: date | None = campo("Termine della sospensione", default=None)


@record(kw_only=True)
class ProrogaSospensione(Fatto):
    """The suspension is extended, once only, or shortened."""

    ragioni: str = campo("Sopravvenute esigenze")
    fino_al: date = campo("Nuovo termine della sospensione")
