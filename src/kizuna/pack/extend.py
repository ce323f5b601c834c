"""`override`, `extend` and `remove`: how a later entry changes an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.pack.keys import KEYS
from kizuna.pack.tree import Map, Node, Scalar, Seq

CONTROLS = frozenset(KEYS["control"])


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken away of an included pack: its name, all names that went with it, and the place of the `remove` in
    a file of `pack`."""

    name: str
    names: frozenset[str]
    span: Span
    pack: str


def removal(key: Scalar, entry: Node, gone: Node, pack: str) -> Removal:
    """What an entry that says `remove: yes` takes away, if that is `gone`."""
    said = [name.span for name, _ in entry if name.text == "remove"] if isinstance(entry, Map) else []
    return Removal(key.text, frozenset({key.text, *_declared(gone)}), said[0] if said else key.span, pack)


def _declared(node: Node) -> Iterator[str]:
    """The keys within a declaration, and what it calls the other side of its references."""
    for key, value in node if isinstance(node, Map) else ():
        yield value.text if key.text == "inverse" and isinstance(value, Scalar) else key.text
        yield from _declared(value)


def control(node: Node, sink: Sink) -> tuple[str, Node]:
    """What an entry says of an earlier one ("" for nothing), and the entry without it. K102 for a muddled one."""
    if not isinstance(node, Map):
        return "", node
    said = [(key, value) for key, value in node if key.text in CONTROLS]
    if not said:
        return "", node
    rest = Map(tuple((key, value) for key, value in node if key.text not in CONTROLS), node.span)
    verbs = []
    for key, value in said:
        if not isinstance(value, Scalar) or value.text not in ("yes", "no"):
            sink.add("K102", f"`{key.text}` is yes or no", value.span)
        elif value.text == "yes":
            verbs.append(key)
    if len(verbs) > 1:
        first, second = verbs[:2]
        sink.add("K102", f"`{second.text}` beside `{first.text}`", second.span, first.span, hint="one of them")
    elif verbs and verbs[0].text == "remove" and rest.items:
        key = rest.items[0][0]
        sink.add("K102", f"{shorten(key.text)!r} beside `remove: yes`", key.span, hint="what is removed has no keys")
    return (verbs[0].text if verbs else ""), rest


class Extender:
    """Merges an extending entry into an earlier one. `packs` says which pack a file belongs to; `removed` is what was
    taken out of entries."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.packs: dict[str, str] = {}
        self.removed: list[Removal] = []

    def merge(self, old: Node, new: Node, allowed: frozenset[str]) -> Node:
        """Maps are merged key by key, lists appended, anything else is replaced.

        Replacing what a pack outside `allowed` (the extending pack and those it includes) wrote is K104: of two packs
        that do not know each other the order of reading would decide.
        """
        if isinstance(old, Map) and isinstance(new, Map):
            return self._maps(old, new, allowed)
        if isinstance(old, Seq) and isinstance(new, Seq):
            return Seq(old.items + new.items, old.span)
        self._check(old, new, allowed)
        return new

    def _maps(self, old: Map, new: Map, allowed: frozenset[str]) -> Map:
        items = {key.text: (key, value) for key, value in old}
        for key, value in new:
            verb, rest = control(value, self.sink)
            there = items.get(key.text)
            if there is None:
                if verb in ("override", "remove"):
                    self.sink.add("K106", f"there is no {shorten(key.text)!r} to {verb}", key.span)
                else:
                    items[key.text] = (key, rest)
            elif verb in ("override", "remove"):
                self._check(there[1], value, allowed)
                if verb == "remove":
                    self.removed.append(removal(key, value, there[1], self.packs.get(key.span.file, "")))
                    del items[key.text]
                else:
                    items[key.text] = (key, rest)
            else:
                items[key.text] = (there[0], self.merge(there[1], rest, allowed))
        return Map(tuple(items.values()), old.span)

    def _check(self, old: Node, new: Node, allowed: frozenset[str]) -> None:
        owner = self.packs.get(old.span.file, "")
        if owner not in allowed:
            hint = f"only a pack that includes {owner} may change what it says"
            self.sink.add("K104", f"two packs differ: {_said(old)} and {_said(new)}", new.span, old.span, hint=hint)


def _said(node: Node) -> str:
    return repr(shorten(node.text)) if isinstance(node, Scalar) else "a list" if isinstance(node, Seq) else "a map"
