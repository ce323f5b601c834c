"""Rows over buffers: made, listed, linked, tied; as in `kizuna.engine.state`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.lower.types import call
from kizuna.engine.flat import table
from kizuna.engine.flat.bundle import CELLS, TABLE, Flat
from kizuna.engine.flat.links import HALF, held_key
from kizuna.engine.flat.settle import fold2
from kizuna.engine.flat.staged import MOST
from kizuna.engine.flat.world import (
    A_FORM,
    A_HEAD,
    A_NEXT,
    A_OFFSET,
    A_PREV,
    AW,
    K_MEMBERS,
    K_REUSABLE,
    K_TEMPLATE,
    K_TEMPLATES,
    K_WIDTH,
    KW,
    T_INTO,
    T_OUT,
    T_TEMPLATE,
    T_TEMPLATES,
    T_WIDTH,
    TW,
)
from kizuna.engine.tables import DATE
from kizuna.lang.types import NEVER_WAS


def create(S: Flat, kind: int) -> int:
    """A new row of a kind, not yet announced; nobody where there is no room, and `lack` is set."""
    i = kind * KW
    row = S.FR[kind]
    if S.made >= S.B[MOST]:
        S.lack = 1
        return 0
    if row != 0:
        S.FR[kind] = S.D[row + 1]
        S.D[row + 1] = 0
    else:
        row = S.cells
        if row + S.KI[i + K_WIDTH] > S.most_cells:
            S.lack = 1
            return 0
        S.cells += S.KI[i + K_WIDTH]
    S.made += 1
    S.MA[S.made] = row
    S.X[row + at.IDENT] = fold2(S.event, S.made)
    S.X[row + at.KIND] = kind
    template(S, S.KI[i + K_TEMPLATE], S.KI[i + K_TEMPLATES], row)
    return row


def unmake(S: Flat, cells: int) -> None:
    """Nothing was made: the rows go back where they came from; new ones began at `cells`."""
    for number in range(S.made, 0, -1):
        row = S.MA[number]
        kind = S.X[row + at.KIND]
        for cell in range(row, row + S.KI[kind * KW + K_WIDTH]):
            S.X[cell] = 0
            S.V[cell] = 0.0
        if row < cells:
            S.D[row + 1] = S.FR[kind]
            S.FR[kind] = row
    S.made = 0
    S.cells = cells


def template(S: Flat, first: int, count: int, row: int) -> None:
    """Write the constant starts of a kind or table of bonds into a fresh row."""
    for i in range(first, first + 3 * count, 3):
        cell = row + S.LS[i]
        if S.LS[i + 1] != 0:
            S.V[cell] = S.NU[S.LS[i + 2]]
            S.X[cell] = S.now
        else:
            S.X[cell] = S.LS[i + 2]


def enlist(S: Flat, row: int) -> None:
    """Put a row on the list of its kind's members."""
    X = S.X
    head = S.KI[X[row + at.KIND] * KW + K_MEMBERS]
    first = X[head]
    X[row + at.NEXT_MEMBER] = first
    X[row + at.PREV_MEMBER] = 0
    if first != 0:
        X[first + at.PREV_MEMBER] = row
    X[head] = row
    X[head + 1] += 1
    S.things += 1


def delist(S: Flat, row: int) -> None:
    """Take a row off the list of its kind's members and free it."""
    X = S.X
    kind = X[row + at.KIND]
    i = kind * KW
    head = S.KI[i + K_MEMBERS]
    after = X[row + at.NEXT_MEMBER]
    before = X[row + at.PREV_MEMBER]
    if before != 0:
        X[before + at.NEXT_MEMBER] = after
    else:
        X[head] = after
    if after != 0:
        X[after + at.PREV_MEMBER] = before
    X[head + 1] -= 1
    S.things -= 1
    if S.KI[i + K_REUSABLE] == 0 or row < S.named:
        X[row + at.KIND] = 0
        return
    for cell in range(row, row + S.KI[i + K_WIDTH]):
        S.V[cell] = 0.0
        S.R[cell] = 0.0
        S.K[cell] = 0.0
        X[cell] = 0
        S.W[cell] = 0
        S.Z[cell] = 0
        S.Q[cell] = 0
    S.D[row + 1] = S.FR[kind]
    S.FR[kind] = row


