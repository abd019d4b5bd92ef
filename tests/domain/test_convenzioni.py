"""What a convention has paid, got back and is left to settle, summed over its reports and its measures."""

from datetime import date

from coproflow.domain.convenzioni import incassato, pagato, saldi, tenuto
from coproflow.domain.dati.autotutela import Decadenza
from coproflow.domain.dati.convenzione import AperturaConvenzione
from coproflow.domain.dati.rendicontazione import (
    ApprovazioneRendiconto,
    IncassoRecupero,
    MancataPresentazione,
    Pagamento,
    ProvvedimentoRecupero,
)
from coproflow.domain.importi import ZERO, Euro

GIORNO = date(2027, 3, 1)
APERTA = AperturaConvenzione(data=GIORNO, oggetto="prova", inizio=GIORNO, fine=date(2028, 12, 31))


def euro(testo):
    """An amount from its words."""
    return Euro.da_testo(testo)


def _rendiconto(
    caso, riconosciuto, *, anticipato="0,00", pagato_="0,00", chiesto="", interessi="0,00", reso="0,00"
):
    a, r = euro(anticipato), euro(riconosciuto)
    fatti = [Pagamento(data=GIORNO, mandato="1", importo=a, esercizio=2027)]
    fatti.append(
        ApprovazioneRendiconto(
            data=GIORNO,
            concesso=r,
            costi_ammissibili=r,
            entrate=ZERO,
            altri_contributi=ZERO,
            cofinanziamento_monetario=ZERO,
            riconosciuto=r,
            erogato=a,
            da_liquidare=max(ZERO, r - a),
            da_recuperare=max(ZERO, a - r),
        )
    )
    fatti.append(Pagamento(data=GIORNO, mandato="2", importo=euro(pagato_), esercizio=2027))
    if chiesto:
        fatti.append(
            ProvvedimentoRecupero(
                data=GIORNO,
                importo=euro(chiesto),
                interessi=euro(interessi),
                motivazione="eccedenza",
            )
        )
    fatti.append(IncassoRecupero(data=GIORNO, importo=euro(reso), reversale="12", modo="pagopa"))
    return caso("rendicontazione", *fatti)


def _convenzione(caso, *rendiconti, fatti=()):
    return caso("convenzione", APERTA, *fatti, rendicontazioni=rendiconti)


def _decadenza(lasciato):
    return Decadenza(
        data=GIORNO,
        motivazione="dichiarazione non veritiera",
        requisito="dichiarazione_mendace",
        ente_decaduto="Il Girasole",
        accertata_il=GIORNO,
        estremi="verbale",
        contributo_lasciato=None if lasciato is None else euro(lasciato),
    )


def test_anticipo_recuperato_non_lascia_saldo(caso):
    """Anticipati 3.000,00 e riconosciuti 2.000,00, con i 1.000,00 restituiti non resta nulla da pagare."""
    reso = _rendiconto(caso, "2.000,00", anticipato="3.000,00", chiesto="1.000,00", reso="1.000,00")
    assert saldi(_convenzione(caso, reso)) == (ZERO, ZERO)


def test_pagato_somma_anticipi_e_mandati(caso):
    """Ciò che è stato versato sono i mandati, quelli dell'anticipo e quelli che seguono."""
    primo = _rendiconto(caso, "5.000,00", anticipato="2.000,00", pagato_="3.000,00")
    secondo = _rendiconto(caso, "1.000,01", pagato_="1.000,01")
    assert pagato((primo, secondo)) == euro("6.000,01")


def test_gli_interessi_restituiti_non_sono_un_credito_del_partner(caso):
    """Restituiti 1.000,00 e 50,00 di interessi, al partner non si devono 50,00."""
    reso = _rendiconto(
        caso, "2.000,00", anticipato="3.000,00", chiesto="1.000,00", interessi="50,00", reso="1.050,00"
    )
    assert incassato(reso) == euro("1.050,00")
    assert saldi(_convenzione(caso, reso)) == (ZERO, ZERO)
    assert tenuto(_convenzione(caso, reso), (reso,)) == euro("2.000,00")


def test_debiti_e_crediti_di_due_rendiconti_non_si_compensano_da_soli(caso):
    """Su uno restano 500,00 da pagare, sull'altro 1.000,00 da recuperare: si compensa solo per clausola."""
    da_pagare = _rendiconto(caso, "500,00")
    da_recuperare = _rendiconto(caso, "2.000,00", anticipato="3.000,00", chiesto="1.000,00")
    assert saldi(_convenzione(caso, da_pagare, da_recuperare)) == (euro("500,00"), euro("1.000,00"))


def test_anticipo_mai_rendicontato(caso):
    """Il rendiconto non è mai arrivato: l'anticipo è tutto da recuperare, anche senza rideterminazione."""
    anticipo = Pagamento(data=GIORNO, mandato="1", importo=euro("1.000,00"), esercizio=2027)
    muto = caso("rendicontazione", anticipo, MancataPresentazione(data=GIORNO, conseguenze="si recupera"))
    assert saldi(_convenzione(caso, muto)) == (ZERO, euro("1.000,00"))


def test_la_misura_che_non_lascia_nulla(caso):
    """Decaduto, il partner restituisce i 3.000,00 che ha avuto, e i 500,00 che restavano non li ha."""
    reso = _rendiconto(caso, "3.500,00", pagato_="3.000,00")
    decaduta = _convenzione(caso, reso, fatti=(_decadenza("0,00"),))
    assert saldi(decaduta) == (ZERO, euro("3.000,00"))
    parziale = _convenzione(caso, reso, fatti=(_decadenza("3.200,00"),))
    assert saldi(parziale) == (euro("200,00"), ZERO)


def test_la_misura_che_tace(caso):
    """Se la misura non dice che cosa resta al partner, decidono i rendiconti."""
    reso = _rendiconto(caso, "3.500,00", pagato_="3.000,00")
    assert saldi(_convenzione(caso, reso, fatti=(_decadenza(None),))) == (euro("500,00"), ZERO)


def test_cio_che_torna_nella_convenzione(caso):
    """Restituiti 1.000,00 dei 3.000,00 chiesti con la decadenza, ne restano 2.000,00."""
    reso = _rendiconto(caso, "3.500,00", pagato_="3.000,00")
    incasso = IncassoRecupero(data=GIORNO, importo=euro("1.000,00"), reversale="9", modo="pagopa")
    decaduta = _convenzione(caso, reso, fatti=(_decadenza("0,00"), incasso))
    assert saldi(decaduta) == (ZERO, euro("2.000,00"))
