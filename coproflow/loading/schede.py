"""What officers write: opening sheets, data files, `-d campo=valore`, and the empty form they start from."""

import dataclasses
import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import date, datetime, time
from types import NoneType
from typing import Any

from coproflow.domain.campi import etichetta_di, forse
from coproflow.domain.dati import Fatto, dati_class
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.parametri import Figura, Parametro, wrong_value
from coproflow.domain.record import record
from coproflow.domain.soggetti import Incarico
from coproflow.domain.testi import CodiceFiscale, Pec
from coproflow.engine.definition import APERTURA, WorkflowDefinition
from coproflow.errors import DataError, Problem, UsageError
from coproflow.loading.nodes import Nodo, Percorso, parole, parse_file
from coproflow.loading.reader import Reader, fields_of, read_as


@record(kw_only=True)
class PassoScritto:
    """A step written in a sheet, to be recorded after the opening."""

    passo: str
    dati: Any
    operatore: str = ""
    deroghe: dict[str, str] = field(default_factory=dict)


@record(kw_only=True)
class Scheda:
    """An opening sheet: which workflow, which linked cases, the opening data, the steps already taken."""

    scheda: str
    dati: Any
    collegamenti: dict[str, str] = field(default_factory=dict)
    passi: tuple[PassoScritto, ...] = ()


def read_scheda(path: Percorso) -> Scheda:
    """An opening sheet, its data still unread.

    Raises:
        DataError: with every problem of form, each with file, line and column.
    """
    scheda, problems = parse_scheda(path)
    if problems or scheda is None:
        raise DataError(problems)
    return scheda


def parse_scheda(path: Percorso) -> tuple[Scheda | None, list[Problem]]:
    """What can be read of an opening sheet, and its problems of form: those of its data can join them."""
    nodo, problems = parse_file(path)
    reader = Reader({Any: lambda _reader, figlio, _path: figlio}, tollerante=True)
    scheda = reader.read(Scheda, nodo) if nodo is not None and isinstance(nodo.valore, dict) else None
    if nodo is not None and scheda is None:
        problems.append(nodo.problem("W105", "qui vanno le voci della scheda: «scheda», «dati» e le altre"))
    return scheda, [*problems, *reader.problems]


