"""The recorded facts of a case as they read today, the candidate step on top: by type, by event, by field."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from coproflow.domain.dati import Fatto
from coproflow.domain.procedimento import Annotazione, Candidato, Fascicolo, Procedimento
from coproflow.domain.verifiche import DatoMancanteError

F = TypeVar("F", bound=Fatto)


class Fatti:
    """The history of one case plus the step somebody wants to record, read alike by guards and templates."""

    def __init__(self, fascicolo: Fascicolo, candidato: Candidato | None = None) -> None:
        self.fascicolo = fascicolo
        self.candidato = candidato

    def tutti(self, tipo: type[F], **filtro: Any) -> tuple[F, ...]:
        """Every recorded fact of a type, in the order of the log, the candidate last."""
        return tuple(self._fatti(tipo, filtro))

    def cerca(self, tipo: type[F], **filtro: Any) -> F | None:
        """The last fact of a type, or None."""
        proposto = self._proposto(tipo, filtro)
        if proposto is not None:
            return proposto
        for annotazione in reversed(self._visto.per_tipo.get(tipo.__name__, ())):
            if _risponde(fatto := annotazione.come(tipo), filtro):
                return fatto
        return None

    def ultimo(self, tipo: type[F], **filtro: Any) -> F:
        """The last fact of a type.

        Raises:
            DatoMancanteError: when nobody recorded one.
        """
        fatto = self.cerca(tipo, **filtro)
        if fatto is None:
            raise DatoMancanteError(tipo.__name__)
        return fatto

    def passi(self, evento: str) -> tuple[Annotazione, ...]:
        """The entries of an event already in the log."""
        return tuple(self._visto.per_evento.get(evento, ()))

    def data_di(self, evento: str) -> date | None:
        """The day of the last fact of an event, the candidate included."""
        if self.candidato is not None and self.candidato.passo == evento:
            return self.candidato.dati.data
        trovati = self.passi(evento)
        return trovati[-1].data if trovati else None

    @cached_property
    def _visto(self) -> Procedimento:
        """The case without the entry that the candidate rectifies."""
        procedimento = self.fascicolo.procedimento
        rettificata = self.candidato.rettifica if self.candidato else None
        if rettificata is None:
            return procedimento
        restano = tuple(a for a in procedimento.effettive if (a.rettifica or a.seq) != rettificata)
        return replace(procedimento, annotazioni=restano)

    def _fatti(self, tipo: type[F], filtro: dict[str, Any]) -> Iterator[F]:
        for annotazione in self._visto.per_tipo.get(tipo.__name__, ()):
            if _risponde(fatto := annotazione.come(tipo), filtro):
                yield fatto
        proposto = self._proposto(tipo, filtro)
        if proposto is not None:
            yield proposto

    def _proposto(self, tipo: type[F], filtro: dict[str, Any]) -> F | None:
        dati = self.candidato.dati if self.candidato is not None else None
        return dati if isinstance(dati, tipo) and _risponde(dati, filtro) else None

    def _grezzi(self, campo: str) -> Iterator[Any]:
        if self.candidato is not None and hasattr(self.candidato.dati, campo):
            yield getattr(self.candidato.dati, campo)
        for annotazione in reversed(self._visto.effettive):
            if campo in annotazione.grezzo:
                yield annotazione.grezzo[campo]

    def quando(self, *percorsi: str) -> date | datetime:
        """The day or the instant last recorded at one of the paths «evento.campo», or «evento» for its day.

        Raises:
            DatoMancanteError: when nobody recorded it.
        """
        coppie = [(evento, campo or "data") for evento, _, campo in (p.partition(".") for p in percorsi)]
        scritti = [s for evento, campo in coppie if (s := self._ultimo_scritto(evento, campo)) is not None]
        if not scritti:
            evento, _, campo = percorsi[-1].partition(".")
            raise DatoMancanteError(evento, campo)
        _, scritto = max(scritti, key=itemgetter(0))
        return load_istante(scritto) if isinstance(scritto, str) else scritto

    def _ultimo_scritto(self, evento: str, campo: str) -> tuple[int, Any] | None:
        """The last value of a field of an event, with its place in the log: the candidate comes last."""
        candidato = self.candidato
        proposto = candidato.dati if candidato is not None and candidato.passo == evento else None
        if candidato is not None and (trovato := getattr(proposto, campo, None)) is not None:
            return candidato.rettifica or len(self.fascicolo.procedimento.annotazioni) + 1, trovato
        for annotazione in reversed(self.passi(evento)):
            if (scritto := annotazione.grezzo.get(campo)) is not None:
                return annotazione.rettifica or annotazione.seq, scritto
        return None


def load_istante(scritto: str) -> date | datetime:
    """The day or the instant of a stored word."""
    from coproflow.domain.date import ROME  # noqa: PLC0415

    if len(scritto) == len("aaaa-mm-gg"):
        return date.fromisoformat(scritto)
    return datetime.fromisoformat(scritto).astimezone(ROME)


def _risponde(fatto: Fatto, filtro: dict[str, Any]) -> bool:
    return not filtro or all(getattr(fatto, nome) == valore for nome, valore in filtro.items())
