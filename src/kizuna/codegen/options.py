"""What somebody could do at all: the actions of his situation, less those that his own flags and choices rule out."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Expressions
from kizuna.codegen.fillable import fillable, necessary
from kizuna.codegen.layout import Layout
from kizuna.codegen.likely import likely
from kizuna.codegen.plain import asked
from kizuna.codegen.sieve import DOER, sieves
from kizuna.codegen.tree import Item, Tree
from kizuna.lang import ast
from kizuna.lang.types import Choice
from kizuna.world.model import Role, Rule
from kizuna.world.reads import renamed, walk, who_it_is, without_places


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
    for part in asked(rule):
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

    What they ask of the doer alone is tested here, each condition once for all that share it; then what they ask of
    those in a set that several of them look for somebody in.
    """
    body = Body(f"def {name}(V, R, K, X, T, r0, now):")
    body.put(f"k = {layout.options}")
    e, by, env = Expressions(layout, body), deciding_choice(layout, kind), {DOER: "r0"}
    rules = {number: layout.rule_named(number) for number in numbers}

    def listed(number: int) -> None:
        body.put(f"X[k] = {number}")
        body.put("k += 1")

    items = [(number, _asked(layout, rule, by)) for number, rule in rules.items()]
    for clock in _clocks(items):
        e.keep(clock, env)
    found = sieves(e, rules)
    for number, tests in items:
        if number in found:
            found[number].chances[number] = prod(likely(layout, test) for test in tests)
    Tree(e, env, lambda number: found[number].want(number) if number in found else listed(number)).emit(items)
    for sieve in dict.fromkeys(found.values()):
        sieve.emit(env, listed)
    body.put(f"return k - {layout.options}")
    return body.text()


def _clocks(items: Sequence[Item]) -> Sequence[ast.Expr]:
    """The time of day, if any condition asks for it: most do."""
    parts = (part for _, tests in items for test in tests for part in walk(test))
    return [part for part in parts if isinstance(part, ast.Date) and part.part == "clock"][:1]


def _asked(layout: Layout, rule: Rule, by: str) -> list[ast.Expr]:
    """The cheap conditions on the doer alone, in a form that is the same whatever his role is called.

    Whoever a condition says to be the doer is read as him.
    """
    role, parts = rule.roles[0].name, asked(rule)
    himself = {part: other.name for part in parts for other in rule.roles[1:] if _is_doer(part, other, role)}
    found = fillable(layout, rule)
    for part in (renamed(part, dict.fromkeys(himself.values(), role)) for part in parts if part not in himself):
        needed = necessary(layout, part, role)
        if needed is not None and not _indexed(part, rule, by):
            found.append(needed)
    return list(dict.fromkeys(renamed(without_places(test), {role: DOER}) for test in found))


def _is_doer(part: ast.Expr, other: Role, doer: str) -> bool:
    said = who_it_is(part, other.name)
    return isinstance(said, ast.Var) and said.name == doer
