"""A small procedure of its own: the engine is tested on it, whatever the installed workflows say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest

from coproflow.domain.calendario import Calendario
from coproflow.domain.campi import campo
from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati import Annotato, Fatto
from coproflow.domain.fonti import Fonte
from coproflow.domain.forme import dump
from coproflow.domain.guard import Guard, guard
from coproflow.domain.parametri import Figura, Parametro, Valore
from coproflow.domain.procedimento import Annotazione, Fascicolo, Procedimento, Quadro
from coproflow.domain.record import record
from coproflow.domain.soggetti import Ente, Incarico, Operatore
from coproflow.domain.testi import CodiceFiscale, Pec
from coproflow.domain.verifiche import Accertamento, Responso, soddisfatta
from coproflow.engine.definition import GuardUse, WorkflowDefinition
from coproflow.engine.evaluate import Passo, evaluate
from coproflow.loading import checks
from coproflow.loading.nodes import parse

FLUSSO = """
workflow: prova
title: Un procedimento di prova
sigla: prova
version: 1
fonti: [legge]
roles: {rup: Responsabile del procedimento, dirigente: Dirigente del servizio}
deroghe: [dirigente]
termini:
  osservazioni:
    label: Osservazioni
    runs_from: richiesta
    days: giorni_osservazioni
    kind: perentorio
    fonti: [legge]
  relazione:
    label: Relazione
    runs_from: richiesta
    days: giorni_osservazioni
    kind: ordinatorio
    fonti: [legge]
  consegna:
    label: Consegna delle offerte
    at: apertura.consegna
    kind: perentorio
    fonti: [legge]
  proroga:
    label: Proroga
    runs_from: richiesta
    days: giorni_proroga
    kind: perentorio
    fonti: [legge]
states:
  aperto: {label: Aperto}
  richiesto: {label: Richiesto}
  concluso: {label: Concluso, final: true}
transitions:
  - {event: apertura, label: Apertura, to: aperto, roles: [rup], dati: Apertura, fonti: [legge]}
  - {event: consegna, label: Consegna, from: aperto,
     roles: [rup], dati: Consegna, within: consegna, fonti: [legge]}
  - {event: seduta, label: Seduta, from: aperto,
     roles: [rup], dati: Consegna, after: consegna, fonti: [legge]}
  - {event: richiesta, label: Richiesta di osservazioni, from: aperto, to: richiesto,
     roles: [rup], dati: Richiesta, fonti: [legge]}
  - {event: osservazione, label: Osservazione, from: richiesto,
     roles: [rup], dati: Nota, within: osservazioni, fonti: [legge]}
  - {event: relazione, label: Relazione, from: richiesto,
     roles: [rup, dirigente], dati: Nota, within: relazione, fonti: [legge]}
  - {event: proroga, label: Proroga, from: richiesto,
     roles: [rup], dati: Nota, within: proroga, fonti: [legge]}
  - {event: conclusione, label: Conclusione, from: richiesto, to: concluso,
     roles: [dirigente], dati: Nota, after: osservazioni, fonti: [legge]}
  - {event: chiusura, label: Chiusura, from: any, to: concluso,
     roles: [dirigente], dati: Nota, fonti: [legge]}
  - {event: ritorno, label: Ritorno, from: richiesto, to: aperto,
     roles: [rup], dati: Nota, fonti: [legge]}
  - {event: annotazione, label: Annotazione, from: any,
     roles: [rup, dirigente], dati: Nota, fonti: [legge]}
