"""Terms: the worked cases a jurist can contest one by one, then what holds of every term."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproflow.domain.calendario import Calendario
from coproflow.domain.date import ROME, add_months, parse_data, parse_istante
from coproflow.domain.scadenze import Durata, Scadenza, Unita
from coproflow.domain.termini import (
    avvertenze_scadenza,
    compute_a_ritroso,
    compute_scadenza,
    fine_durata,
    preavviso_ultimo_giorno,
    scadenza_fissa,
    ultima_ricezione_utile,
)
from coproflow.loading.calendario import load_calendario

CALENDARIO = load_calendario(1990, 2100)
GIORNI = st.dates(date(2000, 1, 1), date(2090, 12, 31))
DURATE = st.builds(
    Durata, st.sampled_from([u for u in get_args(Unita) if u not in ("ore", "anni")]), st.integers(1, 60)
) | st.builds(Durata, st.just("anni"), st.integers(1, 5))


def termine(dal: str, quantita: int, unita: Unita = "giorni", *, sabato_festivo: bool = False) -> Scadenza:
    """A term from a day written gg/mm/aaaa."""
    durata = Durata(unita, quantita)
    return compute_scadenza(parse_data(dal), durata, CALENDARIO, sabato_festivo=sabato_festivo)


def date_alternative(scadenza: Scadenza) -> list[date]:
    """The days of the other readings."""
    return [altra.data for altra in scadenza.alternative]


CASI_CERTI: list[tuple[str, str, int, Unita, str, tuple[str, ...]]] = [
    ("30 giorni da martedì 9 settembre 2025", "09/09/2025", 30, "giorni", "09/10/2025", ("R1",)),
    ("il 20° è il lunedì dell'Angelo", "17/03/2026", 20, "giorni", "07/04/2026", ("R1", "R3")),
    ("il 30° è sabato 25 aprile, festivo", "26/03/2026", 30, "giorni", "27/04/2026", ("R1", "R3")),
    ("domenica 7, poi l'8 dicembre", "07/11/2025", 30, "giorni", "09/12/2025", ("R1", "R3")),
    ("Natale, santo Stefano e domenica 27", "15/12/2026", 10, "giorni", "28/12/2026", ("R1", "R3")),
    ("anticipo entro 10 giorni, domenica 17", "07/07/2022", 10, "giorni", "18/07/2022", ("R1", "R3")),
    ("1 mese dal 31 gennaio 2028", "31/01/2028", 1, "mesi", "29/02/2028", ("R1", "R2")),
    ("1 anno dal 29 febbraio 2028", "29/02/2028", 1, "anni", "28/02/2029", ("R1", "R2")),
    ("agosto si conta", "28/07/2026", 30, "giorni", "27/08/2026", ("R1", "R9")),
    ("il giorno iniziale conta", "01/09/2025", 15, "giorni_con_iniziale", "15/09/2025", ("R13",)),
    ("convocazione: 5 giorni liberi", "01/06/2026", 5, "giorni_liberi", "08/06/2026", ("R7", "R3")),
]


@pytest.mark.parametrize(
    ("dal", "quantita", "unita", "atteso", "regole"),
    [pytest.param(*caso, id=nome) for nome, *caso in CASI_CERTI],
)
def test_termini_certi(dal: str, quantita: int, unita: Unita, atteso: str, regole: tuple[str, ...]) -> None:
    """Il termine scade quel giorno, per quelle regole, e nessuno lo discute."""
    scadenza = termine(dal, quantita, unita)
    assert scadenza.data == parse_data(atteso)
    assert scadenza.certezza == "certa"
    assert scadenza.alternative == ()
    assert scadenza.regole == regole
    assert scadenza.istante is None


def test_15_giorni_da_venerdi_19_settembre_2025() -> None:
    """Sabato 4 ottobre 2025, che non era ancora festa; se il sabato si equipara ai festivi, lunedì 6."""
    scadenza = termine("19/09/2025", 15)
    assert scadenza.data == date(2025, 10, 4)
    assert scadenza.certezza == "controversa"
    assert date_alternative(scadenza) == [date(2025, 10, 6)]
    assert "TAR Lazio" in scadenza.alternative[0].motivo
    assert scadenza.regole == ("R1", "R4")


def test_lo_stesso_termine_se_l_ente_equipara_il_sabato() -> None:
    """Con il sabato equiparato ai festivi scade lunedì 6 ottobre, e l'altra lettura resta mostrata."""
    scadenza = termine("19/09/2025", 15, sabato_festivo=True)
    assert scadenza.data == date(2025, 10, 6)
    assert scadenza.certezza == "controversa"
    assert date_alternative(scadenza) == [date(2025, 10, 4)]
    assert "Cass. 5114/2009" in scadenza.alternative[0].motivo


