"""What a whole run comes to: how often what happened, what was made, who took part in what first, what turned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.change_codec import CREATED, named
from kizuna.chronicle.columns import Column, Columns
from kizuna.chronicle.event import FORMS, STATUSES
from kizuna.chronicle.firsts import Firsts
from kizuna.chronicle.integrity import Faults
from kizuna.chronicle.run import Run
from kizuna.chronicle.spates import Spate, Spates
from kizuna.chronicle.turns import Turns
from kizuna.world.luck import stable
from kizuna.world.model import INTEGRITY

_DONE = STATUSES.index("done")
_UNCOUNTED = [STATUSES.index("begins"), STATUSES.index("directed")]
_INT, _REMOVED = FORMS.index("int"), FORMS.index("removed")


@dataclass(slots=True)
class Tally:
    """Counted over all events but those that only begin something, are set from outside, or are faults of the world.

    `first` are events that came to their end, `turns` those of agents. Rules and kinds stand in the order in which they
    first happened.
    """

    first: Firsts
    turns: Turns = field(default_factory=Turns)
    rules: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)
    """Rule -> the number of the last event of it that counts."""
    made: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, int]] = field(default_factory=Counter)
    """(rule, which of its outcomes) -> how often."""
    states: dict[tuple[str, int], int] = field(default_factory=dict)
    """(choice, thing that is no agent) -> the last value written."""
    faults: Faults = field(default_factory=Faults)
    spates: list[Spate] = field(default_factory=list)


def tally(run: Run, agents: Collection[int]) -> Tally:
    """Counts a run in one pass. Damage goes to the sink that the run was opened with."""
    counting = _Counting(run, agents)
    for found in run.columns():
        counting.add(found)
    counting.see_faults()
    counting.tally.spates = counting.spates.found((found, counting.counted(found)) for found in run.columns())
    return counting.tally


class _Counting:
    def __init__(self, run: Run, agents: Collection[int]) -> None:
        self.run = run
        self._agents = np.array(sorted(agents), dtype=np.int64)
        self.tally = Tally(Firsts(self._agents, run.tables.rules))
        self._faulty = [stable(rule) for rule in run.tables.rules.values() if rule.startswith(INTEGRITY)]
        self._fault_times: set[int] = set()
        self.spates = Spates()
        self._choices = [stable(row.key) for row in run.manifest.attributes if row.form == "choice"]

    def add(self, found: Columns) -> None:
        """Count a block."""
        self._fault_times.update(found.times[np.isin(found.rules, self._faulty)].tolist())
        counted = self.counted(found)
        self.spates.add(found, counted)
        self._names(self.tally.rules, found.rules[counted], self.run.tables.rules)
        self._last(found, counted)
        self._outcomes(found, counted)
        self._roles(found, counted & (found.statuses == _DONE))
        _, words, forms = found.changes   # those of beginnings, too
        ints = found.block.ints
        self._names(self.tally.made, ints[words[forms == CREATED] + 1], self.run.tables.kinds)
        self._names(self.tally.ended, ints[words[forms == _REMOVED] + 1], self.run.tables.kinds)
        self._turns(ints, words[forms == _INT])
        self._states(ints, words[forms == _INT])

    def counted(self, found: Columns) -> NDArray[np.bool_]:
        """Which events of a block count."""
        return ~np.isin(found.rules, self._faulty) & ~np.isin(found.statuses, _UNCOUNTED)

    def _places(self, idents: Column) -> tuple[Column, NDArray[np.bool_]]:
        """Where each stands among the agents, if he is one of them, and whether he is."""
        if not len(self._agents):
            return np.zeros(len(idents), dtype=np.int64), np.zeros(len(idents), dtype=bool)
        places = np.searchsorted(self._agents, idents) % len(self._agents)
        return places, self._agents[places] == idents

    def _names(self, counts: Counter[str], hashes: Column, names: dict[int, str]) -> None:
        """Add up how often each name stands there, in the order in which they appear."""
        found, first, times = np.unique(hashes, return_index=True, return_counts=True)
        order = np.argsort(first)
        for word, more in zip(found[order].tolist(), times[order].tolist(), strict=True):
            counts[named(names, word)] += more

    def _last(self, found: Columns, counted: NDArray[np.bool_]) -> None:
        """Remember which event was the last of each rule."""
        numbers = np.flatnonzero(counted)[::-1]
        words, where = np.unique(found.rules[numbers], return_index=True)
        for word, number in zip(words.tolist(), (numbers[where] + found.first).tolist(), strict=True):
            self.tally.last[named(self.run.tables.rules, word)] = number

    def _roles(self, found: Columns, kept: Column) -> None:
        """The first time that each agent takes part in an event of each rule."""
        owner, idents = found.roles
        places, agents = self._places(idents)
        mine = kept[owner] & agents
        owner = owner[mine]
        self.tally.first.add(places[mine], found.rules[owner], owner + found.first)

    def _turns(self, ints: Column, words: Column) -> None:
        """The changes of each flag and choice of an agent."""
        words = words[self._places(ints[words + 2])[1]]
        self.tally.turns.add(ints[words[:, None] + np.arange(1, 4)], ints[words + 8], ints[words + 9])

    def _outcomes(self, found: Columns, counted: NDArray[np.bool_]) -> None:
        drawn = counted & (found.heads[:, 6] > 0)
        pairs, times = np.unique(found.heads[drawn][:, [3, 6]], axis=0, return_counts=True)
        for (word, outcome), more in zip(pairs.tolist(), times.tolist(), strict=True):
            self.tally.outcomes[named(self.run.tables.rules, word), outcome - 1] += more

    def _states(self, ints: Column, words: Column) -> None:
        """The last value of each choice of a thing."""
        words = words[np.isin(ints[words + 1], self._choices)]
        words = words[~self._places(ints[words + 2])[1]]
        names = self.run.tables.attributes
        rows = ints[words[:, None] + np.array([1, 2, 9])].tolist()
        self.tally.states.update({(names[attr], bearer): value for attr, bearer, value in rows})

    def see_faults(self) -> None:
        """Take note of what became wrong, and after which event."""
        if self._fault_times:
            index = self.run.index
            for number in np.flatnonzero(np.isin(index.times, sorted(self._fault_times))).tolist():
                event = index.get(number)
                if event is not None:
                    self.tally.faults.see(event)
