"""What attributes were when an event happened, for sentences that name them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

from kizuna.chronicle.event import Event
from kizuna.chronicle.names import Names
from kizuna.lang import ast
from kizuna.world.luck import stable
from kizuna.world.model import Slot, World


class SlotValues:
    """The values that attributes in slots had when an event happened; gathered in one pass when first asked for."""

    def __init__(self, world: World, names: Names, events: Callable[[], Iterable[Event]]) -> None:
        self.world = world
        self.names = names
        self._events = events
        self._past: dict[tuple[str, int], list[tuple[int, float | int, str]]] | None = None

    def text(self, event: Event, ident: int, attr: str) -> str:
        """The value just before an event; what the event itself made is told as it made it."""
        past = self._gathered().get((attr, ident), [])
        place = bisect_left(past, event.number, key=lambda entry: entry[0]) - 1
        if place < 0 and past and past[0][0] == event.number and not self._named(ident):
            place = 0
        if place >= 0:
            _, value, form = past[place]
            return self.names.value(attr, value, form, ident)
        start = self._start(ident, attr)
        return self.names.value(attr, start, self._form(attr), ident)

    def _named(self, ident: int) -> bool:
        return ident in self.names.things

    def _gathered(self) -> dict[tuple[str, int], list[tuple[int, float | int, str]]]:
        if self._past is None:
            self._past = {}
            wanted = self._wanted()
            for event in self._events() if wanted else ():
                for change in event.changes:
                    if change.attr in wanted and not change.belief:
                        entry = event.number, change.new, change.form
                        self._past.setdefault((change.attr, change.bearer), []).append(entry)
        return self._past

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
