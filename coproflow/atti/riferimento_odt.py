"""The styles part of the ODT reference document: page, header and footer included."""
# ruff: noqa: E501 (XML is read by whole tags)

from coproflow.atti.stili import CARATTERE, STILI, Stile

_NOMI_ODT = {
    "BodyText": "Text_20_body", "FirstParagraph": "First_20_paragraph", "Compact": "Table_20_Contents",
    "Heading1": "Heading_20_1", "Heading2": "Heading_20_2", "Heading3": "Heading_20_3",
}  # fmt: skip
_SPAZI_ODT = " ".join(
    f'xmlns:{sigla}="urn:oasis:names:tc:opendocument:xmlns:{nome}:1.0"'
    for sigla, nome in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"), ("table", "table"),
    )
)  # fmt: skip
_BORDO_ODT = "0.75pt solid #5a5a5a"


def stili_odt() -> str:
    """The whole `styles.xml`."""
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
