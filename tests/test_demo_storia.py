"""The case of Crema, told chapter after chapter on one archive, ends where it says it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import holidays
import pytest

from coproflow.domain.date import ROME
from coproflow.errors import PassoNonConsentitoError
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_capitoli
from coproflow.services.ente import inizia
from coproflow.services.scenari import Racconto, Riscontro
from coproflow.services.ufficio import Ufficio
from coproflow.store import hot
from coproflow.store.verify import verify

CREMA = workflows_folder() / "crema"
CAPITOLI = read_capitoli(CREMA / "demo")

FINALI = {
    "coprogrammazione": "recepita",
    "comune": "tavoli_aperti",
    "ambito": "tavoli_aperti",
    "tavolo_p1": "convenzione_avviata",
    "tavolo_p2": "convenzione_avviata",
    "tavolo_p3": "convenzione_avviata",
    "tavolo_p4": "convenzione_avviata",
    "tavolo_p5": "convenzione_avviata",
    "tavolo_a1": "convenzione_avviata",
    "convenzione_p1": "in_esecuzione",
    "convenzione_p2": "in_esecuzione",
    "convenzione_p3": "conclusa",
    "convenzione_p4": "cessata",
    "convenzione_p5": "in_esecuzione",
    "convenzione_a1": "in_esecuzione",
    "rend_p1_2026": "pagato",
    "rend_p3_2026": "pagato",
    "rend_p3_2027": "pagato",
    "rend_p3_2028": "pagato",
    "rend_p5_2026": "recuperato",
}


@dataclass
class Storia:
    """The story as it went: what came of each line, where each case is, what the register says of itself."""

    esiti: list[Riscontro]
    stati: dict[str, str]
    anomalie: list[object]

    def rifiuti(self, guard: str) -> Iterator[PassoNonConsentitoError]:
        """The refusals of one rule, in order."""
        for esito in self.esiti:
            if esito.battuta.rifiutato == (guard,):
                assert isinstance(esito.errore, PassoNonConsentitoError)
                yield esito.errore


@pytest.fixture(scope="module")
def storia(tmp_path_factory: pytest.TempPathFactory) -> Storia:
    """All the chapters, on an archive of the demonstration office."""
    db = str(tmp_path_factory.mktemp("crema") / "storia.db")
    inizia(db, CREMA / "ufficio.yaml", datetime(2025, 3, 3, 9, tzinfo=ROME))
    with Ufficio.open(db) as ufficio:
        ufficio.conn.raw.execute("PRAGMA synchronous = OFF")  # the story is told, not what a power cut leaves
        racconto = Racconto(ufficio)
        esiti = [esito for capitolo in CAPITOLI for esito in racconto.tell(capitolo)]
        stati = {
            alias: hot.load_procedimento(ufficio.conn, ufficio.ente, id_).stato
            for alias, id_ in racconto.casi.items()
        }
        return Storia(esiti, stati, list(verify(ufficio.conn, ufficio.ente)))


def test_la_storia_va_come_dice(storia: Storia) -> None:
    """Ogni passo è ammesso o rifiutato come la storia dice, per le stesse regole e con lo stesso codice."""
    assert [
        (e.battuta.il, e.battuta.caso, e.battuta.passo, e.difformita) for e in storia.esiti if e.difformita
    ] == []


def test_ogni_fascicolo_finisce_dove_la_storia_dice(storia: Storia) -> None:
    """Dalla co-programmazione alla conclusione ogni fascicolo è nel suo stato, e il registro si verifica."""
    assert storia.stati == FINALI
    assert storia.anomalie == []


def test_i_cento_euro_di_p5(storia: Storia) -> None:
    """Il rifiuto della pubblicazione dice la riga, le due cifre e la differenza, con il codice 6."""
    (rifiuto,) = storia.rifiuti("quadratura_contributi")
    (verifica,) = rifiuto.responso.mancanti
    assert rifiuto.exit_code == 6
    for parola in ("P5", "2.178.879,00", "2.178.979,00", "100,00"):
        assert parola in verifica.motivo


def test_le_due_estensioni_insieme(storia: Storia) -> None:
    """La seconda estensione è rifiutata perché con la prima passa il 25 %: si vedono le cifre e il limite."""
    (rifiuto,) = storia.rifiuti("limite_estensione")
    (verifica,) = rifiuto.responso.mancanti
    assert rifiuto.exit_code == 6
    for parola in ("550.000,00", "531.750,00", "25 %", "2.127.000,00"):
        assert parola in verifica.motivo


def test_il_preavviso_di_un_giorno_troppo_corto(storia: Storia) -> None:
    """Ricevuto il 1° marzo, il preavviso non fa cessare le attività il 31 agosto: manca un giorno."""
    (rifiuto,) = storia.rifiuti("preavviso_rispettato")
    (verifica,) = rifiuto.responso.mancanti
    assert "1° settembre 2028" in verifica.motivo
    assert "29 febbraio 2028" in verifica.motivo


def test_i_giorni_della_storia_sono_lavorativi() -> None:
    """Nessun passo è registrato di sabato, di domenica o in un giorno festivo."""
    festivi = holidays.country_holidays("IT", years=range(2024, 2030))
    battute = [b for capitolo in CAPITOLI for b in capitolo.passi]
    assert [b.il for b in battute if b.il.weekday() > 4 or b.il in festivi] == []


@pytest.mark.parametrize("capitolo", sorted((CREMA / "demo").glob("*.yaml")), ids=lambda p: p.stem)
def test_ogni_capitolo_dichiara_che_cosa_e_inventato(capitolo: Path) -> None:
    """Il commento in testa a ogni capitolo distingue ciò che viene dalle slide da ciò che è inventato."""
    testa = capitolo.read_text(encoding="utf-8").partition("scenario:")[0]
    assert "INVENTAT" in testa
