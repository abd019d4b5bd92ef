"""The acts of a case: which it has, how far each has come, and their text drawn from an entry of the log."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from coproflow.atti.ambiente import compila, make_environment
from coproflow.atti.metadati import Metadati
from coproflow.atti.render import Formato, impronta_modello, impronta_stile, render_atto
from coproflow.domain.atti import FattiAtto, RegolaAtto, Stadio
from coproflow.domain.contesto import Contesto
from coproflow.domain.dati import dati_class
from coproflow.domain.procedimento import Annotazione, Candidato, Fascicolo
from coproflow.domain.record import record
from coproflow.domain.soggetti import Ente
from coproflow.engine.definition import WorkflowDefinition
from coproflow.errors import AttoIncompletoError, NotFoundError, UsageError
from coproflow.loading.resources import templates_folder
from coproflow.services.fascicoli import cut, load_fascicolo
from coproflow.services.modelli import Firmatario, context_of, signer
from coproflow.services.ufficio import Ufficio

TIPI = {"determinazioni": "DETERMINAZIONE DIRIGENZIALE", "giunta": "DELIBERAZIONE DELLA GIUNTA COMUNALE"}


@record
class AttoDelCaso:
    """An act a case may call for, and how far it has come."""

    id: str
    regola: RegolaAtto
    passi: tuple[str, ...]
    annotazione: int | None
    fatti: FattiAtto | None
    stadio: Stadio


@record
class Generato:
    """The files that were written, and what the draft still lacks."""

    file: tuple[Path, ...]
    bozza: bool
    mancanti: tuple[str, ...]


def elenco_atti(ufficio: Ufficio, id_: str, oggi: date) -> tuple[AttoDelCaso, ...]:
    """Every act of a case's workflow, drafted or adopted or not yet called for."""
    fascicolo = load_fascicolo(ufficio, id_)
    definition = ufficio.definition(fascicolo.procedimento.definizione)
    ctx = Contesto(fascicolo, ufficio.quadro, oggi)
    righe = []
    for nome, regola in definition.atti.items():
        nato = _entry_of(definition, fascicolo, nome)
        fatti = ctx.atto(nome)
        passi = tuple(dict.fromkeys(t.event for t in definition.transitions if nome in t.atti))
        stadio = fatti.stadio(oggi) if fatti else Stadio.BOZZA
        righe.append(AttoDelCaso(nome, regola, passi, nato.seq if nato else None, fatti, stadio))
    return tuple(righe)


def genera(
    ufficio: Ufficio,
    id_: str,
    atto: str,
    formati: Iterable[Formato],
    cartella: Path,
    adesso: datetime,
    *,
    seq: int | None = None,
    al: date | None = None,
    bozza: bool = False,
) -> Generato:
    """Write an act from the entry that called for it: final once it is adopted, a draft before.

    `seq` names another entry than the last; `al` leaves out what was recorded after a day.

    Raises:
        NotFoundError: the workflow has no such act, or no step has called for it yet.
        AttoIncompletoError: the act is adopted and data are missing.
    """
    fascicolo = load_fascicolo(ufficio, id_)
    definition = ufficio.definition(fascicolo.procedimento.definizione)
    regola = definition.atto(atto)
    if not (templates_folder() / f"{atto}.md.j2").exists():
        raise NotFoundError(f"manca il modello dell’atto: templates/atti/{atto}.md.j2")
    nato = _entry_of(definition, fascicolo, atto, seq)
    if nato is None:
        passi = " o ".join(dict.fromkeys(f"«{t.label}»" for t in definition.transitions if atto in t.atti))
        raise NotFoundError(f"l’atto «{atto}» nasce dal passo {passi}, che non è ancora registrato")
    if al is not None and nato.registrata_il.date() > al:
        quando = f"{nato.registrata_il:%d/%m/%Y}"
        raise NotFoundError(
            f"l’atto «{atto}» nasce dall’annotazione {nato.seq}, registrata il {quando}: dopo"
        )
    prossima = _next_call(definition, fascicolo, atto, nato)
    noto = cut(
        fascicolo,
        lambda a: (al is None or a.registrata_il.date() <= al) and (prossima is None or a.seq < prossima),
    )
    fatti = Contesto(noto, ufficio.quadro, adesso.date()).atto(atto)
    if fatti is not None and not _follows(noto, nato, atto):
        fatti = None
    bozza = bozza or fatti is None
    tipo = dati_class(definition.workflow, (definition.find(nato.evento) or definition.transitions[0]).dati)
    storia = cut(fascicolo, lambda a: a.seq < nato.seq)
    candidato = Candidato(passo=nato.evento, dati=nato.come(tipo))
    ctx = Contesto(storia, ufficio.quadro, nato.data, candidato)
    ente = ufficio.quadro.ente
    firmatario = signer(ente, regola, fatti.adozione.firmatario if fatti else "", nato.data)
    metadati = _metadati(ente, regola, ctx, fatti, firmatario, bozza=bozza, atto=atto)
    ambiente = make_environment(templates_folder())
    contesto = context_of(ufficio, definition, ctx, nato, regola, fatti, firmatario)
    try:
        scritto = compila(ambiente, f"{atto}.md.j2", metadati, contesto)
    except AttoIncompletoError as errore:
        if comandi := _commands(definition, noto, atto, errore.fatti):
            righe = (
                "Si registrano con:",
                *(f"  {c}" for c in comandi),
                "Oppure si genera una bozza con --bozza.",
            )
            errore.hint = "\n".join(righe)
        raise
    parti = [id_, atto, str(nato.seq) if _repeats(definition, fascicolo, atto) else "", "bozza" * bozza]
    nome = "-".join(filter(None, parti))
    file = render_atto(
        scritto.markdown,
        scritto.metadati,
        formati,
        cartella / nome,
        quando=adesso,
        stile=templates_folder() / "_stile",
    )
    return Generato(file, bozza, scritto.mancanti)


