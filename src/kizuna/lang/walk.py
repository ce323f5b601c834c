"""The parts of typed expressions: listing them, and putting others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kizuna.lang import ast
from kizuna.lang.ast import Domain, Expr


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly within one, in the order in which they are written; a fold's set gives its bearer."""
    match expr:
        case ast.Get(of=of):
            return (of,)
        case ast.Tie(source=a, target=b):
            return (a, b)
        case ast.Believed(holder=holder, subjects=subjects, other=other):
            return (holder, *subjects) if other is None else (holder, other, *subjects)
        case ast.Binary(left=a, right=b) | ast.Compare(left=a, right=b):
            return (a, b)
        case ast.Negate(item=item) | ast.Not(item=item) | ast.IsLevel(item=item) | ast.IsChoice(item=item):
            return (item,)
        case ast.And(items=items) | ast.Or(items=items):
            return items
        case ast.If(test=test, then=then, other=other):
            return (test, then, other)
        case ast.Call(args=args):
            return args
        case ast.Fold():
            found = (expr.value, bearer(expr.domain), expr.where)
            return tuple(item for item in found if item is not None)
    return ()


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
    """The expression with `change` applied to each of its parts; leaves come back as they are."""
    match expr:
        case ast.Get():
            return replace(expr, of=change(expr.of))
        case ast.Tie():
            return replace(expr, source=change(expr.source), target=change(expr.target))
        case ast.Believed():
            other = None if expr.other is None else change(expr.other)
            return replace(expr, holder=change(expr.holder), subjects=tuple(map(change, expr.subjects)), other=other)
        case ast.Binary():
            return replace(expr, left=change(expr.left), right=change(expr.right))
        case ast.Compare():
            return replace(expr, left=change(expr.left), right=change(expr.right))
        case ast.IsLevel():
            item = change(expr.item)
            assert isinstance(item, ast.Get | ast.Tie)
            return replace(expr, item=item)
        case ast.Negate() | ast.Not() | ast.IsChoice():
            return replace(expr, item=change(expr.item))
        case ast.And() | ast.Or():
            return replace(expr, items=tuple(map(change, expr.items)))
        case ast.If():
            return replace(expr, test=change(expr.test), then=change(expr.then), other=change(expr.other))
        case ast.Call():
            return replace(expr, args=tuple(map(change, expr.args)))
        case ast.Fold():
            where = None if expr.where is None else change(expr.where)
            value = None if expr.value is None else change(expr.value)
            return replace(expr, domain=domain_with(expr.domain, change), where=where, value=value)
    return expr
