"""A schedule that waits for a write is not on the agenda, and misses none of the moments that it would have met."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.engine.machine import Machine
from kizuna.world.luck import stable
from kizuna.world.model import World
from tests.engine.support import DAY, HOUR, records, stream, world_of

KINDS = """
kinds:
  person:
    agent: yes
    flags: {ready: {start: no}}
    numbers: {rung: {range: 0..1000000, start: 0}}
    meters: {weariness: {range: 0..1000, start: 0, rate: 1/h}}
  helper:
    refs: {helped: {to: person}}
    flags: {steady: {start: no}}
"""
CAST = """
cast: {Ada: {}, Ben: {}, Cem: {}, Dan: {}}
"""
RULES = """
triggers:
  ring:
    every: hour
    roles: {p: person}
    when: ready(p)
    effects: [rung(p) += 1]
    phrases: ["{p} rings"]
  prepare:
    every: 5 h
    roles: {p: person}
    when: not ready(p)
    effects: [ready(p) = yes]
    phrases: ["{p} gets ready"]
  despair:
    every: 7 h
    roles: {p: person}
    when: ready(p)
    effects: [ready(p) = no]
    phrases: ["{p} loses heart"]
  hope:
    roles: {p: person}
    when: weariness(p) >= 6
    again: 5 h
    effects: [ready(p) = yes]
    phrases: ["{p} hopes anew"]
  hire:
    every: 4 h
    roles: {p: person}
    effects: [create helper h: {helped: p}]
    phrases: ["{p} gets help"]
  steady:
    every: 2 h
    roles: {h: helper}
    when: not steady(h)
    effects: [steady(h) = yes]
    phrases: ["{h} settles in"]
  help:
    every: hour
    roles: {h: helper}
    when: steady(h)
    effects: [rung(helped(h)) += 1]
    phrases: ["{h} helps"]
"""
FORMS = {"ready(p)": "person where q == p and ready(q)", "steady(h)": "helper where q == h and steady(q)"}


@cache
def world(sleeps: bool) -> World:
    """One in which schedules sleep, or one in which none can, since the same is asked as of a set."""
    rules = RULES
    for plain, form in () if sleeps else FORMS.items():
        for said in (f"when: {plain}", f"when: not {plain}"):
            rules = rules.replace(said, said.replace(plain, f"any(q in all {form})"))
    return world_of(kinds=KINDS, cast=CAST, rules=rules)


def agenda(machine: Machine, rule: str) -> int:
    """How many are on the agenda for a schedule."""
    return sum(what == f"schedule trigger/{rule}" for _, what, _ in machine.agenda(1000))


def test_what_waits_for_a_write_is_not_on_the_agenda() -> None:
    """Who is not ready is not looked at every hour, and is again as soon as he is."""
    machine = Machine.begin(world(True), 1)
    machine.live(HOUR // 2)
    assert (agenda(machine, "ring"), agenda(machine, "prepare"), agenda(machine, "hire")) == (0, 4, 4)
    machine.set_value("person.ready", machine.handle("Ada"), 1)
    assert agenda(machine, "ring") == 1
    machine.live(3 * HOUR)
    assert machine.get("person.rung", machine.handle("Ada")) == 3
    machine.set_value("person.ready", machine.handle("Ada"), 0)
    machine.live(4 * HOUR)
    assert agenda(machine, "ring") == 0


def test_a_condition_that_no_write_to_the_row_settles_never_sleeps() -> None:
    """The other world, with which the first is compared, keeps everybody on the agenda."""
    machine = Machine.begin(world(False), 1)
    machine.live(HOUR // 2)
    assert agenda(machine, "ring") == 4


changes = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.sampled_from([0, 1, HOUR // 2]),
        st.sampled_from(["Ada", "Ben", "Cem", "Dan"]),
        st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 50), written=changes, room=st.sampled_from([5, 1_000_000]))
def test_sleeping_misses_nothing(seed: int, written: list[tuple[int, int, str, bool]], room: int) -> None:
    """Rules that write at the very moments at which others are due, things made then, and writes from outside: who does
    what when is the same as where nothing sleeps, wherever it is cut."""
    found = []
    for sleeps in (True, False):
        machine, told = Machine.begin(world(sleeps), seed), list[tuple[int, ...]]()
        for hour, more, who, ready in sorted(written):
            told += _told(machine, hour * HOUR + more, room)
            machine.set_value("person.ready", machine.handle(who), int(ready))
        found.append(told + _told(machine, DAY, room))
    assert found[0] == found[1]
    assert {stable(f"trigger/{rule}") for rule in ("ring", "prepare", "despair", "hope", "steady", "help")} <= {
        record[1] for record in found[0]
    }


def _told(machine: Machine, until: int, room: int) -> list[tuple[int, ...]]:
    """When which rule happened to whom."""
    return [(r[2], r[3], *r[12 : 12 + r[7]]) for r in records(stream(machine, until, room))]
