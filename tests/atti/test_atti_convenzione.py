"""The acts of a convention, drawn from the stories: complete, and each clause only where it was agreed."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_scenario
from coproflow.services.atti import genera
from coproflow.services.ente import inizia
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio

STORIE = Path(__file__).parents[1] / "scenarios"
DEMO = workflows_folder() / "crema" / "demo"
DOPO = datetime(2029, 6, 1, 12, tzinfo=ROME)


def _racconta(storia: str, cartella: Path, stanza: Path = STORIE) -> tuple[Ufficio, dict[str, str]]:
    db = cartella / f"{storia}.db"
    inizia(str(db), workflows_folder() / "crema" / "ufficio.yaml", datetime(2024, 3, 1, 9, tzinfo=ROME))
    ufficio = Ufficio.open(str(db))
    racconto = Racconto(ufficio)
    for _ in racconto.tell(read_scenario(stanza / f"{storia}.yaml")):
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
                "Prot. n. 46001/2027 dell’8 novembre 2027",
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


@pytest.mark.parametrize(
    ("storia", "caso_", "attesi"),
    [
        (
            "convenzione_giovani",
            "convenzione_p2",
            {
                "determina_estensione": (
                    "concessione del maggior contributo di € 8.640,00 e impegno di spesa, esercizio 2027.",
                    "Richiamato quanto previsto dall’art. 12 dell’avviso",
                    "Dato atto che il tavolo è stato riaperto (verbale n. 4 del 10 maggio 2027)",
                    "Dato atto che gli impegni gravano sull’esercizio 2027, compreso nel bilancio approvato",
                    "A. Educatori 21,60 400 8.640,00",
                    "Limite delle estensioni, pari al 25 % 73.500,00",
                    "Residuo 64.860,00",
                    "Totale 302.640,00",
                    "Di impegnare la spesa di € 8.640,00, in favore di Orizzonti Giovani",
                    "condizione legale di efficacia della concessione (art. 26, comma 3)",
                    "VISTO DI REGOLARITÀ CONTABILE",
                ),
                "integrazione_convenzione": (
                    "Repertorio n. 4711",
                    "L’anno duemilaventisette, il giorno ventiquattro del mese di maggio",
                    "esecutiva con il visto di regolarità contabile del 20 maggio 2027",
                    "Art. 2 – Attività estese",
                    "maggior contributo massimo di € 8.640,00 (ottomilaseicentoquaranta/00)",
                    "per l’estensione delle attività 8.640,00 Totale 302.640,00",
                    "Il Partner cofinanzia l’estensione per € 864,00",
                    "La durata della Convenzione non cambia e ha termine il 31 dicembre 2028.",
                ),
            },
        ),
        (
            "convenzione_modifiche",
            "convenzione_p2",
            {
                "determina_revisione_ccnl": (
                    "per il rinnovo del CCNL cooperative sociali",
                    "D1 3.000 21,60 22,30 0,70 2.100,00",
                    "Totale 3.500 2.450,00",
                    "Totale 305.090,00",
                    "Di rivedere, con effetto dal 1° ottobre 2027, il costo del lavoro",
                    "C. Ricalcolo per livello.",
                ),
                "integrazione_convenzione": (
                    "Repertorio n. 4801",
                    "in data 24 maggio 2027 la Convenzione è stata integrata per l’estensione delle attività",
                    "Art. 2 – Costo del lavoro",
                    "Totale 305.090,00",
                ),
                "determina_sostituzione": (
                    "con determinazione n. 1170, è stata autorizzata l’uscita dal raggruppamento",
                    "dello Spazio Adolescenti APS, con il subentro di Officina Giovani APS",
                    "resta ente partner Orizzonti Giovani società cooperativa sociale;",
                    "Officina Giovani APS, al domicilio digitale di ciascuno",
                    "Di procedere alla sottoscrizione dell’integrazione della convenzione in forma scritta,",
                ),
            },
        ),
        (
            "convenzione_sospensione",
            "convenzione_p2",
            {
                "determina_sospensione": (
                    "Di prorogare fino al 16 settembre 2026, per una sola volta,",
                    "già fissata al 15 luglio 2026 con determinazione n. 611 dell’8 giugno 2026",
                    "prima della comunicazione di avvio del procedimento (art. 7, comma 2,",
                ),
            },
        ),
        (
            "convenzione_recesso",
            "convenzione_p2",
            {
                "comunicazione_avvio": (
                    "Prot. n. 47002/2027 del 17 novembre 2027",
                    "procedimento di recesso dell’Amministrazione (art. 11, comma 4, della L. n. 241/1990)",
                    "Spettabile Spazio Adolescenti APS",
                    "si conclude entro il 17 dicembre 2027.",
                    "In caso di inerzia il rimedio è il seguente: potere sostitutivo",
                    "memorie scritte e documenti entro 10 giorni",
                ),
            },
        ),
        (
            "convenzione_subentro",
            "convenzione_p2",
            {
                "integrazione_convenzione": (
                    "Repertorio n. 4822",
                    "riuniti in raggruppamento con atto modificativo del notaio Riboldi di Crema, rep. 20988",
                    "1. Spazio Adolescenti APS esce dal raggruppamento. Subentra Officina Giovani APS",
                ),
            },
        ),
        (
            "convenzione_quote_sospese",
            "convenzione_p3",
            {
                "determina_impegno_quote": (
                    "Dato atto che delle quote sospese si impegnano € 3.500,00, e nulla resta sospeso;",
                    "1. Di impegnare la spesa di € 3.500,00, in favore di Leggere Insieme APS",
                ),
            },
        ),
        (
            "rendicontazione_recupero",
            "rend_3",
            {
                "determina_anticipo": (
                    "Liquidazione a Leggere Insieme APS di un anticipo di € 1.000,00",
                    "sono € 1.000,00, entro € 1.050,00 (il 10 % di € 10.500,00);",
                    "l’anticipo è detratto da quanto sarà riconosciuto con il rendiconto del periodo",
                ),
            },
        ),
        (
            "convenzione_decadenza",
            "convenzione_p3",
            {
                "determina_chiusura": (
                    "ha lasciato al Partner un contributo di € 0,00",
                    "Recupero, reversale n. 2027/1410 del 12 maggio 2027 −1.500,00",
                    "da parte del Partner, della somma di € 2.000,00 entro il 30 giugno 2027",
                ),
            },
        ),
        (
            "convenzione_recesso_partner",
            "convenzione_p3",
            {
                "determina_chiusura": (
                    "saldo di € 500,00 ed economia di impegno di € 3.000,00.",
                    "è cessata prima della scadenza (verbale di riconsegna del 23 settembre 2027);",
                    "Rendiconto gennaio-settembre 2027, programma P3, approvato il 25 ottobre 2027 500,00",
                    "Di dare atto che resta da pagare il saldo di € 500,00",
                    "pari a € 7.000,00 impegnati meno € 4.000,00 pagati o da pagare",
                ),
            },
        ),
    ],
)
def test_atti_della_vita_della_convenzione(storia, caso_, attesi, caso, tmp_path):
    """Ogni atto che modifica, sospende, avvia o chiude è completo e dispone gli importi della storia."""
    ufficio, casi = _racconta(storia, tmp_path)
    with ufficio:
        for atto, frasi in attesi.items():
            generato = genera(ufficio, casi[caso_], atto, ["pdf"], tmp_path, DOPO)
            testo = caso.testo_pdf(generato.file[0].read_bytes())
            assert generato.mancanti == ()
            assert not generato.bozza
            for frase in frasi:
                assert frase in testo, f"{atto}: manca «{frase}»"
            assert "; ;" not in testo
            assert ".." not in testo
            assert "art. 49" not in testo


def _primo(ufficio: Ufficio, id_: str, evento: str) -> int:
    return next(a.seq for a in load_fascicolo(ufficio, id_).procedimento.effettive if a.evento == evento)


def test_sospensione_prima_della_proroga(caso, tmp_path):
    """La prima determinazione si legge ancora com'era, con il suo numero e il suo termine."""
    ufficio, casi = _racconta("convenzione_sospensione", tmp_path)
    with ufficio:
        id_ = casi["convenzione_p2"]
        seq = _primo(ufficio, id_, "sospensione")
        generato = genera(ufficio, id_, "determina_sospensione", ["pdf"], tmp_path, DOPO, seq=seq)
    testo = caso.testo_pdf(generato.file[0].read_bytes())
    assert "N. 611 dell’8 giugno 2026" in testo
    assert "ricorrono le gravi ragioni seguenti: dopo il cedimento di un controsoffitto" in testo
    assert "Di sospendere fino al 15 luglio 2026, ai sensi dell’art. 21-quater, comma 2" in testo
    assert "acquista efficacia nei confronti del Partner con la comunicazione" in testo


