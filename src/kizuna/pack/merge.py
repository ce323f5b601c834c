"""Many files of many packs to one map of sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.pack.extend import Extender, control, removal
from kizuna.pack.keys import KEYS, MOST_UNKNOWN, SECTIONS
from kizuna.pack.parts import Part, Parts
from kizuna.pack.tree import Map, Node, Scalar, Seq

_LISTS = frozenset(name for name, spec in KEYS["section"].items() if spec.shape == "records")
_REPLACED = frozenset(name for name, spec in KEYS["section"].items() if spec.shape == "record")
_PLAIN = frozenset({"units", "choices", "definitions"})     # entries need not be maps, so `value:` may wrap them
_MOST_HINTS = 50            # searches for a nearest name
_BUILT_IN = frozenset({("kinds", "place")})                 # always there: may be extended by the first who does


@dataclass(frozen=True, slots=True)
class Declared:
    """An entry of a section; `packs` are the pack that declared it and those that extended it."""

    key: Scalar
    node: Node
    packs: frozenset[str]


class Merger:
    """Takes packs in reading order (included before including) and gives the merged sections."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.entries: dict[str, dict[str, Declared]] = {}
        self.lists: dict[str, list[Node]] = {}
        self.spans: dict[str, Span] = {}
        self.extender = Extender(sink)
        self.missed = 0                             # entries that change what is not there

    def add(self, pack: str, below: frozenset[str], trees: Iterable[Map]) -> None:
        """Add the files of one pack; `below` are the packs that it includes, directly or not."""
        own: dict[str, dict[str, list[Part]]] = {}
        for tree in trees:
            self.extender.packs[tree.span.file] = pack
            self._check_sections(tree)
            for key, node in tree:
                if key.text not in SECTIONS:
                    continue
                self.spans.setdefault(key.text, key.span)
                if key.text in _LISTS:
                    self._items(key, node)
                else:
                    self._gather(key, node, own.setdefault(key.text, {}))
        parts = Parts(self.sink)
        for section in sorted(own):
            for name in sorted(own[section]):
                self._declare(section, *parts.whole(section, own[section][name]), pack, below)

    def tree(self) -> Map:
        """The merged sections: in the language's order, their entries sorted by name, lists by their text."""
        items: list[tuple[Scalar, Node]] = []
        for section in SECTIONS:
            if section not in self.spans:
                continue
            span = self.spans[section]
            node: Node
            if section in _LISTS:
                node = Seq(tuple(sorted(self.lists.get(section, []), key=_plain)), span)
            else:
                entries = self.entries.get(section, {})
                node = Map(tuple((entries[name].key, entries[name].node) for name in sorted(entries)), span)
            items.append((Scalar(section, span), node))
        return Map(tuple(items), items[0][0].span if items else Span("", 1, 1))

    def _check_sections(self, tree: Map) -> None:
        unknown = [key for key, _ in tree if key.text not in SECTIONS]
        for key in unknown[:MOST_UNKNOWN]:
            ours = key.text in KEYS["pack"]
            hint = "this belongs into pack.yaml" if ours else did_you_mean(key.text, SECTIONS)
            self.sink.add("K101", f"unknown section {shorten(key.text)!r}", key.span, hint=hint)

    def _items(self, section: Scalar, node: Node) -> None:
        if isinstance(node, Seq):
            self.lists.setdefault(section.text, []).extend(node.items)
        elif not _is_empty(node):
            self.sink.add("K102", f"`{section.text}` is a list", node.span, hint="begin each item with a dash")

    def _gather(self, section: Scalar, node: Node, own: dict[str, list[Part]]) -> None:
        """Entries of one section of one file."""
        if not isinstance(node, Map):
            if not _is_empty(node):
                self.sink.add("K102", f"`{section.text}` is a map of names", node.span, hint="write `name: …` under it")
            return
        for key, value in node:
            own.setdefault(key.text, []).append((key, value))

    def _declare(self, section: str, key: Scalar, node: Node, pack: str, below: frozenset[str]) -> None:
        """An entry of one pack, over what the packs below declared."""
        entries = self.entries.setdefault(section, {})
        there = entries.get(key.text)
        if section in _REPLACED:
            entries[key.text] = Declared(key, node, frozenset({pack}))
            return
        said = node
        verb, node = control(said, self.sink)
        node = _unwrapped(section, node) if verb else node
        if _is_empty(node) and section not in _PLAIN - {"units"}:
            node = Map((), node.span)
        if there is None:
            self._first(section, key, node, verb, pack)
        elif not verb:
            hint = "to change it add `override: yes`, `extend: yes` or `remove: yes`"
            self._twice(section, key, there.key, hint)
        elif verb == "extend":
            self._extend(section, key, node, there, pack, below)
        elif not there.packs <= below:
            stranger = min(there.packs - below)
            self._twice(section, key, there.key, f"to {verb} it, {pack} has to include {stranger}")
        elif verb == "remove":
            self.extender.removed.append(removal(key, said, there.node, pack))
            del entries[key.text]
        else:
            entries[key.text] = Declared(key, node, frozenset({pack}))

    def _first(self, section: str, key: Scalar, node: Node, verb: str, pack: str) -> None:
        if verb and not (verb == "extend" and (section, key.text) in _BUILT_IN):
            self.missed += 1
            near = did_you_mean(key.text, self.entries[section]) if self.missed <= _MOST_HINTS else ""
            hint = near or "no included pack declares it"
            self.sink.add("K106", f"there is no {shorten(key.text)!r} in {section} to {verb}", key.span, hint=hint)
            return
        self.entries[section][key.text] = Declared(key, node, frozenset({pack}))

    def _extend(
        self, section: str, key: Scalar, node: Node, there: Declared, pack: str, below: frozenset[str],
    ) -> None:
        if not there.packs & below and (section, key.text) not in _BUILT_IN:
            self._twice(section, key, there.key, f"to extend it, {pack} has to include {min(there.packs)}")
            return
        merged = self.extender.merge(there.node, node, below | {pack})
        self.entries[section][key.text] = Declared(there.key, merged, there.packs | {pack})

    def _twice(self, section: str, key: Scalar, first: Scalar, hint: str) -> None:
        self.sink.add("K104", f"{shorten(key.text)!r} is declared twice in {section}", key.span, first.span, hint=hint)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text


def _unwrapped(section: str, node: Node) -> Node:
    if section in _PLAIN and isinstance(node, Map) and len(node.items) == 1 and node.items[0][0].text == "value":
        return node.items[0][1]
    return node


def _plain(node: Node) -> str:
    """The node's text without its places, to sort by."""
    if isinstance(node, Scalar):
        return repr(node.text)
    if isinstance(node, Seq):
        return f"[{', '.join(map(_plain, node.items))}]"
    return f"{{{', '.join(sorted(f'{key.text!r}: {_plain(value)}' for key, value in node))}}}"
