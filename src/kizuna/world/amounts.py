"""Ranges of amounts that are upside down (K109)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import Binary, Call, Date, Expr, Fold, Get, If, Negate, Parameter, Tie, Var
from kizuna.lang.fold import fold
from kizuna.world.constants import literal, widest
from kizuna.world.model import Amount, Rule, World
from kizuna.world.reads import without_places
from kizuna.world.wording import say

_TINY = 1e-9
_FROM_ZERO = frozenset({"distance", "stairs", "abs", "sqrt"})
_AS_ITS_PARTS = frozenset({"min", "max", "clamp", "floor"})


def check_amounts(rule: Rule, world: World, sink: Sink) -> None:
    """K109 for each range of a rule that is upside down by what values can be: `90 %..5 % of x` with x never below 0.

    Parameters may be set to anything within their ranges.
    """
    for number, amount in enumerate(rule.amounts):
        known = partial(_from_zero, world=world, before=rule.amounts[:number])
        check_rises(amount.low, amount.high, amount.span, sink, known)


def check_rises(
    low: Expr, high: Expr, otherwise: Span, sink: Sink, from_zero: Callable[[Expr], bool] = lambda term: False
) -> None:
    """K109 if the lower end lies above the upper one whatever is put in, such as `2 l..1 l` or `x + 2 l..x + 1 l`.

    `from_zero` says of what values it is known that they are never below 0; `otherwise` is the place if the ends have
    none in one line.
    """
    terms: dict[Expr | None, float] = {}
    _add(terms, fold(low, {}), 1.0)
    _add(terms, fold(high, {}), -1.0)
    left = {term: size for term, size in terms.items() if abs(size) > _TINY}
    if left and all(size > 0 and (term is None or from_zero(term)) for term, size in left.items()):
        message = f"the range '{say(low)}..{say(high)}' is upside down"
        sink.add("K109", message, _place(low.span, high.span, otherwise), hint="write the lower end first")


def _add(terms: dict[Expr | None, float], expr: Expr, size: float) -> None:
    """Adds `size` times a sum to its terms, which stand without places; None is the plain number."""
    value = literal(expr)
    match expr:
        case _ if value is not None:
            terms[None] = terms.get(None, 0.0) + size * value
        case Negate(item=item):
            _add(terms, item, -size)
        case Binary(op="+" | "-" as op, left=left, right=right):
            _add(terms, left, size)
            _add(terms, right, size if op == "+" else -size)
        case Binary(op="*", left=left, right=right) if (factor := literal(left)) is not None:
            _add(terms, right, size * factor)
        case Binary(op="*" | "/" as op, left=left, right=right) if factor := literal(right):
            _add(terms, left, size * factor if op == "*" else size / factor)
        case _:
            bare = without_places(expr)
            terms[bare] = terms.get(bare, 0.0) + size


def _from_zero(expr: Expr, world: World, before: Sequence[Amount]) -> bool:
    """Whether a value is known never to be below 0. `before` are the amounts that it may be made of."""
    value = literal(expr)
    if value is not None:
        return value >= 0
    match expr:
        case Parameter(name=name):
            low = world.parameters[name].low if name in world.parameters else None
            return low is not None and low >= 0
        case Get(attr=key) | Tie(attr=key) if key in world.attributes:
            return widest(world.attributes[key], world.attributes, world.parameters)[0] >= 0
        case Var(name=name):
            return any(amount.name == name and _from_zero(amount.low, world, before) for amount in before)
        case Binary(op="+" | "*" | "/", left=left, right=right):
            return _from_zero(left, world, before) and _from_zero(right, world, before)
        case If(then=then, other=other):
            return _from_zero(then, world, before) and _from_zero(other, world, before)
        case Call(name=name, args=args):
            return name in _FROM_ZERO or (
                name in _AS_ITS_PARTS and all(_from_zero(arg, world, before) for arg in args)
            )
        case Fold(how=how, value=inner):
            return how == "count" or (inner is not None and _from_zero(inner, world, before))
        case Date():
            return True
        case _:
            return False


def _place(low: Span, high: Span, otherwise: Span) -> Span:
    if not low.line or (low.file, low.line) != (high.file, high.line) or high.column < low.column:
        return otherwise
    return low.inner(0, high.column + high.width - low.column)
