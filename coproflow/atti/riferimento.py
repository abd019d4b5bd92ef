"""The reference documents of DOCX and ODT, made from one table of styles.

`python -m coproflow.atti.riferimento templates/atti/_stile` writes `riferimento.docx` and `riferimento.odt`
again. An office may open them, change a style and keep them: the names of the styles are what counts, and the
placeholders @@TESTATA@@ and @@PIEDE@@ of header and footer.
"""
# ruff: noqa: E501 (XML is read by whole tags)

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pypandoc

from coproflow.atti.pacchetto import LARGO_TESTO
from coproflow.atti.riferimento_odt import stili_odt
from coproflow.atti.stili import CARATTERE, STILI, Stile

_DATA = (2026, 1, 1, 0, 0, 0)


_NOMI_DOCX = {
    "BodyText": "Body Text", "FirstParagraph": "First Paragraph", "Header": "header", "Footer": "footer",
    "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3",
}  # fmt: skip
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def riferimento_docx() -> bytes:
    """The DOCX reference: pandoc's own package with our styles, page, header and footer."""
    parti = _di_pandoc("reference.docx")
    parti["word/styles.xml"] = _stili_docx()
    parti["word/document.xml"] = _XML + (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body><w:p/><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rIdTestata"/><w:footerReference w:type="default" r:id="rIdPiede"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1247" w:left="1134" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    parti["word/settings.xml"] = _XML + (
        f'<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="3"/><w:hyphenationZone w:val="283"/><w:doNotHyphenateCaps/>'
        '<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="it-IT"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )
    parti["word/header1.xml"] = _XML + (
        f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:rPr><w:color w:val="9B1C1C"/>'
        "</w:rPr><w:t>@@TESTATA@@</w:t></w:r></w:p></w:hdr>"
    )
    parti["word/footer1.xml"] = _XML + (
        f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:pBdr><w:top w:val="single" w:sz="4" '
        'w:space="4" w:color="auto"/></w:pBdr><w:tabs><w:tab w:val="right" '
        f'w:pos="{LARGO_TESTO}"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">@@PIEDE@@</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">pag. </w:t></w:r>{_campo_docx("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> di </w:t></w:r>{_campo_docx("NUMPAGES")}</w:p></w:ftr>'
    )
    tipo = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parti["[Content_Types].xml"] = parti["[Content_Types].xml"].replace(
        "</Types>",
        f'<Override PartName="/word/header1.xml" ContentType="{tipo}.header+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{tipo}.footer+xml"/></Types>',
    )
    parti["word/_rels/document.xml.rels"] = parti["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rIdTestata" Type="{_R}/header" Target="header1.xml"/>'
        f'<Relationship Id="rIdPiede" Type="{_R}/footer" Target="footer1.xml"/></Relationships>',
    )
    return _impacchetta(parti)


def riferimento_odt() -> bytes:
    """The ODT reference: pandoc's own package with our styles, page, header and footer."""
    parti = _di_pandoc("reference.odt")
    parti["styles.xml"] = stili_odt()
    return _impacchetta(parti)


def _campo_docx(nome: str) -> str:
    return f'<w:fldSimple w:instr=" {nome} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _stili_docx() -> str:
    carattere = (
        f'<w:rFonts w:ascii="{CARATTERE}" w:hAnsi="{CARATTERE}" w:cs="{CARATTERE}" w:eastAsia="{CARATTERE}"/>'
    )
    stili = "".join(_stile_docx(s) for s in STILI)
    return _XML + (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{carattere}<w:sz w:val="22"/>'
        '<w:szCs w:val="22"/><w:lang w:val="it-IT" w:eastAsia="it-IT" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="65" w:type="dxa"/>'
        '<w:right w:w="65" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_bordi_docx(inside=True)}</w:tblBorders></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
        'w:fill="EBEBEB"/></w:tcPr></w:tblStylePr></w:style>'
        f"{stili}"
        '<w:style w:type="character" w:customStyle="1" w:styleId="DatoMancante"><w:name w:val="DatoMancante"/>'
        '<w:rPr><w:b/><w:shd w:val="clear" w:color="auto" w:fill="FFE58A"/></w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="FirmaFormula"><w:name w:val="FirmaFormula"/>'
        '<w:rPr><w:i/><w:sz w:val="18"/></w:rPr></w:style></w:styles>'
    )


def _bordi_docx(*, inside: bool) -> str:
    lati = ("top", "left", "bottom", "right", *(("insideH", "insideV") if inside else ()))
    spazio = 0 if inside else 6
    return "".join(
        f'<w:{lato} w:val="single" w:sz="6" w:space="{spazio}" w:color="5A5A5A"/>' for lato in lati
    )


def _stile_docx(s: Stile) -> str:
    nome = _NOMI_DOCX.get(s.nome, s.nome)
    di_casa = "" if nome != s.nome or s.nome == "Compact" else ' w:customStyle="1"'
    rientro = round(s.rientro * 567)
    lati = (120, 120) if s.cornice else (rientro, 0)
    caratteri = (
        ("<w:b/>" if s.grassetto else "")
        + ("<w:i/>" if s.corsivo else "")
        + ("<w:caps/>" if s.maiuscole else "")
        + (f'<w:sz w:val="{round(s.corpo * 2)}"/><w:szCs w:val="{round(s.corpo * 2)}"/>' if s.corpo else "")
    )
    filo = '<w:top w:val="single" w:sz="6" w:space="4" w:color="auto"/>' if s.filo else ""
    bordi = _bordi_docx(inside=False) if s.cornice else filo
    return (
        f'<w:style w:type="paragraph"{di_casa} w:styleId="{s.nome}"><w:name w:val="{nome}"/>'
        f'<w:basedOn w:val="{s.base}"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if s.segue else "")
        + ("<w:keepLines/>" if s.unito else "")
        + (f"<w:pBdr>{bordi}</w:pBdr>" if bordi else "")
        + (
            f'<w:spacing w:before="{round(s.prima * 20)}" w:after="{round(s.dopo * 20)}" '
            f'w:line="{round(s.riga * 2.4)}" w:lineRule="auto"/>'
        )
        + (f'<w:ind w:left="{lati[0]}" w:right="{lati[1]}"/>' if any(lati) else "")
        + f'<w:jc w:val="{s.verso}"/>'
        + (f'<w:outlineLvl w:val="{s.livello}"/>' if s.livello is not None else "")
        + f"</w:pPr><w:rPr>{caratteri}</w:rPr></w:style>"
    )


def _di_pandoc(nome: str) -> dict[str, str]:
    comando = [pypandoc.get_pandoc_path(), "--print-default-data-file", nome]
    contenuto = subprocess.run(comando, capture_output=True, check=True).stdout  # noqa: S603
    with zipfile.ZipFile(io.BytesIO(contenuto)) as pacchetto:
        return {parte: pacchetto.read(parte).decode() for parte in pacchetto.namelist()}


def _impacchetta(parti: dict[str, str]) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as pacchetto:
        for nome, testo in parti.items():
            info = zipfile.ZipInfo(nome, _DATA)
            info.compress_type = zipfile.ZIP_STORED if nome == "mimetype" else zipfile.ZIP_DEFLATED
            pacchetto.writestr(info, testo)
    return uscita.getvalue()


def main(cartella: Path) -> None:
    """Write both reference documents into the folder."""
    (cartella / "riferimento.docx").write_bytes(riferimento_docx())
    (cartella / "riferimento.odt").write_bytes(riferimento_odt())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
