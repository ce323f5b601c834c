"""What happens to one over and over, more often within a week than a life has room for: mostly an oversight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.columns import Column, Columns

WEEK = 7 * 24 * 60 * 60 * 1000
"""ms."""
OFTEN = 1000
"""From how many times a week on something is said to happen over and over: every ten minutes, day and night."""
_BUCKETS = 1 << 16


@dataclass(frozen=True, slots=True)
class Spate:
    """A rule (its hash) and whoever is in its first role: how often in the worst week, in how many weeks, since when.

    `since` is when the first of those weeks begins, ms.
    """

    rule: int
    who: int
    most: int
    weeks: int
    since: int


class Spates:
    """Counts by the week, in buckets that several may share; only what shares a full one is counted by itself."""

    def __init__(self, often: int = OFTEN) -> None:
        self._often = often
        self._week = -1
        self._counts = np.zeros(_BUCKETS, dtype=np.int64)
        self._full: dict[int, Column] = {}

    def add(self, found: Columns, counted: NDArray[np.bool_]) -> None:
        """Take in a block; blocks come in order."""
        _, _, weeks, buckets = _pairs(found, counted)
        for week in np.unique(weeks).tolist():
            if week != self._week:
                self._turn(week)
            self._counts += np.bincount(buckets[weeks == week], minlength=_BUCKETS)

    def _turn(self, week: int) -> None:
        full = np.flatnonzero(self._counts >= self._often)
        if len(full):
            self._full[self._week] = full
        self._counts[:] = 0
        self._week = week

    def found(self, blocks: Iterable[tuple[Columns, NDArray[np.bool_]]]) -> list[Spate]:
        """Those of which there are so many in a week, the worst first. `blocks` are those that were added."""
        self._turn(-1)
        if not self._full:
            return []
        counts: Counter[tuple[int, int, int]] = Counter()
        for found, counted in blocks:
            rules, whos, weeks, buckets = _pairs(found, counted)
            for week in np.unique(weeks).tolist():
                kept = (weeks == week) & np.isin(buckets, self._full.get(week, ()))
                pairs, times = np.unique(np.stack([rules[kept], whos[kept]], axis=1), axis=0, return_counts=True)
                for (rule, who), more in zip(pairs.tolist(), times.tolist(), strict=True):
                    counts[rule, who, week] += more
        worst: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        for (rule, who, week), often in counts.items():
            if often >= self._often:
                worst[rule, who][week] = often
        spates = [
            Spate(rule, who, max(weeks.values()), len(weeks), min(weeks) * WEEK)
            for (rule, who), weeks in worst.items()
        ]
        return sorted(spates, key=lambda one: (-one.most, -one.weeks, one.since, one.rule, one.who))


def _pairs(found: Columns, counted: NDArray[np.bool_]) -> tuple[Column, Column, Column, Column]:
    """Of each event with a role: its rule, who is in its first role, its week, and the bucket of the two."""
    owner, idents = found.roles
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    first = first[counted[owner[first]]]
    rules, whos = found.rules[owner[first]], idents[first]
    mixed = (rules ^ (whos * 0x2545F4914F6CDD1D)) * 0x5851F42D4C957F2D
    return rules, whos, found.times[owner[first]] // WEEK, (mixed >> 40) & (_BUCKETS - 1)
