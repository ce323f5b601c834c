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
from kizuna.world.wording import bare, spaced

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
        lines = (f"there is no bond of {spaced(bare(domain.attr))} from {ends[0]} to {ends[1]}",)
    return replace(found, phase=PHASE, text=words.domain(domain), lines=lines)


def in_set(role: Role, domain: ast.Inverse | ast.Tied) -> ast.Expr:
    """That the one who has a role is in its set; in the set of nobody is nobody."""
    own = ast.Var(role.name, Ref(role.kind), role.span)
    if isinstance(domain, ast.Inverse):
        return _of_somebody(domain.of, ast.Compare("==", ast.Get(domain.attr, own, domain.of.type), domain.of))
    member = ast.Var(_MEMBER, Ref(role.kind), role.span)
    within = ast.Fold("any", _MEMBER, domain, ast.Compare("==", member, own), None, BOOL)
    return _of_somebody(domain.source, within)


def explain_nobody(role: Role, roles: Env, view: View) -> Explanation:
    """That nobody is in the set of a role, or that it is the set of nobody; the part is that somebody is in it.

    Raises KeyError if the set hangs on roles that `roles` does not have.
    """
    domain: ast.Domain = role.domain or ast.Everyone(role.kind)
    words = Words(view, roles)
    anybody = ast.Fold("any", _MEMBER, domain, None, None, BOOL)
    wanted = anybody if isinstance(domain, ast.Everyone) else _of_somebody(_whose(domain), anybody)
    found = explain(Requirement(role.name, wanted, role.span), roles, view)
    lines = ("there is none such",) if isinstance(found.part, ast.Fold) else found.lines
    return replace(found, phase=PHASE, text=words.domain(domain), lines=lines)


def _whose(domain: ast.Inverse | ast.Tied) -> ast.Expr:
    return domain.of if isinstance(domain, ast.Inverse) else domain.source


def _of_somebody(whose: ast.Expr, test: ast.Expr) -> ast.Expr:
    """A condition on the set of somebody, who has to be there first, and before him those whom his name hangs on."""
    needed: list[ast.Expr] = [test]
    while not isinstance(whose, ast.Var):
        needed.insert(0, ast.Compare("!=", whose, ast.Thing("", whose.type)))
        if not isinstance(whose, ast.Get):
            break
        whose = whose.of
    return ast.And(tuple(needed)) if len(needed) > 1 else test
