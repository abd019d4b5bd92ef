"""What the documents say of the program is what the program is."""

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from coproflow import __version__
from coproflow.cli import cli

RADICE = Path(__file__).parents[1]
COMANDO = re.compile(r"(?:`|\$ )coproflow ([a-z][^`\n]*)")


def test_la_versione_e_una_sola():
    """Il catalogo, le modifiche e il programma parlano della stessa versione."""
    catalogo = yaml.safe_load((RADICE / "publiccode.yml").read_text(encoding="utf-8"))
    assert catalogo["softwareVersion"] == __version__
    modifiche = (RADICE / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{__version__}]" in modifiche


def test_ogni_modifica_ha_le_sue_quattro_righe():
    """Di ogni modifica si dice di che tipo è, da quale giorno vale, dove cercarla e che effetto fa."""
    _, *voci = (RADICE / "CHANGELOG.md").read_text(encoding="utf-8").split("\n#### ")
    assert voci
    for voce in voci:
        tipi = ("evoluzione normativa", "evoluzione tecnica", "correzione")
        assert any(f"- **Tipo**: {tipo}." in voce for tipo in tipi), voce
        assert all(f"- **{riga}**:" in voce for riga in ("Dal giorno", "Aree", "Dettagli")), voce


@pytest.mark.parametrize("documento", ["README.md", "docs/manuale.md"])
def test_i_comandi_scritti_esistono(documento):
    """Ogni comando che un documento mostra esiste, con le opzioni che vi si leggono."""
    scritti = COMANDO.findall((RADICE / documento).read_text(encoding="utf-8"))
    assert scritti
    for scritto in scritti:
        parole = shlex.split(scritto.partition(" > ")[0])
        comando, noti = cli, {o for p in cli.params for o in p.opts}
        while isinstance(comando, click.Group) and parole:
            comando = comando.get_command(click.Context(comando), parole.pop(0))
            assert comando is not None, scritto
        noti |= {o for p in comando.params for o in p.opts}
        assert [p for p in parole if p.startswith("-") and p not in noti] == [], scritto
