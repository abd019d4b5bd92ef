"""L’ambiente dei modelli: i valori sono solo testo, e ciò che manca non sparisce mai."""
# ruff: noqa: E501 (tables of cases read by rows)

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coproflow.atti.ambiente import compila, make_environment
from coproflow.atti.scrittura import in_markdown, in_parole, ripulisci
from coproflow.domain.importi import Euro
from coproflow.domain.verifiche import DatoMancanteError, EsitoVerifica
from coproflow.errors import AttoIncompletoError, DefinitionError

OSTILI = (
    "# Titolo", "## DETERMINA", "Titolo\n=====", "riga\n---", "- punto", "* punto", "+ punto", "1. primo", "1) primo",
    "(1) primo", "a. lettera", "A.  lettera", "i. romano", "#. punto", "(@) esempio", "> citazione", "    codice",
    "\tcodice", "```\ncodice\n```", "~~~", "`codice`", "**grassetto**", "_corsivo_", "*a*", "a_b_c", "~~via~~",
    "x^2^", "H~2~O", "$math$", "$$x$$", "\\(x\\)", "\\textbf{x}", "\\", "fine\\", "<b>html</b>", "<script>alert(1)</script>",
    "<!-- nota -->", "<http://x.it>", "&amp; &lt;", "[testo](http://x.it)", "![foto](x.png)", "[testo]{.x custom-style=Ente}",
    "[rif][1]", "[1]: http://x.it", "@citazione2020", "[@rossi]", "^[nota]", "[^1]", "a | b", "| a | b |", "|---|---|",
    ":::", "::: {custom-style=Ente}", "{=typst}", "`#x`{=typst}", "#set text(red)", '#read("/etc/passwd")', "]", "[", "}{",
    "---", "***", ": definizione", "% titolo", "| riga", "a  \nb", "prima\n\nseconda", "\x00\x07\x1b[31m", "a\u2028b\u2029c",
    "\u202egirato", "{{ 7 * 7 }}", "{% if x %}", "«caporali» “alte” ‘singole’", "\"dritte\" e l'apostrofo", "e/o", "100 %",
    "Rossi & Figli <info@x.it>", "10.000,00 € - 5 %", "...", "--", "art. 5, c. 2", "/ termine: x", "= Titolo typst", "+ enum",
    "// commento", "/* commento */", "#v;", "<etichetta>", "@rif", "$ x $", "~", "\\u{41}",
)  # fmt: skip

PAGINA = """
# {{ v }}

{{ v }}

Testo {{ v }} testo **{{ v }}** e *{{ v }}*.

- {{ v }}
- altro {{ v }}

1.  {{ v }}

| {{ v }} | B |
|:---|---:|
| {{ v }} | x {{ v }} y |

::: {custom-style="Nota"}
{{ v }}
:::

[{{ v }}]{custom-style="DatoMancante"} {{ ("a" ~ v) }} {{ [v, v]|join(", ") }} {{ [v, v]|elenco }} {{ v|upper }}

{{ tabella(("A", v), [(v, v)]) }}

{{ numerati([v, v]) }}
"""


def ossatura(nodo: Any) -> Any:
    """The tree without its words: runs of text become one mark."""
    if isinstance(nodo, list):
        rami: list[Any] = []
        for ramo in nodo:
            if isinstance(ramo, dict) and ramo.get("t") in ("Str", "Space", "SoftBreak"):
                if not rami or rami[-1] != "testo":
                    rami.append("testo")
            else:
                rami.append(ossatura(ramo))
        return rami
    if isinstance(nodo, dict):
        if nodo.get("t") == "ColWidth":
            return "larghezza"
        return {chiave: ossatura(valore) for chiave, valore in nodo.items()}
    return nodo


def parole(nodo: Any) -> str:
    """The words of a tree."""
    if isinstance(nodo, list):
        return "".join(parole(ramo) for ramo in nodo)
    if isinstance(nodo, dict):
        if nodo.get("t") == "Str":
            return str(nodo["c"])
        return " " if nodo.get("t") in ("Space", "SoftBreak") else parole(nodo.get("c", ""))
    return ""


def scrivi_pagina(
    cartella: Path, caso: SimpleNamespace, pagina: str, bozza: bool = False, **dati: Any
) -> str:
    """One page of a template, written."""
    (cartella / "pagina.md.j2").write_text(pagina, encoding="utf-8")
    return compila(make_environment(cartella), "pagina.md.j2", caso.metadati(bozza=bozza), dati).markdown


