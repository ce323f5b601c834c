"""What became of the flags and choices of people: the first value and the last of each, and how often it changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kizuna.chronicle.columns import Column

_ROOM = 1 << 16


class Turn(NamedTuple):
    """A flag or choice of somebody: the hash of its key, whose it is, the other end of a bond (0 for none), and what
    it was before the first change and after the last."""

    attr: int
    bearer: int
    other: int
    old: int
    new: int


class Turns:
    """Gathers changes in the order in which they happened.

    Shapes: `_cells` (n, 3) has attribute, bearer and other end of each cell that changed, `_values` (n, 3) the value
    before its first change, the one after the last, and how many there were. At least `room` changes are gathered
    before they are put together with those before.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._cells = np.zeros((0, 3), dtype=np.int64)
        self._values = np.zeros((0, 3), dtype=np.int64)
        self._parts: list[tuple[Column, Column]] = []
        self._waiting = 0

    def add(self, cells: Column, old: Column, new: Column) -> None:
        """Take in changes: (n, 3) of cells, and their values before and after."""
        self._parts.append((cells, np.column_stack((old, new, np.ones(len(old), dtype=np.int64)))))
        self._waiting += len(cells)
        if self._waiting > max(self._room, len(self._cells)):
            self._merge()

    def for_good(self, most: int) -> Iterator[Turn]:
        """Those that are otherwise at the end than they were, and did not change more often than that."""
        self._merge()
        kept = (self._values[:, 0] != self._values[:, 1]) & (self._values[:, 2] <= most)
        for cell, values in zip(self._cells[kept].tolist(), self._values[kept].tolist(), strict=True):
            yield Turn(*cell, *values[:2])

    def _merge(self) -> None:
        if not self._waiting:
            return
        cells, values = (np.concatenate(parts) for parts in zip((self._cells, self._values), *self._parts, strict=True))
        self._parts, self._waiting = [], 0
        order = np.lexsort(cells.T)     # stable: of one cell the earlier comes first
        cells, values = cells[order], values[order]
        new = np.ones(len(cells), dtype=bool)
        new[1:] = (cells[1:] != cells[:-1]).any(axis=1)
        starts = np.flatnonzero(new)
        ends = np.append(starts[1:], len(cells)) - 1
        times = np.add.reduceat(values[:, 2], starts)
        self._cells = cells[starts]
        self._values = np.column_stack((values[starts, 0], values[ends, 1], times))
