"""The other side of a what-if: the beats of a story offered to a world in which something is different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import nearest, shorten
from kizuna.story.fit import Fit
from kizuna.story.played import Played
from kizuna.story.player import Player
from kizuna.story.stage import Stage
from kizuna.story.start import Setting

SHOWN, NEAR = 30, 8
"""Up to so many lines of beats all are shown, of more than that so many."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different on the other side: a beat left out, or values set just before it."""

    index: int
    leave_out: bool = True
    settings: tuple[Setting, ...] = ()


def select(played: list[Played], selector: str, sink: Sink) -> int | None:
    """The index of the beat that is meant: by the number of its line, or by a part of its sentence that no other has.

    K107 if there is none, K302 if there are several.
    """
    wanted = selector.strip()
    place = Span("", 0, 0)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        found = [item.index for item in played if item.line.span.line == int(wanted)]
        hint = _lines_near(int(wanted), [item.line.span.line for item in played])
    else:
        found = list(_by_words(played, wanted))
        near = nearest(wanted, [item.line.sentence for item in played if item.line.sentence])
        hint = (
            f"did you mean {shorten(near[0])!r}?" if near else "give the number of its line, or a part of its sentence"
        )
    if len(found) == 1:
        return found[0]
    if not found:
        sink.add("K107", f"the story has no beat {shorten(wanted)!r}", place, hint=hint)
        return None
    notes = tuple(f"line {played[index].line.span.line}: {shorten(played[index].line.sentence)}" for index in found[:8])
    sink.add(
        "K302", f"{shorten(wanted)!r} is in {len(found)} beats", place, notes=notes, hint="give the number of its line"
    )
    return None


def _lines_near(wanted: int, lines: list[int]) -> str:
    """The lines that have beats; if there are many, those next to the one that has none."""
    if len(lines) <= SHOWN:
        return "lines with beats: " + ", ".join(map(str, lines))
    near = sorted(sorted(lines, key=lambda line: abs(line - wanted))[:NEAR])
    return f"the nearest of {len(lines)} lines with beats: " + ", ".join(map(str, near))


def _by_words(played: list[Played], wanted: str) -> Iterator[int]:
    """Whole sentences go before parts of them."""
    folded = wanted.casefold()
    texts = [(item.index, {item.line.sentence.casefold(), item.sentence.casefold()} - {""}) for item in played]
    whole = [index for index, both in texts if folded in both]
    if whole or not folded:
        yield from whole
    else:
        yield from (index for index, both in texts if any(folded in text for text in both))


def offered(fit: Fit, change: Change) -> tuple[list[Played], Stage]:
    """Plays the story on another side with the same luck: all lines up to the change as they were, later ones offered.

    A line is played at the time that it had if its requirements hold then, and skipped and explained if not. What
    happens by itself goes on.
    """
    player = fit.player
    plan = replace(
        player.plan,
        without=frozenset({change.index}) if change.leave_out else frozenset(),
        settings={change.index: change.settings},
        times=tuple((item.opened, item.time) for item in fit.played),
        travelled=tuple(item.journeys for item in fit.played),
        endings=frozenset(item.index for item in fit.played if item.ending >= 0),
    )
    other = Player(player.script, player.scope, player.reader, player.start, plan)
    stage = fit.saved.at(change.index)
    played = fit.played[: change.index]
    for index in range(change.index, len(player.script.lines)):
        played.append(other.line(stage, index, played))
    return played, stage


def events_of(played: list[Played], more: list[Event]) -> list[Event]:
    """Everything that happened in a play, and after it."""
    return [event for item in played for event in item.events] + more
