"""Phrases: controlled sentences with roles in braces, as one line, a list, or a map of either by what they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.scope import Scope, Signature
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.model import Phrase, Slot

_HOLE = re.compile(r"\{([^{}]*)\}|[{}]")
_ATTRIBUTE = re.compile(r"([^\W\d]\w*)\s*\(\s*([^\W\d]\w*)\s*\)")
_CUT_OFF = re.compile(r"<!--|\((?:[^()]*:[^()]*|\s*meanwhile\s*)\)[\s.!]*\Z")
"""What the reader of a story takes away: comments, and amounts or `meanwhile` in brackets at a sentence's end."""
_LONGEST = 400


def build_phrases(
    node: Node | None, slots: Mapping[str, str], scope: Scope, sink: Sink, keys: Sequence[str] = ()
) -> tuple[Phrase, ...]:
    """All phrases under a `phrases` or `tells` key; those at fault are left out.

    `slots` are the names that may stand in braces with their kinds ("" for an amount); `keys`, if given, are what a
    map may file phrases under. Reports K101 (a key), K102 (a shape), K105 (a sentence that is none), K107 (a role)
    and K202 (an attribute), with the place inside the string.
    """
    found: list[Phrase] = []
    for key, line in _lines(node, sink):
        if key is not None and keys and key.text not in keys:
            sink.add("K101", f"unknown key {shorten(key.text)!r}", key.span, hint=did_you_mean(key.text, keys))
            continue
        parts = read_template(line, slots, scope, sink)
        if parts:
            found.append(Phrase(squeeze(line.text), parts, key.text if key is not None else "", line.span))
    return tuple(found)


def read_template(line: Scalar, slots: Mapping[str, str], scope: Scope, sink: Sink) -> tuple[str | Slot, ...]:
    """Literal text and slots of one sentence, blanks collapsed and without its full stop; () after a diagnostic."""
    text = line.text
    if len(text) > _LONGEST or not text.isprintable() or any(mark in text for mark in "\n\t·…"):
        sink.add("K105", f"{shorten(text)!r} cannot be a phrase", line.span,
                 hint=f"one printable line of at most {_LONGEST} characters, without `·` and `…`, is needed")
        return ()
    parts: list[str | Slot] = []
    at = 0
    fine = True
    for hole in _HOLE.finditer(text):
        parts.append(text[at : hole.start()])
        at = hole.end()
        place = line.span.inner(hole.start(), hole.end() - hole.start())
        slot = None
        if hole[1] is not None:
            slot = _slot(hole[1], place, slots, scope, sink)
        else:
            message = f"a lone {hole[0]!r} in the phrase {shorten(text)!r}"
            sink.add("K105", message, place, hint="roles stand between { and }")
        fine = fine and slot is not None
        if slot is not None:
            parts.append(slot)
    parts.append(text[at:])
    return _sound(tidy(parts), line, sink) if fine else ()


def tidy(parts: Sequence[str | Slot]) -> tuple[str | Slot, ...]:
    """Parts with blanks collapsed, without those at the ends, without a full stop, and without empty literals."""
    clean: list[str | Slot] = [re.sub(r"\s+", " ", part) if isinstance(part, str) else part for part in parts]
    if clean and isinstance(clean[0], str):
        clean[0] = clean[0].lstrip()
    if clean and isinstance(clean[-1], str):
        clean[-1] = clean[-1].rstrip().rstrip(".!").rstrip()
    return tuple(part for part in clean if part != "")


def squeeze(text: str) -> str:
    """Text with blanks collapsed and none at the ends."""
    return " ".join(text.split())


def show(parts: Sequence[str | Slot]) -> str:
    """A template with its slots in braces again; an attribute's slot as `{name(role)}`."""
    return "".join(part if isinstance(part, str) else "{" + _slot_text(part) + "}" for part in parts)


def _slot_text(slot: Slot) -> str:
    return f"{slot.attr.rpartition('.')[2]}({slot.role})" if slot.attr else slot.role


def _lines(node: Node | None, sink: Sink) -> Iterator[tuple[Scalar | None, Scalar]]:
    """(key or None, sentence) of a line, a list, or a map of lines and lists."""
    if isinstance(node, Map):
        for key, value in node:
            for line in _plain_lines(value, sink):
                yield key, line
    elif node is not None:
        for line in _plain_lines(node, sink):
            yield None, line


def _plain_lines(node: Node, sink: Sink) -> Iterator[Scalar]:
    for item in node.items if isinstance(node, Seq) else (node,):
        if isinstance(item, Scalar):
            yield item
        else:
            sink.add("K102", "a phrase is one line of text", item.span, hint="put it in quotes")


def _slot(inner: str, place: Span, slots: Mapping[str, str], scope: Scope, sink: Sink) -> Slot | None:
    """What stands in braces: a role, or an attribute of a role."""
    text = inner.strip()
    if text in slots:
        return Slot(text)
    match = _ATTRIBUTE.fullmatch(text)
    if match is None:
        sink.add("K107", f"the phrase has no role {shorten(text)!r}", place, hint=did_you_mean(text, slots))
        return None
    name, role = match.groups()
    if role not in slots:
        sink.add("K107", f"the phrase has no role {shorten(role)!r}", place, hint=did_you_mean(role, slots))
        return None
    attributes = {each.name: each for each in _attributes_of(slots[role], scope)}
    if name not in attributes:
        kind = slots[role] or "amount"
        sink.add("K202", f"{kind!r} has no attribute {shorten(name)!r}", place, hint=did_you_mean(name, attributes))
        return None
    return Slot(role, attributes[name].key)


def _attributes_of(kind: str, scope: Scope) -> Iterator[Signature]:
    return (each for each in scope.attributes.values() if each.owner == kind)


def _sound(parts: tuple[str | Slot, ...], line: Scalar, sink: Sink) -> tuple[str | Slot, ...]:
    """A sentence has words of its own, something between two slots, and nothing that the reader of a story takes away,
    or it could not be read back."""
    if not any(isinstance(part, str) and any(char.isalnum() for char in part) for part in parts):
        sink.add("K105", f"the phrase {shorten(line.text)!r} has no words of its own", line.span,
                 hint="a sentence needs at least one word beside its roles")
        return ()
    for one, two in pairwise(parts):
        if isinstance(one, Slot) and isinstance(two, Slot):
            sink.add("K105", f"nothing stands between {show([one])} and {show([two])}", line.span,
                     hint="put a blank or a word between the two")
            return ()
    if _CUT_OFF.search("".join(part if isinstance(part, str) else "it" for part in parts)):
        message = f"the phrase {shorten(line.text)!r} cannot be read back: stories take a part of it away"
        hint = "leave out comments, and brackets with `:` or `meanwhile` at the end"
        sink.add("K105", message, line.span, hint=hint)
        return ()
    return parts
