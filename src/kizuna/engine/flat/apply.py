"""Applying staged effects over buffers, in order; as in `kizuna.engine.writes`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.lower.types import call, call_float
from kizuna.engine.arithmetic import sane
from kizuna.engine.flat import staged
from kizuna.engine.flat.beliefs import believe
from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.remove import remove
from kizuna.engine.flat.report import change
from kizuna.engine.flat.rows import enlist
from kizuna.engine.flat.settle import follow, high, low, number, touch
from kizuna.engine.flat.values import set_number, set_whole, start_lines, there, tied
from kizuna.engine.flat.world import (
    A_FORM,
    A_OFFSET,
    AW,
    K_FITS,
    K_FITTED,
    K_HASH,
    K_LINE,
    K_LINES,
    K_TOUCH,
    K_WATCH,
    K_WATCHES,
    KW,
)
from kizuna.engine.runtime import CREATED, STOP
from kizuna.engine.tables import FLOAT

MADE = 4


def apply(S: Flat) -> None:
    """Apply all that is staged."""
    for n in range(S.B[staged.COUNT]):
        i = staged.HEAD + staged.INTS * n
        op = S.B[i + staged.OP]
        attr = S.B[i + staged.ATTR]
        row = S.B[i + staged.ROW]
        if op == staged.SET:
            write(S, attr, row, S.B[i + staged.SORT], S.B[i + staged.VALUE], S.F[staged.FLOATS * n], 0)
        elif op == staged.TIE:
            tie = tied(S, attr, row, S.B[i + staged.SECOND])
            if tie != 0:
                whom = S.X[S.B[i + staged.SECOND]]
                write(S, attr, tie, S.B[i + staged.SORT], S.B[i + staged.VALUE], S.F[staged.FLOATS * n], whom)
        elif op == staged.BELIEF:
            apply_belief(S, n)
        elif op == staged.MOVE:
            move(S, n)
        elif op == staged.CREATED:
            created(S, row)
        elif op == staged.START:
            start(S, attr, row)
        elif op == staged.REMOVE:
            remove(S, row)
        else:
            follow(S, STOP, row, S.event)


def write(S: Flat, index: int, row: int, op: int, whole: int, value: float, second: int) -> None:
    """Write an attribute of either form."""
    if S.AT[index * AW + A_FORM] == FLOAT:
        set_number(S, index, row, value, op, second)
    else:
        set_whole(S, index, row, whole, op, second)


def apply_belief(S: Flat, n: int) -> None:
    """Apply a staged belief."""
    i = staged.HEAD + staged.INTS * n
    B = S.B
    believe(
        S,
        B[i + staged.ATTR],
        B[i + staged.ROW],
        B[i + staged.SECOND],
        B[i + staged.THIRD],
        B[i + staged.FOURTH],
        B[i + staged.SORT],
        B[i + staged.VALUE],
        S.F[staged.FLOATS * n],
        S.F[staged.FLOATS * n + 1],
    )


def move(S: Flat, n: int) -> None:
    """Apply a staged transfer: no more than there is, nor than there is room for."""
    i = staged.HEAD + staged.INTS * n
    source = S.B[i + staged.SORT]
    target = S.B[i + staged.ATTR]
    row = S.B[i + staged.ROW]
    to = S.B[i + staged.SECOND]
    if not there(S, row) or not there(S, to):
        return
    left = number(S, source, row) - low(S, source, row)
    room = high(S, target, to) - number(S, target, to)
    share = min(max(0.0, sane(S.F[staged.FLOATS * n])), max(0.0, left), max(0.0, room))
    set_number(S, source, row, share, 2, 0)
    set_number(S, target, to, share, 1, 0)


def start(S: Flat, index: int, row: int) -> None:
    """An attribute of a made thing begins at its computed start."""
    if S.AT[index * AW + A_FORM] == FLOAT:
        value = call_float(S.starts, index, S.V, S.R, S.K, S.X, S.T, row, S.now)
        set_number(S, index, row, value, 0, 0)
    else:
        set_whole(S, index, row, call(S.starts, index, S.V, S.R, S.K, S.X, S.T, row, S.now), 0, 0)


def created(S: Flat, row: int) -> None:
    """A made thing is announced."""
    enlist(S, row)
    i = S.X[row + at.KIND] * KW
    first = S.KI[i + K_FITTED]
    for k in range(first, first + S.KI[i + K_FITS]):
        index = S.LS[k]
        cell = row + S.AT[index * AW + A_OFFSET]
        S.V[cell] = min(max(S.V[cell], low(S, index, row)), high(S, index, row))
    change(S, MADE, S.KI[i + K_HASH], S.X[row], 0, 0, 0)
    start_lines(S, S.KI[i + K_LINE], S.KI[i + K_LINES], S.KI[i + K_WATCH], S.KI[i + K_WATCHES], row)
    touch(S, S.KI[i + K_TOUCH], row)
    follow(S, CREATED, row, S.event)
