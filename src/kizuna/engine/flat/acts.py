"""Actions over buffers: begun, ended, broken off; as in `kizuna.engine.acts`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import MAX_ROLES
from kizuna.codegen.lower.types import call_float
from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.codes import AFTER_INSTANT, BEGINS, DONE, FAILS, INTERRUPTED, LONGEST
from kizuna.engine.flat.happen import (
    BEGINNING,
    EFFECTS,
    INTERRUPTION,
    MISFIRE,
    address,
    draw_amounts,
    drawing,
    happen,
    reading,
    set_outcome,
)
from kizuna.engine.flat.settle import fold2, ident, push, rouse, settle, think, touch_act
from kizuna.engine.flat.world import (
    K_AGENT,
    K_REACTION,
    KW,
    R_AMOUNTS,
    R_BEGINS,
    R_CLAIMED,
    R_CLAIMS,
    R_OUTCOMES,
    R_ROLES,
    R_TAKES,
    RW,
)
from kizuna.engine.state import END


def claimed(S: Flat, number: int) -> bool:
    """Whether somebody else has a claim on a role that the rule claims."""
    i = number * RW
    for k in range(S.RU[i + R_ROLES]):
        if (S.RU[i + R_CLAIMS] >> k) & 1:
            holder = S.X[S.A[k] + S.RU[i + R_CLAIMED + k]]
            if S.A[k] != 0 and holder not in (0, S.A[0]):
                return True
    return False


def claim(S: Flat, number: int, holder: int) -> None:
    """Note who has a claim on the roles that the rule claims, or with nobody as `holder` that the doer has none."""
    i = number * RW
    for k in range(S.RU[i + R_ROLES]):
        if (S.RU[i + R_CLAIMS] >> k) & 1 and S.A[k] != 0:
            cell = S.A[k] + S.RU[i + R_CLAIMED + k]
            if holder != 0 or S.X[cell] == S.A[0]:
                S.X[cell] = holder


def begin(S: Flat, number: int) -> None:
    """The one in the first role begins an action whose requirements hold."""
    i = number * RW
    doer = S.A[0]
    event = address(S, number)
    draw_amounts(S, number)
    span = 0.0
    if S.RU[i + R_TAKES] != 0:
        A = S.A
        span = call_float(
            S.takes, number, S.V, S.R, S.K, S.X, S.T, A[0], A[1], A[2], A[3], A[4], A[5], S.now
        )  # fmt: skip
    takes = int(min(max(0.0, span if span == span else 0.0), float(LONGEST)))
    if takes == 0 and S.RU[i + R_BEGINS] == 0:
        finish(S, number, event, 0)
        if S.autonomy != 0 and S.X[doer + at.ABLE] != 0:
            think(S, doer, S.now + AFTER_INSTANT)
        return
    X = S.X
    X[doer + at.ACT] = number
    X[doer + at.ACT_EVENT] = event
    X[doer + at.ACT_BASE] = S.base
    X[doer + at.ACT_BEGAN] = S.now
    X[doer + at.ACT_ENDS] = S.now + takes
    for k in range(MAX_ROLES):
        X[doer + at.ACT_ROLES + k] = S.A[k]
        X[doer + at.ACT_IDENTS + k] = ident(X, S.A[k])
    for k in range(S.RU[i + R_AMOUNTS]):
        S.V[doer + at.ACT_AMOUNTS + k] = S.V[S.world + at.AMOUNTS + k]
    claim(S, number, doer)
    push(S, S.now + takes, END, ident(X, doer), doer + at.BUSY, 0, 0)
    happen(S, number, BEGINS, event, BEGINNING, 0, 0, 1)
    touch_act(S, doer)
    settle(S)


def taking_part(S: Flat, doer: int) -> bool:
    """Let the roles be those of what somebody does, without those that have ended; whether all are still there."""
    X = S.X
    whole = True
    for k in range(MAX_ROLES):
        row = X[doer + at.ACT_ROLES + k]
        S.A[k] = row
        if row != 0 and (X[row + at.KIND] == 0 or X[row + at.IDENT] != X[doer + at.ACT_IDENTS + k]):
            S.A[k] = 0
            whole = False
    return whole


def recall_amounts(S: Flat, number: int, doer: int) -> None:
    """The amounts of what somebody does go to the world's row."""
    for k in range(S.RU[number * RW + R_AMOUNTS]):
        S.V[S.world + at.AMOUNTS + k] = S.V[doer + at.ACT_AMOUNTS + k]


def end(S: Flat, doer: int) -> None:
    """An action has taken its time."""
    number = S.X[doer + at.ACT]
    if number == 0:
        return
    whole = taking_part(S, doer)
    begun = S.X[doer + at.ACT_EVENT]
    S.base = S.X[doer + at.ACT_BASE]
    recall_amounts(S, number, doer)
    S.X[doer + at.ACT] = 0
    claim(S, number, 0)
    if whole:
        finish(S, number, fold2(begun, 1), begun)
    else:
        set_outcome(S, 0, 1.0)
        happen(S, number, FAILS, fold2(begun, 1), MISFIRE, begun, 0, 0)
    touch_act(S, doer)
    settle(S)
    if S.autonomy != 0 and S.X[doer + at.ABLE] != 0 and S.Q[doer + at.BUSY] == 0:
        think(S, doer, max(S.now, S.X[doer + at.ACT_BEGAN] + AFTER_INSTANT))


def finish(S: Flat, number: int, event: int, begun: int) -> None:
    """The end of an action: it works, with an outcome, or it fails."""
    failed = reading(S, S.works, number)
    outcome = 0
    if failed == 0 and S.RU[number * RW + R_OUTCOMES] != 0:
        outcome = drawing(S, S.weights, number) + 1
    set_outcome(S, outcome, 1.0)
    moved = 1 if begun == 0 else 0
    if failed != 0:
        happen(S, number, FAILS, event, MISFIRE, begun, 0, moved)
    else:
        happen(S, number, DONE, event, EFFECTS, begun, 0, moved)


def interrupt(S: Flat, doer: int, because: int) -> None:
    """Somebody is stopped in what he does; who does nothing thinks again soon."""
    X = S.X
    kind = X[doer + at.KIND]
    if S.KI[kind * KW + K_AGENT] == 0:
        return
    if X[doer + at.ACT] == 0:
        if S.autonomy != 0:
            rouse(S, doer)
        return
    number = X[doer + at.ACT]
    taking_part(S, doer)
    begun = X[doer + at.ACT_EVENT]
    began = X[doer + at.ACT_BEGAN]
    ends = X[doer + at.ACT_ENDS]
    S.base = X[doer + at.ACT_BASE]
    recall_amounts(S, number, doer)
    set_outcome(S, 0, float(S.now - began) / float(ends - began) if ends > began else 1.0)
    X[doer + at.ACT] = 0
    claim(S, number, 0)
    S.Q[doer + at.BUSY] = 0
    happen(S, number, INTERRUPTED, fold2(begun, 1), INTERRUPTION, begun, because, 0)
    touch_act(S, doer)
    settle(S)
    if S.autonomy != 0 and S.X[doer + at.ABLE] != 0:
        think(S, doer, S.now + S.KI[S.X[doer + at.KIND] * KW + K_REACTION])
