"""The fields of what is recorded: each carries the label that forms, prompts and errors show."""

import dataclasses
from collections.abc import Iterable
from typing import Any, Literal


def campo(
    etichetta: str,
    *,
    aiuto: str = "",
    dato: Literal["personale"] | None = None,
    unico: str = "",
    default: Any = dataclasses.MISSING,
) -> Any:
    """A dataclass field with its Italian label, an aid for who fills the form, and its privacy class.

    `unico` names the key that no two items of a list may share. `dato="personale"` marks what the publication
    copy of an act leaves out (art. 26 c. 4 D.Lgs. 33/2013).
    """
    return dataclasses.field(
        default=default,
        kw_only=True,
        metadata={"etichetta": etichetta, "aiuto": aiuto, "dato": dato, "unico": unico},
    )


def etichetta_di(field: "dataclasses.Field[Any]") -> str:
    """The label of a field; its name, spelled out, where the declaration gave none."""
    return str(field.metadata.get("etichetta") or field.name.replace("_", " "))


def forse(parola: str, scelte: Iterable[str]) -> str:
    """` — forse «x»?`, the nearest known name, or nothing when none is near."""
    import difflib  # noqa: PLC0415  (only when something was misspelt)

    vicini = difflib.get_close_matches(parola, list(scelte), n=1)
    return f" — forse «{vicini[0]}»?" if vicini else ""
