"""D.Lgs. 267/2000 (TUEL), the budget an act spends on: its years, provisional budget, PEG, cash."""

from coproflow.domain.contesto import Contesto
from coproflow.domain.dati.spesa import Impegno, ProvvedimentoDiSpesa
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, somma
from coproflow.domain.verifiche import (
    Accertamento,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.tuel_spesa import cifre, rimedio_del_passo


@guard(
    "impegni_nel_bilancio",
    etichetta="Esercizi compresi nel bilancio approvato",
    vincoli=("TUEL-183-6-ORIZZONTE", "SEED-ORIZZONTE"),
    forza="legge",
    fonti=("tuel-183-6",),
)
def impegni_nel_bilancio(ctx: Contesto) -> Accertamento:
    """Si impegna solo sugli esercizi del bilancio approvato; il resto è sospeso, con clausola."""
    spesa = ctx.ultimo(ProvvedimentoDiSpesa)
    compresi = spesa.bilancio.esercizi
    fuori = tuple(sorted({i.esercizio for i in spesa.impegni} - set(compresi)))
    errori = []
    if fuori:
        errori.append(
            non_soddisfatta(
                "si impegna sull’esercizio {fuori}, non compreso nel bilancio approvato ({compresi}): la "
                "quota va sospesa con clausola, e impegnata quando il bilancio la comprenderà",
                rimedi=rimedio_del_passo(ctx, "impegni", "sospese"),
                fuori=fuori,
                compresi=compresi,
            )
        )
    senza = tuple(q.esercizio for q in spesa.sospese if not q.clausola.strip())
    if senza:
        errori.append(
            non_soddisfatta(
                "la quota dell’esercizio {senza} non ha la clausola sospensiva",
                rimedi=rimedio_del_passo(ctx, "sospese"),
                senza=senza,
            )
        )
    dentro = tuple(q.esercizio for q in spesa.sospese if q.esercizio in compresi)
    if dentro:
        errori.append(
            non_soddisfatta(
                "la quota dell’esercizio {dentro} è sospesa benché il bilancio approvato lo comprenda: va "
                "impegnata",
                rimedi=rimedio_del_passo(ctx, "impegni", "sospese"),
                dentro=dentro,
            )
        )
    if errori:
        return componi(*errori)
    impegnati = tuple(sorted({i.esercizio for i in spesa.impegni}))
    uno = len(impegnati) == 1
    dove = "sull’esercizio {impegnati}, compreso" if uno else "sugli esercizi {impegnati}, compresi"
    if spesa.sospese:
        return soddisfatta(
            f"gli impegni gravano {dove} nel bilancio approvato con {{delibera}}, mentre la quota di "
            "{sospeso} è sottoposta a clausola sospensiva, perché nessun bilancio approvato comprende ancora "
            "il {anni}",
            impegnati=impegnati,
            delibera=spesa.bilancio.delibera,
            sospeso=somma(q.importo for q in spesa.sospese),
            anni=tuple(sorted({q.esercizio for q in spesa.sospese})),
        )
    return soddisfatta(
        f"gli impegni gravano {dove} nel bilancio approvato con {{delibera}}",
        impegnati=impegnati,
        delibera=spesa.bilancio.delibera,
    )


@guard(
    "limiti_esercizio_provvisorio",
    etichetta="Limiti dell’esercizio provvisorio",
    vincoli=("TUEL-163-PROVV",),
    forza="legge",
    fonti=("tuel-163",),
)
def limiti_esercizio_provvisorio(ctx: Contesto) -> Accertamento:
    """In esercizio provvisorio si impegna spesa corrente entro i dodicesimi, salve eccezioni motivate."""
    spesa = ctx.ultimo(ProvvedimentoDiSpesa)
    if spesa.bilancio.stato == "approvato":
        return non_applicabile("il bilancio è approvato con {d}", d=spesa.bilancio.delibera)
    if spesa.bilancio.stato == "gestione_provvisoria":
        return non_soddisfatta(
            "l’ente è in gestione provvisoria: può pagare obbligazioni già assunte, non concedere nuovi "
            "contributi"
        )
    esiti = [
        non_soddisfatta(
            f"in esercizio provvisorio si impegna spesa in conto capitale sul capitolo {i.capitolo}",
            rimedi=rimedio_del_passo(ctx, "impegni"),
        )
        for i in spesa.impegni
        if not i.corrente
    ]
    in_corso = [i for i in spesa.impegni if i.corrente and i.esercizio == ctx.data.year]
    esiti += [
        _dodicesimi(ctx, programma, [i for i in in_corso if i.missione_programma == programma])
        for programma in dict.fromkeys(i.missione_programma for i in in_corso)
    ]
    if esiti:
        return componi(*esiti)
    return soddisfatta("l’ente è in esercizio provvisorio e nessun impegno grava sull’esercizio in corso")


def _dodicesimi(ctx: Contesto, programma: str, impegni: list[Impegno]) -> Accertamento:
    rimedi = rimedio_del_passo(ctx, "impegni")
    liberi = [i for i in impegni if i.eccezione is None]
    totale = somma(i.importo for i in liberi)
    disponibili = min((i.dodicesimi for i in liberi if i.dodicesimi is not None), default=ZERO)
    if totale > disponibili:
        return non_soddisfatta(
            f"sul programma {programma} si impegnano € {totale}, oltre i dodicesimi disponibili (€ "
            f"{disponibili}), e nessuna eccezione è invocata",
            rimedi=rimedi,
            **cifre(programma, trovato=totale, disponibili=disponibili),
        )
    eccezioni = [i for i in impegni if i.eccezione is not None]
    for i in eccezioni:
        if not i.motivo_eccezione.strip():
            return non_soddisfatta(
                f"l’eccezione ai dodicesimi dell’impegno sul capitolo {i.capitolo} non è motivata",
                rimedi=rimedi,
            )
    parti = [f"€ {totale}, entro i dodicesimi disponibili (€ {disponibili})"] if liberi else []
    parti += [f"€ {i.importo} in deroga ai dodicesimi ({i.motivo_eccezione})" for i in eccezioni]
    return soddisfatta(
        f"in esercizio provvisorio, sul programma {programma} si impegnano {' e '.join(parti)}",
        **cifre(programma, trovato=totale, disponibili=disponibili),
    )


@guard(
    "capitoli_assegnati",
    etichetta="Risorse assegnate al dirigente",
    vincoli=("TUEL-169-PEG",),
    forza="legge",
    fonti=("tuel-169", "tuel-183-9"),
)
def capitoli_assegnati(ctx: Contesto) -> Accertamento:
    """Il dirigente impegna solo sui capitoli che il PEG, o un provvedimento equivalente, gli assegna."""
    spesa = ctx.ultimo(ProvvedimentoDiSpesa)
    altrui = tuple(
        dict.fromkeys(i.capitolo for i in spesa.impegni if i.capitolo not in spesa.bilancio.capitoli)
    )
    if altrui or not spesa.bilancio.peg.strip():
        return non_soddisfatta(
            "il capitolo {altrui} non risulta assegnato al dirigente"
            if altrui
            else "manca il PEG, o l’atto che ne fa le veci",
            rimedi=rimedio_del_passo(ctx, "bilancio"),
            altrui=altrui,
        )
    return soddisfatta("i capitoli di spesa sono assegnati al dirigente con {peg}", peg=spesa.bilancio.peg)


@guard(
    "compatibilita_pagamenti",
    etichetta="Compatibilità del programma dei pagamenti",
    vincoli=("TUEL-183-8-CASSA",),
    forza="legge",
    fonti=("tuel-183-8",),
)
def compatibilita_pagamenti(ctx: Contesto) -> Accertamento:
    """Prima di impegnare si accerta che i pagamenti siano compatibili con la cassa del primo esercizio."""
    cassa = ctx.ultimo(ProvvedimentoDiSpesa).cassa
    errori = []
    if not cassa.attestazione:
        errori.append(
            non_soddisfatta(
                "manca l’attestazione che il programma dei pagamenti è compatibile con gli stanziamenti di "
                "cassa e con le regole di finanza pubblica",
                rimedi=rimedio_del_passo(ctx, "cassa"),
            )
        )
    if cassa.pagamenti > cassa.stanziamento:
        errori.append(
            non_soddisfatta(
                "nel primo esercizio si prevede di pagare {pagamenti}, oltre lo stanziamento di cassa di "
                "{stanziamento}",
                rimedi=rimedio_del_passo(ctx, "cassa"),
                pagamenti=cassa.pagamenti,
                stanziamento=cassa.stanziamento,
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "il programma dei pagamenti è compatibile con lo stanziamento di cassa del primo esercizio "
        "({pagamenti} su {stanziamento}), con la competenza degli esercizi successivi e con le regole di "
        "finanza pubblica",
        pagamenti=cassa.pagamenti,
        stanziamento=cassa.stanziamento,
    )
