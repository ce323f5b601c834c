"""A board at a moment, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Json = dict[str, object]
Cell = str | tuple[str, ...]
_GAP = 2
_EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Rows:
    """One table: its columns, and a cell for each of them in each row. A cell is "" where there is nothing to say."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def lines(self, year: str) -> Iterator[str]:
        """The table; `year` is what the dates begin with that need not say it again."""
        if not self.rows:
            yield f"{self.title}: none"
            return
        yield f"{self.title}: {len(self.rows)}"
        shown = [[_text(cell).removeprefix(year) for cell in row] for row in self.rows]
        widths = [max(map(len, column)) + _GAP for column in zip(self.columns, *shown, strict=True)]
        for row in (self.columns, *shown):
            yield "  " + "".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()

    def as_data(self) -> Json:
        """The same for programs: a row is a map from columns to text, or a list of texts."""
        cells = ([list(cell) if isinstance(cell, tuple) else cell for cell in row] for row in self.rows)
        rows = [dict(zip(self.columns, row, strict=True)) for row in cells]
        return {"title": self.title, "columns": list(self.columns), "rows": rows}


@dataclass(frozen=True, slots=True)
class Page:
    """All tables of a board."""

    name: str
    about: str
    date: str
    tables: tuple[Rows, ...]

    def lines(self) -> list[str]:
        """The page."""
        year = f"{self.date.partition(', ')[0]}, "
        return [f"{self.name}, {self.date}", *(line for table in self.tables for line in ("", *table.lines(year)))]

    def as_data(self) -> Json:
        """The same for programs."""
        tables = [table.as_data() for table in self.tables]
        return {"board": self.name, "about": self.about, "date": self.date, "tables": tables}


def _text(cell: Cell) -> str:
    return (", ".join(cell) if isinstance(cell, tuple) else cell) or _EMPTY
