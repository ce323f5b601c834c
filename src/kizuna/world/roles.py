"""Roles: who takes part in a rule, and where each is looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kizuna.diagnostics.nearest import shorten
from kizuna.lang.ast import Compare, Domain, Everyone, Expr, Get, Inverse, Literal, Thing, Tie, Tied, Var
from kizuna.lang.scope import Scope
from kizuna.lang.types import Ref, Type
from kizuna.pack.tree import Node, Scalar
from kizuna.world.draft import Draft
from kizuna.world.model import MOST_ROLES, Attribute, Role
from kizuna.world.reads import conjuncts, references_said, variables, who_it_is
from kizuna.world.shapes import BARE_WORDS, as_text, entries, is_word

_ROLE = re.compile(r"\s*(\S+)(?:\s+in\s+(.*?))?\s*\Z", re.DOTALL)


def read_roles(draft: Draft, node: Node | None, given: tuple[Role, ...] = ()) -> tuple[Role, ...]:
    """The roles after those `given` by another rule, in the author's order; a set sees the roles before its own.

    K105 for names that cannot be roles, K107 for unknown kinds, K104 for a role that is given with another kind.
    """
    roles = list(given)
    for key, value in entries(node, "`roles`", draft.sink):
        line = as_text(value, f"the role {shorten(key.text)!r}", draft.sink)
        named = is_word(key, "a role", draft.sink, BARE_WORDS)
        match = _ROLE.match(line.text) if line is not None else None
        if line is not None and match is None:
            hint = "write  person  or  person in people(place(doer))"
            message = f"{shorten(line.text)!r} is neither a kind nor a kind `in` a set"
            draft.sink.add("K102", message, line.span, hint=hint)
        if line is None or match is None or not named:
            draft.broken.add(key.text)
            continue
        role = _role(draft, key, line, match, roles)
        earlier = next((each for each in given if each.name == key.text), None)
        if earlier is None and len(roles) == MOST_ROLES:
            message = f"more than {MOST_ROLES} roles of one action or trigger"
            draft.sink.add("K006", message, key.span, hint="reach some of them from the others, such as place(doer)")
            draft.broken.add(key.text)
        elif earlier is None:
            roles.append(role)
        elif earlier.kind != role.kind or role.domain is not None:
            message = f"the role {key.text!r} comes from the rule that this one follows, as a {earlier.kind}"
            draft.sink.add("K104", message, key.span, earlier.span, hint="leave it out here, or choose another name")
    return tuple(roles)


def see(scope: Scope, roles: tuple[Role, ...] | list[Role]) -> Scope:
    """The scope with the roles as variables."""
    ends: dict[str, Type] = {role.name: Ref(role.kind) for role in roles}
    return scope.inside(**ends)


def _role(draft: Draft, key: Scalar, line: Scalar, match: re.Match[str], before: list[Role]) -> Role:
    kind = draft.kind(Scalar(match[1], line.span.inner(match.start(1), len(match[1]))))
    if match[2] is None:
        return Role(key.text, kind, None, key.span)
    text = Scalar(match[2], line.span.inner(match.start(2), len(match[2])))
    domain = draft.domain(text, see(draft.scope, before))
    if domain is not None and kind and domain.kind and domain.kind != kind:
        others = f"the members of {shorten(text.text)!r} are of kind {domain.kind!r}"
        message = f"the role {key.text!r} is a {kind}, but {others}"
        draft.sink.add("K204", message, text.span, hint=f"write `{domain.kind} in {shorten(text.text)}`")
    return Role(key.text, kind, domain, key.span)


def settle_domains(
    roles: tuple[Role, ...], conditions: list[Expr], attributes: Mapping[str, Attribute], first: int
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Roles with a set for each from number `first` on, and those of them that are looked for among all of their kind.

    Where the author gives none, the set follows from a condition that has to hold: `home(x) == place(doer)` makes it
    `x`s of that home, `knows(doer, x)` those that the doer knows, if nobody knows anything without a row.
    """
    settled: list[Role] = []
    wide: list[Role] = []
    for number, role in enumerate(roles):
        if number < first or role.domain is not None:
            settled.append(role)
            continue
        known = frozenset(each.name for each in roles[:number])
        domain = _derived(role, conditions, known, attributes)
        settled.append(replace(role, domain=domain or Everyone(role.kind, role.span)))
        if domain is None and not _pinned(role, conditions, known):
            wide.append(settled[-1])
    return tuple(settled), tuple(wide)


def _derived(
    role: Role, conditions: list[Expr], known: frozenset[str], attributes: Mapping[str, Attribute]
) -> Domain | None:
    for condition in (part for whole in conditions for part in conjuncts(whole)):
        match condition:
            case Compare():
                for own, other in references_said(condition, role.name):
                    if _is_nobody(other):           # who refers to nobody is kept in no set
                        continue
                    if _is_looked_up(own, role, attributes) and variables(other) <= known:
                        return Inverse(own.attr, other, role.kind, condition.span)
            case Tie(attr=key, source=source, target=Var(name=name)) if name == role.name:
                bond = attributes.get(key)
                if bond is not None and starts_at_no(bond) and variables(source) <= known:
                    return Tied(key, source, role.kind, condition.span)
    return None


def _is_nobody(expr: Expr) -> bool:
    return isinstance(expr, Thing) and not expr.key


def _is_looked_up(own: Get, role: Role, attributes: Mapping[str, Attribute]) -> bool:
    """Whether a role's attribute is a reference that can be looked up from its other end."""
    attribute = attributes.get(own.attr)
    return attribute is not None and bool(attribute.inverse) and attribute.owner == role.kind


def starts_at_no(bond: Attribute) -> bool:
    """Whether a bond has to be there for this attribute of it to be anything but no."""
    return bond.form == "flag" and isinstance(bond.start, Literal) and not bond.start.value


def _pinned(role: Role, conditions: list[Expr], known: frozenset[str]) -> bool:
    """Whether a condition says outright who it is: `x == home(doer)`."""
    said = (who_it_is(part, role.name) for whole in conditions for part in conjuncts(whole))
    return any(other is not None and variables(other) <= known for other in said)
