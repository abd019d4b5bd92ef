"""`atto`: list, generate and record the acts of a case."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from coproflow.cli import stampa
from coproflow.cli.base import (
    File,
    Giorno,
    adesso,
    complete_atto,
    con_modulo,
    echo_json,
    id_argument,
    interattivo,
    istante,
    json_option,
    oggi_option,
    open_ufficio,
    operatore,
)
from coproflow.domain.date import data_estesa, elidi_articoli
from coproflow.store import hot

FATTI = {
    "adozione": "adozione_atto",
    "visto": "visto_contabile",
    "albo": "pubblicazione_albo",
    "trasparenza": "pubblicazione_trasparenza",
    "comunicazione": "comunicazione_atto",
}
"""What is recorded of an act → the step that records it."""


@click.group()
def atto() -> None:
    """Genera gli atti e ne registra la vita: numero e data, visto, pubblicazione, comunicazione."""


@atto.command()
@id_argument
@json_option
@oggi_option
@click.pass_context
def elenco(ctx: click.Context, id_: str, oggi: date | None, *, come_json: bool) -> None:
    """Elenca gli atti del procedimento e il loro stadio."""
    from coproflow.services.atti import elenco_atti

    ufficio = open_ufficio(ctx, sola_lettura=True)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    righe = elenco_atti(ufficio, intero, istante(oggi).date())
    if come_json:
        echo_json(
            [
                {
                    "atto": r.id,
                    "etichetta": r.regola.label,
                    "organo": r.regola.organo,
                    "passi": list(r.passi),
                    "annotazione": r.annotazione,
                    "stadio": r.stadio.name.lower() if r.annotazione or r.fatti else None,
                    "numero": r.fatti.adozione.numero if r.fatti else None,
                    "data": r.fatti.adozione.data.isoformat() if r.fatti else None,
                }
                for r in righe
            ]
        )
        return
    larghezza = max((len(r.id) for r in righe), default=0)
    for r in righe:
        if r.fatti:
            adozione = r.fatti.adozione
            stadio = f"{r.stadio.name.lower()}, n. {adozione.numero} del {data_estesa(adozione.data)}"
            stadio = elidi_articoli(stadio)
        elif r.annotazione:
            stadio = "bozza da adottare"
        else:
            stadio = "nasce da " + " o ".join(f"«{passo}»" for passo in r.passi)
        click.echo(f"{r.id:<{larghezza}}  {r.regola.organo.replace('_', ' '):<10}  {stadio}")


@atto.command()
@id_argument
@click.argument("nome", metavar="ATTO", shell_complete=complete_atto)
@click.option(
    "--formato",
    "formati",
    default="docx,odt,pdf",
    metavar="FORMATI",
    show_default=True,
    help="Formati, separati da virgole.",
)
@click.option(
    "--cartella",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Dove scrivere i file (altrimenti qui).",
)
@click.option("--annotazione", "seq", type=int, metavar="N", help="L’annotazione da cui nasce l’atto.")
@click.option("--al", type=Giorno(), help="Ignora ciò che è stato registrato dopo questo giorno.")
@click.option("--bozza", is_flag=True, help="Genera una bozza anche di un atto adottato.")
@click.pass_context
def genera(
    ctx: click.Context,
    id_: str,
    nome: str,
    formati: str,
    cartella: Path,
    seq: int | None,
    al: date | None,
    *,
    bozza: bool,
) -> None:
    """Genera un ATTO dai fatti registrati.

    È definitivo se l’atto è adottato, altrimenti è una bozza.
    """
    from coproflow.services.atti import genera as esegui

    scelti = tuple(f.strip() for f in formati.split(","))
    for f in scelti:
        if f not in ("docx", "odt", "pdf"):
            raise click.BadParameter(f"«{f}» non è fra i formati: docx, odt, pdf", param_hint="--formato")
    ufficio = open_ufficio(ctx, sola_lettura=True)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    fatto = esegui(
        ufficio,
        intero,
        nome,
        scelti,  # type: ignore[arg-type]  # checked just above
        cartella,
        adesso(),
        seq=seq,
        al=al,
        bozza=bozza,
    )
    for file in fatto.file:
        click.echo(str(file))
    if fatto.mancanti:
        click.echo(f"Bozza: manca {'; manca '.join(fatto.mancanti)}.", err=True)


@atto.command()
@id_argument
@click.argument("nome", metavar="ATTO", shell_complete=complete_atto)
@click.argument("fatto", type=click.Choice(list(FATTI)))
@click.option("--numero", metavar="N", help="Numero nel registro, o di affissione.")
@click.option("--data", type=Giorno(), help="Giorno del fatto (altrimenti oggi).")
@click.option("-d", "coppie", multiple=True, metavar="CAMPO=VALORE", help="Un altro dato.")
@click.option(
    "--dati",
    "file",
    type=File(),
    help="File YAML con i dati.",
)
@click.option(
    "--file",
    "documento",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Il documento firmato, da conservare così com’è.",
)
@click.option("--modello", "stampa_modello", is_flag=True, help="Stampa il modulo vuoto.")
@click.pass_context
def registra(
    ctx: click.Context,
    id_: str,
    nome: str,
    fatto: str,
    numero: str | None,
    data: date | None,
    coppie: tuple[str, ...],
    file: str | None,
    documento: Path | None,
    *,
    stampa_modello: bool,
) -> None:
    """Registra un fatto della vita di un ATTO.

    Adozione, visto contabile, pubblicazione all’albo o in Amministrazione trasparente, comunicazione.
    """
    from coproflow.domain.dati import dati_class
    from coproflow.errors import PassoNonConsentitoError
    from coproflow.loading.schede import merge, modello, read_file
    from coproflow.services.aperture import dati_di
    from coproflow.services.passi import Richiesta, avanza, find_transition

    ufficio = open_ufficio(ctx, sola_lettura=stampa_modello)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    riga = hot.load_procedimento(ufficio.conn, ufficio.ente, intero)
    definition = ufficio.definition(riga.definizione)
    regola = definition.atto(nome)
    transition = find_transition(definition, FATTI[fatto], riga.stato)
    if stampa_modello:
        comando = f"coproflow atto registra {intero} {nome} {fatto}"
        click.echo(f"# {transition.label}: {comando} --dati QUESTO_FILE")
        click.echo(modello(dati_class(definition.workflow, transition.dati)), nl=False)
        return
    note: list[str] = [f"atto={nome}"]
    if numero:
        note.append(f"numero={numero}")
    if data:
        note.append(f"data={data.isoformat()}")
    ora = adesso()
    chi = ufficio.operatore(operatore(ctx)).id
    nodo = merge(read_file(file) if file else None, (*note, *coppie))
    if interattivo() and file is None:
        from coproflow.cli.domande import ask

        nodo = ask(dati_class(definition.workflow, transition.dati), nodo)
    with con_modulo(f"coproflow atto registra {intero} {nome} {fatto}"):
        dati = dati_di(ufficio, definition, transition, nodo, ora.date())
    richiesta = Richiesta(
        passo=FATTI[fatto],
        dati=dati,
        operatore=chi,
        adesso=ora,
        documento=_document(documento),
    )
    try:
        registrato = avanza(ufficio, intero, richiesta)
    except PassoNonConsentitoError as errore:
        errore.fonti = ufficio.quadro.fonti
        raise
    seq = registrato.annotazione.seq
    click.echo(f"{intero}: registrata l’annotazione {seq}, «{transition.label}»: {regola.label}.")
    for v in registrato.responso.verifiche:
        if v.ritardo:
            for linea in stampa.verifica(v, ufficio.quadro.fonti):
                click.echo(linea, err=True)


@atto.command()
@id_argument
@click.argument("nome", metavar="ATTO", shell_complete=complete_atto)
@click.option(
    "--cartella",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Dove scrivere i file (altrimenti qui).",
)
@click.pass_context
def estrai(ctx: click.Context, id_: str, nome: str, cartella: Path) -> None:
    """Estrae i documenti firmati di un ATTO, come furono conservati.

    Non ne sovrascrive nessuno.
    """
    from coproflow.services.annotazioni import documenti

    ufficio = open_ufficio(ctx, sola_lettura=True)
    intero = hot.resolve_id(ufficio.conn, ufficio.ente, id_)
    conservati = documenti(ufficio, intero, nome)
    cartella.mkdir(parents=True, exist_ok=True)
    for seq, file, contenuto in conservati:
        path = cartella / f"{seq}-{file}"
        with path.open("xb") as aperto:
            aperto.write(contenuto)
        click.echo(str(path))


def _document(path: Path | None) -> Any:
    return (path.name, path.read_bytes()) if path else None
