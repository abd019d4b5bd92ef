"""D.Lgs. 267/2000 (TUEL), art. 184: liquidation, on which documents and commitments, to which account."""

from coproflow.domain.atti import FattiAtto, Stadio
from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import impegni
from coproflow.domain.dati.convenzione import ComunicazioneConto, Stipula
from coproflow.domain.dati.rendicontazione import (
    ApprovazioneRendiconto,
    EsameRendiconto,
    Liquidazione,
    NotaDebito,
)
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.guards.tuel_pagamento import liquidazioni

_LIQUIDAZIONE = "liquidazione"


def concessioni(ctx: Contesto) -> tuple[FattiAtto, ...]:
    """The adopted acts that grant the contribution: of the table, and of the convention that extends it."""
    convenzione = ctx.collegato("convenzione")
    return tuple(
        fatti
        for altro in (convenzione.collegato("tavolo"), convenzione)
        for id_, regola in altro.fascicolo.atti.items()
        if regola.concessione and (fatti := altro.atto(id_)) is not None
    )


@guard(
    "documenti_della_liquidazione",
    etichetta="Documenti che provano il diritto a essere pagati",
    vincoli=("LIQ-184",),
    forza="legge",
    fonti=("tuel-184",),
)
def documenti_della_liquidazione(ctx: Contesto) -> Accertamento:
    """Si liquida su rendiconto approvato, relazione istruttoria e nota di debito dello stesso importo."""
    a, esame, nota = ctx.ultimo(ApprovazioneRendiconto), ctx.ultimo(EsameRendiconto), ctx.ultimo(NotaDebito)
    importo = ctx.ultimo(Liquidazione).importo
    if importo == nota.importo == a.da_liquidare:
        return soddisfatta(
            "la liquidazione di {importo} poggia sulla relazione di {istruttore} del {esame}, sul rendiconto "
            "approvato il {approvato} e sulla nota {nota}",
            importo=importo,
            istruttore=esame.istruttore,
            esame=esame.data,
            approvato=a.data,
            nota=nota.numero,
        )
    return non_soddisfatta(
        "si liquidano {importo}, mentre il rendiconto ne approva {approvato} e la nota ne chiede {nota}",
        rimedi=(Rimedio(_LIQUIDAZIONE, ("imputazioni",)),),
        importo=importo,
        approvato=a.da_liquidare,
        nota=nota.importo,
    )


@guard(
    "liquidazione_nell_impegno",
    etichetta="Capienza dell’impegno",
    vincoli=("LIQ-184",),
    forza="legge",
    fonti=("tuel-184",),
    coerenza=True,
)
def liquidazione_nell_impegno(ctx: Contesto) -> Accertamento:
    """Le liquidazioni su un impegno, con quelle degli altri rendiconti della procedura, non lo superano."""
    registrati = impegni(ctx.collegato("convenzione"))
    liquidati: dict[tuple[int, str], Euro] = {}
    for altro in (*ctx.collegati("altri_rendiconti"), ctx):
        for liquidazione in liquidazioni(altro):
            for i in liquidazione.imputazioni:
                chiave = (i.esercizio, i.impegno.strip())
                liquidati[chiave] = liquidati.get(chiave, ZERO) + i.importo
    errori = []
    for i in ctx.ultimo(Liquidazione).imputazioni:
        chiave = (i.esercizio, i.impegno.strip())
        if chiave not in registrati:
            errori.append(
                non_soddisfatta(
                    f"l’impegno n. {i.impegno} dell’esercizio {i.esercizio} non è fra quelli registrati: "
                    f"{{noti}}",
                    rimedi=(Rimedio(ctx.passo, ("imputazioni",)),),
                    noti=tuple(f"n. {numero} ({anno})" for anno, numero in registrati) or ("nessuno",),
                )
            )
        elif liquidati[chiave] > registrati[chiave]:
            errori.append(
                non_soddisfatta(
                    f"sull’impegno n. {i.impegno} dell’esercizio {i.esercizio}, di {{impegno}}, si "
                    f"liquiderebbero "
                    "in tutto {liquidato}",
                    rimedi=(Rimedio(ctx.passo, ("imputazioni",)),),
                    impegno=registrati[chiave],
                    liquidato=liquidati[chiave],
                )
            )
    if errori:
        return componi(*errori)
    usati = dict.fromkeys((i.esercizio, i.impegno.strip()) for i in ctx.ultimo(Liquidazione).imputazioni)
    return soddisfatta(
        "la liquidazione è contenuta negli impegni {impegni}, di cui restano {residuo}",
        impegni=tuple(f"n. {numero} ({anno})" for anno, numero in usati),
        residuo=somma(registrati[c] - liquidati[c] for c in usati),
    )


