"""Constant folding, with the arithmetic of the language."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping

from kizuna.lang import ast
from kizuna.lang.ast import Expr, Literal
from kizuna.lang.types import BOOL, Number
from kizuna.lang.walk import rebuilt

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def fold(expr: Expr, parameters: Mapping[str, float]) -> Expr:
    """The expression with parameters replaced by their values and everything constant worked out.

    A parameter that is not in `parameters` stays. Division by zero gives 0, the root of a negative number 0.
    Only what cannot change is folded: times of the calendar, sets and attributes stay.
    """
    if isinstance(expr, ast.Parameter):
        return Literal(parameters[expr.name], expr.type, "", expr.span) if expr.name in parameters else expr
    made = rebuilt(expr, lambda part: fold(part, parameters))
    change = _FOLD.get(type(made))
    return change(made) if change is not None else made


def divide(a: float, b: float) -> float:
    """The quotient; 0 where there is none."""
    return a / b if b else 0.0


def root(x: float) -> float:
    """The square root; 0 for negative numbers."""
    return math.sqrt(x) if x > 0 else 0.0


def whole(x: float) -> float:
    """The greatest whole number that is not greater; infinities stay."""
    return float(math.floor(x)) if math.isfinite(x) else x


def least(a: float, b: float) -> float:
    """The smaller one; the first of two equals."""
    return b if b < a else a


def most(a: float, b: float) -> float:
    """The greater one; the first of two equals."""
    return b if b > a else a


def _constant(*items: Expr) -> bool:
    return all(isinstance(item, Literal) for item in items)


def _value(expr: Expr) -> float:
    assert isinstance(expr, Literal)
    return float(expr.value)


def _truth(value: bool, like: Expr) -> Literal:
    return Literal(int(value), BOOL, "", like.span)


def _binary(expr: ast.Binary) -> Expr:
    if not _constant(expr.left, expr.right) or not isinstance(expr.type, Number):
        return expr
    a, b = _value(expr.left), _value(expr.right)
    match expr.op:
        case "+":
            value = a + b
        case "-":
            value = a - b
        case "*":
            value = a * b
        case _:
            value = divide(a, b)
    return Literal(value, expr.type, "", expr.span) if math.isfinite(value) else expr


def _negate(expr: ast.Negate) -> Expr:
    return Literal(-_value(expr.item), expr.type, "", expr.span) if _constant(expr.item) else expr


def _compare(expr: ast.Compare) -> Expr:
    if not _constant(expr.left, expr.right):
        return expr
    return _truth(_COMPARE[expr.op](_value(expr.left), _value(expr.right)), expr)


def _junction(expr: ast.And | ast.Or) -> Expr:
    """One item that decides is the whole; items that cannot decide are dropped."""
    deciding = isinstance(expr, ast.Or)
    items = []
    for item in expr.items:
        if not isinstance(item, Literal):
            items.append(item)
        elif bool(item.value) is deciding:
            return _truth(deciding, expr)
    if not items:
        return _truth(not deciding, expr)
    return items[0] if len(items) == 1 else type(expr)(tuple(items), expr.span)


def _not(expr: ast.Not) -> Expr:
    return _truth(not _value(expr.item), expr) if _constant(expr.item) else expr


def _if(expr: ast.If) -> Expr:
    if not _constant(expr.test):
        return expr
    return expr.then if _value(expr.test) else expr.other


def _is_choice(expr: ast.IsChoice) -> Expr:
    if not _constant(expr.item):
        return expr
    return _truth((int(_value(expr.item)) in expr.values) is not expr.negated, expr)


def _call(expr: ast.Call) -> Expr:
    if not expr.args or not _constant(*expr.args):
        return expr
    values = [_value(arg) for arg in expr.args]
    match expr.name:
        case "min" | "max":
            pick = least if expr.name == "min" else most
            value = values[0]
            for other in values[1:]:
                value = pick(value, other)
        case "abs":
            value = abs(values[0])
        case "floor":
            value = whole(values[0])
        case "sqrt":
            value = root(values[0])
        case "clamp":
            value = most(values[1], least(values[2], values[0]))
        case _:
            return expr
    return Literal(value, expr.type, "", expr.span)


_FOLD: dict[type, Callable[..., Expr]] = {
    ast.Binary: _binary,
    ast.Negate: _negate,
    ast.Compare: _compare,
    ast.And: _junction,
    ast.Or: _junction,
    ast.Not: _not,
    ast.If: _if,
    ast.IsChoice: _is_choice,
    ast.Call: _call,
}
