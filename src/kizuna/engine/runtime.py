"""What generated code calls besides arithmetic and curves, in the flavour for CPython lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kizuna.engine import arithmetic, crossings, curves, series, ways
from kizuna.engine.luck import luck, luck_base

if TYPE_CHECKING:
    from kizuna.engine.state import State

MOST_CAUSES = 8
SET, TIE, BELIEF, MOVE, REMOVE, STOP, CREATED, START = range(8)
Staged = tuple[float, ...]
Table = dict[tuple[int, ...], int]


def tie_out(T: Table, X: Sequence[int], mask: int, table: int, source: int, target: int, default: int) -> int:
    """The row of a bond, or the row of starts; a dict needs no mask to be quick."""
    return T.get((table, source, target), default)


def tie_in(T: Table, X: Sequence[int], mask: int, table: int, source: int, target: int, default: int) -> int:
    """The same where the target is at hand."""
    return T.get((table, source, target), default)


def had(X: list[int], row: int, cell: int, flag: int) -> int:
    """Whether a bond of somebody's ever had a flag. Nothing depends on it that does not depend on those bonds: whoever
    notes what is read need not note this."""
    return list.__getitem__(X, row + cell) & flag


def held(T: Table, holder: int, attr: int, first: int, second: int, other: int, prior: int) -> int:
    """The row of a belief, or the row of priors."""
    return T.get((holder, attr, first, second, other), prior)


def within(X: Sequence[int], a: int, b: int, inside: int) -> int:
    """1 if place `a` is `b` or lies in it, at any depth up to 64."""
    for _ in range(64):
        if a == b:
            return 1
        if a == 0:
            return 0
        a = X[a + inside]
    return 0


def beside(X: Sequence[int], row: int, back: int, steps: int) -> int:
    """Who stands so many steps before somebody in a list, or first in it; `back` is the cell that leads back."""
    for _ in range(steps):
        if X[row + back] == 0:
            break
        row = X[row + back]
    return row


def mark(D: list[int], queue: list[int], cell: int, index: int) -> None:
    """Put a cell on the list of what to settle, once."""
    if D[cell] == 0:
        D[cell] = 1
        queue.append(cell)
        queue.append(index)


def cause(C: list[int], sort: int, event: int) -> None:
    """Name an event as a cause: once, and eight at the most."""
    if event == 0 or len(C) >= 2 * MOST_CAUSES:
        return
    for i in range(1, len(C), 2):
        if C[i] == event:
            return
    C.append(sort)
    C.append(event)


BUCKET = (1 << 52) - 1
"""Buckets are told apart by as many bits as a double holds: days by all of theirs, identities by their lowest."""


def ordinal(V: Sequence[float], R: Sequence[float], cell: int, bucket: int) -> int:
    """How often a rule was done within a bucket; `cell` is its counter."""
    return int(V[cell]) if R[cell] == float(bucket & BUCKET) else 0


def lucky(S: State, number: int, whom: int, probability: float) -> bool:
    """Whether a chance of the present event comes off for `whom` the loops around it are at, 0 outside of loops.

    What a script says of it goes first, and holds for all of them.
    """
    if number in S.said:
        return S.said[number]
    if S.middle:
        return probability >= 0.5
    return luck(S.base, number + whom, 13) < probability


def stage_f(B: list[Staged], F: None, op: int, attr: int, row: int, value: float) -> None:
    """Stage a numeric attribute: op 0 sets, 1 adds, 2 takes."""
    B.append((SET, op, attr, row, value))


def stage_i(B: list[Staged], op: int, attr: int, row: int, value: int) -> None:
    """Stage any other attribute."""
    B.append((SET, op, attr, row, value))


def stage_tie_f(B: list[Staged], F: None, op: int, attr: int, source: int, target: int, value: float) -> None:
    """Stage a numeric bond."""
    B.append((TIE, op, attr, source, target, value))


def stage_tie_i(B: list[Staged], op: int, attr: int, source: int, target: int, value: int) -> None:
    """Stage any other bond."""
    B.append((TIE, op, attr, source, target, value))


def stage_belief_f(
    B: list[Staged],
    F: None,
    status: int,
    attr: int,
    holder: int,
    first: int,
    second: int,
    other: int,
    value: float,
    sure: float,
) -> None:
    """Stage a belief; status 0 forgets, 1 knows, 2 does not know, 3 wonders."""
    B.append((BELIEF, status, attr, holder, first, second, other, value, sure))


def stage_move(B: list[Staged], F: None, source: int, row: int, target: int, to: int, amount: float) -> None:
    """Stage a transfer between two numeric attributes."""
    B.append((MOVE, source, row, target, to, amount))


def stage_remove(B: list[Staged], row: int) -> None:
    """Stage the end of a made thing."""
    B.append((REMOVE, row))


def stage_interrupt(B: list[Staged], row: int) -> None:
    """Stage that somebody is stopped."""
    B.append((STOP, row))


def stage_created(B: list[Staged], row: int) -> None:
    """Stage that a made thing is announced."""
    B.append((CREATED, row))


def stage_start(B: list[Staged], attr: int, row: int) -> None:
    """Stage that an attribute of a made thing begins at its computed start."""
    B.append((START, attr, row))


def create(S: State, kind: int) -> int:
    """A new row of a kind, not yet announced."""
    return S.new_row(kind)


def sees(O: dict[int, None], D: None, row: int) -> None:  # noqa: E741
    """Somebody may perceive the event."""
    if row:
        O[row] = None


def overlooks(O: dict[int, None], D: None, row: int) -> None:  # noqa: E741
    """Somebody does not."""
    O.pop(row, None)


NAMES: dict[str, Callable[..., object]] = {
    f.__name__: f
    for f in (
        tie_out,
        tie_in,
        had,
        held,
        within,
        beside,
        mark,
        cause,
        ordinal,
        lucky,
        stage_move,
        stage_remove,
        stage_interrupt,
        stage_created,
        stage_start,
        create,
        sees,
        overlooks,
        luck,
        luck_base,
        ways.metres,
        ways.flights,
        arithmetic.ratio,
        arithmetic.size,
        arithmetic.least,
        arithmetic.most,
        arithmetic.whole,
        arithmetic.root,
        arithmetic.shift,
        curves.curve,
        curves.at_least,
        crossings.cross,
        crossings.cross_wave,
        crossings.meet,
        curves.next_clock,
        curves.later,
    )
} | {
    "stage_f": stage_f,
    "stage_i": stage_i,
    "stage_tie_f": stage_tie_f,
    "stage_tie_i": stage_tie_i,
    "stage_belief_f": stage_belief_f,
    "stage_belief_i": stage_belief_f,
    "exp_": series.exp_,
    "log_": series.log_,
    "wave": series.wave,
    "float": float,
}
"""All that generated source can name; its builtins are empty."""
