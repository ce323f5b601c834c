"""Opening a recorded run, or leaving with what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kizuna.cli.beside import beside_sink
from kizuna.cli.opening import stop_with
from kizuna.cli.output import Format
from kizuna.diagnostics import Sink

ENSEMBLE, RUN = "ensemble.json", "manifest.json"
"""The file that an ensemble, or a run, is told by."""

if TYPE_CHECKING:
    from kizuna.chronicle.run import Run
    from kizuna.chronicle.shelf import Shelf


def open_run(folder: Path, form: Format, shelf: Shelf | None = None) -> Run:
    """The run in a folder. Wrong usage if there is no such folder; prints findings and exits if it cannot be read.

    A damaged run is opened as far as it can be read: what is wrong is told at the command's end, with exit code 1.
    """
    from kizuna.chronicle.run import Run

    if not folder.is_dir():
        raise typer.BadParameter(f"there is no run {str(folder)!r}; `kizuna run` makes one")
    _check_sort(folder)
    sink = beside_sink()
    run = Run.open(folder, sink, shelf)
    if run is None:
        found = Sink(list(sink))
        sink.found.clear()
        stop_with(found, form)
    return run


def _check_sort(folder: Path) -> None:
    """Wrong usage for a folder that is no run, but an ensemble of some or a pack."""
    from kizuna.pack.files import MANIFEST as PACK

    if (folder / RUN).exists():
        return
    if (folder / ENSEMBLE).is_file():
        runs = sorted(path for path in folder.glob("*") if (path / RUN).is_file())
        first = f"its first is {str(runs[0])!r}" if runs else "none of which was kept: leave --no-keep out"
        raise typer.BadParameter(f"{str(folder)!r} is an ensemble of {len(runs)} recorded runs; {first}")
    if (folder / PACK).is_file():
        raise typer.BadParameter(f"{str(folder)!r} is a pack, not a run of it; `kizuna run {folder}` makes one")
