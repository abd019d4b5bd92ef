"""L. 241/1990, how a limiting measure takes effect, how money is asked back, how an act is suspended."""

from datetime import date

from coproflow.domain.dati.autotutela import Efficacia, ProrogaSospensione, Recesso, Sospensione
from coproflow.domain.dati.convenzione import Cessazione, RitiroProvvedimento
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.l241_efficacia import (
    efficacia_con_comunicazione,
    nessun_provvedimento_in_sospeso,
    proroga_unica,
    provvedimento_da_ritirare,
    restituzione_con_termine,
    sospensione_a_termine,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
RECESSO = {"atto": "determina_recesso", "passo": "recesso"}
LIMITE = {"limite": "termine_annullamento"}
MARZO = date(2027, 3, 12)


def _recesso(conv, **altro):
    valori = {
        "data": MARZO,
        "motivazione": "interesse pubblico",
        "fatto": "nuovo piano",
        "fatto_del": date(2027, 2, 1),
        "indennizzo": conv.indennizzo(),
    }
    return Recesso(**(valori | altro))


def _efficacia():
    return Efficacia(data=date(2027, 3, 20))


def test_efficacia_con_comunicazione_soddisfatto(conv):
    """Adottato il 12 e comunicato il 15 marzo, il recesso è efficace."""
    trovato = conv.esito(
        efficacia_con_comunicazione,
        _recesso(conv),
        conv.adozione("determina_recesso", MARZO),
        conv.comunicazione("determina_recesso", date(2027, 3, 15)),
        _efficacia(),
        args=RECESSO,
    )
    assert trovato.esito is SI
    assert "15 marzo 2027" in trovato.motivo


def test_efficacia_con_comunicazione_di_nessun_provvedimento(conv):
    """Non si rende efficace ciò che nessuno ha disposto."""
    adozione = conv.adozione("determina_recesso", MARZO)
    trovato = conv.esito(efficacia_con_comunicazione, adozione, _efficacia(), args=RECESSO)
    assert trovato.esito is NO
    assert "non è quello che si vuole rendere efficace" in trovato.motivo


def test_efficacia_con_comunicazione_al_limite(conv):
    """La clausola motivata di immediata efficacia basta, ma non per un provvedimento sanzionatorio."""
    adozione = conv.adozione("determina_recesso", MARZO)
    for sanzione, atteso in ((False, SI), (True, NO)):
        recesso = _recesso(conv, clausola_immediata="tutela degli utenti", sanzionatorio=sanzione)
        trovato = conv.esito(efficacia_con_comunicazione, recesso, adozione, _efficacia(), args=RECESSO)
        assert trovato.esito is atteso
    cautelare = _recesso(conv, cautelare_urgente=True)
    assert (
        conv.esito(efficacia_con_comunicazione, cautelare, adozione, _efficacia(), args=RECESSO).esito is SI
    )
    a_molti = _recesso(conv, pubblicita="pubblicazione sul sito")
    assert conv.esito(efficacia_con_comunicazione, a_molti, adozione, _efficacia(), args=RECESSO).esito is SI


def test_efficacia_con_comunicazione_violato(conv):
    """Finché non è adottato e comunicato, il recesso non ha effetto (art. 21-bis)."""
    solo_deciso = conv.esito(efficacia_con_comunicazione, _recesso(conv), _efficacia(), args=RECESSO)
    assert solo_deciso.esito is NO
    adottato = conv.adozione("determina_recesso", MARZO)
    non_comunicato = conv.esito(
        efficacia_con_comunicazione, _recesso(conv), adottato, _efficacia(), args=RECESSO
    )
    assert "comunicata" in non_comunicato.motivo
    altra = {"atto": "determina_revoca", "passo": "revoca"}
    assert (
        conv.esito(efficacia_con_comunicazione, _recesso(conv), adottato, _efficacia(), args=altra).esito
        is NO
    )


def test_restituzione_con_termine_soddisfatto(conv):
    """Si chiede indietro una somma, entro un giorno e con un avviso di pagamento."""
    recesso = _recesso(
        conv,
        da_recuperare=conv.euro("100,00"),
        termine_restituzione=date(2027, 5, 1),
        modalita_restituzione="avviso pagoPA",
    )
    assert conv.esito(restituzione_con_termine, recesso).esito is SI


def test_restituzione_con_termine_al_limite(conv):
    """Senza somme da restituire non serve un termine; con un centesimo sì."""
    assert conv.esito(restituzione_con_termine, _recesso(conv)).esito is NA
    centesimo = _recesso(conv, da_recuperare=conv.euro("0,01"))
    assert conv.esito(restituzione_con_termine, centesimo).esito is NO


def test_restituzione_con_termine_violato(conv):
    """Anche il saldo finale da recuperare vuole termine e modalità (art. 21-ter)."""
    chiusura = conv.conclusione(saldo_da_recuperare=conv.euro("5,00"), termine_restituzione=date(2029, 4, 1))
    assert conv.esito(restituzione_con_termine, chiusura).esito is NO


def _sospensione(fino, ragioni="grave irregolarità in accertamento"):
    return Sospensione(data=date(2026, 4, 1), ragioni=ragioni, fino_al=fino)


def test_sospensione_a_termine_soddisfatto(conv):
    """Sospesa fino al 31 maggio, dentro i sei mesi dalla concessione."""
    trovato = conv.esito(sospensione_a_termine, _sospensione(date(2026, 5, 31)), args=LIMITE)
    assert trovato.esito is SI


def test_sospensione_a_termine_al_limite(conv):
    """La concessione è del 12 gennaio: fino al 12 luglio si può, fino al 13 no."""
    for fino, atteso in ((date(2026, 7, 12), SI), (date(2026, 7, 13), NO)):
        assert conv.esito(sospensione_a_termine, _sospensione(fino), args=LIMITE).esito is atteso


def test_sospensione_a_termine_violato(conv):
    """Una sospensione senza termine, o senza gravi ragioni, è illegittima; la proroga ha lo stesso limite."""
    assert conv.esito(sospensione_a_termine, _sospensione(None), args=LIMITE).esito is NO
    muta = _sospensione(date(2026, 5, 31), ragioni="")
    assert conv.esito(sospensione_a_termine, muta, args=LIMITE).esito is NO
    proroga = ProrogaSospensione(data=date(2026, 5, 31), ragioni="indagine", fino_al=date(2026, 9, 1))
    assert (
        conv.esito(sospensione_a_termine, _sospensione(date(2026, 5, 31)), proroga, args=LIMITE).esito is NO
    )


def _proroga(giorno=date(2026, 5, 30)):
    return ProrogaSospensione(data=giorno, ragioni="indagine", fino_al=date(2026, 7, 1))


def test_proroga_unica_soddisfatto(conv):
    """La prima proroga è ammessa."""
    assert conv.esito(proroga_unica, _sospensione(date(2026, 5, 31)), _proroga()).esito is SI


def test_proroga_unica_al_limite(conv):
    """Una nuova sospensione, per un’altra ragione, può di nuovo essere prorogata una volta."""
    trovato = conv.esito(
        proroga_unica,
        _sospensione(date(2026, 5, 1)),
        _proroga(date(2026, 4, 30)),
        _sospensione(date(2026, 6, 30), "altra irregolarità"),
        _proroga(date(2026, 6, 29)),
    )
    assert trovato.esito is SI


def test_proroga_unica_violato(conv):
    """La seconda proroga della stessa sospensione non è ammessa."""
    trovato = conv.esito(
        proroga_unica, _sospensione(date(2026, 5, 31)), _proroga(), _proroga(date(2026, 6, 30))
    )
    assert trovato.esito is NO


def _ritiro(giorno=date(2027, 3, 16)):
    return RitiroProvvedimento(data=giorno, motivo="il fatto non sussiste")


def test_provvedimento_da_ritirare_soddisfatto(conv):
    """Il recesso deciso il 12 marzo si ritira."""
    assert "12 marzo 2027" in conv.esito(provvedimento_da_ritirare, _recesso(conv), _ritiro()).motivo


def test_provvedimento_da_ritirare_al_limite(conv):
    """Ritirato una volta non si ritira di nuovo; deciso di nuovo, sì."""
    ritirato = (_recesso(conv), _ritiro())
    assert conv.esito(provvedimento_da_ritirare, *ritirato, _ritiro(date(2027, 3, 17))).esito is NO
    di_nuovo = (*ritirato, _recesso(conv, data=date(2027, 4, 1)))
    assert conv.esito(provvedimento_da_ritirare, *di_nuovo, _ritiro(date(2027, 4, 2))).esito is SI


def test_provvedimento_da_ritirare_violato(conv):
    """Senza un provvedimento non c’è nulla da ritirare."""
    assert conv.esito(provvedimento_da_ritirare, _ritiro()).esito is NO


def _cessa(conv, *prima):
    return conv.esito(nessun_provvedimento_in_sospeso, *prima, Cessazione(data=date(2027, 6, 1)))


def test_nessun_provvedimento_in_sospeso_soddisfatto(conv):
    """Nulla è stato deciso contro il partner."""
    assert _cessa(conv, conv.stipula()).esito is SI


def test_nessun_provvedimento_in_sospeso_al_limite(conv):
    """Deciso e ritirato, non è più in sospeso."""
    assert _cessa(conv, _recesso(conv), _ritiro()).esito is SI


def test_nessun_provvedimento_in_sospeso_violato(conv):
    """Il recesso deciso e mai comunicato resta lì: prima di andare oltre lo si comunica o lo si ritira."""
    trovato = _cessa(conv, _recesso(conv))
    assert trovato.esito is NO
    assert {r.passo for r in trovato.rimedi} == {"efficacia_recesso", "ritiro_provvedimento"}
