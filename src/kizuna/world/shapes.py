"""Reading shapes out of trees: words, lines, lists, maps and flags, with a diagnostic where the shape is another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.lexer import KEYWORDS, STOPS
from kizuna.lang.resolve_base import CALENDAR_WORDS, FOLDS, FUNCTIONS
from kizuna.pack.tree import Map, Node, Scalar, Seq

WORD = re.compile(r"[a-z][a-z0-9_]*\Z")
CALLED = KEYWORDS | STOPS | FUNCTIONS | FOLDS | {"self"}
"""Words that cannot stand before a bracket as the name of an attribute, bond, set or definition."""
BARE_WORDS = KEYWORDS | CALENDAR_WORDS | {"self", "progress", "here", "all"}
"""Words that cannot stand by themselves as the name of a role, amount or parameter."""
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}


def is_empty(node: Node | None) -> bool:
    """Whether nothing was written: no node, or an empty scalar."""
    return node is None or (isinstance(node, Scalar) and not node.text.strip())


def entries(node: Node | None, what: str, sink: Sink) -> Iterator[tuple[Scalar, Node]]:
    """The entries of a map; nothing written gives none, another shape K102."""
    table = as_map(node, what, sink)
    return iter(table.items if table is not None else ())


def as_map(node: Node | None, what: str, sink: Sink) -> Map | None:
    """The node as a map, an empty scalar as an empty map; None for no node; K102 and None for another shape."""
    if isinstance(node, Map):
        return node
    if node is None:
        return None
    if is_empty(node):
        return Map((), node.span)
    sink.add("K102", f"{what} is a map, but {shown(node)} stands here", node.span, hint="write `name: value` pairs")
    return None


def as_text(node: Node | None, what: str, sink: Sink) -> Scalar | None:
    """The node as one line of text that is not empty; None for no node; K102 and None for another shape."""
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text.strip():
        return node
    sink.add("K102", f"{what} is one line of text, but {shown(node)} stands here", node.span)
    return None


def as_texts(node: Node | None, what: str, sink: Sink) -> tuple[Scalar, ...]:
    """The node as a list of lines; a lone line is a list of one; K102 for whatever is no line of text."""
    if node is None or is_empty(node):
        return ()
    items = node.items if isinstance(node, Seq) else (node,)
    found = (as_text(item, what, sink) for item in items)
    return tuple(item for item in found if item is not None)


def as_flag(node: Node | None, default: bool, what: str, sink: Sink) -> bool:
    """The node as yes or no; the default for no node, and with K102 for anything else."""
    if node is None:
        return default
    if isinstance(node, Scalar) and node.text.strip().lower() in _TRUTH:
        return _TRUTH[node.text.strip().lower()]
    sink.add("K102", f"{what} is yes or no, but {shown(node)} stands here", node.span, hint="write yes or no")
    return default


def plain(node: Node | None, sink: Sink) -> str:
    """The text of an `about`, on one line; "" for no node."""
    line = as_text(node, "about", sink)
    return " ".join(line.text.split()) if line is not None else ""


def is_word(key: Scalar, what: str, sink: Sink, reserved: frozenset[str] = frozenset()) -> bool:
    """Whether a declared name is a word, and none of those `reserved`; K105 if not."""
    if key.text in reserved:
        sink.add("K105", f"{key.text!r} is a word of the language and cannot name {what}", key.span,
                 hint="choose another name")
        return False
    if WORD.match(key.text):
        return True
    wanted = re.sub(r"[^a-z0-9_]+", "_", key.text.strip().lower()).strip("_")[:40]
    hint = f"write {wanted!r}" if WORD.match(wanted) else ""
    message = f"{shorten(key.text)!r} cannot name {what}: small letters, digits and _, beginning with a letter"
    sink.add("K105", message, key.span, hint=hint)
    return False


def is_name(key: Scalar, what: str, sink: Sink) -> bool:
    """Whether a free name is usable: not empty, on one line, without quotes, braces or brackets; K105 if not."""
    if key.text.strip() and key.text.isprintable() and not set(key.text) & set("'\"{}[]`"):
        return True
    sink.add("K105", f"{shorten(key.text)!r} cannot name {what}: no quotes, braces, brackets or line breaks", key.span)
    return False


def shown(node: Node) -> str:
    """A node in few words, for messages."""
    if isinstance(node, Scalar):
        return repr(shorten(node.text)) if node.text.strip() else "nothing"
    return "a list" if isinstance(node, Seq) else "a map"


def texts_of(node: Node | None) -> Iterator[str]:
    """All text inside a node, keys included."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Seq):
        for item in node.items:
            yield from texts_of(item)
    elif isinstance(node, Map):
        for key, value in node.items:
            yield key.text
            yield from texts_of(value)
