"""Whether what is lived again is what was recorded, as far as the record can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.blocks import Block, Reals, Words, reals, words
from kizuna.chronicle.segment_reader import read_block, read_headers
from kizuna.diagnostics import Sink


class Alike:
    """Compares records with those of a run from one of its blocks on. `at` is the first event of the block at which
    they part, -1 while they do not."""

    def __init__(self, folder: Path, first: int) -> None:
        self.at = -1
        self._recorded = _blocks(folder, first)
        self._block: Block | None = None
        self._ints, self._floats = words(()), reals(())

    def take(self, ints: Words, floats: Reals) -> None:
        """The next whole records that were lived."""
        self._ints = np.concatenate((self._ints, words(ints)))
        self._floats = np.concatenate((self._floats, reals(floats)))
        while self._next() is not None and self._compare(whole=True):
            pass

    def end(self) -> bool:
        """Whether all that was lived stands there."""
        if self._next() is not None:
            self._compare(whole=False)
        return self.at < 0

    def _next(self) -> Block | None:
        if self._block is None and self.at < 0:
            self._block = next(self._recorded, None)
        return self._block

    def _compare(self, *, whole: bool) -> bool:
        """Compares a block, if it has been lived whole or need not be; whether another one may follow."""
        block = self._block
        assert block is not None
        count, used = len(block.ints), len(block.floats)
        if whole and (len(self._ints) < count or len(self._floats) < used):
            return False
        if _differ(self._ints[:count], block.ints) or _differ(self._floats[:used], block.floats):
            self.at = block.header.first_event
        self._ints, self._floats, self._block = self._ints[count:], self._floats[used:], None
        return self.at < 0


def _differ(lived: NDArray[np.int64] | NDArray[np.float64], recorded: NDArray[np.int64] | NDArray[np.float64]) -> bool:
    return lived.tobytes() != recorded[:len(lived)].tobytes()


def _blocks(folder: Path, first: int) -> Iterator[Block]:
    """The blocks from number `first` on, up to the first damage."""
    for where in read_headers(folder, Sink()):
        if where.header.number >= first:
            block = read_block(where, Sink())
            if block is None:
                return
            yield block
