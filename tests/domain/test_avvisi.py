"""The notice as its rectifications left it, and the sheets of Crema."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coproflow.domain.avvisi import avviso_vigente
from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione, RettificaAvviso
from coproflow.domain.importi import Euro, somma
from coproflow.domain.selezione import Criterio
from coproflow.loading.resources import workflows_folder
from coproflow.loading.schede import read_dati, read_file, read_scheda

CREMA = workflows_folder() / "crema"


def _avviso(path: Path, scheda: bool) -> AperturaCoprogettazione:
    nodo = read_scheda(path).dati if scheda else read_file(path)
    letto = read_dati(AperturaCoprogettazione, nodo, date(2025, 9, 15))
    assert isinstance(letto, AperturaCoprogettazione)
    return letto


def test_avviso_comune_come_stampato():
    """L'avviso del Comune riporta le cifre delle slide: 5.561.479,00 dichiarati, 100,00 di troppo."""
    avviso = _avviso(CREMA / "avviso-comune.yaml", scheda=True)
    assert somma(p.contributo_totale for p in avviso.programmi) == Euro.da_testo("5.561.479,00")
    assert somma(p.somma_annualita(avviso.anni) for p in avviso.programmi) == Euro.da_testo("5.561.379,00")
    assert somma(p.quota_altre_fonti for p in avviso.programmi) == Euro.da_testo("134.000,00")


def test_avviso_comune_rettificato_cambia_la_sola_riga_cinque():
    """La versione rettificata differisce da quella stampata nel solo contributo triennale di P5."""
    prima = _avviso(CREMA / "avviso-comune.yaml", scheda=True)
    dopo = _avviso(CREMA / "avviso-comune-rettificato.yaml", scheda=False)
    diversi = [c for c in prima.__dataclass_fields__ if getattr(prima, c) != getattr(dopo, c)]
    righe = [p.codice for p, q in zip(prima.programmi, dopo.programmi, strict=True) if p != q]
    assert (diversi, righe) == (["programmi"], ["P5"])
    assert dopo.programmi[4].contributo_totale == Euro.da_testo("2.178.879,00")


@pytest.mark.parametrize(("anno", "quota"), [(0, "16.666,66"), (1, "16.666,66"), (2, "16.666,68")])
def test_quota_ambito_con_residuo_sull_ultimo_anno(anno, quota):
    """Cinquantamila euro in tre anni: due volte 16.666,66 e il residuo, 16.666,68, sull'ultimo."""
    avviso = _avviso(CREMA / "avviso-comune.yaml", scheda=True)
    matrice = avviso.programmi[1].matrice("comune", avviso.anni)
    assert matrice["ambito"][anno] == Euro.da_testo(quota)
    assert matrice["comune"][anno] + matrice["ambito"][anno] == Euro.da_testo("98.000,00")


def test_avviso_ambito_tiene_distinta_la_quota_del_comune():
    """Nell'avviso d'Ambito 60.000,00 su 660.000,00 sono del Comune, 20.000,00 l'anno."""
    avviso = _avviso(CREMA / "avviso-ambito.yaml", scheda=True)
    matrice = avviso.programmi[0].matrice("ambito", avviso.anni)
    assert matrice["comune"] == (Euro.da_testo("20.000,00"),) * 3
    assert matrice["ambito"] == (Euro.da_testo("200.000,00"),) * 3


def test_avviso_vigente_con_una_rettifica(caso):
    """Dopo la rettifica valgono i criteri e il termine nuovi; il resto dell'avviso resta com'era."""
    avviso = _avviso(CREMA / "avviso-ambito.yaml", scheda=True)
    nuova = datetime(2025, 12, 1, 12, tzinfo=ROME)
    rettifica = RettificaAvviso(
        data=date(2025, 11, 10),
        motivazione="errore",
        contenuto="criteri",
        sostanziale=True,
        nuova_scadenza=nuova,
        criteri=(Criterio(codice="A", titolo="qualità", punti=100),),
    )
    ctx = caso("coprogettazione", avviso, rettifica)
    vigente = avviso_vigente(ctx)
    assert [c.punti for c in vigente.criteri] == [100]
    assert vigente.scadenza_domande == nuova
    assert vigente.programmi == avviso.programmi
    assert ctx.scadenza("presentazione_domande").istante == nuova
