"""Parameters, definitions, choices and units that no text of a pack mentions, and modes without a road."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kizuna.diagnostics import Sink
from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.definitions import declared_name
from kizuna.world.model import World

_WORD = re.compile(r"[^\W\d]\w*")
_PROSE = frozenset({"about", "phrases", "tells", "aliases", "name", "names"})


def lint_declarations(world: World, tree: Map, sink: Sink) -> None:
    """K501 for each such name that is written nowhere but where it is declared."""
    mentions = Counter(word for text in _texts(tree) for word in set(_WORD.findall(text)))
    for section, what, hint in (
        ("parameters", "parameter", "use it in an expression, or take it away"),
        ("definitions", "definition", "use it in an expression, or take it away"),
        ("choices", "choice", "give an attribute `of:` it, or take it away"),
        ("units", "unit", "measure something in it, or take it away"),
    ):
        for key in _keys(tree.get(section)):
            name = declared_name(key.text)
            if not mentions[name] and name not in BUILTIN_UNITS:
                sink.add("K501", f"the {what} {name!r} is never used", key.span, hint=hint)


def lint_modes(world: World, tree: Map, sink: Sink) -> None:
    """K501 for ways to travel that no road allows."""
    travelled = {mode for road in world.roads for mode in road.modes}
    for key in _keys(tree.get("modes")):
        if key.text not in travelled:
            sink.add("K501", f"no road can be travelled by {key.text!r}", key.span, hint="name it in a road's `modes`")


def _keys(node: Node | None) -> Iterator[Scalar]:
    return (key for key, _ in node) if isinstance(node, Map) else iter(())


def _texts(tree: Map) -> Iterator[str]:
    """All text in which a name can be used: not the names of declarations themselves, and no prose."""
    for _, node in tree:
        if isinstance(node, Map):
            for key, value in node:
                yield from _without(declared_name(key.text), _inside(value))
        else:
            yield from _inside(node)


def _without(name: str, texts: Iterable[str]) -> Iterator[str]:
    """The texts without mentions of the declaration in itself."""
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return (pattern.sub(" ", text) for text in texts)


def _inside(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Seq):
        for item in node.items:
            yield from _inside(item)
    else:
        for key, value in node:
            if key.text not in _PROSE:
                yield key.text
                yield from _inside(value)
