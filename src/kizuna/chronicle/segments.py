"""Append-only segment files `events-000000.seg`, `events-000001.seg`, …: blocks of event records, one after another.

What reaches the disk: every block is written whole with one call and is then in the hands of the operating system, so a
killed process loses at most the block it was writing. `sync` (at checkpoints and at the end) and each change of segment
wait until the disk has it, so a power cut loses at most what came after the last checkpoint.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.blocks import pack_block

LIMIT = 32 << 20
"""Bytes after which the next block opens a new segment."""

_NAME = re.compile(r"events-(\d{6})\.seg")


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