def test_il_4_ottobre_dal_2026_e_festa() -> None:
    """Nel 2027 il 4 ottobre è lunedì e festivo per la L. 151/2025: si va a martedì 5."""
    assert termine("19/09/2027", 15).data == date(2027, 10, 5)


def test_un_venerdi_festivo_porta_a_un_sabato_discusso() -> None:
    """Il 1° maggio 2026 è venerdì: si passa a sabato 2, o a lunedì 4 se il sabato si equipara ai festivi."""
    scadenza = termine("21/04/2026", 10)
    assert (scadenza.data, scadenza.certezza) == (date(2026, 5, 2), "controversa")
    assert date_alternative(scadenza) == [date(2026, 5, 4)]
    assert scadenza.regole == ("R1", "R3", "R4")


def test_il_conto_si_legge() -> None:
    """Il conto dice all'ufficio, passo per passo, perché il termine scade quel giorno."""
    assert termine("26/03/2026", 30).conto == (
        "si esclude il giorno iniziale, giovedì 26 marzo 2026 (R1)",
        "il 30° giorno è sabato 25 aprile 2026",
        "sabato 25 aprile 2026 è giorno festivo: si passa al giorno seguente (R3)",
        "domenica 26 aprile 2026 è giorno festivo: si passa al giorno seguente (R3)",
        "la scadenza è lunedì 27 aprile 2026",
    )
    assert termine("31/01/2028", 1, "mesi").conto[1] == (
        "dopo 1 mese: febbraio 2028 non ha il giorno 31, vale l’ultimo, martedì 29 febbraio 2028 (R2)"
    )
    assert termine("01/06/2026", 8).conto[1] == "l’8° giorno è martedì 9 giugno 2026"
    assert (
        termine("19/09/2025", 15).conto[-1] == "sabato 4 ottobre 2025 non è festivo: la scadenza resta (R4)"
    )


def test_dieci_giorni_liberi_prima_di_lunedi_15_giugno_2026() -> None:
    """«Almeno 10 giorni liberi prima»: giovedì 4 giugno 2026, senza contare né l'uno né l'altro (R7)."""
    scadenza = compute_a_ritroso(date(2026, 6, 15), Durata("giorni_liberi", 10), CALENDARIO)
    assert (scadenza.data, scadenza.certezza) == (date(2026, 6, 4), "certa")
    assert scadenza.regole == ("R7",)
    assert (
        scadenza.conto[-1] == "prima di 10 giorni liberi l’ultimo giorno utile è giovedì 4 giugno 2026 (R7)"
    )


@pytest.mark.parametrize(
    ("evento", "durata", "atteso"),
    [
        pytest.param(date(2026, 6, 17), Durata("giorni", 10), date(2026, 6, 6), id="da domenica a sabato"),
        pytest.param(date(2026, 6, 16), Durata("giorni", 10), date(2026, 6, 6), id="il sabato resta"),
        pytest.param(
            date(2026, 5, 6), Durata("giorni", 10), date(2026, 4, 24), id="domenica 26 e sabato 25 aprile"
        ),
        pytest.param(
            date(2028, 3, 31), Durata("mesi", 1), date(2028, 2, 29), id="un mese prima del 31 marzo"
        ),
        pytest.param(date(2026, 6, 16), Durata("giorni_con_iniziale", 10), date(2026, 6, 6), id="compreso"),
    ],
)
def test_termini_a_ritroso(evento: date, durata: Durata, atteso: date) -> None:
    """R8: a ritroso si va al giorno prima di quello festivo, e il sabato resta."""
    scadenza = compute_a_ritroso(evento, durata, CALENDARIO)
    assert (scadenza.data, scadenza.certezza) == (atteso, "certa")


def test_ventiquattro_ore_prima_della_seduta() -> None:
    """A ritroso a ore: 24 ore prima di lunedì alle 18:00 cadono di domenica, dunque sabato alle 18:00."""
    scadenza = compute_a_ritroso(parse_istante("15/06/2026 18:00"), Durata("ore", 24), CALENDARIO)
    assert scadenza.istante == parse_istante("13/06/2026 18:00")
    assert scadenza.rispettata_da(parse_istante("13/06/2026 18:00"))
    assert not scadenza.rispettata_da(parse_istante("13/06/2026 18:00:01"))


