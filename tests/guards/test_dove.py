"""A running case finds its guards, wherever this version of the program keeps them."""

import pytest

from coproflow import guards
from coproflow.errors import NotFoundError


def test_una_regola_che_ha_cambiato_file_si_trova_per_nome():
    """La definizione di un procedimento in corso dice il vecchio posto: la regola è la stessa."""
    oggi = guards.resolve(guards.registry()["quadratura_contributi"])
    for vecchio in ("coproflow.guards.somme:quadratura", "coproflow.guards.avviso:quadratura"):
        assert guards.resolve(vecchio, "quadratura_contributi") is oggi


def test_una_regola_che_non_c_e_piu_si_dice():
    """Chi ha una versione che non ha più la regola lo legge in una frase."""
    with pytest.raises(NotFoundError, match="la regola «somma_perduta», di un flusso già in uso"):
        guards.resolve("coproflow.guards.somme:perduta", "somma_perduta")
