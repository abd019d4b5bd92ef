"""Dal Markdown di un atto a DOCX, ODT e PDF: pagine, metadati, caratteri, e sempre gli stessi byte."""
# ruff: noqa: E501 (tables of cases read by rows)

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypandoc
import pytest
from pypdf import PdfReader

from coproflow.atti import render, riferimento
from coproflow.atti.ambiente import AttoScritto
from coproflow.atti.colonne import larghezze_colonne
from coproflow.atti.render import caratteri, impronta_modello, impronta_stile, render_atto
from coproflow.atti.scrittura import ripulisci
from coproflow.errors import CoproflowError, UsageError

OSTILE = 'L\'«Ente» "X" a-?b c--d e...f #read("/etc/passwd") $x^2$ [a](b) | c \\ <b>&amp;</b> *d* _e_ `f` @g {=typst} ~h~ @@PIEDE@@ "], title: ["'


@pytest.fixture
def file(caso: SimpleNamespace, tmp_path: Path) -> dict[str, bytes]:
    """The trial determination in the three formats."""
    scritti: dict[str, bytes] = caso.componi(caso.scrivi(), tmp_path, "docx", "odt", "pdf")
    return scritti


def xmp(contenuto: bytes) -> str:
    """The XMP packet of a PDF."""
    return str(PdfReader(io.BytesIO(contenuto)).trailer["/Root"]["/Metadata"].get_data().decode())


def parole(caso: SimpleNamespace, formato: str, contenuto: bytes) -> str:
    """The words of a document, whatever its format."""
    if formato == "pdf":
        return str(caso.testo_pdf(contenuto))
    xml = caso.parte(contenuto, "word/document.xml" if formato == "docx" else "content.xml")
    xml = re.sub(r"<w:br ?/>|<text:line-break ?/>|</w:p>|</text:p>|</text:h>|<text:s ?/>", " ", xml)
    testo = re.sub(r"<[^>]+>", "", xml).replace("\u00a0", " ")
    return re.sub(
        r"\s+",
        " ",
        testo.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&"),
    )


def test_il_pdf_dichiara_le_due_conformita(file: dict[str, bytes]) -> None:
    """Il PDF è insieme PDF/A-2a e PDF/UA-1, in italiano, con titolo, struttura e caratteri incorporati."""
    dati = xmp(file["pdf"])
    assert "<pdfaid:part>2</pdfaid:part>" in dati
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in dati
    assert "<pdfuaid:part>1</pdfuaid:part>" in dati
    radice: Any = PdfReader(io.BytesIO(file["pdf"])).trailer["/Root"]
    assert radice["/Lang"] in ("it", "it-IT")
    assert radice["/MarkInfo"]["/Marked"]
    assert radice["/ViewerPreferences"]["/DisplayDocTitle"]


def test_le_pagine_sono_a4_e_numerate(caso: SimpleNamespace, file: dict[str, bytes]) -> None:
    """Ogni pagina è A4, con indirizzo, codice fiscale, PEC e «pag. n di N»; la carta intestata solo sulla prima."""
    pagine = PdfReader(io.BytesIO(file["pdf"])).pages
    assert len(pagine) >= 3
    for numero, pagina in enumerate(pagine, 1):
        testo = pagina.extract_text()
        assert [round(float(x)) for x in pagina.mediabox[2:]] == [595, 842]
        assert f"pag. {numero} di {len(pagine)}" in re.sub(r"\s+", " ", testo)
        assert caso.ENTE.pec in testo
        assert caso.ENTE.codice_fiscale in testo
        assert ("COMUNE DI CREMA" in testo) == (numero == 1)


def test_le_intestazioni_delle_tabelle_si_ripetono(caso: SimpleNamespace, file: dict[str, bytes]) -> None:
    """Una tabella che continua ripete la riga di intestazione, in tutti i formati."""
    pagine = [p.extract_text() for p in PdfReader(io.BytesIO(file["pdf"])).pages]
    assert sum("Ente partner" in pagina for pagina in pagine) == 2
    assert caso.parte(file["docx"], "word/document.xml").count("<w:tblHeader") == 3
    assert caso.parte(file["odt"], "content.xml").count("<table:table-header-rows>") == 3


