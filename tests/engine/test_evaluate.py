"""The engine gives force to what the rules find: who stops, who only asks for reasons, and by when."""

from datetime import date, datetime, time, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.contesto import Contesto
from coproflow.domain.date import ROME
from coproflow.domain.verifiche import (
    COMPETENZA,
    Accertamento,
    DatoMancanteError,
    Deroga,
    EsitoVerifica,
    FiguraAssenteError,
    Responso,
    Rimedio,
    Verifica,
    componi,
    non_applicabile,
    non_soddisfatta,
    soddisfatta,
)
from coproflow.engine.reasons import earliest, least_missing, not_before, without_remedy

MAGGIO = date(2026, 5, 5)
NO = non_soddisfatta("la regola non è rispettata")


def _esiti(responso: Responso) -> dict[str, EsitoVerifica]:
    return {v.guard: v.esito for v in responso.verifiche}


def _una(responso: Responso, nome: str) -> Verifica:
    return next(v for v in responso.verifiche if v.guard == nome)


# tutte le regole, e la loro forza


def test_tutte_le_regole_sono_verificate(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Una regola violata non nasconde le altre: l'ufficio sa tutto in una volta."""
    viste = []

    def segna(nome: str, esito: Accertamento) -> Accertamento:
        viste.append(nome)
        return esito

    regole = [
        regola("prima", lambda _: segna("prima", NO)),
        regola("seconda", lambda _: segna("seconda", soddisfatta("va bene"))),
        regola("terza", lambda _: segna("terza", NO)),
    ]
    responso = prova.valuta(prova.caso(), "richiesta", fatti.Richiesta(data=MAGGIO), *regole)
    assert viste == ["prima", "seconda", "terza"]
    assert [v.guard for v in responso.mancanti] == ["prima", "terza"]


@pytest.mark.parametrize("forza", ["legge", "avviso"])
def test_legge_e_avviso_fermano_il_passo(prova: Any, fatti: SimpleNamespace, regola: Any, forza: Any) -> None:
    """Ciò che la legge o l'avviso impongono ferma il passo, e nessuna deroga lo consente."""
    deroga = Deroga("regola", "ragioni", "rossi", "dirigente")
    responso = prova.valuta(
        prova.caso(),
        "richiesta",
        fatti.Richiesta(data=MAGGIO),
        regola("regola", NO, forza),
        deroghe=(deroga,),
    )
    assert _esiti(responso)["regola"] is EsitoVerifica.NON_SODDISFATTA
    assert not responso.ammesso
    assert responso.exit_code == 3


@pytest.mark.parametrize("forza", ["linee_guida", "prassi"])
def test_linee_guida_e_prassi_chiedono_una_motivazione(
    prova: Any, fatti: SimpleNamespace, regola: Any, forza: Any
) -> None:
    """Una linea guida disattesa non ferma il passo: chiede che se ne dia conto."""
    regole = (regola("consiglio", NO, forza),)
    responso = prova.valuta(prova.caso(), "richiesta", fatti.Richiesta(data=MAGGIO), *regole)
    assert _esiti(responso)["consiglio"] is EsitoVerifica.DA_MOTIVARE
    assert not responso.ammesso
    deroga = Deroga("consiglio", "le ragioni del caso", "rossi", "dirigente")
    motivato = prova.valuta(
        prova.caso(), "richiesta", fatti.Richiesta(data=MAGGIO), *regole, deroghe=(deroga,)
    )
    assert motivato.ammesso
    assert _esiti(motivato)["consiglio"] is EsitoVerifica.DA_MOTIVARE


def test_la_deroga_vale_per_la_sua_regola(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Motivare lo scostamento da una linea guida non scusa dalle altre."""
    deroga = Deroga("uno", "ragioni", "rossi", "dirigente")
    responso = prova.valuta(
        prova.caso(),
        "richiesta",
        fatti.Richiesta(data=MAGGIO),
        regola("uno", NO, "prassi"),
        regola("due", NO, "prassi"),
        deroghe=(deroga,),
    )
    assert [v.guard for v in responso.mancanti] == ["due"]


@pytest.mark.parametrize(
    ("recepisce", "forza", "atteso"),
    [
        ((), "linee_guida", EsitoVerifica.DA_MOTIVARE),
        (("LG-1",), "linee_guida", EsitoVerifica.NON_SODDISFATTA),
        (("LG-2",), "linee_guida", EsitoVerifica.DA_MOTIVARE),
        (("dm72-2021",), "linee_guida", EsitoVerifica.NON_SODDISFATTA),
        (("LG-1",), "prassi", EsitoVerifica.NON_SODDISFATTA),
        (("dm72-2021",), "prassi", EsitoVerifica.DA_MOTIVARE),
    ],
)
def test_la_linea_guida_recepita_diventa_regola(
    prova: Any, fatti: SimpleNamespace, regola: Any, recepisce: Any, forza: Any, atteso: Any
) -> None:
    """La linea guida che l'avviso fa propria è una regola; il D.M. 72/2021 intero non recepisce la prassi."""
    apertura = fatti.Apertura(data=date(2026, 1, 7), recepisce=recepisce)
    responso = prova.valuta(
        prova.caso(("apertura", apertura)),
        "richiesta",
        fatti.Richiesta(data=MAGGIO),
        regola("consiglio", NO, forza, vincoli=("LG-1",)),
    )
    assert _esiti(responso)["consiglio"] is atteso


def test_la_regola_non_motiva_da_se(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Il dato mancante di una linea guida chiede anch'esso una motivazione, non ferma il passo."""
    manca = regola("consiglio", DatoMancanteError("Richiesta"), "prassi")
    responso = prova.valuta(prova.caso(), "annotazione", fatti.Nota(data=MAGGIO), manca)
    assert _esiti(responso)["consiglio"] is EsitoVerifica.DA_MOTIVARE


# ciò che manca


def test_dato_mancante_dice_quale_passo_lo_registra(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Di un fatto che nessuno ha registrato si dice quale passo lo registra, e chi può farlo."""
    manca = regola("serve_la_richiesta", lambda ctx: soddisfatta(ctx.ultimo(fatti.Richiesta).protocollo))
    trovata = _una(
        prova.valuta(prova.caso(), "annotazione", fatti.Nota(data=MAGGIO), manca), "serve_la_richiesta"
    )
    assert trovata.esito is EsitoVerifica.DATO_MANCANTE
    assert trovata.rimedi == (Rimedio("richiesta", (), "Responsabile del procedimento"),)
    assert trovata.motivo == "manca «Richiesta di osservazioni»"


def test_chi_puo_rimediare(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Del passo che rimedia si dice a chi spetta; l'apertura, già fatta, si rettifica."""
    rimedi = (Rimedio("conclusione"), Rimedio("apertura", ("importo",)))
    rifiuta = regola("rifiuta", non_soddisfatta("non va", rimedi=rimedi))
    trovata = _una(prova.valuta(prova.caso(), "annotazione", fatti.Nota(data=MAGGIO), rifiuta), "rifiuta")
    assert trovata.rimedi == (
        Rimedio("conclusione", (), "Dirigente del servizio"),
        Rimedio("apertura", ("importo",), "Responsabile del procedimento", rettifica=True),
    )


def test_campo_mancante_di_un_passo_ancora_da_compilare(
    prova: Any, fatti: SimpleNamespace, regola: Any
) -> None:
    """Senza il modulo compilato si dice quale campo manca, non si indovina."""

    def ora(_ctx: Contesto) -> Accertamento:
        raise DatoMancanteError("Consegna", "ora")

    trovata = _una(
        prova.valuta(prova.caso(), "consegna", fatti.Consegna(data=MAGGIO), regola("serve", ora)), "serve"
    )
    assert trovata.rimedi[0].campi == ("ora",)
    assert trovata.motivo == "manca il dato «ora» di «Consegna»"


def test_figura_che_l_avviso_non_fissa(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Se l'avviso tace il suo numero non c'è: la regola non si applica, e lo si dice."""
    chiede = regola("minimo", lambda ctx: soddisfatta(f"{ctx.parametro('minimo').valore}"), "avviso")
    trovata = _una(prova.valuta(prova.caso(), "annotazione", fatti.Nota(data=MAGGIO), chiede), "minimo")
    assert trovata.esito is EsitoVerifica.NON_APPLICABILE
    assert trovata.motivo == "questo avviso non lo prevede: minimo richiesto"


def test_termine_che_l_avviso_non_fissa(prova: Any, fatti: SimpleNamespace) -> None:
    """Un termine di cui l'avviso non fissa la durata non corre e non ferma nulla."""
    richiesta = ("richiesta", fatti.Richiesta(data=MAGGIO))
    responso = prova.valuta(prova.caso(richiesta, stato="richiesto"), "proroga", fatti.Nota(data=MAGGIO))
    trovata = _una(responso, "entro_il_termine")
    assert trovata.esito is EsitoVerifica.NON_APPLICABILE
    assert trovata.motivo == "questo avviso non lo prevede: giorni di proroga"
    assert responso.ammesso


def test_termine_che_non_e_ancora_iniziato(prova: Any, fatti: SimpleNamespace) -> None:
    """Un termine che corre da un fatto non registrato dice quale passo lo fa correre."""
    responso = prova.valuta(prova.caso(stato="richiesto"), "osservazione", fatti.Nota(data=MAGGIO))
    trovata = _una(responso, "entro_il_termine")
    assert trovata.esito is EsitoVerifica.DATO_MANCANTE
    assert trovata.rimedi[0].passo == "richiesta"


# chi, quando, da dove


def test_competenza_di_chi_registra(prova: Any, fatti: SimpleNamespace) -> None:
    """Chi non ha l'incarico non registra: il codice è 4, e si dice a chi spetta."""
    responso = prova.valuta(
        prova.caso(stato="richiesto"), "chiusura", fatti.Nota(data=MAGGIO), operatore="bianchi"
    )
    assert _una(responso, COMPETENZA).esito is EsitoVerifica.NON_SODDISFATTA
    assert "Dirigente del servizio" in _una(responso, COMPETENZA).motivo
    assert responso.exit_code == 4


@pytest.mark.parametrize(
    ("giorno", "ammesso"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)], ids=["ultimo", "dopo"]
)
def test_incarico_all_ultimo_giorno(prova: Any, fatti: SimpleNamespace, giorno: Any, ammesso: Any) -> None:
    """L'incarico copre tutto il giorno in cui scade, non il successivo, nel giorno in cui si registra."""
    responso = prova.valuta(
        prova.caso(),
        "richiesta",
        fatti.Richiesta(data=date(2025, 12, 1)),
        operatore="verdi",
        adesso=datetime.combine(giorno, time(23, 59), ROME),
    )
    assert responso.ammesso is ammesso


@pytest.mark.parametrize(("scarto", "ammesso"), [(0, True), (1, False)], ids=["oggi", "domani"])
def test_data_del_fatto(prova: Any, fatti: SimpleNamespace, scarto: Any, ammesso: Any) -> None:
    """Un fatto si registra il giorno stesso o dopo, mai prima che accada."""
    adesso = datetime.combine(MAGGIO, time(0, 1), ROME)
    fatto = fatti.Richiesta(data=MAGGIO + timedelta(days=scarto))
    responso = prova.valuta(prova.caso(), "richiesta", fatto, adesso=adesso)
    assert responso.ammesso is ammesso
    assert _una(responso, "data_del_fatto").non_prima_di == (None if ammesso else fatto.data)


def test_stato_di_partenza(prova: Any, fatti: SimpleNamespace) -> None:
    """Un passo parte dai suoi stati: altrove è rifiutato, e si dice quale passo porta là."""
    trovata = _una(prova.valuta(prova.caso(), "osservazione", fatti.Nota(data=MAGGIO)), "stato_di_partenza")
    assert trovata.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovata.motivo == "il procedimento è nello stato «Aperto», mentre il passo parte da «Richiesto»"
    assert trovata.rimedi == (Rimedio("richiesta", (), "Responsabile del procedimento"),)


def test_nessun_rimedio_riapre_un_procedimento(prova: Any, fatti: SimpleNamespace) -> None:
    """Dove il procedimento è nato riporta un passo che vi ritorna, se c'è: mai una nuova apertura."""
    avanti = prova.caso(stato="richiesto")
    trovata = _una(prova.valuta(avanti, "richiesta", fatti.Richiesta(data=MAGGIO)), "stato_di_partenza")
    assert [r.passo for r in trovata.rimedi] == ["ritorno"]


def test_procedimento_concluso(prova: Any, fatti: SimpleNamespace) -> None:
    """Un procedimento concluso si annota, ma nessun passo lo riporta altrove."""
    concluso = prova.caso(stato="concluso")
    chiusura = prova.valuta(concluso, "chiusura", fatti.Nota(data=MAGGIO), operatore="rossi")
    assert [v.guard for v in chiusura.mancanti] == ["stato_di_partenza"]
    assert "concluso" in chiusura.mancanti[0].motivo
    assert prova.valuta(concluso, "annotazione", fatti.Nota(data=MAGGIO)).ammesso


def test_non_si_apre_due_volte(prova: Any, fatti: SimpleNamespace) -> None:
    """L'apertura di un procedimento già aperto è rifiutata; la sua rettifica no."""
    apertura = fatti.Apertura(data=MAGGIO)
    aperto = prova.caso(("apertura", apertura))
    assert not prova.valuta(aperto, "apertura", apertura).ammesso
    assert prova.valuta(aperto, "apertura", apertura, rettifica=1).ammesso
    assert prova.valuta(prova.caso(stato=""), "apertura", apertura).ammesso


# i termini, al limite


def _dopo_richiesta(prova: Any, fatti: SimpleNamespace) -> Any:
    return prova.caso(("richiesta", fatti.Richiesta(data=MAGGIO)), stato="richiesto")


@pytest.mark.parametrize(("giorno", "ammesso"), [(15, True), (16, False)], ids=["decimo", "undicesimo"])
def test_entro_il_termine_perentorio(prova: Any, fatti: SimpleNamespace, giorno: Any, ammesso: Any) -> None:
    """Dieci giorni dal 5 maggio: il 15 è in tempo, il 16 il termine perentorio è scaduto."""
    caso = _dopo_richiesta(prova, fatti)
    responso = prova.valuta(caso, "osservazione", fatti.Nota(data=date(2026, 5, giorno)))
    assert responso.ammesso is ammesso
    assert _una(responso, "entro_il_termine").ritardo is None


@pytest.mark.parametrize(("giorno", "giorni"), [(15, 0), (16, 1), (25, 10)])
def test_entro_il_termine_ordinatorio(prova: Any, fatti: SimpleNamespace, giorno: Any, giorni: Any) -> None:
    """Un termine ordinatorio trascorso non ferma il passo: il ritardo si annota, in giorni."""
    caso = _dopo_richiesta(prova, fatti)
    responso = prova.valuta(caso, "relazione", fatti.Nota(data=date(2026, 5, giorno)))
    trovata = _una(responso, "entro_il_termine")
    assert responso.ammesso
    assert (trovata.ritardo.giorni if trovata.ritardo else 0) == giorni


@pytest.mark.parametrize(("giorno", "ammesso"), [(15, False), (16, True)], ids=["ultimo", "dopo"])
def test_dopo_il_termine(prova: Any, fatti: SimpleNamespace, giorno: Any, ammesso: Any) -> None:
    """Fino a tutto il 15 maggio le osservazioni possono arrivare: si conclude dal 16."""
    caso = _dopo_richiesta(prova, fatti)
    responso = prova.valuta(caso, "conclusione", fatti.Nota(data=date(2026, 5, giorno)), operatore="rossi")
    assert responso.ammesso is ammesso
    if not ammesso:
        assert _una(responso, "dopo_il_termine").non_prima_di == date(2026, 5, 16)


def _con_consegna(prova: Any, fatti: SimpleNamespace) -> Any:
    consegna = datetime(2026, 5, 12, 12, 0, tzinfo=ROME)
    return prova.caso(("apertura", fatti.Apertura(data=date(2026, 1, 7), consegna=consegna)))


@pytest.mark.parametrize(
    ("ora", "in_tempo"),
    [(time(11, 59, 59), True), (time(12, 0, 0), True), (time(12, 0, 1), False)],
    ids=["prima", "esatto", "un secondo dopo"],
)
def test_un_secondo_dopo_e_tardi(prova: Any, fatti: SimpleNamespace, ora: Any, in_tempo: Any) -> None:
    """Alle 12:00:00 la domanda è in tempo; alle 12:00:01 è tardi, e la seduta si può tenere."""
    caso = _con_consegna(prova, fatti)
    fatto = fatti.Consegna(data=date(2026, 5, 12), ora=ora)
    consegna, seduta = (prova.valuta(caso, passo, fatto) for passo in ("consegna", "seduta"))
    assert (consegna.ammesso, seduta.ammesso) == (in_tempo, not in_tempo)
    for trovata in (_una(consegna, "entro_il_termine"), _una(seduta, "dopo_il_termine")):
        assert "il 12 maggio 2026 alle ore 12:00" in trovata.motivo


def test_l_ultimo_giorno_senza_ora(prova: Any, fatti: SimpleNamespace) -> None:
    """Nell'ultimo giorno di un termine a ore, l'ora che manca si chiede, non si presume."""
    caso = _con_consegna(prova, fatti)
    trovata = _una(prova.valuta(caso, "consegna", fatti.Consegna(data=date(2026, 5, 12))), "entro_il_termine")
    assert trovata.esito is EsitoVerifica.NON_SODDISFATTA
    assert trovata.rimedi == (Rimedio("consegna", ("ora",)),)
    assert prova.valuta(caso, "consegna", fatti.Consegna(data=date(2026, 5, 11))).ammesso
    assert not prova.valuta(caso, "consegna", fatti.Consegna(data=date(2026, 5, 13))).ammesso


def test_il_primo_giorno_utile_conta_l_ora(prova: Any, fatti: SimpleNamespace) -> None:
    """Con l'ora la seduta si tiene lo stesso giorno, dopo il termine; senza, l'indomani."""
    caso = _con_consegna(prova, fatti)
    for ora, utile in ((time(13), 12), (time(11), 13), (None, 13)):
        trovata = _una(
            prova.valuta(caso, "seduta", fatti.Consegna(data=date(2026, 5, 11), ora=ora)), "dopo_il_termine"
        )
        assert trovata.non_prima_di == date(2026, 5, utile)


def test_tempus_regit_actum(prova: Any, fatti: SimpleNamespace) -> None:
    """La durata del termine è quella in vigore il giorno del fatto: 10 giorni nel 2026, 5 dal 2027."""
    vecchia = prova.caso(("richiesta", fatti.Richiesta(data=date(2026, 5, 5))), stato="richiesto")
    nuova = prova.caso(("richiesta", fatti.Richiesta(data=date(2027, 5, 5))), stato="richiesto")
    assert prova.valuta(vecchia, "osservazione", fatti.Nota(data=date(2026, 5, 15))).ammesso
    assert not prova.valuta(nuova, "osservazione", fatti.Nota(data=date(2027, 5, 15))).ammesso
    assert prova.valuta(nuova, "osservazione", fatti.Nota(data=date(2027, 5, 10))).ammesso


# i codici di uscita


@pytest.mark.parametrize(
    ("operatore", "incoerente", "altra", "codice"),
    [
        ("bianchi", False, False, 0),
        ("bianchi", False, True, 3),
        ("bianchi", True, False, 6),
        ("bianchi", True, True, 6),
        ("rossi", False, True, 4),
        ("rossi", True, True, 4),
    ],
)
def test_ordine_dei_codici(
    prova: Any, fatti: SimpleNamespace, regola: Any, operatore: Any, incoerente: Any, altra: Any, codice: Any
) -> None:
    """La competenza (4) precede gli importi incoerenti (6), che precedono ogni altra regola (3)."""
    regole = [
        regola("importi", NO if incoerente else None, coerenza=True),
        regola("altra", NO if altra else None),
    ]
    responso = prova.valuta(
        prova.caso(), "richiesta", fatti.Richiesta(data=MAGGIO), *regole, operatore=operatore
    )
    assert responso.exit_code == codice


# le rettifiche


def test_la_rettifica_prende_il_posto_dell_originale(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Dopo la rettifica si legge il fatto corretto, al posto e nell'ordine di quello sbagliato."""
    letti = []
    guarda = regola(
        "guarda", lambda ctx: soddisfatta(str(letti.append([a.importo for a in ctx.tutti(fatti.Apertura)])))
    )
    primo = ("apertura", fatti.Apertura(data=date(2026, 1, 7), importo=100))
    corretto = ("apertura", fatti.Apertura(data=date(2026, 1, 7), importo=90))
    prova.valuta(prova.caso(primo, corretto, rettifica=1), "annotazione", fatti.Nota(data=MAGGIO), guarda)
    prova.valuta(prova.caso(primo), "apertura", fatti.Apertura(data=MAGGIO, importo=80), guarda, rettifica=1)
    assert letti == [[90], [80]]


def test_la_rettifica_corregge_anche_il_termine(prova: Any, fatti: SimpleNamespace) -> None:
    """Un termine che corre da un fatto rettificato corre dal giorno giusto."""
    caso = prova.caso(
        ("richiesta", fatti.Richiesta(data=date(2026, 5, 5))),
        ("richiesta", fatti.Richiesta(data=date(2026, 5, 8))),
        stato="richiesto",
        rettifica=1,
    )
    assert prova.valuta(caso, "osservazione", fatti.Nota(data=date(2026, 5, 18))).ammesso


# perché: il meno che manca, il primo giorno utile

A, B, C = (Rimedio(nome) for nome in "abc")


def _responso(*rimedi: tuple[Rimedio, ...], non_prima_di: date | None = None) -> Responso:
    verifiche = tuple(
        Verifica(
            f"regola_{i}",
            "Regola",
            EsitoVerifica.NON_SODDISFATTA,
            "…",
            "legge",
            ("legge",),
            rimedi=r,
            non_prima_di=non_prima_di,
        )
        for i, r in enumerate(rimedi)
    )
    return Responso("passo", "Passo", verifiche)


def test_il_meno_che_manca() -> None:
    """Fra le alternative si propongono solo le unioni minime: chi rimedia a due regole insieme basta."""
    assert least_missing(_responso((A, B), (B, C))) == ((B,), (A, C))
    assert least_missing(_responso((A,), (A,))) == ((A,),)
    assert least_missing(_responso((A,), (B,))) == ((A, B),)
    assert least_missing(_responso()) == ()


rimedi = st.lists(st.sampled_from([A, B, C]), min_size=1, max_size=3, unique=True).map(tuple)


@given(st.lists(rimedi, max_size=4))
def test_le_unioni_sono_minime_e_bastano(alternative: Any) -> None:
    """Ogni unione rimedia a tutte le regole, nessuna contiene un'altra, e nessuna unione minima è taciuta."""
    trovate = [set(u) for u in least_missing(_responso(*alternative))]
    for unione in trovate:
        assert all(unione & set(scelte) for scelte in alternative)
        assert not any(altra < unione for altra in trovate)
    for scelta in product(*alternative) if alternative else ():
        assert any(unione <= set(scelta) for unione in trovate)


def test_una_regola_senza_rimedio_si_dice() -> None:
    """Se non c'è né un rimedio né una data, lo si dice: non si lascia credere che basti il resto."""
    assert without_remedy(_responso((), (A,))) == ("regola_0",)
    assert without_remedy(_responso((), non_prima_di=MAGGIO)) == ()


giorni = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.lists(giorni, min_size=1, max_size=4), giorni)
def test_il_primo_giorno_utile_e_il_primo(
    prova: Any, fatti: SimpleNamespace, regola: Any, soglie: Any, oggi: Any
) -> None:
    """Quando manca solo il tempo, il giorno detto è lecito, e quello prima no."""

    def non_prima(giorno: date) -> object:
        return lambda ctx: (
            soddisfatta("è tempo") if ctx.data >= giorno else non_soddisfatta("è presto", non_prima_di=giorno)
        )

    regole = [regola(f"soglia_{i}", non_prima(g)) for i, g in enumerate(soglie)]
    caso = prova.caso()

    def al(giorno: date) -> Responso:
        return prova.valuta(caso, "richiesta", fatti.Richiesta(data=giorno), *regole)

    responso = al(oggi)
    if responso.ammesso:
        assert not_before(responso) is None
        return
    primo = earliest(responso, al)
    assert primo == max(soglie)
    assert al(primo).ammesso
    assert not al(primo - timedelta(days=1)).ammesso


@given(giorni)
def test_il_primo_giorno_utile_di_un_termine(prova: Any, fatti: SimpleNamespace, oggi: Any) -> None:
    """Anche per un termine che deve decorrere: lecito il giorno detto, non il precedente."""
    caso = _dopo_richiesta(prova, fatti)

    def al(giorno: date) -> Responso:
        return prova.valuta(caso, "conclusione", fatti.Nota(data=giorno), operatore="rossi")

    responso = al(oggi)
    if not responso.ammesso:
        primo = earliest(responso, al)
        assert primo == date(2026, 5, 16)
        assert not al(primo - timedelta(days=1)).ammesso


def test_il_tempo_da_solo_non_basta(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Se oltre al tempo manca altro, non si promette un giorno."""
    regole = (
        regola("tempo", non_soddisfatta("è presto", non_prima_di=date(2026, 6, 1))),
        regola("altro", non_soddisfatta("manca altro", rimedi=(A,))),
    )
    responso = prova.valuta(prova.caso(), "richiesta", fatti.Richiesta(data=MAGGIO), *regole)
    assert earliest(responso, lambda _: responso) is None
    assert not_before(responso) == date(2026, 6, 1)


def test_un_giorno_che_non_si_conferma_non_si_promette(
    prova: Any, fatti: SimpleNamespace, regola: Any
) -> None:
    """Se al giorno detto la regola è ancora violata, nessun giorno è promesso."""
    sempre = regola("mai", non_soddisfatta("mai", non_prima_di=date(2026, 6, 1)))
    caso = prova.caso()

    def al(giorno: date) -> Responso:
        return prova.valuta(caso, "richiesta", fatti.Richiesta(data=giorno), sempre)

    assert earliest(al(MAGGIO), al) is None


# le regole composte


SI, MANCA, NEUTRA = (
    soddisfatta("sì"),
    Accertamento(EsitoVerifica.DATO_MANCANTE, "manca"),
    non_applicabile("n/a"),
)


@pytest.mark.parametrize(
    ("parti", "atteso"),
    [
        ((SI, NO), EsitoVerifica.NON_SODDISFATTA),
        ((MANCA, NO), EsitoVerifica.NON_SODDISFATTA),
        ((SI, MANCA), EsitoVerifica.DATO_MANCANTE),
        ((SI, NEUTRA), EsitoVerifica.SODDISFATTA),
        ((NEUTRA, NEUTRA), EsitoVerifica.NON_APPLICABILE),
        ((), EsitoVerifica.NON_APPLICABILE),
    ],
)
def test_una_regola_composta_prende_l_esito_delle_parti(parti: Any, atteso: Any) -> None:
    """Violata prevale su dato mancante, che prevale su soddisfatta; ciò che non si applica è neutro."""
    assert componi(*parti).esito is atteso


def test_la_figura_assente_dice_di_chi_e_il_silenzio(prova: Any, fatti: SimpleNamespace, regola: Any) -> None:
    """Si dice chi tace: l'avviso, la convenzione o la norma."""
    for chi, frase in (
        ("avviso", "questo avviso"),
        ("convenzione", "questa convenzione"),
        ("norma", "la norma"),
    ):
        tace = regola("tace", FiguraAssenteError("minimo", chi))
        trovata = _una(prova.valuta(prova.caso(), "annotazione", fatti.Nota(data=MAGGIO), tace), "tace")
        assert trovata.motivo.startswith(f"{frase} non lo prevede")
