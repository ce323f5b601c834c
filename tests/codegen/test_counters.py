"""Where rules count: in cells that serve something else as well, of which they take no column that is used."""

from __future__ import annotations

from collections import Counter

from kizuna.codegen.layout import build_layout
from kizuna.engine.machine import Machine
from kizuna.lang.types import Number

from ..engine.support import DAY, HOUR, ids, mill, stream, world_of
from ..rows.support import shipped

KINDS = """
kinds:
  bell:
    numbers: {rung: {start: 0, range: 0..1000}}
    flags: {loud: {start: no}}
"""
RULES = """
triggers:
  ring:
    every: 1 h
    roles: {b: bell}
    phrases: ["{b} rings"]
    effects: ["loud(b) = yes"]
  fall silent:
    roles: {b: bell}
    when: loud(b)
    phrases: ["{b} falls silent"]
    effects: ["loud(b) = no", "rung(b) += 1"]
"""
CAST = """
places: {tower: {}}
things:
  the old bell: {is: bell}
"""


def test_each_counts_in_a_cell_of_its_own_beside_what_is_no_number() -> None:
    """No two in one cell of a kind; none where a number, or the moment of firing again, has its columns."""
    layout = build_layout(shipped("leaf", 60, 1))
    cells = Counter((counter.owner, counter.offset) for counter in layout.counters.values())
    assert max(cells.values()) == 1
    numbers = {
        (slot.attribute.owner, slot.offset)
        for slot in layout.slots.values()
        if isinstance(slot.attribute.type, Number) and not slot.attribute.bond
    }
    again = {(watch.owner, watch.offset) for watch in layout.watches if watch.again}
    assert not cells.keys() & (numbers | again)
    shared = {(slot.attribute.owner, slot.offset) for slot in layout.slots.values()} & cells.keys()
    assert len(shared) > 100


def test_what_serves_twice_counts_right() -> None:
    """Beside a flag that is written and a condition that fires all day long."""
    machine = Machine.begin(world_of(kinds=KINDS, rules=RULES, cast=CAST), 1)
    layout, state = machine.layout, machine.state
    held = {layout.slots["bell.loud"].offset, *(watch.offset for watch in layout.watches)}
    assert held >= {counter.offset for counter in layout.counters.values()}
    stream(machine, 3 * DAY + 7 * HOUR)
    bell = machine.handle("the old bell")
    today = (3 * DAY + 7 * HOUR + machine.world.calendar.offset) % DAY // HOUR + 1
    for counter in layout.counters.values():
        cell = bell + counter.offset
        assert (state.V[cell], state.K[cell]) == (today, 3 * 24 + 7)


def test_the_mill_counts_right() -> None:
    """Neither does an id come twice in days at the mill."""
    found = ids(stream(Machine.begin(mill(), 2), 4 * DAY))
    assert len(found) > 500
    assert max(Counter(found).values()) <= 2     # an action's beginning and its end have one
