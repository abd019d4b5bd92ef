"""L. 241/1990, annulment: grounds, and the months that became twelve and then six."""

from datetime import date

import pytest

from coproflow.domain.dati.autotutela import Annullamento, Efficacia
from coproflow.domain.verifiche import DatoMancanteError, EsitoVerifica
from coproflow.guards.l241_annullamento import presupposti_annullamento, termine_annullamento

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
TERMINE = {"limite": "termine_annullamento", "transitorio": "transitorio_annullamento"}


def _annullamento(giorno=date(2026, 7, 1), **altro):
    valori = {
        "data": giorno,
        "motivazione": "vizio della valutazione",
        "atto_annullato": "determina_approvazione_progetto",
        "illegittimita": "violazione dell’avviso",
        "interesse_pubblico": "parità di trattamento",
        "bilanciamento": "attività non ancora avviate",
        "vantaggio_economico": True,
    }
    return Annullamento(**(valori | altro))


def test_presupposti_annullamento_soddisfatto(conv):
    """Vizio, interesse pubblico attuale e interessi degli altri ci sono."""
    assert conv.esito(presupposti_annullamento, _annullamento()).esito is SI


def test_presupposti_annullamento_al_limite(conv):
    """Il vizio da solo non basta: serve l’interesse pubblico."""
    trovato = conv.esito(presupposti_annullamento, _annullamento(interesse_pubblico=" "))
    assert trovato.esito is NO


def test_presupposti_annullamento_violato(conv):
    """Senza considerare destinatari e controinteressati l’annullamento è illegittimo."""
    trovato = conv.esito(presupposti_annullamento, _annullamento(bilanciamento=""))
    assert "controinteressati" in trovato.motivo


def test_termine_annullamento_soddisfatto(conv):
    """La concessione del 12 gennaio 2026 si annulla il 1° luglio."""
    trovato = conv.esito(termine_annullamento, _annullamento(), args=TERMINE)
    assert trovato.esito is SI
    assert trovato.valori["mesi"] == 6


def test_termine_annullamento_al_limite(conv):
    """L’ultimo giorno è il 12 luglio 2026, una domenica, e non si sposta: il 13 è tardi."""
    for giorno, atteso in ((date(2026, 7, 12), SI), (date(2026, 7, 13), NO)):
        assert conv.esito(termine_annullamento, _annullamento(giorno), args=TERMINE).esito is atteso


def test_termine_annullamento_violato(conv):
    """Dopo i sei mesi si annulla solo con la falsa rappresentazione accertata, o la sentenza definitiva."""
    tardi = date(2026, 12, 1)
    assert conv.esito(termine_annullamento, _annullamento(tardi), args=TERMINE).esito is NO
    rappresentazione = _annullamento(
        tardi,
        eccezione="falsa_rappresentazione",
        accertamento="verbale di controllo n. 4",
        motivazione_rafforzata="fatti taciuti dalla parte",
    )
    assert conv.esito(termine_annullamento, rappresentazione, args=TERMINE).esito is SI
    senza_sentenza = _annullamento(tardi, eccezione="dichiarazioni_false", motivazione_rafforzata="reato")
    assert conv.esito(termine_annullamento, senza_sentenza, args=TERMINE).esito is NO
    con_sentenza = _annullamento(
        tardi, eccezione="dichiarazioni_false", sentenza="Trib. Cremona 12/2026", motivazione_rafforzata="x"
    )
    assert conv.esito(termine_annullamento, con_sentenza, args=TERMINE).esito is SI
    non_motivata = _annullamento(tardi, eccezione="falsa_rappresentazione", accertamento="verbale n. 4")
    assert conv.esito(termine_annullamento, non_motivata, args=TERMINE).esito is NO


@pytest.mark.parametrize(
    ("giorno", "mesi"),
    [(date(2021, 5, 31), 18), (date(2021, 6, 1), 12), (date(2025, 12, 17), 12), (date(2025, 12, 18), 6)],
)
def test_termine_annullamento_nel_tempo(conv, giorno, mesi):
    """Diciotto mesi, dodici dal 1° giugno 2021, sei dal 18 dicembre 2025: vale la data dell’annullamento."""
    ctx = conv.ctx(candidato=_annullamento(giorno))
    assert ctx.parametro("termine_annullamento").valore == mesi


def test_termine_annullamento_transitorio(conv):
    """Chi legge il termine del giorno di adozione conta dodici mesi per un atto del 10 dicembre 2025."""
    annullamento = _annullamento(date(2026, 12, 1), atto_annullato="determina_esiti")
    ctx = conv.ctx(candidato=annullamento)  # esiti adottati il 10 dicembre 2025
    assert termine_annullamento.check(ctx, **TERMINE).esito is NO
    altra = conv.con_lettura(ctx, "transitorio_annullamento", "vigente_all_adozione")
    assert termine_annullamento.check(altra, **TERMINE).esito is SI


def test_termine_annullamento_fuori_campo(conv):
    """Un atto che non attribuisce vantaggi non ha i sei mesi; un atto mai adottato non si annulla."""
    neutro = _annullamento(date(2028, 1, 1), vantaggio_economico=False, atto_annullato="determina_esiti")
    assert conv.esito(termine_annullamento, neutro, args=TERMINE).esito is NA
    concessione = _annullamento(date(2028, 1, 1), vantaggio_economico=False)
    assert conv.esito(termine_annullamento, concessione, args=TERMINE).esito is NO
    ignoto = _annullamento(atto_annullato="determina_rettifica")
    with pytest.raises(DatoMancanteError):
        conv.esito(termine_annullamento, ignoto, args=TERMINE)


def test_termine_annullamento_e_atto_adottato_tardi(conv):
    """Deciso nell’ultimo giorno utile, il 12 luglio 2026, l’atto si adotta quel giorno: il 13 è tardi."""
    deciso = _annullamento(date(2026, 7, 12))
    for giorno, atteso in ((date(2026, 7, 12), SI), (date(2026, 7, 13), NO)):
        adottato = conv.adozione("determina_annullamento", giorno)
        trovato = conv.esito(
            termine_annullamento,
            deciso,
            adottato,
            Efficacia(data=date(2026, 7, 20)),
            args=TERMINE | {"adottato": "determina_annullamento"},
            passo="efficacia_annullamento",
        )
        assert trovato.esito is atteso
