"""Append-only segment files `events-000000.seg`, `events-000001.seg`, …: blocks of event records, one after another.

What reaches the disk: every block is written whole with one call and is then in the hands of the operating system, so a
killed process loses at most the block it was writing. `sync` (at checkpoints and at the end) and each change of segment
wait until the disk has it, so a power cut loses at most what came after the last checkpoint.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.blocks import HEADER, Block, Damage, Header, Short, pack_block, read_header, read_payload
from kizuna.diagnostics import Severity, Sink, Span

LIMIT = 32 << 20
"""Bytes after which the next block opens a new segment."""

RESTORE = "restore the file from a copy, or run again"
_NAME = re.compile(r"events-(\d{6})\.seg")


class Where(NamedTuple):
    """A block's header with its segment file and the byte at which it begins there."""

    file: Path
    offset: int
    header: Header


def segment_files(folder: Path) -> list[Path]:
    """The segment files of a run, in order. Raises OSError."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def segment_name(index: int) -> str:
    """The file name of a segment, counted from 0."""
    return f"events-{index:06d}.seg"


class SegmentWriter:
    """Appends blocks. All methods raise OSError; what was written before stays readable in any case."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self.blocks = 0
        self.events = 0
        self._segment = -1
        self._size = 0
        self._file: BinaryIO | None = None

    @property
    def segments(self) -> int:
        """How many segment files there are."""
        return self._segment + 1

    def resume(self, blocks: int, events: int, segments: int) -> None:
        """Goes on behind `blocks` blocks with `events` events in `segments` segments, with a new segment."""
        self.blocks, self.events, self._segment = blocks, events, segments - 1

    def append(
        self, events: int, times: tuple[int, int], ints: NDArray[np.int64], floats: NDArray[np.float64]
    ) -> None:
        """Writes one block of whole records. After a failure the file is cut back to the last whole block."""
        raw = pack_block(self.blocks, self.events, events, times, ints, floats)
        file = self._open(len(raw))
        try:
            written = 0
            while written < len(raw):
                written += file.write(memoryview(raw)[written:])
        except OSError:
            # The tail is also recognised when it is read; cutting it off just leaves a clean file.
            with contextlib.suppress(OSError):
                file.truncate(self._size)
                file.seek(self._size)
            raise
        self._size += len(raw)
        self.blocks += 1
        self.events += events

    def sync(self) -> None:
        """Waits until the disk has everything."""
        if self._file is not None:
            os.fsync(self._file.fileno())
            sync_folder(self.folder)

    def close(self) -> None:
        """Syncs and closes."""
        if self._file is not None:
            try:
                self.sync()
            finally:
                file, self._file = self._file, None
                file.close()

    def _open(self, size: int) -> BinaryIO:
        if self._file is not None and self._size + size <= self.limit:
            return self._file
        if self._file is not None and not self._size:
            return self._file
        self.close()
        path = self.folder / segment_name(self._segment + 1)
        self._file = open(path, "xb", buffering=0)  # noqa: SIM115 - stays open between blocks
        self._segment += 1
        self._size = 0
        return self._file


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder durable, where the platform can. Raises OSError."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_blocks(folder: Path, sink: Sink) -> Iterator[tuple[Where, Block]]:
    """All whole blocks in order, up to the first damage, which is reported as K601.

    A tail that was cut off while it was written is a warning: everything before it is whole.
    """
    for where, payload in _walk(folder, sink, content=True):
        try:
            block = read_payload(where.header, payload)
        except Damage as damage:
            last = where.file == segment_files(folder)[-1]
            _report(sink, where.file, where.header.number, where.offset, damage, where.header.first_event, last)
            return
        yield where, block


def read_headers(folder: Path, sink: Sink) -> Iterator[Where]:
    """The headers alone, without reading or checking what the blocks hold; damage as in `read_blocks`."""
    for where, _ in _walk(folder, sink, content=False):
        yield where


def read_block(where: Where, sink: Sink) -> Block | None:
    """One block, or None with K601."""
    try:
        with open(where.file, "rb") as file:
            file.seek(where.offset + HEADER)
            return read_payload(where.header, file.read(where.header.size))
    except Damage as damage:
        _report(sink, where.file, where.header.number, where.offset, damage, where.header.first_event, False)
    except OSError as error:
        _unreadable(sink, where.file, error)
    return None


def _walk(folder: Path, sink: Sink, content: bool) -> Iterator[tuple[Where, bytes]]:
    """Headers with their payloads (or empty bytes) in order; stops with a diagnostic at the first damage."""
    number = events = 0
    try:
        files = segment_files(folder)
    except OSError as error:
        _unreadable(sink, folder, error)
        return
    for index, path in enumerate(files):
        last = index == len(files) - 1
        if path.name != segment_name(index):
            _missing(sink, folder, index, events)
            return
        offset = 0
        try:
            with open(path, "rb") as file:
                size = path.stat().st_size
                while offset < size:
                    header = _next_header(file.read(HEADER), number, events, size - offset - HEADER)
                    payload = file.read(header.size) if content else b""
                    if not content:
                        file.seek(header.size, 1)
                    yield Where(path, offset, header), payload
                    offset += HEADER + header.size
                    number, events = number + 1, events + header.events
        except Damage as damage:
            _report(sink, path, number, offset, damage, events, last)
            return
        except OSError as error:
            _unreadable(sink, path, error)
            return


def _next_header(raw: bytes, number: int, events: int, rest: int) -> Header:
    header = read_header(raw)
    if (header.number, header.first_event) != (number, events):
        found = f"block {header.number} with event {header.first_event}"
        raise Damage(f"{found} stands where block {number} with event {events} belongs")
    if rest < header.size:
        raise Short(f"{max(rest, 0)} of the {header.size} bytes of the block's content are there")
    return header


def _report(sink: Sink, path: Path, number: int, offset: int, damage: Damage, events: int, last: bool) -> None:
    torn = last and isinstance(damage, Short)
    hint = "resume the run: it goes on from its last checkpoint" if torn else RESTORE
    sink.add(
        "K601", f"{path.name}, block {number}, byte {offset}: {damage}", Span(str(path), 0, 0),
        notes=(f"{events} events before it are readable",),
        hint=hint, severity=Severity.WARNING if torn else None,
    )


def _missing(sink: Sink, folder: Path, index: int, events: int) -> None:
    path = folder / segment_name(index)
    sink.add(
        "K601", f"{path.name} is missing, although later segments are there", Span(str(path), 0, 0),
        notes=(f"{events} events before it are readable",), hint=RESTORE,
    )


def _unreadable(sink: Sink, path: Path, error: OSError) -> None:
    sink.add("K001", f"{path.name}: {error.strerror or error}", Span(str(path), 0, 0))
