"""The subset, construct by construct: compiled and interpreted agree, and all else is refused with its line."""

from __future__ import annotations

import textwrap
from array import array
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kizuna.codegen.lower.module import Lowering
from kizuna.codegen.lower.program import Program
from kizuna.codegen.lower.subset import LoweringError
from kizuna.codegen.lower.types import Bundle, Floats, Ints, Type, bundle_of, call, call_float

link = pytest.importorskip("kizuna.codegen.lower.link")
from kizuna.codegen.lower.target import Level  # noqa: E402

ints = st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-9, 9)
floats = st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, 2.0**53, 2.0**62, 2.0**63, -(2.0**63), 0.5])
GOLDEN = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def divided(a: int, b: int) -> int:
    """Floor division, and its rest beside it."""
    return a // b


def rest(a: int, b: int) -> int:
    """The rest has the divisor's sign."""
    return a % b


def constants(a: int) -> int:
    """Divisors that stand in the source."""
    return a // 7 + a % 7 + (a // -7 - a % -7) + a // 86_400_000 + a % 1


def ordered(a: int, x: float) -> int:
    """Six comparisons of an int with a float."""
    return (
        (1 if a < x else 0)
        | (2 if a <= x else 0)
        | (4 if a == x else 0)
        | (8 if a != x else 0)
        | (16 if x < a else 0)
        | (32 if x <= a else 0)
    )


def between(a: int, b: int, c: int) -> int:
    """A chained comparison."""
    return 1 if a <= b < c != a else 0


def hashed(a: int, b: int) -> int:
    """Words wrap and shift in zeros."""
    x = (a * GOLDEN + b) & MASK
    x ^= x >> 31
    x = (x * GOLDEN) & MASK
    return (x ^ (x << 7 & MASK)) >> 3


def shifted(a: int, b: int) -> int:
    """Shifts by what is known and by what is not; beyond 63 all bits are gone."""
    by = b & 127
    return (a >> by) + (a >> 3) + (a & 0xFF) + ((a & 1) << (by & 31)) + (~a & 15) + (a | 1) % 5 + (a ^ b) % 3


def extremes(x: float, y: float, z: float) -> float:
    """min, max and abs; of equal ones the first, so that the sign of zero is Python's."""
    return min(x, y, z) if abs(x) > 1.0 else max(x, y, z)


def picked(a: int, b: int) -> int:
    """`and` and `or` give values; truth counts as a number."""
    return ((a and b) or 5) + (a > b) + (not a) + (a == b or b == 3)


def looped(a: int) -> int:
    """for with a step, while, break, continue, and a counter that its body changes."""
    total = 0
    for i in range(10, a % 50, -3):
        total += i
        i = 0
        if total > 40:
            break
    n = 0
    while True:
        n += 1
        if n % 2:
            continue
        if n > a % 20:
            break
        total -= n
    for _ in range(3):
        total += 1
    return total * 100 + n


def swapped(a: int, b: int) -> int:
    """All is read before anything is written."""
    a, b = b, a
    c = d = a - b if a in (1, 2, b) else 0
    d += 1
    return a * 7 + b + c - d if b not in (3, a) else d


def mixed(a: int, x: float) -> float:
    """Ints become floats where they meet one."""
    y: float = 0
    y += a
    y *= x
    return y - a if x > 0.0 else -y


FUNCTIONS = (divided, rest, constants, ordered, between, hashed, shifted, extremes, picked, looped, swapped, mixed)
PROGRAM = Program()
MADE = {
    level: link.linked([PROGRAM.of(f) for f in FUNCTIONS], Lowering(), level) for level in (Level.QUICK, Level.FAST)
}


