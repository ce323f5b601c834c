"""The tally of a run, made from columns, is the one that goes through its events one by one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from chronicle_samples import Lived
from hypothesis import given
from hypothesis import strategies as st

from kizuna.chronicle.event import STATUSES, Event
from kizuna.chronicle.firsts import NONE, Firsts
from kizuna.chronicle.integrity import Faults
from kizuna.chronicle.run import Run
from kizuna.chronicle.spates import WEEK, Spates
from kizuna.chronicle.tally import Tally, tally
from kizuna.chronicle.turns import Turns
from kizuna.cli.main import main
from kizuna.diagnostics import Sink
from kizuna.world.luck import stable

LIBRARY = Path(__file__).resolve().parents[1] / "library"
MILL = LIBRARY.parent / "worlds" / "mill"


@dataclass
class Slow:
    """What a tally counts, as plain dictionaries. A turn is its first and last value, and how often it changed."""

    rules: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, int]] = field(default_factory=Counter)
    first: dict[tuple[int, int], int] = field(default_factory=dict)
    turns: dict[tuple[int, int, int], tuple[int, int, int]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)


def one_by_one(run: Run, agents: frozenset[int]) -> Slow:
    """The same by decoding everything."""
    found = Slow()
    for event in run.events():
        _changes(found, event, agents)
        if found.faults.see(event) or event.status in ("begins", "directed"):
            continue
        found.rules[event.rule] += 1
        found.last[event.rule] = event.number
        if event.outcome >= 0:
            found.outcomes[event.rule, event.outcome] += 1
        for role in event.roles:
            if role in agents and event.status == "done":
                found.first.setdefault((role, stable(event.rule)), event.number)
    return found


def _changes(found: Slow, event: Event, agents: frozenset[int]) -> None:
    for change in event.changes:
        if change.form == "created":
            found.made[change.attr] += 1
        elif change.form == "removed":
            found.ended[change.attr] += 1
        elif change.form == "int" and not change.belief and change.bearer in agents:
            key = stable(change.attr), change.bearer, change.second
            old, _, times = found.turns.get(key, (int(change.old), 0, 0))
            found.turns[key] = old, int(change.new), times + 1


def known(firsts: Firsts) -> dict[tuple[int, int], int]:
    """All there are: (agent, hash of the rule) -> number."""
    table = firsts.numbers.tolist()
    return {
        (agent, word): numbers[column]
        for agent, numbers in zip(firsts.agents.tolist(), table, strict=True)
        for word, column in firsts.rules.items() if numbers[column] != NONE
    }


def for_good(turns: Turns | dict[tuple[int, int, int], tuple[int, int, int]], most: int) -> set[tuple[int, ...]]:
    """Those that are otherwise at the end, and changed at most so often: the cell, the old value and the new."""
    if isinstance(turns, Turns):
        found = list(turns.for_good(most))
        assert len(set(found)) == len(found)
        return set(found)
    return {(*cell, old, new) for cell, (old, new, times) in turns.items() if old != new and times <= most}


def compare(out: Path) -> Tally:
    """Both ways for the run in a folder, in the same order where the order is said to mean something."""
    sink = Sink()
    run = Run.open(out, sink)
    assert run is not None
    agents = frozenset(ident for ident, row in run.names.things.items() if run.names.kinds[row.kind].agent)
    quick, slow = tally(run, agents), one_by_one(run, agents)
    for name in ("rules", "made", "ended"):
        assert list(getattr(quick, name).items()) == list(getattr(slow, name).items())
    assert quick.last == slow.last
    assert known(quick.first) == slow.first
    assert for_good(quick.turns, 1000) == for_good(slow.turns, 1000)
    assert quick.outcomes == slow.outcomes
    choices = {attr for attr, row in run.names.attributes.items() if row.form == "choice"}
    last: dict[tuple[str, int], int] = {}
    for event in run.events():
        for change in event.changes:
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
    assert known(found.first)


@pytest.mark.parametrize("often", [1, 7, 30, 100_000])
def test_what_happens_to_one_over_and_over(tmp_path: Path, often: int) -> None:
    """Rule and first role, by the week, as often as counting each event says; the worst first."""
    assert main(["run", str(MILL), "--days", "16", "--people", "20", "--out", str(tmp_path / "run")]) == 0
    run = Run.open(tmp_path / "run", Sink())
    assert run is not None
    counts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for event in run.events():
        if event.status not in ("begins", "directed") and event.roles:
            counts[stable(event.rule), event.roles[0]][event.time // WEEK] += 1
    expected = {}
    for pair, weeks in counts.items():
        full = {week: times for week, times in weeks.items() if times >= often}
        if full:
            expected[pair] = (max(full.values()), len(full), min(full) * WEEK)
    blocks = [
        (found, ~np.isin(found.statuses, [STATUSES.index(status) for status in ("begins", "directed")]))
        for found in run.columns()
    ]
    spates = Spates(often)
    for found, counted in blocks:
        spates.add(found, counted)
    told = spates.found(blocks)
    assert {(one.rule, one.who): (one.most, one.weeks, one.since) for one in told} == expected
    assert bool(expected) == (often < 1000)
    assert [one.most for one in told] == sorted((one.most for one in told), reverse=True)


RESTLESS = """
kinds: {person: {agent: yes}}
triggers:
  fidget:
    roles: {p: person}
    when: {always: clock >= 0:00}
    again: GAP
    effects: []
    phrases: ["{p} fidgets"]
