"""What a rate or a condition reads, as paths from its root, so that a write can find whom it concerns.

A path is a tuple of steps from the root to the bearer that is read: `("ref", attribute)` follows a reference,
`("inv", attribute)` goes to those who refer, `("out", table)` to those one has bonds with, `("from"|"to", table)` from
a bond's row to an end, `("any", kind)` to all of a kind. Followed backwards from a write it leads to the roots. A step
that binds one of a trigger's roles has that role's number as well, else 0.
"""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.codegen.fillable import left_to_writes
from kizuna.codegen.layout import Layout, Watch
from kizuna.codegen.search import EVER
from kizuna.lang import ast
from kizuna.lang.types import Ref
from kizuna.world.model import Role, Rule
from kizuna.world.reads import children, conjuncts, variables, who_it_is

Step = tuple[str, str, int]
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """`attr` of the bearer at the end of `path`.

    `attr` is an attribute key, `kind.@act` for what somebody does, or `kind.@members` for who there is.
    """

    attr: str
    path: Path


class Paths:
    """Gathers the readings of expressions. `env` maps variables to paths."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.found: dict[Reading, None] = {}

    def domain(self, domain: ast.Domain, env: dict[str, Path], role: int = 0) -> Path:
        """The path to a member of a set, which may fill a role; reads the membership."""
        if isinstance(domain, ast.Everyone):
            self._read(f"{domain.kind}.@members", (("any", domain.kind, 0),))
            return (("any", domain.kind, 0),)
        if isinstance(domain, ast.Tied):
            source = self.bearer(domain.source, env)
            owner = self.layout.slots[domain.attr].attribute.owner
            self._read(f"{owner}.@rows", source)
            return self._step(source, ("out", owner, role), domain.kind)
        of = self.bearer(domain.of, env)
        path = self._step(of, ("inv", domain.attr, role), domain.kind)
        self._read(domain.attr, path)
        return path

    def bearer(self, expr: ast.Expr, env: dict[str, Path]) -> Path:
        """The path to what an expression of a kind refers to; reads all references on the way."""
        if isinstance(expr, ast.Var) and expr.name in env:
            return env[expr.name]
        if isinstance(expr, ast.Get):
            of = self.bearer(expr.of, env)
            self._read(expr.attr, of)
            assert isinstance(expr.type, Ref)
            return self._step(of, ("ref", expr.attr, 0), expr.type.kind)
        self.expr(expr, env)
        kind = expr.type.kind if isinstance(expr.type, Ref) else ""
        return (("any", kind, 0),)

    def expr(self, expr: ast.Expr, env: dict[str, Path]) -> None:
        """Gathers everything `expr` reads."""
        match expr:
            case ast.Get():
                self._read(expr.attr, self.bearer(expr.of, env))
            case ast.Tie():
                source = self.bearer(expr.source, env)
                self.bearer(expr.target, env)
                self._read(expr.attr, source)
            case ast.Believed():
                holder = self.bearer(expr.holder, env)
                for subject in expr.subjects:
                    self.bearer(subject, env)
                assert isinstance(expr.holder.type, Ref)
                self._read(f"{expr.attr}.@held by {expr.holder.type.kind}", holder)
            case ast.IsLevel(item=ast.Believed() as item, relative=True):
                self.expr(item, env)
                attribute = self.layout.world.attributes[item.attr]
                for bound in (attribute.low, attribute.high):
                    if isinstance(bound, ast.Get):
                        self._read(bound.attr, self.bearer(item.subjects[0], env))
            case ast.Fold():
                inside = {**env, expr.var: self.domain(expr.domain, env)}
                if expr.how == EVER:
                    assert isinstance(expr.domain, ast.Tied)
                    self._read(expr.domain.attr, self.bearer(expr.domain.source, env))
                for part in (expr.where, expr.value):
                    if part is not None:
                        self.expr(part, inside)
            case ast.Call(name="doing" | "busy"):
                who = expr.args[0]
                assert isinstance(who.type, Ref)
                self._read(f"{who.type.kind}.@act", self.bearer(who, env))
            case _:
                for part in children(expr):
                    self.expr(part, env)

    def _read(self, attr: str, path: Path) -> None:
        self.found[Reading(attr, path)] = None

    @staticmethod
    def _step(path: Path, step: Step, kind: str) -> Path:
        return (("any", kind, 0),) if path and path[-1][0] == "any" else (*path, step)


@dataclass(frozen=True, slots=True)
class Dependent:
    """A cell to settle after a write: `sort` is line (a meter's rate) or watch; `index` its attribute or watch."""

    sort: str
    index: int
    offset: int
    root: str  # kind or bond table whose rows have the cell
    path: Path


def dependents(layout: Layout) -> dict[str, list[Dependent]]:
    """For every attribute that something depends on, what to settle when it is written."""
    found: dict[str, dict[Dependent, None]] = {}
    for key in sorted(layout.slots):
        attribute = layout.slots[key].attribute
        paths = Paths(layout)
        env = _root_env(attribute.owner)
        for expr in (attribute.rate, attribute.toward, attribute.within):
            if expr is not None:
                paths.expr(expr, env)
        if attribute.moves:
            for bound in (attribute.low, attribute.high):
                if bound is not None:
                    paths.expr(bound, env)
        slot = layout.slots[key]
        for reading in paths.found:
            dependent = Dependent("line", slot.index, slot.offset, attribute.owner, reading.path)
            found.setdefault(reading.attr, {})[dependent] = None
    for watch in layout.watches:
        for reading in watch_readings(layout, watch):
            dependent = Dependent("watch", watch.index, watch.offset, watch.owner, reading.path)
            found.setdefault(reading.attr, {})[dependent] = None
    return {attr: list(items) for attr, items in found.items()}


def watch_readings(layout: Layout, watch: Watch) -> list[Reading]:
    """What a watch reads, from its first role."""
    paths, sort, owner = Paths(layout), watch.sort, watch.owner
    if watch.condition is not None:
        paths.expr(watch.condition.expr, {"self": ()})
        return list(paths.found)
    rule = layout.world.rules[watch.rule]
    if sort == "every":
        for test in left_to_writes(layout, rule) if owner else ():
            paths.expr(test, {rule.roles[0].name: ()})
        return list(paths.found)
    env: dict[str, Path] = {}
    for number, role in enumerate(rule.roles):
        if number == 0:
            env[role.name] = ()
        elif role.domain is not None and sort == "trigger":
            member = paths.domain(role.domain, env, number)
            said = _said(layout, rule, role, env)
            env[role.name] = member if said is None else paths.bearer(said, env)
        else:
            env[role.name] = (("any", role.kind, 0),)
    if sort == "throughout":
        paths.found[Reading(f"{owner}.@act", ())] = None
    for requirement in rule.throughout if sort == "throughout" else rule.requires:
        paths.expr(requirement.expr, env)
    return list(paths.found)


def _said(layout: Layout, rule: Rule, role: Role, env: dict[str, Path]) -> ast.Get | None:
    """Whose reference a role has to be, if a condition says so: what others are like makes no difference then."""
    for requirement in rule.requires:
        for part in conjuncts(requirement.expr):
            said = who_it_is(part, role.name)
            if isinstance(said, ast.Get) and layout.slots[said.attr].linked and variables(said) <= env.keys():
                return said
    return None


def _root_env(owner: str) -> dict[str, Path]:
    if ">" in owner:
        return {"from": (("from", owner, 0),), "to": (("to", owner, 0),)}
    return {"self": ()}
