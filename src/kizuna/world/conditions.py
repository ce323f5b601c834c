"""Conditions that can never hold, or always do (K403)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import (
    And,
    Compare,
    Date,
    Expr,
    Fold,
    Get,
    IsChoice,
    IsLevel,
    Literal,
    Not,
    Or,
    Parameter,
    Tie,
)
from kizuna.lang.fold import fold
from kizuna.lang.types import BOOL, Choice, Number
from kizuna.world.constants import literal, widest
from kizuna.world.model import Attribute, Requirement, Rule, World
from kizuna.world.reads import conjuncts, walk, without_places
from kizuna.world.sameness import excluding
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
    """Report what a condition need not ask: truths by themselves, comparisons with what a value can never be or always
    is, and requirements of one rule that exclude each other."""
    for group in (rule.requires, rule.works_if, rule.throughout):
        for requirement in group:
            for truth in _truths(requirement.expr):
                _told(truth, bool(truth.value), requirement, sink)
            for item in walk(requirement.expr):
                if isinstance(item, Compare) and (holds := _settled(item)) is not None:
                    _told(item, holds, requirement, sink)
                elif isinstance(item, Compare | IsLevel):
                    _check_range(item, requirement, world, sink)
        clash = contradiction([requirement.expr for requirement in group], world.attributes)
        if clash is not None:
            first, second = clash
            message = f"{rule.name!r} can never happen: {say(first)} and {say(second)} exclude each other"
            sink.add("K403", message, _place(second, rule.span), _place(first, rule.span))


def contradiction(conditions: list[Expr], attributes: Mapping[str, Attribute]) -> tuple[Expr, Expr] | None:
    """Two of the conditions that cannot hold together, as far as literals and names tell; None if there are none."""
    parts = [part for condition in conditions for part in conjuncts(condition)]
    if len(parts) < 2:
        return None
    facts = [fact for part in parts for fact in _facts(part, attributes)]
    known: dict[tuple[Expr, bool], list[Fact]] = {}
    for fact in facts:
        others = known.setdefault((without_places(fact.about), fact.share), [])
        for other in others:
            if not meet(other.values, fact.values):
                return other.said, fact.said
        others.append(fact)
    return excluding(parts)


def _facts(expr: Expr, attributes: Mapping[str, Attribute]) -> Iterator[Fact]:
    """What a condition says of one thing; of a share of a range with two known ends also as an amount."""
    fact = _fact(expr)
    if fact is None:
        return
    yield fact
    attribute = attributes.get(fact.about.attr) if isinstance(fact.about, Get | Tie) else None
    if not fact.share or attribute is None or attribute.low is None or attribute.high is None:
        return
    low, high = literal(attribute.low), literal(attribute.high)
    if low is not None and high is not None and low < high:
        size = high - low
        values = tuple(each._replace(low=low + each.low * size, high=low + each.high * size) for each in fact.values)
        yield fact._replace(share=False, values=values)


def _truths(expr: Expr) -> Iterator[Literal]:
    """The `yes` and `no` that stand as conditions by themselves; as values they are of use."""
    match expr:
        case Literal():
            yield expr
        case Not(item=item):
            yield from _truths(item)
        case And(items=items) | Or(items=items):
            for item in items:
                yield from _truths(item)


def _settled(item: Compare) -> bool | None:
    """Whether a comparison always holds (True) or never does, by what it says alone; None if that depends."""
    folded = fold(item, {})
    if isinstance(folded, Literal):
        return bool(folded.value)
    alike = type(item.left) is type(item.right) and _is_written_out(item)
    if alike and without_places(item.left) == without_places(item.right):
        return item.op in ("==", "<=", ">=")
    return None


def _is_written_out(item: Compare) -> bool:
    """Whether all of a comparison stands where it is made, and nothing came into a definition from outside."""
    return len({(part.span.file, part.span.line) for part in walk(item)}) == 1


def _told(item: Expr, holds: bool, requirement: Requirement, sink: Sink) -> None:
    message = f"{say(item)} {'always holds' if holds else 'can never hold'} in {requirement.name!r}"
    sink.add("K403", message, _place(item, requirement.span), hint="take it away, or say what it depends on")


def _check_range(item: Compare | IsLevel, requirement: Requirement, world: World, sink: Sink) -> None:
    fact = _fact(item)
    limits = _limits(fact, world) if fact is not None else None
    if fact is None or limits is None:
        return
    whole, within, places = limits
    inside = meet(fact.values, (whole,))
    if inside and inside != (whole,):
        return
    how = "always holds" if inside else "can never hold"
    sink.add("K403", f"{say(item)} {how} in {requirement.name!r}{within}", _place(item, requirement.span), *places)


def _limits(fact: Fact, world: World) -> tuple[Stretch, str, tuple[Span, ...]] | None:
    """What the thing of a fact can be, as it is told after the fact, and where that is declared; None if unknown."""
    about = fact.about
    match about:
        case Get(attr=key) | Tie(attr=key) if key in world.attributes:
            attribute = world.attributes[key]
            return _attribute_limits(attribute, fact.share, world) if isinstance(attribute.type, Number) else None
        case Parameter(name=name) if name in world.parameters:
            found = world.parameters[name]
            low = -math.inf if found.low is None else found.low
            high = math.inf if found.high is None else found.high
            return Stretch(low, high), f", whatever {name!r} is set to within its range", (found.span,)
        case Fold(how="count"):
            return Stretch(low=0.0), ": a count is at least 0", ()
        case Date(part="clock"):
            whole = Stretch(0.0, float(world.calendar.day), with_high=False)
            return whole, ": the clock begins anew when the day is over", ()
        case Date(part="day_of_year"):
            days = world.calendar.year_days
            return Stretch(1.0, float(days)), f": 'day_of_year' lies within 1..{days}", ()
        case _:
            return None


def _attribute_limits(attribute: Attribute, share: bool, world: World) -> tuple[Stretch, str, tuple[Span, ...]]:
    if share:
        return Stretch(0.0, 1.0), "", (attribute.span,)
    whole = Stretch(*widest(attribute, world.attributes, world.parameters))
    unit = f" {attribute.unit}" if attribute.unit else ""
    limits = f"{whole.low / attribute.unit_size:g}..{whole.high / attribute.unit_size:g}{unit}"
    return whole, f": {attribute.name!r} lies within {limits}", (attribute.span,)


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
    left, right = literal(expr.left), literal(expr.right)
    if left is None and right is not None:
        yield expr.left, expr.op, right
    elif right is None and left is not None:
        yield expr.right, _MIRRORED[expr.op], left


def _band(low: float | None, high: float | None) -> Stretch:
    least = Stretch() if low is None else Stretch(low=low)
    return least if high is None else least._replace(high=high, with_high=False)


def _place(expr: Expr, otherwise: Span) -> Span:
    return expr.span if expr.span.line else otherwise
