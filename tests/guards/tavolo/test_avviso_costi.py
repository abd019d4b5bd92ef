"""Costs and contributions in kind: volunteers, goods, flat rates, cost of labour."""

from coproflow.domain.dati.tavolo import ApportoEts, VoceSpesa
from coproflow.domain.importi import Quota
from coproflow.domain.parametri import Figura
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.avviso_costi import (
    apporti_non_monetari,
    costo_del_lavoro,
    costo_del_lavoro_rimborsabile,
    limite_apporti_non_monetari,
    limite_forfait,
    rimborso_non_forfettario,
    volontariato_non_rimborsato,
)

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def _con(tavolo, *figure, **campi):
    return tavolo(candidato=tavolo.progetto(**campi), figure=figure)


def test_apporti_non_monetari_soddisfatto(tavolo):
    """Ottocento ore a 18,00 euro, per una qualifica del contratto collettivo, valgono 14.400,00."""
    assert apporti_non_monetari.check(_con(tavolo)).esito is SI


def test_apporti_non_monetari_al_limite(tavolo):
    """Un centesimo in più delle ore per la tariffa non ha fondamento."""
    gonfio = tavolo.volontari(importo=tavolo.euro("14.400,01"))
    assert apporti_non_monetari.check(_con(tavolo, cofinanziamento=(gonfio,))).esito is NO


def test_apporti_non_monetari_violato(tavolo):
    """Un bene senza stima o senza titolo, o volontari senza qualifica, non si valorizzano."""
    bene = ApportoEts(
        tipo="non_monetario", natura="beni", descrizione="Furgone", importo=tavolo.euro("5.000,00")
    )
    trovato = apporti_non_monetari.check(_con(tavolo, cofinanziamento=(bene,)))
    assert trovato.esito is NO
    assert "il criterio di stima e il titolo" in trovato.motivo
    senza = tavolo.volontari(qualifica="")
    assert apporti_non_monetari.check(_con(tavolo, cofinanziamento=(senza,))).esito is NO


def test_apporti_non_monetari_non_applicabile(tavolo):
    """Se l'ETS mette solo denaro non c'è nulla da valorizzare."""
    denaro = ApportoEts(tipo="monetario", descrizione="Fondi propri", importo=tavolo.euro("24.400,00"))
    assert apporti_non_monetari.check(_con(tavolo, cofinanziamento=(denaro,))).esito is FUORI


def _limite(tavolo, valore):
    figura = Figura(parametro="apporti_non_monetari_massimi", valore=valore)
    return limite_apporti_non_monetari.check(_con(tavolo, figura), massimo="apporti_non_monetari_massimi")


def test_limite_apporti_non_monetari_soddisfatto(tavolo):
    """Se l'avviso ammette cofinanziamento tutto non monetario, 14.400 su 24.400 vanno bene."""
    assert _limite(tavolo, "100 %").esito is SI


def test_limite_apporti_non_monetari_al_limite(tavolo):
    """14.400 su 24.400 sono, al centesimo, il 59,0164 %: un decimillesimo di quota in meno non basta."""
    assert _limite(tavolo, "59,0164 %").esito is SI
    assert _limite(tavolo, "59,0163 %").esito is NO


def test_limite_apporti_non_monetari_violato(tavolo):
    """Se l'avviso ammette al più la metà, 14.400 su 24.400 sono troppi."""
    trovato = _limite(tavolo, "50 %")
    assert trovato.esito is NO
    assert trovato.valori["ammesso"] == tavolo.euro("12.200,00")


def test_volontariato_non_rimborsato_soddisfatto(tavolo):
    """Il piano rimborsa educatori e materiali, non i volontari."""
    assert volontariato_non_rimborsato.check(_con(tavolo)).esito is SI


def test_volontariato_non_rimborsato_al_limite(tavolo):
    """Un apporto può coprire una voce fuori dal piano, non una che il piano già rimborsa."""
    fuori = tavolo.volontari(voce="Z")
    dentro = tavolo.volontari(voce="A")
    assert volontariato_non_rimborsato.check(_con(tavolo, cofinanziamento=(fuori,))).esito is SI
    assert volontariato_non_rimborsato.check(_con(tavolo, cofinanziamento=(dentro,))).esito is NO


def test_volontariato_non_rimborsato_violato(tavolo):
    """Neppure a forfait si rimborsa l'attività dei volontari."""
    voce = VoceSpesa(codice="V", titolo="Volontari", importo=tavolo.euro("100,00"), volontariato=True)
    assert volontariato_non_rimborsato.check(_con(tavolo, voci=(voce,))).esito is NO


