"""Conditions that can never hold, or always do (K403)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import Compare, Expr, Get, IsChoice, IsLevel, Literal, Negate, Not, Tie
from kizuna.lang.types import BOOL, Choice, Number
from kizuna.world.constants import widest
from kizuna.world.model import Requirement, Rule, World
from kizuna.world.reads import conjuncts, walk, without_places
from kizuna.world.stretches import Stretch, Stretches, compared, meet
from kizuna.world.wording import say

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Fact(NamedTuple):
    """What a condition says: that `about`, or its share of the range, is among `values`."""

    about: Expr
    share: bool
    values: Stretches
    said: Expr


def check_conditions(rule: Rule, world: World, sink: Sink) -> None:
    """Report comparisons outside what a value can be, and requirements of one rule that exclude each other."""
    for group in (rule.requires, rule.works_if, rule.throughout):
        for requirement in group:
            for item in walk(requirement.expr):
                if isinstance(item, Compare | IsLevel):
                    _check_range(item, requirement, world, sink)
        clash = contradiction([requirement.expr for requirement in group])
        if clash is not None:
            first, second = clash
            message = f"{rule.name!r} can never happen: {say(first)} and {say(second)} exclude each other"
            sink.add("K403", message, _place(second, rule.span), _place(first, rule.span))


def contradiction(conditions: list[Expr]) -> tuple[Expr, Expr] | None:
    """Two of the conditions that cannot hold together, as far as literals tell; None if there are none."""
    found = [_fact(part) for condition in conditions for part in conjuncts(condition)]
    facts = [fact for fact in found if fact is not None]
    if len(facts) < 2:
        return None
    known: dict[tuple[Expr, bool], list[Fact]] = {}
    for fact in facts:
        others = known.setdefault((without_places(fact.about), fact.share), [])
        for other in others:
            if not meet(other.values, fact.values):
                return other.said, fact.said
        others.append(fact)
    return None


def _check_range(item: Compare | IsLevel, requirement: Requirement, world: World, sink: Sink) -> None:
    fact = _fact(item)
    if fact is None or not isinstance(fact.about, Get | Tie):
        return
    attribute = world.attributes.get(fact.about.attr)
    if attribute is None or not isinstance(attribute.type, Number):
        return
    whole = Stretch(0.0, 1.0)
    if not fact.share:
        whole = Stretch(*widest(attribute, world.attributes, world.parameters))
    inside = meet(fact.values, (whole,))
    if inside and inside != (whole,):
        return
    how = "always holds" if inside else "can never hold"
    unit = f" {attribute.unit}" if attribute.unit else ""
    limits = f"{whole.low / attribute.unit_size:g}..{whole.high / attribute.unit_size:g}{unit}"
    within = f": {attribute.name!r} lies within {limits}" if not fact.share else ""
    message = f"{say(item)} {how} in {requirement.name!r}{within}"
    sink.add("K403", message, _place(item, requirement.span), attribute.span)


def _fact(expr: Expr) -> Fact | None:
    """What a condition says of one thing, if it compares that with a literal or names its values."""
    match expr:
        case IsLevel(item=item, bands=bands, relative=relative):
            values = tuple(_band(low, high) for low, high in bands)
            return Fact(item, relative, values, expr)
        case Compare():
            for subject, turned, value in _sides(expr):
                return Fact(subject, False, compared(turned, value), expr)
            return None
        case IsChoice(item=item, values=chosen, negated=negated):
            count = len(item.type.values) if isinstance(item.type, Choice) else 0
            indices = [index for index in range(count) if (index in chosen) != negated]
            return Fact(item, False, tuple(Stretch(float(i), float(i)) for i in indices), expr)
        case Not(item=Get() | Tie() as item) if item.type == BOOL:
            return Fact(item, False, compared("==", 0.0), expr)
        case Get() | Tie() if expr.type == BOOL:
            return Fact(expr, False, compared("==", 1.0), expr)
        case _:
            return None


def _sides(expr: Compare) -> Iterator[tuple[Expr, str, float]]:
    """(what is compared, operator seen from there, the literal), if exactly one side is a literal."""
    left, right = _literal(expr.left), _literal(expr.right)
    if left is None and right is not None:
        yield expr.left, expr.op, right
    elif right is None and left is not None:
        yield expr.right, _MIRRORED[expr.op], left


def _literal(expr: Expr) -> float | None:
    match expr:
        case Literal(value=value):
            return float(value)
        case Negate(item=Literal(value=value)):
            return -float(value)
        case _:
            return None


def _band(low: float | None, high: float | None) -> Stretch:
    least = Stretch() if low is None else Stretch(low=low)
    return least if high is None else least._replace(high=high, with_high=False)


def _place(expr: Expr, otherwise: Span) -> Span:
    return expr.span if expr.span.line else otherwise
