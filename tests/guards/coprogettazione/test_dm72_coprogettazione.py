"""D.M. 72/2021, section 3: what the call and the notice hold, and the order of the phases."""

from dataclasses import replace
from datetime import date

from coproflow.domain.dati.atto import AdozioneAtto, ComunicazioneAtto, PubblicazioneAlbo
from coproflow.domain.dati.coprogettazione import AperturaTavoli, ChiusuraDomande
from coproflow.domain.dati.tavolo import AperturaTavolo
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.dm72_coprogettazione import (
    allegati_avviso,
    allegati_indizione,
    contenuto_indizione,
    contenuto_minimo_avviso,
    elenco_pubblicato,
    esiti_comunicati,
    modalita_tavolo_fissata,
    sequenza_fasi,
)

SI, NO = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA
SEZIONI = (
    "finalita",
    "oggetto",
    "durata",
    "quadro_progettuale",
    "quadro_economico",
    "requisiti",
    "esclusioni",
    "conflitti",
    "fasi",
    "criteri",
    "conclusione",
)
ALLEGATI = ("documento_massima", "schema_convenzione", "modello_domanda", "liberatoria")


def test_contenuto_indizione_soddisfatto(copro):
    """L'indizione approva l'avviso e nomina il responsabile."""
    assert contenuto_indizione.check(copro.ctx(candidato=copro.indizione())).esito is SI


def test_contenuto_indizione_al_limite(copro):
    """Il solo avviso basta: gli altri allegati sono raccomandati."""
    ind = copro.indizione(allegati_approvati=("avviso",))
    assert contenuto_indizione.check(copro.ctx(candidato=ind)).esito is SI
    assert contenuto_indizione.forza == "legge"


def test_contenuto_indizione_violato(copro):
    """Senza avviso approvato non c'è che cosa pubblicare."""
    ind = copro.indizione(allegati_approvati=("schema_convenzione",), responsabile=" ")
    trovato = contenuto_indizione.check(copro.ctx(candidato=ind))
    assert trovato.esito is NO
    assert "l’avviso" in trovato.motivo
    assert "il responsabile" in trovato.motivo


def test_allegati_indizione_soddisfatto(copro):
    """Documento di massima, schema e modelli sono approvati con l'indizione."""
    assert allegati_indizione.check(copro.ctx(candidato=copro.indizione())).esito is SI


def test_allegati_indizione_al_limite(copro):
    """Basta che manchi lo schema di convenzione perché occorra motivare."""
    ind = copro.indizione(allegati_approvati=("avviso", "documento_massima", "modello_domanda"))
    trovato = allegati_indizione.check(copro.ctx(candidato=ind))
    assert trovato.esito is NO
    assert "schema di convenzione" in trovato.motivo


def test_allegati_indizione_violato(copro):
    """Il solo avviso si motiva, ma non ferma: «potrebbero essere allegati»."""
    ind = copro.indizione(allegati_approvati=("avviso",))
    assert allegati_indizione.check(copro.ctx(candidato=ind)).esito is NO
    assert allegati_indizione.forza == "linee_guida"


def test_allegati_avviso_soddisfatto(copro):
    """L'avviso ha i quattro allegati."""
    assert allegati_avviso.check(copro.ctx(copro.avviso(allegati=ALLEGATI))).esito is SI


def test_allegati_avviso_al_limite(copro):
    """Manca la sola liberatoria."""
    trovato = allegati_avviso.check(copro.ctx(copro.avviso(allegati=ALLEGATI[:3])))
    assert trovato.esito is NO
    assert "liberatoria" in trovato.motivo


def test_allegati_avviso_violato(copro):
    """Un avviso senza allegati va motivato."""
    assert allegati_avviso.check(copro.ctx(copro.avviso(allegati=()))).esito is NO


