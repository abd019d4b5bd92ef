"""When a table fails, who follows in the ranking is invited in order, if the notice foresees it."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.tavolo import ChiusuraTavolo, FallimentoTavolo, InvitoAlSuccessivo, Scorrimento
from coproflow.domain.parametri import Figura
from coproflow.domain.tavoli import domanda_del_tavolo, sessioni
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_scorrimento import (
    scorrimento_esperito,
    scorrimento_previsto,
    segue_in_graduatoria,
    subentro_invitato,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
FACOLTA = Figura(parametro="scorrimento_graduatoria", valore="si", articolo="art. 11")
SOGLIA = Figura(parametro="soglia_punteggio", valore="60", articolo="art. 9")
GIUGNO = date(2026, 6, 1)


def _fallito():
    return FallimentoTavolo(data=date(2026, 5, 4), motivi=("costi oltre le risorse",))


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
    """Fra due invitate subentra l'una o l'altra; chi è già stato al tavolo non vi torna."""
    assert subentro_invitato.check(_subentro(tavolo, _invito("D3"), _invito())).esito is SI
    caduta = Scorrimento(data=date(2026, 5, 15), domanda="D2", protocollo="530")
    assert subentro_invitato.check(_subentro(tavolo, _invito(), caduta)).esito is NO


def test_subentro_invitato_violato(tavolo):
    """Una domanda che nessuno ha invitato non subentra."""
    assert subentro_invitato.check(_subentro(tavolo, _invito(), domanda="D9")).esito is NO


def _segue(tavolo, domanda, *fatti, figure=(), **punti):
    ctx = tavolo(
        _fallito(), *fatti, candidato=_invito(domanda), figure=figure, esiti=tavolo.graduatoria(**punti)
    )
    return segue_in_graduatoria.check(ctx)


def test_segue_in_graduatoria_soddisfatto(tavolo):
    """Dopo la prima si invita la seconda."""
    trovato = _segue(tavolo, "D2", D1=90, D2=80, D3=70)
    assert trovato.esito is SI
    assert "80 punti" in trovato.motivo


def test_segue_in_graduatoria_al_limite(tavolo):
    """A pari punti si invita l'una o l'altra; la terza solo se la seconda è già stata invitata."""
    assert _segue(tavolo, "D3", D1=90, D2=70, D3=70).esito is SI
    saltata = _segue(tavolo, "D3", D1=90, D2=71, D3=70)
    assert saltata.esito is NO
    assert "D2" in saltata.motivo
    assert _segue(tavolo, "D3", _invito("D2"), D1=90, D2=71, D3=70).esito is SI


def test_segue_in_graduatoria_violato(tavolo):
    """Non si invita chi non è ammesso, chi non è idoneo, né di nuovo chi è appena caduto."""
    assert _segue(tavolo, "D9", D1=90, D2=80).esito is NO
    assert _segue(tavolo, "D1", D1=90, D2=80).esito is NO
    assert _segue(tavolo, "D2", figure=(SOGLIA,), D1=90, D2=59).esito is NO
    assert _segue(tavolo, "D2", figure=(SOGLIA,), D1=90, D2=60).esito is SI


def _esperito(tavolo, *fatti, figura=FACOLTA, **punti):
    chiusura = ChiusuraTavolo(data=GIUGNO, motivazione="nessun progetto sostenibile")
    graduatoria = tavolo.graduatoria(**(punti or {"D1": 90, "D2": 80}))
    ctx = tavolo(_fallito(), *fatti, candidato=chiusura, figure=(figura,), esiti=graduatoria)
    return scorrimento_esperito.check(ctx, facolta="scorrimento_graduatoria")


def test_scorrimento_esperito_soddisfatto(tavolo):
    """Si chiude dopo aver invitato chi segue, che non ha accettato."""
    assert _esperito(tavolo, _invito()).esito is SI


def test_scorrimento_esperito_al_limite(tavolo):
    """A graduatoria esaurita non c'è più nessuno da invitare; se ne resta una, si invita anche quella."""
    assert _esperito(tavolo, D1=90).esito is SI
    assert _esperito(tavolo, _invito(), D1=90, D2=80, D3=70).esito is NO


def test_scorrimento_esperito_violato(tavolo):
    """Se l'avviso prevede lo scorrimento, chiudere senza invitare nessuno non è consentito."""
    trovato = _esperito(tavolo)
    assert trovato.esito is NO
    assert [r.passo for r in trovato.rimedi] == ["invito_al_successivo"]


def test_scorrimento_esperito_non_applicabile(tavolo):
    """Se l'avviso esclude lo scorrimento, si chiude senza invitare."""
    assert _esperito(tavolo, figura=replace(FACOLTA, valore="no")).esito is FUORI
