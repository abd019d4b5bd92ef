"""What the convention says: its clauses, its conformity to the draft, its term, its value."""

from datetime import date

from coproflow.domain.dati.convenzione import Difformita
from coproflow.domain.verifiche import EsitoVerifica
from coproflow.guards.convenzione_contenuto import (
    LINEE_GUIDA,
    clausole_dell_avviso,
    clausole_di_integrita,
    clausole_essenziali,
    clausole_linee_guida,
    conformita_schema,
    durata_dell_avviso,
    valore_alla_stipula,
)

SI, NO, NA = EsitoVerifica.SODDISFATTA, EsitoVerifica.NON_SODDISFATTA, EsitoVerifica.NON_APPLICABILE


def test_clausole_essenziali_soddisfatto(conv):
    """La convenzione con tutte le clausole essenziali può essere firmata."""
    assert conv.esito(clausole_essenziali, conv.stipula()).esito is SI


def test_clausole_essenziali_al_limite(conv):
    """Senza volontari e senza dati personali bastano durata, tracciabilità e rendicontazione."""
    minime = ("durata", "tracciabilita", "rendicontazione")
    stipula = conv.stipula(clausole=minime, volontari=False, trattamenti_dati=False)
    assert conv.esito(clausole_essenziali, stipula).esito is SI
    con_volontari = conv.stipula(clausole=minime, trattamenti_dati=False)
    assert "volontari" in conv.esito(clausole_essenziali, con_volontari).motivo


def test_clausole_essenziali_violato(conv):
    """Senza la clausola di tracciabilità la convenzione è nulla (art. 3 c. 8 L. 136/2010)."""
    trovato = conv.esito(clausole_essenziali, conv.stipula(clausole=("durata", "rendicontazione", "privacy")))
    assert trovato.esito is NO
    assert "tracciabilità" in trovato.motivo
    assert clausole_essenziali.forza == "legge"


def test_clausole_dell_avviso_soddisfatto(conv):
    """Le facoltà dell’avviso sono tutte nella convenzione."""
    assert conv.esito(clausole_dell_avviso, conv.stipula()).esito is SI


def test_clausole_dell_avviso_al_limite(conv):
    """Se l’avviso non prevede né estensioni né preavviso né revisioni, non impone clausole."""
    tavolo = conv.tavolo(avviso=conv.avviso(figure=()))
    assert conv.esito(clausole_dell_avviso, conv.stipula(clausole=()), tavolo=tavolo).esito is NA


def test_clausole_dell_avviso_violato(conv):
    """Se l’avviso prevede il preavviso di cessazione, la convenzione lo contiene."""
    stipula = conv.stipula(clausole=("estensione", "revisione_ccnl"))
    assert "preavviso" in conv.esito(clausole_dell_avviso, stipula).motivo


def test_clausole_linee_guida_soddisfatto(conv):
    """Gli altri elementi delle linee guida ci sono tutti."""
    assert conv.esito(clausole_linee_guida, conv.stipula()).esito is SI


def test_clausole_linee_guida_al_limite(conv):
    """Ne basta una in meno perché serva una deroga motivata, non un divieto: sono linee guida."""
    assert conv.esito(clausole_linee_guida, conv.stipula(clausole=LINEE_GUIDA)).esito is SI
    assert conv.esito(clausole_linee_guida, conv.stipula(clausole=LINEE_GUIDA[1:])).esito is NO
    assert clausole_linee_guida.forza == "linee_guida"


def test_clausole_linee_guida_violato(conv):
    """Patto di integrità e foro non sono nelle linee guida e non si chiedono."""
    trovato = conv.esito(clausole_linee_guida, conv.stipula(clausole=("durata",)))
    assert trovato.esito is NO
    assert "integrità" not in trovato.motivo


def test_conformita_schema_soddisfatto(conv):
    """La convenzione uguale allo schema è conforme."""
    assert conv.esito(conformita_schema, conv.stipula()).esito is SI


def test_conformita_schema_al_limite(conv):
    """Una clausola diversa, discussa al tavolo e verbalizzata, non rompe la conformità."""
    difforme = Difformita(clausola="art. 6", titolo="verbale n. 3")
    assert conv.esito(conformita_schema, conv.stipula(difformita=(difforme,))).esito is SI


