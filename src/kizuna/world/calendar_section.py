"""The `calendar` section of a pack, and schedules such as `day at 08:00`."""

from __future__ import annotations

import re
from dataclasses import replace

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.quantity import quantity
from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.lang.types import TIME
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.calendar import ONE_WORD, Calendar
from kizuna.world.dates import read_clock, read_day, read_moment
from kizuna.world.model import Schedule

_MOST_NAMES = 400           # months, days of the week, seasons or parts
_MOST_DAYS = 100_000        # in a month
_SHORTEST, _LONGEST = 60_000, 1_000_000_000_000     # a day, ms
_LEAST_PERIOD = 1_000       # of a schedule, ms: anything faster belongs in a rate
_EVERY = re.compile(r"(?:(\d{1,9}(?:\.\d{1,6})?)\s*)?([^\W\d_]\w*)(?:\s+at\s+(\S.*))?")


def build_calendar(node: Node | None, sink: Sink) -> Calendar:
    """The calendar that a pack declares; what it leaves out is as in the usual one, scaled to its day and year.

    Reports K101, K102, K104, K105, K108 and K109 and goes on with all names that the author wrote, also with those that
    cannot be names and those of which nothing else is known, for otherwise each use of one would be a fault again.
    """
    calendar = Calendar()
    if node is None:
        return calendar
    if not isinstance(node, Map):
        sink.add("K102", "the calendar has to be a map", node.span, hint="write day:, week: or months: under it")
        return calendar
    check_keys(node, "calendar", sink)
    calendar = _with_day(calendar, node.get("day"), sink)
    if week := _names(node.get("week"), "week", sink):
        calendar = replace(calendar, week=tuple(name.text for name in week))
    calendar = _with_months(calendar, node.get("months"), sink)
    seasons = _starts(node.get("seasons"), "seasons", calendar, sink)
    calendar = replace(calendar, seasons=seasons) if seasons else calendar
    parts = _starts(node.get("parts"), "parts", calendar, sink)
    calendar = replace(calendar, parts=parts) if parts else calendar
    return _with_start(calendar, node.get("start"), sink)


def schedule(text: str, span: Span, calendar: Calendar, sink: Sink) -> Schedule | None:
    """What `hour`, `3 days`, `20 min`, `day at 08:00` or `Monday at 09:00` says; None with a K108 or K109 if nothing.

    Days and weeks are the calendar's own.
    """
    match = _EVERY.fullmatch(text.strip())
    number, unit, at_text = match.groups() if match else (None, "", None)
    at = 0 if at_text is None else read_clock(at_text, calendar)
    if at is None:
        hint = f"write hours and minutes within a day of {_hours(calendar.day)}, or one of " + _listed(calendar.parts)
        if (at_text or "").strip() == _day_end(calendar):
            hint = "a day ends where the next begins: write 00:00 of that"
        sink.add("K108", f"{shorten(at_text or '')!r} is no time of day", span, hint=hint)
        return None
    days = [day.casefold() for day in calendar.week]
    if number is None and unit.casefold() in days:
        return Schedule(0, at, days.index(unit.casefold()))
    size = _period_units(calendar).get(unit)
    if not match or size is None:
        hint = did_you_mean(unit, [*_period_units(calendar), *calendar.week]) if unit and match else ""
        known = "write for example `hour`, `20 min`, `3 days`, `day at 08:00` or " + f"`{calendar.week[0]} at 09:00`"
        sink.add("K108", f"{shorten(text)!r} is no schedule", span, hint=hint or known)
        return None
    return _periodic(text, span, float(number or 1) * size, at, at_text is not None, calendar, sink)


def _day_end(calendar: Calendar) -> str:
    """The end of a day as hours and minutes, such as `24:00`."""
    return f"{calendar.day // 3_600_000:02d}:{calendar.day // 60_000 % 60:02d}"


def _periodic(
    text: str, span: Span, period: float, at: int, fixed: bool, calendar: Calendar, sink: Sink
) -> Schedule | None:
    if fixed and period % calendar.day:
        message = f"{shorten(text)!r}: a time of day goes with whole days only"
        sink.add("K108", message, span, hint="write `day at 08:00`")
        return None
    if not _LEAST_PERIOD <= period <= 1e15:
        sink.add("K109", f"{shorten(text)!r}: a schedule repeats after at least 1 s", span)
        return None
    return Schedule(round(period), at)


def _period_units(calendar: Calendar) -> dict[str, float]:
    units = {name: size for name, (dim, size) in BUILTIN_UNITS.items() if dim == TIME}
    week = float(calendar.day * len(calendar.week))
    return {**units, "day": float(calendar.day), "days": float(calendar.day), "week": week, "weeks": week}


def _with_day(calendar: Calendar, node: Node | None, sink: Sink) -> Calendar:
    text = _text(node, "day", sink)
    if text is None:
        return calendar
    found = quantity(text.text, text.span, BUILTIN_UNITS, sink)
    if found is None:
        return calendar
    length, dim = found
    if dim != TIME:
        sink.add("K205", f"{shorten(text.text)!r} is no span of time", text.span, hint="write for example `24 h`")
        return calendar
    if not _SHORTEST <= length <= _LONGEST:
        sink.add("K109", f"a day of {shorten(text.text)!r} is not between 1 min and 11574 days", text.span)
        return calendar
    day = round(length)
    return replace(calendar, day=day, parts=_scaled(calendar.parts, day, calendar.day))