def test_domanda_consegnata_trentacinque_secondi_dopo() -> None:
    """«Entro le ore 12:00 del 15 dicembre 2025», consegnata alle 12:00:35: è tardi (R6)."""
    scadenza = scadenza_fissa(parse_istante("15/12/2025 12:00"), CALENDARIO)
    assert (scadenza.data, scadenza.certezza) == (date(2025, 12, 15), "certa")
    assert scadenza.rispettata_da(parse_istante("15/12/2025 12:00:00"))
    assert not scadenza.rispettata_da(parse_istante("15/12/2025 12:00:01"))
    assert not scadenza.rispettata_da(parse_istante("15/12/2025 12:00:35"))
    assert scadenza.giorni_di_ritardo(parse_istante("15/12/2025 12:00:35")) == 1
    assert str(scadenza) == "15 dicembre 2025 alle ore 12:00"


def test_con_un_ora_il_solo_giorno_non_basta() -> None:
    """Se la scadenza ha un'ora, del suo ultimo giorno bisogna sapere l'ora; degli altri no."""
    scadenza = scadenza_fissa(parse_istante("15/12/2025 12:00"), CALENDARIO)
    assert scadenza.rispettata_da(date(2025, 12, 14))
    assert not scadenza.rispettata_da(date(2025, 12, 16))
    with pytest.raises(ValueError, match="serve anche l’ora"):
        scadenza.rispettata_da(date(2025, 12, 15))
    with pytest.raises(ValueError, match="senza fuso orario"):
        scadenza.rispettata_da(datetime(2025, 12, 15, 11, 0))  # noqa: DTZ001


def test_senza_ora_vale_tutto_il_giorno() -> None:
    """R6: senza ora il giorno finisce alle 23:59:59, e le 00:00:00 sono già il giorno dopo."""
    scadenza = termine("09/09/2025", 30)
    assert scadenza.rispettata_da(date(2025, 10, 9))
    assert scadenza.rispettata_da(parse_istante("09/10/2025 23:59:59"))
    assert not scadenza.rispettata_da(parse_istante("10/10/2025 00:00:00"))
    assert scadenza.giorni_di_ritardo(parse_istante("10/10/2025 00:00:00")) == 1
    assert scadenza.giorni_di_ritardo(date(2025, 10, 14)) == 5
    assert scadenza.giorni_di_ritardo(date(2025, 9, 30)) == 0


def test_nell_ora_doppia_di_ottobre_conta_l_istante_vero() -> None:
    """Fra le due 02:30 del ritorno all'ora solare passa un'ora: la seconda è tardi."""
    prima, seconda = parse_istante("2026-10-25T02:30+02:00"), parse_istante("2026-10-25T02:30+01:00")
    scadenza = Scadenza(data=date(2026, 10, 25), istante=prima)
    assert scadenza.rispettata_da(prima)
    assert not scadenza.rispettata_da(seconda)


@pytest.mark.parametrize(
    ("fissata", "data", "certezza", "alternative"),
    [
        pytest.param(date(2025, 11, 10), date(2025, 11, 10), "certa", [], id="entro lunedì 10 novembre"),
        pytest.param(
            date(2026, 11, 1),
            date(2026, 11, 2),
            "prevalente",
            [date(2026, 11, 1)],
            id="domenica e Ognissanti",
        ),
        pytest.param(
            parse_istante("01/11/2026 12:00"),
            date(2026, 11, 2),
            "controversa",
            [date(2026, 11, 1)],
            id="un istante fisso di domenica",
        ),
        pytest.param(
            date(2025, 10, 4), date(2025, 10, 4), "controversa", [date(2025, 10, 6)], id="un sabato feriale"
        ),
        pytest.param(
            date(2026, 5, 1),
            date(2026, 5, 2),
            "controversa",
            [date(2026, 5, 1), date(2026, 5, 4)],
            id="venerdì festivo, poi sabato",
        ),
    ],
)
def test_termini_fissi(fissata: date, data: date, certezza: str, alternative: list[date]) -> None:
    """R12: la data scritta dall'atto, se festiva, si sposta per principio; per un istante è discusso."""
    scadenza = scadenza_fissa(fissata, CALENDARIO)
    assert (scadenza.data, scadenza.certezza, date_alternative(scadenza)) == (data, certezza, alternative)


