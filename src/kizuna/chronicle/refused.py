"""What is said when the disk refuses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from sqlite3 import Error

from kizuna.diagnostics import Sink, Span


def refused(sink: Sink, out: Path, error: OSError | Error, notes: Sequence[str] = (), *, whole: bool = False) -> None:
    """K606: nothing could be written at `out`, and why; the file that the error names is told unless `out` was to
    appear as a `whole`."""
    place = out if whole else getattr(error, "filename", None) or out
    sink.add(
        "K606", f"{place}: {getattr(error, 'strerror', None) or error}", Span(str(out), 0, 0), notes=tuple(notes),
        hint="make room or choose another place",
    )
