"""Findings beside what a command answers, such as damage of a run: with JSON they stand in its document, else they are
told on standard error."""

from __future__ import annotations

from kizuna.diagnostics import Diagnostic, Sink

_MET: list[Sink] = []
_LOST: list[bool] = []


def beside_sink() -> Sink:
    """A sink for what is met beside, such as the faults of one run that is read as far as that goes."""
    _MET.append(Sink())
    return _MET[-1]


def untold() -> list[Diagnostic]:
    """What was met and has not been told. It is told with this."""
    found = [fault for sink in _MET for fault in sink]
    _LOST.extend(sink.failed for sink in _MET)
    for sink in _MET:
        sink.found.clear()
    return found


def is_lost() -> bool:
    """Whether any of what was told since this was last asked is an error, so that something is lost."""
    lost = any(_LOST)
    _MET.clear()
    _LOST.clear()
    return lost
