"""Whether a rule could be possible at all: cheap tests on its first role that are necessary, not sufficient."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

from kizuna.codegen.expressions import Env, Expressions
from kizuna.codegen.layout import Layout
from kizuna.codegen.plain import asked, asked_of, asked_of_row
from kizuna.codegen.search import EVER, effort, ever_had, flagged
from kizuna.diagnostics import NOWHERE
from kizuna.lang import ast
from kizuna.lang.types import Bool, Number, Ref
from kizuna.world.model import Role, Rule
from kizuna.world.reads import conjuncts, references_said, variables

CHEAP = 16.0
"""How much effort a condition may take to be tested before an action is looked at."""
NEAR = 6.0
"""How much effort it may take to say whose set a role's domain is."""


def fillable(layout: Layout, rule: Rule) -> list[ast.Expr]:
    """For each other role whose set is one of the doer's: that somebody is in it, besides the doer if it must be."""
    doer, found = rule.roles[0], list[ast.Expr]()
    for role in rule.roles[1:]:
        match role.domain:
            case ast.Inverse(of=of) as domain if variables(of) == {doer.name} and effort(layout, of) <= NEAR:
                if not _his_own(domain, doer):
                    found.append(_bare("any", domain))
                elif _another(rule, doer, role):
                    found.append(_bare("count", domain))
            case ast.Tied(source=ast.Var(name=name)) as tied if name == doer.name:
                parts = (part for requirement in rule.requires for part in conjuncts(requirement.expr))
                if flagged(layout, parts, role) is None:   # else `necessary` asks for the flag
                    found.append(_bare("any", tied))
    return found


def _his_own(domain: ast.Inverse, doer: Role) -> bool:
    """Whether the doer himself is in the set, as those are who are where he is."""
    return domain.kind == doer.kind and isinstance(domain.of, ast.Get) and domain.of.attr == domain.attr


def _another(rule: Rule, doer: Role, role: Role) -> bool:
    """Whether the role must not be the doer."""
    return any(
        isinstance(part, ast.Compare) and part.op == "!=" and {doer.name, role.name} == _names(part.left, part.right)
        for requirement in rule.requires
        for part in conjuncts(requirement.expr)
    )


def _names(*sides: ast.Expr) -> set[str]:
    return {side.name for side in sides if isinstance(side, ast.Var)}


def _bare(how: str, domain: ast.Inverse | ast.Tied) -> ast.Fold:
    return ast.Fold(how, "", replace(domain, span=NOWHERE), None, None, Number() if how == "count" else Bool())


def necessary(layout: Layout, expr: ast.Expr, doer: str) -> ast.Expr | None:
    """A cheap condition on the doer alone that holds wherever another does; None if none is known.

    Of a set of the doer's of which one member at least must meet something it is that there is a member; of a bond of
    his that must have a flag, that any of his ever had it.
    """
    if variables(expr) <= {doer} and effort(layout, expr) <= CHEAP:
        return expr
    match expr:
        case ast.Tie(attr=attr, source=ast.Var(name=name) as source) if name == doer and layout.slots[attr].bit >= 0:
            return _bare(EVER, ast.Tied(attr, source, ""))
        case ast.Fold(how="any", domain=ast.Inverse(of=of) as domain) if variables(of) == {doer}:
            return _bare("any", domain) if effort(layout, of) <= NEAR else None
        case ast.Fold(how="any", domain=ast.Tied(source=ast.Var(name=name)) as domain) if name == doer:
            return _bare("any", domain)
        case ast.Compare():
            return _somebody(expr, doer)
        case ast.Or(items=items):
            needed = [needs for item in items if (needs := necessary(layout, item, doer)) is not None]
            return ast.Or(tuple(needed), span=expr.span) if len(needed) == len(items) else None
        case ast.And(items=items):
            return next((found for item in items if (found := necessary(layout, item, doer)) is not None), None)
    return None


def _somebody(expr: ast.Compare, doer: str) -> ast.Expr | None:
    """That a reference of the doer's is not to nobody, where it has to be to one of the other roles."""
    for own, other in references_said(expr, doer):
        if isinstance(own.type, Ref) and isinstance(other, ast.Var) and other.name != doer:
            return ast.Compare("!=", own, ast.Thing("", own.type))
    return None


def lasting(layout: Layout, rule: Rule) -> list[ast.Expr]:
    """What must hold of a rule's first role alone wherever what it asks of others too does, and only a write changes.

    That a bond ever had a flag does not come to an end.
    """
    doer = rule.roles[0].name if rule.roles else ""
    needed = [necessary(layout, part, doer) for part in asked(rule) if not variables(part) <= {doer}]
    found = list(dict.fromkeys(test for test in needed if test is not None))
    return [test for test in found if _is_ever(test)] + asked_of_row(layout, found, doer)


def left_to_writes(layout: Layout, rule: Rule) -> list[ast.Expr]:
    """What must hold of a rule's first role alone, and only a write changes."""
    return asked_of(layout, rule, 0) + lasting(layout, rule)


def _is_ever(test: ast.Expr) -> bool:
    return isinstance(test, ast.Fold) and test.how == EVER


def is_bare(expr: ast.Expr) -> TypeGuard[ast.Fold]:
    """Whether it asks for a set's members whatever they are, as the tests of this module do."""
    return isinstance(expr, ast.Fold) and expr.where is None and not expr.var


def truth(e: Expressions, test: ast.Expr, env: Env) -> str:
    """Such a test, or any other condition, as text."""
    if isinstance(test, ast.Or):
        return f"({' or '.join(truth(e, item, env) for item in test.items)})"
    return _bare_truth(e, test, env) if is_bare(test) else e.truth(test, env)


def _bare_truth(e: Expressions, test: ast.Fold, env: Env) -> str:
    """A set's first member, or its size beyond the doer."""
    domain = test.domain
    if isinstance(domain, ast.Tied):
        source = e.emit(domain.source, env)
        if test.how == EVER:
            return ever_had(e.layout, domain, source)
        return f"X[{source} + {e.layout.tables[e.layout.slots[domain.attr].attribute.owner].out}] != 0"
    assert isinstance(domain, ast.Inverse)
    head = f"{e.emit(domain.of, env)} + {e.layout.heads[domain.attr]}"
    return f"X[{head}] != 0" if test.how == "any" else f"X[{head} + 1] > 1"
