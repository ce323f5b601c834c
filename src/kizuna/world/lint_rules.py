"""Rules that nothing can bring about or name, and roles that take no part."""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.diagnostics import Sink
from kizuna.world.model import Rule, Slot, World
from kizuna.world.reads import domain_variables, rule_exprs, variables


def lint_rules(world: World, sink: Sink) -> None:
    """K501 for actions that can never happen and roles without a use; K502 for rules without a phrase."""
    for rule in world.rules.values():
        if not rule.phrases and not rule.integrity:
            if rule.sort == "action" and rule.utility is None:
                sink.add("K501", f"the action {rule.name!r} has neither a utility nor a phrase, so it never happens",
                         rule.span, hint="add `utility:` for people to choose it, or `phrases:` for stories to tell it")
            else:
                sink.add("K502", f"the {rule.sort} {rule.name!r} has no phrase", rule.span,
                         hint="add `phrases:` so that stories and chronicles can name it")
        if not rule.on:
            _roles(rule, sink)


def _roles(rule: Rule, sink: Sink) -> None:
    used = set(_named(rule))
    for role in rule.roles[1:]:
        if role.name not in used:
            sink.add("K501", f"the role {role.name!r} of {rule.name!r} is never used", role.span,
                     hint="take it away, or name it in a requirement, an effect or a phrase")


def _named(rule: Rule) -> Iterator[str]:
    """The roles that a rule mentions anywhere."""
    for expr in rule_exprs(rule):
        yield from variables(expr)
    for role in rule.roles:
        if role.domain is not None:
            yield from domain_variables(role.domain)
    for phrase in (*rule.phrases, *rule.tells):
        yield from (part.role for part in phrase.parts if isinstance(part, Slot))
    yield from (*rule.claims, *rule.perceived.roles, *rule.perceived.unnoticed, *(rule.journey or ()))