def test_chi_subentra_e_nominato_nell_atto(caso, tmp_path):
    """L'autorizzazione al subentro dice chi entra, con i suoi dati di registro, e chi resta partner."""
    ufficio, casi = _racconta("convenzione_modifiche", tmp_path)
    with ufficio:
        id_ = casi["convenzione_p2"]
        seq, al = _primo(ufficio, id_, "sostituzione_componente"), date(2027, 11, 8)
        generato = genera(ufficio, id_, "determina_sostituzione", ["pdf"], tmp_path, DOPO, seq=seq, al=al)
    testo = caso.testo_pdf(generato.file[0].read_bytes())
    assert "N. 1170 dell’8 novembre 2027" in testo
    assert "iscrizione n. 60412 del 18 maggio 2024 (RUNTS sezione b), che assume tutti gli obblighi" in testo
    assert "sono enti partner Orizzonti Giovani società cooperativa sociale e Officina Giovani APS" in testo


def test_conclusione_alla_scadenza(caso, tmp_path):
    """Finita la durata, la determinazione dice che tutto è pagato e quanto dell'impegno è economia."""
    ufficio, casi = _racconta("08-cessazione-e-conclusione", tmp_path, DEMO)
    with ufficio:
        generato = genera(ufficio, casi["convenzione_p3"], "determina_chiusura", ["pdf"], tmp_path, DOPO)
    testo = caso.testo_pdf(generato.file[0].read_bytes())
    assert generato.mancanti == ()
    assert "la durata della convenzione è finita il 31 dicembre 2028;" in testo
    assert "Totale 10.100,00" in testo
    assert "il riconosciuto è interamente pagato e che nulla resta da pagare né da recuperare" in testo
    assert "Di dichiarare economia di impegno la somma di € 400,00" in testo
