"""D.M. 72/2021, § 2: the phases of a co-programmazione, its notice, its publicity, its conclusion."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import AdozioneAtto
from coproflow.domain.dati.coprogrammazione import (
    AperturaCoprogrammazione,
    ConclusioneIstruttoria,
    DocumentoPreliminare,
    ElencoAmmessi,
    IndizioneCoprogrammazione,
    PubblicazioneAvvisoCoprogrammazione,
    PubblicazioneDocumenti,
    SintesiTavoli,
    TemaProgrammato,
    VerbaleTavoloCoprogrammazione,
)
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.dm72_coprogrammazione import (
    atto_conclusivo,
    contenuto_avviso_coprogrammazione,
    iniziativa_del_procedimento,
    ordine_delle_fasi,
    pubblicita_della_coprogrammazione,
    relazione_e_sintesi,
)

Caso = Callable[..., Contesto]

SEZIONI = ("oggetto", "requisiti", "domanda", "liberatoria_pi", "tempi", "conclusione", "trasparenza")
APERTURA = AperturaCoprogrammazione(
    data=date(2024, 3, 4),
    oggetto="Co-programmazione delle politiche sociali",
    livelli=("locale",),
    temi=("Famiglie",),
    attivita_art5=("a",),
    finalita=("leggere i bisogni",),
    requisiti=("iscrizione al RUNTS",),
    scadenza_adesioni=date(2024, 4, 12),
    unita_organizzativa="Servizi sociali",
    sezioni=SEZIONI,
)
INDIZIONE = IndizioneCoprogrammazione(
    data=date(2024, 3, 18),
    responsabile="Marco Bianchi",
    allegati_approvati=("avviso",),
    motivazione="nuovo ciclo di programmazione",
)
AVVISO = PubblicazioneAvvisoCoprogrammazione(
    data=date(2024, 3, 20),
    albo_numero="702",
    albo_al=date(2024, 4, 12),
    indirizzo="https://www.example.it/at",
)
ELENCO = ElencoAmmessi(data=date(2024, 4, 15), esiti=(), verbale_verifica="verbale n. 1", calendario=())
VERBALE = VerbaleTavoloCoprogrammazione(
    data=date(2024, 4, 18),
    numero=1,
    tipo="introduttiva",
    presenti=30,
    proposta_unitaria="si avviano i gruppi",
)
SINTESI = SintesiTavoli(
    data=date(2024, 7, 19), documento="sintesi prot. n. 31002", relazione_responsabile="prot. n. 31003"
)
DOCUMENTO = DocumentoPreliminare(data=date(2024, 7, 30), temi=(TemaProgrammato(tema="Famiglie"),))
CONCLUSIONE = ConclusioneIstruttoria(
    data=date(2024, 7, 26), esito="quadro condiviso", motivazione="come da relazione"
)
TUTTI_I_DOCUMENTI: tuple[Any, ...] = ("verbale_verifica", "elenco_ammessi", "verbali_tavoli", "sintesi")


def _pubblicati(*documenti: Any) -> PubblicazioneDocumenti:
    return PubblicazioneDocumenti(
        data=date(2024, 7, 22), documenti=documenti, indirizzo="https://www.example.it/at"
    )


def test_iniziativa_del_procedimento_soddisfatto(caso: Caso) -> None:
    """L'ente può sempre avviare la co-programmazione d'ufficio."""
    ctx = caso("coprogrammazione", candidato=APERTURA)
    assert iniziativa_del_procedimento.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_iniziativa_del_procedimento_al_limite(caso: Caso) -> None:
    """L'iniziativa di parte regge se si dice chi l'ha presa e con quale istanza."""
    di_parte = replace(
        APERTURA,
        iniziativa="ets",
        istanza_di="Forum del Terzo settore",
        istanza_estremi="prot. n. 9 del 2024",
    )
    ctx = caso("coprogrammazione", candidato=di_parte)
    assert iniziativa_del_procedimento.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_iniziativa_del_procedimento_violato(caso: Caso) -> None:
    """Di un'iniziativa di parte senza istanza agli atti non resta prova."""
    ctx = caso("coprogrammazione", candidato=replace(APERTURA, iniziativa="ets", istanza_di="Forum"))
    assert iniziativa_del_procedimento.check(ctx).esito is EsitoVerifica.NON_SODDISFATTA


