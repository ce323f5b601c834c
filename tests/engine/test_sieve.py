"""Actions that look for somebody in the same set are looked at only where one of those in it may be the one."""

from __future__ import annotations

import pytest

from kizuna.engine.machine import Machine
from kizuna.world.model import World

from .support import DAY, stream, world_of

WORLD = """
kinds:
  person:
    agent: yes
    decides: {every: 10 min, reaction: 1 s}
    flags: {awake: {start: yes, seen: here}, sad: {start: no, seen: here}}
    refs: {place: {to: place, inverse: people, seen: all}}
bonds:
  likes: {from: person, to: person, form: number, range: 0..1, start: 0}
places: {hall: {}, yard: {}}
actions:
  greet:
    roles: {p: person, x: person in people(place(p))}
    requires: {not oneself: p != x, he is awake: awake(x)}
    utility: 1
    takes: 20 min
    phrases: ["{p} greets {x}"]
  console:
    roles: {p: person, other: person in people(place(p))}
    requires: {not oneself: other != p, awake: awake(other), sad: sad(other), likes him: "likes(p, other) > 0.3"}
    utility: 2
    takes: 20 min
    phrases: ["{p} consoles {other}"]
  hug:
    roles: {p: person, friend: person in people(place(p))}
    requires: {not oneself: p != friend, likes him: "likes(p, friend) > 0.6"}
    utility: 2
    takes: 20 min
    phrases: ["{p} hugs {friend}"]
"""
CAST = """
cast:
  Ada: {place: hall}
  Ben: {place: hall, likes: {Ada: 1}}
  Cem: {place: hall}
  Dan: {place: yard}
"""
TURNS = """
triggers:
  fall asleep:
    every: 1 day
    roles: {p: person}
    effects: [awake(p) = not awake(p), sad(p) = not sad(p)]
    phrases: ["{p} turns over"]
"""


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(world=WORLD, cast=CAST, turns=TURNS)


@pytest.fixture
def hall(world: World) -> Machine:
    return Machine.begin(world, 1)


def looked_at(machine: Machine, name: str) -> list[str]:
    """The actions that somebody looks at."""
    kernel = machine.kernel
    return [kernel.rules[number - 1].name for number in kernel.options(machine.layout.things[name])]


def test_each_by_what_it_asks_of_the_other(hall: Machine) -> None:
    """One pass finds for each action whether anybody will do, each time anew."""
    rows = hall.layout.things
    assert looked_at(hall, "Ada") == ["greet"]
    assert looked_at(hall, "Ben") == ["greet", "hug"]
    assert looked_at(hall, "Dan") == []
    hall.set_value("person.sad", rows["Cem"], 1)
    assert looked_at(hall, "Ben") == ["greet", "hug"]
    hall.set_value("person>person.likes", rows["Ben"], 0.5, rows["Cem"])
    assert looked_at(hall, "Ben") == ["console", "greet", "hug"]
    for name in ("Ada", "Cem"):
        hall.set_value("person.awake", rows[name], 0)
    assert looked_at(hall, "Ben") == ["hug"]


def test_all_do_what_they_would_have_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream is the one of a machine that looks at everything."""
    found = stream(Machine.begin(world, 3), 9 * DAY)
    plain = Machine.begin(world, 3)
    numbers = list(range(1, 1 + sum(rule.sort == "action" for rule in world.rules.values())))
    monkeypatch.setattr(plain.kernel, "options", lambda doer: numbers)
    assert stream(plain, 9 * DAY) == found
    assert len(found[0]) > 1000
