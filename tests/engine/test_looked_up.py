"""A role that a condition says to be somebody is looked up, however many there are of its kind."""

from __future__ import annotations

import pytest

from kizuna.chronicle.codec import roles_of
from kizuna.engine.machine import Machine

from .support import HOUR, records, stream, world_of

CROWD = 40
"""Far more than anybody takes into account at once."""
KINDS = """
kinds:
  person:
    agent: yes
    decides: {every: 1 h, reaction: 1 s}
    refs:
      place: {to: place, inverse: people, seen: all}
      idol: {to: person, seen: all}
    dates: {wrote: {}}
    numbers: {fame: {start: 0, seen: all}}
places: {hall: {}}
actions:
  write to:
    roles:
      p: person
      other: person in all person
    requires:
      admires: SAID
      not again: since(wrote(p)) > 1 day
    utility: 1
    effects: [wrote(p) = now]
    phrases: ["{p} writes to {other}"]
"""


def letters(said: str, idol: int) -> list[tuple[int, ...]]:
    """Who is written to by the first of a crowd, whose idol is another of them, or nobody (-1)."""
    cast = [
        f"  P{n}: {{place: hall{f', idol: P{idol}' if n == 0 and idol >= 0 else ''}{', fame: 1' if n == idol else ''}}}"
        for n in range(CROWD)
    ]
    world = world_of(kinds=KINDS.replace("SAID", said), cast="cast:\n" + "\n".join(cast) + "\n")
    machine = Machine.begin(world, 3)
    idents = {machine.ident(machine.layout.things[f"P{n}"]): n for n in range(CROWD)}
    told = records(stream(machine, 3 * HOUR))
    return [tuple(idents[ident] for ident in roles_of(record)) for record in told]


@pytest.mark.parametrize("said", ["idol(p) == other", "other == idol(p)", "idol(p) == other and other != p"])
@pytest.mark.parametrize("idol", [1, 7, 21, CROWD - 1])
def test_the_one_who_is_meant_is_found_in_any_crowd(said: str, idol: int) -> None:
    """Whichever side says it, and though a crowd as such is only sampled."""
    assert letters(said, idol) == [(0, idol)]


@pytest.mark.parametrize("idol", [1, 7, 21, CROWD - 1])
def test_all_of_a_kind_are_looked_at_as_on_a_register(idol: int) -> None:
    """Where nothing says who it is, but what he is: the one of forty is found at the first look."""
    assert letters("idol(p) != nobody and fame(other) > 0", idol) == [(0, idol)]


def test_nobody_is_nobody() -> None:
    """Where nobody is meant nothing is done."""
    assert letters("idol(p) == other", -1) == []


def test_what_else_is_asked_is_asked_still() -> None:
    """The one who is meant has to meet the other conditions, too."""
    assert letters("idol(p) == other and idol(other) == p", 7) == []
    assert letters("idol(p) == other and idol(other) == nobody", 7) == [(0, 7)]
