"""What a generated attribute or bond is drawn from: one value, a range, or shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.ast import Expr, Literal
from kizuna.lang.quantity import quantity, quantity_range
from kizuna.lang.scope import Scope
from kizuna.lang.types import BARE, Number
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.calendar import Calendar
from kizuna.world.cast_values import check_range, plain_number, share_of, value_of
from kizuna.world.luck import draw, stable
from kizuna.world.model import Attribute
from kizuna.world.shapes import shown

Luck = Callable[[int], float]
"""A draw in [0, 1) for a number that tells it from the others of the same person or pair."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """One value."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Between:
    """Uniform between two amounts in base units, or between two shares of the range."""

    low: float
    high: float
    share: bool
    line: Scalar


@dataclass(frozen=True, slots=True)
class OneOf:
    """Shares: (hash of the value's text, weight, what it means); None means that the attribute keeps its start."""

    cases: tuple[tuple[int, float, Spec | None], ...]


Spec = Fixed | Between | OneOf


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what attributes are drawn from."""

    scope: Scope
    calendar: Calendar
    sink: Sink

    def read(self, node: Node, attribute: Attribute) -> Spec | None:
        """A value, a range `low..high`, or a map of values to shares; None after a diagnostic."""
        if isinstance(node, Map):
            return self._shares(node, attribute)
        if not isinstance(node, Scalar) or not node.text.strip():
            self.sink.add("K102", f"{attribute.name} needs a value, a range or shares, but {shown(node)} stands here",
                          node.span)
            return None
        if isinstance(attribute.type, Number) and ".." in node.text:
            return self._range(node, attribute)
        return self._value(node, attribute)

    def _value(self, line: Scalar, attribute: Attribute) -> Spec | None:
        """A level or per cent stays a share: the bounds may differ from one person to the next."""
        text = line.text.strip()
        if isinstance(attribute.type, Number):
            if attribute.levels_relative and (band := _band(attribute, text)):
                return Between(*band, True, line)
            if _in_shares(attribute, text):
                found = quantity(line.text, line.span, self.scope.units, self.sink)
                return None if found is None else self._sound(Between(found[0], found[0], True, line), attribute)
        value = value_of(line, attribute, self.scope, {}, self.calendar, self.sink)
        return None if value is None else Fixed(value)

    def _range(self, line: Scalar, attribute: Attribute) -> Spec | None:
        found = quantity_range(line.text, line.span, self.scope.units, self.sink)
        if found is None:
            return None
        low, high, dim = found
        if low is None or high is None:
            self.sink.add("K109", f"the range {shorten(line.text)!r} needs two ends to be drawn from", line.span)
            return None
        assert isinstance(attribute.type, Number)
        share = _in_shares(attribute, line.text.strip())
        if dim == () and not share and attribute.type != BARE:
            low, high = low * attribute.unit_size, high * attribute.unit_size
        elif dim != attribute.type.dim and not share:
            self.sink.add("K205", f"{shorten(line.text)!r} is in another unit than {attribute.name!r}", line.span)
            return None
        return self._sound(Between(low, high, share, line), attribute)

    def _sound(self, spec: Between, attribute: Attribute) -> Spec | None:
        """None after K109 if an end lies outside the attribute's range."""
        before = len(self.sink.found)
        for end in (spec.low, spec.high):
            value = share_of(attribute, end, {}, spec.line) if spec.share else Literal(end, attribute.type)
            if value is None:
                message = f"{shorten(spec.line.text)} is a share of the range of {attribute.name!r}, which is open"
                self.sink.add("K109", message, spec.line.span, hint="give the range two ends, or write an amount")
            elif plain_number(value) is not None:
                check_range(value, attribute, {}, spec.line, self.sink)
            elif spec.share and not 0 <= end <= 1:
                self.sink.add("K109", f"{shorten(spec.line.text)} is no share of a range", spec.line.span)
        return spec if len(self.sink.found) == before else None

    def _shares(self, node: Map, attribute: Attribute) -> Spec | None:
        cases: list[tuple[int, float, Spec | None]] = []
        for name, value in node:
            weight = self._weight(value)
            spec = self.read(name, attribute)
            if weight is None or spec is None:
                return None
            cases.append((stable(name.text.strip()), weight, spec))
        total = sum(weight for _, weight, _ in cases)
        if not cases or total > 1 + 1e-9:
            message = f"the shares of {attribute.name!r} add up to {total * 100:g} %, more than all"
            self.sink.add("K109", message if cases else f"{attribute.name!r} has no shares", node.span,
                          hint="write shares in per cent; the rest keeps the start")
            return None
        rest = 1.0 - total
        return OneOf((*cases, (0, rest, None)) if rest > 1e-9 else tuple(cases))

    def _weight(self, node: Node) -> float | None:
        if not isinstance(node, Scalar):
            self.sink.add("K102", f"a share is such as 30 %, but {shown(node)} stands here", node.span)
            return None
        found = quantity(node.text, node.span, self.scope.units, self.sink)
        if found is None:
            return None
        if found[1] != () or not 0 <= found[0] <= 1:
            self.sink.add("K109", f"{shorten(node.text)!r} is no share between 0 % and 100 %", node.span)
            return None
        return found[0]


def sample(spec: Spec, attribute: Attribute, own: Mapping[str, Expr], luck: Luck) -> Expr | None:
    """A drawn value; None if the attribute keeps its start. `own` are the values that the person has already."""
    match spec:
        case Fixed(value=value):
            return value
        case OneOf(cases=cases):
            chosen = _race(cases, luck)
            return None if chosen is None else sample(chosen, attribute, own, luck)
        case Between(low=low, high=high, share=share, line=line):
            drawn = low if low == high else low + luck(1) * (high - low)
            return share_of(attribute, drawn, own, line) if share else Literal(drawn, attribute.type, "", line.span)


def _race(cases: tuple[tuple[int, float, Spec | None], ...], luck: Luck) -> Spec | None:
    """Weighted choice in which every case runs on its own draw: a further case takes from the others and moves nobody
    between them (weighted rendezvous hashing, Schindelhauer and Schomaker 2005)."""
    best, winner = float("inf"), None
    for name, weight, spec in cases:
        if weight > 0:
            time = -log(1.0 - luck(name)) / weight
            if time < best:
                best, winner = time, spec
    return winner


def luck_of(seed: int, *address: int) -> Luck:
    """The draws at an address."""
    return lambda number: draw(seed, *address, number)


def _in_shares(attribute: Attribute, text: str) -> bool:
    ranged = attribute.form == "meter" or (attribute.form == "number" and attribute.type != BARE)
    return ranged and attribute.unit != "%" and text.endswith("%")


def _band(attribute: Attribute, text: str) -> tuple[float, float] | None:
    """The band of a level as shares of the range."""
    for index, level in enumerate(attribute.levels):
        if level.name == text:
            after = attribute.levels[index + 1].at if index + 1 < len(attribute.levels) else 1.0
            return level.at, after
    return None
