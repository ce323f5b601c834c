"""The saved states of a run: which are kept as it grows, and which of them can be gone on from."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path

from kizuna.chronicle.manifest import CheckpointRow, Manifest
from kizuna.diagnostics import Sink, Span

MOST = 16
"""How many states are kept beside the last,"""
SHARE = 1.0
"""and how large they may be together, as a part of the events on the disk."""


def thinned(
    earlier: list[CheckpointRow], last: CheckpointRow, size: Callable[[CheckpointRow], int], written: int
) -> list[CheckpointRow]:
    """Those of the earlier states, the oldest first, that are kept beside the last: spread over the events as evenly as
    can be. `size` is in bytes, as is what was `written` of events."""
    kept = [row for row in earlier if row.events < last.events]
    sizes = {row.file: size(row) for row in kept}
    while kept and (len(kept) > MOST or sum(sizes[row.file] for row in kept) > SHARE * written):
        marks = [0, *(row.events for row in kept), last.events]
        gaps = [after - before for before, after in zip(marks, marks[2:], strict=False)]
        del kept[gaps.index(min(gaps))]
    return kept


def sound_checkpoint(
    out: Path, manifest: Manifest, sink: Sink, fits: Callable[[CheckpointRow], bool] = lambda row: True
) -> CheckpointRow | None:
    """The last of a run's saved states that `fits` and is whole, or None; K601 for each that is passed as damaged."""
    passed: list[tuple[Path, str]] = []
    found = None
    for row in reversed(manifest.checkpoints):
        if fits(row):
            fault = _fault(out, row)
            if not fault:
                found = row
                break
            passed.append((out / row.file, fault))
    since = "the beginning" if found is None else manifest.clock().text(found.time)
    for path, fault in passed:
        sink.add(
            "K601", f"the saved state {path.name} cannot be used: {fault}", Span(str(path), 0, 0),
            notes=(f"nothing that was recorded is lost; it is lived again from {since}",),
        )
    return found


def _fault(out: Path, row: CheckpointRow) -> str:
    """Why a state cannot be used; "" if it can."""
    try:
        with open(out / row.file, "rb") as file:
            found = file_digest(file, "sha256")
            return "" if found.hexdigest() == row.sha256 else f"its {file.tell()} bytes do not match its checksum"
    except OSError as error:
        return error.strerror or str(error)
