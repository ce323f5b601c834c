"""Typed expressions and effects: what the resolver makes and every later stage reads.

Every node carries `span` (where the author wrote it) and, for expressions, `type`. Attributes are named by
their key (`kind.attribute` or `from>to.attribute` for bonds, see `kizuna.world.model`), so nodes hold no cycles.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kizuna.diagnostics import NOWHERE, Span
from kizuna.lang.types import BOOL, MOMENT, Type


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant in base units; bool as 0/1, choice as index, moment as ms. `text` is what the author wrote."""

    value: float | int
    type: Type
    text: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named constant of the pack; its value is folded in by code generation."""

    name: str
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing, place or person, by key; "" is nobody."""

    key: str
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Var:
    """A role, a loop variable, `self`, `from`, `to`, an amount, or `progress`."""

    name: str
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Get:
    """An attribute of one bearer."""

    attr: str
    of: Expr
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Tie:
    """A bond of `source` towards `target`."""

    attr: str
    source: Expr
    target: Expr
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Believed:
    """What `holder` holds about an attribute.

    `ask` is value | certainty | unknown | wonders | learnt. `subjects` has one entry for an attribute and two
    for a bond. `other` is set for a belief about somebody else's belief.
    """

    ask: str
    holder: Expr
    attr: str
    subjects: tuple[Expr, ...]
    other: Expr | None
    type: Type
    span: Span = NOWHERE


def bearers(item: Get | Tie | Believed) -> tuple[Expr, ...]:
    """Whose attribute it is, or from whom and to whom the bond, that is read or believed of."""
    match item:
        case Get(of=of):
            return (of,)
        case Tie(source=source, target=target):
            return source, target
        case Believed(subjects=subjects):
            return subjects


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic: `op` is one of + - * /. Division by zero gives 0."""

    op: str
    left: Expr
    right: Expr
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Negate:
    """Arithmetic minus."""

    item: Expr
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Compare:
    """`op` is one of < <= > >= == !=; both sides have one type."""

    op: str
    left: Expr
    right: Expr
    span: Span = NOWHERE
    type: Type = BOOL


@dataclass(frozen=True, slots=True)
class IsLevel:
    """A meter or bond, or what is believed of one, lies in a band of its levels: `low <= x < high` in base units, or as
    shares of the range.

    `bands` are half-open (low, high) pairs, None for an open side; they are shares of the range if `relative`.
    `words` is what the author wrote after `is`.
    """

    item: Get | Tie | Believed
    bands: tuple[tuple[float | None, float | None], ...]
    relative: bool
    words: str
    span: Span = NOWHERE
    type: Type = BOOL


@dataclass(frozen=True, slots=True)
class IsChoice:
    """A choice is one of `values` (indices), or none of them when `negated`."""

    item: Expr
    values: tuple[int, ...]
    negated: bool
    words: str
    span: Span = NOWHERE
    type: Type = BOOL


@dataclass(frozen=True, slots=True)
class And:
    """All hold."""

    items: tuple[Expr, ...]
    span: Span = NOWHERE
    type: Type = BOOL


@dataclass(frozen=True, slots=True)
class Or:
    """At least one holds."""

    items: tuple[Expr, ...]
    span: Span = NOWHERE
    type: Type = BOOL


@dataclass(frozen=True, slots=True)
class Not:
    """Does not hold."""

    item: Expr
    span: Span = NOWHERE
    type: Type = BOOL


@dataclass(frozen=True, slots=True)
class If:
    """One of two values."""

    test: Expr
    then: Expr
    other: Expr
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Inverse:
    """The set of those whose reference `attr` is `of`; their kind is `kind`. `name` is the author's word for it."""

    attr: str
    of: Expr
    kind: str
    span: Span = NOWHERE
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Tied:
    """The set of those with whom `source` has a bond row in the table of `attr`; their kind is `kind`."""

    attr: str
    source: Expr
    kind: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Everyone:
    """All members of a kind."""

    kind: str
    span: Span = NOWHERE


Domain = Inverse | Tied | Everyone


@dataclass(frozen=True, slots=True)
class Fold:
    """Over a set: `how` is count | sum | any | all | least | most. `where` and `value` see `var`.

    `all` has its condition in `where`. `least` and `most` of nothing are 0.
    """

    how: str
    var: str
    domain: Domain
    where: Expr | None
    value: Expr | None
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in: min max abs floor sqrt clamp distance stairs inside since doing busy.

    `distance` and `stairs` have (place, place) in `args` and the mode in `word`; `doing` the doer, and
    the action's name in `word`.
    """

    name: str
    args: tuple[Expr, ...]
    type: Type
    word: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Now:
    """The present moment."""

    span: Span = NOWHERE
    type: Type = MOMENT


@dataclass(frozen=True, slots=True)
class Date:
    """A reading of the calendar: `part` is clock | weekday | season | month | part | day_of_year."""

    part: str
    type: Type
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome that luck gave, as an index into the rule's outcomes."""

    type: Type
    span: Span = NOWHERE


Expr = (
    Literal | Parameter | Thing | Var | Get | Tie | Believed | Binary | Negate | Compare | IsLevel | IsChoice
    | And | Or | Not | If | Fold | Call | Now | Date | Outcome
)


@dataclass(frozen=True, slots=True)
class Assign:
    """`target op value`, op is = += -=."""

    target: Get | Tie
    op: str
    value: Expr
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Believe:
    """A belief is set. `status` is known | unknown | open | forget; `value` is None unless known.

    `certainty` is None for certain.
    """

    target: Believed
    status: str
    value: Expr | None
    certainty: Expr | None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Move:
    """Takes `amount` from one meter or number to another: never more than there is, never more than fits."""

    amount: Expr
    source: Get
    target: Get
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Create:
    """Makes a member of `kind`, visible as `var` in what follows; `fields` are (attribute key, value)."""

    kind: str
    var: str
    fields: tuple[tuple[str, Expr], ...]
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Remove:
    """Ends a created thing."""

    item: Expr
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Stops what somebody does."""

    item: Expr
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class When:
    """Effects under a condition."""

    test: Expr
    then: tuple[Effect, ...]
    other: tuple[Effect, ...]
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Each:
    """Effects for each of a set."""

    var: str
    domain: Domain
    where: Expr | None
    body: tuple[Effect, ...]
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Chance:
    """Effects with a probability; `number` tells the chances of one rule apart."""

    probability: Expr
    then: tuple[Effect, ...]
    other: tuple[Effect, ...]
    number: int
    span: Span = NOWHERE


Effect = Assign | Believe | Move | Create | Remove | Interrupt | When | Each | Chance
