"""How people come to where a scene is: by the world's own journeys, begun as early as need be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kizuna.engine.api import Directed, Refusal
from kizuna.engine.evaluate import evaluate
from kizuna.engine.explain import explain
from kizuna.engine.explain_words import metres
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Assign, Call, Compare, Expr, Get, Inverse, Var
from kizuna.lang.quantity import spell_time
from kizuna.lang.show import show
from kizuna.story.stage import FOREVER, Stage, place_attr
from kizuna.world.model import Role, Rule, World
from kizuna.world.reads import all_effects, rule_effects, variables, walk

MOST_LINES = 3
"""How many lines at most say why no journey is possible."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody's way to a place, by a rule with all its roles; `takes` in ms."""

    rule: Rule
    roles: dict[str, int]
    takes: int


def journey_rules(world: World, kind: str) -> list[Rule]:
    """The actions by which a member of a kind goes somewhere himself, and takes nobody along; the plainest first."""
    found = [
        rule
        for rule in world.rules.values()
        if rule.sort == "action"
        and rule.journey
        and rule.roles
        and rule.roles[0].name == rule.journey[0]
        and rule.roles[0].kind == kind
        and _moves_only(rule, rule.journey[0], world)
    ]
    return sorted(found, key=lambda rule: (len(rule.roles), len(list(all_effects(rule_effects(rule)))), rule.id))


def _moves_only(rule: Rule, who: str, world: World) -> bool:
    """Whether a rule sets no place but that of the one in role `who`."""
    places = {place_attr(kind, world) for kind in world.kinds}
    moved = [item.target for item in all_effects(rule_effects(rule)) if isinstance(item, Assign)]
    return all(
        isinstance(target, Get) and isinstance(target.of, Var) and target.of.name == who
        for target in moved
        if target.attr in places
    )


def journeys(machine: Machine, who: int, place: int) -> list[Journey]:
    """What somebody can set out by now, the plainest first."""
    found = []
    for rule in journey_rules(machine.world, machine.kind_of(who)):
        assert rule.journey is not None
        roles = machine.bind(rule.id, {rule.journey[0]: who, rule.journey[1]: place})
        if roles is not None:
            found.append(Journey(rule, roles, _takes(rule, roles, machine)))
    return found


def _takes(rule: Rule, roles: dict[str, int], machine: Machine) -> int:
    span = float(evaluate(rule.takes, roles, machine)) if rule.takes is not None else 0.0
    return int(span) if math.isfinite(span) else 1 << 50


def set_out(stage: Stage, who: int, place: int, until: int, anyway: bool = False) -> bool:
    """Begins somebody's plainest journey that is over by `until`; with `anyway`, failing that, the quickest.

    Whether he set out.
    """
    machine = stage.machine
    if stage.allowed is not None and (machine.ident(who), machine.ident(place)) not in stage.allowed:
        return False
    found = journeys(machine, who, place)
    fitting = [journey for journey in found if machine.now + journey.takes <= until]
    if not fitting and not (anyway and found):
        return False
    journey = fitting[0] if fitting else min(found, key=lambda each: each.takes)
    machine.start(Directed(journey.rule.id, journey.roles))
    stage.made.append((machine.ident(who), machine.ident(place)))
    return True


@dataclass(frozen=True, slots=True)
class Barred:
    """A journey that somebody cannot set out on, and the requirement that keeps him from it."""

    rule: Rule
    refusal: Refusal


def arithmetic(machine: Machine, who: int, place: int, since: int, until: int) -> tuple[str, ...]:
    """Why somebody cannot be at a place in time: distances, and time needed by each journey and time there was, or what
    keeps him from all of them."""
    here = int(machine.get(place_attr(machine.kind_of(who), machine.world), who))
    ends = f"from {machine.label(here)} to {machine.label(place)}"
    known = _lengths(machine, here, place)
    notes = [f"{ends}: {', '.join(known)}" if known else f"no road leads {ends}"]
    found, barred = _possible(who, place, machine), barred_by(machine, who, place)
    notes += [f"{', '.join(names)}: needs {span}" for span, names in found.items()]
    if barred is not None:
        notes += _stated(barred, machine)
    elif until < FOREVER:
        at = machine.world.calendar.text
        notes.append(f"there was {spell_time(max(0, until - since))}, from {at(since)} to {at(until)}")
    return tuple(notes)


