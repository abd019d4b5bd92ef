"""The expenses of a report: their outcome, period, proof, item of the plan, uniqueness, bound sources."""

from collections.abc import Iterator
from datetime import date

from coproflow.domain.contesto import Contesto
from coproflow.domain.convenzioni import same, ultimo_giorno
from coproflow.domain.dati.autotutela import Efficacia
from coproflow.domain.dati.convenzione import ApprovazioneEstensione, Cessazione, RevisioneCcnl, Stipula
from coproflow.domain.dati.rendicontazione import (
    EsameRendiconto,
    EsitoSpesa,
    PresentazioneRendiconto,
    RispostaIntegrazione,
    Spesa,
    spese_correnti,
)
from coproflow.domain.dati.tavolo import ProgettoDefinitivo, VoceSpesa
from coproflow.domain.guard import guard
from coproflow.domain.importi import ZERO, Euro, somma
from coproflow.domain.parametri import ParametroId
from coproflow.domain.verifiche import (
    Accertamento,
    Rimedio,
    componi,
    non_soddisfatta,
    soddisfatta,
)

TRACCIABILI = ("bonifico", "f24", "addebito", "carta", "assegno")
_ESITI = (Rimedio("esame_rendiconto", ("esiti",)), Rimedio("richiesta_integrazione", ("elementi",)))


def spese_di(ctx: Contesto) -> tuple[Spesa, ...]:
    """The expenses of a report, corrections included."""
    return spese_correnti(ctx.ultimo(PresentazioneRendiconto), ctx.tutti(RispostaIntegrazione))


def ammesse(ctx: Contesto) -> tuple[tuple[Spesa, EsitoSpesa], ...]:
    """The expenses the last examination accepts, in whole or in part, with their outcome."""
    esiti = {e.codice: e for e in ctx.ultimo(EsameRendiconto).esiti if e.ammesso > ZERO}
    return tuple((s, esiti[s.codice]) for s in spese_di(ctx) if s.codice in esiti)


def _altrove(altro: Contesto) -> Iterator[tuple[Spesa, Euro]]:
    """What another report charges: an expense it refused is free again, one not yet examined is not."""
    if altro.cerca(PresentazioneRendiconto) is None:
        return
    esame = altro.cerca(EsameRendiconto)
    esiti = {e.codice: e.ammesso for e in esame.esiti} if esame else {}
    for spesa in spese_di(altro):
        imputato = esiti.get(spesa.codice, spesa.imputato)
        if imputato > ZERO:
            yield spesa, imputato


def durata_effettiva(convenzione: Contesto) -> tuple[date, date]:
    """From the beginning of a convention to its end, or to the day it ceased or a measure ended it."""
    stipula, fine = convenzione.ultimo(Stipula), convenzione.ultimo(Stipula).fine
    if convenzione.cerca(Cessazione) is not None:
        fine = min(fine, ultimo_giorno(convenzione) or fine)
    efficacia = convenzione.cerca(Efficacia)
    return stipula.inizio, min(fine, efficacia.data) if efficacia is not None else fine


def preventivo(convenzione: Contesto, voce: VoceSpesa) -> Euro:
    """What an item of the plan may cost: as the project has it, with its extensions and its renewals."""
    estesa = somma(
        v.totale for e in convenzione.tutti(ApprovazioneEstensione) for v in e.voci if v.voce == voce.codice
    )
    riveduta = somma(
        riga.delta
        for r in convenzione.tutti(RevisioneCcnl)
        for riga in r.livelli
        if voce.livello and same(riga.livello, voce.livello)
    )
    return voce.importo + estesa + riveduta


def _elenca(codici: list[str], motivo: str) -> Accertamento:
    return non_soddisfatta(f"le spese ammesse {{spese}} {motivo}", rimedi=_ESITI, spese=tuple(codici))