def agree(function: Any, *args: int | float) -> None:
    """Both levels give what Python gives, wherever that is a number of 64 bits made of such."""
    try:
        wanted = function(*args)
    except ZeroDivisionError:
        wanted = 0
    for code in MADE.values():
        found = code.function(PROGRAM.of(function))(*args)
        if isinstance(wanted, float):
            assert array("d", [found]).tobytes() == array("d", [wanted]).tobytes()
        else:
            assert found == ((int(wanted) + (1 << 63)) & MASK) - (1 << 63)


@given(ints, ints)
@example(-(1 << 63), -1)
@example(5, 0)
def test_integers(a: int, b: int) -> None:
    """Division rounds down (0 by zero), words wrap, parts and swaps are read in order."""
    for function in (divided, rest, hashed, swapped, picked):
        agree(function, a, b)
    for small in (a >> 8, b >> 8):
        agree(constants, small)
        agree(shifted, small, b >> 8)
        agree(looped, small)
    agree(between, a, b, a + 1 if a < 0 else a)


@given(ints, floats)
@example((1 << 53) + 1, 2.0**53)
@example((1 << 63) - 1, 2.0**63)
@example(-(1 << 63), -(2.0**63))
@example((1 << 62) + 1, 2.0**62)
def test_ints_and_floats_are_compared_exactly(a: int, x: float) -> None:
    """Not after rounding the int."""
    agree(ordered, a, x)
    if abs(x) < 1e100:
        agree(mixed, a, x)


@given(floats, floats, floats)
@example(0.0, -0.0, 0.0)
def test_extremes_of_floats(x: float, y: float, z: float) -> None:
    """To the bit."""
    agree(extremes, x, y, z)


class Shared:
    """A bundle."""

    cells: Ints
    shares: Floats
    now: int
    pace: float


def live(S: Shared, units: Calls, count: int) -> int:
    """What a kernel does: calls through a table, reads and writes buffers and fields."""
    X = S.cells
    for number in range(count):
        X[number] += call(units, number % 2, S, number)
        S.shares[number] = call_float(units, 2, S, number) + S.pace
        S.now += 1
    return S.now


def unit_add(S: Shared, number: int) -> int:
    """A unit."""
    return S.cells[number] + S.now


def unit_take(S: Shared, number: int) -> int:
    """Another unit."""
    return -number if S.pace > 1.0 else number


def unit_share(S: Shared, number: int) -> float:
    """A unit that gives a float."""
    return S.shares[number] * 0.5


Calls = list[Any]


@pytest.mark.parametrize("level", [Level.QUICK, Level.FAST])
def test_a_kernel_calls_units_through_a_table(level: Level) -> None:
    """Bundles are shared by reference; buffers can be moved between calls."""
    program = Program([bundle_of(Shared)])
    parts = [program.of(f) for f in (live, unit_add, unit_take, unit_share)]
    code = link.linked(parts, Lowering(), level)
    plain = Shared()
    plain.cells, plain.shares, plain.now, plain.pace = list(range(6)), [0.5] * 6, 3, 1.25
    wanted = live(plain, [unit_add, unit_take, unit_share], 6)
    held = link.structure(bundle_of(Shared))()
    cells, shares = array("q", range(6)), array("d", [0.5] * 6)
    held.now, held.pace = 3, 1.25
    link.place(held, "cells", cells)
    link.place(held, "shares", shares)
    table = array("q", [code.address(part.symbol) for part in parts[1:]])
    assert code.function(parts[0])(held, table, 6) == wanted == held.now
    assert (list(cells), list(shares)) == (plain.cells, plain.shares)
    longer = array("q", [*cells, 0, 0])
    link.place(held, "cells", longer)
    wanted = live(plain, [unit_add, unit_take, unit_share], 2)
    assert code.function(parts[0])(held, table, 2) == wanted
    assert list(longer[:6]) == plain.cells


