"""Cells that wait to be settled: a stack threaded through a buffer with one word per cell, so it can never be full.

`D[cell]` is 0 for a cell that does not wait, else the one below it in the stack and its own index; `M[0]` is the top.
"""

from __future__ import annotations

from kizuna.codegen.lower.types import Ints

BITS = 24
INDEX = (1 << BITS) - 1


def mark(D: Ints, M: Ints, cell: int, index: int) -> None:
    """Put a cell (not 0) with an index (below 2^24 - 1) on the stack, once."""
    if D[cell] == 0:
        D[cell] = (M[0] << BITS) | (index + 1)
        M[0] = cell


def mark_all(D: Ints, M: Ints, pairs: Ints, count: int) -> None:
    """Mark cells, of which each is followed by its index in the first `count` words of `pairs`."""
    for k in range(0, count, 2):
        mark(D, M, pairs[k], pairs[k + 1])


def marked(M: Ints) -> int:
    """The cell on top; 0 if none waits."""
    return M[0]


def unmark(D: Ints, M: Ints) -> int:
    """Take the cell on top off the stack and give its index. There must be one."""
    cell = M[0]
    word = D[cell]
    D[cell] = 0
    M[0] = word >> BITS
    return (word & INDEX) - 1
