"""What somebody could do at all: the actions of his situation, less those that his own flags and choices rule out."""

from __future__ import annotations

from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Expressions
from kizuna.codegen.layout import Layout
from kizuna.codegen.touch import asked_of
from kizuna.lang import ast
from kizuna.lang.types import Choice
from kizuna.world.model import Rule
from kizuna.world.reads import conjuncts


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
    """The function that puts the numbers of the actions worth a look into the world's row, and returns how many."""
    body = Body(f"def {name}(X, r0):")
    body.put(f"k = {layout.options}")
    expressions = Expressions(layout, body)
    by = deciding_choice(layout, kind)
    for number in numbers:
        rule = layout.rule_named(number)
        tests = [part for part in asked_of(layout, rule, 0) if not _indexed(part, rule, by)]
        env = {rule.roles[0].name: "r0"}
        body.put(f"X[k] = {number}")
        asked = " and ".join(expressions.truth(test, env) for test in tests)
        body.put(f"if {asked}: k += 1" if asked else "k += 1")
    body.put(f"return k - {layout.options}")
    return body.text()
