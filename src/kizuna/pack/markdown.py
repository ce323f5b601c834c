"""A story: front matter, headings and list items of a Markdown file. Everything else is the author's prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kizuna.diagnostics import Sink, Span
from kizuna.pack.source import BREAK, read_source
from kizuna.pack.tree import Map, Scalar
from kizuna.pack.yaml import parse_yaml

MOST_ITEMS = 50_000     # beats in one story

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"([ \t]*)([-*+])[ \t]+(\S.*)$")
_BARE_ITEM = re.compile(r"[ \t]*[-*+][ \t]*$")
_OVERLOOKED = re.compile(r" {0,3}(\d{1,3}[.)][ \t]+\S.*|> ?[> \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S.*)$")
_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(\1[ \t]*){2,}$")


@dataclass(frozen=True, slots=True)
class SceneSource:
    """A heading (empty text for what stands before the first one) and the list items under it."""

    heading: Scalar
    items: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class StorySource:
    """A story as it was written. `overlooked` are list items, numbered or quoted, that are prose and no beats; of
    several in a row the first."""

    front: Map
    scenes: tuple[SceneSource, ...]
    overlooked: tuple[Scalar, ...] = ()


def read_story(source: str | bytes | Path, file: str, sink: Sink) -> StorySource | None:
    """The front matter, scenes and items of a story; None with K309 or another error if it has no usable front matter.

    An item's text has its continuation lines joined by spaces and keeps its comments; its span is its first line.
    """
    text = read_source(source, file, sink, controls=True)
    if text is None:
        return None
    lines = BREAK.split(text)
    end = _front_end(lines, file, sink)
    if end is None:
        return None
    # A blank line in place of the opening `---` keeps the numbers of the lines.
    front_text = read_source("\n".join(["", *lines[1:end]]), file, sink)
    front = parse_yaml(front_text, file, sink, may_be_empty=True) if front_text is not None else None
    if front is None:
        return None
    if not isinstance(front, Map):
        sink.add("K309", "front matter is a map", front.span, hint="write `world: …` and `cast: […]`")
        return None
    overlooked: list[Scalar] = []
    scenes = tuple(_scenes(lines, end + 1, file, sink, overlooked))
    return StorySource(front, scenes, tuple(overlooked))


def _front_end(lines: list[str], file: str, sink: Sink) -> int | None:
    """Index of the line that closes the front matter."""
    if lines[0].rstrip() != "---":
        hint = "begin the file with a line `---`, then `world: …`, then another `---`"
        sink.add("K309", "the story has no front matter", Span(file, 1, 1, max(1, len(lines[0]))), hint=hint)
        return None
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return index
    sink.add("K309", "the front matter is not closed", Span(file, 1, 1, 3), hint="end it with a line `---`")
    return None


def _scenes(
    lines: list[str], start: int, file: str, sink: Sink, overlooked: list[Scalar]
) -> Iterator[SceneSource]:
    heading = Scalar("", Span(file, start + 1, 1))
    items: list[Scalar] = []
    opened = count = 0
    for block in _blocks(lines, start, file):
        if isinstance(block, _Heading):
            if opened or items:
                yield SceneSource(heading, tuple(items))
            heading, items, opened = block.scalar, [], 1
            continue
        if isinstance(block, _Overlooked):
            overlooked.append(block.scalar)
            continue
        count += 1
        if count > MOST_ITEMS:
            sink.add("K006", f"more than {MOST_ITEMS} beats in one story", block.span, hint="split it")
            break
        items.append(block)
    if opened or items:
        yield SceneSource(heading, tuple(items))


@dataclass(frozen=True, slots=True)
class _Heading:
    scalar: Scalar


@dataclass(frozen=True, slots=True)
class _Overlooked:
    scalar: Scalar


class _Item:
    """A list item that may still be continued."""

    def __init__(self, text: str, span: Span) -> None:
        self.parts, self.span = [text], span

    def scalar(self) -> Scalar:
        return Scalar(" ".join(self.parts), self.span)


def _blocks(lines: list[str], start: int, file: str) -> Iterator[_Heading | _Overlooked | Scalar]:
    """Headings and items in order; fenced code, comments between items and prose are left out."""
    item: _Item | None = None
    fence = ""
    comment = False
    for index in range(start, len(lines)):
        line = lines[index]
        if fence:
            fence = "" if _closes(line, fence) else fence
            continue
        if comment:
            comment = "-->" not in line
            if item is not None:
                item.parts.append(line.strip())
            continue
        if opening := _FENCE.match(line):
            fence = opening.group(1)
        elif item is not None and _continues(line):
            item.parts.append(line.strip())
            comment = _opens_comment(line)
            continue
        if item is not None:
            yield item.scalar()
            item = None
        if fence:
            continue
        comment = _opens_comment(line)
        if found := _HEADING.match(line):
            yield _Heading(_heading(line, found, index, file))
        elif (found := _ITEM.match(line)) and not _RULE.match(line):
            text = found.group(3).rstrip()
            item = _Item(text, Span(file, index + 1, found.start(3) + 1, len(text)))
        elif (found := _OVERLOOKED.match(line)) and not _OVERLOOKED.match(lines[index - 1]):
            text = found.group(1).rstrip()
            yield _Overlooked(Scalar(text, Span(file, index + 1, found.start(1) + 1, len(text))))
    if item is not None:
        yield item.scalar()


def _closes(line: str, fence: str) -> bool:
    mark = line.strip()
    return len(mark) >= len(fence) and not mark.strip(fence[0])


def _continues(line: str) -> bool:
    """Whether a line goes on with the item before it: indented, not blank, and nothing of its own."""
    own = _ITEM.match(line) or _HEADING.match(line) or _BARE_ITEM.match(line) or _RULE.match(line)
    return bool(line.strip()) and line[0] in " \t" and not own


def _opens_comment(line: str) -> bool:
    return line.rfind("<!--") > line.rfind("-->")


def _heading(line: str, found: re.Match[str], index: int, file: str) -> Scalar:
    text = (found.group(2) or "").strip()
    bare = text.rstrip("#")
    if not bare or bare[-1] in " \t":     # closing marks stand apart
        text = bare.rstrip()
    column = line.find(text, found.end(1)) if text else found.start(1)
    return Scalar(text, Span(file, index + 1, column + 1, max(1, len(text))))
