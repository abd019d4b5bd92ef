"""The finish of DOCX and ODT after pandoc: footer, draft mark, whole rows, the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape

_PARTI_DOCX = ("word/header1.xml", "word/footer1.xml")
RIGHE_UNITE = 10
"""A table of so many rows, or fewer, is never divided between two pages (the same in the Lua filter)."""

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
    """Short tables stay on one page: each of their paragraphs keeps with the next."""
    stile = b'<w:pStyle w:val="Compact" />'

    def tieni(tabella: re.Match[bytes]) -> bytes:
        breve = tabella[0].count(b"<w:tr>") <= RIGHE_UNITE + 1
        return tabella[0].replace(stile, stile + b"<w:keepNext />") if breve else tabella[0]

    return re.sub(rb"<w:tbl>.*?</w:tbl>", tieni, parte, flags=re.DOTALL)


def _tabelle_odt(parte: bytes) -> bytes:
    """The same for ODT, by the style of each table."""
    for tabella in re.finditer(rb'<table:table table:name="(\w+)".*?</table:table>', parte, re.DOTALL):
        if tabella[0].count(b"</table:table-row>") <= RIGHE_UNITE + 1:
            stile = (
                b'<style:style style:name="%s" style:family="table">\n      <style:table-properties '
                % tabella[1]
            )
            parte = parte.replace(stile, stile + b'style:may-break-between-rows="false" ')
    return parte


def _sostituisci(parte: bytes, sostituti: Mapping[str, str]) -> bytes:
    testo = parte.decode()
    for prima, dopo in sostituti.items():
        testo = testo.replace(prima, dopo)
    return testo.encode()
