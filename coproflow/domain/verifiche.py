"""A refusal is an object, and so is a permission: what a guard found, and what the engine says of it.

A satisfied Verifica becomes a «dato atto che …» of the act; a failed one is the reason a refusal must state
(art. 3 L. 241/1990).
"""

import re
from dataclasses import field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Literal

from coproflow.domain.date import data_estesa, elidi_articoli, istante_esteso, ora_estesa
from coproflow.domain.importi import Euro
from coproflow.domain.record import record

Forza = Literal["legge", "avviso", "linee_guida", "prassi"]


class EsitoVerifica(StrEnum):
    """What came out of one rule."""

    SODDISFATTA = "soddisfatta"
    NON_SODDISFATTA = "non_soddisfatta"
    DA_MOTIVARE = "da_motivare"
    DATO_MANCANTE = "dato_mancante"
    NON_APPLICABILE = "non_applicabile"


class DatoMancanteError(LookupError):
    """A guard asked for a datum nobody has recorded: which kind of fact, and which field of it."""

    def __init__(self, tipo: str, campo: str = "", descrizione: str = "") -> None:
        super().__init__(descrizione or (f"{tipo}.{campo}" if campo else tipo))
        self.tipo = tipo
        self.campo = campo
        self.descrizione = descrizione


class FiguraAssenteError(LookupError):
    """A figure of the notice or of the convention that its owner never set: silence is not a zero."""

    def __init__(self, parametro: str, proprietario: str) -> None:
        super().__init__(parametro)
        self.parametro = parametro
        self.proprietario = proprietario


@record
class Rimedio:
    """One way out: the step to record, the fields that matter, and who can record it."""

    passo: str
    campi: tuple[str, ...] = ()
    chi: str = ""
    rettifica: bool = False


@record
class Ritardo:
    """Something done, but late: noted with its cure, never a block for ever (META-CURABILE)."""

    giorni: int
    termine: str
    sanatoria: str = ""


@record
class Accertamento:
    """What a guard found. The engine gives it force and sources."""

    esito: EsitoVerifica
    motivo: str
    valori: dict[str, Any] = field(default_factory=dict)
    rimedi: tuple[Rimedio, ...] = ()
    non_prima_di: date | None = None
    ritardo: Ritardo | None = None


@record
class Verifica:
    """One rule checked at one step: what was found, what is required, where it is written, how to mend it."""

    guard: str
    etichetta: str
    esito: EsitoVerifica
    motivo: str
    forza: Forza
    fonti: tuple[str, ...]
    vincoli: tuple[str, ...] = ()
    valori: dict[str, Any] = field(default_factory=dict)
    rimedi: tuple[Rimedio, ...] = ()
    non_prima_di: date | None = None
    ritardo: Ritardo | None = None
    coerenza: bool = False

    @property
    def ferma(self) -> bool:
        """Whether this rule, taken alone, stops the step."""
        return self.esito in (
            EsitoVerifica.NON_SODDISFATTA,
            EsitoVerifica.DATO_MANCANTE,
            EsitoVerifica.DA_MOTIVARE,
        )


@record
class Deroga:
    """A reasoned departure from an advisory rule, by somebody whose role may decide it."""

    guard: str
    motivazione: str
    operatore: str
    ruolo: str


def soddisfatta(motivo: str, *, ritardo: Ritardo | None = None, **valori: Any) -> Accertamento:
    """The rule is met. `motivo` is a clause that reads after «dato atto che …»; {nome} shows a value."""
    return Accertamento(
        EsitoVerifica.SODDISFATTA, _componi_motivo(motivo, valori), valori=valori, ritardo=ritardo
    )


def non_soddisfatta(
    motivo: str, *, rimedi: tuple[Rimedio, ...] = (), non_prima_di: date | None = None, **valori: Any
) -> Accertamento:
    """The rule is not met: the fact found against the fact required, the ways out, the first lawful day."""
    return Accertamento(
        EsitoVerifica.NON_SODDISFATTA,
        _componi_motivo(motivo, valori),
        valori=valori,
        rimedi=rimedi,
        non_prima_di=non_prima_di,
    )


