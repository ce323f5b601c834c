"""Approaches that end exactly where something is read of them (K409)."""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.diagnostics import Sink
from kizuna.lang.ast import Compare, Expr, Get, If, IsLevel, Tie
from kizuna.world.constants import constant
from kizuna.world.model import Attribute, World
from kizuna.world.reads import walk
from kizuna.world.wording import say

_NEAR = 1e-12           # share of a limit within which rounding decides


def check_targets(world: World, sink: Sink) -> None:
    """K409 for meters whose target, with parameters at default, is a limit that a rate or a watched rule reads."""
    aims = {key: found for key, attribute in world.attributes.items() if (found := list(_aims(attribute, world)))}
    told: set[tuple[str, float]] = set()
    for expr in _looked_at(world):
        for item in walk(expr):
            for key, limit in _limits(item, world, aims):
                for target, value in aims[key]:
                    if abs(value - limit) <= _NEAR * abs(limit) and (key, limit) not in told:
                        told.add((key, limit))
                        _tell(world.attributes[key], target, item, sink)


def _tell(attribute: Attribute, target: Expr, item: Expr, sink: Sink) -> None:
    message = f"{attribute.name!r} nears {say(target)} without ever getting there, and exactly there {say(item)} turns"
    sink.add("K409", message, target.span, item.span, hint="let the target lie on one side of it")


def _aims(attribute: Attribute, world: World) -> Iterator[tuple[Expr, float]]:
    """The constant targets of a meter, with the values that they have by default."""
    for target in _branches(attribute.toward) if attribute.toward is not None else ():
        value = constant(target, world.parameters)
        if value is not None:
            yield target, value


def _branches(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, If):
        yield from _branches(expr.then)
        yield from _branches(expr.other)
    else:
        yield expr


def _looked_at(world: World) -> Iterator[Expr]:
    """What the moments of crossings are solved for: rates, and the conditions that are watched."""
    for attribute in world.attributes.values():
        yield from (expr for expr in (attribute.rate, attribute.toward, attribute.within) if expr is not None)
    for rule in world.rules.values():
        watched = rule.sort == "trigger" and not rule.on and rule.every is None
        for requirement in (*(rule.requires if watched else ()), *rule.throughout):
            yield requirement.expr


def _limits(item: Expr, world: World, aims: dict[str, list[tuple[Expr, float]]]) -> Iterator[tuple[str, float]]:
    """The meters, and the values of them, at which a comparison or a level turns, as far as constants tell."""
    match item:
        case IsLevel(item=Get() | Tie() as read, bands=bands, relative=relative) if read.attr in aims:
            attribute = world.attributes[read.attr]
            ends = (attribute.low, attribute.high)
            low, high = (constant(end, world.parameters) if end is not None else None for end in ends)
            for bound in {end for band in bands for end in band if end is not None}:
                if not relative:
                    yield read.attr, bound
                elif low is not None and high is not None and bound > 0.0:
                    yield read.attr, low + bound * (high - low)
        case Compare(left=Get() | Tie() as read, right=other) | Compare(left=other, right=Get() | Tie() as read):
            limit = constant(other, world.parameters)
            if read.attr in aims and limit:
                yield read.attr, limit
