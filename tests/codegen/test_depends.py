"""What a condition reads, as paths from whom it is about."""

from __future__ import annotations

from kizuna.codegen.depends import watch_readings
from kizuna.codegen.layout import build_layout
from tests.engine.support import world_of

WORLD = """
kinds:
  person:
    agent: yes
    flags: {tired: {start: no, seen: all}}
    refs:
      place: {to: place, inverse: people, seen: all}
      partner: {to: person}
places: {hall: {}}
triggers:
  is seen by the partner:
    roles: {p: person, x: person in people(place(p))}
    when: {the partner: partner(p) == x, tired: tired(x)}
    phrases: ["{x} is seen by {p}"]
  is seen:
    roles: {p: person, x: person in people(place(p))}
    when: {tired: tired(x)}
    phrases: ["{x} is seen by {p}"]
"""


def readings(rule: str) -> set[tuple[str, tuple[tuple[str, str, int], ...]]]:
    """What a trigger reads."""
    layout = build_layout(world_of(world=WORLD))
    watch = next(watch for watch in layout.watches if watch.rule == f"trigger/{rule}")
    return {(reading.attr, reading.path) for reading in watch_readings(layout, watch)}


def test_who_a_role_has_to_be_is_read_of_alone() -> None:
    """Whoever else comes into the set counts, and what the one is like; not what the others are like."""
    own, place, partner = (), ("ref", "person.place", 0), ("ref", "person.partner", 0)
    anybody = (place, ("inv", "person.place", 1))
    common = {("person.place", own), ("person.place", anybody)}
    assert readings("is seen by the partner") == common | {("person.partner", own), ("person.tired", (partner,))}
    assert readings("is seen") == common | {("person.tired", anybody)}
