"""What a step leaves in the archive: its entry, the case as it then stands, the number of its act."""

from dataclasses import replace
from typing import Any

from coproflow.domain.dati import Fatto
from coproflow.domain.dati.atto import AdozioneAtto, FattoAtto
from coproflow.domain.forme import dump
from coproflow.domain.procedimento import Fascicolo
from coproflow.domain.verifiche import EsitoVerifica, Responso
from coproflow.engine.definition import WorkflowDefinition
from coproflow.engine.evaluate import Passo
from coproflow.errors import NotFoundError
from coproflow.services.fascicoli import annotazione_di
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot, registri


def corpo_di(
    fascicolo: Fascicolo, passo: Passo, responso: Responso, stato: str, letture: dict[str, int]
) -> dict[str, Any]:
    """The object an entry of the log is written from."""
    procedimento = fascicolo.procedimento
    incarico = passo.operatore.incarico(passo.transition.roles, passo.adesso.date())
    assert incarico is not None
    corpo = {
        "ente": procedimento.ente,
        "procedimento": procedimento.id,
        "seq": len(procedimento.annotazioni) + 1,
        "evento": passo.transition.event,
        "da": procedimento.stato,
        "a": stato,
        "data": passo.dati.data.isoformat(),
        "registrata_il": passo.adesso.isoformat(),
        "operatore": passo.operatore.id,
        "ruolo": incarico.ruolo,
        "titolo": incarico.titolo,
        "definizione": procedimento.definizione,
        "tipo": type(passo.dati).__name__,
        "dati": dump(passo.dati),
        "verifiche": [dump(v) for v in responso.verifiche],
    }
    servite = {v.guard for v in responso.verifiche if v.esito is EsitoVerifica.DA_MOTIVARE}
    if deroghe := [dump(d) for d in passo.deroghe if d.guard in servite]:
        corpo["deroghe"] = deroghe
    if letture:
        corpo["letture"] = letture
    if passo.rettifica is not None:
        corpo["rettifica"] = passo.rettifica
    return corpo


def with_entry(fascicolo: Fascicolo, corpo: dict[str, Any], dati: Fatto) -> Fascicolo:
    """The case with its new entry, the same that will be read back."""
    annotazione = annotazione_di(corpo, dati)
    procedimento = replace(
        fascicolo.procedimento,
        stato=annotazione.a,
        versione=fascicolo.procedimento.versione + 1,
        annotazioni=(*fascicolo.procedimento.annotazioni, annotazione),
    )
    return replace(fascicolo, procedimento=procedimento)


def register(
    ufficio: Ufficio,
    definition: WorkflowDefinition,
    posto: tuple[str, int],
    dati: Fatto,
    documento: tuple[str, bytes] | None,
) -> None:
    """The number of an adopted act in its register, unique a year; the signed file, frozen.

    `posto` is the entry that says so: its case and its number in the log.
    """
    if not isinstance(dati, FattoAtto):
        return
    if isinstance(dati, AdozioneAtto) and dati.atto in definition.atti:
        registro, anno = definition.atti[dati.atto].register, dati.data.year
        if registro in ("determinazioni", "deliberazioni"):
            registro = f"{registro}/{dati.organo}"  # type: ignore[assignment]  # one series an organ
            gia = registri.find_atto(ufficio.conn, ufficio.ente, registro, anno, dati.numero)
            if gia is None or gia.atto != dati.atto:
                riga = registri.RigaAtto(registro, anno, dati.numero, *posto, dati.atto)
                registri.insert_atto(ufficio.conn, ufficio.ente, riga)
    if documento is not None:
        nome, contenuto = documento
        registri.insert_documento(
            ufficio.conn, ufficio.ente, *posto, atto=dati.atto, nome=nome, contenuto=contenuto
        )


def documenti(ufficio: Ufficio, id_: str, atto: str) -> tuple[tuple[int, str, bytes], ...]:
    """The signed files of an act, as they were kept: the number of the entry, the name, the bytes.

    Raises:
        NotFoundError: this case has no such act, or keeps no file of it.
    """
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, id_)
    ufficio.definition(riga.definizione).atto(atto)
    trovati = [d for d in registri.list_documenti(ufficio.conn, ufficio.ente, id_) if d.atto == atto]
    if not trovati:
        raise NotFoundError(
            f"di «{atto}» non è conservato nessun documento",
            f"Si conserva con: coproflow atto registra {id_} {atto} adozione --file FILE",
        )
    return tuple((d.seq, d.nome, registri.load_documento(ufficio.conn, ufficio.ente, d)) for d in trovati)
