"""A table of programme P2 at its limits: a cent more or less in one fact, and a rule says no."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.atto import AdozioneAtto, Copertura, VistoContabile
from coproflow.domain.dati.coprogettazione import (
    AperturaCoprogettazione,
    ApprovazioneAmmissioni,
    ApprovazioneEsiti,
    PresentazioneDomanda,
    SedutaValutazione,
)
from coproflow.domain.dati.spesa import Antimafia, Bilancio, Cassa, DocumentoAntimafia, Impegno
from coproflow.domain.dati.tavolo import (
    AperturaTavolo,
    ApportoEts,
    ApprovazioneProgetto,
    Contributo,
    ContributoAnno,
    Modifica,
    Presente,
    ProgettoDefinitivo,
    VerbaleSessione,
    VoceSpesa,
)
from coproflow.domain.importi import Euro
from coproflow.domain.parametri import Figura
from coproflow.domain.programmi import Programma, QuotaFonte
from coproflow.domain.selezione import Criterio, EsitoAmmissione, EsitoProgramma, Presenza, Punteggio
from coproflow.domain.soggetti import Ets

APERTO = date(2026, 1, 20)
CONSEGNATO = date(2026, 3, 10)
APPROVATO = date(2026, 3, 30)
ATTO = "determina_approvazione_progetto"
ENTI = ("Cooperativa sociale Orsa Minore", "Associazione Le Ali APS")
ANNI = (2026, 2027, 2028)
COMUNE = tuple(Euro.da_testo(x) for x in ("81.333,34", "81.333,34", "81.333,32"))
AMBITO = tuple(Euro.da_testo(x) for x in ("16.666,66", "16.666,66", "16.666,68"))


def euro(testo: str) -> Euro:
    """An amount as an officer writes it."""
    return Euro.da_testo(testo)


class Tavolo:
    """Facts of one table, lawful to the cent; every builder takes the fields to change."""

    euro = staticmethod(euro)

    def __init__(self, caso: Callable[..., Contesto]) -> None:
        self.caso = caso

    def avviso(
        self, *figure: Figura, recepisce: tuple[str, ...] = (), esiti: tuple[Fatto, ...] = ()
    ) -> Contesto:
        """The notice: P2 with its share of the Ambito, three applications, D3 by a cooperative alone."""
        programma = Programma(
            codice="P2",
            titolo="Politiche per e con i giovani e parità",
            obiettivi=("coordinamento stabile",),
            contributo_annuo=euro("98.000,00"),
            contributo_totale=euro("294.000,00"),
            di_cui=(QuotaFonte(fonte="ambito", importo=euro("50.000,00")),),
        )
        apertura = AperturaCoprogettazione(
            data=date(2025, 9, 15),
            oggetto="Co-progettazione",
            avviso="Comune",
            inizio=date(2026, 1, 1),
            fine=date(2028, 12, 31),
            obiettivi_generali=("connettere le politiche",),
            caratteristiche_essenziali=("contributo a rimborso",),
            programmi=(programma,),
            criteri=(Criterio(codice="A", titolo="Qualità", punti=100),),
            modalita_individuazione="valutazione comparativa",
            scadenza_domande=datetime(2025, 11, 12, 12, tzinfo=ROME),
            responsabile="Marco Bianchi",
            unita_organizzativa="Servizi sociali",
            figure=(Figura(parametro="cofinanziamento_minimo", valore="10 %", articolo="art. 7"), *figure),
            recepisce=recepisce,
        )
        domande = (self.domanda("D1"), self.domanda("D2"), self.domanda("D3", ENTI[:1]))
        return self.caso("coprogettazione", apertura, *domande, *esiti, id_="copro-1")

    @staticmethod
    def graduatoria(**punti: int) -> tuple[Fatto, ...]:
        """The ranking of P2, code=points: D1 is selected."""
        return (
            ApprovazioneAmmissioni(
                data=date(2025, 11, 28),
                elenco=tuple(EsitoAmmissione(domanda=d, esito="ammessa") for d in punti),
            ),
            SedutaValutazione(
                data=date(2025, 12, 3),
                seduta=Presenza(
                    estremi="verbale n. 1",
                    inizio=datetime(2025, 12, 3, 9, tzinfo=ROME),
                    presenti=(),
                    firmatari=(),
                ),
                punteggi=tuple(
                    Punteggio(programma="P2", domanda=d, criterio="A", punti=n, motivazione="perché")
                    for d, n in punti.items()
                ),
            ),
            ApprovazioneEsiti(
                data=date(2025, 12, 22),
                verbali=("verbale n. 1",),
                esiti=(
                    EsitoProgramma(programma="P2", esito="selezionato", domanda="D1", motivazione="prima"),
                ),
            ),
        )

    @staticmethod
    def domanda(codice: str, nomi: tuple[str, ...] = ENTI) -> PresentazioneDomanda:
        """An application by a social cooperative and an association, or by fewer."""
        enti = tuple(
            Ets(
                denominazione=nome,
                forma="aps" if nome.endswith("APS") else "cooperativa_sociale",
                codice_fiscale=f"0000000000{n}",
                sede="Crema",
                pec="ets@example.org",
                legale_rappresentante="Rosa Neri",
            )
            for n, nome in enumerate(nomi)
        )
        return PresentazioneDomanda(
            data=date(2025, 11, 10),
            codice=codice,
            protocollo="41000",
            ora=time(10),
            ricevuta="consegna",
            esito_ricezione="ricevibile",
            programmi=("P2",),
            forma="raggruppamento_costituendo",
            componenti=enti,
            capogruppo=enti[0].codice_fiscale,
        )

    def verbale(self, numero: int = 1, **campi: Any) -> VerbaleSessione:
        """The minutes of a session, signed by the person responsible, both sides present."""
        base = VerbaleSessione(
            data=date(2026, 2, numero),
            numero=numero,
            ora=time(9, 30),
            fine=time(12),
            sede="Palazzo comunale",
            presenti=(
                Presente(nominativo="Marco Bianchi", ente="Comune di Crema", parte="amministrazione"),
                Presente(nominativo="Rosa Neri", ente=ENTI[0], parte="ets"),
            ),
            ordine_del_giorno=("orari dello sportello",),
            contributi=(
                Contributo(ente="Comune di Crema", parte="amministrazione", testo="dati di accesso"),
                Contributo(ente=ENTI[0], parte="ets", testo="proposta di apertura serale"),
            ),
            decisione="si concorda l’apertura serale",
            firmatario="Marco Bianchi",
        )
        return replace(base, **campi)

    @staticmethod
    def modifica(**campi: Any) -> Modifica:
        """A change of how the project is carried out, discussed in the first session."""
        base = Modifica(
            descrizione="apertura serale",
            aspetto="modalita_attuativa",
            prima="fino alle 18",
            dopo="fino alle 21",
            motivo="esigenze dei lavoratori",
            sessione=1,
        )
        return replace(base, **campi)

    def progetto(self, **campi: Any) -> ProgettoDefinitivo:
        """A budget exact to the cent: net costs make the contribution, cofinancing is 10 %."""
        base = ProgettoDefinitivo(
            data=CONSEGNATO,
            titolo="Giovani in città",
            contributi=tuple(
                ContributoAnno(esercizio=anno, fonte=fonte, importo=importo)
                for fonte, importi in (("comune", COMUNE), ("ambito", AMBITO))
                for anno, importo in zip(ANNI, importi, strict=True)
            ),
            voci=(self.personale(), VoceSpesa(codice="B", titolo="Materiali", importo=euro("50.000,00"))),
            cofinanziamento=(
                ApportoEts(tipo="monetario", descrizione="Fondi propri", importo=euro("10.000,00")),
                self.volontari(),
            ),
            entrate_previste=euro("6.000,00"),
            modifiche=(self.modifica(),),
            forbice_retributiva=True,
        )
        return replace(base, **campi)

    @staticmethod
    def personale(**campi: Any) -> VoceSpesa:
        """Staff: 13.000 hours at 20 euros."""
        base = VoceSpesa(
            codice="A",
            titolo="Educatori",
            importo=euro("260.000,00"),
            personale=True,
            ccnl="CCNL cooperative sociali",
            livello="D1",
            costo_orario=euro("20,00"),
            ore=13_000,
        )
        return replace(base, **campi)

    @staticmethod
    def volontari(**campi: Any) -> ApportoEts:
        """Volunteers: 800 hours at 18 euros."""
        base = ApportoEts(
            tipo="non_monetario",
            natura="volontariato",
            descrizione="Volontari dello sportello",
            importo=euro("14.400,00"),
            ore=800,
            tariffa=euro("18,00"),
            qualifica="livello C1, CCNL cooperative sociali",
        )
        return replace(base, **campi)

    @staticmethod
    def impegno(anno: int = 2026, importo: Euro = COMUNE[0], **campi: Any) -> Impegno:
        """A commitment that takes all that is available on its line."""
        base = Impegno(
            esercizio=anno,
            importo=importo,
            creditore=ENTI[0],
            causale="Contributo al progetto",
            scadenza=date(anno, 12, 31),
            capitolo="1204/10",
            missione_programma="12.04",
            pdc="1.04.04.01.001",
            disponibile=importo,
            senza_cup="non è un investimento pubblico",
            senza_cig="attività culturali, fuori dai servizi sociali",
        )
        return replace(base, **campi)

    def approvazione(self, **campi: Any) -> ApprovazioneProgetto:
        """The determination: every year and source committed on the budget 2026-2028, to the cent."""
        impegni = tuple(
            self.impegno(anno, importo, fonte=fonte, capitolo=capitolo)
            for fonte, capitolo, importi in (("comune", "1204/10", COMUNE), ("ambito", "1204/20", AMBITO))
            for anno, importo in zip(ANNI, importi, strict=True)
        )
        base = ApprovazioneProgetto(
            data=APPROVATO,
            approvati=("progetto_definitivo", "piano_economico", "schema_convenzione"),
            motivazione="il progetto risponde agli obiettivi dell’avviso",
            contributo=euro("294.000,00"),
            cofinanziamento=euro("24.400,00"),
            impegni=impegni,
            bilancio=Bilancio(
                stato="approvato",
                delibera="deliberazione consiliare n. 80 del 22/12/2025",
                esercizi=ANNI,
                peg="deliberazione di Giunta n. 5 del 15/01/2026",
                capitoli=("1204/10", "1204/20"),
            ),
            cassa=Cassa(attestazione=True, pagamenti=euro("98.000,00"), stanziamento=euro("98.000,00")),
            antimafia=Antimafia(documenti=tuple(self.antimafia(e) for e in ENTI)),
        )
        return replace(base, **campi)

    @staticmethod
    def antimafia(ente: str, **campi: Any) -> DocumentoAntimafia:
        """A clean certificate acquired the month before."""
        base = DocumentoAntimafia(
            ente=ente,
            richiesta=date(2026, 1, 26),
            protocollo="BDNA 1",
            esito="liberatoria",
            acquisita=date(2026, 2, 20),
        )
        return replace(base, **campi)

    @staticmethod
    def adozione(**campi: Any) -> AdozioneAtto:
        """The determination is adopted by the manager."""
        base = AdozioneAtto(
            data=APPROVATO, atto=ATTO, numero="300", organo="dirigente", firmatario="Anna Ferrari"
        )
        return replace(base, **campi)

    @staticmethod
    def visto(**campi: Any) -> VistoContabile:
        """The visa registers the commitments, year by year."""
        base = VistoContabile(
            data=date(2026, 4, 2),
            atto=ATTO,
            responsabile="Paolo Riva",
            coperture=tuple(
                Copertura(esercizio=anno, numero=str(100 + n), importo=COMUNE[n] + AMBITO[n])
                for n, anno in enumerate(ANNI)
            ),
        )
        return replace(base, **campi)

    def __call__(
        self,
        *fatti: Fatto,
        candidato: Fatto | None = None,
        figure: tuple[Figura, ...] = (),
        recepisce: tuple[str, ...] = (),
        esiti: tuple[Fatto, ...] = (),
        **altro: Any,
    ) -> Contesto:
        """The table with these facts on top of its opening."""
        apertura = AperturaTavolo(data=APERTO, oggetto="Tavolo P2", programma="P2", domanda="D1")
        avviso = self.avviso(*figure, recepisce=recepisce, esiti=esiti)
        return self.caso("tavolo", apertura, *fatti, candidato=candidato, avviso=avviso, **altro)


@pytest.fixture
def tavolo(caso: Callable[..., Contesto]) -> Tavolo:
    """Builders of the facts of a table; call it to have the table itself."""
    return Tavolo(caso)
