"""Trees that know where they came from: what YAML becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kizuna.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. None of YAML's own guesses are made: `yes`, `12` and `2001-01-01` stay text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Seq:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Map:
    """A map in the author's order; keys are scalars and occur once."""

    items: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        return next((value for name, value in self.items if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself with its place, or None."""
        return next((name for name, _ in self.items if name.text == key), None)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.items)


Node = Scalar | Seq | Map
