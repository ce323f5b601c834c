"""What a rule asks of others, too, is asked of its first role beforehand: whether any bond of his was ever like that,
and of whoever has to be himself the same as of him.
"""

from __future__ import annotations

from kizuna.engine.machine import Machine
from kizuna.engine.profile import Cost, Profile

from .support import DAY, world_of

KINDS = """
kinds:
  person:
    agent: yes
    decides: {every: 1 h, reaction: 1 s}
    refs: {place: {to: place, inverse: people, seen: all}}
    flags: {poor: {start: no, seen: all}}
bonds:
  owes: {from: person, to: person, form: flag, start: no}
places: {hall: {}, yard: {}}
"""
RULES = """
triggers:
  crosses over:
    every: 1 h
    roles: {p: person}
    when: {not Cem: p != Cem}
    effects: [place(p) = other_place(place(p))]
    phrases: ["{p} crosses over"]
  meets whom he owes:
    roles: {p: person, x: person in people(place(p))}
    when: {owes him: "owes(p, x)"}
    effects: ["owes(p, x) = no"]
    phrases: ["{p} pays {x}"]
  hears of the one he owes:
    roles: {p: person, x: person in all person}
    when: {owes him: "owes(p, x)", at noon: clock >= 12:00 and clock < 12:30}
    phrases: ["{p} hears of {x}"]
BORROWS
definitions:
  other_place(place here): if here == hall then yard else hall
"""
BORROWS = """
  borrows:
    every: 1 day
    roles: {p: person}
    when: {Ada: p == Ada}
    effects: ["owes(p, Cem) = yes"]
    phrases: ["{p} borrows from Cem"]
"""
BEGS = """
actions:
  beg:
    roles: {p: person, other: person in people(place(p)), x: person in people(place(p))}
    requires: {not oneself: p != other}
    utility: if x == p and poor(x) then 1 else 0
    takes: 20 min
    phrases: ["{p} begs of {other}, being {x}"]
"""
CAST = "cast:\n  Ada: {place: hall}\n  Ben: {place: yard}\n  Cem: {place: hall}\n"
MEETS, HEARS = "trigger/meets whom he owes", "trigger/hears of the one he owes"


def lived(borrows: str = "", cast: str = CAST) -> dict[str, Cost]:
    """What three days cost."""
    machine = Machine.begin(world_of(kinds=KINDS, world=RULES.replace("BORROWS", borrows), cast=cast, acts=BEGS), 1)
    machine.player.engine = "python"
    profile = Profile(machine)
    machine.live(3 * DAY)
    return {cost.rule: cost for cost in profile.costs()[0]}


def test_nobody_is_looked_at_for_a_bond_that_he_never_had() -> None:
    """Though people come and go every hour, and every day has a noon: none is looked at once the world has begun."""
    costs = lived()
    assert costs["trigger/crosses over"].happened > 100
    assert not {MEETS, HEARS} & costs.keys()


def test_whoever_has_it_is_looked_at() -> None:
    """From the first time on, of the two who come and go and the one who stays nobody else: at each crossing of his
    own and of the other, and when he borrows."""
    costs = lived(BORROWS)
    crossings = costs["trigger/crosses over"].happened
    assert costs["trigger/borrows"].happened == costs[MEETS].happened == 3
    assert crossings / 2 < costs[MEETS].looked <= crossings + 2 * 3
    assert 0 < costs[HEARS].looked < 3 * 10


def test_what_is_asked_of_whoever_he_is_himself_is_asked_of_him() -> None:
    """Nobody looks for whom to beg of who is not poor; and who is poor does so."""
    assert lived()["action/beg"].looked == 0
    costs = lived(cast=CAST.replace("{place: yard}", "{place: yard, poor: yes}"))
    assert 0 < costs["action/beg"].chosen <= costs["action/beg"].looked
