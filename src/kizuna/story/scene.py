"""Scene headings: `Day 1, dusk · forest` to a time and a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, nearest, shorten
from kizuna.pack.tree import Scalar
from kizuna.world import sentences_forms
from kizuna.world.calendar import Calendar
from kizuna.world.dates import KNOWN_FORMS, SceneTime, read_scene_time
from kizuna.world.model import World

_STRONG = re.compile(r"\s*[·•—–|]\s*|\s+-{1,2}\s+")
_LEAD = re.compile(r"(?:(?:in|at|on|inside|outside|near|by)\s+)?(?:(?:the|a|an)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a heading says: when the scene opens (None: at once) and the key of its place ("": the place before)."""

    time: SceneTime | None
    place: str


@dataclass(frozen=True, slots=True)
class Called:
    """A name of a place as it is written, and the key of the place."""

    name: str
    place: str


def place_names(world: World) -> dict[str, Called]:
    """The places by their names and aliases, folded."""
    found: dict[str, Called] = {}
    for entity in world.entities.values():
        if entity.kind == "place":
            for name in (entity.name, entity.key, *entity.aliases):
                found.setdefault(fold(name), Called(name, entity.key))
    return found


def fold(name: str) -> str:
    """A name as it is compared: without preposition, article, capitals and superfluous blanks, apostrophes plain."""
    plain = " ".join(sentences_forms.fold(name).casefold().split())
    return plain[_LEAD.match(plain).end() :] or plain  # type: ignore[union-attr]


def read_heading(
    heading: Scalar, places: Mapping[str, Called], calendar: Calendar, previous: int, begin: int, sink: Sink
) -> Opening | None:
    """Reads a heading; K305 and None if a part of it is neither a known time nor a known place.

    `previous` is the end of the scene before, `begin` the story's first moment (ms).
    """
    time: SceneTime | None = None
    place = ""
    for text, span in _pieces(heading):
        found = _read(text, places, calendar, previous, begin)
        if found is None or (found.time and time):
            _unknown(text, span, places, sink)
            return None
        time, place = found.time or time, found.place or place
    return Opening(time, place)


def _read(text: str, places: Mapping[str, Called], calendar: Calendar, previous: int, begin: int) -> Opening | None:
    """One strong piece: a place, a time, or times and places with commas between them."""
    if fold(text) in places:
        return Opening(None, places[fold(text)].place)
    time = read_scene_time(text, calendar, previous, begin)
    if time is not None:
        return Opening(time, "")
    parts = [part.strip() for part in text.split(",")]
    known = [part for part in parts if fold(part) in places]
    if not known:
        return None
    rest = ", ".join(part for part in parts if part not in known)
    time = read_scene_time(rest, calendar, previous, begin) if rest else None
    if rest and time is None:
        return None
    return Opening(time, places[fold(known[-1])].place)


def _pieces(heading: Scalar) -> list[tuple[str, Span]]:
    """The heading at its strong separators (a dot, a dash, a bar), with their places."""
    found = []
    at = 0
    for match in [*_STRONG.finditer(heading.text), None]:
        end = match.start() if match else len(heading.text)
        text = heading.text[at:end].strip()
        if text:
            lead = len(heading.text[at:end]) - len(heading.text[at:end].lstrip())
            found.append((text, heading.span.inner(at + lead, len(text))))
        at = match.end() if match else end
    return found


def _unknown(text: str, span: Span, places: Mapping[str, Called], sink: Sink) -> None:
    close = nearest(fold(text), places, 1)
    near = did_you_mean(places[close[0]].name if close else text, {called.name for called in places.values()})
    times = "times are such as " + ", ".join(f"`{form}`" for form in KNOWN_FORMS[:3])
    sink.add(
        "K305",
        f"{shorten(text)!r} is neither a known time nor a known place",
        span,
        hint="; ".join(filter(None, (near, times))),
    )
