"""The effects of one line: setting, adding, taking, moving, believing, forgetting."""

from __future__ import annotations

from typing import NoReturn

from kizuna.lang import ast
from kizuna.lang import syntax as s
from kizuna.lang.ast import Assign, Believe, Believed, Expr, Get, Move, Tie
from kizuna.lang.parser import Parser
from kizuna.lang.resolve_base import BELIEF_ASKS, Context, type_text
from kizuna.lang.resolve_words import bond
from kizuna.lang.scope import Signature
from kizuna.lang.types import BARE, SPAN, Choice, Moment, Number

_OPS = ("=", "+=", "-=")


def assignment(ctx: Context, reader: Parser, hint: str) -> Assign | Believe:
    """`target = value`, `+=`, `-=`, of an attribute, a bond or a belief. `hint` is for lines that are no effect."""
    start = reader.kinds[0]
    if start == "end":
        reader.unexpected("an effect")
    node = reader.expr(4) if start == "name" else None
    op = reader.kinds[reader.i]
    if node is None or op not in _OPS:
        _no_effect(reader, hint)
    op_at = reader.i
    reader.i += 1
    if reader.kinds[reader.i] == "=":
        reader.fault("`= =` has no meaning here", op_at, "to set a value, write = once", 2)
    if isinstance(node, s.Apply) and node.name in BELIEF_ASKS:
        return _believe(ctx, reader, node, op, op_at)
    target = _target(ctx, node)
    right = reader.expr()
    reader.finish()
    value = _value(ctx, node, target, op, right)
    return Assign(target, op, value, ctx.span.inner(0, right.end))


def _no_effect(reader: Parser, hint: str) -> NoReturn:
    op = reader.kinds[reader.i]
    if op == "==":
        reader.fault("`==` compares and sets nothing", reader.i, "to set a value, write =")
    if op == "is":
        reader.fault("`is` compares and sets nothing", reader.i, "to set a value, write =")
    if op in ("*=", "/="):
        reader.fault(f"`{op}` is not known", reader.i, f"write name(x) = name(x) {op[0]} …")
    first = reader.kinds[0]
    reader.fault("this is no effect", 0, hint, len(reader.kinds) - 1 if first != "end" else 1)


def _target(ctx: Context, node: s.Node) -> Get | Tie:
    """What is written; K209 for what cannot be."""
    if isinstance(node, s.Apply):
        if node.name in ctx.scope.definitions:
            ctx.fault("K209", f"the definition {node.name!r} cannot be set", node, "set the attributes that it reads")
        if node.name in ctx.scope.inverses and not _is_attribute(ctx, node):
            keys = sorted({key.split(".", 1)[1] for _, key, _ in ctx.scope.inverses[node.name]})
            ctx.fault(
                "K209",
                f"the set {node.name!r} cannot be set",
                node,
                f"set the reference whose inverse it is: {keys[0]}(…)",
            )
    expr = ctx.value(node)
    if isinstance(expr, Get | Tie):
        return expr
    what = {
        ast.Var: "a role or variable",
        ast.Parameter: "a parameter",
        ast.Thing: "a thing",
        ast.Date: "the calendar",
        ast.Now: "the calendar",
        ast.Outcome: "the outcome",
    }.get(type(expr), "the result of an expression")
    return ctx.fault(
        "K209", f"{ctx.written(node)} is {what} and cannot be set", node, "attributes, bonds and beliefs can be set"
    )


def _is_attribute(ctx: Context, node: s.Apply) -> bool:
    return any(f"{kind}.{node.name}" in ctx.scope.attributes for kind in ctx.scope.kinds)


def signature(ctx: Context, target: Get | Tie) -> Signature:
    """The signature of what a target names."""
    return ctx.scope.attributes[target.attr] if isinstance(target, Get) else bond(ctx, target.attr)


