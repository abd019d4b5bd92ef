"""The typed reader: a word stays the word that was written, and what is wrong is told where, all at once."""

import dataclasses
from datetime import date, datetime, time
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.campi import campo
from coproflow.domain.date import ROME
from coproflow.domain.importi import Euro, Quota
from coproflow.domain.record import record
from coproflow.domain.testi import Cig, CodiceFiscale, Cup, Iban, Pec
from coproflow.errors import DataError
from coproflow.loading.nodes import parole, parse
from coproflow.loading.reader import PARSERS, Reader, read_as, segnaposto


@record(kw_only=True)
class Voce:
    """One row of the form of the tests."""

    codice: str = campo("Codice")
    importo: Euro = campo("Importo")


@record(kw_only=True)
class Modulo:
    """A form with a field of each kind."""

    protocollo: str = campo("Protocollo")
    numero: int = campo("Numero", default=0)
    urgente: bool = campo("Urgente", default=False)
    importo: Euro = campo("Importo", default=Euro(0))
    quota: Quota | None = campo("Quota", default=None)
    giorno: date | None = campo("Giorno", default=None)
    istante: datetime | None = campo("Istante", default=None)
    ora: time | None = campo("Ora", default=None)
    esito: Literal["favorevole", "contrario"] = campo("Esito", default="favorevole")
    note: tuple[str, ...] = campo("Note", default=())
    voci: tuple[Voce, ...] = campo("Voci", default=(), unico="codice")
    codice_fiscale: CodiceFiscale | None = campo("Codice fiscale", default=None)


def _leggi(testo: str) -> Modulo:
    nodo, problems = parse(testo, "modulo.yaml")
    letto: Modulo = read_as(Modulo, nodo, problems)
    return letto


def _difetti(testo: str) -> list[str]:
    with pytest.raises(DataError) as errore:
        _leggi(testo)
    return [str(p) for p in errore.value.problems]


@pytest.mark.parametrize(
    "parola",
    [
        "00111540171",
        "0361",
        "1_000",
        "on",
        "no",
        "0o17",
        "017",
        "1e3",
        "2026-05-05",
        "12:30:00",
        "null",
        "~",
        "0x1F",
        "1.0",
        ".inf",
    ],
)
def test_una_parola_resta_quella_scritta(parola: Any) -> None:
    """Un codice fiscale non diventa un numero, il protocollo 0361 non diventa 241, né «on» «vero»."""
    assert _leggi(f"protocollo: {parola}").protocollo == parola
    assert _leggi(f'protocollo: "{parola}"').protocollo == parola


@given(st.text("aàè0123456789_.:-+/ ", min_size=1, max_size=14).map(str.strip).filter(bool))
def test_nessuna_parola_e_tradotta(parola: Any) -> None:
    """Qualunque cosa si scriva fra virgolette torna identica."""
    assert _leggi(f'protocollo: "{parola}"').protocollo == parola


BUONE = [
    ("numero", "12", 12),
    ("urgente", "sì", True),
    ("urgente", "SI", True),
    ("urgente", "no", False),
    ("importo", "2.127.000,00", Euro(212_700_000)),
    ("importo", "1234,56", Euro(123_456)),
    ("quota", "12,5 %", Quota(125_000)),
    ("quota", "10%", Quota(100_000)),
    ("giorno", "05/05/2026", date(2026, 5, 5)),
    ("giorno", "2026-05-05", date(2026, 5, 5)),
    ("giorno", "null", None),
    ("giorno", "", None),
    ("istante", "12/11/2025 12:00", datetime(2025, 11, 12, 12, tzinfo=ROME)),
    ("ora", "12:00:01", time(12, 0, 1)),
    ("esito", "contrario", "contrario"),
    ("note", "una sola", ("una sola",)),
    ("note", "[una, due]", ("una", "due")),
    ("codice_fiscale", "rssmra80a01h501u", CodiceFiscale("RSSMRA80A01H501U")),
    ("codice_fiscale", "00111540191", CodiceFiscale("00111540191")),
]


@pytest.mark.parametrize(("nome", "parola", "valore"), BUONE, ids=lambda x: str(x)[:20])
def test_le_forme_degli_uffici(nome: Any, parola: Any, valore: Any) -> None:
    """Importi, percentuali, giorni e ore si scrivono come si scrivono negli uffici."""
    assert getattr(_leggi(f"protocollo: p\n{nome}: {parola}"), nome) == valore


