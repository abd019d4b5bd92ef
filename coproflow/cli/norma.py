"""`norma`: what a source, a parameter or a rule says, where it is used, and whether anybody re-read it."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import click

from coproflow.cli import stampa
from coproflow.cli.base import echo_json, json_option
from coproflow.domain.campi import forse
from coproflow.domain.date import data_estesa
from coproflow.errors import NotFoundError

TITOLARI = {"norma": "la norma", "avviso": "l’avviso", "convenzione": "la convenzione", "ente": "l’ente"}
SI_SCRIVE = {
    "quota": "in percentuale, per esempio: 10 %",
    "euro": "in euro, per esempio: 1.234,56",
    "data": "come data, per esempio: 05/05/2026",
    "numero": "con un numero intero",
    "scelta": "con una delle scelte",
    "facolta": "si o no",
}
"""Type of a parameter → how its value is written; the others are so many days, months or years."""


@click.command()
@click.argument("nome", metavar="[NOME]", required=False)
@json_option
def norma(nome: str | None, *, come_json: bool) -> None:
    """Mostra la fonte, il parametro, la regola o il vincolo che si chiama NOME; senza NOME li elenca.

    Legge i flussi installati, non l’archivio: vale anche prima di «inizia».
    """
    from coproflow import guards
    from coproflow.loading.definitions import load_catalogo
    from coproflow.loading.resources import workflows_folder

    catalogo = load_catalogo(workflows_folder())
    regole = {n: guards.resolve(f) for n, f in guards.registry().items()}
    if nome is None:
        _list(catalogo, regole, come_json=come_json)
        return
    usi = list(dict.fromkeys(_uses(catalogo, regole, nome)))
    trovati: list[tuple[str, Any]] = []
    if nome in catalogo.fonti:
        trovati.append(("fonte", catalogo.fonti[nome]))
    if nome in catalogo.parametri:
        trovati.append(("parametro", catalogo.parametri[nome]))
    trovati += [("regola", r) for n, r in regole.items() if nome == n or nome in r.vincoli]
    if not trovati:
        noti = [
            *catalogo.fonti,
            *catalogo.parametri,
            *regole,
            *(v for r in regole.values() for v in r.vincoli),
        ]
        simili = sorted({n for n in noti if nome.lower() in n.lower()})
        raise NotFoundError(
            f"«{nome}» non è una fonte, un parametro, una regola o un vincolo{forse(nome, noti)}",
            f"Lo contengono: {', '.join(simili)}." if simili else "",
        )
    if come_json:
        comune = {"nome": nome, "usi": usi}
        echo_json([{"tipo": tipo, **_data(trovato), **comune} for tipo, trovato in trovati])
        return
    in_parole = {"fonte": _fonte, "parametro": _parametro, "regola": _regola}
    for tipo, trovato in trovati:
        click.echo(f"{click.style(nome, bold=True)} ({tipo})")
        for etichetta, valore in in_parole[tipo](trovato, catalogo).items():
            if valore:
                testo = "; ".join(valore) if isinstance(valore, list) else valore
                click.echo(f"  {etichetta.replace('_', ' ')}: {testo}")
    for uso in usi:
        click.echo(f"  si usa in: {uso}")


def _uses(catalogo: Any, regole: dict[str, Any], nome: str) -> Iterator[str]:
    """The steps that cite a source, name a rule or give it a number, and the terms that a number measures."""
    for w, compilata in catalogo.workflows.items():
        for t in compilata.definition.transitions:
            nomi = {*t.fonti, *(n for g in t.guards for n in (g.name, *g.args.values()))}
            if nome in nomi or any(nome in regole[g.name].vincoli for g in t.guards):
                yield f"{w} · {t.event}"
        for id_, termine in compilata.definition.termini.items():
            if nome in (termine.days, termine.months, *termine.fonti):
                yield f"{w} · termine {id_}"


def _data(trovato: Any) -> dict[str, Any]:
    """What was found, for other programs: every field there is, days in ISO, what is not known as null."""
    from coproflow.domain.forme import dump

    nomi = [f.name for f in dataclasses.fields(trovato) if f.name != "check"]
    nomi += ["regola"] if hasattr(trovato, "regola") else []
    return {nome: dump(getattr(trovato, nome)) for nome in nomi}


def _fonte(f: Any, _catalogo: Any) -> dict[str, Any]:
    return {
        "estremi": f.estremi,
        "urn": f.urn,
        "titolo": f.titolo,
        "testo": f.testo,
        "vigente_dal": data_estesa(f.vigente_dal) if f.vigente_dal else "",
        "vigente_al": data_estesa(f.vigente_al) if f.vigente_al else "",
        "verificata_il": data_estesa(f.verificata_il)
        if f.verificata_il
        else ("non ancora riletta sul testo ufficiale" if f.urn else ""),
        "note": f.note,
    }


def _parametro(p: Any, catalogo: Any) -> dict[str, Any]:
    return {
        "etichetta": p.label,
        "natura": {
            "figura": f"figura, la fissa {TITOLARI[p.owner]}",
            "lettura": "lettura, la sceglie " + " o ".join(TITOLARI[t] for t in p.set_by or (p.owner,)),
        }[p.kind],
        "si_scrive": SI_SCRIVE.get(p.type, f"in {p.type}, per esempio: 6 {p.type}"),
        "valori": [f"dal {data_estesa(v.dal)}: {v.valore} {p.type}" for v in p.values],
        "predefinito": p.default or "",
        "scelte": list(p.options),
        "dubbio": p.doubt,
        "fonti": [stampa.citata(catalogo.fonti[f]) for f in p.fonti],
    }


def _regola(r: Any, catalogo: Any) -> dict[str, Any]:
    return {
        "nome": r.name,
        "etichetta": r.etichetta,
        "regola": r.regola,
        "forza": r.forza.replace("_", " "),
        "vincoli": list(r.vincoli),
        "fonti": [stampa.citata(catalogo.fonti[f]) for f in r.fonti],
    }


def _list(catalogo: Any, regole: dict[str, Any], *, come_json: bool) -> None:
    if come_json:
        echo_json(
            {
                "fonti": list(catalogo.fonti),
                "parametri": list(catalogo.parametri),
                "regole": list(regole),
            }
        )
        return
    for titolo, voci in (
        ("Fonti", {k: stampa.citata(f) for k, f in catalogo.fonti.items()}),
        ("Parametri", {k: p.label for k, p in catalogo.parametri.items()}),
        ("Regole", {k: r.regola for k, r in regole.items()}),
    ):
        click.echo(click.style(titolo, bold=True))
        for nome, testo in sorted(voci.items()):
            click.echo(f"  {nome:<36}  {testo}")
