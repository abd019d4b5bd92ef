"""How a convention ends before its term: notice, payments on hold, loss of a requirement."""

from datetime import date

import pytest

from coproflow.domain.dati.autotutela import Decadenza
from coproflow.domain.dati.convenzione import (
    RecessoPartner,
    SospensionePagamenti,
)
from coproflow.domain.verifiche import EsitoVerifica, FiguraAssenteError
from coproflow.guards.convenzione_fine import (
    costi_anteriori_valutati,
    fonte_della_sospensione,
    interventi_fatti_salvi,
    motivo_sopravvenuto,
    preavviso_del_partner,
    preavviso_rispettato,
    recupero_dopo_interdittiva,
    restituzione_calcolata,
    spese_fino_alla_cessazione,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE
MESI = {"mesi": "preavviso_cessazione"}
PARTNER = {"ammesso": "recesso_ets", "mesi": "preavviso_ets"}


def _decadenza(**altro):
    valori = {
        "data": date(2027, 3, 1),
        "motivazione": "requisito perso",
        "requisito": "runts",
        "ente_decaduto": "Il Girasole",
        "accertata_il": date(2027, 2, 1),
        "estremi": "visura",
        "costi_anteriori": "riconosciuti fino al 31 gennaio",
    }
    return Decadenza(**(valori | altro))


def test_preavviso_rispettato_soddisfatto(conv):
    """Ricevuta il 30 giugno 2027, l’attività può cessare alla fine del 31 dicembre."""
    assert conv.esito(preavviso_rispettato, conv.stipula(), conv.preavviso(), args=MESI).esito is SI


def test_preavviso_rispettato_al_limite(conv):
    """Ricevuta il 1° luglio, sei mesi finiscono il 1° gennaio: per il 31 dicembre è tardi di un giorno."""
    tardi = conv.preavviso(ricezione=date(2027, 7, 1))
    trovato = conv.esito(preavviso_rispettato, conv.stipula(), tardi, args=MESI)
    assert trovato.esito is NO
    assert trovato.valori["primo"] == date(2028, 1, 1)
    assert trovato.valori["utile"] == date(2027, 6, 30)
    spostata = conv.preavviso(ricezione=date(2027, 7, 1), ultimo_giorno=date(2028, 1, 1))
    assert conv.esito(preavviso_rispettato, conv.stipula(), spostata, args=MESI).esito is SI


def test_preavviso_rispettato_violato(conv):
    """Cinque mesi non bastano."""
    corto = conv.preavviso(ultimo_giorno=date(2027, 11, 30))
    assert conv.esito(preavviso_rispettato, conv.stipula(), corto, args=MESI).esito is NO


def test_preavviso_rispettato_alla_fine_della_convenzione(conv):
    """L’ultimo giorno può essere quello della convenzione; dopo, il preavviso non ha più oggetto."""
    for ultimo, atteso in ((conv.fine, SI), (date(2029, 1, 1), NO)):
        preavviso = conv.preavviso(ultimo_giorno=ultimo)
        assert conv.esito(preavviso_rispettato, conv.stipula(), preavviso, args=MESI).esito is atteso


def test_preavviso_rispettato_differito(conv):
    """L’ultimo giorno già fissato si differisce senza contare da capo; per anticiparlo servono i mesi."""
    prima = (conv.stipula(), conv.preavviso())
    for ultimo, atteso in ((date(2028, 1, 31), SI), (date(2027, 12, 30), NO)):
        altro = conv.preavviso(data=date(2027, 12, 1), ricezione=date(2027, 12, 1), ultimo_giorno=ultimo)
        trovato = conv.esito(preavviso_rispettato, *prima, altro, args=MESI, stato="in_preavviso")
        assert trovato.esito is atteso


def test_preavviso_rispettato_senza_figura(conv):
    """Se l’avviso non fissa i mesi, il programma non li inventa."""
    tavolo = conv.tavolo(avviso=conv.avviso(figure=()))
    with pytest.raises(FiguraAssenteError):
        conv.esito(preavviso_rispettato, conv.stipula(), conv.preavviso(), args=MESI, tavolo=tavolo)


def _recesso(ultimo):
    return RecessoPartner(
        data=date(2027, 8, 31), ricezione=date(2027, 8, 31), protocollo="1", ultimo_giorno=ultimo
    )


def test_preavviso_del_partner_soddisfatto(conv):
    """Il partner recede con sei mesi, in mancanza di altra clausola."""
    trovato = conv.esito(preavviso_del_partner, conv.stipula(), _recesso(date(2028, 3, 31)), args=PARTNER)
    assert trovato.esito is SI


def test_preavviso_del_partner_al_limite(conv):
    """Dal 31 agosto sei mesi finiscono il 29 febbraio 2028, che quell’anno c’è; il 28 è presto."""
    for ultimo, atteso in ((date(2028, 2, 29), SI), (date(2028, 2, 28), NO)):
        trovato = conv.esito(preavviso_del_partner, conv.stipula(), _recesso(ultimo), args=PARTNER)
        assert trovato.esito is atteso


def test_preavviso_del_partner_violato(conv):
    """Dove l’ente legge che il partner non può recedere, non recede."""
    ctx = conv.ctx(conv.stipula(), candidato=_recesso(date(2028, 3, 31)))
    assert preavviso_del_partner.check(conv.con_lettura(ctx, "recesso_ets", "no"), **PARTNER).esito is NO


def test_motivo_sopravvenuto_soddisfatto(conv):
    """Il taglio del fondo regionale, con la delibera di bilancio, è venuto dopo la firma."""
    assert conv.esito(motivo_sopravvenuto, conv.stipula(), conv.preavviso()).esito is SI


def test_motivo_sopravvenuto_al_limite(conv):
    """Un fatto del giorno della firma era già noto; quello del giorno dopo è sopravvenuto."""
    for giorno, atteso in ((conv.firma_del, NO), (date(2026, 2, 17), SI)):
        trovato = conv.esito(motivo_sopravvenuto, conv.stipula(), conv.preavviso(fatto_del=giorno))
        assert trovato.esito is atteso


def test_motivo_sopravvenuto_violato(conv):
    """Minori risorse senza atto di bilancio, o altre scelte senza atto di programmazione, non bastano."""
    senza_bilancio = conv.preavviso(atto_bilancio="")
    assert conv.esito(motivo_sopravvenuto, conv.stipula(), senza_bilancio).esito is NO
    senza_piano = conv.preavviso(motivo="programmazione")
    assert conv.esito(motivo_sopravvenuto, conv.stipula(), senza_piano).esito is NO


def test_spese_fino_alla_cessazione_soddisfatto(conv):
    """Le spese sono riconosciute fino al 31 dicembre."""
    assert conv.esito(spese_fino_alla_cessazione, conv.preavviso()).esito is SI


def test_spese_fino_alla_cessazione_al_limite(conv):
    """L’ultimo giorno di attività è ancora riconosciuto."""
    assert "31 dicembre 2027" in conv.esito(spese_fino_alla_cessazione, conv.preavviso()).motivo


def test_spese_fino_alla_cessazione_violato(conv):
    """Non si può far lavorare il partner sei mesi senza riconoscergli le spese."""
    preavviso = conv.preavviso(riconoscimento_spese=False)
    assert conv.esito(spese_fino_alla_cessazione, preavviso).esito is NO


def _sospensione(**altro):
    valori = {
        "data": date(2027, 9, 1),
        "titolo": "rendiconto_tardivo",
        "fonte_convenzionale": "art. 9 della convenzione",
        "motivo": "rendiconto non presentato",
    }
    return SospensionePagamenti(**(valori | altro))


def test_fonte_della_sospensione_soddisfatto(conv):
    """La convenzione prevede che i pagamenti si fermino se il rendiconto tarda."""
    assert conv.esito(fonte_della_sospensione, _sospensione()).esito is SI


def test_fonte_della_sospensione_al_limite(conv):
    """Anche anni dopo la concessione: i sei mesi dell’art. 21-quater non la riguardano."""
    assert conv.esito(fonte_della_sospensione, _sospensione(data=date(2028, 11, 1))).esito is SI


def test_fonte_della_sospensione_violato(conv):
    """Senza una clausola o una norma i pagamenti non si fermano."""
    assert conv.esito(fonte_della_sospensione, _sospensione(fonte_convenzionale=" ")).esito is NO


def _interdetta(conv, lasciato, **altro):
    resta = {} if lasciato is None else {"contributo_lasciato": conv.euro(lasciato)}
    return _decadenza(requisito="interdittiva_antimafia", **({"pagamenti_fermi": True} | resta | altro))


def test_recupero_dopo_interdittiva_soddisfatto(conv):
    """Fermi i pagamenti, al partner non resta nulla."""
    assert conv.esito(recupero_dopo_interdittiva, _interdetta(conv, "0,00")).esito is SI


def test_recupero_dopo_interdittiva_al_limite(conv):
    """Un centesimo gli si lascia solo con un parere legale; e non basta che decidano i rendiconti."""
    for lasciato in ("0,01", None):
        assert conv.esito(recupero_dopo_interdittiva, _interdetta(conv, lasciato)).esito is NO
    con_parere = _interdetta(conv, "0,01", parere_legale="parere del 3 marzo")
    assert conv.esito(recupero_dopo_interdittiva, con_parere).esito is SI


def test_recupero_dopo_interdittiva_violato(conv):
    """Nei contributi non si salva il già eseguito (Ad. plen. 23/2020); il RUNTS è altra cosa."""
    assert conv.esito(recupero_dopo_interdittiva, _interdetta(conv, "90.000,00")).esito is NO
    aperti = conv.esito(recupero_dopo_interdittiva, _interdetta(conv, "0,00", pagamenti_fermi=False))
    assert "non sono fermi" in aperti.motivo
    assert conv.esito(recupero_dopo_interdittiva, _decadenza()).esito is NA


def _restituisce(conv, lasciato, chiesto):
    casi = conv.rendiconto("100.000,00", "90.000,00")
    misura = _interdetta(conv, lasciato, da_recuperare=conv.euro(chiesto))
    return conv.esito(restituzione_calcolata, misura, rendicontazioni=casi)


def test_restituzione_calcolata_soddisfatto(conv):
    """Avuti 90.000 e lasciati 20.000, se ne chiedono 70.000."""
    assert "70.000,00" in _restituisce(conv, "20.000,00", "70.000,00").motivo
    assert _restituisce(conv, "20.000,00", "70.000,00").esito is SI


def test_restituzione_calcolata_al_limite(conv):
    """Un centesimo in più o in meno non torna; lasciato quanto si è avuto, o di più, non si chiede nulla."""
    for chiesto in ("70.000,01", "69.999,99"):
        assert _restituisce(conv, "20.000,00", chiesto).esito is NO
    for lasciato in ("90.000,00", "95.000,00"):
        assert _restituisce(conv, lasciato, "0,00").esito is SI


def test_restituzione_calcolata_violato(conv):
    """Non si chiede una somma senza dire che cosa resta al partner; se decidono i rendiconti, nulla."""
    assert "senza dire" in _restituisce(conv, None, "90.000,00").motivo
    assert _restituisce(conv, None, "0,00").esito is NA
    assert restituzione_calcolata.coerenza


def test_costi_anteriori_valutati_soddisfatto(conv):
    """Perso il RUNTS, si dice che ne è dei costi sorti prima."""
    assert conv.esito(costi_anteriori_valutati, _decadenza()).esito is SI


def test_costi_anteriori_valutati_al_limite(conv):
    """Dopo un’interdittiva non si valutano: si recupera tutto."""
    interdetta = _decadenza(requisito="interdittiva_antimafia", costi_anteriori="")
    assert conv.esito(costi_anteriori_valutati, interdetta).esito is NA


def test_costi_anteriori_valutati_violato(conv):
    """La cancellazione non estingue i crediti per costi già sostenuti: vanno valutati."""
    assert conv.esito(costi_anteriori_valutati, _decadenza(costi_anteriori="")).esito is NO


def _mendace(**altro):
    return _decadenza(requisito="dichiarazione_mendace", **altro)


def test_interventi_fatti_salvi_soddisfatto(conv):
    """L’atto dice che ne è degli interventi per i minori."""
    detto = _mendace(interventi_salvi="i doposcuola già avviati restano finanziati")
    assert "doposcuola" in conv.esito(interventi_fatti_salvi, detto).motivo


def test_interventi_fatti_salvi_al_limite(conv):
    """Basta dire che non ve ne sono; e chi perde il RUNTS non ha mentito."""
    assert conv.esito(interventi_fatti_salvi, _mendace(interventi_salvi="non ve ne sono")).esito is SI
    assert conv.esito(interventi_fatti_salvi, _decadenza(requisito="runts")).esito is NA


def test_interventi_fatti_salvi_violato(conv):
    """Tacerlo no: la legge li fa salvi."""
    assert conv.esito(interventi_fatti_salvi, _mendace()).esito is NO