CATTIVE = [
    ("importo", "1234.56", "si scrive come 1.234,56, con due decimali"),
    ("importo", "2.127.000", "si scrive come 1.234,56, con due decimali"),
    ("importo", "1,5", "si scrive come 1.234,56, con due decimali"),
    ("importo", "-1,00", "è un importo negativo"),
    ("quota", "10", "si scrive come 10 % o 12,5 %"),
    ("giorno", "31/09/2025", "settembre 2025 ha 30 giorni"),
    ("giorno", "29/02/2026", "febbraio 2026 ha 28 giorni"),
    ("giorno", "5 maggio 2026", "scrivere il giorno come gg/mm/aaaa"),
    ("giorno", "1757376000", "scrivere il giorno come gg/mm/aaaa"),
    ("istante", "12/11/2025", "scrivere giorno e ora"),
    ("ora", "24:00", "scrivere 23:59:59"),
    ("numero", "1_000", "si scrivono solo cifre"),
    ("numero", "-1", "si scrivono solo cifre"),
    ("numero", "1,0", "si scrivono solo cifre"),
    ("urgente", "on", "si scrive sì o no"),
    ("urgente", "1", "si scrive sì o no"),
    ("esito", "favorevol", "forse «favorevole»"),
    ("codice_fiscale", "RSSMRA80A01H501X", "il carattere di controllo non torna"),
    ("codice_fiscale", "00111540192", "il carattere di controllo non torna"),
    ("codice_fiscale", "111540191", "il carattere di controllo non torna"),
]


@pytest.mark.parametrize(("nome", "parola", "frase"), CATTIVE, ids=lambda x: str(x)[:20])
def test_ogni_altra_forma_e_rifiutata(nome: Any, parola: Any, frase: Any) -> None:
    """Ciò che è ambiguo non s'indovina: si rifiuta, nel suo posto, con la forma giusta."""
    (difetto,) = _difetti(f"protocollo: p\n{nome}: {parola}")
    assert difetto.startswith(f"modulo.yaml:2:{len(nome) + 3}: W106 ")
    assert frase in difetto


CODICI = [
    (Iban, "IT60 X054 2811 1010 0000 0123 456", "IT60X0542811101000000123456", "IT60X0542811101000000123457"),
    (Cup, "b19i25000120004", "B19I25000120004", "B19I2500012000"),
    (Cig, "a01b2c3d4e", "A01B2C3D4E", "A01B2C3D4"),
    (Pec, " ente@pec.example.it ", "ente@pec.example.it", "ente.pec.example.it"),
]


@pytest.mark.parametrize("tipo", [int, Euro, Quota, date, Pec], ids=lambda t: t.__name__)
def test_un_valore_senza_fine_e_rifiutato(tipo: Any) -> None:
    """Cinquemila cifre non sono un numero: si dice, senza ripeterle tutte."""
    with pytest.raises(DataError) as errore:
        read_as(tipo, parole("9" * 5000, "f"), [])
    assert errore.value.problems[0].message == "«99999999999999999999…» è troppo lungo"


@pytest.mark.parametrize(("tipo", "scritto", "letto", "sbagliato"), CODICI, ids=["iban", "cup", "cig", "pec"])
def test_i_codici_si_controllano(tipo: Any, scritto: Any, letto: Any, sbagliato: Any) -> None:
    """IBAN, CUP, CIG e PEC si leggono senza spazi e in maiuscolo; quelli sbagliati si rifiutano."""
    assert PARSERS[tipo](scritto) == tipo(letto)
    with pytest.raises(ValueError, match="non è un"):
        PARSERS[tipo](sbagliato)


def test_tutti_i_difetti_insieme() -> None:
    """Voce ignota o mancante, forma o parola sbagliata si dicono in una volta, ciascuna al suo posto."""
    testo = (
        "urgente: forse\nprotocolo: 1\nnote: {a: b}\n"
        "voci:\n  - codice: A\n  - {codice: B, importo: 3}\nora: [12]\n"
    )
    assert _difetti(testo) == [
        "modulo.yaml:1:1: W101 manca «protocollo» (Protocollo)",
        "modulo.yaml:1:10: W106 «forse» non è una risposta: si scrive sì o no",
        "modulo.yaml:2:1: W102 voce sconosciuta: «protocolo» — forse «protocollo»?",
        "modulo.yaml:3:7: W105 qui va un elenco, una voce per trattino",
        "modulo.yaml:5:5: W101 manca «importo» (Importo)",
        "modulo.yaml:6:26: W106 «3» non è un importo in euro: si scrive come 1.234,56, con due decimali",
        "modulo.yaml:7:6: W105 qui va una parola sola, non un elenco o un insieme di voci",
    ]


def test_una_voce_lasciata_in_bianco() -> None:
    """Una voce facoltativa in bianco vale come non scritta; una necessaria manca, dove la si è lasciata."""
    letto = _leggi("protocollo: p\nnumero:\nurgente:\nimporto:\nvoci:\n  - codice:\n    importo:\n")
    assert letto == Modulo(protocollo="p")
    assert _difetti("numero: 1\nprotocollo:\n") == ["modulo.yaml:2:1: W101 manca «protocollo» (Protocollo)"]


