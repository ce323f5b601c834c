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
    """The expression with `change` applied to each of its parts; what has not changed comes back as it is.

    Definitions are put in by this wherever they are used: `dataclasses.replace` would take four times as long.
    """
    match expr:
        case ast.Get(attr, of, kind, span):
            return expr if (new := change(of)) is of else ast.Get(attr, new, kind, span)
        case ast.Tie(attr, source, target, kind, span):
            return ast.Tie(attr, change(source), change(target), kind, span)
        case ast.Believed(ask, holder, attr, subjects, other, kind, span):
            other = None if other is None else change(other)
            return ast.Believed(ask, change(holder), attr, tuple(map(change, subjects)), other, kind, span)
        case ast.Binary(op, left, right, kind, span):
            return ast.Binary(op, change(left), change(right), kind, span)
        case ast.Compare(op, left, right, span):
            return ast.Compare(op, change(left), change(right), span)
        case ast.IsLevel(item, bands, relative, words, span):
            held = change(item)
            assert isinstance(held, ast.Get | ast.Tie)
            return ast.IsLevel(held, bands, relative, words, span)
        case ast.IsChoice(item, values, negated, words, span):
            return ast.IsChoice(change(item), values, negated, words, span)
        case ast.Negate(item, kind, span):
            return ast.Negate(change(item), kind, span)
        case ast.Not(item, span):
            return ast.Not(change(item), span)
        case ast.And(items, span):
            return ast.And(tuple(map(change, items)), span)
        case ast.Or(items, span):
            return ast.Or(tuple(map(change, items)), span)
        case ast.If(test, then, other, kind, span):
            return ast.If(change(test), change(then), change(other), kind, span)
        case ast.Call(name, args, kind, word, span):
            return ast.Call(name, tuple(map(change, args)), kind, word, span) if args else expr
        case ast.Fold(how, var, domain, where, value, kind, span):
            where = None if where is None else change(where)
            value = None if value is None else change(value)
            return ast.Fold(how, var, domain_with(domain, change), where, value, kind, span)
    return expr
