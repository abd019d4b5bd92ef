"""A workflow as a Mermaid state diagram: one arrow a step, states by their label."""

from coproflow.engine.definition import ANY, APERTURA, WorkflowDefinition


def export_mermaid(definition: WorkflowDefinition) -> str:
    """The diagram of a definition. Steps that keep the state, and those common to every act, are left out."""
    righe = ["stateDiagram-v2"]
    righe += [f"    {nome} : {_clean(stato.label)}" for nome, stato in definition.states.items()]
    for t in definition.transitions:
        if t.to is None:
            continue
        partenze = ["[*]"] if t.event == APERTURA else definition.starts(t)
        if ANY in t.from_:
            partenze = [s for s in partenze if s != t.to]
        righe += [f"    {partenza} --> {t.to} : {_clean(t.label)}" for partenza in partenze]
    righe += [f"    {nome} --> [*]" for nome, stato in definition.states.items() if stato.final]
    return "\n".join(righe) + "\n"


def _clean(testo: str) -> str:
    return testo.replace(":", " ").replace(";", ",")
