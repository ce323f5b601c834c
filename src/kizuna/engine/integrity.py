"""Integrity at one moment: what is so although the pack says that it must never be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kizuna.diagnostics import Diagnostic, Severity, Span
from kizuna.engine.evaluate import evaluate, members
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Domain, Everyone
from kizuna.world.model import Requirement, Role, Rule
from kizuna.world.reads import variables


class Wrong(NamedTuple):
    """An integrity rule that does not hold of somebody."""

    rule: Rule
    roles: tuple[int, ...]


def wrong_now(machine: Machine) -> Iterator[Wrong]:
    """Everything that is wrong at the machine's present moment, in the order of the rules' ids."""
    for rule in machine.world.rules.values():
        if rule.integrity:
            for roles in _bindings(machine, rule.roles, rule.requires, {}):
                yield Wrong(rule, tuple(roles[role.name] for role in rule.roles))


def _bindings(
    machine: Machine, roles: Sequence[Role], conditions: Sequence[Requirement], bound: Mapping[str, int]
) -> Iterator[Mapping[str, int]]:
    """The ways to fill the roles in which all conditions hold; each is looked at as soon as its roles are filled."""
    ready = [item for item in conditions if variables(item.expr) <= bound.keys()]
    if not all(evaluate(item.expr, bound, machine) for item in ready):
        return
    if not roles:
        yield bound
        return
    role, later = roles[0], [item for item in conditions if item not in ready]
    domain: Domain = role.domain if role.domain is not None else Everyone(role.kind)
    for row in members(domain, bound, machine):
        if machine.kind_of(row) == role.kind:
            yield from _bindings(machine, roles[1:], later, {**bound, role.name: row})


def fault(rule: Rule, names: Sequence[str], spans: Sequence[Span], notes: Sequence[str]) -> Diagnostic:
    """K701: what is wrong of whom, and after which event it was."""
    whom = f": {', '.join(names)}" if names else ""
    told = (rule.about, *notes) if rule.about else tuple(notes)
    places = tuple(span for span in spans if span.file)
    return Diagnostic("K701", f"{rule.name}{whom}", places, told, "", Severity.ERROR)


def faults_at_start(machine: Machine) -> list[Diagnostic]:
    """K701 for everything that is wrong at a world's first moment, at the entry of the pack that declares it."""
    found = []
    keys = {row: key for key, row in machine.layout.things.items()}
    for rule, roles in wrong_now(machine):
        entities = [machine.world.entities[keys[row]] for row in roles if row in keys]
        spans = [entity.span for entity in entities if not entity.generated]
        found.append(fault(rule, [machine.label(row) for row in roles], [*spans, rule.span], ["so from the start"]))
    return found
