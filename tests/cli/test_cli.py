"""The command line as an officer meets it: exit codes, refusals that write nothing, answers for programs."""

import functools
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete

from coproflow.cli import base, cli, stampa
from coproflow.loading.resources import workflows_folder
from coproflow.store import hot

COPRO = "copro-2025-1"
ADOZIONE = ("-d", "atto=determina_indizione", "-d", "numero=512", "-d", "firmatario=Anna Ferrari", "-d")
DIRIGENTE = (*ADOZIONE, "organo=dirigente")
GIUNTA = (*ADOZIONE, "organo=giunta")
PUBBLICAZIONE = ("-d", "albo_numero=1170", "-d", "albo_al=12/11/2025", "-d", "trasparenza_criteri=06/10/2025")


# codici di uscita


def test_codice_0_il_passo_e_registrato(esegui: Any) -> None:
    """Un passo lecito si registra, e si dice dove sta ora il procedimento."""
    fatto = esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE)
    assert fatto.codice == 0
    assert fatto.out.startswith(f"{COPRO}: registrato «Adozione dell'atto» (6 ottobre 2025). Ora: ")
    assert "Adozione" in esegui("registro", COPRO).out


def test_codice_1_dati_illeggibili(esegui: Any, cartella: Any, contenuto: Any) -> None:
    """Dati scritti male in un file sono rifiutati tutti insieme, ciascuno al suo posto, e nulla è scritto."""
    (cartella / "dati.yaml").write_text("albo_al: 31/09/2025\nalbo: 1\n", encoding="utf-8")
    prima = contenuto()
    fatto = esegui("avanza", COPRO, "pubblicazione_avviso", "--dati", "dati.yaml")
    assert (fatto.codice, fatto.out) == (1, "")
    assert "dati.yaml:1:10: W106 «31/09/2025» non esiste: settembre 2025 ha 30 giorni" in fatto.err
    assert "dati.yaml:1:1: W101 manca «albo_numero» (Numero di affissione all’albo)" in fatto.err
    assert "dati.yaml:2:1: W102 voce sconosciuta: «albo»" in fatto.err
    assert f"Il modulo: coproflow avanza {COPRO} pubblicazione_avviso --modello" in fatto.err
    assert contenuto() == prima


def test_codice_2_dati_sulla_riga(esegui: Any, contenuto: Any) -> None:
    """Gli stessi dati sulla riga di comando sono un uso sbagliato: si dicono tutti, senza file né riga."""
    prima = contenuto()
    fatto = esegui("avanza", COPRO, "pubblicazione_avviso", "-d", "albo_al=31/09/2025", "-d", "albo=1")
    assert (fatto.codice, fatto.out) == (2, "")
    assert "-d albo_al: W106 «31/09/2025» non esiste: settembre 2025 ha 30 giorni" in fatto.err
    assert "-d: W101 manca «albo_numero» (Numero di affissione all’albo)" in fatto.err
    assert "-d albo: W102 voce sconosciuta: «albo»" in fatto.err
    assert contenuto() == prima


@pytest.mark.parametrize(
    ("file", "frase"),
    [
        ("manca.yaml", "manca.yaml: W100 il file non si può leggere: non esiste"),
        (".", ".: W100 il file non si può leggere: è una cartella, non un file"),
    ],
    ids=["manca", "cartella"],
)
@pytest.mark.parametrize(
    "comando",
    [("apri",), ("avanza", COPRO, "indizione", "--dati"), ("inizia", "--scheda")],
    ids=lambda c: c[0],
)
def test_codice_2_il_file_indicato_non_c_e(
    esegui: Any, contenuto: Any, comando: Any, file: Any, frase: Any
) -> None:
    """Un file che non c'è, o che è una cartella, è un comando scritto male."""
    prima = contenuto()
    fatto = esegui(*comando, file)
    assert (fatto.codice, fatto.out) == (2, "")
    assert frase in fatto.err
    assert contenuto() == prima


@pytest.mark.parametrize(
    ("argomenti", "frase"),
    [
        (("avanza", COPRO, "indizzione"), "non ha il passo «indizzione» — forse «indizione»?"),
        (("perche", COPRO, "indizzione"), "forse «indizione»?"),
        (("avanza", COPRO), "PASSO"),
        (("avanza", COPRO, "indizione", "-d", "responsabile"), "si scrive -d campo=valore"),
        (("avanza", COPRO, "indizione", "--oggi", "07/10/2025"), "--oggi vale solo con --prova"),
        (("avanza", COPRO, "indizione", "--prova", "--oggi", "31/09/2025"), "settembre 2025 ha 30 giorni"),
        (("perche", COPRO, "indizione", "--deroga", "regola"), "--deroga regola=«motivazione»"),
        (("avanza", COPRO, "indizione", "--motivo", "x"), "va con --rettifica"),
        (("statto", COPRO), "Il comando «statto» non esiste — forse «stato»?"),
        (("registro",), "indicare un procedimento"),
        (("--ente", "milano", "--nulla"), "--nulla"),
    ],
    ids=lambda x: " ".join(x)[:40] if isinstance(x, tuple) else "",
)
def test_codice_2_uso(esegui: Any, contenuto: Any, argomenti: Any, frase: Any) -> None:
    """Un comando usato male lo dice, con la forma giusta o il nome più vicino."""
    prima = contenuto()
    fatto = esegui(*argomenti)
    assert (fatto.codice, fatto.out) == (2, "")
    assert frase in fatto.err
    assert contenuto() == prima


def test_codice_3_rifiutato_da_una_regola(esegui: Any, contenuto: Any) -> None:
    """La Giunta non adotta l'indizione: il rifiuto dice regola, fonte e rimedio, e non scrive nulla."""
    prima = contenuto()
    fatto = esegui("avanza", COPRO, "adozione_atto", *GIUNTA)
    assert fatto.codice == 3
    assert fatto.err.startswith("Rifiutato: ")
    assert "Organo competente: l’atto risulta adottato da giunta" in fatto.err.replace("\n", " ")
    assert "107" in fatto.err
    assert "Non è stato scritto nulla." in fatto.err
    assert fatto.out == ""
    assert contenuto() == prima


