"""Where each event of a run lies, and what was made in it: found in one pass, kept as arrays."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import lru_cache

import numpy as np

from kizuna.chronicle.blocks import Block
from kizuna.chronicle.codec import Malformed, decode_one, skim
from kizuna.chronicle.event import Event, Tables
from kizuna.chronicle.segment_reader import Where, read_block
from kizuna.diagnostics import Sink, Span

_CACHED = 8


class Index:
    """Finds events by id or number. Shapes: one entry per event in `ids`, ordered by number."""

    def __init__(self, blocks: list[Where], tables: Tables, sink: Sink) -> None:
        self._blocks = blocks
        self._tables = tables
        self._sink = sink
        self._at, self._used, ids = array("q"), array("q"), array("q")
        self.makers: list[int] = []
        """Numbers of the events that made something."""
        self._load = lru_cache(maxsize=_CACHED)(self._lists)
        for where in blocks:
            if not self._skim(where, ids):
                break
        self.ids = np.array(ids, dtype=np.int64)
        self._order = np.argsort(self.ids, kind="stable")
        self._sorted = self.ids[self._order]

    def _skim(self, where: Where, ids: array[int]) -> bool:
        ints, _ = self._load(where.header.number)
        try:
            for record in skim(ints):
                if record.makes:
                    self.makers.append(len(ids))
                ids.append(record.event)
                self._at.append(record.at)
                self._used.append(record.used)
        except Malformed as fault:
            malformed(where, fault, self._sink)
            return False
        return len(ids) == where.header.first_event + where.header.events

    def within(self, low: int, high: int) -> list[int]:
        """Numbers of the events with ids from `low` to `high`, both included."""
        first, last = np.searchsorted(self._sorted, low, "left"), np.searchsorted(self._sorted, high, "right")
        return sorted(int(number) for number in self._order[first:last])

    def get(self, number: int) -> Event | None:
        """The event with a number; None, with K601, if it cannot be read."""
        place = bisect_right(self._blocks, number, key=lambda where: where.header.first_event) - 1
        where = self._blocks[place]
        ints, floats = self._load(where.header.number)
        try:
            return decode_one(ints, floats, self._at[number], self._used[number], self._tables, number)
        except (Malformed, IndexError) as fault:
            malformed(where, fault if isinstance(fault, Malformed) else Malformed(str(fault), 0), self._sink)
            return None

    def _lists(self, number: int) -> tuple[list[int], list[float]]:
        block = read_block(self._blocks[number], self._sink)
        return lists(block) if block is not None else ([], [])


def lists(block: Block) -> tuple[list[int], list[float]]:
    """The words of a block as lists, which are much quicker to decode than arrays."""
    return block.ints.tolist(), block.floats.tolist()


def malformed(where: Where, fault: Malformed, sink: Sink) -> None:
    """K601 for records that have the right checksum and yet are none."""
    sink.add(
        "K601", f"{where.file.name}, block {where.header.number}, word {fault.at}: {fault}",
        Span(str(where.file), 0, 0),
        notes=(f"{where.header.first_event} events before the block are readable",),
    )

