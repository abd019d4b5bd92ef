"""Cofinancing when accounts are rendered: the minimum, the measure of the convention, goods in kind."""

from datetime import date

from coproflow.domain.dati.rendicontazione import Apporto
from coproflow.domain.dati.tavolo import ContributoAnno
from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.rendiconto_cofinanziamento import (
    apporti_valorizzati,
    cofinanziamento_maturato,
    riduzione_per_cofinanziamento,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
ANNO = {"dal": date(2026, 1, 1), "al": date(2026, 12, 31), "periodo": "anno 2026"}


def _maturato(rend, reso, *, sorelle=(), progetto=None, avviso=None, **periodo):
    ctx = rend(
        rend.apertura(**(periodo or ANNO)),
        rend.presentazione(),
        rend.esame(cofinanziamento_non_monetario=rend.euro(reso)),
        rend.approvazione(),
        convenzione=rend.convenzione(
            avviso={"cofinanziamento_minimo": "10 %"} | (avviso or {}), progetto=progetto
        ),
        sorelle=sorelle,
    )
    return cofinanziamento_maturato.check(
        ctx, minimo="cofinanziamento_minimo", base="base_cofinanziamento", verifica="verifica_cofinanziamento"
    )


def test_cofinanziamento_maturato_soddisfatto(rend):
    """Su 1.000,00 euro riconosciuti nel 2026 se ne sono cofinanziati 150,00."""
    assert _maturato(rend, "150,00").esito is SI


def test_cofinanziamento_maturato_al_limite(rend):
    """Il dieci per cento di 1.000,00 euro è 100,00: un centesimo in meno non basta."""
    assert _maturato(rend, "100,00").esito is SI
    assert _maturato(rend, "99,99").esito is NO


def test_cofinanziamento_maturato_violato(rend):
    """Contano anche gli altri rendiconti: su 2.000,00 euro riconosciuti in tutto ne servono 200,00."""
    altro = rend(rend.presentazione(), rend.esame(), rend.approvazione(), id_="rend-2")
    trovato = _maturato(rend, "150,00", sorelle=(altro,))
    assert trovato.esito is NO
    assert "€ 50,00" in trovato.motivo


def test_cofinanziamento_maturato_non_ogni_semestre(rend):
    """A metà anno il minimo non si verifica ancora, se l'ente non ha scelto altrimenti."""
    assert _maturato(rend, "0,00", al=date(2026, 6, 30)).esito is FUORI


def test_cofinanziamento_maturato_sulla_quota_comunale(rend):
    """Se metà del contributo è dell'Ambito, il dieci per cento si conta sulla metà comunale."""
    contributi = tuple(
        ContributoAnno(esercizio=2026, fonte=f, importo=rend.euro("15.000,00")) for f in ("comune", "ambito")
    )
    progetto = rend.progetto(contributi=contributi)
    assert _maturato(rend, "50,00", progetto=progetto).esito is SI
    assert _maturato(rend, "49,99", progetto=progetto).esito is NO


def test_cofinanziamento_maturato_dell_avviso_d_ambito(rend):
    """Se procede l'Ambito e un terzo è del Comune, il dieci per cento si conta sui due terzi dell'Ambito."""
    quote = (("ambito", "20.000,00"), ("comune", "10.000,00"))
    contributi = tuple(ContributoAnno(esercizio=2026, fonte=f, importo=rend.euro(i)) for f, i in quote)
    progetto = rend.progetto(contributi=contributi)
    dell_ambito = {"altra_fonte": "comune"}
    assert _maturato(rend, "66,67", progetto=progetto, avviso=dell_ambito).esito is SI
    assert _maturato(rend, "66,66", progetto=progetto, avviso=dell_ambito).esito is NO


def _misura(rend, misura, riduzione, *, reso="40,00", finale=True):
    figure = {"riduzione_cofinanziamento": misura} if misura else {}
    taglio = rend.euro(riduzione)
    ctx = rend(
        rend.apertura(**ANNO, finale=finale),
        rend.presentazione(),
        rend.esame(cofinanziamento_non_monetario=rend.euro(reso)),
        rend.approvazione(riduzione_cofinanziamento=taglio, riconosciuto=rend.euro("1.000,00") - taglio),
        convenzione=rend.convenzione(figure=figure, avviso={"cofinanziamento_minimo": "10 %"}),
    )
    return riduzione_per_cofinanziamento.check(
        ctx, minimo="cofinanziamento_minimo", base="base_cofinanziamento", misura="riduzione_cofinanziamento"
    )


def test_riduzione_per_cofinanziamento_soddisfatto(rend):
    """Raggiunto il minimo non si riduce nulla."""
    assert _misura(rend, "fino_al_minimo", "0,00", reso="100,00").esito is SI


def test_riduzione_per_cofinanziamento_al_limite(rend):
    """Con 40,00 euro su 100,00 il contributo scende a 400,00: se ne tolgono 600,00, al centesimo."""
    assert _misura(rend, "fino_al_minimo", "600,00").esito is SI
    assert _misura(rend, "fino_al_minimo", "600,01").esito is NO
    assert _misura(rend, "fino_al_minimo", "599,99").esito is NO


def test_riduzione_per_cofinanziamento_violato(rend):
    """Senza clausola, o se essa non riduce, il cofinanziamento mancante non taglia il contributo."""
    assert _misura(rend, "", "600,00").esito is NO
    assert _misura(rend, "", "0,00").esito is SI
    assert _misura(rend, "nessuna", "0,01").esito is NO


def test_riduzione_per_cofinanziamento_proporzionale(rend):
    """In proporzione: resi 40,00 euro dei 3.000,00 promessi, mancano 2.960 parti su 3.000."""
    assert _misura(rend, "proporzionale", "986,66").esito is SI


def test_riduzione_per_cofinanziamento_solo_a_consuntivo(rend):
    """Prima del rendiconto finale non si applica nessuna misura."""
    assert _misura(rend, "fino_al_minimo", "600,00", finale=False).esito is NO
    assert _misura(rend, "fino_al_minimo", "0,00", finale=False).esito is SI


def _apporti(rend, *apporti):
    return apporti_valorizzati.check(rend(rend.presentazione(cofinanziamento=apporti)))


def test_apporti_valorizzati_soddisfatto(rend):
    """Le ore dei volontari si valorizzano alla retribuzione oraria della qualifica."""
    ore = Apporto(
        tipo="non_monetario",
        descrizione="40 ore di volontari",
        valore=rend.euro("600,00"),
        criterio="retribuzione oraria lorda, livello C1 del CCNL cooperative sociali",
    )
    assert _apporti(rend, ore).esito is SI


def test_apporti_valorizzati_al_limite(rend):
    """Un apporto in denaro non ha un criterio da dichiarare."""
    denaro = Apporto(tipo="monetario", descrizione="denaro", valore=rend.euro("600,00"))
    assert _apporti(rend, denaro).esito is FUORI
    assert _apporti(rend).esito is FUORI


def test_apporti_valorizzati_violato(rend):
    """Un apporto di beni senza criterio di stima va motivato."""
    sale = Apporto(tipo="non_monetario", descrizione="uso delle sale", valore=ZERO)
    assert _apporti(rend, sale).esito is NO
