"""Writing a run: the manifest, the copy of the packs, the segments, and checkpoints to go on from.

What the disk has: blocks are handed to the operating system as they fill up, by a thread of their own, so that the next
one is lived while one is packed and written; `checkpoint` and `close` wait until the disk has everything, and replace
the manifest in one step. The manifest names the saved state that belongs to it, so there is always a whole checkpoint,
whenever a run is killed. Some of the states before it are kept, for those who ask about a moment long ago.
"""

from __future__ import annotations

import os
from hashlib import file_digest
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.again import Again
from kizuna.chronicle.beginning import BEGINNING, beginning
from kizuna.chronicle.behind import Behind
from kizuna.chronicle.blocks import Block, Header, Reals, Words, reals, words
from kizuna.chronicle.checkpoints import thinned
from kizuna.chronicle.codec import count
from kizuna.chronicle.describe import describe
from kizuna.chronicle.hold import Hold
from kizuna.chronicle.manifest import FIRST, CheckpointRow, Manifest, write_manifest
from kizuna.chronicle.packcopy import copy_pack
from kizuna.chronicle.refused import refused
from kizuna.chronicle.segments import LIMIT, SegmentWriter, segment_files, sync_folder
from kizuna.chronicle.shelf import Shelf
from kizuna.chronicle.stream import StreamHash
from kizuna.diagnostics import Sink, Span
from kizuna.pack.load import Pack
from kizuna.world.model import World

BLOCK = 1 << 17
"""Int words after which a block is written (1 MiB before compression)."""


class Saves(Protocol):
    """What a checkpoint is made of; a machine."""

    @property
    def now(self) -> int:
        """The moment it has come to, ms since the epoch."""

    def save(self, path: str) -> None:
        """Writes the whole state to one file. Raises OSError."""


