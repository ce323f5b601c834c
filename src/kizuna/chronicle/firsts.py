"""Which event was the first of its rule that somebody took part in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from kizuna.chronicle.columns import Column

NONE = -1


class Firsts:
    """Numbers of events by agent and rule. Shape: `numbers` (agents, rules), `NONE` where there was none."""

    def __init__(self, agents: Column, rules: Iterable[int]) -> None:
        self.agents = agents
        self.rules = {word: column for column, word in enumerate(rules)}
        """Hash of a rule -> its column."""
        self.numbers = np.full((len(agents), len(self.rules)), NONE, dtype=np.int64)

    def add(self, places: Column, words: Column, numbers: Column) -> None:
        """Take in events in order: which of the agents took part, the hash of the rule, and the event's number."""
        known, which = np.unique(words, return_inverse=True)
        more = [word for word in known.tolist() if word not in self.rules]
        if more:
            for word in more:
                self.rules[word] = len(self.rules)
            self.numbers = np.pad(self.numbers, ((0, 0), (0, len(more))), constant_values=NONE)
        columns = np.array([self.rules[word] for word in known.tolist()], dtype=np.int64)[which]
        fresh = self.numbers[places, columns] == NONE
        places, columns, numbers = places[fresh], columns[fresh], numbers[fresh]
        _, first = np.unique(places * len(self.rules) + columns, return_index=True)
        self.numbers[places[first], columns[first]] = numbers[first]

    def last_of_each(self) -> dict[int, int]:
        """For each rule that anybody took part in, the last of the first events."""
        if not self.numbers.size:
            return {}
        last = self.numbers.max(axis=0).tolist()
        return {word: last[column] for word, column in self.rules.items() if last[column] != NONE}

    def rarest(self, weights: Mapping[int, float], each: int, most: int) -> list[tuple[float, int, list[int]]]:
        """Those whose `each` lightest events weigh least together, as (weight, agent, events).

        An event weighs what its rule does. There are `most`, or more if several weigh as much as the last of them.
        """
        people, columns = np.nonzero(self.numbers != NONE)
        if not len(people):
            return []
        numbers = self.numbers[people, columns]
        table = np.zeros(len(self.rules))
        for word, column in self.rules.items():
            table[column] = weights.get(word, 0.0)
        own = table[columns]
        order = np.lexsort((numbers, own, people))
        best = order[np.arange(len(people)) - np.searchsorted(people, people) < each]   # nonzero goes person by person
        people, numbers = people[best], numbers[best]
        whole = np.bincount(people, weights=own[best], minlength=len(self.agents))
        there = np.unique(people)
        limit = np.sort(whole[there])[:most][-1]
        return [
            (float(whole[who]), int(self.agents[who]), sorted(numbers[people == who].tolist()))
            for who in there[whole[there] <= limit].tolist()
        ]
