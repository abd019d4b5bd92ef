"""Extensions: provided by the notice, negotiated again, at the same costs, together within the ceiling."""

from datetime import date

import pytest

from coproflow.domain.dati.convenzione import VoceCosto
from coproflow.domain.dati.spesa import Antimafia
from coproflow.domain.verifiche import EsitoVerifica, FiguraAssenteError
from coproflow.guards.convenzione_modifiche import (
    antimafia_sul_valore_esteso,
    cofinanziamento_estensione,
    costi_unitari_del_progetto,
    durata_invariata,
    facolta_prevista,
    impegno_pari_all_importo,
    integrazione_fedele,
    limite_estensione,
    motivazione_estensione,
    riapertura_del_tavolo,
)

FIRMA = {"atto": "determina_estensione", "passo": "approvazione_estensione"}
SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
LIMITE = {"massimo": "estensione_massima", "base": "base_estensione", "ccnl": "ccnl_nel_25"}
COFIN = {"minimo": "cofinanziamento_minimo", "anche_qui": "cofinanziamento_su_estensione"}
ANTIMAFIA = {
    "soglia": "soglia_antimafia",
    "attesa": "attesa_antimafia",
    "validita": "validita_antimafia",
    "ambito": "antimafia_ets",
}


def test_facolta_prevista_soddisfatto(conv):
    """L’avviso prevede l’estensione all’art. 11."""
    trovato = conv.esito(
        facolta_prevista, conv.stipula(), conv.estensione(), args={"figura": "estensione_massima"}
    )
    assert trovato.esito is SI
    assert "art. 11 dell’avviso" in trovato.motivo


def test_facolta_prevista_al_limite(conv):
    """Non può darsela la convenzione: la percentuale è dell’avviso, perché vale per tutti i concorrenti."""
    figura = conv.figure[0]
    tavolo = conv.tavolo(avviso=conv.avviso(figure=()))
    trovato = conv.esito(
        facolta_prevista,
        conv.stipula(figure=(figura,)),
        conv.estensione(),
        args={"figura": "estensione_massima"},
        tavolo=tavolo,
    )
    assert trovato.esito is NO


def test_facolta_prevista_violato(conv):
    """Se l’avviso tace, il silenzio non è un permesso: niente estensione."""
    tavolo = conv.tavolo(avviso=conv.avviso(figure=()))
    trovato = conv.esito(
        facolta_prevista,
        conv.stipula(),
        conv.estensione(),
        args={"figura": "estensione_massima"},
        tavolo=tavolo,
    )
    assert trovato.esito is NO
    assert "parità di trattamento" in trovato.motivo


def test_limite_estensione_soddisfatto(conv):
    """49.000 euro su 576.000 stanno nel 25 %."""
    trovato = conv.esito(limite_estensione, conv.stipula(), conv.estensione(), args=LIMITE)
    assert trovato.esito is SI
    assert trovato.valori["tetto"] == conv.euro("144.000,00")


def test_limite_estensione_al_limite(conv):
    """Due estensioni che fanno 144.000,00 passano; un centesimo di più no."""
    prima = conv.estensione("100.000,00", data=date(2026, 9, 1))
    assert (
        conv.esito(limite_estensione, conv.stipula(), prima, conv.estensione("44.000,00"), args=LIMITE).esito
        is SI
    )
    oltre = conv.esito(limite_estensione, conv.stipula(), prima, conv.estensione("44.000,01"), args=LIMITE)
    assert oltre.esito is NO
    assert limite_estensione.coerenza


def test_limite_estensione_violato(conv):
    """Il tetto si misura sul valore della firma, che le estensioni non fanno crescere."""
    prima = conv.estensione("144.000,00", data=date(2026, 9, 1))
    trovato = conv.esito(limite_estensione, conv.stipula(), prima, conv.estensione("1,00"), args=LIMITE)
    assert trovato.esito is NO
    assert trovato.valori["valore"] == conv.euro("576.000,00")
    assert "nuova procedura" in trovato.motivo


def test_limite_estensione_arrotonda_per_difetto(conv):
    """Il 25 % di 576.000,03 è 144.000,0075: il tetto è 144.000,00."""
    stipula = conv.stipula(contributo=conv.euro("576.000,03"))
    trovato = conv.esito(limite_estensione, stipula, conv.estensione(), args=LIMITE)
    assert trovato.valori["tetto"] == conv.euro("144.000,00")