@guard(
    "concessione_pubblicata",
    etichetta="Pubblicazione della concessione",
    vincoli=("D33-26-3-EFFICACIA", "LIQ-184"),
    forza="legge",
    fonti=("dlgs33-26-3",),
)
def concessione_pubblicata(ctx: Contesto, *, soglia: ParametroId) -> Accertamento:
    """Oltre la soglia di legge si paga solo una concessione pubblicata in Amministrazione trasparente."""
    minimo = ctx.parametro(soglia).valore
    contributo = ctx.collegato("convenzione").ultimo(Stipula).contributo
    if contributo <= minimo:
        return non_applicabile(
            "il contributo ({contributo}) non supera {minimo}", contributo=contributo, minimo=minimo
        )
    atti = concessioni(ctx)
    ferme = tuple(f.estremi for f in atti if f.stadio(ctx.data) < Stadio.EFFICACE)
    if not atti or ferme:
        return non_soddisfatta(
            "non risulta pubblicata in Amministrazione trasparente, e quindi efficace, {atti}",
            rimedi=(
                Rimedio("pubblicazione_trasparenza", ("atto", "sezione", "voci"), "nel fascicolo dell’atto"),
            ),
            atti=ferme or ("la concessione del contributo",),
        )
    return soddisfatta(
        "la concessione del contributo ({atti}) è pubblicata in Amministrazione trasparente dal {dal}",
        atti=tuple(f.estremi for f in atti),
        dal=max(p.data for f in atti for p in f.trasparenza),
    )


@guard(
    "estremi_pubblicazione",
    etichetta="Menzione della pubblicazione nella liquidazione",
    vincoli=("D33-26-3-EFFICACIA",),
    forza="linee_guida",
    fonti=("dm72-2021-p6",),
)
def estremi_pubblicazione(ctx: Contesto) -> Accertamento:
    """La liquidazione menziona espressamente la pubblicazione della concessione."""
    estremi = ctx.ultimo(Liquidazione).estremi_pubblicazione.strip()
    if estremi:
        return soddisfatta(
            "della pubblicazione della concessione è fatta menzione: {estremi}", estremi=estremi
        )
    return non_soddisfatta(
        "la liquidazione non menziona la pubblicazione della concessione",
        rimedi=(Rimedio(ctx.passo, ("estremi_pubblicazione",)),),
    )


@guard(
    "conto_dedicato_e_codici",
    etichetta="Conto dedicato, CUP e CIG nel pagamento",
    vincoli=("LIQ-184", "CONV-TRACC", "CIG-136", "CUP-L3-2003"),
    forza="legge",
    fonti=("l136-2010-3", "tuel-184"),
)
def conto_dedicato_e_codici(ctx: Contesto) -> Accertamento:
    """Si paga sul conto dedicato comunicato dall'ETS, con il CUP e il CIG della convenzione."""
    liquidazione, convenzione = ctx.ultimo(Liquidazione), ctx.collegato("convenzione")
    conti = {c.iban for c in convenzione.tutti(ComunicazioneConto)}
    errori = []
    if not conti:
        errori.append(
            non_soddisfatta(
                "l’ETS non ha comunicato il conto dedicato",
                rimedi=(Rimedio("comunicazione_conto", chi="nella convenzione"),),
            )
        )
    elif liquidazione.iban not in conti:
        errori.append(
            non_soddisfatta(
                "il conto indicato per il pagamento non è quello dedicato che l’ETS ha comunicato",
                rimedi=(Rimedio(ctx.passo, ("iban",)),),
            )
        )
    for campo in ("cup", "cig"):
        atteso, scritto = convenzione.codice(campo), getattr(liquidazione, campo)
        if atteso and scritto != atteso:
            errori.append(
                non_soddisfatta(
                    f"la liquidazione non porta il {campo.upper()} {atteso}, che il procedimento ha "
                    f"acquisito",
                    rimedi=(Rimedio(ctx.passo, (campo,)),),
                )
            )
    if errori:
        return componi(*errori)
    codici = [f"{n} {v}" for n, v in (("CUP", liquidazione.cup), ("CIG", liquidazione.cig)) if v]
    return soddisfatta(
        "il pagamento è disposto sul conto dedicato comunicato dall’ETS"
        + (", con l’indicazione di " + " e ".join(codici) if codici else "")
    )


@guard(
    "istruttoria_distinta_dalla_liquidazione",
    etichetta="Chi ha istruito non liquida da solo",
    vincoli=("LIQ-184",),
    forza="prassi",
    fonti=("tuel-184",),
)
def istruttoria_distinta_dalla_liquidazione(ctx: Contesto) -> Accertamento:
    """Chi ha esaminato il rendiconto non ne firma la liquidazione, se non con un secondo controllo."""
    esame, liquidazione = ctx.ultimo(EsameRendiconto), ctx.ultimo(Liquidazione)
    istruttore, secondo = _persona(esame.istruttore), _persona(liquidazione.secondo_controllo)
    if istruttore != _persona(liquidazione.firmatario):
        return soddisfatta(
            "il rendiconto è stato esaminato da {istruttore} e la liquidazione è sottoscritta da "
            "{firmatario}",
            istruttore=esame.istruttore,
            firmatario=liquidazione.firmatario,
        )
    if secondo and secondo != istruttore:
        return soddisfatta(
            "il secondo controllo sul rendiconto esaminato da chi liquida è di {secondo}",
            secondo=liquidazione.secondo_controllo,
        )
    return non_soddisfatta(
        "{istruttore} ha esaminato il rendiconto e sottoscrive la liquidazione, senza un secondo controllo",
        rimedi=(Rimedio(_LIQUIDAZIONE, ("secondo_controllo",)),),
        istruttore=esame.istruttore,
    )


def _persona(nome: str) -> str:
    return " ".join(nome.casefold().split())
