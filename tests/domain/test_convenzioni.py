"""What a convention has paid and got back, summed over its reports."""

from datetime import date

from coproflow.domain.convenzioni import pagato, recuperato, riconosciuto
from coproflow.domain.dati.convenzione import AperturaConvenzione
from coproflow.domain.dati.rendicontazione import ApprovazioneRendiconto, IncassoRecupero, Pagamento
from coproflow.domain.importi import ZERO, Euro

GIORNO = date(2027, 3, 1)


def _rendiconto(caso, *, riconosciuto, erogato=ZERO, pagato=None, incassato=None):
    approvazione = ApprovazioneRendiconto(
        data=GIORNO,
        concesso=riconosciuto,
        costi_ammissibili=riconosciuto,
        entrate=ZERO,
        altri_contributi=ZERO,
        cofinanziamento_monetario=ZERO,
        riconosciuto=riconosciuto,
        erogato=erogato,
        da_liquidare=ZERO,
    )
    fatti = [approvazione]
    if pagato:
        fatti.append(Pagamento(data=GIORNO, mandato="7", importo=pagato, esercizio=2027))
    if incassato:
        fatti.append(IncassoRecupero(data=GIORNO, importo=incassato, reversale="12", modo="pagopa"))
    return caso("rendicontazione", *fatti)


def test_anticipo_recuperato_non_lascia_saldo(caso):
    """Anticipati 3.000,00 e riconosciuti 2.000,00, con i 1.000,00 restituiti non resta nulla da pagare."""
    reso = _rendiconto(caso, riconosciuto=Euro(200_000), erogato=Euro(300_000), incassato=Euro(100_000))
    conv = AperturaConvenzione(data=GIORNO, oggetto="prova", inizio=GIORNO, fine=date(2028, 12, 31))
    ctx = caso("convenzione", conv, rendicontazioni=(reso,))
    assert riconosciuto(ctx) - pagato(ctx) + recuperato(ctx) == ZERO


def test_pagato_somma_anticipi_e_mandati(caso):
    """Ciò che è stato versato è l'anticipo dichiarato all'approvazione più i mandati che seguono."""
    primo = _rendiconto(caso, riconosciuto=Euro(500_000), erogato=Euro(200_000), pagato=Euro(300_000))
    secondo = _rendiconto(caso, riconosciuto=Euro(100_001), pagato=Euro(100_001))
    conv = AperturaConvenzione(data=GIORNO, oggetto="prova", inizio=GIORNO, fine=date(2028, 12, 31))
    assert pagato(caso("convenzione", conv, rendicontazioni=(primo, secondo))) == Euro(600_001)
