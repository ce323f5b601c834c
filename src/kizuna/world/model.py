"""The typed world: what `kizuna.world.build` makes of a pack and every later stage reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from kizuna.diagnostics import NOWHERE, Span
from kizuna.lang.ast import Domain, Effect, Expr
from kizuna.lang.scope import Definition
from kizuna.lang.types import Choice, Dim, Type
from kizuna.world.calendar import Calendar

MOST_ROLES = 6      # of one action or trigger
INTEGRITY = "integrity/"     # what the ids of integrity rules begin with
MOST_AMOUNTS = 8


@dataclass(frozen=True, slots=True)
class Level:
    """A named band of a meter; `at` is where it begins, in base units or as a share of the range."""

    name: str
    at: float


VALUE = "{value}"
"""The key of a reference's phrases, which name whom it refers to."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A controlled sentence. `parts` alternate literal text (str) and slots (Slot); `key` says what it states.

    `key` is "" for an action or trigger as such, an outcome's name, `begins`, `interrupted`, `fails`, or, for an
    attribute, the value's or level's name (of a reference `VALUE`, or NOBODY for none).
    """

    text: str
    parts: tuple[str | Slot, ...]
    key: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in a phrase: a role (or amount, `self`, `from`, `to`, `value`), or an attribute of a role."""

    role: str
    attr: str = ""          # attribute key when the slot is `{attribute(role)}`


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a kind's member, or a bond, has.

    `key` is `kind.name`, for bonds `from>to.name`. `form` is meter | number | flag | choice | ref | date.
    `low`/`high`/`start`/`rate`/`toward`/`within` see `self` (bonds: `from`, `to`). `rate` is per millisecond.
    A meter has `rate`, or `toward` with `within` (time constant, ms), or neither (it moves only by effects).
    `tells` is what happened at a date, as a clause.
    """

    key: str
    name: str
    owner: str                      # kind name, or the bond table "from>to"
    form: str
    type: Type
    about: str = ""
    unit: str = ""                  # the unit the author reads it in ("" bare, "%" per cent)
    unit_size: float = 1.0          # base units in one such unit
    low: Expr | None = None
    high: Expr | None = None
    start: Expr | None = None
    rate: Expr | None = None
    toward: Expr | None = None
    within: Expr | None = None
    levels: tuple[Level, ...] = ()
    levels_relative: bool = True
    seen: str = "self"              # self | here | all | nobody
    believed: bool = False
    prior: Expr | None = None
    inverse: str = ""
    phrases: tuple[Phrase, ...] = ()
    tells: Phrase | None = None
    span: Span = NOWHERE

    @property
    def bond(self) -> bool:
        """Whether this is a bond between two."""
        return ">" in self.owner

    @property
    def moves(self) -> bool:
        """Whether it changes between events."""
        return self.rate is not None or self.toward is not None


@dataclass(frozen=True, slots=True)
class Decides:
    """How the members of an agent kind decide. Times in ms."""

    by: str = ""                                    # key of the choice attribute that indexes actions
    every: tuple[tuple[str, int], ...] = ()         # by value of `by`
    default_every: int = 7_200_000
    able: Expr | None = None                        # sees `self`
    reaction: int = 2_000
    roused_by: tuple[Requirement, ...] = ()         # they see `self`


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things. `attributes` are keys in order of declaration."""

    name: str
    agent: bool = False
    about: str = ""
    attributes: tuple[str, ...] = ()
    named: tuple[str | Slot, ...] = ()              # template for members without a name; slots have role "self"
    decides: Decides | None = None
    perceives: Expr | None = None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody or something that takes part; `domain` is where to look for it (None for the doer)."""

    name: str
    kind: str
    domain: Domain | None = None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Requirement:
    """A named condition."""

    name: str
    expr: Expr
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity between `low` and `high`, chosen by the doer (`by="choice"`) or drawn (`by="luck"`)."""

    name: str
    low: Expr
    high: Expr
    best: Expr | None
    by: str
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class OutcomeCase:
    """One outcome with its weight (weights need not add to 1)."""

    name: str
    weight: Expr
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Perceived:
    """Who can witness. `here` means the agents at the first role's place; `roles` take part; `sets` see the roles."""

    here: bool = True
    roles: tuple[str, ...] = ()
    sets: tuple[Domain, ...] = ()
    unnoticed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """What luck is counted within: `day`, `occurrence`, or the identity that `of` (a reference) has."""

    grain: str = "day"
    of: Expr | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times of a calendar. `period` in ms (0 for weekly by name), `at` ms after midnight, `weekday` index or -1."""

    period: int
    at: int = 0
    weekday: int = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """An action (`sort="action"`) or a trigger (`sort="trigger"`). `id` is `action/name` or `trigger/name`.

    An integrity rule is a trigger without effects with the id `integrity/name`.
    """

    id: str
    name: str
    sort: str
    roles: tuple[Role, ...]
    about: str = ""
    requires: tuple[Requirement, ...] = ()          # of a trigger: its `when`
    works_if: tuple[Requirement, ...] = ()
    throughout: tuple[Requirement, ...] = ()
    utility: Expr | None = None
    amounts: tuple[Amount, ...] = ()
    outcomes: tuple[OutcomeCase, ...] = ()
    takes: Expr | None = None                       # ms
    begins: tuple[Effect, ...] = ()
    effects: tuple[Effect, ...] = ()
    interrupted: tuple[Effect, ...] = ()
    fails: tuple[Effect, ...] = ()
    perceived: Perceived = field(default_factory=Perceived)
    claims: tuple[str, ...] = ()
    bucket: Bucket = field(default_factory=Bucket)
    journey: tuple[str, str] | None = None          # (who, to) role names
    on: str = ""                                    # trigger: id of the rule that it follows
    every: Schedule | None = None
    again: int = 0                                  # ms; 0: only when it becomes true anew
    phrases: tuple[Phrase, ...] = ()
    tells: tuple[Phrase, ...] = ()
    span: Span = NOWHERE

    @property
    def integrity(self) -> bool:
        """Whether it says what must never be so: each of its events is a fault of the world."""
        return self.id.startswith(INTEGRITY)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named member of a kind at the start. `key` is its identity's source; `values` are (attribute key, value).

    `bonds` are (attribute key, other entity's key, value). A value expression is closed (no variables but `self`).
    """

    key: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    pronoun: str = ""
    values: tuple[tuple[str, Expr], ...] = ()
    bonds: tuple[tuple[str, str, Expr], ...] = ()
    generated: bool = False
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Road:
    """Two places, metres, the modes it can be travelled by, and flights from `a` up to `b` (below 0: down)."""

    a: str
    b: str
    length: float
    modes: tuple[str, ...]
    stairs: int = 0
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class ParameterDef:
    """A named constant with its range and meaning; values in base units."""

    name: str
    type: Type
    default: float
    low: float | None
    high: float | None
    about: str
    text: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a value, all members of a set, or the moment from which a condition will hold.

    With a value that moment tells until when. Where `where` does not hold, there is nothing in it.
    """

    name: str
    value: Expr | None = None
    several: Domain | None = None
    until: Expr | None = None
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a board: each member of a set of which `where` holds; `order` puts them in order.

    Without a set (`domain`), which only a board of somebody may lack, it has one row.
    """

    title: str
    var: str
    domain: Domain | None
    where: Expr | None
    columns: tuple[Column, ...]
    order: Expr | None = None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Board:
    """Tables that tell how things stand at a moment; with `of`, for the one of a kind that this role stands for.

    Nothing is foreseen of him beyond the moment at which `foresees` does not hold any more.
    """

    name: str
    about: str
    tables: tuple[Table, ...]
    span: Span = NOWHERE
    of: Role | None = None
    foresees: Expr | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything a pack declares, resolved and typed. Dicts keep a canonical order (sorted by key)."""

    name: str
    about: str
    units: dict[str, tuple[Dim, float]]
    choices: dict[str, Choice]
    parameters: dict[str, ParameterDef]
    kinds: dict[str, Kind]
    attributes: dict[str, Attribute]
    rules: dict[str, Rule]
    entities: dict[str, Entity]
    roads: tuple[Road, ...]
    modes: tuple[str, ...]
    calendar: Calendar
    files: tuple[tuple[str, str], ...] = ()         # (path, sha256) of what was read
    definitions: dict[str, Definition] = field(default_factory=dict)
    named: frozenset[str] = frozenset()     # keys of the things that rules and attributes name
    origin: str = ""        # a digest of all that it was made of, where what is made of it may be kept; else ""
    boards: dict[str, Board] = field(default_factory=dict)

    def attribute(self, owner: str, name: str) -> Attribute:
        """The attribute `name` of a kind or bond table. Raises KeyError."""
        return self.attributes[f"{owner}.{name}"]
