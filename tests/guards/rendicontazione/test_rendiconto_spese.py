"""The expenses of a report: outcome, period, proof, item of the plan, uniqueness, shifts."""

from datetime import date

from coproflow.domain.dati.autotutela import Efficacia
from coproflow.domain.dati.convenzione import (
    ApprovazioneEstensione,
    Cessazione,
    PreavvisoCessazione,
    RecessoPartner,
    VoceCosto,
)
from coproflow.domain.dati.rendicontazione import RispostaIntegrazione, ScostamentoAutorizzato
from coproflow.domain.dati.spesa import Bilancio, Cassa
from coproflow.domain.importi import ZERO
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.rendiconto_spese import (
    esito_di_ogni_spesa,
    giustificativi_annullati,
    scostamenti_fra_le_voci,
    spese_documentate_e_pagate,
    spese_nel_periodo,
    spese_nel_piano,
    spese_uniche,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
BILANCIO = Bilancio(stato="approvato", delibera="DCC 1", esercizi=(2026,), peg="DGC 1", capitoli=())
CASSA = Cassa(attestazione=True, pagamenti=ZERO, stanziamento=ZERO)


def test_esito_di_ogni_spesa_soddisfatto(rend):
    """Una spesa ammessa in tutto non chiede motivazione."""
    assert esito_di_ogni_spesa.check(rend(rend.presentazione(), rend.esame())).esito is SI


def test_esito_di_ogni_spesa_al_limite(rend):
    """Un centesimo in meno dell'imputato va motivato, un centesimo in più non si può ammettere."""
    meno = rend(rend.presentazione(), rend.esame(rend.esito(ammesso="999,99", motivo="arrotondamento")))
    piu = rend(rend.presentazione(), rend.esame(rend.esito(ammesso="1.000,01")))
    assert esito_di_ogni_spesa.check(meno).esito is SI
    assert esito_di_ogni_spesa.check(piu).esito is NO


def test_esito_di_ogni_spesa_violato(rend):
    """Una spesa senza esito, o ridotta senza dire perché, lascia l'esame incompleto (art. 3 L. 241/1990)."""
    due = rend.presentazione(rend.spesa(), rend.spesa("S2"))
    assert esito_di_ogni_spesa.check(rend(due, rend.esame())).esito is NO
    muta = rend(rend.presentazione(), rend.esame(rend.esito(ammesso="500,00")))
    trovato = esito_di_ogni_spesa.check(muta)
    assert trovato.esito is NO
    assert "S1" in trovato.motivo


def test_spese_nel_periodo_soddisfatto(rend):
    """Una spesa di marzo 2026 cade nella convenzione 2026-2028."""
    assert spese_nel_periodo.check(rend(rend.presentazione(), rend.esame())).esito is SI


def test_spese_nel_periodo_al_limite(rend):
    """Il primo e l'ultimo giorno della convenzione sono dentro; il giorno prima è fuori."""
    for giorno, atteso in (
        (date(2026, 1, 1), SI),
        (date(2028, 12, 31), SI),
        (date(2025, 12, 31), NO),
        (date(2029, 1, 1), NO),
    ):
        ctx = rend(rend.presentazione(rend.spesa(sostenuta_il=giorno)), rend.esame())
        assert spese_nel_periodo.check(ctx).esito is atteso


def test_spese_nel_periodo_violato(rend):
    """Una spesa di prima della convenzione non si ammette; non ammessa, non ferma l'esame."""
    prima = rend.presentazione(rend.spesa(sostenuta_il=date(2025, 11, 3)))
    assert spese_nel_periodo.check(rend(prima, rend.esame())).esito is NO
    respinta = rend.esame(rend.esito(ammesso="0,00", motivo="anteriore alla convenzione"))
    assert spese_nel_periodo.check(rend(prima, respinta)).esito is SI


def _preavviso(ultimo, **altro):
    valori = {
        "data": date(2026, 1, 20),
        "ricezione": date(2026, 1, 20),
        "protocollo": "1",
        "cessano": "tutte",
        "ultimo_giorno": ultimo,
        "motivo": "altro_oggettivo",
        "fatto": "fatto",
        "fatto_del": date(2026, 1, 10),
        "riconoscimento_spese": True,
    }
    return PreavvisoCessazione(**valori | altro)


def _spesa_del(rend, giorno, *fatti):
    convenzione = rend.convenzione(fatti=fatti)
    ctx = rend(rend.presentazione(rend.spesa(sostenuta_il=giorno)), rend.esame(), convenzione=convenzione)
    return spese_nel_periodo.check(ctx).esito


def test_spese_fino_alla_fine_anticipata(rend):
    """Cessata, finisce l'ultimo giorno del preavviso, di chiunque sia; col solo preavviso no."""
    ultimo, dopo = date(2026, 7, 20), date(2026, 7, 21)
    cessata = Cessazione(data=date(2026, 7, 22))
    gennaio = date(2026, 1, 20)
    recesso = RecessoPartner(data=gennaio, ricezione=gennaio, protocollo="1", ultimo_giorno=ultimo)
    for preavviso in (_preavviso(ultimo), recesso):
        assert _spesa_del(rend, ultimo, preavviso, cessata) is SI
        assert _spesa_del(rend, dopo, preavviso, cessata) is NO
        assert _spesa_del(rend, dopo, preavviso) is SI


def test_spese_fino_all_efficacia_del_provvedimento(rend):
    """Una decadenza efficace il 10 giugno finisce la convenzione quel giorno."""
    efficace = Efficacia(data=date(2026, 6, 10))
    assert _spesa_del(rend, date(2026, 6, 10), efficace) is SI
    assert _spesa_del(rend, date(2026, 6, 11), efficace) is NO


def test_spese_documentate_e_pagate_soddisfatto(rend):
    """Fattura pagata con bonifico e CRO: la spesa è documentata e tracciata."""
    assert spese_documentate_e_pagate.check(rend(rend.presentazione(), rend.esame())).esito is SI


def test_spese_documentate_e_pagate_al_limite(rend):
    """Pagata il giorno dell'esame è pagata; il giorno dopo non ancora."""
    esame = rend.esame()
    oggi = rend(rend.presentazione(rend.spesa(pagata_il=esame.data)), esame)
    domani = rend(rend.presentazione(rend.spesa(pagata_il=date(2026, 8, 4))), esame)
    assert spese_documentate_e_pagate.check(oggi).esito is SI
    assert spese_documentate_e_pagate.check(domani).esito is NO


def test_spese_documentate_e_pagate_violato(rend):
    """Il contante non è tracciabile, e senza quietanza la spesa non è provata."""
    contanti = rend(rend.presentazione(rend.spesa(strumento="contanti")), rend.esame())
    senza = rend(rend.presentazione(rend.spesa(quietanza="")), rend.esame())
    assert spese_documentate_e_pagate.check(contanti).esito is NO
    assert "quietanza" in spese_documentate_e_pagate.check(senza).motivo


def test_spese_documentate_e_pagate_dopo_integrazione(rend):
    """La quietanza arrivata con l'integrazione vale come se ci fosse stata dall'inizio."""
    risposta = RispostaIntegrazione(
        data=date(2026, 7, 30), protocollo="prot. 4100/2026", spese=(rend.spesa(quietanza="CRO 999"),)
    )
    ctx = rend(rend.presentazione(rend.spesa(quietanza="")), risposta, rend.esame())
    assert spese_documentate_e_pagate.check(ctx).esito is SI


def test_spese_nel_piano_soddisfatto(rend):
    """La voce A è nel piano economico-finanziario."""
    assert spese_nel_piano.check(rend(rend.presentazione(), rend.esame())).esito is SI


def test_spese_nel_piano_al_limite(rend):
    """La voce si riconosce dal codice, non da una parola simile."""
    ctx = rend(rend.presentazione(rend.spesa(voce="a")), rend.esame())
    assert spese_nel_piano.check(ctx).esito is NO


def test_spese_nel_piano_violato(rend):
    """Una voce che il progetto definitivo non conosce non è rimborsabile."""
    trovato = spese_nel_piano.check(rend(rend.presentazione(rend.spesa(voce="Z")), rend.esame()))
    assert trovato.esito is NO
    assert "S1" in trovato.motivo


def test_spese_uniche_soddisfatto(rend):
    """Due fatture diverse non si ripetono."""
    due = rend.presentazione(rend.spesa(), rend.spesa("S2"))
    ctx = rend(due, rend.esame(rend.esito(), rend.esito("S2")))
    assert spese_uniche.check(ctx).esito is SI


def test_spese_uniche_al_limite(rend):
    """Un giustificativo diviso fra due voci sta nel suo importo; un centesimo in più no."""
    testo = "Fattura  n. 5 del 10/03/2026"
    a = rend.spesa("S1", giustificativo=testo, imputato=rend.euro("600,00"))
    b = rend.spesa("S2", giustificativo=testo.lower(), voce="B", imputato=rend.euro("400,01"))
    for ammesso, atteso in (("400,00", SI), ("400,01", NO)):
        ctx = rend(
            rend.presentazione(a, b),
            rend.esame(rend.esito("S1", "600,00"), rend.esito("S2", ammesso, "pro quota")),
        )
        assert spese_uniche.check(ctx).esito is atteso


def test_spese_uniche_violato(rend):
    """La fattura già rendicontata in un altro programma non si ammette un'altra volta."""
    altro = rend(rend.presentazione(), rend.esame(), id_="rend-2")
    ctx = rend(rend.presentazione(), rend.esame(), altri_rendiconti=(altro,))
    assert spese_uniche.check(ctx).esito is NO


def test_spese_uniche_libera_cio_che_fu_respinto(rend):
    """Una spesa che l'altro rendiconto non ha ammesso si può rendicontare qui."""
    altro = rend(rend.presentazione(), rend.esame(rend.esito(ammesso="0,00", motivo="non pagata")), id_="r2")
    ctx = rend(rend.presentazione(), rend.esame(), altri_rendiconti=(altro,))
    assert spese_uniche.check(ctx).esito is SI


def test_giustificativi_annullati_soddisfatto(rend):
    """I giustificativi portano il CUP e l'esame li ha confrontati con gli altri rendiconti dell'ente."""
    assert giustificativi_annullati.check(rend(rend.presentazione(), rend.esame())).esito is SI


def test_giustificativi_annullati_al_limite(rend):
    """Un solo giustificativo senza annullamento basta; se non è ammesso, non conta."""
    presentato = rend.presentazione(rend.spesa(annullata_con_cup=False))
    assert giustificativi_annullati.check(rend(presentato, rend.esame())).esito is NO
    respinta = rend.esame(rend.esito(ammesso="0,00", motivo="non annullata"))
    assert giustificativi_annullati.check(rend(presentato, respinta)).esito is SI


def test_giustificativi_annullati_violato(rend):
    """L'esame che non dice con quali altri rendiconti ha confrontato le spese va motivato."""
    ctx = rend(rend.presentazione(), rend.esame(riscontro_altri_rendiconti=" "))
    assert giustificativi_annullati.check(ctx).esito is NO


def _voce_b(rend, importo, sorelle=(), **esame):
    spesa = rend.spesa(voce="B", importo=rend.euro(importo), imputato=rend.euro(importo))
    convenzione = rend.convenzione(figure={"tolleranza_voci": "10 %"})
    ctx = rend(
        rend.presentazione(spesa),
        rend.esame(rend.esito(ammesso=importo), **esame),
        convenzione=convenzione,
        sorelle=sorelle,
    )
    return scostamenti_fra_le_voci.check(ctx, tolleranza="tolleranza_voci")


def test_scostamenti_fra_le_voci_soddisfatto(rend):
    """Sulla voce B, di 9.000,00 euro, se ne ammettono 5.000,00."""
    assert _voce_b(rend, "5.000,00").esito is SI


def test_scostamenti_fra_le_voci_al_limite(rend):
    """Con tolleranza del 10 per cento la voce B arriva a 9.900,00 euro, non a 9.900,01."""
    assert _voce_b(rend, "9.900,00").esito is SI
    assert _voce_b(rend, "9.900,01").esito is NO


def test_scostamenti_fra_le_voci_violato(rend):
    """Contano anche le spese ammesse negli altri rendiconti; un'autorizzazione alza il limite."""
    prima = rend.spesa(voce="B", importo=rend.euro("6.000,00"), imputato=rend.euro("6.000,00"))
    altro = rend(rend.presentazione(prima), rend.esame(rend.esito(ammesso="6.000,00")), id_="rend-2")
    assert _voce_b(rend, "4.000,00", sorelle=(altro,)).esito is NO
    autorizzato = ScostamentoAutorizzato(voce="B", importo=rend.euro("1.000,00"), atto="nota prot. 3000/2026")
    assert _voce_b(rend, "4.000,00", sorelle=(altro,), scostamenti=(autorizzato,)).esito is SI


def test_scostamenti_con_estensione_e_rinnovo(rend):
    """L'estensione e il rinnovo alzano il preventivo della loro voce, e con esso la tolleranza."""
    impegno = {"impegni": (), "bilancio": BILANCIO, "cassa": CASSA}
    estensione = ApprovazioneEstensione(
        data=date(2026, 5, 4),
        attivita="più laboratori",
        motivazione="richieste raddoppiate",
        importo=rend.euro("1.000,00"),
        cofinanziamento=rend.euro("100,00"),
        voci=(VoceCosto(voce="B", costo_unitario=rend.euro("100,00"), quantita=10),),
        fine=date(2028, 12, 31),
        **impegno,
    )
    convenzione = rend.convenzione(figure={"tolleranza_voci": "10 %"}, fatti=(estensione,))
    for ammesso, atteso in (("11.000,00", SI), ("11.000,01", NO)):
        spesa = rend.spesa(voce="B", importo=rend.euro(ammesso), imputato=rend.euro(ammesso))
        ctx = rend(
            rend.presentazione(spesa), rend.esame(rend.esito(ammesso=ammesso)), convenzione=convenzione
        )
        assert scostamenti_fra_le_voci.check(ctx, tolleranza="tolleranza_voci").esito is atteso
