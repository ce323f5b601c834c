"""Effects as they are staged: records of eight integers in one buffer and two floats in another.

Nothing is written before everything has been read, so an event whose effects find no room can be staged again in
longer buffers: FULL says so. Values of either form stand where they belong: floats in `F`, all else in `B`.
"""

from __future__ import annotations

from kizuna.codegen.lower.types import Floats, Ints

COUNT, MOST, FULL = range(3)
HEAD = 4
INTS, FLOATS = 8, 2
OP, SORT, ATTR, ROW, SECOND, THIRD, FOURTH, VALUE = range(INTS)
"""The words of a record in `B`; in `F` come the value and the certainty."""
SET, TIE, BELIEF, MOVE, REMOVE, STOP, CREATED, START = range(8)


def new_staged(most: int) -> tuple[Ints, Floats]:
    """Empty buffers for up to `most` effects of an event."""
    return [0, most, 0, 0] + [0] * (INTS * most), [0.0] * (FLOATS * most)


def clear(B: Ints) -> None:
    """Nothing is staged any more."""
    B[COUNT] = 0
    B[FULL] = 0


def add(B: Ints, op: int, sort: int, attr: int, row: int) -> int:
    """Begins a record; returns its number, or -1 without room."""
    n = B[COUNT]
    if n >= B[MOST]:
        B[FULL] = 1
        return -1
    B[COUNT] = n + 1
    i = HEAD + INTS * n
    B[i] = op
    B[i + 1] = sort
    B[i + 2] = attr
    B[i + 3] = row
    B[i + 4] = 0
    B[i + 5] = 0
    B[i + 6] = 0
    B[i + 7] = 0
    return n


def stage_f(B: Ints, F: Floats, op: int, attr: int, row: int, value: float) -> None:
    """Stage a numeric attribute: op 0 sets, 1 adds, 2 takes."""
    n = add(B, SET, op, attr, row)
    if n >= 0:
        F[FLOATS * n] = value


def stage_i(B: Ints, op: int, attr: int, row: int, value: int) -> None:
    """Stage any other attribute."""
    n = add(B, SET, op, attr, row)
    if n >= 0:
        B[HEAD + INTS * n + VALUE] = value


def stage_tie_f(B: Ints, F: Floats, op: int, attr: int, source: int, target: int, value: float) -> None:
    """Stage a numeric bond."""
    n = add(B, TIE, op, attr, source)
    if n >= 0:
        B[HEAD + INTS * n + SECOND] = target
        F[FLOATS * n] = value


def stage_tie_i(B: Ints, op: int, attr: int, source: int, target: int, value: int) -> None:
    """Stage any other bond."""
    n = add(B, TIE, op, attr, source)
    if n >= 0:
        B[HEAD + INTS * n + SECOND] = target
        B[HEAD + INTS * n + VALUE] = value


def stage_held(
    B: Ints, F: Floats, status: int, attr: int, holder: int, first: int, second: int, other: int, sure: float
) -> int:
    """Begins the record of a belief and gives its number, or -1."""
    n = add(B, BELIEF, status, attr, holder)
    if n >= 0:
        i = HEAD + INTS * n
        B[i + SECOND] = first
        B[i + THIRD] = second
        B[i + FOURTH] = other
        F[FLOATS * n] = 0.0
        F[FLOATS * n + 1] = sure
    return n


def stage_belief_f(
    B: Ints,
    F: Floats,
    status: int,
    attr: int,
    holder: int,
    first: int,
    second: int,
    other: int,
    value: float,
    sure: float,
) -> None:
    """Stage a belief in a number; status 0 forgets, 1 knows, 2 does not know, 3 wonders."""
    n = stage_held(B, F, status, attr, holder, first, second, other, sure)
    if n >= 0:
        F[FLOATS * n] = value


def stage_belief_i(
    B: Ints,
    F: Floats,
    status: int,
    attr: int,
    holder: int,
    first: int,
    second: int,
    other: int,
    value: int,
    sure: float,
) -> None:
    """Stage any other belief."""
    n = stage_held(B, F, status, attr, holder, first, second, other, sure)
    if n >= 0:
        B[HEAD + INTS * n + VALUE] = value


def stage_move(B: Ints, F: Floats, source: int, row: int, target: int, to: int, amount: float) -> None:
    """Stage a transfer between two numeric attributes; the giving one's number stands as SORT."""
    n = add(B, MOVE, source, target, row)
    if n >= 0:
        B[HEAD + INTS * n + SECOND] = to
        F[FLOATS * n] = amount


def stage_remove(B: Ints, row: int) -> None:
    """Stage the end of a made thing."""
    add(B, REMOVE, 0, 0, row)


def stage_interrupt(B: Ints, row: int) -> None:
    """Stage that somebody is stopped."""
    add(B, STOP, 0, 0, row)


def stage_created(B: Ints, row: int) -> None:
    """Stage that a made thing is announced."""
    add(B, CREATED, 0, 0, row)


def stage_start(B: Ints, attr: int, row: int) -> None:
    """Stage that an attribute of a made thing begins at its computed start."""
    add(B, START, 0, attr, row)
