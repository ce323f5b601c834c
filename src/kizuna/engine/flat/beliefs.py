"""Beliefs over buffers, as in `kizuna.engine.writes`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.engine.arithmetic import sane
from kizuna.engine.flat import table
from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.gathered import HEAD
from kizuna.engine.flat.links import HALF, held_key
from kizuna.engine.flat.report import LEARN, change, say_float
from kizuna.engine.flat.rows import held_row
from kizuna.engine.flat.settle import ident, touch
from kizuna.engine.flat.values import there
from kizuna.engine.flat.world import A_FORM, A_HASH, A_HELD, AW
from kizuna.engine.tables import FLOAT, REFERENCE

HELD = 16
KNOWN = 1


def believe(
    S: Flat,
    index: int,
    holder: int,
    first: int,
    second: int,
    other: int,
    status: int,
    whole: int,
    value: float,
    sure: float,
) -> None:
    """Set a belief; nobody believes nothing."""
    if first == 0 or not there(S, holder):
        return
    row = table.look(S.T, held_key(holder, index), (first << HALF) | second, other, 0)
    if row == 0:
        if status == 0:
            return
        row = held_row(S, holder, index, first, second, other)
    if status != KNOWN or sure < 0.0:
        sure = 0.0
    elif sure > 1.0:
        sure = 1.0
    form = S.AT[index * AW + A_FORM]
    cell = row + at.HELD_VALUE
    old_status = S.X[row + at.HELD_STATUS]
    old_sure = S.V[row + at.HELD_CERTAINTY]
    old_value = S.V[cell]
    old_word = S.X[cell]
    new_value = sane(value) if status == KNOWN else old_value
    new_word = whole if status == KNOWN else old_word
    if old_status == status and old_sure == sure:
        if form == FLOAT and old_value == new_value:
            return
        if form != FLOAT and old_word == new_word:
            return
    S.X[row + at.HELD_STATUS] = status
    S.V[row + at.HELD_CERTAINTY] = sure
    S.X[row + at.HELD_LEARNT] = S.now
    S.W[row + at.HELD_STATUS] = S.event
    if form == FLOAT:
        S.V[cell] = new_value
        old_word = 0
        new_word = 0
        say_float(S, old_value)
        say_float(S, new_value)
    else:
        S.X[cell] = new_word
        if form == REFERENCE:
            old_word = ident(S.X, old_word)
            new_word = ident(S.X, new_word)
    say_float(S, old_sure)
    say_float(S, sure)
    change(S, form + HELD, S.AT[index * AW + A_HASH], ident(S.X, holder), ident(S.X, first), old_word, new_word)
    i = S.ei - 10
    S.EI[i + 4] = ident(S.X, second)
    S.EI[i + 5] = ident(S.X, other)
    S.EI[i + 6] = old_status
    S.EI[i + 7] = status
    if status == 0:
        table.drop(S.T, held_key(holder, index), (first << HALF) | second, other)
    touch(S, S.LS[S.AT[index * AW + A_HELD] + S.X[holder + at.KIND]], holder)


def teach(S: Flat) -> None:
    """Let the onlookers learn what was written of believed attributes."""
    for n in range(S.learnt):
        i = LEARN * n
        for k in range(HEAD, HEAD + S.O[0]):
            believe(S, S.LI[i], S.O[k], S.LI[i + 1], S.LI[i + 2], 0, KNOWN, S.LI[i + 3], S.LF[n], 1.0)
