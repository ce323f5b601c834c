"""Levels of what somebody believes: the same bands as those of what it is about."""

from __future__ import annotations

import pytest

from kizuna.engine.machine import Machine

from .support import HOUR, world_of

KEEPERS = """
kinds:
  person:
    agent: yes
    meters:
      water: {range: 0..holds, start: 5, levels: {low: 0 %, half: 50 %, full: 90 %}, believed: yes}
    numbers: {holds: {range: 1..100, start: 10}}
    refs: {other: {to: person, inverse: watchers}}
    flags: {easy: {start: no}, glad: {start: no}}
bonds:
  care: {from: person, to: person, range: 0..1, start: 0, levels: {none: 0, fond: 40 %, devoted: 80 %}, believed: yes}
triggers:
  eases:
    roles: {p: person}
    when: {enough: "belief(p, water(other(p))) is at least half", not yet: not easy(p)}
    effects: [easy(p) = yes]
  worries:
    roles: {p: person}
    when: {not enough: "belief(p, water(other(p))) is low", eased: easy(p)}
    effects: [easy(p) = no]
  gladdens:
    roles: {p: person}
    when: {loved: "belief(p, care(other(p), p)) is fond", not yet: not glad(p)}
    effects: [glad(p) = yes]
cast:
  Mei: {is: person, other: Ren}
  Ren: {is: person}
"""


def keepers() -> tuple[Machine, int, int]:
    """Mei, who watches Ren, and their handles."""
    machine = Machine.begin(world_of(keepers=KEEPERS), 1)
    machine.live(0)
    return machine, machine.handle("Mei"), machine.handle("Ren")


@pytest.mark.parametrize(("held", "easy"), [(4.9, 0), (5.0, 1), (10.0, 1)])
def test_a_share_is_one_of_the_range_of_whom_it_is_about(held: float, easy: int) -> None:
    """Not of what is so: Ren's water stands at 5 of 10 all the while, Mei holds a hundred."""
    machine, mei, ren = keepers()
    assert machine.get("person.easy", mei) == 1, "what is assumed has a level, too"
    machine.set_value("person.holds", mei, 100)
    machine.set_belief(mei, "person.water", [ren], "known", held)
    machine.live(HOUR)
    assert machine.get("person.easy", mei) == easy


def test_what_is_believed_has_another_level_when_the_range_is_another() -> None:
    """Conditions that hang on it notice."""
    machine, mei, ren = keepers()
    machine.set_belief(mei, "person.water", [ren], "known", 6)
    machine.live(HOUR)
    assert machine.get("person.easy", mei) == 1
    machine.set_value("person.holds", ren, 20)
    machine.live(2 * HOUR)
    assert machine.get("person.easy", mei) == 0


@pytest.mark.parametrize(("held", "glad"), [(0.39, 0), (0.4, 1), (0.79, 1), (0.8, 0)])
def test_a_bond_that_is_believed_has_the_levels_of_the_bond(held: float, glad: int) -> None:
    """`is fond` is that level and no higher one."""
    machine, mei, ren = keepers()
    machine.set_belief(mei, "person>person.care", [ren, mei], "known", held)
    machine.live(HOUR)
    assert machine.get("person.glad", mei) == glad