@pytest.mark.parametrize("operatore", ["riva", "nessuno"])
def test_codice_4_non_autorizzato(esegui: Any, contenuto: Any, operatore: Any) -> None:
    """Chi non ha l'incarico, o non è dell'ente, non registra: prima di ogni altra ragione."""
    prima = contenuto()
    fatto = esegui("--operatore", operatore, "avanza", COPRO, "adozione_atto", *GIUNTA)
    assert fatto.codice == 4
    assert contenuto() == prima


def test_codice_4_precede_gli_importi(esegui: Any) -> None:
    """L'incompetenza (4) si dice prima degli importi che non quadrano (6)."""
    assert esegui("avanza", COPRO, "pubblicazione_avviso", *PUBBLICAZIONE).codice == 6
    fatto = esegui("--operatore", "riva", "avanza", COPRO, "pubblicazione_avviso", *PUBBLICAZIONE)
    assert fatto.codice == 4


def test_codice_5_conflitto(
    esegui: Any, cartella: Any, monkeypatch: pytest.MonkeyPatch, contenuto: Any
) -> None:
    """Se un altro comando tiene l'archivio, il passo non è scritto e si può ripetere."""
    prima = contenuto()
    monkeypatch.setattr(hot, "connect", functools.partial(hot.connect, timeout=0.05))
    altro = sqlite3.connect(cartella / "coproflow.db", isolation_level=None)
    altro.execute("BEGIN IMMEDIATE")
    fatto = esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE)
    altro.execute("ROLLBACK")
    altro.close()
    assert fatto.codice == 5
    assert "occupato" in fatto.err
    assert contenuto() == prima
    assert esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE).codice == 0


def test_codice_6_importi_incoerenti(esegui: Any, contenuto: Any) -> None:
    """I cento euro di troppo di P5 fermano la pubblicazione: si dicono riga, cifre e differenza."""
    prima = contenuto()
    fatto = esegui("avanza", COPRO, "pubblicazione_avviso", *PUBBLICAZIONE)
    testo = " ".join(fatto.err.split())
    assert fatto.codice == 6
    for parola in ("P5", "2.178.979,00", "2.178.879,00", "100,00"):
        assert parola in testo
    assert contenuto() == prima


@pytest.mark.parametrize("comando", ["stato", "perche", "registro", "avanza", "atto"])
def test_codice_7_non_trovato(esegui: Any, comando: Any) -> None:
    """Un procedimento che non c'è è detto tale, con il più vicino che c'è."""
    resto = {"avanza": ("indizione",), "atto": ()}.get(comando, ())
    testa = ("atto", "elenco") if comando == "atto" else (comando,)
    fatto = esegui(*testa, "copro-2025-9", *resto)
    assert (fatto.codice, fatto.out) == (7, "")
    assert "copro-2025-9" in fatto.err
    assert COPRO in fatto.err


def test_codice_7_norma(esegui: Any) -> None:
    """Anche una fonte, un parametro o una regola che non ci sono danno il nome più vicino."""
    fatto = esegui("norma", "organo_competent")
    assert fatto.codice == 7
    assert "forse «organo_competente»?" in fatto.err
    assert "Lo contengono: base_cofinanziamento, cofinanziamento_" in esegui("norma", "cofinanziamento").err


@pytest.mark.parametrize(
    ("argomenti", "frase"),
    [
        (("elenco", "--flusso", "tavoli"), "il flusso «tavoli» non c’è — forse «tavolo»?"),
        (("apri", "--modello", "convenzioni"), "il flusso «convenzioni» non c’è — forse «convenzione»?"),
        (("--ente", "milano", "elenco"), "l’ente «milano» non è in questo archivio: ci sono crema"),
        (("atto", "genera", COPRO, "avvisi"), "non ha l’atto «avvisi» — forse «avviso»?"),
        (("atto", "registra", COPRO, "avvisi", "albo"), "non ha l’atto «avvisi» — forse «avviso»?"),
        (("registro", COPRO, "--annotazione", "9"), f"l’annotazione 9 di {COPRO} non c’è"),
    ],
    ids=lambda x: " ".join(x[:2]) if isinstance(x, tuple) else "",
)
def test_codice_7_dice_che_cosa_non_c_e(esegui: Any, contenuto: Any, argomenti: Any, frase: Any) -> None:
    """Un flusso, un ente, un atto, un'annotazione che non ci sono si dicono: non sono un elenco vuoto."""
    prima = contenuto()
    fatto = esegui(*argomenti)
    assert (fatto.codice, fatto.out) == (7, "")
    assert frase.lower() in fatto.err.lower()
    assert contenuto() == prima


def test_chi_non_e_dell_ente_lo_sa_prima_di_tutto(esegui: Any) -> None:
    """A un operatore sconosciuto non si chiedono i dati del passo."""
    fatto = esegui("--operatore", "biancchi", "avanza", COPRO, "indizione")
    assert fatto.codice == 4
    assert "L’operatore «biancchi» non è fra quelli dell’ente" in fatto.err
    assert "manca" not in fatto.err


@pytest.mark.parametrize("debug", [(), ("--debug",)], ids=["detto", "traccia"])
def test_un_errore_del_sistema_e_detto(esegui: Any, cartella: Any, debug: Any) -> None:
    """Una cartella che non si può creare è detta in una frase; con --debug se ne vede la traccia."""
    (cartella / "occupato").touch()
    comando = (*debug, "demo", "--senza-atti", "--cartella", "occupato/demo")
    if debug:
        with pytest.raises(OSError, match="occupato"):
            esegui(*comando)
        return
    fatto = esegui(*comando)
    assert fatto.codice == 1
    assert "«occupato/demo» non si può usare: una parte del percorso non è una cartella." in fatto.err