def test_contenuto_minimo_avviso_soddisfatto(copro):
    """L'avviso ha tutte le sezioni."""
    assert contenuto_minimo_avviso.check(copro.ctx(copro.avviso(sezioni=SEZIONI))).esito is SI


def test_contenuto_minimo_avviso_al_limite(copro):
    """Manca la sola sezione sui conflitti di interessi."""
    sezioni = tuple(s for s in SEZIONI if s != "conflitti")
    trovato = contenuto_minimo_avviso.check(copro.ctx(copro.avviso(sezioni=sezioni)))
    assert trovato.esito is NO
    assert "conflitti" in trovato.motivo


def test_contenuto_minimo_avviso_violato(copro):
    """Un avviso senza sezioni va motivato: il contenuto minimo è «esemplificativo»."""
    assert contenuto_minimo_avviso.check(copro.ctx(copro.avviso(sezioni=()))).esito is NO
    assert contenuto_minimo_avviso.forza == "linee_guida"


def test_modalita_tavolo_fissata_soddisfatto(copro):
    """Al tavolo siedono i selezionati, ed è scritto nell'avviso."""
    avviso = copro.avviso(modalita_tavolo="selezionati")
    assert modalita_tavolo_fissata.check(copro.ctx(avviso)).esito is SI


def test_modalita_tavolo_fissata_al_limite(copro):
    """Anche tutti gli ammessi possono sedere al tavolo, con l'integrazione delle proposte."""
    avviso = copro.avviso(modalita_tavolo="tutti_ammessi", integrazione_proposte=True)
    trovato = modalita_tavolo_fissata.check(copro.ctx(avviso))
    assert trovato.esito is SI
    assert "in una sola è prevista" in trovato.motivo


def test_modalita_tavolo_fissata_violato(copro):
    """Chi siede al tavolo si decide prima, non dopo aver letto le proposte."""
    assert modalita_tavolo_fissata.check(copro.ctx(copro.avviso(modalita_tavolo=None))).esito is NO


def _elenco(copro, pubblicato, *altri):
    elenco = replace(copro.ammissioni(D1="ammessa"), pubblicato_il=pubblicato)
    ctx = copro.ctx(copro.avviso(), elenco, *altri, candidato=copro.seduta())
    return elenco_pubblicato.check(ctx, atto="determina_ammissioni")


def test_elenco_pubblicato_soddisfatto(copro):
    """L'elenco è pubblicato prima della seduta."""
    assert _elenco(copro, date(2025, 11, 28)).esito is SI


def test_elenco_pubblicato_al_limite(copro):
    """Pubblicarlo il giorno della seduta basta; il giorno dopo no."""
    assert _elenco(copro, date(2025, 12, 3)).esito is SI
    dopo = _elenco(copro, date(2025, 12, 4))
    assert dopo.esito is NO
    assert dopo.non_prima_di == date(2025, 12, 4)


def test_elenco_pubblicato_violato(copro):
    """Valutare senza che l'elenco sia pubblicato va motivato."""
    assert _elenco(copro, None).esito is NO
    assert elenco_pubblicato.forza == "linee_guida"


def test_elenco_pubblicato_con_la_determinazione(copro):
    """Vale anche la determinazione affissa all'albo; non quella di un elenco che poi è cambiato."""
    for giorno, atteso in ((date(2025, 11, 28), SI), (date(2025, 11, 27), NO)):
        atto = {"data": giorno, "atto": "determina_ammissioni", "numero": "1"}
        adozione = AdozioneAtto(**atto, organo="dirigente", firmatario="F")
        albo = PubblicazioneAlbo(**atto, al=date(2025, 12, 13))
        assert _elenco(copro, None, adozione, albo).esito is atteso


def _comunicati(copro, *altri):
    adozione = AdozioneAtto(
        data=date(2025, 12, 22), atto="determina_esiti", numero="1", organo="dirigente", firmatario="F"
    )
    ctx = copro.ctx(copro.avviso(), adozione, *altri)
    return esiti_comunicati.check(ctx, atto="determina_esiti")


