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
from dataclasses import dataclass
from pathlib import Path

import pypandoc

CARATTERE = "Times New Roman"
_DATA = (2026, 1, 1, 0, 0, 0)
_LARGO_DXA = 9638
"""Width of the text, in twentieths of a point: A4 less two margins of 2 cm."""


@dataclass(frozen=True)
class Stile:
    """One paragraph style: sizes and spaces in points, indents in centimetres."""

    nome: str
    base: str = "Normal"
    verso: str = "both"
    corpo: float | None = None
    grassetto: bool = False
    corsivo: bool = False
    maiuscole: bool = False
    prima: float = 0
    dopo: float = 6
    rientro: float = 0
    segue: bool = False
    unito: bool = False
    cornice: bool = False
    filo: bool = False
    livello: int | None = None
    riga: int = 110


STILI = (
    Stile("BodyText"),
    Stile("FirstParagraph"),
    Stile("Compact", verso="left", corpo=9, dopo=2, prima=2, riga=100),
    Stile(
        "Heading1",
        verso="center",
        corpo=13,
        grassetto=True,
        prima=4,
        dopo=6,
        segue=True,
        cornice=True,
        livello=0,
    ),
    Stile("Heading2", verso="center", grassetto=True, prima=16, dopo=10, segue=True, unito=True, livello=1),
    Stile("Heading3", verso="left", grassetto=True, prima=10, dopo=6, segue=True, unito=True, livello=2),
    Stile("Articolo", verso="left", grassetto=True, prima=12, dopo=6, segue=True, unito=True, livello=1),
    Stile("Ente", verso="center", corpo=16, grassetto=True, maiuscole=True, dopo=2, segue=True),
    Stile("EnteDettagli", verso="center", corpo=10, dopo=4, segue=True),
    Stile("Settore", verso="right", corpo=10, prima=4, dopo=14, segue=True, filo=True),
    Stile("Riquadro", verso="both", dopo=6, unito=True, cornice=True),
    Stile("RiquadroCentrato", verso="center", dopo=6, unito=True, cornice=True),
    Stile("Organo", verso="center", grassetto=True, prima=16, dopo=12, segue=True),
    Stile("Premessa"),
    Stile("Formula", segue=True),
    Stile("PuntoFinale", segue=True),
    Stile("LuogoData", verso="left", prima=12, dopo=8, segue=True, unito=True),
    Stile(
        "FirmaQualifica", verso="center", maiuscole=True, prima=6, dopo=4, rientro=8, segue=True, unito=True
    ),
    Stile("FirmaNome", verso="center", dopo=12, rientro=8, unito=True),
    Stile("Blocco", segue=True, unito=True),
    Stile("Nota", corpo=10),
    Stile("TabellaTitolo", verso="left", corpo=10, grassetto=True, prima=8, dopo=4, segue=True),
    Stile("Spazio", corpo=4, dopo=0, riga=100),
    Stile("Header", verso="center", corpo=10, grassetto=True, dopo=0),
    Stile("Footer", verso="left", corpo=8, dopo=0, riga=100),
)

_NOMI_DOCX = {
    "BodyText": "Body Text", "FirstParagraph": "First Paragraph", "Header": "header", "Footer": "footer",
    "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3",
}  # fmt: skip
_NOMI_ODT = {
    "BodyText": "Text_20_body", "FirstParagraph": "First_20_paragraph", "Compact": "Table_20_Contents",
    "Heading1": "Heading_20_1", "Heading2": "Heading_20_2", "Heading3": "Heading_20_3",
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
        f'w:pos="{_LARGO_DXA}"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">@@PIEDE@@</w:t></w:r></w:p>'
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
    parti["styles.xml"] = _stili_odt()
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
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
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


_SPAZI_ODT = " ".join(
    f'xmlns:{sigla}="urn:oasis:names:tc:opendocument:xmlns:{nome}:1.0"'
    for sigla, nome in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"), ("table", "table"),
    )
)  # fmt: skip
_BORDO_ODT = "0.75pt solid #5a5a5a"


