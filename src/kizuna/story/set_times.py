"""The moments of the calendar at which a trigger is due."""

from __future__ import annotations

from kizuna.engine.machine import Machine
from kizuna.story.stage import FOREVER
from kizuna.world.model import Rule


def due_after(rule: Rule, machine: Machine, moment: int) -> int:
    """The first moment (ms) after another at which a trigger of the calendar is due; FOREVER for any other rule."""
    watches = (watch for watch in machine.layout.watches if watch.sort == "every" and watch.rule == rule.id)
    watch = next(watches, None)
    return machine.kernel.next_time(watch, moment) if watch is not None else FOREVER


def next_told(rule: Rule, machine: Machine) -> str:
    """`the next is at year 1, April 3, 12:00`."""
    return f"the next is at {machine.world.calendar.text(due_after(rule, machine, machine.now))}"
