"""One entry out of what several files of one pack say of it."""

from __future__ import annotations

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.pack.extend import control
from kizuna.pack.tree import Map, Node, Scalar

Part = tuple[Scalar, Node]


class Parts:
    """Puts an entry together: a name is declared once, and other files add with `extend: yes` what it lacks.

    Nothing is said twice and the parts are taken by file, so the order of reading decides nothing.
    """

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def whole(self, section: str, parts: list[Part]) -> Part:
        """The entry's key and its node, which keeps its `extend: yes` when every part has one."""
        if len(parts) == 1:
            return parts[0]
        ordered = sorted(parts, key=lambda part: (part[0].span.file, part[0].span.line))
        declared = [part for part in ordered if not _extends(part[1])]
        key, node = (declared or ordered)[0]
        for other, addition in ordered:
            if other is key:
                continue
            if not _extends(addition):
                self._twice(f"{shorten(key.text)!r} is declared twice in {section}", other, key)
            elif isinstance(node, Map) and isinstance(addition, Map):
                node = self._sum(node, _without_verb(addition))
            else:
                self._twice(f"{shorten(key.text)!r} is no map that could be added to", other, key)
        return key, node

    def _sum(self, old: Map, new: Map) -> Map:
        items = {key.text: (key, value) for key, value in old}
        for key, value in new:
            there = items.get(key.text)
            if there is None:
                items[key.text] = (key, value)
            elif isinstance(there[1], Map) and isinstance(value, Map):
                items[key.text] = (there[0], self._sum(there[1], value))
            else:
                self._twice(f"{shorten(key.text)!r} is said twice", key, there[0])
        return Map(tuple(items.values()), old.span)

    def _twice(self, message: str, key: Scalar, first: Scalar) -> None:
        hint = "inside one pack a name is declared once; `extend: yes` adds what the entry lacks"
        self.sink.add("K104", message, key.span, first.span, hint=hint)


def _extends(node: Node) -> bool:
    return control(node, Sink())[0] == "extend"


def _without_verb(node: Map) -> Map:
    return Map(tuple((key, value) for key, value in node if key.text != "extend"), node.span)
