"""La dimostrazione racconta una storia intera su un archivio suo, e si ferma se qualcosa non va come deve."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coproflow.cli import cli
from coproflow.errors import CoproflowError, StoreError
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_capitoli

CREMA = workflows_folder() / "crema" / "demo"
BREVE = CREMA / "02-avviso-comune.yaml"


def run(*args: object) -> Result:
    """The command as a terminal that is not one would run it."""
    return CliRunner().invoke(cli, ["demo", *map(str, args)])


def test_la_storia_di_crema_va_come_dice_e_lascia_i_suoi_atti(tmp_path: Path) -> None:
    """Nessun passo differisce dalla storia, il registro si verifica, ogni atto esiste nei tre formati."""
    fatto = run("--cartella", tmp_path / "crema")
    assert fatto.exception is None, fatto.exception
    attesi = {
        atto for capitolo in read_capitoli(CREMA) for battuta in capitolo.passi for atto in battuta.atti
    }
    scritti = sorted(f.name for f in (tmp_path / "crema" / "atti").iterdir())
    assert attesi
    for atto in attesi:
        for formato in ("docx", "odt", "pdf"):
            assert any(f"-{atto}" in nome and nome.endswith(formato) for nome in scritti), (atto, formato)
    assert "il registro verificato sui byte conservati" in fatto.stdout
    assert "la legge di allora non si conosce" in fatto.stdout.replace("\n", " ")


def test_la_storia_si_racconta_due_volte_allo_stesso_modo(tmp_path: Path) -> None:
    """La stessa cartella è rifatta da capo, e l’uscita è la stessa parola per parola, senza colori."""
    uscite = [run("--cartella", tmp_path, "--storia", BREVE, "--senza-atti").stdout for _ in range(2)]
    assert uscite[0] == uscite[1]
    assert "RIFIUTATO (codice 6)" in uscite[0]
    assert "\x1b" not in uscite[0]
    assert max(map(len, uscite[0].splitlines())) <= 110
    assert not (tmp_path / "atti").exists()


def test_una_cartella_d_altri_non_si_tocca(tmp_path: Path) -> None:
    """Dove c’è qualcosa che nessuna dimostrazione ha messo, la dimostrazione si rifiuta e non cancella."""
    archivio = tmp_path / "demo.db"
    archivio.write_bytes(b"di altri")
    fatto = run("--cartella", tmp_path, "--storia", BREVE)
    assert isinstance(fatto.exception, StoreError)
    assert archivio.read_bytes() == b"di altri"


@pytest.mark.parametrize(
    ("scritto", "altro"),
    [
        ("rifiutato: [quadratura_contributi]", "rifiutato: [altra_regola]"),
        ("stato: indetta", "stato: deserta"),
    ],
)
def test_una_storia_che_non_va_come_dice_si_interrompe(tmp_path: Path, scritto: str, altro: str) -> None:
    """Un rifiuto diverso da quello detto, o un altro stato, fermano la storia dicendo dove e perché."""
    testo = BREVE.read_text(encoding="utf-8")
    assert scritto in testo
    storia = tmp_path / "storia.yaml"
    testo = testo.replace("antefatto: ", f"antefatto: {CREMA}/")
    storia.write_text(testo.replace(scritto, altro, 1), encoding="utf-8")
    fatto = run("--cartella", tmp_path / "qui", "--storia", storia, "--senza-atti")
    assert isinstance(fatto.exception, CoproflowError)
    assert "la storia si interrompe al" in fatto.exception.message
    assert fatto.exception.exit_code == 1