def test_un_difetto_del_programma_e_detto(esegui: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ciò che nessuno ha previsto non è una traccia sullo schermo, ma una frase e il modo di segnalarlo."""
    monkeypatch.setattr(hot, "elenco", functools.partial(hot.elenco, nulla=1))
    fatto = esegui("elenco")
    assert (fatto.codice, fatto.out) == (1, "")
    assert "Errore: Difetto del programma (TypeError: " in fatto.err
    assert "coproflow --debug" in fatto.err


@pytest.mark.parametrize(
    ("nome", "natura", "forma"),
    [
        ("cofinanziamento_minimo", "figura, la fissa l’avviso", "in percentuale, per esempio: 10 %"),
        ("base_cofinanziamento", "lettura, la sceglie l’ente o l’avviso", "con una delle scelte"),
        ("preavviso_cessazione", "figura, la fissa l’avviso", "in mesi, per esempio: 6 mesi"),
    ],
)
def test_di_un_parametro_si_dice_chi_lo_fissa_e_come_si_scrive(
    esegui: Any, nome: Any, natura: Any, forma: Any
) -> None:
    """Chi compila l'avviso sa da «norma» quali numeri può fissare e come si scrivono."""
    detto = esegui("norma", nome).out
    assert f"\n  natura: {natura}\n  si scrive: {forma}\n" in detto


def test_di_un_numero_si_dice_dove_serve(esegui: Any) -> None:
    """Di un parametro si vedono i passi le cui regole lo leggono e i termini che misura."""
    assert "si usa in: tavolo · approvazione_progetto" in esegui("norma", "cofinanziamento_minimo").out
    assert "si usa in: convenzione · termine " in esegui("norma", "giorni_difese").out


@pytest.mark.parametrize(
    ("nome", "tipo", "voci"),
    [
        ("tuel-107", "fonte", {"id": "tuel-107", "verificata_il": None}),
        ("l241-5", "fonte", {"verificata_il": "2026-03-11"}),
        ("soglia_bollo", "parametro", {"owner": "norma", "type": "euro", "default": None}),
        ("organo_competente", "regola", {"name": "organo_competente", "forza": "legge", "coerenza": False}),
    ],
)
def test_una_norma_in_json(esegui: Any, nome: Any, tipo: Any, voci: Any) -> None:
    """Per un altro programma i giorni sono in forma ISO e ciò che non è noto è nullo, non una frase."""
    (letto, *_) = json.loads(esegui("norma", nome, "--json").out)
    assert letto["tipo"] == tipo
    assert voci.items() <= letto.items()


def test_un_prefisso_basta(esegui: Any) -> None:
    """Un prefisso di un solo procedimento è inteso, e si stampa l'identificativo intero."""
    fatto = esegui("stato", "copro-2025")
    assert fatto.codice == 0
    assert fatto.out.startswith(COPRO)


# archivi


def test_un_file_che_non_e_un_archivio(esegui: Any, cartella: Any) -> None:
    """Un file qualunque non è un archivio: lo si dice, e non lo si tocca."""
    file = cartella / "appunti.txt"
    file.write_text("non sono un archivio", encoding="utf-8")
    fatto = esegui("--db", file, "stato", COPRO)
    assert fatto.codice == 1
    assert "non è un archivio di coproflow" in fatto.err
    assert file.read_text(encoding="utf-8") == "non sono un archivio"


def test_un_archivio_che_non_c_e(esegui: Any, cartella: Any) -> None:
    """Un archivio che non c'è non nasce per caso: si dice come crearlo."""
    fatto = esegui("--db", "altro.db", "elenco")
    assert fatto.codice == 1
    assert "coproflow inizia" in fatto.err
    assert not (cartella / "altro.db").exists()


def test_un_archivio_di_domani(esegui: Any, cartella: Any, contenuto: Any) -> None:
    """L'archivio di una versione più recente non si apre e non si tocca, nemmeno per portarlo indietro."""
    with sqlite3.connect(cartella / "coproflow.db") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    prima = contenuto()
    for comando in (("elenco",), ("avanza", COPRO, "adozione_atto", *DIRIGENTE), ("inizia",)):
        fatto = esegui(*comando)
        assert fatto.codice == 1
        assert "versione più recente (9999)" in fatto.err
    assert contenuto() == prima


def test_inizia_conserva_l_ente_che_c_e(esegui: Any, cartella: Any) -> None:
    """Un altro Comune che aggiorna il programma ripete «inizia» senza scheda, e conserva la sua."""
    scheda = (workflows_folder() / "crema" / "ufficio.yaml").read_text(encoding="utf-8")
    scheda = scheda.replace("id: crema", "id: valdoro").replace(
        "nome: Comune di Crema", "nome: Comune di Valdoro"
    )
    (cartella / "ufficio.yaml").write_text(scheda, encoding="utf-8")
    nuovo = esegui("--db", "valdoro.db", "inizia", "--scheda", "ufficio.yaml")
    assert nuovo.codice == 0, nuovo.err
    assert "dimostrativa" not in nuovo.err
    ripetuto = esegui("--db", "valdoro.db", "inizia")
    assert ripetuto.codice == 0, ripetuto.err
    assert "Comune di Valdoro" in ripetuto.out
    altro = esegui("--db", "crema.db", "inizia")
    assert "Comune di Crema" in altro.out
    assert "È la scheda dimostrativa" in altro.err
    assert esegui("--db", "crema.db", "inizia", "--scheda", "ufficio.yaml").codice == 2


@pytest.mark.parametrize(
    ("db", "mostrato"),
    [
        ("postgresql://anna:p@ss@server/copro", "postgresql://server/copro"),
        ("postgresql:///copro", "postgresql:///copro"),
        ("archivi/anna@casa.db", "archivi/anna@casa.db"),
    ],
)
def test_le_credenziali_non_si_mostrano(db: str, mostrato: str) -> None:
    """Dell'archivio su un server si dice dove sta, non con quale parola d'ordine vi si entra."""
    assert base.senza_credenziali(db) == mostrato


def test_inizia_si_ripete(esegui: Any, contenuto: Any) -> None:
    """Ripetere «inizia» aggiorna l'ente e non tocca i procedimenti."""
    prima = [r for r in contenuto()[0] if '"annotazione"' in r]
    assert esegui("inizia").codice == 0
    assert [r for r in contenuto()[0] if '"annotazione"' in r] == prima


def test_registro_verifica(esegui: Any, cartella: Any) -> None:
    """Il registro integro si verifica; un'impronta cambiata si trova, e il codice è 1."""
    assert esegui("registro", "--verifica").codice == 0
    with sqlite3.connect(cartella / "coproflow.db") as conn:
        for (nome,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {nome}")
        conn.execute("UPDATE annotazione SET sha256 = 'x' || substr(sha256, 2)")
    conn.close()
    fatto = esegui("registro", "--verifica")
    assert fatto.codice == 1
    assert COPRO in fatto.out


# prove e domande


@pytest.mark.parametrize(
    ("organo", "operatore", "codice"),
    [("dirigente", "bianchi", 0), ("giunta", "bianchi", 3), ("dirigente", "riva", 4)],
)
def test_la_prova_non_scrive(esegui: Any, contenuto: Any, organo: Any, operatore: Any, codice: Any) -> None:
    """«--prova» risponde come risponderebbe il passo, e non scrive nulla."""
    prima = contenuto()
    argomenti = ("avanza", COPRO, "adozione_atto", *ADOZIONE, f"organo={organo}")
    prova = esegui("--operatore", operatore, *argomenti, "--prova")
    assert prova.codice == codice
    assert "Prova: non è stato scritto nulla." in prova.err
    assert contenuto() == prima
    assert esegui("--operatore", operatore, *argomenti).codice == codice


def test_la_prova_in_un_altro_giorno(esegui: Any, contenuto: Any) -> None:
    """«--oggi» con «--prova» dice che cosa accadrebbe in un altro giorno, senza scrivere."""
    prima = contenuto()
    fatto = esegui(
        "avanza",
        COPRO,
        "adozione_atto",
        *DIRIGENTE,
        "--prova",
        "--oggi",
        "20/10/2025",
        "--data",
        "19/10/2025",
    )
    assert fatto.codice == 0
    assert "19 ottobre 2025" in fatto.out
    assert contenuto() == prima


def test_un_fatto_di_domani_e_rifiutato(esegui: Any) -> None:
    """Un fatto futuro non si registra oggi."""
    fatto = esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE, "--data", "07/10/2025")
    assert fatto.codice == 3
    assert "non prima del 7 ottobre 2025" in fatto.err


def test_nessuna_domanda_fuori_dal_terminale(esegui: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Senza terminale nessuno risponde: ciò che manca si dice, non si chiede."""

    def domanda(*_args: object, **_altro: object) -> str:
        raise AssertionError("nessuno può rispondere")

    monkeypatch.setattr("click.prompt", domanda)
    fatto = esegui("avanza", COPRO, "adozione_atto", stdin="determina_indizione\n")
    assert fatto.codice == 2
    for campo in ("atto", "numero", "organo", "firmatario"):
        assert f"manca «{campo}»" in fatto.err


@pytest.mark.skipif(sys.platform == "win32", reason="serve uno pseudo-terminale")
def test_sul_terminale_si_chiede_cio_che_manca(cartella: Path) -> None:
    """Sul terminale i campi che mancano si chiedono uno per uno, e una risposta sbagliata si richiede."""
    passo = ("avanza", COPRO, "pubblicazione_albo", "-d", "atto=determina_indizione")
    detto = _al_terminale(cartella, passo, "1170\n31/09/2025\n21/10/2025\n")
    assert "Numero di affissione (testo): " in detto
    assert "Errore: «31/09/2025» non esiste: settembre 2025 ha 30 giorni" in detto
    assert detto.count("(data gg/mm/aaaa): ") == 2
    assert "Rifiutato: " in detto  # the act was never adopted, but every field was read


@pytest.mark.skipif(sys.platform == "win32", reason="serve uno pseudo-terminale")
def test_di_un_elenco_si_chiede_finche_ce_n_e(cartella: Path) -> None:
    """Di un elenco di parole si chiede una voce dopo l'altra, fino a una riga vuota."""
    passo = ("avanza", COPRO, "indizione", "--prova")
    detto = _al_terminale(cartella, passo, "Marco Bianchi\navviso\nschema_convenzione\n\n")
    assert detto.count("ancora uno, o Invio per finire: ") == 2
    assert "non sono approvati il documento progettuale di massima e il modello di domanda" in " ".join(
        detto.split()
    )


@pytest.mark.skipif(sys.platform == "win32", reason="serve uno pseudo-terminale")
def test_della_vita_di_un_atto_si_chiede_cio_che_manca(cartella: Path) -> None:
    """Anche «atto registra» chiede; ciò che ha già sulla riga non lo chiede."""
    comando = ("atto", "registra", COPRO, "determina_indizione", "albo", "--numero", "1170")
    detto = _al_terminale(cartella, comando, "21/10/2025\n")
    assert "Numero di affissione" not in detto
    assert "Affisso fino al (data gg/mm/aaaa): " in detto


@pytest.mark.skipif(sys.platform == "win32", reason="serve uno pseudo-terminale")
def test_cio_che_non_sta_in_parole_non_si_chiede(cartella: Path) -> None:
    """Se manca anche una tabella si dice subito dov'è il modulo: nessuno risponde invano."""
    detto = _al_terminale(cartella, ("avanza", COPRO, "nomina_commissione"), "")
    assert "manca «membri»" in detto
    assert f"Il modulo: coproflow avanza {COPRO} nomina_commissione --modello" in detto


def test_il_modulo_vuoto(esegui: Any, cartella: Any) -> None:
    """Il modulo stampato da «--modello» si compila e si consegna con «--dati»."""
    modulo = esegui("avanza", COPRO, "adozione_atto", "--modello")
    assert modulo.codice == 0
    testo = modulo.out
    for nome, valore in (
        ("atto", "determina_indizione"),
        ("numero", '"0512"'),
        ("organo", "dirigente"),
        ("firmatario", "Anna Ferrari"),
    ):
        assert f"\n{nome}:\n" in testo
        testo = testo.replace(f"\n{nome}:\n", f"\n{nome}: {valore}\n")
    (cartella / "modulo.yaml").write_text(testo, encoding="utf-8")
    fatto = esegui("avanza", COPRO, "adozione_atto", "--dati", "modulo.yaml")
    assert fatto.codice == 0, fatto.err
    assert '"numero": "0512"' in esegui("registro", COPRO, "--json").out


def test_la_scheda_dell_ente_si_scrive_dal_modulo(esegui: Any) -> None:
    """«inizia --modello» stampa la scheda vuota dell'ente, e non tocca l'archivio."""
    modulo = esegui("--db", "altro.db", "inizia", "--modello")
    assert modulo.codice == 0
    assert modulo.out.startswith("# Scheda dell’ente: coproflow inizia --scheda QUESTO_FILE\n")
    assert "\n# Codice fiscale; 16 caratteri o 11 cifre\ncodice_fiscale:\n" in modulo.out
    assert "\n      - ruolo:\n" in modulo.out
    assert not Path("altro.db").exists()


def test_la_scheda_di_apertura_si_scrive_dal_modulo(esegui: Any, cartella: Any) -> None:
    """Il modulo di «apri --modello», compilato in quel che è obbligatorio, apre il procedimento."""
    modulo = esegui("apri", "--modello", "coprogrammazione")
    assert modulo.codice == 0
    testo = modulo.out
    for nome, valore in (
        ("oggetto", "Bisogni degli anziani della valle"),
        ("livelli", "locale"),
        ("temi", "Anziani"),
        ("attivita_art5", "a"),
        ("finalita", "leggere i bisogni"),
        ("requisiti", "iscrizione al RUNTS"),
        ("scadenza_adesioni", "30/10/2025"),
        ("unita_organizzativa", "Servizi sociali"),
    ):
        assert f"\n  {nome}:\n" in testo
        testo = testo.replace(f"\n  {nome}:\n    -\n", f"\n  {nome}:\n    - {valore}\n")
        testo = testo.replace(f"\n  {nome}:\n  #", f"\n  {nome}: {valore}\n  #")
    (cartella / "scheda.yaml").write_text(testo, encoding="utf-8")
    aperto = esegui("apri", "scheda.yaml")
    assert (aperto.codice, aperto.out) == (0, "coprog-2025-1\n"), aperto.err
    assert esegui("apri", "--modello", "coprogramazione").codice == 7


def test_i_collegamenti_stanno_nel_modulo(esegui: Any) -> None:
    """Il modulo di un flusso nomina i procedimenti cui si può collegare."""
    assert "\ncollegamenti:\n" in esegui("apri", "--modello", "coprogettazione").out
    assert (
        "\n  # un procedimento di «coprogrammazione»\n  programmazione:\n"
        in esegui("apri", "--modello", "coprogettazione").out
    )


def test_apri_con_importi_incoerenti(esegui: Any, cartella: Any) -> None:
    """Gli importi che non quadrano si dicono su stderr, e su stdout c'è il solo identificativo."""
    fatto = esegui("apri", workflows_folder() / "crema" / "avviso-comune.yaml")
    assert (fatto.codice, fatto.out) == (0, "copro-2025-2\n")
    assert "gli importi non quadrano" in fatto.err
    scheda = cartella / "scheda.yaml"
    scheda.write_text("scheda: coprogettazione\ndati:\n  oggeto: x\n", encoding="utf-8")
    rotta = esegui("apri", scheda)
    assert rotta.codice == 1
    assert "scheda.yaml:3:3: W102 voce sconosciuta: «oggeto» — forse «oggetto»?" in rotta.err


def test_una_rettifica_resta_nel_giorno_del_fatto(esegui: Any) -> None:
    """Corretto un importo il 6 ottobre, l'apertura resta del 15 settembre: l'ordine delle fasi non cambia."""
    scheda = str(workflows_folder() / "crema" / "avviso-comune-rettificato.yaml")
    rettifica = ("--rettifica", "1", "--motivo", "cento euro di troppo nel programma P5")
    fatto = esegui("avanza", COPRO, "apertura", "--dati", scheda, *rettifica)
    assert "(15 settembre 2025)" in fatto.out
    spostata = esegui("avanza", COPRO, "apertura", "--dati", scheda, "--data", "16/09/2025", *rettifica)
    assert "(16 settembre 2025)" in spostata.out
    ancora = esegui("avanza", COPRO, "apertura", "--dati", scheda, *rettifica)
    assert "(16 settembre 2025)" in ancora.out


def test_la_scheda_corretta_rettifica_l_apertura(esegui: Any, cartella: Any) -> None:
    """Chi ha sbagliato un importo corregge la scheda e la consegna intera, come quando ha aperto."""
    scheda = (workflows_folder() / "crema" / "avviso-comune.yaml").read_text(encoding="utf-8")
    corretta = scheda.replace("2.178.979,00", "2.178.879,00")
    (cartella / "scheda.yaml").write_text(corretta, encoding="utf-8")
    rettifica = ("--rettifica", "1", "--motivo", "cento euro di troppo nel programma P5")
    fatto = esegui("avanza", COPRO, "apertura", "--dati", "scheda.yaml", *rettifica)
    assert fatto.codice == 0, fatto.err
    assert fatto.out.startswith(f"{COPRO}: rettificata l’annotazione 1, «Apertura del fascicolo dell'avviso»")
    assert "217887900" in esegui("registro", COPRO, "--annotazione", "2", "--json").out


def test_apri_dice_tutto_insieme(esegui: Any, cartella: Any, contenuto: Any) -> None:
    """Una voce doppia, una data che non c'è, un passo ignoto, un passo senza dati: tutto in una volta."""
    (cartella / "scheda.yaml").write_text(
        """scheda: coprogrammazione
dati:
  oggetto: uno
  oggetto: due
  scadenza_adesioni: 31/02/2026
passi:
  - passo: indizone
    dati: {data: 01/10/2025}
  - passo: indizione
    dato: {}
""",
        encoding="utf-8",
    )
    prima = contenuto()
    fatto = esegui("apri", "scheda.yaml")
    assert (fatto.codice, fatto.out) == (1, "")
    for detto in (
        "scheda.yaml:4:3: W103 «oggetto» è scritto due volte",
        "scheda.yaml:5:22: W106 «31/02/2026» non esiste: febbraio 2026 ha 28 giorni",
        "scheda.yaml:2:1: W101 manca «temi» (Temi)",
        "scheda.yaml:8:5: W211 il flusso «coprogrammazione» non ha il passo «indizone» — forse «indizione»?",
        "scheda.yaml:9:5: W101 manca «dati»",
        "scheda.yaml:10:5: W102 voce sconosciuta: «dato» — forse «dati»?",
    ):
        assert detto in fatto.err
    assert contenuto() == prima


def test_la_scheda_dell_ente_dice_tutto_insieme(esegui: Any, cartella: Any, contenuto: Any) -> None:
    """Un operatore scritto due volte, un ruolo che nessun flusso conosce, un incarico che finisce prima."""
    scheda = (workflows_folder() / "crema" / "ufficio.yaml").read_text(encoding="utf-8")
    scheda = scheda.replace("id: riva", "id: galli").replace("ruolo: rup", "ruolo: rub")
    scheda = scheda.replace("dal: 10/01/2024}", "dal: 10/01/2024, al: 09/01/2024}")
    (cartella / "ufficio.yaml").write_text(scheda, encoding="utf-8")
    prima = contenuto()
    fatto = esegui("inizia", "--scheda", "ufficio.yaml")
    assert (fatto.codice, fatto.out) == (1, "")
    assert "W203 nessun flusso ha il ruolo «rub» — forse «rup»?" in fatto.err
    assert "W107 «galli» è già scritto sopra" in fatto.err
    assert "W106 l’incarico finisce prima di cominciare" in fatto.err
    assert contenuto() == prima


def test_non_si_riapre_cio_che_e_aperto(esegui: Any, contenuto: Any) -> None:
    """L'apertura di un procedimento già aperto è rifiutata da una regola, senza tracce di errore interno."""
    prima = contenuto()
    scheda = workflows_folder() / "crema" / "avviso-comune.yaml"
    assert scheda.exists()
    fatto = esegui("perche", COPRO, "apertura")
    assert fatto.codice == 0
    assert "è già aperto" in fatto.out
    assert contenuto() == prima


# per gli altri programmi


def test_perche_in_json(esegui: Any) -> None:
    """«perche --json» è un oggetto: il passo, se è ammesso, e di ogni regola ciò che si è trovato."""
    fatto = esegui("perche", COPRO, "pubblicazione_avviso", "--json")
    assert fatto.codice == 0
    letto = json.loads(fatto.out)
    assert letto["passo"] == "pubblicazione_avviso"
    assert letto["ammesso"] is False
    assert letto["codice_uscita"] == 6
    assert isinstance(letto["manca_almeno"], list)
    for verifica in letto["verifiche"]:
        assert {"guard", "esito", "motivo", "fonti", "valori", "rimedio", "chi"} <= verifica.keys()
        assert all({"estremi", "urn"} <= fonte.keys() for fonte in verifica["fonti"])
        assert all({"passo", "campi", "chi"} <= r.keys() for r in verifica["rimedio"])
    (quadratura,) = [v for v in letto["verifiche"] if v["guard"] == "quadratura_contributi"]
    assert quadratura["esito"] == "non_soddisfatta"
    assert quadratura["valori"]["P5_differenza"] == {"euro": 10_000}
    assert quadratura["rimedio"][0]["passo"] == "apertura"


def test_perche_senza_passo_in_json(esegui: Any) -> None:
    """Senza PASSO la risposta è l'elenco di tutti i passi che partono da qui."""
    letto = json.loads(esegui("perche", COPRO, "--json").out)
    assert isinstance(letto, list)
    assert "indizione" in [x["passo"] for x in letto]
    assert all({"passo", "ammesso", "verifiche"} <= x.keys() for x in letto)


@pytest.mark.parametrize(
    "comando",
    [
        ("elenco",),
        ("stato", COPRO),
        ("scadenze",),
        ("registro", COPRO),
        ("registro", "--verifica"),
        ("perche", COPRO),
        ("atto", "elenco", COPRO),
        ("norma",),
        ("norma", "tuel-107"),
        ("norma", "organo_competente"),
        ("workflow", "verifica"),
        ("workflow", "mostra"),
        ("workflow", "mostra", "tavolo"),
    ],
    ids=" ".join,
)
def test_ogni_lettura_risponde_in_json(esegui: Any, contenuto: Any, comando: Any) -> None:
    """Ogni comando che legge risponde in JSON su stdout, e non scrive nulla."""
    prima = contenuto()
    fatto = esegui(*comando, "--json")
    json.loads(fatto.out)
    assert contenuto() == prima
    if comando != ("workflow", "verifica"):
        assert fatto.codice == 0


@pytest.mark.parametrize(
    ("opzioni", "codice", "frase"),
    [
        (("--formato", ""), 2, "«» non è fra i formati: docx, odt, pdf"),
        (("--formato", "pdf,rtf"), 2, "«rtf» non è fra i formati"),
        (("--al", "05/10/2025"), 7, "nasce dall’annotazione 2, registrata il 06/10/2025"),
        (("--annotazione", "1"), 2, "l’annotazione 1 non chiama l’atto"),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, tuple) else "",
)
def test_un_atto_che_non_si_puo_generare(
    esegui: Any, cartella: Any, opzioni: Any, codice: Any, frase: Any
) -> None:
    """Senza formati, prima che nascesse, da un passo che non lo chiama: si dice, e non si scrive un file."""
    assert esegui("apri", workflows_folder() / "crema" / "coprogrammazione.yaml").codice == 0
    fatto = esegui(
        "atto", "genera", "coprog", "determina_indizione_coprogrammazione", *opzioni, "--cartella", "atti"
    )
    assert fatto.codice == codice
    assert frase.lower() in fatto.err.lower()
    assert not (cartella / "atti").exists()


def test_apri_dice_quale_passo_della_scheda_e_rifiutato(esegui: Any, cartella: Any, contenuto: Any) -> None:
    """Se una regola rifiuta un passo della scheda si dice a quale riga sta, e non si apre nulla."""
    scheda = (workflows_folder() / "crema" / "coprogrammazione.yaml").read_text(encoding="utf-8")
    rotta = scheda.replace("    operatore: galli\n", "    operatore: riva\n", 1)
    riga = rotta[: rotta.index("operatore: riva")].count("\n") + 2
    (cartella / "scheda.yaml").write_text(rotta, encoding="utf-8")
    prima = contenuto()
    fatto = esegui("apri", "scheda.yaml")
    assert (fatto.codice, fatto.out) == (4, "")
    assert f"non è consentito (scheda.yaml, riga {riga})." in fatto.err
    assert contenuto() == prima


def test_una_deroga_che_non_serve_e_detta(esegui: Any) -> None:
    """Chi deroga a una regola che è rispettata lo sa: la deroga non resta agli atti."""
    deroga = ("--deroga", "organo_competente=prudenza")
    fatto = esegui("--operatore", "ferrari", "avanza", COPRO, "adozione_atto", *DIRIGENTE, *deroga)
    assert fatto.codice == 0, fatto.err
    assert "La deroga a «organo_competente» non serviva: non è registrata." in fatto.err


def test_di_un_atto_si_dice_quale(esegui: Any) -> None:
    """Di un'adozione si dice l'atto, di una rettifica che cosa rettifica."""
    esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE)
    esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE, "--rettifica", "2", "--motivo", "numero errato")
    adozione = "Adozione dell'atto: Determinazione dirigenziale di indizione della co-progettazione"
    for comando in ("stato", "registro"):
        detto = esegui(comando, COPRO).out
        assert f"{adozione}\n" in detto.replace("  → ", "\n")
        assert f"{adozione} (rettifica la n. 2)" in detto
    assert "n. 512 del 6 ottobre 2025" in esegui("atto", "elenco", COPRO).out


