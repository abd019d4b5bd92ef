"""Who acts: the office, its operators with their appointments, the ETS."""

from datetime import date
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.parametri import Figura
from coproflow.domain.record import record
from coproflow.domain.testi import CodiceFiscale, Pec


@record(kw_only=True)
class Incarico:
    """An appointment: which role, by which act, from when to when (the day it ends is still covered)."""

    ruolo: str = campo("Ruolo", aiuto="quello dei flussi: dirigente, rup, segreteria, ragioniere")
    titolo: str = campo("Atto di incarico", aiuto="per esempio: decreto sindacale n. 12 del 01/07/2024")
    qualifica: str = campo("Qualifica in calce agli atti", default="")
    dal: date = campo("Dal")
    al: date | None = campo("Al", default=None)

    def vigente(self, giorno: date) -> bool:
        """Whether the appointment covers that day."""
        return self.dal <= giorno and (self.al is None or giorno <= self.al)


@record(kw_only=True)
class Operatore:
    """A person who records steps or signs acts."""

    id: str = campo("Nome utente")
    nome: str = campo("Nome e cognome")
    genere: Literal["f", "m"] = campo("Genere", aiuto="per la concordanza negli atti: f o m")
    incarichi: tuple[Incarico, ...] = campo("Incarichi")

    def incarico(self, ruoli: tuple[str, ...], giorno: date) -> Incarico | None:
        """The first appointment to one of the roles that is in force that day."""
        return next((i for i in self.incarichi if i.ruolo in ruoli and i.vigente(giorno)), None)


@record(kw_only=True)
class Ente:
    """The public body that runs the program: what its letterhead, its competences and its appeals need."""

    id: str = campo("Sigla dell’ente")
    nome: str = campo("Denominazione")
    tipo: Literal["comune", "unione", "azienda_speciale", "consorzio"] = campo("Tipo di ente")
    citta: str = campo("Città, come si scrive prima della data in calce agli atti")
    provincia: str = campo("Provincia")
    indirizzo: str = campo("Indirizzo")
    codice_fiscale: CodiceFiscale = campo("Codice fiscale")
    pec: Pec = campo("Domicilio digitale (PEC)")
    sito: str = campo("Sito istituzionale")
    settore: str = campo("Settore procedente")
    tar: str = campo(
        "TAR competente",
        aiuto="per esempio: Tribunale amministrativo regionale per la Lombardia, sezione staccata di Brescia",
    )
    abitanti: int = campo("Abitanti", aiuto="0 per le aziende speciali e i consorzi")
    organi_gestione: tuple[str, ...] = campo(
        "Organi competenti agli atti di gestione",
        aiuto="di regola il dirigente; per gli enti senza dirigenti il responsabile ex art. 109 c. 2 TUEL",
        default=("dirigente",),
    )
    letture: tuple[Figura, ...] = campo("Letture scelte dall’ente", default=())
    operatori: tuple[Operatore, ...] = campo("Operatori", unico="id")

    def operatore(self, id_: str) -> Operatore | None:
        """The operator of that name, if the office has one."""
        return next((o for o in self.operatori if o.id == id_), None)

    def titolare(self, ruolo: str, giorno: date) -> Operatore | None:
        """Who held a role that day."""
        return next((o for o in self.operatori if o.incarico((ruolo,), giorno)), None)


FormaEts = Literal[
    "odv",
    "aps",
    "ente_filantropico",
    "impresa_sociale",
    "cooperativa_sociale",
    "rete_associativa",
    "societa_mutuo_soccorso",
    "altro_ets",
    "ente_religioso",
    "onlus",
    "altro",
]


@record(kw_only=True)
class Iscrizione:
    """Registration in the RUNTS, or in the special section of the business register (social enterprises)."""

    numero: str = campo("Numero di iscrizione")
    dal: date = campo("Iscritto dal")
    sezione: str = campo(
        "Sezione", aiuto="sezione del RUNTS, o «registro imprese» per imprese e cooperative sociali"
    )
    verificata_il: date | None = campo("Visura del", default=None)
    cancellata_il: date | None = campo("Cancellato dal", default=None)

    def vigente(self, giorno: date) -> bool:
        """Registered that day: art. 47 D.Lgs. 117/2017 makes registration constitutive, and it must last."""
        return self.dal <= giorno and (self.cancellata_il is None or giorno < self.cancellata_il)


@record(kw_only=True)
class Ets:
    """An entity of the Third Sector, as it declares itself and as the office has checked it."""

    denominazione: str = campo("Denominazione")
    forma: FormaEts = campo("Forma giuridica")
    codice_fiscale: CodiceFiscale = campo("Codice fiscale")
    sede: str = campo("Sede")
    pec: Pec = campo("Domicilio digitale")
    legale_rappresentante: str = campo("Legale rappresentante")
    iscrizione: Iscrizione | None = campo("Iscrizione", default=None)
    domanda_iscrizione: date | None = campo(
        "Domanda di iscrizione al RUNTS o al Registro imprese ancora pendente, presentata il", default=None
    )
    condizioni_onlus: bool = campo(
        "Iscritta all’Anagrafe delle ONLUS, con bilanci a schema, bilancio sociale e organo di controllo",
        default=False,
    )
    regolamento_ramo: str = campo("Regolamento del ramo ETS, per gli enti religiosi", default="")
    volontari: bool = campo("Si avvale di volontari", default=False)
    divieto_contributi: date | None = campo(
        "Divieto di accedere a contributi, dopo una dichiarazione mendace (art. 75 D.P.R. 445/2000), fino al",
        default=None,
    )
    controllato_da_esclusi: bool = campo(
        "Controllato da PA, partiti, sindacati, associazioni professionali o di datori (art. 4 c. 2)",
        default=False,
    )
