"""Sibling cases: those that point where this one points, along a path of links."""

from dataclasses import replace
from pathlib import Path

from coproflow.domain.procedimento import Relazione
from coproflow.engine.definition import APERTURA
from coproflow.loading.checks import Table, check_names
from coproflow.loading.definitions import WORKFLOWS
from coproflow.loading.scenari import read_scenario
from coproflow.services.fascicoli import load_fascicolo
from coproflow.services.scenari import Racconto

STORIA = Path(__file__).parents[1] / "scenarios" / "rendicontazione_biblioteca.yaml"


def test_rendiconti_della_stessa_convenzione_sono_sorelle(ufficio):
    """I due rendiconti di una convenzione si vedono l'un l'altro, e nessuno vede sé stesso."""
    racconto = Racconto(ufficio)
    for esito in racconto.tell(read_scenario(STORIA)):
        if esito.battuta.passo == "apertura_rendicontazioni":
            break
    for uno, altro in (("rend_1", "rend_2"), ("rend_2", "rend_1")):
        fascicolo = load_fascicolo(ufficio, racconto.casi[uno])
        for nome in ("sorelle", "altri_rendiconti"):
            trovati = [f.procedimento.id for f in fascicolo.collegati[nome]]
            assert trovati == [racconto.casi[altro]]
        assert fascicolo.collegati["sorelle"][0].procedimento.annotazioni[0].evento == APERTURA


def test_sorelle_per_un_collegamento_che_non_c_e(catalogo):
    """Una relazione fra sorelle passa da un collegamento che il flusso dichiara."""
    definition = catalogo.workflows["rendicontazione"].definition
    storta = replace(
        definition,
        relations={
            **definition.relations,
            "sorelle": Relazione(workflow="rendicontazione", via="convenzone"),
        },
    )
    table = Table(catalogo.parametri, catalogo.fonti, WORKFLOWS)
    trovati = [f for f in check_names(storta, table) if f.code == "W210"]
    assert [f.message for f in trovati] == ["relazione sconosciuta: «convenzone» — forse «convenzione»?"]
