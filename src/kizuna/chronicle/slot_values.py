"""What attributes were when an event happened, for sentences that name them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from kizuna.chronicle.event import Change, Event
from kizuna.chronicle.names import Names
from kizuna.chronicle.run import Run
from kizuna.lang import ast
from kizuna.world.luck import stable
from kizuna.world.model import Slot, World


class SlotValues:
    """The values that attributes in slots had when an event happened; where they changed is looked up once."""

    def __init__(self, world: World, names: Names, run: Run) -> None:
        self.world = world
        self.names = names
        self.run = run

    def text(self, event: Event, ident: int, attr: str) -> str:
        """The value just before an event; what the event itself made is told as it made it."""
        numbers = self._writers.get((attr, ident), [])
        place = bisect_left(numbers, event.number) - 1
        written: list[Change] = []
        if place >= 0:
            written = self._written(numbers[place], ident, attr)[-1:]
        elif numbers and numbers[0] == event.number and ident not in self.names.things:
            written = self._written(numbers[0], ident, attr)[:1]
        if written:
            return self.names.value(attr, written[0].new, written[0].form, ident)
        return self.names.value(attr, self._start(ident, attr), self._form(attr), ident)

    @cached_property
    def _writers(self) -> dict[tuple[str, int], list[int]]:
        wanted = self._wanted()
        return self.run.writers(wanted) if wanted else {}

    def _written(self, number: int, ident: int, attr: str) -> list[Change]:
        event = self.run.index.get(number)
        changes = event.changes if event is not None else ()
        return [change for change in changes if (change.attr, change.bearer) == (attr, ident) and not change.belief]

    def _wanted(self) -> frozenset[str]:
        parts = (part for rule in self.world.rules.values() for phrase in rule.phrases for part in phrase.parts)
        return frozenset(part.attr for part in parts if isinstance(part, Slot) and part.attr)

    def _form(self, attr: str) -> str:
        return {"ref": "ref", "date": "date"}.get(self.world.attributes[attr].form, "float")

    def _start(self, ident: int, attr: str) -> float | int:
        """The value at the start, where the pack gives it as such; else 0."""
        thing = self.names.things.get(ident)
        entity = self.world.entities.get(thing.key) if thing is not None else None
        expr = dict(entity.values).get(attr) if entity is not None else None
        if expr is None:
            expr = self.world.attributes[attr].start
        if isinstance(expr, ast.Literal):
            return expr.value
        if isinstance(expr, ast.Thing):
            return stable(expr.key) if expr.key else 0
        return self.world.parameters[expr.name].default if isinstance(expr, ast.Parameter) else 0
