"""The functions of the language."""

from __future__ import annotations

from collections.abc import Callable

from kizuna.diagnostics.nearest import shorten
from kizuna.lang import syntax as s
from kizuna.lang.ast import Call, Expr
from kizuna.lang.resolve_base import Context, type_text
from kizuna.lang.resolve_numbers import mismatch
from kizuna.lang.types import BARE, BOOL, LENGTH, MOMENT, SPAN, Number, Ref, Type

Builtin = Callable[[Context, s.Apply, Type | None], Expr]

_SHAPES = {
    "min": "min(a, b, …)",
    "max": "max(a, b, …)",
    "abs": "abs(x)",
    "floor": "floor(x)",
    "sqrt": "sqrt(x)",
    "exp": "exp(x)",
    "log": "log(x)",
    "wave": "wave(period, peak)",
    "clamp": "clamp(x, low, high)",
    "distance": "distance(place, place, mode)",
    "stairs": "stairs(place, place, mode)",
    "inside": "inside(place, place)",
    "since": "since(date)",
    "doing": 'doing(somebody, "action")',
    "busy": "busy(somebody)",
}


def _arity(ctx: Context, node: s.Apply, least: int, most: int | None = None) -> None:
    count = len(node.args)
    if count < least or count > (least if most is None else most):
        wanted = f"at least {least}" if most is not None else str(least)
        ctx.count_fault(node, f"`{node.name}`", wanted, f"write {_SHAPES[node.name]}")


def _alike(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    """`min`, `max` and `clamp`: numbers of one dimension."""
    if node.name == "clamp":
        _arity(ctx, node, 3)
    else:
        _arity(ctx, node, 2, 100)
    args = ctx.alike(node.args, expect if isinstance(expect, Number) else None)
    for arg, written in zip(args, node.args, strict=True):
        if not isinstance(arg.type, Number):
            ctx.fault(
                "K204", f"{ctx.written(written)} is {type_text(arg.type)}, but `{node.name}` needs numbers", written
            )
        if arg.type != args[0].type:
            mismatch(ctx, node.args[0], args[0].type, written, arg.type, written, "be compared")
    return Call(node.name, tuple(args), args[0].type, "", ctx.at(node))


def _single(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    """`abs`, `floor` and `sqrt`."""
    _arity(ctx, node, 1)
    only = node.args[0]
    if node.name == "floor":
        arg = ctx.value(only)
        if isinstance(arg.type, Number) and arg.type.dim:
            message = f"{ctx.written(only)} is {type_text(arg.type)}, and whole numbers have no unit"
            ctx.fault(
                "K205",
                message,
                only,
                f"divide it by its unit: floor({shorten(ctx.text[only.at : only.end], 24)} / 1 …)",
            )
        return Call("floor", (ctx.fit(arg, only, BARE),), BARE, "", ctx.at(node))
    arg = ctx.value(only, expect if node.name == "abs" else None)
    if not isinstance(arg.type, Number):
        ctx.fault("K204", f"{ctx.written(only)} is {type_text(arg.type)}, but `{node.name}` needs a number", only)
    kind = arg.type
    if node.name == "sqrt":
        if any(power % 2 for _, power in kind.dim):
            ctx.fault(
                "K205",
                f"{ctx.written(only)} is {type_text(kind)}, which has no square root",
                only,
                "divide it by a value of the same unit",
            )
        kind = Number(tuple((base, power // 2) for base, power in kind.dim))
    return Call(node.name, (arg,), kind, "", ctx.at(node))


def _bare(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    """`exp` and `log`: of a number without unit."""
    _arity(ctx, node, 1)
    return Call(node.name, (ctx.need(node.args[0], BARE),), BARE, "", ctx.at(node))


def _wave(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    """`wave(24 h, 16:00)`: between -1 and 1, highest when the time of day (or of the period) is the peak."""
    _arity(ctx, node, 2)
    args = (ctx.need(node.args[0], SPAN), ctx.need(node.args[1], SPAN))
    return Call("wave", args, BARE, "", ctx.at(node))


def _way(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    """`distance` and `stairs`: two places and a mode."""
    _arity(ctx, node, 3)
    ends = (ctx.need(node.args[0], Ref("place")), ctx.need(node.args[1], Ref("place")))
    mode = node.args[2]
    if not isinstance(mode, s.Name):
        ctx.fault(
            "K204",
            f"{ctx.written(mode)} is not a way to travel",
            mode,
            "known here: " + ", ".join(sorted(ctx.scope.modes)),
        )
    word = next((text for text in (mode.text, mode.text.replace("_", " ")) if text in ctx.scope.modes), None)
    if word is None:
        ctx.unknown("way to travel", mode.text, mode.at, mode.end, set(ctx.scope.modes))
    return Call(node.name, ends, Number(LENGTH) if node.name == "distance" else BARE, word, ctx.at(node))


def _inside(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    _arity(ctx, node, 2)
    ends = (ctx.need(node.args[0], Ref("place")), ctx.need(node.args[1], Ref("place")))
    return Call("inside", ends, BOOL, "", ctx.at(node))


def _since(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    _arity(ctx, node, 1)
    return Call("since", (ctx.need(node.args[0], MOMENT),), SPAN, "", ctx.at(node))


def _doing(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    _arity(ctx, node, 2)
    who, what = ctx.need(node.args[0], Ref("")), node.args[1]
    if not (isinstance(what, s.Text) or (isinstance(what, s.Name) and what.quoted)):
        text = ctx.text[what.at : what.end]
        ctx.fault("K204", f"{ctx.written(what)} is not a quoted action", what, f'write "{shorten(text)}"')
    word = " ".join(what.text.split())
    if word not in ctx.scope.rules:
        ctx.unknown("action", word, what.at, what.end, set(ctx.scope.rules))
    return Call("doing", (who,), BOOL, word, ctx.at(node))


def _busy(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    _arity(ctx, node, 1)
    return Call("busy", (ctx.need(node.args[0], Ref("")),), BOOL, "", ctx.at(node))


BUILTINS: dict[str, Builtin] = {
    "min": _alike,
    "max": _alike,
    "clamp": _alike,
    "abs": _single,
    "floor": _single,
    "sqrt": _single,
    "exp": _bare,
    "log": _bare,
    "wave": _wave,
    "distance": _way,
    "stairs": _way,
    "inside": _inside,
    "since": _since,
    "doing": _doing,
    "busy": _busy,
}