"""


@record(kw_only=True)
class Apertura(Fatto):
    """The case of the test."""

    oggetto: str = campo("Oggetto", default="oggetto di prova")
    consegna: datetime | None = campo("Termine per la consegna", default=None)
    importo: int = campo("Importo", default=0)
    figure: tuple[Figura, ...] = campo("Figure", default=())
    recepisce: tuple[str, ...] = campo("Recepisce", default=())


@record(kw_only=True)
class Richiesta(Fatto):
    """A request from which terms run."""

    protocollo: str = campo("Protocollo", default="0361")


@record(kw_only=True)
class Consegna(Fatto):
    """A delivery at an hour."""

    ora: time | None = campo("Ora", default=None)


class Nota(Annotato):
    """A fact of which only the day matters."""


def read_flusso(testo: str) -> WorkflowDefinition:
    """A definition from its text, its form checked and nothing else."""
    nodo, problems = parse(testo, "prova.yaml")
    reader = checks.reader()
    definition = reader.read(WorkflowDefinition, nodo)
    assert problems + reader.problems == []
    return definition


def make_quadro() -> Quadro:
    """An office with a dirigente, a rup and a rup whose appointment has ended."""
    dal, al = date(2020, 1, 1), date(2025, 12, 31)
    operatori = (
        Operatore(
            id="rossi",
            nome="Ada Rossi",
            genere="f",
            incarichi=(Incarico(ruolo="dirigente", titolo="decreto 1/2020", dal=dal),),
        ),
        Operatore(
            id="bianchi",
            nome="Ugo Bianchi",
            genere="m",
            incarichi=(Incarico(ruolo="rup", titolo="determinazione 2/2020", dal=dal),),
        ),
        Operatore(
            id="verdi",
            nome="Ivo Verdi",
            genere="m",
            incarichi=(Incarico(ruolo="rup", titolo="determinazione 3/2020", dal=dal, al=al),),
        ),
    )
    ente = Ente(
        id="prova",
        nome="Comune di Prova",
        tipo="comune",
        citta="Prova",
        provincia="Cremona",
        indirizzo="Piazza 1",
        codice_fiscale=CodiceFiscale("00111540191"),
        pec=Pec("protocollo@pec.example.it"),
        sito="https://example.it",
        settore="Servizi sociali",
        tar="Tribunale amministrativo regionale",
        abitanti=34_000,
        operatori=operatori,
    )
    norma = Parametro(
        kind="figura",
        owner="norma",
        label="Giorni per le osservazioni",
        type="giorni",
        fonti=("legge",),
        values=(
            Valore(dal=date(2000, 1, 1), valore="10", fonti=("legge",)),
            Valore(dal=date(2027, 1, 1), valore="5", fonti=("legge",)),
        ),
    )
    avviso = Parametro(
        kind="figura", owner="avviso", label="Minimo richiesto", type="numero", fonti=("legge",)
    )
    sabato = Parametro(
        kind="lettura", owner="ente", label="Sabato", type="scelta", fonti=("legge",), default="no", doubt="…"
    )
    proroga = replace(avviso, label="Giorni di proroga", type="giorni")
    parametri = {
        "giorni_osservazioni": norma,
        "minimo": avviso,
        "giorni_proroga": proroga,
        "sabato_festivo": sabato,
    }
    fonti = {"legge": Fonte(id="legge", estremi="art. 1 della legge di prova")}
    festivi = frozenset(date(anno, 12, 25) for anno in range(2020, 2033))
    return Quadro(ente, parametri, fonti, Calendario(festivi=festivi, dal=2020, al=2032, fonte="prova"))


@dataclass
class Prova:
    """The procedure, the office, and short ways to make cases of it and to ask for steps."""

    definition: WorkflowDefinition
    quadro: Quadro

    def caso(
        self, *fatti: tuple[str, Fatto], stato: str = "aperto", rettifica: int | None = None
    ) -> Fascicolo:
        """A case whose log holds these facts; with `rettifica`, the last one stands for that entry."""
        annotazioni = tuple(
            Annotazione(
                seq=i,
                evento=evento,
                da="",
                a=stato,
                data=fatto.data,
                registrata_il=datetime.combine(fatto.data, time(12), ROME),
                operatore="bianchi",
                ruolo="rup",
                titolo="",
                tipo=type(fatto).__name__,
                grezzo=dump(fatto),
                rettifica=rettifica if i == len(fatti) else None,
            )
            for i, (evento, fatto) in enumerate(fatti, start=1)
        )
        procedimento = Procedimento(
            "prova", "prova-2026-1", "prova", "sha", "oggetto", stato, len(fatti), annotazioni
        )
        d = self.definition
        return Fascicolo(procedimento, d.termini, d.atti, d.relations)

    def valuta(
        self,
        fascicolo: Fascicolo,
        evento: str,
        dati: Fatto,
        *regole: Guard,
        operatore: str = "bianchi",
        adesso: datetime | None = None,
        **altro: Any,
    ) -> Responso:
        """What the engine answers to a step, with these rules on its transition."""
        transition = self.definition.find(evento, fascicolo.procedimento.stato)
        assert transition is not None
        note = {g.name: g for g in regole}
        usi = tuple(GuardUse(name=g.name) for g in regole)
        chi = self.quadro.ente.operatore(operatore)
        assert chi is not None
        passo = Passo(
            transition=replace(transition, guards=usi),
            dati=dati,
            operatore=chi,
            adesso=adesso or datetime.combine(dati.data, time(12), ROME),
            **altro,
        )
        return evaluate(self.definition, fascicolo, self.quadro, passo, lambda use: note[use.name])


@pytest.fixture(scope="session")
def flusso() -> Callable[[str], WorkflowDefinition]:
    """A definition from its YAML text."""
    return read_flusso


@pytest.fixture(scope="session")
def testo() -> str:
    """The text of the procedure of the tests."""
    return FLUSSO


@pytest.fixture(scope="session")
def prova() -> Prova:
    """The procedure of the tests, in its office."""
    return Prova(read_flusso(FLUSSO), make_quadro())


@pytest.fixture(scope="session")
def fatti() -> SimpleNamespace:
    """The kinds of facts its steps record."""
    return SimpleNamespace(
        Apertura=Apertura, Richiesta=Richiesta, Consegna=Consegna, Nota=Nota, Figura=Figura
    )


def make_regola(
    nome: str,
    esito: Accertamento | Callable[[Contesto], Accertamento] | Exception | None = None,
    forza: Any = "legge",
    **altro: Any,
) -> Guard:
    """A rule that always answers the same, asks its own question of the context, or finds nothing."""

    def check(ctx: Contesto) -> Accertamento:
        """La regola della prova."""
        if isinstance(esito, Exception):
            raise esito
        if callable(esito):
            return esito(ctx)
        return esito or soddisfatta("tutto è in ordine")

    voci = {"vincoli": (nome.upper(),), **altro}
    return guard(nome, etichetta=nome, forza=forza, fonti=("legge",), **voci)(check)


@pytest.fixture(scope="session")
def regola() -> Callable[..., Guard]:
    """A rule made for one test."""
    return make_regola
