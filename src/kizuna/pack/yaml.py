"""YAML to trees: every scalar stays text, every node knows its place."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.pack import mistakes
from kizuna.pack.source import BREAK, read_source
from kizuna.pack.tree import Map, Node, Scalar, Seq

DEEPEST = 60            # maps and lists inside each other
MOST_NODES = 300_000    # scalars, maps and lists in one file
_MOST_TOLD = 50         # faults told of one file; the rest of a hopeless file helps nobody

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(source: str | bytes | Path, file: str, sink: Sink) -> Node | None:
    """The tree of a YAML file, or None with at least one error in `sink`.

    `source` is text, bytes or a path; `file` is the name shown. A file without content is an empty map, with K010.
    K001 cannot be read, K002 not UTF-8, K003 not well-formed, K004 a key twice (the first stands), K005 anchors,
    aliases, tags, K006 beyond a limit, K102 a key that is a list or a map.
    """
    text = read_source(source, file, sink)
    return None if text is None else parse_yaml(text, file, sink)


def parse_yaml(text: str, file: str, sink: Sink, may_be_empty: bool = False) -> Node | None:
    """The tree of a text that `read_source` has passed, as `read_yaml`; K010 is left out if it `may_be_empty`."""
    builder = _Builder(text, file, sink)
    try:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                builder.take(event)
        except yaml.MarkedYAMLError as fault:
            builder.broken_off(fault)
            return None
        return builder.result(may_be_empty)
    except _Refused:
        return None
    except yaml.YAMLError:
        sink.add("K003", "not well-formed YAML: it holds characters that YAML refuses", Span(file, 1, 1))
        return None


class _Place(Protocol):
    """A mark of either parser; both count from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _mark(mark: _Place | None) -> _Place:
    """Events that were parsed have their marks; only made ones lack them."""
    assert mark is not None
    return mark


class _Refused(Exception):
    """Reading ends here; the reason is in the sink."""


class _Frame:
    """A map or list that is still open."""

    __slots__ = ("cut", "flow", "items", "key", "pairs", "seen", "span")

    def __init__(self, span: Span, is_map: bool, flow: bool) -> None:
        self.span = span
        self.flow = flow
        self.cut = False                                    # a comma cut an expression: say so once
        self.items: list[Node] = []
        self.pairs: list[tuple[Scalar, Node]] = []
        self.seen: dict[str, Scalar] | None = {} if is_map else None
        self.key: Node | None = None


