"""After any intervention, every event that changed is reached by a path of dependencies from it."""

from __future__ import annotations

import pytest

from kizuna.engine.machine import Machine
from kizuna.engine.trace import Trace

from .support import DAY, HOUR, mill

CHANGES = [
    ("person.strength", "Ada", 0.05),
    ("person.hunger", "Cid", 0.95),
    ("person.awake", "Ben", 0),
    ("person.patience", "Dora", 0.0),
    ("person.blood", "Ben", 1500.0),
    ("person.reckoning", "Ada", 17.0),
]


def _lived(change: tuple[str, str, float] | None, until: int) -> tuple[Trace, set[int]]:
    machine = Machine.begin(mill(), 11)
    machine.live(2 * DAY + 5 * HOUR)
    machine.drain()
    trace = Trace(machine)
    source: set[int] = set()
    if change is not None:
        attr, who, value = change

        def apply() -> None:
            machine.set_value(attr, machine.handle(who), value)

        source.add(trace.outside(apply).number)
    trace.live(until)
    return trace, source


def _by_event(trace: Trace) -> dict[int, tuple[tuple[int, ...], int]]:
    return {record[1]: (record, step.number) for step in trace.steps for record in step.records}


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c[0]} of {c[1]}")
def test_what_changed_depends_on_the_intervention(change: tuple[str, str, float]) -> None:
    """In one of the two lives every changed, gone or new event depends on a cell that the intervention wrote.

    An event that is gone depends, in the life where it is, on what the other life wrote otherwise; so the cells that
    differ between the lives at any step are the sources there.
    """
    until = 6 * DAY
    plain, _ = _lived(None, until)
    other, source = _lived(change, until)
    reached = other.reached_from(source)
    touched = set().union(*(other.steps[n].writes for n in reached))
    before, after = _by_event(plain), _by_event(other)
    stray = [e for e, (record, step) in after.items() if before.get(e, ((), 0))[0] != record and step not in reached]
    assert stray == []
    gone = [step for e, (record, step) in before.items() if after.get(e, ((), 0))[0] != record]
    blind = [n for n in gone if not _leads_back(plain, n, touched)]
    assert blind == []


def _leads_back(trace: Trace, number: int, touched: set[tuple[str, object]]) -> bool:
    """Whether a step or one that it depends on reads a cell that the other life wrote because of the intervention."""
    pending, seen = [number], {number}
    while pending:
        step = trace.steps[pending.pop()]
        if step.reads & touched:
            return True
        for need in step.needs - seen:
            seen.add(need)
            pending.append(need)
    return False


def test_something_changes_at_all() -> None:
    """The interventions above are felt."""
    plain, _ = _lived(None, 6 * DAY)
    other, _ = _lived(CHANGES[0], 6 * DAY)
    assert set(_by_event(plain)) != set(_by_event(other))
