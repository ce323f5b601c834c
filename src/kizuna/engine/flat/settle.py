"""Rates and conditions over buffers, as in `kizuna.engine.watches`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.lower.types import Ints, call, call_float
from kizuna.engine.curves import NEVER, clamped
from kizuna.engine.flat import heap, queue
from kizuna.engine.flat.bundle import HEAP, QUEUE, Flat
from kizuna.engine.flat.marks import unmark
from kizuna.engine.flat.world import (
    A_BOND,
    A_HASH,
    A_HIGH,
    A_LOW,
    A_MOVING,
    A_OFFSET,
    A_TOUCH,
    A_TOWARD,
    ABILITY,
    AW,
    K_ACT,
    K_PAUSES,
    K_REACTION,
    K_SITUATION,
    KW,
    ROUSING,
    SCHEDULED,
    THROUGHOUT,
    W_AGAIN,
    W_AT,
    W_KEY,
    W_OFFSET,
    W_OWNER,
    W_PERIOD,
    W_SORT,
    W_WEEKDAY,
    WW,
)
from kizuna.engine.luck import FOLD, fold, folded
from kizuna.engine.runtime import STOP
from kizuna.engine.state import CHECK, DECIDE, EVERY, FIRE, LINE

LOW58 = (1 << 58) - 1


def ident(X: Ints, row: int) -> int:
    """The identity of a thing's row; 0 of nobody."""
    return X[row + at.IDENT] if row != 0 else 0


def fold2(a: int, b: int) -> int:
    """`fold_id` of two."""
    return folded(fold(fold(FOLD, a), b))


def order_of(kind: int, who: int, key: int) -> int:
    """When an entry comes among those of one instant."""
    return (kind << 58) + ((who * 0x9E3779B97F4A7C15 + key) & LOW58)


def push(S: Flat, time: int, kind: int, who: int, cell: int, index: int, key: int) -> None:
    """Put the only valid entry of a cell on the agenda."""
    S.serial += 1
    S.Q[cell] = S.serial
    if heap.room(S.H) <= 0:
        call(S.hooks, 0, HEAP, 1)
    heap.push(S.H, time, order_of(kind, who, key), S.serial, cell, index)


def follow(S: Flat, sort: int, row: int, event: int) -> int:
    """Queue what follows at this instant; gives where its words begin."""
    if queue.room(S.Y) <= 0:
        call(S.hooks, 0, QUEUE, 1)
    i = queue.enqueue(S.Y)
    S.Y[i] = sort
    S.Y[i + 1] = row
    S.Y[i + 2] = event
    return i


def touch(S: Flat, number: int, bearer: int) -> None:
    """Mark what depends on something of a bearer; touch functions count from 1 here, 0 is none."""
    if number != 0:
        call(S.touches, number - 1, S.V, S.X, S.Q, S.D, S.N, S.M, bearer)


def touch_row(S: Flat, index: int, row: int) -> None:
    """Mark what depends on an attribute that stands in `row`."""
    i = index * AW
    touch(S, S.AT[i + A_TOUCH], S.X[row + at.TIE_FROM] if S.AT[i + A_BOND] != 0 else row)


def touch_act(S: Flat, doer: int) -> None:
    """What reads whether or what somebody does is looked at again."""
    kind = S.X[doer + at.KIND]
    if kind != 0:
        S.W[doer + at.ACT] = S.event
        touch(S, S.KI[kind * KW + K_ACT], doer)


def low(S: Flat, index: int, row: int) -> float:
    """The lower bound of a numeric attribute in a row."""
    offset = S.AT[index * AW + A_LOW]
    return S.V[row + offset] if offset >= 0 else S.AF[2 * index]


def high(S: Flat, index: int, row: int) -> float:
    """The upper bound."""
    offset = S.AT[index * AW + A_HIGH]
    return S.V[row + offset] if offset >= 0 else S.AF[2 * index + 1]


def number(S: Flat, index: int, row: int) -> float:
    """The present value of a numeric attribute in a row."""
    cell = row + S.AT[index * AW + A_OFFSET]
    if S.AT[index * AW + A_MOVING] != 0:
        return clamped(S.V, S.R, S.K, S.X, cell, low(S, index, row), high(S, index, row), S.now)
    return S.V[cell]


def pause(S: Flat, doer: int) -> int:
    """How long (ms) somebody idle waits before he thinks again."""
    i = S.X[doer + at.KIND] * KW
    cell = S.KI[i + K_SITUATION]
    return S.LS[S.KI[i + K_PAUSES] + (S.X[doer + cell] if cell != 0 else 0)]


def think(S: Flat, doer: int, when: int) -> None:
    """Somebody decides at `when`."""
    S.X[doer + at.ACT_ENDS] = when
    push(S, when, DECIDE, ident(S.X, doer), doer + at.BUSY, 0, 0)


def rouse(S: Flat, doer: int) -> None:
    """An idle person thinks again soon, unless he was about to."""
    if S.X[doer + at.ABLE] != 0 and S.X[doer + at.ACT] == 0:
        when = S.now + S.KI[S.X[doer + at.KIND] * KW + K_REACTION]
        if S.Q[doer + at.BUSY] == 0 or S.X[doer + at.ACT_ENDS] > when:
            think(S, doer, when)


def look_at(S: Flat, index: int, cell: int, when: int, kind: int) -> None:
    """Put a condition's cell on the agenda."""
    i = index * WW
    who = ident(S.X, cell - S.WA[i + W_OFFSET]) if S.WA[i + W_OWNER] != 0 else 0
    push(S, when, kind, who, cell, index, S.WA[i + W_KEY])


