"""Constants with their units, read and spelled."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lang_samples import FLOW, HERE, OIL, told, world

from kizuna.diagnostics import Sink
from kizuna.lang.quantity import exact, quantity, quantity_range, spell
from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.lang.types import LENGTH, TIME, Dim, times

UNITS = world().units
DAY = 86_400_000.0


@pytest.mark.parametrize(
    ("text", "value", "dim"),
    [
        ("1000 ml", 1000.0, (("ml", 1),)),
        ("2 l", 2000.0, (("ml", 1),)),
        ("12 oil/day", 12 / DAY, FLOW.dim),
        ("06:30", 23_400_000.0, TIME),
        ("5 %", 0.05, ()),
        ("-3 m", -3.0, LENGTH),
        ("12", 12.0, ()),
        ("1/day", 1 / DAY, (("time", -1),)),
        ("5 %/day", 0.05 / DAY, (("time", -1),)),
        ("3 weeks", 21 * DAY, TIME),
        ("400 cm", 4.0, LENGTH),
        ("1 m/s", 0.001, times(LENGTH, TIME, -1)),
        ("  7 mm ", 0.007, LENGTH),
        ("1 oil / day", 1 / DAY, FLOW.dim),
        ("29 %", 0.29, ()),
    ],
)
def test_a_constant_is_read_in_base_units(text: str, value: float, dim: Dim) -> None:
    """Milliseconds, metres, hundredths, and the packs' own."""
    sink = Sink()
    assert quantity(text, HERE, UNITS, sink) == (value, dim), told(sink)


@pytest.mark.parametrize(
    ("text", "code", "at", "message", "hint"),
    [
        ("1 oli", "K207", 2, "there is no unit 'oli'", "did you mean 'oil'?"),
        ("12oil", "K201", 0, "'12oil' is not a number", "put a space between a number and its unit: 12 oil"),
        ("5%", "K201", 0, "'5%' has no space before the unit", "write 5 %"),
        ("oil", "K201", 0, "'oil' stands where a number is needed", ""),
        ("", "K201", 0, "nothing is written here", ""),
        ("1 + 1", "K201", 2, "'+' does not belong here", ""),
        ("1e999", "K006", 0, "the number 1e999 is too large or too long", ""),
        ("1e305 weeks", "K006", 0, "the quantity is too large", ""),
        ("nan", "K201", 0, "'nan' stands where a number is needed", ""),
        ("inf m", "K201", 0, "'inf' stands where a number is needed", ""),
        ("9" * 60, "K006", 0, "the number " + "9" * 23 + "… is too large or too long", ""),
        ("26:00", "K201", 0, "there is no time of day 26:00", "times run from 00:00 to 24:00"),
        ("5 oil of", "K201", 6, "'of' does not belong here", "a share is written 5 % of …"),
    ],
)
def test_what_is_no_constant_is_told_about(text: str, code: str, at: int, message: str, hint: str) -> None:
    """With its column."""
    sink = Sink()
    assert quantity(text, HERE, UNITS, sink) is None
    assert [(d.code, d.spans[0].column - HERE.column, d.message, d.hint) for d in sink.found] == [
        (code, at, message, hint)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 oil..60 oil", (1.0, 60.0, OIL.dim)),
        ("0..", (0.0, None, ())),
        ("..5 m", (None, 5.0, LENGTH)),
        ("5..90 %", (0.05, 0.9, ())),
        ("10..40 m", (10.0, 40.0, LENGTH)),
        ("-5..5", (-5.0, 5.0, ())),
        ("0..100 oil", (0.0, 100.0, OIL.dim)),
        ("08:00..12:30", (28_800_000.0, 45_000_000.0, TIME)),
        ("1 oil/day..60 oil/day", (1 / DAY, 60 / DAY, FLOW.dim)),
        ("5 m..", (5.0, None, LENGTH)),
    ],
)
def test_a_range_has_one_unit_and_may_be_open(text: str, expected: tuple[float | None, float | None, Dim]) -> None:
    """The upper end lends its unit."""
    sink = Sink()
    assert quantity_range(text, HERE, UNITS, sink) == expected, told(sink)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("1 m..5 oil", "K205", "the ends of '1 m..5 oil' differ: length and oil"),
        ("5..1", "K109", "the range '5..1' is upside down"),
        ("5", "K201", "the text ends where `..` is needed"),
        ("..", "K201", "the text ends where a number is needed"),
        ("1..2..3", "K201", "'..' does not belong here"),
        ("1...2", "K201", "'.' has no meaning here"),
        ("a..b", "K201", "'a' stands where a number is needed"),
        ("5 m..9", "K205", "the ends of '5 m..9' differ: length and a bare number"),
        ("1..2 xyz", "K207", "there is no unit 'xyz'"),
    ],
)
def test_a_constant_range_at_fault_is_told_about(text: str, code: str, message: str) -> None:
    """Each once."""
    sink = Sink()
    assert quantity_range(text, HERE, UNITS, sink) is None
    assert [(d.code, d.message) for d in sink.found] == [(code, message)]


