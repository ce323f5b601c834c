"""Two histories of one world side by side: what is gone, what is new, what changed, and by which causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kizuna.chronicle.event import Event
from kizuna.engine.luck import fold_id


@dataclass(frozen=True, slots=True)
class Changed:
    """One event that happens on both sides, differently. `aspects` are words such as `time` and `amounts`."""

    left: Event
    right: Event
    aspects: tuple[str, ...]

    @property
    def notable(self) -> bool:
        """Whether more differs than who saw it."""
        return self.aspects != ("witnesses",)

    @property
    def time(self) -> int:
        """The earlier of its two moments."""
        return min(self.left.time, self.right.time)


@dataclass(frozen=True, slots=True)
class EventDiff:
    """Events that only the left side has (`gone`), that only the right side has (`new`), and that differ."""

    gone: tuple[Event, ...] = ()
    new: tuple[Event, ...] = ()
    changed: tuple[Changed, ...] = ()
    same: int = 0

    @property
    def first(self) -> Event | Changed | None:
        """The first divergence in time; None if the sides are the same."""
        every: list[Event | Changed] = [*self.gone, *self.new, *self.changed]
        return min(every, key=lambda item: item.time, default=None)


def compare(left: Sequence[Event], right: Sequence[Event]) -> EventDiff:
    """Events are the same if their ids are; of events with one id the first counts."""
    ours, theirs = _by_id(left), _by_id(right)
    changed = []
    same = 0
    for ident, event in ours.items():
        other = theirs.get(ident)
        if other is not None:
            aspects = _aspects(event, other)
            if aspects:
                changed.append(Changed(event, other, aspects))
            else:
                same += 1
    gone = tuple(event for ident, event in ours.items() if ident not in theirs)
    new = tuple(event for ident, event in theirs.items() if ident not in ours)
    return EventDiff(gone, new, tuple(changed), same)


def aligned(events: Sequence[Event], same: Mapping[int, int]) -> list[Event]:
    """Events under the ids that they have on the other side: `same` maps those of which it is known.

    An id counts how manieth time somebody does something, so that the second time is the first where the first is
    left out. Whatever would then have the id of another gets one of its own.
    """
    taken = set(same.values())
    own = {event.id for event in events}
    full = dict(same)
    for ident in own - same.keys():
        if ident in taken:
            full[ident] = fold_id(ident, 2)
    if all(ident == other for ident, other in full.items()):
        return list(events)
    return [
        replace(
            event,
            id=full.get(event.id, event.id),
            causes=tuple(replace(cause, event=full.get(cause.event, cause.event)) for cause in event.causes),
        )
        for event in events
    ]


def _by_id(events: Iterable[Event]) -> dict[int, Event]:
    table: dict[int, Event] = {}
    for event in events:
        table.setdefault(event.id, event)
    return table


def _aspects(left: Event, right: Event) -> tuple[str, ...]:
    pairs = (
        ("time", left.time, right.time),
        ("end", left.status, right.status),
        ("place", left.place, right.place),
        ("outcome", left.outcome, right.outcome),
        ("amounts", left.amounts, right.amounts),
        ("changes", left.changes, right.changes),
        ("witnesses", left.witnesses, right.witnesses),
    )
    return tuple(name for name, ours, theirs in pairs if ours != theirs)


@dataclass(frozen=True, slots=True)
class Path:
    """How a difference hangs together with what was changed: event ids from the effect back to the root.

    `absence` says that a step on the way is no recorded cause, but a value that an event wrote on one side only and
    that the next one reads. Empty `events`: no way was found.
    """

    events: tuple[int, ...] = ()
    absence: bool = False


Reads = Callable[[Event], frozenset[tuple[str, int, int]]]
"""What an event's rule reads: attribute key, bearer and target as identities, 0 for any."""
MOST = 5_000
"""How many differing events are looked at for values that were written on one side only."""


class Causes:
    """Knows the way from a difference back to its root: along the causes recorded on either side, and through what was
    written on one side only.

    One search from the roots outwards finds for every event the next one on a shortest way back: a recorded cause
    before a value, the first of several causes, the latest of several who wrote.
    """

    def __init__(
        self, left: Sequence[Event], right: Sequence[Event], diff: EventDiff, roots: Iterable[int], reads: Reads
    ) -> None:
        self._tables = (_by_id(left), _by_id(right))
        sides = [*diff.gone, *diff.new, *(side for item in diff.changed for side in (item.left, item.right))]
        self._writers = sorted(sides, key=lambda event: -event.time)[:MOST]
        first = [self._found(ident)[0] for ident in {event.id: None for event in sides}]
        self._waiting = _Waiting((event, reads(event)) for event in first)
        self._next: dict[int, tuple[int, bool] | None] = dict.fromkeys(roots)
        self._search()

    def path(self, event: Event) -> Path:
        """The shortest way from `event` back to a root."""
        if event.id not in self._next:
            return Path()
        trail, hidden = [event.id], False
        while step := self._next[trail[-1]]:
            trail.append(step[0])
            hidden = hidden or step[1]
        return Path(tuple(trail), hidden)

    def _search(self) -> None:
        """Goes from the roots outwards, a step at a time."""
        following: dict[int, list[int]] = {}
        for ident in {**self._tables[0], **self._tables[1]}:
            for cause in self._causes(ident):
                following.setdefault(cause, []).append(ident)
        ring = set(self._next)
        while ring:
            found: dict[int, tuple[int, bool]] = {}
            for there in ring:
                for here in following.get(there, ()):
                    if here not in self._next and here not in found:
                        found[here] = next(cause for cause in self._causes(here) if cause in ring), False
            for writer in self._writers:
                if writer.id in ring:
                    for here in self._waiting.on(writer):
                        if here not in self._next:
                            found.setdefault(here, (writer.id, True))
            self._next.update(found)
            ring = set(found)

    def _found(self, ident: int) -> list[Event]:
        return [table[ident] for table in self._tables if ident in table]

    def _causes(self, ident: int) -> Iterator[int]:
        for event in self._found(ident):
            yield from (cause.event for cause in event.causes)


class _Waiting:
    """Events by the cells that they read, in which 0 stands for any; each is handed out once for a cell."""

    def __init__(self, readers: Iterable[tuple[Event, frozenset[tuple[str, int, int]]]]) -> None:
        self._by_cell: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
        for event, cells in readers:
            for cell in cells:
                self._by_cell.setdefault(cell, []).append((event.time, event.id))
        for waiting in self._by_cell.values():
            waiting.sort()

    def on(self, writer: Event) -> Iterator[int]:
        """Takes those that read, at the moment of `writer` or later, what it wrote."""
        for change in writer.changes:
            for cell in product((change.attr,), {0, change.bearer}, {0, change.second}):
                waiting = self._by_cell.get(cell, [])
                while waiting and waiting[-1][0] >= writer.time:
                    ident = waiting.pop()[1]
                    if ident != writer.id:
                        yield ident
