"""Come un atto scrive importi, date, quote, nomi e numeri."""
# ruff: noqa: E501 (tables of cases read by rows)

import re
from datetime import UTC, date, datetime, time

import pytest

from coproflow.atti import filtri, lingua
from coproflow.atti.filtri import FILTRI
from coproflow.atti.scrittura import ripulisci
from coproflow.atti.tabelle import tabella
from coproflow.domain.importi import Euro, Quota


def test_importo_con_simbolo_prima() -> None:
    """Un importo si scrive «€ 1.234,56»: simbolo prima, uno spazio fisso, punto alle migliaia, due decimali."""
    assert filtri.euro(Euro(123456)) == "€\u00a01.234,56"
    assert filtri.importo(Euro(5)) == "0,05"


@pytest.mark.parametrize(
    ("numero", "parola"),
    [
        (0, "zero"), (1, "uno"), (3, "tre"), (21, "ventuno"), (23, "ventitré"), (28, "ventotto"), (33, "trentatré"),
        (100, "cento"), (101, "centouno"), (103, "centotré"), (108, "centotto"), (180, "centottanta"),
        (181, "centottantuno"), (188, "centottantotto"), (800, "ottocento"), (1000, "mille"), (1003, "milletré"),
        (1200, "milleduecento"), (1234, "milleduecentotrentaquattro"), (2026, "duemilaventisei"),
        (21000, "ventunomila"), (31_421, "trentunomilaquattrocentoventuno"), (100_000, "centomila"),
        (900_000, "novecentomila"), (1_000_000, "unmilione"), (2_178_979, "duemilionicentosettantottomilanovecentosettantanove"),
        (1_000_000_000, "unmiliardo"), (-7, "meno sette"),
    ],
)  # fmt: skip
def test_numeri_in_lettere(numero: int, parola: str) -> None:
    """I numeri in lettere sono una parola sola, con le elisioni e l’accento di «ventitré»."""
    assert lingua.numero_in_lettere(numero) == parola


def test_importo_in_lettere() -> None:
    """Un importo in lettere porta i centesimi in cifre dopo la barra."""
    assert filtri.lettere(Euro(123456)) == "milleduecentotrentaquattro/56"
    assert filtri.lettere(Euro(-100)) == "meno uno/00"
    assert filtri.lettere(3) == "tre"


def test_numero_troppo_grande() -> None:
    """Oltre i miliardi non si scrive in lettere, e lo si dice."""
    with pytest.raises(ValueError, match="troppo grande"):
        lingua.numero_in_lettere(10**12)


def test_date() -> None:
    """Le date hanno due forme, e nessuna è quella ISO."""
    giorno = date(2026, 5, 5)
    assert filtri.data(giorno) == "5 maggio 2026"
    assert filtri.data(date(2026, 5, 1)) == "1° maggio 2026"
    assert filtri.data(datetime(2026, 5, 5, 12, tzinfo=UTC)) == "5 maggio 2026"
    assert filtri.data_lettere(giorno) == "L’anno duemilaventisei, il giorno cinque del mese di maggio"
    assert (
        filtri.data_lettere(date(2027, 1, 1))
        == "L’anno duemilaventisette, il giorno primo del mese di gennaio"
    )


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [
        ("decreto sindacale n. 7 del 01/02/2024", "decreto sindacale n. 7 del 1° febbraio 2024"),
        ("prot. 4410/2027 del 28/01/2027", "prot. 4410/2027 del 28 gennaio 2027"),
        ("il 31/09/2026, che non esiste", "il 31/09/2026, che non esiste"),
        ("impegno 2026/12/05/2026", "impegno 2026/12/05/2026"),
        ('i temi «Casa» e "Lavoro"', "i temi “Casa” e “Lavoro”"),
    ],
)
def test_una_sola_forma_per_date_e_virgolette(scritto: str, letto: str) -> None:
    """Nell’atto le date e le virgolette hanno una forma sola, comunque le abbia scritte chi ha registrato il dato."""
    assert ripulisci(scritto) == letto


def test_quantita() -> None:
    """Una quantità porta il punto alle migliaia e, in tabella, si legge da destra."""
    assert filtri.numero(16000) == "16.000"
    assert re.search(r"\|:-+\|-+:\|", tabella(("Voce", "Ore"), [("a", filtri.numero(16000))]))


def test_ore_e_quote() -> None:
    """L’ora è al minuto, al secondo solo se i secondi ci sono; la quota sta in un pezzo."""
    assert filtri.ora(time(12, 0)) == "12:00"
    assert filtri.ora(time(23, 59, 59)) == "23:59:59"
    assert filtri.quota(Quota.da_testo("12,5 %")) == "12,5\u00a0%"


def test_elenchi() -> None:
    """Un elenco unisce con virgole e congiunzione, eufonica davanti alla stessa vocale."""
    assert filtri.elenco(["a", "b", "c"]) == "a, b e c"
    assert filtri.elenco(["Anna", "Enzo"]) == "Anna ed Enzo"
    assert filtri.elenco(["uno"]) == "uno"
    assert filtri.elenco([]) == ""
    assert filtri.elenco(["albo", "sito"], "o") == "albo o sito"