def test_lo_stato_dura_dal_giorno_in_cui_vi_si_e_entrati(esegui: Any) -> None:
    """Un'adozione non cambia lo stato, né il giorno da cui dura."""
    assert "Stato: Avviso in preparazione (dal 15 settembre 2025)" in esegui("stato", COPRO).out
    esegui("avanza", COPRO, "adozione_atto", *DIRIGENTE)
    assert "Stato: Avviso in preparazione (dal 15 settembre 2025)" in esegui("stato", COPRO).out


def test_le_scadenze_stanno_in_colonna(esegui: Any) -> None:
    """Con l'ora o senza, la seconda colonna comincia allo stesso punto; un giorno è uno."""
    righe = esegui("scadenze", "--oggi", "11/11/2025").out.splitlines()
    assert len({r.index(COPRO) for r in righe}) == 1
    assert righe[0].startswith("12 novembre 2025 ore 12:00 (fra un giorno)  ")


def test_perche_in_un_altro_giorno(esegui: Any) -> None:
    """«perche --data» chiede di quel giorno, anche se altro non è noto; i dati vogliono il passo."""
    detto = esegui("perche", COPRO, "indizione", "--data", "01/10/2025")
    assert detto.codice == 0
    assert "il fatto è del 1° ottobre 2025" in detto.out
    assert esegui("perche", COPRO, "--data", "01/10/2025").codice == 0
    senza = esegui("perche", COPRO, "-d", "responsabile=x")
    assert senza.codice == 2
    assert "indicare quale" in senza.err


