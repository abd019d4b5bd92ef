"""A case for the acts: an office, its determination of the outcomes, the facts the trial template reads."""
# ruff: noqa: E501 (tables of cases read by rows)

import io
import json
import re
import subprocess
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypandoc
import pytest
from pypdf import PdfReader

from coproflow.atti.ambiente import AttoScritto, compila, make_environment
from coproflow.atti.metadati import Metadati
from coproflow.atti.render import LETTORE, render_atto
from coproflow.domain.dati.atto import Copertura, Parere, PubblicazioneAlbo, VistoContabile
from coproflow.domain.fonti import Fonte
from coproflow.domain.importi import Euro
from coproflow.domain.soggetti import Ente
from coproflow.domain.testi import CodiceFiscale, Pec
from coproflow.domain.verifiche import EsitoVerifica, Verifica

MODELLI = Path(__file__).parent / "modelli"
ATTI = Path(__file__).parents[2] / "templates" / "atti"
STILE = ATTI / "_stile"
QUANDO = datetime(2026, 5, 5, 10, 30, tzinfo=UTC)

ENTE = Ente(
    id="crema",
    nome="Comune di Crema",
    tipo="comune",
    provincia="Cremona",
    citta="Crema",
    indirizzo="Piazza Duomo 25, 26013 Crema (CR)",
    codice_fiscale=CodiceFiscale("00111540191"),
    pec=Pec("protocollo@comunecrema.telecompost.it"),
    sito="www.comune.crema.cr.it",
    settore="Area Servizi al cittadino – Servizi sociali",
    tar="Tribunale amministrativo regionale per la Lombardia, sezione staccata di Brescia",
    abitanti=34_000,
    operatori=(),
)


@dataclass(frozen=True)
class Partner:
    """Who applied, and from where."""

    denominazione: str
    sede: str | None = "Crema"


def verifica(guard: str, motivo: str, esito: EsitoVerifica = EsitoVerifica.SODDISFATTA) -> Verifica:
    """A rule as it was checked."""
    return Verifica(
        guard=guard, etichetta=guard, esito=esito, motivo=motivo, forza="legge", fonti=("l241-3",)
    )


def metadati(**altri: Any) -> Metadati:
    """The determination seen from outside."""
    return replace(
        Metadati(
            ente=ENTE,
            tipo_atto="Determinazione dirigenziale",
            bozza=False,
            numero="54",
            data=date(2026, 5, 5),
            registro_generale="317",
            data_registro_generale=date(2026, 5, 5),
            cup="E41B26000010004",
            impronte=(("modello", "ab" * 32), ("stile", "cd" * 32)),
        ),
        **altri,
    )


