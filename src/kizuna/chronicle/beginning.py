"""The first moments of a run's folder: killed in them, it is as free as it was before."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kizuna.chronicle.hold import Hold, hold
from kizuna.chronicle.manifest import FILE, FIRST
from kizuna.chronicle.packcopy import FOLDER
from kizuna.diagnostics import Sink, Span

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
def beginning(out: Path, sink: Sink) -> Iterator[Hold | None]:
    """Within it a run's first files are written; if that fails, nothing stays behind. Raises OSError.

    Gives the hold on the folder; None, with K604, if no run can begin there.
    """
    fresh = not out.exists()
    held = _held(out, sink)
    if held is None:
        yield None
        return
    try:
        (out / BEGINNING).touch()
        _clear(out)
        yield held
    except BaseException:
        with contextlib.suppress(OSError):
            _clear(out)
            (out / BEGINNING).unlink(missing_ok=True)
            if fresh:
                out.rmdir()
        held.end()
        raise
    (out / BEGINNING).unlink(missing_ok=True)


def _held(out: Path, sink: Sink) -> Hold | None:
    """Makes the folder and holds it, if it is free; and if it still is then."""
    if is_free(out):
        out.mkdir(parents=True, exist_ok=True)
        held = hold(out, sink)
        if held is None or is_free(out):
            return held
        held.end()
    sink.add(
        "K604", f"{out} exists already", Span(str(out), 0, 0),
        hint="choose another folder, or go on with it by --resume",
    )
    return None


def _clear(out: Path) -> None:
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    for path in (out / FIRST, out / FILE, *out.glob(".*.new")):
        path.unlink(missing_ok=True)