def test_conformita_schema_violato(conv):
    """Una clausola diversa che nessun verbale giustifica è una difformità."""
    trovato = conv.esito(conformita_schema, conv.stipula(difformita=(Difformita(clausola="art. 6"),)))
    assert trovato.esito is NO


def test_durata_dell_avviso_soddisfatto(conv):
    """Dal 16 febbraio 2026 al 31 dicembre 2028: dentro la durata dell’avviso, e finisce con lui."""
    assert conv.esito(durata_dell_avviso, conv.stipula()).esito is SI


def test_durata_dell_avviso_al_limite(conv):
    """Può cominciare il primo giorno della durata dell’avviso, non il giorno prima."""
    for inizio, atteso in ((date(2026, 1, 1), SI), (date(2025, 12, 31), NO)):
        assert conv.esito(durata_dell_avviso, conv.stipula(inizio=inizio)).esito is atteso


def test_durata_dell_avviso_violato(conv):
    """Un giorno oltre la fine dell’avviso, o una proroga tacita, non si può pattuire."""
    assert conv.esito(durata_dell_avviso, conv.stipula(fine=date(2029, 1, 1))).esito is NO
    assert "tacita" in conv.esito(durata_dell_avviso, conv.stipula(proroga_tacita=True)).motivo


def test_valore_alla_stipula_soddisfatto(conv):
    """Contributo, cofinanziamento e valore dell’avviso sono quelli approvati."""
    assert conv.esito(valore_alla_stipula, conv.stipula()).esito is SI
    assert valore_alla_stipula.coerenza


def test_valore_alla_stipula_al_limite(conv):
    """Un centesimo in più sul contributo, o la data sbagliata della concessione, non passa."""
    per_un_centesimo = conv.stipula(contributo=conv.euro("576.000,01"))
    assert conv.esito(valore_alla_stipula, per_un_centesimo).esito is NO
    altra_data = conv.stipula(concessione_del=date(2026, 1, 13))
    assert conv.esito(valore_alla_stipula, altra_data).esito is NO


def test_valore_alla_stipula_violato(conv):
    """Il valore dell’avviso si copia dall’avviso: 951.000,00, non 950.000,00."""
    trovato = conv.esito(valore_alla_stipula, conv.stipula(contributo_avviso=conv.euro("950.000,00")))
    assert "951.000,00" in trovato.motivo


def test_valore_alla_stipula_di_un_progetto_diviso(conv):
    """Se il progetto si divide in due convenzioni, insieme non superano ciò che è stato concesso."""
    tavolo = conv.tavolo()
    parte = {"contributo": conv.euro("300.000,00"), "cofinanziamento": conv.euro("30.000,00")}
    sorella = conv.ctx(conv.stipula(**parte), tavolo=tavolo, id_="conv-2026-2")
    resto = {"contributo": conv.euro("276.000,00"), "cofinanziamento": conv.euro("27.600,00")}
    giusta = conv.esito(valore_alla_stipula, conv.stipula(**resto), tavolo=tavolo, sorelle=sorella)
    assert giusta.esito is SI
    troppo = conv.esito(valore_alla_stipula, conv.stipula(), tavolo=tavolo, sorelle=sorella)
    assert troppo.esito is NO


def _senza(conv, *clausole):
    tutte = conv.stipula().clausole
    return conv.stipula(clausole=tuple(c for c in tutte if c not in clausole))


def test_clausole_di_integrita_soddisfatto(conv):
    """Codice di comportamento e divieto di pantouflage sono nella convenzione."""
    assert conv.esito(clausole_di_integrita, conv.stipula()).esito is SI


def test_clausole_di_integrita_al_limite(conv):
    """Ne basta una che manca."""
    trovato = conv.esito(clausole_di_integrita, _senza(conv, "pantouflage"))
    assert trovato.esito is NO
    assert "pantouflage" in trovato.motivo
    assert "comportamento" not in trovato.motivo


def test_clausole_di_integrita_violato(conv):
    """La legge punisce il fatto, non la clausola che manca: si firma motivando."""
    assert conv.esito(clausole_di_integrita, _senza(conv, "pantouflage", "codice_comportamento")).esito is NO
    assert clausole_di_integrita.forza == "prassi"