@pytest.mark.parametrize("formato", ["docx", "odt", "pdf"])
def test_lo_stesso_testo_nei_tre_formati(caso: SimpleNamespace, file: dict[str, bytes], formato: str) -> None:
    """Nessun formato perde una frase, un punto, una tabella; nessuna data è ISO, nessun segno di Markdown resta."""
    testo = parole(caso, formato, file[formato])
    for frase in (
        "DETERMINAZIONE DIRIGENZIALE", "N. 54 del 5 maggio 2026", "Registro generale n. 317 del 5 maggio 2026", "OGGETTO:",
        "L’anno duemilaventisei, il giorno cinque del mese di maggio", "Vista la L. n. 241/1990;", "DETERMINA",
        "€ 900.000,00 (novecentomila/00)", "12072028", "nominata con decreto", "dott.ssa Maria Bianchi",
        "documento firmato digitalmente", "PARERE DI REGOLARITÀ TECNICA", "2027/118", "fino al 22 maggio 2026",
    ):  # fmt: skip
        assert frase in testo
    assert not re.search(r"\d{4}-\d{2}-\d{2}", testo)
    assert not re.search(r"\*\*|:::|##|\\|None|custom-style|guard=|@@|\bmanca\b", testo)


def test_stessi_ingressi_stessi_byte(caso: SimpleNamespace, file: dict[str, bytes], tmp_path: Path) -> None:
    """Rifare l’atto dà gli stessi byte; con un altro istante, altri."""
    ancora = caso.componi(caso.scrivi(), tmp_path / "altrove", "docx", "odt", "pdf")
    assert ancora == file
    domani = caso.componi(
        caso.scrivi(), tmp_path / "domani", "docx", "odt", "pdf", quando=datetime(2026, 5, 6, tzinfo=UTC)
    )
    assert all(domani[formato] != file[formato] for formato in file)


def test_la_bozza_si_riconosce(caso: SimpleNamespace, tmp_path: Path) -> None:
    """La bozza lo dice in testa a ogni pagina, segna ciò che manca e lo elenca in fondo, e non porta formule di firma."""
    testo = caso.scrivi(bozza=True, numero=None)
    scritti = caso.componi(testo, tmp_path, "docx", "odt", "pdf")
    for pagina in PdfReader(io.BytesIO(scritti["pdf"])).pages:
        assert "BOZZA – DOCUMENTO DI LAVORO" in pagina.extract_text()
    assert render.TESTATA_BOZZA in caso.parte(scritti["docx"], "word/header1.xml")
    assert render.TESTATA_BOZZA in caso.parte(scritti["odt"], "styles.xml")
    for formato, contenuto in scritti.items():
        letto = parole(caso, formato, contenuto)
        assert "[manca: numero dell’atto]" in letto
        assert "DATI MANCANTI NELLA BOZZA" in letto
        assert "firmato digitalmente" not in letto
    assert "DatoMancante" in caso.parte(scritti["docx"], "word/document.xml")
    assert "(bozza)" in testo.metadati.titolo


def test_l_atto_definitivo_non_ha_testata(caso: SimpleNamespace, file: dict[str, bytes]) -> None:
    """L’atto definitivo non porta la parola bozza."""
    assert "BOZZA" not in parole(caso, "pdf", file["pdf"])
    assert "@@" not in caso.parte(file["docx"], "word/header1.xml") + caso.parte(file["odt"], "styles.xml")


@pytest.mark.parametrize("formato", ["docx", "odt", "pdf"])
def test_un_valore_ostile_arriva_intatto(caso: SimpleNamespace, tmp_path: Path, formato: str) -> None:
    """Un nome pieno di segni di Markdown, Typst e XML si legge com’è scritto, nel testo, nel piede e nel titolo."""
    ente = caso.replace(caso.ENTE, nome=OSTILE, indirizzo=OSTILE, settore=OSTILE)
    testo = caso.scrivi(ente=ente, tipo_atto=OSTILE)
    contenuto = caso.componi(testo, tmp_path, formato)[formato]
    atteso = ripulisci(OSTILE)
    letto = parole(caso, formato, contenuto)
    assert re.sub(r"\s", "", atteso) in re.sub(r"\s", "", letto)
    if formato == "pdf":
        assert atteso[1:40] in str(PdfReader(io.BytesIO(contenuto)).metadata.title)  # type: ignore[union-attr]
    if formato == "docx":
        assert "#read(“/etc/passwd”) $x^2$ [a](b)" in caso.parte(contenuto, "docProps/core.xml")


def test_metadati_del_file(caso: SimpleNamespace, file: dict[str, bytes]) -> None:
    """Titolo, ente e impronte di modello e stile stanno nelle proprietà del file; il titolo non si ripete nel testo."""
    proprieta = caso.parte(file["docx"], "docProps/core.xml").replace("\u00a0", " ")
    assert "<dc:title>Determinazione dirigenziale n. 54 del 5 maggio 2026" in proprieta
    assert "<dc:creator>Comune di Crema</dc:creator>" in proprieta
    assert "modello " + "ab" * 32 in proprieta
    assert "stile " + "cd" * 32 in xmp(file["pdf"])
    assert 'w:val="Title"' not in caso.parte(file["docx"], "word/document.xml")
    assert "<dc:title>Determinazione" in caso.parte(file["odt"], "meta.xml")