REFUSED = {
    "a list": ("x = [1]", "List", 2),
    "a power": ("x = a ** 2", "Pow", 2),
    "a float into an int": ("x = 1\n    x = 0.5", "holds an int", 3),
    "a division of ints": ("x = a / 2", "float", 2),
    "the rest of a float": ("x = y % 2.0", "Mod of floats", 2),
    "a sum too wide": ("x = a * 0x9E3779B97F4A7C15\n    return x", "too wide", 3),
    "an unsigned word as an int": ("return (a * 3) & 0xFFFFFFFFFFFFFFFF", "unsigned word", 2),
    "a wide shift": ("x = (a * 0x9E3779B97F4A7C15) >> 3", "masked before", 2),
    "an unknown name": ("x = unknown + 1", "unknown", 2),
    "an unknown function": ("x = unheard(1)", "unheard", 2),
    "rounding": ("x = round(y, 2)", "round", 2),
    "a text": ("x = 'a'", "'a'", 2),
    "a for over a buffer": ("for x in B: pass", "range", 2),
    "a loop's else": ("while a: pass\n    else: a = 1", "else", 2),
    "a lambda": ("f = lambda: 0", "Lambda", 2),
    "a slice": ("x = B[1:2]", "Slice", 2),
    "arguments by name": ("x = min(a, b=1)", "keyword", 2),
    "a constant zero divisor": ("x = a // 0", "zero", 2),
    "a float index": ("x = B[y]", "float", 2),
    "a float in ints": ("B[0] = y", "float is written", 2),
    "a comparison of words with ints": ("x = ((a * 3) & 0xFFFFFFFFFFFFFFFF) < a", "int", 2),
    "an unknown field": ("x = S.nothing", "no field", 2),
    "what gives nothing": ("x = quiet(a)", "gives nothing", 2),
    "falling off its end": ("if a:\n        return 1", "without giving", 1),
    "a wrong number of arguments": ("x = divided(a)", "takes 2", 2),
    "a step that is not known": ("for i in range(0, 9, a): pass", "step", 2),
    "less and greatest of mixed": ("x = min(a, y)", "two or more ints", 2),
}


def quiet(a: int) -> None:
    """Gives nothing."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_in_the_subset_is_refused_with_its_line(name: str) -> None:
    """Never miscompiled, never a traceback of the compiler's insides."""
    body, said, line = REFUSED[name]
    end = "" if "falling" in name or "return" in body else "\n    return 0"
    text = f"def tried(a: int, y: float, B: Ints, S: Shared) -> int:\n    {body}{end}\n"
    program = Program([bundle_of(Shared)])
    space = {"divided": divided, "quiet": quiet}
    with pytest.raises(LoweringError, match=r"<tried>:\d+: ") as caught:
        Lowering().of(program.generated("tried", text, space))
    assert said.lower() in caught.value.message.lower() or said == "keyword"
    assert caught.value.line == line


def test_parameters_say_what_they_are() -> None:
    """By annotation or by name; nothing is guessed, and no two defaults are possible."""
    program = Program([Bundle("Shared", {})], {"r0": Type("int")})
    Lowering().of(program.generated("f", "def f(r0):\n    return r0\n", {}))
    for head in ("q", "a: str", "a: int = 0", "*a", "a: int, *, b: int"):
        with pytest.raises(LoweringError):
            Lowering().of(program.generated("g", f"def g({head}) -> int:\n    return 0\n", {}))


def test_a_result_that_nothing_says_is_found() -> None:
    """A float, if any way out gives one; nothing, if none gives a value."""
    program = Program()
    text = textwrap.dedent(
        """
        def rate(a: int):
            if a > 3:
                return 0
            return 0.5
        """
    ).strip()
    found, silent = program.generated("rate", text, {}), program.generated("s", "def s(a: int):\n    a += 1\n", {})
    lowering = Lowering()
    lowering.of(found)
    lowering.of(silent)
    assert found.result is not None
    assert found.result.name == "float"
    assert silent.result is not None
    assert silent.result.name == "none"
    code = link.linked([found], lowering)
    assert [code.function(found)(a) for a in (3, 4)] == [0.5, 0.0]
