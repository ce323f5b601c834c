"""What can be said of a value without running: constants, and the widest range of an attribute."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kizuna.lang.ast import Binary, Call, Expr, Get, Literal, Negate, Parameter
from kizuna.lang.fold import fold
from kizuna.world.model import Attribute, ParameterDef


def constant(expr: Expr, parameters: Mapping[str, ParameterDef]) -> float | None:
    """The value of an expression of literals and parameters (at their defaults), in base units; None for any other."""
    match expr:
        case Literal(value=value):
            return float(value)
        case Parameter(name=name):
            return parameters[name].default if name in parameters else None
        case Negate(item=item):
            inner = constant(item, parameters)
            return None if inner is None else -inner
        case Binary(op=op, left=left, right=right):
            a, b = constant(left, parameters), constant(right, parameters)
            return None if a is None or b is None else _calculated(op, a, b)
        case _:
            return None


def literal(expr: Expr) -> float | None:
    """The value, in base units, of an expression that has the same one whatever the parameters are; else None."""
    folded = fold(expr, {})
    return float(folded.value) if isinstance(folded, Literal) else None


def is_fixed(expr: Expr) -> bool:
    """Whether an expression holds nothing but literals and parameters."""
    match expr:
        case Literal() | Parameter():
            return True
        case Negate(item=item):
            return is_fixed(item)
        case Binary(left=left, right=right):
            return is_fixed(left) and is_fixed(right)
        case Call(name="min" | "max" | "abs" | "floor" | "sqrt" | "clamp", args=args):
            return all(is_fixed(arg) for arg in args)
        case _:
            return False


def widest(
    attribute: Attribute, attributes: Mapping[str, Attribute], parameters: Mapping[str, ParameterDef]
) -> tuple[float, float]:
    """The least and the greatest value that a meter or number can have in any bearer, infinite where open.

    A bound that is a number of the same kind counts with that number's own bounds; parameters may be changed, so a
    bound that names one counts with the parameter's range.
    """
    low = _extreme(attribute.low, attributes, parameters, -1, 0)
    high = _extreme(attribute.high, attributes, parameters, 1, 0)
    return low, high


def _extreme(
    bound: Expr | None,
    attributes: Mapping[str, Attribute],
    parameters: Mapping[str, ParameterDef],
    side: int,
    depth: int,
) -> float:
    """The outermost value of a bound: the least for `side` -1, the greatest for 1."""
    outside = side * math.inf
    match bound:
        case Literal(value=value):
            return float(value)
        case Parameter(name=name) if name in parameters:
            limit = parameters[name].low if side < 0 else parameters[name].high
            return outside if limit is None else limit
        case Negate(item=item):
            return -_extreme(item, attributes, parameters, -side, depth)
        case Get(attr=key) if key in attributes and depth < len(attributes):
            inner = attributes[key].low if side < 0 else attributes[key].high
            return _extreme(inner, attributes, parameters, side, depth + 1)
        case _:
            return outside


def _calculated(op: str, a: float, b: float) -> float | None:
    if op == "/":
        return a / b if b else 0.0
    value = a + b if op == "+" else a - b if op == "-" else a * b
    return value if math.isfinite(value) else None