@pytest.mark.parametrize(
    ("value", "unit", "size", "text"),
    [
        (12.0, "oil", 1.0, "12 oil"),
        (0.4, "%", 0.01, "40 %"),
        (2500.0, "l", 1000.0, "2.5 l"),
        (3 * DAY, "day", DAY, "3 days"),
        (DAY, "day", DAY, "1 day"),
        (12 / DAY, "oil/day", 1 / DAY, "12 oil/day"),
        (1 / 3, "oil", 1.0, "0.333 oil"),
        (123.456, "oil", 1.0, "123.5 oil"),
        (123456.7, "m", 1.0, "123457 m"),
        (0.29, "%", 0.01, "29 %"),
        (0.0, "", 1.0, "0"),
        (-1.5, "", 1.0, "-1.5"),
        (5_400_000.0, "h", 3_600_000.0, "1.5 h"),
        (6_000_000.0, "min", 60_000.0, "100 min"),
        (9_000_000.0, "ms", 1.0, "2.5 h"),
        (42 * DAY, "weeks", 7 * DAY, "6 weeks"),
        (7 * DAY, "time", 1.0, "1 week"),
        (1.5 * DAY, "h", 1.0, "36 h"),
        (2.5 * DAY, "h", 1.0, "2.5 days"),
        (45_000.0, "s", 1000.0, "45 s"),
        (12.0, "ms", 1.0, "12 ms"),
        (-7_200_000.0, "h", 1.0, "-2 h"),
        (0.0, "day", DAY, "0 s"),
        (math.inf, "oil", 1.0, "inf oil"),
        (1e-9, "oil", 1.0, "1e-09 oil"),
        (1e20, "m", 1.0, "1e+20 m"),
        (99.99, "m", 1.0, "100 m"),
        (0.1 + 0.2, "m", 1.0, "0.3 m"),
    ],
)
def test_an_amount_is_spelled_as_an_author_reads_it(value: float, unit: str, size: float, text: str) -> None:
    """Short, in the unit of its declaration; spans of time in the unit that suits them."""
    assert spell(value, unit, size) == text


@given(st.floats(allow_nan=False), st.sampled_from(["", "oil", "%", "h", "day", "l"]))
def test_spelling_never_fails_and_stays_near_the_value(value: float, unit: str) -> None:
    """To one part in a hundred."""
    size = UNITS[unit][1] if unit else 1.0
    text = spell(value, unit, size)
    if math.isfinite(value) and 1e-3 < abs(value) < 1e12:
        read = quantity(text, HERE, UNITS, Sink())
        assert read is not None
        assert read[0] == pytest.approx(value, rel=0.01)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([(), TIME, LENGTH, OIL.dim, FLOW.dim, (("oil", 2), ("time", -1))]),
)
def test_an_exact_spelling_reads_back_as_the_very_same_value(value: float, dim: Dim) -> None:
    """Bit for bit, as far as spans go."""
    assume(dim != TIME or abs(value) <= 1 << 61)
    sink = Sink()
    assert quantity(exact(value, dim), HERE, UNITS, sink) == (value, dim), told(sink)


@given(st.integers(1, 100_000), st.sampled_from(sorted(BUILTIN_UNITS)), st.sampled_from(sorted(BUILTIN_UNITS)))
def test_units_multiply_and_divide_as_dimensions_do(number: int, over: str, under: str) -> None:
    """A unit over itself is a bare number."""
    found = quantity(f"{number} {over}/{under}", HERE, UNITS, Sink())
    if under == "%":
        assert found is None
        return
    assert found is not None
    assert found[1] == times(UNITS[over][0], UNITS[under][0], -1)
    assert found[0] == pytest.approx(number * UNITS[over][1] / UNITS[under][1])
    if over == under:
        assert found[1] == ()
