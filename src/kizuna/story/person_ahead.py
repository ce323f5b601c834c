"""When things will be otherwise, if nobody decides anything: many questions, answered in one pass into the future."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kizuna.engine.foresee import foresee
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.lang.ast import And, Compare, Expr, Fold, Get, Inverse, IsLevel, Not, Var
from kizuna.lang.types import BOOL, Ref
from kizuna.world.model import Attribute

HORIZON = 365 * 86_400_000
"""How far ahead (ms) is looked."""
LIVED = 30 * 86_400_000
"""For how long (ms) of it events happen; nothing is done in that time, so that later ones would tell little."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is waited for; `tell` says how things stand at that moment."""

    expr: Expr
    tell: Callable[[Machine], str]


@dataclass(frozen=True, slots=True)
class Turn:
    """The moment (ms) at which what was waited for holds, and how things stand then."""

    time: int
    told: str = ""


def look_ahead(
    machine: Machine, questions: Mapping[str, Question], roles: dict[str, int], until: int, stop: str = ""
) -> dict[str, Turn]:
    """For each question the first moment up to `until` at which it holds; those that never do are left out.

    Nothing is told of what comes after the question `stop` holds. `machine` stays as it is.
    """
    found = dict[str, Turn]()
    conditions = {key: question.expr for key, question in questions.items()}
    try:
        for key, later in foresee(machine, conditions, roles, until, machine.now + LIVED):
            if stop in found and later.now > found[stop].time:
                break
            found[key] = Turn(later.now, questions[key].tell(later))
    except CascadeError:  # the world comes to a halt there, and nothing can be said of what would be after
        return found
    return found


def level_at(attribute: Attribute, share: float, value: float) -> int:
    """The index of the level that a value lies in; `share` is its share of the range. Below the first level, 0."""
    begun = [
        index
        for index, level in enumerate(attribute.levels)
        if (share if attribute.levels_relative else value) >= level.at
    ]
    return begun[-1] if begun else 0


def within_level(attribute: Attribute, index: int, of: Expr) -> IsLevel:
    """That a meter of somebody lies in one of its levels; the lowest has no lower end, the highest no upper."""
    levels = attribute.levels
    low = levels[index].at if index else None
    high = levels[index + 1].at if index + 1 < len(levels) else None
    item = Get(attribute.key, of, attribute.type)
    return IsLevel(item, ((low, high),), attribute.levels_relative, levels[index].name)


def no_longer(link: Attribute, thing: str, whose: str, condition: Expr | None = None) -> Expr:
    """That a thing (a variable's name) does not refer to somebody any more, or that `condition` on `it` has ceased."""
    kind = Ref(link.owner)
    same = Compare("==", Var("it", kind), Var(thing, kind))
    test = same if condition is None else And((same, condition))
    owner = link.type if isinstance(link.type, Ref) else Ref("")
    return Not(Fold("any", "it", Inverse(link.key, Var(whose, owner), link.owner), test, None, BOOL))