def read_figura(
    parametri: Mapping[str, Parametro], *, letture: bool = False
) -> dict[Any, Callable[..., Any]]:
    """How a figura is read: its parameter is known, may be set here, and the value suits it.

    With `letture` only open questions may be set: figures of notice and convention are not the ente's.
    """

    def read(lettore: Reader, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        figura = lettore.record(Figura, nodo, path)
        if figura is None:
            return None
        regola = parametri.get(figura.parametro)
        if regola is None or not (regola.kind == "lettura" or (regola.owner != "norma" and not letture)):
            cosa = (
                "una lettura che l’ente può scegliere" if letture else "un numero che questo atto può fissare"
            )
            dubbio = "" if regola else forse(figura.parametro, parametri)
            return lettore.wrong(nodo, "W209", f"«{figura.parametro}» non è {cosa}{dubbio}")
        if trovato := wrong_value(regola, figura):
            return lettore.wrong(nodo, "W106", trovato)
        return figura

    return {Figura: read}


def read_incarico(ruoli: Collection[str]) -> dict[Any, Callable[..., Any]]:
    """How an appointment is read: to a role that some workflow knows, and not over before it begins."""

    def read(lettore: Reader, nodo: Nodo, path: tuple[str | int, ...]) -> Any:
        incarico = lettore.record(Incarico, nodo, path)
        if incarico is None:
            return None
        if incarico.ruolo not in ruoli:
            frase = f"nessun flusso ha il ruolo «{incarico.ruolo}»{forse(incarico.ruolo, ruoli)}"
            lettore.wrong(nodo["ruolo"], "W203", f"{frase}; ci sono: {', '.join(ruoli)}")
        if incarico.al and incarico.al < incarico.dal:
            lettore.wrong(nodo["al"], "W106", "l’incarico finisce prima di cominciare")
        return incarico

    return {Incarico: read}


def read_dati(
    tipo: type[Fatto],
    nodo: Nodo,
    data: date | None,
    figli: str | None = None,
    hooks: dict[Any, Callable[..., Any]] | None = None,
) -> Fatto:
    """The data of a step. `data` is the day of the fact where the data do not say it, for its children too.

    Raises:
        DataError: with every problem at once.
    """
    completo = _con_data(nodo, data)
    if figli and (elenco := completo.get(figli)) is not None and isinstance(elenco.valore, list):
        giorno = completo.get("data")
        valore = [f if f.vuoto else _con_data(f, None, giorno) for f in elenco.valore]
        assert isinstance(completo.valore, dict)
        completo = dataclasses.replace(
            completo, valore={**completo.valore, figli: dataclasses.replace(elenco, valore=valore)}
        )
    letto: Fatto = read_as(tipo, completo, [], hooks)
    return letto


def _con_data(nodo: Nodo, data: date | None, altra: Nodo | None = None) -> Nodo:
    if nodo.valore == "":
        nodo = dataclasses.replace(nodo, valore={})
    scritta = nodo.get("data")
    if not isinstance(nodo.valore, dict) or (scritta is not None and not scritta.vuoto):
        return nodo
    giorno = altra or (dataclasses.replace(nodo, valore=data.isoformat()) if data else None)
    return dataclasses.replace(nodo, valore={**nodo.valore, **({"data": giorno} if giorno else {})})


def read_file(path: Percorso) -> Nodo:
    """The tree of a data file.

    Raises:
        DataError: when it is no readable YAML, or no set of fields.
    """
    nodo, problems = parse_file(path)
    if nodo is not None and not isinstance(nodo.valore, dict):
        problems.append(nodo.problem("W105", "qui vanno i campi del passo, uno per riga: «nome: valore»"))
    if problems or nodo is None:
        raise DataError(problems)
    return nodo


def merge(nodo: Nodo | None, coppie: tuple[str, ...]) -> Nodo:
    """Data from `-d campo=valore` on top of those of a file; a field given more than once is a list.

    Raises:
        UsageError: when a pair is not written that way.
    """
    base = nodo or parole({}, "-d")
    valori = dict(base.valore) if isinstance(base.valore, dict) else {}
    semplici: dict[str, list[str]] = {}
    interni: dict[str, list[str]] = {}
    for coppia in coppie:
        nome, uguale, valore = coppia.partition("=")
        if not uguale:
            raise UsageError(f"«{coppia}» non va bene: si scrive -d campo=valore")
        parte, punto, resto = nome.strip().partition(".")
        if punto:
            interni.setdefault(parte, []).append(f"{resto}={valore}")
        else:
            semplici.setdefault(parte, []).append(valore)
    for nome, scritti in semplici.items():
        valori[nome] = parole(scritti if len(scritti) > 1 else scritti[0], f"-d {nome}")
    for nome, dentro in interni.items():
        valori[nome] = merge(valori.get(nome), tuple(dentro))
    return dataclasses.replace(base, valore=valori)


def modello(tipo: type) -> str:
    """The empty form of a record: one commented line a field, in YAML, ready to be filled in."""
    return "\n".join(_righe(tipo, "", set())) + "\n"


def modello_scheda(definition: WorkflowDefinition) -> str:
    """The empty opening sheet of a workflow."""
    uscenti = {n: r.workflow for n, r in definition.relations.items() if r.uscente}
    apertura = definition.find(APERTURA)
    assert apertura is not None  # every workflow has one: the loader checks it
    righe = [f"scheda: {definition.workflow}"]
    if uscenti:
        righe += ["# Procedimenti collegati (facoltativo); l’identificativo di ciascuno", "collegamenti:"]
    for nome, flusso in uscenti.items():
        righe += [f"  # un procedimento di «{flusso}»", f"  {nome}:"]
    righe += ["dati:", *_righe(dati_class(definition.workflow, apertura.dati), "  ", set())]
    righe += [
        "# Passi già compiuti, da registrare dopo l’apertura (facoltativo), ciascuno così:",
        "# passi:",
        "#   - passo: indizione",
        "#     operatore: chi lo registra, se non è chi apre",
        "#     dati: {i campi del passo}",
    ]
    return "\n".join(righe) + "\n"


def _righe(tipo: Any, rientro: str, visti: set[Any]) -> list[str]:
    righe = []
    campi, obbligatori = fields_of(tipo)
    for nome, campo in campi.items():
        facoltativo = "" if campo.name in obbligatori else " (facoltativo)"
        righe.append(f"{rientro}# {nota(campo)}{facoltativo}; {forma(campo.type)}")
        interno, elenco = _interno(campo.type)
        riga = f"{rientro}{nome}:"
        if dataclasses.is_dataclass(interno) and interno not in (Euro, Quota) and interno not in visti:
            dentro = _righe(interno, rientro + "    ", {*visti, tipo})
            if elenco:
                primo = next(i for i, r in enumerate(dentro) if not r.strip().startswith("#"))
                dentro[primo] = f"{rientro}  - {dentro[primo].strip()}"
            righe += [riga, *dentro]
        else:
            righe += [riga, f"{rientro}  -"] if elenco else [riga]
    return righe


def _interno(tipo: Any) -> tuple[Any, bool]:
    argomenti = [t for t in typing.get_args(tipo) if t not in (NoneType, Ellipsis)]
    if typing.get_origin(tipo) is tuple:
        return _interno(argomenti[0])[0], True
    if argomenti and typing.get_origin(tipo) is not typing.Literal:
        return _interno(argomenti[0])
    return tipo, False


_FORME: dict[Any, str] = {
    Euro: "importo come 1.234,56",
    Quota: "percentuale come 10 %",
    date: "data gg/mm/aaaa",
    datetime: "giorno e ora gg/mm/aaaa hh:mm",
    time: "ora hh:mm",
    int: "numero intero",
    bool: "sì o no",
    CodiceFiscale: "16 caratteri o 11 cifre",
    Pec: "indirizzo PEC",
}


def nota(campo: "dataclasses.Field[Any]") -> str:
    """The label of a field, and its aid."""
    aiuto = campo.metadata.get("aiuto")
    return etichetta_di(campo) + (f" — {aiuto}" if aiuto else "")


def forma(tipo: Any) -> str:
    """How a field is written, in words."""
    interno, elenco = _interno(tipo)
    if typing.get_origin(interno) is typing.Literal:
        parola = "una scelta fra " + ", ".join(typing.get_args(interno))
    elif dataclasses.is_dataclass(interno) and interno not in _FORME:
        parola = "le voci che seguono"
    else:
        parola = _FORME.get(interno, "testo")
    return f"elenco: {parola}" if elenco else parola