def test_limite_estensione_sulle_altre_letture(conv):
    """Con il cofinanziamento la base è 633.600; su tutto l’avviso contano anche le estensioni delle altre."""
    ctx = conv.ctx(conv.stipula(), candidato=conv.estensione("158.400,00"))
    assert limite_estensione.check(ctx, **LIMITE).esito is NO
    con_cofin = conv.con_lettura(ctx, "base_estensione", "valore_con_cofinanziamento")
    assert limite_estensione.check(con_cofin, **LIMITE).esito is SI
    sorella = conv.ctx(conv.stipula(), conv.estensione("230.000,00"), id_="conv-2026-2")
    con_sorella = conv.ctx(conv.stipula(), candidato=conv.estensione("7.750,00"), sorelle=sorella)
    tutto = conv.con_lettura(con_sorella, "base_estensione", "contributo_avviso")
    assert limite_estensione.check(tutto, **LIMITE).esito is SI  # 237.750,00 = 25 % di 951.000,00
    oltre = conv.ctx(conv.stipula(), candidato=conv.estensione("7.750,01"), sorelle=sorella)
    oltre = conv.con_lettura(oltre, "base_estensione", "contributo_avviso")
    assert limite_estensione.check(oltre, **LIMITE).esito is NO


def test_limite_estensione_e_revisione_ccnl(conv):
    """La revisione contrattuale resta fuori dal tetto, salvo che l’ente la legga dentro."""
    ctx = conv.ctx(conv.stipula(), conv.estensione("143.500,00"), candidato=conv.revisione())
    assert limite_estensione.check(ctx, **LIMITE).esito is NA
    dentro = conv.con_lettura(ctx, "ccnl_nel_25", "dentro")
    assert limite_estensione.check(dentro, **LIMITE).esito is NO


def test_limite_estensione_senza_figura(conv):
    """Senza una percentuale dell’avviso non c’è un tetto da inventare."""
    tavolo = conv.tavolo(avviso=conv.avviso(figure=()))
    with pytest.raises(FiguraAssenteError):
        conv.esito(limite_estensione, conv.stipula(), conv.estensione(), args=LIMITE, tavolo=tavolo)


def test_durata_invariata_soddisfatto(conv):
    """L’estensione finisce con la convenzione."""
    assert conv.esito(durata_invariata, conv.stipula(), conv.estensione()).esito is SI


def test_durata_invariata_al_limite(conv):
    """Si può estendere l’ultimo giorno di durata, non il giorno dopo."""
    for giorno, atteso in ((conv.fine, SI), (date(2029, 1, 1), NO)):
        assert conv.esito(durata_invariata, conv.stipula(), conv.estensione(data=giorno)).esito is atteso


def test_durata_invariata_violato(conv):
    """Un’estensione che allunga la durata di un giorno è una proroga che l’avviso non ha previsto."""
    lunga = conv.estensione(fine=date(2029, 1, 1))
    assert conv.esito(durata_invariata, conv.stipula(), lunga).esito is NO
    firmata = conv.integrazione(fine=date(2029, 6, 30))
    assert conv.esito(durata_invariata, conv.stipula(), conv.estensione(), firmata).esito is NO


def test_riapertura_del_tavolo_soddisfatto(conv):
    """Il tavolo si è riaperto il 1° marzo, prima della determinazione del 10."""
    tavolo = conv.tavolo(conv.riapertura())
    trovato = conv.esito(riapertura_del_tavolo, conv.stipula(), conv.estensione(), tavolo=tavolo)
    assert trovato.esito is SI


def test_riapertura_del_tavolo_al_limite(conv):
    """Il verbale può essere del giorno della determinazione, ma deve precedere la firma dell’integrazione."""
    stesso_giorno = conv.tavolo(conv.riapertura(data=date(2027, 3, 10)))
    assert (
        conv.esito(riapertura_del_tavolo, conv.stipula(), conv.estensione(), tavolo=stesso_giorno).esito is SI
    )
    il_giorno_della_firma = conv.tavolo(conv.riapertura(data=date(2027, 4, 1)))
    firma = conv.integrazione()
    assert (
        conv.esito(
            riapertura_del_tavolo, conv.stipula(), conv.estensione(), firma, tavolo=il_giorno_della_firma
        ).esito
        is NO
    )


def test_riapertura_del_tavolo_violato(conv):
    """Senza riaprire il tavolo non si estende, e neppure se il tavolo non conferma i costi."""
    assert conv.esito(riapertura_del_tavolo, conv.stipula(), conv.estensione()).esito is NO
    contrario = conv.tavolo(conv.riapertura(costi_confermati=False))
    assert conv.esito(riapertura_del_tavolo, conv.stipula(), conv.estensione(), tavolo=contrario).esito is NO


