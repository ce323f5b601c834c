"""The first moments of a run's folder: killed in them, it is as free as it was before."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kizuna.chronicle.manifest import FILE, FIRST
from kizuna.chronicle.packcopy import FOLDER

BEGINNING = ".beginning"
"""A file that stands in the folder until the run's manifest does."""


def is_begun(out: Path) -> bool:
    """Whether there is a run to go on with, or what is left of one."""
    return (out / FILE).exists() or ((out / FIRST).exists() and not (out / BEGINNING).exists())


def is_free(out: Path) -> bool:
    """Whether a run can begin here: nothing is there, or only a beginning that was cut short. Raises OSError."""
    if not out.exists():
        return True
    if not out.is_dir() or is_begun(out):
        return False
    return (out / BEGINNING).exists() or not any(out.iterdir())


@contextmanager
def beginning(out: Path) -> Iterator[None]:
    """Within it a run's first files are written; if that fails, nothing stays behind. Raises OSError."""
    fresh = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        (out / BEGINNING).touch()
        _clear(out)
        yield
    except OSError:
        with contextlib.suppress(OSError):
            _clear(out)
            (out / BEGINNING).unlink(missing_ok=True)
            if fresh:
                out.rmdir()
        raise
    (out / BEGINNING).unlink(missing_ok=True)


def _clear(out: Path) -> None:
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    for path in (out / FIRST, out / FILE, *out.glob(".*.new")):
        path.unlink(missing_ok=True)
