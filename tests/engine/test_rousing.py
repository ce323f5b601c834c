"""What rouses somebody idle: conditions that a kind names, besides the hours at which its members think anyway."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.codegen import layout as at
from kizuna.engine.machine import Machine
from kizuna.world.luck import stable

from .support import DAY, HOUR, records, stream, world_of

COOK = """
units: {oil: {}}
kinds:
  person:
    agent: yes
    decides:
      every: 5 days
      while: awake(self)
      reaction: 1 min
      ROUSED
    meters:
      hunger: {range: 0..1, start: START, rate: 4 %/h, levels: {sated: 0 %, hungry: 60 %}}
    flags: {awake: {start: yes, seen: here}, called: {start: no}}
    refs: {place: {to: place, inverse: people, seen: all}}
places: {hall: {}}
cast: {Ada: {place: hall}}
actions:
  eat:
    roles: {p: person}
    requires: {hungry: POT}
    utility: 2
    effects: [hunger(p) = 20 %, called(p) = no]
    phrases: ["{p} eats"]
  paint:
    roles: {p: person}
    requires: {called: called(p)}
    utility: 1
    takes: 20 h
    phrases: ["{p} paints"]
triggers:
  call:
    every: day at 02:00
    roles: {p: person}
    when: not called(p) and hunger(p) >= CALLED
    effects: [called(p) = yes]
    perceived by: [nobody]
    phrases: ["{p} is called"]
  lie down:
    every: day at 05:00
    roles: {p: person}
    when: awake(p) and hunger(p) >= LYING
    effects: [awake(p) = no]
    phrases: ["{p} lies down"]
"""
STOMACH = "roused by: {the stomach: hunger(self) is hungry}"
BOTH = "roused by: {the stomach: hunger(self) is hungry, the bell: called(self)}"
SAID = {"START": "20 %", "POT": "hunger(p) is hungry", "CALLED": "200 %", "LYING": "200 %"}


def cook(roused: str, **said: str) -> str:
    """The world's text."""
    text = COOK
    for word, meant in (SAID | {"ROUSED": roused} | said).items():
        text = text.replace(word, meant)
    return text


def lived(roused: str, days: int = 4, **said: str) -> list[tuple[str, int]]:
    """(rule, ms since the beginning) of all that happened in some days."""
    world = world_of(cook=cook(roused, **said))
    names = {stable(rule.id): rule.name for rule in world.rules.values()}
    machine = Machine.begin(world, 3)
    first = machine.now
    return [(names[record[3]], record[2] - first) for record in records(stream(machine, first + days * DAY))]


@given(st.integers(10, 59))
@settings(max_examples=5, deadline=None)
def test_somebody_idle_thinks_again_as_soon_as_it_begins_to_hold(start: int) -> None:
    """At the moment at which the stomach is empty, and the reaction later, wherever it began; and so each time."""
    eaten = [time for name, time in lived(STOMACH, START=f"{start} %") if name == "eat"]
    assert abs(eaten[0] - ((60 - start) / 4 * HOUR + 60_000)) <= 1
    assert {later - sooner for sooner, later in pairwise(eaten)} <= {
        10 * HOUR + 60_000 + slip for slip in (-1, 0, 1)
    }


def test_without_it_he_thinks_at_his_hours_only() -> None:
    """The same world, in which nobody eats more than once in the five days from one thought to the next."""
    assert sum(name == "eat" for name, _ in lived("")) <= 1 < sum(name == "eat" for name, _ in lived(STOMACH))


@pytest.mark.parametrize("rousing", [STOMACH, BOTH])
def test_each_condition_rouses_by_itself(rousing: str) -> None:
    """A bell that nobody hears is a bell for nothing; what a rule writes rouses as what moves by itself does."""
    heard = [name for name, _ in lived(rousing, days=1, CALLED="0 %")]
    assert ("paint" in heard) is ("bell" in rousing)


def test_who_is_busy_or_asleep_is_not_roused() -> None:
    """He finishes what he does, and thinks after that; who cannot decide does not eat at all."""
    busy = dict(lived(BOTH, days=1, CALLED="25 %"))
    assert busy["eat"] > 20 * HOUR
    asleep = lived(STOMACH, LYING="0 %")
    assert [name for name, _ in asleep] == ["lie down"]


def test_it_rouses_when_it_begins_to_hold_and_not_while_it_does() -> None:
    """A hungry one who found nothing to eat is not roused again by the same hunger when there is something."""
    assert "eat" not in dict(lived(STOMACH, days=1, START="70 %", CALLED="0 %", POT="called(p)"))
    assert "eat" in dict(lived(BOTH, days=1, START="70 %", CALLED="0 %", POT="called(p)"))


def test_what_cannot_begin_to_hold_by_itself_waits_for_a_write() -> None:
    """Stomach and bell together: as long as nobody has rung, the hours go by and nothing is looked at again."""
    together = "roused by: {the bell of an empty stomach: called(self) and hunger(self) is hungry}"
    world = world_of(cook=cook(together))
    machine = Machine.begin(world, 3)
    machine.live(0)
    kernel = machine.kernel
    cells = [row + watch.offset for row in kernel.s.idents.values() for watch in kernel.layout.watches
             if watch.sort == "rousing" and kernel.s.kind_names[kernel.s.X[row + at.KIND]] == watch.owner]
    assert cells
    assert not any(kernel.s.Q[cell] for cell in cells)
    assert "paint" in [name for name, _ in lived(together, days=2, CALLED="0 %", POT="no")]


RING = """triggers:
  ring:
    every: day at 03:00
    roles: {p: person}
    when: awake(p)
    effects: [EFFECT]
    phrases: ["it rings for {p}"]
"""


@pytest.mark.parametrize("busy", [False, True])
def test_whoever_is_interrupted_decides_anew_idle_or_not(busy: bool) -> None:
    """After the reaction time; what only happens beside somebody idle leaves him to his own hours."""
    found = {}
    for effect in ("interrupt p", "hunger(p) += 1 %"):
        text = cook("", POT="hunger(p) >= 31 %").replace("triggers:\n", RING.replace("EFFECT", effect))
        if busy:
            text = text.replace("{called: called(p)}", "{awake: awake(p)}").replace("utility: 1\n", "utility: 3\n")
        world = world_of(cook=text)
        names = {stable(rule.id): rule.name for rule in world.rules.values()}
        machine = Machine.begin(world, 3)
        first = machine.now
        machine.live(first + 2 * HOUR)
        machine.drain()
        deeds = [
            (names[record[3]], record[2] - first) for record in records(stream(machine, first + 4 * HOUR))
            if names[record[3]] in ("eat", "paint")
        ]
        found[effect] = deeds
    rung = 3 * HOUR + HOUR // 60
    assert found["hunger(p) += 1 %"] == []
    assert found["interrupt p"] == ([("paint", 3 * HOUR), ("paint", rung)] if busy else [("eat", rung)])
