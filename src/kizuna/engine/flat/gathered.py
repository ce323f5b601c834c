"""What an event gathers: its causes, who may witness it, and what a script says of its chances."""

from __future__ import annotations

from kizuna.codegen.lower.types import Ints

COUNT, MOST, FULL = range(3)
HEAD = 4
MOST_CAUSES = 8


def new_gathered(most: int) -> Ints:
    """An empty list with room for `most` words."""
    return [0, most, 0, 0] + [0] * most


def cause(C: Ints, sort: int, event: int) -> None:
    """Name an event as a cause: once, and eight at the most. `C` has room for 16 words."""
    n = C[COUNT]
    if event == 0 or n >= 2 * MOST_CAUSES:
        return
    for i in range(HEAD + 1, HEAD + n, 2):
        if C[i] == event:
            return
    C[HEAD + n] = sort
    C[HEAD + n + 1] = event
    C[COUNT] = n + 2


def sees(O: Ints, D: Ints, row: int) -> None:  # noqa: E741
    """Somebody may perceive the event; `D` holds 1 in the cell of each row on the list `O`."""
    if row == 0 or D[row] != 0:
        return
    n = O[COUNT]
    if n >= O[MOST]:
        O[FULL] = 1
        return
    D[row] = 1
    O[HEAD + n] = row
    O[COUNT] = n + 1


def overlooks(O: Ints, D: Ints, row: int) -> None:  # noqa: E741
    """Somebody does not; nobody (row 0) is passed over."""
    if row != 0:
        D[row] = 0


def onlookers(O: Ints, D: Ints) -> int:  # noqa: E741
    """Leaves on the list who is not overlooked, each once, clears `D`, and gives how many they are."""
    kept = 0
    for i in range(HEAD, HEAD + O[COUNT]):
        row = O[i]
        if D[row] != 0:
            D[row] = 0
            O[HEAD + kept] = row
            kept += 1
    O[COUNT] = kept
    return kept


def sort_by(O: Ints, X: Ints, start: int, count: int) -> None:  # noqa: E741
    """Sorts `count` rows from `start` on by the cell X[row], the smallest first (heapsort; equal cells by row)."""
    for top in range(count // 2 - 1, -1, -1):
        sift(O, X, start, top, count)
    for last in range(count - 1, 0, -1):
        row = O[start]
        O[start] = O[start + last]
        O[start + last] = row
        sift(O, X, start, 0, last)


def sift(O: Ints, X: Ints, start: int, top: int, count: int) -> None:  # noqa: E741
    """Lets the row at `top` sink below greater ones."""
    row = O[start + top]
    at = top
    below = 2 * at + 1
    while below < count:
        if below + 1 < count and later(X, O[start + below + 1], O[start + below]):
            below += 1
        if not later(X, O[start + below], row):
            break
        O[start + at] = O[start + below]
        at = below
        below = 2 * at + 1
    O[start + at] = row


def later(X: Ints, a: int, b: int) -> bool:
    """Whether row `a` is to come after row `b`."""
    if X[a] != X[b]:
        return X[a] > X[b]
    return a > b


def said(A: Ints, number: int) -> int:
    """What a script says of a chance: 1 comes off, 0 does not, -1 nothing. `A` is a list of pairs (number, 0 or 1)."""
    for i in range(HEAD, HEAD + A[COUNT], 2):
        if A[i] == number:
            return A[i + 1]
    return -1
