"""Structural laws of a workflow: one opening, no orphan state, always a way to an end."""

from collections.abc import Iterator
from dataclasses import dataclass

from coproflow.engine.definition import APERTURA, WorkflowDefinition


@dataclass(frozen=True)
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
    aperture = [t for t in definition.transitions if t.event == APERTURA]
    if len(aperture) != 1:
        yield Finding(("transitions",), "W301", f"serve un solo passo «{APERTURA}», qui sono {len(aperture)}")
        return
    archi = edges(definition)
    raggiunti = reach(archi, {aperture[0].to or ""})
    finali = {s for s, stato in definition.states.items() if stato.final}
    indietro: dict[str, set[str]] = {}
    for stato, vicini in archi.items():
        for vicino in vicini:
            indietro.setdefault(vicino, set()).add(stato)
    con_uscita = reach(indietro, finali)
    for stato in definition.states:
        if stato not in raggiunti:
            yield Finding(("states", stato), "W303", f"a «{stato}» non si arriva da nessuno stato")
        elif stato not in con_uscita:
            yield Finding(("states", stato), "W302", f"da «{stato}» non si arriva a nessuno stato finale")
    for i, transition in enumerate(definition.transitions):
        for stato in transition.from_:
            if stato in finali and transition.to is not None:
                yield Finding(
                    ("transitions", i, "from"), "W304", f"«{stato}» è finale: da lì non si va in altri stati"
                )
        if (transition.event == APERTURA) == bool(transition.from_):
            testo = "l’apertura non ha «from»" if transition.from_ else "manca «from»: da quale stato?"
            yield Finding(("transitions", i), "W305", testo)
