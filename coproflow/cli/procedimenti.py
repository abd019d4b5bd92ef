"""`apri`, `elenco`, `stato`, `scadenze`: the cases of the office."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from coproflow.cli.base import (
    File,
    Giorno,
    adesso,
    compilata,
    complete_flusso,
    echo_json,
    id_argument,
    istante,
    json_option,
    nome_passo,
    oggi_option,
    open_archivio,
    open_ufficio,
    operatore,
    starts,
)
from coproflow.domain.date import data_estesa, elidi_articoli, quanti_giorni
from coproflow.store import hot


def _modello(ctx: click.Context, _param: click.Parameter, flusso: str | None) -> None:
    """Print the empty sheet of a workflow instead of opening one."""
    if flusso is None or ctx.resilient_parsing:
        return
    from coproflow.loading.schede import modello_scheda

    _, definition = open_ufficio(ctx, sola_lettura=True).current(flusso)
    click.echo(f"# {definition.title}: coproflow apri QUESTO_FILE")
    click.echo(modello_scheda(definition), nl=False)
    ctx.exit()


@click.command()
@click.argument("scheda", type=File())
@click.option(
    "--modello",
    metavar="FLUSSO",
    shell_complete=complete_flusso,
    is_eager=True,
    expose_value=False,
    callback=_modello,
    help="Stampa la scheda vuota di un flusso.",
)
@click.pass_context
def apri(ctx: click.Context, scheda: str) -> None:
    """Apre un procedimento dalla SCHEDA, con i passi già compiuti che la scheda racconta."""
    from coproflow.cli import stampa
    from coproflow.errors import PassoNonConsentitoError
    from coproflow.services.aperture import apri_scheda

    ufficio = open_ufficio(ctx)
    try:
        aperto = apri_scheda(ufficio, scheda, operatore(ctx), adesso())
    except PassoNonConsentitoError as errore:
        errore.fonti = ufficio.quadro.fonti
        raise
    click.echo(aperto.apertura.id)
    incoerenti = aperto.apertura.responso.mancanti
    if incoerenti:
        click.echo("Il procedimento è aperto, ma gli importi non quadrano:", err=True)
        for v in incoerenti:
            for r in stampa.verifica(v, ufficio.quadro.fonti):
                click.echo(r, err=True)
    for avvertenza in aperto.avvertenze:
        click.echo(f"Attenzione — {avvertenza}.", err=True)
    if aperto.passi:
        click.echo(f"Passi della scheda registrati: {len(aperto.passi)}.", err=True)


@click.command()
@click.option(
    "--flusso",
    metavar="FLUSSO",
    shell_complete=complete_flusso,
    default="",
    help="Solo i procedimenti di questo flusso.",
)
@click.option("--stato", "stato_", metavar="STATO", default="", help="Solo quelli in questo stato.")
@json_option
@click.pass_context
def elenco(ctx: click.Context, flusso: str, stato_: str, *, come_json: bool) -> None:
    """Elenca i procedimenti e il loro stato."""
    ufficio = open_archivio(ctx)
    if flusso:
        ufficio.flusso(flusso)  # one that is not there is told
    righe = hot.elenco(ufficio.conn, ufficio.ente, workflow=flusso, stato=stato_.replace(" ", "_"))
    if come_json:
        echo_json([r._asdict() for r in righe])
        return
    if not righe:
        click.echo("Nessun procedimento.", err=True)
    larghezza = max((len(r.id) for r in righe), default=0)
    for r in righe:
        click.echo(f"{r.id:<{larghezza}}  {r.stato.replace('_', ' '):<28}  {r.oggetto}")


@click.command()
@id_argument
@json_option
@oggi_option
@click.pass_context
def stato(ctx: click.Context, id_: str, *, come_json: bool, oggi: date | None) -> None:
    """Dice a che punto è un procedimento, che cosa si può fare e quali termini corrono."""
    ufficio = open_archivio(ctx)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, intero)
    definizione = compilata(ufficio, riga.definizione)
    annotazioni = hot.load_annotazioni(ufficio.conn, ufficio.ente, intero)
    scadenze = hot.load_scadenze(ufficio.conn, ufficio.ente, intero)
    etichetta = definizione["states"][riga.stato]["label"]
    possibili = [t for t in definizione["transitions"] if starts(t, riga.stato, definizione)]
    etichette = {t["event"]: t["label"] for t in definizione["transitions"]}
    if come_json:
        echo_json(
            {
                **riga._asdict(),
                "etichetta": etichetta,
                "passi": [t["event"] for t in possibili],
                "scadenze": [_scadenza(s) for s in scadenze],
                "annotazioni": [
                    {"seq": a.seq, "evento": a.evento, "data": a.data, "operatore": a.operatore}
                    for a in annotazioni
                ],
            }
        )
        return
    click.echo(f"{click.style(riga.id, bold=True)}  {riga.oggetto}")
    dal = next(a.data for a in reversed(annotazioni) if a.a != a.da)  # the opening at least
    quando = elidi_articoli(f"dal {_giorno(dal)}")
    click.echo(f"Stato: {click.style(etichetta, bold=True)} ({quando})")
    click.echo("\nUltimi passi:")
    for a in annotazioni[-5:]:
        corpo = json.loads(a.corpo)
        atto = definizione["atti"].get(corpo["dati"].get("atto"))
        nome = nome_passo(etichette.get(a.evento, a.evento), atto and atto["label"], corpo.get("rettifica"))
        click.echo(f"  {a.seq:>3}  {_giorno(a.data):<18}  {nome}")
    if possibili:
        click.echo("\nPassi che partono da qui:")
        for t in possibili:
            click.echo(f"  {t['event']:<32}  {t['label']}")
        click.echo(f"\nPer sapere che cosa manca: coproflow perche {riga.id}", err=True)
    if scadenze:
        click.echo("\nTermini che corrono:")
        for quando, s in _quando(scadenze, istante(oggi).date()):
            click.echo(f"  {quando}  {s.etichetta}")
    _stale(ufficio, scadenze)


@click.command()
@click.option("--fino-a", type=Giorno(), help="Solo le scadenze fino a questo giorno.")
@json_option
@oggi_option
@click.pass_context
def scadenze(ctx: click.Context, fino_a: date | None, *, come_json: bool, oggi: date | None) -> None:
    """Mostra le scadenze di tutti i procedimenti, dalla più vicina."""
    ufficio = open_archivio(ctx)
    righe = hot.scadenzario(ufficio.conn, ufficio.ente, al=fino_a.isoformat() if fino_a else "9999-12-31")
    if come_json:
        echo_json([{"procedimento": r.procedimento, **_scadenza(r)} for r in righe])
        return
    if not righe:
        click.echo("Nessuna scadenza.", err=True)
    larghezza = max((len(r.procedimento) for r in righe), default=0)
    for quando, r in _quando(righe, istante(oggi).date()):
        click.echo(f"{quando}  {r.procedimento:<{larghezza}}  {r.etichetta}")
    _stale(ufficio, righe)


def _giorno(iso: str) -> str:
    return data_estesa(date.fromisoformat(iso))


def _scadenza(s: Any) -> dict[str, Any]:
    return {
        "termine": s.termine,
        "data": s.data,
        "istante": s.istante,
        "etichetta": s.etichetta,
        "certezza": s.certezza,
    }


def _quando(scadenze: Sequence[Any], oggi: date) -> Iterator[tuple[str, Any]]:
    """Each deadline with its day in words, in a column as wide as the widest, red today and yellow soon."""
    parole = []
    for s in scadenze:
        giorno = date.fromisoformat(s.data)
        ora = f" ore {s.istante[11:16]}" if s.istante else ""
        mancano = (giorno - oggi).days
        giorni = quanti_giorni(abs(mancano))
        nota = f"decorso da {giorni}" if mancano < 0 else f"fra {giorni}" if mancano else "oggi"
        dubbio = "" if s.certezza == "certa" else f", {s.certezza}"
        colore = "red" if mancano == 0 else "yellow" if 0 < mancano <= 7 else None
        parole.append((f"{data_estesa(giorno)}{ora} ({nota}{dubbio})", colore))
    larghezza = max((len(testo) for testo, _ in parole), default=0)
    for s, (testo, colore) in zip(scadenze, parole, strict=True):
        yield click.style(f"{testo:<{larghezza}}", fg=colore), s


def _stale(ufficio: Any, righe: Any) -> None:
    if any(r.parametri_sha != ufficio.in_uso["parameters"] for r in righe):
        click.echo(
            "Alcune date vengono da parametri non più in uso: coproflow registro --ricostruisci", err=True
        )
