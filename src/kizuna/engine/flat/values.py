"""Values written over buffers, and what has to be looked at after; as in `kizuna.engine.writes`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.engine.arithmetic import sane
from kizuna.engine.flat import table
from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.marks import mark
from kizuna.engine.flat.report import change, learn, say_float
from kizuna.engine.flat.rows import link, tie_row
from kizuna.engine.flat.settle import high, ident, low, number, touch, touch_row
from kizuna.engine.flat.world import (
    A_BELIEVED,
    A_BOND,
    A_BOUNDED,
    A_BOUNDS,
    A_FLAG,
    A_FLAGS,
    A_FORM,
    A_HASH,
    A_LINKED,
    A_OFFSET,
    A_TABLE,
    AW,
    T_LINE,
    T_LINES,
    T_ROWS,
    TW,
    W_OFFSET,
    WW,
)
from kizuna.engine.tables import FLOAT, REFERENCE


def there(S: Flat, row: int) -> bool:
    """Whether a row is that of somebody or something there is."""
    return row != 0 and S.X[row + at.KIND] != 0


def bearer_of(S: Flat, index: int, row: int) -> int:
    """The identity of whose attribute stands in a row."""
    return S.X[row] if S.AT[index * AW + A_BOND] == 0 else ident(S.X, S.X[row + at.TIE_FROM])


def open_to(S: Flat, index: int, row: int) -> bool:
    """Whether an attribute can be written in a row: not of nobody, nor of what has ended."""
    return row != 0 and (S.AT[index * AW + A_BOND] != 0 or S.X[row + at.KIND] != 0)


def learn_of(S: Flat, index: int, row: int, whole: int, value: float) -> None:
    """Note what was written of a believed attribute."""
    i = index * AW
    if S.AT[i + A_BELIEVED] == 0:
        return
    if S.AT[i + A_BOND] != 0:
        learn(S, index, S.X[row + at.TIE_FROM], S.X[row + at.TIE_TO], whole, value)
    else:
        learn(S, index, row, 0, whole, value)


def set_whole(S: Flat, index: int, row: int, value: int, op: int, second: int) -> None:
    """Set (0), add to (1) or take from (2) an attribute that is not a number."""
    if not open_to(S, index, row):
        return
    i = index * AW
    bearer = bearer_of(S, index, row)
    cell = row + S.AT[i + A_OFFSET]
    form = S.AT[i + A_FORM]
    old = S.X[cell]
    new = value
    if op == 1:
        new = old + value
    elif op != 0:
        new = old - value
    if form == REFERENCE and new != 0 and S.X[new + at.KIND] == 0:
        new = 0
    if new == old:
        return
    if S.AT[i + A_LINKED] != 0:
        touch_row(S, index, row)
        link(S, index, row, new)
    else:
        S.X[cell] = new
        if new != 0 and S.AT[i + A_FLAGS] != 0:
            S.X[S.X[row + at.TIE_FROM] + S.AT[i + A_FLAGS]] |= S.AT[i + A_FLAG]
    S.W[cell] = S.event
    if form == REFERENCE:
        change(S, form, S.AT[i + A_HASH], bearer, second, ident(S.X, old), ident(S.X, new))
    else:
        change(S, form, S.AT[i + A_HASH], bearer, second, old, new)
    touch_row(S, index, row)
    learn_of(S, index, row, new, 0.0)


def set_number(S: Flat, index: int, row: int, value: float, op: int, second: int) -> None:
    """Set (0), add to (1) or take from (2) a numeric attribute."""
    if not open_to(S, index, row):
        return
    i = index * AW
    bearer = bearer_of(S, index, row)
    old = number(S, index, row)
    new = value
    if op == 1:
        new = old + value
    elif op != 0:
        new = old - value
    new = sane(new)
    least = low(S, index, row)
    most = high(S, index, row)
    if new < least:
        new = least
    elif new > most:
        new = most
    if new == old:
        return
    cell = row + S.AT[i + A_OFFSET]
    first = S.AT[i + A_BOUNDED]
    for k in range(S.AT[i + A_BOUNDS]):
        S.KEPT[k] = number(S, S.LS[first + k], row)
    S.V[cell] = new
    S.X[cell] = S.now
    S.W[cell] = S.event
    change(S, FLOAT, S.AT[i + A_HASH], bearer, second, 0, 0)
    say_float(S, old)
    say_float(S, new)
    touch_row(S, index, row)
    learn_of(S, index, row, 0, new)
    for k in range(S.AT[i + A_BOUNDS]):
        refit(S, S.LS[first + k], row, S.KEPT[k])


def refit(S: Flat, index: int, row: int, value: float) -> None:
    """A meter whose range has changed goes on from the value it had, or from the nearest within the new range."""
    i = index * AW
    cell = row + S.AT[i + A_OFFSET]
    S.V[cell] = value
    S.X[cell] = S.now
    least = low(S, index, row)
    most = high(S, index, row)
    if least <= value <= most:
        touch_row(S, index, row)
        return
    S.V[cell] = least if value < least else most
    S.W[cell] = S.event
    change(S, FLOAT, S.AT[i + A_HASH], S.X[row], 0, 0, 0)
    say_float(S, value)
    say_float(S, S.V[cell])
    touch_row(S, index, row)
    learn_of(S, index, row, 0, S.V[cell])


def tied(S: Flat, index: int, source: int, target: int) -> int:
    """The row of a bond, made if there is none; 0 with or of nobody."""
    if not there(S, source) or not there(S, target):
        return 0
    owner = S.AT[index * AW + A_TABLE]
    row = table.look(S.T, owner, source, target, 0)
    if row == 0:
        row = tie_row(S, owner, source, target)
        i = owner * TW
        touch(S, S.TA[i + T_ROWS], source)
        start_lines(S, S.TA[i + T_LINE], S.TA[i + T_LINES], 0, 0, row)
    return row


def start_lines(S: Flat, line: int, lines: int, watch: int, watches: int, row: int) -> None:
    """Let the meters of a new row begin to move and its conditions be looked at."""
    for k in range(line, line + lines):
        mark(S.D, S.N, row + S.AT[S.LS[k] * AW + A_OFFSET], S.LS[k])
    for k in range(watch, watch + watches):
        mark(S.D, S.M, row + S.WA[S.LS[k] * WW + W_OFFSET], S.LS[k])
