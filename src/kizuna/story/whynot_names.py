"""Who is meant in a question about one moment of a run, and who is called much like a name that nobody has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kizuna.diagnostics.nearest import nearest_names, shorten
from kizuna.engine.machine import Machine
from kizuna.story.mentions import has_value
from kizuna.world.sentences import Miss, Who

_NEAR = 5


class Anybody:
    """Takes any words for a name: what can be read so is a sentence of the world, whoever is meant."""

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """As of `Mentions`."""
        return (words,)

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """As of `Mentions`; what kinds call their members is among any words already."""
        return ()


class Callers:
    """Who is meant by words, at one moment of a run: names, keys, aliases, and made things as they are called now."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._named: dict[str, list[int]] = {}
        for key, entity in machine.world.entities.items():
            for name in dict.fromkeys((key, entity.name, *entity.aliases)):
                self._named.setdefault(name.casefold(), []).append(machine.handle(key))

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """Members of a kind ("" any) that are called this, with or without an article."""
        plain = words.strip().casefold()
        for form in dict.fromkeys((plain, plain.removeprefix("the "), plain.removeprefix("a "))):
            found = [who for who in self._named.get(form, ()) if not kind or self.machine.kind_of(who) == kind]
            if found:
                return found
        return [who for who in self._unnamed(kind) if self.machine.label(who).casefold() == plain]

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """Members of a kind with these values."""
        return [
            who for who in self.machine.members(kind)
            if all(has_value(who, attr, value, self.machine) for attr, value in values)
        ]

    def hint(self, miss: Miss) -> str:
        """Who or what of the kind that is wanted is called much like the words, as a hint; "" if nobody is."""
        near = nearest_names(miss.words, self._called(miss.kind), _NEAR)
        return f"did you mean {' or '.join(repr(shorten(name)) for name in near)}?" if near else ""

    def _called(self, kind: str) -> Iterator[str]:
        world = self.machine.world
        for entity in world.entities.values():
            if kind in ("", entity.kind):
                yield from (entity.name, *entity.aliases)
        if not kind or kind in world.kinds:
            yield from (self.machine.label(who) for who in self._unnamed(kind))

    def _unnamed(self, kind: str) -> Iterator[int]:
        for name in [kind] if kind else self.machine.world.kinds:
            yield from (who for who in self.machine.members(name) if who not in self.machine.keys)
