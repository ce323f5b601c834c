"""Replacing a file in one step: whoever reads sees the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Gives a place to make a file or a folder at, which becomes `path` in one step if nothing is raised within.

    Otherwise nothing stays, nor does what an earlier attempt that was killed has left. Raises OSError.
    """
    beside = path.with_name(f".{path.name}.part")       # `.new` is swept away by whoever writes a run
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        made = beside / path.name       # in a folder, together with whatever is needed only while it is made
        yield made
        for file in made.iterdir() if made.is_dir() else (made,):
            with open(file, "r+b") as written:
                os.fsync(written.fileno())
        os.replace(made, path)
        sync_folder(path.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