@pytest.mark.parametrize("ostile", OSTILI)
def test_un_valore_non_diventa_mai_struttura(tmp_path: Path, caso: SimpleNamespace, ostile: str) -> None:
    """Qualunque cosa sia scritta in un dato, l’albero del documento resta quello del modello."""
    pulito = caso.albero(scrivi_pagina(tmp_path, caso, PAGINA, v="valore"))
    sporco = caso.albero(scrivi_pagina(tmp_path, caso, PAGINA, v=ostile))
    assert ossatura(sporco) == ossatura(pulito)
    assert parole(sporco[1]) == ripulisci(ostile)


def test_un_valore_ostile_non_esce_da_una_macro(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Il testo di una macro unito a un valore con «~» non lo lascia passare, e i metodi delle stringhe sono chiusi."""
    pagina = "{% macro m() %}**a**{% endmacro %}{{ m() ~ v }}"
    assert scrivi_pagina(tmp_path, caso, pagina, v="*x* & <b>") == r"**a**\*x\* \& \<b\>"
    for espressione in (
        "m() + v",
        "m() % v",
        "m().replace('a', v)",
        "m().format(v)",
        "v|safe",
        "v|replace('x', m())",
    ):
        with pytest.raises(DefinitionError):
            scrivi_pagina(tmp_path, caso, "{% macro m() %}a{% endmacro %}{{ " + espressione + " }}", v="x")


def test_il_recinto_non_si_spegne(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Nemmeno un modello che disattiva la protezione stampa un valore come struttura."""
    pagina = "{% autoescape false %}{{ v }} {{ 'a' ~ v }}{% endautoescape %}"
    assert scrivi_pagina(tmp_path, caso, pagina, v="# *x*") == r"\# \*x\* a\# \*x\*"


def test_il_modello_non_esce_dal_recinto(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Un modello non raggiunge le viscere del programma."""
    for espressione in ("v.__class__.__mro__", "metadati.__init__.__globals__", "tabella.__globals__"):
        with pytest.raises(DefinitionError, match="non è accessibile"):
            scrivi_pagina(tmp_path, caso, "{{ " + espressione + " }}", v="x")


@pytest.mark.parametrize("valore", [1.5, [1, 2], {"a": 1}, object(), (1,)])
def test_cio_che_non_ha_parole_proprie_non_si_stampa(
    tmp_path: Path, caso: SimpleNamespace, valore: Any
) -> None:
    """Un numero con la virgola mobile, una lista, un oggetto intero: serve un filtro, e il modello lo sa."""
    with pytest.raises(DefinitionError, match="non si stampa"):
        scrivi_pagina(tmp_path, caso, "{{ v }}", v=valore)


def test_date_e_si_no_si_stampano_in_italiano(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Una data stampata senza filtro è «5 maggio 2026», un vero è «sì», uno zero euro non è un’assenza."""
    assert scrivi_pagina(
        tmp_path, caso, "{{ a }} {{ b }} {{ c }} {{ a ~ b }}", a=date(2026, 5, 5), b=True, c=Euro(0)
    ) == ("5 maggio 2026 sì 0\\,00 5 maggio 2026sì")


@dataclass(frozen=True)
class Fatto:
    """A recorded fact with gaps."""

    nome: str
    cup: str | None = None
    note: str = ""
    altro: Any = None


class Contesto:
    """A case in which nobody recorded anything."""

    def ultimo(self, tipo: str) -> Any:
        """Raises, as the real one."""
        raise DatoMancanteError(tipo)

    @property
    def dati(self) -> Any:
        """Raises, as the real one."""
        raise DatoMancanteError("VerbaleTavolo", "esito", "esito del tavolo")


MANCA = (
    "{{ fatto.cup }} {{ fatto.note }} {{ ctx.ultimo('PubblicazioneAvviso').albo_dal|data }} {{ ctx.dati.esito }} "
    "{{ sconosciuto }} {{ ctx.ultimo('Convenzione').importo|euro }} {{ none }}"
    "{% for x in ctx.ultimo('Elenco').righe %}{{ x.nome }}{% endfor %}{{ fatto.altro.pezzo + 1 }}"
)


def test_una_bozza_mostra_tutto_cio_che_manca(tmp_path: Path, caso: SimpleNamespace) -> None:
    """In una bozza ogni dato mancante è un segno visibile con il suo nome, e nessuno è un vuoto."""
    testo = scrivi_pagina(tmp_path, caso, MANCA, bozza=True, fatto=Fatto("Il Sole"), ctx=Contesto())
    for nome in (
        "cup \\(Il Sole\\)", "note \\(Il Sole\\)", "pubblicazione avviso\\, albo dal", "esito del tavolo\\, esito",
        "sconosciuto", "convenzione\\, importo", "elenco\\, righe", "altro \\(Il Sole\\)\\, pezzo",
    ):  # fmt: skip
        assert f"[\\[manca: {nome}" in testo
    assert testo.count('{custom-style="DatoMancante"}') == 8


def test_un_atto_definitivo_con_mancanze_non_si_scrive(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Nell’atto definitivo le mancanze fermano tutto, e sono dette tutte insieme."""
    with pytest.raises(AttoIncompletoError) as errore:
        scrivi_pagina(tmp_path, caso, MANCA, fatto=Fatto("Il Sole"), ctx=Contesto())
    assert errore.value.mancanti[:3] == ("cup (Il Sole)", "note (Il Sole)", "pubblicazione avviso, albo dal")
    assert len(errore.value.mancanti) == 9
    assert errore.value.fatti[0] == "Fatto"


def test_una_condizione_su_un_dato_mancante_e_falsa(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Chiedere se un dato c’è non lo rende mancante; confrontarlo con una cifra sì."""
    pagina = "{% if fatto.cup %}A{% endif %}{% if fatto.cup is none %}B{% endif %}{{ fatto.cup|default('senza CUP', true) }}"
    assert scrivi_pagina(tmp_path, caso, pagina, fatto=Fatto("x")) == "Bsenza CUP"
    with pytest.raises(AttoIncompletoError):
        scrivi_pagina(tmp_path, caso, "{% if fatto.altro > 3 %}A{% endif %}", fatto=Fatto("x"))


def test_un_dato_mancante_non_mangia_gli_spazi(tmp_path: Path, caso: SimpleNamespace) -> None:
    """La parola prima e quella dopo un dato mancante restano staccate, anche unite con «~»."""
    pagina = '{{ "n. " ~ fatto.cup ~ " del " ~ fatto.nome }}'
    scritto = scrivi_pagina(tmp_path, caso, pagina, bozza=True, fatto=Fatto("x"))
    assert parole(caso.albero(scritto)) == "n. [manca: cup (x)] del x"


def test_un_nome_sbagliato_e_un_errore_del_modello(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Il nome di un campo che non esiste non è un dato mancante: si dice il file, la riga e il nome più vicino."""
    with pytest.raises(DefinitionError) as errore:
        scrivi_pagina(tmp_path, caso, "uno\n\n{{ fatto.nomme }}", fatto=Fatto("x"))
    problema = errore.value.problems[0]
    assert (problema.file, problema.line, problema.code) == ("pagina.md.j2", 3, "M103")
    assert "forse «nome»" in problema.message


@pytest.mark.parametrize(
    ("pagina", "codice"),
    [("{% if %}", "M101"), ("{% extends 'x' %}", "M102"), ("{{ inventata(1) }}", "M103")],
)
def test_un_modello_rotto_dice_dove(tmp_path: Path, caso: SimpleNamespace, pagina: str, codice: str) -> None:
    """Un modello scritto male è un problema con file, riga e codice, mai una traccia del programma."""
    with pytest.raises(DefinitionError) as errore:
        scrivi_pagina(tmp_path, caso, pagina)
    assert errore.value.problems[0].code == codice


def test_altre_eccezioni_possono_dire_che_un_dato_manca(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Quali eccezioni siano un dato mancante, e con quali parole, lo dice chi fa l’ambiente."""
    (tmp_path / "p.md.j2").write_text("{{ leggi() }}", encoding="utf-8")
    ambiente = make_environment(
        tmp_path, mancanza=(ZeroDivisionError,), descrivi_mancanza=lambda _: "lo si registra con «avanza»"
    )
    with pytest.raises(AttoIncompletoError, match="lo si registra con «avanza»"):
        compila(ambiente, "p.md.j2", caso.metadati(), {"leggi": lambda: 1 // 0})


def test_ogni_premessa_porta_la_sua_regola(caso: SimpleNamespace) -> None:
    """Ogni «dato atto» si risale nell’albero: nome della regola e annotazione che l’ha accertata."""
    testo = caso.scrivi().markdown
    trovate = {}
    for blocco in caso.albero(testo):
        if blocco["t"] == "Div" and "premessa" in blocco["c"][0][1]:
            attributi = dict(blocco["c"][0][2])
            if "guard" in attributi:
                trovate[attributi["guard"]] = (attributi["annotazione"], parole(blocco["c"][1]))
    assert list(trovate) == ["atto_esecutivo", "commissione_dopo_scadenza", "assenza_conflitto"]
    assert trovate["atto_esecutivo"] == (
        "12",
        "Dato atto che la determinazione di indizione è esecutiva dal 6 febbraio 2026;",
    )


def test_una_verifica_non_soddisfatta_non_diventa_premessa(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Un presupposto che non c’è non può essere scritto come se ci fosse."""
    (tmp_path / "p.md.j2").write_text(
        '{% import "_macro.md.j2" as m with context %}{{ m.premessa(v) }}', encoding="utf-8"
    )
    ambiente = make_environment(tmp_path, caso.ATTI)
    v = caso.verifica("cofinanziamento", "il cofinanziamento è insufficiente", EsitoVerifica.NON_SODDISFATTA)
    with pytest.raises(DefinitionError, match="non può essere una premessa"):
        compila(ambiente, "p.md.j2", caso.metadati(), {"v": v})


def test_punti_del_dispositivo(tmp_path: Path, caso: SimpleNamespace) -> None:
    """I punti hanno una sola numerazione e una sola forma: punto e virgola, e l’ultimo il punto fermo."""
    testo = scrivi_pagina(
        tmp_path, caso, "{{ in_punti(testo) }}", testo="- Di approvare;\n- Di dare atto.\n- Di pubblicare"
    )
    assert testo == "\n1.  Di approvare;\n\n2.  Di dare atto;\n\n3.  Di pubblicare.\n"


@pytest.mark.parametrize(
    ("giorno", "atteso", "mai"),
    [
        (date(2026, 2, 19), "straordinario al Presidente della Repubblica", "capo III"),
        (date(2026, 2, 20), "straordinario ai sensi del capo III del D.P.R.", "Presidente"),
    ],
)
def test_clausola_di_ricorso(caso: SimpleNamespace, giorno: date, atteso: str, mai: str) -> None:
    """Dal 20 febbraio 2026 il ricorso straordinario cambia nome; il TAR è quello dell’ente."""
    (ricorsi,) = [p for p in caso.scrivi(data=giorno).markdown.split("::: ") if p.startswith("{.ricorsi")]
    assert atteso in ricorsi
    assert mai not in ricorsi
    assert "al Tribunale amministrativo regionale per la Lombardia" in ricorsi


def test_totale_diverso_da_quello_dichiarato(tmp_path: Path, caso: SimpleNamespace) -> None:
    """Se le righe non fanno il totale che l’atto dichiara, l’atto non si scrive."""
    pagina = "{{ tabella_importi(('Anno', 'Importo'), [(2026, a), (2027, a)], (), atteso) }}"
    assert "**0\\,20**" in scrivi_pagina(tmp_path, caso, pagina, a=Euro(10), atteso=Euro(20))
    with pytest.raises(DefinitionError, match="le righe della tabella fanno 0,20, l’atto dichiara 0,21"):
        scrivi_pagina(tmp_path, caso, pagina, a=Euro(10), atteso=Euro(21))


def test_oggetto_e_titolo(caso: SimpleNamespace) -> None:
    """L’oggetto scritto nel modello diventa il titolo del documento, in parole semplici."""
    metadati = caso.scrivi().metadati
    assert metadati.oggetto.endswith(
        "prenotazione della spesa di €\u00a0900.000,00 per il triennio 2026-2028."
    )
    assert metadati.titolo.startswith("Determinazione dirigenziale n. 54 del 5 maggio 2026 – Procedura")
    assert in_parole(f'**a** {in_markdown("b*c_[d]")} [x]{{custom-style="DatoMancante"}}') == "a b*c_[d] x"


def test_albero_serializzabile(caso: SimpleNamespace) -> None:
    """L’albero di un atto intero si legge e non contiene codice grezzo."""
    scritto = json.dumps(caso.albero(caso.scrivi().markdown))
    assert "RawBlock" not in scritto
    assert "RawInline" not in scritto


def test_la_cifra_non_si_divide_dal_suo_segno() -> None:
    """Fra «€» e la cifra, e fra la cifra e «%», la riga non va a capo, anche nel motivo di una verifica."""
    assert ripulisci("il 25 % di € 294.000,00") == "il 25\u00a0% di €\u00a0294.000,00"
    assert ripulisci("in € e in %") == "in € e in %"
