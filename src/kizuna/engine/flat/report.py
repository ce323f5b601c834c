"""The event record over buffers, laid down while the event is made; as in `kizuna.engine.happenings`."""

from __future__ import annotations

from kizuna.codegen.lower.types import call
from kizuna.engine.flat.bundle import FLOATS, INTS, LEARNT, Flat

CHANGE = 10
LEARN = 4


def room_for(S: Flat, words: int) -> None:
    """Room for so many more words of a record."""
    if S.ei + words > S.most_ei:
        call(S.hooks, 0, INTS, words)


def say(S: Flat, word: int) -> None:
    """One more word, for which there is room."""
    S.EI[S.ei] = word
    S.ei += 1


def say_float(S: Flat, value: float) -> None:
    """One more float."""
    if S.ef + 1 > S.most_ef:
        call(S.hooks, 0, FLOATS, 1)
    S.EF[S.ef] = value
    S.ef += 1


def change(S: Flat, form: int, what: int, bearer: int, second: int, old: int, new: int) -> None:
    """One more change of the present event; `what` is a hash, the bearer and second are identities."""
    room_for(S, CHANGE)
    E = S.EI
    i = S.ei
    E[i] = form
    E[i + 1] = what
    E[i + 2] = bearer
    E[i + 3] = second
    E[i + 4] = 0
    E[i + 5] = 0
    E[i + 6] = 0
    E[i + 7] = 0
    E[i + 8] = old
    E[i + 9] = new
    S.ei = i + CHANGE
    S.changes += 1


def learn(S: Flat, index: int, bearer: int, target: int, whole: int, value: float) -> None:
    """Witnesses will know what was written of a believed attribute."""
    if S.learnt >= S.most_learnt:
        call(S.hooks, 0, LEARNT, 1)
    i = LEARN * S.learnt
    S.LI[i] = index
    S.LI[i + 1] = bearer
    S.LI[i + 2] = target
    S.LI[i + 3] = whole
    S.LF[S.learnt] = value
    S.learnt += 1
