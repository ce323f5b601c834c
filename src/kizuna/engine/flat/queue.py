"""First in, first out: records of equal width in a ring."""

from __future__ import annotations

from kizuna.codegen.lower.types import Ints

FIRST, COUNT, MOST, WIDTH, FULL = range(5)
HEAD = 8


def new_queue(most: int, width: int) -> Ints:
    """An empty queue for up to `most` records of `width` words."""
    return [0, 0, most, width, 0, 0, 0, 0] + [0] * (most * width)


def room(Y: Ints) -> int:
    """How many more records there is room for."""
    return Y[MOST] - Y[COUNT]


def enqueue(Y: Ints) -> int:
    """Where the words of a new last record begin, zeroed; 0 without room, and FULL is set."""
    if Y[COUNT] >= Y[MOST]:
        Y[FULL] = 1
        return 0
    at = Y[FIRST] + Y[COUNT]
    if at >= Y[MOST]:
        at -= Y[MOST]
    Y[COUNT] += 1
    i = HEAD + at * Y[WIDTH]
    for k in range(i, i + Y[WIDTH]):
        Y[k] = 0
    return i


def dequeue(Y: Ints) -> int:
    """Takes the first record off and gives where its words begin (until the next `enqueue`); 0 if there is none."""
    if Y[COUNT] == 0:
        return 0
    at = Y[FIRST]
    Y[COUNT] -= 1
    Y[FIRST] = at + 1 if at + 1 < Y[MOST] else 0
    return HEAD + at * Y[WIDTH]


def grown(Y: Ints, more: int) -> Ints:
    """A queue with the same content and room for `more`; the same one if it has that already."""
    if room(Y) >= more:
        return Y
    width, most = Y[WIDTH], max(2 * Y[MOST], Y[COUNT] + more)
    wider = new_queue(most, width)
    wider[COUNT] = Y[COUNT]
    for n in range(Y[COUNT]):
        old = HEAD + (Y[FIRST] + n) % Y[MOST] * width
        wider[HEAD + n * width : HEAD + (n + 1) * width] = Y[old : old + width]
    return wider
