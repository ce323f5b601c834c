"""Dates and times as authors write them: moments of a calendar, and the headings that open a scene."""

from __future__ import annotations

import re
from typing import NamedTuple

from kizuna.world.calendar import Calendar

KNOWN_FORMS: tuple[str, ...] = (
    "Day 2, 07:30", "Day 1, dusk", "April 3, dawn", "year 12, April 1, 06:00", "Monday, 09:00", "dusk", "that evening",
    "the next morning", "the next day", "three days later", "an hour later", "a few minutes later", "a year later",
)
"""Examples of what a scene heading may say, for hints."""

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {
    word: number
    for number, word in enumerate(_WORDS.split(), 1)
}
_VAGUE = {"a few": (2, 5), "some": (2, 10), "several": (3, 9), "a couple of": (2, 2), "a": (1, 1), "an": (1, 1)}
_SPANS = {"second": 1_000, "minute": 60_000, "min": 60_000, "hour": 3_600_000, "h": 3_600_000, "s": 1_000}
_LATEST_YEAR = 100_000
_MOST = 1_000_000       # of any unit in `n units later`

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_YEAR = re.compile(r"year (\d{1,6})", re.ASCII)
_DAY = re.compile(r"day (\d{1,6})", re.ASCII)
_MONTH_DAY = re.compile(r"(.+?) (\d{1,5})(?:st|nd|rd|th)?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,5})(?:st|nd|rd|th)?(?: of)? (.+)", re.ASCII)
_LATER = re.compile(r"(?:half (an) hour|(.+?) ([a-z]+?)s?) (?:later|afterwards|after)", re.ASCII)


class SceneTime(NamedTuple):
    """When a scene opens: no sooner and no later than these moments (ms). Equal for a time by the clock."""

    earliest: int
    latest: int


def read_clock(text: str, calendar: Calendar) -> int | None:
    """Milliseconds after midnight of `07:30`, `07:30:15`, or of the beginning of a part of the day; else None."""
    plain = text.strip().casefold()
    if match := _CLOCK.fullmatch(plain):
        hours, minutes, seconds = (int(group or 0) for group in match.groups())
        clock = ((hours * 60 + minutes) * 60 + seconds) * 1_000
        return clock if clock < calendar.day else None
    return next((at for name, at in calendar.parts if name.casefold() == plain), None)


def read_day(text: str, calendar: Calendar) -> int | None:
    """The day of the year (from 0) of `April 3`, `3 April` or `the 3rd of April`; None if there is no such day."""
    plain = " ".join(text.casefold().removeprefix("the ").split())
    if match := _MONTH_DAY.fullmatch(plain):
        name, day = match[1], int(match[2])
    elif match := _DAY_MONTH.fullmatch(plain):
        name, day = match[2], int(match[1])
    else:
        return None
    before = 0
    for month, days in calendar.months:
        if month.casefold() == name:
            return before + day - 1 if 1 <= day <= days else None
        before += days
    return None


def read_moment(text: str, calendar: Calendar, base: int = 0) -> int | None:
    """The moment (ms) of `year 12, April 1, 06:00`, of which any part may be left out.

    A year or day that is not said is that of `base`; a time that is not said is midnight. None if it is no date.
    """
    year: int | None = None
    day: int | None = None
    clock: int | None = None
    for piece in text.split(","):
        plain = " ".join(piece.casefold().split())
        match = _YEAR.fullmatch(plain)
        if match and year is None and int(match[1]) <= _LATEST_YEAR:
            year = int(match[1])
        elif day is None and (found := read_day(plain, calendar)) is not None:
            day = found
        elif clock is None and (found := read_clock(plain, calendar)) is not None:
            clock = found
        else:
            return None
    if day is None:
        day = 0 if year is not None and year != calendar.year(base) else calendar.day_of_year(base)
    return calendar.moment(calendar.year(base) if year is None else year, day, clock or 0)


def read_scene_time(text: str, calendar: Calendar, previous: int, begin: int) -> SceneTime | None:
    """When a scene with this heading opens, or None if the heading says no known time (see `KNOWN_FORMS`).

    `previous` is the end of the scene before, `begin` the story's first moment: `Day 1` is its day. A part of the day
    is an interval; a day without an hour is its waking part. The interval may lie before `previous`; that is for the
    caller to judge.
    """
    plain = " ".join(text.casefold().replace(", ", ",").replace(" ,", ",").split()).strip(".:")
    pieces = [piece.strip().removeprefix("on ").removeprefix("at ") for piece in plain.split(",")]
    if not plain or len(pieces) > 3:
        return None
    whole = _relative(pieces[0], calendar, previous)
    if whole is not None and len(pieces) == 1:
        return whole
    hour = _hour(pieces[-1], calendar)
    day = _day_of(pieces if hour is None else pieces[:-1], calendar, previous, begin)
    if day is None:
        return None
    if hour is not None:
        return _on(day, hour, calendar, previous) if pieces[:-1] else _next(hour, calendar, previous)
    return _not_before(_waking(day, calendar), begin)


