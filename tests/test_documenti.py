"""What is said of a version is said of the version that is."""

from pathlib import Path

import yaml

from coproflow import __version__

RADICE = Path(__file__).parents[1]


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
