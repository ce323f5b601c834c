"""Deciding over buffers, as in `kizuna.engine.decisions`."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import MAX_ROLES
from kizuna.codegen.lower.types import call
from kizuna.engine.flat import heap
from kizuna.engine.flat.bundle import DECIDERS, Flat
from kizuna.engine.flat.codes import BEGIN
from kizuna.engine.flat.happen import IDENTS, ROLES
from kizuna.engine.flat.settle import follow, ident, pause, think
from kizuna.engine.flat.world import K_OPTIONS, K_SITUATION, KW, R_ROLES, RW
from kizuna.engine.state import DECIDE

CHOICE = 10
"""Words of what somebody has chosen: what was chosen next worse, who, the rule, and the roles."""


def decide_all(S: Flat, first: int) -> None:
    """All who decide at this instant choose on one snapshot; then they begin, the keenest first."""
    S.DE[0] = first
    count = 1
    while S.H[heap.COUNT] != 0 and S.H[heap.TIME] == S.now and S.H[heap.PHASE] >> 58 == DECIDE:
        cell = S.H[heap.SERIAL]
        if S.Q[cell] == S.H[heap.TIE]:
            S.Q[cell] = 0
            if count >= S.most_deciders:
                call(S.hooks, 0, DECIDERS, 1)
            S.DE[count] = cell - at.BUSY
            count += 1
        heap.drop(S.H)
    if S.autonomy == 0:
        return
    best = -1
    for k in range(count):
        if choose(S, S.DE[k]):
            best = keep(S, k, best)
        else:
            think(S, S.DE[k], S.now + max(1, pause(S, S.DE[k])))
    while best >= 0:
        i = CHOICE * best
        start = follow(S, BEGIN, S.CH[i + 1], S.CH[i + 2])
        for role in range(MAX_ROLES):
            row = S.CH[i + 3 + role]
            S.Y[start + ROLES + role] = row
            S.Y[start + IDENTS + role] = ident(S.X, row)
        best = S.CH[i]


def keep(S: Flat, number: int, best: int) -> int:
    """Note what somebody has chosen where it belongs in the order; gives who is first."""
    i = CHOICE * number
    X = S.X
    doer = S.DE[number]
    rule = X[S.world + at.BEST_RULE]
    score = S.V[S.world + at.BEST]
    S.CF[number] = score
    S.CH[i + 1] = doer
    S.CH[i + 2] = rule
    for role in range(MAX_ROLES):
        S.CH[i + 3 + role] = X[S.world + at.BEST_ROLES + role] if role < S.RU[rule * RW + R_ROLES] else 0
    before = -1
    after = best
    while after >= 0 and comes_after(S, score, doer, after):
        before = after
        after = S.CH[CHOICE * after]
    S.CH[i] = after
    if before < 0:
        return number
    S.CH[CHOICE * before] = number
    return best


def comes_after(S: Flat, score: float, doer: int, other: int) -> bool:
    """Whether somebody's choice is begun after that of another."""
    if score != S.CF[other]:
        return score < S.CF[other]
    return ident(S.X, doer) > ident(S.X, S.CH[CHOICE * other + 1])


def choose(S: Flat, doer: int) -> bool:
    """Leave the best action for somebody in the world's row; whether there is one."""
    row = S.world
    S.V[row + at.BEST] = 0.0
    S.X[row + at.BEST_RULE] = 0
    for cell in range(row + at.BEST_ROLES, row + at.BEST_ROLES + MAX_ROLES):
        S.X[cell] = 0
    count = options_of(S, doer)
    V = S.V
    R = S.R
    K = S.K
    X = S.X
    T = S.T
    now = S.now
    for k in range(count):
        call(S.choose, S.OP[k], V, R, K, X, T, doer, now)
    return X[row + at.BEST_RULE] != 0


def options_of(S: Flat, doer: int) -> int:
    """List in `OP` the numbers of the actions that somebody looks at, in order; gives how many."""
    i = S.X[doer + at.KIND] * KW
    cell = S.KI[i + K_SITUATION]
    unit = S.LS[S.KI[i + K_OPTIONS] + (S.X[doer + cell] if cell != 0 else 0)]
    count = call(S.options, unit, S.V, S.R, S.K, S.X, S.T, doer, S.now)
    X = S.X
    P = S.OP
    for k in range(count):
        number = X[S.first_option + k]
        j = k
        while j > 0 and P[j - 1] > number:
            P[j] = P[j - 1]
            j -= 1
        P[j] = number
    return count
