"""The agenda's heap: entries of five integers, the smallest first in the order of tuples.

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


def write(H: Ints, i: int, time: int, phase: int, tie: int, serial: int, payload: int) -> None:
    """Writes an entry's words at `i`."""
    H[i] = time
    H[i + 1] = phase
    H[i + 2] = tie
    H[i + 3] = serial
    H[i + 4] = payload


def push(H: Ints, time: int, phase: int, tie: int, serial: int, payload: int) -> None:
    """Adds an entry; without room it is refused and FULL is set."""
    at = H[COUNT]
    if at >= H[MOST]:
        H[FULL] = 1
        return
    H[COUNT] = at + 1
    while at > 0:
        above = (at - 1) >> 1
        i = HEAD + ENTRY * above
        if H[i] < time or before(H, i, time, phase, tie, serial, payload):
            break
        write(H, HEAD + ENTRY * at, H[i], H[i + 1], H[i + 2], H[i + 3], H[i + 4])
        at = above
    write(H, HEAD + ENTRY * at, time, phase, tie, serial, payload)


def drop(H: Ints) -> None:
    """Removes the first entry; nothing where there is none."""
    count = H[COUNT] - 1
    if count < 0:
        return
    H[COUNT] = count
    last = HEAD + ENTRY * count
    time = H[last]
    phase = H[last + 1]
    tie = H[last + 2]
    serial = H[last + 3]
    payload = H[last + 4]
    at = 0
    below = 1
    while below < count:
        i = HEAD + ENTRY * below
        if below + 1 < count:
            j = i + ENTRY
            if before(H, j, H[i], H[i + 1], H[i + 2], H[i + 3], H[i + 4]):
                below += 1
                i = j
        if not before(H, i, time, phase, tie, serial, payload):
            break
        write(H, HEAD + ENTRY * at, H[i], H[i + 1], H[i + 2], H[i + 3], H[i + 4])
        at = below
        below = 2 * at + 1
    if count > 0:
        write(H, HEAD + ENTRY * at, time, phase, tie, serial, payload)


def grown(H: Ints, more: int) -> Ints:
    """A heap with the same content and room for `more`; the same one if it has that already."""
    if room(H) >= more:
        return H
    wider = max(2 * H[MOST], H[COUNT] + more)
    used = HEAD + ENTRY * H[COUNT]
    return [H[COUNT], wider, 0, 0, *H[HEAD:used]] + [0] * (HEAD + ENTRY * wider - used)
