"""Somebody or something that is no more at the moment of a run that a question is about."""

from __future__ import annotations

from kizuna.chronicle.phrasing import teller_of
from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.story.because import removes


def is_no_more(run: Run, ident: int, at: int, sink: Sink) -> None:
    """K312: somebody has been removed before the moment `at` (ms), and by what."""
    removed_by = next((event for event in run.between(0, at) if removes(event, ident)), None)
    notes: tuple[str, ...] = ()
    if removed_by is not None:
        teller = teller_of(run, sink)
        notes = (f"since {teller.line(removed_by)}",)
    sink.add("K312", f"{run.names.label(ident)} is no more", notes=notes, hint="ask with --at for a moment before that")
