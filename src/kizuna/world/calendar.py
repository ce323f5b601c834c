"""Calendars: integer milliseconds since the run's epoch to days, months, seasons and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kizuna.lang.types import NEVER_WAS

DAY = 86_400_000
ONE_WORD = re.compile(r"[^\W\d_]\w{0,39}")


@dataclass(frozen=True)
class Calendar:
    """A calendar of fixed-length years. `offset` is the epoch's distance (ms) from year 0, day 0, 00:00.

    `seasons` are (name, first day of the year), `parts` (name, ms after midnight), ascending; the last wraps round.
    """

    day: int = DAY
    week: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months: tuple[tuple[str, int], ...] = (
        ("January", 31), ("February", 28), ("March", 31), ("April", 30), ("May", 31), ("June", 30),
        ("July", 31), ("August", 31), ("September", 30), ("October", 31), ("November", 30), ("December", 31),
    )
    seasons: tuple[tuple[str, int], ...] = (("winter", 0), ("spring", 59), ("summer", 151), ("autumn", 243))
    parts: tuple[tuple[str, int], ...] = (
        ("night", 0), ("dawn", 18_000_000), ("morning", 25_200_000), ("noon", 41_400_000),
        ("afternoon", 48_600_000), ("dusk", 64_800_000), ("evening", 70_200_000),
    )
    offset: int = 0

    @cached_property
    def misnamed(self) -> frozenset[str]:
        """Names that are not one word. No world has any: they were refused, and what is said with them is not read."""
        names = (*self.week, *(name for pairs in (self.months, self.seasons, self.parts) for name, _ in pairs))
        return frozenset(name.casefold() for name in names if not ONE_WORD.fullmatch(name))

    def mentions_misnamed(self, text: str) -> bool:
        """Whether a text has such a name in it."""
        return any(name in text.casefold() for name in self.misnamed)

    @cached_property
    def year_days(self) -> int:
        """Days in a year."""
        return sum(days for _, days in self.months)

    def moment(self, year: int, day_of_year: int, clock: int = 0) -> int:
        """Milliseconds since the epoch of a day (counted from 0) of a year, `clock` ms after midnight."""
        return (year * self.year_days + day_of_year) * self.day + clock - self.offset

    def clock(self, now: int) -> int:
        """Milliseconds after midnight."""
        return (now + self.offset) % self.day

    def day_number(self, now: int) -> int:
        """Whole days since year 0."""
        return (now + self.offset) // self.day

    def day_of_year(self, now: int) -> int:
        """Days since the year began, from 0."""
        return self.day_number(now) % self.year_days

    def year(self, now: int) -> int:
        """The year."""
        return self.day_number(now) // self.year_days

    def weekday(self, now: int) -> int:
        """Index into `week`."""
        return self.day_number(now) % len(self.week)

    def month(self, now: int) -> tuple[int, int]:
        """Index of the month and the day of the month (from 1)."""
        day = self.day_of_year(now)
        for index, (_, days) in enumerate(self.months):
            if day < days:
                return index, day + 1
            day -= days
        raise AssertionError("a day lies within its year")

    def season(self, now: int) -> int:
        """Index into `seasons`; before the first one begins it is still the last."""
        return _last_begun(self.seasons, self.day_of_year(now))

    def part(self, now: int) -> int:
        """Index into `parts`."""
        return _last_begun(self.parts, self.clock(now))

    def text(self, now: int) -> str:
        """Such as `year 12, April 1, 06:00`; seconds only where there are any."""
        index, day = self.month(now)
        seconds = self.clock(now) // 1000
        tail = f":{seconds % 60:02d}" if seconds % 60 else ""
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}{tail}"
        return f"year {self.year(now)}, {self.months[index][0]} {day}, {clock}"

    def date(self, moment: int) -> str:
        """A date as text, or `never`."""
        return "never" if moment <= NEVER_WAS else self.text(moment)


def _last_begun(starts: tuple[tuple[str, int], ...], at: int) -> int:
    begun = [index for index, (_, start) in enumerate(starts) if start <= at]
    return begun[-1] if begun else len(starts) - 1
