"""D.Lgs. 267/2000: the years, the budget, the lines and the cash an act may spend on."""

from dataclasses import replace

from coproflow.domain.dati.spesa import QuotaSospesa
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.tuel_bilancio import (
    capitoli_assegnati,
    compatibilita_pagamenti,
    impegni_nel_bilancio,
    limiti_esercizio_provvisorio,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def _bilancio(tavolo, **campi):
    return replace(tavolo.approvazione().bilancio, **campi)


def _fino_al_2027(tavolo, clausola="dovuta solo dopo l’impegno sul bilancio 2026-2028"):
    """The act on a budget 2025-2027: the year 2028 suspended."""
    atto = tavolo.approvazione(bilancio=_bilancio(tavolo, esercizi=(2025, 2026, 2027)))
    return replace(
        atto,
        impegni=tuple(i for i in atto.impegni if i.esercizio < 2028),
        sospese=tuple(
            QuotaSospesa(esercizio=2028, importo=i.importo, fonte=i.fonte, clausola=clausola)
            for i in atto.impegni
            if i.esercizio == 2028
        ),
    )


def test_impegni_nel_bilancio_soddisfatto(tavolo):
    """Con il bilancio 2026-2028 approvato si impegnano tutti e tre gli esercizi."""
    assert impegni_nel_bilancio.check(tavolo(candidato=tavolo.approvazione())).esito is SI


def test_impegni_nel_bilancio_al_limite(tavolo):
    """Con il bilancio 2025-2027 il 2028 non si impegna: è sospeso con una clausola."""
    trovato = impegni_nel_bilancio.check(tavolo(candidato=_fino_al_2027(tavolo)))
    assert trovato.esito is SI
    assert "2028" in trovato.motivo
    assert impegni_nel_bilancio.check(tavolo(candidato=_fino_al_2027(tavolo, " "))).esito is NO


def test_impegni_nel_bilancio_violato(tavolo):
    """Impegnare il 2028 su un bilancio che arriva al 2027 è vietato (art. 183 c. 6)."""
    atto = tavolo.approvazione(bilancio=_bilancio(tavolo, esercizi=(2025, 2026, 2027)))
    trovato = impegni_nel_bilancio.check(tavolo(candidato=atto))
    assert trovato.esito is NO
    assert "2028" in trovato.motivo


def test_impegni_nel_bilancio_violato_da_una_sospensione_inutile(tavolo):
    """Una quota di un esercizio che il bilancio comprende si impegna, non si sospende."""
    atto = replace(_fino_al_2027(tavolo), bilancio=_bilancio(tavolo))
    assert impegni_nel_bilancio.check(tavolo(candidato=atto)).esito is NO


def _provvisorio(tavolo, dodicesimi, **campi):
    atto = tavolo.approvazione(bilancio=_bilancio(tavolo, stato="esercizio_provvisorio"))
    impegni = tuple(replace(i, dodicesimi=dodicesimi, **campi) for i in atto.impegni)
    return tavolo(candidato=replace(atto, impegni=impegni))


def test_limiti_esercizio_provvisorio_soddisfatto(tavolo):
    """In esercizio provvisorio si impegna un contributo continuativo, se l'eccezione è motivata."""
    ctx = _provvisorio(
        tavolo, None, eccezione="continuativa", motivo_eccezione="sportello già attivo, convenzione scaduta"
    )
    assert limiti_esercizio_provvisorio.check(ctx).esito is SI


def test_limiti_esercizio_provvisorio_al_limite(tavolo):
    """Gli impegni dell'anno su un programma arrivano ai dodicesimi disponibili, non un centesimo oltre."""
    esatti = tavolo.euro("98.000,00")
    assert limiti_esercizio_provvisorio.check(_provvisorio(tavolo, esatti)).esito is SI
    scarsi = _provvisorio(tavolo, esatti - tavolo.euro("0,01"))
    assert limiti_esercizio_provvisorio.check(scarsi).esito is NO


def test_limiti_esercizio_provvisorio_violato(tavolo):
    """Né spesa in conto capitale, né eccezioni senza motivo, né contributi nuovi in gestione provvisoria."""
    piena = tavolo.euro("98.000,00")
    assert limiti_esercizio_provvisorio.check(_provvisorio(tavolo, piena, corrente=False)).esito is NO
    assert (
        limiti_esercizio_provvisorio.check(_provvisorio(tavolo, piena, eccezione="continuativa")).esito is NO
    )
    gestione = tavolo.approvazione(bilancio=_bilancio(tavolo, stato="gestione_provvisoria"))
    assert limiti_esercizio_provvisorio.check(tavolo(candidato=gestione)).esito is NO


def test_limiti_esercizio_provvisorio_non_applicabile(tavolo):
    """Con il bilancio approvato i dodicesimi non c'entrano."""
    assert limiti_esercizio_provvisorio.check(tavolo(candidato=tavolo.approvazione())).esito is FUORI


def test_capitoli_assegnati_soddisfatto(tavolo):
    """La dirigente impegna sui capitoli che il PEG le assegna."""
    assert capitoli_assegnati.check(tavolo(candidato=tavolo.approvazione())).esito is SI


def test_capitoli_assegnati_al_limite(tavolo):
    """Un solo capitolo d'Ambito non assegnato basta a fermare l'atto."""
    atto = tavolo.approvazione(bilancio=_bilancio(tavolo, capitoli=("1204/10",)))
    trovato = capitoli_assegnati.check(tavolo(candidato=atto))
    assert trovato.esito is NO
    assert "1204/20" in trovato.motivo


def test_capitoli_assegnati_violato(tavolo):
    """Senza PEG né provvedimento equivalente il dirigente non può impegnare."""
    atto = tavolo.approvazione(bilancio=_bilancio(tavolo, peg=""))
    assert capitoli_assegnati.check(tavolo(candidato=atto)).esito is NO


def _cassa(tavolo, **campi):
    atto = tavolo.approvazione()
    return tavolo(candidato=replace(atto, cassa=replace(atto.cassa, **campi)))


def test_compatibilita_pagamenti_soddisfatto(tavolo):
    """I pagamenti previsti nel primo esercizio stanno nello stanziamento di cassa."""
    assert compatibilita_pagamenti.check(_cassa(tavolo, pagamenti=tavolo.euro("50.000,00"))).esito is SI


def test_compatibilita_pagamenti_al_limite(tavolo):
    """I pagamenti possono esaurire la cassa, non superarla di un centesimo."""
    assert compatibilita_pagamenti.check(_cassa(tavolo)).esito is SI
    assert compatibilita_pagamenti.check(_cassa(tavolo, pagamenti=tavolo.euro("98.000,01"))).esito is NO


def test_compatibilita_pagamenti_violato(tavolo):
    """Senza l'attestazione dell'art. 183 c. 8 non si impegna."""
    assert compatibilita_pagamenti.check(_cassa(tavolo, attestazione=False)).esito is NO
