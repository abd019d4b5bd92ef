"""A breach of the convention: the charge, the answer, a measure in proportion, the warning, termination."""

from coproflow.domain.contesto import Contesto, giorno_dopo
from coproflow.domain.dati.autotutela import Memorie
from coproflow.domain.dati.convenzione import (
    ContestazioneInadempimento,
    Diffida,
    MisuraInadempimento,
    Risoluzione,
    Stipula,
)
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId, TermineId
from coproflow.domain.termini import Durata, fine_durata
from coproflow.domain.verifiche import Accertamento, Rimedio, non_soddisfatta, soddisfatta


@guard(
    "contestazione_specifica",
    etichetta="Contestazione specifica",
    vincoli=("INADEMP",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "cc-1453"),
)
def contestazione_specifica(ctx: Contesto) -> Accertamento:
    """La contestazione dice quali fatti e quali obblighi della convenzione si assumono violati."""
    contestazione = ctx.ultimo(ContestazioneInadempimento)
    if not contestazione.fatti or not contestazione.obblighi.strip():
        return non_soddisfatta(
            "la contestazione non indica i fatti o gli obblighi violati",
            rimedi=(Rimedio(ctx.passo, ("fatti", "obblighi")),),
        )
    return soddisfatta("sono contestati: {fatti}", fatti=contestazione.fatti)


def _aperta(ctx: Contesto, evento: str) -> bool:
    """Whether a charge or a warning is still open: no measure and no performance came after it."""
    chiusure = [a.seq for passo in ("misura_inadempimento", "adempimento") for a in ctx.passi(passo)]
    return any(a.seq > max(chiusure, default=0) for a in ctx.passi(evento))


@guard(
    "contestazione_aperta",
    etichetta="Contestazione aperta",
    vincoli=("INADEMP",),
    forza="avviso",
    fonti=("convenzione", "cc-1453"),
)
def contestazione_aperta(ctx: Contesto) -> Accertamento:
    """Si misura, o si diffida, su un inadempimento contestato e non ancora definito."""
    if _aperta(ctx, "contestazione_inadempimento"):
        return soddisfatta(
            "l’inadempimento è stato contestato il {il}", il=ctx.ultimo(ContestazioneInadempimento).data
        )
    return non_soddisfatta(
        "nessun inadempimento è contestato", rimedi=(Rimedio("contestazione_inadempimento", ("fatti",)),)
    )


@guard(
    "diffida_aperta",
    etichetta="Diffida aperta",
    vincoli=("INADEMP",),
    forza="avviso",
    fonti=("cc-1454",),
)
def diffida_aperta(ctx: Contesto) -> Accertamento:
    """Adempie chi è stato diffidato."""
    if _aperta(ctx, "diffida"):
        return soddisfatta("il partner è stato diffidato il {il}", il=ctx.ultimo(Diffida).data)
    return non_soddisfatta("nessuna diffida è aperta", rimedi=(Rimedio("diffida", ("entro",)),))


@guard(
    "misura_proporzionata",
    etichetta="Misura proporzionata e prevista",
    vincoli=("INADEMP",),
    forza="linee_guida",
    fonti=("dm72-2021-p3", "cc-1453"),
)
def misura_proporzionata(ctx: Contesto) -> Accertamento:
    """La misura è motivata, valuta le controdeduzioni e, se riduce, sta in una clausola."""
    dati = ctx.ultimo(Risoluzione if isinstance(ctx.dati, Risoluzione) else MisuraInadempimento)
    inizio = ctx.ultimo(ContestazioneInadempimento).ricezione
    arrivate = [m for m in ctx.tutti(Memorie) if m.data >= inizio]
    if isinstance(dati, Risoluzione):
        perche, valutate = dati.proporzionalita, dati.memorie_valutate
    else:
        perche, valutate = dati.motivazione, dati.controdeduzioni_valutate
        if dati.misura == "riduzione" and not dati.clausola.strip():
            return non_soddisfatta(
                "la riduzione del contributo non poggia su una clausola della convenzione",
                rimedi=(Rimedio(ctx.passo, ("clausola",)),),
            )
    if not perche.strip():
        return non_soddisfatta("la misura non è motivata", rimedi=(Rimedio(ctx.passo),))
    if arrivate and not valutate.strip():
        return non_soddisfatta(
            "le controdeduzioni pervenute ({protocolli}) non sono state valutate",
            protocolli=tuple(m.protocollo for m in arrivate),
            rimedi=(Rimedio(ctx.passo),),
        )
    return soddisfatta("la misura è motivata e proporzionata ({ragioni})", ragioni=perche.strip())


@guard(
    "termine_della_diffida",
    etichetta="Termine della diffida",
    vincoli=("INADEMP",),
    forza="legge",
    fonti=("cc-1454",),
)
def termine_della_diffida(ctx: Contesto, *, giorni: ParametroId) -> Accertamento:
    """La diffida dà almeno quindici giorni e avverte che, decorsi, la convenzione è risolta."""
    diffida = ctx.ultimo(Diffida)
    if not diffida.avvertenza:
        return non_soddisfatta(
            "la diffida non avverte che, decorso il termine, la convenzione è risolta",
            rimedi=(Rimedio(ctx.passo, ("avvertenza",)),),
        )
    minimo = fine_durata(diffida.ricezione, Durata("giorni", ctx.parametro(giorni).valore))
    if diffida.entro < minimo:
        return non_soddisfatta(
            "la diffida ricevuta il {ricezione} dà tempo fino al {entro}, prima del {minimo}",
            ricezione=diffida.ricezione,
            entro=diffida.entro,
            minimo=minimo,
            rimedi=(Rimedio(ctx.passo, ("entro",)),),
        )
    return soddisfatta(
        "la diffida ricevuta il {ricezione} dà tempo fino al {entro}",
        ricezione=diffida.ricezione,
        entro=diffida.entro,
    )


@guard(
    "titolo_della_risoluzione",
    etichetta="Titolo della risoluzione",
    vincoli=("INADEMP", "CONV-TRACC"),
    forza="legge",
    fonti=("cc-1453", "l241-11-2"),
)
def titolo_della_risoluzione(ctx: Contesto, *, difese: TermineId, diffida: TermineId) -> Accertamento:
    """Si risolve dopo una diffida rimasta senza effetto, o per una clausola risolutiva espressa."""
    risoluzione = ctx.ultimo(Risoluzione)
    dopo = risoluzione.titolo == "diffida"
    if not _aperta(ctx, "diffida" if dopo else "contestazione_inadempimento"):
        return non_soddisfatta(
            "nessuna diffida è rimasta senza effetto" if dopo else "nessun inadempimento è contestato",
            rimedi=(Rimedio("diffida", ("entro",)) if dopo else Rimedio("contestazione_inadempimento"),),
        )
    scadenza = ctx.scadenza(diffida if dopo else difese).data
    if ctx.data <= scadenza:
        return non_soddisfatta(
            "il termine dato al partner scade il {scadenza}",
            scadenza=scadenza,
            non_prima_di=giorno_dopo(scadenza),
        )
    if dopo:
        return soddisfatta("la diffida ad adempiere è rimasta senza effetto")
    if "risolutiva_espressa" in ctx.ultimo(Stipula).clausole and risoluzione.clausola.strip():
        return soddisfatta(
            "opera la clausola risolutiva espressa ({clausola})", clausola=risoluzione.clausola
        )
    return non_soddisfatta(
        "la convenzione non contiene la clausola risolutiva espressa che si invoca",
        rimedi=(Rimedio("diffida", ("entro",)), Rimedio(ctx.passo, ("clausola",))),
    )
