"""What a guard and a template read: the history plus the candidate step, at the day of the fact.

Tempus regit actum: parameters, sources and terms are read at `ctx.data`. A datum nobody recorded raises
DatoMancanteError, a figure its owner never set raises FiguraAssenteError; only the evaluator catches them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from coproflow.domain.atti import COLLEGIALI, FattiAtto
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.atto import (
    AdozioneAtto,
    ComunicazioneAtto,
    FattoAtto,
    PubblicazioneAlbo,
    PubblicazioneTrasparenza,
    VistoContabile,
)
from coproflow.domain.fatti import Fatti
from coproflow.domain.fonti import Fonte
from coproflow.domain.parametri import DM_72, Figura, Parametro, ValoreParametro, parse_valore
from coproflow.domain.procedimento import Candidato, Fascicolo, Quadro
from coproflow.domain.soggetti import Ente
from coproflow.domain.termini import (
    Durata,
    Scadenza,
    compute_a_ritroso,
    compute_scadenza,
    esecutivita_deliberazione,
    fine_durata,
    lunghezza_fissa,
    scadenza_fissa,
)
from coproflow.domain.verifiche import DatoMancanteError, FiguraAssenteError


class Contesto(Fatti):
    """One case seen at one day, with the step somebody wants to record on top of its history."""

    def __init__(
        self, fascicolo: Fascicolo, quadro: Quadro, data: date, candidato: Candidato | None = None
    ) -> None:
        super().__init__(fascicolo, candidato)
        self.quadro = quadro
        self.data = data
        self._collegati: dict[str, tuple[Contesto, ...]] = {}

    # the case

    @property
    def id(self) -> str:
        """The identifier of the case."""
        return self.fascicolo.procedimento.id

    @property
    def stato(self) -> str:
        """The state the case is in before the candidate step."""
        return self.fascicolo.procedimento.stato

    @property
    def oggetto(self) -> str:
        """What the case is about."""
        return self.fascicolo.procedimento.oggetto

    @property
    def passo(self) -> str:
        """The candidate step; empty where nothing is being recorded."""
        return self.candidato.passo if self.candidato else ""

    @property
    def dati(self) -> Fatto:
        """The data of the candidate step."""
        if self.candidato is None:
            raise DatoMancanteError("passo")
        return self.candidato.dati

    @property
    def ente(self) -> Ente:
        """The public body that runs the program."""
        return self.quadro.ente

    # the related cases

    def collegati(self, relazione: str) -> tuple["Contesto", ...]:
        """The related cases of a name, each seen at the same day."""
        if relazione not in self._collegati:
            self._collegati[relazione] = tuple(
                Contesto(f, self.quadro, self.data) for f in self.fascicolo.collegati.get(relazione, ())
            )
        return self._collegati[relazione]

    def collegato(self, relazione: str) -> "Contesto":
        """The one related case of a name.

        Raises:
            DatoMancanteError: when no case is linked under that name.
        """
        trovati = self.collegati(relazione)
        if not trovati:
            raise DatoMancanteError("apertura", "collegamenti", f"il collegamento «{relazione}»")
        return trovati[0]

    # numbers, sources, terms

    def parametro(self, id_: str) -> ValoreParametro:
        """A parameter at the day of the fact, with owner, sources and citation.

        Raises:
            FiguraAssenteError: when the owner of a figure has not set it.
        """
        regola = self.quadro.parametri[id_]
        if regola.kind == "figura" and regola.owner == "norma":
            return self._valore_di_norma(id_, regola)
        figura = self._figura(id_)
        if figura is not None:
            return _valore_scelto(id_, regola, figura, "avviso" if regola.kind == "lettura" else regola.owner)
        if regola.kind == "figura":
            raise FiguraAssenteError(id_, regola.owner)
        scelta = next((f for f in self.ente.letture if f.parametro == id_), None)
        if scelta is not None:
            return _valore_scelto(id_, regola, scelta, "ente")
        valore = parse_valore(regola.type, regola.default or "")
        return ValoreParametro(id_, valore, "lettura", "lettura predefinita", regola.fonti, regola.doubt)

    def prevede(self, id_: str) -> bool:
        """Whether the owner of a faculty has given it: what nobody foresaw cannot be exercised."""
        figura = self._figura(id_)
        return figura is not None and figura.valore.strip().lower() != "no"

    def recepisce(self, vincoli: tuple[str, ...], *, linee_guida: bool) -> bool:
        """Whether the notice took up one of these rules, or the guidelines as a whole, as rules of its own.

        The guidelines as a whole take up their own rules, not the practice of offices.
        """
        prese = {v for ctx in self.catena() for v in ctx.recepite}
        return (linee_guida and DM_72 in prese) or not prese.isdisjoint(vincoli)

    @cached_property
    def recepite(self) -> tuple[str, ...]:
        """The rules that this case's own facts take up."""
        return tuple(v for dati in self._grezzi("recepisce") for v in dati)

    def catena(self) -> Iterator["Contesto"]:
        """This case and, up the links to one, those it stems from.

        A case of the same workflow is a sibling (a coordinated notice, one that is run again), not a parent.
        """
        yield self
        for nome, relazione in self.fascicolo.relazioni.items():
            if relazione.one and relazione.workflow != self.fascicolo.procedimento.workflow:
                for ctx in self.collegati(nome):
                    yield from ctx.catena()

    def codice(self, campo: str) -> str | None:
        """A code of the case (CUP, CIG) wherever it was last recorded, up the links; None if nobody has."""
        for ctx in self.catena():
            for valore in ctx._grezzi(campo):  # noqa: SLF001  (another case, the same class)
                if valore:
                    return str(valore)
        return None

    def fonte(self, id_: str) -> Fonte:
        """A source by its identifier."""
        return self.quadro.fonti[id_]

    def scadenza(self, termine: str) -> Scadenza:
        """The date a term gives in this case.

        Raises:
            DatoMancanteError: when the fact it runs from is not recorded yet.
            FiguraAssenteError: when nobody fixed its length.
        """
        regola = self.fascicolo.termini[termine]
        inizio = self.quando(*(regola.at or (regola.runs_from,)))
        if regola.at:
            fissa = lunghezza_fissa(inizio) if regola.length else None
            return fissa or scadenza_fissa(inizio, self.quadro.calendario)
        unita, parametro = ("giorni", regola.days) if regola.days else ("mesi", regola.months)
        durata = Durata(unita, self.parametro(parametro or "").valore)  # type: ignore[arg-type]  # the two units
        if regola.length:
            return lunghezza_fissa(fine_durata(inizio, durata))
        if regola.backward:
            return compute_a_ritroso(inizio, durata, self.quadro.calendario)
        return self.conta(inizio, durata)

    def conta(self, inizio: date, durata: Durata) -> Scadenza:
        """The term of a length from a day, by the office's calendar and its reading of Saturday."""
        sabato = self.parametro("sabato_festivo").valore == "si"
        return compute_scadenza(inizio, durata, self.quadro.calendario, sabato_festivo=sabato)

    # the acts

    def atto(self, id_: str) -> FattiAtto | None:
        """The recorded facts of the last adoption of an act of this case; None while it is a draft."""
        adozione = self.cerca(AdozioneAtto, atto=id_)
        regola = self.fascicolo.atti.get(id_)
        if adozione is None or regola is None:
            return None
        dopo = [f for f in self._dopo_adozione(id_) if isinstance(f, FattoAtto)]
        visto = next((f for f in reversed(dopo) if isinstance(f, VistoContabile)), None)
        albo = next((f for f in reversed(dopo) if isinstance(f, PubblicazioneAlbo)), None)
        esecutivo = adozione.data
        if adozione.organo in COLLEGIALI and not adozione.immediatamente_eseguibile:
            lettura = self.parametro("esecutivita_deliberazioni").valore
            esecutivo = esecutivita_deliberazione(albo.data, lettura).data if albo else None  # type: ignore[assignment]
        elif regola.spesa:
            esecutivo = visto.data if visto else None  # type: ignore[assignment]
        return FattiAtto(
            id_,
            regola,
            adozione,
            visto,
            albo,
            tuple(f for f in dopo if isinstance(f, PubblicazioneTrasparenza)),
            tuple(f for f in dopo if isinstance(f, ComunicazioneAtto)),
            esecutivo,
        )

    # inside

    def _dopo_adozione(self, atto: str) -> Iterator[Fatto]:
        tipi = (VistoContabile, PubblicazioneAlbo, PubblicazioneTrasparenza, ComunicazioneAtto)
        nomi = {t.__name__: t for t in tipi}
        trovati: list[Fatto] = []
        for annotazione in self._visto.effettive:
            if annotazione.tipo == AdozioneAtto.__name__ and annotazione.grezzo["atto"] == atto:
                trovati = []
            elif annotazione.tipo in nomi and annotazione.grezzo["atto"] == atto:
                trovati.append(annotazione.come(nomi[annotazione.tipo]))
        trovati += [p for t in tipi if (p := self._proposto(t, {"atto": atto})) is not None]
        yield from trovati

    def _figura(self, id_: str) -> Figura | None:
        regola = self.quadro.parametri[id_]
        for ctx in self.catena():
            if not regola.may_set(ctx.fascicolo.procedimento.workflow):
                continue
            for figure in ctx._grezzi("figure"):  # noqa: SLF001  (another case, the same class)
                for figura in figure:
                    letta = isinstance(figura, Figura)
                    if (figura.parametro if letta else figura["parametro"]) == id_:
                        return figura if letta else Figura(**figura)
        return None

    def _valore_di_norma(self, id_: str, regola: Parametro) -> ValoreParametro:
        vigenti = [v for v in regola.values if v.dal <= self.data]
        if not vigenti:
            raise FiguraAssenteError(id_, "norma")
        ultimo = max(vigenti, key=lambda v: v.dal)
        citazione = "; ".join(self.fonte(f).estremi for f in ultimo.fonti)
        return ValoreParametro(
            id_, parse_valore(regola.type, ultimo.valore), "norma", citazione, ultimo.fonti
        )


def giorno_dopo(giorno: date) -> date:
    """The following day."""
    return giorno + timedelta(days=1)


def _valore_scelto(id_: str, regola: Parametro, figura: Figura, chi: str) -> ValoreParametro:
    citazione = f"{figura.articolo} dell’avviso" if figura.articolo and chi == "avviso" else figura.articolo
    if chi == "convenzione" and figura.articolo:
        citazione = f"{figura.articolo} della convenzione"
    return ValoreParametro(
        id_, parse_valore(regola.type, figura.valore), chi, citazione, regola.fonti, regola.doubt
    )
