"""Every broken definition is told as its last lines say: where, which code, which words; all at once.

A file of `tests/definitions/bad` says in its first line which one of `tests/definitions/sano` it replaces,
and in its last lines what must be told of it: `# atteso: line:col CODE message`.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproflow.errors import DefinitionError, Problem
from coproflow.loading.definitions import WORKFLOWS, Catalogo, inspect, load_catalogo

CARTELLA = Path(__file__).parents[1] / "definitions"
ROTTE = sorted((CARTELLA / "bad").glob("*.yaml"))
CODICE = re.compile(r"W\d{3}")
CODICI = re.compile(r"[\"']([W]\d{3})[\"']")


def _inspect(folder: Path) -> list[str]:
    _, problems = inspect(folder, ("prova", "altro"), folder / "modelli")
    return [str(p).removeprefix(f"{folder}/") for p in sorted(problems)]


def _attesi(testo: str, file: str) -> list[str]:
    attesi = []
    for riga in testo.splitlines():
        if riga.startswith("# atteso: "):
            dove = riga.removeprefix("# atteso: ")
            if dove[0].isdigit():
                dove = f"{file}:{dove}"
            attesi.append(re.sub(r"^(\S+) (W\d{3})", r"\1: \2", dove))
    return attesi


@pytest.mark.parametrize("rotta", ROTTE, ids=lambda p: p.stem)
@pytest.mark.usefixtures("mondo")
def test_una_definizione_rotta_e_detta_parola_per_parola(rotta: Any, tmp_path: Path) -> None:
    """Ogni difetto è detto con file, riga, colonna, codice e frase; tutti insieme, e nessun altro."""
    shutil.copytree(CARTELLA / "sano", tmp_path, dirs_exist_ok=True)
    testo = rotta.read_text(encoding="utf-8")
    file = testo.splitlines()[0].removeprefix("# al posto di: ")
    shutil.copy(rotta, tmp_path / file)
    attesi = _attesi(testo, file)
    assert attesi
    assert _inspect(tmp_path) == attesi


@pytest.mark.usefixtures("mondo")
def test_una_definizione_sana_non_ha_nulla_da_dire() -> None:
    """Il flusso da cui quelli rotti sono copiati è in ordine: i difetti sono di ciò che vi è cambiato."""
    assert _inspect(CARTELLA / "sano") == []


def test_ogni_codice_ha_la_sua_definizione_rotta() -> None:
    """Nessun controllo è incapace di dire di no: ogni codice del lettore ha un file che lo mostra."""
    package = Path(__file__).parents[2] / "coproflow"
    moduli = [*(package / "loading").glob("*.py"), package / "engine" / "graph.py"]
    usati = {c for m in moduli for c in CODICI.findall(m.read_text(encoding="utf-8"))}
    mostrati = {
        c for r in ROTTE for c in re.findall(r"^# atteso: .*?(W\d{3})", r.read_text("utf-8"), re.MULTILINE)
    }
    dei_dati = {"W107"}
    assert usati - mostrati == dei_dati


@pytest.mark.usefixtures("mondo")
def test_un_file_che_manca(tmp_path: Path) -> None:
    """Un file che manca è un difetto come gli altri; una cartella senza flussi non è in ordine."""
    problems = _inspect(tmp_path)
    assert problems == [
        f"{tmp_path}:1:1: W100 nella cartella non c’è nessun flusso",
        "atto.yaml: W100 il file non si può leggere: non esiste",
        "fonti.yaml: W100 il file non si può leggere: non esiste",
        "parameters.yaml: W100 il file non si può leggere: non esiste",
    ]


@pytest.mark.usefixtures("mondo")
def test_un_file_che_non_e_utf8(tmp_path: Path) -> None:
    """Un file salvato in un'altra codifica è detto tale, alla riga che non si legge."""
    shutil.copytree(CARTELLA / "sano", tmp_path, dirs_exist_ok=True)
    (tmp_path / "fonti.yaml").write_bytes("legge: {estremi: x}\navviso: {estremi: già}\n".encode("latin-1"))
    assert _inspect(tmp_path)[0] == (
        "fonti.yaml:2:1: W100 il file non è testo in UTF-8: salvarlo con quella codifica"
    )


@pytest.mark.usefixtures("mondo")
def test_una_definizione_rotta_non_si_usa(tmp_path: Path) -> None:
    """Dove la forma è rotta il flusso non entra nel catalogo, e chi lo carica riceve tutti i difetti."""
    shutil.copytree(CARTELLA / "sano", tmp_path, dirs_exist_ok=True)
    testo = (tmp_path / "prova.yaml").read_text(encoding="utf-8")
    (tmp_path / "prova.yaml").write_text(testo.replace("version: 1", "version: uno"), encoding="utf-8")
    catalogo, problems = inspect(tmp_path, ("prova", "altro"))
    assert set(catalogo.workflows) == {"altro"}
    assert [p.code for p in problems] == ["W106"]
    with pytest.raises(DefinitionError) as errore:
        load_catalogo(tmp_path)
    assert errore.value.exit_code == 1


PAROLE = [
    "apertura",
    "any",
    "aperto",
    "concluso",
    "osservazioni",
    "minimo",
    "",
    "[a]",
    "{a: b}",
    "null",
    "'x",
    "1",
]


@pytest.mark.usefixtures("mondo")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nessun_errore_interno(data: st.DataObject, tmp_path: Path) -> None:
    """Comunque si guasti un flusso sano, si ottiene una diagnosi: mai una traccia di errore interno."""
    shutil.copytree(CARTELLA / "sano", tmp_path, dirs_exist_ok=True)
    nome = data.draw(st.sampled_from(["prova", "altro", "atto", "parameters", "fonti"]))
    righe = (CARTELLA / "sano" / f"{nome}.yaml").read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        i = data.draw(st.integers(0, len(righe) - 1))
        voce, due_punti, valore = righe[i].partition(": ")
        guasti = ["", righe[i].replace("[", ""), f"  {righe[i]}", righe[i].strip(), voce]
        guasti += [f"{voce}{due_punti}{parola}" for parola in PAROLE]
        guasti += [f"{voce}{due_punti}{valore}x", f"{voce}x{due_punti}{valore}", f"{righe[i]}\n{righe[i]}"]
        righe[i] = data.draw(st.sampled_from(guasti))
    (tmp_path / f"{nome}.yaml").write_text("\n".join(righe) + "\n", encoding="utf-8")
    _, problems = inspect(tmp_path, ("prova", "altro"), tmp_path / "modelli")
    assert all(p.line >= 1 and p.col >= 1 and p.message and CODICE.fullmatch(p.code) for p in problems)
    assert all("«»" not in p.message for p in problems)


def test_i_difetti_si_ordinano_e_si_stampano() -> None:
    """Un difetto si stampa come gli editor lo aprono: file:riga:colonna, codice, frase."""
    assert (
        str(Problem("a.yaml", 46, 5, "W201", "termine sconosciuto"))
        == "a.yaml:46:5: W201 termine sconosciuto"
    )


def test_i_flussi_installati_sono_in_ordine(catalogo: Catalogo) -> None:
    """I cinque procedimenti installati non hanno difetti di forma, nomi, grafo o fonti."""
    from coproflow.loading.resources import workflows_folder

    _, problems = inspect(workflows_folder())
    assert [str(p) for p in problems] == []
    assert tuple(catalogo.workflows) == WORKFLOWS
