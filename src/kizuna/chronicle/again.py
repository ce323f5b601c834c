"""Events that stand on the disk already: lived again, they are compared with what is there and not written twice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.blocks import Block, Header
from kizuna.chronicle.columns import columns
from kizuna.chronicle.stream import StreamHash


class Again:
    """The next `left` events must be those that hash to `stream`."""

    def __init__(self, left: int, stream: str) -> None:
        self.left = left
        self._wanted = stream
        self._lived = StreamHash()

    @property
    def same(self) -> bool:
        """Whether what was lived is what stands there; known when nothing is left."""
        return self.left > 0 or self._lived.hex() == self._wanted

    def take(
        self, count: int, ints: NDArray[np.int64], floats: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Takes in what stands there of `count` events, and gives the records of those that follow."""
        at, used = len(ints), len(floats)
        if count > self.left:
            found = columns(Block(Header(0, 0, count, at, used, 0, 0, 0, 0), ints, floats))
            at, used = int(found.at[self.left]), int(found.used[self.left])
        self._lived.add(ints[:at], floats[:used])
        self.left -= min(count, self.left)
        return ints[at:], floats[used:]