def test_perche_non_e_un_rifiuto(esegui: Any) -> None:
    """«perche» spiega: esce con 0 anche quando il passo non si può fare."""
    fatto = esegui("perche", COPRO, "pubblicazione_avviso")
    assert fatto.codice == 0
    assert "non ancora" in fatto.out


@pytest.mark.parametrize(
    ("scritto", "incompleto", "proposti"),
    [
        (("stato",), "copro-", [COPRO]),
        (("registro",), "", [COPRO]),
        (("perche", COPRO), "ind", ["indizione"]),
        (("avanza", COPRO), "pub", []),  # it does not start from here
        (("atto", "genera", COPRO), "avv", ["avviso"]),
        (("apri", "--modello"), "tav", ["tavolo"]),
        (("elenco", "--flusso"), "tav", ["tavolo"]),
        (("--db", "nessuno.db", "stato"), "", []),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, tuple) else "",
)
@pytest.mark.usefixtures("cartella")
def test_il_tasto_tab(scritto: Any, incompleto: str, proposti: Any) -> None:
    """Si completano i procedimenti, i passi che partono da qui, gli atti, i flussi; senza archivio, nulla."""
    proposte = ShellComplete(cli, {}, "coproflow", "").get_completions(list(scritto), incompleto)
    assert [p.value for p in proposte] == proposti


