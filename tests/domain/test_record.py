"""A record is a frozen dataclass in everything but the cost of its definition."""

import copy
import dataclasses
from dataclasses import field

import pytest

from coproflow.domain.record import record


@record
class Punto:
    """A record with every kind of field."""

    x: int
    y: int = 0
    nomi: list[str] = field(default_factory=list)
    nota: str = field(default="", compare=False, repr=False)


@record(kw_only=True)
class Terzo(Punto):
    """A record that inherits from another."""

    z: int

    def __post_init__(self) -> None:
        if self.z < 0:
            raise ValueError("z")


def test_a_record_takes_its_fields_by_position_or_by_name() -> None:
    """Defaults fill what was not given, each instance with its own list."""
    uno, due = Punto(1, 2), Punto(x=1, y=2)
    assert (uno.x, uno.y, uno.nomi, uno.nota) == (1, 2, [], "")
    assert uno.nomi is not due.nomi
    assert Terzo(1, z=3).z == 3


def test_two_records_are_equal_when_their_compared_fields_are() -> None:
    """A field left out of the comparison does not count, the class does."""
    assert Punto(1, nota="a") == Punto(1, nota="b")
    assert Punto(1) != Punto(2)
    assert Punto(1) != Terzo(1, z=0)
    assert hash(Terzo(1, z=0, nomi=())) == hash(Terzo(1, z=0, nomi=()))  # type: ignore[arg-type]  # hashable


def test_a_record_cannot_be_changed() -> None:
    """Neither a field nor a new attribute can be set or deleted."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Punto(1).x = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(dataclasses.FrozenInstanceError):
        del Punto(1).x


@pytest.mark.parametrize(
    ("args", "valori"), [((), {}), ((1,), {"x": 1}), ((1, 2, [], "", 5), {}), ((1,), {"w": 1})]
)
def test_wrong_arguments_are_refused(args: tuple[object, ...], valori: dict[str, object]) -> None:
    """Missing, double, too many, unknown: a TypeError each time."""
    with pytest.raises(TypeError):
        Punto(*args, **valori)  # type: ignore[arg-type]  # wrong on purpose


def test_a_record_validates_itself() -> None:
    """`__post_init__` runs, on replacement too."""
    with pytest.raises(ValueError, match="z"):
        dataclasses.replace(Terzo(1, z=1), z=-1)


def test_dataclasses_and_copy_know_a_record() -> None:
    """`fields`, `replace`, `repr` and `copy` work as with a dataclass."""
    assert [f.name for f in dataclasses.fields(Terzo)] == ["x", "y", "nomi", "nota", "z"]
    assert dataclasses.replace(Punto(1), y=5) == Punto(1, 5)
    assert copy.copy(Punto(1)) == Punto(1)
    assert repr(Punto(1)) == "Punto(x=1, y=0, nomi=[])"
