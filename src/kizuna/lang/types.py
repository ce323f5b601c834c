"""The types of the language: numbers with dimensions, truth, moments, choices, references."""

from __future__ import annotations

from dataclasses import dataclass, field

Dim = tuple[tuple[str, int], ...]
"""A dimension as sorted (base, exponent) pairs without zero exponents; `()` is a bare number."""

TIME: Dim = (("time", 1),)
LENGTH: Dim = (("length", 1),)


def times(a: Dim, b: Dim, sign: int = 1) -> Dim:
    """The dimension of a product (`sign=1`) or quotient (`sign=-1`)."""
    total = dict(a)
    for base, power in b:
        total[base] = total.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in total.items() if power))


@dataclass(frozen=True, slots=True)
class Number:
    """A float in base units: milliseconds, metres, and the packs' own bases."""

    dim: Dim = ()


@dataclass(frozen=True, slots=True)
class Bool:
    """Truth, stored as 0 or 1."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: integer milliseconds since the run's epoch; `NEVER_WAS` in a date that was never set."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list of values, stored as its index. `spellings` are pairs of another spelling and its value."""

    name: str
    values: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def number(self, word: str) -> int | None:
        """The index of the value that is written so, in whatever spelling."""
        value = dict(self.spellings).get(word, word)
        return self.values.index(value) if value in self.values else None


@dataclass(frozen=True, slots=True)
class Ref:
    """A member of a kind, or nobody (0). `kind` is the kind's name; "" fits any kind."""

    kind: str


Type = Number | Bool | Moment | Choice | Ref
BARE = Number()
SPAN = Number(TIME)
BOOL = Bool()
MOMENT = Moment()
NEVER_WAS = -(1 << 61)
"""The moment of what never was: so long ago that the time since is longer than any span (73 million years)."""