def _value(ctx: Context, node: s.Node, target: Get | Tie, op: str, right: s.Node) -> Expr:
    if op == "=":
        sig = signature(ctx, target)
        if (
            isinstance(right, s.Name)
            and right.text in (names := [name for name, _ in sig.levels])
            and right.text not in ctx.vars
        ):
            ctx.fault(
                "K204",
                f"{right.text!r} is a level of {sig.name}, not a value",
                right,
                f"set an amount; levels ({', '.join(names)}) are asked for with `is`",
            )
        return ctx.need(right, target.type)
    if isinstance(target.type, Moment):
        return ctx.need(right, SPAN)
    if not isinstance(target.type, Number):
        what = type_text(target.type)
        message = f"{ctx.written(node)} is {what} and cannot be {'added to' if op == '+=' else 'taken from'}"
        ctx.fault("K204", message, node, "write = and the new value")
    return ctx.need(right, target.type)


def _believe(ctx: Context, reader: Parser, node: s.Apply, op: str, op_at: int) -> Believe:
    """`belief(p, name(q)) = value [with certainty 80 %]`, `= unknown`, `= open`."""
    if node.name != "belief":
        ctx.fault("K209", f"`{node.name}` cannot be set", node, "write belief(holder, name(subject)) = …")
    target = ctx.value(node)
    assert isinstance(target, Believed)
    if op != "=":
        reader.fault(f"a belief has no `{op}`", op_at, "write =")
    word = reader.texts[reader.i] if reader.kinds[reader.i] == "name" else ""
    taken = isinstance(target.type, Choice) and word in target.type.values
    if word in ("unknown", "open") and reader.kinds[reader.i + 1] == "end" and not taken:
        return Believe(target, word, None, None, ctx.span.inner(0, reader.ends[reader.i]))
    right = reader.expr()
    end, certainty = right.end, None
    if reader.accept_word("with"):
        if not reader.accept_word("certainty"):
            reader.unexpected("`certainty`")
        share = reader.expr()
        end, certainty = share.end, ctx.need(share, BARE)
        if isinstance(certainty, ast.Literal) and not 0 <= certainty.value <= 1:
            ctx.fault(
                "K109",
                f"a certainty of {ctx.written(share)[1:-1]} does not exist",
                share,
                "certainties run from 0 % to 100 %",
            )
    reader.finish()
    return Believe(target, "known", ctx.need(right, target.type), certainty, ctx.span.inner(0, end))


def forget(ctx: Context, reader: Parser) -> Believe:
    """`forget belief(p, name(q))`."""
    reader.i = 1
    node = reader.expr()
    reader.finish()
    target = ctx.value(node)
    if not isinstance(target, Believed) or target.ask != "value":
        ctx.fault("K209", f"{ctx.written(node)} is no belief", node, "write forget belief(holder, name(subject))")
    return Believe(target, "forget", None, None, ctx.span.inner(0, node.end))


def move(ctx: Context, reader: Parser) -> Move:
    """`move amount from source to target`."""
    reader.i = 1
    amount = reader.expr()
    nodes = []
    for word in ("from", "to"):
        if not reader.accept_word(word):
            reader.unexpected(f"`{word}`")
        nodes.append(reader.expr())
    reader.finish()
    source, target = (_store(ctx, node) for node in nodes)
    if source.type != target.type:
        first, second = (
            f"{ctx.written(node)} ({type_text(expr.type)})" for node, expr in zip(nodes, (source, target), strict=True)
        )
        message = f"{first} and {second} do not hold the same"
        ctx.fault("K205", message, nodes[1], "what is moved keeps its unit")
    return Move(ctx.need(amount, source.type), source, target, ctx.span.inner(0, nodes[1].end))


def _store(ctx: Context, node: s.Node) -> Get:
    expr = _target(ctx, node)
    if isinstance(expr, Tie):
        ctx.fault("K204", f"{ctx.written(node)} is a bond; what is moved lies in a meter or number of one bearer", node)
    if not isinstance(expr.type, Number):
        ctx.fault("K204", f"{ctx.written(node)} is {type_text(expr.type)}, but `move` needs a meter or number", node)
    return expr
