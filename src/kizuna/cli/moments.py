"""A moment as somebody types it."""

from __future__ import annotations

from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.lang.types import TIME
from kizuna.world.calendar import Calendar
from kizuna.world.dates import read_moment, read_scene_time

FORMS = "`year 12, April 3, 06:40`, `Day 3, 06:40`, `3 days`"
"""The forms that are understood, for messages."""


def read_when(text: str, calendar: Calendar) -> int | None:
    """Milliseconds since the run began: of a date, of a scene's time (its beginning), or of a span from then on."""
    span = _span(text)
    if span is not None:
        return span
    if (moment := read_moment(text, calendar)) is not None and "year" in text.casefold():
        return moment
    scene = read_scene_time(text, calendar, 0, 0)
    return scene.earliest if scene is not None else None


def _span(text: str) -> int | None:
    amount, _, unit = text.strip().partition(" ")
    dimension, size = BUILTIN_UNITS.get(unit.strip(), ((), 0.0))
    try:
        value = float(amount) * size
    except ValueError:
        return None
    return round(value) if dimension == TIME and abs(value) < 1 << 53 else None