def _with_months(calendar: Calendar, node: Node | None, sink: Sink) -> Calendar:
    months: list[tuple[str, int]] = []
    for name, value in _entries(node, "months", sink):
        text = value.text.strip() if value is not None else ""
        fine = text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= _MOST_DAYS
        if value is not None and not fine:
            sink.add("K109", f"{shorten(name.text)} has {shorten(text)!r} days", value.span,
                     hint=f"a whole number from 1 to {_MOST_DAYS} is needed")
        months.append((name.text, int(text) if fine else _MOST_DAYS))
    if not months:
        return calendar
    year = sum(days for _, days in months)
    return replace(calendar, months=tuple(months), seasons=_scaled(calendar.seasons, year, calendar.year_days))


def _scaled(starts: tuple[tuple[str, int], ...], size: int, usual: int) -> tuple[tuple[str, int], ...]:
    return starts if size == usual else tuple((name, at * size // usual) for name, at in starts)


def _starts(node: Node | None, what: str, calendar: Calendar, sink: Sink) -> tuple[tuple[str, int], ...]:
    """Seasons or parts, in the order in which they begin."""
    found: list[tuple[int, Scalar]] = []
    unknown: list[Scalar] = []
    for name, value in _entries(node, what, sink):
        at = _start(value, what, calendar, sink) if value is not None else None
        twin = next((other for when, other in found if when == at), None)
        if at is not None and twin is not None:
            sink.add("K108", f"{name.text!r} begins when {twin.text!r} does", name.span, twin.span)
        if at is None or twin is not None:
            unknown.append(name)
        else:
            found.append((at, name))
    last = max((at for at, _ in found), default=-1)
    found += ((last + number, name) for number, name in enumerate(unknown, 1))
    return tuple((name.text, at) for at, name in sorted(found, key=lambda pair: pair[0]))


def _start(value: Scalar, what: str, calendar: Calendar, sink: Sink) -> int | None:
    """The day of the year on which a season begins, or when in a day a part does; None after K108."""
    yearly = what == "seasons"
    at = read_day(value.text, calendar) if yearly else _clock_only(value.text, calendar)
    if at is None and not calendar.mentions_misnamed(value.text):
        fault = "is no day of the calendar" if yearly else "is no time of day"
        example = f"{calendar.months[0][0]} 1" if yearly else "05:00"
        sink.add("K108", f"{shorten(value.text)!r} {fault}", value.span, hint=f"write for example `{example}`")
    return at


def _clock_only(text: str, calendar: Calendar) -> int | None:
    return read_clock(text, replace(calendar, parts=()))


def _with_start(calendar: Calendar, node: Node | None, sink: Sink) -> Calendar:
    """Lays the epoch on the declared start; without one, on the first day of year 1."""
    first = calendar.moment(1, 0)
    text = _text(node, "start", sink)
    start = first if text is None else read_moment(text.text, calendar, first)
    if start is None and text is not None and not calendar.mentions_misnamed(text.text):
        month, days = calendar.months[0]
        sink.add("K108", f"{shorten(text.text)!r} is no moment of this calendar", text.span,
                 hint=f"write for example `year 12, {month} {min(days, 5)}, 06:00`")
    return replace(calendar, offset=first if start is None else start)


def _names(node: Node | None, what: str, sink: Sink) -> list[Scalar]:
    """The items of a list of names, as far as they are names at all."""
    if node is None:
        return []
    names = _scalars(node)
    if not isinstance(node, Seq) or len(names) < len(node.items):
        sink.add("K102", f"{what} has to be a list of names", node.span)
        return names
    return _well_named(names, what, node.span, sink)


def _entries(node: Node | None, what: str, sink: Sink) -> list[tuple[Scalar, Scalar | None]]:
    """The entries of a map of names to text, each name once; None for what is no text."""
    if node is None:
        return []
    if not isinstance(node, Map):
        sink.add("K102", f"{what} has to be a map of names", node.span)
        return [(name, None) for name in _scalars(node)]
    for name, value in node:
        if not isinstance(value, Scalar):
            sink.add("K102", f"{shorten(name.text)!r} needs one value", value.span)
    values = {name.text: value for name, value in node if isinstance(value, Scalar)}
    names = _well_named(_scalars(node), what, node.span, sink)
    return [(name, values.get(name.text)) for name in names]


def _scalars(node: Node) -> list[Scalar]:
    """What may be meant for names, in whatever shape they stand; at most as many as there may be."""
    items = [name for name, _ in node] if isinstance(node, Map) else node.items if isinstance(node, Seq) else [node]
    return [item for item in items if isinstance(item, Scalar) and item.text.strip()]


def _well_named(names: list[Scalar], what: str, span: Span, sink: Sink) -> list[Scalar]:
    """The names, each once, after K102 for too many or none, K104 for twins and K105 for what is not one word."""
    if not 1 <= len(names) <= _MOST_NAMES:
        sink.add("K102", f"{what} needs between 1 and {_MOST_NAMES} names, not {len(names)}", span)
    seen: dict[str, Scalar] = {}
    for name in names[:_MOST_NAMES]:
        twin = seen.setdefault(name.text.casefold(), name)
        if twin is not name:
            sink.add("K104", f"{name.text!r} stands twice in {what}", name.span, twin.span)
        elif not ONE_WORD.fullmatch(name.text):
            sink.add("K105", f"{shorten(name.text)!r} cannot name one of the {what}", name.span,
                     hint="one word that begins with a letter is needed")
    return list(seen.values())


def _text(node: Node | None, what: str, sink: Sink) -> Scalar | None:
    if node is None or isinstance(node, Scalar):
        return node
    sink.add("K102", f"{what} of the calendar needs one value", node.span)
    return None


def _hours(length: int) -> str:
    return f"{length / 3_600_000:g} h"


def _listed(starts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(name for name, _ in starts)
