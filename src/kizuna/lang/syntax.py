"""What an expression looks like before its names mean anything. `at` and `end` are offsets into its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class UnitWord:
    """One unit of a quantity; `power` is 1 or -1."""

    name: str
    power: int
    at: int
    end: int


@dataclass(slots=True)
class Quantity:
    """A number with its units."""

    value: float
    units: tuple[UnitWord, ...]
    at: int
    end: int


@dataclass(slots=True)
class Clock:
    """A time of day in ms."""

    value: int
    at: int
    end: int


@dataclass(slots=True)
class Truth:
    """`yes` or `no`."""

    value: bool
    at: int
    end: int


@dataclass(slots=True)
class Name:
    """One or several words. A quoted name is a thing or a value, never a variable."""

    text: str
    quoted: bool
    at: int
    end: int


@dataclass(slots=True)
class Nobody:
    """The word `nobody`."""

    at: int
    end: int


@dataclass(slots=True)
class Text:
    """A double-quoted text."""

    text: str
    at: int
    end: int


@dataclass(slots=True)
class Star:
    """The `*` of `bond(a, *)`."""

    at: int
    end: int


@dataclass(slots=True)
class Every:
    """`all kind`."""

    kind: str
    kind_at: int
    at: int
    end: int


@dataclass(slots=True)
class Apply:
    """`name(arguments)`."""

    name: str
    name_end: int
    args: list[Node]
    at: int
    end: int


@dataclass(slots=True)
class Over:
    """A fold over a set: `how(value for var in domain where test)` or `how(var in domain where test)`."""

    how: str
    var: str
    var_at: int
    domain: Node
    where: Node | None
    value: Node | None
    at: int
    end: int


@dataclass(slots=True)
class Minus:
    """Arithmetic minus."""

    item: Node
    at: int
    end: int


@dataclass(slots=True)
class Reject:
    """`not`."""

    item: Node
    at: int
    end: int


@dataclass(slots=True)
class Arith:
    """`op` is one of + - * /, or `of` for a share of something."""

    op: str
    left: Node
    right: Node
    at: int
    end: int


@dataclass(slots=True)
class Relation:
    """`op` is a comparison; `op_at` is where it stands."""

    op: str
    op_at: int
    left: Node
    right: Node
    at: int
    end: int


@dataclass(slots=True)
class Is:
    """`item is [not] [at least | at most | above | below] words`."""

    item: Node
    negated: bool
    how: str
    words: list[Name]
    words_at: int
    at: int
    end: int


@dataclass(slots=True)
class Junction:
    """`and` or `or` over two or more."""

    op: str
    items: list[Node]
    at: int
    end: int


@dataclass(slots=True)
class Either:
    """`if test then one else other`."""

    test: Node
    then: Node
    other: Node
    at: int
    end: int


Node = (
    Quantity
    | Clock
    | Truth
    | Name
    | Nobody
    | Text
    | Star
    | Every
    | Apply
    | Over
    | Minus
    | Reject
    | Arith
    | Relation
    | Is
    | Junction
    | Either
)