class RunWriter:
    """A run that is being written. When the disk refuses, its methods give False, with K606 in the sink; nothing that
    was written before is lost, and nothing more is written."""

    def __init__(
        self, out: Path, manifest: Manifest, sink: Sink, segments: SegmentWriter, stream: StreamHash, held: Hold,
        again: Again | None = None,
    ) -> None:
        self.out = out
        self.manifest = manifest
        self.failed = False
        self.shelf = Shelf()
        """What was written, if all of it fits, for whoever reads the run next."""
        self._sink = sink
        self._segments = segments
        self._stream = stream
        self._held = held
        self._again = again
        self._ints: list[NDArray[np.int64]] = []
        self._floats: list[NDArray[np.float64]] = []
        self._behind = Behind()
        self._handed = segments.events
        self._count = self._words = 0
        self._times = (0, 0)
        self._last = manifest.last_time

    @staticmethod
    def create(
        out: Path, world: World, pack: Pack, sink: Sink, *, seed: int, people: int, days: float, limit: int = LIMIT
    ) -> RunWriter | None:
        """A new run in the folder `out`, which must not exist yet or be empty; None with K604 or K606.

        No other process can write there until it is closed or abandoned.
        """
        try:
            with beginning(out, sink) as held:
                if held is None:
                    return None
                manifest = describe(world, seed, people, days, world.about, copy_pack(pack, out))
                write_manifest(out, manifest, FIRST)
                write_manifest(out, manifest)
        except OSError as error:
            refused(sink, out, error)
            return None
        return RunWriter(out, manifest, sink, SegmentWriter(out, limit), StreamHash(), held)

    @property
    def events(self) -> int:
        """How many events there are so far, those not yet handed to the disk included."""
        return self._handed + self._count

    @property
    def stream(self) -> str:
        """The hash of the event stream as far as it was written to blocks; of all of it once the run is closed."""
        return self._stream.hex()

    def aim(self, until: int) -> int:
        """The moment (ms since the epoch) to live to: `until`, but never less than what was recorded before.

        That is how far the run is to be lived from here on, and the manifests say so at once.
        """
        until = max(until, self.manifest.last_time)
        day = self.manifest.calendar.day
        if round(self.manifest.days * day) != until and not self.failed:
            self.manifest = self.manifest.model_copy(update={"days": until / day})
            try:
                write_manifest(self.out, self.manifest.as_begun(), FIRST)
            except OSError as error:
                self._fail(error)
            self._settle("running", self.manifest.last_time, None)
        return until

    def append(self, ints: Words, floats: Reals) -> bool:
        """Takes whole records, such as a machine drains. Raises Malformed for what is no record."""
        if self.failed:
            return False
        more = words(ints).copy()       # the machine may go on using its buffers
        found, start, end = count(more.data)
        if not found:
            return True
        more_floats = reals(floats).copy()
        if self._again is not None:
            more, more_floats = self._again.take(found, more, more_floats)
            if not self._again.same:
                return self._other()
            self._again = self._again if self._again.left else None
            found, start, end = count(more.data)
            if not found:
                return True
        self._times = (self._times[0] if self._count else start, end)
        self._ints.append(more)
        self._floats.append(more_floats)
        self._count += found
        self._words += len(more)
        return self._flush() if self._words >= BLOCK else True

    def checkpoint(self, machine: Saves) -> bool:
        """Saves the state together with the number of events written before it."""
        if self._again is not None:     # the state is behind what stands on the disk
            return not self.failed
        return self._settle("running", machine.now, machine)

    def close(self, now: int | None = None, complete: bool = True) -> bool:
        """Writes what is left. `now` is the moment up to which was lived, the last event's if not given.

        A run is not complete, but another one (K602), if there are events on the disk that were not lived again, or
        fewer than were recorded before.
        """
        try:
            if complete and not self.failed and (self._again is not None or self.events < self.manifest.events):
                return self._other()
            return self._settle("complete" if complete else "running", self._last if now is None else now, None)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Closes the files and writes nothing more; what is on the disk can be read and resumed."""
        for last in (self._behind.wait, self._segments.close):
            try:
                last()
            except OSError as error:
                self._fail(error)
        self._held.end()

    def _flush(self) -> bool:
        """Has what was taken written as a block, as soon as the block before is written."""
        if not self._count:
            return True
        count, times, ints, floats = self._count, self._times, self._ints, self._floats
        try:
            self._behind.do(lambda: self._put(count, times, np.concatenate(ints), np.concatenate(floats)))
        except OSError as error:
            return self._fail(error)
        self._handed += count
        self._last = times[1]
        self._ints, self._floats, self._count, self._words = [], [], 0, 0
        return True

    def _put(self, events: int, times: tuple[int, int], ints: NDArray[np.int64], floats: NDArray[np.float64]) -> None:
        head = self._segments.blocks, self._segments.events, events, len(ints), len(floats), *times
        self._segments.append(events, times, ints, floats)
        self._stream.add(ints, floats)
        self.shelf.written(Block(Header(*head, 0, 0), ints, floats))

    def _settle(self, status: str, now: int, machine: Saves | None) -> bool:
        """Flushes, waits for the disk, and replaces the manifest."""
        if self.failed or not self._flush():
            return False
        try:
            self._behind.wait()
            self._segments.sync()
            changes = self._save(machine) if machine is not None else {}
            if self._segments.events >= self.manifest.events:   # otherwise more was recorded than has been repaired
                changes |= {"events": self._segments.events, "stream": self._stream.hex()}
            last = max(now, self._last, self.manifest.last_time)
            self.manifest = self.manifest.model_copy(update={"status": status, "last_time": last, **changes})
            write_manifest(self.out, self.manifest)
            self._sweep()
        except OSError as error:
            return self._fail(error)
        return True

    def _save(self, machine: Saves) -> dict[str, object]:
        """What the manifest says of saved states once there is one more."""
        before = self.manifest.checkpoints
        number = int(before[-1].file[6:-4]) + 1 if before else 0
        path = self.out / f"state-{number}.npz"
        machine.save(str(path))
        sync_folder(self.out)
        with open(path, "rb") as file:
            found = file_digest(file, "sha256")
            os.fsync(file.fileno())
        last = CheckpointRow(
            file=path.name, sha256=found.hexdigest(), time=machine.now, events=self._segments.events,
            blocks=self._segments.blocks, segments=self._segments.segments,
        )
        written = sum(file.stat().st_size for file in segment_files(self.out))
        there = [row for row in before if (self.out / row.file).is_file()]     # somebody may have taken one away
        kept = thinned(there, last, lambda row: (self.out / row.file).stat().st_size, written)
        return {"checkpoint": last, "earlier": kept}

    def _sweep(self) -> None:
        """Takes away saved states that the manifest no longer names, and what a killed process left half written."""
        kept = {row.file for row in self.manifest.checkpoints}
        for path in (*self.out.glob("state-*"), *self.out.glob(".*.new"), self.out / BEGINNING):
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _other(self) -> bool:
        self.failed = True
        self._sink.add(
            "K602", "lived again, the run has other events than those that stand there", Span(str(self.out), 0, 0),
            notes=(f"its {self._segments.events} readable events are left as they are",),
            hint="it was made on another platform or is damaged in a way that cannot be seen; run it again elsewhere",
        )
        return False

    def _fail(self, error: OSError) -> bool:
        self.failed = True
        events = self._segments.events
        notes = (f"{events} events are on the disk and stay readable",) if events else ()
        refused(self._sink, self.out, error, notes)
        return False
