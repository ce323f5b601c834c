"""The types of the subset. An annotation is read by its name: int, float, Ints, Floats, Word, Calls, a bundle's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Ints = list[int]
"""A buffer of 64-bit integers."""
Floats = list[float]
"""A buffer of doubles."""
Word = int
"""An integer modulo 2^64, for hashes: whatever is passed is cut to 64 bits, and shifts bring in zeros."""
Calls = list[Callable[..., Any]]
"""A table of functions; compiled, of their addresses."""


class Data(tuple[float, ...]):
    """Floats of a world that a name stands for. Code is linked to them, so that other numbers leave it as it is."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type by name; `bundle` is the name of the class whose instances it is."""

    name: str
    bundle: str = ""


INT: Final = Type("int")
FLOAT: Final = Type("float")
BOOL: Final = Type("bool")
WORD: Final = Type("word")
WIDE: Final = Type("wide")
"""A sum or product too wide for an int: only its lowest 64 bits may be used."""
NONE: Final = Type("none")
INTS: Final = Type("ints")
FLOATS: Final = Type("floats")
CALLS: Final = Type("calls")
SCALARS: Final = (INT, FLOAT, WORD)
BUFFERS: Final = (INTS, FLOATS, CALLS)

NAMED: Final[Mapping[str, Type]] = {
    "int": INT,
    "bool": INT,
    "float": FLOAT,
    "None": NONE,
    "Word": WORD,
    "Ints": INTS,
    "Floats": FLOATS,
    "Calls": CALLS,
    "list[int]": INTS,
    "list[float]": FLOATS,
    "Sequence[int]": INTS,
    "Sequence[float]": FLOATS,
}
"""What annotations mean."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An object of buffers and numbers that functions share: its class's name, and its fields in order."""

    name: str
    fields: Mapping[str, Type]

    def index(self, field: str) -> int:
        """The position of a field. Raises KeyError."""
        for number, name in enumerate(self.fields):
            if name == field:
                return number
        raise KeyError(field)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives."""

    names: tuple[str, ...]
    params: tuple[Type, ...]
    result: Type


def bundle_of(cls: type) -> Bundle:
    """The bundle that a class declares by the annotations in its body. Raises KeyError for what is no type of ours."""
    return Bundle(cls.__name__, {name: NAMED[plain(said)] for name, said in cls.__annotations__.items()})


def plain(annotation: object) -> str:
    """The name by which an annotation is known, without module or quotes."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    text = text.strip("'\" ")
    return text if "[" in text else text.rsplit(".", 1)[-1]


def call(table: Calls, number: int, *args: Any) -> int:
    """Calls the function with this number in a table; it gives an int."""
    return table[number](*args)  # type: ignore[no-any-return]


def call_float(table: Calls, number: int, *args: Any) -> float:
    """Calls the function with this number in a table; it gives a float."""
    return table[number](*args)  # type: ignore[no-any-return]
