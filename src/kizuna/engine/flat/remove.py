"""The end of a thing over buffers, as in `kizuna.engine.writes`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.lower.types import call
from kizuna.engine.flat import table
from kizuna.engine.flat.bundle import SEARCH, Flat
from kizuna.engine.flat.links import HALF
from kizuna.engine.flat.report import change
from kizuna.engine.flat.rows import delist, untie
from kizuna.engine.flat.settle import number, touch, touch_row
from kizuna.engine.flat.values import set_whole
from kizuna.engine.flat.world import (
    A_OFFSET,
    A_TABLE,
    A_TOUCH,
    AW,
    K_ACT,
    K_AGENT,
    K_HASH,
    K_LINE,
    K_LINES,
    K_LINK,
    K_LINKS,
    K_POINTER,
    K_POINTERS,
    K_TIE,
    K_TIES,
    K_TOUCH,
    KW,
    R_CLAIMED,
    R_CLAIMS,
    R_ROLES,
    RW,
    T_ATTR,
    T_ATTRS,
    T_INTO,
    T_OUT,
    T_ROWS,
    TW,
)

ENDED = 5
LOW = (1 << HALF) - 1


def remove(S: Flat, row: int) -> None:
    """A thing ends: nothing refers to it any more, and nobody has bonds with it."""
    if row == 0 or S.X[row + at.KIND] == 0:
        return
    kind = S.X[row + at.KIND]
    i = kind * KW
    unlink(S, kind, row)
    first = S.KI[i + K_POINTER]
    for k in range(first, first + S.KI[i + K_POINTERS]):
        point_away(S, S.LS[k], row)
    loosen(S, kind, row)
    if S.KI[i + K_AGENT] != 0:
        forget_agent(S, kind, row)
    still(S, kind, row)
    change(S, ENDED, S.KI[i + K_HASH], S.X[row], 0, 0, 0)
    delist(S, row)
    touch(S, S.KI[i + K_TOUCH], row)


def unlink(S: Flat, kind: int, row: int) -> None:
    """Nothing refers to what ends, and it refers to nothing."""
    first = S.KI[kind * KW + K_LINK]
    for k in range(first, first + 4 * S.KI[kind * KW + K_LINKS], 4):
        if S.LS[k + 2] != 0:
            head = row + S.LS[k + 1]
            while S.X[head] != 0:
                set_whole(S, S.LS[k], S.X[head], 0, 0, 0)
        if S.LS[k + 3] != 0:
            set_whole(S, S.LS[k], row, 0, 0, 0)


def found(S: Flat, count: int, row: int) -> int:
    """Note one more row that a search has found, in ascending order; gives how many there are."""
    if count >= len_of(S):
        call(S.hooks, 0, SEARCH, 1)
    at_ = count
    while at_ > 0 and S.SC[at_] > row:
        S.SC[at_ + 1] = S.SC[at_]
        at_ -= 1
    S.SC[at_ + 1] = row
    return count + 1


def len_of(S: Flat) -> int:
    """How many rows a search may find."""
    return S.SC[0]


def point_away(S: Flat, index: int, row: int) -> None:
    """Bonds of one sort no longer name what ends."""
    owner = S.AT[index * AW + A_TABLE]
    offset = S.AT[index * AW + A_OFFSET]
    count = 0
    for slot in range(S.T[table.MASK] + 1):
        i = table.HEAD + table.ENTRY * slot
        tie = S.T[i + 3]
        if tie != 0 and S.T[i] == owner and S.X[tie + offset] == row:
            count = found(S, count, tie)
    for k in range(1, count + 1):
        set_whole(S, index, S.SC[k], 0, 0, 0)


def loosen(S: Flat, kind: int, row: int) -> None:
    """Take what ends out of all bonds: its own first, then those of others with it."""
    first = S.KI[kind * KW + K_TIE]
    for k in range(first, first + 3 * S.KI[kind * KW + K_TIES], 3):
        owner = S.LS[k]
        if S.LS[k + 1] != 0:
            while S.X[row + S.TA[owner * TW + T_OUT]] != 0:
                let_go(S, owner, S.X[row + S.TA[owner * TW + T_OUT]])
        if S.LS[k + 2] != 0:
            while S.X[row + S.TA[owner * TW + T_INTO]] != 0:
                let_go(S, owner, S.X[row + S.TA[owner * TW + T_INTO]])


def let_go(S: Flat, owner: int, tie: int) -> None:
    """End one bond."""
    source = S.X[tie + at.TIE_FROM]
    untie(S, owner, tie)
    i = owner * TW
    touch(S, S.TA[i + T_ROWS], source)
    first = S.TA[i + T_ATTR]
    for k in range(first, first + S.TA[i + T_ATTRS]):
        touch(S, S.AT[S.LS[k] * AW + A_TOUCH], source)


def forget_agent(S: Flat, kind: int, row: int) -> None:
    """Somebody who ends does nothing, claims nothing and believes nothing any more."""
    forget_beliefs(S, row)
    X = S.X
    rule = X[row + at.ACT]
    if rule != 0:
        for k in range(S.RU[rule * RW + R_ROLES]):
            cell = X[row + at.ACT_ROLES + k] + S.RU[rule * RW + R_CLAIMED + k]
            if (S.RU[rule * RW + R_CLAIMS] >> k) & 1 and X[cell] == row:
                X[cell] = 0
        X[row + at.ACT] = 0
        touch(S, S.KI[kind * KW + K_ACT], row)
    X[row + at.ABLE] = 0
    S.Q[row + at.BUSY] = 0


def forget_beliefs(S: Flat, row: int) -> None:
    """Beliefs that somebody has, or has about what he believes, go."""
    slot = 0
    while slot <= S.T[table.MASK]:
        i = table.HEAD + table.ENTRY * slot
        if S.T[i + 3] != 0 and S.T[i] > LOW and ((S.T[i] & LOW) == row or S.T[i + 2] == row):
            table.drop(S.T, S.T[i], S.T[i + 1], S.T[i + 2])     # another may move here
        else:
            slot += 1


def still(S: Flat, kind: int, row: int) -> None:
    """Let the meters of what ends stand where they are, for whoever names it later."""
    first = S.KI[kind * KW + K_LINE]
    for k in range(first, first + S.KI[kind * KW + K_LINES]):
        index = S.LS[k]
        cell = row + S.AT[index * AW + A_OFFSET]
        S.V[cell] = number(S, index, row)
        S.X[cell] = S.now
        S.R[cell] = 0.0
        S.K[cell] = 0.0
        S.Q[cell] = 0
        touch_row(S, index, row)