def test_un_istante_fisso_spostato_conserva_l_ora() -> None:
    """Il mezzogiorno di domenica diventa il mezzogiorno di lunedì, e l'alternativa resta all'ora scritta."""
    scadenza = scadenza_fissa(parse_istante("01/11/2026 12:00"), CALENDARIO)
    assert scadenza.istante == parse_istante("02/11/2026 12:00")
    assert scadenza.alternative[0].istante == parse_istante("01/11/2026 12:00")


def test_quarantotto_ore() -> None:
    """A ore si conta da istante a istante: dalle 10:00 alle 10:00, anche se l'ora legale è in mezzo."""
    scadenza = compute_scadenza(parse_istante("09/09/2025 10:00"), Durata("ore", 48), CALENDARIO)
    assert (scadenza.istante, scadenza.certezza) == (parse_istante("11/09/2025 10:00"), "certa")
    legale = compute_scadenza(parse_istante("28/03/2026 10:00"), Durata("ore", 48), CALENDARIO)
    assert legale.istante == parse_istante("30/03/2026 11:00")


def test_l_ora_iniziale_gia_cominciata() -> None:
    """Dalle 10:20 scade alle 10:20; chi esclude l'ora iniziale per intero conta dalle 11:00 (R1)."""
    scadenza = compute_scadenza(parse_istante("09/09/2025 10:20"), Durata("ore", 24), CALENDARIO)
    assert (scadenza.istante, scadenza.certezza) == (parse_istante("10/09/2025 10:20"), "prevalente")
    assert [a.istante for a in scadenza.alternative] == [parse_istante("10/09/2025 11:00")]


def test_un_termine_a_ore_che_cade_di_domenica() -> None:
    """Passa alla stessa ora di lunedì; l'alternativa è che a ore non si sposti."""
    scadenza = compute_scadenza(parse_istante("12/09/2025 12:00"), Durata("ore", 48), CALENDARIO)
    assert (scadenza.istante, scadenza.certezza) == (parse_istante("15/09/2025 12:00"), "prevalente")
    assert [a.istante for a in scadenza.alternative] == [parse_istante("14/09/2025 12:00")]


def test_a_ore_serve_l_ora() -> None:
    """Un termine a ore non si conta da un giorno senza ora, né in avanti né a ritroso."""
    for funzione in (compute_scadenza, compute_a_ritroso):
        with pytest.raises(ValueError, match="del 9 settembre 2025 manca l’ora"):
            funzione(date(2025, 9, 9), Durata("ore", 48), CALENDARIO)


def test_un_istante_fa_decorrere_il_suo_giorno() -> None:
    """La PEC delle 23:50 del 9 settembre fa decorrere i giorni dal 9 settembre."""
    pec = parse_istante("09/09/2025 23:50")
    assert compute_scadenza(pec, Durata("giorni", 30), CALENDARIO) == termine("09/09/2025", 30)


def test_certificato_valido_sei_mesi_dal_31_agosto_2025() -> None:
    """Art. 41 D.P.R. 445/2000: vale fino al 28 febbraio 2026, sabato o no (R14)."""
    assert fine_durata(date(2025, 8, 31), Durata("mesi", 6)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("inizio", "durata", "fine"),
    [
        (date(2026, 1, 1), Durata("mesi", 24), date(2027, 12, 31)),
        (date(2026, 1, 1), Durata("anni", 3), date(2028, 12, 31)),
        (date(2025, 8, 31), Durata("mesi", 6), date(2026, 2, 28)),
        (date(2025, 9, 1), Durata("giorni", 15), date(2025, 9, 15)),
        (date(2025, 9, 1), Durata("giorni_con_iniziale", 15), date(2025, 9, 15)),
    ],
)
def test_durata_col_primo_giorno_compreso(inizio: date, durata: Durata, fine: date) -> None:
    """«24 mesi a decorrere dal 1° gennaio 2026», compreso, finiscono il 31 dicembre 2027."""
    assert fine_durata(inizio, durata, compreso_iniziale=True) == fine


def test_una_validita_non_si_misura_a_ore() -> None:
    """Ore e giorni liberi non misurano una validità."""
    for durata in (Durata("ore", 24), Durata("giorni_liberi", 10)):
        with pytest.raises(ValueError, match="una validità si misura in giorni, mesi o anni"):
            fine_durata(date(2026, 1, 1), durata)