def test_di_un_file_si_completa_il_nome() -> None:
    """Dove serve un file la shell propone i file."""
    (proposta,) = ShellComplete(cli, {}, "coproflow", "").get_completions(["apri"], "sche")
    assert (proposta.value, proposta.type) == ("sche", "file")


@pytest.mark.parametrize("alfabeto", ["cp1252", "latin-1"])
def test_ogni_alfabeto_basta(cartella: Path, alfabeto: str) -> None:
    """Dove l'alfabeto non ha i nostri segni se ne usano altri; il JSON resta intero."""

    def detto(*comando: str) -> str:
        fatto = subprocess.run(
            [sys.executable, "-m", "coproflow", *comando],
            cwd=cartella,
            env={**os.environ, "PYTHONIOENCODING": alfabeto, "COPROFLOW_OPERATORE": "bianchi"},
            capture_output=True,
            check=True,
        )
        return fatto.stdout.decode(alfabeto)

    risposta = detto("perche", COPRO, "adozione_atto")
    assert "  + Stato del procedimento: " in risposta
    assert "adozione_atto - Adozione" in risposta.replace("—", "-")
    letto = json.loads(detto("perche", COPRO, "pubblicazione_avviso", "--json"))
    assert any("€" in v["motivo"] for v in letto["verifiche"])