def _relative(piece: str, calendar: Calendar, previous: int) -> SceneTime | None:
    """Forms that are counted from the end of the scene before."""
    if piece in {"meanwhile", "at the same time", "the same time", "at once", "immediately afterwards"}:
        return SceneTime(previous, previous)
    if piece in {"moments later", "a moment later"}:
        return SceneTime(previous + 1_000, previous + 60_000)
    if piece in {"later", "later that day", "the same day", "that day"}:
        return SceneTime(previous, _end_of_day(previous, calendar))
    if match := _LATER.fullmatch(piece):
        return _later(match, calendar, previous)
    words = piece.removeprefix("later ").removeprefix("the ").split(" ", 1)
    part = _part(words[1], calendar) if len(words) == 2 else None
    if part is None or words[0] not in {"next", "following", "that", "same"}:
        return None
    day = calendar.day_number(previous)
    small = _small_hours(calendar)
    if words[0] in {"that", "same"}:
        over = _on(day, part, calendar, previous).latest < previous
        return _on(day + 1 if over and part[0] < small else day, part, calendar, previous)
    early = calendar.clock(previous) < small <= part[0]
    return _on(day if early else day + 1, part, calendar, previous)


def _later(match: re.Match[str], calendar: Calendar, previous: int) -> SceneTime | None:
    if match[1]:
        return SceneTime(previous + 1_800_000, previous + 1_800_000)
    count = _VAGUE.get(match[2]) or _count(match[2])
    if count is None:
        return None
    unit = match[3]
    if unit in _SPANS:
        return SceneTime(previous + count[0] * _SPANS[unit], previous + count[1] * _SPANS[unit])
    moved = [_shifted(previous, number, unit, calendar) for number in count]
    if moved[0] is None or moved[1] is None:
        return None
    return SceneTime(moved[0], _end_of_day(moved[1], calendar))


def _count(words: str) -> tuple[int, int] | None:
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 8 else _NUMBERS.get(words)
    return (number, number) if number is not None and 0 < number <= _MOST else None


def _shifted(at: int, count: int, unit: str, calendar: Calendar) -> int | None:
    """`at` moved by whole days, weeks, months or years; the day of the month is cut to the month's length."""
    if unit in {"day", "night"}:
        return at + count * calendar.day
    if unit == "week":
        return at + count * calendar.day * len(calendar.week)
    if unit == "year":
        return at + count * calendar.day * calendar.year_days
    if unit != "month":
        return None
    month, day = calendar.month(at)
    years, month = divmod(month + count, len(calendar.months))
    first = sum(days for _, days in calendar.months[:month])
    return calendar.moment(
        calendar.year(at) + years, first + min(day, calendar.months[month][1]) - 1, calendar.clock(at))


def _day_of(pieces: list[str], calendar: Calendar, previous: int, begin: int) -> int | None:
    """The number of the day (see `Calendar.day_number`) that the pieces name; of no pieces, the present one."""
    today = calendar.day_number(previous)
    if not pieces:
        return today
    first = pieces[0]
    if len(pieces) == 1 and (match := _DAY.fullmatch(first)) and int(match[1]) >= 1:
        return calendar.day_number(begin) + int(match[1]) - 1
    if len(pieces) == 1 and first in {"the next day", "next day", "the following day", "tomorrow", "the day after"}:
        return today + 1
    if first == "today":
        return today
    if len(pieces) == 1 and (relative := _relative(first, calendar, previous)):
        return calendar.day_number(relative.earliest)
    weekday = first.removeprefix("the ").removeprefix("next ").removeprefix("following ")
    names = [name.casefold() for name in calendar.week]
    if len(pieces) == 1 and weekday in names:
        gap = (names.index(weekday) - calendar.weekday(previous)) % len(names)
        return today + (gap or len(names) if weekday != first else gap)
    if _hour(first, calendar) is not None:
        return None
    moment = read_moment(",".join(pieces), calendar, previous)
    return None if moment is None else calendar.day_number(moment)


def _hour(piece: str, calendar: Calendar) -> tuple[int, int] | None:
    """First and last millisecond after midnight of a clock time (one instant) or of a part of the day."""
    part = _part(piece, calendar)
    if part is not None:
        return part
    clock = read_clock(piece, calendar)
    return None if clock is None else (clock, clock)


def _part(name: str, calendar: Calendar) -> tuple[int, int] | None:
    """First and last millisecond of a part of the day; one that runs past midnight ends after `calendar.day`."""
    starts = [at for _, at in calendar.parts]
    for index, (part, at) in enumerate(calendar.parts):
        if part.casefold() == name:
            end = starts[index + 1] if index + 1 < len(starts) else starts[0] + calendar.day
            return at, end - 1
    return None


def _small_hours(calendar: Calendar) -> int:
    """When people count the day as begun: the end of the part that follows midnight."""
    starts = [at for _, at in calendar.parts]
    return starts[0] if starts[0] > 0 or len(starts) == 1 else starts[1]


def _midnight(day: int, calendar: Calendar) -> int:
    return day * calendar.day - calendar.offset


def _end_of_day(at: int, calendar: Calendar) -> int:
    return _midnight(calendar.day_number(at) + 1, calendar) - 1


def _waking(day: int, calendar: Calendar) -> SceneTime:
    return SceneTime(_midnight(day, calendar) + _small_hours(calendar), _midnight(day + 1, calendar) - 1)


def _on(day: int, hour: tuple[int, int], calendar: Calendar, previous: int) -> SceneTime:
    """The hour on a day. Of a part that has already begun by `previous`, what is left of it."""
    start = _midnight(day, calendar)
    return _not_before(SceneTime(start + hour[0], start + hour[1]), previous)


def _next(hour: tuple[int, int], calendar: Calendar, previous: int) -> SceneTime:
    """The first time from `previous` on that it is this hour."""
    today = calendar.day_number(previous)
    for day in (today - 1, today):
        found = _on(day, hour, calendar, previous)
        if found.latest >= previous:
            return found
    return _on(today + 1, hour, calendar, previous)


def _not_before(time: SceneTime, least: int) -> SceneTime:
    return SceneTime(max(time.earliest, least), time.latest) if time.latest >= least else time
