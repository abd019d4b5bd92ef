"""How answers look on a terminal: plain sentences, one rule a line, colours only where somebody sees them."""

import re
from collections.abc import Mapping

import click

from coproflow.domain.date import elidi_articoli, quanti_giorni
from coproflow.domain.fonti import Fonte
from coproflow.domain.verifiche import EsitoVerifica, Responso, Rimedio, Verifica, mostra
from coproflow.errors import CoproflowError, PassoNonConsentitoError, ProblemsError

SEGNI = {
    EsitoVerifica.SODDISFATTA: ("✓", "green"),
    EsitoVerifica.NON_SODDISFATTA: ("✗", "red"),
    EsitoVerifica.DATO_MANCANTE: ("?", "yellow"),
    EsitoVerifica.DA_MOTIVARE: ("!", "yellow"),
    EsitoVerifica.NON_APPLICABILE: ("–", None),
}


_UNITI = r"(€|§|\b(?:n|artt?|L|D\.Lgs|D\.P\.R|D\.M)\.|\bcomma) "


def frase(clausola: str) -> str:
    """A clause as a sentence."""
    return f"{clausola[:1].upper()}{clausola[1:]}" + ("" if clausola.endswith((".", "!", "?")) else ".")


def riga(segno: str, colore: str | None, testo: str, rientro: int = 2) -> str:
    """A marked line, wrapped under its own text; a sign is not parted from its figure."""
    import textwrap

    margine = " " * (rientro + 2)
    unito = re.sub(_UNITI, "\\1\xa0", testo)
    corpo = textwrap.fill(unito, width=100, initial_indent=margine, subsequent_indent=margine)
    corpo = corpo.replace("\xa0", " ")
    return " " * rientro + click.style(segno, fg=colore, bold=True) + corpo[rientro + 1 :]


def citata(fonte: Fonte) -> str:
    """A source as it is cited, with a mark if nobody has yet checked it on the official text."""
    return fonte.estremi + ("" if fonte.verificata_il or not fonte.urn else " °")


def citazioni(verifica: Verifica, fonti: Mapping[str, Fonte]) -> str:
    """The sources of a rule."""
    parti = []
    for id_ in verifica.fonti:
        fonte = fonti.get(id_)
        if fonte is None:
            parti.append(id_)
        else:
            parti.append(citata(fonte))
    return "; ".join(parti)


def rimedio(r: Rimedio) -> str:
    """One way out, in words."""
    campi = f" ({', '.join(r.campi)})" if r.campi else ""
    chi = f", a cura di: {r.chi}" if r.chi else ""
    return f"{'rettificare' if r.rettifica else 'registrare'} «{r.passo}»{campi}{chi}"


def verifica(v: Verifica, fonti: Mapping[str, Fonte], *, esteso: bool = True) -> list[str]:
    """A rule as an officer reads it: what was found, where it is written, how to mend it, from when."""
    segno, colore = SEGNI[v.esito]
    righe = [riga(segno, colore, f"{v.etichetta}: {v.motivo}.")]
    if v.ritardo:
        righe.append(
            riga("↳", "yellow", f"in ritardo di {quanti_giorni(v.ritardo.giorni)}: {v.ritardo.sanatoria}", 4)
        )
    if esteso:
        if testo := citazioni(v, fonti):
            righe.append(riga("·", "cyan", f"fonti: {testo}", 4))
        righe += [riga("→", None, rimedio(r), 4) for r in v.rimedi if v.ferma]
        if v.ferma and v.non_prima_di:
            righe.append(riga("→", None, elidi_articoli(f"non prima del {mostra(v.non_prima_di)}"), 4))
        if v.esito is EsitoVerifica.DA_MOTIVARE:
            righe.append(riga("→", None, f"si può procedere motivando: --deroga {v.guard}=«motivazione»", 4))
    return righe


def own_data(r: Responso) -> tuple[Verifica, ...]:
    """The rules that only wait for the data of the step itself: without them a list of names is enough."""
    return tuple(v for v in r.mancanti if v.rimedi and all(x.passo == r.passo and x.campi for x in v.rimedi))


def responso(
    r: Responso, fonti: Mapping[str, Fonte], *, tutto: bool = True, tranne: tuple[Verifica, ...] = ()
) -> list[str]:
    """Every rule of a step: those that stop it first."""
    mancanti = r.mancanti
    righe = [x for v in mancanti if v not in tranne for x in verifica(v, fonti)]
    if tutto:
        righe += [x for v in r.verifiche if v not in mancanti for x in verifica(v, fonti, esteso=False)]
    return righe


def errore(e: CoproflowError) -> None:
    """What happened, where, and what to do, on stderr."""
    if isinstance(e, PassoNonConsentitoError):
        fonti = getattr(e, "fonti", {})
        click.echo(click.style("Rifiutato: ", fg="red", bold=True) + f"{e.message}.", err=True)
        for r in responso(e.responso, fonti, tutto=False):
            click.echo(r, err=True)
        click.echo("Non è stato scritto nulla.", err=True)
        return
    if isinstance(e, ProblemsError):
        for p in e.problems:
            click.echo(str(p), err=True)
    else:
        click.echo(click.style("Errore: ", fg="red", bold=True) + frase(e.message), err=True)
    if e.hint:
        click.echo(e.hint, err=True)