def test_riapertura_prima_di_ogni_estensione(conv):
    """Firmata la prima estensione, per la seconda il verbale di prima non basta."""
    prima = (conv.stipula(), conv.estensione(), conv.integrazione())
    seconda = conv.estensione("24.500,00", data=date(2027, 9, 1))
    vecchio = conv.tavolo(conv.riapertura())
    assert conv.esito(riapertura_del_tavolo, *prima, seconda, tavolo=vecchio).esito is NO
    nuovo = conv.tavolo(conv.riapertura(), conv.riapertura(date(2027, 8, 2), numero=8))
    assert conv.esito(riapertura_del_tavolo, *prima, seconda, tavolo=nuovo).esito is SI


def test_costi_unitari_del_progetto_soddisfatto(conv):
    """L’ora di educatore costa 24,50 euro, come nel progetto."""
    assert conv.esito(costi_unitari_del_progetto, conv.stipula(), conv.estensione()).esito is SI


def test_costi_unitari_del_progetto_al_limite(conv):
    """Un centesimo in più l’ora non è il costo del progetto; dopo una revisione lo è il costo riveduto."""
    cara = (VoceCosto(voce="V1", costo_unitario=conv.euro("24,51"), quantita=6000),)
    assert conv.esito(costi_unitari_del_progetto, conv.stipula(), conv.estensione(voci=cara)).esito is NO
    riveduta = (VoceCosto(voce="V1", costo_unitario=conv.euro("25,30"), quantita=6000),)
    dopo = conv.estensione(voci=riveduta, data=date(2027, 9, 1))
    assert conv.esito(costi_unitari_del_progetto, conv.stipula(), conv.revisione(), dopo).esito is SI
    prima = conv.estensione(voci=riveduta)
    assert conv.esito(costi_unitari_del_progetto, conv.stipula(), prima).esito is NO


def test_costi_unitari_del_progetto_violato(conv):
    """Non si estende una voce che il progetto non ha, né oltre i costi, fosse di un centesimo."""
    giuste = (VoceCosto(voce="V1", costo_unitario=conv.euro("24,50"), quantita=2000),)
    for importo, atteso in (("49.000,00", SI), ("49.000,01", NO)):
        estensione = conv.estensione(importo, voci=giuste)
        assert conv.esito(costi_unitari_del_progetto, conv.stipula(), estensione).esito is atteso
    nuova = (VoceCosto(voce="V9", costo_unitario=conv.euro("10,00"), quantita=6000),)
    trovato = conv.esito(costi_unitari_del_progetto, conv.stipula(), conv.estensione(voci=nuova))
    assert "V9" in trovato.motivo
    poche = (VoceCosto(voce="V1", costo_unitario=conv.euro("24,50"), quantita=1000),)
    assert conv.esito(costi_unitari_del_progetto, conv.stipula(), conv.estensione(voci=poche)).esito is NO


def test_cofinanziamento_estensione_soddisfatto(conv):
    """Il partner mette 4.900 euro sui 49.000 dell’estensione."""
    trovato = conv.esito(cofinanziamento_estensione, conv.stipula(), conv.estensione(), args=COFIN)
    assert trovato.esito is SI


def test_cofinanziamento_estensione_al_limite(conv):
    """Il 10 % di 49.000,05 è 4.900,005: si arrotonda per eccesso a 4.900,01."""
    for cofin, atteso in (("4.900,01", SI), ("4.900,00", NO)):
        estensione = conv.estensione("49.000,05", cofinanziamento=conv.euro(cofin))
        assert conv.esito(cofinanziamento_estensione, conv.stipula(), estensione, args=COFIN).esito is atteso


def test_cofinanziamento_estensione_violato(conv):
    """Senza cofinanziamento non si estende, salvo che l’ente legga la clausola diversamente."""
    senza = conv.estensione(cofinanziamento=conv.euro("0,00"))
    ctx = conv.ctx(conv.stipula(), candidato=senza)
    assert cofinanziamento_estensione.check(ctx, **COFIN).esito is NO
    altra = conv.con_lettura(ctx, "cofinanziamento_su_estensione", "no")
    assert cofinanziamento_estensione.check(altra, **COFIN).esito is NA


def test_antimafia_sul_valore_esteso_soddisfatto(conv):
    """La liberatoria del gennaio 2026 non basta più nel marzo 2027: se ne chiede una nuova."""
    recente = conv.antimafia("attesa", condizione_risolutiva=True, urgenza="continuità del servizio")
    estensione = conv.estensione(antimafia=recente)
    trovato = conv.esito(antimafia_sul_valore_esteso, conv.stipula(), estensione, args=ANTIMAFIA)
    assert trovato.esito is SI


