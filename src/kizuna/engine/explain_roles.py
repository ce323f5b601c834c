"""Why somebody is not in the set that a role is looked for in, told as any requirement that fails is."""

from __future__ import annotations

from dataclasses import replace

from kizuna.engine.api import View
from kizuna.engine.evaluate import Env, members
from kizuna.engine.explain import Explanation, explain
from kizuna.engine.explain_words import Words
from kizuna.lang import ast
from kizuna.lang.types import BOOL, Ref
from kizuna.world.model import Requirement, Role
from kizuna.world.wording import bare

PHASE = "roles"
_MEMBER = "@"


def explain_role(role: Role, roles: Env, view: View) -> Explanation | None:
    """What keeps the one who has a role out of its set; None if he is in it.

    Raises KeyError if the set hangs on roles that `roles` does not have.
    """
    domain = role.domain
    if domain is None or isinstance(domain, ast.Everyone) or roles[role.name] in members(domain, roles, view):
        return None
    words = Words(view, roles)
    found = explain(Requirement(role.name, in_set(role, domain), role.span), roles, view)
    lines = found.lines
    if isinstance(domain, ast.Tied) and isinstance(found.part, ast.Fold):
        ends = words.label(int(words.of(domain.source))), words.label(int(roles[role.name]))
        lines = (f"there is no bond of {bare(domain.attr).replace('_', ' ')} from {ends[0]} to {ends[1]}",)
    return replace(found, phase=PHASE, text=words.domain(domain), lines=lines)


def in_set(role: Role, domain: ast.Inverse | ast.Tied) -> ast.Expr:
    """That the one who has a role is in its set; in the set of nobody is nobody."""
    own = ast.Var(role.name, Ref(role.kind), role.span)
    if isinstance(domain, ast.Inverse):
        return _of_somebody(domain.of, ast.Compare("==", ast.Get(domain.attr, own, domain.of.type), domain.of))
    member = ast.Var(_MEMBER, Ref(role.kind), role.span)
    within = ast.Fold("any", _MEMBER, domain, ast.Compare("==", member, own), None, BOOL)
    return _of_somebody(domain.source, within)


def _of_somebody(whose: ast.Expr, test: ast.Expr) -> ast.Expr:
    if isinstance(whose, ast.Var):
        return test
    return ast.And((ast.Compare("!=", whose, ast.Thing("", whose.type)), test))
