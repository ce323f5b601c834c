"""Mutants of packs: one file of a pack with one piece of what carries a row taken away or turned round."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rows import RULES, Carrier, pack_trees

from kizuna.diagnostics import NOWHERE
from kizuna.pack.tree import Map, Node, Scalar, Seq

Path_ = tuple[str | int, ...]
CONDITIONS = ("when", "requires", "works if", "throughout")
EFFECTS = ("begins", "effects", "interrupted", "fails")
DELETED = "rule deleted"
INVERTED = "requirement negated"
NAMED = re.compile(r"\s*(\w+)\s*\(")
LENGTH = 70     # characters of a piece that are shown


@dataclass(frozen=True, slots=True)
class Mutant:
    """What was done to a carrier, where that piece stands, and the file's whole text afterwards.

    `instead` is to be tried if the checker refuses `text`: a rule that others follow cannot be deleted, but kept from
    ever happening; a definition that is no truth cannot be negated, but halved.
    """

    carrier: Carrier
    sort: str
    what: str
    line: int
    text: str
    instead: str = ""

    @property
    def deletion(self) -> bool:
        """Whether a whole rule is gone."""
        return self.sort == DELETED

    @property
    def inversion(self) -> bool:
        """Whether a rule happens exactly where it should not."""
        return self.sort == INVERTED

    def told(self) -> str:
        """The place and the change, on one line."""
        piece = f": {self.what}" if self.what else ""
        return f"{self.carrier.file}:{self.line}  {self.carrier.sort} `{self.carrier.name}`, {self.sort}{piece}"


def mutants(root: Path, carriers: list[Carrier]) -> list[Mutant]:
    """All mutants of what carries rows, in order of carriers; carriers that nothing can be taken from have none."""
    trees = dict(pack_trees(root))
    whole = [*carriers, *definitions(trees, carriers)]
    return [mutant for carrier in whole for mutant in of_carrier(carrier, trees[carrier.file])]


def definitions(trees: Mapping[str, Map], carriers: Iterable[Carrier]) -> Iterator[Carrier]:
    """The definitions that what carries a row goes by, at first or at second hand: they carry it as well."""
    known = {
        match.group(1): (file, key, value.text)
        for file, tree in trees.items()
        for key, value in tree.get("definitions") or ()
        if isinstance(value, Scalar) and (match := NAMED.match(key.text))
    }
    rows: dict[str, dict[str, None]] = {}
    for carrier in carriers:
        entry = at(trees[carrier.file], carrier.path)
        waiting = [said(entry)] if entry is not None else []
        seen: set[str] = set()
        while waiting:
            for name in NAMED.findall(waiting.pop()):
                if name in known and name not in seen:
                    seen.add(name)
                    waiting.append(known[name][2])
        for name in seen:
            rows.setdefault(name, {}).update(dict.fromkeys(carrier.rows))
    for name in sorted(rows):
        file, key, _ = known[name]
        path = ("definitions", key.text)
        yield Carrier(tuple(rows[name]), "definition", name, file, key.span.line, path)


def of_carrier(carrier: Carrier, tree: Map) -> Iterator[Mutant]:
    """The mutants of one carrier, its deletion first."""
    entry = at(tree, carrier.path)
    if carrier.sort == "definition" and isinstance(entry, Scalar):
        negated, halved = (
            dumped(replaced(tree, carrier.path, Scalar(text, entry.span)))
            for text in (f"not ({entry.text})", f"({entry.text}) * 0.5")
        )
        yield Mutant(carrier, "negated or halved", shortened(entry.text), entry.span.line, negated, halved)
    if not isinstance(entry, Map):
        return
    if carrier.sort in RULES.values():
        edits = of_rule(carrier, tree, entry)
    elif carrier.sort == "parameter":
        edits = of_parameter(carrier, tree, entry)
    else:
        edits = of_meter(carrier, tree, entry)
    for sort, what, line, changed in edits:
        instead = dumped(never(tree, carrier, entry)) if sort == DELETED else ""
        yield Mutant(carrier, sort, shortened(what), line, dumped(changed), instead)


def shortened(piece: str) -> str:
    """As much of a piece as is shown."""
    return piece if len(piece) <= LENGTH else f"{piece[:LENGTH]}…"


Edit = tuple[str, str, int, Node]


def of_rule(carrier: Carrier, tree: Map, entry: Map) -> Iterator[Edit]:
    """The rule deleted, each requirement negated, each effect deleted."""
    yield DELETED, "", carrier.line, without(tree, carrier.path)
    for group in CONDITIONS:
        for path, condition in conditions(entry.get(group), (*carrier.path, group)):
            negated = Scalar(f"not ({condition.text})", condition.span)
            yield INVERTED, condition.text, condition.span.line, replaced(tree, path, negated)
    for group in EFFECTS:
        body = entry.get(group)
        if body is not None:
            for path, effect in effects(body, (*carrier.path, group)):
                yield "effect deleted", said(effect), effect.span.line, without(tree, path)


def never(tree: Map, carrier: Carrier, entry: Map) -> Node:
    """The tree with a rule that never happens: a requirement more, which does not hold."""
    group = "requires" if carrier.sort == "action" else "when"
    there = entry.get(group)
    own = there.items if isinstance(there, Map) else ((named("before"), there),) if isinstance(there, Scalar) else ()
    barred = Map((*own, (named("never"), named("no"))), entry.span)
    whole = Map((*(pair for pair in entry if pair[0].text != group), (named(group), barred)), entry.span)
    return replaced(tree, carrier.path, whole)


def named(text: str) -> Scalar:
    """A scalar that nobody wrote."""
    return Scalar(text, NOWHERE)


def of_parameter(carrier: Carrier, tree: Map, entry: Map) -> Iterator[Edit]:
    """The default at each end of the range."""
    default, extent = entry.get("default"), entry.get("range")
    if not isinstance(default, Scalar) or not isinstance(extent, Scalar):
        return
    for end in ends(extent.text):
        if end != default.text.strip():
            moved = replaced(tree, (*carrier.path, "default"), Scalar(end, default.span))
            yield "parameter set", f"{end} instead of {default.text}", default.span.line, moved


def of_meter(carrier: Carrier, tree: Map, entry: Map) -> Iterator[Edit]:
    """A meter that does not move by itself any more."""
    moving = [key for key in ("rate", "toward", "within") if entry.get(key) is not None]
    if moving:
        still: Node = tree
        for key in moving:
            still = without(still, (*carrier.path, key))
        first = entry.get(moving[0])
        assert first is not None
        yield "rate removed", said(first), first.span.line, still


def conditions(node: Node | None, path: Path_) -> Iterator[tuple[Path_, Scalar]]:
    """Every condition of a group, with its path."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Map):
        yield from (((*path, key.text), value) for key, value in node if isinstance(value, Scalar))


