"""Bound sources: eligible expenses only, and traced where the source asks."""

from coproflow.domain.dati.rendicontazione import VerificaFonte
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.rendiconto_fonti import fonte_tracciata, spese_ammissibili_alla_fonte

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def _vincolata(rend, **verifica):
    fonti = (VerificaFonte(fonte="Fondo povertà", **verifica),) if verifica else ()
    return rend(rend.presentazione(rend.spesa(fonte="Fondo povertà")), rend.esame(fonti_vincolate=fonti))


def test_spese_ammissibili_alla_fonte_soddisfatto(rend):
    """La spesa imputata al Fondo povertà è ammissibile secondo le linee guida del fondo."""
    ctx = _vincolata(rend, regole="linee guida del Fondo povertà", ammissibili=True)
    assert spese_ammissibili_alla_fonte.check(ctx).esito is SI


def test_spese_ammissibili_alla_fonte_al_limite(rend):
    """Senza imputazioni a fonti vincolate la regola non riguarda il rendiconto."""
    ctx = rend(rend.presentazione(), rend.esame())
    assert spese_ammissibili_alla_fonte.check(ctx).esito is FUORI


def test_spese_ammissibili_alla_fonte_violato(rend):
    """Senza verifica, o con verifica negativa, la spesa non si imputa alla fonte vincolata."""
    assert spese_ammissibili_alla_fonte.check(_vincolata(rend)).esito is NO
    negata = _vincolata(rend, regole="linee guida del Fondo povertà", ammissibili=False)
    assert spese_ammissibili_alla_fonte.check(negata).esito is NO


def test_fonte_tracciata_soddisfatto(rend):
    """Il Fondo povertà è tracciato in SIOSS."""
    ctx = _vincolata(rend, regole="linee guida", ammissibili=True, tracciata_in="SIOSS")
    assert fonte_tracciata.check(ctx).esito is SI


def test_fonte_tracciata_al_limite(rend):
    """Un rendiconto senza fonti vincolate non si traccia altrove."""
    assert fonte_tracciata.check(rend(rend.presentazione(), rend.esame())).esito is FUORI


def test_fonte_tracciata_violato(rend):
    """Se non si dice in quale sistema è tracciata, la fonte vincolata va motivata."""
    assert fonte_tracciata.check(_vincolata(rend, regole="linee guida", ammissibili=True)).esito is NO
