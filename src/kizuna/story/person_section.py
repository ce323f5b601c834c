"""The tables of a board about somebody, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kizuna.story.person_meter import Meter

Json = dict[str, object]
_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told: its name, its value, and the meter behind it or the moment when it will be otherwise.

    `sort` is `truth` for what is or is not so, `choice` for one of a few words.
    """

    name: str
    value: str
    meter: Meter | None = None
    until: str = ""
    sort: str = ""

    @property
    def told(self) -> str:
        """The value, and until when."""
        if self.meter is not None:
            return self.meter.line()
        return f"{self.value}, until {self.until}" if self.until else self.value

    @property
    def brief(self) -> str:
        """The same in a row with others: what is so is told by its name alone, what is not so not at all."""
        if self.sort == "truth":
            return self.name if self.value == "yes" else ""
        if self.meter is not None:
            return f"{self.name} {self.value}{self.meter.ahead()}"
        return self.told if self.sort == "choice" else f"{self.name} {self.told}" if self.told else ""

    def as_data(self) -> Json:
        """The same for programs."""
        found: Json = {"name": self.name, "value": self.value, "until": self.until}
        return found if self.meter is None else {**found, "meter": self.meter.as_data()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, or all the lines of a table without rows."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table: with `rows` an entry for each of them, else one entry."""

    title: str
    rows: bool
    entries: tuple[Entry, ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What stands on the left, and on the right of it."""
        for entry in self.entries:
            if self.rows:
                first, *rest = entry.lines
                yield first.value, ", ".join(brief for line in rest if (brief := line.brief))
            else:
                yield from ((line.name, line.told) for line in entry.lines)

    def lines(self) -> list[str]:
        """The table; nothing at all if there is nothing to be said."""
        pairs = list(self.pairs())
        if not pairs:
            return ["", f"{self.title}: none"] if self.rows else []
        return ["", self.title, *two_columns(pairs, "  ")]

    def as_data(self) -> Json:
        """The same for programs."""
        entries = [[line.as_data() for line in entry.lines] for entry in self.entries]
        return {"title": self.title, "rows" if self.rows else "lines": entries if self.rows else entries[0]}


def two_columns(pairs: list[tuple[str, str]], indent: str) -> Iterator[str]:
    """Lines in two columns; a left side that stands above already is not said again."""
    width = max((len(left) for left, _ in pairs), default=0) + _GAP
    before = None
    for left, right in pairs:
        shown = left if left != before else ""
        before = left
        yield f"{indent}{shown:<{width}}{right}".rstrip() if width > _GAP else f"{indent}{right}"
