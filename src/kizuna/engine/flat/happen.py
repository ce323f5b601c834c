"""Something takes place, over buffers; as in `kizuna.engine.happenings`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import MAX_ROLES
from kizuna.codegen.lower.types import Calls, call
from kizuna.engine.flat import gathered, staged
from kizuna.engine.flat.apply import apply
from kizuna.engine.flat.beliefs import teach
from kizuna.engine.flat.bundle import ONLOOKERS, STAGE, Flat
from kizuna.engine.flat.codes import BEGINS, DONE, FAILS, MOST_AT_ONCE, MOST_EACH, REACT, RING, TOGETHER, TRIGGERED
from kizuna.engine.flat.report import room_for, say, say_float
from kizuna.engine.flat.rows import unmake
from kizuna.engine.flat.settle import follow, ident, rouse, settle
from kizuna.engine.flat.world import (
    K_AGENT,
    K_PLACE,
    KW,
    OCCURRENCE,
    OTHER,
    R_ACTION,
    R_AMOUNTS,
    R_COUNTER,
    R_GRAIN,
    R_HASH,
    R_KEY,
    R_OUTCOMES,
    R_OWNED,
    R_REACT,
    R_REACTIONS,
    R_ROLES,
    RW,
)
from kizuna.engine.luck import FOLD, fold, folded, luck_base
from kizuna.engine.runtime import BUCKET, ordinal

ROLES, IDENTS = 3, 3 + MAX_ROLES
"""Where roles and identities lie in the words of what follows."""
EFFECTS, BEGINNING, MISFIRE, INTERRUPTION = range(4)
HEAD = 12
"""Words of a record before its lists."""


def reading(S: Flat, units: Calls, number: int) -> int:
    """Call a reading unit of a rule for the present roles."""
    A = S.A
    return call(units, number, S.V, S.R, S.K, S.X, S.T, A[0], A[1], A[2], A[3], A[4], A[5], S.now)


def drawing(S: Flat, units: Calls, number: int) -> int:
    """Call a unit that draws luck."""
    A = S.A
    return call(
        units, number, S.V, S.R, S.K, S.X, S.T, A[0], A[1], A[2], A[3], A[4], A[5], S.now, S.base, S.middle
    )  # fmt: skip


def traced(S: Flat, units: Calls, number: int) -> int:
    """Call a unit that names causes."""
    A = S.A
    return call(
        units, number, S.V, S.R, S.K, S.X, S.T, S.W, S.Z, S.C, A[0], A[1], A[2], A[3], A[4], A[5], S.now
    )  # fmt: skip


def staging(S: Flat, units: Calls, number: int) -> int:
    """Call a unit that stages effects."""
    A = S.A
    return call(
        units, number, S, S.V, S.R, S.K, S.X, S.T, S.W, S.Z, S.C, S.B, S.F,
        A[0], A[1], A[2], A[3], A[4], A[5], S.now,
    )  # fmt: skip


def address(S: Flat, number: int) -> int:
    """The id of the next happening of a rule, which is counted; its luck base is left in `base`."""
    i = number * RW
    grain = S.RU[i + R_GRAIN]
    bucket = reading(S, S.bucket, number)
    X = S.X
    A = S.A
    cell = (A[0] if S.RU[i + R_OWNED] != 0 else S.world) + S.RU[i + R_COUNTER]
    so_often = int(S.K[cell])
    nth = so_often if grain == OCCURRENCE else ordinal(S.V, S.R, cell, bucket)
    total = so_often if grain == OTHER else 0
    S.base = luck_base(S.seed, S.RU[i + R_KEY], ident(X, A[0]), bucket, nth)
    x = fold(fold(fold(fold(FOLD, S.RU[i + R_HASH]), bucket), nth), total)
    x = fold(fold(fold(x, ident(X, A[0])), ident(X, A[1])), ident(X, A[2]))
    x = fold(fold(fold(x, ident(X, A[3])), ident(X, A[4])), ident(X, A[5]))
    S.V[cell] = float(nth + 1)
    S.R[cell] = float(bucket & BUCKET)
    S.K[cell] = float(so_often + 1)
    return folded(x)


def draw_amounts(S: Flat, number: int) -> None:
    """Amounts go to the world's row."""
    if S.RU[number * RW + R_AMOUNTS] != 0:
        drawing(S, S.amounts, number)


def set_outcome(S: Flat, outcome: int, progress: float) -> None:
    """What came of it, counted from 1."""
    S.X[S.world + at.OUTCOME] = outcome - 1
    S.V[S.world + at.PROGRESS] = progress


def stage(S: Flat, number: int, unit: int) -> None:
    """Stage the effects; again in wider buffers, if there is no room for them."""
    causes = S.C[gathered.COUNT]
    cells = S.cells
    while True:
        staged.clear(S.B)
        S.lack = 0
        if unit == EFFECTS:
            staging(S, S.effects, number)
        elif unit == BEGINNING:
            staging(S, S.begins, number)
        elif unit == MISFIRE:
            staging(S, S.misfires, number)
        else:
            staging(S, S.interrupted, number)
        if S.B[staged.FULL] == 0 and S.lack == 0:
            return
        unmake(S, cells)
        S.C[gathered.COUNT] = causes
        call(S.hooks, 0, STAGE, 1)


