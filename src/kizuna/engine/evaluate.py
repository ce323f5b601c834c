"""The slow, obvious reading of an expression: what generated code is tested against and explanations are made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kizuna.codegen.expressions import FAR, NEVER
from kizuna.engine.api import View
from kizuna.engine.series import exp_, log_, wave
from kizuna.lang import ast
from kizuna.lang.types import NEVER_WAS, Moment, Number

DEEPEST = 64
"""Places that lie in each other at most."""

Value = float | int
Env = Mapping[str, float | int]
"""Variables: handles of roles and loop variables, amounts and `progress` in base units."""


class Read(NamedTuple):
    """One look at the state. `target` is set for bonds; `writer` is the event that last wrote it, 0 if none did.

    For a belief (`held`) `bearer` is the holder, `target` its first subject and `writer` the event it came from.
    """

    attr: str
    bearer: int
    target: int
    value: Value
    writer: int
    held: bool = False


@dataclass(slots=True)
class _State:
    view: View
    outcome: int
    reads: list[Read] | None


def evaluate(expr: ast.Expr, roles: Env, view: View, *, outcome: int = -1, reads: list[Read] | None = None) -> Value:
    """The value of `expr` at `view.now`: a float in base units, or an int (0 and 1, index, ms, handle).

    What was read is appended to `reads` in the order in which it was read; `and`, `or` and `if` read no more than they
    need. Raises KeyError for a name that the world or `roles` does not have.
    """
    return _value(expr, roles, _State(view, outcome, reads))


def members(domain: ast.Domain, roles: Env, view: View, *, reads: list[Read] | None = None) -> list[int]:
    """The handles in a set, in an order that depends on identities only."""
    return _members(domain, roles, _State(view, -1, reads))


def _value(expr: ast.Expr, env: Env, state: _State) -> Value:
    return _READ[type(expr)](expr, env, state)


def _handle(expr: ast.Expr, env: Env, state: _State) -> int:
    return int(_value(expr, env, state))


def _note(state: _State, attr: str, bearer: int, target: int, value: Value) -> Value:
    if state.reads is not None and bearer:
        state.reads.append(Read(attr, bearer, target, value, state.view.writer(attr, bearer, target)))
    return value


def _members(domain: ast.Domain, env: Env, state: _State) -> list[int]:
    view = state.view
    if isinstance(domain, ast.Everyone):
        return view.members(domain.kind)
    if isinstance(domain, ast.Tied):
        return view.tied(domain.attr, _handle(domain.source, env, state))
    of = _handle(domain.of, env, state)
    found = view.inverse(domain.attr, of)
    for member in found:
        _note(state, domain.attr, member, 0, of)
    return found


def _literal(expr: ast.Literal, env: Env, state: _State) -> Value:
    return float(expr.value) if isinstance(expr.type, Number) else int(expr.value)


def _parameter(expr: ast.Parameter, env: Env, state: _State) -> Value:
    value = state.view.world.parameters[expr.name].default
    return value if isinstance(expr.type, Number) else int(value)


def _thing(expr: ast.Thing, env: Env, state: _State) -> Value:
    return state.view.handle(expr.key) if expr.key else 0


def _var(expr: ast.Var, env: Env, state: _State) -> Value:
    return env[expr.name]


def _get(expr: ast.Get, env: Env, state: _State) -> Value:
    bearer = _handle(expr.of, env, state)
    return _note(state, expr.attr, bearer, 0, state.view.get(expr.attr, bearer))


def _tie(expr: ast.Tie, env: Env, state: _State) -> Value:
    source, target = _handle(expr.source, env, state), _handle(expr.target, env, state)
    return _note(state, expr.attr, source, target, state.view.tie(expr.attr, source, target))


def _believed(expr: ast.Believed, env: Env, state: _State) -> Value:
    holder = _handle(expr.holder, env, state)
    subjects = [_handle(subject, env, state) for subject in expr.subjects]
    other = _handle(expr.other, env, state) if expr.other is not None else 0
    held = state.view.held(holder, expr.attr, subjects, other)
    if state.reads is not None and holder:
        state.reads.append(Read(expr.attr, holder, subjects[0], held.value, held.source, True))
    match expr.ask:
        case "value":
            return held.value
        case "certainty":
            return held.certainty
        case "learnt":
            return held.learnt
        case "unknown":
            return int(held.ignorant)
        case _:
            return int(held.status == "open")


def _binary(expr: ast.Binary, env: Env, state: _State) -> Value:
    left, right = _value(expr.left, env, state), _value(expr.right, env, state)
    if isinstance(expr.type, Moment):
        return shift(int(left), float(right) if expr.op == "+" else -float(right))
    match expr.op:
        case "+":
            return float(left + right)
        case "-":
            return float(left - right)
        case "*":
            return float(left * right)
        case _:
            return ratio(float(left), float(right))


def shift(moment: int, span: float) -> int:
    """A moment moved by a span in ms, rounded down and kept within ±2^61; what never was stays so.

    A span that is no number moves nothing.
    """
    if math.isnan(span) or moment == NEVER_WAS:
        return moment
    if abs(span) > 2e18:
        return NEVER if span > 0 else NEVER_WAS
    return moment + math.floor(span)


def ratio(left: float, right: float) -> float:
    """A quotient; 0 where one would divide by 0."""
    return left / right if right != 0.0 else 0.0


def _negate(expr: ast.Negate, env: Env, state: _State) -> Value:
    return -_value(expr.item, env, state)


def _compare(expr: ast.Compare, env: Env, state: _State) -> Value:
    return int(compare(expr.op, _value(expr.left, env, state), _value(expr.right, env, state)))


def compare(op: str, left: Value, right: Value) -> bool:
    """Whether two values stand in a relation of the language."""
    match op:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right
        case _:
            return left != right


def _is_level(expr: ast.IsLevel, env: Env, state: _State) -> Value:
    value = float(_value(expr.item, env, state))
    low, high = level_range(expr, env, state.view)
    return int(any(in_band(value, band, expr.relative, low, high) for band in expr.bands))


def level_range(expr: ast.IsLevel, env: Env, view: View) -> tuple[float, float]:
    """The range that shares of a level test are shares of; an open side counts as 0 or 1."""
    low, high = view.range_of(expr.item.attr, *(int(evaluate(end, env, view)) for end in ast.bearers(expr.item)))
    return finite(low, high)


def finite(low: float, high: float) -> tuple[float, float]:
    """A range that shares can be taken of."""
    return (low if math.isfinite(low) else 0.0), (high if math.isfinite(high) else 1.0)


def in_band(value: float, band: tuple[float | None, float | None], relative: bool, low: float, high: float) -> bool:
    """Whether a value lies in a half-open band, given in base units or as shares of low .. high."""
    at_least, below = (low + side * (high - low) if relative and side is not None else side for side in band)
    return (at_least is None or value >= at_least) and (below is None or value < below)


def _is_choice(expr: ast.IsChoice, env: Env, state: _State) -> Value:
    return int((_value(expr.item, env, state) in expr.values) is not expr.negated)


def _and(expr: ast.And, env: Env, state: _State) -> Value:
    return int(all(_value(item, env, state) for item in expr.items))


def _or(expr: ast.Or, env: Env, state: _State) -> Value:
    return int(any(_value(item, env, state) for item in expr.items))


def _not(expr: ast.Not, env: Env, state: _State) -> Value:
    return int(not _value(expr.item, env, state))


def _if(expr: ast.If, env: Env, state: _State) -> Value:
    return _value(expr.then if _value(expr.test, env, state) else expr.other, env, state)


def _fold(expr: ast.Fold, env: Env, state: _State) -> Value:
    """All members are looked at, even when the answer is known: what is missed cannot be told later."""
    kept: list[dict[str, float | int]] = []
    found = _members(expr.domain, env, state)
    for member in found:
        inside = {**env, expr.var: member}
        if expr.where is None or _value(expr.where, inside, state):
            kept.append(inside)
    if expr.how == "all":
        return int(len(kept) == len(found))
    if expr.how == "any":
        return int(bool(kept))
    if expr.how == "count":
        return float(len(kept))
    assert expr.value is not None
    values = [_value(expr.value, inside, state) for inside in kept]
    if expr.how == "sum":
        total = 0.0
        for value in values:
            total += value
        return total
    if not values:
        return NEVER_WAS if isinstance(expr.type, Moment) else 0.0
    return min(values) if expr.how == "least" else max(values)


def _call(expr: ast.Call, env: Env, state: _State) -> Value:
    return _CALLS[expr.name]([_value(arg, env, state) for arg in expr.args], expr, state)


def _since(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return float(state.view.now - int(args[0]))


def _distance(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return min(FAR, state.view.distance(int(args[0]), int(args[1]), expr.word))


def _stairs(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return state.view.stairs(int(args[0]), int(args[1]), expr.word)


def _inside(args: list[Value], expr: ast.Call, state: _State) -> Value:
    inner, outer = int(args[0]), int(args[1])
    for _ in range(DEEPEST):
        if inner == outer:
            return 1
        if not inner:
            return 0
        inner = int(state.view.get("place.inside", inner))
    return 0


def _doing(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return int(state.view.doing(int(args[0])) == f"action/{expr.word}")


def _busy(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return int(state.view.doing(int(args[0])) != "")


def _floor(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return float(math.floor(args[0])) if math.isfinite(args[0]) else args[0]


def _sqrt(args: list[Value], expr: ast.Call, state: _State) -> Value:
    return math.sqrt(args[0]) if args[0] > 0 else 0.0


_CALLS: dict[str, Callable[[list[Value], ast.Call, _State], Value]] = {
    "min": lambda args, expr, state: min(args),
    "max": lambda args, expr, state: max(args),
    "abs": lambda args, expr, state: abs(args[0]),
    "clamp": lambda args, expr, state: max(args[1], min(args[2], args[0])),
    "floor": _floor,
    "sqrt": _sqrt,
    "exp": lambda args, expr, state: exp_(args[0]),
    "log": lambda args, expr, state: log_(args[0]),
    "wave": lambda args, expr, state: wave(state.view.now, state.view.world.calendar.offset, args[0], args[1]),
    "distance": _distance,
    "stairs": _stairs,
    "inside": _inside,
    "since": _since,
    "doing": _doing,
    "busy": _busy,
}


def _now(expr: ast.Now, env: Env, state: _State) -> Value:
    return state.view.now


def _date(expr: ast.Date, env: Env, state: _State) -> Value:
    calendar, now = state.view.world.calendar, state.view.now
    match expr.part:
        case "clock":
            return float(calendar.clock(now))
        case "weekday":
            return calendar.weekday(now)
        case "season":
            return calendar.season(now)
        case "month":
            return calendar.month(now)[0]
        case "part":
            return calendar.part(now)
        case _:
            return float(calendar.day_of_year(now) + 1)


def _outcome(expr: ast.Outcome, env: Env, state: _State) -> Value:
    return state.outcome


_READ: dict[type, Callable[..., Value]] = {
    ast.Literal: _literal,
    ast.Parameter: _parameter,
    ast.Thing: _thing,
    ast.Var: _var,
    ast.Get: _get,
    ast.Tie: _tie,
    ast.Believed: _believed,
    ast.Binary: _binary,
    ast.Negate: _negate,
    ast.Compare: _compare,
    ast.IsLevel: _is_level,
    ast.IsChoice: _is_choice,
    ast.And: _and,
    ast.Or: _or,
    ast.Not: _not,
    ast.If: _if,
    ast.Fold: _fold,
    ast.Call: _call,
    ast.Now: _now,
    ast.Date: _date,
    ast.Outcome: _outcome,
}