def test_gli_importi_non_si_spezzano() -> None:
    """Il segno dell'euro resta sulla riga della sua cifra, «art.» su quella del suo numero."""
    righe = stampa.riga("✗", None, "il contributo " * 6 + "è di € 82.601,00 " + "secondo l’art. 26 " * 9)
    assert "€ 82.601,00" in righe
    assert all(not r.rstrip().endswith(("€", "art.")) for r in righe.splitlines())


def test_ogni_comando_ha_un_aiuto(esegui: Any) -> None:
    """Ogni comando, e ogni sua opzione, si spiega in italiano."""
    from coproflow.cli import COMMANDS

    for nome in COMMANDS:
        aiuto = esegui(nome, "--help")
        assert aiuto.codice == 0, nome
        assert aiuto.out.startswith(f"Uso: coproflow {nome} ")


@pytest.mark.skipif(sys.platform == "win32", reason="serve uno pseudo-terminale")
@pytest.mark.parametrize("comando", [("stato", COPRO), ("stato", "copro-2025-9")], ids=["risposta", "errore"])
@pytest.mark.parametrize(("spento", "colori"), [("", True), ("1", False)], ids=["colori", "NO_COLOR"])
def test_no_color(cartella: Path, comando: Any, spento: Any, colori: Any) -> None:
    """Con NO_COLOR nessun colore, né nelle risposte né negli errori; senza, sul terminale, ci sono."""
    detto = _al_terminale(cartella, comando, "", NO_COLOR=spento)
    assert "copro-2025-" in detto
    assert ("\x1b[" in detto) is colori


