"""How people come to where a scene is: by the world's own journeys, begun as early as need be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kizuna.engine.api import Directed
from kizuna.engine.evaluate import evaluate
from kizuna.engine.explain_words import metres
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Call, Compare, Expr, Get, Inverse, Var
from kizuna.lang.quantity import spell_time
from kizuna.story.stage import Stage, place_attr
from kizuna.world.model import Role, Rule, World
from kizuna.world.reads import walk


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody's way to a place, by a rule with all its roles; `takes` in ms."""

    rule: Rule
    roles: dict[str, int]
    takes: int


def journey_rules(world: World, kind: str) -> list[Rule]:
    """The actions by which a member of a kind goes somewhere by himself."""
    return [
        rule
        for rule in world.rules.values()
        if rule.sort == "action"
        and rule.journey
        and rule.roles
        and rule.roles[0].name == rule.journey[0]
        and rule.roles[0].kind == kind
    ]


def quickest(machine: Machine, who: int, place: int) -> Journey | None:
    """The quickest journey that somebody can begin now, or None."""
    found = []
    for rule in journey_rules(machine.world, machine.kind_of(who)):
        assert rule.journey is not None
        roles = machine.bind(rule.id, {rule.journey[0]: who, rule.journey[1]: place})
        if roles is not None:
            found.append(Journey(rule, roles, _takes(rule, roles, machine)))
    return min(found, key=lambda journey: (journey.takes, journey.rule.id), default=None)


def _takes(rule: Rule, roles: dict[str, int], machine: Machine) -> int:
    span = float(evaluate(rule.takes, roles, machine)) if rule.takes is not None else 0.0
    return int(span) if math.isfinite(span) else 1 << 50


def set_out(stage: Stage, who: int, place: int, until: int) -> bool:
    """Begins somebody's journey now if he would be there by `until`; whether he set out."""
    journey = quickest(stage.machine, who, place)
    if journey is None or stage.machine.now + journey.takes > until:
        return False
    stage.machine.start(Directed(journey.rule.id, journey.roles))
    return True


def arithmetic(machine: Machine, who: int, place: int, since: int, until: int) -> tuple[str, ...]:
    """Why somebody cannot be at a place in time: distance, mode, time needed and time there was, line by line."""
    here = machine.get(place_attr(machine.kind_of(who), machine.world), who)
    ways = [(mode, machine.distance(int(here), place, mode)) for mode in machine.world.modes]
    known = [f"{metres(far)} {mode}" for mode, far in ways if math.isfinite(far)]
    ends = f"from {machine.label(int(here))} to {machine.label(place)}"
    notes = [f"{ends}: {', or '.join(known)}" if known else f"no road leads {ends}"]
    for rule in journey_rules(machine.world, machine.kind_of(who)):
        assert rule.journey is not None
        roles = {rule.journey[0]: who, rule.journey[1]: place}
        if len(rule.roles) == len(roles):
            notes.append(_needed(rule, roles, machine))
    there_was = max(0, until - since)
    notes.append(f"there was {spell_time(there_was)}, from {_when(machine, since)} to {_when(machine, until)}")
    return tuple(notes)


def _needed(rule: Rule, roles: dict[str, int], machine: Machine) -> str:
    refusal = machine.refusal(rule.id, roles)
    if refusal is not None:
        return f"{rule.name}: not possible, {refusal.requirement.name} does not hold"
    return f"{rule.name}: needs {spell_time(_takes(rule, roles, machine))}"


def _when(machine: Machine, moment: int) -> str:
    return machine.world.calendar.text(moment)


def bound_by_place(rule: Rule, role: Role, world: World) -> bool:
    """Whether a rule looks at where the one in `role` is: by his domain, or in a requirement that compares places."""
    attr = place_attr(role.kind, world)
    if not attr:
        return False
    if isinstance(role.domain, Inverse) and role.domain.attr == attr:
        return True
    return any(_compares(node, attr, role.name) for item in rule.requires for node in walk(item.expr))


def _compares(node: Expr, attr: str, name: str) -> bool:
    """Whether a comparison, or a distance, has `place(role)` in it."""
    if not isinstance(node, Compare | Call):
        return False
    return any(
        isinstance(inner, Get) and inner.attr == attr and isinstance(inner.of, Var) and inner.of.name == name
        for inner in walk(node)
    )


def wanted(rule: Rule, name: str, who: int, stage: Stage) -> bool:
    """Whether the one in a role has to be at the scene's place for the rule, and is elsewhere.

    The doer has to, and whoever the rule looks for by place; not somebody whom the rule itself takes somewhere.
    """
    world = stage.machine.world
    role = next(role for role in rule.roles if role.name == name)
    if not stage.place or not world.kinds[role.kind].agent or (rule.journey is not None and rule.journey[0] == name):
        return False
    is_doer = rule.sort == "action" and rule.roles[0].name == name
    return (is_doer or bound_by_place(rule, role, world)) and not stage.is_at(who, stage.place)
