"""What can be watched: conditions whose next change can be solved for (K406)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import And as All
from kizuna.lang.ast import (
    Believed,
    Binary,
    Call,
    Compare,
    Date,
    Expr,
    Fold,
    Get,
    If,
    IsChoice,
    IsLevel,
    Negate,
    Not,
    Now,
    Or,
    Tie,
    Var,
)
from kizuna.world.constants import constant, is_fixed
from kizuna.world.model import Attribute
from kizuna.world.reads import children, walk, without_places
from kizuna.world.wording import bare, say

SHORTEST_WAVE = 60_000.0    # ms


def is_moving(attribute: Attribute | None) -> bool:
    """Whether an attribute, if there is one of this name, changes between events."""
    return attribute is not None and attribute.moves


def moving_values(expr: Expr, attributes: Mapping[str, Attribute]) -> Iterator[Expr]:
    """What the value of an expression reads that changes by itself: moving meters, and the clock.

    Conditions inside (`if … then`, `where …`) and levels are not followed: they change at moments, not all along.
    """
    match expr:
        case Get(attr=attr) | Tie(attr=attr):
            if is_moving(attributes.get(attr)):
                yield expr
        case Now() | Date() | Call(name="since" | "wave"):
            yield expr
        case If(then=then, other=other):
            yield from moving_values(then, attributes)
            yield from moving_values(other, attributes)
        case Fold(value=value):
            if value is not None:
                yield from moving_values(value, attributes)
        case Compare() | IsLevel() | IsChoice() | All() | Or() | Not() | Believed():
            return
        case _:
            for item in children(expr):
                yield from moving_values(item, attributes)


def check_watchable(
    expr: Expr, attributes: Mapping[str, Attribute], where: str, place: Span, sink: Sink
) -> None:
    """Report each comparison in a watched condition that is none of: one meter with something that does not move, one
    meter with another, the clock or a time since with something that does not move."""
    for item in walk(expr):
        if isinstance(item, Compare):
            _check_comparison(item, attributes, where, place, sink)


def _check_comparison(
    item: Compare, attributes: Mapping[str, Attribute], where: str, place: Span, sink: Sink
) -> None:
    if _meets_wave(item, attributes):
        told = next((found for each in walk(item) if _is_wave(each) and (found := _unsteady(each, attributes))), "")
        if told:
            message = f"{where} holds a meter against a wave, {told}: where they meet cannot be searched for"
            sink.add("K406", message, _span(item, place), place, hint="write a fixed period, such as wave(24 h, 16:00)")
        return
    movers = [next(moving_values(side, attributes), None) for side in (item.left, item.right)]
    for side, mover in zip((item.left, item.right), movers, strict=True):
        if mover is not None and mover is not side:
            message = f"{where} compares {say(side)}, in which {say(mover)} moves: when that holds cannot be solved for"
            meters = _moving_meters(item, attributes)
            sink.add("K406", message, _span(side, item.span, place), place, hint=_way_out(side, mover, meters))
            return
    for mover in movers:
        if isinstance(mover, Call) and (told := _unsteady(mover, attributes)):
            message = f"{where} compares {say(mover)}, {told}: when that holds cannot be solved for"
            sink.add("K406", message, _span(mover, item.span, place), place)
            return
    clocks = [isinstance(mover, Now | Date | Call) for mover in movers]
    if all(mover is not None for mover in movers) and any(clocks):
        message = f"{where} compares the time with something that moves, too: {say(item)}"
        sink.add("K406", message, _span(item, place), place, hint="compare each with something that does not move")
    elif item.op in ("==", "!=") and any(isinstance(mover, Get | Tie) for mover in movers):
        meter = next(mover for mover in movers if mover is not None)
        message = f"{where} asks whether {say(meter)} is exactly something, while it moves: {say(item)}"
        sink.add("K406", message, _span(item, place), place, hint="use <= or >=, or a level")


def _meets_wave(item: Compare, attributes: Mapping[str, Attribute]) -> bool:
    """Whether one side is a meter and the other `a + b * wave(period, peak)`, with nothing else that moves."""
    for meter, level in ((item.left, item.right), (item.right, item.left)):
        if not isinstance(meter, Get | Tie) or item.op in ("==", "!="):
            continue
        movers = list(moving_values(level, attributes))
        if movers and len(movers) == 1 and _is_wave(movers[0]) and _straight(level):
            return True
    return False


def _unsteady(call: Expr, attributes: Mapping[str, Attribute]) -> str:
    """Why the moment that a `since` or the turn that a `wave` counts from is none, "" if nothing is wrong."""
    assert isinstance(call, Call)
    if any(any(moving_values(arg, attributes)) for arg in call.args):
        return "which counts from something that moves"
    if call.name != "wave":
        return ""
    if not is_fixed(call.args[0]):
        return "the period of which is not fixed"
    period = constant(call.args[0], {})
    return "the period of which is shorter than 1 min" if period is not None and period < SHORTEST_WAVE else ""


def _is_wave(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.name == "wave"


def _straight(expr: Expr) -> bool:
    """Whether a wave stands in sums, differences and products only, never below a division or in a function."""
    if _is_wave(expr) or not any(_is_wave(part) for part in walk(expr)):
        return True
    match expr:
        case Binary(op=op, left=left, right=right):
            return _straight(left) and _straight(right) and not (op == "/" and any(map(_is_wave, walk(right))))
        case Negate(item=inner):
            return _straight(inner)
        case _:
            return False


def check_own_reading(
    expr: Expr, owner: str, attributes: Mapping[str, Attribute], where: str, place: Span, sink: Sink
) -> None:
    """Report what a condition that is watched of one agent alone reads of anybody or anything else."""
    for item in walk(expr):
        of = item.of if isinstance(item, Get) else item.holder if isinstance(item, Believed) else None
        away = isinstance(item, Tie | Fold) or (of is not None and not (isinstance(of, Var) and of.name == owner))
        if away:
            message = f"{where} is watched all along and reads only {owner}, but {say(item)} is not {owner}'s own"
            sink.add("K406", message, _span(item, expr.span, place), place,
                     hint="write a trigger that says when to `interrupt`")
            return
    check_watchable(expr, attributes, where, place, sink)


def _moving_meters(item: Compare, attributes: Mapping[str, Attribute]) -> list[Expr]:
    """The moving meters that a comparison holds against each other, each once."""
    found = [each for side in (item.left, item.right) for each in moving_values(side, attributes)]
    return list({without_places(each): each for each in found if isinstance(each, Get | Tie)}.values())


def _way_out(side: Expr, mover: Expr, meters: list[Expr]) -> str:
    if len(meters) > 1 and isinstance(side, Binary):
        one, two = meters[:2]
        named = " or ".join(bare(each.attr) for each in (one, two) if isinstance(each, Get | Tie))
        return f"two that move are compared only as they are: {say(one)} >= {say(two)}; else declare a level of {named}"
    if isinstance(side, Fold):
        return f"make {side.var} a role that is looked for in this set, and compare {say(mover)} by itself"
    if isinstance(mover, Now):
        return "write `since(…)` for the time that has passed, or compare `now` by itself"
    if isinstance(mover, Get | Tie):
        level = f"declare a level of {bare(mover.attr)}"
        return f"compare {say(mover)} by itself, with all else on the other side, or {level}"
    return f"compare {say(mover)} by itself, with all else on the other side"


def _span(*candidates: Expr | Span) -> Span:
    """The first place that is known."""
    spans = [each if isinstance(each, Span) else each.span for each in candidates]
    return next((span for span in spans if span.line), spans[-1])
