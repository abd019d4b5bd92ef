"""From the Markdown of an act to DOCX, ODT and PDF (PDF/A-2a and PDF/UA-1 in one file).

Pandoc writes DOCX and ODT on the office's reference documents, and the Typst body of the PDF. Metadata travel
as JSON; values are never part of a program. Same Markdown, metadata, style and instant: same bytes.
"""

import contextlib
import functools
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

import pypandoc
import typst

from coproflow.atti.metadati import Metadati
from coproflow.atti.pacchetto import rifinisci
from coproflow.atti.scrittura import in_markdown, ripulisci, unisci_parole
from coproflow.errors import CoproflowError, UsageError

Formato = Literal["docx", "odt", "pdf"]

LETTORE = (
    "markdown_strict-raw_html+all_symbols_escapable+blank_before_header+bracketed_spans+escaped_line_breaks"
    "+fancy_lists+fenced_divs+header_attributes+intraword_underscores+pipe_tables+smart+space_in_atx_header"
    "+startnum"
)
"""The Markdown of the acts: no citations, raw code, math, sub- or superscript, HTML, footnotes."""

TESTATA_BOZZA = "BOZZA – DOCUMENTO DI LAVORO, PRIVO DI VALORE DI ATTO"
_MODELLI_DI_PANDOC = {"docx": "openxml", "odt": "opendocument"}


def render_atto(
    markdown: str,
    metadati: Metadati,
    formati: Iterable[Formato],
    destinazione: Path,
    *,
    quando: datetime,
    stile: Path,
) -> tuple[Path, ...]:
    """Write the act in each format beside `destinazione` (a path without suffix), all files or none.

    `quando` (aware) is the instant the files bear; `stile` the folder of Typst page, filter and reference
    documents.

    Raises:
        UsageError: a format nobody knows.
        CoproflowError: a font is missing, or a character no font of the PDF can draw.
    """
    scelti = tuple(dict.fromkeys(formati))
    for formato in scelti:
        if formato not in get_args(Formato):
            raise UsageError(f"il formato «{formato}» non esiste: si sceglie fra docx, odt e pdf")
    with tempfile.TemporaryDirectory() as temporanea, ThreadPoolExecutor(max(1, len(scelti))) as insieme:
        banco = _Banco(Path(temporanea), stile, metadati, quando)
        testo = unisci_parole(markdown, (stile / "abbreviazioni.txt").read_text(encoding="utf-8").split())
        contenuti = list(insieme.map(lambda formato: banco.genera(testo, formato), scelti))
    return _scrivi(destinazione, dict(zip(scelti, contenuti, strict=True)))


def impronta_stile(stile: Path) -> str:
    """The sha256 of the style folder: names and bytes of its files, in order."""
    return impronta(sorted(f for f in stile.iterdir() if f.is_file()))


def impronta_modello(cartella: Path, modello: str) -> str:
    """The sha256 of a template with everything of its folder it may include (base and macros)."""
    return impronta([cartella / modello, *sorted(cartella.glob("_*.j2"))])


def impronta(file: Iterable[Path]) -> str:
    """The sha256 of some files: the name and the bytes of each."""
    somma = hashlib.sha256()
    for percorso in file:
        contenuto = percorso.read_bytes()
        somma.update(f"{percorso.name}\0{len(contenuto)}\0".encode() + contenuto)
    return somma.hexdigest()


