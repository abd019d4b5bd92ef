"""The styles of the acts in DOCX and ODT, in one table."""

from dataclasses import dataclass

CARATTERE = "Times New Roman"


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
    Stile("TabellaFitta", verso="left", corpo=7, dopo=2, prima=2, riga=100),
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
