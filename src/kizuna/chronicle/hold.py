"""Who writes a run: one process at a time.

The lock is on the run's folder itself: it leaves no file, and it ends with its process, however that ends.
"""

from __future__ import annotations

import os
from pathlib import Path
from weakref import WeakSet, finalize

from kizuna.diagnostics import Sink, Span

try:
    import fcntl
except ImportError:     # such as on Windows, where nothing keeps others away
    fcntl = None  # type: ignore[assignment]

_LOCKS = Path("/proc/locks")


class Hold:
    """A folder that is held, until `end`, or until nobody has this any more. `handle` is the folder's descriptor."""

    def __init__(self, handle: int | None = None) -> None:
        self._close = finalize(self, os.close, handle) if handle is not None else None
        _HELD.add(self)

    def end(self) -> None:
        """Lets others have it."""
        if self._close is not None:
            self._close()


_HELD: WeakSet[Hold] = WeakSet()


def hold(folder: Path, sink: Sink) -> Hold | None:
    """Holds a folder, where a system can; None, with K604, while another does. Raises OSError for no folder."""
    if fcntl is None:
        return Hold()
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sink.add(
            "K604", f"{folder} is being written by {_holder(handle)}", Span(str(folder), 0, 0),
            hint="wait until that has ended, or choose another folder",
        )
        os.close(handle)
        return None
    except OSError:
        pass
    return Hold(handle)


def _holder(handle: int) -> str:
    """Which process has the lock of a file, as far as the system says."""
    found = os.fstat(handle)
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    try:
        rows = [line.split() for line in _LOCKS.read_text(encoding="ascii").splitlines()]
    except (OSError, ValueError):
        rows = []
    writers = [row[4] for row in rows if row[1:2] == ["FLOCK"] and row[5:6] == [place]]
    return f"process {writers[0]}" if writers else "another process"


def _let_go() -> None:
    """In a process that was forked: what it has of our folders would keep them held after us."""
    for held in list(_HELD):
        held.end()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
