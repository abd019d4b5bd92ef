"""The end of the convention: reports, final report, balance to pay or to recover, what is left unspent."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    coperture,
    incassato,
    pagato,
    riconosciuto,
    saldi,
    sorelle,
)
from coproflow.domain.dati.convenzione import (
    AvvioAttivita,
    Conclusione,
    RelazioneFinale,
    Stipula,
)
from coproflow.domain.dati.rendicontazione import (
    ApprovazioneRendiconto,
    EsameRendiconto,
    MancataPresentazione,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "rendiconti_definiti",
    etichetta="Rendiconti tutti definiti",
    vincoli=("CONCL-RELAZ", "REND-ANALITICA"),
    forza="legge",
    fonti=("cts-93-4", "dm72-2021-p3"),
)
def rendiconti_definiti(ctx: Contesto) -> Accertamento:
    """Si chiude quando ogni rendiconto è approvato, o se ne è accertata la mancata presentazione."""
    casi = ctx.collegati("rendicontazioni")
    if not casi and ctx.cerca(AvvioAttivita) is None:
        return non_applicabile("le attività non sono mai state avviate, e non vi è nulla da rendicontare")
    if not casi:
        return non_soddisfatta(
            "non è stata aperta nessuna rendicontazione", rimedi=(Rimedio("apertura_rendicontazioni"),)
        )
    aperti = tuple(
        c.id
        for c in casi
        if c.cerca(ApprovazioneRendiconto) is None and c.cerca(MancataPresentazione) is None
    )
    if aperti:
        return non_soddisfatta(
            "non sono definiti i rendiconti {aperti}",
            aperti=aperti,
            rimedi=(Rimedio("approvazione_rendiconto", (), "chi segue il rendiconto"),),
        )
    return soddisfatta("tutti i rendiconti sono definiti")


@guard(
    "relazione_finale_completa",
    etichetta="Relazione finale",
    vincoli=("CONCL-RELAZ",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def relazione_finale_completa(ctx: Contesto) -> Accertamento:
    """La relazione finale dice attività, indicatori, impatto se previsto e che ne è dei beni."""
    if ctx.cerca(AvvioAttivita) is None:
        return non_applicabile("le attività non sono mai state avviate, e non vi è nulla da relazionare")
    relazione = ctx.ultimo(RelazioneFinale)
    vuoti = tuple(
        nome
        for nome, valore in (
            ("le attività svolte", relazione.attivita),
            ("gli indicatori raggiunti", relazione.indicatori),
            ("la restituzione dei beni", relazione.beni_restituiti),
            ("l’impatto sociale", relazione.vis if "vis" in ctx.ultimo(Stipula).clausole else "non previsto"),
        )
        if not valore.strip()
    )
    if vuoti:
        return non_soddisfatta(
            "la relazione finale non dice: {vuoti}", vuoti=vuoti, rimedi=(Rimedio("relazione_finale"),)
        )
    return soddisfatta("la relazione finale è completa (prot. {protocollo})", protocollo=relazione.protocollo)


@guard(
    "chiusura_del_fascicolo",
    etichetta="Chiusura del fascicolo",
    vincoli=("CONCL-RELAZ",),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def chiusura_del_fascicolo(ctx: Contesto) -> Accertamento:
    """Alla fine si aggiorna Amministrazione trasparente e il fascicolo va in conservazione."""
    conclusione = ctx.ultimo(Conclusione)
    if conclusione.trasparenza_aggiornata_il is None or not conclusione.fascicolo_chiuso:
        return non_soddisfatta(
            "Amministrazione trasparente non è aggiornata, o il fascicolo non è chiuso",
            rimedi=(Rimedio(ctx.passo, ("trasparenza_aggiornata_il", "fascicolo_chiuso")),),
        )
    return soddisfatta("Amministrazione trasparente è aggiornata e il fascicolo è chiuso")


@guard(
    "saldo_finale",
    etichetta="Saldo finale",
    vincoli=("CONCL-RELAZ", "RECUPERO-SEQ"),
    forza="legge",
    fonti=("dm72-2021-p3", "cc-2033", "tuel-183-4"),
    coerenza=True,
)
def saldo_finale(ctx: Contesto) -> Accertamento:
    """Si paga ciò che i rendiconti riconoscono, si recupera ciò che essi o un provvedimento chiedono."""
    chiusura = ctx.ultimo(Conclusione)
    rendiconti, (da_pagare, da_recuperare) = ctx.collegati("rendicontazioni"), saldi(ctx)
    versato, tornato = pagato(rendiconti), incassato(*rendiconti, ctx)
    cofinanziamento = somma(
        e.cofinanziamento for r in rendiconti if (e := r.cerca(EsameRendiconto)) is not None
    )
    return componi(
        _cifra(ctx, "riconosciuto", "riconosciuti", chiusura.riconosciuto, riconosciuto(ctx)),
        _cifra(ctx, "pagato", "pagati", chiusura.pagato, versato),
        _cifra(ctx, "recuperato", "recuperati", chiusura.recuperato, tornato),
        _cifra(ctx, "saldo_da_pagare", "da pagare", chiusura.saldo_da_pagare, da_pagare),
        _cifra(ctx, "saldo_da_recuperare", "da recuperare", chiusura.saldo_da_recuperare, da_recuperare),
        _cifra(
            ctx,
            "cofinanziamento_verificato",
            "di cofinanziamento accertato",
            chiusura.cofinanziamento_verificato,
            cofinanziamento,
        ),
    )


def _cifra(ctx: Contesto, campo: str, parola: str, scritto: Euro, calcolato: Euro) -> Accertamento:
    if scritto == calcolato:
        return soddisfatta(f"{{scritto}} {parola}", scritto=scritto)
    return non_soddisfatta(
        f"risultano {{calcolato}} {parola}, non {{scritto}}",
        calcolato=calcolato,
        scritto=scritto,
        rimedi=(Rimedio(ctx.passo, (campo,)),),
    )


@guard(
    "impegnato_registrato",
    etichetta="Impegnato della convenzione",
    vincoli=("CONCL-RELAZ", "TUEL-183-7-VISTO"),
    forza="legge",
    fonti=("tuel-183-4", "tuel-183-7"),
    coerenza=True,
)
def impegnato_registrato(ctx: Contesto) -> Accertamento:
    """L'impegnato è quello registrato con i visti: del progetto, delle estensioni e delle revisioni."""
    scritto, altre = ctx.ultimo(Conclusione).impegnato, sorelle(ctx, stesso_tavolo=True)
    chiuse = [(a, c) for a in altre if (c := a.cerca(Conclusione)) is not None]
    del_progetto = _registrato(ctx.collegato("tavolo")) - somma(
        c.impegnato - _registrato(a) for a, c in chiuse
    )
    registrato = _registrato(ctx) + del_progetto
    if scritto == registrato or (scritto < registrato and len(chiuse) < len(altre)):
        return soddisfatta("per la convenzione sono impegnati {scritto}", scritto=scritto)
    return non_soddisfatta(
        "con i visti sono registrati impegni per {registrato}, non per {scritto}",
        registrato=registrato,
        scritto=scritto,
        rimedi=(Rimedio(ctx.passo, ("impegnato",)),),
    )


def _registrato(ctx: Contesto) -> Euro:
    return somma(c.importo for c in coperture(ctx))


@guard(
    "economia_di_impegno",
    etichetta="Economia di impegno",
    vincoli=("CONCL-RELAZ",),
    forza="legge",
    fonti=("tuel-183-4",),
    coerenza=True,
)
def economia_di_impegno(ctx: Contesto) -> Accertamento:
    """Ciò che è impegnato e non è stato pagato, né resta da pagare, costituisce economia."""
    chiusura = ctx.ultimo(Conclusione)
    spesa = chiusura.pagato + chiusura.saldo_da_pagare
    attesa = chiusura.impegnato - spesa
    if attesa < ZERO:
        return non_soddisfatta(
            "si spendono {spesa} su {impegnato} impegnati",
            spesa=spesa,
            impegnato=chiusura.impegnato,
            rimedi=(Rimedio(ctx.passo, ("impegnato",)),),
        )
    if chiusura.economia != attesa:
        return non_soddisfatta(
            "l’economia è {attesa}, non {scritta}",
            attesa=attesa,
            scritta=chiusura.economia,
            rimedi=(Rimedio(ctx.passo, ("economia",)),),
        )
    return soddisfatta("l’economia di impegno è {economia}", economia=attesa)
