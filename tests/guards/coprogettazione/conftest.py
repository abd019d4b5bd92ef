"""The facts of a co-progettazione, each in one line, for who tests its rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest

from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati.coprogettazione import (
    AperturaCoprogettazione,
    ApprovazioneAmmissioni,
    ApprovazioneEsiti,
    Indizione,
    NominaCommissione,
    PresentazioneDomanda,
    PubblicazioneAvviso,
    RettificaAvviso,
    SedutaValutazione,
    VerificaDomande,
)
from coproflow.domain.importi import Euro
from coproflow.domain.parametri import Figura
from coproflow.domain.programmi import Programma
from coproflow.domain.selezione import (
    AttoProgrammatorio,
    Commissario,
    Criterio,
    EsitoAmmissione,
    EsitoProgramma,
    Presenza,
    PropostaValutata,
    Punteggio,
    Sottoscrizione,
    Stanziamento,
    VerificaDomanda,
)
from coproflow.domain.soggetti import Ets, Iscrizione
from coproflow.domain.testi import CodiceFiscale, Pec

SCADENZA = datetime(2025, 11, 12, 12, tzinfo=ROME)
FIGURE = {
    "punteggio_totale": "100",
    "soglia_punteggio": "60",
    "giorni_soccorso": "10",
    "divieto_partecipazione_plurima": "si",
}


def euro(testo: str) -> Euro:
    """An amount as it is written."""
    return Euro.da_testo(testo)


@dataclass(frozen=True)
class Fabbrica:
    """Makes facts with everything in order, and lets a test change what it is about."""

    caso: Callable[..., Contesto]

    def ctx(self, *fatti: Any, **altro: Any) -> Contesto:
        """A co-progettazione with these facts; the opening comes first unless a test gives its own."""
        prima = () if any(isinstance(f, AperturaCoprogettazione) for f in fatti) else (self.avviso(),)
        candidato = altro.get("candidato")
        if isinstance(candidato, AperturaCoprogettazione) and not fatti:
            prima = ()
        return self.caso("coprogettazione", *prima, *fatti, **altro)

    def programma(self, codice: str = "P1", **campi: Any) -> Programma:
        """A programme of 100.000,00 euro a year."""
        base: dict[str, Any] = {
            "codice": codice,
            "titolo": "Programma di prova",
            "obiettivi": ("un obiettivo",),
            "attivita_art5": ("a",),
            "temi": ("famiglie",),
            "contributo_annuo": euro("100.000,00"),
            "contributo_totale": euro("300.000,00"),
        }
        return Programma(**{**base, **campi})

    def avviso(self, **campi: Any) -> AperturaCoprogettazione:
        """A notice for 2026-2028 that sets its figures."""
        figure = tuple(
            Figura(parametro=k, valore=v, articolo="art. 8")
            for k, v in {**FIGURE, **campi.pop("valori", {})}.items()
            if v
        )
        base: dict[str, Any] = {
            "data": date(2025, 9, 15),
            "oggetto": "prova",
            "avviso": "Comune",
            "ente_procedente": "Comune di Crema",
            "presupposti": (self.presupposto(),),
            "inizio": date(2026, 1, 1),
            "fine": date(2028, 12, 31),
            "obiettivi_generali": ("un obiettivo generale",),
            "caratteristiche_essenziali": ("una caratteristica",),
            "programmi": (self.programma(),),
            "criteri": (
                Criterio(codice="A", titolo="qualità", punti=60),
                Criterio(codice="B", titolo="reti", punti=40),
            ),
            "modalita_individuazione": "valutazione comparativa",
            "scadenza_domande": SCADENZA,
            "fa_fede": "consegna",
            "responsabile": "Marco Bianchi",
            "unita_organizzativa": "Servizi sociali",
            "domicilio_digitale": Pec("ufficio@pec.example.it"),
            "termine_conclusione": date(2026, 3, 31),
            "rimedi_inerzia": "potere sostitutivo",
            "accesso_fascicolo": "presso l’ufficio",
            "figure": figure,
        }
        return AperturaCoprogettazione(**{**base, **campi})

    def presupposto(self, **campi: Any) -> AttoProgrammatorio:
        """The document of a participated co-programmazione."""
        base: dict[str, Any] = {
            "tipo": "coprogrammazione",
            "estremi": "DGC n. 177",
            "data": date(2024, 7, 30),
            "partecipato": True,
            "temi": ("famiglie",),
        }
        return AttoProgrammatorio(**{**base, **campi})

    def indizione(self, **campi: Any) -> Indizione:
        """The call, with the years 2026 and 2027 in the budget."""
        base: dict[str, Any] = {
            "data": date(2025, 10, 6),
            "responsabile": "Marco Bianchi",
            "allegati_approvati": ("avviso", "documento_massima", "schema_convenzione", "modello_domanda"),
            "dichiarazione_conflitti": date(2025, 10, 2),
            "bilancio_dal": 2025,
            "bilancio_al": 2027,
            "stanziamenti": tuple(self.stanziamento(a) for a in (2026, 2027)),
        }
        return Indizione(**{**base, **campi})

    def stanziamento(self, anno: int, disponibile: str = "100.000,00", **campi: Any) -> Stanziamento:
        """One year of the budget."""
        base: dict[str, Any] = {
            "esercizio": anno,
            "capitolo": "12045",
            "disponibile": euro(disponibile),
            "importo": euro("100.000,00"),
            "prenotazione": f"{anno}/1",
        }
        return Stanziamento(**{**base, **campi})

    def pubblicazione(self, **campi: Any) -> PubblicazioneAvviso:
        """The notice at the albo, its criteria on line the same day."""
        base: dict[str, Any] = {
            "data": date(2025, 10, 14),
            "albo_numero": "1188",
            "albo_al": date(2025, 11, 12),
            "trasparenza_criteri": date(2025, 10, 14),
        }
        return PubblicazioneAvviso(**{**base, **campi})

    def rettifica(self, **campi: Any) -> RettificaAvviso:
        """A substantial rectification that reopens the term."""
        base: dict[str, Any] = {
            "data": date(2025, 11, 3),
            "motivazione": "errore",
            "contenuto": "i criteri",
            "sostanziale": True,
            "nuova_scadenza": datetime(2025, 11, 24, 12, tzinfo=ROME),
            "albo_numero": "1301",
        }
        return RettificaAvviso(**{**base, **campi})

    def ets(self, nome: str = "Il Girasole", cf: str = "01000190197", **campi: Any) -> Ets:
        """A social cooperative registered long ago."""
        base: dict[str, Any] = {
            "denominazione": nome,
            "forma": "cooperativa_sociale",
            "codice_fiscale": CodiceFiscale(cf),
            "sede": "Crema",
            "pec": Pec("ets@pec.example.it"),
            "legale_rappresentante": "Paola Conti",
            "iscrizione": Iscrizione(numero="1", dal=date(2010, 1, 1), sezione="registro imprese"),
        }
        return Ets(**{**base, **campi})

    def domanda(self, codice: str = "D1", **campi: Any) -> PresentazioneDomanda:
        """An application of one body for P1, at noon sharp, subscribed."""
        componenti = campi.pop("componenti", (self.ets(),))
        base: dict[str, Any] = {
            "data": date(2025, 11, 12),
            "codice": codice,
            "protocollo": f"{codice}/2025",
            "ora": time(12),
            "ricevuta": "consegna",
            "esito_ricezione": "ricevibile",
            "programmi": ("P1",),
            "forma": "singolo",
            "componenti": componenti,
            "sottoscrizioni": tuple(
                Sottoscrizione(ets=e.codice_fiscale, modalita="firma_digitale") for e in componenti
            ),
        }
        return PresentazioneDomanda(**{**base, **campi})

    def verifica(self, **esiti: Any) -> VerificaDomande:
        """The minutes of the check: code=(outcome, *shortcomings)."""
        return VerificaDomande(
            data=date(2025, 11, 14),
            organo="rup",
            verbale="n. 1",
            domande=tuple(VerificaDomanda(domanda=c, esito=e[0], carenze=e[1:]) for c, e in esiti.items()),
        )

    def ammissioni(self, **esiti: str) -> ApprovazioneAmmissioni:
        """The list: code="outcome"; what is not admitted gets a reason."""
        return ApprovazioneAmmissioni(
            data=date(2025, 11, 28),
            pubblicato_il=date(2025, 11, 28),
            elenco=tuple(
                EsitoAmmissione(domanda=c, esito=e, motivazione="" if e == "ammessa" else "un motivo")  # type: ignore[arg-type]
                for c, e in esiti.items()
            ),
        )

    def commissario(self, nome: str, funzione: str = "componente", **campi: Any) -> Commissario:
        """A member with a competence and a declaration."""
        base: dict[str, Any] = {
            "nome": nome,
            "funzione": funzione,
            "qualifica": "esperto",
            "dichiarazione_35bis": date(2025, 11, 17),
        }
        return Commissario(**{**base, **campi})

    def nomina(self, *membri: Commissario, **campi: Any) -> NominaCommissione:
        """A commission of three with its secretary."""
        scelti = membri or (
            self.commissario("Moretti", "presidente"),
            self.commissario("Sala"),
            self.commissario("Bonetti"),
            self.commissario("Galli", "segretario"),
        )
        return NominaCommissione(**{"data": date(2025, 11, 17), "membri": scelti, **campi})

    def seduta(self, *punti: tuple[str, str, str, int], **campi: Any) -> SedutaValutazione:
        """A sitting with all the members: points are (programme, application, criterion, points)."""
        giorno = campi.pop("giorno", date(2025, 12, 3))
        tutti = ("Moretti", "Sala", "Bonetti", "Galli")
        base: dict[str, Any] = {
            "estremi": "verbale n. 1",
            "inizio": datetime.combine(giorno, time(9, 30), ROME),
            "presenti": tutti,
            "firmatari": tutti,
        }
        return SedutaValutazione(
            data=giorno,
            seduta=Presenza(**{**base, **campi}),
            punteggi=tuple(
                Punteggio(programma=p, domanda=d, criterio=c, punti=n, motivazione="perché")
                for p, d, c, n in punti
            ),
        )

    def esiti(self, *esiti: EsitoProgramma, **campi: Any) -> ApprovazioneEsiti:
        """The approval of these outcomes."""
        return ApprovazioneEsiti(
            **{"data": date(2025, 12, 22), "verbali": ("n. 1",), "esiti": esiti, **campi}
        )

    def esito(self, programma: str = "P1", esito: str = "selezionato", **campi: Any) -> EsitoProgramma:
        """D1 is selected with 90 points."""
        scelta = {"domanda": "D1", "punteggio": 90} if esito == "selezionato" else {}
        base: dict[str, Any] = {"programma": programma, "esito": esito, "motivazione": "perché", **scelta}
        return EsitoProgramma(**{**base, **campi})

    def proposta(self, domanda: str, punteggio: int, esito: str = "selezionata") -> PropostaValutata:
        """One row of the ranking of P1."""
        return PropostaValutata(programma="P1", domanda=domanda, punteggio=punteggio, esito=esito)  # type: ignore[arg-type]

    def valutata(self, candidato: Any = None, **altro: Any) -> Contesto:
        """A case evaluated: D1 has 90 points (55+35) and D2 has 70 (40+30), both admitted for P1."""
        altro_ets = self.ets("Prima Infanzia", "01559030190")
        return self.ctx(
            altro.pop("avviso", self.avviso()),
            self.indizione(),
            self.pubblicazione(),
            self.domanda("D1"),
            self.domanda("D2", componenti=(altro_ets,)),
            self.ammissioni(D1="ammessa", D2="ammessa"),
            self.nomina(),
            self.seduta(
                ("P1", "D1", "A", 55), ("P1", "D1", "B", 35), ("P1", "D2", "A", 40), ("P1", "D2", "B", 30)
            ),
            candidato=candidato,
            **altro,
        )


@pytest.fixture
def copro(caso: Callable[..., Contesto]) -> Fabbrica:
    """The facts of a co-progettazione."""
    return Fabbrica(caso)