def test_ordine_delle_fasi_soddisfatto(caso: Caso) -> None:
    """Avvio, indizione, avviso, elenco, tavoli, sintesi: ogni fase segue la precedente."""
    ctx = caso("coprogrammazione", APERTURA, INDIZIONE, AVVISO, ELENCO, VERBALE, candidato=SINTESI)
    trovato = ordine_delle_fasi.check(ctx)
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert (trovato.valori["dal"], trovato.valori["al"]) == (APERTURA.data, SINTESI.data)


def test_ordine_delle_fasi_al_limite(caso: Caso) -> None:
    """L'avviso può uscire il giorno stesso della determinazione, non il giorno prima."""

    def uscito(giorno: date) -> EsitoVerifica:
        adozione = AdozioneAtto(
            data=date(2024, 3, 18),
            atto="determina_indizione_coprogrammazione",
            numero="361",
            organo="dirigente",
            firmatario="Anna Ferrari",
        )
        avviso = replace(AVVISO, data=giorno)
        ctx = caso("coprogrammazione", APERTURA, INDIZIONE, adozione, candidato=avviso)
        return ordine_delle_fasi.check(ctx).esito

    assert uscito(date(2024, 3, 18)) is EsitoVerifica.SODDISFATTA
    assert uscito(date(2024, 3, 17)) is EsitoVerifica.NON_SODDISFATTA


def test_ordine_delle_fasi_violato(caso: Caso) -> None:
    """Un tavolo tenuto prima dell'elenco degli ammessi inverte le fasi, e si dice quale."""
    presto = replace(VERBALE, data=date(2024, 4, 10))
    trovato = ordine_delle_fasi.check(
        caso("coprogrammazione", APERTURA, INDIZIONE, AVVISO, ELENCO, candidato=presto)
    )
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "10 aprile 2024" in trovato.motivo


def test_ordine_delle_fasi_con_chi_si_aggiunge(caso: Caso) -> None:
    """Un secondo elenco, di chi si aggiunge ai tavoli già avviati, non inverte le fasi."""
    dopo = replace(ELENCO, data=VERBALE.data + timedelta(days=1))
    ctx = caso("coprogrammazione", APERTURA, INDIZIONE, AVVISO, ELENCO, VERBALE, dopo, candidato=SINTESI)
    assert ordine_delle_fasi.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_ordine_delle_fasi_con_un_avviso_ripubblicato(caso: Caso) -> None:
    """Di un avviso uscito prima dell'indizione, e poi ripubblicato, conta la pubblicazione regolare."""
    presto = replace(AVVISO, data=INDIZIONE.data - timedelta(days=1))
    for avvisi, atteso in (
        ((presto,), EsitoVerifica.NON_SODDISFATTA),
        ((presto, AVVISO), EsitoVerifica.SODDISFATTA),
    ):
        ctx = caso("coprogrammazione", APERTURA, INDIZIONE, *avvisi, candidato=ELENCO)
        assert ordine_delle_fasi.check(ctx).esito is atteso


def test_ordine_delle_fasi_senza_incontri_interni(caso: Caso) -> None:
    """Un incontro tecnico-politico prima dell'elenco non inverte nulla: è interno all'ente."""
    interno = replace(VERBALE, tipo="tecnico_politica", data=date(2024, 4, 10))
    ctx = caso("coprogrammazione", APERTURA, INDIZIONE, AVVISO, ELENCO, candidato=interno)
    assert ordine_delle_fasi.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_contenuto_avviso_coprogrammazione_soddisfatto(caso: Caso) -> None:
    """L'avviso con le sette indicazioni ha il contenuto minimo delle linee guida."""
    ctx = caso("coprogrammazione", APERTURA)
    assert contenuto_avviso_coprogrammazione.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_contenuto_avviso_coprogrammazione_al_limite(caso: Caso) -> None:
    """Basta che manchi la liberatoria sulla proprietà intellettuale perché il contenuto non sia completo."""
    sezioni = tuple(s for s in SEZIONI if s != "liberatoria_pi")
    trovato = contenuto_avviso_coprogrammazione.check(
        caso("coprogrammazione", replace(APERTURA, sezioni=sezioni))
    )
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovato.valori["mancanti"] == ("la liberatoria sulla proprietà intellettuale delle proposte",)


def test_contenuto_avviso_coprogrammazione_violato(caso: Caso) -> None:
    """Di un avviso senza indicazioni si elencano tutte quelle che mancano, senza fermare per legge."""
    trovato = contenuto_avviso_coprogrammazione.check(caso("coprogrammazione", replace(APERTURA, sezioni=())))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert len(trovato.valori["mancanti"]) == 7
    assert contenuto_avviso_coprogrammazione.forza == "linee_guida"


