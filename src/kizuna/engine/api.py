"""What the engine offers to the rooms above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from kizuna.lang.ast import Expr
from kizuna.world.model import Requirement, World


class Held(NamedTuple):
    """A belief. `status` is none | known | unknown | open; `value` is a float, int or handle as the attribute has it.

    `source` is the id of the event it came from (0: none), `learnt` the moment (NEVER_WAS: never).
    """

    status: str
    value: float | int
    certainty: float
    source: int
    learnt: int

    @property
    def ignorant(self) -> bool:
        """Whether the holder knows nothing of it: never heard of it, or knows that he does not know."""
        return self.status in ("none", "unknown")


class View(Protocol):
    """Reads the state at `now`. Handles are ints; 0 is nobody. Values are floats in base units, or ints."""

    world: World

    @property
    def now(self) -> int:
        """The moment that is read, ms since the epoch."""

    def get(self, attr: str, bearer: int) -> float | int:
        """The value of an attribute (by key) of a bearer; of nobody, 0."""

    def tie(self, attr: str, source: int, target: int) -> float | int:
        """The value of a bond; its start where there is no row."""

    def held(self, holder: int, attr: str, subjects: Sequence[int], other: int = 0) -> Held:
        """What `holder` believes; with `other`, what he believes that `other` believes."""

    def inverse(self, attr: str, of: int) -> list[int]:
        """Those whose reference `attr` is `of`, in an order that depends on identities only."""

    def tied(self, attr: str, source: int) -> list[int]:
        """Those with whom `source` has a row in the bond table of `attr`, ordered by identity."""

    def members(self, kind: str) -> list[int]:
        """All living rows of a kind, ordered by identity."""

    def distance(self, a: int, b: int, mode: str) -> float:
        """Metres by the shortest way, infinite if none."""

    def stairs(self, a: int, b: int, mode: str) -> float:
        """Flights up on the shortest way; 0 if there is none."""

    def range_of(self, attr: str, bearer: int, target: int = 0) -> tuple[float, float]:
        """The bounds of a meter or number (infinite where open)."""

    def writer(self, attr: str, bearer: int, target: int = 0) -> int:
        """Id of the event that last wrote this attribute or bond; 0 if none did."""

    def doing(self, doer: int) -> str:
        """The id of the rule that somebody is carrying out, "" if none."""

    def handle(self, key: str) -> int:
        """The handle of a named thing. Raises KeyError."""

    def ident(self, handle: int) -> int:
        """The identity of a row."""

    def of_ident(self, ident: int) -> int:
        """The handle of an identity, 0 if there is none (any more)."""

    def label(self, handle: int) -> str:
        """How a thing is called: its name, or its kind's template filled in."""

    def kind_of(self, handle: int) -> str:
        """The name of the kind of a row, "" of nobody and of what is no more."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule cannot take place: the first requirement that fails; `phase` is able | requires | works if."""

    requirement: Requirement
    phase: str
    roles: dict[str, int]


@dataclass(slots=True)
class Directed:
    """What a script or an intervention says of one happening; what is left out, the machine fills in.

    `amounts` are in base units. `luck` decides what is unsaid: called with (name, choices or (low, high)) and returning
    the index or the value; None draws addressed luck.
    """

    rule: str
    roles: dict[str, int]
    amounts: dict[str, float] = field(default_factory=dict)
    outcome: str = ""
    chances: dict[int, bool] = field(default_factory=dict)


class Performed(NamedTuple):
    """What came of a directed happening: its event ids (begin, end) or the refusal; `ends` is its last moment."""

    events: tuple[int, ...]
    refusal: Refusal | None
    ends: int


class Machine(View, Protocol):
    """A world being lived, made by `begin(world, seed)` or `load(path, world)` of `kizuna.engine.machine.Machine`."""

    autonomy: bool
    """Whether agents decide for themselves; bodies, laws, journeys and schedules go on in either case."""

    def live(self, until: int, room: int = 1_000_000) -> int:
        """Plays up to and including `until`, or until `room` more events are recorded; returns how many were. `now` is
        then `until`, or the time of the last event played."""

    def refusal(self, rule: str, roles: dict[str, int]) -> Refusal | None:
        """The first requirement (able, requires, works if) that fails at `now`, or None."""

    def bind(self, rule: str, roles: dict[str, int]) -> dict[str, int] | None:
        """Fills in the roles that are not given so that all requirements hold; None if impossible."""

    def perform(self, directed: Directed) -> Performed:
        """Makes it happen at `now` and plays (with the present autonomy) until it ends. All roles must be bound."""

    def set_value(self, attr: str, bearer: int, value: float | int, target: int = 0) -> int:
        """Sets an attribute or bond from outside (a story's start, an intervention); returns the event's id."""

    def set_belief(self, holder: int, attr: str, subjects: Sequence[int], status: str, value: float | int = 0) -> int:
        """Sets a belief from outside; returns the event's id."""

    def would(self, expr: Expr, roles: Mapping[str, float | int], until: int) -> int | None:
        """The first moment up to `until` at which `expr` holds if nobody decides anything, or None."""

    def drain(self) -> tuple[list[int], list[float]]:
        """Hands over the event records made since the last call (see docs/internals.md) and forgets them."""

    def copy(self) -> Machine:
        """An independent machine in the same state (log not included)."""

    def save(self, path: str) -> None:
        """Writes the whole state to one file, without pickles. Raises OSError."""
