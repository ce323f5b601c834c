"""The parts of typed expressions: listing them, and putting others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kizuna.lang import ast
from kizuna.lang.ast import Domain, Expr


def _of_fold(expr: ast.Fold) -> tuple[Expr, ...]:
    found = (expr.value, bearer(expr.domain), expr.where)
    return tuple(item for item in found if item is not None)


def _of_believed(expr: ast.Believed) -> tuple[Expr, ...]:
    return (expr.holder, *expr.subjects) if expr.other is None else (expr.holder, expr.other, *expr.subjects)


_PARTS: dict[type, Callable[[Any], tuple[Expr, ...]]] = {
    ast.Get: lambda expr: (expr.of,),
    ast.Tie: lambda expr: (expr.source, expr.target),
    ast.Believed: _of_believed,
    ast.Binary: lambda expr: (expr.left, expr.right),
    ast.Compare: lambda expr: (expr.left, expr.right),
    ast.Negate: lambda expr: (expr.item,),
    ast.Not: lambda expr: (expr.item,),
    ast.IsLevel: lambda expr: (expr.item,),
    ast.IsChoice: lambda expr: (expr.item,),
    ast.And: lambda expr: expr.items,
    ast.Or: lambda expr: expr.items,
    ast.If: lambda expr: (expr.test, expr.then, expr.other),
    ast.Call: lambda expr: expr.args,
    ast.Fold: _of_fold,
}
"""By class: trying one pattern after the other takes three times as long, and every check goes through here."""


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly within one, in the order in which they are written; a fold's set gives its bearer."""
    inner = _PARTS.get(type(expr))
    return inner(expr) if inner is not None else ()


def bearer(domain: Domain) -> Expr | None:
    """The one whose set it is; None for all of a kind."""
    match domain:
        case ast.Inverse(of=of):
            return of
        case ast.Tied(source=source):
            return source
    return None


def every(expr: Expr) -> Iterator[Expr]:
    """An expression and all within it, from the outside inwards."""
    waiting = [expr]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(parts(item)))


def height(expr: Expr) -> int:
    """How many expressions stand within each other, 1 for a leaf."""
    found, layer = 0, [expr]
    while layer:
        found += 1
        layer = [part for item in layer for part in parts(item)]
    return found


def domain_with(domain: Domain, change: Callable[[Expr], Expr]) -> Domain:
    """The set with its bearer changed."""
    match domain:
        case ast.Inverse(of=of):
            return replace(domain, of=change(of))
        case ast.Tied(source=source):
            return replace(domain, source=change(source))
    return domain


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The expression with `change` applied to each of its parts; what has not changed comes back as it is.

    Definitions are put in by this wherever they are used: `dataclasses.replace` would take four times as long.
    """
    old = parts(expr)
    if not old:
        return expr
    new = tuple(map(change, old))
    if all(a is b for a, b in zip(old, new, strict=True)):
        return expr
    return _REBUILT[type(expr)](expr, *new)


def _believed(expr: ast.Believed, holder: Expr, *rest: Expr) -> Expr:
    other, subjects = (None, rest) if expr.other is None else (rest[0], rest[1:])
    return ast.Believed(expr.ask, holder, expr.attr, subjects, other, expr.type, expr.span)


def _is_level(expr: ast.IsLevel, held: Expr) -> Expr:
    assert isinstance(held, ast.Get | ast.Tie | ast.Believed)
    return ast.IsLevel(held, expr.bands, expr.relative, expr.words, expr.span)


def _fold(expr: ast.Fold, *new: Expr) -> Expr:
    waiting = iter(new)
    value = None if expr.value is None else next(waiting)
    domain = expr.domain if bearer(expr.domain) is None else domain_with(expr.domain, lambda _: next(waiting))
    where = None if expr.where is None else next(waiting)
    return ast.Fold(expr.how, expr.var, domain, where, value, expr.type, expr.span)


_REBUILT: dict[type, Callable[..., Expr]] = {
    ast.Get: lambda expr, of: ast.Get(expr.attr, of, expr.type, expr.span),
    ast.Tie: lambda expr, source, target: ast.Tie(expr.attr, source, target, expr.type, expr.span),
    ast.Believed: _believed,
    ast.Binary: lambda expr, left, right: ast.Binary(expr.op, left, right, expr.type, expr.span),
    ast.Compare: lambda expr, left, right: ast.Compare(expr.op, left, right, expr.span),
    ast.Negate: lambda expr, item: ast.Negate(item, expr.type, expr.span),
    ast.Not: lambda expr, item: ast.Not(item, expr.span),
    ast.IsLevel: _is_level,
    ast.IsChoice: lambda expr, item: ast.IsChoice(item, expr.values, expr.negated, expr.words, expr.span),
    ast.And: lambda expr, *items: ast.And(items, expr.span),
    ast.Or: lambda expr, *items: ast.Or(items, expr.span),
    ast.If: lambda expr, test, then, other: ast.If(test, then, other, expr.type, expr.span),
    ast.Call: lambda expr, *args: ast.Call(expr.name, args, expr.type, expr.word, expr.span),
    ast.Fold: _fold,
}
"""By class, an expression with other parts, given in the order of `parts`."""
