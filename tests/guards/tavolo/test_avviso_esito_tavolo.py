"""How a table ends: approved within the notice's money, or with no convention."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.tavolo import ChiusuraTavolo, FallimentoTavolo
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_esito_tavolo import (
    approvazione_completa,
    chiusura_motivata,
    fallimento_motivato,
    quadratura_concessione,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
GIUGNO = date(2026, 6, 1)


def _approva(tavolo, *verbali, **campi):
    return tavolo(*verbali, tavolo.progetto(), candidato=tavolo.approvazione(**campi))


def test_approvazione_completa_soddisfatto(tavolo):
    """L'atto motivato che approva progetto, piano e schema dopo l'ultimo verbale conclude il procedimento."""
    assert approvazione_completa.check(_approva(tavolo, tavolo.verbale())).esito is SI


def test_approvazione_completa_al_limite(tavolo):
    """L'approvazione può essere dello stesso giorno della consegna del progetto, non di quello prima."""
    stesso = _approva(tavolo, tavolo.verbale(), data=date(2026, 3, 10))
    prima = _approva(tavolo, tavolo.verbale(), data=date(2026, 3, 9))
    assert approvazione_completa.check(stesso).esito is SI
    trovato = approvazione_completa.check(prima)
    assert trovato.esito is NO
    assert trovato.non_prima_di == date(2026, 3, 10)


def test_approvazione_completa_violato(tavolo):
    """Senza schema di convenzione, senza motivazione o senza verbali il procedimento non si conclude."""
    parziale = _approva(tavolo, tavolo.verbale(), approvati=("progetto_definitivo", "piano_economico"))
    assert approvazione_completa.check(parziale).esito is NO
    assert approvazione_completa.check(_approva(tavolo, tavolo.verbale(), motivazione=" ")).esito is NO
    assert approvazione_completa.check(_approva(tavolo)).esito is NO


def test_quadratura_concessione_soddisfatto(tavolo):
    """Contributo, impegni e cofinanziamento dell'atto sono quelli del progetto."""
    assert quadratura_concessione.check(_approva(tavolo)).esito is SI


def test_quadratura_concessione_al_limite(tavolo):
    """Si può concedere tutto ciò che l'avviso destina al programma (294.000,00), non un centesimo oltre."""
    atto = tavolo.approvazione()
    assert quadratura_concessione.check(_approva(tavolo)).esito is SI
    primo, *altri = atto.impegni
    piu = replace(primo, importo=primo.importo + tavolo.euro("0,01"))
    trovato = quadratura_concessione.check(
        _approva(tavolo, impegni=(piu, *altri), contributo=tavolo.euro("294.000,01"))
    )
    assert trovato.esito is NO
    assert "oltre le risorse dell’avviso" in trovato.motivo


def test_quadratura_concessione_violato(tavolo):
    """Un atto che concede una cifra e ne impegna un'altra non quadra."""
    trovato = quadratura_concessione.check(_approva(tavolo, contributo=tavolo.euro("290.000,00")))
    assert trovato.esito is NO
    assert "290.000,00" in trovato.motivo


def test_quadratura_concessione_fra_tavoli_dello_stesso_programma(tavolo):
    """Due partner dello stesso programma si dividono le sue risorse, che si contano una volta."""
    altro = tavolo(tavolo.approvazione(), id_="tavolo-2")
    trovato = quadratura_concessione.check(
        tavolo(tavolo.progetto(), candidato=tavolo.approvazione(), altri_tavoli=altro)
    )
    assert trovato.esito is NO
    assert "tolto quanto altri tavoli hanno concesso" in trovato.motivo
    fallito = tavolo(tavolo.approvazione(), _fallito(), id_="tavolo-2")
    libero = tavolo(tavolo.progetto(), candidato=tavolo.approvazione(), altri_tavoli=fallito)
    assert quadratura_concessione.check(libero).esito is SI


def test_quadratura_concessione_nell_importo_dell_esito(tavolo):
    """Se gli esiti hanno fissato quanto spetta al partner, il tavolo non concede di più."""
    ammesse, seduta, esiti = tavolo.graduatoria(D1=90)
    scelto = replace(esiti.esiti[0], contributo=tavolo.euro("293.999,99"))
    ridotti = replace(esiti, esiti=(scelto,))
    ctx = tavolo(tavolo.progetto(), candidato=tavolo.approvazione(), esiti=(ammesse, seduta, ridotti))
    assert quadratura_concessione.check(ctx).esito is NO


def _fallito(**campi):
    return FallimentoTavolo(data=date(2026, 5, 4), **{"motivi": ("costi oltre le risorse",), **campi})


def test_fallimento_motivato_soddisfatto(tavolo):
    """Il mancato accordo dice perché, e con chi."""
    trovato = fallimento_motivato.check(tavolo(candidato=_fallito()))
    assert trovato.esito is SI
    assert "Orsa Minore" in trovato.motivo


def test_fallimento_motivato_al_limite(tavolo):
    """Un motivo solo basta; uno vuoto no."""
    assert fallimento_motivato.check(tavolo(candidato=_fallito(motivi=("", "recesso")))).esito is SI
    assert fallimento_motivato.check(tavolo(candidato=_fallito(motivi=(" ",)))).esito is NO


def test_fallimento_motivato_violato(tavolo):
    """Un fallimento senza motivi non si registra."""
    assert fallimento_motivato.check(tavolo(candidato=_fallito(motivi=()))).esito is NO


def _chiusura(tavolo, **campi):
    base = {"motivazione": "nessun progetto sostenibile", "data": GIUGNO}
    return ChiusuraTavolo(**{**base, **campi})


def test_chiusura_motivata_soddisfatto(tavolo):
    """La chiusura motivata e senza compensi conclude il tavolo."""
    assert chiusura_motivata.check(tavolo(_fallito(), candidato=_chiusura(tavolo))).esito is SI


def test_chiusura_motivata_al_limite(tavolo):
    """Neppure un centesimo spetta per la partecipazione al tavolo."""
    pagata = _chiusura(tavolo, compensi=tavolo.euro("0,01"))
    assert chiusura_motivata.check(tavolo(_fallito(), candidato=pagata)).esito is NO


def test_chiusura_motivata_violato(tavolo):
    """Una chiusura senza motivazione è illegittima (art. 3 L. 241/1990)."""
    assert (
        chiusura_motivata.check(tavolo(_fallito(), candidato=_chiusura(tavolo, motivazione=""))).esito is NO
    )
