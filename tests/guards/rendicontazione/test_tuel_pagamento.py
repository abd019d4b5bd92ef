"""TUEL art. 185: payment orders within what was liquidated."""

from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel_pagamento import pagamento_a_saldo, pagamento_nel_liquidato

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA


def test_pagamento_nel_liquidato_soddisfatto(rend):
    """Si paga quanto è liquidato."""
    assert pagamento_nel_liquidato.check(rend(rend.liquidazione(), rend.pagamento())).esito is SI


def test_pagamento_nel_liquidato_al_limite(rend):
    """Un centesimo oltre il liquidato non si paga."""
    ctx = rend(rend.liquidazione(), rend.pagamento("1.000,01"))
    assert pagamento_nel_liquidato.check(ctx).esito is NO


def test_pagamento_nel_liquidato_violato(rend):
    """I mandati si sommano: 600,00 e 600,00 superano i 1.000,00 liquidati."""
    ctx = rend(rend.liquidazione(), rend.pagamento("600,00"), rend.pagamento("600,00"))
    assert pagamento_nel_liquidato.check(ctx).esito is NO


def test_pagamento_a_saldo_soddisfatto(rend):
    """Due mandati che fanno il liquidato chiudono il pagamento."""
    ctx = rend(rend.liquidazione(), rend.pagamento("600,00"), rend.pagamento("400,00"))
    assert pagamento_a_saldo.check(ctx).esito is SI


def test_pagamento_a_saldo_al_limite(rend):
    """Un centesimo in meno non è il saldo."""
    assert pagamento_a_saldo.check(rend(rend.liquidazione(), rend.pagamento("999,99"))).esito is NO


def test_pagamento_a_saldo_violato(rend):
    """Una parte si registra come pagamento parziale."""
    trovato = pagamento_a_saldo.check(rend(rend.liquidazione(), rend.pagamento("600,00")))
    assert trovato.esito is NO
    assert trovato.rimedi[0].passo == "pagamento_parziale"
