"""A recorded run, opened for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from kizuna.chronicle.codec import Malformed, decode
from kizuna.chronicle.columns import Columns, sound
from kizuna.chronicle.event import Event, Tables
from kizuna.chronicle.ids import LENGTH, SHORTEST, short_id, span_of
from kizuna.chronicle.index import Index, lists, malformed
from kizuna.chronicle.manifest import REPAIR, Manifest, read_manifest
from kizuna.chronicle.names import Names
from kizuna.chronicle.packcopy import load_copy
from kizuna.chronicle.replay import machine_at
from kizuna.chronicle.segment_reader import Where, missing, read_blocks, read_headers
from kizuna.chronicle.shelf import Shelf
from kizuna.chronicle.stream import StreamHash
from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.machine import Machine
from kizuna.world.luck import stable
from kizuna.world.model import World

_SHOWN = 5


class Run:
    """A run: its manifest, its events in order, and its world. Faults met go to the sink it was opened with."""

    def __init__(self, folder: Path, manifest: Manifest, blocks: list[Where], sink: Sink, shelf: Shelf) -> None:
        self.folder = folder
        self.manifest = manifest
        self.blocks = blocks
        self._sink = sink
        self._shelf = shelf
        self._world: World | None = None
        self._index: Index | None = None

    @staticmethod
    def open(path: Path, sink: Sink, shelf: Shelf | None = None) -> Run | None:
        """The run in a folder, None without a manifest that can be used (K601, K602).

        A run with damaged segments is opened all the same, with K601: what stands before the damage can be read.
        Who has just written it has blocks of it at hand, on a shelf.
        """
        manifest = read_manifest(path, sink)
        if manifest is None:
            return None
        run = Run(path, manifest, list(read_headers(path, sink)), sink, shelf or Shelf())
        if run.count < manifest.events or (manifest.status == "complete" and run.count != manifest.events):
            missing(path, run.count, manifest.events, sink)
        return run

    @property
    def count(self) -> int:
        """How many events there are."""
        return sum(where.header.events for where in self.blocks)

    @property
    def last_time(self) -> int:
        """The moment up to which was lived, as far as is known."""
        return max([self.manifest.last_time, *(where.header.last_time for where in self.blocks[-1:])])

    @cached_property
    def tables(self) -> Tables:
        """What the hashes of the records stand for."""
        return self.manifest.tables()

    @cached_property
    def names(self) -> Names:
        """How identities are called."""
        return Names(self.manifest, self._maker, lambda: self.index.makers)

    @property
    def index(self) -> Index:
        """Where each event lies; made when it is first needed."""
        if self._index is None:
            for _ in self.columns():
                pass
        assert self._index is not None
        return self._index

    def columns(self, whole: bool = False) -> Iterator[Columns]:
        """All events as columns, block by block; up to the first damage, which is reported.

        Asked for the `whole`, every part of an event is looked at, also what it says of changes, causes and witnesses.
        """
        index = Index(self.blocks, self._shelf, self.tables, self._sink)
        for where, found in self._shelf.through(self.blocks, self._sink):
            if found is None:
                break
            index.add(found)
            if whole:
                found = sound(found, self.tables)
            yield found
            if found.fault is not None:
                malformed(where, found.fault, self._sink)
            if found.fault is not None or len(found.at) != where.header.events:
                break
        self._index = self._index or index

    def writers(self, attributes: Iterable[str]) -> dict[tuple[str, int], list[int]]:
        """Which events wrote these attributes, as numbers in order, by attribute and bearer; beliefs are left out."""
        hashes = {stable(attr): attr for attr in attributes}
        found: dict[tuple[str, int], list[int]] = {}
        for block in self.columns():
            for number, word, bearer in block.writing(list(hashes)):
                numbers = found.setdefault((hashes[word], bearer), [])
                if numbers[-1:] != [number]:
                    numbers.append(number)
        return found

    def _maker(self, ident: int) -> Event | None:
        number = self.index.makers.get(ident)
        return self.index.get(number) if number is not None else None

    def events(self) -> Iterator[Event]:
        """All events, in order; up to the first damage, which is reported."""
        return self._decoded(self.blocks)

    def between(self, start: int, end: int) -> Iterator[Event]:
        """The events from `start` to `end` (ms), both included, in order."""
        blocks = [w for w in self.blocks if w.header.last_time >= start and w.header.first_time <= end]
        return (event for event in self._decoded(blocks) if start <= event.time <= end)

    def about(self, name: str, sink: Sink) -> Iterator[Event]:
        """The events that somebody takes part in, witnesses, or is changed by; K307 for a name that nobody has."""
        idents = set(self.names.identify(name))
        if not idents:
            sink.add("K307", f"there is nobody called {shorten(name)!r} in this run", hint=self.names.hint(name))
            return iter(())
        return (event for event in self.events() if concerns(event, idents))

    def event(self, which: int | str, sink: Sink) -> Event | None:
        """The event with this id, or with the short id that begins so (4 characters or more); None with K603."""
        found = self.index.within(which, which) if isinstance(which, int) else self._prefixed(which)
        if len(found) == 1:
            return self.index.get(found[0])
        shown = short_id(which) if isinstance(which, int) and which >= 0 else shorten(str(which))
        if not found:
            sink.add(
                "K603", f"there is no event {shown!r}", Span(str(self.folder), 0, 0),
                hint=f"an id has {LENGTH} letters and digits; its first {SHORTEST} will do if no other begins so",
            )
            return None
        ids = [short_id(int(self.index.ids[number])) for number in found[:_SHOWN]]
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        sink.add(
            "K603", f"{len(found)} events begin with {shown!r}", Span(str(self.folder), 0, 0),
            hint=f"say more of one of {', '.join(ids)}{more}",
        )
        return None

    def find(self, ident: int) -> Event | None:
        """The first event with this id, or None; nothing is reported."""
        found = self.index.within(ident, ident)
        return self.index.get(found[0]) if found else None

    def _prefixed(self, text: str) -> list[int]:
        span = span_of(text)
        return self.index.within(*span) if span is not None else []

    def _decoded(self, blocks: list[Where]) -> Iterator[Event]:
        for where in blocks:
            block = self._shelf.block(where, self._sink)
            if block is None:
                return
            try:
                yield from decode(*lists(block), self.tables, where.header.first_event)
            except Malformed as fault:
                malformed(where, fault, self._sink)
                return

    def verify(self, sink: Sink) -> bool:
        """Reads everything; whether all checksums, counts and the stream's hash are right. Reports K601."""
        stream, before = StreamHash(), len(sink.found)
        events = 0
        for _, block in read_blocks(self.folder, sink):
            stream.add(block.ints, block.floats)
            events += block.header.events
            if self.manifest.events == events and self.manifest.stream not in ("", stream.hex()):
                sink.add(
                    "K601", "the events are not those that the manifest was made for", Span(str(self.folder), 0, 0),
                    notes=(f"stream {stream.hex()}", f"manifest {self.manifest.stream}"), hint=REPAIR,
                )
        if events < self.manifest.events and len(sink.found) == before:
            sink.add(
                "K601", f"the manifest counts {self.manifest.events} events, {events} are there",
                Span(str(self.folder), 0, 0), hint=REPAIR,
            )
        return len(sink.found) == before

    def lived_in(self, world: World) -> None:
        """Spares building the world from the copy, for whoever has just lived in it."""
        self._world = world

    def world(self, sink: Sink) -> World | None:
        """The world, built from the run's own copy of its packs; None with K602 or the pack's faults."""
        if self._world is None:
            self._world = load_copy(self.folder, self.manifest, sink)
        return self._world

    def machine_at(self, time: int, sink: Sink) -> Machine | None:
        """A machine in the run's state at `time`, that instant included; None with K605, K602 or K405."""
        world = self.world(sink)
        if world is None:
            return None
        return machine_at(self.folder, self.manifest, world, time, self.last_time, sink)


def concerns(event: Event, idents: set[int]) -> bool:
    """Whether an event has one of these among its roles, its witnesses or the bearers of its changes."""
    if not idents.isdisjoint(event.roles) or not idents.isdisjoint(event.witnesses):
        return True
    return any(change.bearer in idents or change.second in idents for change in event.changes)