def test_pubblicita_della_coprogrammazione_soddisfatto(caso: Caso) -> None:
    """Indizione, avviso, verifica, elenco, verbali e sintesi sono in Amministrazione trasparente."""
    ctx = caso("coprogrammazione", APERTURA, AVVISO, ELENCO, _pubblicati(*TUTTI_I_DOCUMENTI))
    assert pubblicita_della_coprogrammazione.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_pubblicita_della_coprogrammazione_al_limite(caso: Caso) -> None:
    """Se il seggio è stato nominato si pubblica anche la nomina: con quella, e solo con quella, è tutto."""
    con_seggio = replace(ELENCO, nomina_seggio=date(2024, 4, 12))
    senza = caso("coprogrammazione", APERTURA, AVVISO, con_seggio, _pubblicati(*TUTTI_I_DOCUMENTI))
    trovato = pubblicita_della_coprogrammazione.check(senza)
    assert trovato.valori["mancanti"] == ("la nomina del seggio",)
    tutti = _pubblicati("nomina_seggio", *TUTTI_I_DOCUMENTI)
    ctx = caso("coprogrammazione", APERTURA, AVVISO, con_seggio, tutti)
    assert pubblicita_della_coprogrammazione.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_pubblicita_della_coprogrammazione_violato(caso: Caso) -> None:
    """Non si conclude con i verbali e la sintesi nel cassetto."""
    ctx = caso(
        "coprogrammazione", APERTURA, AVVISO, ELENCO, _pubblicati("verbale_verifica", "elenco_ammessi")
    )
    trovato = pubblicita_della_coprogrammazione.check(ctx)
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert "i verbali dei tavoli" in trovato.motivo


def test_relazione_e_sintesi_soddisfatto(caso: Caso) -> None:
    """Documento di sintesi e relazione del responsabile sono agli atti."""
    ctx = caso("coprogrammazione", candidato=SINTESI)
    assert relazione_e_sintesi.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_relazione_e_sintesi_al_limite(caso: Caso) -> None:
    """La sola sintesi, senza relazione, è una buona pratica a metà: si motiva."""
    trovato = relazione_e_sintesi.check(
        caso("coprogrammazione", candidato=replace(SINTESI, relazione_responsabile=""))
    )
    assert trovato.valori["mancanti"] == ("la relazione del responsabile del procedimento",)


def test_relazione_e_sintesi_violato(caso: Caso) -> None:
    """Senza l'una né l'altra non resta traccia degli esiti."""
    vuota = SintesiTavoli(data=date(2024, 7, 19))
    trovato = relazione_e_sintesi.check(caso("coprogrammazione", candidato=vuota))
    assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
    assert len(trovato.valori["mancanti"]) == 2


def test_atto_conclusivo_soddisfatto(caso: Caso) -> None:
    """L'istruttoria conclusa con determinazione del dirigente può dare luogo al documento preliminare."""
    determina = AdozioneAtto(
        data=date(2024, 7, 26),
        atto="determina_conclusione_coprogrammazione",
        numero="901",
        organo="dirigente",
        firmatario="Anna Ferrari",
    )
    trovato = atto_conclusivo.check(caso("coprogrammazione", CONCLUSIONE, determina, candidato=DOCUMENTO))
    assert trovato.esito is EsitoVerifica.SODDISFATTA
    assert "901" in trovato.motivo


def test_atto_conclusivo_al_limite(caso: Caso) -> None:
    """La deliberazione della Giunta può coincidere con l'atto conclusivo, se lo dichiara."""
    coincide = replace(DOCUMENTO, conclude_istruttoria=True)
    ctx = caso("coprogrammazione", candidato=coincide)
    assert atto_conclusivo.check(ctx).esito is EsitoVerifica.SODDISFATTA


def test_atto_conclusivo_violato(caso: Caso) -> None:
    """Senza determinazione, e senza che la deliberazione concluda, l'istruttoria resta aperta."""
    for fatti, motivo in (((), "non risulta conclusa"), ((CONCLUSIONE,), "non risulta adottata")):
        trovato = atto_conclusivo.check(caso("coprogrammazione", *fatti, candidato=DOCUMENTO))
        assert trovato.esito is EsitoVerifica.NON_SODDISFATTA
        assert motivo in trovato.motivo
        assert trovato.rimedi
