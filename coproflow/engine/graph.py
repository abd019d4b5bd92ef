"""Structural laws of a workflow: one opening, no orphan state, always a way to an end."""

from collections.abc import Iterator

from coproflow.domain.record import record
from coproflow.engine.definition import APERTURA, Transition, WorkflowDefinition


@record
class Finding:
    """What a check found, and the path of keys where it stands in the file."""

    path: tuple[str | int, ...]
    code: str
    message: str


def edges(definition: WorkflowDefinition) -> dict[str, set[str]]:
    """State → the states one step away, self-loops left out: staying is no way out."""
    archi: dict[str, set[str]] = {stato: set() for stato in definition.states}
    for transition in definition.transitions:
        if transition.to is None:
            continue
        for stato in definition.starts(transition):
            if stato in archi and stato != transition.to:
                archi[stato].add(transition.to)
    return archi


def reach(archi: dict[str, set[str]], partenze: set[str]) -> set[str]:
    """Every state that can be reached."""
    visti, coda = set(partenze), list(partenze)
    while coda:
        for stato in archi.get(coda.pop(), set()) - visti:
            visti.add(stato)
            coda.append(stato)
    return visti


def check_graph(definition: WorkflowDefinition) -> Iterator[Finding]:
    """What is structurally wrong: codes W301 to W305."""
    aperture = [i for i, t in enumerate(definition.transitions) if t.event == APERTURA]
    if not aperture:
        frase = f"manca il passo «{APERTURA}», che apre il procedimento"
        yield Finding(("transitions",), "W301", frase)
    for i in aperture[1:]:
        frase = f"il passo «{APERTURA}» è uno solo: qui sono {len(aperture)}"
        yield Finding(("transitions", i, "event"), "W301", frase)
    yield from _ends(definition, {definition.transitions[i].to or "" for i in aperture})
    for i, transition in enumerate(definition.transitions):
        yield from _start(definition, i, transition)


def _ends(definition: WorkflowDefinition, iniziali: set[str]) -> Iterator[Finding]:
    archi = edges(definition)
    raggiunti = reach(archi, iniziali)
    finali = {s for s, stato in definition.states.items() if stato.final}
    if not finali:
        yield Finding(("states",), "W302", "nessuno stato è finale: serve «final: true»")
    indietro: dict[str, set[str]] = {}
    for stato, vicini in archi.items():
        for vicino in vicini:
            indietro.setdefault(vicino, set()).add(stato)
    con_uscita = reach(indietro, finali)
    for stato in definition.states:
        if iniziali and stato not in raggiunti:
            yield Finding(("states", stato), "W303", f"a «{stato}» non si arriva da nessuno stato")
        elif finali and stato not in con_uscita:
            yield Finding(("states", stato), "W302", f"da «{stato}» non si arriva a nessuno stato finale")


def _start(definition: WorkflowDefinition, i: int, transition: Transition) -> Iterator[Finding]:
    finali = {s for s, stato in definition.states.items() if stato.final}
    for j, stato in enumerate(transition.from_):
        if stato in finali and transition.to is not None:
            frase = f"«{stato}» è finale: da lì non si va in altri stati"
            yield Finding(("transitions", i, "from", j), "W304", frase)
    if transition.event != APERTURA:
        if not transition.from_:
            yield Finding(("transitions", i, "event"), "W305", "manca «from»: da quale stato?")
        return
    if transition.from_:
        yield Finding(("transitions", i, "from"), "W305", "l’apertura non ha «from»: nulla la precede")
    if transition.to is None:
        frase = "l’apertura dice in quale stato nasce il procedimento: manca «to»"
        yield Finding(("transitions", i, "event"), "W305", frase)
