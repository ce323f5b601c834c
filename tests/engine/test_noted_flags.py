"""Whoever is looked for among somebody's bonds by a flag: before one of them has it they are not gone through."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.chronicle.codec import roles_of
from kizuna.engine.machine import Machine
from kizuna.world.luck import stable
from kizuna.world.model import World

from .support import DAY, HOUR, records, stream, world_of

KINDS = """
kinds:
  person:
    agent: yes
    decides: {every: 10 min, reaction: 1 s}
    refs: {place: {to: place, inverse: people, seen: all}}
    dates: {wrote: {}}
bonds:
  knows: {from: person, to: person, form: flag, start: no}
  owes: {from: person, to: person, form: flag, start: no}
  trusts: {from: person, to: person, form: flag, start: yes}
places: {hall: {}}
"""
CAST = """
cast:
  Ada: {place: hall, knows: [Ben, Cem, Dan]}
  Ben: {place: hall}
  Cem: {place: hall}
  Dan: {place: hall}
"""
RULES = """
actions:
  write to:
    roles:
      p: person
      other: person
    requires:
      owes him: owes(p, other)
      trusts him: trusts(p, other)
      not again: since(wrote(p)) > 12 h
    utility: 1
    effects: [wrote(p) = now]
    phrases: ["{p} writes to {other}"]
triggers:
  borrow:
    every: 1 day
    roles: {p: person, other: "person in knows(p, *)"}
    when: other == Cem
    effects:
      - owes(p, other) = yes
    phrases: ["{p} borrows from {other}"]
  pay:
    every: 3 days
    roles: {p: person, other: "person in owes(p, *)"}
    when: owes(p, other)
    effects:
      - owes(p, other) = no
    phrases: ["{p} pays {other}"]
"""


@pytest.fixture(scope="module")
def world() -> World:
    """Four people, of whom one knows the others and borrows from one."""
    return world_of(kinds=KINDS, cast=CAST, rules=RULES)


def letters(machine: Machine, until: int) -> list[tuple[int, str, str]]:
    """Who writes to whom on which day."""
    names = {machine.ident(row): key for key, row in machine.layout.things.items()}
    number = stable("action/write to")
    told = [record for record in records(stream(machine, until)) if record[3] == number]
    return [(record[2] // DAY, *(names[one] for one in roles_of(record)[:2])) for record in told]  # type: ignore[misc]


def word(machine: Machine, name: str) -> int:
    """Somebody's word of flags."""
    return machine.state.X[machine.layout.things[name] + machine.layout.tables["person>person"].flags]


def test_nobody_is_found_before_and_he_alone_after(world: World) -> None:
    """The word of flags says so as soon as one bond has the flag, and goes on to when none has it any more."""
    machine = Machine.begin(world, 1)
    slots = machine.layout.slots
    knows, owes = (1 << slots[f"person>person.{name}"].bit for name in ("knows", "owes"))
    assert slots["person>person.trusts"].bit < 0
    assert (word(machine, "Ada"), word(machine, "Ben")) == (knows, 0)
    assert letters(machine, 6 * HOUR) == []
    found = letters(machine, 2 * DAY)
    assert found
    assert {(who, whom) for _, who, whom in found} == {("Ada", "Cem")}
    assert (word(machine, "Ada"), word(machine, "Cem")) == (knows | owes, 0)
    stream(machine, 3 * DAY)
    assert word(machine, "Ada") == knows | owes


def test_what_was_noted_is_saved(world: World, tmp_path: Path) -> None:
    """Who goes on from a save writes to the same as who was never interrupted."""
    whole, cut = Machine.begin(world, 1), Machine.begin(world, 1)
    wanted = letters(whole, 5 * DAY)
    first = letters(cut, DAY + 12 * HOUR)
    cut.save(str(tmp_path / "state.npz"))
    assert first + letters(Machine.load(str(tmp_path / "state.npz"), world), 5 * DAY) == wanted


def test_from_outside_as_well(world: World) -> None:
    """A bond that an intervention gives a flag is found, too."""
    machine = Machine.begin(world, 1)
    rows = machine.layout.things
    machine.set_value("person>person.owes", rows["Ben"], 1, rows["Dan"])
    assert {(who, whom) for _, who, whom in letters(machine, 6 * HOUR)} == {("Ben", "Dan")}
