"""Mistakes that random worlds have brought to light, each in the smallest world that shows it."""

from __future__ import annotations

import math

import pytest

from kizuna.engine.crossings import cross, meet
from kizuna.engine.curves import NEVER, clamped
from kizuna.engine.machine import Machine
from kizuna.world.luck import stable

from .support import HOUR, records, stream, world_of

KINDS = """
kinds:
  soul:
    agent: yes
    meters:
      warmth: {range: 0..10, start: 0, rate: drive(self) * 1/h, seen: all}
      load: {range: 0..room, start: 4, rate: pull(self) * 1/h, seen: all}
      hum: {range: 2..9, start: 5, rate: 0 * 1/h, seen: all}
    numbers:
      drive: {start: 1, range: -20..20}
      pull: {start: 0, range: -20..20}
      room: {start: 10, range: 1..100}
      tally: {start: 0, range: 0..1000}
    flags: {lit: {start: no, seen: all, believed: yes}}
    refs:
      place: {to: place, inverse: souls}
      friend: {to: soul, inverse: friends}
      token: {to: chip, inverse: holders}
  crow:
    agent: yes
    refs: {place: {to: place, inverse: crows}}
  chip:
    named: "{owner}'s chip"
    refs: {owner: {to: soul, inverse: chips}}
    numbers: {top: {start: base(self) * 2, range: 0..100}, base: {start: 7, range: 0..100}}
    meters: {level: {range: 0..top, start: top(self)}}
bonds:
  knows: {from: soul, to: soul, form: flag, start: no, seen: all}
  likes: {from: soul, to: chip, form: number, start: 0, range: 0..9}
"""
PLACES = """
places: {hall: {}, yard: {}}
roads: [{between: [hall, yard], length: 1 km}]
cast:
  Ada: {is: soul, place: hall, knows: [Ben]}
  Ben: {is: soul, place: hall}
  Kra: {is: crow, place: hall}
"""


def play(rules: str, kinds: str = KINDS, places: str = PLACES) -> Machine:
    """The small world with some rules."""
    return Machine.begin(world_of(kinds=kinds, places=places, rules=rules), 1)


def times(machine: Machine, rule: str, until: int = 48 * HOUR) -> list[int]:
    """When a rule is recorded."""
    return [record[2] for record in records(stream(machine, until)) if record[3] == stable(rule)]


def trigger(when: str, more: str = "", role: str = "p: soul") -> str:
    """One trigger that only counts."""
    return f"""
triggers:
  tick:
    roles: {{{role}}}
    when: {when}
    {more}
    effects: [tally(p) += 1]
    perceived by: [nobody]
    phrases: ["{{p}} ticks"]
"""


def test_a_condition_on_those_one_has_a_bond_with_is_looked_at_when_they_change() -> None:
    """The way back along a bond leads to who has it, not to the bond's row."""
    machine = play(trigger("lit(q)", role='p: soul, q: "soul in knows(p, *)"'))
    machine.live(HOUR)
    machine.set_value("soul.lit", machine.handle("Ben"), 1)
    assert times(machine, "trigger/tick") == [HOUR]


def test_a_condition_that_ends_sooner_than_expected_can_come_true_anew() -> None:
    """A condition that holds is looked at again when the moment of its end moves."""
    machine = play(trigger("load(p) > 5"))
    ada = machine.handle("Ada")
    machine.set_value("soul.load", ada, 9)
    machine.set_value("soul.pull", ada, -1)
    machine.live(HOUR)
    machine.set_value("soul.pull", ada, -10)
    machine.live(2 * HOUR)
    machine.set_value("soul.load", ada, 9)
    assert len(times(machine, "trigger/tick")) == 2


def test_what_a_meter_is_compared_with_may_change_by_the_clock() -> None:
    """A condition inside the other side of a comparison has its own moments."""
    machine = play(trigger("hum(p) > (if clock >= 09:00 then 3 else 6)"))
    clock = machine.world.calendar.clock(0)
    assert set(times(machine, "trigger/tick", 24 * HOUR)) == {
        9 * HOUR - clock if clock < 9 * HOUR else 33 * HOUR - clock
    }


def test_a_condition_over_all_of_a_kind_sees_who_comes_and_goes() -> None:
    """What is made or ends is news to whoever looks at all of its kind."""
    rules = (
        trigger("count(c in all chip) > 0")
        + """
  make:
    every: 5 h
    roles: {p: soul}
    when: p == Ada
    effects: [create chip c: {}]
    phrases: ["{p} makes a chip"]
  waste:
    every: 7 h
    roles: {c: chip}
    effects: [remove c]
    phrases: ["{c} goes to waste"]
"""
    )
    machine = play(rules)
    stream(machine, 6 * HOUR)
    assert machine.get("soul.tally", machine.handle("Ben")) == 1
    stream(machine, 7 * HOUR + 1000)
    stream(machine, 12 * HOUR)
    assert machine.get("soul.tally", machine.handle("Ben")) == 2


