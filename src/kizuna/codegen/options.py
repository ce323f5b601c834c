"""What somebody could do at all: the actions of his situation, less those that his own flags and choices rule out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Expressions
from kizuna.codegen.fillable import bare_test, fillable, is_bare, necessary
from kizuna.codegen.layout import Layout
from kizuna.codegen.likely import likely
from kizuna.codegen.plain import worth_it
from kizuna.codegen.search import effort
from kizuna.diagnostics import NOWHERE
from kizuna.lang import ast
from kizuna.lang.types import Choice
from kizuna.lang.walk import rebuilt
from kizuna.world.model import Rule
from kizuna.world.reads import conjuncts

DOER = "self"
BARE = 2.0
"""The effort of asking whether a set has members."""


def candidates(layout: Layout) -> dict[tuple[str, int], list[int]]:
    """For each kind of agents and each value of the choice that it decides by, the numbers of the actions looked at."""
    found: dict[tuple[str, int], list[int]] = {}
    world = layout.world
    for name in layout.kinds:
        if not world.kinds[name].agent:
            continue
        by = deciding_choice(layout, name)
        choice = world.attributes[by].type if by else Choice("", ("",))
        assert isinstance(choice, Choice)
        count = len(choice.values)
        own = [
            (number, situations(world.rules[rule_id], by, count) if by else {0})
            for rule_id, number in layout.rules.items()
            if _chosen_by(world.rules[rule_id], name)
        ]
        for value in range(count):
            found[name, value] = [number for number, allowed in own if value in allowed]
    return found


def _chosen_by(rule: Rule, kind: str) -> bool:
    return rule.sort == "action" and rule.utility is not None and bool(rule.roles) and rule.roles[0].kind == kind


def deciding_choice(layout: Layout, kind: str) -> str:
    """The key of the choice by which a kind decides, "" for none."""
    decides = layout.world.kinds[kind].decides
    return decides.by if decides is not None else ""


def situations(rule: Rule, by: str, count: int) -> set[int]:
    """The values of the doer's indexing choice at which an action can be possible and worth it."""
    allowed = set(range(count))
    for requirement in (*rule.requires, *worth_it(rule)):
        for part in conjuncts(requirement.expr):
            if _indexed(part, rule, by):
                assert isinstance(part, ast.IsChoice)
                allowed &= set(range(count)) - set(part.values) if part.negated else set(part.values)
    return allowed


def _indexed(part: ast.Expr, rule: Rule, by: str) -> bool:
    if not isinstance(part, ast.IsChoice) or not isinstance(part.item, ast.Get) or part.item.attr != by:
        return False
    return isinstance(part.item.of, ast.Var) and part.item.of.name == rule.roles[0].name


def options_function(layout: Layout, name: str, kind: str, numbers: list[int]) -> str:
    """The function that puts the numbers of the actions worth a look into the world's row, and returns how many.

    What they ask of the doer alone is tested here, each condition once for all that share it.
    """
    body = Body(f"def {name}(V, R, K, X, T, r0, now):")
    body.put(f"k = {layout.options}")
    by = deciding_choice(layout, kind)
    _Tree(layout, body).emit([(number, _asked(layout, layout.rule_named(number), by)) for number in numbers])
    body.put(f"return k - {layout.options}")
    return body.text()


def _asked(layout: Layout, rule: Rule, by: str) -> list[ast.Expr]:
    """The cheap conditions on the doer alone, in a form that is the same whatever his role is called."""
    role = rule.roles[0].name
    found = [_of_doer(test, role) for test in fillable(layout, rule)]
    for requirement in (*rule.requires, *worth_it(rule)):
        for part in conjuncts(requirement.expr):
            needed = necessary(layout, part, role)
            if needed is not None and not _indexed(part, rule, by):
                found.append(_of_doer(needed, role))
    return list(dict.fromkeys(found))


def _of_doer(expr: ast.Expr, role: str) -> ast.Expr:
    def change(part: ast.Expr) -> ast.Expr:
        if isinstance(part, ast.Var) and part.name == role:
            return ast.Var(DOER, part.type)
        return replace(rebuilt(part, change), span=NOWHERE)

    return change(expr)


class _Tree:
    """Emits nested tests, the condition that rules out most actions for its effort outermost."""

    def __init__(self, layout: Layout, body: Body) -> None:
        self.layout, self.body = layout, body
        self.e = Expressions(layout, body)

    def emit(self, items: list[tuple[int, list[ast.Expr]]]) -> None:
        """The tests of some actions, each with the conditions that are still to be tested."""
        while items:
            shared = Counter(part for _, parts in items for part in parts)
            for number in [number for number, parts in items if not parts]:
                self.body.put(f"X[k] = {number}")
                self.body.put("k += 1")
            items = [(number, parts) for number, parts in items if parts]
            if not items:
                return
            test = max(shared, key=lambda part: (shared[part] * self._gain(part), shared[part]))
            under = [(number, [part for part in parts if part != test]) for number, parts in items if test in parts]
            with self.body.block(f"if {self._truth(test)}:"):
                self.emit(under)
            items = [(number, parts) for number, parts in items if test not in parts]

    def _gain(self, test: ast.Expr) -> float:
        """How often an action is ruled out for the effort of the test."""
        return (1.0 - likely(self.layout, test)) / (1.0 + self._effort(test))

    def _effort(self, test: ast.Expr) -> float:
        if isinstance(test, ast.Or):
            return sum(map(self._effort, test.items))
        return BARE if is_bare(test) else effort(self.layout, test)

    def _truth(self, test: ast.Expr) -> str:
        if isinstance(test, ast.Or):
            return f"({' or '.join(map(self._truth, test.items))})"
        if is_bare(test):
            return bare_test(self.layout, test, lambda expr: self.e.emit(expr, {DOER: "r0"}))
        return self.e.truth(test, {DOER: "r0"})
