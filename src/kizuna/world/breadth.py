"""How many combinations a rule goes through when it is looked at once, at the most (K407)."""

from __future__ import annotations

from collections import Counter

from kizuna.diagnostics import Severity, Sink, Span
from kizuna.lang.ast import Chance, Domain, Each, Effect, Everyone, Expr, Fold, When
from kizuna.lang.quantity import number_text
from kizuna.world.model import Role, Rule, World
from kizuna.world.reads import children, effect_exprs, rule_effects, variables

_CROWD = 12             # of the agents of a set, so many are taken into account in a choice
_WIDE = 20_000          # combinations that are worth a warning
_TOO_WIDE = 200_000     # combinations that take seconds, each time


def crowd(world: World) -> Counter[str]:
    """How many there are of each kind."""
    return Counter(entity.kind for entity in world.entities.values())


def check_breadth(rule: Rule, world: World, count: Counter[str], sink: Sink) -> None:
    """K407 for a rule that goes through all of a kind within all of a kind: a warning, or an error.

    Only sets of all members of a kind count, with as many as there are at the start (`count`, by kind); what others
    grow to is not known.
    """
    tested = [requirement.expr for requirement in rule.requires]
    if rule.utility is not None:
        tested.append(rule.utility)
    # A condition is tested as soon as all roles that it names are bound.
    looks = (_roles(rule, _named(rule, expr), world, count) * _breadth(expr, count) for expr in tested)
    inner = max(looks, default=1)
    body = max((_effect(effect, count) for effect in rule_effects(rule)), default=1)
    _tell(f"{rule.name!r} looks at", max(_roles(rule, len(rule.roles), world, count), inner, body), rule.span, sink)


def check_curves(world: World, count: Counter[str], sink: Sink) -> None:
    """The same for what a curve or a start goes through."""
    for attribute in world.attributes.values():
        parts = (attribute.rate, attribute.toward, attribute.within, attribute.start)
        widest = max((_breadth(expr, count) for expr in parts if expr is not None), default=1)
        _tell(f"each {attribute.name!r} looks at", widest, attribute.span, sink)


def _named(rule: Rule, expr: Expr) -> int:
    """How many roles are bound when a condition is tested."""
    used = variables(expr)
    return max((index for index, role in enumerate(rule.roles, 1) if role.name in used), default=1)


def _roles(rule: Rule, bound: int, world: World, count: Counter[str]) -> int:
    """The combinations of the roles bound so far but the first, which is given when a rule is looked at."""
    found = 1
    for role in rule.roles[1:bound]:
        found *= _members(role, rule, world, count)
    return found


def _members(role: Role, rule: Rule, world: World, count: Counter[str]) -> int:
    number = _size(role.domain, count) if role.domain is not None else 1
    chosen = rule.sort == "action" and role.kind in world.kinds and world.kinds[role.kind].agent
    return min(number, _CROWD) if chosen else number


def _size(domain: Domain, count: Counter[str]) -> int:
    return max(1, count[domain.kind]) if isinstance(domain, Everyone) else 1


def _breadth(expr: Expr, count: Counter[str]) -> int:
    """The members that an expression goes through, sets within sets multiplied."""
    inner = max((_breadth(part, count) for part in children(expr)), default=1)
    return inner * _size(expr.domain, count) if isinstance(expr, Fold) else inner


def _effect(effect: Effect, count: Counter[str]) -> int:
    own = max((_breadth(expr, count) for expr in effect_exprs(effect)), default=1)
    match effect:
        case Each(domain=domain, body=body):
            return _size(domain, count) * max([own, *(_effect(part, count) for part in body)])
        case When(then=then, other=other) | Chance(then=then, other=other):
            return max([own, *(_effect(part, count) for part in (*then, *other))])
        case _:
            return own


def _tell(what: str, number: int, place: Span, sink: Sink) -> None:
    if number <= _WIDE:
        return
    sink.add("K407", f"{what} up to {number_text(float(number))} combinations each time", place,
             hint="look in smaller sets than `all`, or split it into several rules",
             severity=Severity.ERROR if number > _TOO_WIDE else None)
