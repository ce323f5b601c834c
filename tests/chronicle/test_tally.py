"""The tally of a run, made from columns, is the one that goes through its events one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from chronicle_samples import Lived

from kizuna.chronicle.event import Event
from kizuna.chronicle.integrity import Faults
from kizuna.chronicle.run import Run
from kizuna.chronicle.tally import Tally, Turn, tally
from kizuna.cli.main import main
from kizuna.diagnostics import Sink

LIBRARY = Path(__file__).resolve().parents[1] / "library"


def one_by_one(run: Run, agents: frozenset[int]) -> Tally:
    """The same by decoding everything."""
    found = Tally(faults=Faults())
    for event in run.events():
        if found.faults.see(event) or event.status in ("begins", "directed"):
            continue
        found.rules[event.rule] += 1
        if event.outcome >= 0:
            found.outcomes[event.rule, event.outcome] += 1
        for role in event.roles:
            if role in agents and event.status == "done":
                found.first.setdefault((role, event.rule), event.number)
        _changes(found, event, agents)
    return found


def _changes(found: Tally, event: Event, agents: frozenset[int]) -> None:
    for change in event.changes:
        if change.form == "created":
            found.made[change.attr] += 1
        elif change.form == "removed":
            found.ended[change.attr] += 1
        elif change.form == "int" and not change.belief and change.bearer in agents:
            key = change.attr, change.bearer, change.second
            turn = found.turns.get(key)
            old, times = (int(change.old), 0) if turn is None else (turn.old, turn.times)
            found.turns[key] = Turn(old, int(change.new), times + 1)


def compare(out: Path) -> Tally:
    """Both ways for the run in a folder, in the same order where the order is said to mean something."""
    sink = Sink()
    run = Run.open(out, sink)
    assert run is not None
    agents = frozenset(ident for ident, row in run.names.things.items() if run.names.kinds[row.kind].agent)
    quick, slow = tally(run, agents), one_by_one(run, agents)
    for name in ("rules", "made", "ended", "first"):
        assert list(getattr(quick, name).items()) == list(getattr(slow, name).items())
    assert (quick.turns, quick.outcomes) == (slow.turns, slow.outcomes)
    choices = {attr for attr, row in run.names.attributes.items() if row.form == "choice"}
    last: dict[tuple[str, int], int] = {}
    for event in run.events():
        for change in event.changes if event.status not in ("begins", "directed") else ():
            if change.form == "int" and not change.belief and change.attr in choices and change.bearer not in agents:
                last[change.attr, change.bearer] = int(change.new)
    assert quick.states == last
    assert quick.faults.found == slow.faults.found
    assert not sink.found
    return quick


def test_the_tally_of_the_well_is_that_of_its_events(lived: Lived) -> None:
    """Rules, things made, first times, turns."""
    found = compare(lived.out)
    assert found.rules
    assert found.made
    assert found.first


@pytest.mark.parametrize(("pack", "days", "people"), [("harbour", 3, 0), ("mill", 5, 20)])
def test_so_are_those_of_other_worlds(pack: str, days: int, people: int, tmp_path: Path) -> None:
    """With choices and flags that turn, things that end, and many people."""
    home = LIBRARY if (LIBRARY / pack).is_dir() else LIBRARY.parent / "worlds"
    words = ["run", str(home / pack), "--days", str(days), "--people", str(people), "--out", str(tmp_path / "run")]
    assert main([*words, "--format", "json"]) == 0
    assert sum(compare(tmp_path / "run").rules.values()) > 10


def test_nothing_at_all_has_a_tally(lived: Lived) -> None:
    """A run without events."""
    run = Run.open(lived.out, Sink())
    assert run is not None
    run.blocks = []
    assert not tally(run, [1, 2]).rules
    assert tally(run, []).first == {}
    assert Counter() == tally(run, []).made
