"""D.M. 72/2021 section 2, the guidelines on co-programmazione: advisory unless the notice takes them up."""

from datetime import date
from itertools import pairwise

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.coprogrammazione import (
    AperturaCoprogrammazione,
    ConclusioneIstruttoria,
    DocumentoPreliminare,
    ElencoAmmessi,
    IndizioneCoprogrammazione,
    PubblicazioneAvvisoCoprogrammazione,
    PubblicazioneDocumenti,
    SintesiTavoli,
    VerbaleTavoloCoprogrammazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta

_SEZIONI = {
    "oggetto": "l’oggetto del procedimento",
    "requisiti": "i requisiti dei partecipanti",
    "domanda": "le modalità di presentazione della domanda",
    "liberatoria_pi": "la liberatoria sulla proprietà intellettuale delle proposte",
    "tempi": "i tempi e le modalità di svolgimento",
    "conclusione": "la conclusione del procedimento",
    "trasparenza": "il regime di pubblicità e trasparenza",
}
_DOCUMENTI = {
    "indizione": "la determinazione di indizione",
    "avviso": "l’avviso",
    "domanda_ets": "l’istanza dell’ETS",
    "nomina_seggio": "la nomina del seggio",
    "verbale_verifica": "il verbale di verifica delle adesioni",
    "elenco_ammessi": "l’elenco degli ammessi e dei non ammessi",
    "verbali_tavoli": "i verbali dei tavoli",
    "sintesi": "il documento di sintesi",
}


@guard(
    "iniziativa_del_procedimento",
    etichetta="Iniziativa del procedimento",
    vincoli=("LG-COP-FASI", "LG-INIZIATIVA-PARTE"),
    forza="linee_guida",
    fonti=("dm72-2021-p2",),
)
def iniziativa_del_procedimento(ctx: Contesto) -> Accertamento:
    """L'iniziativa è dell'ente, o è presa in accoglimento dell'istanza di uno o più ETS, che è agli atti."""
    apertura = ctx.ultimo(AperturaCoprogrammazione)
    if apertura.iniziativa == "ente":
        return soddisfatta("il procedimento è avviato per iniziativa dell’ente")
    if apertura.istanza_di and apertura.istanza_estremi:
        return soddisfatta(
            "il procedimento è avviato in accoglimento dell’istanza di {chi} ({estremi})",
            chi=apertura.istanza_di,
            estremi=apertura.istanza_estremi,
        )
    return non_soddisfatta(
        "l’iniziativa risulta di parte, ma mancano l’ETS che ha chiesto l’avvio e gli estremi dell’istanza",
        rimedi=(Rimedio("apertura", ("istanza_di", "istanza_estremi")),),
    )


@guard(
    "ordine_delle_fasi",
    etichetta="Ordine delle fasi della co-programmazione",
    vincoli=("LG-COP-FASI",),
    forza="linee_guida",
    fonti=("dm72-2021-p2", "dm72-2021-p6"),
)
def ordine_delle_fasi(ctx: Contesto) -> Accertamento:
    """Avvio e nomina del responsabile, avviso, istruttoria e conclusione si succedono in quest'ordine."""
    fasi = _fasi(ctx)
    for (prima, giorno), (dopo, seguente) in pairwise(fasi):
        if seguente < giorno:
            return non_soddisfatta(
                f"{dopo}, del {{seguente}}, precede {prima}, del {{giorno}}",
                seguente=seguente,
                giorno=giorno,
                rimedi=(Rimedio(ctx.passo, ("data",)),),
            )
    return soddisfatta(
        "le fasi si sono svolte nell’ordine dovuto, dal {dal} al {al}", dal=fasi[0][1], al=fasi[-1][1]
    )


def _fasi(ctx: Contesto) -> list[tuple[str, date]]:
    """The phases that took place, in the order they are due: what each is called, and its day."""
    fasi = [
        ("l’avvio", ctx.ultimo(AperturaCoprogrammazione).data),
        ("l’indizione con la nomina del responsabile", ctx.ultimo(IndizioneCoprogrammazione).data),
    ]
    determina = ctx.atto("determina_indizione_coprogrammazione")
    if determina:
        fasi.append(("l’adozione della determinazione di indizione", determina.adozione.data))
    for nome, fatti in (
        ("la pubblicazione dell’avviso", ctx.tutti(PubblicazioneAvvisoCoprogrammazione)[-1:]),
        ("l’elenco degli ammessi", ctx.tutti(ElencoAmmessi)[:1]),
        (
            "una sessione dei tavoli",
            sorted(
                (v for v in ctx.tutti(VerbaleTavoloCoprogrammazione) if not v.interna), key=lambda v: v.data
            ),
        ),
        ("la sintesi dei lavori", ctx.tutti(SintesiTavoli)[-1:]),
        ("la conclusione dell’istruttoria", ctx.tutti(ConclusioneIstruttoria)[-1:]),
        ("il documento preliminare", ctx.tutti(DocumentoPreliminare)[-1:]),
    ):
        fasi += [(nome, f.data) for f in fatti]
    return fasi


@guard(
    "contenuto_avviso_coprogrammazione",
    etichetta="Contenuto minimo dell’avviso di co-programmazione",
    vincoli=("LG-COP-AVVISO",),
    forza="linee_guida",
    fonti=("dm72-2021-p2",),
)
def contenuto_avviso_coprogrammazione(ctx: Contesto) -> Accertamento:
    """L'avviso dice oggetto, requisiti, domanda e liberatoria, tempi, conclusione e pubblicità."""
    sezioni = ctx.ultimo(AperturaCoprogrammazione).sezioni
    mancanti = tuple(testo for nome, testo in _SEZIONI.items() if nome not in sezioni)
    if mancanti:
        return non_soddisfatta(
            "l’avviso non indica {mancanti}",
            mancanti=mancanti,
            rimedi=(Rimedio("apertura", ("sezioni",)),),
        )
    return soddisfatta(
        "l’avviso ha il contenuto minimo delle linee guida: {sezioni}", sezioni=tuple(_SEZIONI.values())
    )


@guard(
    "pubblicita_della_coprogrammazione",
    etichetta="Pubblicità degli atti della co-programmazione",
    vincoli=("LG-COP-PUBB",),
    forza="linee_guida",
    fonti=("dm72-2021-p6", "dlgs33-8", "dlgs33-23", "l69-2009-32"),
)
def pubblicita_della_coprogrammazione(ctx: Contesto) -> Accertamento:
    """Sono pubblicati indizione, avviso, verifica delle adesioni, elenco, verbali dei tavoli e sintesi."""
    avviso = ctx.ultimo(PubblicazioneAvvisoCoprogrammazione)
    pubblicati = {d for p in ctx.tutti(PubblicazioneDocumenti) for d in p.documenti}
    if avviso.indirizzo:
        pubblicati |= {"indizione", "avviso"}
    elenco = ctx.ultimo(ElencoAmmessi)
    dovuti = ["indizione", "avviso", "elenco_ammessi", "verbali_tavoli", "sintesi"]
    if ctx.ultimo(AperturaCoprogrammazione).iniziativa == "ets":
        dovuti.append("domanda_ets")
    if elenco.nomina_seggio:
        dovuti.append("nomina_seggio")
    if elenco.verbale_verifica:
        dovuti.append("verbale_verifica")
    mancanti = tuple(testo for nome, testo in _DOCUMENTI.items() if nome in dovuti and nome not in pubblicati)
    if mancanti:
        return non_soddisfatta(
            "non risultano pubblicati {mancanti}",
            mancanti=mancanti,
            rimedi=(Rimedio("pubblicazione_documenti", ("documenti", "indirizzo")),),
        )
    return soddisfatta(
        "in Amministrazione trasparente sono pubblicati {documenti}",
        documenti=tuple(testo for nome, testo in _DOCUMENTI.items() if nome in dovuti),
    )


@guard(
    "relazione_e_sintesi",
    etichetta="Documento di sintesi e relazione del responsabile",
    vincoli=("LG-COP-CONCL",),
    forza="linee_guida",
    fonti=("dm72-2021-p2", "dm72-2021-p6"),
)
def relazione_e_sintesi(ctx: Contesto) -> Accertamento:
    """L'istruttoria lascia un documento di sintesi condiviso e la relazione del responsabile."""
    sintesi = ctx.ultimo(SintesiTavoli)
    mancanti = tuple(
        testo
        for testo, presente in (
            ("il documento di sintesi", sintesi.documento),
            ("la relazione del responsabile del procedimento", sintesi.relazione_responsabile),
        )
        if not presente
    )
    if mancanti:
        return non_soddisfatta(
            "l’istruttoria non ha prodotto {mancanti}",
            mancanti=mancanti,
            rimedi=(Rimedio("sintesi", ("documento", "relazione_responsabile")),),
        )
    return soddisfatta(
        "l’istruttoria ha prodotto il documento di sintesi ({documento}) e la relazione del responsabile del "
        "procedimento ({relazione})",
        documento=sintesi.documento,
        relazione=sintesi.relazione_responsabile,
    )


@guard(
    "atto_conclusivo",
    etichetta="Atto che conclude l’istruttoria",
    vincoli=("LG-COP-CONCL",),
    forza="linee_guida",
    fonti=("dm72-2021-p2",),
)
def atto_conclusivo(ctx: Contesto) -> Accertamento:
    """L'istruttoria si conclude con atto del dirigente, o con quello dell'ente che con esso coincide."""
    documento = ctx.ultimo(DocumentoPreliminare)
    if documento.conclude_istruttoria:
        return soddisfatta(
            "la deliberazione sul documento preliminare coincide con l’atto che conclude l’istruttoria"
        )
    conclusione = ctx.cerca(ConclusioneIstruttoria)
    determina = ctx.atto("determina_conclusione_coprogrammazione")
    if conclusione and determina:
        return soddisfatta("l’istruttoria è conclusa con la {atto}", atto=determina.estremi)
    if conclusione:
        return non_soddisfatta(
            "la conclusione dell’istruttoria è del {data}, ma la determinazione non risulta adottata",
            data=conclusione.data,
            rimedi=(Rimedio("adozione_atto", ("atto", "numero")),),
        )
    return non_soddisfatta(
        "l’istruttoria non risulta conclusa con un atto del dirigente, né la conclude la deliberazione",
        rimedi=(
            Rimedio("conclusione"),
            Rimedio("documento_preliminare", ("conclude_istruttoria",)),
        ),
    )
