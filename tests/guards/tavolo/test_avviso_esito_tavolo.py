"""How a table ends: approved within the notice's money, the next in the ranking, or no convention."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.tavolo import ChiusuraTavolo, FallimentoTavolo, InvitoAlSuccessivo, Scorrimento
from coproflow.domain.parametri import Figura
from coproflow.domain.tavoli import domanda_del_tavolo, sessioni
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_esito_tavolo import (
    approvazione_completa,
    chiusura_motivata,
    fallimento_motivato,
    quadratura_concessione,
    scorrimento_esperito,
    scorrimento_previsto,
    subentro_invitato,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
FACOLTA = Figura(parametro="scorrimento_graduatoria", valore="si", articolo="art. 11")
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


def _invito(domanda="D2"):
    return InvitoAlSuccessivo(data=date(2026, 5, 10), domanda=domanda, posizione=2, protocollo="500")


def _previsto(tavolo, *figure):
    ctx = tavolo(_fallito(), candidato=_invito(), figure=figure)
    return scorrimento_previsto.check(ctx, facolta="scorrimento_graduatoria")


def test_scorrimento_previsto_soddisfatto(tavolo):
    """Se l'avviso lo prevede, si invita chi segue in graduatoria."""
    assert _previsto(tavolo, FACOLTA).esito is SI


def test_scorrimento_previsto_al_limite(tavolo):
    """Un avviso che nomina lo scorrimento per escluderlo non lo prevede."""
    assert _previsto(tavolo, replace(FACOLTA, valore="no")).esito is NO


def test_scorrimento_previsto_violato(tavolo):
    """Il silenzio dell'avviso non consente di chiamare altri."""
    assert _previsto(tavolo).esito is NO


def _subentro(tavolo, *fatti, domanda="D2"):
    subentro = Scorrimento(data=date(2026, 5, 20), domanda=domanda, protocollo="560")
    return tavolo(_fallito(), *fatti, candidato=subentro)


def test_subentro_invitato_soddisfatto(tavolo):
    """Subentra la domanda che è stata invitata, e il tavolo riparte da lei."""
    ctx = _subentro(tavolo, tavolo.verbale(), _invito())
    assert subentro_invitato.check(ctx).esito is SI
    assert domanda_del_tavolo(ctx) == "D2"
    assert sessioni(ctx) == ()


def test_subentro_invitato_al_limite(tavolo):
    """Fra due invitate subentra l'una o l'altra."""
    assert subentro_invitato.check(_subentro(tavolo, _invito("D3"), _invito())).esito is SI


def test_subentro_invitato_violato(tavolo):
    """Una domanda che nessuno ha invitato non subentra."""
    assert subentro_invitato.check(_subentro(tavolo, _invito(), domanda="D9")).esito is NO


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


def _esperito(tavolo, *fatti, figura=FACOLTA, **campi):
    ctx = tavolo(_fallito(), *fatti, candidato=_chiusura(tavolo, **campi), figure=(figura,))
    return scorrimento_esperito.check(ctx, facolta="scorrimento_graduatoria")


def test_scorrimento_esperito_soddisfatto(tavolo):
    """Si chiude dopo aver invitato chi segue, che non ha accettato."""
    assert _esperito(tavolo, _invito()).esito is SI


def test_scorrimento_esperito_al_limite(tavolo):
    """Se la graduatoria è esaurita non c'è più nessuno da invitare."""
    assert _esperito(tavolo, graduatoria_esaurita=True).esito is SI


def test_scorrimento_esperito_violato(tavolo):
    """Se l'avviso prevede lo scorrimento, chiudere senza invitare nessuno non è consentito."""
    trovato = _esperito(tavolo)
    assert trovato.esito is NO
    assert {r.passo for r in trovato.rimedi} == {"invito_al_successivo", "chiusura_senza_convenzione"}


def test_scorrimento_esperito_non_applicabile(tavolo):
    """Se l'avviso esclude lo scorrimento, si chiude senza invitare."""
    assert _esperito(tavolo, figura=replace(FACOLTA, valore="no")).esito is FUORI
