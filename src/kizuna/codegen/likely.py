"""A guess of how often a condition on one row holds, from what it says alone: the order of tests hangs on it.

Most things are most of the time as they started; what somebody was, or has, for once is rare.
"""

from __future__ import annotations

from math import prod

from kizuna.codegen.layout import Layout
from kizuna.lang import ast

AS_STARTED, UNLIKE, EVEN = 0.9, 0.1, 0.5


def likely(layout: Layout, test: ast.Expr) -> float:
    """How likely a condition is to hold, 0 to 1."""
    match test:
        case ast.Not(item=item):
            return 1.0 - likely(layout, item)
        case ast.And(items=items):
            return prod(likely(layout, item) for item in items)
        case ast.Or(items=items):
            return 1.0 - prod(1.0 - likely(layout, item) for item in items)
        case ast.Get(attr=attr):
            return AS_STARTED if _start(layout, attr) else UNLIKE
        case ast.Tie():
            return UNLIKE
        case ast.IsChoice(item=ast.Get(attr=attr), values=values, negated=negated):
            as_started = (_start(layout, attr) or 0) in values
            return AS_STARTED if as_started != negated else UNLIKE
        case ast.Fold(how="any", domain=ast.Inverse()) | ast.Fold(how="ever"):
            return UNLIKE
        case ast.Compare():
            return _compared(layout, test)
    return EVEN


def _compared(layout: Layout, test: ast.Compare) -> float:
    for side, other in ((test.left, test.right), (test.right, test.left)):
        if isinstance(other, ast.Thing) and not other.key and test.op in ("==", "!="):
            given = isinstance(side, ast.Get) and bool(_start(layout, side.attr))
            return AS_STARTED if given == (test.op == "!=") else UNLIKE
    if isinstance(test.left, ast.Call) and test.left.name == "since":
        return AS_STARTED if test.op in (">", ">=") else UNLIKE
    return EVEN


def _start(layout: Layout, attr: str) -> float | int | str | None:
    """A constant that an attribute starts with; a thing's key stands for the thing, None for what is worked out."""
    start = layout.world.attributes[attr].start
    if isinstance(start, ast.Literal):
        return start.value
    return start.key if isinstance(start, ast.Thing) else None
