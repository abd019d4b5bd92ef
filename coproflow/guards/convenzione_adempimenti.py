"""What goes with the signature: policies, codes, DURC, waiting, register, and the dedicated account."""

from datetime import date

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import (
    avviso_della,
    componenti,
    concesso,
    ultima_verifica,
)
from coproflow.domain.dati.convenzione import ComunicazioneConto, Stipula
from coproflow.domain.guard import guard
from coproflow.domain.parametri import ParametroId
from coproflow.domain.termini import Durata
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    Ritardo,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)


@guard(
    "assicurazione_volontari",
    etichetta="Assicurazione dei volontari",
    vincoli=("CONV-ASSICURAZIONE",),
    forza="legge",
    fonti=("cts-18",),
)
def assicurazione_volontari(ctx: Contesto) -> Accertamento:
    """I volontari sono assicurati per infortuni, malattie e terzi, fino alla fine e a carico dell'ente."""
    stipula = ctx.ultimo(Stipula)
    if not stipula.volontari:
        return non_applicabile("il partner non si avvale di volontari")
    coperte = {p.copertura for p in stipula.polizze if p.rinnovo or p.al >= stipula.fine}
    richieste = {
        "infortuni_volontari": "gli infortuni",
        "malattie_volontari": "le malattie",
        "rct_volontari": "la responsabilità verso i terzi",
    }
    scoperte = tuple(nome for chiave, nome in richieste.items() if chiave not in coperte)
    if scoperte:
        return non_soddisfatta(
            "fino al {fine} i volontari non sono assicurati per {scoperte}",
            fine=stipula.fine,
            scoperte=scoperte,
            rimedi=(Rimedio("stipula", ("polizze",)),),
        )
    if not stipula.polizza_a_carico_ente:
        return non_soddisfatta(
            "il costo dell’assicurazione dei volontari non è posto a carico dell’amministrazione",
            rimedi=(Rimedio("stipula", ("polizza_a_carico_ente",)),),
        )
    return soddisfatta(
        "i volontari sono assicurati per infortuni, malattie e responsabilità verso i terzi, a carico "
        "dell’amministrazione"
    )


@guard(
    "cig_alla_stipula",
    etichetta="CIG prima della stipula",
    vincoli=("CIG-136", "CONV-TRACC"),
    forza="legge",
    fonti=("l136-2010-3", "anac-faq-e1"),
)
def cig_alla_stipula(ctx: Contesto) -> Accertamento:
    """Per i servizi sociali e socio-sanitari il CIG è acquisito prima della stipula."""
    if not ctx.ultimo(Stipula).servizi_sociali:
        return non_applicabile("la convenzione non riguarda servizi sociali o socio-sanitari")
    return _cig(ctx)


@guard(
    "cig_fuori_dal_sociale",
    etichetta="CIG fuori dai servizi sociali",
    vincoli=("CIG-136",),
    forza="prassi",
    fonti=("anac-faq-e1",),
)
def cig_fuori_dal_sociale(ctx: Contesto, *, richiesto: ParametroId) -> Accertamento:
    """Anche fuori dai servizi sociali, per prudenza, il CIG si acquisisce prima della stipula."""
    if ctx.ultimo(Stipula).servizi_sociali or ctx.parametro(richiesto).valore != "si":
        return non_applicabile("la regola prudenziale non riguarda questa convenzione")
    return _cig(ctx)


def _cig(ctx: Contesto) -> Accertamento:
    cig = ctx.codice("cig") or next((i.cig for i in concesso(ctx).impegni if i.cig), None)
    if not cig:
        return non_soddisfatta("il CIG non è stato acquisito", rimedi=(Rimedio("stipula", ("cig",)),))
    return soddisfatta("il CIG è {cig}", cig=cig)


@guard(
    "durc_alla_stipula",
    etichetta="Regolarità contributiva alla stipula",
    vincoli=("DURC", "CONV-PRECOND"),
    forza="prassi",
    fonti=("dl69-2013-31",),
)
def durc_alla_stipula(ctx: Contesto, *, quando: ParametroId) -> Accertamento:
    """Alla stipula ogni ente ha un DURC regolare non scaduto, o dichiara di non avere posizioni."""
    if ctx.parametro(quando).valore == "no":
        return non_applicabile("l’ente non acquisisce il DURC per i contributi")
    return _durc(ctx)


@guard(
    "durc_che_l_avviso_prescrive",
    etichetta="DURC alla stipula che l’avviso prescrive",
    vincoli=("DURC",),
    forza="avviso",
    fonti=("avviso", "dl69-2013-31"),
)
def durc_che_l_avviso_prescrive(ctx: Contesto, *, quando: ParametroId) -> Accertamento:
    """Se l'avviso prescrive il DURC, senza un DURC regolare di ogni ente non si firma."""
    scelta = ctx.parametro(quando)
    if scelta.proprietario != "avviso" or scelta.valore == "no":
        return non_applicabile("l’avviso non prescrive il DURC")
    return _durc(ctx)


