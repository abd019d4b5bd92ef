"""A convention of 576.000 euro with one cooperative, for the rules from its signature to its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.dati import Fatto
from coproflow.domain.dati.atto import (
    AdozioneAtto,
    ComunicazioneAtto,
    PubblicazioneAlbo,
    PubblicazioneTrasparenza,
    VistoContabile,
)
from coproflow.domain.dati.convenzione import (
    ApprovazioneEstensione,
    AttoCostitutivo,
    AvvioAttivita,
    Conclusione,
    ContestazioneInadempimento,
    Firma,
    IntegrazioneConvenzione,
    LivelloCcnl,
    Polizza,
    PreavvisoCessazione,
    RevisioneCcnl,
    Stipula,
    VerificaComponente,
    VerificaPartner,
    VoceCosto,
)
from coproflow.domain.dati.coprogettazione import AperturaCoprogettazione, PresentazioneDomanda
from coproflow.domain.dati.rendicontazione import (
    AperturaRendicontazione,
    ApprovazioneRendiconto,
    EsameRendiconto,
    Pagamento,
)
from coproflow.domain.dati.spesa import Antimafia, Bilancio, Cassa, DocumentoAntimafia, Impegno
from coproflow.domain.dati.tavolo import (
    AperturaTavolo,
    ApprovazioneProgetto,
    ProgettoDefinitivo,
    VerbaleRiapertura,
    VoceSpesa,
)
from coproflow.domain.guard import Guard
from coproflow.domain.importi import ZERO, Euro
from coproflow.domain.parametri import Figura
from coproflow.domain.programmi import Programma
from coproflow.domain.soggetti import Ets, Iscrizione
from coproflow.domain.testi import CodiceFiscale, Pec

GIRASOLE = "Il Girasole società cooperativa sociale"
ARCA = "Associazione Arca APS"
COMUNE = "Comune di Crema"
CONCESSA = date(2026, 1, 12)
FIRMA = date(2026, 2, 16)
FINE = date(2028, 12, 31)


def euro(testo: str) -> Euro:
    """An amount from its words."""
    return Euro.da_testo(testo)


def ets(nome: str = GIRASOLE, **altro: Any) -> Ets:
    """A registered entity."""
    valori = {
        "denominazione": nome,
        "forma": "cooperativa_sociale",
        "codice_fiscale": CodiceFiscale("01000190197"),
        "sede": "Crema",
        "pec": Pec("ente@pec.example.it"),
        "legale_rappresentante": "Paola Conti",
        "iscrizione": Iscrizione(numero="1", dal=date(2010, 1, 1), sezione="registro imprese"),
    }
    return Ets(**(valori | altro))  # type: ignore[arg-type]


class Convenzioni:
    """The facts of a convention with sensible values, each of which a test may change; and their context."""

    euro = staticmethod(euro)
    ets = staticmethod(ets)
    girasole, arca, comune = GIRASOLE, ARCA, COMUNE
    concessa, firma_del, fine = CONCESSA, FIRMA, FINE
    figure = (
        Figura(parametro="estensione_massima", valore="25 %", articolo="art. 11"),
        Figura(parametro="preavviso_cessazione", valore="6 mesi", articolo="art. 12"),
        Figura(parametro="revisione_ccnl", valore="prevista", articolo="art. 10"),
        Figura(parametro="cofinanziamento_minimo", valore="10 %", articolo="art. 7"),
    )

    def __init__(self, caso: Callable[..., Contesto]) -> None:
        self._caso = caso

    # the cases above

    def avviso(
        self,
        *altri: Fatto,
        figure: tuple[Figura, ...] = figure,
        componenti: tuple[Ets, ...] | None = None,
        forma: str = "singolo",
        atto_costitutivo: str = "",
        esiti: bool = True,
    ) -> Contesto:
        """The notice of two programmes, 951.000 euro in all, its outcomes approved."""
        adozione = AdozioneAtto(
            data=date(2025, 12, 10),
            atto="determina_esiti",
            numero="1201",
            organo="dirigente",
            firmatario="AF",
        )
        return self._caso(
            "coprogettazione",
            AperturaCoprogettazione(
                data=date(2025, 9, 15),
                oggetto="Co-progettazione",
                avviso="Comune",
                inizio=date(2026, 1, 1),
                fine=FINE,
                obiettivi_generali=("coesione",),
                caratteristiche_essenziali=("rimborso dei costi",),
                programmi=tuple(
                    Programma(
                        codice=codice,
                        titolo=codice,
                        obiettivi=("prossimità",),
                        contributo_annuo=euro(annuo),
                        contributo_totale=euro(totale),
                    )
                    for codice, annuo, totale in (
                        ("P4", "192.000,00", "576.000,00"),
                        ("P6", "125.000,00", "375.000,00"),
                    )
                ),
                criteri=(),
                modalita_individuazione="comparativa",
                scadenza_domande=datetime(2025, 11, 12, 12, tzinfo=ROME),
                unita_organizzativa="Servizi sociali",
                figure=figure,
            ),
            PresentazioneDomanda(
                data=date(2025, 11, 7),
                codice="D1",
                protocollo="1",
                ora=time(9, 30),
                ricevuta="consegna",
                esito_ricezione="ricevibile",
                programmi=("P4",),
                forma=forma,  # type: ignore[arg-type]
                componenti=componenti or (ets(),),
                atto_costitutivo=atto_costitutivo,
            ),
            *((adozione,) if esiti else ()),
            *altri,
            id_="copro-2025-1",
        )

    def approvazione(self, **altro: Any) -> ApprovazioneProgetto:
        """The grant of 576.000 euro, 57.600 of them matched by the partner."""
        valori = {
            "data": CONCESSA,
            "approvati": ("progetto_definitivo", "piano_economico", "schema_convenzione"),
            "motivazione": "progetto rispondente",
            "contributo": euro("576.000,00"),
            "cofinanziamento": euro("57.600,00"),
            "antimafia": self.antimafia(),
        }
        return ApprovazioneProgetto(**(self.spesa("576.000,00") | valori | altro))

    def spesa(self, importo: str) -> dict[str, Any]:
        """The fields of an act that spends."""
        return {
            "impegni": (
                Impegno(
                    esercizio=2026,
                    importo=euro(importo),
                    creditore=GIRASOLE,
                    causale="contributo",
                    scadenza=date(2026, 12, 31),
                    capitolo="12047/10",
                    missione_programma="12.04",
                    pdc="1.04.04.01.001",
                    disponibile=euro(importo),
                ),
            ),
            "bilancio": Bilancio(
                stato="approvato",
                delibera="DCC 90/2025",
                esercizi=(2026, 2027, 2028),
                peg="DGC 10/2026",
                capitoli=("12047/10",),
            ),
            "cassa": Cassa(attestazione=True, pagamenti=euro(importo), stanziamento=euro(importo)),
        }

    def antimafia(self, esito: str = "liberatoria", ente: str = GIRASOLE, **altro: Any) -> Antimafia:
        """The antimafia documents of one entity, asked in December 2025."""
        documento = DocumentoAntimafia(
            ente=ente,
            richiesta=date(2025, 12, 12),
            protocollo="BDNA 1",
            esito=esito,  # type: ignore[arg-type]
            acquisita=date(2026, 1, 7) if esito == "liberatoria" else None,
        )
        return Antimafia(documenti=(documento,), **altro)

    def progetto(self) -> ProgettoDefinitivo:
        """The definitive project: educators of level D2 at 24,50 euro an hour, and rents."""
        return ProgettoDefinitivo(
            data=date(2026, 1, 8),
            titolo="Prossimità",
            contributi=(),
            voci=(
                VoceSpesa(
                    codice="V1",
                    titolo="Educatori",
                    importo=euro("500.000,00"),
                    personale=True,
                    ccnl="cooperative sociali",
                    livello="D2",
                    costo_orario=euro("24,50"),
                ),
                VoceSpesa(codice="V2", titolo="Affitti", importo=euro("133.600,00")),
            ),
        )

    def tavolo(
        self,
        *altri: Fatto,
        avviso: Contesto | None = None,
        stadio: str = "efficace",
        approvazione: ApprovazioneProgetto | None = None,
        id_: str = "tavolo-2025-1-p4",
    ) -> Contesto:
        """The table that granted the contribution; its act adopted, with the visa, published."""
        atto = "determina_approvazione_progetto"
        vita: tuple[Fatto, ...] = (
            AdozioneAtto(
                data=CONCESSA, atto=atto, numero="31", organo="dirigente", firmatario="Anna Ferrari"
            ),
            VistoContabile(data=date(2026, 1, 14), atto=atto, responsabile="Paolo Riva"),
            PubblicazioneAlbo(data=date(2026, 1, 15), atto=atto, numero="88", al=date(2026, 1, 30)),
            PubblicazioneTrasparenza(
                data=date(2026, 1, 20), atto=atto, sezione="art26_concessioni", indirizzo="https://x.it"
            ),
        )
        quanti = {"nessuno": 0, "adottato": 1, "esecutivo": 2, "pubblicato": 3, "efficace": 4}[stadio]
        return self._caso(
            "tavolo",
            AperturaTavolo(data=date(2025, 12, 15), oggetto="P4", programma="P4", domanda="D1"),
            self.progetto(),
            approvazione or self.approvazione(),
            *vita[:quanti],
            *altri,
            avviso=avviso or self.avviso(),
            id_=id_,
        )

    # the facts of the convention

    def firma(self, parte: str = GIRASOLE, **altro: Any) -> Firma:
        """A digital signature on the last day."""
        valori = {"parte": parte, "firmatario": "il legale rappresentante", "tipo": "digitale", "il": FIRMA}
        return Firma(**(valori | altro))  # type: ignore[arg-type]

    def polizze(self, **altro: Any) -> tuple[Polizza, ...]:
        """The three covers that volunteers must have, to the end of the convention."""
        valori = {"numero": "Unipol 1", "dal": date(2026, 1, 1), "al": FINE}
        return tuple(
            Polizza(copertura=c, **(valori | altro))  # type: ignore[arg-type]
            for c in ("infortuni_volontari", "malattie_volontari", "rct_volontari")
        )

    def stipula(self, **altro: Any) -> Stipula:
        """The convention signed on 16 February 2026, with every clause."""
        valori = {
            "data": FIRMA,
            "forma": "scritta",
            "firme": (self.firma(COMUNE), self.firma()),
            "inizio": date(2026, 2, 16),
            "fine": FINE,
            "contributo": euro("576.000,00"),
            "cofinanziamento": euro("57.600,00"),
            "contributo_avviso": euro("951.000,00"),
            "concessione_del": CONCESSA,
            "costi_al": date(2026, 1, 8),
            "clausole": (
                "durata",
                "tracciabilita",
                "assicurazione_volontari",
                "privacy",
                "rendicontazione",
                "impegni",
                "quadro_economico",
                "garanzie",
                "sanzioni",
                "revoca_contributo",
                "vis",
                "revisione",
                "riattivazione",
                "coordinamento",
                "preavviso_cessazione",
                "estensione",
                "revisione_ccnl",
                "codice_comportamento",
                "pantouflage",
                "risolutiva_espressa",
            ),
            "volontari": True,
            "polizze": self.polizze(),
            "polizza_a_carico_ente": True,
            "trattamenti_dati": True,
            "cig": "B1234567AB",
            "repertorio": "4501",
            "bollo": "esente",
        }
        return Stipula(**(valori | altro))  # type: ignore[arg-type]

    def costitutivo(self, **altro: Any) -> AttoCostitutivo:
        """The deed that constitutes the group of the two entities."""
        valori = {
            "estremi": "atto del notaio Riva rep. 10",
            "il": date(2026, 2, 10),
            "mandatario": GIRASOLE,
            "componenti": (GIRASOLE, ARCA),
        }
        return AttoCostitutivo(**(valori | altro))  # type: ignore[arg-type]

    def verifica(self, ente: str = GIRASOLE, data: date = date(2026, 2, 10), **altro: Any) -> VerificaPartner:
        """The checks on one entity, positive."""
        antimafia = altro.pop("antimafia", None)
        valori = {
            "ente": ente,
            "runts_verificato_il": data,
            "iscritto": True,
            "requisiti_verificati_il": data,
            "requisiti_positivi": True,
            "durc_esito": "regolare",
            "durc_scadenza": date(2026, 5, 30),
        }
        return VerificaPartner(
            data=data,
            occasione="stipula",
            componenti=(VerificaComponente(**(valori | altro)),),  # type: ignore[arg-type]
            antimafia=antimafia,
        )

    def avvio(self, **altro: Any) -> AvvioAttivita:
        """The activities begin on 1 March 2026."""
        valori = {
            "data": date(2026, 3, 1),
            "dal": date(2026, 3, 1),
            "verbale": "verbale di avvio",
            "registro_volontari": True,
        }
        return AvvioAttivita(**(valori | altro))  # type: ignore[arg-type]

    def estensione(self, importo: str = "49.000,00", **altro: Any) -> ApprovazioneEstensione:
        """An extension of 2.200 hours of educators."""
        valori = {
            "data": date(2027, 3, 10),
            "attivita": "due presidi in più",
            "motivazione": "aumento degli accessi documentato dal monitoraggio",
            "importo": euro(importo),
            "cofinanziamento": Euro(-(-euro(importo).centesimi // 10)),
            "voci": (VoceCosto(voce="V1", costo_unitario=euro("24,50"), quantita=6000),),
            "fine": FINE,
            "antimafia": self.antimafia(),
        }
        return ApprovazioneEstensione(**(self.spesa(importo) | valori | altro))

    def integrazione(self, **altro: Any) -> IntegrazioneConvenzione:
        """The addendum of the extension, signed by all."""
        giorno = date(2027, 4, 1)
        valori = {
            "data": giorno,
            "forma": "scritta",
            "firme": (self.firma(COMUNE, il=giorno), self.firma(il=giorno)),
            "titolo": "estensione",
            "importo": euro("49.000,00"),
            "fine": FINE,
        }
        return IntegrazioneConvenzione(**(valori | altro))  # type: ignore[arg-type]

    def riapertura(self, data: date = date(2027, 3, 1), **altro: Any) -> VerbaleRiapertura:
        """The table met again, and confirmed costs and conditions."""
        valori = {
            "data": data,
            "oggetto": "estensione",
            "numero": 7,
            "presenti": (),
            "costi_confermati": True,
            "decisione": "si estende",
            "firmatario": "Marco Bianchi",
        }
        return VerbaleRiapertura(**(valori | altro))  # type: ignore[arg-type]

    def revisione(self, **altro: Any) -> RevisioneCcnl:
        """A renewal that raises level D2 from 24,50 to 25,30 euro on 1.000 hours left."""
        valori = {
            "data": date(2027, 5, 20),
            "ccnl": "cooperative sociali",
            "rinnovo_firmato_il": date(2027, 4, 2),
            "decorrenza_ccnl": date(2027, 5, 1),
            "domanda_del": date(2027, 5, 5),
            "documenti": ("testo del rinnovo", "tabelle"),
            "dal": date(2027, 5, 1),
            "livelli": (
                LivelloCcnl(livello="D2", ore=1000, costo_base=euro("24,50"), costo_nuovo=euro("25,30")),
            ),
            "importo": euro("800,00"),
            "antimafia": self.antimafia(),
        }
        return RevisioneCcnl(**(self.spesa("800,00") | valori | altro))

    def preavviso(self, **altro: Any) -> PreavvisoCessazione:
        """Notice received on 30 June 2027, last day 31 December."""
        valori = {
            "data": date(2027, 6, 30),
            "ricezione": date(2027, 6, 30),
            "protocollo": "30001",
            "cessano": "tutte le attività",
            "ultimo_giorno": date(2027, 12, 31),
            "motivo": "minori_risorse",
            "fatto": "riduzione del fondo sociale regionale",
            "fatto_del": date(2027, 5, 12),
            "atto_bilancio": "DCC 33/2027",
            "riconoscimento_spese": True,
            "indennizzo": self.indennizzo(),
        }
        return PreavvisoCessazione(**(valori | altro))  # type: ignore[arg-type]

    def indennizzo(self, **altro: Any) -> Any:
        """An indemnity assessed at zero, with its reasons."""
        from coproflow.domain.dati.autotutela import Indennizzo

        valori = {"importo": ZERO, "motivazione": "le spese sono riconosciute fino alla fine"}
        return Indennizzo(**(valori | altro))  # type: ignore[arg-type]

    def contestazione(self, **altro: Any) -> ContestazioneInadempimento:
        """A charge received on 1 September 2027."""
        valori = {
            "data": date(2027, 9, 1),
            "fatti": ("presidio chiuso dal 10 agosto",),
            "obblighi": "art. 4",
            "ricezione": date(2027, 9, 1),
            "protocollo": "40001",
        }
        return ContestazioneInadempimento(**(valori | altro))  # type: ignore[arg-type]

    def rendiconto(
        self, riconosciuto: str, pagato: str, id_: str = "rend-1", definito: bool = True
    ) -> Contesto:
        """A report: what it recognises and what was paid on it."""
        fatti: list[Fatto] = [
            AperturaRendicontazione(
                data=date(2026, 7, 1), oggetto="r", periodo="2026", dal=FIRMA, al=date(2026, 12, 31)
            )
        ]
        if definito:
            fatti += [
                EsameRendiconto(
                    data=date(2027, 1, 20),
                    istruttore="MB",
                    esiti=(),
                    entrate=ZERO,
                    altri_contributi=ZERO,
                    cofinanziamento_monetario=euro("10.000,00"),
                    cofinanziamento_non_monetario=ZERO,
                ),
                ApprovazioneRendiconto(
                    data=date(2027, 2, 1),
                    concesso=euro(riconosciuto),
                    costi_ammissibili=euro(riconosciuto),
                    entrate=ZERO,
                    altri_contributi=ZERO,
                    cofinanziamento_monetario=ZERO,
                    riconosciuto=euro(riconosciuto),
                    da_liquidare=euro(riconosciuto),
                ),
                Pagamento(data=date(2027, 2, 20), mandato="1", importo=euro(pagato), esercizio=2027),
            ]
        return self._caso("rendicontazione", *fatti, id_=id_)

    def conclusione(self, **altro: Any) -> Conclusione:
        """Closing accounts: 100.000 recognised, 90.000 paid, 10.000 to pay, 476.000 unspent."""
        valori = {
            "data": date(2029, 2, 1),
            "riconosciuto": euro("100.000,00"),
            "pagato": euro("90.000,00"),
            "saldo_da_pagare": euro("10.000,00"),
            "impegnato": euro("576.000,00"),
            "economia": euro("476.000,00"),
            "cofinanziamento_verificato": euro("10.000,00"),
            "trasparenza_aggiornata_il": date(2029, 1, 31),
            "fascicolo_chiuso": True,
        }
        return Conclusione(**(valori | altro))  # type: ignore[arg-type]

    def adozione(self, atto: str, data: date) -> AdozioneAtto:
        """An act of the convention is adopted."""
        return AdozioneAtto(data=data, atto=atto, numero="900", organo="dirigente", firmatario="Anna Ferrari")

    def comunicazione(self, atto: str, data: date) -> ComunicazioneAtto:
        """An act of the convention is delivered."""
        return ComunicazioneAtto(
            data=data, atto=atto, destinatario=GIRASOLE, canale="domicilio_digitale", protocollo="1"
        )

    # the context

    def ctx(self, *fatti: Fatto, **altro: Any) -> Contesto:
        """The context of a convention: facts of the log; by name the candidate, table, siblings, reports."""
        return self._caso("convenzione", *fatti, **({"tavolo": self.tavolo()} | altro))

    def esito(self, guard: Guard, *fatti: Fatto, args: dict[str, str] | None = None, **altro: Any) -> Any:
        """What a guard finds; the last fact is the candidate."""
        *prima, ultimo = fatti
        return guard.check(self.ctx(*prima, candidato=ultimo, **altro), **(args or {}))

    def con_lettura(self, ctx: Contesto, parametro: str, valore: str) -> Contesto:
        """The same context in an office that chose another reading."""
        figura = Figura(parametro=parametro, valore=valore, articolo="scelta dell’ente")
        quadro = replace(ctx.quadro, ente=replace(ctx.ente, letture=(figura,)))
        return Contesto(ctx.fascicolo, quadro, ctx.data, ctx.candidato)


@pytest.fixture
def conv(caso: Callable[..., Contesto]) -> Convenzioni:
    """The facts of a convention, ready to be changed by a test."""
    return Convenzioni(caso)