def test_a_meter_is_cut_when_its_range_shrinks_and_stays_when_it_grows() -> None:
    """A bound that moves takes a meter with it downwards only."""
    machine = play(trigger("load(p) >= 30"))
    ada = machine.handle("Ada")
    machine.set_value("soul.pull", ada, 1)
    machine.live(20 * HOUR)
    assert machine.get("soul.load", ada) == 10
    machine.set_value("soul.room", ada, 50)
    assert machine.get("soul.load", ada) == 10
    machine.live(22 * HOUR)
    assert machine.get("soul.load", ada) == pytest.approx(12)
    machine.drain()
    machine.set_value("soul.room", ada, 5)
    assert machine.get("soul.load", ada) == 5
    assert records(machine.drain())[0][10] == 2


def test_what_is_made_starts_from_its_own_bounds() -> None:
    """Starts and bounds of what is made are worked out in the order in which they need each other."""
    machine = play(trigger("lit(p)").replace("tally(p) += 1", "create chip c: {level: 30, base: 20, owner: p}"))
    machine.set_value("soul.lit", machine.handle("Ada"), 1)
    machine.live(HOUR)
    (chip,) = machine.members("chip")
    assert machine.get("chip.top", chip) == 40
    assert machine.get("chip.level", chip) == 30


def test_a_meter_of_nobody_is_zero() -> None:
    """Even where no meter of anybody can be."""
    machine = play(trigger("hum(friend(p)) <= 1"))
    assert len(times(machine, "trigger/tick")) == 2


def test_a_belief_of_another_kind_of_agent_marks_nothing_of_strangers() -> None:
    """Who holds a belief decides whose conditions hang on it."""
    machine = play(
        trigger("lit(p)")
        + """
  doubt:
    roles: {c: chip}
    when: belief(owner(c), lit(Ada))
    effects: [remove c]
    phrases: ["{c} is doubted"]
"""
    )
    kra, before = machine.handle("Kra"), list(machine.state.D)
    machine.kernel.writer.begin()
    machine.kernel.writer.believe(machine.layout.slots["soul.lit"].index, (kra, machine.handle("Ada"), 0, 0), 1, 1, 1.0)
    assert before[: len(machine.state.D)] + [0] * (len(machine.state.D) - len(before)) == machine.state.D


LEAVE = """
actions:
  leave:
    roles: {p: soul, q: soul in souls(place(p))}
    requires: {the other: p != q, it is me: p == Ada}
    utility: 1
    takes: 2 h
    claims: [q]
    effects: [remove p]
    phrases: ["{p} leaves {q}"]
"""


def test_somebody_may_end_by_his_own_action() -> None:
    """He is neither asked what he does nor decides again; nothing refers to him."""
    machine = play(LEAVE)
    ada, ben = machine.handle("Ada"), machine.handle("Ben")
    machine.set_value("soul.friend", ben, ada)
    machine.live(9 * HOUR)
    assert ada not in machine.members("soul")
    assert machine.get("soul.friend", ben) == 0
    assert machine.ties() == []
    assert machine.state.X[ben + machine.layout.kinds["soul"].claimed] == 0


def test_who_ends_gives_back_what_he_claimed() -> None:
    """A claim lasts no longer than who has it."""
    machine = play(
        LEAVE.replace("remove p", "tally(p) += 1")
        + trigger("warmth(p) >= 1 and p == Ada").replace("tally(p) += 1", "remove p")
    )
    ben = machine.handle("Ben")
    machine.live(9 * HOUR)
    assert machine.handle("Ada") not in machine.members("soul")
    assert machine.state.X[ben + machine.layout.kinds["soul"].claimed] == 0


CHIPS = """
triggers:
  make:
    every: 3 h
    roles: {p: soul}
    when: p == Ada and count(c in chips(p)) < 2
    effects: [create chip c: {owner: p}]
    phrases: ["{p} makes a chip"]
  spend:
    every: 4 h
    roles: {c: chip}
    effects: [remove c, token(Ben) = c]
    phrases: ["{c} is spent"]
  mourn:
    on: spend
    roles: {c: chip}
    effects: [base(c) = 99, owner(c) = Ben]
    phrases: ["{c} is mourned"]
  watch:
    every: 5 h
    effects: [create chip c: {}, remove c]
    phrases: ["a chip comes and goes"]
"""


def test_nothing_happens_to_what_has_ended() -> None:
    """No reaction, reference or write reaches a row after its end, nor whoever has it next."""
    machine = play(CHIPS)
    found = records(stream(machine, 60 * HOUR))
    assert not any(record[3] == stable("trigger/mourn") for record in found)
    assert machine.get("soul.token", machine.handle("Ben")) == 0
    assert machine.inverse("chip.owner", machine.handle("Ben")) == []
    assert all(machine.get("chip.base", chip) == 7 for chip in machine.members("chip"))


