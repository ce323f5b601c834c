"""What names mean at a point of a pack: the tables that the resolver looks things up in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kizuna.diagnostics import Span
from kizuna.lang.types import LENGTH, TIME, Choice, Dim, Type


@dataclass(frozen=True, slots=True)
class Signature:
    """An attribute as expressions see it, known before any of its own expressions is resolved.

    `owner` is a kind, or for bonds "from>to" with the two kinds' names. `levels` are (name, where it begins) in base
    units, or shares of the range if `relative`. `moving` says whether it can change between events (it has a rate).
    """

    key: str
    name: str
    owner: str
    form: str
    type: Type
    levels: tuple[tuple[str, float], ...] = ()
    relative: bool = True
    moving: bool = False
    seen: str = "self"
    believed: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A named expression: parameters as (kind, name), the text to resolve where it is used, and the choice it gives.

    `gives` is "" where the text says by itself what it gives; bare values of a choice do not.
    """

    name: str
    parameters: tuple[tuple[str, str], ...]
    text: str
    span: Span
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """All that an expression can name. `vars` are roles, loop variables, amounts, `self`, `from`, `to`, `progress`."""

    units: dict[str, tuple[Dim, float]]
    choices: dict[str, Choice] = field(default_factory=dict)
    parameters: dict[str, Type] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset({"place"})
    attributes: dict[str, Signature] = field(default_factory=dict)      # by key
    bonds: dict[str, tuple[Signature, ...]] = field(default_factory=dict)   # by bare name
    inverses: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    """Inverse name -> (bearer kind, attribute key, member kind) for each reference that has it."""
    definitions: dict[str, Definition] = field(default_factory=dict)
    things: dict[str, tuple[str, str]] = field(default_factory=dict)    # name or alias -> (key, kind)
    modes: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()                                 # names of actions, for doing()
    calendar: dict[str, Choice] = field(default_factory=dict)           # weekday, season, month, part
    outcomes: Choice | None = None
    vars: dict[str, Type] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    """Names that are declared and cannot be read here: name -> where they can."""
    memory: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """What the resolver keeps about definitions between expressions; shared by the scopes made from this one."""

    def inside(self, /, **more: Type) -> Scope:
        """The same scope with further variables."""
        return replace(self, vars={**self.vars, **more})


BUILTIN_UNITS: dict[str, tuple[Dim, float]] = {
    "%": ((), 0.01),
    "ms": (TIME, 1.0), "s": (TIME, 1_000.0), "min": (TIME, 60_000.0), "h": (TIME, 3_600_000.0),
    "hour": (TIME, 3_600_000.0), "hours": (TIME, 3_600_000.0),
    "day": (TIME, 86_400_000.0), "days": (TIME, 86_400_000.0),
    "week": (TIME, 604_800_000.0), "weeks": (TIME, 604_800_000.0),
    "mm": (LENGTH, 0.001), "cm": (LENGTH, 0.01), "m": (LENGTH, 1.0), "km": (LENGTH, 1_000.0),
}
