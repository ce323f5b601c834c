"""Arithmetic, comparisons, truth and branches."""

from __future__ import annotations

from typing import NoReturn

from kizuna.diagnostics.nearest import shorten
from kizuna.lang import syntax as s
from kizuna.lang.ast import And, Binary, Compare, Expr, If, Negate, Not, Or
from kizuna.lang.quantity import unit_meant
from kizuna.lang.resolve_base import Context, fits, type_hint, type_text, unit_hint
from kizuna.lang.types import MOMENT, SPAN, Choice, Moment, Number, Ref, Type, times

_ORDERED = (Number, Moment)
_DOING = {"+": "added", "-": "subtracted"}


def minus(ctx: Context, node: s.Minus, expect: Type | None) -> Expr:
    """Arithmetic minus."""
    item = ctx.value(node.item, expect)
    if not isinstance(item.type, Number):
        ctx.fault("K204", f"{ctx.written(node.item)} is {type_text(item.type)}, but `-` needs a number", node.item)
    return Negate(item, item.type, ctx.at(node))


def arith(ctx: Context, node: s.Arith, expect: Type | None) -> Expr:
    """`+ - * /` and shares."""
    if node.op in ("+", "-"):
        return _sum(ctx, node, expect)
    left = _number(ctx, node.left, node.op)
    _check_unit(ctx, node)
    right = _number(ctx, node.right, node.op)
    assert isinstance(left.type, Number)
    assert isinstance(right.type, Number)
    dim = times(left.type.dim, right.type.dim, -1 if node.op == "/" else 1)
    return Binary("*" if node.op == "of" else node.op, left, right, Number(dim), ctx.at(node))


def _check_unit(ctx: Context, node: s.Arith) -> None:
    """K207 for a word after `/` that can only be meant as a unit."""
    unit = node.right
    if node.op != "/" or not isinstance(node.left, s.Quantity) or not isinstance(unit, s.Name):
        return
    if not ctx.means_something(unit.text) and unit.text not in ctx.scope.things:
        message = f"there is no unit {shorten(unit.text)!r}"
        ctx.fault("K207", message, unit, unit_meant(unit.text, ctx.scope.units))


def _number(ctx: Context, node: s.Node, op: str) -> Expr:
    expr = ctx.value(node)
    if not isinstance(expr.type, Number):
        hint = type_hint(expr.type, Number(), ctx.text[node.at : node.end])
        ctx.fault("K204", f"{ctx.written(node)} is {type_text(expr.type)}, but `{op}` needs a number", node, hint)
    return expr


def _sum(ctx: Context, node: s.Arith, expect: Type | None) -> Expr:
    expected = expect if isinstance(expect, Number) else None
    left, right = ctx.alike([node.left, node.right], expected)
    for side, expr in ((node.left, left), (node.right, right)):
        if not isinstance(expr.type, _ORDERED):
            message = f"{ctx.written(side)} is {type_text(expr.type)}, but `{node.op}` needs a number"
            ctx.fault("K204", message, side, type_hint(expr.type, Number(), ctx.text[side.at : side.end]))
    if isinstance(left.type, Moment) or isinstance(right.type, Moment):
        return _shift(ctx, node, left, right)
    if left.type != right.type:
        mismatch(ctx, node.left, left.type, node.right, right.type, node, f"be {_DOING[node.op]}")
    return Binary(node.op, left, right, left.type, ctx.at(node))


def _shift(ctx: Context, node: s.Arith, left: Expr, right: Expr) -> Expr:
    """Moments: their difference is a span, and spans move them."""
    if isinstance(left.type, Moment) and isinstance(right.type, Moment):
        if node.op == "+":
            ctx.fault("K204", "two moments cannot be added", node, "the time between them is their difference")
        return Binary("-", left, right, SPAN, ctx.at(node))
    if isinstance(left.type, Moment):
        return Binary(node.op, left, ctx.fit(right, node.right, SPAN), MOMENT, ctx.at(node))
    if node.op == "-":
        ctx.fault("K204", f"{ctx.written(node.right)} is a moment and cannot be taken from a number", node)
    return Binary("+", right, ctx.fit(left, node.left, SPAN), MOMENT, ctx.at(node))


def relation(ctx: Context, node: s.Relation, expect: Type | None) -> Expr:
    """A comparison of two values of one type."""
    left, right = ctx.alike([node.left, node.right])
    if not fits(left.type, right.type):
        mismatch(ctx, node.left, left.type, node.right, right.type, node, "be compared")
    if node.op not in ("==", "!=") and not isinstance(left.type, _ORDERED):
        hint = f"write == or !=; {type_text(left.type)} has no order"
        if isinstance(left.type, Choice):
            hint = "choices have no order: write `is`"
        ctx.fault(
            "K204",
            f"{ctx.written(node.left)} is {type_text(left.type)}, which `{node.op}` cannot order",
            node.left,
            hint,
        )
    return Compare(node.op, left, right, ctx.at(node))


def mismatch(ctx: Context, a: s.Node, a_type: Type, b: s.Node, b_type: Type, node: s.Node, what: str) -> NoReturn:
    """K205 for two dimensions, K204 for two other types, naming both sides."""
    message = f"{ctx.written(a)} ({type_text(a_type)}) and {ctx.written(b)} ({type_text(b_type)}) cannot {what}"
    if isinstance(a_type, Number) and isinstance(b_type, Number):
        bare_left = not a_type.dim
        source, target, side = (a_type, b_type, a) if bare_left else (b_type, a_type, b)
        ctx.fault("K205", message, node, unit_hint(source, target, ctx.text[side.at : side.end]))
    hint = type_hint(a_type, b_type, ctx.text[a.at : a.end]) or type_hint(b_type, a_type, ctx.text[b.at : b.end])
    if isinstance(a_type, Ref) and isinstance(b_type, Ref):
        hint = f"a {a_type.kind} is never a {b_type.kind}"
    ctx.fault("K204", message, node, hint)


def reject(ctx: Context, node: s.Reject, expect: Type | None) -> Expr:
    """`not`."""
    return Not(ctx.truth(node.item), ctx.at(node))


def junction(ctx: Context, node: s.Junction, expect: Type | None) -> Expr:
    """`and`, `or`."""
    items = tuple([ctx.truth(item) for item in node.items])
    return And(items, ctx.at(node)) if node.op == "and" else Or(items, ctx.at(node))


def either(ctx: Context, node: s.Either, expect: Type | None) -> Expr:
    """`if … then … else …`."""
    test = ctx.truth(node.test)
    then, other = ctx.alike([node.then, node.other], expect)
    if not fits(then.type, other.type):
        mismatch(ctx, node.then, then.type, node.other, other.type, node, "be the two branches of one `if`")
    kind = other.type if isinstance(then.type, Ref) and not then.type.kind else then.type
    return If(test, then, other, kind, ctx.at(node))
