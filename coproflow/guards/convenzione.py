"""The signature of the convention: what must come before it, its form, who signs."""

from coproflow.domain.atti import Stadio
from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    atto_costitutivo,
    avviso_della,
    avviso_letto,
    componenti,
    concessione,
    concesso,
    in_raggruppamento,
    partner,
    same,
    ultima_verifica,
)
from coproflow.domain.dati.convenzione import IntegrazioneConvenzione, Stipula, VerificaPartner
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)

ESITI = "determina_esiti"


@guard(
    "presupposti_stipula",
    etichetta="Presupposti della stipula",
    vincoli=("CONV-PRECOND", "ANTIMAFIA", "D33-26-3-EFFICACIA", "TUEL-183-7-VISTO"),
    forza="legge",
    fonti=("l241-11-4bis", "tuel-183-7", "dlgs33-26-3", "dlgs159-92"),
)
def presupposti_stipula(ctx: Contesto, *, soglia: ParametroId) -> Accertamento:
    """Si firma con esiti esecutivi, concessione vistata e pubblicata, controlli positivi e antimafia."""
    return componi(
        _esiti_esecutivi(ctx),
        _concessione_efficace(ctx, soglia),
        _controlli_positivi(ctx),
        _antimafia(ctx),
    )


def _esiti_esecutivi(ctx: Contesto) -> Accertamento:
    avviso = avviso_della(ctx)
    if ESITI not in avviso.fascicolo.atti:
        return non_applicabile("l’avviso non prevede un atto di approvazione degli esiti")
    fatti = avviso.atto(ESITI)
    if fatti is None or fatti.stadio(ctx.data) < Stadio.ESECUTIVO:
        return non_soddisfatta(
            "gli esiti della procedura non sono approvati con atto esecutivo",
            rimedi=(Rimedio("adozione_atto", ("atto",), "chi segue l’avviso"),),
        )
    return soddisfatta("gli esiti sono approvati con {atto}, esecutiva", atto=fatti.estremi)


def _concessione_efficace(ctx: Contesto, soglia: str) -> Accertamento:
    fatti = concessione(ctx)
    if fatti is None:
        return non_soddisfatta(
            "il progetto definitivo non è approvato, né il contributo concesso, con atto adottato",
            rimedi=(Rimedio("adozione_atto", ("atto",), "chi segue il tavolo"),),
        )
    if fatti.stadio(ctx.data) < Stadio.ESECUTIVO:
        return non_soddisfatta(
            "la {atto} non è esecutiva: manca il visto che attesta la copertura",
            atto=fatti.estremi,
            rimedi=(Rimedio("visto_contabile", ("atto",), "il responsabile finanziario"),),
        )
    importo, limite = concesso(ctx).contributo, ctx.parametro(soglia).valore
    if importo > limite and fatti.stadio(ctx.data) < Stadio.EFFICACE:
        return non_soddisfatta(
            "la {atto} concede {importo} e non ha ancora effetto: manca la pubblicazione in Amministrazione "
            "trasparente",
            atto=fatti.estremi,
            importo=importo,
            rimedi=(Rimedio("pubblicazione_trasparenza", ("atto", "sezione"), "chi segue il tavolo"),),
        )
    return soddisfatta("il contributo è concesso con {atto}, esecutiva ed efficace", atto=fatti.estremi)


def _controlli_positivi(ctx: Contesto) -> Accertamento:
    rimedi = (Rimedio("verifica_partner", ("componenti",)),)
    for ente in componenti(ctx):
        verifica = ultima_verifica(ctx, ente)
        if verifica is None or verifica.requisiti_verificati_il is None:
            return non_soddisfatta(
                "i requisiti di {ente} non sono stati controllati", ente=ente, rimedi=rimedi
            )
        if not verifica.requisiti_positivi:
            return non_soddisfatta(
                "il controllo dei requisiti di {ente} è negativo", ente=ente, rimedi=rimedi
            )
    return soddisfatta("i controlli sui requisiti di {enti} sono positivi", enti=componenti(ctx))


def _antimafia(ctx: Contesto) -> Accertamento:
    aggiornate = [v.antimafia for v in ctx.tutti(VerificaPartner) if v.antimafia is not None]
    documenti = {d.ente: d for a in (concesso(ctx).antimafia, *aggiornate) for d in a.documenti}
    for documento in documenti.values():
        if documento.esito == "interdittiva":
            return non_soddisfatta(
                "nei confronti di {ente} è stata emessa informazione interdittiva", ente=documento.ente
            )
    attese = tuple(d.ente for d in documenti.values() if d.esito == "attesa")
    if attese and "risolutiva_antimafia" not in ctx.ultimo(Stipula).clausole:
        return non_soddisfatta(
            "l’informazione antimafia di {enti} non è pervenuta e la convenzione non contiene la condizione "
            "risolutiva",
            enti=attese,
            rimedi=(Rimedio("stipula", ("clausole",)), Rimedio("verifica_partner", ("antimafia",))),
        )
    if attese:
        return soddisfatta("si firma sotto condizione risolutiva, in attesa dell’informazione antimafia")
    return soddisfatta("nulla osta alla firma per la documentazione antimafia")


