"""The command line speaks Italian, click's own words included."""

import io
import re
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import coproflow.cli
from coproflow.cli import cli

CATALOGO = Path(coproflow.cli.__file__).parent / "locale" / "it" / "LC_MESSAGES"
INGLESE = re.compile(
    r"\b(usage|options?|arguments?|commands?|missing|invalid|error|try|show|such|does|is|not|one of|default"
    r"|text|integer|directory|required|unexpected|got)\b",
    re.IGNORECASE,
)


def _bytes(nome: str) -> io.BytesIO:
    return io.BytesIO((CATALOGO / nome).read_bytes())


def _frasi(mo: io.BytesIO) -> dict[Any, str]:
    return {inglese: frase for inglese, frase in GNUTranslations(mo)._catalog.items() if inglese}


def _comandi(gruppo: click.Group, nome: tuple[str, ...] = ()) -> Any:
    with click.Context(gruppo) as ctx:
        for sotto in gruppo.list_commands(ctx):
            comando = gruppo.get_command(ctx, sotto)
            yield (*nome, sotto)
            if isinstance(comando, click.Group):
                yield from _comandi(comando, (*nome, sotto))


@pytest.mark.parametrize("comando", [(), *_comandi(cli)], ids=lambda c: " ".join(c) or "coproflow")
def test_l_aiuto_e_in_italiano(esegui: Any, comando: Any) -> None:
    """Nessun aiuto, di nessun comando, ha parole inglesi o frasi troncate."""
    aiuto = esegui(*comando, "--help")
    assert aiuto.codice == 0
    assert INGLESE.findall(aiuto.out) == []
    assert "..." not in aiuto.out


@pytest.mark.parametrize(
    ("argomenti", "frase"),
    [
        (("stato",), "Manca l’argomento 'ID'."),
        (("stato", "a", "b"), "C’è un argomento di troppo: b"),
        (("stato", "a", "--jsn"), "L’opzione «--jsn» non esiste. Forse '--json'?"),
        (("--db",), "L’opzione «--db» vuole un valore."),
        (("stato", "a", "--json=1"), "L’opzione «--json» non vuole un valore."),
        (("atto", "registra", "a", "b", "c"), "«c» non è fra le scelte: 'adozione', 'visto'"),
        (("atto", "firma"), "Il comando «firma» non esiste."),
        (("registro", "a", "--annotazione", "due"), "«due» non è un numero intero."),
        (("workflow", "verifica", "--cartella", "nulla"), "«nulla» non esiste."),
        (("scadenze", "--oggi", "ieri"), "Valore non valido per '--oggi': «ieri» non è una data"),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, tuple) else "",
)
def test_gli_errori_d_uso_sono_in_italiano(
    esegui: Any, monkeypatch: pytest.MonkeyPatch, argomenti: Any, frase: Any
) -> None:
    """Un comando scritto male lo dice in italiano, e dice dove trovare l'aiuto."""
    fatto = esegui(*argomenti)
    assert (fatto.codice, fatto.out) == (2, "")
    assert frase in fatto.err
    assert INGLESE.findall(fatto.err.replace(" ".join(argomenti), "")) == []


def test_il_catalogo_compilato_e_quello_scritto() -> None:
    """Chi corregge una frase in messages.po compila di nuovo messages.mo."""
    compilato = io.BytesIO()
    write_mo(compilato, read_po(_bytes("messages.po"), abort_invalid=True))
    assert _frasi(_bytes("messages.mo")) == _frasi(io.BytesIO(compilato.getvalue()))


def test_click_dice_ancora_le_parole_tradotte() -> None:
    """Ogni frase tradotta è una di quelle di click: le altre sono da togliere o da aggiornare."""
    sorgenti = "".join(p.read_text(encoding="utf-8") for p in Path(click.__file__).parent.glob("*.py"))
    catalogo = read_po(_bytes("messages.po"))
    tradotte = [m.id if isinstance(m.id, str) else m.id[0] for m in catalogo if m.id]
    assert len(tradotte) > 20
    assert [t for t in tradotte if t.replace("\n", "\\n").replace("\t", "\\t") not in sorgenti] == []
