"""Constants with their units: reading them, and writing them the author's way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, nearest, shorten
from kizuna.lang import syntax as s
from kizuna.lang.lexer import HALVES, Fault, hour_of
from kizuna.lang.parser import Parser
from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.lang.types import TIME, Dim, times

Units = Mapping[str, tuple[Dim, float]]
Amount = tuple[float, Dim]

_SPANS = (("weeks", 604_800_000.0), ("days", 86_400_000.0), ("h", 3_600_000.0), ("min", 60_000.0), ("s", 1_000.0))
_TIME_UNITS = frozenset({"ms", "s", "min", "h", "hour", "hours", "day", "days", "week", "weeks", "time"})
_LONGEST_SPAN = float(1 << 61)  # ms, 73 million years: moments are kept within it on either side
_FEW = 8
_BASE_UNITS = {"time": "ms", "length": "m"}


def quantity(text: str, span: Span, units: Units, sink: Sink) -> Amount | None:
    """A constant in base units with its dimension: `1000 ml`, `12 m/day`, `06:30`, `5 %`; None after a diagnostic.

    K201 for what cannot be read, K207 for an unknown unit, K006 beyond the limits.
    """
    try:
        parser = Parser(text, span, sink, units)
        found = _constant(parser, units)
        parser.finish()
    except Fault:
        return None
    return found


def quantity_range(text: str, span: Span, units: Units, sink: Sink) -> tuple[float | None, float | None, Dim] | None:
    """The ends of a constant range, None for one left open, and their dimension; None after a diagnostic.

    A unit after the upper end alone is that of both. K205 if the ends differ in dimension, K109 if upside down.
    """
    try:
        parser = Parser(text, span, sink, units)
        low = None if parser.kinds[parser.i] == ".." else _signed(parser)
        parser.two_points()
        high = None if parser.kinds[parser.i] == "end" and low is not None else _signed(parser)
        parser.finish()
        if isinstance(low, s.Quantity) and isinstance(high, s.Quantity) and not low.units:
            low.units = high.units
        ends = [None if end is None else _amount(parser, end, units) for end in (low, high)]
        return _range(text, span, ends[0], ends[1], sink)
    except Fault:
        return None


def _range(
    text: str, span: Span, low: Amount | None, high: Amount | None, sink: Sink
) -> tuple[float | None, float | None, Dim] | None:
    if low and high:
        if low[1] != high[1]:
            sink.add(
                "K205",
                f"the ends of {shorten(text)!r} differ: {dim_text(low[1])} and {dim_text(high[1])}",
                span,
                hint="give both ends the same unit",
            )
            return None
        if low[0] > high[0]:
            sink.add("K109", f"the range {shorten(text)!r} is upside down", span, hint="write the lower end first")
            return None
    either = low or high
    return low and low[0], high and high[0], either[1] if either else ()


def _constant(parser: Parser, units: Units) -> Amount:
    return _amount(parser, _signed(parser), units)


def _signed(parser: Parser) -> s.Quantity | s.Clock:
    at = parser.starts[parser.i]
    if parser.kinds[parser.i] == "clock":
        node = s.Clock(parser.clock(parser.i), at, parser.ends[parser.i])
        parser.i += 1
        return node
    return parser.quantity(-1, at) if parser.accept("-") else parser.quantity()


def _amount(parser: Parser, node: s.Quantity | s.Clock, units: Units) -> Amount:
    if isinstance(node, s.Clock):
        return float(node.value), TIME
    return measure(node, units, parser.span, parser.sink)


def measure(node: s.Quantity, units: Units, span: Span, sink: Sink) -> Amount:
    """A quantity in base units. Raises Fault after K207 (unknown unit) or K006 (beyond the limits)."""
    value = node.value
    dim: Dim = ()
    for word in node.units:
        found = units.get(word.name)
        if found is None:
            sink.add(
                "K207",
                f"there is no unit {shorten(word.name)!r}",
                span.inner(word.at, word.end - word.at),
                hint=_hour_meant(value, word.name) or unit_meant(word.name, units),
            )
            raise Fault
        known, size = found
        value = scaled(value, size, word.power)
        dim = times(dim, known, word.power)
    if not math.isfinite(value):
        sink.add("K006", "the quantity is too large", span.inner(node.at, node.end - node.at))
        raise Fault
    if dim == TIME and abs(value) > _LONGEST_SPAN:
        message = "the span of time is too long: nothing lasts more than 73 million years"
        sink.add("K006", message, span.inner(node.at, node.end - node.at))
        raise Fault
    return value, dim


def _hour_meant(value: float, word: str) -> str:
    """A hint for `8 pm`; "" for other words."""
    if word.lower() not in HALVES or not (value.is_integer() and 1 <= value <= 12):
        return ""
    return f"a time of day is written {hour_of(int(value), word):02d}:00"


def unit_meant(word: str, units: Units) -> str:
    """A hint for a word that is no unit: the nearest unit, or those that the pack declares if they are few."""
    own = sorted(set(units) - set(BUILTIN_UNITS))
    hint = "declare it under `units`"
    if 0 < len(own) <= _FEW:
        hint += f", or write one of the pack's own: {', '.join(own)}"
    near = nearest(word, units, 1)
    return did_you_mean(word, units) if near else hint


def scaled(value: float, size: float, power: int = 1) -> float:
    """`value` times or over a unit's size; for sizes such as 0.01 by their inverse, so that 7 % is exactly 0.07."""
    inverse = round(1.0 / size) if 0.0 < size < 1.0 else 0
    if inverse and 1.0 / inverse == size:
        return value / inverse if power > 0 else value * inverse
    return value * size if power > 0 else value / size


