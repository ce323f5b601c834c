"""The agenda's heap: entries of five integers, the smallest first in the order of tuples. Each has four below it.

Two entries that are equal in all five are the same to whoever reads them; so what comes out never depends on history.
"""

from __future__ import annotations

from kizuna.codegen.lower.types import Ints

COUNT, MOST, FULL = range(3)
TIME, PHASE, TIE, SERIAL, PAYLOAD = range(4, 9)
"""Where the first entry's words lie; they mean something while COUNT is not 0."""
HEAD = 4
ENTRY = 5


def new_heap(most: int) -> Ints:
    """An empty heap for up to `most` entries."""
    return [0, most, 0, 0] + [0] * (ENTRY * most)


def room(H: Ints) -> int:
    """How many more entries there is room for."""
    return H[MOST] - H[COUNT]


def before(H: Ints, i: int, time: int, phase: int, tie: int, serial: int, payload: int) -> bool:
    """Whether the entry whose words begin at `i` comes before another."""
    if H[i] != time:
        return H[i] < time
    if H[i + 1] != phase:
        return H[i + 1] < phase
    if H[i + 2] != tie:
        return H[i + 2] < tie
    if H[i + 3] != serial:
        return H[i + 3] < serial
    return H[i + 4] < payload


def earlier(H: Ints, i: int, j: int) -> int:
    """Which of two entries comes before the other, by where their words begin; the first of equal ones.

    As a rule their times decide, and then nothing branches: a processor could guess it half of the time only.
    """
    first = H[i] <= H[j]
    if H[i] == H[j]:
        first = not before(H, j, H[i], H[i + 1], H[i + 2], H[i + 3], H[i + 4])
    return i if first else j


def move(H: Ints, i: int, hole: int) -> None:
    """Copies an entry."""
    H[hole] = H[i]
    H[hole + 1] = H[i + 1]
    H[hole + 2] = H[i + 2]
    H[hole + 3] = H[i + 3]
    H[hole + 4] = H[i + 4]


def push(H: Ints, time: int, phase: int, tie: int, serial: int, payload: int) -> None:
    """Adds an entry; without room it is refused and FULL is set."""
    at = H[COUNT]
    if at >= H[MOST]:
        H[FULL] = 1
        return
    H[COUNT] = at + 1
    hole = HEAD + ENTRY * at
    while at > 0:
        at = (at - 1) >> 2
        i = HEAD + ENTRY * at
        if H[i] < time or before(H, i, time, phase, tie, serial, payload):
            break
        move(H, i, hole)
        hole = i
    H[hole] = time
    H[hole + 1] = phase
    H[hole + 2] = tie
    H[hole + 3] = serial
    H[hole + 4] = payload


def drop(H: Ints) -> None:
    """Removes the first entry; nothing where there is none."""
    count = H[COUNT] - 1
    if count < 0:
        return
    H[COUNT] = count
    last = HEAD + ENTRY * count     # where it stands, until its place is found
    time = H[last]
    hole = HEAD
    below = HEAD + ENTRY
    while below < last:
        i = below
        if below + 3 * ENTRY <= last:
            i = earlier(H, earlier(H, i, i + ENTRY), earlier(H, i + 2 * ENTRY, i + 3 * ENTRY))
        else:
            for j in range(below + ENTRY, last, ENTRY):
                i = earlier(H, i, j)
        if H[i] > time or not before(H, i, time, H[last + 1], H[last + 2], H[last + 3], H[last + 4]):
            break
        move(H, i, hole)
        hole = i
        below = 4 * i - 3 * HEAD + ENTRY
    move(H, last, hole)


def grown(H: Ints, more: int) -> Ints:
    """A heap with the same content and room for `more`; the same one if it has that already."""
    if room(H) >= more:
        return H
    wider = max(2 * H[MOST], H[COUNT] + more)
    used = HEAD + ENTRY * H[COUNT]
    return [H[COUNT], wider, 0, 0, *H[HEAD:used]] + [0] * (HEAD + ENTRY * wider - used)
