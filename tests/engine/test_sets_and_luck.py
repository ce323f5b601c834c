"""Luck within loops, and sets that somebody leaves between being chosen and being acted on."""

from __future__ import annotations

import pytest

from kizuna.engine.machine import Machine
from kizuna.world.luck import stable

from .support import DAY, HOUR, records, stream, world_of

KINDS = """
kinds:
  soul:
    agent: yes
    numbers: {tally: {start: 0, range: 0..1000}}
    refs: {place: {to: place, inverse: souls, seen: all}}
bonds:
  knows: {from: soul, to: soul, form: flag, start: no, seen: all}
"""
PLACES = """
places: {hall: {}, yard: {}}
roads: [{between: [hall, yard], length: 1 km}]
cast:
  Ada: {is: soul, place: hall, knows: [Ben]}
  Ben: {is: soul, place: hall}
"""


def begin(rules: str, more: int = 0) -> Machine:
    """A hall with two people and some more."""
    crowd = "".join(f"  Soul {number}: {{is: soul, place: hall}}\n" for number in range(more))
    return Machine.begin(world_of(kinds=KINDS, places=PLACES + crowd, rules=rules), 1)


RAIN = """
triggers:
  rain:
    every: day at 12:00
    roles: {p: place}
    when: p == hall
    effects: %s
    perceived by: [nobody]
    phrases: ["it rains in {p}"]
"""


def wet(machine: Machine, days: int = 1) -> dict[str, float]:
    """How often each was rained on."""
    stream(machine, days * DAY)
    return {machine.label(row): float(machine.get("soul.tally", row)) for row in machine.members("soul")}


def test_luck_is_drawn_for_each_that_a_loop_is_at() -> None:
    """A chance within `for each` comes off for some and not for others, about as often as it says."""
    machine = begin(RAIN % '[{"for each q in souls(p)": [{chance 30 %: [tally(q) += 1]}]}]', 100)
    found = wet(machine, 20)
    assert 0.25 < sum(found.values()) / (20 * len(found)) < 0.35
    assert len(set(found.values())) > 5


def test_luck_in_loops_within_loops_is_drawn_for_each_pair() -> None:
    """The same two meet with another luck the other way round."""
    pairs = '[{"for each a in souls(p)": [{"for each b in souls(p)": [{chance 50 %: ["knows(a, b) = yes"]}]}]}]'
    machine = begin(RAIN % pairs, 20)
    stream(machine, DAY)
    people = machine.members("soul")
    known = {(a, b): bool(machine.tie("soul>soul.knows", a, b)) for a in people for b in people}
    assert 0.4 < sum(known.values()) / len(known) < 0.6
    assert 0.3 < sum(known[a, b] != known[b, a] for a in people for b in people if a < b) / 231 < 0.7


def test_luck_of_one_in_a_loop_does_not_hang_on_who_else_is_there() -> None:
    """Whoever joins a set moves nobody's luck in it."""
    rules = RAIN % '[{"for each q in souls(p)": [{chance 50 %: [tally(q) += 1]}]}]'
    few, many = wet(begin(rules, 10), 9), wet(begin(rules, 40), 9)
    assert few == {name: many[name] for name in few}


NUDGE = """
actions:
  flit:
    roles: {p: soul}
    requires: {it is Ben: p == Ben, not yet: tally(p) == 0}
    utility: 9
    effects: [%s, tally(p) += 1]
    phrases: ["{p} flits"]
  nudge:
    roles: {p: soul, q: "soul in %s"}
    requires: {it is Ada: p == Ada, somebody else: q == Ben}
    utility: 1
    effects: [tally(q) += 10]
    phrases: ["{p} nudges {q}"]
"""


@pytest.mark.parametrize(
    ("leaves", "found_in"),
    [("place(p) = yard", "souls(place(p))"), ("place(p) = yard", "souls(hall)"), ("place(p) = nobody", "souls(hall)")],
)
def test_whoever_has_left_the_set_he_was_found_in_is_not_acted_on(leaves: str, found_in: str) -> None:
    """What was chosen on one snapshot is begun only while those in the roles are where they were looked for."""
    nudged = {}
    for does in (leaves, "place(p) = hall"):
        machine = begin(NUDGE % (does, found_in))
        machine.state.heap.clear()
        for name in ("Ada", "Ben"):
            machine.kernel.think(machine.handle(name), HOUR)
        found = [record[3] for record in records(stream(machine, HOUR)) if record[2] == HOUR]
        assert found[0] == stable("action/flit")
        nudged[does] = stable("action/nudge") in found
    assert nudged == {leaves: False, "place(p) = hall": True}


def test_a_set_that_a_requirement_speaks_of_is_asked_for_but_once() -> None:
    """Roles whose set a requirement names, and sets of all of a kind, cost nothing more."""
    plain = NUDGE % ("tally(p) += 1", "souls(place(p))")
    named = plain.replace("somebody else:", "here: place(p) == place(q), somebody else:")
    everyone = NUDGE % ("tally(p) += 1", "all soul")
    for rules, asked in ((plain, True), (named, False), (everyone, False)):
        machine = begin(rules)
        number = machine.layout.rules["action/nudge"]
        source = machine.kernel.tables.units.source(f"strays{number}")
        assert (source.count("\n") > 2) == asked