def dim_text(dim: Dim) -> str:
    """A dimension for messages: `time`, `length/time`, `a bare number`."""
    return _joined(((base, power) for base, power in dim), "1") if dim else "a bare number"


def unit_text(dim: Dim) -> str:
    """The unit that is 1 in a dimension: `m`, `m/ms`; a reciprocal begins with `/`."""
    return _joined(((_BASE_UNITS.get(base, base), power) for base, power in dim), "")


def sample_unit(dim: Dim) -> str:
    """A unit of a dimension such as an author would choose: `h`, `m`, `l/day`."""
    return _joined(
        (({"time": "h" if power > 0 else "day", "length": "m"}.get(base, base), power) for base, power in dim), "1"
    )


def sample_amount(number: str, dim: Dim) -> str:
    """So many of such a unit, as it is read back: `3 l/day`, `3 /day`."""
    unit = sample_unit(dim)
    return f"{number} {unit.removeprefix('1')}" if unit.startswith("1/") else f"{number} {unit}"


def _joined(parts: Iterable[tuple[str, int]], one: str) -> str:
    over: list[str] = []
    under: list[str] = []
    for base, power in parts:
        (over if power > 0 else under).extend([base] * abs(power))
    return "*".join(over or [one]) + "".join(f"/{base}" for base in under)


def spell(value: float, unit: str = "", size: float = 1.0) -> str:
    """A value in base units as an author reads it: `12 km`, `40 %`, `2.5 l`, `3 days`.

    `unit` is the unit's text and `size` its base units; a time unit is replaced by the one that suits the value.
    Three significant digits, four where more would be lost below 1000; whole numbers in full.
    """
    if unit in _TIME_UNITS:
        return spell_time(value)
    return f"{number_text(value / size)} {unit}".rstrip()


def spell_time(ms: float) -> str:
    """A duration in the largest unit in which it is at least 1: `100 min`, `3 days`, `2.5 h`.

    Weeks are used only when whole, days when whole or from 2 on, hours below 3 only in halves.
    """
    if not math.isfinite(ms):
        return f"{ms} h"
    for unit, size in _SPANS:
        count = abs(ms) / size
        whole = count.is_integer()
        if count < 1 or (unit == "weeks" and not whole) or (unit == "days" and count < 2 and not whole):
            continue
        if unit == "h" and count < 3 and (ms / 60_000).is_integer() and not (count * 2).is_integer():
            continue
        text = number_text(ms / size)
        singular = text in ("1", "-1")
        return f"{text} {unit[:-1] if singular and unit in ('weeks', 'days') else unit}"
    return f"{number_text(float(ms))} ms" if ms else "0 s"


def exact(value: float, dim: Dim) -> str:
    """A constant as text that reads back as the very same value."""
    if dim == TIME:
        for unit, size in _SPANS:
            if 0 < abs(value) < 1e18 and (value / size).is_integer() and value / size * size == value:
                return f"{int(value / size)} {unit}"
    number = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return f"{number} {unit_text(dim)}".rstrip()


def number_text(value: float) -> str:
    """A number in short: whole ones in full, others to three or four significant digits; no exponent below 1e15."""
    if not math.isfinite(value):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if abs(value) >= 1e15 or abs(value) < 1e-4:
        return f"{value:.4g}"
    digits = 4 if abs(value) >= 100 else 3
    shown = f"{value:.{digits}g}"
    if "e" in shown:
        shown = str(round(value))
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
