"""`pack.yaml`: what a pack says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.pack.keys import KEYS, SECTIONS
from kizuna.pack.tree import Map, Node, Scalar, Seq

LANGUAGE = "1"
_NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A pack's name, its sentence, and the names of the packs it includes, with their places."""

    name: Scalar
    about: str
    includes: tuple[Scalar, ...]


def read_manifest(tree: Node, file: str, sink: Sink) -> Manifest | None:
    """The manifest, or None with K101, K102, K103, K105 or K009."""
    if not isinstance(tree, Map):
        sink.add("K102", "a pack.yaml is a map of `pack`, `about`, `language` and `includes`", tree.span)
        return None
    _check_keys(tree, sink)
    name = _text(tree, "pack", sink)
    about = _text(tree, "about", sink)
    language = _text(tree, "language", sink)
    if language is not None and language.text != LANGUAGE:
        message = f"language {shorten(language.text)!r} is not known here"
        sink.add("K102", message, language.span, hint=f"this engine reads language {LANGUAGE}")
    includes = tuple(item for item in _includes(tree.get("includes"), sink) if _sound_include(item, sink))
    if name is None:
        if tree.get("pack") is None:
            sink.add("K103", "the pack has no name", Span(file, 1, 1), hint="write `pack: its-name`")
        return None
    if not is_name(name.text):
        message = f"{shorten(name.text)!r} is no name for a pack"
        sink.add("K105", message, name.span, hint="letters, digits and hyphens, such as my-world")
        return None
    return Manifest(name, about.text if about else "", includes)


def is_name(text: str) -> bool:
    """Whether a pack may be called so."""
    return len(text) <= 64 and _NAME.fullmatch(text) is not None


def _check_keys(tree: Map, sink: Sink) -> None:
    for key, _ in tree:
        if key.text in KEYS["pack"]:
            continue
        section = key.text in SECTIONS
        hint = "sections stand in the pack's other .yaml files" if section else did_you_mean(key.text, KEYS["pack"])
        sink.add("K101", f"unknown key {shorten(key.text)!r} in pack.yaml", key.span, hint=hint)


def _text(tree: Map, key: str, sink: Sink) -> Scalar | None:
    node = tree.get(key)
    if node is None or isinstance(node, Scalar):
        return node
    sink.add("K102", f"`{key}` is text, not a list or a map", node.span)
    return None


def _includes(node: Node | None, sink: Sink) -> list[Scalar]:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return []
    if not isinstance(node, Seq):
        sink.add("K102", "`includes` is a list of packs", node.span, hint="write [body, places]")
        return []
    for item in node.items:
        if not isinstance(item, Scalar):
            sink.add("K102", "an include is the name of a pack", item.span)
    return [item for item in node.items if isinstance(item, Scalar)]


def _sound_include(item: Scalar, sink: Sink) -> bool:
    if is_name(item.text):
        return True
    hint = "packs are included by name, out of the library"
    if any(sign in item.text for sign in "/\\~") or ".." in item.text:
        sink.add("K009", f"the include {shorten(item.text)!r} is a path", item.span, hint=hint)
    else:
        sink.add("K105", f"{shorten(item.text)!r} is no name of a pack", item.span, hint=hint)
    return False