def settle(S: Flat) -> None:
    """Give the marked meters their new lines, then look at the marked conditions."""
    while S.N[0] != 0 or S.M[0] != 0:
        while S.N[0] != 0:
            cell = S.N[0]
            reline(S, cell, unmark(S.D, S.N))
        while S.M[0] != 0 and S.N[0] == 0:
            cell = S.M[0]
            check(S, cell, unmark(S.D, S.M))


def reline(S: Flat, cell: int, index: int) -> None:
    """Give a meter its new line, or approach, and note when it has to be given the next."""
    i = index * AW
    row = cell - S.AT[i + A_OFFSET]
    bond = S.AT[i + A_BOND]
    if S.X[row + (at.TIE_FROM if bond != 0 else at.KIND)] == 0:
        return
    rate = call_float(S.rates, index, S.V, S.R, S.K, S.X, S.T, row, S.now)
    pace = S.V[S.world + at.BOUND] if S.AT[i + A_TOWARD] != 0 else 0.0
    if rate != S.R[cell] or pace != S.K[cell]:
        value = number(S, index, row)
        S.V[cell] = value
        S.X[cell] = S.now
        S.R[cell] = rate
        S.K[cell] = pace
        S.Z[cell] = S.event
        touch_row(S, index, row)
    when = call(S.flips, index, S.V, S.R, S.K, S.X, S.T, row, S.now)
    if when < NEVER:
        who = row_ident(S, row) if bond != 0 else ident(S.X, row)
        push(S, when, LINE, who, cell, index, S.AT[i + A_HASH])
    else:
        S.Q[cell] = 0


def row_ident(S: Flat, row: int) -> int:
    """The identity of a bond's row."""
    return fold2(ident(S.X, S.X[row + at.TIE_FROM]), ident(S.X, S.X[row + at.TIE_TO]))


def check(S: Flat, cell: int, index: int) -> None:
    """Look at a condition: fire it, stop or resume somebody, and note when it may change by itself."""
    i = index * WW
    row = cell - S.WA[i + W_OFFSET]
    if S.WA[i + W_OWNER] != 0 and S.X[row + at.KIND] == 0:
        return
    sort = S.WA[i + W_SORT]
    if sort == SCHEDULED:
        wake(S, index, cell)
        return
    holds = call(S.checks, index, S.V, S.R, S.K, S.X, S.T, row, S.now)
    if sort == ABILITY:
        ability(S, row, holds)
    elif sort == THROUGHOUT:
        if holds != 0:
            follow(S, STOP, row, S.event)
    elif sort == ROUSING:
        if holds != 0 and S.X[cell] == 0 and S.autonomy != 0:
            rouse(S, row)
        S.X[cell] = holds
    elif holds != 0 and S.X[cell] == 0:
        look_at(S, index, cell, S.now, FIRE)
        S.W[cell] = S.event
        return
    elif holds == 0:
        S.X[cell] = 0
    when = call(S.nexts, index, S.V, S.R, S.K, S.X, S.T, row, S.now)
    if S.X[cell] != 0 and S.WA[i + W_AGAIN] != 0 and S.V[cell] <= when:
        look_at(S, index, cell, int(S.V[cell]), FIRE)
    elif when < NEVER:
        look_at(S, index, cell, when, CHECK)
    else:
        S.Q[cell] = 0


def sleeps(S: Flat, index: int, row: int) -> bool:
    """Whether what a schedule asks of whom it is about waits for a write, and its moments pass unseen."""
    return call(S.nexts, index, S.V, S.R, S.K, S.X, S.T, row, S.now) == NEVER


def wake(S: Flat, index: int, cell: int) -> None:
    """Put a schedule that is not on the agenda there, unless it sleeps."""
    i = index * WW
    row = cell - S.WA[i + W_OFFSET]
    if S.Q[cell] != 0 or sleeps(S, index, row):
        return
    when = next_time(S, index, S.now - 1)
    if when == S.now and (S.X[cell] == S.now or order_of(EVERY, ident(S.X, row), S.WA[i + W_KEY]) <= S.past):
        when = next_time(S, index, S.now)
    look_at(S, index, cell, when, EVERY)


def next_time(S: Flat, index: int, now: int) -> int:
    """The next moment of a schedule after `now`."""
    i = index * WW
    day = S.day
    weekday = S.WA[i + W_WEEKDAY]
    if weekday >= 0:
        days = (weekday - (now + S.offset) // day % S.week) % S.week
        when = now - (now + S.offset) % day + days * day + S.WA[i + W_AT]
        return when if when > now else when + S.week * day
    offset = S.offset % day
    turns = (now + offset - S.WA[i + W_AT]) // S.WA[i + W_PERIOD] + 1
    return turns * S.WA[i + W_PERIOD] + S.WA[i + W_AT] - offset


def ability(S: Flat, row: int, able: int) -> None:
    """Somebody becomes able to act, or is no more."""
    if S.X[row + at.ABLE] == able:
        return
    S.X[row + at.ABLE] = able
    if able == 0:
        if S.X[row + at.ACT] == 0:
            S.Q[row + at.BUSY] = 0
        else:
            follow(S, STOP, row, S.event)
    elif S.autonomy != 0 and S.X[row + at.ACT] == 0:
        think(S, row, S.now + S.KI[S.X[row + at.KIND] * KW + K_REACTION])
