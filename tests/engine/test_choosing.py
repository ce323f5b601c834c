"""What somebody would choose now is what he begins when he is made to decide, and looking changes nothing."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.codegen import layout as at
from kizuna.engine.choosing import Option, choice_now, decides_next, is_taken, option, under_way
from kizuna.engine.machine import Machine
from kizuna.engine.state import DECIDE

from .support import DAY, HOUR, stream, world_of

WORLD = """
kinds:
  soul:
    agent: yes
    decides: {every: {}, while: awake(self)}
    meters:
      rest: {range: 0..1, start: 80 %, rate: if awake(self) then -4 %/h else 9 %/h, seen: all}
    numbers: {coins: {start: 3, range: 0..1000}}
    flags: {awake: {start: yes}}
    refs:
      place: {to: place, inverse: souls, seen: all}
      errand: {to: errand, inverse: bearers, seen: all}
  errand: {}
bonds:
  liking: {from: soul, to: soul, range: 0..1, start: 20 %}
places: {hall: {}, yard: {}}
modes: {on foot: {}}
roads: [{between: [hall, yard], length: 1 km, modes: all}]
things:
  first errand: {is: errand}
  second errand: {is: errand}
actions:
  walk:
    roles: {p: soul, goal: place}
    requires: {elsewhere: place(p) != goal}
    utility: 0.3
    takes: distance(place(p), goal, on_foot) / (4 km/h)
    journey: {who: p, to: goal}
    effects: [place(p) = goal]
  chat:
    roles: {p: soul, q: soul in souls(place(p))}
    requires: {others: p != q}
    utility: 0.2 + liking(p, q)
    takes: 10 min
    effects: ["liking(p, q) += 4 %"]
  nurse:
    roles: {p: soul, q: soul in souls(place(p))}
    requires: {others: p != q, worn: rest(q) < 40 %}
    claims: [q]
    utility: 0.9
    takes: 40 min
    effects: [coins(p) += 1]
  pay:
    roles: {p: soul, q: "soul in liking(p, *)"}
    requires: {has some: coins(p) >= 1, others: p != q}
    utility: 0.25 * liking(p, q) * 4
    effects: [coins(p) -= 1, coins(q) += 1]
  run about:
    roles: {p: soul}
    luck per: errand(p)
    utility: 0.3
    takes: 5 min
    effects: [coins(p) += 1]
  idle:
    roles: {p: soul}
    luck per: occurrence
    utility: 0.35
    takes: 20 min
  lie down:
    roles: {p: soul}
    requires: {worn: rest(p) < 20 %}
    utility: 3
    effects: [awake(p) = no]
  shout:
    roles: {p: soul}
    effects: [coins(p) += 1]
triggers:
  wakes:
    roles: {p: soul}
    when: rest(p) >= 95 % and not awake(p)
    effects: [awake(p) = yes]
