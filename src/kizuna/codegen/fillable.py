"""Whether an action could be possible at all: cheap tests on its doer that are necessary, not sufficient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeGuard

from kizuna.codegen.layout import Layout
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
Emit = Callable[[ast.Expr], str]


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
                noted = flagged(layout, parts, role)
                found.append(_bare("any", tied) if noted is None else _bare(EVER, noted))
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

    Of a set of the doer's of which one member at least must meet something it is that there is a member.
    """
    if variables(expr) <= {doer} and effort(layout, expr) <= CHEAP:
        return expr
    match expr:
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


def is_bare(expr: ast.Expr) -> TypeGuard[ast.Fold]:
    """Whether it asks for a set's members whatever they are, as the tests of this module do."""
    return isinstance(expr, ast.Fold) and expr.where is None and not expr.var


def bare_test(layout: Layout, test: ast.Fold, emit: Emit) -> str:
    """Such a test as text: a set's first member, or its size beyond the doer."""
    domain = test.domain
    if isinstance(domain, ast.Tied):
        source = emit(domain.source)
        if test.how == EVER:
            return ever_had(layout, domain, source)
        return f"X[{source} + {layout.tables[layout.slots[domain.attr].attribute.owner].out}] != 0"
    assert isinstance(domain, ast.Inverse)
    head = f"{emit(domain.of)} + {layout.heads[domain.attr]}"
    return f"X[{head}] != 0" if test.how == "any" else f"X[{head} + 1] > 1"