def _durc(ctx: Contesto) -> Accertamento:
    irregolari = []
    for ente in componenti(ctx):
        verifica = ultima_verifica(ctx, ente)
        esito = verifica.durc_esito if verifica else None
        scadenza = verifica.durc_scadenza if verifica else None
        if esito != "senza_posizione" and (esito != "regolare" or scadenza is None or scadenza < ctx.data):
            irregolari.append(ente)
    if irregolari:
        return non_soddisfatta(
            "non risulta un DURC regolare e in corso di validità per {enti}",
            enti=tuple(irregolari),
            rimedi=(Rimedio("verifica_partner", ("componenti",)),),
        )
    return soddisfatta("la regolarità contributiva di {enti} è verificata", enti=componenti(ctx))


@guard(
    "attesa_dopo_gli_esiti",
    etichetta="Attesa dopo la comunicazione degli esiti",
    vincoli=("ESITI-STANDSTILL", "CONV-PRECOND"),
    forza="prassi",
    fonti=("cpa-29",),
)
def attesa_dopo_gli_esiti(ctx: Contesto, *, giorni: ParametroId) -> Accertamento:
    """Fra la comunicazione degli esiti e la stipula si attende il tempo che l'ente si è dato."""
    quanti = ctx.parametro(giorni).valore
    fatti = avviso_della(ctx).atto("determina_esiti")
    if not quanti or fatti is None or not fatti.comunicazioni:
        return non_applicabile("non vi è un termine di attesa da contare dalla comunicazione degli esiti")
    ultima = max(c.data for c in fatti.comunicazioni)
    scadenza = ctx.conta(ultima, Durata("giorni", quanti)).data
    if ctx.data > scadenza:
        return soddisfatta("dalla comunicazione degli esiti sono passati {giorni} giorni", giorni=quanti)
    return non_soddisfatta(
        "i {giorni} giorni dalla comunicazione degli esiti scadono il {scadenza}",
        giorni=quanti,
        scadenza=scadenza,
        non_prima_di=date.fromordinal(scadenza.toordinal() + 1),
    )


@guard(
    "repertorio_e_bollo",
    etichetta="Repertorio e imposta di bollo",
    vincoli=("CONV-BOLLO-REP",),
    forza="prassi",
    fonti=("cts-82-5",),
)
def repertorio_e_bollo(ctx: Contesto) -> Accertamento:
    """La convenzione è repertoriata, e si sa se il bollo è assolto o se il partner ne è esente."""
    stipula = ctx.ultimo(Stipula)
    if not stipula.repertorio.strip() or stipula.bollo is None:
        return non_soddisfatta(
            "non risulta il numero di repertorio o il regime dell’imposta di bollo",
            rimedi=(Rimedio("stipula", ("repertorio", "bollo")),),
        )
    return soddisfatta(
        "la convenzione è al repertorio {numero}, con imposta di bollo {bollo}",
        numero=stipula.repertorio,
        bollo={"esente": "non dovuta (art. 82 c. 5 CTS)", "assolto": "assolta"}[stipula.bollo],
    )


@guard(
    "conto_dedicato",
    etichetta="Conto dedicato e delegati",
    vincoli=("CONV-TRACC",),
    forza="legge",
    fonti=("l136-2010-3-7",),
)
def conto_dedicato(ctx: Contesto, *, giorni: ParametroId) -> Accertamento:
    """Il conto dedicato si comunica con i delegati, in sette giorni dall'apertura o dal primo uso."""
    conto = ctx.ultimo(ComunicazioneConto)
    if not conto.delegati:
        return non_soddisfatta(
            "la comunicazione del conto dedicato non indica chi vi può operare",
            rimedi=(Rimedio("comunicazione_conto", ("delegati",)),),
        )
    quanti = ctx.parametro(giorni).valore
    scadenza = ctx.conta(conto.dal, Durata("giorni", quanti))
    da = "dall’accensione" if conto.conto == "nuovo" else "dal primo uso per la convenzione"
    if scadenza.rispettata_da(conto.comunicato_il):
        return soddisfatta(
            f"il conto dedicato è stato comunicato il {{comunicato}}, entro {quanti} giorni {da}",
            comunicato=conto.comunicato_il,
        )
    return soddisfatta(
        f"il conto dedicato è stato comunicato il {{comunicato}}, oltre i {quanti} giorni {da}",
        ritardo=Ritardo(
            scadenza.giorni_di_ritardo(conto.comunicato_il),
            "Comunicazione del conto dedicato",
            "segnalazione per la sanzione dell’art. 6 L. 136/2010; la convenzione resta valida",
        ),
        comunicato=conto.comunicato_il,
    )