def test_lo_stemma_ha_un_testo_alternativo(caso: SimpleNamespace, tmp_path: Path) -> None:
    """Lo stemma entra nei tre formati, e nel PDF ha la sua descrizione."""
    stemma = tmp_path / "stemma.png"
    stemma.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
        )
    )
    scritti = caso.componi(caso.scrivi(stemma=stemma), tmp_path, "docx", "odt", "pdf")
    assert "media" in caso.parte(scritti["docx"], "word/_rels/document.xml.rels")
    assert "draw:image" in caso.parte(scritti["odt"], "content.xml")
    assert "Figure" in str(scritti["pdf"]) or "/Image" in str(scritti["pdf"])


def test_i_caratteri_sono_quelli_di_typst() -> None:
    """I caratteri non dipendono dalla macchina, e si caricano una volta."""
    assert "Libertinus Serif" in caratteri().families()
    assert caratteri() is caratteri()


def test_un_carattere_tipografico_assente_ferma_il_pdf(caso: SimpleNamespace, tmp_path: Path) -> None:
    """Se lo stile chiede un carattere che non c’è, il PDF non si fa con un altro di nascosto."""
    stile = tmp_path / "stile"
    stile.mkdir()
    for originale in caso.STILE.iterdir():
        (stile / originale.name).write_bytes(originale.read_bytes())
    pagina = (stile / "atto.typ").read_text(encoding="utf-8")
    (stile / "atto.typ").write_text(
        pagina.replace("Libertinus Serif", "Carattere Inesistente"), encoding="utf-8"
    )
    testo = caso.scrivi()
    with pytest.raises(CoproflowError, match="carattere tipografico che non c’è"):
        render_atto(testo.markdown, testo.metadati, ["pdf"], tmp_path / "a", quando=caso.QUANDO, stile=stile)


def test_un_segno_che_nessun_carattere_disegna(caso: SimpleNamespace, tmp_path: Path) -> None:
    """Un segno che il PDF non può disegnare si dice per nome; non diventa un quadratino, e nessun file resta."""
    testo = caso.scrivi()
    with pytest.raises(CoproflowError, match="漢"):
        caso.componi(AttoScritto(testo.markdown + "\n\n漢\n", testo.metadati, ()), tmp_path, "docx", "pdf")
    assert list(tmp_path.iterdir()) == []


def test_formato_sconosciuto(caso: SimpleNamespace, tmp_path: Path) -> None:
    """Un formato che non esiste è un uso sbagliato, e si dicono quelli che ci sono."""
    testo = caso.scrivi()
    with pytest.raises(UsageError, match="docx, odt e pdf"):
        caso.componi(testo, tmp_path, "doc")


def test_stile_sconosciuto_in_un_modello(caso: SimpleNamespace, tmp_path: Path) -> None:
    """Uno stile scritto male in un modello ferma la composizione, non sparisce."""
    metadati = caso.scrivi().metadati
    with pytest.raises(CoproflowError, match="stile sconosciuto in un modello: Premesa"):
        caso.componi(AttoScritto("::: {custom-style=Premesa}\nx\n:::\n", metadati, ()), tmp_path, "docx")


def test_gli_stili_esistono_ovunque(caso: SimpleNamespace) -> None:
    """Ogni stile usato da base e macro esiste nel filtro, nella pagina Typst e nei due documenti di riferimento."""
    scritti = "".join(f.read_text(encoding="utf-8") for f in caso.ATTI.glob("_*.j2"))
    usati = set(re.findall(r'custom-style="(\w+)"', scritti)) | {"DatoMancante"}
    filtro = (caso.STILE / "atto.lua").read_text(encoding="utf-8")
    pagina = (caso.STILE / "atto.typ").read_text(encoding="utf-8")
    docx = caso.parte((caso.STILE / "riferimento.docx").read_bytes(), "word/styles.xml")
    odt = caso.parte((caso.STILE / "riferimento.odt").read_bytes(), "styles.xml")
    for nome in usati:
        tradotto = re.search(rf"\b{nome} = '([\w-]+)'", filtro)
        assert tradotto is not None, nome
        assert tradotto[1] == "passa" or f"#let {tradotto[1]}(" in pagina
        assert f'w:styleId="{nome}"' in docx
        assert f'style:name="{nome}"' in odt


def test_i_documenti_di_riferimento_si_rifanno(caso: SimpleNamespace, tmp_path: Path) -> None:
    """I documenti di riferimento nel deposito sono quelli che il loro modulo scrive."""
    riferimento.main(tmp_path)
    for nome, parte in (("docx", "word/styles.xml"), ("odt", "styles.xml")):
        rifatto = caso.parte((tmp_path / f"riferimento.{nome}").read_bytes(), parte)
        assert rifatto == caso.parte((caso.STILE / f"riferimento.{nome}").read_bytes(), parte)


