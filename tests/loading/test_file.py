"""Files as they come from an office: what can be read is read, what cannot is told in one sentence."""

import errno
import sys
from pathlib import Path
from typing import Any

import pytest

from coproflow.errors import why
from coproflow.loading.nodes import GRANDEZZA, parse_file


@pytest.mark.parametrize(
    "contenuto",
    [
        b"\xef\xbb\xbfoggetto: attivit\xc3\xa0\n",
        b"oggetto: attivit\xc3\xa0\r\n",
        b"\xef\xbb\xbf# nota\r\noggetto: attivit\xc3\xa0",
        b"%YAML 1.2\n---\noggetto: attivit\xc3\xa0\n",
    ],
    ids=["BOM", "CRLF", "BOM e CRLF", "direttiva"],
)
def test_ogni_programma_scrive_a_suo_modo(tmp_path: Path, contenuto: bytes) -> None:
    """Il segno con cui alcuni programmi aprono il testo, e le loro righe, non cambiano ciò che è scritto."""
    file = tmp_path / "dati.yaml"
    file.write_bytes(contenuto)
    nodo, problems = parse_file(file)
    assert problems == []
    assert nodo is not None
    assert nodo["oggetto"].valore == "attività"


@pytest.mark.parametrize(
    ("contenuto", "detto"),
    [
        (
            b"a: 1\noggetto: attivit\xe0\n",
            "2:1: W100 il file non è testo in UTF-8: salvarlo con quella codifica",
        ),
        (b"", "1:1: W100 il file è vuoto"),
        (b"oggetto: a\x07b\n", "1:11: W100 segno non ammesso (U+0007): toglierlo"),
        (b'a: "b" c\n', "1:8: W100 il file non è YAML leggibile: il rientro non corrisponde"),
        (
            b"scheda tavolo\ndati:\n",
            "2:5: W100 il file non è YAML leggibile: questi due punti sono fuori posto",
        ),
        (b"#" * (GRANDEZZA + 1), ": W100 il file supera 4 milioni di caratteri: non è quello giusto"),
    ],
    ids=["latin-1", "vuoto", "campanello", "dopo le virgolette", "senza due punti", "enorme"],
)
def test_cio_che_non_si_legge_e_detto(tmp_path: Path, contenuto: bytes, detto: Any) -> None:
    """Un file illeggibile dà un difetto solo, al suo posto e con il rimedio."""
    file = tmp_path / "dati.yaml"
    file.write_bytes(contenuto)
    nodo, problems = parse_file(file)
    assert nodo is None
    (problem,) = problems
    assert detto in str(problem)


@pytest.mark.parametrize("quante", [70, 2000])
def test_troppe_parentesi(tmp_path: Path, quante: int) -> None:
    """Di parentesi una dentro l'altra, aperte e mai chiuse, si dice quale è di troppo."""
    file = tmp_path / "dati.yaml"
    file.write_text("[" * quante, encoding="utf-8")
    _, problems = parse_file(file)
    assert problems
    assert {p.code for p in problems} == {"W100"}
    assert "più di 60 livelli" in problems[0].message or "una dentro l’altra" in problems[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="serve /dev/zero")
def test_un_file_senza_fine_non_si_legge_tutto() -> None:
    """Di un file che non finisce mai si legge quanto basta per dire che non è quello giusto."""
    _, (problem,) = parse_file("/dev/zero")
    assert "supera 4 milioni di caratteri" in problem.message


@pytest.mark.parametrize(
    ("errore", "detto"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "mancano i permessi"),
        (OSError(errno.ENOSPC, "No space left on device"), "il disco è pieno"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("rotto"), "rotto"),
    ],
    ids=str,
)
def test_cio_di_cui_si_lamenta_il_sistema(errore: OSError, detto: str) -> None:
    """Le ragioni consuete sono dette in italiano, le altre con le parole del sistema."""
    assert why(errore) == detto
