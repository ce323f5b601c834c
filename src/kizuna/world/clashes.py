"""Triggers that write one thing at one instant without an order (K404)."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

from kizuna.diagnostics import Sink
from kizuna.lang.ast import Assign, Expr
from kizuna.world.conditions import contradiction
from kizuna.world.model import Rule, World
from kizuna.world.reads import renamed, without_places
from kizuna.world.wording import bare, say

Occasion = tuple[str, object]


class _Setting(NamedTuple):
    """A trigger that sets something: what, and when."""

    rule: Rule
    sets: dict[Expr, tuple[Assign, Expr]]
    conditions: list[Expr]


def check_clashes(world: World, sink: Sink) -> None:
    """Report pairs of triggers of one occasion that set one attribute of one role to different values.

    One occasion is the same event followed, the same times of the calendar, or the same condition. Triggers of one
    event or time whose conditions exclude each other are no pair; neither are settings under an `if` or a `chance`.
    """
    groups: defaultdict[Occasion, list[_Setting]] = defaultdict(list)
    for rule in world.rules.values():
        if rule.sort == "trigger" and any(isinstance(effect, Assign) and effect.op == "=" for effect in rule.effects):
            setting = _Setting(rule, _settings(rule), _conditions(rule))
            groups[_occasion(setting)].append(setting)
    for settings in groups.values():
        for first, second in combinations(sorted(settings, key=lambda each: each.rule.id), 2):
            _check_pair(first, second, world, sink)


def _check_pair(first: _Setting, second: _Setting, world: World, sink: Sink) -> None:
    differing = [
        (first.sets[target][0], assign)
        for target, (assign, value) in second.sets.items()
        if target in first.sets and first.sets[target][1] != value
    ]
    if not differing or contradiction([*first.conditions, *second.conditions], world.attributes):
        return
    for earlier, assign in differing:
        message = (
            f"{first.rule.name!r} and {second.rule.name!r} can happen at one instant and set"
            f" {bare(assign.target.attr)!r} of the same one to {say(earlier.value)} and to {say(assign.value)},"
            " in no order"
        )
        hint = "write one trigger for both, or let their conditions differ"
        sink.add("K404", message, assign.span, earlier.span, hint=hint)


def _occasion(setting: _Setting) -> Occasion:
    rule = setting.rule
    if rule.on:
        return "on", rule.on
    if rule.every is not None:
        return "every", rule.every
    return "when", frozenset(setting.conditions)


def _conditions(rule: Rule) -> list[Expr]:
    """The conditions with roles called by their number, without places."""
    names = _numbers(rule)
    return [without_places(renamed(requirement.expr, names)) for requirement in rule.requires]


def _settings(rule: Rule) -> dict[Expr, tuple[Assign, Expr]]:
    """What the trigger sets in any case, and to what."""
    names = _numbers(rule)
    return {
        without_places(renamed(effect.target, names)): (effect, without_places(renamed(effect.value, names)))
        for effect in rule.effects
        if isinstance(effect, Assign) and effect.op == "="
    }


def _numbers(rule: Rule) -> dict[str, str]:
    return {role.name: f"#{number}" for number, role in enumerate(rule.roles)}