def witnesses(S: Flat, number: int) -> None:
    """Leave in `O` who perceives it, by identity."""
    A = S.A
    while True:
        S.O[gathered.COUNT] = 0
        S.O[gathered.FULL] = 0
        call(
            S.perceivers, number, S.V, S.R, S.K, S.X, S.T, S.O, S.D, A[0], A[1], A[2], A[3], A[4], A[5], S.now
        )  # fmt: skip
        count = gathered.onlookers(S.O, S.D)
        if S.O[gathered.FULL] == 0:
            break
        call(S.hooks, 0, ONLOOKERS, 1)
    kept = 0
    for k in range(gathered.HEAD, gathered.HEAD + count):
        row = S.O[k]
        kind = S.X[row + at.KIND]
        if S.KI[kind * KW + K_AGENT] != 0 and call(S.senses, kind, S.V, S.R, S.K, S.X, S.T, row, S.now) != 0:
            S.O[gathered.HEAD + kept] = row
            kept += 1
    S.O[gathered.COUNT] = kept
    gathered.sort_by(S.O, S.X, gathered.HEAD, kept)


def place_of(S: Flat, row: int) -> int:
    """Where something is: its place, or itself if it is one; 0 if nowhere."""
    if row == 0:
        return 0
    offset = S.KI[S.X[row + at.KIND] * KW + K_PLACE]
    if offset == -2:
        return row
    return S.X[row + offset] if offset >= 0 else 0


def happen(S: Flat, number: int, status: int, event: int, unit: int, begun: int, because: int, moved: int) -> None:
    """Something takes place: all is read, then written, witnessed, recorded, settled and followed up."""
    S.event = event
    S.made = 0
    S.changes = 0
    S.learnt = 0
    S.C[gathered.COUNT] = 0
    gathered.cause(S.C, TRIGGERED, begun)
    gathered.cause(S.C, TRIGGERED, because)
    if status in (DONE, BEGINS, FAILS) and begun == 0:
        traced(S, S.enabled, number)
    stage(S, number, unit)
    if moved != 0 and S.RU[number * RW + R_ACTION] != 0:
        traced(S, S.moves, number)
    place = place_of(S, S.A[0])
    for k in range(MAX_ROLES):
        S.I[k] = ident(S.X, S.A[k])
    witnesses(S, number)
    open_record(S, number)
    apply(S)
    teach(S)
    close_record(S, number, status, event, place)
    settle(S)
    react_to(S, number, status, event)


def open_record(S: Flat, number: int) -> None:
    """Begin a record with its lists of roles, causes and witnesses; the changes come as they are made."""
    causes = S.C[gathered.COUNT]
    roles = S.RU[number * RW + R_ROLES]
    seen = S.O[gathered.COUNT]
    room_for(S, HEAD + roles + causes + seen)
    S.record = S.ei
    S.ei += HEAD
    for k in range(roles):
        say(S, S.I[k])
    for k in range(gathered.HEAD, gathered.HEAD + causes):
        say(S, S.C[k])
    S.ei += seen
    world = S.world
    for k in range(S.RU[number * RW + R_AMOUNTS]):
        say_float(S, S.V[world + at.AMOUNTS + k])


def close_record(S: Flat, number: int, status: int, event: int, place: int) -> None:
    """Fill in what is known only now."""
    i = number * RW
    p = S.record
    E = S.EI
    roles = S.RU[i + R_ROLES]
    causes = S.C[gathered.COUNT]
    seen = S.O[gathered.COUNT]
    E[p] = S.ei - p
    E[p + 1] = event
    E[p + 2] = S.now
    E[p + 3] = S.RU[i + R_HASH]
    E[p + 4] = status
    E[p + 5] = ident(S.X, place)
    E[p + 6] = S.X[S.world + at.OUTCOME] + 1 if S.RU[i + R_OUTCOMES] != 0 and status == DONE else 0
    E[p + 7] = roles
    E[p + 8] = causes // 2
    E[p + 9] = seen
    E[p + 10] = S.changes
    E[p + 11] = S.RU[i + R_AMOUNTS]
    for k in range(seen):
        E[p + HEAD + roles + causes + k] = ident(S.X, S.O[gathered.HEAD + k])
    S.recorded += 1
    if S.now - S.instant_at > TOGETHER:
        S.instant = 0
    S.instant_at = S.now
    S.RING[S.instant % RING] = number
    S.instant += 1
    if S.instant > max(MOST_AT_ONCE, MOST_EACH * S.things):
        S.why = 1


def react_to(S: Flat, number: int, status: int, event: int) -> None:
    """Queue the rules that follow, and let those concerned think again."""
    i = number * RW
    if status == DONE:
        for k in range(S.RU[i + R_REACTIONS]):
            inherit(S, S.RU[i + R_REACT] + 7 * k, event)
    if S.autonomy == 0:
        return
    for k in range(1, MAX_ROLES):
        row = S.A[k]
        if row != 0 and S.KI[S.X[row + at.KIND] * KW + K_AGENT] != 0:
            rouse(S, row)


def inherit(S: Flat, reaction: int, event: int) -> None:
    """Queue one rule that follows, with the roles that it takes over."""
    at_ = follow(S, REACT, S.LS[reaction], event)
    for role in range(MAX_ROLES):
        source = S.LS[reaction + 1 + role]
        if source >= 0:
            S.Y[at_ + ROLES + role] = S.A[source]
            S.Y[at_ + IDENTS + role] = S.I[source]


def trigger(S: Flat, number: int, because: int) -> None:
    """A trigger happens with the roles that its search has left in the world's row."""
    i = number * RW
    roles = S.RU[i + R_ROLES]
    for k in range(MAX_ROLES):
        S.A[k] = S.X[S.world + at.BEST_ROLES + k] if k < roles else 0
    event = address(S, number)
    draw_amounts(S, number)
    outcome = 0
    if S.RU[i + R_OUTCOMES] != 0:
        outcome = drawing(S, S.weights, number) + 1
    set_outcome(S, outcome, 1.0)
    happen(S, number, DONE, event, EFFECTS, 0, because, 0)