def non_applicabile(motivo: str, **valori: Any) -> Accertamento:
    """The rule does not concern this case, and `motivo` says why."""
    return Accertamento(EsitoVerifica.NON_APPLICABILE, _componi_motivo(motivo, valori), valori=valori)


@record
class Responso:
    """What the engine answers to a step: every rule it checked, and whether together they let it pass."""

    passo: str
    etichetta: str
    verifiche: tuple[Verifica, ...]
    deroghe: tuple[Deroga, ...] = ()
    atti: tuple[str, ...] = ()

    @cached_property
    def mancanti(self) -> tuple[Verifica, ...]:
        """The rules that stop the step, derogations counted."""
        derogate = {d.guard for d in self.deroghe}
        return tuple(
            v
            for v in self.verifiche
            if v.ferma and not (v.esito is EsitoVerifica.DA_MOTIVARE and v.guard in derogate)
        )

    @property
    def ammesso(self) -> bool:
        """Whether the step may be recorded."""
        return not self.mancanti

    @property
    def exit_code(self) -> int:
        """0 allowed, 4 not authorised, 6 incoherent figures, 3 refused by another rule."""
        if self.ammesso:
            return 0
        if any(v.guard == COMPETENZA for v in self.mancanti):
            return 4
        return 6 if any(v.coerenza for v in self.mancanti) else 3


COMPETENZA = "competenza_operatore"

_GRAVITA = (EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.DATO_MANCANTE, EsitoVerifica.SODDISFATTA)


def componi(*parti: Accertamento) -> Accertamento:
    """A composite rule takes its parts' outcomes; what does not apply is neutral (META-AGGREGATI)."""
    esito = next((g for g in _GRAVITA if any(p.esito is g for p in parti)), EsitoVerifica.NON_APPLICABILE)
    scelte = [p for p in parti if p.esito is esito]
    date_utili = [p.non_prima_di for p in scelte]
    return Accertamento(
        esito,
        "; ".join(p.motivo for p in scelte),
        valori={k: v for p in parti for k, v in p.valori.items()},
        rimedi=tuple(dict.fromkeys(r for p in scelte for r in p.rimedi)),
        non_prima_di=max(d for d in date_utili if d) if date_utili and all(date_utili) else None,
        ritardo=next((p.ritardo for p in scelte if p.ritardo), None),
    )


def mostra(valore: Any) -> str:
    """A value as an officer reads it: «€ 1.234,56», «5 maggio 2026», «sì», «a, b e c»."""
    if isinstance(valore, str):
        return str(valore)
    match valore:
        case Euro():
            return f"€ {valore}"
        case datetime():
            return istante_esteso(valore)
        case date():
            return data_estesa(valore)
        case time():
            return ora_estesa(valore)
        case bool():
            return "sì" if valore else "no"
        case tuple() | list():
            parole = [mostra(v) for v in valore]
            return " e ".join(filter(None, (", ".join(parole[:-1]), *parole[-1:])))
    return str(valore)


_SEGNAPOSTO = re.compile(r"\{(\w+)\}")


def _componi_motivo(motivo: str, valori: dict[str, Any]) -> str:
    """The clause with its values; a brace that an officer wrote in a title stays as it was written."""
    if "{" in motivo:
        pezzi = list(_pezzi(motivo))
        pezzi[1::2] = [mostra(valori[n]) if n in valori else f"{{{n}}}" for n in pezzi[1::2]]
        motivo = "".join(pezzi)
    return elidi_articoli(motivo)


@lru_cache(maxsize=1024)
def _pezzi(motivo: str) -> tuple[str, ...]:
    """The words of a clause and, at the odd places, the names of its values."""
    return tuple(_SEGNAPOSTO.split(motivo))