def test_preavviso_per_fermarsi_alla_fine_del_31_dicembre_2027() -> None:
    """Ultimo giorno per ricevere il preavviso di sei mesi: mercoledì 30 giugno 2027."""
    assert ultima_ricezione_utile(date(2027, 12, 31), 6) == date(2027, 6, 30)
    assert preavviso_ultimo_giorno(date(2027, 6, 30), 6) == date(2027, 12, 30)
    assert preavviso_ultimo_giorno(date(2027, 7, 1), 6) == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("ultimo_giorno", "ricezione"),
    [
        (date(2027, 2, 28), date(2026, 8, 31)),
        (date(2028, 2, 28), date(2027, 8, 28)),
        (date(2028, 2, 29), date(2027, 8, 31)),
        (date(2027, 9, 30), date(2027, 3, 31)),
        (date(2027, 8, 30), date(2027, 2, 28)),
    ],
)
def test_preavviso_di_sei_mesi_alla_fine_dei_mesi(ultimo_giorno: date, ricezione: date) -> None:
    """Dal 28 al 31 agosto i sei mesi finiscono tutti il 28 febbraio: è utile fino al 31 (R2)."""
    assert ultima_ricezione_utile(ultimo_giorno, 6) == ricezione
    assert preavviso_ultimo_giorno(ricezione + timedelta(days=1), 6) > ultimo_giorno


def test_un_preavviso_non_scivola_mai() -> None:
    """Sei mesi dal 25 giugno 2026 finiscono a Natale e da lì non si muovono, né avanti né indietro."""
    assert preavviso_ultimo_giorno(date(2026, 6, 25), 6) == date(2026, 12, 25)
    assert ultima_ricezione_utile(date(2026, 12, 25), 6) == date(2026, 6, 25)


@pytest.mark.parametrize(
    ("quando", "attese"),
    [
        (parse_istante("15/12/2025 12:00"), ()),
        (parse_istante("04/10/2025 12:00"), ("sabato 4 ottobre 2025: se il sabato valga come festivo",)),
        (parse_istante("05/10/2025 12:00"), ("domenica 5 ottobre 2025 è giorno festivo",)),
        (parse_istante("25/04/2026 12:00"), ("sabato 25 aprile 2026 è giorno festivo",)),
        (parse_istante("08/12/2025 12:00"), ("lunedì 8 dicembre 2025 è giorno festivo",)),
        (date(2025, 12, 15), ("manca l’ora",)),
        (date(2025, 12, 14), ("domenica 14 dicembre 2025 è giorno festivo", "manca l’ora")),
        (parse_istante("15/12/2025 00:00"), ("le ore 00:00 del 15 dicembre 2025 sono le 24:00 del 14",)),
        (
            parse_istante("25/10/2026 02:30"),
            ("domenica 25 ottobre", "le ore 02:30 del 25 ottobre 2026 vengono due"),
        ),
    ],
)
def test_avvertenze_a_chi_scrive_un_avviso(quando: date, attese: tuple[str, ...]) -> None:
    """Chi scrive la scadenza di un avviso sa se cade di sabato, di festa, senza ora o a mezzanotte."""
    avvertenze = avvertenze_scadenza(quando, CALENDARIO)
    assert len(avvertenze) == len(attese)
    for avvertenza, attesa in zip(avvertenze, attese, strict=True):
        assert avvertenza.startswith(attesa)


def test_una_durata_nulla_non_esiste() -> None:
    """Zero o meno giorni non sono una durata."""
    for quantita in (0, -1):
        with pytest.raises(ValueError, match="almeno un’unità"):
            Durata("giorni", quantita)


def test_una_durata_si_legge() -> None:
    """La durata si dice in italiano, al singolare quando è una."""
    assert [str(Durata(u, 1)) for u in ("giorni", "mesi", "ore")] == ["1 giorno", "1 mese", "1 ora"]
    assert str(Durata("giorni_liberi", 10)) == "10 giorni liberi"


def test_fuori_dal_calendario_non_si_risponde() -> None:
    """Un termine che finisce dove il calendario non arriva non ha una data inventata."""
    breve = Calendario(festivi=frozenset(), dal=2025, al=2025, fonte="prova")
    with pytest.raises(ValueError, match="va dal 2025 al 2025"):
        compute_scadenza(date(2025, 12, 15), Durata("giorni", 30), breve)


@given(GIORNI, DURATE, st.booleans())
def test_un_termine_non_scade_mai_di_festa(inizio: date, durata: Durata, sabato_festivo: bool) -> None:
    """R3: nessuna scadenza, in nessuna lettura, cade di domenica o di festa."""
    scadenza = compute_scadenza(inizio, durata, CALENDARIO, sabato_festivo=sabato_festivo)
    assert not any(CALENDARIO.is_festivo(d) for d in (scadenza.data, *date_alternative(scadenza)))
    assert not (sabato_festivo and scadenza.data.weekday() == 5)
    assert not CALENDARIO.is_festivo(compute_a_ritroso(inizio, durata, CALENDARIO).data)