def _al_terminale(cartella: Path, comando: Any, risposte: str, **ambiente: str) -> str:
    """What a command says on a terminal where somebody types the answers."""
    import pty

    regia, terminale = pty.openpty()
    os.write(regia, risposte.encode())
    subprocess.run(
        [sys.executable, "-m", "coproflow", *comando],
        cwd=cartella,
        env={**os.environ, "TERM": "xterm", "COPROFLOW_OPERATORE": "bianchi", **ambiente},
        stdin=terminale,
        stdout=terminale,
        stderr=terminale,
        check=False,
    )
    os.close(terminale)
    detto = b""
    while pezzo := _pezzo(regia):
        detto += pezzo
    os.close(regia)
    return detto.decode()


def _pezzo(regia: int) -> bytes:
    try:
        return os.read(regia, 4096)
    except OSError:
        return b""


def test_il_documento_firmato_si_conserva_e_si_ritrova(esegui: Any, cartella: Any) -> None:
    """Il file conservato con l'adozione torna com'era; non ne copre un altro, e di chi non ne ha si dice."""
    (cartella / "firmata.pdf.p7m").write_bytes(b"%PDF-1.7 firmato")
    firmata = (*DIRIGENTE[2:], "--file", "firmata.pdf.p7m")
    fatto = esegui("atto", "registra", COPRO, "determina_indizione", "adozione", *firmata)
    assert fatto.codice == 0, fatto.err
    estratto = esegui("atto", "estrai", COPRO, "determina_indizione")
    assert estratto.out == "2-firmata.pdf.p7m\n"
    assert (cartella / "2-firmata.pdf.p7m").read_bytes() == b"%PDF-1.7 firmato"
    ripetuto = esegui("atto", "estrai", COPRO, "determina_indizione")
    assert (ripetuto.codice, "c’è già" in ripetuto.err) == (1, True)
    nessuno = esegui("atto", "estrai", COPRO, "avviso")
    assert (nessuno.codice, "nessun documento" in nessuno.err) == (7, True)


def test_perche_dice_anche_i_dati_che_nessuna_regola_legge(esegui: Any) -> None:
    """Un passo che si può fare chiede comunque i suoi dati: quali siano si sa prima di registrarlo."""
    trovato = json.loads(esegui("perche", COPRO, "comunicazione_avvio", "--json").out)
    assert "rimedi_inerzia" in trovato["dati_obbligatori"]
    righe = esegui("perche", COPRO, "comunicazione_avvio").out.splitlines()
    (detti,) = (r.partition(": ")[2].rstrip(".") for r in righe if "Da indicare con il passo" in r)
    assert set(trovato["dati_obbligatori"]) <= set(detti.split(", "))


def test_un_elenco_sulla_riga_si_dice_come_si_scrive(esegui: Any) -> None:
    """Fra parentesi sarebbe una voce sola, con le parentesi dentro: si dice come si dà un elenco."""
    fatto = esegui("avanza", COPRO, "indizione", "-d", "allegati_approvati=[avviso, modello_domanda]")
    assert (fatto.codice, "-d campo=uno -d campo=due" in fatto.err) == (2, True)


def test_una_scheda_lasciata_in_bianco_dice_ogni_dato(esegui: Any, cartella: Any) -> None:
    """Il modulo non compilato non è «senza dati»: si dice di ciascuno dove va scritto."""
    (cartella / "bianca.yaml").write_text(
        esegui("apri", "--modello", "coprogettazione").out, encoding="utf-8"
    )
    detto = esegui("apri", "bianca.yaml")
    assert detto.codice == 1
    assert "manca «dati»" not in detto.err
    for dato in ("oggetto", "programmi", "criteri"):
        assert f"W101 manca «{dato}»" in detto.err
