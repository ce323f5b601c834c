"""Drawing choices one by one, the plainest first so that failures shrink towards it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]


class Pen:
    """Draws for one world."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        found = self._draw(st.integers(low, high))
        assert isinstance(found, int)
        return found

    def one(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.number(0, len(items) - 1)]

    def odds(self, tenths: int) -> bool:
        """True about `tenths` times in ten."""
        return self.number(0, 9) > 9 - tenths
