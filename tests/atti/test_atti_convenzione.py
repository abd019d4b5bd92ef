"""The acts of a convention, drawn from the stories: complete, and each clause only where it was agreed."""

from datetime import datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_scenario
from coproflow.services.atti import genera
from coproflow.services.ente import inizia
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio

STORIE = Path(__file__).parents[1] / "scenarios"
DOPO = datetime(2029, 6, 1, 12, tzinfo=ROME)


def _racconta(storia: str, cartella: Path) -> tuple[Ufficio, dict[str, str]]:
    db = cartella / f"{storia}.db"
    inizia(str(db), workflows_folder() / "crema" / "ufficio.yaml", datetime(2024, 3, 1, 9, tzinfo=ROME))
    ufficio = Ufficio.open(str(db))
    racconto = Racconto(ufficio)
    for _ in racconto.tell(read_scenario(STORIE / f"{storia}.yaml")):
        pass
    return ufficio, racconto.casi


@pytest.mark.parametrize(
    ("storia", "caso", "atto"),
    [
        ("convenzione_giovani", "convenzione_p2", "convenzione"),
        ("rendicontazione_biblioteca", "convenzione_p3", "convenzione"),
        ("convenzione_cessazione", "convenzione_p2", "comunicazione_cessazione"),
    ],
)
def test_atto_completo(storia, caso, atto, tmp_path):
    """Della convenzione firmata e della comunicazione di cessazione non manca nessun dato."""
    ufficio, casi = _racconta(storia, tmp_path)
    with ufficio:
        generato = genera(ufficio, casi[caso], atto, ["docx"], tmp_path, DOPO)
    assert generato.mancanti == ()


@pytest.mark.parametrize(
    ("storia", "caso_", "atto", "frasi"),
    [
        (
            "convenzione_inadempimento",
            "convenzione_p2",
            "contestazione",
            (
                "Prot. n. 46001/2027 del 08/11/2027",
                "Contestazione di inadempimento della convenzione del 31 marzo 2026 (repertorio n. 4510)",
                "degli obblighi di cui agli artt. 4 e 5 della convenzione",
                "entro 15 giorni dal giorno in cui la presente è ricevuta",
            ),
        ),
        (
            "convenzione_inadempimento",
            "convenzione_p2",
            "diffida",
            (
                "il termine per rispondere alla contestazione è scaduto il 23 novembre 2027",
                "DIFFIDA gli enti in indirizzo ad adempiere, entro il 9 dicembre 2027,",
                "– riaprire lo sportello.",
                "le controdeduzioni, nel modo seguente: il personale mancante non è stato sostituito;",
                "la convenzione si intende senz’altro risolta, ai sensi dell’art. 1454 c.c.",
            ),
        ),
        (
            "convenzione_inadempimento",
            "convenzione_p2",
            "determina_risoluzione",
            (
                "e restituzione di € 3.000,00.",
                "Dato atto che la diffida ad adempiere è rimasta senza effetto;",
                "Totale 302.640,00",
                "inutilmente il 9 dicembre 2027 il termine fissato con la diffida prot. n. 47510/2027",
                "della somma di € 3.000,00 entro il 31 gennaio 2028, con la modalità seguente: avviso pagoPA",
            ),
        ),
        (
            "convenzione_recesso",
            "convenzione_p2",
            "determina_recesso",
            (
                "Dato atto che non sono pervenute memorie;",
                "motivo di pubblico interesse dell’8 novembre 2027, posteriore alla firma del 31 marzo 2026",
                "Di recedere, ai sensi dell’art. 11, comma 4, della L. n. 241/1990, dalla convenzione",
                "non è dovuto indennizzo (le spese sono riconosciute",
            ),
        ),
        (
            "convenzione_revoca",
            "convenzione_p2",
            "determina_revoca",
            (
                "motivi di interesse pubblico del 12 ottobre 2027, sopravvenuti al provvedimento",
                "nel modo seguente: i percorsi avviati si concludono entro il 31 dicembre 2027",
                "che perciò non è idonea a produrre ulteriori effetti",
                "Di determinare in € 1.500,00 l’indennizzo dovuto al Partner",
            ),
        ),
        (
            "convenzione_annullamento",
            "convenzione_p2",
            "determina_annullamento",
            (
                "si annulla entro 6 mesi dall’adozione, che scadono il 16 settembre 2026",
                "comma 1, della L. n. 241/1990, la determinazione n. 310 del 16 marzo 2026;",
                "venuto meno l’atto annullato, la convenzione non si stipula",
            ),
        ),
        (
            "convenzione_falsa_rappresentazione",
            "convenzione_p2",
            "determina_annullamento",
            (
                "sulla base di una falsa rappresentazione dei fatti, accertata e imputabile alla parte",
                "Considerato, quanto al termine, che il contratto di locazione esibito non fu mai registrato",
                "comma 2-bis, della L. n. 241/1990, la determinazione n. 310 del 16 marzo 2026;",
            ),
        ),
        (
            "convenzione_decadenza",
            "convenzione_p3",
            "determina_decadenza",
            (
                "Mandato n. 5101/2026 del 28 ottobre 2026 2.100,00",
                "Totale 3.500,00",
                "della somma di € 3.500,00 entro il 31 maggio 2027",
                "per due anni, il divieto di accesso a contributi",
                "a Leggere Insieme APS, al suo domicilio digitale",
            ),
        ),
        (
            "convenzione_interdittiva",
            "convenzione_p2",
            "determina_decadenza",
            (
                "Dato atto che il contraddittorio sull’interdittiva si svolge davanti al Prefetto;",
                "Adunanza plenaria, 26 ottobre 2020, n. 23",
                "essendo stata acquisita nei confronti di Spazio Adolescenti APS l’informazione interdittiva",
            ),
        ),
    ],
)
def test_provvedimento_sfavorevole(storia, caso_, atto, frasi, caso, tmp_path):
    """L'atto sfavorevole è completo, racconta i fatti del caso e dispone ciò che la storia ha deciso."""
    ufficio, casi = _racconta(storia, tmp_path)
    with ufficio:
        generato = genera(ufficio, casi[caso_], atto, ["pdf"], tmp_path, DOPO)
    testo = caso.testo_pdf(generato.file[0].read_bytes())
    assert generato.mancanti == ()
    assert not generato.bozza
    for frase in frasi:
        assert frase in testo
    assert "; ;" not in testo
    assert ".." not in testo


@pytest.mark.parametrize(
    ("storia", "caso_", "atto"),
    [
        ("convenzione_inadempimento", "convenzione_p2", "determina_risoluzione"),
        ("convenzione_recesso", "convenzione_p2", "determina_recesso"),
        ("convenzione_decadenza", "convenzione_p3", "determina_decadenza"),
    ],
)
def test_efficacia_e_ricorso_in_ogni_provvedimento(storia, caso_, atto, caso, tmp_path):
    """Il provvedimento dice quando ha effetto, a chi va, perché non ha il visto e come si impugna."""
    ufficio, casi = _racconta(storia, tmp_path)
    with ufficio:
        generato = genera(ufficio, casi[caso_], atto, ["pdf"], tmp_path, DOPO)
    testo = caso.testo_pdf(generato.file[0].read_bytes())
    assert "acquista efficacia nei confronti del Partner con la comunicazione (art. 21-bis" in testo
    assert "Di comunicare il presente atto a" in testo
    assert "non richiede il visto attestante la copertura finanziaria" in testo
    assert "entro 60 giorni" in testo
    assert "art. 49" not in testo
