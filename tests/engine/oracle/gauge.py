"""The plain evaluator with a gauge: how near any comparison came to its threshold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from unittest.mock import patch

from kizuna.engine import evaluate as plain
from kizuna.engine.machine import Machine
from kizuna.lang import ast
from kizuna.world.model import Requirement, Rule, World
from kizuna.world.reads import walk

NEAR = 1e-7
"""A comparison nearer than this share of its sides is not held against the engine."""

Roles = dict[str, float | int]


class Gauge:
    """Evaluates at `machine.now`; `certain` is False once a comparison was too near to be sure of."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.certain = True
        self.exact = True

    def value(self, expr: ast.Expr, roles: Roles) -> float | int:
        """The value of an expression."""
        self.exact = not _approaches(self.machine.world, expr)
        with patch.object(plain, "compare", self._compare), patch.object(plain, "in_band", self._in_band):
            return plain.evaluate(expr, roles, self.machine)

    def steady(self, expr: ast.Expr, roles: Roles) -> bool:
        """Whether a condition holds; uncertain, too, if it does not do so for 2 ms before and after."""
        held = self.value(expr, roles)
        now = self.machine.now
        for other in (now - 2, now + 2):
            self.machine._now = other
            self.certain &= self.value(expr, roles) == held
        self.machine._now = None
        return bool(held)

    def _note(self, left: float, right: float) -> None:
        if not (isinstance(left, float) or isinstance(right, float)) or (left == right and self.exact):
            return
        if abs(left - right) <= NEAR * max(1.0, abs(left), abs(right)) and not math.isinf(left):
            self.certain = False

    def _compare(self, op: str, left: float, right: float) -> bool:
        self._note(left, right)
        return _COMPARE(op, left, right)

    def _in_band(
        self, value: float, band: tuple[float | None, float | None], relative: bool, low: float, high: float
    ) -> bool:
        for side in band:
            if side is not None:
                self._note(value, low + side * (high - low) if relative else side)
        return _IN_BAND(value, band, relative, low, high)


_COMPARE, _IN_BAND = plain.compare, plain.in_band


def _approaches(world: World, expr: ast.Expr) -> bool:
    """Whether a meter that nears its target without end is read."""
    read = (world.attributes[part.attr] for part in walk(expr) if isinstance(part, ast.Get | ast.Tie))
    return any(attribute.toward is not None for attribute in read)


def bindings(machine: Machine, rule: Rule, given: Roles) -> Iterator[Roles]:
    """All ways to fill the roles that are not given, by their sets."""
    free = next((role for role in rule.roles if role.name not in given), None)
    if free is None:
        yield given
        return
    domain = free.domain if free.domain is not None else ast.Everyone(free.kind)
    for member in plain.members(domain, given, machine):
        yield from bindings(machine, rule, {**given, free.name: member})


def holds(machine: Machine, rule: Rule, first: int) -> tuple[bool, bool]:
    """(whether a trigger's condition holds for its first role, whether that is certain)."""
    gauge = Gauge(machine)
    start: Roles = {rule.roles[0].name: first} if rule.roles else {}
    found = False
    for roles in bindings(machine, rule, start):
        found |= all(gauge.steady(each.expr, roles) for each in rule.requires)
    return found, gauge.certain


def fails(machine: Machine, conditions: Sequence[Requirement], roles: Roles) -> list[str]:
    """The names of the conditions that certainly do not hold right now."""
    wrong = []
    for condition in conditions:
        gauge = Gauge(machine)
        if not gauge.value(condition.expr, roles) and gauge.certain:
            wrong.append(condition.name)
    return wrong


def some_bindings(machine: Machine, rule: Rule, most: int) -> list[Roles]:
    """Up to `most` ways to fill the roles with anybody of their kinds."""
    pools = [machine.members(role.kind) for role in rule.roles]
    names = [role.name for role in rule.roles]
    return [dict(zip(names, rows, strict=True)) for rows in list(product(*pools))[:most]]
