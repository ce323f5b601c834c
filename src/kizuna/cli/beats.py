"""The beats of a played story, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kizuna.diagnostics.formatter import harmless

if TYPE_CHECKING:
    from kizuna.story.check import CheckReport

MARKS = {"fine": "✓", "fails": "✗", "unread": "?", "skipped": "–", "follows": "↳"}
"""What stands before a beat, by its verdict."""


def beat_lines(report: CheckReport) -> Iterator[str]:
    """Each beat with the moment at which it happens; a new day has a line of its own."""
    calendar = report.machine.world.calendar if report.machine is not None else None
    day = ""
    for one in report.played:
        date, _, clock = calendar.text(one.time).rpartition(", ") if calendar is not None else ("", "", "")
        if date != day:
            day = date
            yield date
        sentence = "…" if one.line.stretch else one.sentence or one.line.sentence
        yield harmless(f"  {clock:<8}  {MARKS.get(one.verdict, '?')} {sentence}")
    if report.played:
        yield ""
