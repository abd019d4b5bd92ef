"""The signature of the convention: what must come before it, its form, who signs."""

from datetime import date

from coproflow.domain.dati.convenzione import SostituzioneComponente
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione import (
    firma_digitale,
    firme_di_tutte_le_parti,
    forma_scritta,
    presupposti_stipula,
    raggruppamento_costituito,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
SOGLIA = {"soglia": "soglia_concessioni"}


def _gruppo(conv, **altro):
    due = (conv.ets(), conv.ets(conv.arca))
    avviso = conv.avviso(componenti=due, forma="raggruppamento_costituendo", **altro)
    return conv.tavolo(avviso=avviso)


def test_presupposti_stipula_soddisfatto(conv):
    """Esiti esecutivi, concessione vistata e pubblicata, controlli positivi, liberatoria: si può firmare."""
    trovato = conv.esito(presupposti_stipula, conv.verifica(), conv.stipula(), args=SOGLIA)
    assert trovato.esito is SI
    assert "n. 31 del 12 gennaio 2026" in trovato.motivo
    assert "nulla osta alla firma per la documentazione antimafia" in trovato.motivo


def test_presupposti_stipula_al_limite(conv):
    """Il giorno stesso della pubblicazione della concessione si può firmare; il giorno prima no."""
    controlli = conv.verifica(data=date(2026, 1, 16))
    for giorno, atteso in ((date(2026, 1, 20), SI), (date(2026, 1, 19), NO)):
        trovato = conv.esito(presupposti_stipula, controlli, conv.stipula(data=giorno), args=SOGLIA)
        assert trovato.esito is atteso


def test_presupposti_stipula_violato(conv):
    """Senza visto non si firma, e neppure con esiti non approvati, controlli negativi o un’interdittiva."""
    stipula, controlli = conv.stipula(), conv.verifica()
    senza_visto = conv.esito(
        presupposti_stipula, controlli, stipula, args=SOGLIA, tavolo=conv.tavolo(stadio="adottato")
    )
    assert senza_visto.esito is NO
    assert "visto" in senza_visto.motivo
    senza_esiti = conv.tavolo(avviso=conv.avviso(esiti=False))
    assert conv.esito(presupposti_stipula, controlli, stipula, args=SOGLIA, tavolo=senza_esiti).esito is NO
    negativi = conv.verifica(requisiti_positivi=False)
    assert "negativo" in conv.esito(presupposti_stipula, negativi, stipula, args=SOGLIA).motivo
    interdetto = conv.verifica(antimafia=conv.antimafia("interdittiva"))
    assert "interdittiva" in conv.esito(presupposti_stipula, interdetto, stipula, args=SOGLIA).motivo


def test_presupposti_stipula_sotto_condizione_risolutiva(conv):
    """In attesa dell’informazione antimafia si firma solo con la condizione risolutiva nella convenzione."""
    approvazione = conv.approvazione(antimafia=conv.antimafia("attesa", condizione_risolutiva=True))
    tavolo = conv.tavolo(approvazione=approvazione)
    senza = conv.esito(presupposti_stipula, conv.verifica(), conv.stipula(), args=SOGLIA, tavolo=tavolo)
    assert senza.esito is NO
    firmata = conv.stipula(clausole=("durata", "risolutiva_antimafia"))
    con = conv.esito(presupposti_stipula, conv.verifica(), firmata, args=SOGLIA, tavolo=tavolo)
    assert con.esito is SI
    assert "sotto condizione risolutiva" in con.motivo


def test_forma_scritta_soddisfatto(conv):
    """La convenzione scritta è valida."""
    assert conv.esito(forma_scritta, conv.stipula()).esito is SI


def test_forma_scritta_al_limite(conv):
    """Anche l’integrazione si firma per iscritto: è lei che si guarda, non la convenzione di prima."""
    assert conv.esito(forma_scritta, conv.stipula(), conv.integrazione(forma="orale")).esito is NO


def test_forma_scritta_violato(conv):
    """Un accordo orale è nullo (art. 11 c. 2 L. 241/1990)."""
    trovato = conv.esito(forma_scritta, conv.stipula(forma="orale"))
    assert trovato.esito is NO
    assert "nullo" in trovato.motivo


def test_firme_di_tutte_le_parti_soddisfatto(conv):
    """Firmano il Comune e il partner."""
    assert conv.esito(firme_di_tutte_le_parti, conv.stipula()).esito is SI


def test_firme_di_tutte_le_parti_al_limite(conv):
    """Per il raggruppamento costituito basta la firma del mandatario, che firma per tutti."""
    stipula = conv.stipula(atto_costitutivo=conv.costitutivo())
    assert conv.esito(firme_di_tutte_le_parti, stipula, tavolo=_gruppo(conv)).esito is SI
    senza_mandato = conv.esito(firme_di_tutte_le_parti, conv.stipula(), tavolo=_gruppo(conv))
    assert senza_mandato.esito is NO
    assert conv.arca in senza_mandato.motivo


def test_firme_di_tutte_le_parti_violato(conv):
    """Senza la firma del Comune la convenzione non è stipulata; e la data è quella dell’ultima firma."""
    assert conv.comune in conv.esito(firme_di_tutte_le_parti, conv.stipula(firme=(conv.firma(),))).motivo
    tardi = conv.stipula(firme=(conv.firma(conv.comune, il=date(2026, 2, 17)), conv.firma()))
    assert conv.esito(firme_di_tutte_le_parti, tardi).esito is NO


def test_firma_digitale_soddisfatto(conv):
    """Le firme digitali vanno bene."""
    assert conv.esito(firma_digitale, conv.stipula()).esito is SI


def test_firma_digitale_al_limite(conv):
    """Anche la firma elettronica avanzata va bene."""
    firme = (conv.firma(conv.comune), conv.firma(tipo="avanzata"))
    assert conv.esito(firma_digitale, conv.stipula(firme=firme)).esito is SI


def test_firma_digitale_violato(conv):
    """La firma autografa dell’ETS non è nulla, ma si motiva: la regola è di prassi."""
    firme = (conv.firma(conv.comune), conv.firma(tipo="autografa"))
    assert conv.esito(firma_digitale, conv.stipula(firme=firme)).esito is NO
    assert firma_digitale.forza == "prassi"


def test_raggruppamento_costituito_soddisfatto(conv):
    """Il raggruppamento costituito prima della firma, fra tutti i suoi enti, può stipulare."""
    stipula = conv.stipula(atto_costitutivo=conv.costitutivo())
    assert conv.esito(raggruppamento_costituito, stipula, tavolo=_gruppo(conv)).esito is SI
    assert conv.esito(raggruppamento_costituito, conv.stipula()).esito is NA


def test_raggruppamento_costituito_al_limite(conv):
    """L’atto costitutivo può essere del giorno della firma, non del giorno dopo."""
    for giorno, atteso in ((conv.firma_del, SI), (date(2026, 2, 17), NO)):
        stipula = conv.stipula(atto_costitutivo=conv.costitutivo(il=giorno))
        assert conv.esito(raggruppamento_costituito, stipula, tavolo=_gruppo(conv)).esito is atteso


def test_raggruppamento_costituito_violato(conv):
    """Senza atto costitutivo il costituendo non firma, e neppure se l’atto lascia fuori un ente."""
    assert conv.esito(raggruppamento_costituito, conv.stipula(), tavolo=_gruppo(conv)).esito is NO
    monco = conv.stipula(atto_costitutivo=conv.costitutivo(componenti=(conv.girasole,)))
    assert conv.arca in conv.esito(raggruppamento_costituito, monco, tavolo=_gruppo(conv)).motivo


def _cambio(conv, esce, entra=None):
    nuovo = conv.ets(entra) if entra else None
    return SostituzioneComponente(data=date(2027, 2, 1), esce=esce, entra=nuovo, motivo="uscita")


def _addendum(conv, **altro):
    giorno = date(2027, 3, 1)
    firme = (conv.firma(conv.comune, il=giorno), conv.firma(il=giorno))
    valori = {"data": giorno, "firme": firme, "titolo": "sostituzione", "importo": conv.euro("0,00")}
    return conv.integrazione(**(valori | altro))


def test_raggruppamento_dopo_il_cambio(conv):
    """Chi entra sta nell’atto costitutivo modificato; chi soltanto esce non chiede un atto nuovo."""
    stipula = conv.stipula(atto_costitutivo=conv.costitutivo())
    entra = (stipula, _cambio(conv, conv.arca, "Bosco APS"))
    vecchio = conv.esito(raggruppamento_costituito, *entra, _addendum(conv), tavolo=_gruppo(conv))
    assert "Bosco APS" in vecchio.motivo
    nuovo = _addendum(conv, atto_costitutivo=conv.costitutivo(componenti=(conv.girasole, "Bosco APS")))
    assert conv.esito(raggruppamento_costituito, *entra, nuovo, tavolo=_gruppo(conv)).esito is SI
    solo_uno = (stipula, _cambio(conv, conv.arca))
    trovato = conv.esito(raggruppamento_costituito, *solo_uno, _addendum(conv), tavolo=_gruppo(conv))
    assert trovato.esito is NA


def test_mandatario_che_esce(conv):
    """Se esce il mandatario serve un mandato a chi resta; rimasto un ente solo, firma lui."""
    stipula = conv.stipula(atto_costitutivo=conv.costitutivo())
    esce = (stipula, _cambio(conv, conv.girasole, "Bosco APS"))
    stesso = _addendum(conv, atto_costitutivo=conv.costitutivo(componenti=(conv.arca, "Bosco APS")))
    trovato = conv.esito(raggruppamento_costituito, *esce, stesso, tavolo=_gruppo(conv))
    assert "mandatario" in trovato.motivo
    solo = (stipula, _cambio(conv, conv.girasole))
    trovato = conv.esito(firme_di_tutte_le_parti, *solo, _addendum(conv), tavolo=_gruppo(conv))
    assert conv.arca in trovato.motivo
    nessuno = conv.esito(
        firme_di_tutte_le_parti, conv.stipula(), _cambio(conv, conv.girasole), _addendum(conv)
    )
    assert "nessun ente" in nessuno.motivo
