"""Whether those who fill the roles are still in the sets in which they were looked for."""

from __future__ import annotations

from kizuna.codegen.expressions import Env, Expressions, tie_text
from kizuna.lang import ast
from kizuna.world.model import Role, Rule
from kizuna.world.reads import conjuncts, references_said, without_places


def loose_roles(rule: Rule) -> list[tuple[int, Role]]:
    """The roles, with their numbers, that have a set of which no requirement says what it says.

    All others are asked for with the requirements; a set of all of a kind is left only by ceasing to be.
    """
    parts = [part for requirement in rule.requires for part in conjuncts(requirement.expr)]
    return [
        (number, role)
        for number, role in enumerate(rule.roles)
        if not any(_says(part, role) for part in parts) and not isinstance(role.domain, ast.Everyone | None)
    ]


def _says(part: ast.Expr, role: Role) -> bool:
    """Whether a requirement means that somebody is in the set of his role: `place(q) == place(p)`."""
    domain = role.domain
    return isinstance(domain, ast.Inverse) and any(
        own.attr == domain.attr and without_places(other) == without_places(domain.of)
        for own, other in references_said(part, role.name)
    )


def emit_strays(e: Expressions, rule: Rule, env: Env) -> None:
    """Return statements with the number of a role whose set is without the one who has it, counted from 1."""
    for number, role in loose_roles(rule):
        match role.domain:
            case ast.Inverse(attr=attr, of=of):
                owner = e.body.fresh()
                e.body.put(f"{owner} = {e.emit(of, env)}")
                left = f"{owner} == 0 or X[{env[role.name]} + {e.layout.offset(attr)}] != {owner}"
            case ast.Tied(attr=attr, source=source):
                table = e.layout.tables[e.layout.slots[attr].attribute.owner]
                left = f"{tie_text(table, e.emit(source, env), env[role.name], 0)} == 0"
            case _:
                continue
        e.body.put(f"if {left}: return {number + 1}")
