"""Random arguments for functions of the subset, extremes among them, and comparison to the bit."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable
from random import Random
from typing import Any

from kizuna.codegen.lower.program import Function
from kizuna.codegen.lower.types import FLOAT, FLOATS, INT, INTS, WORD

CELLS = 8
INDEX = frozenset({"c", "c1", "c2", "a", "b", "i", "cell", "row"})
EDGES = (0.0, -0.0, 1.0, -1.0, 0.5, 1e-320, 5e-324, 1e300, -1e300, 1.7e308, 4.6e18, -4.6e18, 9.3e18, 2.0**53, 0.1)
WHOLE = (0, 1, -1, 2, 3, 7, -7, 86_400_000, 1 << 53, (1 << 53) + 1, -(1 << 53) - 1, 1 << 61, -(1 << 61))


def a_float(luck: Random) -> float:
    """Any finite float: an edge, one of any size, or one of a meter's size."""
    form = luck.random()
    if form < 0.2:
        return luck.choice(EDGES)
    if form < 0.4:
        return luck.uniform(-1.0, 1.0) * 10.0 ** luck.randint(-300, 300)
    if form < 0.5:
        return float(luck.randint(-5, 5))
    return luck.uniform(-2.0, 2.0) * luck.choice((1.0, 1.0, 100.0, 1e9, 1e-8))


def an_int(luck: Random) -> int:
    """An int of at most 61 bits, as moments and identities are."""
    form = luck.random()
    if form < 0.3:
        return luck.choice(WHOLE)
    return luck.randint(-(1 << luck.randint(1, 61)), 1 << luck.randint(1, 61))


def meters(luck: Random) -> dict[str, Any]:
    """Buffers whose cells are meters: lines and approaches, some standing, some equal."""
    V, R, K, X = [], [], [], []
    for _ in range(CELLS):
        V.append(luck.choice((0.0, 0.5, 1.0, luck.uniform(-0.5, 1.5))))
        K.append(luck.choice((0.0, 0.0, luck.uniform(0.0, 1e-6), 10.0 ** luck.uniform(-12, -3))))
        R.append(luck.choice((0.0, luck.uniform(-1e-7, 1e-7), luck.uniform(0.0, 1.0), a_float(luck))))
        X.append(luck.randint(0, 10**9))
    return {"V": array("d", V), "R": array("d", R), "K": array("d", K), "X": array("q", X)}


def arguments(function: Function, luck: Random) -> list[Any]:
    """One of each that a function takes."""
    buffers, found = meters(luck), []
    calm = luck.random() < 0.7  # what a meter is read with in a world
    for name, kind in function.params:
        if name in buffers:
            found.append(buffers[name])
        elif kind in (INTS, FLOATS):
            draw: Callable[[Random], Any] = an_int if kind == INTS else a_float
            found.append(array("q" if kind == INTS else "d", [draw(luck) for _ in range(CELLS)]))
        elif kind == INT and name in INDEX:
            found.append(luck.randrange(CELLS))
        elif name == "after":  # of two moments the second
            found.append(found[-1] + luck.randint(0, 1 << luck.randint(1, 60)))
        elif kind in (INT, WORD):
            found.append(luck.randint(0, 4 * 10**9) if calm else an_int(luck))
        else:
            assert kind == FLOAT, (function.origin, name)
            found.append(calmly(name, luck) if calm else a_float(luck))
    return found


def calmly(name: str, luck: Random) -> float:
    """A float as its name lets expect it."""
    if name.startswith("low"):
        return luck.choice((0.0, -1.0, luck.uniform(0.0, 0.4)))
    if name.startswith("high"):
        return luck.choice((1.0, 100.0, luck.uniform(0.6, 2.0)))
    if name == "period":
        return luck.choice((86_400_000.0, luck.uniform(1e4, 1e9)))
    return luck.choice((0.5, luck.uniform(-1.0, 1.0), luck.uniform(0.0, 1e8)))


def same(one: Any, other: Any) -> bool:
    """Whether two results are the same to the bit; an int and its float are different only where a float is given."""
    if isinstance(other, float):
        return struct.pack("<d", float(one)) == struct.pack("<d", other)
    return int(one) == int(other)


def outcome(function: Callable[..., Any], given: list[Any]) -> tuple[Any, list[Any]] | None:
    """(result, the buffers after it), or None where Python has no answer, or none of 64 bits."""
    copies = [array(arg.typecode, arg) if isinstance(arg, array) else arg for arg in given]
    try:
        found = function(*copies)
    except (ArithmeticError, ValueError):
        return None
    if isinstance(found, int) and not -(1 << 63) <= found < 1 << 63:
        return None
    return found, [arg for arg in copies if isinstance(arg, array)]


def compare(plain: Callable[..., Any], made: Callable[..., Any], function: Function, turns: int, seed: int) -> int:
    """Compares the two forms `turns` times; returns how often Python had an answer."""
    luck, answered = Random(seed), 0
    for _ in range(turns):
        given = arguments(function, luck)
        wanted = outcome(plain, given)
        if wanted is None:
            continue
        answered += 1
        found = outcome(made, given)
        assert found is not None
        assert same(found[0], wanted[0]), (function.origin, given, wanted[0], found[0])
        assert found[1] == wanted[1], (function.origin, given)
    return answered