@guard(
    "forma_scritta",
    etichetta="Forma scritta a pena di nullità",
    vincoli=("CAD-FIRMA",),
    forza="legge",
    fonti=("l241-11-2",),
)
def forma_scritta(ctx: Contesto) -> Accertamento:
    """L'accordo è stipulato per iscritto, a pena di nullità."""
    if ctx.ultimo(_atto(ctx)).forma == "scritta":
        return soddisfatta("l’accordo è stipulato per iscritto")
    return non_soddisfatta(
        "l’accordo non è scritto ed è quindi nullo", rimedi=(Rimedio(ctx.passo, ("forma",)),)
    )


@guard(
    "firme_di_tutte_le_parti",
    etichetta="Firme di tutte le parti",
    vincoli=("CONV-PRECOND", "CAD-FIRMA"),
    forza="legge",
    fonti=("l241-11-2",),
)
def firme_di_tutte_le_parti(ctx: Contesto) -> Accertamento:
    """Firmano l'amministrazione e ogni ente partner, o il mandatario del raggruppamento per tutti."""
    dati = ctx.ultimo(_atto(ctx))
    firme = {f.parte: f for f in dati.firme}
    amministrazione = avviso_letto(ctx).ente_procedente or ctx.ente.nome
    costituito, enti = atto_costitutivo(ctx), componenti(ctx)
    mandato = costituito is not None and any(same(costituito.mandatario, e) for e in enti)
    partner_ = (costituito.mandatario,) if costituito is not None and mandato else enti
    if not partner_:
        return non_soddisfatta("non resta nessun ente partner che firmi", rimedi=(_firme(ctx),))
    mancano = tuple(p for p in (amministrazione, *partner_) if not any(same(p, f) for f in firme))
    if mancano:
        return non_soddisfatta("manca la firma di {mancano}", mancano=mancano, rimedi=(_firme(ctx),))
    ultima = max(f.il for f in firme.values())
    if ultima != dati.data:
        return non_soddisfatta(
            "l’ultima firma è del {ultima}, mentre la stipula è registrata al {data}",
            ultima=ultima,
            data=dati.data,
            rimedi=(Rimedio(ctx.passo, ("data", "firme")),),
        )
    return soddisfatta("hanno firmato {parti}, l’ultima il {ultima}", parti=tuple(firme), ultima=ultima)


@guard(
    "firma_digitale",
    etichetta="Firma digitale delle parti",
    vincoli=("CAD-FIRMA",),
    forza="prassi",
    fonti=("cad-20",),
)
def firma_digitale(ctx: Contesto) -> Accertamento:
    """Le parti firmano con firma digitale, qualificata o avanzata; l'autografa dell'ETS non è nulla."""
    autografe = tuple(f.parte for f in ctx.ultimo(_atto(ctx)).firme if f.tipo == "autografa")
    if autografe:
        return non_soddisfatta(
            "{parti} firma con firma autografa, che è valida ma non è quella richiesta",
            parti=autografe,
            rimedi=(_firme(ctx),),
        )
    return soddisfatta("le firme sono elettroniche, digitali, qualificate o avanzate")


@guard(
    "raggruppamento_costituito",
    etichetta="Raggruppamento costituito prima della firma",
    vincoli=("DOM-ATS",),
    forza="avviso",
    fonti=("avviso", "dm72-2021-p3"),
)
def raggruppamento_costituito(ctx: Contesto) -> Accertamento:
    """Il raggruppamento costituendo si costituisce, fra tutti i suoi enti, prima della firma."""
    if not in_raggruppamento(ctx):
        return non_applicabile("il partner è un ente singolo")
    domanda, atto, enti = partner(ctx), atto_costitutivo(ctx), componenti(ctx)
    rimedi = (Rimedio(ctx.passo, ("atto_costitutivo",)),)
    originari = tuple(e.denominazione for e in domanda.componenti)
    if atto is None:
        if domanda.atto_costitutivo and not _fuori(enti, originari):
            return soddisfatta(
                "il raggruppamento era già costituito con {atto}", atto=domanda.atto_costitutivo
            )
        return non_soddisfatta(
            "il raggruppamento non è costituito fra {enti}: manca l’atto costitutivo o il mandato collettivo",
            enti=enti,
            rimedi=rimedi,
        )
    if atto.il > ctx.data:
        return non_soddisfatta(
            "l’atto costitutivo del raggruppamento è del {il}, dopo la firma", il=atto.il, rimedi=rimedi
        )
    if fuori := _fuori(enti, atto.componenti):
        return non_soddisfatta(
            "l’atto costitutivo del raggruppamento non comprende {enti}", enti=fuori, rimedi=rimedi
        )
    if _fuori((atto.mandatario,), enti):
        return non_soddisfatta(
            "il mandatario {chi} non fa più parte del raggruppamento: manca il mandato a chi resta",
            chi=atto.mandatario,
            rimedi=rimedi,
        )
    return soddisfatta(
        "il raggruppamento è costituito con {atto} del {il}, mandatario {chi}",
        atto=atto.estremi,
        il=atto.il,
        chi=atto.mandatario,
    )


def _fuori(enti: tuple[str, ...], altri: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(e for e in enti if not any(same(e, a) for a in altri))


def _atto(ctx: Contesto) -> type[Stipula] | type[IntegrazioneConvenzione]:
    return IntegrazioneConvenzione if isinstance(ctx.dati, IntegrazioneConvenzione) else Stipula


def _firme(ctx: Contesto) -> Rimedio:
    return Rimedio(ctx.passo, ("firme",))
