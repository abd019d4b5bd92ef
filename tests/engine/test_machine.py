"""Each hazard of the `transitions` library stays closed, and no state is reached by a refused answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transitions import Machine, MachineError

from coproflow.domain.verifiche import EsitoVerifica, Responso, Verifica
from coproflow.engine import machine as modulo
from coproflow.engine.definition import APERTURA
from coproflow.engine.machine import NASCENTE, apply, build_machine
from coproflow.errors import PassoNonConsentitoError


def _verifica(esito: EsitoVerifica) -> Verifica:
    return Verifica("regola", "Regola", esito, "motivo", "legge", ("legge",))


def _responso(passo: str, *, ammesso: bool = True) -> Responso:
    esito = EsitoVerifica.SODDISFATTA if ammesso else EsitoVerifica.NON_SODDISFATTA
    return Responso(passo, passo, (_verifica(esito),))


@dataclass
class Modello:
    """A model of the test's own: equal to any other with the same fields."""

    state: str
    responso: Responso


def test_nessuna_transizione_automatica(prova: Any) -> None:
    """No `to_<state>` exists: a state is reached by a step of the procedure, or not at all."""
    macchina = build_machine(prova.definition)
    assert not macchina.auto_transitions
    assert set(macchina.events) == {t.event for t in prova.definition.transitions}
    assert not [nome for nome in dir(macchina) if nome.startswith("to_")]


def test_il_controllo_delle_transizioni_automatiche_sa_dire_di_no(prova: Any) -> None:
    """The library's own default would give those methods: the test above can fail."""
    aperta = Machine(model=None, states=list(prova.definition.states), initial="aperto")
    assert "to_concluso" in aperta.events


def test_un_rifiuto_lascia_lo_stato_e_lo_dice(prova: Any) -> None:
    """A refused answer moves nothing and raises; it is no false return value to be overlooked."""
    with pytest.raises(PassoNonConsentitoError) as errore:
        apply(prova.definition, "aperto", _responso("richiesta", ammesso=False))
    assert errore.value.exit_code == 3


def test_la_condizione_ferma_anche_la_macchina(prova: Any) -> None:
    """Even if `apply` did not look at the answer, the machine's condition would stop the step."""
    modello = Modello("aperto", _responso("richiesta", ammesso=False))
    assert build_machine(prova.definition).events["richiesta"].trigger(modello) is False
    assert modello.state == "aperto"


def test_non_accodata(prova: Any) -> None:
    """Not queued: a queued machine answers True to a refused step."""
    macchina = build_machine(prova.definition)
    assert not macchina.has_queue
    assert not macchina._transition_queue


def test_nessun_effetto_collaterale(prova: Any) -> None:
    """No callback of any kind hangs on the machine, its states or its steps: only the one condition."""
    macchina = build_machine(prova.definition)
    for nome in ("prepare_event", "before_state_change", "after_state_change", "finalize_event"):
        assert getattr(macchina, nome) == []
    assert macchina.on_exception == macchina.on_final == []
    for stato in macchina.states.values():
        assert stato.on_enter == stato.on_exit == []
    for evento in macchina.events.values():
        for transizioni in evento.transitions.values():
            for t in transizioni:
                assert t.prepare == t.before == t.after == []
                assert [c.func for c in t.conditions] == [modulo._ammesso]


def test_una_macchina_per_definizione(prova: Any, flusso: Callable[[str], Any], testo: str) -> None:
    """One machine serves every case of a definition; another definition, even of equal text, has its own."""
    assert build_machine(prova.definition) is build_machine(prova.definition)
    gemella = flusso(testo)
    assert gemella != prova.definition
    assert build_machine(gemella) is not build_machine(prova.definition)


def test_nessun_modello_trattenuto(prova: Any) -> None:
    """The machine never holds a model, before or after a step: it does not grow with the cases."""
    for _ in range(3):
        apply(prova.definition, "aperto", _responso("richiesta"))
    assert build_machine(prova.definition).models == []


def test_modelli_uguali_non_si_confondono(prova: Any) -> None:
    """Two cases that look alike move each on its own."""
    uno, altro = (Modello("aperto", _responso("richiesta")) for _ in range(2))
    assert uno == altro
    build_machine(prova.definition).events["richiesta"].trigger(uno)
    assert (uno.state, altro.state) == ("richiesto", "aperto")


def test_un_passo_senza_arrivo_lascia_lo_stato(prova: Any) -> None:
    """A step without `to` adds a fact and leaves the state as it is."""
    assert apply(prova.definition, "richiesto", _responso("osservazione")) == "richiesto"
    assert apply(prova.definition, "aperto", _responso("annotazione")) == "aperto"


def test_uno_stato_finale_si_annota_soltanto(prova: Any) -> None:
    """From a final state a step may add a note, even `from: any`, but none leads anywhere."""
    assert apply(prova.definition, "concluso", _responso("annotazione")) == "concluso"
    with pytest.raises(PassoNonConsentitoError):
        apply(prova.definition, "concluso", _responso("chiusura"))
    assert [t.event for t in prova.definition.leaving("concluso")] == ["annotazione"]


def test_il_passo_parte_solo_dai_suoi_stati(prova: Any) -> None:
    """An allowed answer for a step that does not start here is refused, and is no internal error."""
    with pytest.raises(PassoNonConsentitoError):
        apply(prova.definition, "aperto", _responso("conclusione"))


def test_si_apre_una_volta_sola(prova: Any) -> None:
    """The opening starts from no state, and a case that is open cannot be opened again."""
    assert apply(prova.definition, "", _responso(APERTURA)) == "aperto"
    with pytest.raises(PassoNonConsentitoError):
        apply(prova.definition, "aperto", _responso(APERTURA))


def test_un_passo_ignoto_e_rifiutato(prova: Any) -> None:
    """A step the procedure does not have is refused."""
    with pytest.raises(PassoNonConsentitoError):
        apply(prova.definition, "aperto", _responso("inesistente"))


def test_lo_stato_nascente_non_e_di_nessuno(prova: Any) -> None:
    """No definition can name the state of a case that is not open yet."""
    assert NASCENTE not in prova.definition.states
    with pytest.raises(MachineError):
        build_machine(prova.definition).events["richiesta"].trigger(Modello(NASCENTE, _responso("richiesta")))


esiti = st.lists(st.sampled_from(EsitoVerifica), max_size=4)
stati = st.sampled_from(["", "aperto", "richiesto", "concluso"])


@given(st.data(), esiti, stati)
def test_nessuno_stato_si_raggiunge_con_un_rifiuto(
    prova: Any, data: st.DataObject, trovati: Any, stato: Any
) -> None:
    """Whatever the step, the state and the rules: `apply` moves along a declared arrow, or refuses."""
    evento = data.draw(st.sampled_from([t.event for t in prova.definition.transitions]))
    responso = replace(_responso(evento), verifiche=tuple(map(_verifica, trovati)))
    transition = prova.definition.find(evento, stato)
    try:
        arrivo = apply(prova.definition, stato, responso)
    except PassoNonConsentitoError:
        assert not responso.ammesso or not prova.definition.allows(transition, stato)
        return
    assert responso.ammesso
    assert prova.definition.allows(transition, stato)
    assert arrivo == (transition.to or stato)