def test_antimafia_sul_valore_esteso_al_limite(conv):
    """140.000 euro superano i 150.000 con l’estensione da 10.000,01, non con quella da 10.000,00."""
    stipula = conv.stipula(contributo=conv.euro("140.000,00"))
    vuota = Antimafia()
    for importo, atteso in (("10.000,00", NA), ("10.000,01", NO)):
        estensione = conv.estensione(importo, antimafia=vuota)
        trovato = conv.esito(antimafia_sul_valore_esteso, stipula, estensione, args=ANTIMAFIA)
        assert trovato.esito is atteso


def test_antimafia_sul_valore_esteso_violato(conv):
    """Con un’interdittiva non si estende."""
    estensione = conv.estensione(antimafia=conv.antimafia("interdittiva"))
    trovato = conv.esito(antimafia_sul_valore_esteso, conv.stipula(), estensione, args=ANTIMAFIA)
    assert trovato.esito is NO


def test_motivazione_estensione_soddisfatto(conv):
    """L’estensione dice quale bisogno è cresciuto."""
    assert "accessi" in conv.esito(motivazione_estensione, conv.stipula(), conv.estensione()).motivo


def test_motivazione_estensione_al_limite(conv):
    """Uno spazio non è una motivazione."""
    assert conv.esito(motivazione_estensione, conv.stipula(), conv.estensione(motivazione=" ")).esito is NO


def test_motivazione_estensione_violato(conv):
    """Ogni provvedimento è motivato (art. 3 L. 241/1990)."""
    assert conv.esito(motivazione_estensione, conv.stipula(), conv.estensione(motivazione="")).esito is NO


def test_impegno_pari_all_importo_soddisfatto(conv):
    """Si impegnano 49.000 euro, quanto si concede."""
    assert conv.esito(impegno_pari_all_importo, conv.stipula(), conv.estensione()).esito is SI


def test_impegno_pari_all_importo_al_limite(conv):
    """Un centesimo non impegnato ferma l’atto."""
    estensione = conv.estensione("49.000,00", **conv.spesa("48.999,99"))
    assert conv.esito(impegno_pari_all_importo, conv.stipula(), estensione).esito is NO


def test_impegno_pari_all_importo_violato(conv):
    """Lo stesso vale per la revisione del costo del lavoro."""
    revisione = conv.revisione(importo=conv.euro("900,00"))
    assert conv.esito(impegno_pari_all_importo, conv.stipula(), revisione).esito is NO


def _determinata(conv, *, il=date(2027, 3, 12)):
    return conv.adozione("determina_estensione", il)


def test_integrazione_fedele_soddisfatto(conv):
    """Si firma ciò che la determinazione ha approvato."""
    trovato = conv.esito(
        integrazione_fedele,
        conv.stipula(),
        conv.estensione(),
        _determinata(conv),
        conv.integrazione(),
        args=FIRMA,
    )
    assert trovato.esito is SI


def test_integrazione_fedele_al_limite(conv):
    """La stessa estensione non si firma due volte; approvata la seconda, si firma la seconda."""
    prima = (conv.stipula(), conv.estensione(), _determinata(conv), conv.integrazione())
    di_nuovo = conv.integrazione(data=date(2027, 5, 3))
    assert "già stato firmato" in conv.esito(integrazione_fedele, *prima, di_nuovo, args=FIRMA).motivo
    seconda = (
        conv.estensione("24.500,00", data=date(2027, 6, 1)),
        _determinata(conv, il=date(2027, 6, 2)),
    )
    firma = conv.integrazione(data=date(2027, 6, 14), importo=conv.euro("24.500,00"))
    assert conv.esito(integrazione_fedele, *prima, *seconda, firma, args=FIRMA).esito is SI


def test_integrazione_fedele_violato(conv):
    """Un centesimo in più di quanto approvato, un altro titolo, o una determinazione che non c’è."""
    prima = (conv.stipula(), conv.estensione(), _determinata(conv))
    for diversa in (
        conv.integrazione(importo=conv.euro("49.000,01")),
        conv.integrazione(titolo="revisione_ccnl"),
    ):
        assert conv.esito(integrazione_fedele, *prima, diversa, args=FIRMA).esito is NO
    assert conv.esito(integrazione_fedele, conv.stipula(), conv.integrazione(), args=FIRMA).esito is NO
    vecchia = (conv.stipula(), _determinata(conv, il=date(2027, 3, 9)), conv.estensione())
    assert conv.esito(integrazione_fedele, *vecchia, conv.integrazione(), args=FIRMA).esito is NO