@given(GIORNI, DURATE)
def test_un_giorno_in_piu_non_accorcia_mai(inizio: date, durata: Durata) -> None:
    """Un'unità in più, o un inizio più tardi, non fanno mai scadere prima; a ritroso, mai dopo."""
    lunga = Durata(durata.unita, durata.quantita + 1)
    domani = inizio + timedelta(days=1)
    data = compute_scadenza(inizio, durata, CALENDARIO).data
    assert compute_scadenza(inizio, lunga, CALENDARIO).data >= data
    assert compute_scadenza(domani, durata, CALENDARIO).data >= data
    ritroso = compute_a_ritroso(inizio, durata, CALENDARIO).data
    assert compute_a_ritroso(inizio, lunga, CALENDARIO).data <= ritroso


@given(GIORNI, DURATE)
def test_il_sabato_ha_sempre_le_due_letture(inizio: date, durata: Durata) -> None:
    """R4: le due scelte dell'ente si mostrano a vicenda, e sono discusse solo se danno date diverse."""
    feriale = compute_scadenza(inizio, durata, CALENDARIO)
    festivo = compute_scadenza(inizio, durata, CALENDARIO, sabato_festivo=True)
    if feriale.data.weekday() == 5:
        assert feriale.certezza == festivo.certezza == "controversa"
        assert (date_alternative(feriale), date_alternative(festivo)) == ([festivo.data], [feriale.data])
    else:
        assert (feriale, feriale.certezza) == (festivo, "certa")


@given(GIORNI, st.integers(1, 60))
def test_una_durata_non_guarda_le_feste(inizio: date, mesi: int) -> None:
    """R14: la fine di una validità è il giorno del calendario comune, festivo o no."""
    assert fine_durata(inizio, Durata("mesi", mesi)) == add_months(inizio, mesi)
    assert fine_durata(inizio, Durata("giorni", mesi)) == inizio + timedelta(days=mesi)


@given(GIORNI.filter(lambda d: d.day <= 28), st.integers(1, 60))
def test_due_periodi_si_susseguono_senza_vuoti(inizio: date, mesi: int) -> None:
    """Finito un periodo che comprende il primo giorno, il giorno dopo comincia il seguente."""
    fine = fine_durata(inizio, Durata("mesi", mesi), compreso_iniziale=True)
    assert fine + timedelta(days=1) == add_months(inizio, mesi)


@given(GIORNI, st.integers(1, 24))
def test_ricezione_e_ultimo_giorno_sono_inversi(ultimo_giorno: date, mesi: int) -> None:
    """Ricevuto quel giorno il preavviso è in regola, ricevuto il giorno dopo non lo è più."""
    ricezione = ultima_ricezione_utile(ultimo_giorno, mesi)
    assert preavviso_ultimo_giorno(ricezione, mesi) <= ultimo_giorno
    assert preavviso_ultimo_giorno(ricezione + timedelta(days=1), mesi) > ultimo_giorno


@given(GIORNI, DURATE, GIORNI)
def test_in_tempo_o_in_ritardo(inizio: date, durata: Durata, arrivo: date) -> None:
    """Si è in tempo esattamente quando i giorni di ritardo sono zero; di giorno o d'istante è lo stesso."""
    scadenza = compute_scadenza(inizio, durata, CALENDARIO)
    assert scadenza.rispettata_da(arrivo) == (scadenza.giorni_di_ritardo(arrivo) == 0)
    sera = datetime(arrivo.year, arrivo.month, arrivo.day, 23, 59, 59, tzinfo=ROME)
    assert scadenza.giorni_di_ritardo(sera) == scadenza.giorni_di_ritardo(arrivo)


def test_i_termini_si_importano_senza_pesi() -> None:
    """Contare un termine non importa il pacchetto delle festività né altro fuori dalla libreria standard."""
    codice = "import sys; p = {*sys.modules}; import coproflow.domain.termini; print(*({*sys.modules} - p))"
    uscita = subprocess.run([sys.executable, "-c", codice], capture_output=True, text=True, check=True)
    importati = {nome.split(".")[0] for nome in uscita.stdout.split()} - sys.stdlib_module_names
    assert {nome for nome in importati if not nome.startswith("_sysconfigdata")} == {"coproflow"}
