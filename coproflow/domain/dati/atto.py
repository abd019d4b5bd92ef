"""What is recorded of an act, in whatever procedure: adoption, visa, publication, communication."""

from datetime import date
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.importi import Euro
from coproflow.domain.record import record


@record(kw_only=True)
class FattoAtto(Fatto):
    """A fact in the life of one act of the case."""

    atto: str = campo("Atto", aiuto="l’identificativo dell’atto nel flusso, per esempio determina_indizione")


@record(kw_only=True)
class Parere(Fatto):
    """An opinion of regularity (art. 49 or art. 147-bis TUEL)."""

    tipo: Literal["tecnico", "contabile"] = campo("Tipo di parere")
    esito: Literal["favorevole", "contrario"] = campo("Esito")
    responsabile: str = campo("Responsabile")


@record(kw_only=True)
class PresenzaOrgano:
    """A member of a collegial organ at the session that decided."""

    nome: str = campo("Nome e cognome")
    carica: str = campo("Carica")
    presente: Literal["presente", "assente", "da remoto"] = campo("Presenza")


@record(kw_only=True)
class AdozioneAtto(FattoAtto):
    """The act is adopted: its number in the register, its organ, who signed, the opinions it rests on."""

    numero: str = campo("Numero")
    registro_generale: str | None = campo("Numero di registro generale", default=None)
    organo: str = campo("Organo", aiuto="dirigente, giunta, consiglio, assemblea_sindaci, rup…")
    firmatario: str = campo("Firmatario")
    oggetto: str = campo("Oggetto", default="")
    immediatamente_eseguibile: bool = campo("Immediatamente eseguibile (art. 134 c. 4 TUEL)", default=False)
    mero_indirizzo: bool = campo("Mero atto di indirizzo (art. 49 c. 1 TUEL)", default=False)
    riflessi_contabili: bool = campo("Riflessi sulla situazione economico-finanziaria", default=False)
    pareri: tuple[Parere, ...] = campo("Pareri", default=())
    motivazione_scostamento: str = campo("Motivazione dello scostamento dai pareri", default="")
    presenze: tuple[PresenzaOrgano, ...] | None = campo(
        "Presenze alla seduta dell’organo collegiale", default=None
    )
    presidente: str = campo("Chi presiede la seduta", default="")
    segretario: str = campo("Segretario verbalizzante", default="")
    votazione: str = campo(
        "Esito della votazione", aiuto="per esempio: voti unanimi, palesemente espressi", default=""
    )


@record(kw_only=True)
class Copertura:
    """One commitment registered by the accounts office: year, number, amount."""

    esercizio: int = campo("Esercizio")
    numero: str = campo("Numero dell’impegno o della prenotazione")
    importo: Euro = campo("Importo")


@record(kw_only=True)
class VistoContabile(FattoAtto):
    """The accounting visa attesting the cover: only with it a spending act is executive (art. 183 c. 7)."""

    responsabile: str = campo("Responsabile del servizio finanziario")
    coperture: tuple[Copertura, ...] = campo("Impegni registrati", default=())


@record(kw_only=True)
class PubblicazioneAlbo(FattoAtto):
    """Legal publication: fifteen consecutive days (art. 124 TUEL, L. 69/2009 art. 32)."""

    numero: str = campo("Numero di affissione")
    al: date = campo("Affisso fino al")


@record(kw_only=True)
class VoceTrasparenza:
    """One row of the table of artt. 26 and 27 D.Lgs. 33/2013."""

    beneficiario: str = campo("Beneficiario")
    dati_fiscali: str = campo("Codice fiscale o partita IVA")
    importo: Euro = campo("Importo")
    titolo: str = campo("Norma o titolo")
    ufficio: str = campo("Ufficio e responsabile")
    modalita: str = campo("Modalità di individuazione")
    link_progetto: str = campo("Collegamento al progetto")
    link_curriculum: str = campo("Collegamento al curriculum, o «non dovuto»", default="non dovuto")


@record(kw_only=True)
class PubblicazioneTrasparenza(FattoAtto):
    """Publication in «Amministrazione trasparente»."""

    sezione: Literal["art23", "art26_criteri", "art26_concessioni", "altra"] = campo("Sezione")
    indirizzo: str = campo("Indirizzo della pagina")
    voci: tuple[VoceTrasparenza, ...] = campo("Tabella degli artt. 26 e 27", default=())


@record(kw_only=True)
class ComunicazioneAtto(FattoAtto):
    """Delivery of the act to who it concerns, at the digital domicile (artt. 3-bis CAD, 21-bis L. 241)."""

    destinatario: str = campo("Destinatario")
    canale: Literal["domicilio_digitale", "raccomandata", "mani", "altro"] = campo("Canale")
    protocollo: str = campo("Protocollo e data")
    senza_domicilio_digitale: bool = campo(
        "Il destinatario non ha un domicilio digitale",
        aiuto="né in INI-PEC, IPA o INAD, né eletto per il procedimento",
        default=False,
    )
