"""Where each event of a run lies, and what was made in it: gathered in one pass, kept as arrays."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import numpy as np

from kizuna.chronicle.blocks import Block
from kizuna.chronicle.codec import Malformed, decode_one
from kizuna.chronicle.columns import Column, Columns
from kizuna.chronicle.event import Event, Tables
from kizuna.chronicle.segment_reader import Where
from kizuna.chronicle.shelf import Shelf
from kizuna.diagnostics import Sink, Span


class Index:
    """Finds events by id or number. Shapes: one entry per event in `ids` and `times`, ordered by number."""

    def __init__(self, blocks: list[Where], shelf: Shelf, tables: Tables, sink: Sink) -> None:
        self._blocks = blocks
        self._shelf = shelf
        self._tables = tables
        self._sink = sink
        self._parts: list[tuple[Column, Column, Column, Column]] = []
        self._makers: list[Column] = []
        self._made: list[Column] = []

    def add(self, found: Columns) -> None:
        """Take in the next block."""
        self._parts.append((found.ids.copy(), found.times.copy(), found.at, found.used))
        owner, made = found.made()
        self._makers.append(owner + found.first)
        self._made.append(made)

    @cached_property
    def _columns(self) -> tuple[Column, Column, Column, Column]:
        if not self._parts:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none, none
        ids, times, at, used = (np.concatenate(parts) for parts in zip(*self._parts, strict=True))
        self._parts = []
        return ids, times, at, used

    @property
    def ids(self) -> Column:
        """The ids of all events."""
        return self._columns[0]

    @property
    def times(self) -> Column:
        """The moments of all events, ms."""
        return self._columns[1]

    @cached_property
    def makers(self) -> dict[int, int]:
        """By which event each thing was made: identity -> number."""
        numbers = [number for part in self._makers for number in part.tolist()]
        return dict(zip((ident for part in self._made for ident in part.tolist()), numbers, strict=True))

    @cached_property
    def _sorted(self) -> tuple[Column, Column]:
        order = np.argsort(self.ids, kind="stable")
        return order, self.ids[order]

    def within(self, low: int, high: int) -> list[int]:
        """Numbers of the events with ids from `low` to `high`, both included."""
        order, ids = self._sorted
        first, last = np.searchsorted(ids, low, "left"), np.searchsorted(ids, high, "right")
        return sorted(int(number) for number in order[first:last])

    def get(self, number: int) -> Event | None:
        """The event with a number; None, with K601, if it cannot be read."""
        where = self._blocks[bisect_right(self._blocks, number, key=lambda where: where.header.first_event) - 1]
        block = self._shelf.block(where, self._sink)
        if block is None:
            return None
        _, _, places, floats_before = self._columns
        at, used = int(places[number]), int(floats_before[number])
        last = number + 1 == where.header.first_event + where.header.events or number + 1 == len(floats_before)
        ints = block.ints[at:at + int(block.ints[at])].tolist()
        floats = block.floats[used:None if last else int(floats_before[number + 1])].tolist()
        try:
            return decode_one(ints, floats, 0, 0, self._tables, number)
        except Malformed as fault:
            malformed(where, Malformed(str(fault), at + fault.at), self._sink)
            return None


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