def _forfait(tavolo, **campi):
    base = {
        "codice": "F",
        "titolo": "Spese generali",
        "importo": tavolo.euro("15.500,00"),
        "forfettaria": True,
        "percentuale": Quota.da_testo("5 %"),
        "spese_comprese": ("utenze", "amministrazione"),
        "metodo": "ore di sede su ore totali",
        "conguaglio": True,
    }
    return VoceSpesa(**{**base, **campi})


AMMESSO = Figura(parametro="forfait_ammesso", valore="con_conguaglio")


def test_rimborso_non_forfettario_soddisfatto(tavolo):
    """Un piano di soli costi effettivi rispetta la regola."""
    assert rimborso_non_forfettario.check(_con(tavolo), ammesso="forfait_ammesso").esito is SI


def test_rimborso_non_forfettario_al_limite(tavolo):
    """Se l'ente lo ammette, il forfait vale con metodo e conguaglio; senza conguaglio no."""
    con = _con(tavolo, AMMESSO, voci=(_forfait(tavolo),))
    senza = _con(tavolo, AMMESSO, voci=(_forfait(tavolo, conguaglio=False),))
    assert rimborso_non_forfettario.check(con, ammesso="forfait_ammesso").esito is SI
    assert rimborso_non_forfettario.check(senza, ammesso="forfait_ammesso").esito is NO


def test_rimborso_non_forfettario_violato(tavolo):
    """Di regola il forfait non è ammesso, neppure con conguaglio."""
    ctx = _con(tavolo, voci=(_forfait(tavolo),))
    assert rimborso_non_forfettario.check(ctx, ammesso="forfait_ammesso").esito is NO


def _tetto(tavolo, importo):
    voci = (*tavolo.progetto().voci, _forfait(tavolo, importo=tavolo.euro(importo)))
    ctx = _con(tavolo, Figura(parametro="forfait_massimo", valore="5 %"), voci=voci)
    return limite_forfait.check(ctx, massimo="forfait_massimo")


def test_limite_forfait_soddisfatto(tavolo):
    """Diecimila euro sono meno del 5 % di 310.000."""
    assert _tetto(tavolo, "10.000,00").esito is SI


def test_limite_forfait_al_limite(tavolo):
    """Il 5 % di 310.000,00 è 15.500,00: un centesimo di più non è consentito."""
    assert _tetto(tavolo, "15.500,00").esito is SI
    assert _tetto(tavolo, "15.500,01").esito is NO


def test_limite_forfait_violato(tavolo):
    """Ventimila euro di forfait superano la percentuale dell'avviso."""
    assert _tetto(tavolo, "20.000,00").esito is NO


def test_costo_del_lavoro_soddisfatto(tavolo):
    """Contratto, livello, costo orario, ore e forbice retributiva: il costo del lavoro è motivato."""
    trovato = costo_del_lavoro.check(_con(tavolo))
    assert trovato.esito is SI
    assert "€ 260.000,00" in trovato.motivo


def test_costo_del_lavoro_al_limite(tavolo):
    """Tredicimila ore a 20,00 euro fanno 260.000,00: un centesimo di più è una maggiorazione."""
    voce = tavolo.personale(importo=tavolo.euro("260.000,01"))
    assert costo_del_lavoro.check(_con(tavolo, voci=(voce,))).esito is NO


def test_costo_del_lavoro_violato(tavolo):
    """Senza contratto collettivo, o senza il rapporto 1:8, il costo del lavoro non si ammette."""
    senza = tavolo.personale(ccnl="")
    assert costo_del_lavoro.check(_con(tavolo, voci=(senza,))).esito is NO
    assert costo_del_lavoro.check(_con(tavolo, forbice_retributiva=False)).esito is NO


def _rimborsabile(ctx):
    return costo_del_lavoro_rimborsabile.check(ctx, lettura="costo_lavoro_rimborsabile")


SPESE_VIVE = Figura(parametro="costo_lavoro_rimborsabile", valore="solo_spese_vive")


def test_costo_del_lavoro_rimborsabile_soddisfatto(tavolo):
    """Con la lettura predefinita il costo del lavoro si rimborsa."""
    assert _rimborsabile(_con(tavolo)).esito is SI


def test_costo_del_lavoro_rimborsabile_al_limite(tavolo):
    """Se si rimborsano le sole spese vive, un piano senza personale passa."""
    materiali = VoceSpesa(codice="B", titolo="Materiali", importo=tavolo.euro("1,00"))
    assert _rimborsabile(_con(tavolo, SPESE_VIVE, voci=(materiali,))).esito is FUORI


def test_costo_del_lavoro_rimborsabile_violato(tavolo):
    """Se si rimborsano le sole spese vive, gli educatori restano fuori."""
    assert _rimborsabile(_con(tavolo, SPESE_VIVE)).esito is NO
