"""Two histories of one world side by side: what is gone, what is new, what changed, and by which causes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    """Looks for the way from a difference back to its root: along the causes recorded on either side, and through what
    was written on one side only."""

    def __init__(
        self, left: Sequence[Event], right: Sequence[Event], diff: EventDiff, roots: Iterable[int], reads: Reads
    ) -> None:
        self._tables = (_by_id(left), _by_id(right))
        self._roots = set(roots)
        self._reads = reads
        sides = [*diff.gone, *diff.new, *(side for item in diff.changed for side in (item.left, item.right))]
        self._moved = {event.id for event in sides}
        self._writers = sorted(sides, key=lambda event: -event.time)[:MOST]

    def path(self, event: Event) -> Path:
        """The shortest way from `event` back to a root."""
        came: dict[int, tuple[int, bool]] = {event.id: (0, False)}
        queue = deque([event.id])
        while queue:
            here = queue.popleft()
            if here in self._roots:
                return _trail(here, came)
            for there, absence in self._steps(here):
                if there not in came:
                    came[there] = here, absence
                    queue.append(there)
        return Path()

    def _steps(self, here: int) -> Iterator[tuple[int, bool]]:
        """What an event hangs on, recorded causes first."""
        events = [table[here] for table in self._tables if here in table]
        for event in events:
            yield from ((cause.event, False) for cause in event.causes)
        if here in self._moved and events:
            wanted = self._reads(events[0])
            for writer in self._writers:
                if writer.time <= events[0].time and writer.id != here and _writes_any(writer, wanted):
                    yield writer.id, True


def _writes_any(event: Event, wanted: frozenset[tuple[str, int, int]]) -> bool:
    return any(
        attr == change.attr and bearer in (0, change.bearer) and target in (0, change.second)
        for change in event.changes
        for attr, bearer, target in wanted
    )


def _trail(end: int, came: dict[int, tuple[int, bool]]) -> Path:
    """The way from the start of a search to its end."""
    trail, absence = [end], False
    while came[trail[-1]][0]:
        before, missing = came[trail[-1]]
        absence = absence or missing
        trail.append(before)
    return Path(tuple(reversed(trail)), absence)