def test_impronte(caso: SimpleNamespace, tmp_path: Path) -> None:
    """L’impronta di un modello muta con la base e le macro, quella dello stile con ogni suo file."""
    for nome in ("_base.md.j2", "a.md.j2"):
        (tmp_path / nome).write_text(nome, encoding="utf-8")
    prima = impronta_modello(tmp_path, "a.md.j2")
    (tmp_path / "_base.md.j2").write_text("altro", encoding="utf-8")
    assert impronta_modello(tmp_path, "a.md.j2") != prima
    assert len(impronta_stile(caso.STILE)) == 64
    assert pypandoc.get_pandoc_version()


def test_una_tabella_in_un_punto_non_si_perde(caso: SimpleNamespace, tmp_path: Path) -> None:
    """ODF non ammette tabelle in un elenco: la tabella c’è lo stesso, e la numerazione riprende."""
    scritto = caso.parte(caso.componi(caso.scrivi(), tmp_path, "odt")["odt"], "content.xml")
    assert scritto.count("<table:table ") == 3
    assert 'text:start-value="4"' in scritto


def test_una_tabella_non_esce_dal_foglio(caso: SimpleNamespace, tmp_path: Path) -> None:
    """Poche righe lunghe, o una cella che in una pagina non sta, passano alla pagina seguente: nessuna parola si perde."""
    for lunga, righe in ((900, 8), (12_000, 1)):
        programmi = [
            (f"P{n}", "bisogno " * (lunga // 8) + f"fine{n}", "80/100", caso.Euro(100)) for n in range(righe)
        ]
        testo = caso.scrivi(dati=caso.contesto(programmi=programmi))
        letto = caso.testo_pdf(caso.componi(testo, tmp_path, "pdf")["pdf"])
        assert letto.count("bisogno") == righe * (lunga // 8)
        assert all(f"fine{n}" in letto for n in range(righe))


@pytest.mark.parametrize("seguente", ["tabella", "elenco"])
def test_cio_che_introduce_resta_con_cio_che_segue(
    caso: SimpleNamespace, tmp_path: Path, seguente: str
) -> None:
    """«… come segue:» non resta in fondo alla pagina, senza la tabella o l’elenco che introduce."""
    coda = {"tabella": "| a | b |\n|---|---|\n| primo | x |\n", "elenco": "- primo;\n- secondo.\n"}[seguente]
    metadati = caso.scrivi().metadati
    for capoversi in range(38, 44):
        markdown = "capoverso\n\n" * capoversi + "si provvede come segue:\n\n" + coda
        contenuto = caso.componi(AttoScritto(markdown, metadati, ()), tmp_path, "pdf")["pdf"]
        pagine = [p.extract_text() for p in PdfReader(io.BytesIO(contenuto)).pages]
        assert ["come segue" in p for p in pagine] == ["primo" in p for p in pagine]


@pytest.mark.parametrize("premesse", [0, 4, 9, 13, 14, 15])
def test_spezzature(caso: SimpleNamespace, tmp_path: Path, premesse: int) -> None:
    """DETERMINA non resta in fondo alla pagina senza il primo punto, né la firma in cima senza l’ultimo."""
    verifiche = tuple(
        caso.verifica(f"r{i}", f"la regola numero {i} è stata verificata") for i in range(premesse)
    )
    testo = caso.scrivi(dati=caso.contesto(verifiche=verifiche, programmi=caso.contesto()["programmi"][:2]))
    pagine = [
        p.extract_text().replace("\u00a0", " ")
        for p in PdfReader(io.BytesIO(caso.componi(testo, tmp_path, "pdf")["pdf"])).pages
    ]

    def pagina(frase: str) -> int:
        return next(n for n, p in enumerate(pagine) if re.search(frase, p, re.MULTILINE))

    assert pagina(r"^\s*DETERMINA\s*$") == pagina("Di approvare gli esiti")
    assert pagina("Di disporre la pubblicazione") == pagina("Crema, 5 maggio") == pagina("documento firmato")
    assert pagina("VISTO DI REGOLARITÀ") == pagina("rag. Carlo Neri")


def test_le_colonne_non_tagliano_codici_e_importi() -> None:
    """Ogni colonna è larga almeno quanto la sua parola più lunga, anche contro i pesi chiesti dal modello."""
    righe = [["CUP", "Descrizione", "Importo"], ["E41B26000010004", "parola " * 40, "1.234.567,89"]]
    for pesi in ((), (1, 50, 1)):
        cup, descrizione, importo = larghezze_colonne(righe, pesi)
        assert cup / 200 * 482 > 15 * 0.5 * 9
        assert importo / 200 * 482 > 10 * 0.5 * 9
        assert descrizione > cup
    fitte = larghezze_colonne([["Parolamoltolunga" * 2] * 12])
    assert len(set(fitte)) == 1
    assert sum(fitte) <= 204
