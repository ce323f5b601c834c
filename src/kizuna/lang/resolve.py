"""Expressions, sets and ranges: from text to typed trees."""

from __future__ import annotations

from collections.abc import Mapping

from kizuna.diagnostics import Sink, Span
from kizuna.lang import resolve_names as names
from kizuna.lang import resolve_numbers as numbers
from kizuna.lang import resolve_sets as sets
from kizuna.lang import syntax as s
from kizuna.lang.ast import Domain, Expr
from kizuna.lang.lexer import Fault
from kizuna.lang.parser import Parser
from kizuna.lang.resolve_base import Context, Handler
from kizuna.lang.resolve_calls import apply
from kizuna.lang.resolve_words import is_words
from kizuna.lang.scope import Scope
from kizuna.lang.types import Type

HANDLERS: Mapping[type, Handler] = {
    s.Quantity: names.quantity,
    s.Clock: names.clock,
    s.Truth: names.truth,
    s.Nobody: names.nobody,
    s.Name: names.name,
    s.Text: names.text,
    s.Star: names.star,
    s.Every: names.every,
    s.Apply: apply,
    s.Over: sets.over,
    s.Minus: numbers.minus,
    s.Reject: numbers.reject,
    s.Arith: numbers.arith,
    s.Relation: numbers.relation,
    s.Junction: numbers.junction,
    s.Either: numbers.either,
    s.Is: is_words,
}


def context(text: str, span: Span, scope: Scope, sink: Sink) -> Context:
    """What is needed to give the syntax of one text its meaning."""
    return Context(text, span, scope, sink, HANDLERS, sets.domain)


def parser(ctx: Context) -> Parser:
    """The parser for the context's text. Raises Fault after a diagnostic."""
    return Parser(ctx.text, ctx.span, ctx.sink, ctx.scope.units, ctx.scope.things, ctx)


def expression(text: str, span: Span, scope: Scope, sink: Sink, expect: Type | None = None) -> Expr | None:
    """The typed expression in a text that begins at `span`; None after a diagnostic.

    `expect` is the type it has to have; it gives meaning to a bare value of a choice, and to a 0 without unit.
    K006 and K201 for what cannot be read, K202 and K207 for unknown names, K204 to K206 for types, units and arguments.
    """
    ctx = context(text, span, scope, sink)
    try:
        return ctx.typed(parser(ctx).whole(), expect)
    except Fault:
        return None


def domain(text: str, span: Span, scope: Scope, sink: Sink) -> Domain | None:
    """The set in a text: an inverse, a bond with `*`, or `all` of a kind; None after a diagnostic."""
    ctx = context(text, span, scope, sink)
    try:
        return ctx.domain(parser(ctx).whole())
    except Fault:
        return None


def interval(
    text: str, span: Span, scope: Scope, sink: Sink, expect: Type | None = None
) -> tuple[Expr | None, Expr | None] | None:
    """The two ends of a range, None for one left open (`0..`); None after a diagnostic.

    A unit, or a share `of` something, that stands at the upper end alone is that of both.
    """
    ctx = context(text, span, scope, sink)
    try:
        reader = parser(ctx)
        low = None if reader.kinds[0] == ".." else reader.expr()
        reader.two_points()
        high = None if reader.kinds[reader.i] == "end" and low is not None else reader.expr()
        reader.finish()
        if low is not None and high is not None:
            return _ends(ctx, _like(low, high), high, expect)
        low_end, high_end = (ctx.typed(end, expect) if end is not None else None for end in (low, high))
        return low_end, high_end
    except Fault:
        return None


def _ends(ctx: Context, low: s.Node, high: s.Node, expect: Type | None) -> tuple[Expr, Expr]:
    first, last = ctx.alike([low, high], expect)
    if expect is None:
        expect = last.type
    return ctx.fit(first, low, expect), ctx.fit(last, high, expect)


def _like(low: s.Node, high: s.Node) -> s.Node:
    """The lower end with the unit or share of the upper one where it has none of its own."""
    if not isinstance(low, s.Quantity) or (low.value == 0 and not low.units):
        return low
    if isinstance(high, s.Quantity) and not low.units:
        return s.Quantity(low.value, high.units, low.at, low.end)
    if isinstance(high, s.Arith) and high.op == "of" and isinstance(high.left, s.Quantity):
        return s.Arith("of", _like(low, high.left), high.right, low.at, low.end)
    return low
