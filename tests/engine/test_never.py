"""Dates that were never set: infinitely long ago, wherever they are read."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink, Span
from kizuna.engine.evaluate import evaluate
from kizuna.engine.machine import Machine
from kizuna.lang.resolve import expression
from kizuna.lang.types import BOOL, NEVER_WAS
from kizuna.world.luck import stable
from kizuna.world.scope_of import scope_of

from .support import DAY, HOUR, records, stream, world_of

KINDS = """
kinds:
  soul:
    agent: yes
    flags: {lit: {start: no, seen: all, believed: yes}}
    refs:
      place: {to: place, inverse: souls, seen: all}
      friend: {to: soul, inverse: friends, seen: all}
    dates:
      washed: {seen: all, believed: yes}
      born: {start: now}
bonds:
  met: {from: soul, to: soul, form: date, seen: all}
places: {hall: {}}
cast:
  Ada: {is: soul, place: hall}
  Ben: {is: soul, place: hall, washed: never}
"""
RULES = """
actions:
  greet:
    roles: {p: soul, q: soul in souls(place(p))}
    requires: {asked: "%s"}
    phrases: ["{p} greets {q}"]
"""
TICK = """
triggers:
  tick:
    roles: {p: soul}
    when: p == Ada and %s
    perceived by: [nobody]
    phrases: ["{p} ticks"]
"""
NEVER_HAPPENED = [
    "since(washed(p)) > 2 h",
    "since(washed(p)) > 70000000 * 365 days",
    "not since(washed(p)) < 2 h",
    "washed(p) == never",
    "washed(p) < now - 300 days",
    "washed(p) + 3 days == never",
    "washed(p) - 3 days == never",
    "since(washed(friend(p))) > 2 h",
    "since(met(p, q)) > 2 h",
    "since(belief(p, washed(q))) > 2 h",
    "since(learnt(p, lit(q))) > 2 h",
    "least(washed(x) for x in friends(p)) == never",
    "most(washed(x) for x in souls(place(p))) == never",
    "since(never) > 2 h",
]


def ask(machine: Machine, text: str) -> tuple[bool, bool]:
    """Whether something holds for Ada and Ben: by the slow evaluator, and by the generated code."""
    roles = {"p": machine.handle("Ada"), "q": machine.handle("Ben")}
    rule = machine.world.rules["action/greet"]
    slow = bool(evaluate(rule.requires[0].expr, roles, machine))
    return slow, machine.refusal("action/greet", roles) is None


def begin(rules: str) -> Machine:
    """Two people who have never washed nor met."""
    machine = Machine.begin(world_of(kinds=KINDS, rules=rules), 1)
    machine.autonomy = False
    return machine


@pytest.mark.parametrize("text", NEVER_HAPPENED)
def test_what_never_was_is_infinitely_long_ago(text: str) -> None:
    """Of oneself, of nobody, of a bond, of a belief, of a set without members; moved, it stays so."""
    machine = begin(RULES % text)
    assert ask(machine, text) == (True, True)
    machine.live(3 * DAY)
    assert ask(machine, text) == (True, True)


@pytest.mark.parametrize("moment", [0, 5 * HOUR, -9 * HOUR])
def test_a_date_may_be_the_first_moment_or_lie_before_it(moment: int) -> None:
    """Never is no moment, so that every moment is free to be one."""
    text = "since(washed(p)) < 2 h"
    machine = begin(RULES % text)
    machine.live(moment + HOUR if moment > 0 else HOUR)
    assert ask(machine, text) == (False, False)
    machine.set_value("soul.washed", machine.handle("Ada"), moment)
    assert ask(machine, text) == ((True, True) if moment >= 0 else (False, False))
    assert ask(machine, text)[0] == (machine.now - moment < 2 * HOUR)


def ticks(machine: Machine, until: int) -> list[int]:
    """When the trigger has happened."""
    return [record[2] for record in records(stream(machine, until)) if record[3] == stable("trigger/tick")]


def test_a_watched_time_since_never_crosses_nothing_until_the_date_is_set() -> None:
    """`<` holds from the setting on; `>` holds at once, ends with the setting, and comes true anew."""
    for order, first, second in (("<", [], [5 * HOUR]), (">", [0], [7 * HOUR + 1])):
        machine = begin(TICK % f"since(washed(p)) {order} 2 h")
        ahead = machine.kernel.library["next"]
        ada, s = machine.handle("Ada"), machine.state
        (watch,) = [watch for watch in machine.layout.watches if watch.sort == "trigger"]
        assert ahead[watch.index](s.V, s.R, s.K, s.X, s.T, ada, s.now) == 1 << 61
        assert ticks(machine, 5 * HOUR) == first
        machine.set_value("soul.washed", ada, 5 * HOUR)
        assert ticks(machine, DAY) == second


def test_a_date_can_be_set_to_never_and_begin_now() -> None:
    """`= never` takes a date back; `start: now` counts from the making."""
    machine = begin(TICK % "since(born(p)) >= 3 h" + "    effects: [washed(p) = never]\n")
    ada = machine.handle("Ada")
    machine.set_value("soul.washed", ada, HOUR)
    assert machine.spell("soul.washed", ada) == machine.world.calendar.text(HOUR)
    assert ticks(machine, DAY) == [3 * HOUR]
    assert machine.get("soul.washed", ada) == NEVER_WAS
    assert machine.spell("soul.washed", ada) == "never"


def test_never_is_a_word_of_the_language_and_no_name() -> None:
    """It reads as a moment."""
    machine, sink = begin(TICK % "lit(p)"), Sink()
    scope = scope_of(machine.world)
    assert expression("since(never) < 2 h", Span("", 0, 0), scope, sink, BOOL) is not None
    assert not list(sink)
    assert expression("never > 2 h", Span("", 0, 0), scope, sink, BOOL) is None


def test_saves_and_copies_know_what_never_was(tmp_path: object) -> None:
    """What is stored goes to a file and back."""
    machine = begin(TICK % "lit(p)")
    machine.save(f"{tmp_path}/state.npz")
    for other in (machine.copy(), Machine.load(f"{tmp_path}/state.npz", machine.world)):
        assert other.get("soul.washed", other.handle("Ben")) == NEVER_WAS
