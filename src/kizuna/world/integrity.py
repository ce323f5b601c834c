"""The section `integrity`: what must never be so, whoever decides what."""

from __future__ import annotations

from functools import partial

from kizuna.lang.ast import And, Not
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.actions import Rules
from kizuna.world.draft import Draft
from kizuna.world.model import Attribute, Perceived, Requirement, Rule
from kizuna.world.reuse import Made
from kizuna.world.roles import read_roles, see, settle_domains
from kizuna.world.rules import conditions, read_requirements, rule_table
from kizuna.world.shapes import entries, plain


def build_integrity(draft: Draft, node: Node | None, attributes: dict[str, Attribute], rules: Rules) -> None:
    """Add all integrity rules, under `integrity/name`: triggers without effects, whose every event is a fault."""
    for key, value in entries(node, "`integrity`", draft.sink):
        make = partial(_rule, key=key, node=value, attributes=attributes)
        rules.build(draft, f"integrity/{key.text}", (key, value), make)


def _rule(
    draft: Draft, key: Scalar, node: Node, attributes: dict[str, Attribute]
) -> Made | None:
    table = rule_table(draft, key, node, "integrity")
    if table is None or not _says_one_thing(draft, key, table):
        return None
    roles = read_roles(draft, table.get("roles"))
    scope = see(draft.scope, roles)
    wrong = read_requirements(draft, table.get("never"), "never", scope)
    held = read_requirements(draft, table.get("always"), "always", scope)
    if held:
        whole = And(tuple(conditions(held)), held[0].span) if len(held) > 1 else held[0].expr
        wrong = (Requirement("always", Not(whole, held[0].span), held[0].span),)
    settled, wide = settle_domains(roles, conditions(wrong), attributes, 0)
    rule = Rule(
        id=f"integrity/{key.text}", name=key.text, sort="trigger", roles=settled,
        about=plain(table.get("about"), draft.sink), requires=wrong, perceived=Perceived(here=False), span=key.span,
    )
    return rule, tuple(role for role in wide if role not in settled[:1])


def _says_one_thing(draft: Draft, key: Scalar, table: Map) -> bool:
    """Whether there is one of `never` and `always`; K103 or K102 if not."""
    never, always = table.key("never"), table.key("always")
    if never is None and always is None and not draft.sink.failed:
        message = f"{key.text!r} says neither what is never so nor what is always so"
        draft.sink.add("K103", message, key.span, hint="add `never:` or `always:`")
    elif never is not None and always is not None:
        message = f"{key.text!r} has both `never` and `always`"
        draft.sink.add("K102", message, always.span, never.span, hint="write two rules")
    return (never is None) != (always is None)
