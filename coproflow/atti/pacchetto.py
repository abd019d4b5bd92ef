"""The finish of DOCX and ODT after pandoc: footer, draft mark, whole rows, the same bytes each time."""

import io
import itertools
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from coproflow.atti.colonne import COLONNE_FITTE

_PARTI_DOCX = ("word/header1.xml", "word/footer1.xml")
LARGO_TESTO = 9638
"""Width of the text, in twentieths of a point: A4 less two margins of 2 cm."""
_LARGO_DI_PANDOC = 7920

RIGHE_UNITE = 10
"""A table of so many rows, or fewer, is never divided between two pages (the page of the PDF measures it)."""

_BORDO = 'fo:border="0.5pt solid #5a5a5a" fo:padding="0.07cm"'
_ODT_CELLE = {
    '<style:style style:name="TableHeaderRowCell" style:family="table-cell">\n'
    '      <style:table-cell-properties fo:border="none" />': (
        '<style:style style:name="RigaUnita" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always" /></style:style>\n'
        '    <style:style style:name="TableHeaderRowCell" style:family="table-cell">\n'
        f'      <style:table-cell-properties fo:background-color="#ebebeb" {_BORDO} />'
    ),
    '<style:style style:name="TableRowCell" style:family="table-cell">\n'
    '      <style:table-cell-properties fo:border="none" />': (
        '<style:style style:name="TableRowCell" style:family="table-cell">\n'
        f"      <style:table-cell-properties {_BORDO} />"
    ),
    'style:rel-width="100%" />': 'style:rel-width="100%" fo:margin-bottom="0.25cm" />',
    "<table:table-row>": '<table:table-row table:style-name="RigaUnita">',
}
_DOCX_RIGHE = {
    "</w:tbl>": '</w:tbl><w:p><w:pPr><w:pStyle w:val="Spazio" /></w:pPr></w:p>',
    "<w:tr><w:tc>": "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>",
    "<w:trPr><w:tblHeader": "<w:trPr><w:cantSplit /><w:tblHeader",
}


def rifinisci(contenuto: bytes, segnaposto: Mapping[str, str], quando: datetime) -> bytes:
    """The document with its placeholders filled (as text, never as XML) and its parts dated `quando`."""
    sostituti = {chiave: escape(valore) for chiave, valore in segnaposto.items()}
    data = max(quando.astimezone(UTC), datetime(1980, 1, 1, tzinfo=UTC)).timetuple()[:6]
    uscita = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenuto)) as prima, zipfile.ZipFile(uscita, "w") as dopo:
        for nome in prima.namelist():
            parte = prima.read(nome)
            if nome in _PARTI_DOCX or nome == "styles.xml":
                parte = _sostituisci(parte, sostituti)
            elif nome == "word/document.xml":
                parte = _tabelle_docx(_sostituisci(parte, _DOCX_RIGHE))
            elif nome == "content.xml":
                parte = _tabelle_odt(_sostituisci(parte, _ODT_CELLE))
            info = zipfile.ZipInfo(nome, data)
            info.compress_type = zipfile.ZIP_STORED if nome == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            dopo.writestr(info, parte)
    return uscita.getvalue()


def _tabelle_docx(parte: bytes) -> bytes:
    """Short tables stay on one page: each paragraph keeps with the next. Many columns: the smaller size."""

    def rivedi(tabella: re.Match[bytes]) -> bytes:
        fitta = tabella[0].count(b"<w:gridCol ") >= COLONNE_FITTE
        breve = tabella[0].count(b"<w:tr>") <= RIGHE_UNITE + 1
        stile = b'<w:pStyle w:val="%s" />%s' % (
            b"TabellaFitta" if fitta else b"Compact",
            b"<w:keepNext />" if breve else b"",
        )
        return _larghezze_docx(tabella[0].replace(b'<w:pStyle w:val="Compact" />', stile))

    return re.sub(rb"<w:tbl>.*?</w:tbl>", rivedi, parte, flags=re.DOTALL)


def _larghezze_docx(tabella: bytes) -> bytes:
    """The widths of the columns for our page, told to each cell too: pandoc reckons on its own page."""
    trovate = [int(larga) for larga in re.findall(rb'<w:gridCol w:w="(\d+)" />', tabella)]
    larghe = [round(larga * LARGO_TESTO / _LARGO_DI_PANDOC) for larga in trovate]
    griglia = b"".join(b'<w:gridCol w:w="%d" />' % larga for larga in larghe)
    tabella = re.sub(rb"<w:tblGrid>.*?</w:tblGrid>", b"<w:tblGrid>%s</w:tblGrid>" % griglia, tabella)
    celle = itertools.cycle(larghe)
    return re.sub(
        rb"<w:tcPr />", lambda _: b'<w:tcPr><w:tcW w:w="%d" w:type="dxa" /></w:tcPr>' % next(celle), tabella
    )


def _tabelle_odt(parte: bytes) -> bytes:
    """The same for ODT, by the style of each table and of its paragraphs."""
    testa, corpo, coda = parte.partition(b"<office:body>")

    def rivedi(tabella: re.Match[bytes]) -> bytes:
        nonlocal testa
        if tabella[0].count(b"</table:table-row>") <= RIGHE_UNITE + 1:
            stile = (
                rb'(<style:style style:name="%s" style:family="table">\s*<style:table-properties )'
                % tabella[1]
            )
            testa = re.sub(stile, rb'\1style:may-break-between-rows="false" ', testa)
        if tabella[0].count(b"<table:table-column ") < COLONNE_FITTE:
            return tabella[0]
        return re.sub(rb'(<text:p text:style-name=")(\w+)"', rb'\1Fitta_\2"', tabella[0])

    coda = re.sub(rb'<table:table table:name="(\w+)".*?</table:table>', rivedi, coda, flags=re.DOTALL)
    usati = sorted(set(re.findall(rb'"Fitta_(\w+)"', coda)))
    stili = b"".join(_FITTA % (nome, _genitore(nome, testa), _verso_di(nome, testa)) for nome in usati)
    return testa.replace(b"</office:automatic-styles>", stili + b"</office:automatic-styles>") + corpo + coda


_FITTA = (
    b'<style:style style:name="Fitta_%s" style:family="paragraph" style:parent-style-name="%s">%s'
    b'<style:text-properties fo:font-size="7.5pt" /></style:style>'
)


def _genitore(nome: bytes, testa: bytes) -> bytes:
    """The named style an automatic one comes from; a named style itself."""
    trovato = re.search(rb'style:name="%s" [^>]*style:parent-style-name="([^"]+)"' % nome, testa)
    return trovato[1] if trovato else nome


def _verso_di(nome: bytes, testa: bytes) -> bytes:
    """The alignment of an automatic style: one automatic style cannot be the parent of another."""
    trovato = re.search(rb'style:name="%s" .*?(<style:paragraph-properties [^>]*/>)' % nome, testa, re.DOTALL)
    return trovato[1] if trovato else b""


def _sostituisci(parte: bytes, sostituti: Mapping[str, str]) -> bytes:
    testo = parte.decode()
    for prima, dopo in sostituti.items():
        testo = testo.replace(prima, dopo)
    return testo.encode()
