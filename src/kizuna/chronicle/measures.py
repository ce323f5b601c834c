"""What a run comes to as numbers with names, out of its chronicle and the names of its pack alone."""

from __future__ import annotations

from collections import Counter

from kizuna.chronicle.change_codec import named
from kizuna.chronicle.run import Run
from kizuna.chronicle.tally import Tally, tally
from kizuna.chronicle.turns import Turn
from kizuna.world.wording import bare, spaced

Measures = dict[str, dict[str, int]]
"""Group -> name -> number."""

GROUPS = {
    "run": "", "made": "things made", "gone": "things gone", "turned": "people who are otherwise at the end",
    "outcome": "outcomes", "state": "things made, by what they are at the end", "rule": "events",
}
"""The groups, and how they are headed."""

SETTLED = 3
"""A state that somebody changes more often than this is a habit, not a turn of his life."""


def agents_of(run: Run) -> frozenset[int]:
    """The identities of those who decide for themselves, as far as they are named."""
    return frozenset(ident for ident, row in run.names.things.items() if run.names.kinds[row.kind].agent)


def measures(run: Run) -> Measures:
    """Counts of a run. Damage goes to the sink that it was opened with."""
    agents = agents_of(run)
    found = tally(run, agents)
    return {
        "run": {"events": run.count, "people": len(agents), "faults": len(found.faults.found)},
        "made": dict(sorted(found.made.items())),
        "gone": dict(sorted(found.ended.items())),
        "turned": _turned(run, found),
        "outcome": _outcomes(run, found),
        "state": _states(run, found),
        "rule": dict(sorted((_rule(run, rule), count) for rule, count in found.rules.items())),
    }


def turn_name(run: Run, turn: Turn) -> str:
    """How a turn is called, such as `alive: yes → no`."""
    attr = named(run.tables.attributes, turn.attr)
    name = spaced(bare(attr))
    return f"{name}: {run.names.value(attr, turn.old, 'int')} → {run.names.value(attr, turn.new, 'int')}"


def _turned(run: Run, found: Tally) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for turn in found.turns.for_good(SETTLED):
        counts[turn_name(run, turn)] += 1
    return dict(sorted(counts.items()))


def _outcomes(run: Run, found: Tally) -> dict[str, int]:
    counts = {}
    for (rule, which), count in found.outcomes.items():
        row = run.names.rules.get(rule)
        outcome = row.outcomes[which] if row is not None and which < len(row.outcomes) else str(which)
        counts[f"{_rule(run, rule)}: {outcome}"] = count
    return dict(sorted(counts.items()))


def _states(run: Run, found: Tally) -> dict[str, int]:
    counts: Counter[str] = Counter()
    made = run.index.makers
    for (attr, bearer), value in found.states.items():
        if bearer in made:
            kind, _, name = attr.rpartition(".")
            counts[f"{kind} {spaced(name)}: {run.names.value(attr, value, 'int')}"] += 1
    return dict(sorted(counts.items()))


def _rule(run: Run, rule: str) -> str:
    row = run.names.rules.get(rule)
    return row.name if row is not None else rule