@pytest.mark.parametrize(
    ("nome", "il", "di", "a"),
    [
        ("Comune di Crema", "il Comune di Crema", "del Comune di Crema", "al Comune di Crema"),
        ("Associazione Dialogo", "l’Associazione Dialogo", "dell’Associazione Dialogo", "all’Associazione Dialogo"),
        ("Cooperativa sociale Il Sole", "la Cooperativa sociale Il Sole", "della Cooperativa sociale Il Sole", "alla Cooperativa sociale Il Sole"),
        ("Spazio Aperto", "lo Spazio Aperto", "dello Spazio Aperto", "allo Spazio Aperto"),
        ("Studio Uno", "lo Studio Uno", "dello Studio Uno", "allo Studio Uno"),
        ("APS La Rete", "l’APS La Rete", "dell’APS La Rete", "all’APS La Rete"),
        ("ODV La Lanterna", "la ODV La Lanterna", "della ODV La Lanterna", "alla ODV La Lanterna"),
        ("Azienda speciale consortile", "l’Azienda speciale consortile", "dell’Azienda speciale consortile", "all’Azienda speciale consortile"),
        ("Tribunale amministrativo", "il Tribunale amministrativo", "del Tribunale amministrativo", "al Tribunale amministrativo"),
        ("Filikà Società Cooperativa", "Filikà Società Cooperativa", "di Filikà Società Cooperativa", "a Filikà Società Cooperativa"),
        ("La Lanterna", "La Lanterna", "di La Lanterna", "a La Lanterna"),
        ("Comuni dell’Ambito", "i Comuni dell’Ambito", "dei Comuni dell’Ambito", "ai Comuni dell’Ambito"),
        ("Enti del Terzo settore", "gli Enti del Terzo settore", "degli Enti del Terzo settore", "agli Enti del Terzo settore"),
    ],
)  # fmt: skip
def test_articoli_e_preposizioni(nome: str, il: str, di: str, a: str) -> None:
    """Articolo e preposizione seguono genere, numero e suono; un nome proprio non prende articolo."""
    assert filtri.con_articolo(nome) == il
    assert FILTRI["di_articolato"](nome) == di
    assert FILTRI["a_articolato"](nome) == a


def test_genere_dichiarato() -> None:
    """Il genere detto dal modello prevale sulla prima parola."""
    assert filtri.con_articolo("Igea", "f") == "l’Igea"
    assert FILTRI["da_articolato"]("Zoe", "m") == "dallo Zoe"
    assert FILTRI["in_articolato"]("Crema") == "in Crema"


@pytest.mark.parametrize(
    ("forme", "femminile", "maschile"),
    [
        ("il/la dirigente", "la dirigente", "il dirigente"),
        ("nominato/a", "nominata", "nominato"),
        ("IL/LA RESPONSABILE", "LA RESPONSABILE", "IL RESPONSABILE"),
        ("del/della direttore/trice", "della direttrice", "del direttore"),
        ("il/la sindaco/a", "la sindaca", "il sindaco"),
        ("l’assessore/a", "l’assessora", "l’assessore"),
        ("dott./dott.ssa", "dott.ssa", "dott."),
        ("presidente/essa", "presidentessa", "presidente"),
        ("determinazione n. 3/2026", "determinazione n. 3/2026", "determinazione n. 3/2026"),
    ],
)
def test_concordanza(forme: str, femminile: str, maschile: str) -> None:
    """Le parole concordano col genere di chi firma; un numero con la barra non è un’alternativa."""
    assert lingua.accorda(forme, "f") == femminile
    assert lingua.accorda(forme, "m") == maschile


@pytest.mark.parametrize(
    ("estremi", "atteso"),
    [
        ("art. 55 del D.Lgs. n. 117/2017", "Visto l’art. 55 del D.Lgs. n. 117/2017"),
        ("L. n. 241/1990", "Vista la L. n. 241/1990"),
        ("artt. 11 e 12 della L. n. 241/1990", "Visti gli artt. 11 e 12 della L. n. 241/1990"),
        ("D.M. n. 72/2021", "Visto il D.M. n. 72/2021"),
        ("deliberazione di Giunta n. 3", "Vista la deliberazione di Giunta n. 3"),
        ("Linee guida ANAC", "Viste le Linee guida ANAC"),
        ("Statuto comunale", "Visto lo Statuto comunale"),
    ],
)
def test_visto_concorda(estremi: str, atteso: str) -> None:
    """«Visto» concorda con la fonte: mai «Vista il decreto»."""
    assert filtri.visto(estremi) == atteso


def test_numerazioni() -> None:
    """Numeri romani, lettere e quantità."""
    assert [lingua.romano(n) for n in (1, 4, 9, 14, 40, 1999)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIX"]
    assert [lingua.lettera(n) for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert filtri.quanti(1, "domanda", "domande") == "1\u00a0domanda"
    assert filtri.quanti(0, "domanda", "domande") == "0\u00a0domande"
    with pytest.raises(ValueError, match="romani"):
        lingua.romano(0)


def test_somma() -> None:
    """La somma è di importi o di numeri, e di niente fa zero euro."""
    assert filtri.somma([Euro(1), Euro(2)]) == Euro(3)
    assert filtri.somma([1, 2]) == 3
    assert filtri.somma([]) == Euro(0)


def test_maiuscola() -> None:
    """Solo la prima lettera si alza: «il Comune di Crema» diventa «Il Comune di Crema»."""
    assert filtri.maiuscola("il Comune di Crema") == "Il Comune di Crema"
