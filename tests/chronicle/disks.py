"""A disk with so many bytes left: what does not fit any more is cut off, and the writer is told, or killed."""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Disk:
    """Counts the bytes that are written to files below a folder. `kills` ends the process where `room` ends."""

    def __init__(self, folder: Path, room: int, *, kills: bool = False) -> None:
        self.folder = str(folder)
        self.room = room
        self.kills = kills
        self.written = 0

    def fits(self, size: int) -> int:
        """How many of so many bytes are still written."""
        fitting = min(size, max(0, self.room - self.written))
        self.written += fitting
        return fitting

    def ends(self) -> None:
        """There is no room any more."""
        if self.kills:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, "No space left on device", self.folder)

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **options: Any) -> Any:
        """In place of the built-in one."""
        if mode in ("wb", "xb") and str(file).startswith(self.folder):
            raw = _Limited(self, str(file), mode)
            return raw if buffering == 0 else io.BufferedWriter(raw)
        return _OPEN(file, mode, buffering, *rest, **options)


class _Limited(io.FileIO):
    def __init__(self, disk: Disk, file: str, mode: str) -> None:
        self.disk = disk
        super().__init__(file, mode)

    def write(self, data: Any, /) -> int:
        """As much as fits; nothing more is an error."""
        view = memoryview(data).cast("B")
        fitting = self.disk.fits(len(view))
        written = super().write(view[:fitting])
        if fitting < len(view):
            self.disk.ends()
        return written or 0


_OPEN = builtins.open


@contextmanager
def mounted(disk: Disk) -> Iterator[Disk]:
    """Within it everything that is opened for writing lies on that disk."""
    before = builtins.open, io.open
    builtins.open = io.open = disk.open  # type: ignore[assignment]
    try:
        yield disk
    finally:
        builtins.open, io.open = before  # type: ignore[assignment]
