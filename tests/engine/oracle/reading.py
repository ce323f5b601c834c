"""Every expression of a world, by generated code and by the plain evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FunctionType

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Expressions
from kizuna.engine.machine import Machine
from kizuna.engine.runtime import NAMES
from kizuna.lang import ast
from kizuna.lang.types import Number
from kizuna.world.model import Rule
from kizuna.world.reads import effects_exprs, variables

from .gauge import Gauge, Roles, some_bindings
from .truths import close, rows_of

BINDINGS = 3


def rule_expressions(rule: Rule) -> Iterator[ast.Expr]:
    """What a rule reads of its roles alone."""
    for requirement in (*rule.requires, *rule.works_if, *rule.throughout):
        yield requirement.expr
    for amount in rule.amounts:
        yield from (amount.low, amount.high)
    for expr in (rule.utility, rule.takes, *effects_exprs((*rule.begins, *rule.effects, *rule.fails))):
        if expr is not None:
            yield expr


def generated(machine: Machine, expr: ast.Expr, names: list[str]) -> FunctionType:
    """A function of the buffers, the handles of `names` in order, and the moment."""
    body = Body(f"def read(V, R, K, X, T, {', '.join(f'r{i}' for i in range(len(names)))}, now):")
    text = Expressions(machine.layout, body).flag(expr, {name: f"r{i}" for i, name in enumerate(names)})
    body.put(f"return {text}")
    code = next(c for c in compile(body.text(), "<read>", "exec").co_consts if isinstance(c, CodeType))
    return FunctionType(code, {**NAMES, "__builtins__": {}})


class Readings:
    """All expressions of a machine's world with their generated functions."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.rules = [
            (rule, expr, generated(machine, expr, [role.name for role in rule.roles] or ["none"]))
            for rule in machine.world.rules.values()
            for expr in rule_expressions(rule)
            if variables(expr) <= {role.name for role in rule.roles}
        ]
        self.attributes = [
            (a.owner, expr, generated(machine, expr, ["from", "to"] if a.bond else ["self"]))
            for a in machine.world.attributes.values()
            for expr in (a.rate, a.toward, a.within, a.start)
            if expr is not None
        ]

    def wrong(self) -> list[str]:
        """Where the two disagree right now."""
        found: list[str] = []
        for rule, expr, function in self.rules:
            for roles in some_bindings(self.machine, rule, BINDINGS) if rule.roles else [{"none": 0}]:
                found += self._one(expr, roles, function)
        for owner, expr, function in self.attributes:
            for row in rows_of(self.machine, owner)[:BINDINGS]:
                found += self._one(expr, self._ends(owner, row), function)
        return found

    def _ends(self, owner: str, row: int) -> Roles:
        X = self.machine.state.X
        return {"from": X[row + at.TIE_FROM], "to": X[row + at.TIE_TO]} if ">" in owner else {"self": row}

    def _one(self, expr: ast.Expr, roles: Roles, function: FunctionType) -> list[str]:
        s, gauge = self.machine.state, Gauge(self.machine)
        plain = gauge.value(expr, roles)
        found = function(s.V, s.R, s.K, s.X, s.T, *roles.values(), s.now)
        same = close(plain, found) if isinstance(expr.type, Number) else plain == found
        if same or not gauge.certain:
            return []
        return [f"{expr} with {roles}: generated {found}, plain {plain}"]