def test_what_ends_at_once_leaves_no_schedule() -> None:
    """A trigger of the world happens no more often because something was made and ended at one instant."""
    machine = play(CHIPS)
    assert times(machine, "trigger/watch", 60 * HOUR) == [t * HOUR for t in (*_every(machine, 5, 60),)]


def _every(machine: Machine, hours: int, until: int) -> list[int]:
    """The hours of a life at which the time since the calendar's midnight is a multiple of `hours`."""
    offset = machine.world.calendar.offset // HOUR
    return [hour for hour in range(1, until + 1) if (hour + offset) % hours == 0]


def test_the_row_of_what_the_pack_names_is_given_to_nobody_else() -> None:
    """An expression that names somebody never reads somebody else."""
    kinds = KINDS.replace(
        "{to: place, inverse: crows}}", "{to: place, inverse: crows}}\n    numbers: {age: {start: 3}}"
    )
    rules = (
        trigger("age(Kra) == 4")
        + """
  go:
    every: 3 h
    roles: {c: crow}
    effects: [remove c, create crow d: {age: 4}]
    phrases: ["{c} goes"]
"""
    )
    machine = play(rules, kinds)
    assert times(machine, "trigger/tick") == []
    assert machine.get("crow.age", machine.handle("Kra")) == 3


def test_no_event_is_its_own_cause() -> None:
    """What an action reads of its doer's being busy was not written by its own beginning."""
    machine = play("""
actions:
  work:
    roles: {p: soul}
    utility: if busy(p) then 2 else 1
    takes: 1 h
    effects: [tally(p) += 1]
    phrases: ["{p} works"]
""")
    for record in records(stream(machine, 9 * HOUR)):
        causes = record[12 + record[7] + 1 : 12 + record[7] + 2 * record[8] : 2]
        assert record[1] not in causes


def test_again_waits_no_longer_than_the_condition_lasts() -> None:
    """A condition that ends by itself and comes true anew fires then, whatever `again` says."""
    machine = play(trigger("clock < 08:00 or clock >= 09:00", "again: 23 h"))
    fired = times(machine, "trigger/tick", 24 * HOUR)
    clock = machine.world.calendar.clock(0)
    assert (9 * HOUR - clock) % (24 * HOUR) in fired


def _curves(*rows: tuple[float, float, float]) -> tuple[list[float], list[float], list[float], list[int]]:
    V, R, K = (list(column) for column in zip(*rows, strict=True))
    return V, R, K, [0] * len(V)


def test_meters_may_meet_after_one_has_reached_its_bound() -> None:
    """A line that has stopped is overtaken."""
    lines = _curves((5.0, 1.0, 0.0), (0.0, 0.5, 0.0))
    now = 0
    for _ in range(5):
        now = meet(*lines, 0, 0.0, 10.0, 1, 0.0, 100.0, now)
        if now == 20:
            return
    pytest.fail(f"never met, last looked at {now}")


def test_meters_that_meet_twice_are_caught_in_between() -> None:
    """An approach that touches a line and falls behind it again."""
    curves = _curves((0.0, 10.0, 1e-3), (9.43, 1e-4, 0.0))
    wide = (-1e300, 1e300)

    def behind(at: int) -> bool:
        return clamped(*curves, 0, *wide, at) < clamped(*curves, 1, *wide, at)

    truth = [at for at in range(1, 9_000) if behind(at) != behind(at - 1)]
    now, seen = 0, []
    while now < NEVER and len(seen) < 9:
        now = meet(*curves, 0, *wide, 1, *wide, now)
        seen.append(now)
    assert len(truth) == 2
    assert set(truth) <= set(seen)


def test_a_meter_held_at_its_bound_by_a_target_beyond_it_is_left_alone() -> None:
    """It stands still, and is not looked at every millisecond."""
    assert cross(*_curves((1.0, 1.5, 1e-6)), 0, 0.0, 1.0, 1.0, 50) == NEVER


def test_an_approach_is_not_lost_to_rounding_just_before_it_crosses() -> None:
    """A crossing that lies ahead lies a millisecond ahead at least."""
    value = 1e6 + (0.3 - 1e6)
    assert cross(*_curves((value, 1e6, 1e-9)), 0, 0.0, 1e7, value + 1e-11, 0) == 1


@pytest.mark.parametrize(("value", "target", "pace", "least"), [
    (0.6, math.nextafter(0.6, 1.0), 1 / 1_800_000, 1_000_000),
    (0.6, math.nextafter(0.6, 0.0), 1 / 1_800_000, 1_000_000),
    (4250.0, 1e-16, 0.0, 1_000),
])
def test_a_meter_that_rounding_holds_at_a_level_is_not_looked_at_every_millisecond(
    value: float, target: float, pace: float, least: int
) -> None:
    """The moment at which it leaves is found at once, to the millisecond."""
    curves = _curves((value, target, pace))
    left = cross(*curves, 0, 0.0, 1e4, value, 0)
    assert left > least
    assert clamped(*curves, 0, 0.0, 1e4, left - 1) == value
    assert clamped(*curves, 0, 0.0, 1e4, left) != value