def link(S: Flat, index: int, row: int, target: int) -> None:
    """Set a linked reference: leave the old target's list, enter the new one's."""
    X = S.X
    i = index * AW
    head = S.AT[i + A_HEAD]
    after_cell = row + S.AT[i + A_NEXT]
    before_cell = row + S.AT[i + A_PREV]
    old = X[row + S.AT[i + A_OFFSET]]
    if old != 0:
        after = X[after_cell]
        before = X[before_cell]
        if before != 0:
            X[before + S.AT[i + A_NEXT]] = after
        else:
            X[old + head] = after
        if after != 0:
            X[after + S.AT[i + A_PREV]] = before
        X[old + head + 1] -= 1
    X[row + S.AT[i + A_OFFSET]] = target
    X[after_cell] = 0
    X[before_cell] = 0
    if target != 0:
        first = X[target + head]
        X[after_cell] = first
        if first != 0:
            X[first + S.AT[i + A_PREV]] = row
        X[target + head] = row
        X[target + head + 1] += 1


def bare_row(S: Flat, width: int) -> int:
    """A row of new cells, and room for it in the table."""
    if S.cells + width > S.most_cells:
        call(S.hooks, 0, CELLS, width)
    if table.room(S.T) <= 0:
        call(S.hooks, 0, TABLE, 1)
    S.cells += width
    return S.cells - width


def tie_row(S: Flat, number: int, source: int, target: int) -> int:
    """A new row of a bond, with its starts."""
    i = number * TW
    row = bare_row(S, S.TA[i + T_WIDTH])
    X = S.X
    out = source + S.TA[i + T_OUT]
    into = target + S.TA[i + T_INTO]
    X[row + at.TIE_FROM] = source
    X[row + at.TIE_TO] = target
    X[row + at.NEXT_OUT] = X[out]
    X[row + at.NEXT_IN] = X[into]
    X[out] = row
    X[into] = row
    X[out + 1] |= 1 << at.bit_of(target)
    X[into + 1] |= 1 << at.bit_of(source)
    template(S, S.TA[i + T_TEMPLATE], S.TA[i + T_TEMPLATES], row)
    table.put(S.T, number, source, target, row)
    return row


def held_row(S: Flat, holder: int, attr: int, first: int, second: int, other: int) -> int:
    """A new row of a belief."""
    row = bare_row(S, at.HELD_ROW)
    if S.AT[attr * AW + A_FORM] == DATE:
        S.X[row + at.HELD_VALUE] = NEVER_WAS
    table.put(S.T, held_key(holder, attr), (first << HALF) | second, other, row)
    return row


def unchain(S: Flat, head: int, step: int, row: int) -> None:
    """Take a bond's row out of one list."""
    cell = head
    while S.X[cell] != row and S.X[cell] != 0:
        cell = S.X[cell] + step
    S.X[cell] = S.X[row + step]


def untie(S: Flat, number: int, row: int) -> None:
    """Take a bond's row out of the table and out of the lists of both its ends."""
    i = number * TW
    source = S.X[row + at.TIE_FROM]
    target = S.X[row + at.TIE_TO]
    unchain(S, source + S.TA[i + T_OUT], at.NEXT_OUT, row)
    unchain(S, target + S.TA[i + T_INTO], at.NEXT_IN, row)
    table.drop(S.T, number, source, target)
    for cell in range(row, row + S.TA[i + T_WIDTH]):
        S.X[cell] = 0
        S.Q[cell] = 0