@functools.cache
def caratteri() -> typst.Fonts:
    """The fonts of the PDF: those Typst carries, the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


class _Banco:
    """A workbench of files for one act: metadata, coat of arms, and pandoc's outputs."""

    def __init__(self, cartella: Path, stile: Path, metadati: Metadati, quando: datetime) -> None:
        self.cartella, self.stile, self.metadati, self.quando = cartella, stile, metadati, quando
        self.stemma: Path | None = None
        if metadati.stemma is not None:
            self.stemma = cartella / f"stemma{metadati.stemma.suffix.lower()}"
            shutil.copyfile(metadati.stemma, self.stemma)
        self._scrivi_json("pandoc.json", self._per_pandoc())
        self._scrivi_json("metadati.json", self._per_typst())

    def genera(self, markdown: str, formato: Formato) -> bytes:
        """The bytes of one format."""
        if formato == "pdf":
            self._pandoc(markdown, "typst-smart", "corpo.typ")
            return self._pdf()
        nome = f"atto.{formato}"
        modello = self.stile / f"documento.{_MODELLI_DI_PANDOC[formato]}"
        riferimento = self.stile / f"riferimento.{formato}"
        self._pandoc(markdown, formato, nome, f"--reference-doc={riferimento}", f"--template={modello}")
        segnaposto = {
            "@@TESTATA@@": TESTATA_BOZZA if self.metadati.bozza else "",
            "@@PIEDE@@": ripulisci(self.metadati.piede),
        }
        return rifinisci((self.cartella / nome).read_bytes(), segnaposto, self.quando)

    def _pandoc(self, markdown: str, scrittore: str, uscita: str, *opzioni: str) -> None:
        comando = [
            pypandoc.get_pandoc_path(), f"--from={LETTORE}", f"--to={scrittore}", f"--output={uscita}",
            "--columns=1", "--wrap=none", "--metadata-file=pandoc.json",
            f"--abbreviations={self.stile / 'abbreviazioni.txt'}", f"--lua-filter={self.stile / 'atto.lua'}",
            *opzioni,
        ]  # fmt: skip
        fatto = subprocess.run(  # noqa: S603
            comando,
            input=markdown.encode(),
            cwd=self.cartella,
            env=os.environ | {"SOURCE_DATE_EPOCH": str(int(self.quando.timestamp()))},
            capture_output=True,
            check=False,
        )
        if fatto.returncode != 0:
            raise CoproflowError(
                f"l’atto non si è potuto comporre: {fatto.stderr.decode(errors='replace').strip()}"
            )

    def _pdf(self) -> bytes:
        principale = self.cartella / "principale.typ"
        stile = (self.stile / "atto.typ").read_text(encoding="utf-8")
        corpo = (self.cartella / "corpo.typ").read_text(encoding="utf-8")
        principale.write_text(f"{stile}\n#show: atto\n\n{corpo}", encoding="utf-8")
        compilatore = typst.Compiler(principale, root=self.cartella, font_paths=caratteri())
        try:
            contenuto, avvisi = compilatore.compile_with_warnings(
                format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(self.quando.timestamp())
            )
        except typst.TypstError as errore:
            raise CoproflowError(
                f"il PDF non si è potuto comporre: {errore.message}",
                "Se un carattere non si può scrivere, sostituirlo nel dato; altrimenti generare DOCX o ODT.",
            ) from errore
        for avviso in avvisi:
            if "unknown font family" in avviso.message:
                raise CoproflowError(f"il PDF chiede un carattere tipografico che non c’è: {avviso.message}")
        if not isinstance(contenuto, bytes):
            raise CoproflowError("il PDF non si è potuto comporre")
        return contenuto

    def _scrivi_json(self, nome: str, dati: dict[str, object]) -> None:
        (self.cartella / nome).write_text(
            json.dumps(dati, ensure_ascii=False, sort_keys=True), encoding="utf-8"
        )

    def _descrizione(self) -> str:
        return "; ".join(f"{nome} {valore}" for nome, valore in self.metadati.impronte)

    def _per_pandoc(self) -> dict[str, object]:
        testi: dict[str, object] = {
            "title": in_markdown(self.metadati.titolo),
            "author": [in_markdown(self.metadati.ente.nome)],
            "subject": in_markdown(self.metadati.tipo_atto),
            "description": in_markdown(self._descrizione() or "-"),
            "lang": "it-IT",
        }
        return testi | ({"file-stemma": self.stemma.name} if self.stemma else {})

    def _per_typst(self) -> dict[str, object]:
        quando = self.quando.astimezone(UTC)
        return {
            "titolo": ripulisci(self.metadati.titolo),
            "ente": ripulisci(self.metadati.ente.nome),
            "descrizione": self._descrizione(),
            "parole": [ripulisci(self.metadati.tipo_atto)],
            "piede": ripulisci(self.metadati.piede),
            "testata": TESTATA_BOZZA,
            "bozza": self.metadati.bozza,
            "quando": [quando.year, quando.month, quando.day, quando.hour, quando.minute, quando.second],
            "stemma": self.stemma.name if self.stemma else None,
            "stemma_descrizione": f"Stemma: {ripulisci(self.metadati.ente.nome)}",
        }


def _scrivi(destinazione: Path, contenuti: dict[Formato, bytes]) -> tuple[Path, ...]:
    destinazione.parent.mkdir(parents=True, exist_ok=True)
    scritti: list[tuple[Path, Path]] = []
    try:
        for formato, contenuto in contenuti.items():
            descrittore, nome = tempfile.mkstemp(dir=destinazione.parent, prefix=".atto-")
            scritti.append((Path(nome), destinazione.parent / f"{destinazione.name}.{formato}"))
            with os.fdopen(descrittore, "wb") as file:
                file.write(contenuto)
        for provvisorio, definitivo in scritti:
            provvisorio.chmod(0o644)
            os.replace(provvisorio, definitivo)  # noqa: PTH105
    finally:
        for provvisorio, _ in scritti:
            with contextlib.suppress(FileNotFoundError):
                provvisorio.unlink()
    return tuple(definitivo for _, definitivo in scritti)
