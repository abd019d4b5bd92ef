"""D.Lgs. 33/2013, artt. 26-27: a grant has effect once its table is published."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.atto import PubblicazioneTrasparenza, VoceTrasparenza
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.trasparenza_concessioni import concessione_efficace, tabella_concessione

SI, NO, FUORI = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
ATTO, PASSO = "determina_approvazione_progetto", "approvazione_progetto"
PUBBLICATA = date(2026, 4, 8)


def _tabella(**campi):
    voce = VoceTrasparenza(
        beneficiario="Cooperativa sociale Orsa Minore",
        dati_fiscali="00000000000",
        importo=campi.pop("importo"),
        titolo="art. 12 L. 241/1990",
        ufficio="Servizi sociali, Anna Ferrari",
        modalita="co-progettazione",
        link_progetto="https://www.comune.example.it/p2",
    )
    return PubblicazioneTrasparenza(
        data=PUBBLICATA,
        atto=ATTO,
        sezione="art26_concessioni",
        indirizzo="https://www.comune.example.it/art26",
        voci=(replace(voce, **campi),),
    )


def _efficace(ctx):
    return concessione_efficace.check(ctx, atto=ATTO, passo=PASSO, soglia="soglia_concessioni")


def _con(tavolo, *dopo, importo="294.000,00", giorno=PUBBLICATA):
    atto = tavolo.approvazione(impegni=(tavolo.impegno(importo=tavolo.euro(importo)),))
    return tavolo(atto, tavolo.adozione(), tavolo.visto(), *dopo, data=giorno)


def test_concessione_efficace_soddisfatto(tavolo):
    """La concessione esecutiva e pubblicata in Amministrazione trasparente ha effetto."""
    ctx = _con(tavolo, _tabella(importo=tavolo.euro("294.000,00")))
    assert _efficace(ctx).esito is SI


def test_concessione_efficace_al_limite(tavolo):
    """Mille euro nell'anno non aspettano la pubblicazione, mille euro e un centesimo sì."""
    assert _efficace(_con(tavolo, importo="1.000,00")).esito is FUORI
    assert _efficace(_con(tavolo, importo="1.000,01")).esito is NO


def test_concessione_efficace_sommando_i_tavoli_dell_anno(tavolo):
    """Seicento euro qui e seicento da un altro tavolo, nello stesso anno, passano i mille."""
    atto = tavolo.approvazione(impegni=(tavolo.impegno(importo=tavolo.euro("600,00")),))
    for giorno, atteso in ((atto.data, NO), (date(2025, 12, 31), FUORI)):
        altro = tavolo(replace(atto, data=giorno), id_="tavolo-2")
        ctx = tavolo(atto, tavolo.adozione(), tavolo.visto(), data=PUBBLICATA, altri_tavoli=altro)
        assert _efficace(ctx).esito is atteso


def test_concessione_efficace_violato(tavolo):
    """Prima del visto, e prima del giorno della pubblicazione, la concessione non ha effetto."""
    senza_visto = tavolo(tavolo.approvazione(), tavolo.adozione(), data=PUBBLICATA)
    assert _efficace(senza_visto).esito is NO
    tabella = _tabella(importo=tavolo.euro("294.000,00"))
    assert _efficace(_con(tavolo, tabella, giorno=date(2026, 4, 7))).esito is NO


def test_tabella_concessione_soddisfatto(tavolo):
    """La tabella con beneficiario, importo, titolo, ufficio, modalità e progetto è completa."""
    ctx = _con(tavolo, _tabella(importo=tavolo.euro("294.000,00")))
    assert tabella_concessione.check(ctx, atto=ATTO, passo=PASSO).esito is SI


def test_tabella_concessione_al_limite(tavolo):
    """Il curriculum può essere «non dovuto», ma la voce non può restare vuota."""
    completa = _con(tavolo, _tabella(importo=tavolo.euro("294.000,00"), link_curriculum="non dovuto"))
    assert tabella_concessione.check(completa, atto=ATTO, passo=PASSO).esito is SI
    vuota = _con(tavolo, _tabella(importo=tavolo.euro("294.000,00"), link_curriculum=" "))
    assert tabella_concessione.check(vuota, atto=ATTO, passo=PASSO).esito is NO


def test_tabella_concessione_violato(tavolo):
    """Una tabella senza importo, o senza uno dei beneficiari, è incompleta."""
    senza = tabella_concessione.check(
        _con(tavolo, _tabella(importo=tavolo.euro("0,00"))), atto=ATTO, passo=PASSO
    )
    assert senza.esito is NO
    altro = _con(tavolo, _tabella(importo=tavolo.euro("294.000,00"), beneficiario="Altro ETS"))
    trovato = tabella_concessione.check(altro, atto=ATTO, passo=PASSO)
    assert trovato.esito is NO
    assert "Orsa Minore" in trovato.motivo


def test_tabella_concessione_non_applicabile(tavolo):
    """Finché nulla è pubblicato non c'è una tabella da controllare."""
    assert tabella_concessione.check(_con(tavolo), atto=ATTO, passo=PASSO).esito is FUORI
