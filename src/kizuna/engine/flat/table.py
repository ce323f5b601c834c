"""A hash table from three integers to one that is not 0: open addressing, linear probing, no traces of what is deleted.

What it gives depends on its content only, never on the order in which that came; `items` are sorted for that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from kizuna.codegen.lower.types import Ints

COUNT, MASK, SHIFT, FULL = range(4)
HEAD = 4
ENTRY = 4
WORD = (1 << 64) - 1


def new_table(bits: int) -> Ints:
    """An empty table for up to three quarters of 2^bits entries; `bits` from 2 to 40."""
    table = [0] * (HEAD + (ENTRY << bits))
    table[MASK], table[SHIFT] = (1 << bits) - 1, 63 - bits
    return table


def room(T: Ints) -> int:
    """How many more entries may be put."""
    return (T[MASK] + 1) * 3 // 4 - T[COUNT]


def home(a: int, b: int, c: int, shift: int) -> int:
    """The slot where a key would like to lie."""
    x = (a * 0x9E3779B97F4A7C15 + b * 0xD1B54A32D192ED03 + c * 0x8CB92BA72F3D8DD7) & WORD
    return ((x ^ (x >> 29)) * 0xBF58476D1CE4E5B9 & WORD) >> 1 >> shift


def slot(T: Ints, a: int, b: int, c: int) -> int:
    """Where a key lies, or the empty entry where it would."""
    mask = T[MASK]
    at = home(a, b, c, T[SHIFT])
    i = HEAD + ENTRY * at
    while T[i + 3] != 0 and (T[i] != a or T[i + 1] != b or T[i + 2] != c):
        at = (at + 1) & mask
        i = HEAD + ENTRY * at
    return i


def look(T: Ints, a: int, b: int, c: int, default: int) -> int:
    """What a key leads to, or `default`."""
    found = T[slot(T, a, b, c) + 3]
    return found if found != 0 else default


def put(T: Ints, a: int, b: int, c: int, value: int) -> None:
    """Lets a key lead to a value that is not 0; without room a new key is refused and FULL is set."""
    i = slot(T, a, b, c)
    if T[i + 3] == 0:
        if room(T) <= 0:
            T[FULL] = 1
            return
        T[COUNT] += 1
        T[i] = a
        T[i + 1] = b
        T[i + 2] = c
    T[i + 3] = value


def drop(T: Ints, a: int, b: int, c: int) -> None:
    """Takes a key out; what had been pushed aside by it moves back."""
    hole = slot(T, a, b, c)
    if T[hole + 3] == 0:
        return
    T[COUNT] -= 1
    mask = T[MASK]
    shift = T[SHIFT]
    empty = (hole - HEAD) // ENTRY
    at = (empty + 1) & mask
    i = HEAD + ENTRY * at
    while T[i + 3] != 0:
        wish = home(T[i], T[i + 1], T[i + 2], shift)
        if ((at - wish) & mask) >= ((at - empty) & mask):
            hole = HEAD + ENTRY * empty
            T[hole] = T[i]
            T[hole + 1] = T[i + 1]
            T[hole + 2] = T[i + 2]
            T[hole + 3] = T[i + 3]
            empty = at
        at = (at + 1) & mask
        i = HEAD + ENTRY * at
    hole = HEAD + ENTRY * empty
    T[hole] = 0
    T[hole + 1] = 0
    T[hole + 2] = 0
    T[hole + 3] = 0


def refill(old: Ints, T: Ints) -> None:
    """Puts all that is in one table into another."""
    for number in range(old[MASK] + 1):
        i = HEAD + ENTRY * number
        if old[i + 3] != 0:
            put(T, old[i], old[i + 1], old[i + 2], old[i + 3])


def grown(T: Ints, more: int) -> Ints:
    """A table with the same content and room for `more`; the same one if it has that already."""
    bits = 63 - T[SHIFT]
    while (3 << bits) // 4 - T[COUNT] < more:
        bits += 1
    if bits == 63 - T[SHIFT]:
        return T
    wider = new_table(bits)
    refill(T, wider)
    return wider


def items(T: Ints) -> Iterator[tuple[int, int, int, int]]:
    """All (a, b, c, value), sorted."""
    found = [tuple(T[i : i + ENTRY]) for i in range(HEAD, len(T), ENTRY) if T[i + 3]]
    yield from sorted((a, b, c, value) for a, b, c, value in found)