def contesto(**altri: Any) -> dict[str, Any]:
    """The facts the trial template reads."""
    programmi = [
        (f"P{n}. {titolo}", f"{forma} “{nome}”", f"{70 + n}/100", Euro(10_000_000 + 123_457 * n))
        for n, (titolo, forma, nome) in enumerate(
            [
                ("Centri diurni per anziani", "Cooperativa sociale", "Il Sole"),
                ("Spazi di aggregazione giovanile nei quartieri", "Associazione", "La Lanterna APS"),
                ("Accoglienza e abitare", "Fondazione", "Casa dell’Accoglienza"),
                ("Inclusione delle persone con disabilità", "Cooperativa sociale", "Fraternità"),
                ("Sostegno alla genitorialità", "ODV", "Primi Passi"),
                ("Contrasto alla povertà alimentare", "ODV", "Il Pane"),
            ]
            * 5,
            1,
        )
    ]
    totale, anni = Euro(90_000_000), (2026, 2027, 2028)
    return {
        "avviso": SimpleNamespace(protocollo="12345", data=date(2026, 2, 10)),
        "anni": anni,
        "totale": totale,
        "domande": (Partner("Associazione “La Lanterna” APS"), Partner("Cooperativa sociale Il Sole")),
        "programmi": programmi,
        "imputazioni": [(a, "12", "07", f"1207{a}", "U.1.04.04.01.001", Euro(30_000_000)) for a in anni],
        "verifiche": (
            verifica("atto_esecutivo", "la determinazione di indizione è esecutiva dal 6 febbraio 2026"),
            verifica(
                "commissione_dopo_scadenza",
                "la commissione è stata nominata il 20 marzo 2026, dopo la scadenza del termine per la presentazione "
                "delle domande, fissata al 16 marzo 2026 alle ore 12:00",
            ),
            verifica(
                "assenza_conflitto",
                "tutti i componenti hanno dichiarato l’assenza di conflitti di interesse ai sensi dell’art. 6-bis "
                "della L. n. 241/1990",
            ),
        ),
        "annotazione": SimpleNamespace(seq=12),
        "fonti": (
            Fonte(id="cts-55", estremi="art. 55 del D.Lgs. n. 117/2017", titolo="Codice del Terzo settore"),
            Fonte(id="dm72-2021", estremi="D.M. n. 72 del 31 marzo 2021"),
            Fonte(id="l241", estremi="L. n. 241/1990"),
        ),
        "organo": "La dirigente",
        "verbo": "DETERMINA",
        "luogo": "Crema",
        "firmatario": SimpleNamespace(qualifica="La dirigente", nome="dott.ssa Maria Bianchi"),
        "rup": SimpleNamespace(nome="Anna Verdi", genere="f"),
        "allegati": ("Verbali della commissione", "Graduatoria per programma"),
        "parere_tecnico": Parere(
            data=date(2026, 5, 4), tipo="tecnico", esito="favorevole", responsabile="dott.ssa Maria Bianchi"
        ),
        "visto_contabile": VistoContabile(
            data=date(2026, 5, 6), atto="x", responsabile="rag. Carlo Neri",
            coperture=tuple(Copertura(esercizio=a, numero=f"{a}/118", importo=Euro(30_000_000)) for a in anni),
        ),
        "albo": PubblicazioneAlbo(data=date(2026, 5, 7), atto="x", numero="702", al=date(2026, 5, 22)),
    } | altri  # fmt: skip


def scrivi(
    modello: str = "determina_prova.md.j2", dati: dict[str, Any] | None = None, **altri: Any
) -> AttoScritto:
    """The act as Markdown."""
    return compila(make_environment(MODELLI, ATTI), modello, metadati(**altri), dati or contesto())


def componi(testo: AttoScritto, dove: Path, *formati: str, quando: datetime = QUANDO) -> dict[str, bytes]:
    """The act in the formats asked, as bytes."""
    scritti = render_atto(testo.markdown, testo.metadati, formati, dove / "atto", quando=quando, stile=STILE)  # type: ignore[arg-type]
    return {percorso.suffix[1:]: percorso.read_bytes() for percorso in scritti}


def albero(markdown: str) -> Any:
    """The document tree, as the reader of the acts sees it."""
    comando = [pypandoc.get_pandoc_path(), f"--from={LETTORE}", "--to=json", "--columns=1"]
    return json.loads(
        subprocess.run(comando, input=markdown.encode(), capture_output=True, check=True).stdout
    )["blocks"]


def testo_pdf(contenuto: bytes) -> str:
    """The words of a PDF, with line ends as spaces and hyphenation undone."""
    pagine = [pagina.extract_text() for pagina in PdfReader(io.BytesIO(contenuto)).pages]
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad\u2010]\n", "", "\n".join(pagine)).replace("\u00a0", " "))


def parte(contenuto: bytes, nome: str) -> str:
    """One part of a DOCX or ODT."""
    with zipfile.ZipFile(io.BytesIO(contenuto)) as pacchetto:
        return pacchetto.read(nome).decode()


@pytest.fixture
def caso() -> SimpleNamespace:
    """Everything a test of the acts needs."""
    return SimpleNamespace(**globals())