def test_un_elenco_vuoto_e_un_elenco() -> None:
    """Chi scrive «[]» dice che non c'è nulla: non è una dimenticanza."""
    assert _leggi("protocollo: p\nnote: []").note == ()


def test_una_parola_sola_e_un_elenco_di_una() -> None:
    """Dove va un elenco di giorni o di scelte una parola sola basta, ed è letta come una di loro."""
    giorno, scelta = tuple[date, ...], tuple[Literal["a", "b"], ...]
    assert read_as(giorno, parole("05/05/2026", "f"), []) == (date(2026, 5, 5),)
    assert read_as(scelta, parole("b", "f"), []) == ("b",)
    for tipo, parola in ((giorno, "31/09/2026"), (scelta, "c")):
        with pytest.raises(DataError):
            read_as(tipo, parole(parola, "f"), [])


def test_un_record_controlla_se_stesso() -> None:
    """Ciò che solo il tutto può vedere, come una riga ripetuta, è detto alla riga in cui si ripete."""
    testo = 'protocollo: p\nvoci:\n  - {codice: P1, importo: "1,00"}\n  - {codice: P1, importo: "2,00"}\n'
    assert _difetti(testo) == ["modulo.yaml:4:14: W107 «P1» è già scritto sopra"]


def test_la_forma_del_tutto() -> None:
    """Un file che è un elenco, o una parola, non è un modulo."""
    assert _difetti("- a\n") == ["modulo.yaml:1:1: W105 qui va un insieme di voci «nome: valore»"]
    assert _difetti("parola\n") == ["modulo.yaml:1:1: W105 qui va un insieme di voci «nome: valore»"]


def test_le_posizioni_si_conservano() -> None:
    """Di tutto ciò che si è letto si sa dove stava: nome e valore."""
    nodo, _ = parse("protocollo: p\nvoci:\n  - {codice: A, importo: '1,00'}\n", "modulo.yaml")
    lettore = Reader()
    lettore.read(Modulo, nodo)
    valore = lettore.posizioni["voci", 0, "importo"]
    assert (valore.line, valore.col) == (3, 26)
    assert (valore.voce.line, valore.voce.col) == (3, 17)
    assert str(lettore.place(("voci", 0, "importo", "altro"), "W000", "…")) == "modulo.yaml:3:17: W000 …"
    assert str(lettore.place(("voci", 9), "W000", "…")) == "modulo.yaml:2:1: W000 …"


def test_il_lettore_tollerante_legge_il_resto() -> None:
    """Di un flusso con una voce rotta si legge tutto il resto: chi scrive sa ogni difetto in una volta."""
    nodo, _ = parse("numero: x\nprotocollo: [a]\nvoci:\n  - {codice: A}\n", "modulo.yaml")
    lettore = Reader(tollerante=True)
    letto = lettore.read(Modulo, nodo)
    assert letto.voci == (Voce(codice="A", importo=segnaposto(Euro)),)
    assert [p.code for p in sorted(lettore.problems)] == ["W106", "W105", "W101"]


def test_parole_di_python() -> None:
    """Anche ciò che viene dalla riga di comando passa dallo stesso lettore."""
    scritto = {"protocollo": "0361", "voci": [{"codice": "A", "importo": "1,00"}]}
    letto = read_as(Modulo, parole(scritto, "-d"), [])
    assert letto.protocollo == "0361"
    assert dataclasses.asdict(letto.voci[0])["codice"] == "A"


chiavi = st.sampled_from(["protocollo", "voci", "importo", "codice", "numero", "note"]) | st.text(max_size=5)
alberi = st.recursive(
    st.text(max_size=5), lambda x: st.lists(x, max_size=3) | st.dictionaries(chiavi, x, max_size=4)
)


@given(alberi)
def test_qualunque_albero_ha_una_risposta(albero: Any) -> None:
    """Qualunque cosa si scriva, il lettore dà un valore o dei difetti, mai un errore interno."""
    lettore, tollerante = Reader(), Reader(tollerante=True)
    letto = lettore.read(Modulo, parole(albero, "f"))
    assert lettore.problems or isinstance(letto, Modulo)
    assert isinstance(tollerante.read(Modulo, parole(albero, "f")), Modulo)


@given(st.text(max_size=40))
def test_qualunque_testo_ha_una_risposta(testo: str) -> None:
    """Anche un file che non è YAML, o lo è a metà, ha una diagnosi con riga e colonna."""
    nodo, problems = parse(testo, "f.yaml")
    assert nodo is not None or problems
    assert all(p.line >= 1 and p.col >= 1 and p.message for p in problems)
