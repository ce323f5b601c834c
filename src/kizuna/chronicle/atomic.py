"""Replacing a file in one step: whoever reads sees the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from kizuna.chronicle.segments import sync_folder


def write_atomic(path: Path, data: bytes) -> None:
    """Writes beside the file, syncs, and renames. The old file stays if anything fails. Raises OSError."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