cast: {Mara: {is: person}}
"""


@pytest.mark.parametrize(("gap", "told"), [("5 min", True), ("11 min", False)])
def test_a_run_says_what_happens_over_and_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gap: str, told: bool
) -> None:
    """In the summary and in JSON: who, what, how often in the worst week, in how many weeks."""
    pack = tmp_path / "restless"
    pack.mkdir()
    text = RESTLESS.replace("GAP", gap)
    (pack / "pack.yaml").write_text("pack: restless\nlanguage: 1\nabout: Nobody sits still.\n", encoding="utf-8")
    (pack / "people.yaml").write_text(text, encoding="utf-8")
    command = ["run", str(pack), "--days", "14", "--seed", "1"]
    assert main([*command, "--out", str(tmp_path / "one")]) == 0
    page = capsys.readouterr().out
    assert ("Over and over" in page) == told
    assert ("2 016 times a week  fidget: Mara, in 2 weeks from " in page) == told
    assert main([*command, "--out", str(tmp_path / "two"), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["over and over"]
    assert [(one["rule"], one["who"], one["most in a week"], one["weeks"]) for one in found] == (
        [("fidget", "Mara", 2016, 2)] if told else []
    )


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
    assert known(tally(run, []).first) == {}
    assert Counter() == tally(run, []).made


CELL = st.integers(1, 2), st.integers(1, 3), st.integers(0, 1)
CHANGES = st.lists(st.tuples(*CELL, st.integers(0, 2), st.integers(0, 2)))


@given(st.lists(CHANGES), st.integers(0, 3), st.integers(1, 4))
def test_turns_are_those_of_each_cell_in_order(blocks: list[list[tuple[int, ...]]], most: int, room: int) -> None:
    """However changes are cut into blocks, and whenever they are put together."""
    turns, slow = Turns(room), dict[tuple[int, int, int], tuple[int, int, int]]()
    for block in blocks:
        table = np.array(block, dtype=np.int64).reshape(-1, 5)
        turns.add(table[:, :3], table[:, 3], table[:, 4])
        for attr, bearer, other, before, after in block:
            old, _, times = slow.get((attr, bearer, other), (before, 0, 0))
            slow[attr, bearer, other] = old, after, times + 1
    assert for_good(turns, most) == for_good(slow, most)


TOOK_PART = st.lists(st.tuples(st.integers(0, 3), st.integers(7, 11)))


@given(st.lists(TOOK_PART), st.integers(1, 3), st.integers(1, 4))
def test_the_first_of_each_and_the_rarest(blocks: list[list[tuple[int, int]]], each: int, most: int) -> None:
    """Rules that nobody knew before included; of as many as weigh the same none is left out."""
    agents = np.array([20, 30, 40, 50], dtype=np.int64)
    firsts, slow, number = Firsts(agents, (9, 7)), dict[tuple[int, int], int](), 0
    for block in blocks:
        table = np.array(block, dtype=np.int64).reshape(-1, 2)
        firsts.add(table[:, 0], table[:, 1], np.arange(number, number + len(block)))
        for place, rule in block:
            slow.setdefault((int(agents[place]), rule), number)
            number += 1
    assert known(firsts) == slow
    assert firsts.last_of_each() == {
        rule: max(n for (_, one), n in slow.items() if one == rule) for _, rule in slow
    }
    weights = {rule: -0.5 * rule for rule in range(7, 11)}
    people = []
    for agent in {agent for agent, _ in slow}:
        own = sorted((weights.get(rule, 0.0), n) for (one, rule), n in slow.items() if one == agent)[:each]
        people.append((sum(weight for weight, _ in own), agent, sorted(n for _, n in own)))
    limit = max(sorted(weight for weight, _, _ in people)[:most], default=0.0)
    assert sorted(firsts.rarest(weights, each, most)) == sorted(one for one in people if one[0] <= limit)