def effects(node: Node, path: Path_) -> Iterator[tuple[Path_, Node]]:
    """Every effect below a node, those inside others included; the last one of a list stands for the list."""
    if isinstance(node, Scalar):
        yield path, node
        return
    for index, item in enumerate(node.items if isinstance(node, Seq) else ()):
        inner = (*path, index)
        yield (path if len(node.items) == 1 else inner), item
        for number, (key, value) in enumerate(item.items if isinstance(item, Map) else ()):
            alone = isinstance(item, Map) and len(item.items) == 1
            if isinstance(value, Seq):
                nested = effects(value, (*inner, key.text))
                yield from (one for one in nested if not (number == 0 and alone and one[0] == (*inner, key.text)))


def ends(text: str) -> list[str]:
    """The two ends of a range; a unit that only the upper end has is the lower one's, too."""
    low, dots, high = (part.strip() for part in text.partition(".."))
    if not dots:
        return []
    bare, unit = re.fullmatch(r"-?[\d.]+", low), re.fullmatch(r"-?[\d.]+\s*([^\d.\s].*)", high)
    return [f"{low} {unit.group(1)}" if bare and unit else low, high]


def at(node: Node, path: Path_) -> Node | None:
    """What stands at a path, or None."""
    found: Node | None = node
    for step in path:
        if isinstance(found, Map):
            found = found.get(str(step))
        elif isinstance(found, Seq) and isinstance(step, int):
            found = found.items[step]
        else:
            return None
    return found


def without(node: Node, path: Path_) -> Node:
    """The tree without what stands at a path."""
    return _changed(node, path, None)


def replaced(node: Node, path: Path_, new: Node) -> Node:
    """The tree with something else at a path."""
    return _changed(node, path, new)


def _changed(node: Node, path: Path_, new: Node | None) -> Node:
    step, rest = path[0], path[1:]

    def inner(value: Node) -> Node | None:
        return _changed(value, rest, new) if rest else new

    if isinstance(node, Map):
        pairs = [(key, inner(value) if key.text == step else value) for key, value in node]
        return Map(tuple((key, value) for key, value in pairs if value is not None), node.span)
    assert isinstance(node, Seq)
    items = [inner(value) if index == step else value for index, value in enumerate(node.items)]
    return Seq(tuple(value for value in items if value is not None), node.span)


def plain(node: Node) -> object:
    """A tree as lists, dicts and strings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node}


def dumped(node: Node) -> str:
    """A tree as YAML that reads back as the same tree: JSON, which is YAML and quotes every scalar."""
    return json.dumps(plain(node), ensure_ascii=False, indent=1) + "\n"


def said(node: Node) -> str:
    """A piece on one line."""
    return node.text if isinstance(node, Scalar) else json.dumps(plain(node), ensure_ascii=False)
