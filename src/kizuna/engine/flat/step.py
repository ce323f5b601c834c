"""The step loop over buffers: what is due next, and what follows at the same instant; as in `kizuna.engine.kernel`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import MAX_ROLES
from kizuna.codegen.lower.types import call
from kizuna.engine.flat import heap, queue
from kizuna.engine.flat.acts import begin, claimed, end, interrupt
from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.codes import BEGIN
from kizuna.engine.flat.decide import decide_all
from kizuna.engine.flat.happen import IDENTS, ROLES, reading, trigger
from kizuna.engine.flat.marks import mark
from kizuna.engine.flat.settle import check, fold2, ident, look_at, next_time, pause, settle, sleeps, think, wake
from kizuna.engine.flat.world import (
    K_ABLE,
    K_AGENT,
    K_EVERIES,
    K_EVERY,
    KW,
    W_AGAIN,
    W_OFFSET,
    W_OWNER,
    W_RULE,
    WW,
)
from kizuna.engine.luck import luck
from kizuna.engine.runtime import CREATED, STOP
from kizuna.engine.state import CHECK, END, EVERY, FIRE, LINE, OVER

CELL = heap.SERIAL
"""The heap's words are (time, order, serial, cell, index) here."""
INDEX = heap.PAYLOAD
SERIAL = heap.TIE


def live(S: Flat, until: int, room: int) -> int:
    """Play what is due up to `until`, at most `room` events; gives how many were recorded."""
    settle(S)   # what the world begins with
    first = S.recorded
    while S.recorded - first < room and S.why == 0:
        if not step(S, until):
            if until >= S.now:
                S.now = until
                S.past = OVER
            break
    return S.recorded - first


def step(S: Flat, until: int) -> bool:
    """One thing that is due up to `until`; false if nothing is."""
    if S.Y[queue.COUNT] != 0:
        follow_up(S)
        return True
    while S.H[heap.COUNT] != 0 and S.Q[S.H[CELL]] != S.H[SERIAL]:
        heap.drop(S.H)
    if S.H[heap.COUNT] == 0 or S.H[heap.TIME] > until:
        return False
    H = S.H
    kind = H[heap.PHASE] >> 58
    cell = H[CELL]
    index = H[INDEX]
    S.now = H[heap.TIME]
    S.past = H[heap.PHASE]
    S.event = 0
    heap.drop(H)
    S.Q[cell] = 0
    if kind == LINE:
        mark(S.D, S.N, cell, index)
        settle(S)
    elif kind == CHECK:
        check(S, cell, index)
    elif kind == FIRE:
        fire(S, cell, index)
    elif kind == EVERY:
        every(S, cell, index)
    elif kind == END:
        end(S, cell - at.BUSY)
    else:
        decide_all(S, cell - at.BUSY)
    return True


def follow_up(S: Flat) -> None:
    """What still follows at this instant."""
    i = queue.dequeue(S.Y)
    sort = S.Y[i]
    if sort == STOP:
        interrupt(S, S.Y[i + 1], S.Y[i + 2])
    elif sort == CREATED:
        awaken(S, S.Y[i + 1])
    elif sort == BEGIN:
        take_up(S, i)
    else:
        react(S, i)


def present(S: Flat, i: int) -> bool:
    """Let the roles be those of what follows, with nobody for those that have ended; whether all are still there."""
    X = S.X
    whole = True
    for k in range(MAX_ROLES):
        row = S.Y[i + ROLES + k]
        S.A[k] = row
        if row != 0 and (X[row + at.KIND] == 0 or X[row + at.IDENT] != S.Y[i + IDENTS + k]):
            S.A[k] = 0
            whole = False
    return whole


def take_up(S: Flat, i: int) -> None:
    """Begin what was chosen on the snapshot, if it is still possible; else choose again."""
    doer = S.Y[i + 1]
    number = S.Y[i + 2]
    whole = present(S, i)
    if S.A[0] == 0 or S.X[doer + at.ACT] != 0 or S.X[doer + at.ABLE] == 0:
        return
    if not whole or reading(S, S.strays, number) != 0 or reading(S, S.fails, number) != 0 or claimed(S, number):
        think(S, doer, S.now + 1)
        return
    begin(S, number)


def react(S: Flat, i: int) -> None:
    """A rule that follows another, if it can."""
    number = S.Y[i + 1]
    event = S.Y[i + 2]
    first = S.Y[i + IDENTS]
    present(S, i)
    if first != 0 and S.A[0] == 0:
        return
    if reading(S, S.react, number) != 0:
        trigger(S, number, event)


def fire(S: Flat, cell: int, index: int) -> None:
    """A condition held a moment ago: if it still does, its rule happens."""
    i = index * WW
    row = cell - S.WA[i + W_OFFSET]
    if S.WA[i + W_OWNER] != 0 and S.X[row + at.KIND] == 0:
        return
    if call(S.checks, index, S.V, S.R, S.K, S.X, S.T, row, S.now) == 0:
        S.X[cell] = 0
        check(S, cell, index)
        return
    S.X[cell] = 1
    if S.WA[i + W_AGAIN] != 0:
        S.V[cell] = float(S.now + S.WA[i + W_AGAIN])
    trigger(S, S.WA[i + W_RULE], S.W[cell])
    if S.Q[cell] == 0:
        check(S, cell, index)


def every(S: Flat, cell: int, index: int) -> None:
    """A moment of a schedule."""
    i = index * WW
    row = cell - S.WA[i + W_OFFSET]
    if S.WA[i + W_OWNER] != 0 and S.X[row + at.KIND] == 0:
        return
    holds = call(S.checks, index, S.V, S.R, S.K, S.X, S.T, row, S.now)
    if holds != 0 or not sleeps(S, index, row):
        look_at(S, index, cell, next_time(S, index, S.now), EVERY)
    if holds != 0:
        trigger(S, S.WA[i + W_RULE], 0)


def awaken(S: Flat, row: int) -> None:
    """Put a new row's schedules and decisions on the agenda."""
    kind = S.X[row + at.KIND]
    if kind == 0:
        return
    i = kind * KW
    first = S.KI[i + K_EVERY]
    for k in range(first, first + S.KI[i + K_EVERIES]):
        index = S.LS[k]
        cell = row + S.WA[index * WW + W_OFFSET]
        S.X[cell] = S.now
        wake(S, index, cell)
    if S.KI[i + K_AGENT] != 0:
        if S.KI[i + K_ABLE] == 0:
            S.X[row + at.ABLE] = 1
        if S.autonomy != 0 and S.X[row + at.ACT] == 0:
            spread = luck(fold2(S.seed, ident(S.X, row)), 0, 14)
            think(S, row, S.now + int(spread * pause(S, row)))