def has_way(machine: Machine, who: int, place: int) -> bool:
    """Whether any road leads somebody to a place."""
    here = int(machine.get(place_attr(machine.kind_of(who), machine.world), who))
    return bool(_lengths(machine, here, place))


def _lengths(machine: Machine, here: int, there: int) -> list[str]:
    """How far it is by each mode by which there is a way."""
    by_length: dict[float, list[str]] = {}
    for mode in machine.world.modes:
        by_length.setdefault(machine.distance(here, there, mode), []).append(mode)
    return [f"{metres(far)} ({', '.join(modes)})" for far, modes in sorted(by_length.items()) if math.isfinite(far)]


def _alone(who: int, place: int, machine: Machine) -> Iterator[tuple[Rule, dict[str, int], Refusal | None]]:
    """The journeys that need nobody else, with what somebody lacks for each."""
    for rule in journey_rules(machine.world, machine.kind_of(who)):
        assert rule.journey is not None
        roles = {rule.journey[0]: who, rule.journey[1]: place}
        if len(rule.roles) == len(roles):
            yield rule, roles, machine.refusal(rule.id, roles)


def _possible(who: int, place: int, machine: Machine) -> dict[str, list[str]]:
    """The time that each possible journey needs."""
    found: dict[str, list[str]] = {}
    for rule, roles, refusal in _alone(who, place, machine):
        if refusal is None:
            found.setdefault(spell_time(_takes(rule, roles, machine)), []).append(rule.name)
    return found


def barred_by(machine: Machine, who: int, place: int) -> Barred | None:
    """If no journey is possible, what keeps somebody from the one that is nearest to being so."""
    every = list(_alone(who, place, machine))
    refused = [Barred(rule, refusal) for rule, _, refusal in every if refusal is not None]
    if not refused or len(refused) < len(every):
        return None
    return max(refused, key=lambda each: _passed(each.rule, each.refusal))


def _stated(barred: Barred, machine: Machine) -> list[str]:
    """The requirement as it is stated, and what is so instead if that says more than who somebody is."""
    explained = explain(barred.refusal, barred.refusal.roles, machine)
    part, roles = barred.refusal.requirement.expr, barred.refusal.roles
    if isinstance(part, Compare) and isinstance(part.left, Var):
        told = [f"{name} is {machine.label(roles[name])}" for name in sorted(variables(part)) if name in roles]
        return [f"{barred.rule.name}: {explained.name}: needs {show(part)}; {', '.join(told)}"]
    first, *more = explained.lines
    return [f"{barred.rule.name}: {first.strip()}", *(line.strip() for line in more[: MOST_LINES - 1])]


def _passed(rule: Rule, refusal: Refusal) -> int:
    """How many requirements of a journey hold before the one that fails."""
    if refusal.phase == "able":
        return -1
    return rule.requires.index(refusal.requirement) if refusal.requirement in rule.requires else len(rule.requires)


def bound_by_place(rule: Rule, role: Role, world: World) -> bool:
    """Whether a rule looks at where the one in `role` is: by his domain, or in a requirement that compares places.

    That he has to be near enough, or within so many metres, does not bring him to the scene.
    """
    attr = place_attr(role.kind, world)
    if not attr:
        return False
    if isinstance(role.domain, Inverse) and role.domain.attr == attr:
        return True
    return any(_compares(node, attr, role.name) for item in rule.requires for node in walk(item.expr))


def _compares(node: Expr, attr: str, name: str) -> bool:
    """Whether a comparison has `place(role)` as one of its sides, or something that is reached from there."""
    return isinstance(node, Compare) and any(
        isinstance(inner, Get) and inner.attr == attr and isinstance(inner.of, Var) and inner.of.name == name
        for side in (node.left, node.right)
        if not isinstance(side, Call)
        for inner in walk(side)
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
