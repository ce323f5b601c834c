"""Where something stands in an author's file."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of one line. Lines and columns count from 1; `width` is in characters, at least 1."""

    file: str
    line: int
    column: int
    width: int = 1

    def inner(self, offset: int, width: int = 1) -> Span:
        """The stretch that begins `offset` characters into this one (for expressions inside a scalar)."""
        return Span(self.file, self.line, self.column + offset, max(1, width))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Span("", 0, 0)