def _commands(
    definition: WorkflowDefinition, fascicolo: Fascicolo, atto: str, fatti: Iterable[str]
) -> list[str]:
    """The command that records each type of fact: a rectification where one is in the log, else its step."""
    comandi = []
    for tipo in fatti:
        scritte = (s for s in _entries(fascicolo) if s[1].tipo == tipo)
        scritta = next((s for s in scritte if s[1].grezzo.get("atto", atto) == atto), None)
        if scritta is not None:
            id_, nata = scritta
            seq = nata.rettifica or nata.seq
            comandi.append(f"coproflow avanza {id_} {nata.evento} --rettifica {seq} --motivo «…»")
            continue
        passi = (t.event for t in definition.transitions if tipo in (t.event, t.dati.rpartition(".")[2]))
        comandi.extend(f"coproflow avanza {fascicolo.procedimento.id} {passo}" for passo in [*passi][:1])
    return comandi


def _entries(fascicolo: Fascicolo) -> Iterator[tuple[str, Annotazione]]:
    """The entries of a case and of those it is linked to, each with its case, the last first."""
    for annotazione in reversed(fascicolo.procedimento.effettive):
        yield fascicolo.procedimento.id, annotazione
    for collegati in fascicolo.collegati.values():
        for altro in collegati:
            yield from _entries(altro)


def _entry_of(
    definition: WorkflowDefinition, fascicolo: Fascicolo, atto: str, seq: int | None = None
) -> Annotazione | None:
    eventi = {t.event for t in definition.transitions if atto in t.atti}
    nate = [a for a in fascicolo.procedimento.effettive if a.evento in eventi]
    if seq is None:
        return nate[-1] if nate else None
    trovata = next((a for a in nate if a.seq == seq), None)
    if trovata is None:
        raise UsageError(
            f"l’annotazione {seq} non chiama l’atto «{atto}»",
            "Lo chiamano: " + ", ".join(str(a.seq) for a in nate),
        )
    return trovata


def _next_call(
    definition: WorkflowDefinition, fascicolo: Fascicolo, atto: str, nato: Annotazione
) -> int | None:
    """The entry that calls for the same act again: what is adopted after it is another one."""
    eventi = {t.event for t in definition.transitions if atto in t.atti}
    effettive = fascicolo.procedimento.effettive
    return min((a.seq for a in effettive if a.seq > nato.seq and a.evento in eventi), default=None)


def _repeats(definition: WorkflowDefinition, fascicolo: Fascicolo, atto: str) -> bool:
    eventi = {t.event for t in definition.transitions if atto in t.atti}
    return sum(a.evento in eventi for a in fascicolo.procedimento.effettive) > 1


def _follows(fascicolo: Fascicolo, nato: Annotazione, atto: str) -> bool:
    """Whether the last adoption came after the entry: an act called for again is a draft again."""
    return any(
        a.seq > nato.seq
        for a in fascicolo.procedimento.effettive
        if a.tipo == "AdozioneAtto" and a.grezzo["atto"] == atto
    )


def _metadati(
    ente: Ente,
    regola: RegolaAtto,
    ctx: Contesto,
    fatti: FattiAtto | None,
    firmatario: Firmatario | None,
    *,
    bozza: bool,
    atto: str,
) -> Metadati:
    adozione = fatti.adozione if fatti else None
    tipo = TIPI.get(regola.organo) or TIPI.get(regola.register) or regola.label.upper()
    if firmatario is not None and "dirigent" not in firmatario.qualifica.lower():
        tipo = tipo.removesuffix(
            " DIRIGENZIALE"
        )  # who directs without being a dirigente (art. 109 c. 2 TUEL)
    folder = templates_folder()
    return Metadati(
        ente=ente,
        tipo_atto=tipo,
        bozza=bozza,
        oggetto=adozione.oggetto if adozione else "",
        numero=adozione.numero if adozione else None,
        data=adozione.data if adozione else None,
        registro_generale=adozione.registro_generale if adozione else None,
        data_registro_generale=adozione.data if adozione else None,
        cup=ctx.codice("cup"),
        cig=ctx.codice("cig"),
        impronte=(
            ("modello", impronta_modello(folder, f"{atto}.md.j2")),
            ("stile", impronta_stile(folder / "_stile")),
        ),
    )
