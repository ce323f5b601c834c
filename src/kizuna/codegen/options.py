"""What somebody could do at all: the actions of his situation, less those that his own flags and choices rule out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Expressions
from kizuna.codegen.layout import Layout
from kizuna.codegen.plain import worth_it
from kizuna.codegen.search import effort
from kizuna.diagnostics import NOWHERE
from kizuna.lang import ast
from kizuna.lang.types import Bool, Choice
from kizuna.lang.walk import rebuilt
from kizuna.world.model import Rule
from kizuna.world.reads import conjuncts, variables

DOER = "self"
CHEAP = 16.0
"""How much effort a condition may take to be tested before an action is looked at."""


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
    """The values of the doer's indexing choice at which an action's requirements can hold."""
    allowed = set(range(count))
    for requirement in rule.requires:
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
    found: list[ast.Expr] = []
    for other in rule.roles[1:]:
        match other.domain:
            case ast.Inverse(of=ast.Var(name=name)) as own if name == role:
                found.append(_of_doer(ast.Fold("any", "", own, None, None, Bool()), role))
    for requirement in (*rule.requires, *worth_it(rule)):
        for part in conjuncts(requirement.expr):
            alone = variables(part) <= {role} and effort(layout, part) <= CHEAP
            if alone and not _indexed(part, rule, by):
                found.append(_of_doer(part, role))
    return list(dict.fromkeys(found))


def _of_doer(expr: ast.Expr, role: str) -> ast.Expr:
    def change(part: ast.Expr) -> ast.Expr:
        if isinstance(part, ast.Var) and part.name == role:
            return ast.Var(DOER, part.type)
        return replace(rebuilt(part, change), span=NOWHERE)

    return change(expr)


class _Tree:
    """Emits nested tests, the condition that most actions share outermost."""

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
            test = min(shared, key=lambda part: (-shared[part], effort(self.layout, part)))
            under = [(number, [part for part in parts if part != test]) for number, parts in items if test in parts]
            with self.body.block(f"if {self._truth(test)}:"):
                self.emit(under)
            items = [(number, parts) for number, parts in items if test not in parts]

    def _truth(self, test: ast.Expr) -> str:
        if isinstance(test, ast.Fold) and isinstance(test.domain, ast.Inverse):
            return f"X[r0 + {self.layout.heads[test.domain.attr]}] != 0"
        return self.e.truth(test, {DOER: "r0"})
