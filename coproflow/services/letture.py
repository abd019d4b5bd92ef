"""What officers ask without changing anything: where a case is, why not, how, and by when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coproflow.domain.dati import Fatto, dati_class
from coproflow.domain.record import record, required_names
from coproflow.domain.verifiche import Responso, Rimedio
from coproflow.engine.reasons import earliest, least_missing, not_before, without_remedy
from coproflow.loading.nodes import Nodo
from coproflow.services.aperture import dati_di
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.passi import Richiesta, find_transition, valuta
from coproflow.services.ufficio import Ufficio


@record
class Perche:
    """Why a step can or cannot be taken: every rule, the least that is missing, the earliest lawful day.

    `obbligatori` are the data the step cannot do without, where none were given.
    """

    responso: Responso
    fonti: tuple[str, ...]
    meno: tuple[tuple[Rimedio, ...], ...]
    primo_giorno: date | None
    non_prima_di: date | None
    senza_rimedio: tuple[str, ...]
    obbligatori: tuple[str, ...] = ()


def perche(
    ufficio: Ufficio,
    id_: str,
    passi: tuple[str, ...],
    operatore: str,
    adesso: datetime,
    nodo: Nodo | None = None,
    deroghe: Mapping[str, str] | None = None,
    data: date | None = None,
) -> tuple[Perche, ...]:
    """Explain the steps named, or every step leaving the current state, without data or with those given.

    `data` is the day of the fact, where the data do not say it.

    Raises:
        ProcedimentoNotFoundError: no case has that identifier.
        PassoNotFoundError: this workflow has no such step.
    """
    fascicolo = load_fascicolo(ufficio, id_)
    definition = ufficio.definition(fascicolo.procedimento.definizione)
    stato = fascicolo.procedimento.stato
    nomi = passi or tuple(dict.fromkeys(t.event for t in definition.leaving(stato)))
    risposte = []
    for nome in nomi:
        transition = find_transition(definition, nome, stato)
        obbligatori: tuple[str, ...] = ()
        if nodo is None:
            tipo = dati_class(definition.workflow, transition.dati)
            obbligatori = tuple(nome for nome in required_names(tipo) if nome != "data")
            dati: Fatto = tipo.parziale(data=data or adesso.date())
        else:
            dati = dati_di(ufficio, definition, transition, nodo, adesso.date())
        richiesta = Richiesta(passo=nome, dati=dati, operatore=operatore, adesso=adesso, deroghe=deroghe)
        _, responso = valuta(ufficio, fascicolo, richiesta)

        def at(giorno: date, richiesta: Richiesta = richiesta) -> Responso:
            altro = richiesta.adesso.replace(year=giorno.year, month=giorno.month, day=giorno.day)
            quando = replace(richiesta, dati=_at(richiesta.dati, giorno), adesso=max(altro, richiesta.adesso))
            return valuta(ufficio, fascicolo, quando)[1]

        risposte.append(
            Perche(
                responso,
                transition.fonti,
                least_missing(responso),
                adesso.date() if responso.ammesso else earliest(responso, at),
                not_before(responso),
                without_remedy(responso),
                obbligatori,
            )
        )
    return tuple(risposte)


def _at(dati: Fatto, giorno: date) -> Fatto:
    """The same facts, told of another day."""
    return type(dati).parziale(**{**vars(dati), "data": giorno})


def as_json(ufficio: Ufficio, trovato: Perche) -> dict[str, Any]:
    """The answer of `perche` as an object for other programs."""
    from coproflow.domain.forme import dump

    def verifica(v: Any) -> dict[str, Any]:
        corpo = dump(v)
        fonti = [ufficio.quadro.fonti[f] for f in v.fonti]
        corpo["fonti"] = [
            {
                "id": f.id,
                "estremi": f.estremi,
                "urn": f.urn,
                "verificata_il": f.verificata_il.isoformat() if f.verificata_il else None,
            }
            for f in fonti
        ]
        corpo["rimedio"] = corpo.pop("rimedi")
        corpo["chi"] = list(dict.fromkeys(r.chi for r in v.rimedi if r.chi))
        corpo.setdefault("non_prima_di", None)
        return corpo  # type: ignore[no-any-return]  # dump of a record is an object

    r = trovato.responso
    return {
        "passo": r.passo,
        "etichetta": r.etichetta,
        "ammesso": r.ammesso,
        "codice_uscita": r.exit_code,
        "primo_giorno_utile": trovato.primo_giorno.isoformat() if trovato.primo_giorno else None,
        "non_prima_di": trovato.non_prima_di.isoformat() if trovato.non_prima_di else None,
        "manca_almeno": [[dump(x) for x in unione] for unione in trovato.meno],
        "senza_rimedio": list(trovato.senza_rimedio),
        "dati_obbligatori": list(trovato.obbligatori),
        "verifiche": [verifica(v) for v in r.verifiche],
    }
