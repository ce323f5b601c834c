"""Quarters of a large town: copies of some places and things, for so many people each.

What is copied, a road to it, and what refers to it among the copies, belongs to one quarter; all else is shared. The
first quarter is the one that the pack describes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kizuna.lang.ast import Expr, Thing
from kizuna.world.generate_names import Namer
from kizuna.world.model import Entity, Road


@dataclass(frozen=True, slots=True)
class Quarters:
    """For how many people there is one, and the keys of what each has of its own."""

    people: int
    own: tuple[str, ...]


@dataclass(slots=True)
class Quarter:
    """One quarter's copies by the key of what they are copies of."""

    keys: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """The quarter's own copy, if it has one."""
        return self.keys.get(key, key)

    def value(self, expr: Expr) -> Expr:
        """A value with the quarter's own copies in it."""
        return replace(expr, key=self.of(expr.key)) if isinstance(expr, Thing) and expr.key in self.keys else expr


def quarter(group: str, number: int, quarters: Quarters) -> Quarter:
    """A quarter of a group, counted from 0."""
    return Quarter({key: f"{group}/{key}/{number + 1}" for key in quarters.own} if number else {})


def copies(made: Quarter, entities: Mapping[str, Entity], namer: Namer) -> Iterator[Entity]:
    """What the quarter has of its own."""
    for key, copy in made.keys.items():
        entity = entities[key]
        yield Entity(
            copy, entity.kind, namer.numbered(entity.name), pronoun=entity.pronoun, generated=True,
            values=tuple((attr, made.value(value)) for attr, value in entity.values),
            bonds=tuple((attr, made.of(other), value) for attr, other, value in entity.bonds),
        )


def roads_within(made: Quarter, roads: Collection[Road]) -> Iterator[Road]:
    """The roads that lead to the quarter's own places."""
    for road in roads:
        if road.a in made.keys or road.b in made.keys:
            a, b = made.of(road.a), made.of(road.b)
            yield replace(road, a=min(a, b), b=max(a, b), stairs=road.stairs if a < b else -road.stairs)