def _stili_odt() -> str:
    stili = "".join(_stile_odt(s) for s in STILI)
    livelli = "".join(
        f'<text:outline-level-style text:level="{n}" style:num-format=""/>' for n in range(1, 4)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-styles {_SPAZI_ODT} office:version="1.3"><office:font-face-decls><style:font-face '
        f"style:name=\"Testo\" svg:font-family=\"'{CARATTERE}', 'Liberation Serif'\" "
        'style:font-family-generic="roman" style:font-pitch="variable"/></office:font-face-decls><office:styles>'
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" '
        'fo:hyphenation-ladder-count="3" style:tab-stop-distance="1.25cm" style:writing-mode="page"/>'
        '<style:text-properties style:font-name="Testo" fo:font-size="11pt" fo:language="it" fo:country="IT" '
        'fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/>'
        "</style:default-style>"
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
        "</style:default-style>"
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        '<style:paragraph-properties fo:text-align="justify"/></style:style>'
        f"{stili}"
        '<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph" '
        'style:parent-style-name="Table_20_Contents"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="DatoMancante" style:family="text"><style:text-properties fo:font-weight="bold" '
        'fo:background-color="#ffe58a"/></style:style>'
        '<style:style style:name="FirmaFormula" style:family="text"><style:text-properties fo:font-style="italic" '
        'fo:font-size="9pt" fo:text-transform="none"/></style:style>'
        '<style:style style:name="Numbering_20_Symbols" style:display-name="Numbering Symbols" style:family="text"/>'
        '<style:style style:name="Bullet_20_Symbols" style:display-name="Bullet Symbols" style:family="text"/>'
        '<style:style style:name="Graphics" style:family="graphic"/>'
        '<style:style style:name="Formula" style:family="graphic"/>'
        f'<text:outline-style style:name="Outline">{livelli}</text:outline-style></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="1cm" '
        'fo:margin-bottom="1cm" fo:margin-left="2cm" fo:margin-right="2cm"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.3cm"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm" '
        'fo:margin-top="0.3cm"/></style:footer-style></style:page-layout>'
        '<style:style style:name="Pagina" style:family="paragraph" style:parent-style-name="Footer">'
        '<style:paragraph-properties fo:text-align="end"/></style:style>'
        '<style:style style:name="Piede" style:family="paragraph" style:parent-style-name="Footer">'
        '<style:paragraph-properties fo:border-top="0.5pt solid #000000" fo:padding-top="0.1cm"/></style:style>'
        '<style:style style:name="Rosso" style:family="text"><style:text-properties fo:color="#9b1c1c"/>'
        "</style:style></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">'
        '<style:header><text:p text:style-name="Header"><text:span text:style-name="Rosso">@@TESTATA@@</text:span>'
        '</text:p></style:header><style:footer><text:p text:style-name="Piede">@@PIEDE@@</text:p>'
        '<text:p text:style-name="Pagina">pag. <text:page-number text:select-page="current">1</text:page-number> di '
        "<text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )


def _stile_odt(s: Stile) -> str:
    versi = {"both": "justify", "left": "start", "right": "end", "center": "center"}
    nome = _NOMI_ODT.get(s.nome, s.nome)
    if s.cornice:
        bordi = f' fo:border="{_BORDO_ODT}" fo:padding="0.2cm" style:join-border="true"'
    else:
        bordi = ' fo:border-top="0.5pt solid #000000" fo:padding-top="0.1cm"' if s.filo else ""
    caratteri = (
        (' fo:font-weight="bold"' if s.grassetto else "")
        + (' fo:font-style="italic"' if s.corsivo else "")
        + (' fo:text-transform="uppercase"' if s.maiuscole else "")
        + (f' fo:font-size="{s.corpo:g}pt"' if s.corpo else "")
    )
    return (
        f'<style:style style:name="{nome}" style:display-name="{nome.replace("_20_", " ")}" '
        'style:family="paragraph" style:parent-style-name="Standard"'
        + (f' style:default-outline-level="{s.livello + 1}"' if s.livello is not None else "")
        + f'><style:paragraph-properties fo:text-align="{versi[s.verso]}" fo:margin-top="{s.prima:g}pt" '
        f'fo:margin-bottom="{s.dopo:g}pt" fo:margin-left="{s.rientro:g}cm" fo:line-height="{s.riga}%"'
        + (' fo:keep-with-next="always"' if s.segue else "")
        + (' fo:keep-together="always"' if s.unito else "")
        + f"{bordi}/><style:text-properties{caratteri}/></style:style>"
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
