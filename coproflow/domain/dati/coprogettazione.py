"""What the steps of a co-progettazione record, from the preparation of the notice to its outcomes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from coproflow.domain.campi import campo
from coproflow.domain.dati import Fatto
from coproflow.domain.parametri import Figura
from coproflow.domain.programmi import Programma
from coproflow.domain.testi import Cup, Pec


@dataclass(frozen=True, kw_only=True)
class Criterio:
    """A criterion of evaluation and the points it can give."""

    codice: str = campo("Codice")
    titolo: str = campo("Criterio")
    punti: int = campo("Punteggio massimo")


@dataclass(frozen=True, kw_only=True)
class AperturaCoprogettazione(Fatto):
    """The notice as it is prepared: its object, its programmes, its criteria and the figures it sets."""

    oggetto: str = campo("Oggetto")
    avviso: str = campo("Nome breve dell’avviso", aiuto="per esempio: Comune, Ambito")
    ente_procedente: str = campo("Ente procedente", default="")
    capofila_ambito: bool = campo("L’ente procede come capofila d’Ambito", default=False)
    atto_associativo: str = campo("Convenzione associativa e delibera dell’Assemblea dei Sindaci", default="")
    iniziativa: Literal["ente", "ets"] = campo("Iniziativa", default="ente")
    inizio: date = campo("Inizio della durata")
    fine: date = campo("Fine della durata")
    obiettivi_generali: tuple[str, ...] = campo("Obiettivi generali")
    caratteristiche_essenziali: tuple[str, ...] = campo("Caratteristiche essenziali dell’intervento")
    programmi: tuple[Programma, ...] = campo("Programmi")
    criteri: tuple[Criterio, ...] = campo("Criteri di valutazione")
    modalita_individuazione: str = campo("Modalità di individuazione dei partner")
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
    sezioni: tuple[str, ...] = campo("Sezioni dell’avviso", default=())
    allegati: tuple[str, ...] = campo("Allegati dell’avviso", default=())
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


@dataclass(frozen=True, kw_only=True)
class Indizione(Fatto):
    """The procedure is called: the acts it approves, the person responsible, the cover it relies on."""

    responsabile: str = campo("Responsabile del procedimento nominato")
    allegati_approvati: tuple[str, ...] = campo("Atti approvati con l’indizione")
    dichiarazione_conflitti: date | None = campo("Dichiarazione di assenza di conflitti (data)", default=None)
    conflitto: bool = campo("Conflitto di interessi dichiarato o noto", default=False)
    sostituto: str = campo("Chi sostituisce chi si astiene", default="")


@dataclass(frozen=True, kw_only=True)
class PubblicazioneAvviso(Fatto):
    """The notice is published at the albo and on the site; the criteria in Amministrazione trasparente."""

    albo_numero: str = campo("Numero di affissione all’albo")
    albo_al: date = campo("Affisso fino al")
    trasparenza_criteri: date | None = campo(
        "Pubblicazione dei criteri in Amministrazione trasparente (art. 26 c. 1)", default=None
    )
    indirizzo: str = campo("Indirizzo della pagina", default="")