class _Builder:
    """Takes events, holds the open collections."""

    def __init__(self, text: str, file: str, sink: Sink) -> None:
        self.text, self.file, self.sink = text, file, sink
        self.lines: list[str] | None = None
        self.open: list[_Frame] = []
        self.root: Node | None = None
        self.foreigners: set[str] = set()
        self.empty: list[tuple[Scalar, str]] = []       # keys in braces without a value, with a hint
        self.cut_lines: set[int] = set()                # lines on which a comma cut an expression
        self.nodes = self.told = self.documents = 0
        self.sound = True
        self.absent = False     # whether the scalar just read is no more than a missing value

    def take(self, event: Event) -> None:
        """One event of the parser. Raises _Refused."""
        if isinstance(event, NodeEvent):
            self.nodes += 1
            if self.nodes > MOST_NODES:
                self.refuse("K006", f"more than {MOST_NODES} values in one file", self.span(event), hint="split it")
            if event.anchor or getattr(event, "tag", None):
                self.foreign(event)
        if isinstance(event, ScalarEvent):
            self.put(self.scalar(event))
        elif isinstance(event, CollectionStartEvent):
            if len(self.open) >= DEEPEST:
                self.refuse("K006", f"nested deeper than {DEEPEST} levels", self.span(event))
            self.open.append(_Frame(self.span(event), isinstance(event, MappingStartEvent), bool(event.flow_style)))
        elif isinstance(event, CollectionEndEvent):
            frame = self.open.pop()
            self.put(Seq(tuple(frame.items), frame.span) if frame.seen is None else Map(tuple(frame.pairs), frame.span))
        elif isinstance(event, AliasEvent):
            self.put(Scalar("", self.span(event)))
        elif isinstance(event, DocumentStartEvent):
            self.document(event)

    def result(self, may_be_empty: bool) -> Node | None:
        """The whole tree, once all events were taken."""
        self.tell_empty()
        if not self.sound:
            return None
        if self.root is None or self.root == Scalar("", self.root.span):
            if not may_be_empty:
                self.sink.add("K010", "the file declares nothing", Span(self.file, 1, 1))
            return Map((), Span(self.file, 1, 1))
        return self.root

    def put(self, node: Node) -> None:
        """Give a finished node to the collection it stands in."""
        if not self.open:
            self.root = node
            return
        frame = self.open[-1]
        if frame.seen is None:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = node
            if not isinstance(node, Scalar):
                self.tell("K102", "a key is text, not a list or a map", node.span, hint=mistakes.QUOTE)
        else:
            key, frame.key = frame.key, None
            if isinstance(key, Scalar):
                self.pair(frame, key, node)

    def pair(self, frame: _Frame, key: Scalar, value: Node) -> None:
        """Add an entry to a map, unless its key stands there already."""
        assert frame.seen is not None
        first = frame.seen.setdefault(key.text, key)
        if first is not key and not frame.cut:
            self.tell(
                "K004", f"{shorten(key.text)!r} stands twice in one map", key.span, first.span,
                hint="rename one or merge the two", fatal=False,
            )
            return
        if frame.flow and not frame.cut and isinstance(value, Scalar) and self.absent:
            self.check_value(key, value)
        frame.pairs.append((key, value))

    def check_value(self, key: Scalar, value: Scalar) -> None:
        """In brackets a key without a colon after it is a slip: a missing space, or text that wanted quotes."""
        end = key.span.column - 1 + key.span.width
        if key.span.line != value.span.line or ":" in self.line(key.span.line)[end : value.span.column]:
            return
        spaced = ":" in key.text
        hint = "write a space after the colon" if spaced else "write `key: value`, or quote a text that has braces"
        self.empty.append((key, hint))

    def tell_empty(self, but: int = 0) -> None:
        """Tell of the keys without a value, except for those on the line `but`, where something worse was found."""
        for key, hint in self.empty:
            if key.span.line != but:
                self.tell("K003", f"{shorten(key.text)!r} in braces has no value", key.span, hint=hint)

    def broken_off(self, fault: yaml.MarkedYAMLError) -> None:
        """The parser gave up: say why, unless it stumbled over what was told already."""
        line = 1 + (fault.problem_mark.line if fault.problem_mark else 0)
        self.tell_empty(line)
        if line not in self.cut_lines:
            bracket = self.open[-1].span if self.open and self.open[-1].flow else None
            mistakes.report(fault, self.text, self.file, self.sink, bracket)

    def scalar(self, event: ScalarEvent) -> Scalar:
        """A piece of text with the place of its first character of content."""
        value, style = event.value, event.style
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        self.absent = not value and not style
        if style == "|" or style == ">":
            return self.block(value, start.line)
        quote = 1 if style else 0
        if self.absent and start.line >= len(self.all_lines()):     # past the last line: show its end
            return Scalar("", Span(self.file, start.line, len(self.line(start.line)) + 1))
        if start.line == end.line:
            width = end.column - start.column - 2 * quote
        else:
            width = len(self.line(start.line + 1).rstrip()) - start.column - quote
        span = Span(self.file, start.line + 1, start.column + 1 + quote, width if width > 0 else 1)
        if not quote and "(" in value and self.open and self.open[-1].flow:
            self.check_cut(value, span)
        return Scalar(value, span)

    def check_cut(self, value: str, span: Span) -> None:
        """In brackets a comma ends a value, even between parentheses."""
        frame = self.open[-1]
        if value.count("(") > value.count(")") and not frame.cut:
            frame.cut = True
            self.cut_lines.add(span.line)
            message = f"in brackets a comma ends a value: {shorten(value)!r} is cut off"
            self.tell("K003", message, span, hint=mistakes.OWN_LINE)

    def block(self, value: str, header: int) -> Scalar:
        """A block scalar (`|` or `>`) with its header on line `header` (from 0), without the blank lines around it."""
        for number in range(header + 2, min(header + 3 + value.count("\n"), len(self.all_lines()) + 1)):
            line = self.line(number)
            if content := line.strip():
                column = len(line) - len(line.lstrip()) + 1
                return Scalar(value.strip("\n"), Span(self.file, number, column, len(content)))
        return Scalar(value.strip("\n"), Span(self.file, header + 1, 1))

    def document(self, event: DocumentStartEvent) -> None:
        """A file is one document, without directives."""
        self.documents += 1
        if self.documents > 1:
            hint = "take the `---` out, or split the file"
            self.refuse("K003", "a second document begins in this file", self.span(event), hint)
        if event.version or event.tags:
            hint = "take the line that begins with % out"
            self.tell("K005", "directives are not part of the language", self.span(event), hint=hint)

    def foreign(self, event: NodeEvent) -> None:
        """Anchors, aliases and tags: the first of each sort is told of, since where one is there are more."""
        what = "an alias" if isinstance(event, AliasEvent) else "an anchor" if event.anchor else "a tag"
        self.sound = False
        if what not in self.foreigners:
            self.foreigners.add(what)
            hint = "put text that begins with * & or ! into quotes, or write the value out"
            self.tell("K005", f"{what} is not part of the language", self.span(event), hint=hint)

    def span(self, event: Event) -> Span:
        """Where an event begins."""
        mark = _mark(event.start_mark)
        return Span(self.file, mark.line + 1, mark.column + 1)

    def all_lines(self) -> list[str]:
        """The lines of the text, split when first needed."""
        if self.lines is None:
            self.lines = BREAK.split(self.text)
        return self.lines

    def line(self, number: int) -> str:
        """The line `number`, from 1; "" past the end."""
        lines = self.all_lines()
        return lines[number - 1] if number <= len(lines) else ""

    def tell(self, code: str, message: str, *spans: Span, hint: str = "", fatal: bool = True) -> None:
        """Record a fault and read on; the tree is not handed out if it is `fatal`. Raises _Refused after many."""
        self.sound = self.sound and not fatal
        self.sink.add(code, message, *spans, hint=hint)
        self.told += 1
        if self.told >= _MOST_TOLD:
            raise _Refused

    def refuse(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Record a fault and stop. Raises _Refused."""
        self.sink.add(code, message, span, hint=hint)
        raise _Refused
