"""Values as an entry of the cast gives them: a level, a share of the range, a choice, a name, or an expression."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.ast import Binary, Expr, Get, Literal, Negate, Thing, Var
from kizuna.lang.quantity import quantity
from kizuna.lang.resolve import expression
from kizuna.lang.scope import Scope
from kizuna.lang.types import BARE, Bool, Choice, Moment, Number, Ref
from kizuna.pack.tree import Scalar
from kizuna.world.calendar import Calendar
from kizuna.world.dates import read_moment
from kizuna.world.model import Attribute

_SHARE = re.compile(r"[-+]?[\d._\s]+%")
_TRUTH = {"yes": 1, "true": 1, "no": 0, "false": 0}


def value_of(
    line: Scalar, attribute: Attribute, scope: Scope, own: Mapping[str, Expr], calendar: Calendar, sink: Sink
) -> Expr | None:
    """The value that `line` gives `attribute`, or None after a diagnostic (of the calendar, for a name it cannot have).

    A level stands for the middle of its band, a per cent for a share of the range. `own` are the values that the same
    entity is given elsewhere (by attribute key): a bound that reads one of them is worked out with it.
    """
    text, kind = line.text.strip(), attribute.type
    match kind:
        case Choice():
            return _choice(line, attribute, kind, sink)
        case Ref():
            return thing_of(line, kind.kind, scope, sink)
        case Bool() if text.lower() in _TRUTH:
            return Literal(_TRUTH[text.lower()], kind, text, line.span)
        case Moment() if (at := read_moment(text, calendar)) is not None:
            return Literal(at, kind, text, line.span)
        case Moment() if calendar.mentions_misnamed(text):
            return None
        case Number():
            return _number(line, attribute, scope, own, sink)
    return expression(line.text, line.span, scope, sink, kind)


def thing_of(line: Scalar, kind: str, scope: Scope, sink: Sink) -> Thing | None:
    """The named thing, or nobody; None after K107 (no such thing) or K204 (of another kind)."""
    text = line.text.strip()
    if text == "nobody":
        return Thing("", Ref(kind), line.span)
    found = scope.things.get(text)
    if found is None:
        near = [name for name, (_, other) in scope.things.items() if kind in ("", other) or not other]
        sink.add("K107", f"there is no {kind or 'thing'} {shorten(text)!r}", line.span, hint=did_you_mean(text, near))
        return None
    if kind and found[1] and found[1] != kind:
        sink.add("K204", f"{shorten(text)!r} is a {found[1]}, and a {kind} is needed", line.span)
        return None
    return Thing(found[0], Ref(kind or found[1]), line.span)


def bounds_of(attribute: Attribute, own: Mapping[str, Expr]) -> tuple[Expr | None, Expr | None]:
    """The range with the entity's own values put in."""
    return _put_in(attribute.low, own), _put_in(attribute.high, own)


def share_of(attribute: Attribute, share: float, own: Mapping[str, Expr], line: Scalar) -> Expr | None:
    """`low + share * (high - low)`, worked out as far as the bounds are known; None if the range is open."""
    low, high = bounds_of(attribute, own)
    if low is None or high is None:
        return None
    kind, text, place = attribute.type, line.text.strip(), line.span
    least, most = plain_number(low), plain_number(high)
    if least is not None and most is not None:
        return Literal(least + share * (most - least), kind, text, place)
    part = Literal(share, BARE, text, place)
    if least == 0:
        return Binary("*", part, high, kind, place)
    return Binary("+", low, Binary("*", part, Binary("-", high, low, kind, place), kind, place), kind, place)


def plain_number(expr: Expr | None) -> float | None:
    """The number that an expression plainly is."""
    match expr:
        case Literal(value=value):
            return float(value)
        case Negate(item=Literal(value=value)):
            return -float(value)
        case _:
            return None


def check_range(expr: Expr, attribute: Attribute, own: Mapping[str, Expr], line: Scalar, sink: Sink) -> None:
    """K109 for a plain number outside plain bounds."""
    value = plain_number(expr)
    if value is None or not isinstance(attribute.type, Number):
        return
    low, high = (plain_number(end) for end in bounds_of(attribute, own))
    if (low is None or value >= low) and (high is None or value <= high):
        return
    told = f"{_shown(low, attribute)}..{_shown(high, attribute)} {attribute.unit}".strip()
    sink.add("K109", f"{attribute.name} is {shorten(line.text)}, outside its range {told}", line.span, attribute.span)


def _shown(bound: float | None, attribute: Attribute) -> str:
    return "" if bound is None else f"{bound / attribute.unit_size:g}"


def _put_in(bound: Expr | None, own: Mapping[str, Expr]) -> Expr | None:
    if isinstance(bound, Get) and isinstance(bound.of, Var) and bound.attr in own:
        return own[bound.attr]
    return bound


def _choice(line: Scalar, attribute: Attribute, kind: Choice, sink: Sink) -> Expr | None:
    text = line.text.strip()
    if text in kind.values:
        return Literal(kind.values.index(text), kind, text, line.span)
    hint = did_you_mean(text, kind.values)
    sink.add("K107", f"{attribute.name!r} has no value {shorten(text)!r}", line.span, hint=hint)
    return None


def _number(line: Scalar, attribute: Attribute, scope: Scope, own: Mapping[str, Expr], sink: Sink) -> Expr | None:
    """A level, a share of the range, or a quantity; a bare number is in the attribute's unit."""
    text = line.text.strip()
    names = [level.name for level in attribute.levels]
    if text in names:
        found = _middle(attribute, names.index(text), own, line)
    elif _is_share(text, attribute):
        share = quantity(line.text, line.span, scope.units, sink)
        if share is None:
            return None
        found = share_of(attribute, share[0], own, line)
    elif text.replace("_", "a").isidentifier() and text not in scope.parameters and names:
        hint = did_you_mean(text, names)
        sink.add("K107", f"{attribute.name!r} has no level {shorten(text)!r}", line.span, hint=hint)
        return None
    else:
        found = expression(line.text, line.span, scope, sink, attribute.type)
        if found is None:
            return None
    if found is None:
        sink.add("K109", f"{shorten(text)} is a share of the range of {attribute.name!r}, which is open", line.span,
                 hint="give the range two ends, or write an amount")
        return None
    check_range(found, attribute, own, line, sink)
    return found


def _is_share(text: str, attribute: Attribute) -> bool:
    ranged = attribute.form == "meter" or (attribute.form == "number" and attribute.type != BARE)
    return ranged and attribute.unit != "%" and _SHARE.fullmatch(text) is not None


def _middle(attribute: Attribute, index: int, own: Mapping[str, Expr], line: Scalar) -> Expr | None:
    """The middle of a level's band; the highest band reaches up to the end of the range."""
    level = attribute.levels[index]
    above = attribute.levels[index + 1].at if index + 1 < len(attribute.levels) else None
    if attribute.levels_relative:
        return share_of(attribute, (level.at + (1.0 if above is None else above)) / 2, own, line)
    if above is None:
        above = plain_number(bounds_of(attribute, own)[1])
    middle = level.at if above is None else (level.at + above) / 2
    return Literal(middle, attribute.type, line.text.strip(), line.span)
