"""Blocks at hand: what has just been read or written is not unpacked again, as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest

from kizuna.chronicle.behind import Behind
from kizuna.chronicle.blocks import Block
from kizuna.chronicle.columns import Columns, columns
from kizuna.chronicle.segment_reader import Where, read_block
from kizuna.diagnostics import Sink

ROOM = 16 << 20
"""Words of 8 bytes in all blocks at hand; the longest unused go."""


class Shelf:
    """The blocks of one run, by their numbers."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._short = False     # whether what was written did not fit
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        self._columns: dict[int, Columns] = {}

    def written(self, block: Block) -> None:
        """Keep a block that was just written, as long as all of them fit: whoever reads the run next begins with the
        first, and would find only those that come last."""
        if not self._short and self._used + _size(block) <= self._room:
            self.put(block)
        elif not self._short:
            self._short, self._used = True, 0
            self._blocks.clear()

    def put(self, block: Block) -> None:
        """Keep a block, and let others go for it."""
        self._blocks[block.header.number] = block
        self._used += _size(block)
        while self._used > self._room and len(self._blocks) > 1:
            number, old = self._blocks.popitem(last=False)
            self._columns.pop(number, None)
            self._used -= _size(old)

    def block(self, where: Where, sink: Sink) -> Block | None:
        """A block, read from its file if it is not at hand; None with K601."""
        number = where.header.number
        found = self._blocks.get(number)
        if found is None:
            found = read_block(where, sink)
            if found is not None:
                self.put(found)
        else:
            self._blocks.move_to_end(number)
        return found

    def through(self, blocks: Sequence[Where], sink: Sink) -> Iterator[tuple[Where, Columns | None]]:
        """The columns of blocks, one after the other: while one is worked on, the next is read by a thread of its own.

        None, with K601, for one that cannot be read.
        """
        reader, ahead = Behind(), list[Block]()

        def read(where: Where) -> None:
            block = read_block(where, Sink())
            if block is not None:       # otherwise it is read again when its turn comes, and told of
                ahead.append(block)

        try:
            for where, after in zip_longest(blocks, blocks[1:]):
                if after is not None and after.header.number not in self._blocks:
                    reader.do(partial(read, after))
                yield where, self.columns(where, sink)
                reader.wait()
                while ahead:
                    self.put(ahead.pop())
        finally:
            reader.wait()

    def columns(self, where: Where, sink: Sink) -> Columns | None:
        """The columns of a block; None with K601 where it cannot be read."""
        block = self.block(where, sink)
        if block is None:
            return None
        number = where.header.number
        if number not in self._columns:
            self._columns[number] = columns(block)
        return self._columns[number]


def _size(block: Block) -> int:
    return len(block.ints) + len(block.floats)
