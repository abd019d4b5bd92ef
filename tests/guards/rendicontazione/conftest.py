"""A report of a three-year convention of 30.000 euro, made in one line, for its rules and payments."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.atto import (
    AdozioneAtto,
    Copertura,
    PubblicazioneTrasparenza,
    VistoContabile,
    VoceTrasparenza,
)
from coproflow.domain.dati.convenzione import ComunicazioneConto, Delegato, Stipula
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione, PresentazioneDomanda
from coproflow.domain.dati.rendicontazione import (
    AperturaRendicontazione,
    ApprovazioneRendiconto,
    EsameRendiconto,
    EsitoSpesa,
    Imputazione,
    Liquidazione,
    NotaDebito,
    Pagamento,
    PresentazioneRendiconto,
    Spesa,
    VerificheLiquidazione,
    VisuraEts,
)
from coproflow.domain.dati.tavolo import (
    AperturaTavolo,
    ApportoEts,
    ContributoAnno,
    ProgettoDefinitivo,
    VoceSpesa,
)
from coproflow.domain.importi import ZERO, Euro
from coproflow.domain.parametri import Figura
from coproflow.domain.programmi import Programma, QuotaFonte
from coproflow.domain.soggetti import Ets
from coproflow.domain.testi import CodiceFiscale, Iban, Pec

IBAN = Iban("IT60X0542811101000000123456")


def euro(testo: str) -> Euro:
    """An amount from its words."""
    return Euro.da_testo(testo)


class Rendiconti:
    """The facts of a report with sensible values, each of which a test may change; and their context."""

    euro = staticmethod(euro)
    iban = IBAN

    def __init__(self, caso: Callable[..., Contesto]) -> None:
        self._caso = caso

    def apertura(self, **altro: Any) -> AperturaRendicontazione:
        """The first half of 2026."""
        valori = {
            "data": date(2026, 2, 1),
            "oggetto": "Rendiconto del primo semestre 2026",
            "periodo": "primo semestre 2026",
            "dal": date(2026, 1, 1),
            "al": date(2026, 6, 30),
        }
        return AperturaRendicontazione(**valori | altro)

    def spesa(self, codice: str = "S1", **altro: Any) -> Spesa:
        """An invoice of 1.000,00 euro on item A, paid by transfer."""
        valori = {
            "codice": codice,
            "voce": "A",
            "emittente": "Fornitore srl",
            "giustificativo": f"fattura n. {codice} del 10/03/2026",
            "sostenuta_il": date(2026, 3, 10),
            "importo": euro("1.000,00"),
            "imputato": euro("1.000,00"),
            "pagata_il": date(2026, 4, 10),
            "strumento": "bonifico",
            "quietanza": "CRO 123",
            "annullata_con_cup": True,
        }
        return Spesa(**valori | altro)

    def presentazione(self, *spese: Spesa, **altro: Any) -> PresentazioneRendiconto:
        """A report that asks for what its expenses cost."""
        elenco = spese or (self.spesa(),)
        valori = {
            "data": date(2026, 7, 20),
            "protocollo": "prot. 4000/2026",
            "firmatario": "Maria Conti",
            "contributo_richiesto": Euro(sum(s.imputato.centesimi for s in elenco)),
            "spese": elenco,
            "relazione": "relazione del primo semestre",
            "dichiarazione_unicita": True,
        }
        return PresentazioneRendiconto(**valori | altro)

    def esame(self, *esiti: EsitoSpesa, **altro: Any) -> EsameRendiconto:
        """An examination that accepts 1.000,00 euro on the first expense."""
        valori = {
            "data": date(2026, 8, 3),
            "istruttore": "Marco Bianchi",
            "esiti": esiti or (self.esito(),),
            "entrate": ZERO,
            "altri_contributi": ZERO,
            "cofinanziamento_monetario": ZERO,
            "cofinanziamento_non_monetario": ZERO,
            "riscontro_altri_rendiconti": "rendiconti d’Ambito",
        }
        return EsameRendiconto(**valori | altro)

    def esito(self, codice: str = "S1", ammesso: str = "1.000,00", motivo: str = "") -> EsitoSpesa:
        """How much of an expense is accepted."""
        return EsitoSpesa(codice=codice, ammesso=euro(ammesso), motivo=motivo)

    def approvazione(self, **altro: Any) -> ApprovazioneRendiconto:
        """Costs of 1.000,00 euro, recognised in full."""
        valori = {
            "data": date(2026, 8, 20),
            "concesso": euro("5.000,00"),
            "costi_ammissibili": euro("1.000,00"),
            "entrate": ZERO,
            "altri_contributi": ZERO,
            "cofinanziamento_monetario": ZERO,
            "riconosciuto": euro("1.000,00"),
            "da_liquidare": euro("1.000,00"),
        }
        return ApprovazioneRendiconto(**valori | altro)

    def nota(self, **altro: Any) -> NotaDebito:
        """A debit note of 1.000,00 euro outside VAT."""
        valori = {
            "data": date(2026, 8, 25),
            "documento": "nota_debito",
            "numero": "7 del 25/08/2026",
            "protocollo": "prot. 5000/2026",
            "intestatario": "Cooperativa sociale Il Filo",
            "importo": euro("1.000,00"),
            "bollo": "esente",
            "iban": IBAN,
        }
        return NotaDebito(**valori | altro)

    def verifiche(self, **altro: Any) -> VerificheLiquidazione:
        """The checks before a liquidation: registered, nothing else."""
        valori = {
            "data": date(2026, 8, 26),
            "visure": (VisuraEts(ente="Cooperativa sociale Il Filo", verificata_il=date(2026, 8, 26)),),
        }
        return VerificheLiquidazione(**valori | altro)

    def liquidazione(self, importo: str = "1.000,00", **altro: Any) -> Liquidazione:
        """A liquidation on commitment 900 of 2026."""
        valori = {
            "data": date(2026, 9, 1),
            "firmatario": "Anna Ferrari",
            "imputazioni": (self.imputazione(importo),),
            "iban": IBAN,
        }
        return Liquidazione(**valori | altro)

    def imputazione(self, importo: str, impegno: str = "900", esercizio: int = 2026) -> Imputazione:
        """What a liquidation draws on a commitment."""
        return Imputazione(esercizio=esercizio, impegno=impegno, capitolo="5021/30", importo=euro(importo))

    def pagamento(self, importo: str = "1.000,00", **altro: Any) -> Pagamento:
        """A payment order."""
        valori = {"data": date(2026, 9, 20), "mandato": "3001", "importo": euro(importo), "esercizio": 2026}
        return Pagamento(**valori | altro)

    def stipula(self, **altro: Any) -> Stipula:
        """The convention, from 2026 to 2028, for 30.000,00 euro."""
        valori = {
            "data": date(2025, 12, 22),
            "forma": "scritta",
            "firme": (),
            "inizio": date(2026, 1, 1),
            "fine": date(2028, 12, 31),
            "contributo": euro("30.000,00"),
            "cofinanziamento": euro("3.000,00"),
            "contributo_avviso": euro("30.000,00"),
            "concessione_del": date(2025, 12, 10),
            "costi_al": date(2025, 12, 1),
            "clausole": (),
            "volontari": False,
            "trattamenti_dati": False,
        }
        return Stipula(**valori | altro)

    def progetto(self, **altro: Any) -> ProgettoDefinitivo:
        """Two items, 24.000,00 and 9.000,00 euro; 3.000,00 of cofinancing; all the money is the Comune's."""
        valori = {
            "data": date(2025, 12, 1),
            "titolo": "Progetto",
            "contributi": tuple(
                ContributoAnno(esercizio=a, fonte="comune", importo=euro("10.000,00"))
                for a in (2026, 2027, 2028)
            ),
            "voci": (
                VoceSpesa(codice="A", titolo="Personale", importo=euro("24.000,00")),
                VoceSpesa(codice="B", titolo="Materiali", importo=euro("9.000,00")),
            ),
            "cofinanziamento": (
                ApportoEts(tipo="monetario", descrizione="denaro", importo=euro("3.000,00")),
            ),
        }
        return ProgettoDefinitivo(**valori | altro)

    def visto(self, importo: str = "10.000,00") -> VistoContabile:
        """The visa that registers commitment 900 of 2026."""
        return VistoContabile(
            data=date(2025, 12, 12),
            atto="determina_approvazione_progetto",
            responsabile="Paolo Riva",
            coperture=(Copertura(esercizio=2026, numero="900", importo=euro(importo)),),
        )

    def adozione(self, atto: str, giorno: date, organo: str = "dirigente") -> AdozioneAtto:
        """An act adopted by the manager."""
        return AdozioneAtto(data=giorno, atto=atto, numero="100", organo=organo, firmatario="Anna Ferrari")

    def concessione(self, pubblicata_il: date | None = date(2025, 12, 15)) -> tuple[Fatto, ...]:
        """The act that grants the contribution: adopted, covered and, where a day is given, published."""
        fatti: tuple[Fatto, ...] = (
            self.adozione("determina_approvazione_progetto", date(2025, 12, 10)),
            self.visto(),
        )
        if pubblicata_il is None:
            return fatti
        voce = VoceTrasparenza(
            beneficiario="Cooperativa sociale Il Filo",
            dati_fiscali="01234567890",
            importo=euro("30.000,00"),
            titolo="art. 55 D.Lgs. 117/2017",
            ufficio="Servizi sociali",
            modalita="avviso pubblico",
            link_progetto="https://www.comune.crema.cr.it/progetto",
        )
        tabella = PubblicazioneTrasparenza(
            data=pubblicata_il,
            atto="determina_approvazione_progetto",
            sezione="art26_concessioni",
            indirizzo="https://www.comune.crema.cr.it/at",
            voci=(voce,),
        )
        return (*fatti, tabella)

    def conto(self) -> ComunicazioneConto:
        """The dedicated account."""
        return ComunicazioneConto(
            data=date(2026, 1, 8),
            ente="Cooperativa sociale Il Filo",
            iban=IBAN,
            conto="nuovo",
            dal=date(2026, 1, 5),
            comunicato_il=date(2026, 1, 8),
            delegati=(Delegato(nome="Maria Conti", codice_fiscale=CodiceFiscale("CNTMRA70A41D142X")),),
        )

    def ets(self, nome: str = "Cooperativa sociale Il Filo") -> Ets:
        """A partner."""
        return Ets(
            denominazione=nome,
            forma="cooperativa_sociale",
            codice_fiscale=CodiceFiscale("01000190197"),
            sede="Crema",
            pec=Pec("ente@pec.example.it"),
            legale_rappresentante="Maria Conti",
        )

    def avviso(self, *, altra_fonte: str = "ambito", **figure: str) -> Contesto:
        """The notice, with the figures it sets; `altra_fonte` pays a share of its programme."""
        programma = Programma(
            codice="P3",
            titolo="Cultura",
            obiettivi=(),
            contributo_annuo=euro("10.000,00"),
            contributo_totale=euro("30.000,00"),
            di_cui=(QuotaFonte(fonte=altra_fonte, importo=euro("15.000,00")),),
        )
        return self._caso(
            "coprogettazione",
            AperturaCoprogettazione(
                data=date(2025, 9, 15),
                oggetto="Avviso",
                avviso="Comune",
                inizio=date(2026, 1, 1),
                fine=date(2028, 12, 31),
                obiettivi_generali=(),
                caratteristiche_essenziali=(),
                programmi=(programma,),
                criteri=(),
                modalita_individuazione="",
                scadenza_domande=datetime(2025, 11, 12, 12, tzinfo=ROME),
                unita_organizzativa="Servizi sociali",
                figure=_figure(figure),
            ),
            PresentazioneDomanda(
                data=date(2025, 11, 7),
                codice="D1",
                protocollo="1",
                ora=time(9, 30),
                ricevuta="consegna",
                esito_ricezione="ricevibile",
                programmi=("P3",),
                forma="singolo",
                componenti=(self.ets(),),
            ),
        )

    def convenzione(
        self,
        *,
        figure: dict[str, str] | None = None,
        avviso: dict[str, str] | None = None,
        stipula: Stipula | None = None,
        progetto: ProgettoDefinitivo | None = None,
        fatti: tuple[Fatto, ...] = (),
        concessione: tuple[Fatto, ...] = (),
        stato: str = "",
    ) -> Contesto:
        """A convention in force, with its table and its notice."""
        tavolo = self._caso(
            "tavolo",
            AperturaTavolo(data=date(2025, 11, 3), oggetto="Tavolo", programma="P3", domanda="D1"),
            progetto or self.progetto(),
            *concessione,
            avviso=self.avviso(**(avviso or {})),
        )
        firmata = stipula or self.stipula(figure=_figure(figure or {}))
        return self._caso("convenzione", firmata, *fatti, tavolo=tavolo, stato=stato)

    def __call__(self, *fatti: Fatto, convenzione: Contesto | None = None, **altro: Any) -> Contesto:
        """A report with these facts, of a convention; `sorelle` and `altri_rendiconti` are other reports."""
        return self._caso("rendicontazione", *fatti, convenzione=convenzione or self.convenzione(), **altro)


def _figure(figure: dict[str, str]) -> tuple[Figura, ...]:
    return tuple(Figura(parametro=p, valore=v, articolo="art. 11") for p, v in figure.items())


@pytest.fixture
def rend(caso: Callable[..., Contesto]) -> Rendiconti:
    """Facts and contexts of a report."""
    return Rendiconti(caso)
