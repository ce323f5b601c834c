"""Conditions that only a write can change: what a rule asks of flags, choices, references and numbers of one row."""

from __future__ import annotations

from collections.abc import Iterable

from kizuna.codegen.layout import Layout
from kizuna.lang import ast
from kizuna.world.model import Requirement, Rule
from kizuna.world.reads import conjuncts

_STILL = ("flag", "choice", "ref", "number", "meter")


def asked_of_row(layout: Layout, parts: Iterable[ast.Expr], name: str) -> list[ast.Expr]:
    """What conditions ask of the row of one name alone."""
    return [part for part in parts if _plain(layout, part, (name,))]


def asked_of(layout: Layout, rule: Rule, role: int) -> list[ast.Expr]:
    """What a rule asks of the row of one role alone."""
    return asked_of_row(layout, asked(rule), rule.roles[role].name)


def asked_of_bond(layout: Layout, rule: Rule, role: int) -> list[ast.Expr]:
    """What a rule asks of the bond from its first role to another."""
    ends = rule.roles[0].name, rule.roles[role].name
    return [part for part in asked(rule) if _plain(layout, part, ends)]


def worth_it(rule: Rule) -> list[Requirement]:
    """What has to hold besides the requirements for a utility of the form `if … then … else 0` to be more than 0."""
    found, utility = [], rule.utility
    while isinstance(utility, ast.If) and isinstance(utility.other, ast.Literal) and float(utility.other.value) <= 0.0:
        found.append(Requirement("", utility.test, rule.span))
        utility = utility.then
    return found


def asked(rule: Rule) -> list[ast.Expr]:
    """The conditions that have to hold for a rule to be possible and worth it."""
    return [part for requirement in (*rule.requires, *worth_it(rule)) for part in conjuncts(requirement.expr)]


def _plain(layout: Layout, expr: ast.Expr, row: tuple[str, ...]) -> bool:
    """Whether a condition reads nothing but what stands still in a row: of one name a thing's, of two a bond's."""
    match expr:
        case ast.Not(item=item) | ast.IsChoice(item=item) | ast.IsLevel(item=item):
            return _plain(layout, item, row)
        case ast.And(items=items) | ast.Or(items=items):
            return all(_plain(layout, item, row) for item in items)
        case ast.Compare(left=left, right=right):
            sides = [side for side in (left, right) if not isinstance(side, ast.Thing | ast.Literal | ast.Parameter)]
            return bool(sides) and all(_plain(layout, side, row) for side in sides)
        case ast.Call(name="busy" | "doing", args=(ast.Var(name=name), *_)):
            return (name,) == row
        case ast.Get(attr=attr, of=ast.Var(name=name)):
            return (name,) == row and _still(layout, attr)
        case ast.Tie(attr=attr, source=ast.Var(name=source), target=ast.Var(name=target)):
            return (source, target) == row and _still(layout, attr)
        case _:
            return False


def _still(layout: Layout, attr: str) -> bool:
    attribute = layout.slots[attr].attribute
    return attribute.form in _STILL and not attribute.moves