ALBO = PubblicazioneAlbo(data=date(2025, 12, 23), atto="determina_esiti", numero="1", al=date(2026, 1, 6))
PEC = ComunicazioneAtto(
    data=date(2025, 12, 23),
    atto="determina_esiti",
    destinatario="Il Girasole",
    canale="domicilio_digitale",
    protocollo="1",
)


def test_esiti_comunicati_soddisfatto(copro):
    """Gli esiti sono all'albo e comunicati."""
    assert _comunicati(copro, ALBO, PEC).esito is SI


def test_esiti_comunicati_al_limite(copro):
    """La sola pubblicazione non basta: chi ha partecipato riceve una comunicazione."""
    trovato = _comunicati(copro, ALBO)
    assert trovato.esito is NO
    assert trovato.rimedi[0].passo == "comunicazione_atto"


def test_esiti_comunicati_violato(copro):
    """Esiti che nessuno conosce non aprono tavoli senza una ragione."""
    assert _comunicati(copro).esito is NO


def test_esiti_comunicati_a_ciascuno(copro):
    """Chi non è selezionato lo sa come chi lo è: una comunicazione sola non basta per due domande."""
    altro = copro.domanda("D2", componenti=(copro.ets(denominazione="Prima Infanzia"),))
    fatti = (copro.domanda(componenti=(copro.ets(denominazione="Il  girasole"),)), altro)
    elenco = copro.ammissioni(D1="ammessa", D2="ammessa")
    trovato = _comunicati(copro, *fatti, elenco, ALBO, PEC)
    assert trovato.esito is NO
    assert "Prima Infanzia" in trovato.motivo
    assert _comunicati(copro, *fatti, copro.ammissioni(D1="ammessa", D2="esclusa"), ALBO, PEC).esito is SI


def _fasi(copro, seduta=date(2025, 12, 3), verifica=True, richiusura=None):
    tavoli = AperturaTavoli(
        data=date(2026, 1, 12),
        tavoli=(AperturaTavolo(data=date(2026, 1, 12), oggetto="t", programma="P1", domanda="D1"),),
    )
    return sequenza_fasi.check(
        copro.ctx(
            copro.avviso(),
            copro.indizione(),
            copro.pubblicazione(),
            ChiusuraDomande(data=date(2025, 11, 13), pervenute=1),
            *([ChiusuraDomande(data=richiusura, pervenute=2)] if richiusura else []),
            *([copro.verifica(D1=("regolare",))] if verifica else []),
            copro.nomina(),
            copro.ammissioni(D1="ammessa"),
            copro.seduta(giorno=seduta),
            copro.esiti(copro.esito()),
            candidato=tavoli,
        )
    )


def test_sequenza_fasi_soddisfatto(copro):
    """Le fasi si sono svolte nell'ordine."""
    assert _fasi(copro).esito is SI


def test_sequenza_fasi_al_limite(copro):
    """Elenco e prima seduta nello stesso giorno non sono un'inversione; il giorno prima sì."""
    assert _fasi(copro, seduta=date(2025, 11, 28)).esito is SI
    assert _fasi(copro, seduta=date(2025, 11, 27)).esito is NO


def test_sequenza_fasi_violato(copro):
    """Una fase vuota, la verifica delle domande, fa parlare di simulazione."""
    trovato = _fasi(copro, verifica=False)
    assert trovato.esito is NO
    assert "verifica delle domande" in trovato.motivo
    assert sequenza_fasi.forza == "linee_guida"


def test_sequenza_fasi_con_i_termini_riaperti(copro):
    """Riaperti i termini conta l'ultima chiusura: le domande si verificano dopo quella."""
    assert _fasi(copro, richiusura=date(2025, 11, 14)).esito is SI
    assert _fasi(copro, richiusura=date(2025, 12, 2)).esito is NO
