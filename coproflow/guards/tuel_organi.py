"""D.Lgs. 267/2000 (TUEL), artt. 42, 48 and 124: direction, planning, publication at the albo."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.atto import PubblicazioneAlbo
from coproflow.domain.dati.coprogrammazione import DocumentoPreliminare, RecepimentoPiano
from coproflow.domain.guard import guard
from coproflow.domain.parametri import AttoId
from coproflow.domain.termini_procedimento import pubblicazione_albo
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


@guard(
    "indirizzo_della_giunta",
    etichetta="Indirizzo espresso dalla Giunta",
    vincoli=("TUEL-48-GIUNTA",),
    forza="prassi",
    fonti=("tuel-48",),
)
def indirizzo_della_giunta(ctx: Contesto, *, atto: AttoId) -> Accertamento:
    """L'indirizzo spetta alla Giunta, salvo ciò che la legge riserva al Consiglio."""
    fatti = ctx.atto(atto)
    if fatti is None:
        return non_soddisfatta(
            "non risulta una deliberazione di indirizzo",
            rimedi=(Rimedio("adozione_atto", ("atto", "numero", "organo")),),
        )
    if fatti.adozione.organo == "giunta":
        return soddisfatta(
            "l’indirizzo è espresso dalla Giunta con deliberazione n. {numero} del {giorno}",
            numero=fatti.adozione.numero,
            giorno=fatti.adozione.data,
        )
    return non_soddisfatta(
        "l’indirizzo è espresso da {organo} e non dalla Giunta",
        organo=fatti.adozione.organo,
        rimedi=(Rimedio("adozione_atto", ("organo",)),),
    )


@guard(
    "recepimento_del_consiglio",
    etichetta="Piano approvato dall’Assemblea e recepito dal Consiglio",
    vincoli=("TUEL-42-CONS",),
    forza="prassi",
    fonti=("tuel-42-2-b", "l328-2000-19", "lr-lombardia-3-2008-18"),
)
def recepimento_del_consiglio(ctx: Contesto) -> Accertamento:
    """Il piano è approvato dall'Assemblea dei Sindaci, se è d'Ambito, e poi recepito dal Consiglio."""
    recepimento = ctx.ultimo(RecepimentoPiano)
    consiglio, assemblea = recepimento.atto_consiglio, recepimento.atto_assemblea
    if consiglio is None:
        return non_soddisfatta(
            "non risulta la deliberazione del Consiglio che recepisce il {piano}",
            piano=recepimento.piano,
            rimedi=(Rimedio("recepimento_piano", ("atto_consiglio",)),),
        )
    numero = f" n. {consiglio.numero}" if consiglio.numero else ""
    if assemblea is None:
        return soddisfatta(
            f"il {{piano}} è approvato dal Consiglio con deliberazione{numero} del {{consiglio}}",
            piano=recepimento.piano,
            consiglio=consiglio.data,
        )
    if consiglio.data < assemblea.data:
        return non_soddisfatta(
            "il Consiglio ha recepito il {piano} il {consiglio}, prima dell’Assemblea ({assemblea})",
            piano=recepimento.piano,
            consiglio=consiglio.data,
            assemblea=assemblea.data,
            rimedi=(Rimedio("recepimento_piano", ("atto_assemblea", "atto_consiglio")),),
        )
    return soddisfatta(
        "il {piano} è approvato dall’Assemblea dei Sindaci il {assemblea} e recepito dal Consiglio con "
        f"deliberazione{numero} del {{consiglio}}",
        piano=recepimento.piano,
        assemblea=assemblea.data,
        consiglio=consiglio.data,
    )


@guard(
    "organizzazione_dei_servizi",
    etichetta="Atto consiliare per i servizi che si ridisegnano",
    vincoli=("TUEL-42-CONS",),
    forza="prassi",
    fonti=("tuel-42-2-e",),
)
def organizzazione_dei_servizi(ctx: Contesto) -> Accertamento:
    """Il tema che ridisegna un servizio pubblico trova fondamento in un atto del Consiglio."""
    temi = [t for t in ctx.ultimo(DocumentoPreliminare).temi if t.riorganizza_servizio]
    scoperti = tuple(t.tema for t in temi if not t.atto_fondamentale)
    if scoperti:
        return non_soddisfatta(
            "per {temi} non è indicato l’atto consiliare che prevede la riorganizzazione del servizio",
            temi=tuple(f"«{t}»" for t in scoperti),
            rimedi=(Rimedio("documento_preliminare", ("temi",)),),
        )
    if not temi:
        return soddisfatta("il documento non ridisegna l’organizzazione di servizi pubblici")
    return soddisfatta(
        "la riorganizzazione dei servizi trova fondamento in atti del Consiglio ({atti})",
        atti=tuple(f"{t.tema}: {t.atto_fondamentale}" for t in temi),
    )


@guard(
    "durata_affissione",
    etichetta="Durata dell’affissione all’albo",
    vincoli=("PUBB-ALBO-15",),
    forza="prassi",
    fonti=("tuel-124", "l69-2009-32"),
)
def durata_affissione(ctx: Contesto) -> Accertamento:
    """L'atto resta affisso all'albo per quindici giorni consecutivi."""
    albo = ctx.ultimo(PubblicazioneAlbo)
    giorni = ctx.parametro("durata_affissione_albo").valore
    inclusa = ctx.parametro("albo_giorno_iniziale").valore == "compreso"
    minimo = pubblicazione_albo(albo.data, giorni, computa_iniziale=inclusa).data
    if albo.al < minimo:
        return non_soddisfatta(
            "l’affissione va dal {dal} al {al}, mentre {giorni} giorni consecutivi finiscono il {minimo}",
            dal=albo.data,
            al=albo.al,
            giorni=giorni,
            minimo=minimo,
            rimedi=(Rimedio("pubblicazione_albo", ("al",)),),
        )
    return soddisfatta(
        "l’atto è affisso all’albo pretorio dal {dal} al {al}, per almeno {giorni} giorni consecutivi",
        dal=albo.data,
        al=albo.al,
        giorni=giorni,
    )
