"""A story as its author wrote it: front matter, scenes, and beats with their details and waivers, nothing interpreted
yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kizuna.diagnostics import Sink, Span
from kizuna.pack.markdown import StorySource, read_story
from kizuna.pack.tree import Map, Scalar
from kizuna.story.waivers import Mark, Stray, Waiver, split_comments

_STRETCH = re.compile(r"(?:…|\.\.\.)\s*")
_DETAILS = re.compile(r"\s*\(([^()]*)\)\s*$")
_DETAIL = re.compile(r"\s*([^\W\d][\w ]*?)\s*:\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Detail:
    """`dose: 3 l` in the parentheses after a beat; the span is the value's."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One list item of a story.

    `sentence` is what is left when details, comments and the full stop are taken away. `stretch` marks `…`, and
    `meanwhile` a beat that begins together with the one before it. With `mark` what it says is set by hand.
    `strays` are comments that look like marks.
    """

    sentence: str
    span: Span
    scene: int
    stretch: bool = False
    meanwhile: bool = False
    details: tuple[Detail, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    mark: Mark | None = None
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A whole story. `headings` has one entry for each scene; `lines` refer to it by `scene`.

    `overlooked` are list items that are no beats, since they are numbered or quoted.
    """

    name: str
    front: Map
    headings: tuple[Scalar, ...]
    lines: tuple[Line, ...]
    overlooked: tuple[Scalar, ...] = ()

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """All waivers, in the order of the lines."""
        return tuple(waiver for line in self.lines for waiver in line.waivers)


def load_script(source: Path | str, name: str, sink: Sink) -> Script | None:
    """Reads a story's file or text; `name` is how diagnostics call it. None, with an error, if it cannot be read."""
    read = read_story(source, name, sink)
    if read is None:
        return None
    return Script(name, read.front, tuple(scene.heading for scene in read.scenes), _lines(read), read.overlooked)


def _lines(source: StorySource) -> tuple[Line, ...]:
    return tuple(
        parse_line(item, number)
        for number, scene in enumerate(source.scenes)
        for item in scene.items
        if item.text.strip()
    )


def parse_line(item: Scalar, scene: int) -> Line:
    """Takes one list item apart."""
    text, waivers, mark, strays = split_comments(item.text, item.span)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    span = item.span.inner(lead, len(text))
    if _STRETCH.fullmatch(text):
        return Line(text, span, scene, stretch=True, waivers=waivers, strays=strays)
    details, meanwhile, text = _split_details(text, span)
    sentence = text.rstrip(".!").rstrip()
    place = span._replace(width=max(1, len(sentence)))
    return Line(sentence, place, scene, False, meanwhile, details, waivers, mark, strays)


def _split_details(text: str, span: Span) -> tuple[tuple[Detail, ...], bool, str]:
    match = _DETAILS.search(text.rstrip(".! "))
    if match is None:
        return (), False, text
    details: list[Detail] = []
    meanwhile = False
    at = match.start(1)
    for part in match.group(1).split(";" if ";" in match.group(1) else ","):
        pair = _DETAIL.fullmatch(part)
        if part.strip() == "meanwhile":
            meanwhile = True
        elif pair:
            details.append(Detail(pair.group(1), pair.group(2), span.inner(at + pair.start(2), len(pair.group(2)))))
        else:
            return (), False, text  # ordinary parentheses: they are part of the sentence
        at += len(part) + 1
    return tuple(details), meanwhile, text[: match.start()].rstrip()