@guard(
    "esito_di_ogni_spesa",
    etichetta="Esito motivato di ciascuna spesa",
    vincoli=("REND-ANALITICA", "L241-3-MOTIV"),
    forza="legge",
    fonti=("l241-3", "cts-93-4"),
    coerenza=True,
)
def esito_di_ogni_spesa(ctx: Contesto) -> Accertamento:
    """L'esame dà un esito a ogni spesa, non ammette più di quanto è imputato e motiva ciò che non ammette."""
    spese = {s.codice: s for s in spese_di(ctx)}
    esiti = {e.codice: e for e in ctx.ultimo(EsameRendiconto).esiti}
    rimedi = (Rimedio("esame_rendiconto", ("esiti",)),)
    errori = []
    if diversi := tuple(sorted(spese.keys() ^ esiti.keys())):
        errori.append(
            non_soddisfatta("gli esiti non corrispondono alle spese: {spese}", rimedi=rimedi, spese=diversi)
        )
    comuni = [(spese[c], esiti[c]) for c in spese if c in esiti]
    if oltre := tuple(s.codice for s, e in comuni if not ZERO <= e.ammesso <= s.imputato):
        errori.append(
            non_soddisfatta("è ammesso più di quanto è imputato per {oltre}", rimedi=rimedi, oltre=oltre)
        )
    if muti := tuple(s.codice for s, e in comuni if e.ammesso < s.imputato and not e.motivo.strip()):
        errori.append(
            non_soddisfatta("non è detto perché {muti} non sono ammesse in tutto", rimedi=rimedi, muti=muti)
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "ciascuna delle {numero} spese ha il suo esito; ne sono ammessi {ammesso} su {imputato}",
        numero=len(spese),
        ammesso=somma(e.ammesso for e in esiti.values()),
        imputato=somma(s.imputato for s in spese.values()),
    )


@guard(
    "spese_nel_periodo",
    etichetta="Spese nella durata della convenzione",
    vincoli=("REND-ANALITICA",),
    forza="legge",
    fonti=("l241-12", "cts-93-4", "convenzione"),
)
def spese_nel_periodo(ctx: Contesto) -> Accertamento:
    """Le spese ammesse sono sostenute fra l'inizio e la fine della convenzione."""
    inizio, fine = durata_effettiva(ctx.collegato("convenzione"))
    fuori = [s.codice for s, _ in ammesse(ctx) if not inizio <= s.sostenuta_il <= fine]
    if fuori:
        return _elenca(fuori, "non sono sostenute nella durata della convenzione")
    return soddisfatta(
        "le spese ammesse sono sostenute fra il {inizio} e il {fine}", inizio=inizio, fine=fine
    )


@guard(
    "spese_documentate_e_pagate",
    etichetta="Giustificativi e pagamenti tracciabili",
    vincoli=("REND-ANALITICA",),
    forza="legge",
    fonti=("l241-12", "cts-93-4", "convenzione"),
)
def spese_documentate_e_pagate(ctx: Contesto) -> Accertamento:
    """Ogni spesa ammessa è documentata e pagata prima dell'esame, con quietanza e strumento tracciabile."""
    prove = [s for s, _ in ammesse(ctx)]
    esame = ctx.ultimo(EsameRendiconto).data
    casi = (
        ([s.codice for s in prove if not s.giustificativo.strip()], "non hanno giustificativo"),
        ([s.codice for s in prove if s.pagata_il is None or s.pagata_il > esame], "non risultano pagate"),
        ([s.codice for s in prove if not s.quietanza.strip()], "non hanno quietanza"),
        (
            [s.codice for s in prove if s.strumento not in TRACCIABILI],
            "non sono pagate con uno strumento tracciabile",
        ),
    )
    errori = [_elenca(codici, motivo) for codici, motivo in casi if codici]
    if errori:
        return componi(*errori)
    return soddisfatta("le spese ammesse sono documentate, pagate con strumenti tracciabili e quietanzate")


@guard(
    "spese_nel_piano",
    etichetta="Spese nelle voci del piano",
    vincoli=("REND-ANALITICA",),
    forza="legge",
    fonti=("l241-12", "cts-93-4", "convenzione"),
)
def spese_nel_piano(ctx: Contesto) -> Accertamento:
    """Ogni spesa ammessa si imputa a una voce del piano economico-finanziario del progetto definitivo."""
    piano = ctx.collegato("convenzione").collegato("tavolo").ultimo(ProgettoDefinitivo)
    voci = {v.codice for v in piano.voci}
    fuori = [s.codice for s, _ in ammesse(ctx) if s.voce not in voci]
    if fuori:
        return _elenca(fuori, "non stanno in nessuna voce del piano economico-finanziario")
    return soddisfatta("le spese ammesse stanno nelle voci del piano economico-finanziario")


