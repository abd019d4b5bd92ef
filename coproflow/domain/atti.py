"""The short life of an act. Its stage is a pure function of its recorded facts and of the day one asks.

The passing of time changes no state: a determination that spends is executive with the visa (art. 183 c. 7
TUEL), a deliberation after the tenth day of publication or at once if so declared (art. 134 TUEL), a
concession is effective when its table is published (art. 26 c. 3 D.Lgs. 33/2013).
"""

from datetime import date
from enum import IntEnum
from typing import Literal

from coproflow.domain.dati.atto import (
    AdozioneAtto,
    ComunicazioneAtto,
    PubblicazioneAlbo,
    PubblicazioneTrasparenza,
    VistoContabile,
)
from coproflow.domain.record import record

COLLEGIALI = ("giunta", "consiglio")


@record(kw_only=True)
class RegolaAtto:
    """An act a workflow calls for: whose decision, which register, what makes it executive and effective."""

    label: str
    organo: str
    fonti: tuple[str, ...]
    spesa: bool = False
    concessione: bool = False
    register: Literal["determinazioni", "deliberazioni", "protocollo", "repertorio", "nessuno"] = "nessuno"

    @property
    def nome(self) -> str:
        """What it is called inside a sentence."""
        return self.label[:1].lower() + self.label[1:]


class Stadio(IntEnum):
    """How far an act has come."""

    BOZZA = 0
    ADOTTATO = 1
    ESECUTIVO = 2
    PUBBLICATO = 3
    EFFICACE = 4


@record
class FattiAtto:
    """The recorded facts of the last adoption of one act, and the rule it answers to."""

    id: str
    regola: RegolaAtto
    adozione: AdozioneAtto
    visto: VistoContabile | None = None
    albo: PubblicazioneAlbo | None = None
    trasparenza: tuple[PubblicazioneTrasparenza, ...] = ()
    comunicazioni: tuple[ComunicazioneAtto, ...] = ()
    esecutivo_dal: date | None = None

    @property
    def estremi(self) -> str:
        """How the act is cited inside a sentence: organ's word, number and date are facts of the adoption."""
        from coproflow.domain.verifiche import mostra  # noqa: PLC0415

        return f"{self.regola.nome} n. {self.adozione.numero} del {mostra(self.adozione.data)}"

    def stadio(self, giorno: date) -> Stadio:
        """The stage the act has reached that day."""
        if self.adozione.data > giorno:
            return Stadio.BOZZA
        if self.esecutivo_dal is None or self.esecutivo_dal > giorno:
            return Stadio.ADOTTATO
        pubblicata = self.albo is not None and self.albo.data <= giorno
        tabella = any(p.sezione == "art26_concessioni" and p.data <= giorno for p in self.trasparenza)
        if tabella if self.regola.concessione else pubblicata:
            return Stadio.EFFICACE
        return Stadio.PUBBLICATO if pubblicata else Stadio.ESECUTIVO