cast:
"""


@cache
def begun() -> Machine:
    """Thirty people in two places, so that a crowd is not looked at as a whole."""
    cast = "".join(
        f"  Soul {number}: {{is: soul, place: {'hall' if number % 3 else 'yard'},"
        f" errand: {'first' if number % 2 else 'second'} errand, rest: {20 + 2 * number} %}}\n"
        for number in range(30)
    )
    return Machine.begin(world_of(world=WORLD + cast), 5)


def at_moment(moment: int) -> Machine:
    """The thirty at a moment."""
    machine = begun().copy()
    stream(machine, moment)
    return machine


def at_decision(moment: int) -> tuple[Machine, int]:
    """The thirty just before somebody decides, and who it is."""
    machine = at_moment(moment)
    kernel, s = machine.kernel, machine.state
    while True:
        when = kernel.next_due()
        assert when is not None
        if not s.queue and s.heap[0][3] == DECIDE:
            s.now = when
            return machine, s.heap[0][4] - at.BUSY
        kernel.step(when)


def made_to_decide(machine: Machine, doer: int) -> tuple[str, dict[str, int]] | None:
    """What somebody begins when a copy lets him alone decide; None if nothing."""
    other = machine.copy()
    kernel, s = other.kernel, other.state
    begun: list[tuple[int, tuple[int, ...]]] = []
    begin = kernel.begin

    def noted(number: int, roles: tuple[int, ...], sort: int) -> int:
        begun.append((number, roles))
        return begin(number, roles, sort)

    kernel.begin = noted  # type: ignore[method-assign, assignment]
    for entry in s.heap:
        if entry[3] == DECIDE and entry[4] != doer + at.BUSY:
            s.Q[entry[4]] = 0
    kernel.step(s.now)
    while s.queue and not begun:
        kernel.step(s.now)
    if not begun:
        return None
    rule = kernel.rules[begun[0][0] - 1]
    return rule.id, dict(zip([role.name for role in rule.roles], begun[0][1], strict=False))


@settings(max_examples=80, deadline=None)
@given(moment=st.integers(0, 3 * DAY))
def test_what_would_be_chosen_is_what_is_begun(moment: int) -> None:
    """By whoever decides next, from any moment on."""
    machine, doer = at_decision(moment)
    found = choice_now(machine, doer)
    assert (found and (found.rule, found.roles)) == made_to_decide(machine, doer)


@settings(max_examples=40, deadline=None)
@given(moment=st.integers(0, 3 * DAY), who=st.integers(0, 29))
def test_nothing_possible_is_worth_more_than_the_choice(moment: int, who: int) -> None:
    """With the same luck: what is worth more is taken by somebody else, or is with one out of a crowd."""
    machine = at_moment(moment)
    doer = machine.handle(f"Soul {who}")
    best = choice_now(machine, doer)
    assert best is not None
    again = option(machine, machine.world.rules[best.rule], best.roles)
    assert again == Option(best.rule, best.roles, best.utility, pytest.approx(best.luck))
    for rule in machine.world.rules.values():
        if rule.sort != "action" or rule.utility is None:
            continue
        bound = machine.bind(rule.id, {"p": doer})
        own = option(machine, rule, bound) if bound is not None else None
        if own is not None and bound is not None and own.score > best.score + 1e-12:
            crowd = machine.inverse("soul.place", int(machine.get("soul.place", doer)))
            assert is_taken(machine, rule, bound) or len(crowd) > 12


@settings(max_examples=15, deadline=None)
@given(moment=st.integers(0, 3 * DAY), who=st.integers(0, 29))
def test_looking_changes_nothing(moment: int, who: int) -> None:
    """Neither a cell nor what is lived afterwards."""
    machine = at_moment(moment)
    doer = machine.handle(f"Soul {who}")
    s = machine.state
    before = [list(cells) for cells in (s.V, s.R, s.K, s.X, s.W, s.Q)], sorted(s.heap), dict(s.T)
    other = machine.copy()
    best = choice_now(machine, doer)
    assert best is not None
    option(machine, machine.world.rules[best.rule], best.roles)
    assert ([list(cells) for cells in (s.V, s.R, s.K, s.X, s.W, s.Q)], sorted(s.heap), dict(s.T)) == before
    assert stream(machine, moment + HOUR) == stream(other, moment + HOUR)


def test_what_somebody_does_is_told_with_its_span() -> None:
    """Everybody is busy or decides soon; who has lain down does neither."""
    machine = at_moment(DAY // 4)
    seen = set()
    for doer in machine.members("soul"):
        act, when = under_way(machine, doer), decides_next(machine, doer)
        seen.add((act is not None, when is not None))
        assert (act.rule if act is not None else "") == machine.doing(doer)
        if act is not None:
            assert act.roles["p"] == doer
            assert act.since <= machine.now < act.until
        elif when is not None:
            assert when > machine.now
    assert (True, False) in seen
    assert (True, True) not in seen


def test_what_has_no_utility_is_chosen_by_nobody() -> None:
    """There is nothing to compare."""
    machine = at_moment(HOUR)
    doer = machine.handle("Soul 3")
    assert option(machine, machine.world.rules["action/shout"], {"p": doer}) is None
    assert option(machine, machine.world.rules["trigger/wakes"], {"p": doer}) is None
