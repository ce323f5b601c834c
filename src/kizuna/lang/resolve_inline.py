"""Definitions: the text is resolved once with its parameters as variables, then these are replaced by the arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from kizuna.lang import syntax as s
from kizuna.lang.ast import Expr, Fold, Var
from kizuna.lang.parser import TALLEST, Parser
from kizuna.lang.resolve_base import Context
from kizuna.lang.scope import Definition, Scope
from kizuna.lang.types import Choice, Ref
from kizuna.lang.walk import every, height, rebuilt

LARGEST = 4_000
"""Expressions within one after its definitions are put in."""


@dataclass(frozen=True, slots=True)
class Body:
    """A resolved definition: its size and height, how often each parameter stands in it, its loop variables."""

    expr: Expr
    size: int
    height: int
    uses: Mapping[str, int]
    loops: frozenset[str]


def inline(ctx: Context, node: s.Apply, definition: Definition) -> Expr:
    """The definition's expression with the arguments in it.

    K107 for one defined in terms of itself, K206 for a wrong number of arguments, K006 for what grows too large.
    """
    if definition.name in ctx.chain:
        ring = " → ".join([*ctx.chain[ctx.chain.index(definition.name) :], definition.name])
        ctx.fault("K107", f"{definition.name!r} is defined in terms of itself: {ring}", node, "break the circle")
    parameters = definition.parameters
    if len(node.args) != len(parameters):
        shape = ", ".join(name for _, name in parameters)
        ctx.count_fault(
            node, f"the definition {definition.name!r}", str(len(parameters)), f"write {definition.name}({shape})"
        )
    args = [ctx.need(arg, Ref(kind)) for arg, (kind, _) in zip(node.args, parameters, strict=True)]
    body = _body(ctx, node, definition)
    _measure(ctx, node, body, dict(zip((name for _, name in parameters), args, strict=True)))
    taken = set(ctx.vars)
    values = {name: arg for (_, name), arg in zip(parameters, args, strict=True)}
    fresh = {loop: _fresh(loop, taken | body.loops) for loop in body.loops if loop in taken}
    expr = substituted(body.expr, values, fresh)
    return replace(expr, span=ctx.at(node))


def _fresh(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    taken.add(f"{name}_{number}")
    return f"{name}_{number}"


def _measure(ctx: Context, node: s.Node, body: Body, args: Mapping[str, Expr]) -> None:
    tall = body.height + max([height(arg) for arg in args.values()], default=1) - 1
    size = body.size + sum(sum(1 for _ in every(arg)) * body.uses.get(name, 0) for name, arg in args.items())
    if ctx.depth + tall > TALLEST or size > LARGEST:
        _too_large(ctx, node)


def _too_large(ctx: Context, node: s.Node) -> NoReturn:
    ctx.fault(
        "K006",
        f"{ctx.written(node)} is too large once its definitions are put in",
        node,
        "make the definitions smaller",
    )


def _body(ctx: Context, node: s.Node, definition: Definition) -> Body:
    """The resolved definition, out of the scope's memory if it was resolved before with the same tables."""
    tables = _tables(ctx.scope)
    known = ctx.scope.memory.get(definition.name)
    if (
        isinstance(known, tuple)
        and all(a is b for a, b in zip(known[0], tables, strict=True))
        and known[1] is definition
    ):
        body = known[2]
        assert isinstance(body, Body)
        return body
    if len(ctx.chain) >= TALLEST // 4:
        _too_large(ctx, node)
    kinds = {name: Ref(kind) for kind, name in definition.parameters}
    scope = replace(ctx.scope, vars=dict(kinds), outcomes=None)
    inner = Context(
        definition.text,
        definition.span,
        scope,
        ctx.sink,
        ctx.handlers,
        ctx.domains,
        (*ctx.chain, definition.name),
        ctx.depth,
    )
    expr = _read(inner, ctx.scope.choices.get(definition.gives))
    nodes = list(every(expr))
    if len(nodes) > LARGEST:
        _too_large(ctx, node)
    uses: dict[str, int] = {}
    for item in nodes:
        if isinstance(item, Var) and item.name in kinds:
            uses[item.name] = uses.get(item.name, 0) + 1
    loops = frozenset(item.var for item in nodes if isinstance(item, Fold))
    body = Body(expr, len(nodes), height(expr), uses, loops)
    ctx.scope.memory[definition.name] = (tables, definition, body)
    return body


def _read(ctx: Context, gives: Choice | None) -> Expr:
    return ctx.typed(Parser(ctx.text, ctx.span, ctx.sink, ctx.scope.units, ctx.scope.things, ctx).whole(), gives)


def _tables(scope: Scope) -> tuple[object, ...]:
    return (
        scope.units,
        scope.choices,
        scope.parameters,
        scope.kinds,
        scope.attributes,
        scope.bonds,
        scope.inverses,
        scope.definitions,
        scope.things,
        scope.modes,
        scope.rules,
        scope.calendar,
    )


def substituted(expr: Expr, values: Mapping[str, Expr], loops: Mapping[str, str]) -> Expr:
    """The expression with variables replaced by `values`, and loop variables renamed by `loops`."""
    if isinstance(expr, Var):
        if expr.name in loops:
            return replace(expr, name=loops[expr.name])
        return values.get(expr.name, expr)
    made = rebuilt(expr, lambda part: substituted(part, values, loops))
    if isinstance(made, Fold) and made.var in loops:
        return replace(made, var=loops[made.var])
    return made
