"""Traceability: from each legal constraint to the rules that encode it, and back."""

from pathlib import Path

from coproflow import guards
from coproflow.loading.definitions import Catalogo

INDISPENSABILI = {
    "L241-5-RP",
    "L241-6BIS-COI",
    "L241-7-8-AVVIO",
    "TUEL-107-DIR",
    "TUEL-48-GIUNTA",
    "TUEL-49-PARERI",
    "PUBB-ALBO-15",
    "D33-26-1-CRITERI",
    "D33-26-3-EFFICACIA",
    "D33-27-TABELLA",
    "CTS-4-ETS",
    "CTS-47-50-RUNTS-PERM",
    "CTS-55-2-OUTPUT",
    "CTS-55-3-PRESUPPOSTO",
    "CTS-55-4-PREDEF",
    "L241-12-PREDET",
    "LG-COP-FASI",
    "LG-COP-VERBALI",
    "LG-COP-CONCL",
    "LG-COPRO-FASI",
    "LG-INDIZIONE",
    "LG-AVVISO-MIN",
    "DOM-TERMINE",
    "DOM-ATS",
    "SOCCORSO",
    "AMMISS-ELENCO",
    "COMM-DOPO-SCADENZA",
    "COMM-35BIS",
    "COMM-COI",
    "VAL-CRITERI",
    "ESITI-PROVV",
    "TAV-VERBALI",
    "TAV-INTERAVVISO",
    "COFIN-10",
    "NO-LUCRO",
    "PD-APPROVAZIONE",
    "TUEL-183-1-IMPEGNO",
    "TUEL-183-7-VISTO",
    "CONV-CONTENUTO",
    "CONV-PRECOND",
    "CONV-DURATA",
    "REND-ANALITICA",
    "REND-RIDUZIONI",
    "LIQ-184",
    "LIQ-NOTA-DEBITO",
    "EXT-25",
    "CCNL-REV",
    "CESS-6M",
    "L241-11-4-RECESSO",
    "L241-21QUINQ",
    "L241-21NONIES",
    "CONCL-RELAZ",
    "SEED-ARITM",
    "SEED-DI-CUI",
}
"""The rules without which the procedure would be unlawful, and those of every clause of the seed."""

CENSITI = {
    riga.split("\t")[0]
    for riga in (Path(__file__).parent / "vincoli.tsv").read_text(encoding="utf-8").splitlines()
    if not riga.startswith("#")
}


def _used(catalogo: Catalogo) -> dict[str, set[str]]:
    """Constraint → the rules that encode it and that some step of some workflow really names."""
    usati: dict[str, set[str]] = {}
    for compilata in catalogo.workflows.values():
        for transition in compilata.definition.transitions:
            for use in transition.guards:
                for vincolo in guards.resolve(use.function).vincoli:
                    usati.setdefault(vincolo, set()).add(use.name)
    return usati


def test_vincoli_indispensabili_hanno_una_regola_in_uso(catalogo):
    """Ogni vincolo indispensabile è codificato da almeno una regola che un passo richiama."""
    assert INDISPENSABILI - _used(catalogo).keys() == set()


def test_ogni_regola_cita_vincoli_censiti(catalogo):
    """Nessuna regola cita un vincolo che il censimento non conosce."""
    for function in guards.registry().values():
        guard = guards.resolve(function)
        assert set(guard.vincoli) <= CENSITI, guard.name