@guard(
    "spese_uniche",
    etichetta="Nessun giustificativo rendicontato due volte",
    vincoli=("REND-ANALITICA", "FONTE-VINCOLATA"),
    forza="legge",
    fonti=("l241-12", "cts-93-4"),
    coerenza=True,
)
def spese_uniche(ctx: Contesto) -> Accertamento:
    """Un giustificativo non si rendiconta due volte sulla stessa voce, né per più del suo importo."""
    nostre = [(s, e.ammesso) for s, e in ammesse(ctx)]
    altre = [coppia for altro in ctx.collegati("altri_rendiconti") for coppia in _altrove(altro)]
    ripetute, oltre = [], []
    for spesa, _ in nostre:
        stesse = [(s, i) for s, i in (*nostre, *altre) if s.chiave == spesa.chiave]
        if sum(s.voce == spesa.voce for s, _ in stesse) > 1:
            ripetute.append(spesa.codice)
        elif somma(i for _, i in stesse) > spesa.importo:
            oltre.append(spesa.codice)
    errori = []
    if ripetute:
        errori.append(_elenca(ripetute, "ripetono un giustificativo già rendicontato sulla stessa voce"))
    if oltre:
        errori.append(_elenca(oltre, "superano, con le altre imputazioni, l’importo del giustificativo"))
    if errori:
        return componi(*errori)
    return soddisfatta(
        "nessun giustificativo ammesso è rendicontato due volte, neppure negli altri {numero} rendiconti "
        "della "
        "procedura",
        numero=len(ctx.collegati("altri_rendiconti")),
    )


@guard(
    "giustificativi_annullati",
    etichetta="Riscontro contro il doppio finanziamento",
    vincoli=("REND-ANALITICA", "FONTE-VINCOLATA"),
    forza="linee_guida",
    fonti=("dm72-2021-p3",),
)
def giustificativi_annullati(ctx: Contesto) -> Accertamento:
    """I giustificativi ammessi portano CUP o titolo del progetto e si confrontano con altri rendiconti."""
    senza = tuple(s.codice for s, _ in ammesse(ctx) if not s.annullata_con_cup)
    esame = ctx.ultimo(EsameRendiconto)
    errori = []
    if senza:
        errori.append(
            non_soddisfatta(
                "i giustificativi {spese} non sono annullati con il CUP o con il titolo del progetto",
                rimedi=(Rimedio("richiesta_integrazione", ("elementi",)),),
                spese=senza,
            )
        )
    if not esame.riscontro_altri_rendiconti.strip():
        errori.append(
            non_soddisfatta(
                "l’esame non dice con quali altri rendiconti dello stesso ente si è fatto il confronto",
                rimedi=(Rimedio("esame_rendiconto", ("riscontro_altri_rendiconti",)),),
            )
        )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "i giustificativi sono annullati con il CUP o con il titolo del progetto e confrontati con: {altri}",
        altri=esame.riscontro_altri_rendiconti,
    )


@guard(
    "scostamenti_fra_le_voci",
    etichetta="Scostamenti fra le voci del piano",
    vincoli=("REND-SCOSTAMENTI",),
    forza="avviso",
    fonti=("convenzione",),
    coerenza=True,
)
def scostamenti_fra_le_voci(ctx: Contesto, *, tolleranza: ParametroId) -> Accertamento:
    """Su ogni voce si ammette fino al preventivo più la tolleranza, o più lo scostamento autorizzato."""
    quota = ctx.parametro(tolleranza).valore
    convenzione = ctx.collegato("convenzione")
    piano = convenzione.collegato("tavolo").ultimo(ProgettoDefinitivo)
    speso: dict[str, Euro] = {}
    for altro in (*ctx.collegati("sorelle"), ctx):
        if altro.cerca(EsameRendiconto) is not None:
            for spesa, esito in ammesse(altro):
                speso[spesa.voce] = speso.get(spesa.voce, ZERO) + esito.ammesso
    errori = []
    for voce in piano.voci:
        autorizzato = somma(
            s.importo
            for s in ctx.ultimo(EsameRendiconto).scostamenti
            if s.voce == voce.codice and s.atto.strip()
        )
        previsto = preventivo(convenzione, voce)
        limite = previsto + max(quota.per_difetto(previsto), autorizzato)
        trovato = speso.get(voce.codice, ZERO)
        if trovato > limite:
            errori.append(
                non_soddisfatta(
                    f"sulla voce {voce.codice} ({voce.titolo}) sono ammessi in tutto € {trovato}, oltre il "
                    f"limite di € {limite} (preventivo € {previsto}, tolleranza {quota})",
                    rimedi=(Rimedio("esame_rendiconto", ("esiti", "scostamenti")),),
                    **{f"{voce.codice}_ammesso": trovato, f"{voce.codice}_limite": limite},
                )
            )
    if errori:
        return componi(*errori)
    return soddisfatta(
        "su ciascuna voce del piano lo scostamento resta entro {quota}, o è autorizzato", quota=quota
    )
