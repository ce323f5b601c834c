"""What becomes true when, if nobody decides anything: many conditions in one pass into the future."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kizuna.engine.evaluate import Env, evaluate
from kizuna.lang import ast
from kizuna.world.reads import moves

if TYPE_CHECKING:
    from kizuna.engine.machine import Machine


def foresee(
    machine: Machine, conditions: Mapping[str, ast.Expr], roles: Env, until: int, lived: int | None = None
) -> Iterator[tuple[str, Machine]]:
    """Each condition at the first moment up to `until` at which it holds, with the machine as it is at that moment.

    In order of time. Events happen up to `lived` (`until`, if left out), afterwards everything keeps its course.
    `machine` stays as it is; what is handed out goes on with the next step.
    """
    lived = until if lived is None else min(lived, until)
    later = machine.copy()
    later.autonomy = False
    waiting = dict(conditions)
    moving = [key for key, expr in waiting.items() if moves(later.world.attributes, expr)]
    seen = -1
    while waiting:
        asked = list(waiting) if later.recorded != seen else [key for key in moving if key in waiting]
        seen = later.recorded
        for key in [key for key in asked if evaluate(waiting[key], roles, later)]:
            del waiting[key]
            yield key, later
        step = later.next_moment(lived)
        end = until if step > lived else step - 1
        for moment, key in _between(later, {key: waiting[key] for key in moving if key in waiting}, roles, end):
            del waiting[key]
            with later.looking_at(moment):
                yield key, later
        if step > lived:
            return
        later.live(step)


def _between(
    machine: Machine, conditions: Mapping[str, ast.Expr], roles: Env, end: int
) -> list[tuple[int, str]]:
    """The moments after now, up to `end`, from which conditions hold that hold at `end`, in order."""
    now = machine.now
    if end <= now:
        return []
    with machine.looking_at(end):
        turned = [key for key, expr in conditions.items() if evaluate(expr, roles, machine)]
    return sorted((_narrowed(machine, conditions[key], roles, now, end), key) for key in turned)


def _narrowed(machine: Machine, expr: ast.Expr, roles: Env, before: int, after: int) -> int:
    while after - before > 1:
        middle = (before + after) // 2
        with machine.looking_at(middle):
            holds = evaluate(expr, roles, machine)
        before, after = (before, middle) if holds else (middle, after)
    return after
