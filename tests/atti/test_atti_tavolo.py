"""The acts of a notice and of a table, drawn from the stories: complete, with the figures of the log."""

from datetime import datetime
from pathlib import Path

import pytest

from coproflow.domain.date import ROME
from coproflow.errors import AttoIncompletoError
from coproflow.loading.resources import workflows_folder
from coproflow.loading.scenari import read_scenario
from coproflow.services import atti
from coproflow.services.atti import genera
from coproflow.services.ente import inizia
from coproflow.services.scenari import Racconto
from coproflow.services.ufficio import Ufficio

STORIE = Path(__file__).parents[1] / "scenarios"
UFFICIO = workflows_folder() / "crema" / "ufficio.yaml"
DOPO = datetime(2027, 6, 1, 12, tzinfo=ROME)


def _racconta(
    storia: str, cartella: Path, stanza: Path = STORIE, scheda: Path = UFFICIO
) -> tuple[Ufficio, dict[str, str]]:
    db = cartella / f"{storia}.db"
    inizia(str(db), scheda, datetime(2024, 3, 1, 9, tzinfo=ROME))
    ufficio = Ufficio.open(str(db))
    racconto = Racconto(ufficio)
    for _ in racconto.tell(read_scenario(stanza / f"{storia}.yaml")):
        pass
    return ufficio, racconto.casi


@pytest.mark.parametrize(
    ("storia", "caso", "atto"),
    [
        ("coprogettazione_proposta", "foresteria", "determina_archiviazione"),
        ("coprogettazione_riesami", "ambito", "determina_annullamento_esiti"),
        ("coprogettazione_riesami", "ambito", "determina_deserta"),
        ("coprogettazione_riesami", "ambito", "determina_esiti"),
        ("tavolo_giovani", "tavolo_p2", "determina_preventiva_accordo"),
        ("tavolo_giovani", "tavolo_p2", "determina_approvazione_progetto"),
        ("tavolo_biblioteca", "tavolo_p3", "determina_approvazione_progetto"),
        ("tavolo_scorrimento", "tavolo_p1", "determina_chiusura_tavolo"),
    ],
)
def test_determinazione_completa(storia, caso, atto, tmp_path):
    """La determinazione adottata esce definitiva: nessun dato manca, le tabelle fanno i totali."""
    ufficio, casi = _racconta(storia, tmp_path)
    with ufficio:
        generato = genera(ufficio, casi[caso], atto, ["docx"], tmp_path, DOPO)
    assert not generato.bozza
    assert generato.mancanti == ()


def test_verbale_di_ogni_sessione(tmp_path):
    """Ogni sessione ha il suo verbale, anche quella che vale come accordo e quella del tavolo riaperto."""
    ufficio, casi = _racconta("tavolo_giovani", tmp_path)
    with ufficio:
        verbali = [
            genera(ufficio, casi["tavolo_p2"], "verbale_tavolo", ["docx"], tmp_path, DOPO, seq=seq)
            for seq in (3, 4, 7, None)
        ]
    assert [v.mancanti for v in verbali] == [()] * 4


def test_un_atto_definitivo_incompleto_dice_che_cosa_e_come(tmp_path):
    """Adottata senza un voto registrato, la deliberazione non esce: si dice che cosa manca e il comando."""
    storia = "coprogrammazione_su_istanza"
    scritta = (STORIE / f"{storia}.yaml").read_text(encoding="utf-8")
    monca = scritta.replace("      votazione: voti unanimi, palesemente espressi\n", "")
    (tmp_path / f"{storia}.yaml").write_text(monca, encoding="utf-8")
    ufficio, casi = _racconta(storia, tmp_path, tmp_path)
    with ufficio, pytest.raises(AttoIncompletoError) as errore:
        genera(ufficio, casi["abitare"], "delibera_documento_preliminare", ["pdf"], tmp_path, DOPO)
    assert errore.value.mancanti == ("esito della votazione",)
    assert f"coproflow avanza {casi['abitare']} adozione_atto --rettifica " in errore.value.hint
    assert list(tmp_path.glob("*.pdf")) == []


def test_chi_dirige_senza_essere_dirigente(tmp_path, monkeypatch):
    """Nel Comune senza dirigenti decide il responsabile del servizio: l'atto lo chiama così."""
    scheda = tmp_path / "ufficio.yaml"
    crema = UFFICIO.read_text(encoding="utf-8")
    scheda.write_text(crema.replace("Dirigente dei Servizi", "Responsabile dei Servizi"), encoding="utf-8")
    scritti = []
    monkeypatch.setattr(atti, "render_atto", lambda *dati, **_: scritti.append(dati[:2]) or ())
    ufficio, casi = _racconta("coprogettazione_proposta", tmp_path, scheda=scheda)
    with ufficio:
        genera(ufficio, casi["foresteria"], "determina_archiviazione", (), tmp_path, DOPO)
    ((testo, metadati),) = scritti
    assert metadati.tipo_atto == "DETERMINAZIONE"
    assert "LA RESPONSABILE DEI SERVIZI SOCIALI" in testo
