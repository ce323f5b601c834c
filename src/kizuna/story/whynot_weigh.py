"""Whether somebody would choose something at a moment: what it is worth to him beside what he would choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kizuna.engine.choosing import Option, choice_now, is_taken, option
from kizuna.engine.machine import Machine
from kizuna.story.whynot_answer import Weighed
from kizuna.world.model import Rule


def weigh(
    machine: Machine, rule: Rule, possible: Sequence[dict[str, int]], named: Mapping[str, int]
) -> tuple[dict[str, int], Weighed]:
    """Of the possible ways to fill the roles the one that the doer likes best, and how it compares.

    `named` are the roles that are asked for, the doer's among them or the same in all; others may be as he likes.
    """
    options = [option(machine, rule, roles) for roles in possible]
    best = max(range(len(possible)), key=lambda number: _score(options[number]))
    doer = possible[best][rule.roles[0].name]
    choice = choice_now(machine, doer)
    who, said = machine.label(doer), _said(machine, choice)
    if choice is not None and choice.rule == rule.id and choice.roles in possible:
        return choice.roles, Weighed(who, True, choice, choice, said)
    own = options[best]
    return possible[best], Weighed(who, False, own, choice, said, _why(machine, rule, possible[best], own, choice))


def _score(found: Option | None) -> float:
    return found.score if found is not None else 0.0


def _why(machine: Machine, rule: Rule, roles: dict[str, int], own: Option | None, choice: Option | None) -> str:
    """What keeps something that is possible from being chosen besides what it is worth."""
    if own is None:
        return ""
    if own.utility <= 0.0:
        return "what is worth nothing is not chosen"
    if is_taken(machine, rule, roles):
        return "somebody else has a claim on who takes part"
    if choice is None or own.score > choice.score:
        return "in a crowd not everybody is looked at"
    return ""


def _said(machine: Machine, choice: Option | None) -> str:
    """A choice in words: the rule's name, and who else takes part."""
    if choice is None:
        return ""
    rule = machine.world.rules[choice.rule]
    others = ", ".join(f"{role.name} {machine.label(choice.roles[role.name])}" for role in rule.roles[1:])
    return f"{rule.name}{f' ({others})' if others else ''}"
